### Billedet af et forløb: hvad der står i kasserne, på listen over tegn og i beskrivelserne

diagram-too-large = Forløbet har { $items } trin, frister og faser og { $links } forbindelser. Et billede kan højst have { $most-items } og { $most-links }. Del forløbet i flere.
diagram-summary = Billede af forløbet { $title }: { $stages ->
    [one] én fase
   *[other] { $stages } faser
}, { $items } trin, { $parties ->
    [one] én part
   *[other] { $parties } parter
}.

diagram-case-clocks = Sagens frister

diagram-kind-stage = Fase
diagram-kind-task = Opgave
diagram-kind-decision = Afgørelse
diagram-kind-meeting = Møde
diagram-kind-milestone = Milepæl
diagram-kind-action = Automatisk
diagram-kind-wait = Ventetid
diagram-kind-subcase = Delsag
diagram-kind-clock = Frist

diagram-owner = { $kind } · { $party }
diagram-with = med { $parties }
diagram-after-any = når mindst én er udført
diagram-after-some = når mindst { $count } er udført
diagram-after-coming = når de, der kommer, er kommet
diagram-condition = under en betingelse
diagram-not-before = tidligst efter { $length }
diagram-by-hand = begyndes af en person
diagram-by-hand-when = begyndes af en person i nogle tilfælde
diagram-when-added = når nogen lægger det ind
diagram-unplanned = mere kan lægges ind
diagram-required = påkrævet
diagram-required-when = påkrævet under en betingelse
diagram-by-ladder = åbnes af en trappe
diagram-optional = valgfri
diagram-out-of-play = ude, til den hentes ind
diagram-owed = skyldes fra begyndelsen
diagram-one-at-a-time = én ad gangen
diagram-ends-case = afslutter sagen
diagram-law = { $act } { $part }
diagram-wait-message = til beskeden { $message } kommer
diagram-wait-length = i { $length }
diagram-wait-both = til beskeden { $message }, højst { $length }

diagram-plain = { $text }
diagram-lasts = { $length }
diagram-lasts-range = { $target } til { $length }
diagram-lasts-window = senest, så vinduet kan holdes
diagram-lasts-before = { $length } før { $anchor }
diagram-lasts-until = senest { $anchor }
diagram-lasts-by = efter tabellen "{ $table }"
diagram-lasts-other = regnet fra noget andet
diagram-with-ladder = { $lasts }, trappe
diagram-item = »{ $item }«
diagram-anchor-field = { $field }
diagram-anchor-rhythm = den tid, rytmen giver
diagram-from-case = fra sagens begyndelse
diagram-from-field = fra { $field }
diagram-from-known = fra { $field } kendes
diagram-from-received = fra »{ $item }« er modtaget
diagram-from-received-on = fra det, der sendes { $field }, er modtaget
diagram-from-opened = fra »{ $item }« åbner
diagram-from-done = fra »{ $item }« er udført
diagram-from-owed = fra det skyldes
diagram-owed-for = { $lasts }, fra det skyldes
diagram-stands-still = står stille under { $items }

diagram-again-window = mindst { $count } gange på { $length }
diagram-again-each-time = ny runde hver gang
diagram-again-join = ny runde, når { $times ->
    [one] { $count } er kommet
   *[other] { $count } er kommet { $times } gange
}
diagram-each-row = for hver række af { $list }
diagram-each-number = for hvert tal til { $number }
diagram-again-while = igen under en betingelse
diagram-again-freely = så tit, nogen vil
diagram-again-side-by-side = højst { $count ->
    [one] én
   *[other] { $count }
} ad gangen
diagram-again-at-least = mindst { $count ->
    [one] én gang
   *[other] { $count } gange
}
diagram-again-at-most = højst { $count ->
    [one] én gang
   *[other] { $count } gange
}

diagram-legend = Tegnene i billedet
diagram-legend-kinds = Former
diagram-legend-sides = Hvem
diagram-legend-links = Forbindelser
diagram-legend-signs = Tegn
diagram-side-authority = Myndighed
diagram-side-provider = Udfører
diagram-side-citizen = Borger
diagram-side-relative = Pårørende
diagram-side-partner = Andre
diagram-side-parties = { $side }: { $parties }

