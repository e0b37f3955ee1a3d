# Hvad der står i vejen, hvorfor noget afvises, og hvem der kan ændre det.
block-case = sagen er ikke åben
block-out-of-play = { $item } er taget ud af sagen
block-stage = fasen { $stage } er ikke i gang
block-after-all = der mangler først: { $items }
block-after-any = mindst én af disse skal være udført først: { $items }
block-after-some = mindst { $count } af disse skal være udført først: { $items }
block-after-coming = { $count ->
    [0] ingen af dem, den kommer efter, er kommet
   *[other] disse kan stadig komme og skal være udført først: { $items }
}
block-when = betingelsen er ikke opfyldt: { $parts }
block-owed = { $item } mangler stadig
block-not-with = { $items } er i gang, og de kan ikke være i gang samtidig
block-rows = { $list } er ikke udfyldt
block-numbers = ingen kan endnu sige, hvor mange der skal være
block-by-ladder = { $item } åbnes kun, når en frist overskrides
block-not-added = { $item } ligger klar og er ikke lagt ind i sagen
block-adding = arbejdet her kan kun lægges ind af dem, flowet nævner
block-added-at-most = { $most ->
    [one] der kan højst lægges én ting ind her i en sag
   *[other] der kan højst lægges { $most } ting ind her i en sag
}
block-added-never = flowet lader ingen lægge andet ind i sagen
block-added-not-here = i { $stage } kan der ikke lægges arbejde ind, som nogen selv beskriver
block-added-for = arbejde herfra kan kun gives til { $parties }
block-no-place-there = du har ingen plads dér i dag
block-added-kind = den slags arbejde kan ikke lægges ind her
block-at-most = der er højst { $most ->
    [one] én runde
   *[other] { $most } runder
 }, og de er brugt
block-until = gentagelsen er slut
block-each-time = en ny runde begynder, hver gang dette er udført: { $items }
block-join = en ny runde begynder, når { $times ->
    [one] { $count } af disse er udført
   *[other] { $count } af disse er udført { $times } gange
}: { $items }. Endnu mangler: { $missing }
block-join-rest = den næste runde begynder først, når disse også er kommet: { $missing }
block-not-before = tidligst { $at }
block-not-planned = den er ikke planlagt endnu
block-owner = opgaven hører til { $party }
block-claimed = en anden har taget opgaven
block-four-eyes = { $item } er udført af den samme person
block-four-eyes-program = { $item } er udført af den samme: et program og den, der svarer for det, er én
block-done-when = dette mangler, før opgaven er løst: { $parts }
block-missing = { $field } er ikke udfyldt
block-required-by-law = { $law } kræver det
block-not-yours = { $path } udfyldes af en anden part
block-ran-out = { $clock } er overskredet
block-extension-cap = forlængelsen er længere, end reglen tillader
block-unseen = noget andet, som du ikke har adgang til at se, står i vejen
block-opened-by = det åbnes af noget, der endnu mangler: { $ways }
cue-way = { $parts }
happening-done = { $item } er udført
happening-waiting = { $item } venter på at begynde
happening-possible = { $item } kan begyndes
happening-opened = { $item } er begyndt
happening-started = nogen har begyndt { $item }
happening-ended = { $item } er slut uden at være udført
happening-called-off = nogen har afbrudt { $item }
happening-ended-by-flow = { $item } er bortfaldet
happening-failed = { $item } er opgivet
happening-redone = { $item } tages om
happening-taken-out = { $item } er taget ud af sagen
happening-brought-back = { $item } er kommet med i sagen igen
happening-rested = { $item } er lagt i bero
happening-went-on = { $item } er genoptaget
happening-set = { $field } er udfyldt
happening-first-set = { $field } er udfyldt for første gang
happening-changed = { $field } er ændret
happening-emptied = { $field } er slettet
lifted-by-doing = det kan { $parties }
lifted-by-filling = det udfyldes i { $items }
lifted-by-doing-first = gør først dette: { $items }. Resten udfyldes i opgaven selv
lifted-by-resuming = myndigheden kan genoptage sagen
lifted-by-reopening = myndigheden kan genåbne sagen
lifted-by-party = det kan { $party }
lifted-by-redoing = den kan tages om med en begrundelse
lifted-by-release = den, der har taget opgaven, eller en leder kan slippe den
lifted-by-form = det udfyldes i opgaven selv
lifted-by-another = en anden person skal gøre det
lifted-by-going-on = den kan genoptages af den, der ejer den
lifted-by-adding = { $parties } kan lægge det ind
lifted-by-anybody-adding = enhver, der deltager i sagen, kan lægge det ind
lifted-by-the-flow = den, der har ansvaret for flowet, kan flytte grænsen
the-engine = systemet selv

