# Hvad der er sket i en sag, i sætninger. $kind er stage, task, decision, meeting, milestone, action eller wait.
history-by-engine = Samspil
history-by-outside = Et andet system
history-in-stead-of = { $who } i stedet for { $name }
history-other = Sagen blev ændret.

history-case-started = Sagen »{ $title }« blev oprettet.
history-party-bound = { $party } i sagen er nu { $to }.
history-party-unbound = Ingen er længere { $party } i sagen.
history-consent-given = Samtykke givet til { $party }: { $covers }.
history-consent-withdrawn = Samtykket til { $party } er trukket tilbage.
history-people-looked-up = En part er kommet på sagen eller ikke længere på den.
history-phase-began = Fasen { $phase } begynder.
history-protection = { $what ->
    [both] Navn og adresse er beskyttet.
    [name] Navnet er beskyttet.
    [address] Adressen er beskyttet.
   *[none] Beskyttelsen af navn og adresse er ophørt.
}
history-opened-with-reason = Sagen er åbnet til og med { $until } af en, der ikke er på den: { $reason }
history-register-visited = { $deed ->
    [revealed] { $person }, der ikke er på nogen af borgerens sager, har fået borgerens CPR-nummer vist i registret: { $reason }
    [changed] { $person }, der ikke er på nogen af borgerens sager, har ændret borgerens oplysninger i registret: { $reason }
   *[extracted] { $person }, der ikke er på nogen af borgerens sager, har taget alt ud, der står om borgeren: { $reason }
}
history-held = Sagen blev sat i bero. Begrundelse: { $reason }
history-resumed = Sagen blev genoptaget.
history-closed = Sagen blev afsluttet: alt arbejde er gjort.
history-ended-by = Sagen blev afsluttet, før alt var gjort, fordi »{ $item }« er løst.
history-ended = Sagen blev afsluttet, før alt var gjort: forløbets betingelse for det er opfyldt.
history-terminated = Sagen blev afsluttet før tid. Begrundelse: { $reason }
history-reopened = Sagen blev genåbnet. Begrundelse: { $reason }
history-message-came = Beskeden »{ $message }« kom ind.
history-message-lost = Beskeden »{ $message }« kom ind, men ingen ventede på den.
history-message-used = Beskeden »{ $message }« blev brugt.
history-subcase-called = Delsagen »{ $item }« skal oprettes.
history-subcase-began = Delsagen »{ $item }« begyndte.
history-subcase-done = Delsagen »{ $item }« lukkede.
history-subcase-ended = Delsagen »{ $item }« sluttede, før den var færdig.
history-subcase-ended-because = Delsagen »{ $item }« sluttede, før den var færdig. Begrundelse: { $reason }
history-subcase-taken = Oplysninger blev hentet fra delsagen »{ $item }«.
history-subcase-let-go = Delsagen »{ $item }« slutter også.
history-ended-with-parent = { $because ->
    [case] Sagen sluttede, fordi den sag, den hører til, sluttede.
    [taken-out] Sagen sluttede, fordi den blev taget ud af den sag, den hører til.
   *[item] Sagen sluttede, fordi dens punkt i den sag, den hører til, sluttede.
}
history-ended-with-parent-because = { $because ->
    [case] Sagen sluttede, fordi den sag, den hører til, sluttede. Begrundelse: { $reason }
    [taken-out] Sagen sluttede, fordi den blev taget ud af den sag, den hører til. Begrundelse: { $reason }
   *[item] Sagen sluttede, fordi dens punkt i den sag, den hører til, sluttede. Begrundelse: { $reason }
}

history-data = Oplysninger blev ændret.
history-data-set = { $field }: { $value }
history-data-text = { $field }: »{ $value }«
history-data-cleared = { $field } blev slettet.
history-data-rows = { $field }: { $rows ->
    [0] ingen rækker
    [one] 1 række
   *[other] { $rows } rækker
}

