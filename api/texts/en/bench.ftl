# Measurements.
bench-head = what                          clients    count  a second    p50 µs    p99 µs
bench-cold-start = From start to the first completed task and the end: { $ms } ms.
bench-memory = Memory, { $what }: { $megabytes } MB.
bench-language-head = what                                           first ms  middle ms  bound  yardstick
bench-time-head = store       clocks  bare ms engine ms  ratio   p99 before  p99 then µs  ratio
bench-time-working-days = Adding working days within ten years: { $ns } ns.
bench-yardstick = yardstick: a sum over 16 MiB
bench-shipped = voksen-bum read, checked, ready to run
bench-largest = the largest flow (256 kB), the same
bench-picture = picture of { $count } items
bench-search = all runs of 64 items, { $states } states of { $bytes } bytes
bench-steps = { $count } steps of voksen-bum
bench-late-steps = { $count } steps after 10,000 events of the same case
bench-log = { $count } events of a log
bench-tuning-live = { $store }: preview of a tuning over { $cases } open cases, { $found } deadlines move: { $milliseconds } ms (at most 2000)
bench-tuning-past = { $store }: { $cases } past cases replayed, { $found } runs of the clock: { $milliseconds } ms (at most 10000)