kept-by-active = { $item } er i gang
kept-by-owed = { $item } mangler stadig
kept-by-possible = { $item } kan stadig udføres
kept-by-expected = { $item } kommer af sig selv
kept-by-at_least = { $item } er ikke sket så mange gange, som det skal
kept-by-required = { $item } er påkrævet og mangler
kept-by-waiting = { $item } er ikke begyndt, og fasen venter på alt i den
kept-by-closes = sagen lukker, når dette er opfyldt: { $parts }
kept-by-nothing-yet = der er endnu intet sket

refusal-endless = Sagen kommer ikke til ro: forløbet udløser sig selv igen og igen. Intet er ændret; procesejeren skal rette forløbet.
refusal-too-much = Det, forløbet spørger om, er for meget at regne ud på én gang. Intet er ændret; procesejeren skal gøre betingelserne mindre, for eksempel tælle hver liste én gang i et beregnet felt.
refusal-title = Skriv en titel på 1 til { $most } tegn.
refusal-title-cpr = Titlen må ikke indeholde et CPR-nummer. Skriv det i et felt i sagen, der er til det.
refusal-reason-cpr = En begrundelse eller et notat må ikke indeholde et CPR-nummer: Det bliver ikke gemt forseglet. Borgerens nummer står i borgerregistret; andet skrives i et felt, der er mærket som følsomt.
refusal-on-hold = Sagen er sat i bero. Genoptag den først.
refusal-closed = Sagen er afsluttet.
refusal-unknown-item = Forløbet har intet, der hedder { $item }. Mente du { $near }?
refusal-no-item = Flowet har intet, der hedder { $item }.
refusal-not-owner = Det hører til { $party }.
refusal-reason-missing = Skriv en kort begrundelse.
refusal-reason-long = Begrundelsen er for lang; højst { $most } tegn.
refusal-ended = { $item } er allerede afsluttet.
refusal-blocked = { $item } kan ikke udføres endnu.
refusal-no-work = { $item } er ikke en opgave, nogen udfører.
refusal-which-row = { $item } findes én gang for hver række: sig hvilken ({ $rows }).
refusal-no-rows = { $item } findes ikke for hver række og kan ikke gøres færdig på den måde.
refusal-no-meeting = { $item } er ikke et møde, så der er ikke noget tidspunkt at aftale.
refusal-meeting-length = Et møde skal slutte, efter det er begyndt, og højst vare { $most } timer.
refusal-meeting-past = Mødet kan ikke ligge i fortiden. Er det holdt, så meld det udført.
refusal-meeting-far = Mødet ligger mere end fem år frem. Er årstallet rigtigt?
refusal-meeting-place = Skriv, hvor mødet holdes, på én linje med højst { $most } tegn.
refusal-not-agreed = Der er ikke aftalt noget tidspunkt for { $item }.
refusal-claimed = { $item } er taget af en anden.
refusal-not-open = { $item } er ikke åben.
refusal-resting = { $item } er lagt i bero.
refusal-not-resting = { $item } er ikke lagt i bero.
refusal-begun = { $item } er begyndt eller ude af sagen og kan ikke tages ud af den.
refusal-in-play = { $item } er med i sagen.
refusal-person-needed = Kun en person kan tage en opgave.
refusal-unknown-party = Forløbet har ingen part, der hedder { $party }.
refusal-other-side = { $party } sidder på den anden side af bordet; overdragelse sker inden for samme side.
refusal-missing-data = { $item } mangler oplysninger.
refusal-wrong-data = Noget i { $item } er udfyldt forkert.
refusal-wrong-values = Nogle oplysninger er skrevet forkert.
refusal-not-finished = { $item } er ikke løst endnu.
refusal-four-eyes = { $item } skal gøres af en anden person.
refusal-required-by-law = { $item } kan ikke udelades: { $law } kræver det.
refusal-not-ended = { $item } har ikke været udført og kan ikke tages om.
refusal-open-already = { $item } er allerede i gang.
refusal-added-work = Arbejdet kan ikke tilføjes: skriv en titel på højst 120 tegn; en sag kan højst have 100 tilføjede opgaver.
refusal-beyond-limits = Det kan ikke lægges ind i sagen: det ligger uden for flowets grænser.
refusal-not-ready = »{ $item }« er ikke noget, der ligger klar til at blive lagt ind.
refusal-not-addable = Der kan ikke lægges noget ind i { $stage } nu.
refusal-not-yours = Nogle oplysninger udfyldes af en anden part.
refusal-demanded = { $party } mangler. Forløbet kræver, at en enhed eller person er sat på som { $party }. Vælg én først.
refusal-begun-elsewhere = En sag efter dette forløb begyndes af dem, der har en plads i dag, hvor sagen hører til.
refusal-stands-nowhere = Den, der sættes på som { $party }, skal have en plads i dag hos myndigheden. Vælg en anden, eller lad en administrator give en plads først.
passed-on = Læs overleveringen
refusal-one-only = { $party } kan kun være én i sagen.
refusal-wrong-relation = { $party } er ikke en pårørende eller repræsentant; en relation hører kun til dem.
refusal-wrong-days = Den første dag ligger efter den sidste.
refusal-not-there = { $party } er ikke på sagen nu.
refusal-only-reads = Du kan læse sagen, men ikke gøre noget i den.
block-only-reads = adgangen er kun til at læse
refusal-needs-no-consent = { $party } er på sagen uden samtykke; der er ikke noget at samtykke til.
refusal-no-consent = Der er ikke et samtykke med det nummer, som gælder nu.
refusal-no-guardian = Der er ingen værge på sagen, som kan samtykke på borgerens vegne.
refusal-consent-over = Samtykkets sidste dag er allerede gået.
refusal-too-many-consents = Sagen har { $most } samtykker; flere kan der ikke være.
refusal-covers-too-much = Et samtykke kan nævne højst { $most } afsnit og felter. Lad det gælde alt, eller giv flere.
refusal-covers-nothing = Sagen har intet afsnit eller felt, der hedder { $path }.
refusal-takes-part = Du er selv på sagen og behøver ikke åbne den med en begrundelse.
refusal-open-hours = En sag kan åbnes for 1 til { $most } timer.
footing-not-yet = { $party } kommer på sagen den { $day }.
footing-over = { $party } var på sagen til og med { $day }.
footing-other-phase = { $party } ser ikke sagen i denne fase.
footing-no-consent = { $party } ser først sagen, når borgeren har samtykket.
footing-consent-over = Samtykket til { $party } gjaldt til og med { $day }.
footing-consent-withdrawn = Samtykket til { $party } blev trukket tilbage { $at }.
refusal-unknown-message = Forløbet venter ikke på beskeden { $message }.
refusal-wrong-message = Beskeden »{ $message }« er ikke udfyldt, som forløbet siger.
refusal-wrong-taken = Det, der hentes fra delsagen »{ $item }«, passer ikke i sagen.
refusal-no-subcase = »{ $item }« har ingen delsag, der er i gang.
refusal-no-parent = Sagen slutter kun sammen med den sag, den hører til, når den sag siger det.
refusal-too-deep = Delsagen »{ $item }« kan ikke begynde: der er { $most } sager over den, og flere må der ikke være. Se efter, om forløbet begynder sig selv uden ende.
refusal-too-many-messages = Der er allerede gemt for mange beskeder { $message }, som ingen venter på.
refusal-not-on-hold = Sagen er ikke sat i bero.
refusal-owed-by-law = Sagen kan ikke afsluttes: loven kræver noget, der stadig skyldes.
refusal-not-closed = Sagen er ikke afsluttet.
refusal-unknown-clock = Forløbet har ingen frist, der hedder { $clock }. Mente du { $near }?
refusal-no-clock = Forløbet har ingen frist, der hedder { $clock }.
refusal-clock-not-running = Fristen { $clock } løber ikke.
refusal-not-extendable = Fristen { $clock } kan ikke forlænges: reglen giver ikke lov til det.
refusal-ran-out = Fristen { $clock } er allerede overskredet og kan ikke forlænges. Giv besked om, hvornår det så bliver.
refusal-not-an-extension = { $clock } kan ikke forlænges sådan. Skriv en længde, for eksempel 2 weeks; en frist kan forlænges højst 20 gange.
refusal-extension-cap = { $clock } må højst forlænges med { $length } i alt ({ $law }): til { $latest }.
refusal-nothing-to-acknowledge = Der er intet at kvittere for: { $clock } har ikke sagt noget, som nogen mangler at svare på.
refusal-not-done = Sagen kan ikke lukkes endnu.

