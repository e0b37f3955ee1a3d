### Tuning: the command line and the pages

tune-clock = { $flow } { $clock }: { $title }
tune-lasts = Lasts { $length }; from { $from } to { $to }.
tune-pause = Stands still for { $item } for { $length } at most; from { $from } to { $to }.
tune-rule = Rule { $rule } gives { $length }; from { $from } to { $to }.
tune-rule-otherwise = Where no rule fits it is { $length }; from { $from } to { $to }.
tune-extends = May be put off by { $length } in all; from { $from } to { $to }.
tune-window-times = { $count } times at least; from { $from } to { $to }.
tune-window-in-any = In any stretch of { $length }; from { $from } to { $to }.
tune-window-apart = { $length } apart at most; from { $from } to { $to }.
tune-rung = Rung { $number } comes at "{ $at }"; from { $from } to { $to }.
tune-rung-to = Rung { $number } may speak to: { $to }.
tune-every = Comes back with an interval from { $from } to { $to }.
tune-every-of = Comes back in one of these rhythms: { $known }.
tune-none = No flow leaves anything open to be tuned.
tune-journal-none = Nothing has been tuned.
tune-entry = { $number }. { $flow } { $clock } from { $from }: { $what }. { $by }, { $at }: { $why }
tune-entry-over = { $number }. { $flow } { $clock } from { $from }: { $what }. { $by }, { $at }: { $why } Taken back by { $back }.
tune-entry-back = { $number }. Takes { $other } back. { $by }, { $at }: { $why }
tune-what-lasts = lasts { $text }
tune-what-target = aims for { $text }
tune-what-pause = stands still for { $item } for { $text } at most
tune-what-rule = rule { $rule } gives { $text }
tune-what-rule-otherwise = { $text } where no rule fits
tune-what-extends = may be put off by { $text } in all
tune-what-times = { $text } times at least
tune-what-in-any = in any stretch of { $text }
tune-what-apart = { $text } apart at most
tune-what-rung = rung { $number } at "{ $text }"
tune-what-rung-to = rung { $number } to { $text }
tune-what-every = comes back "{ $text }"
tune-what-only-new = only for new deadlines
tune-what-shared = also for other deadlines that have it from the same place
tune-would-move = { $count ->
    [0] No deadline would move
    [one] One deadline would move
   *[other] { $count } deadlines would move
} of { $cases ->
    [one] one open case
   *[other] { $cases } open cases
}; { $overdue ->
    [0] none would become overdue
    [one] one would become overdue
   *[other] { $overdue } would become overdue
}, and { $told ->
    [0] nobody would be told at once
    [one] one notice would be sent at once
   *[other] { $told } notices would be sent at once
}.
tune-would-move-by = They would move by { $least } to { $most } days; a minus is earlier.
tune-would-tell = { $party } would be told { $count ->
    [one] once
   *[other] { $count } times
}.
tune-would-plan = { $count ->
    [one] Once, what comes back would get another next time.
   *[other] { $count } times, what comes back would get another next time.
}
tune-unfit = { $count ->
    [one] One case runs
   *[other] { $count } cases run
} by a version of the flow that does not allow it, and would stay as now.
tune-past = Had it held last year, since { $since }: { $cases ->
    [one] one case replayed
   *[other] { $cases } cases replayed
}{ $left ->
    [0] { "" }
   *[other] , { $left } left out
}{ $more ->
    [0] { "" }
   *[other] , older ones not counted
}.
tune-past-rhythm = A task is taken to last as long as the one in the same case that opened nearest to it; where the case had none, it is taken to be done when due.
tune-past-named = Times the rhythm came: { $would } instead of { $was }.
tune-past-opened = Tasks that opened: { $would } instead of { $was }.
tune-past-work = Tasks for { $party }: { $would } instead of { $was }.
tune-past-breaches = Overrun: { $would } instead of { $was }.
tune-past-reminders = Reminders: { $would } instead of { $was }.
tune-past-escalations = Escalations: { $would } instead of { $was }.
tune-past-load = Notices to { $party }: { $would } instead of { $was }.
tune-moved = Laid down as number { $number }. { $count ->
    [0] No deadline moved.
    [one] One deadline moved:
   *[other] { $count } deadlines moved:
}
tune-why = Write why with --why, in 500 characters at most.
tune-changed = Somebody has laid down number { $number } meanwhile. Look at it with samspil tune journal, and lay yours down again.
tune-no-flow-name = No flow can be called "{ $name }".
tune-no-clock-name = No clock can be called "{ $name }". See samspil tune list.
tune-not-a-pause = "{ $text }" is no pause. Write the item and the length: hearing=4 weeks.
tune-not-a-rule = "{ $text }" is no rule. Write its number and the length: 2=4 weeks, or otherwise=5 months.
tune-not-a-rung = "{ $text }" is no rung. Write its number and what it becomes: 2=3 working days before, or 2=leader.

