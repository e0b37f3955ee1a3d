# What has happened in a case, in sentences. $kind is stage, task, decision, meeting, milestone, action or wait.
history-by-engine = Samspil
history-by-outside = Another system
history-in-stead-of = { $who } in stead of { $name }
history-other = The case was changed.

history-case-started = The case “{ $title }” was opened.
history-party-bound = { $party } in the case is now { $to }.
history-party-unbound = Nobody is { $party } in the case any more.
history-consent-given = Consent given to { $party }: { $covers }.
history-consent-withdrawn = The consent to { $party } is withdrawn.
history-people-looked-up = A party has come to the case, or is in it no longer.
history-phase-began = The phase { $phase } begins.
history-protection = { $what ->
    [both] Name and address are protected.
    [name] The name is protected.
    [address] The address is protected.
   *[none] Name and address are protected no longer.
}
history-opened-with-reason = The case was opened until { $until } by somebody who is not in it: { $reason }
history-register-visited = { $deed ->
    [revealed] { $person }, who is in none of the citizen’s cases, had the citizen’s CPR number shown in the register: { $reason }
    [changed] { $person }, who is in none of the citizen’s cases, changed what the register holds of the citizen: { $reason }
   *[extracted] { $person }, who is in none of the citizen’s cases, took out everything that is kept of the citizen: { $reason }
}
history-held = The case was put on hold. Reason: { $reason }
history-resumed = The case was resumed.
history-closed = The case was closed: all work is done.
history-ended-by = The case ended before its work was done, because “{ $item }” is done.
history-ended = The case ended before its work was done: the condition of its flow for that holds.
history-terminated = The case was ended early. Reason: { $reason }
history-reopened = The case was reopened. Reason: { $reason }
history-message-came = The message “{ $message }” came in.
history-message-lost = The message “{ $message }” came, but nobody waited for it.
history-message-used = The message “{ $message }” was used.
history-subcase-called = The sub-case “{ $item }” is to begin.
history-subcase-began = The sub-case “{ $item }” began.
history-subcase-done = The sub-case “{ $item }” closed.
history-subcase-ended = The sub-case “{ $item }” ended before it was done.
history-subcase-ended-because = The sub-case “{ $item }” ended before it was done. Reason: { $reason }
history-subcase-taken = Data were taken out of the sub-case “{ $item }”.
history-subcase-let-go = The sub-case “{ $item }” ends as well.
history-ended-with-parent = { $because ->
    [case] The case ended because the case that it belongs to ended.
    [taken-out] The case ended because it was taken out of the case that it belongs to.
   *[item] The case ended because what it was in the case that it belongs to ended.
}
history-ended-with-parent-because = { $because ->
    [case] The case ended because the case that it belongs to ended. Reason: { $reason }
    [taken-out] The case ended because it was taken out of the case that it belongs to. Reason: { $reason }
   *[item] The case ended because what it was in the case that it belongs to ended. Reason: { $reason }
}

history-data = Data were changed.
history-data-set = { $field }: { $value }
history-data-text = { $field }: “{ $value }”
history-data-cleared = { $field } was cleared.
history-data-rows = { $field }: { $rows ->
    [0] no rows
    [one] 1 row
   *[other] { $rows } rows
}

