### Beslutningstabeller: det, folk læser af dem, og fejl i dem

table-titled = { $title }: { $value }
table-valid = Gælder
table-anything = uanset
table-not = ikke { $what }
table-between = { $from }–{ $to }
table-between-after = { $time ->
    [yes] efter
   *[no] over
} { $from } til og med { $to }
table-between-before = fra { $from } til { $time ->
    [yes] før
   *[no] under
} { $to }
table-between-inside = { $time ->
    [yes] efter { $from } og før { $to }
   *[no] over { $from } og under { $to }
}
table-over = { $time ->
    [yes] efter
   *[no] over
} { $value }
table-from = fra { $value }
table-under = { $time ->
    [yes] før
   *[no] under
} { $value }
table-to = til og med { $value }
table-with-unit = { $value } { $unit }
table-per = { $value } { $per ->
    [hour] pr. time
    [day] pr. dag
    [week] pr. uge
    [month] pr. måned
   *[year] pr. år
}
table-no-outcome = intet
table-always = altid
table-unknown = Tabellen "{ $table }" kan ikke svare endnu ({ $when })
table-hidden = Tabellen "{ $table }" ser på noget, der er skjult
table-none = Ingen regel i tabellen "{ $table }" passer ({ $when })
table-otherwise = Ingen regel i tabellen "{ $table }" passer ({ $when }), så ellers gælder { $gives }
table-no-rules = Ingen regel i tabellen "{ $table }" passer ({ $when }): { $gives }
table-rule = Regel { $rules } i tabellen "{ $table }" passer ({ $when }): { $gives }
table-rules = Reglerne { $rules } i tabellen "{ $table }" passer ({ $when }): { $gives }
table-outcome = { $what } (regel { $rule } i "{ $table }")
table-outcome-otherwise = { $what } (ingen regel i "{ $table }" passer)
table-outcome-of = { $what } (tabellen "{ $table }")
table-line = ({ $when }) { $value }
table-line-otherwise = (ellers) { $value }
table-row = Række { $row }: { $what }
table-no-column = Tabellen har ingen kolonne, der hedder "{ $name }". Den ser på: { $names }.

table-hit-unique = Højst én regel passer ad gangen.
table-hit-first = Den første regel, der passer, gælder.
table-hit-any = Flere regler kan passe og siger så det samme.
table-hit-priority = Af de regler, der passer, gælder den, hvis resultat står først i rækkefølgen.
table-hit-collect = Alle regler, der passer, gælder.
table-hit-rule-order = Alle regler, der passer, gælder, oppefra og ned.
table-hit-output-order = Alle regler, der passer, gælder, i resultaternes rækkefølge.
table-hit-sum = Resultaterne af de regler, der passer, lægges sammen.
table-hit-min = Det laveste resultat af de regler, der passer, gælder.
table-hit-max = Det højeste resultat af de regler, der passer, gælder.
table-hit-count = Resultatet er, hvor mange regler der passer.