data-wrong-kind = { $path } har en forkert form ({ $given })
data-unknown = { $path } findes ikke i forløbet
data-not-taken = { $path } hentes ikke fra delsagen
data-computed = { $path } regnes ud og kan ikke udfyldes
data-not-in-form = { $path } hører ikke til opgavens skema
data-row-count = { $path } har { $wanted } rækker; der kom { $given }
data-too-long = { $path } er for lang; højst { $most } tegn
data-too-many-rows = { $path } har for mange rækker; højst { $most }
data-key-twice = { $path }: { $key } står i to rækker, som så ikke kan kendes fra hinanden
data-key-long = { $path } kan højst have { $most } tegn: den kender rækkerne fra hinanden
data-no-choice = { $path }: { $given } er ikke blandt valgene ({ $choices })
data-wants-text = { $path } skal være tekst, ikke { $given }
data-cpr = { $path } må ikke indeholde et CPR-nummer: Feltet gemmes ikke forseglet. Borgerens nummer står i borgerregistret; andet skrives i et felt, der er mærket som følsomt.
data-wants-integer = { $path } skal være et helt tal, ikke { $given }
data-wants-decimal = { $path } skal være et tal, ikke { $given }
data-wants-money = { $path } skal være et beløb med højst to decimaler, ikke { $given }
data-wants-boolean = { $path } skal være ja eller nej, ikke { $given }
data-wants-date = { $path } skal være en dato (2026-03-31), ikke { $given }
data-wants-time = { $path } skal være et klokkeslæt (09:30), ikke { $given }
data-wants-choice = { $path } skal være et af valgene, ikke { $given }
data-wants-level = { $path } ligger uden for skalaen: { $given }
data-wants-person = { $path } skal være en person, ikke { $given }
data-wants-list = { $path } skal være en liste, ikke { $given }
data-wants-record = { $path } skal være en samling af felter, ikke { $given }

