# A case told from its own history.
story-begun = { $who } opens the case by the flow “{ $flow }”.
story-who = { $name } ({ $party })
story-by-time = time
story-by-outside = someone outside the case
story-done = { $who } completes “{ $item }”.
story-done-late = { $who } completes “{ $item }”, { $days ->
    [one] one working day
   *[other] { $days } working days
 } late.
story-chosen = { $field }: { $what }
story-words = { $field }: “{ $words }”
story-meanwhile = { $times ->
    [one] Once in this time “{ $item }” is completed.
   *[other] { $times } times in this period “{ $item }” is completed.
 }
story-milestone = Milestone: { $item }.
story-waited = The wait is over: { $item }.
story-reminded = { $to } is reminded of “{ $clock }” (by { $due }).
story-told = { $to } is told of “{ $clock }” (by { $due }).
story-late = The time limit has passed for “{ $clock }” (by { $due }).
story-ran-out = { $clock } runs out.
story-handed = “{ $item }” passes to { $to }.
story-opened = { $to } gets a new task: “{ $item }”.
story-raised = “{ $item }” goes to the top of the list.
story-bound = { $who } gives the case to { $unit } ({ $party }).
story-skipped = { $who } leaves out “{ $item }”. Reason: { $reason }
story-redone = { $who } has “{ $item }” done again. Reason: { $reason }
story-piece-added = { $who } adds “{ $item }”. Reason: { $reason }
story-out-of-turn = { $who } takes “{ $item }” out of turn. Reason: { $reason }
story-added = { $who } adds “{ $item }” to the case. Reason: { $reason }
story-held = { $who } puts the case on hold. Reason: { $reason }
story-resumed = { $who } lets the case go on.
story-terminated = { $who } ends the case early. Reason: { $reason }
story-reopened = { $who } opens the case again. Reason: { $reason }
story-closed = The case closes: all is done, and nobody owes anything.
story-summary = Told from the case's own history over { $days } days: { $late ->
    [0] no time limit ran out
    [one] one time limit ran out
   *[other] { $late } time limits ran out
 }, { $reminded ->
    [0] nobody was reminded
    [one] there was one reminder
   *[other] there were { $reminded } reminders
 }, and { $escalated ->
    [0] nothing was passed on.
    [one] once it was passed on to others.
   *[other] { $escalated } times it was passed on to others.
 }