table-not-a-value = "{ $text }" er ikke { $kind }.
table-hint-value = Skriv for eksempel { $example }.
table-comma = "{ $text }" er skrevet med komma.
table-hint-comma = Skriv { $text }. Flere værdier skrives som en liste: [1, 5].
table-not-a-choice = "{ $text }" er ikke et af valgene.
table-not-listed = "{ $text }" er ikke en af de værdier, kolonnen må give.
table-hint-one-of = Skriv et af disse: { $names }.
table-outside-scale = { $text } ligger uden for skalaen { $from }..{ $to }.
table-no-order = "{ $text }" er et interval, men kolonnen er { $kind } og har ingen rækkefølge.
table-hint-no-order = Nævn værdierne i en liste, eller skriv dem, der ikke passer, i not.
table-reversed = "{ $text }" slutter, før det begynder.
table-hint-reversed = Byt om på enderne.
table-interval = "{ $text }" kan ikke læses som et interval.
table-hint-interval = Skriv 18..66, 18.., ..66, eller i anførselstegn "> 18", "[18..67)".
table-not-a-length = "{ $text }" er ikke en længde.
table-not-readable = En tabel kan ikke se på { $kind }.
table-hint-readable = Lad den se på en tekst, et tal, et valg, ja eller nej, en dato eller et klokkeslæt.
table-no-ranks = Tabellen skal vælge efter resultaternes rækkefølge, men ingen af dem har en.
table-no-ranks-hint = Giv et resultat type: choice, eller skriv dets værdier i rækkefølge i values.
table-rows-of-rows = Tabellen ser på en listes kolonner og skal så give én værdi for hver række.
table-rows-of-rows-hint = Vælg en hit, der giver én værdi: unique, first, any, priority, sum, min, max eller count.
table-one-outcome = En tabel, der lægger sammen, tæller eller finder det laveste eller højeste, giver ét resultat.
table-one-outcome-hint = Del den i flere tabeller, eller vælg en anden hit.
table-counted = En tabel, der tæller, har altid et svar: 0, når ingen regel passer.
table-counted-hint = Slet otherwise.
table-hit-kind = Sådan et resultat kan tabellen ikke regne med på den måde, hit siger.
table-hit-kind-hint = sum kræver tal; min og max kræver tal, datoer eller klokkeslæt; en længde af tid kræver, at én regel gælder.
table-overlap = Regel { $one } og { $other } passer begge (for eksempel { $when }).
table-overlap-hint = Gør den ene snævrere, eller skriv hit: first, hvis den øverste skal gælde.
table-disagree = Regel { $one } og { $other } passer begge, men siger hver sit (for eksempel { $when }).
table-disagree-hint = Lad dem sige det samme, eller gør den ene snævrere.
table-more-overlaps = Der er { $more } par mere. Ret disse, og læs filen igen.
table-gap = Ingen regel i tabellen "{ $table }" passer (for eksempel { $when }).
table-gap-hint = Tilføj en regel, eller skriv i otherwise, hvad der ellers gælder.
table-fits-nothing = Regel { $rule } passer aldrig: en af dens celler rummer intet af det, tabellen er lavet til.
table-overruled-by = Regel { $rule } gælder aldrig: regel { $other } passer på alt det samme og går foran.
table-overruled = Regel { $rule } gælder aldrig: de regler, der går foran, passer tilsammen på alt det samme.
table-overruled-hint = Slet den, flyt den frem, eller gør de andre snævrere.
table-otherwise-never = Det, der står i otherwise, gælder aldrig: reglerne passer på alt.
table-not-complete = Tabellen "{ $table }" er for sammensat til, at alle huller kan findes.
table-not-complete-hint = Det, der er fundet, er rigtigt, men der kan være mere. Del tabellen, eller skriv otherwise.

explain-F0801 =
    Cellen rummer ikke en værdi af kolonnens slags.

    En kolonne har sin slags fra det, den ser på, eller fra den type, resultatet har. Tal skrives med punktum, datoer som 2026-01-31, ja og nej som true og false.

    Forkert:
        data:
          device: {"{"}urgent: {"{"}type: boolean{"}"}{"}"}
        tables:
          limit: {"{"}title: Frist, reads: {"{"}urgent: device.urgent{"}"}, gives: {"{"}lasts: length{"}"}, rules: [{"{"}urgent: ja, lasts: 1 week{"}"}], otherwise: {"{"}lasts: 4 weeks{"}"}{"}"}
    Rigtigt:
        data:
          device: {"{"}urgent: {"{"}type: boolean{"}"}{"}"}
        tables:
          limit: {"{"}title: Frist, reads: {"{"}urgent: device.urgent{"}"}, gives: {"{"}lasts: length{"}"}, rules: [{"{"}urgent: true, lasts: 1 week{"}"}], otherwise: {"{"}lasts: 4 weeks{"}"}{"}"}

