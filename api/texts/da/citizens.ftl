# Registret over borgere: sider, svar og det, der kan være galt.
menu-citizens = Borgere
citizens-title = Find en borger
citizens-about = Find borgeren på CPR-nummeret. Opslaget skrives i loggen, og borgeren kan se det.
citizens-cpr = CPR-nummer
citizens-cpr-hint = Ti cifre: ddmmåå-xxxx. Et erstatningsnummer kan også bruges.
citizens-find = Find
citizens-none = Ingen borger er registreret med det nummer. Er nummeret rigtigt, kan borgeren registreres her.
citizens-register = Registrér borgeren
citizens-register-without = Registrér en borger uden CPR-nummer
citizens-cpr-none = Lad feltet stå tomt, hvis ingen kender nummeret.
citizens-name = Navn
citizens-address = Adresse
citizens-protected = Navne- og adressebeskyttelse siden
citizens-protected-hint = Kun hvis navn og adresse er beskyttet. Så vises de ikke for pårørende, udførere og andre parter.
citizens-protected-sign = Navne- og adressebeskyttelse
citizens-protected-since = Siden { $day }
citizens-replacement = Erstatningsnummer
citizens-reveal = Vis hele nummeret
citizens-reveal-about = Det skrives i loggen, hvem der har set nummeret, og hvorfor.
citizens-purpose = Hvad skal du bruge det til?
citizens-number = CPR-nummer: { $number }
citizens-no-number = Nummeret er ikke kendt.
citizens-cases = Sager
citizens-cases-none = Ingen sager, du har adgang til.
citizens-case = Sag
citizens-case-status = Status
citizens-begin = Begynd en sag
citizens-erased = Oplysningerne om borgeren er slettet. Sagerne er der stadig, uden de følsomme oplysninger.
citizens-one = Borger
citizens-name-protected = Borger med beskyttet navn
citizens-name-erased = Borger, der er slettet
citizen-cpr-shape = Et CPR-nummer er ti cifre: ddmmåå-xxxx.
citizen-cpr-date = De første seks cifre er ikke en dato. Se efter, om nummeret er tastet rigtigt.
citizen-name-wrong = Skriv navnet på højst { $most } tegn.
citizen-address-wrong = Skriv adressen på højst { $most } tegn.
citizen-taken = En anden borger er registreret med det nummer. Søg efter nummeret, og brug den, der er der.
citizen-unknown = Borgeren findes ikke i registret.
citizen-purpose-wrong = Skriv, hvad du skal bruge det til, på højst { $most } tegn.
citizens-no-place = Registret over borgere er for dem, der har en plads i en af myndighedens enheder. De borgere, du arbejder for, finder du i deres sager.
citizens-reason = Begrundelse
citizens-stranger = Du er ikke på nogen af borgerens sager. Skriv hvorfor, når du vil se nummeret, rette oplysningerne eller tage alt ud: Det skrives i loggen, og de, der har borgerens åbne sager, får besked.
citizen-reason-needed = Du er ikke på nogen af borgerens sager. Skriv hvorfor, på højst { $most } tegn.
citizen-purpose-number = Skriv ikke et CPR-nummer her: Det står i loggen, som ikke er forseglet. Skriv, hvad du skal bruge det til.
citizen-erase-why = Skriv hvorfor, på højst { $most } tegn.
citizen-erase-open = { $count ->
    [one] Én af borgerens sager er åben. Afslut den først.
   *[other] { $count } af borgerens sager er åbne. Afslut dem først.
}
citizen-erased = Borgeren { $citizen } er slettet. { $cases ->
    [0] Der var ingen sager.
    [one] Én sag har ikke længere følsomme oplysninger.
   *[other] { $cases } sager har ikke længere følsomme oplysninger.
}
citizen-not-registered = Ingen borger er registreret med det CPR-nummer. Registrér borgeren under Borgere først.
flash-citizen-registered = Borgeren er registreret.
keys-resealed = { $count ->
    [0] Ingen nøgler skulle forsegles igen; alle er under nøgle { $under }.
    [one] Én nøgle er forseglet igen under nøgle { $under }.
   *[other] { $count } nøgler er forseglet igen under nøgle { $under }.
}
citizen-erasing = Sletningen af borgeren { $citizen } er foreslået af { $name }. En anden administrator sletter ved at bede om det samme.
