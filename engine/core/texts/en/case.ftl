# What stands in the way, why something is refused, and who can change it.
block-case = the case is not open
block-out-of-play = { $item } has been taken out of the case
block-stage = the stage { $stage } is not under way
block-after-all = first missing: { $items }
block-after-any = at least one of these must be done first: { $items }
block-after-some = at least { $count } of these must be done first: { $items }
block-after-coming = { $count ->
    [0] none of those it comes after has come
   *[other] these may still come and must be done first: { $items }
}
block-when = the condition does not hold: { $parts }
block-owed = { $item } is still owed
block-not-with = { $items } is under way, and the two cannot be under way at once
block-rows = { $list } is not filled in
block-numbers = nobody can tell yet how many there are to be
block-by-ladder = { $item } opens only when a deadline is missed
block-not-added = { $item } lies ready and has not been added
block-adding = only those that the flow names can add work here
block-added-at-most = { $most ->
    [one] at most one thing can be added here in a case
   *[other] at most { $most } things can be added here in a case
}
block-added-never = the flow lets nobody add anything else to the case
block-added-not-here = no work that people describe themselves can be added to { $stage }
block-added-for = work from here can only be given to { $parties }
block-no-place-there = you have no place there today
block-added-kind = work of that kind cannot be added here
block-at-most = there is at most { $most ->
    [one] one round
   *[other] { $most } rounds
 }, and they are used
block-until = the repetition is over
block-each-time = a new round begins each time this is done: { $items }
block-join = a new round begins when { $times ->
    [one] { $count } of these came
   *[other] { $count } of these came { $times } times
}: { $items }. Still to come: { $missing }
block-join-rest = the next round waits until these have come as well: { $missing }
block-not-planned = it is not planned yet
block-not-before = not before { $at }
block-owner = the task belongs to { $party }
block-claimed = someone else has taken the task
block-four-eyes = { $item } was done by the same person
block-four-eyes-program = { $item } was done by the same: a program and whoever answers for it are one
block-done-when = this is missing before the task is done: { $parts }
block-missing = { $field } is not filled in
block-required-by-law = { $law } demands it
block-not-yours = { $path } is filled in by another party
block-ran-out = { $clock } has run out
block-extension-cap = the extension is longer than the rule allows
block-unseen = something else, which you have no access to see, stands in the way
block-opened-by = it is opened by something that is still missing: { $ways }
cue-way = { $parts }
happening-done = { $item } is done
happening-waiting = { $item } waits to begin
happening-possible = { $item } can be begun
happening-opened = { $item } has begun
happening-started = someone has begun { $item }
happening-ended = { $item } has ended undone
happening-called-off = someone has called off { $item }
happening-ended-by-flow = { $item } has lapsed
happening-failed = { $item } is given up
happening-redone = { $item } is done anew
happening-taken-out = { $item } is taken out of the case
happening-brought-back = { $item } is back in the case
happening-rested = { $item } is laid to rest
happening-went-on = { $item } is taken up again
happening-set = { $field } is filled
happening-first-set = { $field } is filled for the first time
happening-changed = { $field } is changed
happening-emptied = { $field } is deleted
lifted-by-doing = { $parties } can do that
lifted-by-filling = it is filled in in { $items }
lifted-by-doing-first = first do this: { $items }. The rest is filled in in the task itself
lifted-by-resuming = the authority can resume the case
lifted-by-reopening = the authority can reopen the case
lifted-by-party = { $party } can do that
lifted-by-redoing = it can be done anew with a reason
lifted-by-release = whoever has taken the task, or a leader, can let it go
lifted-by-form = it is filled in in the task itself
lifted-by-another = another person must do it
lifted-by-going-on = whoever owns it can take it up again
lifted-by-adding = { $parties } can add it
lifted-by-anybody-adding = anybody who takes part in the case can add it
lifted-by-the-flow = whoever answers for the flow can move the limit
the-engine = the system itself

kept-by-active = { $item } is under way
kept-by-owed = { $item } is still owed
kept-by-possible = { $item } can still be done
kept-by-expected = { $item } comes by itself
kept-by-at_least = { $item } has not happened as often as it must
kept-by-required = { $item } is required and missing
kept-by-waiting = { $item } has not begun, and the stage waits for all in it
kept-by-closes = the case closes when this holds: { $parts }
kept-by-nothing-yet = nothing has happened yet

