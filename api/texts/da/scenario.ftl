### samspil test
scenario-passed = bestået  { $file }: { $title } ({ $steps } trin)
scenario-failed = FEJLET   { $file }: { $title } (standset ved trin { $steps })
scenario-otherwise = { $file }:{ $line }:{ $column }, trin { $step }, { $what }: ventede { $expected }; fandt { $found }
scenario-as-written = { $text }
scenario-refusal = afvisning { $code }
scenario-no-refusal = ingen afvisning
scenario-refused = afvisning { $code }: { $message } { $because }
scenario-same-case = den samme sag, når hændelserne afspilles
scenario-other-case = en anden sag
scenario-sum = { $passed } bestået, { $failed } fejlet.
scenario-none = { $flow } har ingen scenarier. Læg dem i mappen scenarios ved siden af.
scenario-no-path = { $path } findes ikke.
scenario-nothing-below = Der er intet flow under { $path }. Et flow ligger i flow.yaml med sine scenarier i scenarios ved siden af.

scenario-unknown-key = "{ $key }" kendes ikke her.
scenario-missing-key = Her mangler "{ $key }".
scenario-unknown-name = Der er intet, der hedder "{ $name }".
scenario-did-you-mean = Mente du "{ $word }"?
scenario-one-of = Her kan stå: { $words }.
scenario-wants-keys = Her skal stå nøgler med værdier.
scenario-wants-list = Her skal stå en liste.
scenario-wants-words = Her skal stå et ord eller en tekst.
scenario-wants-moment = Her skal stå et tidspunkt, for eksempel 2026-01-05 09:00.
scenario-wants-date = Her skal stå en dato, for eksempel 2026-01-05.
scenario-wants-boolean = Her skal stå true eller false.
scenario-wants-person = Her skal stå et tal fra 1 til 100: hvilken af partens personer.
scenario-wants-step = Et trin har netop ét af ordene { $words }.
scenario-no-other = Der er ingen anden sag her. Et scenarie for begge sager ligger ved det forløb, der begynder parret (den første side).
scenario-one-clock = Uret er det samme for begge sager. Skriv det uden other.
scenario-wants-trust = Her kan ikke læses, hvem det gælder: bind vil have whom: en liste med relation, from og until; consent vil have how og eventuelt covers, given_by og until; withdraw et nummer; protect name, address eller en tom liste.

coverage-flow = { $flow }: { $items } trin, { $rungs } eskaleringstrin og { $ways } veje gennem betingelser er nået.
coverage-missing-items =   trin, som intet scenarie gør: { $names }
coverage-missing-rungs =   eskaleringstrin, som intet scenarie når: { $names }
coverage-missing-ways =   veje, som intet scenarie går: { $names }
coverage-unmet = { $flow } når ikke kravet { $demand }.