menu-tunings = Deadlines
tunings-title = Tune deadlines
tunings-about = You can change deadlines, reminders and rhythms as far as the flow and the law leave it open. You see what moves before it applies, and everything can be taken back.
tunings-open-title = What can be tuned
tunings-journal-title = What has been tuned
tunings-column-clock = Deadline
tunings-column-flow = Flow
tunings-column-open = Open
tunings-column-now = Now
tunings-column-do = Do
tunings-column-entry = Tuning
tunings-column-who = Who and why
tunings-column-state = State
tunings-do = Tune
tunings-back = Take back
tunings-as-written = as the flow says
tunings-holding = tuning { $number }
tunings-state-waits = takes effect { $at }
tunings-state-counting = open cases are being counted
tunings-state-holds = in effect
tunings-state-over = taken back by number { $number }
tunings-state-done = done
tunings-clock-title = Tune { $clock }
tunings-lasts = How long
tunings-lasts-hint = From { $from } to { $to }. The flow says { $length }. Write for example "3 working days", "4 weeks" or "2 months".
tunings-target = Length to aim for
tunings-target-hint = Shorter than the deadline. The flow says { $length }.
tunings-pause = Stands still for { $item }, at most
tunings-pause-hint = From { $from } to { $to }. The flow says { $length }.
tunings-rule = Rule { $rule }: { $line }
tunings-rule-otherwise = Where no rule fits
tunings-extends = May be put off, at most in all
tunings-window-times = At least so many times
tunings-window-in-any = In any stretch of
tunings-window-apart = At most so far apart
tunings-rung = Rung { $number }: when
tunings-rung-hint = From { $from } to { $to }. The flow says { $at }.
tunings-rung-to = Rung { $number }: whom
tunings-every = Rhythm
tunings-every-hint = From { $from } to { $to }, for example "every 2 months".
tunings-from = From
tunings-unit = Only where this unit has the work
tunings-all-units = All units
tunings-only-new = Which deadlines
tunings-only-new-yes = Only deadlines that begin from then on
tunings-shared = Other deadlines
tunings-shared-yes = Also for { $clocks }
tunings-shared-hint = Goes for rungs, rules and pauses that the deadlines have from the same ladder, table or pause. What else is changed goes for this one alone.
tunings-why = Why
tunings-preview = Show what moves
tunings-apply = Apply
tunings-preview-title = What would come of it
tunings-moved-title = Deadlines that would move
tunings-column-case = Case
tunings-column-was = Due now
tunings-column-would = Would be due
tunings-next = { $item }: the next time
tunings-overdue = overdue at once
tunings-none-move = No deadline would move.
tunings-compare-title = Last year, beside what happened
tunings-column-what = What
tunings-column-happened = Happened
tunings-column-had = Had it held
tunings-breaches = Overrun
tunings-named = Times the rhythm came
tunings-opened = Tasks that opened
tunings-work = Tasks for { $party }
tunings-runs = Times the deadline ran
tunings-reminders = Reminders
tunings-escalations = Escalations
tunings-load = Notices to { $party }
tunings-seen-first = Look at what moves, and then apply.
tunings-back-title = Take tuning { $number } back
tunings-back-do = Take back
flash-tuned = The tuning is laid down. Open cases are counted by it.
flash-tuning-back = The tuning is taken back. Open cases are counted without it.
