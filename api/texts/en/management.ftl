### Management: figures over many cases

menu-management = Management
management-title = Management
management-about = Figures for { $period }. Figures only, no citizens: what comes from fewer than { $least } cases is not shown.
management-choose = Choose figures
management-show = Show
management-period = Period
management-flow = Flow
management-unit = Unit
management-all-flows = All flows
management-all-units = All units
management-year = { $year }
management-quarter = quarter { $quarter } of { $year }
management-no-period = Write the period as a year or a quarter: 2026 or 2026-K1.
management-unplanned = Work beside the plan ({ $name })
management-no-unit = No unit
management-nothing = There are no figures to show.
management-hidden = { $count ->
    [one] One row is not shown because it comes from few cases.
   *[other] { $count } rows are not shown because they come from few cases.
}
management-in-part = without small groups
management-measures = Surveys before and after, with the change of each group
management-file = Get the figures as a file (CSV)
management-number = { $count }
management-times = { $count ->
    [one] once
   *[other] { $count } times
}
management-days = { $days ->
    [0] less than a day
    [one] 1 day
   *[other] { $days } days
}
management-days-before = { $median } / { $ninety }
management-days-said = half at most { $median }, nine of ten at most { $ninety }
management-share = { $share } %
management-of = { $count } of { $all }
management-who-waits = { $who } waits for { $whom }
management-load-said = { $tasks } open, { $overdue } of them overdue
management-why = See the reasons for { $step }
management-back = Back to the figures

management-waits = Who waits for whom
management-waits-about = How long a party had waited before the other was done, so that it could go on itself.
management-waits-bars = Waiting: the dark is half of them, the pale nine of ten
management-deadlines = Deadlines
management-deadlines-about = How many deadlines were kept, and how many ran out.
management-deadlines-bars = Deadlines kept of all
management-load = Tasks right now
management-load-about = How many tasks are open now for each party, and how many are overdue.
management-load-bars = Open tasks: the dark is overdue
management-deviations = Deviations
management-deviations-about = Steps that were skipped, done anew, taken out of turn or added.
management-deviations-bars = Deviations of each step
management-contacts = Contact between authority and provider
management-contacts-about = Days from one contact to the next in the same case: work that was handed on, meetings of both, and what was said between two cases.
management-contacts-bars = Days between contacts: the dark is half of them, the pale nine of ten
management-tasks = Tasks done in time
management-tasks-about = How many tasks were done, and how many of those with a deadline were done before it.
management-tasks-bars = Done in time of all with a deadline

management-column-who-waits = Who waits for whom
management-column-flow = Flow
management-column-times = Times
management-column-median = Half at most
management-column-before = Period before
management-column-ninety = Nine of ten at most
management-column-deadline = Deadline
management-column-unit = Unit
management-column-kept-of = Kept
management-column-kept = Share kept
management-column-party = Party
management-column-open = Open
management-column-overdue = Overdue
management-column-step = Step
management-column-how = How
management-column-why = Reasons
management-column-in-time-of = In time
management-column-in-time = Share in time
management-column-case = Case
management-column-when = Ended

management-how-skipped = skipped
management-how-redone = done anew
management-how-out-of-turn = taken out of turn
management-how-added = added

management-reasons-title = Reasons for deviations
management-reasons-about = { $step } in { $flow }, { $period }. You see the latest reason in the cases that you have access to.
management-reasons-none = There are no reasons in the cases that you have access to.
management-reasons-unseen = There were also deviations in cases that you do not have access to.

management-csv-period = Period
management-csv-what = Figure
management-csv-flow = Flow
management-csv-name = Step or deadline
management-csv-party = Party
management-csv-other = Who or how
management-csv-unit = Unit
management-csv-times = Times
management-csv-in-time = In time
management-csv-late = Late
management-csv-median = Half at most (days)
management-csv-ninety = Nine of ten at most (days)
management-csv-in-part = Without small groups
management-csv-waits = Waiting
management-csv-deadlines = Deadlines
management-csv-deviations = Deviations
management-csv-contacts = Contact
management-csv-tasks = Tasks done
management-csv-load = Open tasks
management-csv-yes = yes
management-csv-no = no
access-object-deviations = reasons for deviations

### Warning signs and the four questions

signs-title = Warning signs and the four questions
signs-open-page = Warning signs and the four questions
signs-about = { $cases ->
    [one] One case was looked through.
   *[other] { $cases } cases were looked through.
} Only numbers, no citizens: what shows with fewer than { $least } is not shown.
signs-more = There are more cases. These are the { $cases } that changed last.
signs-data = In the cases: { $question }
signs-flows = In the flows: { $question }
signs-column-sign = Sign
signs-column-flows = In or between
signs-column-count = How many
signs-column-flow = Flow
signs-column-open = Unanswered in the review
signs-none = Nothing that shows with enough of them.
signs-flows-none = No flow leaves anything unanswered.
signs-between = { $flows }
signs-open = { $count ->
    [one] one finding
   *[other] { $count } findings
}
signs-citizens = { $count ->
    [one] one citizen
   *[other] { $count } citizens
}
signs-cases = { $count ->
    [one] one case
   *[other] { $count } cases
}
signs-work-without-owner = Something is to be done, and nobody owns it
signs-work-without-owner-hint = Bind a unit or a person to the role in the case.
signs-sides-apart = One side has done nothing for three months
signs-sides-apart-hint = Meet about the case, also when nothing is urgent: authority and provider know each other's work by going together.
signs-no-purpose = Help is delivered, and the purpose is not written
signs-no-purpose-hint = Write the purpose before anything is delivered, so that the provider knows what it is for.
signs-goal-alone = A goal stands alone after a month
signs-goal-alone-hint = Write what is done for the goal, or drop it together with the citizen.
signs-follow-up-late = The follow-up is late
signs-follow-up-late-hint = Follow up now, or give the follow-up a rhythm that can be kept.
signs-asked-twice = Several ask the citizen the same
signs-asked-twice-hint = Let one ask, and let the others read the answer where the citizen has said yes.
signs-parallel = Several courses are started beside each other
signs-parallel-hint = Give the citizen one coordinator and one plan.
signs-against = Goals pull apart
signs-against-hint = Talk the goals through across, and write the overall goal.
signs-collide = Appointments are at the same time
signs-collide-hint = Look at the calendar of One plan before you agree on a day.
signs-crowded = Too many departments come in one week
signs-crowded-hint = Agree on who comes, and who does not.
signs-two-stories = Different cases say different things
signs-two-stories-hint = Ask the citizen which holds, and correct it in both places.
signs-waits-long = Something has waited more than a month past its due day
signs-waits-long-hint = Find out who waits for whom. Where all wait, it is the flow that must change.
signs-back = A case was closed, and the same has begun again
signs-back-hint = All did their task, and the problem is still there. Ask whether the goal was the right one.
