### Decision tables: what people read of them, and what is wrong with them

table-titled = { $title }: { $value }
table-valid = Holds
table-anything = anything
table-not = not { $what }
table-between = { $from }–{ $to }
table-between-after = { $time ->
    [yes] after
   *[no] over
} { $from } up to { $to }
table-between-before = from { $from } to { $time ->
    [yes] before
   *[no] below
} { $to }
table-between-inside = { $time ->
    [yes] after { $from } and before { $to }
   *[no] over { $from } and below { $to }
}
table-over = { $time ->
    [yes] after
   *[no] over
} { $value }
table-from = from { $value }
table-under = { $time ->
    [yes] before
   *[no] below
} { $value }
table-to = up to { $value }
table-with-unit = { $value } { $unit }
table-per = { $value } { $per ->
    [hour] an hour
    [day] a day
    [week] a week
    [month] a month
   *[year] a year
}
table-no-outcome = nothing
table-always = always
table-unknown = The table "{ $table }" cannot answer yet ({ $when })
table-hidden = The table "{ $table }" looks at something hidden
table-none = No rule of the table "{ $table }" fits ({ $when })
table-otherwise = No rule of the table "{ $table }" fits ({ $when }), so otherwise { $gives }
table-no-rules = No rule of the table "{ $table }" fits ({ $when }): { $gives }
table-rule = Rule { $rules } of the table "{ $table }" fits ({ $when }): { $gives }
table-rules = Rules { $rules } of the table "{ $table }" fit ({ $when }): { $gives }
table-outcome = { $what } (rule { $rule } of "{ $table }")
table-outcome-otherwise = { $what } (no rule of "{ $table }" fits)
table-outcome-of = { $what } (the table "{ $table }")
table-line = ({ $when }) { $value }
table-line-otherwise = (otherwise) { $value }
table-row = Row { $row }: { $what }
table-no-column = The table has no column "{ $name }". It looks at: { $names }.

table-hit-unique = At most one rule fits at a time.
table-hit-first = The first rule that fits decides.
table-hit-any = Several rules may fit and then say the same.
table-hit-priority = Of the rules that fit, the one decides whose outcome comes first in the order.
table-hit-collect = All rules that fit count.
table-hit-rule-order = All rules that fit count, from the top.
table-hit-output-order = All rules that fit count, in the order of the outcomes.
table-hit-sum = The outcomes of the rules that fit are added up.
table-hit-min = The lowest outcome of the rules that fit counts.
table-hit-max = The highest outcome of the rules that fit counts.
table-hit-count = The outcome is how many rules fit.

table-not-a-value = "{ $text }" is not { $kind }.
table-hint-value = Write for example { $example }.
table-comma = "{ $text }" is written with a comma.
table-hint-comma = Write { $text }. Several values are written as a list: [1, 5].
table-not-a-choice = "{ $text }" is not one of the choices.
table-not-listed = "{ $text }" is not one of the values that the column may give.
table-hint-one-of = Write one of these: { $names }.
table-outside-scale = { $text } lies outside the scale { $from }..{ $to }.
table-no-order = "{ $text }" is an interval, but the column is { $kind } and has no order.
table-hint-no-order = List the values, or write those that do not fit after not.
table-reversed = "{ $text }" ends before it begins.
table-hint-reversed = Change the ends.
table-interval = "{ $text }" cannot be read as an interval.
table-hint-interval = Write 18..66, 18.., ..66, or in quotes "> 18", "[18..67)".
table-not-a-length = "{ $text }" is not a length.
table-not-readable = A table cannot look at { $kind }.
table-hint-readable = Let it look at a text, a number, a choice, yes or no, a date or a time of day.
table-no-ranks = The table is to choose by the order of its outcomes, but none of them has one.
table-no-ranks-hint = Give an outcome type: choice, or write its values in their order after values.
table-rows-of-rows = The table looks at the columns of a list and has to give one value for each row then.
table-rows-of-rows-hint = Choose a hit that gives one value: unique, first, any, priority, sum, min, max or count.
table-one-outcome = A table that adds up, counts or finds the lowest or highest gives one outcome.
table-one-outcome-hint = Make it several tables, or choose another hit.
table-counted = A table that counts always has an answer: 0 where no rule fits.
table-counted-hint = Delete otherwise.
table-hit-kind = The table cannot do with such an outcome what hit says.
table-hit-kind-hint = sum needs numbers; min and max need numbers, dates or times of day; a length of time needs one rule to decide.
table-overlap = Rules { $one } and { $other } both fit (for example { $when }).
table-overlap-hint = Make one of them narrower, or write hit: first if the upper one is to decide.
table-disagree = Rules { $one } and { $other } both fit, but say different things (for example { $when }).
table-disagree-hint = Let them say the same, or make one of them narrower.
table-more-overlaps = There are { $more } pairs more. Mend these and read the file again.
table-gap = No rule of the table "{ $table }" fits (for example { $when }).
table-gap-hint = Add a rule, or write after otherwise what holds then.
table-fits-nothing = Rule { $rule } never fits: one of its cells holds nothing that the table is made for.
table-overruled-by = Rule { $rule } never decides: rule { $other } fits all the same and goes before it.
table-overruled = Rule { $rule } never decides: the rules that go before it together fit all the same.
table-overruled-hint = Delete it, move it up, or make the others narrower.
table-otherwise-never = What stands after otherwise never holds: the rules fit everything.
table-not-complete = The table "{ $table }" is too tangled for all its gaps to be found.
table-not-complete-hint = What is found is right, but there may be more. Make it several tables, or write otherwise.