incident-case-unread = Sagen { $case } kan ikke læses.
incident-panicked = Programmet gik i stå over sagen: en fejl i programmet. Giv den videre til dem, der står for programmet; lad sagen gå videre, når den er rettet.
incident-subcase-no-flow = Delsagen { $item } i sagen { $case } kan ikke begynde: forløbet { $flow } er ikke offentliggjort. Offentliggør det, så begynder delsagen af sig selv.
incident-subcase-refused = Delsagen { $item } i sagen { $case } kan ikke begynde efter den nyeste udgave af { $flow } ({ $code }): { $why }
incident-errand-refused = Sagen { $case } kan ikke det, en anden sag beder den om ({ $code }): { $why } Der spørges igen, til det lykkes.
incident-errand-failed = Sagen { $case } kan ikke det, en anden sag beder den om: { $why }
why-waiting = Venter.
why-possible = Kan begyndes nu.
why-active = I gang siden { $at } (runde { $round }).
why-done = Udført { $at } ({ $times ->
    [one] én gang
   *[other] { $times } gange
 } i alt).
why-skipped = Udeladt { $at }.
why-cancelled = Afsluttet uden at være udført { $at }.
why-resting = Lagt i bero.
why-subcase-called = Delsagen er ved at blive oprettet.
why-subcase-under-way = Delsagen er i gang; det er færdigt, når delsagen lukker.
why-subcase-done = Delsagen er lukket.
why-subcase-ended = Delsagen sluttede, før den var færdig.
why-subcase-ended-because = Delsagen sluttede, før den var færdig: { $reason }
why-subcase-let-go = Delsagen slutter også.
why-failed = Opgivet.
why-reason = Begrundelse: { $reason }
why-owed = Skyldes siden { $at }.
why-owed-to = Skyldes { $party } siden { $at }.
why-owner = Hører til { $party }.
why-required-by-law = { $law } kræver det; det kan ikke udelades.
then-owes = Når det er udført, skyldes: { $items }.
then-removes = Når det er udført, går dette ud: { $items }.
then-brings-back = Når det er udført, kommer dette tilbage: { $items }.
then-ends = Når det er udført, slutter: { $items }.
then-again = Når det er udført, begynder dette igen: { $items }.
then-ends-case = Når det er udført, slutter sagen.
then-opens = Venter på det: { $items }.

