# What samspil verify says.
verify-whole = All is as it was written: { $events } events in { $cases } cases and { $entries } entries of the access log.
verify-not-whole = { $bad ->
    [one] One bad row was found.
   *[other] { $bad } bad rows were found.
} Went through { $events } events in { $cases } cases and { $entries } entries. Restore the bad rows from a backup, and find out who can write in the database.
verify-not-all = { $bad ->
    [one] One municipality could not be opened and was not checked.
   *[other] { $bad } municipalities could not be opened and were not checked.
} The rest is as it was written: { $events } events in { $cases } cases and { $entries } entries of the access log.
verify-not-replayed = { $cases ->
    [one] One case could not be played through again, for something in it was erased by the rules.
   *[other] { $cases } cases could not be played through again, for something in them was erased by the rules.
}
verify-held-against = Held against signed ends up to and including line { $line } of { $at }.
verify-bad-event = { $table }, municipality { $tenant }, case { $case }, number { $number }: { $what }
verify-bad-case = { $table }, municipality { $tenant }, case { $case }: { $what }
verify-bad-entry = { $table }, municipality { $tenant }, number { $number }: { $what }
verify-bad-tenant = { $table }, municipality { $tenant }: { $what }
verify-missing = The row is missing; number { $found } stands in its place.
verify-body = The content is not what was written.
verify-chain = The row, or what comes before it, is not what was written.
verify-ends = The history ends at number { $found }, but the case is at number { $expected }.
verify-no-case = There are events of a case that is not there.
verify-cut-short = Something was cut off: number { $signed } is signed, but the last here is number { $found }.
verify-not-as-signed = The chain holds, but it is another than the one that is signed: it was written anew.
verify-gone = It is signed, but is not here.
verify-unusable = The municipality cannot be opened, and nothing in it was checked. { $why }
verify-not-as-replayed = The case is not what its events make of it.
verify-unreadable = The row cannot be read: { $detail }
verify-progress = Checking
verify-file = { $file } cannot be used: { $detail }.
verify-key-shape = The key cannot be read. A key is 64 characters (0-9 and a-f) and is made with samspil verify keygen.
verify-heads-shape = Line { $line } of the file with signed ends cannot be read. Take the file from where it cannot be altered.
verify-heads-signature = Line { $line } of the file with signed ends is not signed with that key. See that it is the right key; if it is, the file was altered.
verify-heads-order = Line { $line } of the file with signed ends does not follow the line before: lines are missing, or were swapped.
verify-heads-not-ours = The file with signed ends cannot be read to its end. Move it, and a new one begins.
verify-keys-made = The key lies in { $secret }: give it to samspil serve with --signing-key, and let nobody else read it. What is checked with lies in { $public }: keep it elsewhere than the database.
