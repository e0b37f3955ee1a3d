# The chain of goals: the citizen's words, purpose, goals, activities and notes.
goals-title = Goals: { $case }
goals-link = Goals, and what was done for them
goals-purpose = Purpose
goals-no-purpose = The purpose has not been written yet, or you have no access to it.
goals-what = What was done for the purpose?
goals-why = Why? See the purpose
goals-why-activity = Why do we do this? See the goal and the purpose
goals-done = Goals, and what was done
goals-none = There are no goals yet.
goals-sub-goal = Sub-goal
goals-activity = Activity
goals-no-activity = The goal has no activity yet.
goals-silent = The goal is silent: no note since { $since }.
goals-long-silent = The goal is falling silent: the last note is of { $since }.
goals-loose = Activities that belong to no goal
goals-others = Notes that belong to no goal
goals-notes = { $count ->
    [0] No notes
    [one] 1 note
   *[other] { $count } notes
}
goals-sum = { $notes ->
    [0] No notes
    [one] 1 note
   *[other] { $notes } notes
} since { $since }. { $silent ->
    [0] Every goal has one.
    [one] 1 goal of { $goals } has none.
   *[other] { $silent } goals of { $goals } have none.
}
goals-cut = There are more notes than this page shows. The oldest are in the history of the case.
goals-period = The notes of the period, goal by goal

day-link = Write today's notes
day-title = Notes of today
day-about = The citizens that you deliver to, and the goals that can be written about now. Write briefly, and save one note at a time: what stands in the other fields is not saved with it.
day-refused = A note was not kept. What you wrote stands by it, with what is missing.
day-none = There are no notes to write now.
day-more = There are more than this page shows. The rest stand in
day-save = Save the note
flash-note-saved = The note is saved.