refusal-endless = The case does not come to rest: the flow sets itself off again and again. Nothing has changed; the process owner must correct the flow.
refusal-too-much = What the flow asks is too much to reckon at once. Nothing has changed; the process owner must make its conditions smaller, for example count each list once in a computed field.
refusal-title = Write a title of 1 to { $most } characters.
refusal-title-cpr = The title must not hold a personal number. Write it in a field of the case that is meant for it.
refusal-reason-cpr = A reason or a note must not hold a CPR number: it is not kept sealed. The citizen's number stands in the register of citizens; anything else is written in a field that is marked as sensitive.
refusal-on-hold = The case is on hold. Resume it first.
refusal-closed = The case has ended.
refusal-unknown-item = The flow has nothing called { $item }. Did you mean { $near }?
refusal-no-item = The flow has nothing called { $item }.
refusal-not-owner = That belongs to { $party }.
refusal-reason-missing = Write a short reason.
refusal-reason-long = The reason is too long; at most { $most } characters.
refusal-ended = { $item } has ended already.
refusal-blocked = { $item } cannot be done yet.
refusal-no-work = { $item } is not work that someone does.
refusal-which-row = { $item } is there once for each row: say which ({ $rows }).
refusal-no-rows = { $item } is not there once for each row and cannot be finished that way.
refusal-no-meeting = { $item } is not a meeting, so there is no time to agree on.
refusal-meeting-length = A meeting must end after it has begun, and last at most { $most } hours.
refusal-meeting-past = The meeting cannot lie in the past. If it has been held, mark it as done.
refusal-meeting-far = The meeting lies more than five years ahead. Is the year right?
refusal-meeting-place = Write where the meeting is held, on one line of at most { $most } characters.
refusal-not-agreed = No time has been agreed for { $item }.
refusal-claimed = { $item } has been taken by someone else.
refusal-not-open = { $item } is not open.
refusal-resting = { $item } is laid to rest.
refusal-not-resting = { $item } is not laid to rest.
refusal-begun = { $item } has begun or is out of the case and cannot be taken out of it.
refusal-in-play = { $item } is in the case.
refusal-person-needed = Only a person can take a task.
refusal-unknown-party = The flow has no party called { $party }.
refusal-other-side = { $party } sits on the other side of the table; work is handed over within one side.
refusal-missing-data = { $item } lacks information.
refusal-wrong-data = Something in { $item } is filled in wrongly.
refusal-wrong-values = Some data is written wrongly.
refusal-not-finished = { $item } is not finished yet.
refusal-four-eyes = { $item } must be done by another person.
refusal-required-by-law = { $item } cannot be left out: { $law } demands it.
refusal-not-ended = { $item } has not been done and cannot be done anew.
refusal-open-already = { $item } is under way already.
refusal-added-work = The work cannot be added: write a title of at most 120 characters; a case can have at most 100 added tasks.
refusal-beyond-limits = It cannot be added to the case: it lies outside the limits of the flow.
refusal-not-ready = “{ $item }” is nothing that lies ready to be added.
refusal-not-addable = Nothing can be added to { $stage } now.
refusal-not-yours = Some data is filled in by another party.
refusal-demanded = { $party } is missing. The flow demands that a unit or person is bound as { $party }. Choose one first.
refusal-begun-elsewhere = A case of this flow is begun by those who have a place today where the case belongs.
refusal-stands-nowhere = Whoever is bound as { $party } must have a place with the authority today. Choose somebody else, or have an administrator give them a place first.
passed-on = Read the handover
refusal-one-only = There can be only one { $party } in the case.
refusal-wrong-relation = { $party } is not a relative or representative; a relation belongs to those alone.
refusal-wrong-days = The first day lies after the last one.
refusal-not-there = { $party } is not in the case now.
refusal-only-reads = You can read the case, but do nothing in it.
block-only-reads = the access is to read and no more
refusal-needs-no-consent = { $party } is in the case without consent; there is nothing to consent to.
refusal-no-consent = There is no consent with that number that holds now.
refusal-no-guardian = The case has no guardian who can consent in the citizen's place.
refusal-consent-over = The last day of the consent has passed already.
refusal-too-many-consents = The case has { $most } consents; there cannot be more.
refusal-covers-too-much = A consent can name { $most } sections and fields at most. Let it cover all, or give several.
refusal-covers-nothing = The case has no section or field called { $path }.
refusal-takes-part = You are in the case yourself and need not open it with a reason.
refusal-open-hours = A case can be opened for 1 to { $most } hours.
footing-not-yet = { $party } comes to the case on { $day }.
footing-over = { $party } was in the case until { $day }.
footing-other-phase = { $party } does not see the case in this phase.
footing-no-consent = { $party } sees the case once the citizen has consented.
footing-consent-over = The consent to { $party } held until { $day }.
footing-consent-withdrawn = The consent to { $party } was withdrawn { $at }.
refusal-unknown-message = The flow does not wait for the message { $message }.
refusal-wrong-message = The message “{ $message }” does not hold what the flow says.
refusal-wrong-taken = What is taken out of the sub-case “{ $item }” does not fit the case.
refusal-no-subcase = “{ $item }” has no sub-case under way.
refusal-no-parent = The case ends with the case that it belongs to only when that case says so.
refusal-too-deep = The sub-case “{ $item }” cannot begin: { $most } cases lie above it, and there may be no more. See whether the flow begins itself without end.
refusal-too-many-messages = Too many messages { $message } that nobody waits for are kept already.
refusal-not-on-hold = The case is not on hold.
refusal-owed-by-law = The case cannot be ended: the law demands something that is still owed.
refusal-not-closed = The case has not ended.
refusal-unknown-clock = The flow has no clock called { $clock }. Did you mean { $near }?
refusal-no-clock = The flow has no clock called { $clock }.
refusal-clock-not-running = The clock { $clock } is not running.
refusal-not-extendable = { $clock } cannot be extended: its rule does not allow it.
refusal-ran-out = { $clock } has already run out and cannot be extended. Say when it can be expected instead.
refusal-not-an-extension = { $clock } cannot be extended like that. Write a length, for example 2 weeks; a clock can be extended 20 times at most.
refusal-extension-cap = { $clock } may be extended by { $length } in all at most ({ $law }): to { $latest }.
refusal-nothing-to-acknowledge = There is nothing to acknowledge: { $clock } has said nothing that anyone has still to answer.
refusal-not-done = The case cannot be closed yet.

