### samspil explore
explore-no-flow = Write which flow to search: samspil explore FLOW.
explore-did-you-mean = The flow has nothing called { $item }. Did you mean { $near }?
explore-refused = The case cannot begin so: { $what } { $because }
explore-progress = { $states } states, { $megabytes } MB

explore-trace-yes = Yes, there is a run that may close: { $items }.
explore-trace-no = No, no run goes so and may close: { $items }.
explore-trace-unknown = No run was found that goes so and may close: { $items }.
explore-closes-yes = Yes, the case can close.
explore-closes-no = No, the case can never close.
explore-closes-unknown = No run was found in which the case can close.
explore-done-yes = Yes, it can happen: { $item }.
explore-done-no = No, it can never happen: { $item }.
explore-done-unknown = No run was found in which it happens: { $item }.
explore-stuck-yes = The case can get stuck. After this it can never close:
explore-stuck-no = The case cannot get stuck: wherever it has come to, it can close.
explore-stuck-unknown = No place was found where the case gets stuck.
explore-never = This can never happen: { $items }.
explore-not-met = This did not happen in what was gone through: { $items }.
explore-all-done = Everything in the flow can happen.
explore-states = { $count ->
    [one] 1 state.
   *[other] { $states } states.
}
explore-states-not-all = { $count ->
    [one] 1 state, and there are more.
   *[other] { $states } states, and not everything was gone through.
}

explore-step = { $place }. { $what } { $data }
explore-then = Then by itself: { $items }.
explore-does-complete = { $party } does: { $item }.
explore-does-complete-outside = It happens: { $item }.
explore-does-activate = { $party } begins: { $item }.
explore-does-activate-outside = It begins: { $item }.
explore-does-add = { $party } adds: { $item }.
explore-does-end = The sub-case closes: { $item }.
explore-does-end-undone = The sub-case ends before its work is done: { $item }.
explore-does-message = A message comes: { $message }.
explore-does-set = It becomes known: { $field }.
explore-does-come = The time comes for: { $item }.
explore-does-climb = A deadline reaches a rung of its ladder.
explore-does-advance = Time passes to { $at }.
explore-does-cancel = { $party } calls off: { $item }.
explore-does-fail = { $party } gives up: { $item }.
explore-does-redo = { $party } does anew: { $item }.
explore-does-take-out = { $party } takes out: { $item }.
explore-does-bring-back = { $party } brings back: { $item }.
explore-does-rest = { $party } lays to rest: { $item }.
explore-does-go-on = { $party } takes up again: { $item }.
explore-somebody = Somebody
