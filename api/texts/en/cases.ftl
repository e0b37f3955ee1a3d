# The case page and what one can do with a case.
case-open = In progress
case-on-hold = On hold
case-closed = Closed
case-terminated = Ended early
case-started = Opened { $at }
case-ended = The case ended { $at }.
case-rests = The case is on hold. Tasks wait until it is resumed.
case-your-move = { $count ->
    [one] It is your turn: one task waits for you or your unit.
   *[other] It is your turn: { $count } tasks wait for you or your unit.
}
case-waits-for-party = Waiting for { $party }: { $items }.
case-waits-until = Waiting: { $item }, at the latest until { $at }.
case-waits-outside = Waiting: { $item }.
case-belongs-to = Belongs to the case { $title } ({ $flow })
case-subcase = Sub-case: { $item }{ $round ->
    [1] { "" }
   *[other] { " " }(round { $round })
}
case-comes-next = Nobody has a task right now. Next is { $item }, { $at }.
case-nobody-s-move = Nobody has a task that you can see right now.
case-your-tasks = Your tasks in the case
case-course = Course
case-clocks = Deadlines
owed-title = What is owed
owed-item = { $item }
owed-what = What
owed-debtor = Who owes it
owed-creditor = To whom
owed-since = Since
owed-due = By
case-data = Data
case-no-data = There are no data that you can see yet.
case-history = History
case-actions = More about the case

course-alone = Outside the stages
course-added = Extra tasks
course-why = Why?
course-stage-why = What is missing:
course-then = What happens then?
course-deviate = You can:

state-waiting = Waiting
state-possible = Can be started
state-active = { $kind ->
    [stage] In progress
    [wait] Waiting
   *[other] Open
}
state-done = { $kind ->
    [stage] Done
    [milestone] Reached
    [meeting] Held
    [decision] Made
    [wait] Over
   *[other] Done
}
state-skipped = Left out
state-cancelled = Broken off
state-out-of-play = Out of the case

clock-running = Running
clock-paused = Standing still
clock-breached = Missed
clock-met = Met { $at }
clock-met-late = Done late { $at }
clock-stopped = No longer applies { $at }
clock-plan-by = Plan for
clock-kind-law = Deadline in law
clock-kind-municipal = The municipality's own deadline
clock-kind-agreement = Agreed deadline
clock-kind-practice = Professional practice
clock-arithmetic = How the deadline was counted
clock-ladder = What happens on the way:
clock-rung-taken = { $times ->
    [one] has happened
   *[other] has happened { $times } times
}
clock-rung-acknowledged = has happened; acknowledged
clock-aim-for = Aim for
clock-extend = Extend the time limit
clock-extend-about = “{ $clock }” can be extended by { $length } in all at most ({ $law }). The extension and its reason stand in the history.
clock-extend-count = How much longer?
clock-extend-wrong = Write a whole number from 1 and choose a unit
clock-extend-unit = Unit
clock-extend-days = days
clock-extend-working-days = working days
clock-extend-weeks = weeks
clock-extend-months = months
clock-acknowledge = Acknowledge
clock-acknowledge-about = You say that you have seen what was said about “{ $clock }” and that somebody is on it. Reminders that wait for an answer stop.
flash-clock-extend = The time limit is extended.
flash-clock-acknowledge = It is acknowledged.

data-said-by = Said by { $party }
data-no-rows = No rows.

