# Det, som samspil keys siger, og hvad der kan være galt med nøgler.
keys-made = Nøglerne ligger i { $file }. Gem en kopi et andet sted end databasen og dens kopier: Uden dem kan ingen læse det, der er gemt under dem.
keys-rotated = { $file } har nu nøgle { $newest }. Start programmet igen, så gemmes alt nyt under den. Gem en ny kopi af filen.
keys-listed = { $file } har { $count ->
    [one] nøgle { $newest }.
   *[other] { $count } nøgler; den nyeste er { $newest }.
}
keys-no-file = Filen med nøgler { $file } kan ikke bruges: { $detail }. Lav en ny med samspil keys new, eller peg --keys på den rigtige.
keys-open = Filen { $file } kan læses eller ændres af andre på maskinen. Giv den sin ejer alene (chmod 600), og skift nøglerne, hvis nogen kan have læst dem.
keys-unfit = Filen med nøgler { $file } kan ikke bruges: { $why }
keys-service = Nøglerne kan ikke hentes fra { $url }: { $why } Se efter, at --keys-from er den rigtige adresse, og at tjenesten kører.
keys-service-refused = Tjenesten med nøgler på { $url } siger nej ({ $status }). Forny adgangen i filen, som --keys-token-file peger på, og se efter, at den må læse nøglerne.
keys-service-answer = Svaret fra { $url } har ingen tekst ved { $at }. Se efter, hvor tjenesten lægger hemmeligheden, og skriv stedet med --keys-at.
keys-service-unfit = Det, som { $url } svarer, er ikke teksten af en fil med nøgler: { $why }
keys-service-ca = Filen { $file } har ingen certifikater, der kan læses (PEM). Peg --keys-ca på filen med den udsteder, som tjenesten med nøgler bruger.
vault-no-keys = Programmet har ingen nøgler til personoplysninger. Lav dem med samspil keys new, og start programmet med --keys og filen.
vault-no-such-key = Nøgle { $number } er ikke blandt nøglerne. Start programmet med den fil, der har alle nøgler, også de gamle.
vault-broken = Det kan ikke åbnes med nøglen: Enten er det en anden nøgle, eller også er det, der er gemt, blevet ændret. Start programmet med den rigtige fil.
vault-no-chance = Maskinen giver ingen tilfældige tal. Se efter, at /dev/urandom kan læses.
vault-line = Linje { $line } er ikke en nøgle. Hent filen fra kopien.
vault-missing = Der mangler en linje, der begynder med { $word }. Hent filen fra kopien.
vault-locked = Databasen har personoplysninger, der er gemt under nøgler. Start programmet med --keys og filen med nøglerne, eller med --keys-from, hvis en tjeneste har dem.
vault-other-keys = Nøglerne er ikke dem, som databasen er gemt under. { $why }
vault-destroyed = Personens nøgle er slettet, og oplysningerne med den. Der kan ikke gemmes nye følsomme oplysninger på sagen.
secret-file-unfit = Filen { $file } kan ikke læses: { $detail }.
secret-file-line = Filen { $file } skal rumme hemmeligheden på én linje, højst 8.192 tegn.
