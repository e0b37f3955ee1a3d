### Betingelser: fejl i dem, og forklaringer på, hvordan det står til

guard-yes = ja
guard-no = nej
guard-unfilled = ikke udfyldt
guard-unknown = ukendt
guard-hidden = skjult
guard-filled = udfyldt
guard-nothing = tom
guard-quoted = "{ $text }"
guard-bracketed = ({ $part })
guard-with-value = { $what } ({ $value })

guard-is = { $what } er { $actual }
guard-equal = { $what } er { $actual }; der kræves { $needed }
guard-other = { $what } er { $actual }; der kræves noget andet end { $needed }
guard-less = { $what } er { $actual }; der kræves mindre end { $needed }
guard-at-most = { $what } er { $actual }; der kræves højst { $needed }
guard-more = { $what } er { $actual }; der kræves mere end { $needed }
guard-at-least = { $what } er { $actual }; der kræves mindst { $needed }
guard-before = { $what } er { $actual }; der kræves en tid før { $needed }
guard-latest = { $what } er { $actual }; der kræves senest { $needed }
guard-after = { $what } er { $actual }; der kræves en tid efter { $needed }
guard-earliest = { $what } er { $actual }; der kræves tidligst { $needed }
guard-one-of = mindst ét af dette kræves: { $parts }
guard-all-of = alt dette kræves: { $parts }
guard-done = "{ $item }" { $state ->
    [yes] er udført
   *[other] er ikke udført
}; { $needed ->
    [yes] det skal være udført
   *[other] det må ikke være udført
}
guard-owed = "{ $item }" { $state ->
    [yes] skyldes
   *[other] skyldes ikke
}; { $needed ->
    [yes] det skal skyldes
   *[other] det må ikke skyldes
}
guard-skipped = "{ $item }" { $state ->
    [yes] er sprunget over
   *[other] er ikke sprunget over
}; { $needed ->
    [yes] det skal være sprunget over
   *[other] det må ikke være sprunget over
}
guard-open = "{ $item }" { $state ->
    [yes] er i gang
   *[other] er ikke i gang
}; { $needed ->
    [yes] det skal være i gang
   *[other] det må ikke være i gang
}
guard-may-come = "{ $item }" { $state ->
    [yes] kan stadig komme
   *[other] kan ikke komme mere
}; { $needed ->
    [yes] det skal kunne komme
   *[other] det må ikke kunne komme
}
guard-exists = { $what } { $state ->
    [yes] er udfyldt
   *[other] er ikke udfyldt
}; { $needed ->
    [yes] feltet skal være udfyldt
   *[other] feltet må ikke være udfyldt
}
guard-newer = { $left } { $state ->
    [yes] er nyere end
   *[other] er ikke nyere end
} { $right }; { $needed ->
    [yes] det skal være nyere
   *[other] det må ikke være nyere
}
guard-contains = { $first } { $state ->
    [yes] indeholder { $second }
    [no] indeholder ikke { $second }
   *[other] er ikke udfyldt
}; { $needed ->
    [yes] det kræves, at { $second } står der
   *[other] det kræves, at { $second } ikke står der
}
guard-rows-unfilled = { $list } er ikke udfyldt
guard-rows-all = { $list }: "{ $body }" gælder for { $holds } af { $rows }{ $unknown ->
    [0] { "" }
   *[other] { " " }(ukendt for { $unknown })
}; der kræves alle{ $lacking ->
    [0] { "" }
   *[other] { " " }(mangler i række { $which })
}
guard-rows-not-all = { $list }: "{ $body }" gælder for { $holds } af { $rows }{ $unknown ->
    [0] { "" }
   *[other] { " " }(ukendt for { $unknown })
}; det kræves, at det ikke er alle
guard-rows-any = { $list }: "{ $body }" gælder for { $holds } af { $rows }{ $unknown ->
    [0] { "" }
   *[other] { " " }(ukendt for { $unknown })
}; der kræves mindst én
guard-rows-none = { $list }: "{ $body }" gælder for { $holds } af { $rows }{ $unknown ->
    [0] { "" }
   *[other] { " " }(ukendt for { $unknown })
}; der kræves ingen

