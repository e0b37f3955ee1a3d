### Terms, lengths, calendars and rhythms

length-minute = { $count ->
    [one] { $count } minute
   *[other] { $count } minutes
}
length-hour = { $count ->
    [one] { $count } hour
   *[other] { $count } hours
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
length-unit = No such unit. Use minutes, hours, days, working days, weeks, months, years or end of month.
length-count = The number must lie between 1 and { $most }.

term-from = Counted from { $start }; the day itself does not count.
term-length = Length: { $length }.
term-skipped = { $day } is skipped: { $name }.
term-clamped = The month is shorter, so the term ends on its last day, { $day }.
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
rhythm-monday = every Monday { $time }
rhythm-tuesday = every Tuesday { $time }
rhythm-wednesday = every Wednesday { $time }
rhythm-thursday = every Thursday { $time }
rhythm-friday = every Friday { $time }
rhythm-saturday = every Saturday { $time }
rhythm-sunday = every Sunday { $time }
rhythm-first-working-day = the first working day of the month
rhythm-last-working-day = the last working day of the month
rhythm-interval = with { $length } between
rhythm-form = The rhythm cannot be read. Write for example "every Monday 08:00", "first working day of the month" or "every 3 months".

language-unknown = No such language. Write da or en.
