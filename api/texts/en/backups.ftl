### Copies of the database

backup-copies = Copies of the database
backup-none = The program knows of none. Make one with samspil backup, or tell of it with samspil backup report.
backup-none-whole = No copy was seen to be whole: make one with samspil backup.
backup-too-old = The last copy that was seen to be whole is { $age }: make a new one.
backup-last = The last copy that was seen to be whole is { $age }.
backup-age-minutes = { $count ->
    [one] a minute old
   *[other] { $count } minutes old
}
backup-age-hours = { $count ->
    [one] an hour old
   *[other] { $count } hours old
}
backup-age-days = { $count ->
    [one] a day old
   *[other] { $count } days old
}
backup-size = { $count }
backup-column-taken = Taken
backup-column-state = State
backup-column-verified = Seen to be whole
backup-column-size = Size
backup-column-place = Where
backup-column-by = How
backup-way-copied = made by { $by }
backup-way-reported = told by { $by }
backup-failed = failed
backup-whole = whole
backup-not-checked = not checked
backup-of = { $municipality }: { $said }
backup-not-of-all = It did not go well for all: { $all }
backup-made = { $municipality }: copy in { $folder }, { $size }, { $events } events, seen to be whole.
backup-told = { $municipality }: the copy is known of.
backup-laid-back = { $municipality }: laid back in { $file }, { $events } events.
backup-own-means = PostgreSQL is copied by its own means (pg_basebackup and archived WAL files). Tell of the copy with samspil backup report.
backup-no-folder = Write with --to which folder the copy is to lie in.
backup-place-wrong = Write where the copy lies, in { $most } characters at most.
backup-place-secret = The place holds a login or a key. Write it without.
backup-verified-before = The copy cannot have been seen to be whole before it was taken. Mend the times.
backup-ahead = The time lies ahead. Mend the time, or the clock of the machine that made the copy.
backup-manifest-wrong = { $file } describes no copy: { $detail }
backup-no-manifest = In { $folder } lies no copy that samspil backup made.
backup-not-as-made = { $file } is not the file as it was made. Use another copy.
backup-there-already = { $file } is there already. Move it before the copy is laid back.
backup-ends-elsewhere = The copy of { $municipality } ends elsewhere than it says. Use another copy.
problem-backup-old = The copy of the database is missing or old
problem-backup-old-detail = A municipality has no copy of the last 26 hours that was seen to be whole. Make one with samspil backup.
system-archiving = Archiving
system-archiving-on = works
system-archiving-off = is not set up
system-archiving-fails = fails