explain-F0801 =
    The cell holds no value of its column's kind.

    A column has its kind from what it looks at, or from the type of the outcome. Numbers are written with a point, dates as 2026-01-31, yes and no as true and false.

    Wrong:
        data:
          device: {"{"}urgent: {"{"}type: boolean{"}"}{"}"}
        tables:
          limit: {"{"}title: Limit, reads: {"{"}urgent: device.urgent{"}"}, gives: {"{"}lasts: length{"}"}, rules: [{"{"}urgent: yes, lasts: 1 week{"}"}], otherwise: {"{"}lasts: 4 weeks{"}"}{"}"}
    Right:
        data:
          device: {"{"}urgent: {"{"}type: boolean{"}"}{"}"}
        tables:
          limit: {"{"}title: Limit, reads: {"{"}urgent: device.urgent{"}"}, gives: {"{"}lasts: length{"}"}, rules: [{"{"}urgent: true, lasts: 1 week{"}"}], otherwise: {"{"}lasts: 4 weeks{"}"}{"}"}

explain-F0802 =
    The cell names a choice or a value that the column does not have.

    A field's choices are known by their names and not by their titles. An outcome with values may give only those.

    Wrong:
        data:
          device: {"{"}kind: {"{"}type: choice, of: {"{"}ramp: Rampe, chair: Kørestol{"}"}{"}"}{"}"}
        tables:
          limit: {"{"}title: Limit, reads: {"{"}kind: device.kind{"}"}, gives: {"{"}lasts: length{"}"}, rules: [{"{"}kind: Rampe, lasts: 5 weeks{"}"}], otherwise: {"{"}lasts: 10 weeks{"}"}{"}"}
    Right:
        data:
          device: {"{"}kind: {"{"}type: choice, of: {"{"}ramp: Rampe, chair: Kørestol{"}"}{"}"}{"}"}
        tables:
          limit: {"{"}title: Limit, reads: {"{"}kind: device.kind{"}"}, gives: {"{"}lasts: length{"}"}, rules: [{"{"}kind: ramp, lasts: 5 weeks{"}"}], otherwise: {"{"}lasts: 10 weeks{"}"}{"}"}

explain-F0803 =
    The value lies outside the column's scale.

    Such a cell could never fit.

    Wrong:
        data:
          d: {"{"}need: {"{"}type: level, of: 0..4{"}"}{"}"}
        tables:
          hours: {"{"}title: Hours, reads: {"{"}need: d.need{"}"}, gives: {"{"}hours: integer{"}"}, rules: [{"{"}need: 5, hours: 20{"}"}], otherwise: {"{"}hours: 10{"}"}{"}"}
    Right:
        data:
          d: {"{"}need: {"{"}type: level, of: 0..4{"}"}{"}"}
        tables:
          hours: {"{"}title: Hours, reads: {"{"}need: d.need{"}"}, gives: {"{"}hours: integer{"}"}, rules: [{"{"}need: 4, hours: 20{"}"}], otherwise: {"{"}hours: 10{"}"}{"}"}

explain-F0804 =
    The interval cannot be used here.

    Only numbers, dates and times of day have an order. An interval is written 18..66 with both ends inside; 18.. and ..66 are open; "> 18" and "[18..67)" are written in quotes.

    Wrong:
        data:
          d: {"{"}age: {"{"}type: integer{"}"}{"}"}
        tables:
          fare: {"{"}title: Fare, reads: {"{"}age: d.age{"}"}, gives: {"{"}price: money{"}"}, rules: [{"{"}age: 66..18, price: 40{"}"}], otherwise: {"{"}price: 20{"}"}{"}"}
    Right:
        data:
          d: {"{"}age: {"{"}type: integer{"}"}{"}"}
        tables:
          fare: {"{"}title: Fare, reads: {"{"}age: d.age{"}"}, gives: {"{"}price: money{"}"}, rules: [{"{"}age: 18..66, price: 40{"}"}], otherwise: {"{"}price: 20{"}"}{"}"}

