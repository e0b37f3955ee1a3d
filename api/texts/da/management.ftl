### Ledelse: tal over mange sager

menu-management = Ledelse
management-title = Ledelse
management-about = Tal for { $period }. Kun tal, ingen borgere: det, der kommer fra færre end { $least } sager, vises ikke.
management-choose = Vælg tal
management-show = Vis
management-period = Periode
management-flow = Forløb
management-unit = Enhed
management-all-flows = Alle forløb
management-all-units = Alle enheder
management-year = { $year }
management-quarter = { $quarter }. kvartal { $year }
management-no-period = Skriv perioden som et år eller et kvartal: 2026 eller 2026-K1.
management-unplanned = Arbejde ud over planen ({ $name })
management-no-unit = Ingen enhed
management-nothing = Der er ingen tal at vise.
management-hidden = { $count ->
    [one] Én række vises ikke, fordi den kommer fra få sager.
   *[other] { $count } rækker vises ikke, fordi de kommer fra få sager.
}
management-in-part = uden små grupper
management-measures = Spørgeskemaer før og efter, med ændringen for hver gruppe
management-file = Hent tallene som fil (CSV)
management-number = { $count }
management-times = { $count ->
    [one] én gang
   *[other] { $count } gange
}
management-days = { $days ->
    [0] under et døgn
    [one] 1 dag
   *[other] { $days } dage
}
management-days-before = { $median } / { $ninety }
management-days-said = halvdelen højst { $median }, ni af ti højst { $ninety }
management-share = { $share } %
management-of = { $count } af { $all }
management-who-waits = { $who } venter på { $whom }
management-load-said = { $tasks } åbne, heraf { $overdue } over fristen
management-why = Se begrundelser for { $step }
management-back = Tilbage til tallene

management-waits = Hvem venter på hvem
management-waits-about = Hvor længe en part har ventet, før den anden blev færdig, så den selv kunne komme videre.
management-waits-bars = Ventetid: det mørke er halvdelen, det lyse ni af ti
management-deadlines = Frister
management-deadlines-about = Hvor mange frister der blev holdt, og hvor mange der udløb.
management-deadlines-bars = Holdte frister af alle
management-load = Opgaver lige nu
management-load-about = Hvor mange opgaver der er åbne nu hos hver part, og hvor mange der er over fristen.
management-load-bars = Åbne opgaver: det mørke er over fristen
management-deviations = Fravigelser
management-deviations-about = Trin, der er sprunget over, gjort om, taget i en anden orden eller lagt til.
management-deviations-bars = Fravigelser for hvert trin
management-contacts = Kontakt mellem myndighed og udfører
management-contacts-about = Dage fra den ene kontakt til den næste i samme sag: arbejde, der er givet videre, møder med begge og det, der er sagt mellem to sager.
management-contacts-bars = Dage mellem kontakter: det mørke er halvdelen, det lyse ni af ti
management-tasks = Opgaver løst til tiden
management-tasks-about = Hvor mange opgaver der blev løst, og hvor mange af dem med frist der blev løst før fristen.
management-tasks-bars = Løst til tiden af alle med frist

management-column-who-waits = Hvem venter på hvem
management-column-flow = Forløb
management-column-times = Gange
management-column-median = Halvdelen højst
management-column-before = Perioden før
management-column-ninety = Ni af ti højst
management-column-deadline = Frist
management-column-unit = Enhed
management-column-kept-of = Holdt
management-column-kept = Andel holdt
management-column-party = Part
management-column-open = Åbne
management-column-overdue = Over fristen
management-column-step = Trin
management-column-how = Hvordan
management-column-why = Begrundelser
management-column-in-time-of = Til tiden
management-column-in-time = Andel til tiden
management-column-case = Sag
management-column-when = Afsluttet

management-how-skipped = sprunget over
management-how-redone = gjort om
management-how-out-of-turn = taget i en anden orden
management-how-added = lagt til

management-reasons-title = Begrundelser for fravigelser
management-reasons-about = { $step } i { $flow }, { $period }. Du ser den seneste begrundelse i de sager, du selv har adgang til.
management-reasons-none = Der er ingen begrundelser i de sager, du har adgang til.
management-reasons-unseen = Der er også fraveget i sager, som du ikke har adgang til.