explain-F0802 =
    Cellen nævner et valg eller en værdi, som kolonnen ikke har.

    Feltets valg kendes på deres navne og ikke på deres titler. Et resultat med values må kun give dem.

    Forkert:
        data:
          device: {"{"}kind: {"{"}type: choice, of: {"{"}ramp: Rampe, chair: Kørestol{"}"}{"}"}{"}"}
        tables:
          limit: {"{"}title: Frist, reads: {"{"}kind: device.kind{"}"}, gives: {"{"}lasts: length{"}"}, rules: [{"{"}kind: Rampe, lasts: 5 weeks{"}"}], otherwise: {"{"}lasts: 10 weeks{"}"}{"}"}
    Rigtigt:
        data:
          device: {"{"}kind: {"{"}type: choice, of: {"{"}ramp: Rampe, chair: Kørestol{"}"}{"}"}{"}"}
        tables:
          limit: {"{"}title: Frist, reads: {"{"}kind: device.kind{"}"}, gives: {"{"}lasts: length{"}"}, rules: [{"{"}kind: ramp, lasts: 5 weeks{"}"}], otherwise: {"{"}lasts: 10 weeks{"}"}{"}"}

explain-F0803 =
    Værdien ligger uden for kolonnens skala.

    Sådan en celle kunne aldrig passe.

    Forkert:
        data:
          d: {"{"}need: {"{"}type: level, of: 0..4{"}"}{"}"}
        tables:
          hours: {"{"}title: Timer, reads: {"{"}need: d.need{"}"}, gives: {"{"}hours: integer{"}"}, rules: [{"{"}need: 5, hours: 20{"}"}], otherwise: {"{"}hours: 10{"}"}{"}"}
    Rigtigt:
        data:
          d: {"{"}need: {"{"}type: level, of: 0..4{"}"}{"}"}
        tables:
          hours: {"{"}title: Timer, reads: {"{"}need: d.need{"}"}, gives: {"{"}hours: integer{"}"}, rules: [{"{"}need: 4, hours: 20{"}"}], otherwise: {"{"}hours: 10{"}"}{"}"}

explain-F0804 =
    Intervallet kan ikke bruges her.

    Kun tal, datoer og klokkeslæt har en rækkefølge. Et interval skrives 18..66 med begge ender med; 18.. og ..66 er åbne; "> 18" og "[18..67)" skrives i anførselstegn.

    Forkert:
        data:
          d: {"{"}age: {"{"}type: integer{"}"}{"}"}
        tables:
          fare: {"{"}title: Takst, reads: {"{"}age: d.age{"}"}, gives: {"{"}price: money{"}"}, rules: [{"{"}age: 66..18, price: 40{"}"}], otherwise: {"{"}price: 20{"}"}{"}"}
    Rigtigt:
        data:
          d: {"{"}age: {"{"}type: integer{"}"}{"}"}
        tables:
          fare: {"{"}title: Takst, reads: {"{"}age: d.age{"}"}, gives: {"{"}price: money{"}"}, rules: [{"{"}age: 18..66, price: 40{"}"}], otherwise: {"{"}price: 20{"}"}{"}"}

explain-F0805 =
    Tabellen ser på noget, som celler ikke kan passe på.

    En hel liste, en gruppe af felter eller en person har ingen værdi, en celle kan nævne. Se på et felt i dem, eller regn noget ud af dem.

    Forkert:
        data:
          order: {"{"}lines: {"{"}list: {"{"}hours: {"{"}type: decimal{"}"}{"}"}{"}"}{"}"}
        tables:
          size: {"{"}title: Størrelse, reads: {"{"}lines: order.lines{"}"}, gives: {"{"}hours: integer{"}"}, rules: [{"{"}lines: 3.., hours: 20{"}"}], otherwise: {"{"}hours: 10{"}"}{"}"}
    Rigtigt:
        data:
          order: {"{"}lines: {"{"}list: {"{"}hours: {"{"}type: decimal{"}"}{"}"}{"}"}{"}"}
        tables:
          size: {"{"}title: Størrelse, reads: {"{"}lines: count(order.lines){"}"}, gives: {"{"}hours: integer{"}"}, rules: [{"{"}lines: 3.., hours: 20{"}"}], otherwise: {"{"}hours: 10{"}"}{"}"}

