### Work in many steps

menu-batches = Batches
batches-title = Batches
batches-about = Work in many steps: what runs, how far it is, and what is to be begun anew.
batches-none = There are no batches yet.
batches-column-what = What
batches-column-state = State
batches-column-progress = How far
batches-column-since = Began
batches-column-ended = Ended
batches-column-fault = Why
batches-column-do = Do
batches-what-calendar = Cases are counted by calendar { $about }
batches-what-tuning = Cases are counted by tuning { $about }
batches-what-retention = Cases are discarded
batches-what-import = The organisation is taken in from a file
batches-what-publishing = A version is brought to open cases
batches-state-runs = runs
batches-state-still = stands still
batches-state-part = part is done
batches-state-failed = failed
batches-state-done = done
batches-cases = { $done } cases
batches-cases-of = { $done } of { $whole } cases
batches-lines = { $done } lines
batches-lines-of = { $done } of { $whole } lines
batches-moved = { $count ->
    [one] one deadline moved
   *[other] { $count } deadlines moved
}
batches-by = by { $by }
batches-tries = begun { $count } times
batches-again = Begin anew
batches-go-on = Go on
batches-send-anew = Send the file again
batches-fell = It did not work: { $detail }
flash-batch-again = The batch was begun anew.
problem-batch-goes-on = The batch runs or is done: it cannot be begun anew.
