# Det, som borgeren og de pårørende læser om en sag.
own-front = Mine sager
own-front-none = Der er ingen sager, du kan se lige nu. Har du set en sag her før, er din adgang slut. Det kan være, fordi et samtykke er trukket tilbage, eller fordi din tid i sagen er gået. Du har ikke gjort noget galt. Spørg kommunen, hvis du tror, det er en fejl.
own-front-none-here = Du kan ikke længere se sagerne på denne side. Se på de andre sider.
own-pages = Sagens sider
own-now = Nu og snart
own-plan = { $who ->
    [citizen] Min plan
   *[relative] Planen
}
own-meetings = { $who ->
    [citizen] Mine møder
   *[relative] Møderne
}
own-letters = { $who ->
    [citizen] Mine breve
   *[relative] Brevene
}
own-consents = { $who ->
    [citizen] Mine samtykker
   *[relative] Borgerens samtykker
}
own-looked = Hvem har set sagen
own-now-title = Her er sagen nu
own-now-open = Sagen er i gang.
own-now-in = Sagen er nået til: { $stages }.
own-now-rests = Sagen er sat på pause. Der sker ikke noget, før den går videre.
own-now-ended = Sagen sluttede den { $at }. Du kan stadig læse den.
own-now-yours = { $count ->
    [one] Der er én ting, du skal gøre.
   *[other] Der er { $count } ting, du skal gøre.
}
own-now-theirs = Vi venter ikke på dig. Det er de andre, der skal gøre noget.
own-owed = Det skal du gøre
own-owed-nothing = Du skal ikke gøre noget lige nu.
own-possible = Det kan du gøre, når du vil
own-others = Det skal de andre gøre
own-others-nothing = Der er ikke noget, som de andre skal gøre lige nu.
own-next = Det sker bagefter
own-next-title = Det næste, der sker:
own-next-nothing = Der er ikke sat dag på noget endnu.
own-next-meeting = { $item } begynder
own-next-planned = { $item } går i gang
own-next-until = Her slutter ventetiden: { $item }
own-next-limit = Frist: { $clock }
own-next-outside = Vi venter på svar: { $item }
own-next-after = Så kommer: { $item }
own-next-meeting-title = Næste møde:
own-whole = Se alt om sagen
own-plainly = Læs sagen i korte træk
own-words = { $who ->
    [citizen] Mine egne ord
   *[relative] Borgerens egne ord
}
own-words-none = { $who ->
    [citizen] Der er ikke skrevet noget med dine egne ord endnu.
   *[relative] Der er ikke skrevet noget med borgerens egne ord endnu.
}
own-goals = { $who ->
    [citizen] Mine mål
   *[relative] Målene
}
own-goals-none = Der er ikke skrevet nogen mål endnu.
own-goals-more = Se alt, der er gjort for målene
own-goal-done = Det gør vi for at nå målet:
own-purpose = Det skal hjælpen føre til:
own-comes = { $who ->
    [citizen] De kommer hos mig
   *[relative] De kommer hos borgeren
}
own-comes-next = Næste gang er den { $day }.
own-plan-whole = Se min plan for alle mine sager
own-save = Gem
own-add = Tilføj
own-change-rows = Ret eller fjern noget, der står her
own-meetings-none = Der er ikke aftalt noget møde. Du får besked, når der er et.
own-meeting-by = Mødet skal holdes senest den { $day }.
own-meeting-not-agreed = Vi har ikke aftalt en dag endnu.
own-meeting-held = Vi holdt sidst mødet den { $at }.
own-meeting-who = De kommer til mødet
own-meeting-ready = Det skal være klar til mødet
own-meeting-came = Det kom der ud af mødet
own-task-done = Det er gjort.
own-task-left = Det blev ikke gjort.
own-letters-about = { $who ->
    [citizen] Her er de breve, du har fået i sagen. Du kan læse dem og skrive dem ud.
   *[relative] Her er de breve i sagen, som du må se. Du kan læse dem og skrive dem ud.
}
own-letters-none = { $who ->
    [citizen] Du har ikke fået breve i sagen endnu.
   *[relative] Der er ingen breve, du må se, endnu.
}
own-consents-about = Her er de samtykker, du har givet. Et samtykke er dit ja til, at en anden må se sagen.
own-consents-none = Du har ikke givet noget samtykke endnu.
own-withdraw = Træk et samtykke tilbage
own-withdraw-about = Det gælder med det samme. Den anden kan så ikke se sagen mere.
own-withdraw-button = Træk samtykket tilbage
own-give = Giv et samtykke
own-give-about = Du bestemmer selv, hvem det er, hvad de må se, og hvor længe. Du kan trække samtykket tilbage, når du vil.
own-give-button = Giv samtykket
flash-own-saved = Det er gemt.
own-who-looked = Hvem har kigget på mig
own-who-looked-about = Alle, der har set, søgt efter, hentet eller ændret noget, som kommunen har om dig her: i dine sager, i lister og i borgerregistret. Står der noget, du ikke forstår, så spørg kommunen.
own-who-looked-none = Der er ingen opslag, der passer.
own-who-looked-cut = Der er flere, end filen rummer. De ældste står på siden; vælg færre dage for at få dem som fil.
own-who-looked-where = Hvor
own-who-looked-everywhere = Alle sager og registret
own-who-looked-somebody = En, hvis enhed ikke er kendt
own-who-looked-sought = Fandt dig på dit CPR-nummer
own-who-looked-read = Så dine oplysninger i registret
own-who-looked-revealed = Så hele dit CPR-nummer
own-who-looked-added = Skrev dig ind i registret
own-who-looked-changed = Ændrede dine oplysninger i registret
own-who-looked-extracted = Hentede alt, der står om dig, som fil
own-who-looked-erased = Slettede dine oplysninger