clock-paused-for = { $pause }: stod stille i { $days ->
    [0] mindre end en dag
    [one] en dag
   *[other] { $days } dage
} ({ $law }){ $most }.
clock-paused-at-most = { "" }, højst { $length } i alt
clock-pause-capped = { $pause } har varet så længe, den må: Fristen løber igen fra { $at }.
clock-paused-now = Står stille under { $pause } ({ $law }).
clock-extended-by = Forlænget efter { $law }.
clock-target = Sigt efter { $day }.
clock-tuned = { $length } efter justering { $number } fra { $from } i stedet for { $written }. Hvorfor: { $why }
clock-tuned-otherwise = Justeret ved justering { $number } fra { $from }. Hvorfor: { $why }
tuning-unknown-clock = Flowet har ingen frist "{ $clock }". Mente du { $near }?
tuning-no-clock = Flowet har ingen frist "{ $clock }".
tuning-nothing = Intet er ændret. Angiv en længde, et mål, en pause, en forlængelse, et trin, en rytme eller et vindue.
tuning-not-tunable = Flowet giver ikke lov til at ændre det ved "{ $clock }". Bed den, der ejer flowet, om at markere det som tunable.
tuning-outside-limits = Uden for grænserne. Flowet tillader { $from } til { $to }.
tuning-outside-law = Uden for grænserne. Flowet og { $law } tillader { $from } til { $to }.
tuning-other-unit = Brug grænsernes enhed: fra { $from } til { $to }.
tuning-target = Målet, { $target }, skal være kortere end fristen, { $longest }, og have samme enhed. Ret et af dem.
tuning-no-rung = Der er intet trin { $number }, der må justeres. Trappen har { $count ->
    [one] et trin
   *[other] { $count } trin
}.
tuning-not-told = Flowet lader ikke trinnet tale til dem. Vælg en af: { $known }.
tuning-not-told-otherwise = Flowet lader det ikke stå åbent, hvem dette trin taler til.
tuning-outside-share = Uden for grænserne. Flowet tillader { $from } % til { $to } %.
tuning-not-moment = Skriv tidspunktet som flowet gør, på samme side af fristen: { $written }.
tuning-not-interval = Skriv et mellemrum fra { $from } til { $to }, for eksempel "every 3 months".
tuning-not-one-of = Flowet lader ikke den rytme stå åben. Vælg en af: { $known }.
tuning-outside-times = Uden for grænserne. Skriv et helt tal: Flowet tillader { $from } til { $to } gange.
tuning-window = { $count } gange har ikke plads i { $length }, når hver skal have sin dag. Ret et af dem.
tuning-past = En justering kan ikke begynde i fortiden. Vælg { $today } eller senere.
tuning-far-ahead = Det ligger for langt ude i fremtiden. Vælg { $latest } eller tidligere.
tuning-unknown-unit = Der er ingen sådan enhed.
tuning-not-shared = Ingen anden frist har det, der ændres, fra det samme sted. Juster fristen for sig.
tuning-of-other = Det gælder også "{ $clock }": { $what }
tuning-apart = "{ $clock }" er justeret for sig, nummer { $number }. Træk den justering tilbage først, eller juster fristerne hver for sig.
clock-law-not-valid = { $law } gjaldt ikke den { $day }, hvor fristen begyndte. Få hjemlen kontrolleret.
clock-stands-still = Står stille siden { $since }.
clock-ran-out = Overskredet { $at }.
clock-until = Regnet tilbage fra { $at }.
clock-before = { $length } før.
clock-to = Løber til { $at }.

notice-reminder = Husk: { $clock } i sagen { $case }, frist { $due }.
notice-several = Flere frister kræver opmærksomhed i sagen { $case }: { $clocks }.
notice-one-of-several = { $clock } (frist { $due })
notice-meeting-set = { $item } er aftalt til { $starts }, { $place } (sagen { $case }).
notice-meeting-moved = { $item } er flyttet til { $starts }, { $place } (sagen { $case }).
notice-meeting-called-off = { $item } den { $starts } er aflyst (sagen { $case }).
notice-meeting-left = Du skal ikke længere med til { $item } den { $starts } (sagen { $case }).
notice-lateness = Fristen er nået: { $clock } i sagen { $case }, frist { $due }.
notice-opened = En medarbejder, der ikke er på sagen { $case }, har åbnet den. Begrundelsen står i sagens historik.
notice-register-visited = En medarbejder, der ikke er på nogen af borgerens sager, har været inde på borgeren i registret. Begrundelsen står i historikken for sagen { $case }.

