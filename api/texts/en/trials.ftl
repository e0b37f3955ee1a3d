### Hassles, trials of versions, and steps with figures from live cases

menu-trials = Hassles and trials
trials-title = Hassles and trials
trials-about = What is in the way at the steps of your flows, and the trials that are to take it away. A trial is a version that new cases of some units follow from one day to another; all others follow the ordinary one.
trials-make = Make a trial: write the change in a draft, and choose Try.
trials-all = Trials
trials-none = There are no trials yet.
hassles-by-step = Hassles at each step
hassles-none = Nobody has noted a hassle yet.
hassles-of-flow = Hassles: { $flow }
hassles-about = Written by those who work in the cases, at the step that it is about. What is not settled comes first. The page shows { $most } at a time. The deviations are of live cases.
hassles-more = Show the next hassles
trial-kept-by-publishing = The same file was published for all.
hassles-settled = Settled
hassle-note = Is something in your way here?
hassle-about = It goes to the process owner, with the flow, the version and the step. The case does not go with it.
hassle-said = What is in the way?
hassle-hint = Write nothing about the citizen.
hassle-send = Send to the process owner
hassle-said-wrong = Write what is in the way, in at most { $most } characters.
hassle-cpr = There seems to be a CPR number in it. Write nothing about the citizen.
hassle-no-step = The case has no such step.
hassle-noted = { $by }, { $at }, version { $version }
hassle-on-trial = A trial is to take it away
hassle-settle = Settled without a trial
hassle-settle-how = How, or why not?
hassle-settled-by = { $by }, { $at }
trial-column-step = Step
trial-column-flow = Flow
trial-column-hassles = Hassles
trial-column-hassle = Hassle
trial-column-settled = Settled
trial-column-trial = Trial
trial-column-version = Version
trial-column-beside = Beside
trial-column-units = Units
trial-column-days = Days
trial-column-state = State
trial-column-made = Made
trial-column-started = Started
trial-column-measure = Measure
trial-column-units-before = The trial's units before
trial-column-units-during = The trial's units by its version
trial-column-others-before = Other units before
trial-column-others-during = Other units during
trial-no-version = none yet
trial-version = Version { $version }
trial-days = { $first } to { $last }
trial-state-waits = waits for another person
trial-state-comes = begins later
trial-state-runs = running
trial-state-to-decide = over, to be decided
trial-state-kept = kept
trial-state-changed = changed
trial-state-dropped = dropped
trial-title = Trial: { $flow }
trial-aim = What do you expect to happen, and how can it be seen?
trial-aim-hint = For instance: the citizen is asked only once; fewer deviations at the step.
trial-aim-wrong = Write what you expect and how it can be seen, in at most { $most } characters.
trial-units-hint = New cases in which one of them is a party from the start follow the trial.
trial-first-day = First day
trial-last-day = Last day
trial-days-wrong = Choose a first day from today on and a last day after it. A trial lasts at most { $most } days.
trial-units-wrong = Choose at least one and at most { $most } units that are there on the first day.
trial-hassles-wrong = Choose at most { $most } hassles, all of this flow.
trial-survey-wrong = There is no such survey.
trial-no-flow = The flow is not published yet, so there is nothing to try beside. Publish it first.
trial-same = The draft is as the newest version: there is nothing to try. Write the change first.
trial-overlaps = Another trial of the flow has one of the units on one of the days. Choose other units or days, or decide the other one first.
trial-unknown = There is none.
trial-is-over = The trial is decided.
trial-past = The last day of the trial has passed. Drop it, and make a new one with other days.
trial-own = The version shows more than the ordinary one, or two of you always publish together. Another process owner has to start the trial.
trial-busy = Too much waits for a second person. Have some of it published or withdrawn first.
trial-not-begun = The trial is not started, so there is nothing to keep. Start it, or drop it.
trial-behind = Version { $version } was published since the trial was made, and would be lost. Choose Change, and take the change into the draft.
trial-reason-wrong = Write a reason of at most { $most } characters.
trial-file-unfit = The file can no longer be published. Choose Change, and mend it in the draft.
trial-shows-more = Another process owner has to say yes as well, because the version shows more than the ordinary one, or two of you always publish together:
trial-start = Start the trial
trial-propose = Propose the trial
trial-made-by = { $by }, { $at }
trial-takes-away = What it is to take away
trial-takes-nothing = No hassles are chosen.
trial-measured = What is measured
trial-measured-about = The trial is measured from { $first } to { $until }, and as many days before, from { $before }. Figures of fewer than { $least } cases are not shown and are in no sum.
trial-running = { $cases ->
    [one] One open case follows the trial.
   *[other] { $cases } open cases follow the trial.
}
trial-measure-deviated = Deviations
trial-measure-deadline = Deadlines kept
trial-measure-done = Days for a task (half at most)
trial-measure-waited = Days that a party waited for another (half at most)
trial-measure-contact = Days between contacts (half at most)
trial-few = too few cases
trial-of = of { $times }
trial-survey = Survey
trial-no-survey = None
trial-survey-link = See the whole survey
trial-decision = Decision
trial-decision-keep = Keep
trial-decision-keep-hint = The version is published for all. New cases follow it.
trial-decision-change = Change
trial-decision-change-hint = The trial ends, and a draft of it is begun that can be tried again.
trial-decision-drop = Drop
trial-decision-drop-hint = The trial ends, and new cases follow the ordinary version. Cases that are under way keep the one they began by.
trial-decision-missing = Choose whether the trial is to be kept, changed or dropped.
trial-because = Why?
trial-decide = Decide
trial-other-waits = Another version of the flow waits, proposed by { $by }. Publish that, or have it withdrawn first.
case-on-trial = The case follows version { $version } of the flow, which is on trial from { $first } to { $last }. It keeps that version when the trial is over.
case-was-on-trial = The case follows version { $version } of the flow, which was on trial from { $first } to { $last }. It keeps that version.
flow-on-trial = on trial { $first } to { $last }
problem-on-trial = The version is on trial in other units or on other days. Name no version, and the right one is taken.
workbench-tab-steps = Live cases
workbench-tab-trial = Try
workbench-trial-title = Try: { $flow }
workbench-trial-about = Let new cases of some units follow the draft for a time, beside the version that all others follow. Afterwards you decide whether it is kept, changed or dropped.
steps-title = Live cases: { $flow }
steps-about = How long open work has waited at each step, how often people deviated, and how many hassles were noted. The figures are from cases that are not closed; figures of fewer than { $least } cases by a version are not shown, nor are they in sums.
steps-link = The steps with figures from live cases
steps-to-flow = To the flow
steps-versions = Cases by:
steps-all-versions = all versions
steps-table = Step by step
steps-none = There is nothing to show yet.
steps-column-step = Step
steps-column-waits = Waits
steps-column-deviations = Deviations
steps-column-hassles = Hassles
steps-waits = { $days ->
    [0] waits less than a day ({ $times } open)
    [one] waits 1 day ({ $times } open)
   *[other] waits { $days } days ({ $times } open)
}
steps-deviations = { $times ->
    [one] 1 deviation
   *[other] { $times } deviations
}
steps-deviated = Deviations in live cases: { $times }
steps-hassles = { $count ->
    [one] 1 hassle
   *[other] { $count } hassles
}
steps-reasons = See why people deviated
flash-hassle-noted = Thank you. The process owner can see it.
flash-hassle-settled = It is noted as settled.
flash-trial-started = The trial is started. New cases of the units follow it from its first day.
flash-trial-waits = The trial is made, and waits for another process owner to start it.
flash-trial-decided = The trial is decided.
flash-trial-keep-waits = The version is proposed. When another process owner chooses Keep as well, it is published and the trial ends.