management-csv-period = Periode
management-csv-what = Tal
management-csv-flow = Forløb
management-csv-name = Trin eller frist
management-csv-party = Part
management-csv-other = Hvem eller hvordan
management-csv-unit = Enhed
management-csv-times = Gange
management-csv-in-time = Til tiden
management-csv-late = For sent
management-csv-median = Halvdelen højst (dage)
management-csv-ninety = Ni af ti højst (dage)
management-csv-in-part = Uden små grupper
management-csv-waits = Ventetid
management-csv-deadlines = Frister
management-csv-deviations = Fravigelser
management-csv-contacts = Kontakt
management-csv-tasks = Opgaver løst
management-csv-load = Åbne opgaver
management-csv-yes = ja
management-csv-no = nej
access-object-deviations = begrundelser for fravigelser

### Faresignaler og de fire spørgsmål

signs-title = Faresignaler og de fire spørgsmål
signs-open-page = Faresignaler og de fire spørgsmål
signs-about = { $cases ->
    [one] Én sag er set igennem.
   *[other] { $cases } sager er set igennem.
} Kun tal, ingen borgere: det, der viser sig hos færre end { $least }, vises ikke.
signs-more = Der er flere sager. Her er set på de { $cases }, der senest er ændret.
signs-data = I sagerne: { $question }
signs-flows = I forløbene: { $question }
signs-column-sign = Tegn
signs-column-flows = I eller mellem
signs-column-count = Hvor mange
signs-column-flow = Forløb
signs-column-open = Ubesvaret ved eftersynet
signs-none = Intet, der viser sig hos mange nok.
signs-flows-none = Ingen forløb har noget ubesvaret.
signs-between = { $flows }
signs-open = { $count ->
    [one] ét fund
   *[other] { $count } fund
}
signs-citizens = { $count ->
    [one] én borger
   *[other] { $count } borgere
}
signs-cases = { $count ->
    [one] én sag
   *[other] { $count } sager
}
signs-work-without-owner = Noget skal gøres, og ingen ejer det
signs-work-without-owner-hint = Bind en enhed eller en person til rollen i sagen.
signs-sides-apart = Den ene side har intet gjort i tre måneder
signs-sides-apart-hint = Mødes om sagen, også når intet brænder på: myndighed og udfører kender hinandens arbejde ved at følges ad.
signs-no-purpose = Hjælpen leveres, og formålet er ikke skrevet
signs-no-purpose-hint = Skriv formålet, før der leveres, så udføreren ved, hvad det er til for.
signs-goal-alone = Et mål står alene efter en måned
signs-goal-alone-hint = Skriv, hvad der gøres for målet, eller lad det falde sammen med borgeren.
signs-follow-up-late = Opfølgningen er over tiden
signs-follow-up-late-hint = Følg op nu, eller giv opfølgningen en rytme, der kan holdes.
signs-asked-twice = Flere spørger borgeren om det samme
signs-asked-twice-hint = Lad én spørge, og lad de andre læse svaret, når borgeren har sagt ja.
signs-parallel = Flere forløb er sat i gang ved siden af hinanden
signs-parallel-hint = Giv borgeren én tovholder og én plan.
signs-against = Mål trækker hver sin vej
signs-against-hint = Tal målene igennem på tværs, og skriv det overordnede mål.
signs-collide = Aftaler ligger på samme tid
signs-collide-hint = Se kalenderen på Én plan, før der aftales.
signs-crowded = For mange afdelinger kommer i samme uge
signs-crowded-hint = Aftal, hvem der kommer, og hvem der lader være.
signs-two-stories = Der står noget forskelligt i forskellige sager
signs-two-stories-hint = Spørg borgeren, hvad der gælder, og ret det begge steder.
signs-waits-long = Noget har ventet mere end en måned over fristen
signs-waits-long-hint = Find ud af, hvem der venter på hvem. Venter alle, er det forløbet, der skal ændres.
signs-back = En sag er afsluttet, og det samme er begyndt igen
signs-back-hint = Alle gjorde deres opgave, og problemet er der endnu. Spørg, om målet var det rigtige.
