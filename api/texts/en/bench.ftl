# Measurements.
bench-head = what                          clients    count  a second    p50 µs    p99 µs
bench-cold-start = From start to the first completed task and the end: { $ms } ms.
bench-memory = Memory, { $what }: { $megabytes } MB.
