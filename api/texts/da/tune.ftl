### Justering: kommandolinjen og siderne

tune-clock = { $flow } { $clock }: { $title }
tune-lasts = Varer { $length }; fra { $from } til { $to }.
tune-pause = Står stille for { $item } i højst { $length }; fra { $from } til { $to }.
tune-rule = Regel { $rule } giver { $length }; fra { $from } til { $to }.
tune-rule-otherwise = Hvor ingen regel passer, er det { $length }; fra { $from } til { $to }.
tune-extends = Kan forlænges { $length } i alt; fra { $from } til { $to }.
tune-window-times = Mindst { $count } gange; fra { $from } til { $to }.
tune-window-in-any = I enhver periode på { $length }; fra { $from } til { $to }.
tune-window-apart = Højst { $length } imellem; fra { $from } til { $to }.
tune-rung = Trin { $number } kommer ved "{ $at }"; fra { $from } til { $to }.
tune-rung-to = Trin { $number } må tale til: { $to }.
tune-every = Kommer igen med et mellemrum fra { $from } til { $to }.
tune-every-of = Kommer igen i en af disse rytmer: { $known }.
tune-none = Intet flow lader noget stå åbent, der kan justeres.
tune-journal-none = Intet er justeret.
tune-entry = { $number }. { $flow } { $clock } fra { $from }: { $what }. { $by }, { $at }: { $why }
tune-entry-over = { $number }. { $flow } { $clock } fra { $from }: { $what }. { $by }, { $at }: { $why } Trukket tilbage ved { $back }.
tune-entry-back = { $number }. Trækker { $other } tilbage. { $by }, { $at }: { $why }
tune-what-lasts = varer { $text }
tune-what-target = sigter mod { $text }
tune-what-pause = står stille for { $item } i højst { $text }
tune-what-rule = regel { $rule } giver { $text }
tune-what-rule-otherwise = { $text }, hvor ingen regel passer
tune-what-extends = kan forlænges { $text } i alt
tune-what-times = mindst { $text } gange
tune-what-in-any = i enhver periode på { $text }
tune-what-apart = højst { $text } imellem
tune-what-rung = trin { $number } ved "{ $text }"
tune-what-rung-to = trin { $number } til { $text }
tune-what-every = kommer igen "{ $text }"
tune-what-only-new = kun for nye frister
tune-what-shared = også for andre frister, der har det fra samme sted
tune-would-move = { $count ->
    [0] Ingen frist ville flytte sig
    [one] Én frist ville flytte sig
   *[other] { $count } frister ville flytte sig
} i { $cases ->
    [one] én åben sag
   *[other] { $cases } åbne sager
}; { $overdue ->
    [0] ingen ville blive overskredet
    [one] én ville blive overskredet
   *[other] { $overdue } ville blive overskredet
}, og { $told ->
    [0] ingen ville få besked med det samme
    [one] én besked ville blive sendt med det samme
   *[other] { $told } beskeder ville blive sendt med det samme
}.
tune-would-move-by = De ville flytte sig { $least } til { $most } dage; et minus er tidligere.
tune-would-tell = { $party } ville få besked { $count ->
    [one] én gang
   *[other] { $count } gange
}.
tune-would-plan = { $count ->
    [one] Én gang ville det, der kommer igen, få en anden næste gang.
   *[other] { $count } gange ville det, der kommer igen, få en anden næste gang.
}
tune-unfit = { $count ->
    [one] Én sag kører
   *[other] { $count } sager kører
} efter en version af flowet, der ikke tillader det, og ville blive, som den er.
tune-past = Havde det gjaldt det seneste år, siden { $since }: { $cases ->
    [one] én sag spillet igen
   *[other] { $cases } sager spillet igen
}{ $left ->
    [0] { "" }
   *[other] , { $left } udeladt
}{ $more ->
    [0] { "" }
   *[other] , ældre ikke talt med
}.
tune-past-rhythm = En opgave regnes for at vare lige så længe som den i samme sag, der åbnede nærmest på den; havde sagen ingen, regnes den for gjort, når den skulle.
tune-past-named = Gange, rytmen kom: { $would } i stedet for { $was }.
tune-past-opened = Opgaver, der åbnede: { $would } i stedet for { $was }.
tune-past-work = Opgaver til { $party }: { $would } i stedet for { $was }.
tune-past-breaches = Overskredet: { $would } i stedet for { $was }.
tune-past-reminders = Påmindelser: { $would } i stedet for { $was }.
tune-past-escalations = Eskaleringer: { $would } i stedet for { $was }.
tune-past-load = Beskeder til { $party }: { $would } i stedet for { $was }.
tune-moved = Fastlagt som nummer { $number }. { $count ->
    [0] Ingen frist flyttede sig.
    [one] Én frist flyttede sig:
   *[other] { $count } frister flyttede sig:
}
tune-why = Skriv hvorfor med --why, på højst 500 tegn.
tune-changed = Nogen har imens fastlagt nummer { $number }. Se det med samspil tune journal, og fastlæg dit igen.
tune-no-flow-name = Intet flow kan hedde "{ $name }".
tune-no-clock-name = Ingen frist kan hedde "{ $name }". Se samspil tune list.
tune-not-a-pause = "{ $text }" er ingen pause. Skriv trinet og længden: hearing=4 weeks.
tune-not-a-rule = "{ $text }" er ingen regel. Skriv dens nummer og længden: 2=4 weeks eller otherwise=5 months.
tune-not-a-rung = "{ $text }" er intet trin. Skriv dets nummer, og hvad det bliver: 2=3 working days before eller 2=leader.