parties-title = Parties
parties-party = Party
parties-who = Who
parties-does = Does
parties-nobody = Nobody yet
parties-hidden = The name is protected
parties-from = From { $from }
parties-until = Until { $until }
parties-from-until = { $from } to { $until }
relation-guardian = Guardian
relation-power-of-attorney-read = Power of attorney to read
relation-power-of-attorney-act = Power of attorney to read and act
relation-supporter = Supporter
relation-parent-with-custody = Parent with custody
relation-parent-without-custody = Parent without custody
relation-spouse = Spouse or partner
relation-other = Someone else who is near
consents-title = Consents
consents-to = To
consents-covers = To see
consents-given = Given
consents-ends = Holds
consent-party = Whom is the consent about?
consent-party-missing = Choose whom the consent is about.
consent-covers = What may they see?
consent-covers-all = All that the party sees otherwise
consent-how = How was it given?
consent-how-missing = Choose how the consent was given.
consent-spoken = Spoken
consent-written = Written
consent-digital = Digital
consent-given-by = Who gave it?
consent-by-citizen = The citizen
consent-by-guardian = The citizen's guardian
consent-until = Last day
consent-until-hint = Leave it empty where the consent holds until it is withdrawn.
consent-until-wrong = Write a date, or leave the field empty.
consent-which = Which consent is withdrawn?
consent-which-missing = Choose the consent that is withdrawn.
consent-given-at = { $by }, { $how }, { $at }
consent-holds = Until it is withdrawn
consent-holds-until = Until { $day }
consent-ended = Ended { $day }
consent-withdrawn = Withdrawn { $at }
protection = What is protected?
protection-none = Nothing
protection-address = The address
protection-name = The name
protection-both = Name and address
case-protected-both = Protected name and address: name, address and how to reach the citizen must not go any further.
case-protected-name = Protected name: the name must not go any further.
case-protected-address = Protected address: the address and how to reach the citizen must not go any further.
open-title = Open a case with a reason
open-about = A case that you are not in you can open to read it, where you have a reason. It stands in the history of the case with your name and your reason, and the owner of the case and their leader are told at once.
open-case = The number of the case
open-case-hint = The long number in the address of the case.
open-case-wrong = That is not the number of a case.
open-hours = Number of hours
open-hours-hint = A whole number from 1 to { $most }. After that the access closes by itself.
flash-case-opened = The case is open to you. Its owner and their leader have been told.
action-give-consent = Take down a consent
action-give-consent-about = A party that is in the case with consent alone sees the case as long as the consent holds.
action-withdraw-consent = Withdraw a consent
action-withdraw-consent-about = The consent ends at once. What was seen stays in the log.
action-protect = Protected name and address
action-protect-about = What is protected is seen by the authority and the citizen alone: not by relatives, providers and partners.
flash-case-give-consent = The consent is taken down.
flash-case-withdraw-consent = The consent is withdrawn.
flash-case-protect = The protection is kept.

history-title = History: { $case }
history-more = What followed
history-older = Show older
history-newest = To the newest
crumbs = You are here

action-add-work = Add a task
action-add-work-about = A task that the flow has not thought of. The process owner can see what was added and why.
action-add-piece = Add something that lies ready
action-add-piece-about = Work that the flow has ready, but that only some cases need. The process owner can see what was added.
action-hold = Put the case on hold
action-hold-about = Tasks wait until the case is resumed. Agreed deadlines stand still; deadlines in law and the municipality's own run on.
action-resume = Resume the case
action-resume-about = The case goes on where it left off.
action-close = Close the case
action-close-about = All is done, and nobody owes anything. The case is closed.
action-terminate = End the case early
action-terminate-about = Everything under way is broken off. The case can be reopened.
action-reopen = Reopen the case
action-reopen-about = The case is opened again and does not close by itself before something has changed.
action-start = Start early
action-start-about = It can be started even though something is missing. The deviation stands in the history.
action-skip = Leave out
action-skip-about = It is passed over and the case goes on. The deviation stands in the history.
action-redo = Do again
action-redo-about = It is opened again so that it can be done anew. The deviation stands in the history.
action-cancel = Break off
action-cancel-about = It ends without being done. The deviation stands in the history.
action-finish = Say that there are enough
action-finish-about = What is still under way for the other rows ends, unless the flow lets it go on. The deviation stands in the history.
action-hand-over = Hand over
action-hand-over-about = The task goes to another party on the same side of the table.
action-title = What is to be done?
action-title-missing = Write what is to be done
action-owner = Who is to do it?
action-owner-missing = Choose whom it goes to
action-piece = What is to be added?
action-piece-missing = Choose what is to be added
action-stage = Where does it belong?
action-stage-case = The case as a whole
action-kind = What is it?
action-kind-task = A task
action-kind-meeting = A meeting
action-to = Who is to have the task?
action-reason = Reason
action-reason-hint = One line is enough. It can be read by everyone who can see this in the case.
action-reason-missing = Write a short reason
action-give-up = Cancel
action-does-not-fit = That does not fit how the case stands now. It may have changed since you saw it.

