# Det, som samspil verify siger.
verify-whole = Alt er, som det blev skrevet: { $events } hændelser i { $cases } sager og { $entries } opslag i adgangsloggen.
verify-not-whole = { $bad ->
    [one] Der er fundet én forkert række.
   *[other] Der er fundet { $bad } forkerte rækker.
} Nåede igennem { $events } hændelser i { $cases } sager og { $entries } opslag. Hent de forkerte rækker fra en sikkerhedskopi, og find ud af, hvem der kan skrive i databasen.
verify-not-all = { $bad ->
    [one] Én kommune kunne ikke åbnes og er ikke efterset.
   *[other] { $bad } kommuner kunne ikke åbnes og er ikke efterset.
} Resten er, som det blev skrevet: { $events } hændelser i { $cases } sager og { $entries } opslag i adgangsloggen.
verify-not-replayed = { $cases ->
    [one] Én sag kunne ikke spilles igennem igen, fordi noget i den er slettet efter reglerne.
   *[other] { $cases } sager kunne ikke spilles igennem igen, fordi noget i dem er slettet efter reglerne.
}
verify-held-against = Holdt op mod underskrevne ender til og med linje { $line } fra { $at }.
verify-bad-event = { $table }, kommune { $tenant }, sag { $case }, nummer { $number }: { $what }
verify-bad-case = { $table }, kommune { $tenant }, sag { $case }: { $what }
verify-bad-entry = { $table }, kommune { $tenant }, nummer { $number }: { $what }
verify-bad-tenant = { $table }, kommune { $tenant }: { $what }
verify-missing = Rækken mangler; nummer { $found } står på dens plads.
verify-body = Indholdet er ikke det, der blev skrevet.
verify-chain = Rækken, eller det før den, er ikke det, der blev skrevet.
verify-ends = Historikken slutter ved nummer { $found }, men sagen er ved nummer { $expected }.
verify-no-case = Der er hændelser i en sag, som ikke findes.
verify-cut-short = Der er skåret af: nummer { $signed } er underskrevet, men det sidste her er nummer { $found }.
verify-not-as-signed = Kæden hænger sammen, men er en anden end den, der er underskrevet: Den er skrevet om.
verify-gone = Den er underskrevet, men findes ikke her.
verify-unusable = Kommunen kan ikke åbnes, og intet i den er efterset. { $why }
verify-not-as-replayed = Sagen er ikke det, som dens hændelser gør den til.
verify-unreadable = Rækken kan ikke læses: { $detail }
verify-progress = Efterser
verify-file = { $file } kan ikke bruges: { $detail }.
verify-key-shape = Nøglen kan ikke læses. En nøgle er 64 tegn (0-9 og a-f) og laves med samspil verify keygen.
verify-heads-shape = Linje { $line } i filen med underskrevne ender kan ikke læses. Tag filen fra der, hvor den ikke kan ændres.
verify-heads-signature = Linje { $line } i filen med underskrevne ender er ikke underskrevet med den nøgle. Se efter, at det er den rigtige nøgle; er det det, er filen ændret.
verify-heads-order = Linje { $line } i filen med underskrevne ender følger ikke efter linjen før: Der mangler linjer, eller de er byttet om.
verify-heads-not-ours = Filen med underskrevne ender kan ikke læses til ende. Flyt den, så begynder en ny.
verify-keys-made = Nøglen ligger i { $secret }: giv den til samspil serve med --signing-key, og lad ingen andre læse den. Det, man kontrollerer med, ligger i { $public }: gem det et andet sted end databasen.