data-wrong-kind = { $path } has the wrong shape ({ $given })
data-unknown = { $path } is not in the flow
data-not-taken = { $path } is not taken out of the sub-case
data-computed = { $path } is computed and cannot be filled in
data-not-in-form = { $path } is not in the task's form
data-row-count = { $path } has { $wanted } rows; { $given } came
data-too-long = { $path } is too long; at most { $most } characters
data-too-many-rows = { $path } has too many rows; at most { $most }
data-key-twice = { $path }: { $key } stands in two rows, which then cannot be told apart
data-key-long = { $path } has at most { $most } characters: it tells the rows apart
data-no-choice = { $path }: { $given } is not among the choices ({ $choices })
data-wants-text = { $path } must be text, not { $given }
data-cpr = { $path } must not hold a CPR number: the field is not kept sealed. The citizen's number stands in the register of citizens; anything else is written in a field that is marked as sensitive.
data-wants-integer = { $path } must be a whole number, not { $given }
data-wants-decimal = { $path } must be a number, not { $given }
data-wants-money = { $path } must be an amount with at most two decimals, not { $given }
data-wants-boolean = { $path } must be yes or no, not { $given }
data-wants-date = { $path } must be a date (2026-03-31), not { $given }
data-wants-time = { $path } must be a time (09:30), not { $given }
data-wants-choice = { $path } must be one of the choices, not { $given }
data-wants-level = { $path } lies outside the scale: { $given }
data-wants-person = { $path } must be a person, not { $given }
data-wants-list = { $path } must be a list, not { $given }
data-wants-record = { $path } must be a set of fields, not { $given }

incident-case-unread = The case { $case } cannot be read.
incident-panicked = The program broke off over the case: a fault in the program. Pass it on to those who keep the program; let the case go on when it has been put right.
incident-subcase-no-flow = The sub-case { $item } of the case { $case } cannot begin: the flow { $flow } is not published. Publish it, and the sub-case begins by itself.
incident-subcase-refused = The sub-case { $item } of the case { $case } cannot begin by the newest version of { $flow } ({ $code }): { $why }
incident-errand-refused = The case { $case } cannot do what another case asks of it ({ $code }): { $why } It is asked again until it can.
incident-errand-failed = The case { $case } cannot do what another case asks of it: { $why }
why-waiting = Waits.
why-possible = Can be begun now.
why-active = Under way since { $at } (round { $round }).
why-done = Done { $at } ({ $times ->
    [one] once
   *[other] { $times } times
 } in all).
