# Searching all runs.
explore-no-item = The flow has nothing called { $item }.
explore-rows-bounded = Of { $lists } at most { $most } rows were tried; more could give other answers.
explore-other-side = The other side is not searched: { $flow } is taken to say anything that the protocol allows, whenever it allows it, and its case to end at any time. A yes holds if the other side says what stands in the run; a no holds whatever it says.
explore-trace-too-long = The sequence is too long: at most { $most } steps can be followed.
explore-at-fault = The answer could not be confirmed: the run that was found cannot be done. That is a fault in the search; report it with the flow.
explore-stopped = Stopped at the bound: { $megabytes } MB or { $states } states. Give the search more (--memory, --states).
explore-given-up = The search was broken off when { $tried } of them had been tried: what the others lead to has not been seen.
explore-sampled = Not every value that may make a difference was tried of: { $fields }.
explore-today-sampled = A condition reckons with today's date, and not every day was tried.
explore-too-many-ways = Something can be done in more ways than were tried: a form can be filled in otherwise, or a clock extended.
