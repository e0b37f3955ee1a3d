# What samspil keys says, and what may be wrong with keys.
keys-made = The keys are in { $file }. Keep a copy elsewhere than the database and its copies: without them nobody can read what is kept under them.
keys-rotated = { $file } has key { $newest } now. Start the program again, and all that is new is kept under it. Keep a new copy of the file.
keys-listed = { $file } has { $count ->
    [one] key { $newest }.
   *[other] { $count } keys; the newest is { $newest }.
}
keys-no-file = The file with keys { $file } cannot be used: { $detail }. Make a new one with samspil keys new, or point --keys at the right one.
keys-open = Others on the machine can read or change the file { $file }. Give it to its owner alone (chmod 600), and change the keys where somebody may have read them.
keys-unfit = The file with keys { $file } cannot be used: { $why }
keys-service = The keys cannot be fetched from { $url }: { $why } See that --keys-from is the right address, and that the service is running.
keys-service-refused = The service with keys at { $url } refuses ({ $status }). Renew the token in the file that --keys-token-file points at, and see that it may read the keys.
keys-service-answer = The answer from { $url } has no text at { $at }. See where the service puts the secret, and write the place with --keys-at.
keys-service-unfit = What { $url } answers is not the text of a file with keys: { $why }
keys-service-ca = The file { $file } has no certificates that can be read (PEM). Point --keys-ca at the file with the authority that the service with keys uses.
vault-no-keys = The program has no keys for personal data. Make them with samspil keys new, and start the program with --keys and the file.
vault-no-such-key = Key { $number } is not among the keys. Start the program with the file that has all keys, the old ones too.
vault-broken = It does not open with the key: either it is another key, or what is kept was changed. Start the program with the right file.
vault-no-chance = The machine gives no random numbers. See that /dev/urandom can be read.
vault-line = Line { $line } is not a key. Fetch the file from the copy.
vault-missing = A line that begins with { $word } is missing. Fetch the file from the copy.
vault-locked = The database has personal data that is kept under keys. Start the program with --keys and the file with the keys, or with --keys-from where a service holds them.
vault-other-keys = The keys are not those that the database is kept under. { $why }
vault-destroyed = The person's key was destroyed, and what was kept under it. Nothing new that is sensitive can be kept in the case.
secret-file-unfit = The file { $file } cannot be read: { $detail }.
secret-file-line = The file { $file } must hold the secret in one line, 8,192 characters at most.
