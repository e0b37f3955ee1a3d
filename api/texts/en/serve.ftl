# What samspil serve and samspil account say.
serve-listening = Samspil answers at { $url }. Stop it with ctrl-c.
serve-not-safe = What is sent could be read on the way: set --public-url to the https address that readers write, or listen on 127.0.0.1 alone.
serve-cannot-listen = Cannot listen on { $address }: { $detail }. Choose another address with --listen.
serve-not-all-usable = Not all municipalities can be used: { $all }. The others can.
serve-none-usable = None of the municipalities here can be used, and so the program does not start: { $all }.
unusable-one = { $municipality } ({ $why })
serve-fault = The program cannot start: { $detail }.
serve-smtp-from = The sender in --smtp-from is no mail address. Write for example "Samspil <samspil@kommune.example>".
serve-smtp-ca = The certificate for the mail server cannot be used ({ $file }): { $detail }. Point --smtp-ca at a PEM file.
account-number = A municipality's number is its CVR number: eight digits.
account-name = Write a name of at most { $most } characters.
account-login = A user name is at most { $most } characters without spaces.
account-which = There are several municipalities. Choose one with --municipality: { $known }.
account-no-municipality = There is no municipality yet. Create it with samspil account add municipality.
account-unusable = The municipality cannot be used: { $all }.
account-others-unusable = It cannot be known which municipality is meant, for not all can be used: { $all }. Write its number with --municipality.
account-unknown-municipality = The municipality { $number } is not here. There are: { $known }.
account-unit-taken = There is already a unit called { $name }.
account-unknown-unit = No unit is called { $name }. There are: { $known }.
account-acts-as = Write the unit, an equals sign and the parties with commas between: "Myndighed=caseworker,team_leader".
account-login-taken = The user name { $login } is another's.
account-unknown-login = Nobody has the user name { $login }.
account-password-length = A password has at least { $least } characters and at most { $most } bytes.
account-password-guessable = The password is too easy to guess. Use several words that do not belong together, and neither your user name nor the name of the municipality.
breached-unfit = The file { $file } is no list of SHA-1 sums of passwords, one a line and in order ({ $detail }).
account-no-input = No password came on standard input.
account-days = A token lasts 1 to { $most } days.
account-fault = It could not be done: { $detail }.
account-added-municipality = { $name } ({ $number }) has been created.
account-added-unit = The unit { $name } has been created.
account-added-person = { $name } has been created with the user name { $login }.
account-password-is = Password: { $password }
account-added-token = The token is shown only now. It lasts until { $ends }: { $secret }
account-changed-password = The password of { $login } has been changed.
account-closed = { $login } can no longer sign in.
calendar-no-version = There is no such version of the calendar. There are: { $known }.
calendar-version = Version { $version }, laid down { $at } by { $by }: { $why }
calendar-plain = Nobody has laid a calendar down: this is the plain one.
calendar-would-move = { $count ->
    [0] No deadline would move.
    [one] One deadline would move:
   *[other] { $count } deadlines would move:
}
calendar-moved = The calendar is laid down as version { $version }. { $count ->
    [0] No deadline moved.
    [one] One deadline moved:
   *[other] { $count } deadlines moved:
}
calendar-moved-one = Case { $case }, { $clock }: from { $from } to { $to }.
calendar-moved-next = Case { $case }, { $clock }: the next time from { $from } to { $to }.
calendar-moved-overdue = Case { $case }, { $clock }: from { $from } to { $to }; overdue at once.
calendar-why = Write why with --why, in 500 characters at most.
calendar-changed = Somebody has laid down version { $version } meanwhile. Look at it with samspil calendar show, and lay yours down again.
serve-smtp-password = There is a login at the mail server, but no password. Write it into --smtp-password-file.