why-skipped = Left out { $at }.
why-cancelled = Ended undone { $at }.
why-resting = Laid to rest.
why-subcase-called = The sub-case is being begun.
why-subcase-under-way = The sub-case is under way; this is done when the sub-case closes.
why-subcase-done = The sub-case has closed.
why-subcase-ended = The sub-case ended before it was done.
why-subcase-ended-because = The sub-case ended before it was done: { $reason }
why-subcase-let-go = The sub-case ends as well.
why-failed = Given up.
why-reason = Reason: { $reason }
why-owed = Owed since { $at }.
why-owed-to = Owed to { $party } since { $at }.
why-owner = Belongs to { $party }.
why-required-by-law = { $law } demands it; it cannot be left out.
then-owes = When it is done, this is owed: { $items }.
then-removes = When it is done, this goes out: { $items }.
then-brings-back = When it is done, this comes back: { $items }.
then-ends = When it is done, this ends: { $items }.
then-again = When it is done, this begins again: { $items }.
then-ends-case = When it is done, the case ends.
then-opens = Waits for it: { $items }.

clock-paused-for = { $pause }: stood still for { $days ->
    [0] less than a day
    [one] one day
   *[other] { $days } days
} ({ $law }){ $most }.
clock-paused-at-most = { "" }, { $length } at most in all
clock-pause-capped = { $pause } has lasted as long as it may: the clock runs again from { $at }.
clock-paused-now = Stands still during { $pause } ({ $law }).
clock-extended-by = Extended by { $law }.
clock-target = Aim for { $day }.
clock-tuned = { $length } by tuning { $number } from { $from }, instead of { $written }. Why: { $why }
clock-tuned-otherwise = Tuned by tuning { $number } from { $from }. Why: { $why }
tuning-unknown-clock = The flow has no clock "{ $clock }". Did you mean { $near }?
tuning-no-clock = The flow has no clock "{ $clock }".
tuning-nothing = Nothing is changed. Give a length, an aim, a pause, an extension, a rung, a rhythm or a window.
tuning-not-tunable = The flow does not leave this open for "{ $clock }". Ask whoever owns the flow to mark it tunable.
tuning-outside-limits = Outside the limits. The flow allows { $from } to { $to }.
tuning-outside-law = Outside the limits. The flow and { $law } allow { $from } to { $to }.
tuning-other-unit = Use the unit of the limits: from { $from } to { $to }.
tuning-target = The aim, { $target }, must be shorter than the limit, { $longest }, and have its unit. Change one of them.
tuning-no-rung = There is no rung { $number } that may be tuned. The ladder has { $count ->
    [one] one rung
   *[other] { $count } rungs
}.
tuning-not-told = The flow does not let the rung speak to them. Choose one of: { $known }.
tuning-not-told-otherwise = The flow does not leave open whom this rung speaks to.
tuning-outside-share = Outside the limits. The flow allows { $from } % to { $to } %.
tuning-not-moment = Write the moment as the flow does, on the same side of the deadline: { $written }.
tuning-not-interval = Write an interval from { $from } to { $to }, for example "every 3 months".
tuning-not-one-of = The flow does not leave that rhythm open. Choose one of: { $known }.
tuning-outside-times = Outside the limits. Write a whole number: the flow allows { $from } to { $to } times.
tuning-window = { $count } times have no room in { $length }, each with a day of its own. Mend one of them.
tuning-past = A tuning cannot begin in the past. Choose { $today } or later.
tuning-far-ahead = That is too far ahead. Choose { $latest } or earlier.
tuning-unknown-unit = There is no such unit.
tuning-not-shared = No other clock has what is changed from the same place. Tune the clock by itself.
tuning-of-other = That goes for "{ $clock }", too: { $what }
tuning-apart = "{ $clock }" is tuned by itself, number { $number }. Take that tuning back first, or tune the clocks one by one.
clock-law-not-valid = { $law } did not hold on { $day }, when the clock started. Have the legal ground checked.
clock-stands-still = Stands still since { $since }.
clock-ran-out = Ran out { $at }.
clock-until = Counted back from { $at }.
clock-before = { $length } before.
clock-to = Runs to { $at }.

