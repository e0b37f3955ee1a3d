# Sagssiden og det, man kan gøre ved en sag.
case-open = I gang
case-on-hold = I bero
case-closed = Afsluttet
case-terminated = Afsluttet før tid
case-started = Oprettet { $at }
case-ended = Sagen blev afsluttet { $at }.
case-rests = Sagen er sat i bero. Opgaver venter, til den genoptages.
case-your-move = { $count ->
    [one] Det er din tur: én opgave venter på dig eller din enhed.
   *[other] Det er din tur: { $count } opgaver venter på dig eller din enhed.
}
case-waits-for-party = Venter på { $party }: { $items }.
case-waits-until = Venter: { $item }, senest til { $at }.
case-waits-outside = Venter: { $item }.
case-belongs-to = Hører til sagen { $title } ({ $flow })
case-subcase = Delsag: { $item }{ $round ->
    [1] { "" }
   *[other] { " " }({ $round }. gang)
}
case-comes-next = Ingen har en opgave lige nu. Det næste er { $item }, { $at }.
case-nobody-s-move = Ingen har en opgave, du kan se, lige nu.
case-your-tasks = Dine opgaver i sagen
case-course = Forløb
case-clocks = Frister
owed-title = Det, der skyldes
owed-item = { $item }
owed-what = Hvad
owed-debtor = Hvem skylder
owed-creditor = Til hvem
owed-since = Siden
owed-due = Senest
case-data = Oplysninger
case-no-data = Der er endnu ingen oplysninger, du kan se.
case-history = Historik
case-actions = Mere om sagen

course-alone = Uden for faserne
course-added = Ekstra opgaver
course-why = Hvorfor?
course-stage-why = Det mangler:
course-then = Hvad sker der så?
course-deviate = Du kan:

state-waiting = Venter
state-possible = Kan begyndes
state-active = { $kind ->
    [stage] I gang
    [wait] Venter
   *[other] Åben
}
state-done = { $kind ->
    [stage] Færdig
    [milestone] Nået
    [meeting] Holdt
    [decision] Truffet
    [wait] Slut
   *[other] Løst
}
state-skipped = Udeladt
state-cancelled = Afbrudt
state-out-of-play = Ude af sagen

clock-running = Løber
clock-paused = Står stille
clock-breached = Overskredet
clock-met = Overholdt { $at }
clock-met-late = Gjort for sent { $at }
clock-stopped = Bortfaldet { $at }
clock-plan-by = Planlæg til
clock-kind-law = Frist i loven
clock-kind-municipal = Kommunens egen frist
clock-kind-agreement = Aftalt frist
clock-kind-practice = Faglig praksis
clock-arithmetic = Sådan er fristen regnet ud
clock-ladder = Det sker undervejs:
clock-rung-taken = { $times ->
    [one] er sket
   *[other] er sket { $times } gange
}
clock-rung-acknowledged = er sket; der er kvitteret
clock-aim-for = Sigt efter
clock-extend = Forlæng fristen
clock-extend-about = »{ $clock }« kan forlænges med højst { $length } i alt ({ $law }). Forlængelsen og begrundelsen står i historikken.
clock-extend-count = Hvor meget længere?
clock-extend-wrong = Skriv et helt tal fra 1 og vælg en enhed
clock-extend-unit = Enhed
clock-extend-days = dage
clock-extend-working-days = arbejdsdage
clock-extend-weeks = uger
clock-extend-months = måneder
clock-acknowledge = Kvittér
clock-acknowledge-about = Du siger, at du har set, hvad der er sagt om »{ $clock }«, og at nogen er på den. Påmindelser, der venter på svar, holder op.
flash-clock-extend = Fristen er forlænget.
flash-clock-acknowledge = Der er kvitteret.

data-said-by = Sagt af { $party }
data-no-rows = Ingen rækker.