history-planned = “{ $item }” is planned for { $at }.
history-planned-never = “{ $item }” is no longer planned.
history-possible = “{ $item }” can be started.
history-no-longer-possible = “{ $item }” can no longer be started.
history-row-came = “{ $item }” came with its row.
history-row-gone = “{ $item }” went with its row.
history-opened = { $kind ->
    [stage] The stage “{ $item }” began{ $round ->
        [1] .
       *[other] { " " }again (round { $round }).
    }
    [wait] The wait “{ $item }” began.
   *[other] “{ $item }” was opened{ $round ->
        [1] .
       *[other] { " " }again (round { $round }).
    }
}
history-claimed = { $person } took “{ $item }”.
history-released = “{ $item }” was put back for others to take.
history-handed-over = “{ $item }” was handed over to { $to }.
history-handed-over-because = “{ $item }” was handed over to { $to }: { $reason }
history-given = “{ $item }” was given to { $person }: { $reason }
history-draft = A draft of “{ $item }” was saved.
history-done = { $kind ->
    [stage] The stage “{ $item }” has ended.
    [milestone] The milestone “{ $item }” has been reached.
    [wait] The wait “{ $item }” is over.
    [meeting] The meeting “{ $item }” has been held.
    [decision] The decision “{ $item }” has been made.
   *[other] “{ $item }” is done.
}
history-skipped = “{ $item }” was left out. Reason: { $reason }
history-redone = “{ $item }” is to be done anew. Reason: { $reason }
history-out-of-turn = “{ $item }” deviates from the flow. Reason: { $reason }
history-added = Extra work for { $party }: “{ $item }”. Reason: { $reason }
history-added-silently = Extra work for { $party }: “{ $item }”
history-piece-added = “{ $item }” was added to the case. Reason: { $reason }
history-piece-added-silently = “{ $item }” was added to the case
history-cancelled = { $kind ->
    [stage] The stage “{ $item }” was broken off.
   *[other] “{ $item }” ended without being done.
}
history-again = “{ $item }” can begin anew.
history-asked-again = “{ $item }” was asked for once more.
history-arrived = “{ $by }” came and counts towards “{ $item }”.
history-joined = Enough has come for a round of “{ $item }”.
history-joins-anew = All has come for the round of “{ $item }”; what comes next counts for a new one.
history-called = “{ $item }” was set going because it was called for.
history-owed = “{ $item }” must be done before the case can close.
history-owed-by = “{ $item }” must now be done, because “{ $by }” is done.
history-taken-out = “{ $item }” was taken out of the case.
history-brought-back = “{ $item }” is part of the case again.
history-raised = “{ $item }” was put first in the list.
history-rested = “{ $item }” was laid to rest. Reason: { $reason }
history-went-on = “{ $item }” was taken up again.
history-wait-ends = “{ $item }” ends by itself { $at }.
history-failed = “{ $item }” was given up. Reason: { $reason }
history-heard = Some of what opens “{ $item }” has happened.
history-heard-out = Some of what ends “{ $item }” has happened.
history-cued = What opens “{ $item }” has happened.
history-case-heard = Some of what ends the case has happened.

history-clock-started = The deadline “{ $clock }” began to run and is due { $due }.
history-clock-moved = The deadline “{ $clock }” was moved to { $due }.
history-clock-paused = The deadline “{ $clock }” stands still.
history-clock-resumed = The deadline “{ $clock }” runs again and is due { $due }.
history-clock-pause-used = The time limit “{ $clock }” runs again: it has stood still as long as it may. It ends { $due }.
history-clock-extended = The time limit “{ $clock }” was extended by { $length } to { $due }: { $reason }
history-rungs-acknowledged = “{ $clock }” was acknowledged.
history-calendar = The case now counts by the municipality's calendar no. { $version }.
history-tunings = Deadlines are counted by what has been tuned.
history-clock-breached = The deadline “{ $clock }” was missed.
history-clock-met = What the deadline “{ $clock }” is for has been done.
history-clock-stopped = The deadline “{ $clock }” no longer applies.
history-rung = Something was done because the deadline “{ $clock }” is near or has passed.
history-meeting-set = “{ $item }” was agreed for { $starts } to { $ends }, { $place }
history-meeting-called-off = “{ $item }” was called off. Reason: { $reason }
history-meeting-told = { $count ->
    [0] Nobody takes part in “{ $item }” any more
    [one] One takes part in “{ $item }” and has been told
   *[other] { $count } take part in “{ $item }” and have been told
 }
history-pair-called = The case is paired with a case at { $other }.
history-pair-began = The other case at { $other } began.
history-said = “{ $message }” was said to { $other }.
history-said-to-us = “{ $message }” came from { $other }.
history-pair-over = { $because ->
    [other-closed] The other case at { $other } has closed; nothing more is said.
    [other-ended] The other case at { $other } was ended early; nothing more is said.
    [own-ended] { $other } is told that the case has ended.
    [other-gone] The other case at { $other } is there no longer.
   *[message] Nothing more is said between the case and { $other }.
}
history-pair-over-because = { history-pair-over } Reason: { $reason }
history-letter-written = A letter was written at “{ $item }”
history-letter-sent = The letter of “{ $item }” was sent on { $on } ({ $channel })
history-letter-received = The letter of “{ $item }” came on { $on }: { $shown }
history-letter-failed = The letter of “{ $item }” did not arrive: { $reason }
