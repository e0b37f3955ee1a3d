### The picture of a flow: what stands in its boxes, in the list of its signs and in the descriptions

diagram-too-large = The flow has { $items } items, clocks and stages and { $links } links. A picture can have at most { $most-items } and { $most-links }. Divide the flow into several.
diagram-summary = Picture of the flow { $title }: { $stages ->
    [one] one stage
   *[other] { $stages } stages
}, { $items } items, { $parties ->
    [one] one party
   *[other] { $parties } parties
}.

diagram-case-clocks = Clocks of the case

diagram-kind-stage = Stage
diagram-kind-task = Task
diagram-kind-decision = Decision
diagram-kind-meeting = Meeting
diagram-kind-milestone = Milestone
diagram-kind-action = Automatic
diagram-kind-wait = Wait
diagram-kind-subcase = Sub-case
diagram-kind-clock = Clock

diagram-owner = { $kind } · { $party }
diagram-with = with { $parties }
diagram-after-any = once at least one is done
diagram-after-some = once at least { $count } are done
diagram-after-coming = once those that come have come
diagram-condition = under a condition
diagram-not-before = not before { $length } have passed
diagram-by-hand = started by a person
diagram-by-hand-when = started by a person in some cases
diagram-when-added = when somebody adds it
diagram-unplanned = more can be added
diagram-required = required
diagram-required-when = required under a condition
diagram-by-ladder = opened by a ladder
diagram-optional = optional
diagram-out-of-play = out until it is brought back
diagram-owed = owed from the start
diagram-one-at-a-time = one at a time
diagram-ends-case = ends the case
diagram-law = { $act } { $part }
diagram-wait-message = until the message { $message } comes
diagram-wait-length = for { $length }
diagram-wait-both = until the message { $message }, { $length } at most

diagram-plain = { $text }
diagram-lasts = { $length }
diagram-lasts-range = { $target } to { $length }
diagram-lasts-window = in time for the window to be kept
diagram-lasts-before = { $length } before { $anchor }
diagram-lasts-until = until { $anchor }
diagram-lasts-by = by the table "{ $table }"
diagram-lasts-other = counted from something else
diagram-with-ladder = { $lasts }, ladder
diagram-item = “{ $item }”
diagram-anchor-field = { $field }
diagram-anchor-rhythm = the time that its rhythm gives
diagram-from-case = from the start of the case
diagram-from-field = from { $field }
diagram-from-known = from when { $field } is known
diagram-from-received = from when “{ $item }” is received
diagram-from-received-on = from when what is sent { $field } is received
diagram-from-opened = from when “{ $item }” opens
diagram-from-done = from when “{ $item }” is done
diagram-from-owed = from when it is owed
diagram-owed-for = { $lasts } from when it is owed
diagram-stands-still = stands still during { $items }

diagram-again-window = at least { $count } times in { $length }
diagram-again-each-time = a new round each time
diagram-again-join = a new round when { $times ->
    [one] { $count } came
   *[other] { $count } came { $times } times
}
diagram-each-row = for each row of { $list }
diagram-each-number = for each number up to { $number }
diagram-again-while = again under a condition
diagram-again-freely = as often as anyone wants
diagram-again-side-by-side = { $count } at a time at most
diagram-again-at-least = { $count ->
    [one] once at least
   *[other] { $count } times at least
}
diagram-again-at-most = { $count ->
    [one] once at most
   *[other] { $count } times at most
}

diagram-legend = The signs in the picture
diagram-legend-kinds = Shapes
diagram-legend-sides = Who
diagram-legend-links = Links
diagram-legend-signs = Signs
diagram-side-authority = Authority
diagram-side-provider = Provider
diagram-side-citizen = Citizen
diagram-side-relative = Relatives
diagram-side-partner = Others
diagram-side-parties = { $side }: { $parties }

diagram-legend-optional = dashed edge: optional
diagram-legend-out = dotted edge: out until it is brought back
diagram-legend-condition = starts or goes on only under a condition
diagram-legend-clock = clock; ladder: someone is reminded or told on the way
diagram-legend-repeat = comes again
diagram-legend-hand = started by a person
diagram-legend-ladder = opened when a clock is about to run out or has done so
diagram-legend-law = the law requires it
diagram-legend-owed = owed from the start, or required
diagram-legend-figures = figures from live cases

diagram-link-after = must be done before the next can start
diagram-link-after-owes = must be done first, and then the next is owed
diagram-link-opened-by = when something happens to it, the next opens
diagram-link-owes = once it is done, the next is owed
diagram-link-each-time = each time it is done, a new round of the next comes
diagram-link-not-while-owed = as long as it is owed, the next can neither start nor be done
diagram-link-not-with = are never under way together
diagram-link-removes = takes the next out of play
diagram-link-brings-back = brings the next back into play
diagram-link-ends = ends the next
diagram-link-again = the work goes back: the next starts again
diagram-link-opens = the clock's ladder opens the next
diagram-link-reads = is part of the condition of the next

diagram-short-after = first
diagram-short-owes = owed
diagram-short-opened-by = opens
diagram-short-each-time = new round
diagram-short-not-while-owed = waits for it
diagram-short-not-with = not together
diagram-short-removes = out
diagram-short-brings-back = in
diagram-short-ends = ends
diagram-short-again = again
diagram-short-opens = ladder
diagram-short-reads = condition

diagram-between = From “{ $from }” to “{ $to }”: { $what }.

diagram-cue = { $parts }
diagram-cue-when = { $parts }, and when this holds: { $text }
diagram-cue-when-alone = this comes to hold: { $text }