parties-title = Parter
parties-party = Part
parties-who = Hvem
parties-does = Gør
parties-nobody = Ingen endnu
parties-hidden = Navnet er beskyttet
parties-from = Fra og med { $from }
parties-until = Til og med { $until }
parties-from-until = { $from } til { $until }
relation-guardian = Værge
relation-power-of-attorney-read = Fuldmagt til at læse
relation-power-of-attorney-act = Fuldmagt til at læse og handle
relation-supporter = Bisidder
relation-parent-with-custody = Forælder med forældremyndighed
relation-parent-without-custody = Forælder uden forældremyndighed
relation-spouse = Ægtefælle eller samlever
relation-other = Anden nærtstående
consents-title = Samtykker
consents-to = Til
consents-covers = Til at se
consents-given = Givet
consents-ends = Gælder
consent-party = Hvem gælder samtykket?
consent-party-missing = Vælg, hvem samtykket gælder.
consent-covers = Hvad må de se?
consent-covers-all = Alt det, parten ellers ser
consent-how = Hvordan er det givet?
consent-how-missing = Vælg, hvordan samtykket er givet.
consent-spoken = Mundtligt
consent-written = Skriftligt
consent-digital = Digitalt
consent-given-by = Hvem har givet det?
consent-by-citizen = Borgeren
consent-by-guardian = Borgerens værge
consent-until = Sidste dag
consent-until-hint = Lad stå tom, hvis samtykket gælder, til det trækkes tilbage.
consent-until-wrong = Skriv en dato, eller lad feltet stå tomt.
consent-which = Hvilket samtykke trækkes tilbage?
consent-which-missing = Vælg det samtykke, der trækkes tilbage.
consent-given-at = { $by }, { $how }, { $at }
consent-holds = Til det trækkes tilbage
consent-holds-until = Til og med { $day }
consent-ended = Udløb { $day }
consent-withdrawn = Trukket tilbage { $at }
protection = Hvad er beskyttet?
protection-none = Intet
protection-address = Adressen
protection-name = Navnet
protection-both = Navn og adresse
case-protected-both = Navne- og adressebeskyttelse: navn, adresse og kontaktoplysninger må ikke komme videre.
case-protected-name = Navnebeskyttelse: navnet må ikke komme videre.
case-protected-address = Adressebeskyttelse: adresse og kontaktoplysninger må ikke komme videre.
open-title = Åbn en sag med begrundelse
open-about = En sag, du ikke er på, kan du åbne for at læse den, hvis du har en grund. Det står i sagens historik med dit navn og din begrundelse, og sagens ejer og dennes leder får besked med det samme.
open-case = Sagens nummer
open-case-hint = Det lange nummer i sagens adresse.
open-case-wrong = Det er ikke et sagsnummer.
open-hours = Antal timer
open-hours-hint = Et helt tal fra 1 til { $most }. Derefter lukker adgangen af sig selv.
flash-case-opened = Sagen er åbnet for dig. Ejeren og lederen har fået besked.
action-give-consent = Registrer et samtykke
action-give-consent-about = En part, der kun er på sagen med samtykke, ser sagen, så længe samtykket gælder.
action-withdraw-consent = Træk et samtykke tilbage
action-withdraw-consent-about = Samtykket ophører med det samme. Det, der er set, står fortsat i loggen.
action-protect = Navne- og adressebeskyttelse
action-protect-about = Det, der er beskyttet, ses kun af myndigheden og borgeren: ikke af pårørende, udførere og partnere.
flash-case-give-consent = Samtykket er registreret.
flash-case-withdraw-consent = Samtykket er trukket tilbage.
flash-case-protect = Beskyttelsen er gemt.

history-title = Historik: { $case }
history-more = Det fulgte af det
history-older = Vis ældre
history-newest = Til det nyeste
crumbs = Her er du

