# The review of a flow, as a page and on the command line.
review-title = Review: { $flow }
review-open = Review: the four questions
review-about = The review asks the four questions of Varde and looks for signs that a course does not hang together. What is as it should be, the flow answers with a reason.
review-sum = { $found ->
    [0] Nothing is open.
    [one] 1 finding is open.
   *[other] { $found } findings are open.
} { $answered ->
    [0] The flow answers none.
    [one] The flow answers 1.
   *[other] The flow answers { $answered }.
}
review-flow = { $flow }: { $found ->
    [0] nothing is open
    [one] 1 finding is open
   *[other] { $found } findings are open
}, { $answered } answered.
review-answered = answer: { $text }
review-to-do = help: { $text }
review-is-answered = Answered
review-is-open = Open
review-nothing = Nothing found.
review-column-finding = Finding
review-column-line = Line
review-column-answer = Answer or advice
review-question-workflows = Which agreements and workflows must be described?
review-question-roles = Do we know and respect each other's roles?
review-question-purpose = Do purpose and goals run through to what is done?
review-question-follow-up = Is help followed up, and can it be adjusted?
review-question-coherence = Does the course hang together?
