# En sag fortalt fra dens egen historik.
story-begun = { $who } åbner sagen efter forløbet »{ $flow }«.
story-who = { $name } ({ $party })
story-by-time = tiden
story-by-outside = nogen uden for sagen
story-done = { $who } udfører »{ $item }«.
story-done-late = { $who } udfører »{ $item }«, { $days ->
    [one] én arbejdsdag
   *[other] { $days } arbejdsdage
 } efter fristen.
story-chosen = { $field }: { $what }
story-words = { $field }: »{ $words }«
story-meanwhile = { $times ->
    [one] Én gang i denne tid er »{ $item }« udført.
   *[other] { $times } gange i denne tid er »{ $item }« udført.
 }
story-milestone = Milepæl: { $item }.
story-waited = Ventetiden er slut: { $item }.
story-reminded = { $to } bliver mindet om »{ $clock }« (senest { $due }).
story-told = { $to } får besked om »{ $clock }« (senest { $due }).
story-late = Fristen er overskredet for »{ $clock }« (senest { $due }).
story-ran-out = { $clock } udløber.
story-handed = »{ $item }« går over til { $to }.
story-opened = { $to } får en ny opgave: »{ $item }«.
story-raised = »{ $item }« kommer øverst på listen.
story-bound = { $who } giver sagen til { $unit } ({ $party }).
story-skipped = { $who } springer »{ $item }« over. Begrundelse: { $reason }
story-redone = { $who } lader »{ $item }« gøre om. Begrundelse: { $reason }
story-piece-added = { $who } lægger »{ $item }« ind. Begrundelse: { $reason }
story-out-of-turn = { $who } tager »{ $item }« uden for tur. Begrundelse: { $reason }
story-added = { $who } føjer »{ $item }« til sagen. Begrundelse: { $reason }
story-held = { $who } sætter sagen i bero. Begrundelse: { $reason }
story-resumed = { $who } genoptager sagen.
story-terminated = { $who } afslutter sagen før tid. Begrundelse: { $reason }
story-reopened = { $who } genåbner sagen. Begrundelse: { $reason }
story-closed = Sagen lukker: alt er gjort, og ingen skylder noget.
story-summary = Fortalt fra sagens egen historik over { $days } dage: { $late ->
    [0] ingen frister udløb
    [one] én frist udløb
   *[other] { $late } frister udløb
 }, { $reminded ->
    [0] ingen blev mindet om noget
    [one] der kom én påmindelse
   *[other] der kom { $reminded } påmindelser
 }, og { $escalated ->
    [0] intet gik videre.
    [one] én gang gik det videre til andre.
   *[other] { $escalated } gange gik det videre til andre.
 }
