# Det, som samspil serve og samspil account siger.
serve-listening = Samspil svarer på { $url }. Stop med ctrl-c.
serve-not-safe = Det, der sendes, kunne læses undervejs: sæt --public-url til den https-adresse, som brugerne skriver, eller lyt kun på 127.0.0.1.
serve-cannot-listen = Der kan ikke lyttes på { $address }: { $detail }. Vælg en anden adresse med --listen.
serve-not-all-usable = Ikke alle kommuner kan bruges: { $all }. De andre kan.
serve-none-usable = Ingen af kommunerne her kan bruges, og programmet starter derfor ikke: { $all }.
unusable-one = { $municipality } ({ $why })
serve-fault = Programmet kan ikke starte: { $detail }.
serve-smtp-from = Afsenderen i --smtp-from er ikke en mailadresse. Skriv for eksempel "Samspil <samspil@kommune.example>".
serve-smtp-ca = Certifikatet til mailserveren kan ikke bruges ({ $file }): { $detail }. Peg --smtp-ca på en PEM-fil.
account-number = En kommunes nummer er CVR-nummeret: otte cifre.
account-name = Skriv et navn på højst { $most } tegn.
account-login = Et brugernavn er højst { $most } tegn uden mellemrum.
account-which = Der er flere kommuner. Vælg en med --municipality: { $known }.
account-no-municipality = Der er ingen kommune endnu. Opret den med samspil account add municipality.
account-unusable = Kommunen kan ikke bruges: { $all }.
account-others-unusable = Det er ikke til at vide, hvilken kommune der menes, for ikke alle kan bruges: { $all }. Skriv nummeret med --municipality.
account-unknown-municipality = Kommunen { $number } findes ikke her. Der er: { $known }.
account-unit-taken = Der er allerede en enhed, der hedder { $name }.
account-unknown-unit = Der er ingen enhed, der hedder { $name }. Der er: { $known }.
account-acts-as = Skriv enheden, lighedstegn og parterne med komma imellem: "Myndighed=caseworker,team_leader".
account-login-taken = Brugernavnet { $login } er en andens.
account-unknown-login = Der er ingen med brugernavnet { $login }.
account-password-length = En adgangskode er på mindst { $least } tegn og højst { $most } bytes.
account-password-guessable = Adgangskoden er for let at gætte. Brug flere ord, der ikke hører sammen, og hverken dit brugernavn eller kommunens navn.
breached-unfit = Filen { $file } er ikke SHA-1-summer af adgangskoder, én på hver linje og i orden ({ $detail }).
account-no-input = Der kom ingen adgangskode på standard input.
account-days = En nøgle gælder i 1 til { $most } dage.
account-fault = Det kunne ikke gøres: { $detail }.
account-added-municipality = { $name } ({ $number }) er oprettet.
account-added-unit = Enheden { $name } er oprettet.
account-added-person = { $name } er oprettet med brugernavnet { $login }.
account-password-is = Adgangskode: { $password }
account-added-token = Nøglen vises kun nu. Den gælder til { $ends }: { $secret }
account-changed-password = Adgangskoden for { $login } er skiftet.
account-closed = { $login } kan ikke logge ind mere.
calendar-no-version = Den version af kalenderen findes ikke. Der er: { $known }.
calendar-version = Version { $version }, fastlagt { $at } af { $by }: { $why }
calendar-plain = Ingen har fastlagt en kalender: Dette er den almindelige.
calendar-would-move = { $count ->
    [0] Ingen frist ville flytte sig.
    [one] Én frist ville flytte sig:
   *[other] { $count } frister ville flytte sig:
}
calendar-moved = Kalenderen er fastlagt som version { $version }. { $count ->
    [0] Ingen frist flyttede sig.
    [one] Én frist flyttede sig:
   *[other] { $count } frister flyttede sig:
}
calendar-moved-one = Sag { $case }, { $clock }: fra { $from } til { $to }.
calendar-moved-next = Sag { $case }, { $clock }: næste gang fra { $from } til { $to }.
calendar-moved-overdue = Sag { $case }, { $clock }: fra { $from } til { $to }; straks overskredet.
calendar-why = Skriv hvorfor med --why, på højst 500 tegn.
calendar-changed = Nogen har imens fastlagt version { $version }. Se den med samspil calendar show, og fastlæg din igen.
serve-smtp-password = Der er et login til mailserveren, men ingen adgangskode. Skriv den i --smtp-password-file.