diagram-legend-optional = stiplet kant: valgfri
diagram-legend-out = prikket kant: ude, til den hentes ind
diagram-legend-condition = begynder eller fortsætter kun under en betingelse
diagram-legend-clock = frist; trappe: nogen mindes eller får besked undervejs
diagram-legend-repeat = kommer igen
diagram-legend-hand = begyndes af en person
diagram-legend-ladder = åbnes, når en frist er ved at løbe ud eller er overskredet
diagram-legend-law = loven kræver det
diagram-legend-owed = skyldes fra begyndelsen, eller er påkrævet
diagram-legend-figures = tal fra levende sager

diagram-link-after = skal være udført, før det næste kan begynde
diagram-link-after-owes = skal være udført først, og så skyldes det næste
diagram-link-opened-by = når noget sker med det, åbner det næste
diagram-link-owes = når det er udført, skyldes det næste
diagram-link-each-time = hver gang det er udført, kommer en ny runde af det næste
diagram-link-not-while-owed = så længe det skyldes, må det næste ikke begynde eller udføres
diagram-link-not-with = må ikke være i gang samtidig
diagram-link-removes = tager det næste ud af sagen
diagram-link-brings-back = henter det næste ind i sagen
diagram-link-ends = afslutter det næste
diagram-link-again = arbejdet går tilbage: det næste begynder igen
diagram-link-opens = fristens trappe åbner det næste
diagram-link-reads = indgår i betingelsen for det næste

diagram-short-after = først
diagram-short-owes = skyldes
diagram-short-opened-by = åbner
diagram-short-each-time = ny runde
diagram-short-not-while-owed = venter på det
diagram-short-not-with = ikke samtidig
diagram-short-removes = ud
diagram-short-brings-back = ind
diagram-short-ends = slutter
diagram-short-again = igen
diagram-short-opens = trappe
diagram-short-reads = betingelse

diagram-between = Fra »{ $from }« til »{ $to }«: { $what }.

diagram-cue = { $parts }
diagram-cue-when = { $parts }, og når dette gælder: { $text }
diagram-cue-when-alone = dette kommer til at gælde: { $text }

