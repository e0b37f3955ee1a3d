# Hvor længe lukkede sager gemmes, hvad der stopper sletning, og hvad der kasseres.
menu-retention = Bevaring
retention-title = Bevaring og kassation
retention-about = Hvor længe lukkede sager gemmes, og hvad der sker bagefter. Intet slettes af sig selv: én foreslår, en anden godkender.
retention-flows = Hvor længe sager gemmes
retention-flows-none = Ingen forløb er udgivet.
retention-disposals = Kassation
retention-disposals-about = Et forslag samler de sager, hvis tid er gået. En anden administrator godkender det, og først derefter slettes sagerne, én ad gangen. Protokollen bliver stående.
retention-disposals-none = Der er ikke foreslået noget endnu.
retention-holds = Slettestop
retention-holds-about = En sag eller en borger med et slettestop bliver ikke kasseret eller slettet, så længe stoppet gælder.
retention-holds-none = Der er ingen slettestop.
retention-cases = Sager
retention-cases-none = Ingen sager.
retention-column-flow = Forløb
retention-column-keep = Gemmes fra lukning
retention-column-then = Derefter
retention-column-longer = Kommunen gemmer længere
retention-column-number = Nummer
retention-column-proposed = Foreslået
retention-column-standing = Status
retention-column-on = Hvad
retention-column-ground = Begrundelse
retention-column-until = Til og med
retention-column-laid = Lagt af
retention-column-case = Sagsnummer
retention-column-last-day = Skulle gemmes til og med
retention-column-outcome = Hvad der sker
retention-for-ever = For altid: forløbet siger ikke noget
retention-then-erase = Slettes
retention-then-archive = Arkiveres og slettes
retention-by = { $by }, { $at }
retention-disposal = Kassation { $number }
retention-on-case = Sag { $number }
retention-on-citizen = Borger { $number }
retention-lifted = Ophævet af { $by }
retention-until-lifted = Indtil det ophæves
retention-lift = Ophæv
retention-lift-title = Ophæv et slettestop
retention-propose = Foreslå det, hvis tid er gået
retention-keep-longer = Gem et forløbs sager længere
retention-keep-hint = For eksempel 10 years. Lad feltet stå tomt for at følge forløbet.
retention-why = Hvorfor?
retention-hold = Læg et slettestop
retention-hold-case = En sag
retention-hold-citizen = Alle en borgers sager
retention-hold-number = Skriv sagens eller borgerens nummer, som det står i adressen på dens side.
retention-hold-on-one = Nævn enten en sag eller en borger.
retention-number = Nummer
retention-number-hint = Sagens eller borgerens nummer, som det står i adressen på dens side.
retention-until-hint = Lad feltet stå tomt, hvis stoppet gælder, indtil det ophæves.
retention-proposed = Venter på, at en anden godkender
retention-approved = Godkendt, ikke færdig
retention-withdrawn = Trukket tilbage
retention-finished = Færdig
retention-approved-by = Godkendt
retention-withdrawn-by = Trukket tilbage
retention-finished-at = Færdig
retention-way-approve = Godkend
retention-way-withdraw = Træk forslaget tilbage
retention-way-carry-out = Udfør de næste halvtreds
retention-count-waiting = { $count ->
    [one] Én venter
   *[other] { $count } venter
}
retention-count-erased = { $count ->
    [one] Én slettet
   *[other] { $count } slettet
}
retention-count-archived = { $count ->
    [one] Én arkiveret og slettet
   *[other] { $count } arkiveret og slettet
}
retention-count-kept = { $count ->
    [one] Én beholdt
   *[other] { $count } beholdt
}
retention-count-citizens = { $count ->
    [one] Én borger uden flere sager er slettet af registret
   *[other] { $count } borgere uden flere sager er slettet af registret
}
retention-erased = Slettet
retention-archived = Arkiveret i { $file } og slettet
retention-kept = Beholdt: { $why }
retention-kept-gone = sagen er her ikke mere
retention-kept-open = sagen er åben igen
retention-kept-parent-open = sagen, den hører til, er åben
retention-kept-not-due = dens tid er ikke gået
retention-kept-held = et slettestop gælder
retention-kept-unreadable = den kan ikke læses
retention-kept-changed = den blev ændret imens
retention-line = Kassation { $number } ({ $id }), foreslået af { $by } { $at }: { $standing }
retention-reason = Skriv hvorfor, på højst { $most } tegn.
retention-no-rule = Forløbet er ikke udgivet, eller det siger ikke, hvor længe dets sager gemmes. Skriv det i forløbet først.
retention-not-days = Tiden tælles i dage, uger, måneder eller år, for eksempel 10 years.
retention-shorter = Forløbet siger { $least }. Kommunen kan gemme sager længere, ikke kortere.
retention-over = Den sidste dag er gået. Vælg en senere, eller lad feltet stå tomt.
retention-unknown = Det findes ikke. Se efter, om nummeret er rigtigt.
retention-nothing = Ingen sagers tid er gået.
retention-under-way = En anden kassation er i gang. Gør den færdig, eller træk den tilbage, før der foreslås en ny.
retention-own = Du har selv foreslået det. En anden administrator skal godkende det.
retention-not-waiting = Det er godkendt, trukket tilbage eller ophævet i forvejen.
retention-not-approved = Det er ikke godkendt, eller det er færdigt.
retention-no-archive = Nogle af sagerne skal arkiveres, og der er ikke nævnt en mappe til det. Start programmet med --archive MAPPE, eller brug samspil retention run --archive MAPPE.
retention-archive-fault = Sagen kan ikke arkiveres, og den er derfor ikke slettet: { $detail }
retention-not-administrator = { $login } er ikke administrator. Kun administratorer foreslår, godkender og udfører.
account-wrong-password = Adgangskoden passer ikke til { $login }, eller kontoen er lukket. Skriv den som første linje på standard input.
account-password-changed-meanwhile = { $login } har fået en anden adgangskode imens. Intet er ændret; prøv igen.
flash-retention-kept = Det er skrevet ned.
flash-retention-held = Slettestoppet gælder.
flash-retention-lifted = Slettestoppet er ophævet.
flash-retention-proposed = Forslaget venter på, at en anden administrator godkender det.
flash-retention-approved = Kassationen er godkendt og kan udføres.
flash-retention-withdrawn = Forslaget er trukket tilbage.
flash-retention-carried = Det er gjort. Se nedenfor, om der er flere.
export-title = Alt om { $name }
export-about = Alt, kommunen har om dig i dette system: hvem du er, dine sager med alt, der er sket, andres sager, så langt du selv kan se dem, og hvem der har set oplysningerne.
export-made = Lavet { $at }
export-registered = Registreret
export-cases = Sager
export-own = Sagen handler om dig. Du er: { $as }
export-anothers = Sagen handler om en anden. Du er eller var: { $as }
export-unseen = Du kan ikke se sagen mere.
export-number = Sag
export-looks = Hvem har set oplysningerne
export-looks-cut = De nyeste { $most } opslag er med. Bed om resten.
export-history-cut = De første { $most } hændelser er med. Bed om resten.
export-archived = Arkiveret ved kassation { $number }. Alt, der er sket, ligger også i filen som JSON, en hændelse på hver linje.
citizen-taken-out = Alt om borgeren er skrevet til { $file }.
citizen-erase-held = Et slettestop gælder borgeren eller en af borgerens sager. Ophæv det først.
citizens-export = Giv borgeren indsigt
citizens-export-about = Alt om borgeren som én fil, borgeren kan læse. Det skrives i loggen, at den er taget ud.
citizens-change = Ret oplysningerne
citizens-change-title = Ret oplysningerne om { $name }
citizens-change-save = Gem
citizens-change-number = Lad feltet stå tomt for at beholde nummeret.
citizens-erase = Slet borgeren
citizens-erase-about = Oplysningerne om borgeren og det følsomme i borgerens sager kan ingen læse mere. Sagerne bliver stående. Det kan ikke fortrydes.
flash-citizen-changed = Oplysningerne er rettet.
flash-citizen-erased = Borgeren er slettet.
flash-citizen-erasing = Sletningen er foreslået. En anden administrator skal bede om det samme.
citizens-erase-waits = { $name } foreslog { $at } at slette borgeren: »{ $why }«. En anden administrator sletter ved at bede om det samme her.
citizens-erasing = Borgere, som en anden administrator skal slette
