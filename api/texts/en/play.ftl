# When a flow is tried line by line.
line-too-long = The line is too long; at most 1 MB.
play-not-an-object = Every line must be a JSON object.
play-not-json = The line is not JSON: { $detail }
play-no-do = The line lacks do: what is to happen?
play-no-moment = That is not a moment: { $detail }. Write for example 2026-01-05T09:00:00+01:00.
play-no-length = That is not a length of time: { $detail }. Write for example PT1H or 3 working days.
play-no-item = The flow has nothing called { $detail }.
play-unknown-keys = The line holds what is not used here: { $detail }. Besides do it may hold: { $known }.
play-wrong = The line cannot be read: { $detail }
flow-not-read = { $path } cannot be read: { $detail }
file-too-large = { $path } is larger than { $most } kB, and that much is not read. Is it the right file?

# samspil clock
clock-unknown = { $count ->
    [0] The flow has no clocks.
   *[other] The flow has no clock "{ $clock }". It has { $known }.
}
clock-too-many-pauses = Write { $most } pauses at most.
moment-unread = "{ $text }" is no time. Write a day (2026-03-05), a day with a time in Denmark (2026-03-05T09:30) or with its distance from UTC (2026-03-05T09:30:00+01:00). Names of time zones are not read.
clock-rung = { $at }: { $does }
clock-window = Proposed { $at }; { $latest } at the latest.
calendar-diff-reversed = The last day lies before the first. Swap the days.
