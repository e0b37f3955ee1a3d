### Guards: what is wrong with them, and how things stand

guard-yes = yes
guard-no = no
guard-unfilled = not filled in
guard-unknown = unknown
guard-hidden = hidden
guard-filled = filled in
guard-nothing = empty
guard-quoted = "{ $text }"
guard-bracketed = ({ $part })
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
guard-may-come = "{ $item }" { $state ->
    [yes] may still come
   *[other] can no longer come
}; { $needed ->
    [yes] it must be able to
   *[other] it must not be able to
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
guard-contains = { $first } { $state ->
    [yes] contains { $second }
    [no] does not contain { $second }
   *[other] is not filled in
}; { $needed ->
    [yes] it must contain { $second }
   *[other] it must not contain { $second }
}
guard-rows-unfilled = { $list } is not filled in
guard-rows-all = { $list }: "{ $body }" holds for { $holds } of { $rows }{ $unknown ->
    [0] { "" }
   *[other] { " " }(unknown for { $unknown })
}; it must hold for all{ $lacking ->
    [0] { "" }
   *[other] { " " }(missing in row { $which })
}
guard-rows-not-all = { $list }: "{ $body }" holds for { $holds } of { $rows }{ $unknown ->
    [0] { "" }
   *[other] { " " }(unknown for { $unknown })
}; it must not hold for all
guard-rows-any = { $list }: "{ $body }" holds for { $holds } of { $rows }{ $unknown ->
    [0] { "" }
   *[other] { " " }(unknown for { $unknown })
}; it must hold for at least one
guard-rows-none = { $list }: "{ $body }" holds for { $holds } of { $rows }{ $unknown ->
    [0] { "" }
   *[other] { " " }(unknown for { $unknown })
}; it must hold for none

guard-words-between = { $left } { $sign } { $right }
guard-words-not = not { $what }
guard-words-today = today
guard-words-rounds = the number of rounds of "{ $item }"
guard-words-times = the number of times "{ $item }" was done
guard-words-done-on = the day "{ $item }" was last done
guard-words-sum = the sum of { $body } in { $list }
guard-words-min = the lowest { $body } in { $list }
guard-words-max = the highest { $body } in { $list }
guard-words-count = the number of rows in { $list }
guard-words-count-where = the number of rows in { $list } with "{ $body }"
guard-words-days-between = days from { $first } to { $second }
guard-words-working-days-between = working days from { $first } to { $second }
guard-words-months-between = months from { $first } to { $second }
guard-words-days-after = { $first } plus { $second } days
guard-words-age-on = age as of { $second } (date of birth: { $first })
guard-words-contains = whether { $first } contains { $second }
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
guard-kind-length = a length of time
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
guard-choices-missing = The field lacks these choices: { $choices }.
guard-other-parts = The two do not have the same parts.
guard-wrong-kind = { $wanted } is needed here; the expression gives { $found }.
guard-kinds-differ = These cannot be compared: { $left } and { $right }.
guard-no-order = Only numbers, dates and times can be larger or smaller; this is { $kind }.
guard-not-a-choice = "{ $found }" is not one of the choices: { $choices }.
guard-outside-scale = { $found } is no level on the scale from { $from } to { $to }.
guard-always = This is always true: the scale goes from { $from } to { $to }.
guard-never = This is never true: the scale goes from { $from } to { $to }.
guard-not-number = Only numbers can be reckoned with; this is { $kind }.
guard-not-a-date = "{ $text }" cannot be read.
guard-no-field = There is no field { $path }.
guard-section-alone = { $section } is a section. Write the field as well.
guard-nothing-inside = There is no { $path }; { $field } has no parts.
guard-list-in-list = { $path } is a list in a list. It cannot be used in guards.
guard-item-as-field = { $name } is an item of the flow, not a field.
guard-no-item = There is no item called { $name }.
guard-inside-rows = { $name } is there once for each row in { $stage }, and no row is in hand here.
guard-leaks = { $field } is not sensitive, but gets a value from a field that is.
guard-hint-leaks = Write sensitive: true at { $field }, or set it from something else.
guard-last-round = "{ $item }" may begin on the answer of the round before: "{ $other }" fills { $field }, and both begin anew.
guard-hint-last-round = Let it come after { $other }, or ask whether the answer is newer: newer(done({ $other }), done(…)).
guard-too-dear = It may take { $steps } steps to answer, and { $most } at most may be taken. The case cannot go on when that happens.
guard-hint-too-dear = A list may have { $rows } rows. Go through it fewer times, or compute fewer columns in each row.
guard-hint-inside-rows = Ask about { $stage }, or about columns of the list.
guard-no-function = There is no function called { $name }.
guard-arguments = { $name } cannot be used like this.
guard-argument-kind = { $name } takes { $wanted } here; this is { $found }.
guard-column-outside = { $column } has a value for each row of { $list }.
guard-column-elsewhere = { $column } belongs to another list than the rest.
guard-no-column = { $name } has to name a column of a list.
guard-nested = { $name } cannot stand inside something that looks at one row at a time.
guard-circle = { $field } follows from itself: { $circle }.

guard-hint-write = Write { $text }.
guard-hint-quotes = Write texts in double quotation marks.
guard-hint-closure = Write the name of the column instead, for instance all(order.lines.rate > 0).
guard-hint-in = Write a comparison for each choice with || between.
guard-hint-method = Write { $name }(…) around what it is meant for.
guard-hint-compare = Write a comparison, for instance with == or >.
guard-hint-whole = The field holds whole numbers only.
guard-hint-date = Write the date with year, month and day: date("2026-01-05").
guard-hint-time = Write the time with hours and minutes: time("08:30").
guard-hint-unquoted = Write { $text } without quotation marks.
guard-hint-choices = The two fields have no choice in common.
guard-hint-days-between = Use days_between(from, to).
guard-hint-days-after = Use days_after(date, number), or days_between(from, to).
guard-hint-comment = Write comments after # in YAML, outside the guard.
guard-hint-near = Did you mean { $name }?
guard-hint-fields = Its fields are, among others, { $fields }.
guard-hint-item = Write done({ $name }) if it has to be done.
guard-hint-signature = It is written like this: { $signature }.
guard-hint-column = Put the expression in a function that gathers the rows: all(…), any(…), none(…), count(…), sum(…), min(…) or max(…).
guard-hint-elsewhere = A function can look at one list at a time.
guard-hint-nested = Give the inner value a computed field of its own outside the list, and use that.
guard-hint-circle = A computed field and a table have to follow from fields that somebody fills in.

guard-about-all = Holds for all rows. Where the list is not filled in, the answer is unknown.
guard-about-any = Holds for at least one row.
guard-about-none = Holds for no row.
guard-about-count = The number of rows, or of rows where something holds. A list that is not filled in has no rows.
guard-about-sum = The sum over all rows; unknown where a row lacks the number.
guard-about-min = The lowest value; unknown where a row lacks it or there are no rows.
guard-about-max = The highest value; unknown where a row lacks it or there are no rows.
guard-about-done = The item has been done at least once.
guard-about-owed = The item is owed: somebody's work has made it required.
guard-about-rounds = How many rounds of the item have begun or been asked for.
guard-about-times = How often the item has been done.
guard-about-skipped = The item was skipped.
guard-about-open = The item is under way now.
guard-about-may-come = The item is under way, or may still begin by what the flow says. Where nobody can tell, it may.
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

explain-F0501 =
    The guard cannot be read from here.

    A guard is a single expression: fields, values and functions with == != < <= > >= between them, put together with && (and), || (or) and ! (not). Texts stand in double quotation marks. There is no single =; equality is written ==.

    Wrong:
        when: decision.outcome = "granted" and assessment.need >= 2
    Right:
        when: decision.outcome == "granted" && assessment.need >= 2

explain-F0502 =
    Guards do not have this.

    A guard can only ask. It cannot keep a value, repeat something, choose between branches or look up a row by its number. The rows of a list are seen through its columns and a function that gathers them.

    Wrong:
        when: order.lines.any(|line| line.rate > 0)
    Right:
        when: any(order.lines.rate > 0)

explain-F0503 =
    There is no such field.

    Fields are named with section and name as they stand under data: assessment.need. A column has the name of its list before it: order.lines.rate. Only a computed field in a list names the columns of its own row with nothing before them.

    Wrong:
        when: need >= 2
    Right:
        when: assessment.need >= 2

explain-F0504 =
    There is no such item.

    done(…), owed(…), times(…), rounds(…), skipped(…), open(…), may_come(…) and done_on(…) take the name of an item or stage of the flow, as it stands before its colon.

    Wrong:
        when: done(desicion)
    Right:
        when: done(decision)

explain-F0505 =
    There is no such function.

    The functions are all, any, none, count, sum, min and max for the rows of a list; done, owed, times, rounds, skipped, open, may_come and done_on for an item; exists for a field; newer, today, date, time, days_between, working_days_between, months_between, days_after and age_on for time; contains and length for texts.

    Wrong:
        when: days_since(application.received_on) > 14
    Right:
        when: days_between(application.received_on, today) > 14

explain-F0506 =
    The function is given too much, too little or the wrong thing.

    Every function takes a certain number of things of a certain kind. The hint shows how it is written.

    Wrong:
        when: days_between(application.received_on) > 14
    Right:
        when: days_between(application.received_on, today) > 14

explain-F0507 =
    The two cannot be compared.

    Only things of one kind can be equal: numbers with numbers (integers, decimals, amounts and levels are all numbers), dates with dates, texts with texts. Only numbers, dates and times of day can be larger or smaller. Without this rule the guard would simply be false every time, and nobody would notice.

    Wrong:
        when: application.received_on > "2026-01-05"
    Right:
        when: application.received_on > date("2026-01-05")

explain-F0508 =
    The text is not one of the field's choices.

    A choice is compared with its name, not with the title that people see.

    Wrong:
        when: decision.outcome == "Granted"
    Right:
        when: decision.outcome == "granted"

explain-F0509 =
    The sign cannot be used on what stands beside it.

    Numbers can be reckoned with: + - * / %. On both sides of && and ||, and after !, there must be something that is true or false. Dates are reckoned with by days_between and days_after.

    Wrong:
        when: today - status.written_on > 90
    Right:
        when: days_between(status.written_on, today) > 90

explain-F0510 =
    A column has a value for each row, and one value is needed here.

    Put the column in a function that gathers the rows: all, any, none, count, sum, min or max. Inside it there may be a whole expression, which is reckoned for each row, but only with columns of one list and without another of these functions.

    Wrong:
        when: order.lines.rate > 0
    Right:
        when: all(order.lines.rate > 0)

explain-F0511 =
    The expression gives another kind of value than is needed here.

    when, done_when, ends_when, closes and their like have to give yes or no. An expression under sets has to give what the field can hold; a field of whole numbers cannot be given a decimal number.

    Wrong:
        when: assessment.need
    Right:
        when: assessment.need >= 2

explain-F0512 =
    Computed fields follow from each other in a circle.

    A computed field has to lead back to fields that somebody fills in. A circle has no beginning.

    Wrong:
        total: { "{" }is: order.share * 2{ "}" }
        share: { "{" }is: order.total / 2{ "}" }
    Right:
        total: { "{" }is: sum(order.lines.price){ "}" }
        share: { "{" }is: order.total / 2{ "}" }

explain-F0513 =
    The expression is too long or too involved.

    What nobody can read aloud to a colleague, nobody can answer for. Give the parts names as computed fields and put those together.

explain-F0514 =
    The number is no level on the field's scale.

    A comparison with a level that does not exist always has the same answer. Mend the number or the scale.

    Wrong:
        need: { "{" }type: level, of: 0..4{ "}" }
        when: assessment.need >= 5
    Right:
        when: assessment.need >= 4

explain-F0515 =
    The text is no date or time of day.

    Dates are written with year, month and day, times with hours and minutes.

    Wrong:
        when: application.received_on > date("5/1 2026")
    Right:
        when: application.received_on > date("2026-01-05")

explain-F0516 =
    The comparison has the same answer for every level of the scale.

    Either it is superfluous, or the number or the sign is wrong. A guard that is never true is an item that never comes.

    Wrong:
        need: { "{" }type: level, of: 0..4{ "}" }
        when: assessment.need > 4
    Right:
        when: assessment.need >= 4

guard-length-loose = A length of time can only be used for a clock.
guard-hint-length = Write it after lasts or due: table.outcome.
guard-no-outcome = The table "{ $table }" gives nothing called "{ $name }".
guard-table-rows = The table "{ $table }" gives something for each row.
guard-table-alone = "{ $table }" is a whole table.
guard-table-deep = What the table "{ $table }" gives has nothing inside.