trial-not-started = Sagen er ikke begyndt: begynd med start.
trial-backwards = Uret kan ikke gå baglæns.
trial-restless = Sagen vågner igen og igen, uden at noget sker.
trial-several = Flere hedder "{ $name }". Skriv id: { $ids }.
incident-clock-set = Maskinens ur er stillet: det skulle vise { $from }, og det viser { $to }. Frister og påmindelser holdes tilbage, til nogen har set på det.
incident-clock-stopped = Programmet har ikke kørt siden { $from }, og uret viser nu { $to }. Det er længere, end et driftsstop plejer at vare. Frister og påmindelser holdes tilbage, til nogen har set, om uret går rigtigt, eller om en gammel kopi af databasen er lagt ind.
incident-clock-back = Programmet kørte sidst { $from }, og uret viser nu { $to }, som er før. Frister og påmindelser holdes tilbage, til nogen har set på det.
notice-letter = Brev { $document } sendt: { $item }.
notice-letter-written = Der er kommet et brev i sagen { $case }: { $document }.

receipt-sent = Sendt { $day } med { $channel }.
receipt-presumed = Anses for modtaget { $day }.
receipt-sent-shown = Sendt { $day }.
receipt-shown = Modtaget { $day }; det er dokumenteret i sagen.

law-valid-unsaid = ikke oplyst
law-valid-from = fra { $from }
law-valid-to = til { $to }
law-valid-between = fra { $from } til { $to }
law-valid-as-in = { $holds }; læst i { $text }
law-not-reviewed = ikke kontrolleret
law-reviewed-on = kontrolleret { $on }
law-reviewed-by = kontrolleret af { $by }
law-reviewed = kontrolleret { $on } af { $by }
law-review-next = { $done }; skal kontrolleres senest { $last }
law-section = { $act } { $part }
law-subsection = { $act } { $part }, stk. { $subsection }
law-section-number = { $act } { $part }, nr. { $number }
law-number = { $act } { $part }, stk. { $subsection }, nr. { $number }

suppose-no-channel = Fristen regnes fra modtagelsen, og sagen siger, hvordan der sendes. Angiv det: digital_post, letter, quick_letter eller in_person.
suppose-always-by = Der sendes altid med { $channel }. Udelad kanalen.
suppose-not-received = Fristen regnes ikke fra en modtagelse. Udelad kanalen.
suppose-no-end = Fristen regnes tilbage fra en dag. Angiv hvilken.
suppose-not-counted-back = Fristen regnes ikke tilbage fra en dag. Udelad dagen.
suppose-by-table = En tabel giver fristens længde ud fra sagens oplysninger. Regn den i en sag: samspil play.
suppose-no-pause = { $count ->
    [0] Fristen står aldrig stille: Den har ingen pause »{ $item }«.
   *[other] Fristen har ingen pause »{ $item }«. Den har { $known }.
}
suppose-pause-reversed = Pausen »{ $pause }« slutter, før den begynder. Byt om på dagene.
suppose-pause-early = Pausen »{ $pause }« begynder, før fristen løber fra { $starts }. Ret dagen.
suppose-pauses-overlap = Pausen »{ $pause }« begynder, før en anden er forbi { $over }. En frist står kun stille én gang ad gangen; ret dagene.
suppose-pause-late = Pausen »{ $pause }« begynder, når fristen er udløbet { $due }. Ret dagen.
suppose-pause-used-up = Der er intet tilbage af pausen »{ $pause }«. Udelad den.

# Hvad en ny version af et flow viser flere
widened-field = { $party } kommer til at se »{ $what }«.
widened-item = { $party } kommer til at se opgaven »{ $what }«.
widened-at-once = { $party } ser »{ $what }« med det samme, hvor arbejdet før skulle være givet over.
widened-without-consent = { $party } ser »{ $what }« også uden samtykke.
widened-protected = { $party } ser »{ $what }«, også mens det er beskyttet.
widened-told = { $party } kan af »{ $what }« slutte sig til noget, som { $party } ikke ser.
widened-given = { $party } kommer til at se »{ $what }« i delsagen »{ $item }«.
widened-taken = { $party } kommer i »{ $what }« til at se, hvad der står i delsagen »{ $item }«.
widened-bound-as = { $party } kommer med i delsagen »{ $item }« som »{ $what }« og ser dens sager med de øjne.
widened-longer = { $party } ser sagen i flere faser, tidligere eller længere end før.
widened-unknown = Den forrige version kan ikke læses, så ingen kan se, hvad den nye viser flere.
