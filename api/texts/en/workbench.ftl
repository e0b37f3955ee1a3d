# The workbench: the process owner's drafts of flows.
workbench-title = Workbench
workbench-about = Flows are written here. A draft can be tried before it is published, and the cases that are under way stay at their version.
workbench-column-flow = Flow
workbench-column-version = Published version
workbench-column-cases = Open cases
workbench-column-draft = Draft
workbench-unpublished = Not published
workbench-published = { $at } by { $by }
workbench-running = { $cases ->
    [one] 1 open case
   *[other] { $cases } open cases
} on version { $version }
workbench-no-cases = None
workbench-begin = Begin a draft
workbench-go-on = Go on writing { $flow }
workbench-written = The draft was written { $at } by { $by }
workbench-proposed = Proposed for publishing { $at } by { $by }
workbench-is-proposed = Proposed for publishing by { $by }
workbench-new = New flow
workbench-name = Name
workbench-name-hint = A short name without spaces, for example companion. It cannot be changed later.
workbench-name-wrong = Write a name of letters, digits and hyphens; a letter first.
workbench-new-title = Title
workbench-title-wrong = Write a title of at most 160 characters.
workbench-new-button = Begin a new flow
workbench-pages = Pages of the draft
workbench-tab-write = Write
workbench-tab-changes = What changed
workbench-tab-handbook = Handbook
workbench-tab-publish = Publish
workbench-draft = Draft: { $flow }
workbench-file = The flow file
workbench-file-hint = Press Check to see errors and the picture. Nothing is kept until you press Keep.
workbench-keep = Keep the draft
workbench-check = Check
workbench-give-up = Give up the draft
workbench-picture-about = Each box leads to the line of the file where it is written.
workbench-no-picture = The picture comes when the file can be read.
workbench-numbered = The file with line numbers
workbench-line = Line { $line }
workbench-line-now = Line { $line } is now: { $text }
workbench-findings-none = There are no errors and no warnings.
workbench-findings-errors = { $errors ->
    [one] There is 1 error.
   *[other] There are { $errors } errors.
}
workbench-findings-warnings = { $warnings ->
    [one] There is 1 warning.
   *[other] There are { $warnings } warnings.
}
workbench-findings-both = { $errors ->
    [one] There is 1 error
   *[other] There are { $errors } errors
} and { $warnings ->
    [one] 1 warning.
   *[other] { $warnings } warnings.
}
workbench-first-mend = Mend the errors on the page Write first.
workbench-name-first = The file has another name than the draft. Mend that on the page Write first.
workbench-other-name = The file says flow: { $named }, but the draft is of { $flow }. Mend the name before you publish.
workbench-empty = The file is empty. Write something, or give up the draft.
workbench-too-large = The file is too large: it may be at most { $most } kB. Divide the flow into several.
workbench-written-meanwhile = { $by } kept the draft { $at }, after you opened it
workbench-write-over = What you have written still stands here and is not kept. If you keep it now, it takes the place of the other's.
workbench-changes-title = What changed: { $flow }
workbench-first-version = The flow has not been published before, so all of it is new.
workbench-since = This has changed since version { $version }:
workbench-same = The draft is as version { $version }. Nothing has changed.
workbench-only-writing = Only the way of writing differs from version { $version }. Nothing has changed in what the flow says.
workbench-publish-title = Publish: { $flow }
workbench-publish-alone = You can publish now, or propose it, so that another process owner looks at it and publishes.
workbench-publish-two = Two process owners publish this version together: propose it, so that another looks at it and publishes.
workbench-publish-own = You have proposed the draft. Another process owner looks at it and publishes.
workbench-publish-other = { $by } has proposed the draft. Look at what changed before you publish.
workbench-publish-changed = The draft has changed since you saw it. Look at what has changed now, and try again.
workbench-publish = Publish
workbench-propose = Propose publishing
flash-draft-kept = The draft is kept.
flash-draft-over = The draft is given up.
flash-draft-changed = The draft was changed by somebody else. Look at it again.
flash-draft-another = Another version of the flow waits for a process owner. Look at that among the flows first.
flash-draft-proposed = The draft is proposed for publishing.
flash-draft-published = The flow is published. New cases follow the new version.
workbench-completions = Ways to go on
workbench-tab-play = Play a case
workbench-play-title = Play a case: { $flow }
workbench-play-about = Click through a case. Nothing is kept, and the clock goes only when you move it.
workbench-moves-wrong = What was done in the case could not be read. Begin anew.
workbench-moves-full = There is no room for more in this case. What was done last is not on the next page; begin anew, or take something back.
workbench-no-next = Nothing waits for time.
workbench-clock = The clock
workbench-pass-hour = Go 1 hour on
workbench-pass-day = Go 1 day on
workbench-pass-week = Go 1 week on
workbench-pass-month = Go 1 month on
workbench-pass-next = Go to what next happens by itself
workbench-be = You are
workbench-be-all = All parties
workbench-stay = See the case like this
workbench-back = Take the last back
workbench-skip = Leave the item out
workbench-close-form = Close the form
workbench-open = The case is open.
workbench-may-close = The case is open and may be closed.
workbench-on-hold = The case is on hold.
workbench-closed = The case is closed.
workbench-moves = What was done
workbench-moves-hint = These lines can be given to samspil play.
workbench-skip-reason = Tried in the workbench
workbench-tab-scenarios = Scenarios
workbench-scenarios-title = Scenarios: { $flow }
workbench-scenarios-about = A scenario is a made-up case step by step, with what should hold on the way. All are tried each time the page is shown.
workbench-column-scenario = Scenario
workbench-column-result = Result
workbench-column-steps = Steps
workbench-scenario-passed = Went as it should
workbench-scenario-failed = Went otherwise
workbench-no-scenarios = There are no scenarios yet.
workbench-covers-title = What the scenarios come round
workbench-covers = The scenarios do { $items } of { $all } items and set { $clocks } of { $all-clocks } deadlines going.
workbench-covers-no-items = None of them does: { $items }.
workbench-covers-no-clocks = None of them sets these deadlines going: { $clocks }.
workbench-scenario-write = Write a scenario
workbench-scenario-name = Name
workbench-scenario-text = The scenario
workbench-scenario-hint = Begin with scenario:, starts: and steps:. Where the name is there already, it is replaced.
workbench-scenario-keep = Keep the scenario
workbench-scenario-remove = Remove the scenario
workbench-scenario-empty = Write a scenario.
workbench-scenarios-many = There are too many scenarios, or they are too large. Remove one first.
workbench-scenario-meanwhile = { $by } kept the draft after you opened it. What you have written still stands here and is not kept. Keep it again if it still fits.
workbench-tab-explore = Ask
workbench-explore-title = Ask: { $flow }
workbench-explore-about = Ask whether something can ever happen in a case. The answer goes through all ways that a case can go, as far as there is room and time.
workbench-ask = What do you want to know?
workbench-ask-close = Can a case close?
workbench-ask-done = Can this item be done?
workbench-ask-order = Can these items be done in this order?
workbench-ask-all = What can never happen, and can a case get stuck?
workbench-ask-item = The item
workbench-ask-items = The items
workbench-ask-items-hint = The names from the flow file, with commas between.
workbench-ask-time = Time
workbench-ask-untimed = Leave out how long things take
workbench-ask-button = Ask
workbench-answer = The answer
workbench-answer-play = See the case after the last step
workbench-search-slow = The search took too long, or somebody else searches just now. Ask for less, or try again in a while. The command samspil explore can search for longer.
workbench-play-slow = Playing the case anew took too long. Begin anew, and move the clock less far.
workbench-ended-meanwhile = { $by } published or gave up the draft { $at }, after you opened it
workbench-begin-again = What you have written still stands here and is not kept. If you keep it now, a new draft begins with it.
workbench-give-up-about = Everything written in the draft and its scenarios goes away, also what others wrote. It cannot be undone.
workbench-pair-cases = The two cases of the pair
workbench-pair-here = You are looking at this case.
workbench-pair-go = Go to the case
workbench-pair-not-begun = The case has not begun. It does when the other side says what begins the pair.
workbench-pair-heard = Something happened in the other case as well.
workbench-pair-draft = The flow belongs together with { $flow }, which plays along from its draft (writing { $number }).
workbench-pair-version = The flow belongs together with { $flow }, which plays along from version { $number }.
workbench-pair-nothing = The flow belongs together with { $flow }, which is neither published nor has a draft that can be played. So only this side is tried.
workbench-pair-alone = The flow is one of a pair. Only this case is played.
workbench-pair-play-alone = Begin anew with this case alone
workbench-pair-play-both = Begin anew with both cases
