### Terms, lengths, calendars and rhythms

length-minute = { $count ->
    [one] { $count } minute
   *[other] { $count } minutes
}
length-hour = { $count ->
    [one] { $count } hour
   *[other] { $count } hours
}
length-office-hour = { $count ->
    [one] { $count } office hour
   *[other] { $count } office hours
}
length-day = { $count ->
    [one] { $count } day
   *[other] { $count } days
}
length-working-day = { $count ->
    [one] { $count } working day
   *[other] { $count } working days
}
length-week = { $count ->
    [one] { $count } week
   *[other] { $count } weeks
}
length-month = { $count ->
    [one] { $count } month
   *[other] { $count } months
}
length-year = { $count ->
    [one] { $count } year
   *[other] { $count } years
}
length-end-of-month = to the end of the month
length-at-age = to the age of { $years } years{ $months ->
    [0] { "" }
    [one] { " " }and 1 month
   *[other] { " " }and { $months } months
}
length-form = A length is a number and a unit, for example "3 working days".
length-unit = No such unit. Use minutes, hours, office hours, days, working days, weeks, months, years or end of month.
length-count = The number must lie between 1 and { $most }.

term-from = Counted from { $start }; the day itself does not count.
term-from-counted = Counted from { $start }; the day itself is the first.
term-from-moment = Counted from { $start }.
term-length = Length: { $length }.
term-skipped = { $day } is skipped: { $name }.
term-clamped = The month is shorter, so the term ends on its last day, { $day }.
term-summer-time = The clocks change on the way; hours are counted as they pass.
term-stood-days = Stood still for { $count ->
    [one] one day
   *[other] { $count } days
}: to { $to }.
term-stood-working-days = Stood still for { $count ->
    [one] one working day
   *[other] { $count } working days
}: to { $to }.
term-stood-hours = Stood still for { $count ->
    [0] less than an hour
    [one] one hour
   *[other] { $count } hours
}: to { $to }.
term-stood-office-hours = Stood still for { $count ->
    [0] less than an office hour
    [one] one office hour
   *[other] { $count } office hours
}: to { $to }.
term-extended = Extended by { $length }: to { $to }.
term-rolled = { $day } is closed ({ $because }), so the end moves to { $to }.
term-weekend = weekend
term-due-on = Due { $day }, to the end of the day.
term-due-at = Due { $due }.
term-plan-by = The due day is closed ({ $because }): plan for { $day }.
term-no-working-day = The calendar has no working day where one is needed. Mend the closed days.
term-out-of-range = The date lies outside the calendar. Mend the start or the length.

cron-fields = A cron expression has five fields: minute, hour, day of month, month, day of week.
cron-field = The field "{ $field }" cannot be read. Use numbers from { $from } to { $to }, lists (1,2), ranges (1-5), steps (*/10) or *.
cron-never = The expression never meets a date. Mend day and month.

rhythm-cron = by the cron expression { $cron }
rhythm-day = every day { $time }
rhythm-working-day = every working day { $time }
rhythm-weekly = every { $days } { $time }
rhythm-every-weeks = { $weeks ->
    [one] every week
    [2] every second week
   *[other] every { $weeks } weeks
} on { $day } { $time }
rhythm-day-of-month = day { $number } of the month{ $known ->
    [0] { "" }
   *[other] { " " }{ $time }
}
rhythm-last-of-month = the last { $sort } of the month{ $known ->
    [0] { "" }
   *[other] { " " }{ $time }
}
rhythm-nth-of-month = the { $number ->
    [1] first
    [2] second
    [3] third
   *[other] fourth
} { $sort } of the month{ $known ->
    [0] { "" }
   *[other] { " " }{ $time }
}
rhythm-yearly = every year on { $day } { $month }{ $known ->
    [0] { "" }
   *[other] { " " }{ $time }
}
sort-day = day
sort-working-day = working day
weekday-monday = Monday
weekday-tuesday = Tuesday
weekday-wednesday = Wednesday
weekday-thursday = Thursday
weekday-friday = Friday
weekday-saturday = Saturday
weekday-sunday = Sunday
month-1 = January
month-2 = February
month-3 = March
month-4 = April
month-5 = May
month-6 = June
month-7 = July
month-8 = August
month-9 = September
month-10 = October
month-11 = November
month-12 = December
rhythm-interval = with { $length } between
rhythm-form = The rhythm cannot be read. Write for example "every Monday 08:00", "every 2 weeks on Monday 08:00", "first working day of the month", "every 1 March" or "every 3 months".
rhythm-never = The month has no such day. Mend the day or the month.

language-unknown = No such language. Write da or en.

channel-digital-post = Digital Post
channel-letter = letter
channel-quick-letter = quick letter
channel-in-person = in person

calendar-too-many = There are too many rows; { $most } at most.
calendar-date-twice = Two rows hold from the same date. Delete one, or give each a date of its own.
calendar-dates-reversed = The last date lies before the first. Swap them.
calendar-name = Write a name of 1 to { $most } characters.
calendar-hours-reversed = The office must close after it opens. Mend the times.
calendar-weekday-twice = The weekday is there twice. Delete one row.
calendar-never-open = No day from Monday to Friday has opening hours. Write at least one.
calendar-closed-for-long = There is no working day for { $days } days from { $from }. A calendar may be closed for 60 days in a row at most; mend the closed days.
calendar-receipt-days = A letter is on its way for { $most } days at most.
