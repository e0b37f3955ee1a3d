# Værkstedet: procesejerens kladder til forløb.
workbench-title = Værksted
workbench-about = Her skrives forløb. En kladde kan prøves af, før den udgives, og de sager, der er i gang, bliver på deres version.
workbench-column-flow = Forløb
workbench-column-version = Udgivet version
workbench-column-cases = Åbne sager
workbench-column-draft = Kladde
workbench-unpublished = Ikke udgivet
workbench-published = { $at } af { $by }
workbench-running = { $cases ->
    [one] 1 åben sag
   *[other] { $cases } åbne sager
} på version { $version }
workbench-no-cases = Ingen
workbench-begin = Begynd en kladde
workbench-go-on = Skriv videre på { $flow }
workbench-written = Kladden er skrevet { $at } af { $by }
workbench-proposed = Foreslået til udgivelse { $at } af { $by }
workbench-is-proposed = Foreslået til udgivelse af { $by }
workbench-new = Nyt forløb
workbench-name = Navn
workbench-name-hint = Et kort navn uden mellemrum, for eksempel ledsagelse. Det kan ikke ændres senere.
workbench-name-wrong = Skriv et navn med bogstaver, tal og bindestreg; det første tegn skal være et bogstav.
workbench-new-title = Titel
workbench-title-wrong = Skriv en titel på højst 160 tegn.
workbench-new-button = Begynd et nyt forløb
workbench-pages = Kladdens sider
workbench-tab-write = Skriv
workbench-tab-changes = Hvad er ændret
workbench-tab-handbook = Håndbog
workbench-tab-publish = Udgiv
workbench-draft = Kladde: { $flow }
workbench-file = Flowfilen
workbench-file-hint = Tryk Tjek for at se fejl og billede. Intet gemmes, før du trykker Gem.
workbench-keep = Gem kladden
workbench-check = Tjek
workbench-give-up = Opgiv kladden
workbench-picture-about = Hver kasse fører til den linje i filen, hvor den er skrevet.
workbench-no-picture = Billedet kommer, når filen kan læses.
workbench-numbered = Filen med linjenumre
workbench-line = Linje { $line }
workbench-line-now = Linje { $line } er nu: { $text }
workbench-findings-none = Der er ingen fejl og ingen bemærkninger.
workbench-findings-errors = { $errors ->
    [one] Der er 1 fejl.
   *[other] Der er { $errors } fejl.
}
workbench-findings-warnings = { $warnings ->
    [one] Der er 1 bemærkning.
   *[other] Der er { $warnings } bemærkninger.
}
workbench-findings-both = { $errors ->
    [one] Der er 1 fejl
   *[other] Der er { $errors } fejl
} og { $warnings ->
    [one] 1 bemærkning.
   *[other] { $warnings } bemærkninger.
}
workbench-first-mend = Ret fejlene på siden Skriv først.
workbench-name-first = Filen nævner et andet navn end kladdens. Ret det på siden Skriv først.
workbench-other-name = Filen siger flow: { $named }, men kladden er til { $flow }. Ret navnet, før du udgiver.
workbench-empty = Filen er tom. Skriv noget, eller opgiv kladden.
workbench-too-large = Filen er for stor: den må højst fylde { $most } kB. Del forløbet i flere.
workbench-written-meanwhile = { $by } har gemt kladden { $at }, efter at du åbnede den
workbench-write-over = Det, du har skrevet, står her stadig og er ikke gemt. Gemmer du nu, erstatter det den andens.
workbench-changes-title = Hvad er ændret: { $flow }
workbench-first-version = Forløbet er ikke udgivet før, så alt i det er nyt.
workbench-since = Det her er ændret siden version { $version }:
workbench-same = Kladden er som version { $version }. Intet er ændret.
workbench-only-writing = Kun skrivemåden er en anden end i version { $version }. Intet er ændret i det, forløbet siger.
workbench-publish-title = Udgiv: { $flow }
workbench-publish-alone = Du kan udgive nu, eller foreslå det, så en anden procesejer ser på det og udgiver.
workbench-publish-two = To procesejere udgiver denne version sammen: foreslå den, så en anden ser på den og udgiver.
workbench-publish-own = Du har foreslået kladden. En anden procesejer skal se på den og udgive.
workbench-publish-other = { $by } har foreslået kladden. Se på det, der er ændret, før du udgiver.
workbench-publish-changed = Kladden er ændret, siden du så den. Se på det, der nu er ændret, og prøv igen.
workbench-publish = Udgiv
workbench-propose = Foreslå udgivelse
flash-draft-kept = Kladden er gemt.
flash-draft-over = Kladden er opgivet.
flash-draft-changed = Kladden er ændret af en anden. Se på den igen.
flash-draft-another = En anden version af forløbet venter på en procesejer. Se på den under forløbene først.
flash-draft-proposed = Kladden er foreslået til udgivelse.
flash-draft-published = Forløbet er udgivet. Nye sager følger den nye version.
workbench-completions = Forslag til at skrive videre
workbench-tab-play = Prøv en sag
workbench-play-title = Prøv en sag: { $flow }
workbench-play-about = Klik dig gennem en sag. Intet gemmes, og uret går kun, når du flytter det.
workbench-moves-wrong = Det, der er gjort i sagen, kunne ikke læses. Begynd forfra.
workbench-moves-full = Der er ikke plads til mere i denne sag. Det sidste står der ikke på næste side; begynd forfra, eller fortryd noget.
workbench-no-next = Der venter intet på tiden.
workbench-clock = Uret
workbench-pass-hour = Gå 1 time frem
workbench-pass-day = Gå 1 dag frem
workbench-pass-week = Gå 1 uge frem
workbench-pass-month = Gå 1 måned frem
workbench-pass-next = Gå til det næste, der sker af sig selv
workbench-be = Du er
workbench-be-all = Alle parter
workbench-stay = Se sagen sådan
workbench-back = Fortryd det sidste
workbench-skip = Udelad trinnet
workbench-close-form = Luk skemaet
workbench-open = Sagen er åben.
workbench-may-close = Sagen er åben og kan lukkes.
workbench-on-hold = Sagen er sat i bero.
workbench-closed = Sagen er lukket.
workbench-moves = Det, der er gjort
workbench-moves-hint = Linjerne kan gives til samspil play.
workbench-skip-reason = Prøvet af i værkstedet
workbench-tab-scenarios = Scenarier
workbench-scenarios-title = Scenarier: { $flow }
workbench-scenarios-about = Et scenarie er en opdigtet sag trin for trin, med det, der skal gælde undervejs. Alle prøves, hver gang siden vises.
workbench-column-scenario = Scenarie
workbench-column-result = Resultat
workbench-column-steps = Skridt
workbench-scenario-passed = Gik, som det skal
workbench-scenario-failed = Gik anderledes
workbench-no-scenarios = Der er endnu ingen scenarier.
workbench-covers-title = Hvad scenarierne kommer omkring
workbench-covers = Scenarierne udfører { $items } af { $all } trin og sætter { $clocks } af { $all-clocks } frister i gang.
workbench-covers-no-items = Ingen af dem udfører: { $items }.
workbench-covers-no-clocks = Ingen af dem sætter disse frister i gang: { $clocks }.
workbench-scenario-write = Skriv et scenarie
workbench-scenario-name = Navn
workbench-scenario-text = Scenariet
workbench-scenario-hint = Begynd med scenario:, starts: og steps:. Skriver du et navn, der er der i forvejen, erstattes det.
workbench-scenario-keep = Gem scenariet
workbench-scenario-remove = Fjern scenariet
workbench-scenario-empty = Skriv et scenarie.
workbench-scenarios-many = Der er for mange scenarier, eller de fylder for meget. Fjern et først.
workbench-scenario-meanwhile = { $by } har gemt kladden, efter at du åbnede den. Det, du har skrevet, står her stadig og er ikke gemt. Gem igen, hvis det stadig passer.
workbench-tab-explore = Spørg
workbench-explore-title = Spørg: { $flow }
workbench-explore-about = Spørg, om noget nogensinde kan ske i en sag. Svaret gennemgår alle måder, en sag kan gå på, så langt der er plads og tid.
workbench-ask = Hvad vil du vide?
workbench-ask-close = Kan en sag lukkes?
workbench-ask-done = Kan dette trin udføres?
workbench-ask-order = Kan disse trin udføres i denne rækkefølge?
workbench-ask-all = Hvad kan aldrig ske, og kan en sag gå i stå?
workbench-ask-item = Trinnet
workbench-ask-items = Trinnene
workbench-ask-items-hint = Navnene fra flowfilen, med komma imellem.
workbench-ask-time = Tiden
workbench-ask-untimed = Se bort fra, hvor lang tid ting tager
workbench-ask-button = Spørg
workbench-answer = Svaret
workbench-answer-play = Se sagen efter det sidste skridt
workbench-search-slow = Søgningen tog for lang tid, eller en anden søger lige nu. Spørg om mindre, eller prøv igen om lidt. Kommandoen samspil explore kan søge længere.
workbench-play-slow = Det tog for lang tid at spille sagen igen. Begynd forfra, og flyt uret kortere.
workbench-ended-meanwhile = { $by } har udgivet eller opgivet kladden { $at }, efter at du åbnede den
workbench-begin-again = Det, du har skrevet, står her stadig og er ikke gemt. Gemmer du nu, begynder en ny kladde med det.
workbench-give-up-about = Alt, der er skrevet i kladden, og dens scenarier forsvinder, også det andre har skrevet. Det kan ikke fortrydes.
workbench-pair-cases = Parrets to sager
workbench-pair-here = Du ser denne sag.
workbench-pair-go = Gå til sagen
workbench-pair-not-begun = Sagen er ikke begyndt. Det gør den, når den anden side siger det, der begynder parret.
workbench-pair-heard = Der skete også noget i den anden sag.
workbench-pair-draft = Forløbet hører sammen med { $flow }, der spiller med fra sin kladde (udgave { $number }).
workbench-pair-version = Forløbet hører sammen med { $flow }, der spiller med fra version { $number }.
workbench-pair-nothing = Forløbet hører sammen med { $flow }, der hverken er udgivet eller har en kladde, der kan spilles. Derfor prøves kun denne side.
workbench-pair-alone = Forløbet er det ene af et par. Kun denne sag spilles.
workbench-pair-play-alone = Begynd forfra med denne sag alene
workbench-pair-play-both = Begynd forfra med begge sager
