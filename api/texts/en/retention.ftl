# How long closed cases are kept, what stops erasing, and what is discarded.
menu-retention = Retention
retention-title = Retention and disposal
retention-about = How long closed cases are kept, and what happens then. Nothing is erased by itself: one proposes, another approves.
retention-flows = How long cases are kept
retention-flows-none = No flows are published.
retention-disposals = Disposal
retention-disposals-about = A proposal gathers the cases whose time is up. Another administrator approves it, and only then are the cases erased, one by one. The protocol stays.
retention-disposals-none = Nothing has been proposed yet.
retention-holds = Legal holds
retention-holds-about = A case or a citizen with a legal hold is not discarded or erased as long as it holds.
retention-holds-none = There are no legal holds.
retention-cases = Cases
retention-cases-none = No cases.
retention-column-flow = Flow
retention-column-keep = Kept from closing
retention-column-then = Then
retention-column-longer = The municipality keeps longer
retention-column-number = Number
retention-column-proposed = Proposed
retention-column-standing = Status
retention-column-on = What
retention-column-ground = Ground
retention-column-until = Until and including
retention-column-laid = Laid by
retention-column-case = Case number
retention-column-last-day = Had to be kept until and including
retention-column-outcome = What happens
retention-for-ever = For ever: the flow says nothing
retention-then-erase = Erased
retention-then-archive = Archived and erased
retention-by = { $by }, { $at }
retention-disposal = Disposal { $number }
retention-on-case = Case { $number }
retention-on-citizen = Citizen { $number }
retention-lifted = Lifted by { $by }
retention-until-lifted = Until it is lifted
retention-lift = Lift
retention-lift-title = Lift a legal hold
retention-propose = Propose what is due
retention-keep-longer = Keep the cases of a flow longer
retention-keep-hint = For example 10 years. Leave it empty to follow the flow.
retention-why = Why?
retention-hold = Lay a legal hold
retention-hold-case = A case
retention-hold-citizen = All cases of a citizen
retention-hold-number = Write the number of the case or the citizen, as it stands in the address of its page.
retention-hold-on-one = Name either a case or a citizen.
retention-number = Number
retention-number-hint = The number of the case or the citizen, as it stands in the address of its page.
retention-until-hint = Leave it empty where it holds until it is lifted.
retention-proposed = Waits for somebody else to approve it
retention-approved = Approved, not finished
retention-withdrawn = Withdrawn
retention-finished = Finished
retention-approved-by = Approved
retention-withdrawn-by = Withdrawn
retention-finished-at = Finished
retention-way-approve = Approve
retention-way-withdraw = Withdraw the proposal
retention-way-carry-out = Carry out the next fifty
retention-count-waiting = { $count ->
    [one] One waits
   *[other] { $count } wait
}
retention-count-erased = { $count ->
    [one] One erased
   *[other] { $count } erased
}
retention-count-archived = { $count ->
    [one] One archived and erased
   *[other] { $count } archived and erased
}
retention-count-kept = { $count ->
    [one] One kept
   *[other] { $count } kept
}
retention-count-citizens = { $count ->
    [one] One citizen without more cases is erased from the register
   *[other] { $count } citizens without more cases are erased from the register
}
retention-erased = Erased
retention-archived = Archived in { $file } and erased
retention-kept = Kept: { $why }
retention-kept-gone = the case is not here any more
retention-kept-open = the case is open again
retention-kept-parent-open = the case that it belongs to is open
retention-kept-not-due = its time is not up
retention-kept-held = a legal hold stops it
retention-kept-unreadable = it cannot be read
retention-kept-changed = it changed meanwhile
retention-line = Disposal { $number } ({ $id }), proposed by { $by } { $at }: { $standing }
retention-reason = Write why, in at most { $most } characters.
retention-no-rule = The flow is not published, or does not say how long its cases are kept. Write that in the flow first.
retention-not-days = The time is counted in days, weeks, months or years, for example 10 years.
retention-shorter = The flow says { $least }. The municipality can keep cases longer, not shorter.
retention-over = The last day is over. Choose a later one, or leave it empty.
retention-unknown = There is none. See whether the number is right.
retention-nothing = No case's time is up.
retention-under-way = Another disposal is under way. Finish or withdraw it before a new one is proposed.
retention-own = You proposed it yourself. Another administrator must approve it.
retention-not-waiting = It has been approved, withdrawn or lifted already.
retention-not-approved = It is not approved, or it is finished.
retention-no-archive = Some of the cases are to be archived, and no folder is named for that. Start the program with --archive FOLDER, or use samspil retention run --archive FOLDER.
retention-archive-fault = The case cannot be archived, so it was not erased: { $detail }
retention-not-administrator = { $login } is no administrator. Only administrators propose, approve and carry out.
account-wrong-password = The password does not fit { $login }, or the account is closed. Write it as the first line of standard input.
account-password-changed-meanwhile = { $login } was given another password meanwhile. Nothing was changed; try again.
flash-retention-kept = It is written down.
flash-retention-held = The legal hold is laid.
flash-retention-lifted = The legal hold is lifted.
flash-retention-proposed = The proposal waits for another administrator to approve it.
flash-retention-approved = The disposal is approved and can be carried out.
flash-retention-withdrawn = The proposal is withdrawn.
flash-retention-carried = It is done. See below whether there are more.
export-title = Everything about { $name }
export-about = Everything that the municipality has about you in this system: who you are, your cases with everything that happened, others' cases as far as you see them yourself, and who has looked.
export-made = Made { $at }
export-registered = Registered
export-cases = Cases
export-own = The case is about you. You are: { $as }
export-anothers = The case is about somebody else. You are or were: { $as }
export-unseen = You cannot see the case any more.
export-number = Case
export-looks = Who has looked
export-looks-cut = The newest { $most } looks are here. Ask for the rest.
export-history-cut = The first { $most } events are here. Ask for the rest.
export-archived = Archived by disposal { $number }. Everything that happened also lies in the file as JSON, an event a line.
citizen-taken-out = Everything about the citizen is written to { $file }.
citizen-erase-held = A legal hold is on the citizen, or on a case of theirs. Lift it first.
citizens-export = Give the citizen access
citizens-export-about = Everything about the citizen as one file that the citizen can read. It is logged that it was taken out.
citizens-change = Change what is kept
citizens-change-title = Change what is kept of { $name }
citizens-change-save = Save
citizens-change-number = Leave it empty to keep the number.
citizens-erase = Erase the citizen
citizens-erase-about = Nobody can read what is kept of the citizen, or what is sensitive in their cases, any more. The cases stay. It cannot be undone.
flash-citizen-changed = It is changed.
flash-citizen-erased = The citizen is erased.
flash-citizen-erasing = It is proposed. Another administrator is to ask for the same.
citizens-erase-waits = { $name } proposed { $at } to erase the citizen: “{ $why }”. Another administrator erases them by asking for the same here.
citizens-erasing = Citizens whom another administrator is to erase