diagram-about-kind = { $kind }.
diagram-about-owner = { $kind } for { $party }.
diagram-about-owner-with = { $kind } for { $party }, together with { $parties }.
diagram-about-opened-by = Opens when this happens: { $way }
diagram-about-or = Or when this happens: { $way }
diagram-about-ended-by = Ends undone when this happens: { $way }
diagram-about-after = Can start once these are done: { $items }.
diagram-about-after-any = Can start once at least one of these is done: { $items }.
diagram-about-after-some = Can start once at least { $count } of these are done: { $items }.
diagram-about-after-coming = Can start once at least one of these is done and none of the others may still come: { $items }.
diagram-about-when = Can start only when this holds: { $text }
diagram-about-not-before = Can start { $length } after that at the earliest.
diagram-about-not-while-owed = Can neither start nor be done as long as these are owed: { $items }.
diagram-about-not-with = Cannot be under way together with { $items }.
diagram-about-one-at-a-time = What lies in the stage is under way one at a time.
diagram-about-by-hand = A person starts it.
diagram-about-by-hand-when = A person starts it where this holds; otherwise it starts by itself: { $text }
diagram-about-when-added = It is there only once somebody adds it.
diagram-about-unplanned = Work can be added by { $parties }.
diagram-about-unplanned-everybody = Everybody who takes part can add work.
diagram-about-unplanned-never = No work can be added.
diagram-about-unplanned-pieces = Ready to be added: { $items }.
diagram-about-unplanned-own-words = People can also describe themselves what they add.
diagram-about-unplanned-for = People can also describe themselves what they add; it can be given to { $parties }.
diagram-about-unplanned-at-most = { $most ->
    [one] At most one thing can be added in a case.
   *[other] At most { $most } things can be added in a case.
}
diagram-about-unplanned-without-reason = No reason is needed.
diagram-about-by-ladder = Only the ladder of a clock opens it.
diagram-about-required = Its stage does not end before it has.
diagram-about-required-when = Its stage does not end before it has, where this holds: { $text }
diagram-about-awaited-once-possible = Its stage waits for it once it may be started.
diagram-about-awaited-under-way = Its stage waits for it only while it is under way.
diagram-about-awaited-first-time = Its stage waits for it until it has been done once.
diagram-about-awaited-never = Its stage never waits for it.
diagram-about-waits-for-all = Waits in the end for everything that has not ended.
diagram-about-waits-for-required = Waits in the end for what is under way, owed or required.
diagram-about-optional = It is optional; its stage can end without it.
diagram-about-out-of-play = Is out of play until something brings it back.
diagram-about-owed = Owed from the start.
diagram-about-done-before = It was done before the case began.
diagram-about-done-each-time = The stage is done each time something in it is done and nothing in it is owed.
diagram-about-also-by = It may be done by { $parties } as well.
diagram-about-only-when = Only when { $text }: { $relation }
diagram-about-delayed = No sooner than { $length } after: { $relation }
diagram-about-wait = Ends: { $until }.
diagram-about-subcase = A case of its own by the flow { $flow }; done when that closes.
diagram-about-wait-matching = Only messages for which this holds: { $text }
diagram-about-wait-not-kept = Messages that come while nobody waits are lost.
diagram-lasts-when = { $lasts }, if { $text }
diagram-about-due = Due: { $lasts }.
diagram-about-clock = { $lasts }, { $starts }.
diagram-about-pause = The clock stands still during { $items }.
diagram-about-opens = When the clock is about to run out or has done so, these open: { $items }.
diagram-about-done-when = Is done only when this holds: { $text }
diagram-about-ends-when = Ends undone when this holds: { $text }
diagram-about-each-time = A new round comes each time these are done: { $items }.
diagram-about-join = A new round comes when { $times ->
    [one] { $count } of these came
   *[other] { $count } of these came { $times } times
}: { $items }.
diagram-about-join-rest-ends = Those that have not come when the round begins end.
diagram-about-rhythm = Comes again { $rhythm }.
diagram-about-while = Comes again as long as this holds: { $text }
diagram-about-freely = Can be done as often as anyone wants.
diagram-about-at-most = Happens { $times }.
diagram-about-until = Does not come again once this holds: { $text }
diagram-about-four-eyes = Must be done by another person than { $items }.
diagram-about-law = { $law } requires it.
diagram-about-letter = The letter { $letter } is sent when it is done.
diagram-about-owed-to = { $item } is owed to { $party }.
diagram-about-owed-by = { $item } is owed for no longer than: { $lasts }.
diagram-about-owed-to-by = { $item } is owed to { $party }, for no longer than: { $lasts }.
diagram-about-ends-clocks = Once it is done, these clocks stop: { $clocks }.
diagram-about-fills = Fills in: { $fields }.
diagram-about-asks = Asks the citizen for: { $code }
diagram-about-empties = When a round begins, these stand empty: { $fields }.
diagram-about-says = Once it is done, the other case is told: { $message }.
diagram-about-sets = Once it is done, these are set: { $fields }.
diagram-about-guidance = Guidance: { $text }
diagram-about-heading = Belongs under: { $text }
diagram-about-expects = Good is: { $text }
diagram-about-closes = The case closes when this holds: { $text }
diagram-about-closes-by-hand = A person closes the case once nothing is owed.
diagram-about-case-ends-when = The case ends before its work is done when this holds: { $text }
diagram-about-case-ended-by = The case ends before its work is done when this happens: { $way }
diagram-about-state = Stands now: { $state }.
diagram-about-figures = In live cases: { $figures }.
