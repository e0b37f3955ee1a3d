### Sikkerhedskopier

backup-copies = Sikkerhedskopier
backup-none = Programmet kender ingen. Lav en med samspil backup, eller meld den med samspil backup report.
backup-none-whole = Ingen kopi er efterset: Lav en med samspil backup.
backup-too-old = Den sidste kopi, der er efterset, er { $age }: Tag en ny.
backup-last = Den sidste kopi, der er efterset, er { $age }.
backup-age-minutes = { $count ->
    [one] et minut gammel
   *[other] { $count } minutter gammel
}
backup-age-hours = { $count ->
    [one] en time gammel
   *[other] { $count } timer gammel
}
backup-age-days = { $count ->
    [one] en dag gammel
   *[other] { $count } dage gammel
}
backup-size = { $count }
backup-column-taken = Taget
backup-column-state = Tilstand
backup-column-verified = Efterset
backup-column-size = Størrelse
backup-column-place = Hvor
backup-column-by = Hvordan
backup-way-copied = taget af { $by }
backup-way-reported = meldt af { $by }
backup-failed = gik galt
backup-whole = hel
backup-not-checked = ikke efterset
backup-of = { $municipality }: { $said }
backup-not-of-all = Det gik ikke for alle: { $all }
backup-made = { $municipality }: kopi i { $folder }, { $size }, { $events } hændelser, efterset.
backup-told = { $municipality }: kopien er meldt.
backup-laid-back = { $municipality }: lagt tilbage i { $file }, { $events } hændelser.
backup-own-means = PostgreSQL kopieres med sine egne midler (pg_basebackup og arkiverede WAL-filer). Meld kopien med samspil backup report.
backup-no-folder = Skriv med --to, hvilken mappe kopien skal ligge i.
backup-place-wrong = Skriv, hvor kopien ligger, på højst { $most } tegn.
backup-place-secret = Stedet indeholder et login eller en nøgle. Skriv det uden.
backup-verified-before = Kopien kan ikke være efterset, før den blev taget. Ret tiderne.
backup-ahead = Tiden ligger i fremtiden. Ret tiden eller uret på maskinen, som tog kopien.
backup-manifest-wrong = { $file } beskriver ingen kopi: { $detail }
backup-no-manifest = I { $folder } ligger ingen kopi, som samspil backup har taget.
backup-not-as-made = { $file } er ikke filen, som den blev taget. Brug en anden kopi.
backup-there-already = { $file } findes allerede. Flyt den, før kopien lægges tilbage.
backup-ends-elsewhere = Kopien for { $municipality } slutter et andet sted, end den siger. Brug en anden kopi.
problem-backup-old = Sikkerhedskopien mangler eller er gammel
problem-backup-old-detail = En kommune har ingen efterset kopi fra de sidste 26 timer. Lav en med samspil backup.
system-archiving = Løbende kopiering
system-archiving-on = kører
system-archiving-off = er ikke sat op
system-archiving-fails = fejler
