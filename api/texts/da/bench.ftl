# Målinger.
bench-head = hvad                          klienter    antal  pr. sek.    p50 µs    p99 µs
bench-cold-start = Fra start til første udførte opgave og slut: { $ms } ms.
bench-memory = Hukommelse, { $what }: { $megabytes } MB.
bench-language-head = hvad                                          første ms    midt ms   højst  målestok
bench-time-head = lager      frister nøgen ms  motor ms  gange      p99 før p99 imens µs  gange
bench-time-working-days = At lægge arbejdsdage til inden for ti år: { $ns } ns.
bench-yardstick = målestok: sum over 16 MiB
bench-shipped = voksen-bum læst, kontrolleret, klar til brug
bench-largest = det største flow (256 kB), det samme
bench-picture = billede af { $count } trin
bench-search = alle kørsler af 64 trin, { $states } tilstande à { $bytes } byte
bench-steps = { $count } skridt i voksen-bum
bench-late-steps = { $count } skridt efter 10.000 hændelser i samme sag
bench-log = { $count } hændelser fra en log
bench-tuning-live = { $store }: forhåndsvisning af en justering over { $cases } åbne sager, { $found } frister flytter sig: { $milliseconds } ms (højst 2000)
bench-tuning-past = { $store }: { $cases } gamle sager spillet igen, { $found } løb af fristen: { $milliseconds } ms (højst 10000)