notice-reminder = Remember: { $clock } in the case { $case }, due { $due }.
notice-several = Several deadlines need attention in the case { $case }: { $clocks }.
notice-one-of-several = { $clock } (due { $due })
notice-meeting-set = { $item } is agreed for { $starts }, { $place } (case { $case }).
notice-meeting-moved = { $item } has moved to { $starts }, { $place } (case { $case }).
notice-meeting-called-off = { $item } on { $starts } is called off (case { $case }).
notice-meeting-left = You need no longer come to { $item } on { $starts } (case { $case }).
notice-lateness = The deadline is here: { $clock } in the case { $case }, due { $due }.
notice-opened = Somebody at work who is not in the case { $case } has opened it. The reason stands in the history of the case.
notice-register-visited = Somebody at work who is in none of the citizen’s cases has been at the citizen in the register. The reason stands in the history of the case { $case }.

trial-not-started = The case has not begun: begin with start.
trial-backwards = The clock cannot go backwards.
trial-restless = The case wakes again and again without anything happening.
trial-several = Several are called "{ $name }". Write the id: { $ids }.
incident-clock-set = The machine's clock was set: it should show { $from }, and it shows { $to }. Deadlines and reminders are held back until somebody has looked at it.
incident-clock-stopped = The program has not run since { $from }, and the clock now shows { $to }. That is longer than an outage usually lasts. Deadlines and reminders are held back until somebody has seen whether the clock is right, or whether an old copy of the database was restored.
incident-clock-back = The program last ran at { $from }, and the clock now shows { $to }, which is before. Deadlines and reminders are held back until somebody has looked at it.
notice-letter = Letter { $document } sent: { $item }.
notice-letter-written = A letter has come in the case { $case }: { $document }.

receipt-sent = Sent { $day } by { $channel }.
receipt-presumed = Taken to be received { $day }.
receipt-sent-shown = Sent { $day }.
receipt-shown = Received { $day }; the case shows it.

law-valid-unsaid = not stated
law-valid-from = from { $from }
law-valid-to = until { $to }
law-valid-between = from { $from } until { $to }
law-valid-as-in = { $holds }; read in { $text }
law-not-reviewed = not reviewed
law-reviewed-on = reviewed on { $on }
law-reviewed-by = reviewed by { $by }
law-reviewed = reviewed on { $on } by { $by }
law-review-next = { $done }; to be reviewed by { $last }
law-section = { $act } { $part }
law-subsection = { $act } { $part }({ $subsection })
law-section-number = { $act } { $part }, no. { $number }
law-number = { $act } { $part }({ $subsection })({ $number })

suppose-no-channel = The clock is counted from receipt, and the case says how it is sent. Say it: digital_post, letter, quick_letter or in_person.
suppose-always-by = It is always sent by { $channel }. Leave the channel out.
suppose-not-received = The clock is not counted from receipt. Leave the channel out.
suppose-no-end = The clock is counted back from a day. Say which.
suppose-not-counted-back = The clock is not counted back from a day. Leave the day out.
suppose-by-table = A table gives the length of the clock by what the case holds. Count it in a case: samspil play.
suppose-no-pause = { $count ->
    [0] The clock never stands still: it has no pause "{ $item }".
   *[other] The clock has no pause "{ $item }". It has { $known }.
}
suppose-pause-reversed = The pause "{ $pause }" ends before it begins. Swap the days.
suppose-pause-early = The pause "{ $pause }" begins before the clock starts on { $starts }. Mend the day.
suppose-pauses-overlap = The pause "{ $pause }" begins before another is over on { $over }. A clock stands still once at a time; mend the days.
suppose-pause-late = The pause "{ $pause }" begins when the clock has run out on { $due }. Mend the day.
suppose-pause-used-up = Nothing is left of the pause "{ $pause }". Leave it out.

# What a new version of a flow shows to more
widened-field = { $party } comes to see “{ $what }”.
widened-item = { $party } comes to see the item “{ $what }”.
widened-at-once = { $party } sees “{ $what }” at once, where work had to be handed over before.
widened-without-consent = { $party } sees “{ $what }” without consent as well.
widened-protected = { $party } sees “{ $what }” while it is protected as well.
widened-told = { $party } can tell from “{ $what }” something that { $party } does not see.
widened-given = { $party } comes to see “{ $what }” in the sub-case “{ $item }”.
widened-taken = { $party } comes to see in “{ $what }” what stands in the sub-case “{ $item }”.
widened-bound-as = { $party } comes into the sub-case “{ $item }” as “{ $what }” and sees it with those eyes.
widened-longer = { $party } sees the case in more phases, earlier or for longer than before.
widened-unknown = The version before cannot be read, so nobody can tell what the new one shows to more.