diagram-about-kind = { $kind }.
diagram-about-owner = { $kind } for { $party }.
diagram-about-owner-with = { $kind } for { $party }, sammen med { $parties }.
diagram-about-opened-by = Åbnes, når dette sker: { $way }
diagram-about-or = Eller når dette sker: { $way }
diagram-about-ended-by = Slutter uden at være udført, når dette sker: { $way }
diagram-about-after = Kan begynde, når dette er udført: { $items }.
diagram-about-after-any = Kan begynde, når mindst én af disse er udført: { $items }.
diagram-about-after-some = Kan begynde, når mindst { $count } af disse er udført: { $items }.
diagram-about-after-coming = Kan begynde, når mindst ét af disse er udført og ingen af de andre kan komme mere: { $items }.
diagram-about-when = Kan kun begynde, når dette gælder: { $text }
diagram-about-not-before = Kan tidligst begynde { $length } derefter.
diagram-about-not-while-owed = Kan ikke begynde eller udføres, så længe dette skyldes: { $items }.
diagram-about-not-with = Kan ikke være i gang samtidig med { $items }.
diagram-about-one-at-a-time = Det, der ligger i fasen, er i gang én ad gangen.
diagram-about-by-hand = En person begynder det.
diagram-about-by-hand-when = En person begynder det, når dette gælder; ellers begynder det af sig selv: { $text }
diagram-about-when-added = Det er der først, når nogen lægger det ind.
diagram-about-unplanned = Arbejde kan lægges ind af { $parties }.
diagram-about-unplanned-everybody = Alle, der deltager, kan lægge arbejde ind.
diagram-about-unplanned-never = Der kan ikke lægges arbejde ind.
diagram-about-unplanned-pieces = Klar til at blive lagt ind: { $items }.
diagram-about-unplanned-own-words = Man kan også selv beskrive det arbejde, man lægger ind.
diagram-about-unplanned-for = Man kan også selv beskrive det arbejde, man lægger ind; det kan gives til { $parties }.
diagram-about-unplanned-at-most = { $most ->
    [one] Højst én ting kan lægges ind i en sag.
   *[other] Højst { $most } ting kan lægges ind i en sag.
}
diagram-about-unplanned-without-reason = Det kræver ingen begrundelse.
diagram-about-by-ladder = Åbnes kun af en frists trappe.
diagram-about-required = Fasen slutter ikke, før det er slut.
diagram-about-required-when = Fasen slutter ikke, før det er slut, når dette gælder: { $text }
diagram-about-awaited-once-possible = Fasen venter på det, når det kan begyndes.
diagram-about-awaited-under-way = Fasen venter kun på det, mens det er i gang.
diagram-about-awaited-first-time = Fasen venter på det, til det er udført én gang.
diagram-about-awaited-never = Fasen venter aldrig på det.
diagram-about-waits-for-all = Venter til sidst på alt, der ikke er slut.
diagram-about-waits-for-required = Venter til sidst på det, der er i gang, skyldes eller er påkrævet.
diagram-about-optional = Det er valgfrit; fasen kan slutte uden.
diagram-about-out-of-play = Er ude af sagen, til noget henter det ind.
diagram-about-owed = Skyldes fra begyndelsen.
diagram-about-done-before = Det var gjort, før sagen begyndte.
diagram-about-done-each-time = Fasen er gjort, hver gang noget i den er gjort og intet i den skyldes.
diagram-about-also-by = Det kan også gøres af { $parties }.
diagram-about-only-when = Kun når { $text }: { $relation }
diagram-about-delayed = Tidligst { $length } efter: { $relation }
diagram-about-wait = Slutter: { $until }.
diagram-about-subcase = En sag for sig efter forløbet { $flow }; færdig, når den lukker.
diagram-about-wait-matching = Kun beskeder, hvor dette gælder: { $text }
diagram-about-wait-not-kept = Beskeder, der kommer, mens ingen venter, går tabt.
diagram-lasts-when = { $lasts }, hvis { $text }
diagram-about-due = Frist: { $lasts }.
diagram-about-clock = { $lasts }, { $starts }.
diagram-about-pause = Fristen står stille under { $items }.
diagram-about-opens = Når fristen er ved at løbe ud eller er overskredet, åbnes: { $items }.
diagram-about-done-when = Er først udført, når dette gælder: { $text }
diagram-about-ends-when = Slutter uden at være udført, når dette gælder: { $text }
diagram-about-each-time = En ny runde kommer, hver gang dette er udført: { $items }.
diagram-about-join = En ny runde kommer, når { $times ->
    [one] { $count } af disse er udført
   *[other] { $count } af disse er udført { $times } gange
}: { $items }.
diagram-about-join-rest-ends = De, der ikke er kommet, når runden begynder, slutter.
diagram-about-rhythm = Kommer igen { $rhythm }.
diagram-about-while = Kommer igen, så længe dette gælder: { $text }
diagram-about-freely = Kan gøres, så tit nogen vil.
diagram-about-at-most = Sker { $times }.
diagram-about-until = Kommer ikke igen, når dette gælder: { $text }
diagram-about-four-eyes = Skal gøres af en anden person end { $items }.
diagram-about-law = { $law } kræver det.
diagram-about-letter = Brevet { $letter } sendes, når det er udført.
diagram-about-owed-to = { $item } skyldes { $party }.
diagram-about-owed-by = { $item } skyldes højst så længe: { $lasts }.
diagram-about-owed-to-by = { $item } skyldes { $party }, højst så længe: { $lasts }.
diagram-about-ends-clocks = Når det er udført, standser fristerne: { $clocks }.
diagram-about-fills = Her udfyldes: { $fields }.
diagram-about-asks = Beder borgeren om: { $code }
diagram-about-empties = Når en omgang begynder, står disse tomme: { $fields }.
diagram-about-says = Når det er udført, får den anden sag beskeden: { $message }.
diagram-about-sets = Når det er udført, sættes: { $fields }.
diagram-about-guidance = Vejledning: { $text }
diagram-about-heading = Hører under: { $text }
diagram-about-expects = Godt er: { $text }
diagram-about-closes = Sagen lukkes, når dette gælder: { $text }
diagram-about-closes-by-hand = Sagen lukkes af en person, når intet skyldes.
diagram-about-case-ends-when = Sagen slutter, før alt er gjort, når dette gælder: { $text }
diagram-about-case-ended-by = Sagen slutter, før alt er gjort, når dette sker: { $way }
diagram-about-state = Står nu: { $state }.
diagram-about-figures = I levende sager: { $figures }.
