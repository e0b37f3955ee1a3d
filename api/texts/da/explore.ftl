### samspil explore
explore-no-flow = Skriv, hvilket flow der skal søges i: samspil explore FLOW.
explore-did-you-mean = Flowet har intet, der hedder { $item }. Mente du { $near }?
explore-refused = Sagen kan ikke begynde sådan: { $what } { $because }
explore-progress = { $states } tilstande, { $megabytes } MB

explore-trace-yes = Ja, der er et forløb, der kan slutte: { $items }.
explore-trace-no = Nej, intet forløb går sådan og kan slutte: { $items }.
explore-trace-unknown = Der er ikke fundet et forløb, der går sådan og kan slutte: { $items }.
explore-closes-yes = Ja, sagen kan afsluttes.
explore-closes-no = Nej, sagen kan aldrig afsluttes.
explore-closes-unknown = Der er ikke fundet et forløb, hvor sagen kan afsluttes.
explore-done-yes = Ja, det kan ske: { $item }.
explore-done-no = Nej, det kan aldrig ske: { $item }.
explore-done-unknown = Der er ikke fundet et forløb, hvor det sker: { $item }.
explore-stuck-yes = Sagen kan køre fast. Herefter kan den aldrig afsluttes:
explore-stuck-no = Sagen kan ikke køre fast: hvor den end er kommet til, kan den afsluttes.
explore-stuck-unknown = Der er ikke fundet et sted, hvor sagen kører fast.
explore-never = Dette kan aldrig ske: { $items }.
explore-not-met = Dette skete ikke i det, der blev gennemgået: { $items }.
explore-all-done = Alt i flowet kan ske.
explore-states = { $count ->
    [one] 1 tilstand.
   *[other] { $states } tilstande.
}
explore-states-not-all = { $count ->
    [one] 1 tilstand, og der er flere.
   *[other] { $states } tilstande, og ikke alt er gennemgået.
}

explore-step = { $place }. { $what } { $data }
explore-then = Så sker af sig selv: { $items }.
explore-does-complete = { $party } gør: { $item }.
explore-does-complete-outside = Det sker: { $item }.
explore-does-activate = { $party } begynder: { $item }.
explore-does-activate-outside = Det begynder: { $item }.
explore-does-add = { $party } lægger ind: { $item }.
explore-does-end = Delsagen lukker: { $item }.
explore-does-end-undone = Delsagen slutter, før den er færdig: { $item }.
explore-does-message = Der kommer en besked: { $message }.
explore-does-set = Det bliver kendt: { $field }.
explore-does-come = Tiden kommer for: { $item }.
explore-does-climb = En frist når et trin i sin trappe.
explore-does-advance = Tiden går til { $at }.
explore-does-cancel = { $party } afbryder: { $item }.
explore-does-fail = { $party } opgiver: { $item }.
explore-does-redo = { $party } gør om: { $item }.
explore-does-take-out = { $party } tager ud: { $item }.
explore-does-bring-back = { $party } tager ind igen: { $item }.
explore-does-rest = { $party } lader hvile: { $item }.
explore-does-go-on = { $party } genoptager: { $item }.
explore-somebody = Nogen
