# Mails that did not arrive.
menu-mails = Mails
mails-title = Mails that were not sent
mails-about = What they are about lies in the reader's messages. Correct the address or the mail server, and try again.
mails-none = All mails were sent.
mails-column-whom = To
mails-column-when = Given up
mails-column-why = Why
mails-column-do = Do
mails-things = { $things ->
    [one] one message
   *[other] { $things } messages
}
mails-tries = { $tries ->
    [one] tried once
   *[other] tried { $tries } times
}
mails-refused = The reader's address was refused (code { $code }). See whether it is right.
mails-later = The mail server would not take it now (code { $code }).
mails-address = The address cannot be used. Correct it.
mails-timeout = The mail server did not answer in time.
mails-encryption = The connection to the mail server could not be encrypted. Look at --smtp-url and --smtp-ca.
mails-login = The mail server did not take the login and password.
mails-sender = The mail server did not take the sender. Look at --smtp-from.
mails-answer = The mail server answered something that cannot be used.
mails-unreachable = The mail server could not be reached.
mails-retry = Try again
mails-forget = Remove
flash-mail-retried = The mail is on its way again.
flash-mail-forgotten = The mail is removed.