guard-words-between = { $left } { $sign } { $right }
guard-words-not = ikke { $what }
guard-words-today = i dag
guard-words-rounds = antal runder af "{ $item }"
guard-words-times = antal udførelser af "{ $item }"
guard-words-done-on = den dag "{ $item }" sidst blev udført
guard-words-sum = summen af { $body } i { $list }
guard-words-min = det laveste af { $body } i { $list }
guard-words-max = det højeste af { $body } i { $list }
guard-words-count = antal rækker i { $list }
guard-words-count-where = antal rækker i { $list } med "{ $body }"
guard-words-days-between = dage fra { $first } til { $second }
guard-words-working-days-between = arbejdsdage fra { $first } til { $second }
guard-words-months-between = måneder fra { $first } til { $second }
guard-words-days-after = { $first } plus { $second } dage
guard-words-age-on = alder pr. { $second } (fødselsdato: { $first })
guard-words-contains = om { $first } indeholder { $second }
guard-words-length = antal tegn i { $first }

guard-kind-boolean = ja eller nej
guard-kind-integer = et helt tal
guard-kind-decimal = et decimaltal
guard-kind-money = et beløb
guard-kind-level = et trin på en skala
guard-kind-text = en tekst
guard-kind-choice = et valg
guard-kind-date = en dato
guard-kind-time = et klokkeslæt
guard-kind-person = en person
guard-kind-length = en længde af tid
guard-kind-list = en liste
guard-kind-record = en gruppe af felter
guard-kind-unknown = noget ukendt

guard-empty = Betingelsen er tom.
guard-too-long = Udtrykket er for langt; højst { $most } tegn. Del det op, for eksempel med et beregnet felt.
guard-too-deep = Udtrykket er for indviklet; højst { $most } niveauer. Del det op, for eksempel med et beregnet felt.
guard-not-expression = Her kan kun stå ét udtryk.
guard-syntax = "{ $found }" kan ikke stå her.
guard-unfinished = Udtrykket slutter, før det er færdigt.
guard-missing = Der mangler "{ $token }".
guard-open-text = Teksten er ikke afsluttet med anførselstegn.
guard-not-in-language = "{ $found }" findes ikke i betingelser.
guard-method = "{ $found }" kan ikke kaldes med punktum.
guard-logic-literal = På begge sider af && og || skal der stå noget, der er sandt eller falsk.
guard-logic = Her skal stå noget, der er sandt eller falsk; dette er { $kind }.
guard-choices-missing = Feltet har ikke mulighederne: { $choices }.
guard-other-parts = De to har ikke de samme dele.
guard-wrong-kind = Her kræves { $wanted }; udtrykket giver { $found }.
guard-kinds-differ = Kan ikke sammenlignes: { $left } og { $right }.
guard-no-order = Kun tal, datoer og klokkeslæt kan være større eller mindre; dette er { $kind }.
guard-not-a-choice = "{ $found }" er ikke en af mulighederne: { $choices }.
guard-outside-scale = { $found } er ikke et trin på skalaen fra { $from } til { $to }.
guard-always = Dette er altid sandt: skalaen går fra { $from } til { $to }.
guard-never = Dette er aldrig sandt: skalaen går fra { $from } til { $to }.
guard-not-number = Der kan kun regnes med tal; dette er { $kind }.
guard-not-a-date = "{ $text }" kan ikke læses.
guard-no-field = Feltet { $path } findes ikke.
guard-section-alone = { $section } er et afsnit. Skriv også feltet.
guard-nothing-inside = { $path } findes ikke; { $field } har ingen dele.
guard-list-in-list = { $path } er en liste i en liste. Den kan ikke bruges i betingelser.
guard-item-as-field = { $name } er et skridt i flowet, ikke et felt.
guard-no-item = Der er intet skridt, der hedder { $name }.
guard-inside-rows = { $name } findes én gang for hver række i { $stage }, og her er ingen række.
guard-leaks = { $field } er ikke følsomt, men får en værdi fra et felt, der er.
guard-hint-leaks = Skriv sensitive: true ved { $field }, eller sæt det af noget andet.
guard-last-round = "{ $item }" kan begynde på svaret fra forrige runde: "{ $other }" udfylder { $field }, og begge begynder forfra.
guard-hint-last-round = Lad det komme efter { $other }, eller spørg, om svaret er nyere: newer(done({ $other }), done(…)).
guard-too-dear = Det kan tage { $steps } trin at svare på, og højst { $most } må tages. Sagen går i stå, når det sker.
guard-hint-too-dear = En liste kan have { $rows } rækker. Gå færre gange igennem den, eller regn færre kolonner ud i hver række.
guard-hint-inside-rows = Spørg om { $stage }, eller om listens kolonner.
guard-no-function = Der er ingen funktion, der hedder { $name }.
guard-arguments = { $name } kan ikke bruges sådan.
guard-argument-kind = { $name } skal her have { $wanted }; dette er { $found }.
guard-column-outside = { $column } har en værdi for hver række i { $list }.
guard-column-elsewhere = { $column } hører til en anden liste end de øvrige.
guard-no-column = { $name } skal nævne en kolonne i en liste.
guard-nested = { $name } kan ikke stå inde i noget, der ser på én række ad gangen.
guard-circle = { $field } følger af sig selv: { $circle }.