task-due = Deadline
task-owner = Belongs to
task-taken-by = Taken by
task-with = Together with
task-law = The law demands it
task-guidance = Guidance
task-expects = It is good when
task-form = Form
task-nothing-to-fill = There is nothing to fill in for this task.
task-complete = Save and finish the task
task-mark-done = Mark the task as done
task-save-draft = Save draft
task-release = Put the task back
task-begin = Start now
task-deviate = Does the task not fit?
task-case-data = The case's data
task-case-rests = The case is not open, so the task cannot be done now.
task-has-ended = The task has ended.
task-waits = The task cannot be started yet.
task-taken = { $person } has taken the task.
task-of-others = The task belongs to { $party }.
form-stale = The case changed while you were writing. Yours has not been sent, but it is still here. See what has happened, and send again if it still fits.
form-kept = What you have written is still here.

flash-task-begun = The task has been started.
flash-case-hold = The case is on hold.
flash-case-resume = The case has been resumed.
flash-case-close = The case has been closed.
flash-case-terminate = The case has ended.
flash-case-reopen = The case has been reopened.
flash-case-add-work = The task has been added.
flash-case-add-piece = It was added to the case.
flash-item-start = It has been started.
flash-item-skip = It has been left out.
flash-item-redo = It has been opened again.
flash-item-cancel = It has been broken off.
flash-item-hand-over = The task has been handed over.

cases-title = Cases
cases-text = The title holds
cases-flow = Flow
cases-status = State
cases-all = All
cases-find = Find
cases-begin = Open a case
cases-none = There are no cases that match and that you are in.
cases-column-case = Case
cases-column-stage = Stage
cases-column-status = State
cases-column-changed = Last changed

begin-title = Open a case
begin-choose = What is the case about?
begin-no-flows = There are no flows yet by which cases can be opened. A process owner must publish one.
begin-other-flow = Choose another flow
begin-case-title = The case's title
begin-case-title-hint = What you call the case. Do not write a personal number; the title stands in lists and reminders.
begin-case-title-missing = Write a title
begin-case-title-long = The title is too long. Write at most { $most } characters
begin-case-title-cpr = The title must not hold a personal number
begin-parties = Who takes part?
begin-nobody-yet = Nobody yet
begin-party-missing = Choose who is { $party }
begin-citizen-hint = CPR number, if the citizen is registered, or user name
begin-login-hint = User name, if the person can sign in
begin-login-unknown = Nobody has the user name that you wrote for { $party }
begin-known = What is known already?
begin-do = Open the case
flash-case-begun = The case has been opened.
meeting-when = Agreed
meeting-agreed = { $starts } to { $ends }, { $place }
meeting-arrange = Agree on time and place
meeting-move = Move the meeting
meeting-call-off = Call the meeting off
meeting-arrange-about = { $item }: those who take part are told, and the meeting is in their calendar where they have chosen that.
meeting-call-off-about = { $item }: those who were to take part are told. The meeting remains to be held until another time is agreed.
meeting-day = Date
meeting-from = From
meeting-until = Until
meeting-place = Place
meeting-place-hint = A room, an address or a link to a video meeting. It stands only here, not in mails and calendars.
meeting-place-missing = Write where the meeting is held.
flash-meeting-arrange = The meeting is agreed.
flash-meeting-call-off = The meeting is called off.
case-paired-with = Paired with the case { $title } ({ $flow })
pair-goes-on = The other case at { $other } is under way.
pair-called = The other case at { $other } is being begun.
pair-over = Nothing more is said between the two cases.
pair-other-closed = The other case at { $other } has closed.
pair-other-ended = The other case at { $other } was ended early. Reason: { $reason }
pair-own-ended = The other case at { $other } has been told that this one has ended.
pair-other-gone = The other case at { $other } is there no longer.
pair-waits-for = We wait for { $other }: { $item }{ $due }
pair-owes = We owe { $other }: { $item }{ $due }
pair-due = , by { $due }
pair-no-due = { "" }
pair-spoken = What has been said between the two cases
pair-nothing-said = Nothing has been said yet.
pair-what = What
pair-by = By whom
pair-times = Times
pair-last = Last
pair-by-us = This case
pair-by-both = Both
