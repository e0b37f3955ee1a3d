### Guards: what is wrong with them, and how things stand

guard-yes = yes
guard-no = no
guard-unfilled = not filled in
guard-unknown = unknown
guard-hidden = filled in (not shown here)
guard-filled = filled in
guard-nothing = empty
guard-quoted = "{ $text }"
guard-with-value = { $what } ({ $value })

guard-is = { $what } is { $actual }
guard-equal = { $what } is { $actual }; { $needed } is needed
guard-other = { $what } is { $actual }; anything but { $needed } is needed
guard-less = { $what } is { $actual }; less than { $needed } is needed
guard-at-most = { $what } is { $actual }; at most { $needed } is needed
guard-more = { $what } is { $actual }; more than { $needed } is needed
guard-at-least = { $what } is { $actual }; at least { $needed } is needed
guard-before = { $what } is { $actual }; a time before { $needed } is needed
guard-latest = { $what } is { $actual }; { $needed } at the latest is needed
guard-after = { $what } is { $actual }; a time after { $needed } is needed
guard-earliest = { $what } is { $actual }; { $needed } at the earliest is needed
guard-one-of = at least one of these is needed: { $parts }
guard-all-of = all of these are needed: { $parts }
guard-done = "{ $item }" { $state ->
    [yes] is done
   *[other] is not done
}; { $needed ->
    [yes] it must be
   *[other] it must not be
}
guard-owed = "{ $item }" { $state ->
    [yes] is owed
   *[other] is not owed
}; { $needed ->
    [yes] it must be
   *[other] it must not be
}
guard-skipped = "{ $item }" { $state ->
    [yes] was skipped
   *[other] was not skipped
}; { $needed ->
    [yes] it must be
   *[other] it must not be
}
guard-open = "{ $item }" { $state ->
    [yes] is under way
   *[other] is not under way
}; { $needed ->
    [yes] it must be
   *[other] it must not be
}
guard-exists = { $what } { $state ->
    [yes] is filled in
   *[other] is not filled in
}; { $needed ->
    [yes] it must be
   *[other] it must not be
}
guard-newer = { $left } { $state ->
    [yes] is newer than
   *[other] is not newer than
} { $right }; { $needed ->
    [yes] it must be
   *[other] it must not be
}
guard-rows-unfilled = { $list } is not filled in
guard-rows-all = { $list }: { $body } holds for { $holds } of { $rows }{ $unknown ->
    [0] { "" }
   *[other] { " " }(unknown for { $unknown })
}; it must hold for all
guard-rows-not-all = { $list }: { $body } holds for { $holds } of { $rows }{ $unknown ->
    [0] { "" }
   *[other] { " " }(unknown for { $unknown })
}; it must not hold for all
guard-rows-any = { $list }: { $body } holds for { $holds } of { $rows }{ $unknown ->
    [0] { "" }
   *[other] { " " }(unknown for { $unknown })
}; it must hold for at least one
guard-rows-none = { $list }: { $body } holds for { $holds } of { $rows }{ $unknown ->
    [0] { "" }
   *[other] { " " }(unknown for { $unknown })
}; it must hold for none

guard-words-today = today
guard-words-times = how often "{ $item }" was done
guard-words-done-on = the day "{ $item }" was last done
guard-words-sum = the sum of { $body } in { $list }
guard-words-min = the lowest { $body } in { $list }
guard-words-max = the highest { $body } in { $list }
guard-words-count = the number of rows in { $list }
guard-words-count-where = the number of rows in { $list } where this holds: { $body }
guard-words-days-between = days from { $first } to { $second }
guard-words-working-days-between = working days from { $first } to { $second }
guard-words-months-between = months from { $first } to { $second }
guard-words-days-after = { $first } plus { $second } days
guard-words-age-on = the age of someone born { $first } on { $second }
guard-words-contains = { $first } with the word { $second }
guard-words-length = the number of characters in { $first }

guard-kind-boolean = yes or no
guard-kind-integer = a whole number
guard-kind-decimal = a decimal number
guard-kind-money = an amount
guard-kind-level = a level on a scale
guard-kind-text = a text
guard-kind-choice = a choice
guard-kind-date = a date
guard-kind-time = a time of day
guard-kind-person = a person
guard-kind-list = a list
guard-kind-record = a group of fields
guard-kind-unknown = something unknown