guard-hint-write = Skriv { $text }.
guard-hint-quotes = Skriv tekster i dobbelte anførselstegn.
guard-hint-closure = Skriv kolonnens navn i stedet, for eksempel all(order.lines.rate > 0).
guard-hint-in = Skriv en sammenligning for hver mulighed med || imellem.
guard-hint-method = Skriv { $name }(…) om det, den skal bruges på.
guard-hint-compare = Skriv en sammenligning, for eksempel med == eller >.
guard-hint-whole = Feltet rummer kun hele tal.
guard-hint-date = Skriv datoen med år, måned og dag: date("2026-01-05").
guard-hint-time = Skriv klokkeslættet med timer og minutter: time("08:30").
guard-hint-unquoted = Skriv { $text } uden anførselstegn.
guard-hint-choices = De to felter har ingen muligheder til fælles.
guard-hint-days-between = Brug days_between(fra, til).
guard-hint-days-after = Brug days_after(dato, antal), eller days_between(fra, til).
guard-hint-comment = Skriv kommentarer efter # i YAML, uden for betingelsen.
guard-hint-near = Mente du { $name }?
guard-hint-fields = Felterne er blandt andet { $fields }.
guard-hint-item = Skriv done({ $name }), hvis det skal være udført.
guard-hint-signature = Sådan skrives den: { $signature }.
guard-hint-column = Sæt udtrykket i en funktion, der samler rækkerne: all(…), any(…), none(…), count(…), sum(…), min(…) eller max(…).
guard-hint-elsewhere = Én funktion kan kun se på én liste ad gangen.
guard-hint-nested = Giv den indre værdi sit eget beregnede felt uden for listen, og brug det.
guard-hint-circle = Et beregnet felt og en tabel skal følge af felter, som nogen udfylder.

