### Betingelser: fejl i dem, og forklaringer på, hvordan det står til

guard-yes = ja
guard-no = nej
guard-unfilled = ikke udfyldt
guard-unknown = ukendt
guard-hidden = udfyldt (vises ikke her)
guard-filled = udfyldt
guard-nothing = tom
guard-quoted = "{ $text }"
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
    [yes] det kræves, at det er udført
   *[other] det kræves, at det ikke er udført
}
guard-owed = "{ $item }" { $state ->
    [yes] skyldes
   *[other] skyldes ikke
}; { $needed ->
    [yes] det kræves, at det skyldes
   *[other] det kræves, at det ikke skyldes
}
guard-skipped = "{ $item }" { $state ->
    [yes] er sprunget over
   *[other] er ikke sprunget over
}; { $needed ->
    [yes] det kræves, at det er sprunget over
   *[other] det kræves, at det ikke er sprunget over
}
guard-open = "{ $item }" { $state ->
    [yes] er i gang
   *[other] er ikke i gang
}; { $needed ->
    [yes] det kræves, at det er i gang
   *[other] det kræves, at det ikke er i gang
}
guard-exists = { $what } { $state ->
    [yes] er udfyldt
   *[other] er ikke udfyldt
}; { $needed ->
    [yes] det kræves, at feltet er udfyldt
   *[other] det kræves, at feltet ikke er udfyldt
}
guard-newer = { $left } { $state ->
    [yes] er nyere end
   *[other] er ikke nyere end
} { $right }; { $needed ->
    [yes] det kræves, at det er nyere
   *[other] det kræves, at det ikke er nyere
}
guard-rows-unfilled = { $list } er ikke udfyldt
guard-rows-all = { $list }: { $body } gælder for { $holds } af { $rows }{ $unknown ->
    [0] { "" }
   *[other] { " " }(ukendt for { $unknown })
}; der kræves alle
guard-rows-not-all = { $list }: { $body } gælder for { $holds } af { $rows }{ $unknown ->
    [0] { "" }
   *[other] { " " }(ukendt for { $unknown })
}; det kræves, at det ikke er alle
guard-rows-any = { $list }: { $body } gælder for { $holds } af { $rows }{ $unknown ->
    [0] { "" }
   *[other] { " " }(ukendt for { $unknown })
}; der kræves mindst én
guard-rows-none = { $list }: { $body } gælder for { $holds } af { $rows }{ $unknown ->
    [0] { "" }
   *[other] { " " }(ukendt for { $unknown })
}; der kræves ingen

guard-words-today = i dag
guard-words-times = antal gange "{ $item }" er udført
guard-words-done-on = den dag "{ $item }" sidst blev udført
guard-words-sum = summen af { $body } i { $list }
guard-words-min = det laveste af { $body } i { $list }
guard-words-max = det højeste af { $body } i { $list }
guard-words-count = antal rækker i { $list }
guard-words-count-where = antal rækker i { $list }, hvor dette gælder: { $body }
guard-words-days-between = dage fra { $first } til { $second }
guard-words-working-days-between = arbejdsdage fra { $first } til { $second }
guard-words-months-between = måneder fra { $first } til { $second }
guard-words-days-after = { $first } plus { $second } dage
guard-words-age-on = alderen for den, der er født { $first }, på dagen { $second }
guard-words-contains = { $first } med ordet { $second }
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
guard-wrong-kind = Her kræves { $wanted }; udtrykket giver { $found }.
guard-kinds-differ = Det kan ikke sammenlignes: { $left } og { $right }.
guard-no-order = Kun tal, datoer og klokkeslæt kan være større eller mindre; dette er { $kind }.
guard-not-a-choice = "{ $found }" er ikke en af mulighederne: { $choices }.
guard-outside-scale = { $found } ligger uden for skalaen { $from } til { $to }.
guard-not-number = Der kan kun regnes med tal; dette er { $kind }.
guard-not-a-date = "{ $text }" kan ikke læses.
guard-no-field = Feltet { $path } findes ikke.
guard-section-alone = { $section } er et afsnit. Skriv også feltet.
guard-nothing-inside = { $path } findes ikke; { $field } har ingen dele.
guard-list-in-list = { $path } er en liste i en liste. Den kan ikke bruges i betingelser.
guard-item-as-field = { $name } er et skridt i flowet, ikke et felt.
guard-no-item = Der er intet skridt, der hedder { $name }.
guard-no-function = Der er ingen funktion, der hedder { $name }.
guard-arguments = { $name } kan ikke bruges sådan.
guard-argument-kind = { $name } skal her have { $wanted }; dette er { $found }.
guard-column-outside = { $column } har en værdi for hver række i { $list }.
guard-column-elsewhere = { $column } hører til en anden liste end de øvrige.
guard-no-column = { $name } skal nævne en kolonne i en liste.
guard-nested = { $name } kan ikke stå inde i noget, der ser på én række ad gangen.
guard-circle = { $field } følger af sig selv: { $circle }.

guard-hint-symbol = Skriv { $symbol }.
guard-hint-quotes = Skriv tekster i dobbelte anførselstegn.
guard-hint-in = Skriv en sammenligning for hver mulighed med || imellem.
guard-hint-method = Skriv { $name }(…) om det, den skal bruges på.
guard-hint-compare = Skriv en sammenligning, for eksempel med == eller >.
guard-hint-whole = Feltet rummer kun hele tal.
guard-hint-date = Skriv date("{ $text }") med år, måned og dag: date("2026-01-05").
guard-hint-time = Skriv time("{ $text }") med timer og minutter: time("08:30").
guard-hint-unquoted = Skriv { $text } uden anførselstegn.
guard-hint-choices = De to felter har ingen muligheder til fælles.
guard-hint-days-between = Brug days_between(fra, til).
guard-hint-days-after = Brug days_after(dato, antal), eller days_between(fra, til).
guard-hint-near = Mente du { $name }?
guard-hint-fields = Felterne er { $fields }.
guard-hint-item = Skriv done({ $name }), hvis det skal være udført.
guard-hint-signature = Sådan skrives den: { $signature }.
guard-hint-column = Saml rækkerne, for eksempel med all({ $column }), any({ $column }) eller sum({ $column }).
guard-hint-elsewhere = Én funktion kan kun se på én liste ad gangen.
guard-hint-nested = Giv den indre værdi sit eget beregnede felt uden for listen, og brug det.
guard-hint-circle = Et beregnet felt skal følge af felter, som nogen udfylder.

guard-about-all = Gælder for alle rækker. Er listen ikke udfyldt, er svaret ukendt.
guard-about-any = Gælder for mindst én række.
guard-about-none = Gælder ikke for nogen række.
guard-about-count = Antal rækker, eller antal rækker hvor noget gælder. En liste, der ikke er udfyldt, har ingen rækker.
guard-about-sum = Summen over alle rækker; ukendt, hvis en række mangler tallet.
guard-about-min = Den laveste værdi; ukendt, hvis en række mangler den, eller der ingen rækker er.
guard-about-max = Den højeste værdi; ukendt, hvis en række mangler den, eller der ingen rækker er.
guard-about-done = Skridtet er udført mindst én gang.
guard-about-owed = Skridtet skyldes: nogens arbejde har gjort det påkrævet.
guard-about-times = Hvor mange gange skridtet er udført.
guard-about-skipped = Skridtet er sprunget over.
guard-about-open = Skridtet er i gang nu.
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