explain-F0806 =
    Det, hit siger, kan ikke lade sig gøre med tabellens resultater.

    sum lægger tal sammen; min og max finder det laveste og højeste; count tæller regler: de giver ét resultat. priority og output_order kræver, at et resultat har en rækkefølge. En længde af tid gives af én regel.

    Forkert:
        data:
          d: {"{"}age: {"{"}type: integer{"}"}{"}"}
        tables:
          fee: {"{"}title: Gebyr, hit: sum, reads: {"{"}age: d.age{"}"}, gives: {"{"}name: text{"}"}, rules: [{"{"}age: 18.., name: voksen{"}"}]{"}"}
    Rigtigt:
        data:
          d: {"{"}age: {"{"}type: integer{"}"}{"}"}
        tables:
          fee: {"{"}title: Gebyr, hit: sum, reads: {"{"}age: d.age{"}"}, gives: {"{"}amount: money{"}"}, rules: [{"{"}age: 18.., amount: 40{"}"}]{"}"}

explain-F0807 =
    To regler passer på det samme, og tabellen siger ikke, hvilken der gælder.

    Med unique passer højst én regel ad gangen. Med any må flere passe, når de siger det samme. Fundet nævner et tilfælde, som begge passer på.

    Forkert:
        data:
          d: {"{"}age: {"{"}type: integer{"}"}{"}"}
        tables:
          fare: {"{"}title: Takst, reads: {"{"}age: d.age{"}"}, gives: {"{"}price: money{"}"}, rules: [{"{"}age: ..18, price: 20{"}"}, {"{"}age: 18.., price: 40{"}"}]{"}"}
    Rigtigt:
        data:
          d: {"{"}age: {"{"}type: integer{"}"}{"}"}
        tables:
          fare: {"{"}title: Takst, reads: {"{"}age: d.age{"}"}, gives: {"{"}price: money{"}"}, rules: [{"{"}age: ..17, price: 20{"}"}, {"{"}age: 18.., price: 40{"}"}]{"}"}

explain-F0808 =
    Der er tilfælde, som ingen regel passer på.

    Så har tabellen intet svar, og det, der bruger den, venter. Fundet nævner et sådant tilfælde. Uden for de dage, reglerne nævner, ledes der ikke.

    Forkert:
        data:
          d: {"{"}age: {"{"}type: integer{"}"}{"}"}
        tables:
          fare: {"{"}title: Takst, reads: {"{"}age: d.age{"}"}, gives: {"{"}price: money{"}"}, rules: [{"{"}age: ..17, price: 20{"}"}, {"{"}age: 19.., price: 40{"}"}]{"}"}
    Rigtigt:
        data:
          d: {"{"}age: {"{"}type: integer{"}"}{"}"}
        tables:
          fare: {"{"}title: Takst, reads: {"{"}age: d.age{"}"}, gives: {"{"}price: money{"}"}, rules: [{"{"}age: ..17, price: 20{"}"}, {"{"}age: 18.., price: 40{"}"}]{"}"}

explain-F0809 =
    Reglen gælder aldrig.

    Regler, der går foran, passer på alt det samme, eller en af dens celler passer på intet.

    Forkert:
        data:
          d: {"{"}age: {"{"}type: integer{"}"}{"}"}
        tables:
          fare: {"{"}title: Takst, hit: first, reads: {"{"}age: d.age{"}"}, gives: {"{"}price: money{"}"}, rules: [{"{"}age: 18.., price: 40{"}"}, {"{"}age: 67.., price: 20{"}"}], otherwise: {"{"}price: 0{"}"}{"}"}
    Rigtigt:
        data:
          d: {"{"}age: {"{"}type: integer{"}"}{"}"}
        tables:
          fare: {"{"}title: Takst, hit: first, reads: {"{"}age: d.age{"}"}, gives: {"{"}price: money{"}"}, rules: [{"{"}age: 67.., price: 20{"}"}, {"{"}age: 18.., price: 40{"}"}], otherwise: {"{"}price: 0{"}"}{"}"}

explain-F0810 =
    Tabellen er for sammensat til, at alle dens huller kan findes.

    Der ledes gennem alle kombinationer af det, cellerne skelner mellem, men kun et vist antal. Det, der er fundet, er rigtigt. Del tabellen i flere, eller skriv otherwise.