explain-F0805 =
    The table looks at something that cells cannot fit.

    A whole list, a group of fields or a person has no value that a cell could name. Look at a field of it, or reckon something from it.

    Wrong:
        data:
          order: {"{"}lines: {"{"}list: {"{"}hours: {"{"}type: decimal{"}"}{"}"}{"}"}{"}"}
        tables:
          size: {"{"}title: Size, reads: {"{"}lines: order.lines{"}"}, gives: {"{"}hours: integer{"}"}, rules: [{"{"}lines: 3.., hours: 20{"}"}], otherwise: {"{"}hours: 10{"}"}{"}"}
    Right:
        data:
          order: {"{"}lines: {"{"}list: {"{"}hours: {"{"}type: decimal{"}"}{"}"}{"}"}{"}"}
        tables:
          size: {"{"}title: Size, reads: {"{"}lines: count(order.lines){"}"}, gives: {"{"}hours: integer{"}"}, rules: [{"{"}lines: 3.., hours: 20{"}"}], otherwise: {"{"}hours: 10{"}"}{"}"}

explain-F0806 =
    What hit says cannot be done with the table's outcomes.

    sum adds up numbers; min and max find the lowest and highest; count counts rules: they give one outcome. priority and output_order need an outcome with an order. A length of time is given by one rule.

    Wrong:
        data:
          d: {"{"}age: {"{"}type: integer{"}"}{"}"}
        tables:
          fee: {"{"}title: Fee, hit: sum, reads: {"{"}age: d.age{"}"}, gives: {"{"}name: text{"}"}, rules: [{"{"}age: 18.., name: adult{"}"}]{"}"}
    Right:
        data:
          d: {"{"}age: {"{"}type: integer{"}"}{"}"}
        tables:
          fee: {"{"}title: Fee, hit: sum, reads: {"{"}age: d.age{"}"}, gives: {"{"}amount: money{"}"}, rules: [{"{"}age: 18.., amount: 40{"}"}]{"}"}

explain-F0807 =
    Two rules fit the same, and the table does not say which decides.

    With unique at most one rule fits at a time. With any several may fit where they say the same. The finding names a case that both fit.

    Wrong:
        data:
          d: {"{"}age: {"{"}type: integer{"}"}{"}"}
        tables:
          fare: {"{"}title: Fare, reads: {"{"}age: d.age{"}"}, gives: {"{"}price: money{"}"}, rules: [{"{"}age: ..18, price: 20{"}"}, {"{"}age: 18.., price: 40{"}"}]{"}"}
    Right:
        data:
          d: {"{"}age: {"{"}type: integer{"}"}{"}"}
        tables:
          fare: {"{"}title: Fare, reads: {"{"}age: d.age{"}"}, gives: {"{"}price: money{"}"}, rules: [{"{"}age: ..17, price: 20{"}"}, {"{"}age: 18.., price: 40{"}"}]{"}"}

explain-F0808 =
    There are cases that no rule fits.

    The table then has no answer, and what uses it waits. The finding names such a case. Outside the days that rules name nothing is looked for.

    Wrong:
        data:
          d: {"{"}age: {"{"}type: integer{"}"}{"}"}
        tables:
          fare: {"{"}title: Fare, reads: {"{"}age: d.age{"}"}, gives: {"{"}price: money{"}"}, rules: [{"{"}age: ..17, price: 20{"}"}, {"{"}age: 19.., price: 40{"}"}]{"}"}
    Right:
        data:
          d: {"{"}age: {"{"}type: integer{"}"}{"}"}
        tables:
          fare: {"{"}title: Fare, reads: {"{"}age: d.age{"}"}, gives: {"{"}price: money{"}"}, rules: [{"{"}age: ..17, price: 20{"}"}, {"{"}age: 18.., price: 40{"}"}]{"}"}

explain-F0809 =
    The rule never decides.

    Rules that go before it fit all the same, or one of its cells fits nothing.

    Wrong:
        data:
          d: {"{"}age: {"{"}type: integer{"}"}{"}"}
        tables:
          fare: {"{"}title: Fare, hit: first, reads: {"{"}age: d.age{"}"}, gives: {"{"}price: money{"}"}, rules: [{"{"}age: 18.., price: 40{"}"}, {"{"}age: 67.., price: 20{"}"}], otherwise: {"{"}price: 0{"}"}{"}"}
    Right:
        data:
          d: {"{"}age: {"{"}type: integer{"}"}{"}"}
        tables:
          fare: {"{"}title: Fare, hit: first, reads: {"{"}age: d.age{"}"}, gives: {"{"}price: money{"}"}, rules: [{"{"}age: 67.., price: 20{"}"}, {"{"}age: 18.., price: 40{"}"}], otherwise: {"{"}price: 0{"}"}{"}"}

explain-F0810 =
    The table is too tangled for all its gaps to be found.

    All combinations of what its cells tell apart are searched, but only so many. What is found is right. Make it several tables, or write otherwise.