menu-tunings = Frister
tunings-title = Justér frister
tunings-about = Du kan ændre frister, påmindelser og rytmer, så langt flowet og loven lader det stå åbent. Du ser, hvad der flytter sig, før det gælder, og alt kan trækkes tilbage.
tunings-open-title = Det, der kan justeres
tunings-journal-title = Det, der er justeret
tunings-column-clock = Frist
tunings-column-flow = Flow
tunings-column-open = Åbent
tunings-column-now = Nu
tunings-column-do = Gør
tunings-column-entry = Justering
tunings-column-who = Hvem og hvorfor
tunings-column-state = Tilstand
tunings-do = Justér
tunings-back = Træk tilbage
tunings-as-written = som flowet siger
tunings-holding = justering { $number }
tunings-state-waits = gælder fra { $at }
tunings-state-counting = åbne sager regnes om
tunings-state-holds = gælder
tunings-state-over = trukket tilbage ved nummer { $number }
tunings-state-done = udført
tunings-clock-title = Justér { $clock }
tunings-lasts = Hvor længe
tunings-lasts-hint = Fra { $from } til { $to }. Flowet siger { $length }. Skriv for eksempel "3 working days", "4 weeks" eller "2 months".
tunings-target = Længde at sigte mod
tunings-target-hint = Kortere end fristen. Flowet siger { $length }.
tunings-pause = Står stille for { $item }, højst
tunings-pause-hint = Fra { $from } til { $to }. Flowet siger { $length }.
tunings-rule = Regel { $rule }: { $line }
tunings-rule-otherwise = Hvor ingen regel passer
tunings-extends = Kan forlænges, højst i alt
tunings-window-times = Mindst så mange gange
tunings-window-in-any = I enhver periode på
tunings-window-apart = Højst så langt imellem
tunings-rung = Trin { $number }: hvornår
tunings-rung-hint = Fra { $from } til { $to }. Flowet siger { $at }.
tunings-rung-to = Trin { $number }: til hvem
tunings-every = Rytme
tunings-every-hint = Fra { $from } til { $to }, for eksempel "every 2 months".
tunings-from = Fra
tunings-unit = Kun hvor denne enhed har arbejdet
tunings-all-units = Alle enheder
tunings-only-new = Hvilke frister
tunings-only-new-yes = Kun frister, der begynder fra da af
tunings-shared = Andre frister
tunings-shared-yes = Også for { $clocks }
tunings-shared-hint = Gælder trin, regler og pauser, som fristerne har fra samme trappe, tabel eller pause. Det, der ellers ændres, gælder kun denne frist.
tunings-why = Hvorfor
tunings-preview = Vis, hvad der flytter sig
tunings-apply = Gennemfør
tunings-preview-title = Det ville ske
tunings-moved-title = Frister, der ville flytte sig
tunings-column-case = Sag
tunings-column-was = Forfalder nu
tunings-column-would = Ville forfalde
tunings-next = { $item }: næste gang
tunings-overdue = straks overskredet
tunings-none-move = Ingen frist ville flytte sig.
tunings-compare-title = Det seneste år ved siden af det, der skete
tunings-column-what = Hvad
tunings-column-happened = Skete
tunings-column-had = Havde det gjaldt
tunings-breaches = Overskredet
tunings-named = Gange, rytmen kom
tunings-opened = Opgaver, der åbnede
tunings-work = Opgaver til { $party }
tunings-runs = Gange fristen løb
tunings-reminders = Påmindelser
tunings-escalations = Eskaleringer
tunings-load = Beskeder til { $party }
tunings-seen-first = Se først, hvad der flytter sig, og gennemfør så.
tunings-back-title = Træk justering { $number } tilbage
tunings-back-do = Træk tilbage
flash-tuned = Justeringen er fastlagt. Åbne sager regnes efter den.
flash-tuning-back = Justeringen er trukket tilbage. Åbne sager regnes uden den.