action-add-work = Tilføj en opgave
action-add-work-about = En opgave, som forløbet ikke har tænkt på. Procesejeren kan se, hvad der blev tilføjet og hvorfor.
action-add-piece = Læg noget ind, der ligger klar
action-add-piece-about = Arbejde, som forløbet har klar, men som kun nogle sager har brug for. Procesejeren kan se, hvad der blev lagt ind.
action-hold = Sæt sagen i bero
action-hold-about = Opgaverne venter, til sagen genoptages. Aftalte frister står stille; frister i loven og kommunens egne frister løber videre.
action-resume = Genoptag sagen
action-resume-about = Sagen går videre, hvor den slap.
action-close = Luk sagen
action-close-about = Alt er gjort, og ingen skylder noget. Sagen lukkes.
action-terminate = Afslut sagen før tid
action-terminate-about = Alt, der er i gang, afbrydes. Sagen kan genåbnes.
action-reopen = Genåbn sagen
action-reopen-about = Sagen åbnes igen og lukker ikke af sig selv, før noget har ændret sig.
action-start = Begynd før tid
action-start-about = Det kan begyndes, selv om noget mangler. Fravigelsen står i historikken.
action-skip = Udelad
action-skip-about = Det springes over, og sagen går videre. Fravigelsen står i historikken.
action-redo = Lav om
action-redo-about = Det åbnes igen, så det kan gøres på ny. Fravigelsen står i historikken.
action-cancel = Afbryd
action-cancel-about = Det slutter uden at blive gjort. Fravigelsen står i historikken.
action-finish = Sig, at der er nok
action-finish-about = Det, der stadig er i gang for de øvrige rækker, slutter, medmindre forløbet lader det gå videre. Fravigelsen står i historikken.
action-hand-over = Overdrag
action-hand-over-about = Opgaven går til en anden part på samme side af bordet.
action-title = Hvad skal gøres?
action-title-missing = Skriv, hvad der skal gøres
action-owner = Hvem skal gøre det?
action-owner-missing = Vælg, hvem det går til
action-piece = Hvad skal lægges ind?
action-piece-missing = Vælg, hvad der skal lægges ind
action-stage = Hvor hører det til?
action-stage-case = Sagen som helhed
action-kind = Hvad er det?
action-kind-task = En opgave
action-kind-meeting = Et møde
action-to = Hvem skal have opgaven?
action-reason = Begrundelse
action-reason-hint = Én linje er nok. Den kan læses af alle, der kan se det her i sagen.
action-reason-missing = Skriv en kort begrundelse
action-give-up = Fortryd
action-does-not-fit = Det passer ikke til, hvordan sagen står nu. Den kan være ændret, siden du så den.

task-due = Frist
task-owner = Hører til
task-taken-by = Taget af
task-with = Sammen med
task-law = Loven kræver det
task-guidance = Vejledning
task-expects = Det er godt, når
task-form = Skema
task-nothing-to-fill = Der er intet at udfylde i denne opgave.
task-complete = Gem og afslut opgaven
task-mark-done = Markér opgaven som løst
task-save-draft = Gem kladde
task-release = Læg opgaven tilbage
task-begin = Begynd nu
task-deviate = Passer opgaven ikke?
task-case-data = Sagens oplysninger
task-case-rests = Sagen er ikke åben, så opgaven kan ikke løses nu.
task-has-ended = Opgaven er afsluttet.
task-waits = Opgaven kan ikke begyndes endnu.
task-taken = { $person } har taget opgaven.
task-of-others = Opgaven hører til { $party }.
form-stale = Sagen er ændret, mens du skrev. Dit er ikke sendt, men det står her stadig. Se, hvad der er sket, og send igen, hvis det stadig passer.
form-kept = Det, du har skrevet, står her stadig.

