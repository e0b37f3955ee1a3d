# Målinger.
bench-head = hvad                          klienter    antal  pr. sek.    p50 µs    p99 µs
bench-cold-start = Fra start til første udførte opgave og slut: { $ms } ms.
bench-memory = Hukommelse, { $what }: { $megabytes } MB.