guard-empty = The guard is empty.
guard-too-long = The expression is too long; at most { $most } characters. Split it, for instance with a computed field.
guard-too-deep = The expression is too involved; at most { $most } levels. Split it, for instance with a computed field.
guard-not-expression = Only a single expression can be written here.
guard-syntax = "{ $found }" cannot be written here.
guard-unfinished = The expression ends before it is complete.
guard-missing = "{ $token }" is missing.
guard-open-text = The text does not end with a quotation mark.
guard-not-in-language = Guards have no "{ $found }".
guard-method = "{ $found }" cannot be called with a dot.
guard-logic-literal = On both sides of && and || there must be something that is true or false.
guard-logic = Something that is true or false is needed here; this is { $kind }.
guard-wrong-kind = { $wanted } is needed here; the expression gives { $found }.
guard-kinds-differ = These cannot be compared: { $left } and { $right }.
guard-no-order = Only numbers, dates and times can be larger or smaller; this is { $kind }.
guard-not-a-choice = "{ $found }" is not one of the choices: { $choices }.
guard-outside-scale = { $found } lies outside the scale { $from } to { $to }.
guard-not-number = Only numbers can be reckoned with; this is { $kind }.
guard-not-a-date = "{ $text }" cannot be read.
guard-no-field = There is no field { $path }.
guard-section-alone = { $section } is a section. Write the field as well.
guard-nothing-inside = There is no { $path }; { $field } has no parts.
guard-list-in-list = { $path } is a list in a list. It cannot be used in guards.
guard-item-as-field = { $name } is an item of the flow, not a field.
guard-no-item = There is no item called { $name }.
guard-no-function = There is no function called { $name }.
guard-arguments = { $name } cannot be used like this.
guard-argument-kind = { $name } takes { $wanted } here; this is { $found }.
guard-column-outside = { $column } has a value for each row of { $list }.
guard-column-elsewhere = { $column } belongs to another list than the rest.
guard-no-column = { $name } has to name a column of a list.
guard-nested = { $name } cannot stand inside something that looks at one row at a time.
guard-circle = { $field } follows from itself: { $circle }.

guard-hint-symbol = Write { $symbol }.
guard-hint-quotes = Write texts in double quotation marks.
guard-hint-in = Write a comparison for each choice with || between.
guard-hint-method = Write { $name }(…) around what it is meant for.
guard-hint-compare = Write a comparison, for instance with == or >.
guard-hint-whole = The field holds whole numbers only.
guard-hint-date = Write date("{ $text }") with year, month and day: date("2026-01-05").
guard-hint-time = Write time("{ $text }") with hours and minutes: time("08:30").
guard-hint-unquoted = Write { $text } without quotation marks.
guard-hint-choices = The two fields have no choice in common.
guard-hint-days-between = Use days_between(from, to).
guard-hint-days-after = Use days_after(date, number), or days_between(from, to).
guard-hint-near = Did you mean { $name }?
guard-hint-fields = The fields are { $fields }.
guard-hint-item = Write done({ $name }) if it has to be done.
guard-hint-signature = It is written like this: { $signature }.
guard-hint-column = Gather the rows, for instance with all({ $column }), any({ $column }) or sum({ $column }).
guard-hint-elsewhere = A function can look at one list at a time.
guard-hint-nested = Give the inner value a computed field of its own outside the list, and use that.
guard-hint-circle = A computed field has to follow from fields that somebody fills in.

guard-about-all = Holds for all rows. Where the list is not filled in, the answer is unknown.
guard-about-any = Holds for at least one row.
guard-about-none = Holds for no row.
guard-about-count = The number of rows, or of rows where something holds. A list that is not filled in has no rows.
guard-about-sum = The sum over all rows; unknown where a row lacks the number.
guard-about-min = The lowest value; unknown where a row lacks it or there are no rows.
guard-about-max = The highest value; unknown where a row lacks it or there are no rows.
guard-about-done = The item has been done at least once.
guard-about-owed = The item is owed: somebody's work has made it required.
guard-about-times = How often the item has been done.
guard-about-skipped = The item was skipped.
guard-about-open = The item is under way now.
guard-about-done-on = The day on which the item was last done.
guard-about-exists = The field is filled in. An empty text or an empty list does not count.
guard-about-newer = The first time lies after the second, or the second is missing. Where the first is missing, the answer is no.
guard-about-today = Today's date in Copenhagen.
guard-about-date = A certain date.
guard-about-time = A certain time of day.
guard-about-days-between = Days from the first date to the second; below zero where the second comes first.
guard-about-working-days-between = Working days after the first date up to and including the second, by the municipality's calendar.
guard-about-months-between = Whole months from the first date to the second.
guard-about-days-after = The date so many days after.
guard-about-age-on = Age in whole years on a date.
guard-about-contains = The first text has the second in it, letter by letter.
guard-about-length = The number of characters in a text.
