# Deadlines, values, sources and rungs as the pages write them.
due-day = { $day }
due-moment = { $at }
due-today = today
due-tomorrow = tomorrow
due-in-working-days = in { $days ->
    [one] 1 working day
   *[other] { $days } working days
}
due-in-days = in { $days } days
due-late-today = late today
due-late = { $days ->
    [one] 1 day
   *[other] { $days } days
} late

value-erased = Erased
value-yes = Yes
value-no = No
value-rows = { $rows ->
    [0] no rows
    [one] 1 row
   *[other] { $rows } rows
}
value-level = { $level } (scale { $from }–{ $to })
value-per-hour = per hour
value-per-day = per day
value-per-week = per week
value-per-month = per month
value-per-year = per year
name-someone = a person who is no longer here
name-some-unit = a unit that is no longer here
name-nobody = nobody


rung-line = { $when }: { $does }
rung-again = { $line }, and again with { $every } between, { $times } times in all at most{ $until ->
    [0] { "" }
   *[other] { "," } until somebody has acknowledged
}
rung-unless-acknowledged = { $line } (only where nobody has acknowledged)
rung-at-percent = when { $share } % of the time has passed
rung-at-before = { $length } before the deadline
rung-at-target = when the aim is reached
rung-at-due = when the deadline is reached
rung-at-after = { $length } after the deadline
rung-to-owner = whoever owns it
rung-to-leader = the leader of whoever owns it
rung-remind = { $to } is reminded
rung-tell = { $to } is told
rung-hand-to = the task is handed over to { $to }
rung-open = “{ $item }” is opened
rung-call = “{ $item }” is called
rung-raise = the task is put first in the list
rung-taken-remind = { $to } was reminded of “{ $clock }”.
rung-taken-tell = { $to } was told about the deadline “{ $clock }”.
rung-taken-hand-to = The deadline “{ $clock }” moved the task to { $to }.
rung-taken-open = The deadline “{ $clock }” opened “{ $item }”.
rung-taken-call = The time limit “{ $clock }” had “{ $item }” called.
rung-taken-raise = The deadline “{ $clock }” put the task first in the list.