flash-task-begun = Opgaven er begyndt.
flash-case-hold = Sagen er sat i bero.
flash-case-resume = Sagen er genoptaget.
flash-case-close = Sagen er lukket.
flash-case-terminate = Sagen er afsluttet.
flash-case-reopen = Sagen er genåbnet.
flash-case-add-work = Opgaven er tilføjet.
flash-case-add-piece = Det er lagt ind i sagen.
flash-item-start = Det er begyndt.
flash-item-skip = Det er udeladt.
flash-item-redo = Det er åbnet igen.
flash-item-cancel = Det er afbrudt.
flash-item-hand-over = Opgaven er overdraget.

cases-title = Sager
cases-text = Titlen indeholder
cases-flow = Forløb
cases-status = Tilstand
cases-all = Alle
cases-find = Find
cases-begin = Opret en sag
cases-none = Der er ingen sager, som passer, og som du er med i.
cases-column-case = Sag
cases-column-stage = Fase
cases-column-status = Tilstand
cases-column-changed = Senest ændret

begin-title = Opret en sag
begin-choose = Hvad handler sagen om?
begin-no-flows = Der er endnu ingen forløb, man kan oprette sager efter. En procesejer skal udgive et.
begin-other-flow = Vælg et andet forløb
begin-case-title = Sagens titel
begin-case-title-hint = Det, I kalder sagen. Skriv ikke CPR-nummer; titlen står på lister og i påmindelser.
begin-case-title-missing = Skriv en titel
begin-case-title-long = Titlen er for lang. Skriv højst { $most } tegn
begin-case-title-cpr = Titlen må ikke indeholde et CPR-nummer
begin-parties = Hvem er med?
begin-nobody-yet = Ingen endnu
begin-party-missing = Vælg, hvem der er { $party }
begin-citizen-hint = CPR-nummer, hvis borgeren er registreret, eller brugernavn
begin-login-hint = Brugernavn, hvis personen kan logge ind
begin-login-unknown = Ingen har det brugernavn, du har skrevet ved { $party }
begin-known = Hvad ved vi allerede?
begin-do = Opret sagen
flash-case-begun = Sagen er oprettet.
meeting-when = Aftalt
meeting-agreed = { $starts } til { $ends }, { $place }
meeting-arrange = Aftal tid og sted
meeting-move = Flyt mødet
meeting-call-off = Aflys mødet
meeting-arrange-about = { $item }: De, der skal med, får besked, og i deres kalender står mødet, hvor de har valgt det.
meeting-call-off-about = { $item }: De, der skulle med, får besked. Mødet bliver stående som noget, der skal holdes, til der er aftalt en ny tid.
meeting-day = Dato
meeting-from = Fra kl.
meeting-until = Til kl.
meeting-place = Sted
meeting-place-hint = Et lokale, en adresse eller et link til et videomøde. Det står kun her, ikke i mails og kalendere.
meeting-place-missing = Skriv, hvor mødet holdes.
flash-meeting-arrange = Mødet er aftalt.
flash-meeting-call-off = Mødet er aflyst.
case-paired-with = Danner par med sagen { $title } ({ $flow })
pair-goes-on = Den anden sag hos { $other } er i gang.
pair-called = Den anden sag hos { $other } er ved at blive oprettet.
pair-over = Der siges ikke mere mellem de to sager.
pair-other-closed = Den anden sag hos { $other } er afsluttet.
pair-other-ended = Den anden sag hos { $other } blev afsluttet før tid. Begrundelse: { $reason }
pair-own-ended = Den anden sag hos { $other } har fået at vide, at denne er afsluttet.
pair-other-gone = Den anden sag hos { $other } findes ikke længere.
pair-waits-for = Vi venter på { $other }: { $item }{ $due }
pair-owes = Vi skylder { $other }: { $item }{ $due }
pair-due = , senest { $due }
pair-no-due = { "" }
pair-spoken = Hvad der er sagt mellem de to sager
pair-nothing-said = Der er ikke sagt noget endnu.
pair-what = Hvad
pair-by = Af hvem
pair-times = Gange
pair-last = Sidst
pair-by-us = Denne sag
pair-by-both = Begge
