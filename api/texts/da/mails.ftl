# Mails, der ikke kom frem.
menu-mails = Mails
mails-title = Mails, der ikke kom frem
mails-about = Det, de handler om, ligger i modtagerens beskeder. Ret adressen eller mailserveren, og prøv igen.
mails-none = Alle mails er kommet afsted.
mails-column-whom = Til
mails-column-when = Opgivet
mails-column-why = Hvorfor
mails-column-do = Gør
mails-things = { $things ->
    [one] én besked
   *[other] { $things } beskeder
}
mails-tries = { $tries ->
    [one] prøvet én gang
   *[other] prøvet { $tries } gange
}
mails-refused = Modtagerens adresse blev afvist (kode { $code }). Se, om den er rigtig.
mails-later = Mailserveren ville ikke tage imod den nu (kode { $code }).
mails-address = Adressen kan ikke bruges. Ret den.
mails-timeout = Mailserveren svarede ikke i tide.
mails-encryption = Forbindelsen til mailserveren kunne ikke krypteres. Se på --smtp-url og --smtp-ca.
mails-login = Mailserveren tog ikke imod brugernavn og adgangskode.
mails-sender = Mailserveren tog ikke imod afsenderen. Se på --smtp-from.
mails-answer = Mailserveren svarede noget, der ikke kan bruges.
mails-unreachable = Mailserveren kunne ikke nås.
mails-retry = Prøv igen
mails-forget = Fjern
flash-mail-retried = Mailen er på vej igen.
flash-mail-forgotten = Mailen er fjernet.