history-planned = »{ $item }« er planlagt til { $at }.
history-planned-never = »{ $item }« er ikke længere planlagt.
history-possible = »{ $item }« kan begyndes.
history-no-longer-possible = »{ $item }« kan ikke længere begyndes.
history-row-came = »{ $item }« kom med, fordi rækken kom til.
history-row-gone = »{ $item }« gik ud, fordi rækken er væk.
history-opened = { $kind ->
    [stage] Fasen »{ $item }« begyndte{ $round ->
        [1] .
       *[other] { " " }igen ({ $round }. gang).
    }
    [wait] Ventetiden »{ $item }« begyndte.
   *[other] »{ $item }« blev åbnet{ $round ->
        [1] .
       *[other] { " " }igen ({ $round }. gang).
    }
}
history-claimed = { $person } tog »{ $item }«.
history-released = »{ $item }« blev lagt tilbage, så andre kan tage den.
history-handed-over = »{ $item }« blev overdraget til { $to }.
history-handed-over-because = »{ $item }« blev overdraget til { $to }: { $reason }
history-given = »{ $item }« blev givet til { $person }: { $reason }
history-draft = Der blev gemt en kladde til »{ $item }«.
history-done = { $kind ->
    [stage] Fasen »{ $item }« er slut.
    [milestone] Milepælen »{ $item }« er nået.
    [wait] Ventetiden »{ $item }« er slut.
    [meeting] Mødet »{ $item }« er holdt.
    [decision] Afgørelsen »{ $item }« er truffet.
   *[other] »{ $item }« er løst.
}
history-skipped = »{ $item }« blev udeladt. Begrundelse: { $reason }
history-redone = »{ $item }« skal laves om. Begrundelse: { $reason }
history-out-of-turn = »{ $item }« fraviger forløbet. Begrundelse: { $reason }
history-added = Ekstra opgave til { $party }: »{ $item }«. Begrundelse: { $reason }
history-added-silently = Ekstra opgave til { $party }: »{ $item }«
history-piece-added = »{ $item }« er lagt ind i sagen. Begrundelse: { $reason }
history-piece-added-silently = »{ $item }« er lagt ind i sagen
history-cancelled = { $kind ->
    [stage] Fasen »{ $item }« blev afbrudt.
   *[other] »{ $item }« sluttede uden at blive løst.
}
history-again = »{ $item }« kan begynde forfra.
history-asked-again = Der blev bedt om »{ $item }« en gang til.
history-arrived = »{ $by }« kom og tæller med til »{ $item }«.
history-joined = Nok er kommet til en runde af »{ $item }«.
history-joins-anew = Alt er kommet til runden af »{ $item }«; det næste tæller til en ny.
history-called = »{ $item }« blev sat i gang, fordi der blev kaldt på den.
history-owed = »{ $item }« skal løses, før sagen kan afsluttes.
history-owed-by = »{ $item }« skal nu løses, fordi »{ $by }« er løst.
history-taken-out = »{ $item }« gik ud af sagen.
history-brought-back = »{ $item }« kom med i sagen igen.
history-raised = »{ $item }« blev sat øverst på listen.
history-rested = »{ $item }« blev lagt i bero. Begrundelse: { $reason }
history-went-on = »{ $item }« blev genoptaget.
history-wait-ends = »{ $item }« slutter af sig selv { $at }.
history-failed = »{ $item }« blev opgivet. Begrundelse: { $reason }
history-heard = Noget af det, der åbner »{ $item }«, er sket.
history-heard-out = Noget af det, der slutter »{ $item }«, er sket.
history-cued = Det, der åbner »{ $item }«, er sket.
history-case-heard = Noget af det, der slutter sagen, er sket.

history-clock-started = Fristen »{ $clock }« begyndte at løbe og udløber { $due }.
history-clock-moved = Fristen »{ $clock }« blev flyttet til { $due }.
history-clock-paused = Fristen »{ $clock }« står stille.
history-clock-resumed = Fristen »{ $clock }« løber igen og udløber { $due }.
history-clock-pause-used = Fristen »{ $clock }« løber igen: den har stået stille, så længe den må. Den udløber { $due }.
history-clock-extended = Fristen »{ $clock }« blev forlænget med { $length } til { $due }: { $reason }
history-rungs-acknowledged = Der blev kvitteret for »{ $clock }«.
history-calendar = Sagen regner nu med kommunens kalender nr. { $version }.
history-tunings = Fristerne regnes efter det, der er justeret.
history-clock-breached = Fristen »{ $clock }« blev overskredet.
history-clock-met = Det, som fristen »{ $clock }« gælder, er gjort.
history-clock-stopped = Fristen »{ $clock }« bortfaldt.
history-rung = Der blev skredet ind, fordi fristen »{ $clock }« nærmer sig eller er overskredet.
history-meeting-set = »{ $item }« blev aftalt til { $starts } til { $ends }, { $place }
history-meeting-called-off = »{ $item }« blev aflyst. Begrundelse: { $reason }
history-meeting-told = { $count ->
    [0] Ingen skal længere med til »{ $item }«
    [one] Én skal med til »{ $item }« og har fået besked
   *[other] { $count } skal med til »{ $item }« og har fået besked
 }
history-pair-called = Sagen danner par med en sag hos { $other }.
history-pair-began = Den anden sag hos { $other } begyndte.
history-said = »{ $message }« blev sagt til { $other }.
history-said-to-us = »{ $message }« kom fra { $other }.
history-pair-over = { $because ->
    [other-closed] Den anden sag hos { $other } er afsluttet; der siges ikke mere.
    [other-ended] Den anden sag hos { $other } blev afsluttet før tid; der siges ikke mere.
    [own-ended] { $other } får at vide, at sagen er afsluttet.
    [other-gone] Den anden sag hos { $other } findes ikke længere.
   *[message] Der siges ikke mere mellem sagen og { $other }.
}
history-pair-over-because = { history-pair-over } Begrundelse: { $reason }
history-letter-written = Et brev blev skrevet ved »{ $item }«
history-letter-sent = Brevet fra »{ $item }« blev sendt { $on } ({ $channel })
history-letter-received = Brevet fra »{ $item }« kom { $on }: { $shown }
history-letter-failed = Brevet fra »{ $item }« kom ikke frem: { $reason }