guard-about-all = Gælder for alle rækker. Er listen ikke udfyldt, er svaret ukendt.
guard-about-any = Gælder for mindst én række.
guard-about-none = Gælder ikke for nogen række.
guard-about-count = Antal rækker, eller antal rækker hvor noget gælder. En liste, der ikke er udfyldt, har ingen rækker.
guard-about-sum = Summen over alle rækker; ukendt, hvis en række mangler tallet.
guard-about-min = Den laveste værdi; ukendt, hvis en række mangler den, eller der ingen rækker er.
guard-about-max = Den højeste værdi; ukendt, hvis en række mangler den, eller der ingen rækker er.
guard-about-done = Skridtet er udført mindst én gang.
guard-about-owed = Skridtet skyldes: nogens arbejde har gjort det påkrævet.
guard-about-rounds = Hvor mange runder af skridtet der er begyndt eller bedt om.
guard-about-times = Hvor mange gange skridtet er udført.
guard-about-skipped = Skridtet er sprunget over.
guard-about-open = Skridtet er i gang nu.
guard-about-may-come = Skridtet er i gang eller kan stadig begynde, efter hvad flowet siger. Hvor ingen kan vide det, kan det.
guard-about-done-on = Den dag skridtet sidst blev udført.
guard-about-exists = Feltet er udfyldt. En tom tekst eller en tom liste tæller ikke.
guard-about-newer = Den første tid ligger efter den anden, eller den anden mangler. Mangler den første, er svaret nej.
guard-about-today = Dags dato i København.
guard-about-date = En bestemt dato.
guard-about-time = Et bestemt klokkeslæt.
guard-about-days-between = Dage fra den første dato til den anden; under nul, hvis den anden ligger først.
guard-about-working-days-between = Arbejdsdage efter den første dato til og med den anden efter kommunens kalender.
guard-about-months-between = Hele måneder fra den første dato til den anden.
guard-about-days-after = Datoen så mange dage efter.
guard-about-age-on = Alder i hele år på en dato.
guard-about-contains = Den første tekst har den anden i sig, bogstav for bogstav.
guard-about-length = Antal tegn i en tekst.

explain-F0501 =
    Betingelsen kan ikke læses herfra.

    En betingelse er ét udtryk: felter, værdier og funktioner med == != < <= > >= imellem, sat sammen med && (og), || (eller) og ! (ikke). Tekster står i dobbelte anførselstegn. Et enkelt = findes ikke; lighed skrives ==.

    Forkert:
        when: decision.outcome = "granted" and assessment.need >= 2
    Rigtigt:
        when: decision.outcome == "granted" && assessment.need >= 2

explain-F0502 =
    Dette findes ikke i betingelser.

    En betingelse kan kun spørge. Den kan ikke gemme en værdi, gentage noget, vælge mellem grene eller slå op i en liste med et nummer. Rækkerne i en liste ses gennem listens kolonner og en funktion, der samler dem.

    Forkert:
        when: order.lines.any(|line| line.rate > 0)
    Rigtigt:
        when: any(order.lines.rate > 0)

explain-F0503 =
    Feltet findes ikke.

    Felter nævnes med afsnit og navn, som de står under data: assessment.need. En kolonne nævnes med listens navn foran: order.lines.rate. Kun et beregnet felt i en liste nævner rækkens egne kolonner uden noget foran.

    Forkert:
        when: need >= 2
    Rigtigt:
        when: assessment.need >= 2

explain-F0504 =
    Skridtet findes ikke.

    done(…), owed(…), times(…), rounds(…), skipped(…), open(…), may_come(…) og done_on(…) tager navnet på et skridt eller en fase i flowet, som det står foran dets kolon.

    Forkert:
        when: done(desicion)
    Rigtigt:
        when: done(decision)

explain-F0505 =
    Funktionen findes ikke.

    Funktionerne er all, any, none, count, sum, min og max om rækkerne i en liste; done, owed, times, rounds, skipped, open, may_come og done_on om et skridt; exists om et felt; newer, today, date, time, days_between, working_days_between, months_between, days_after og age_on om tid; contains og length om tekster.

    Forkert:
        when: days_since(application.received_on) > 14
    Rigtigt:
        when: days_between(application.received_on, today) > 14

explain-F0506 =
    Funktionen får for meget, for lidt eller noget forkert.

    Hver funktion tager et bestemt antal ting af en bestemt slags. Hintet viser, hvordan den skrives.

    Forkert:
        when: days_between(application.received_on) > 14
    Rigtigt:
        when: days_between(application.received_on, today) > 14

