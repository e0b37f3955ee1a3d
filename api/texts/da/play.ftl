# Når man prøver et forløb linje for linje.
line-too-long = Linjen er for lang; højst 1 MB.
play-not-an-object = Hver linje skal være et JSON-objekt.
play-not-json = Linjen er ikke JSON: { $detail }
play-no-do = Linjen mangler do: hvad skal der ske?
play-no-moment = Det er ikke et tidspunkt: { $detail }. Skriv for eksempel 2026-01-05T09:00:00+01:00.
play-no-length = Det er ikke et tidsrum: { $detail }. Skriv for eksempel PT1H eller 3 working days.
play-no-item = Forløbet har intet, der hedder { $detail }.
play-unknown-keys = Linjen har noget, der ikke bruges her: { $detail }. Ud over do kan der stå: { $known }.
play-wrong = Linjen kan ikke læses: { $detail }
flow-not-read = { $path } kan ikke læses: { $detail }
file-too-large = { $path } fylder mere end { $most } kB, og så meget læses ikke. Er det den rigtige fil?

# samspil clock
clock-unknown = { $count ->
    [0] Flowet har ingen frister.
   *[other] Flowet har ingen frist »{ $clock }«. Det har { $known }.
}
clock-too-many-pauses = Skriv højst { $most } pauser.
moment-unread = "{ $text }" er ikke et tidspunkt. Skriv en dag (2026-03-05), en dag med klokkeslæt i Danmark (2026-03-05T09:30) eller med afstanden til UTC (2026-03-05T09:30:00+01:00). Navne på tidszoner læses ikke.
clock-rung = { $at }: { $does }
clock-window = Foreslået { $at }; senest { $latest }.
calendar-diff-reversed = Den sidste dag ligger før den første. Byt om på dagene.