explain-F0507 =
    De to kan ikke sammenlignes.

    Kun ting af samme slags kan være ens: tal med tal (heltal, decimaltal, beløb og trin er alle tal), dato med dato, tekst med tekst. Kun tal, datoer og klokkeslæt kan være større eller mindre. Uden denne regel ville betingelsen bare være falsk hver gang, og ingen ville opdage det.

    Forkert:
        when: application.received_on > "2026-01-05"
    Rigtigt:
        when: application.received_on > date("2026-01-05")

explain-F0508 =
    Teksten er ikke en af feltets muligheder.

    Et valg sammenlignes med mulighedens navn, ikke med den titel, som mennesker ser.

    Forkert:
        when: decision.outcome == "Bevilget"
    Rigtigt:
        when: decision.outcome == "granted"

explain-F0509 =
    Tegnet kan ikke bruges på det, der står ved siden af.

    Der kan regnes med tal: + - * / %. På begge sider af && og || og efter ! skal der stå noget, der er sandt eller falsk. Med datoer regnes der med days_between og days_after.

    Forkert:
        when: today - status.written_on > 90
    Rigtigt:
        when: days_between(status.written_on, today) > 90

explain-F0510 =
    En kolonne har en værdi for hver række, og her er der brug for én værdi.

    Sæt kolonnen i en funktion, der samler rækkerne: all, any, none, count, sum, min eller max. I funktionen må der stå et helt udtryk, som regnes ud for hver række, men kun med kolonner fra én liste og uden en anden af disse funktioner.

    Forkert:
        when: order.lines.rate > 0
    Rigtigt:
        when: all(order.lines.rate > 0)

explain-F0511 =
    Udtrykket giver en anden slags værdi, end der er brug for her.

    when, done_when, ends_when, closes og deres lige skal give ja eller nej. Et udtryk under sets skal give det, som feltet kan rumme; et felt med hele tal kan ikke få et decimaltal.

    Forkert:
        when: assessment.need
    Rigtigt:
        when: assessment.need >= 2

explain-F0512 =
    Beregnede felter følger af hinanden i ring.

    Et beregnet felt skal kunne føres tilbage til felter, som nogen udfylder. I en ring er der ingen begyndelse.

    Forkert:
        total: { "{" }is: order.share * 2{ "}" }
        share: { "{" }is: order.total / 2{ "}" }
    Rigtigt:
        total: { "{" }is: sum(order.lines.price){ "}" }
        share: { "{" }is: order.total / 2{ "}" }

explain-F0513 =
    Udtrykket er for langt eller for indviklet.

    Det, som et menneske ikke kan læse op for en kollega, kan ingen stå inde for. Giv delene navne som beregnede felter, og sæt dem sammen.

explain-F0514 =
    Tallet er ikke et trin på feltets skala.

    En sammenligning med et trin, der ikke findes, har altid samme svar. Ret tallet, eller ret skalaen.

    Forkert:
        need: { "{" }type: level, of: 0..4{ "}" }
        when: assessment.need >= 5
    Rigtigt:
        when: assessment.need >= 4

explain-F0515 =
    Teksten er ikke en dato eller et klokkeslæt.

    Datoer skrives med år, måned og dag, klokkeslæt med timer og minutter.

    Forkert:
        when: application.received_on > date("5/1 2026")
    Rigtigt:
        when: application.received_on > date("2026-01-05")

explain-F0516 =
    Sammenligningen har samme svar for alle trin på skalaen.

    Enten er den overflødig, eller også er tallet eller tegnet forkert. En betingelse, der aldrig er sand, er et skridt, der aldrig kommer.

    Forkert:
        need: { "{" }type: level, of: 0..4{ "}" }
        when: assessment.need > 4
    Rigtigt:
        when: assessment.need >= 4

guard-length-loose = En længde af tid kan kun bruges til en frist.
guard-hint-length = Skriv den i lasts eller due: tabel.resultat.
guard-no-outcome = Tabellen "{ $table }" giver ikke noget, der hedder "{ $name }".
guard-table-rows = Tabellen "{ $table }" giver noget for hver række.
guard-table-alone = "{ $table }" er en hel tabel.
guard-table-deep = Det, tabellen "{ $table }" giver, har intet indeni.
