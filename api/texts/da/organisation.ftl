### Organisationen: enheder i et træ, medarbejdere, pladser med datoer, og filer af det

organisation-no-party = "{ $party }" er ikke navnet på en part: små bogstaver, tal og understregning.
organisation-days = Slutdagen ligger før startdagen.
organisation-cycle = { $name } kan ikke ligge under sig selv.
organisation-deep = { $name } ligger for dybt i træet.
organisation-side = Enheden ligger under { $name }, som er på en anden side.
organisation-no-side = En enhed hører til myndigheden, en udfører eller en samarbejdspart.
organisation-outlives = { $name } er der længere end { $parent }, som den ligger under.
organisation-cvr = Et CVR-nummer er otte cifre, og det sidste skal passe til de andre.
organisation-cvr-taken = { $name } har det CVR-nummer.
organisation-only = Kun en organisation har CVR-nummer og ejerform.
organisation-last-administrator = Kommunens sidste administrator kan ikke lukkes.
organisation-stands-in = En stedfortræder træder i stedet for en anden medarbejder.
organisation-stands-in-until = En stedfortræder har en slutdag.
organisation-taken = Et navn, brugernavn eller id bruges allerede.

organisation-file-empty = Filen er tom.
organisation-file-large = Filen er større end { $most } MB.
organisation-file-long = Filen har flere end { $most } linjer.
organisation-file-encoding = Filen kan ikke læses som { $name }. Gem den som "CSV UTF-8".
organisation-file-windows = Filen er læst som Windows-1252. Se efter, at æ, ø og å står rigtigt.
organisation-file-row = Linjen kan ikke læses. Mangler der et anførselstegn?
organisation-file-half = Linjen har { $has } felter, men der er { $heads } overskrifter.
organisation-file-head = Overskriften er ukendt. Brug: { $known }.
organisation-file-head-twice = Overskriften står to gange.
organisation-file-head-missing = Kolonnen "{ $name }" mangler.
organisation-file-formula = Feltet ligner en formel og tages ikke ind.
organisation-file-signs = Feltet har usynlige tegn eller et linjeskift. Mangler der et anførselstegn?
organisation-file-missing = Feltet skal udfyldes.
organisation-file-word = Ordet er ukendt. Skriv et af disse: { $known }.
organisation-file-day = Skriv en dato som 31-12-2026.
organisation-file-login = Et brugernavn har ingen mellemrum.
organisation-file-twice = Det står allerede på linje { $line }.
organisation-file-unknown = Filen har ingen linje med id'et { $id }.
organisation-file-source = Det hører til kilden "{ $name }".
organisation-file-elsewhere = { $name }: { $what }

organisation-file-faults = { $count ->
    [one] Filen har én fejl.
   *[other] Filen har { $count } fejl.
}
organisation-fault = { $what }
organisation-fault-line = Linje { $line }: { $what }
organisation-fault-head = Linje { $line }, { $head }: { $what }
organisation-fault-cell = Linje { $line }, kolonne { $column } ({ $head }): { $what }
organisation-fault-more = Og { $more } fejl mere.

organisation-thing-function = jobfunktionen
organisation-thing-unit = enheden
organisation-thing-person = medarbejderen
organisation-thing-place = pladsen
organisation-step-new = Ny: { $thing } { $name }
organisation-step-changed = Ændres: { $thing } { $name }
organisation-step-taken-over = Overtages af kilden: { $thing } { $name }
organisation-step-back = Genåbnes: { $thing } { $name }
organisation-step-ended = Slutter: { $thing } { $name }
organisation-plan-none = Filen ændrer intet.
organisation-plan = { $new } nye, { $changed } ændrede, { $ended } slutter.
organisation-plan-takes = { $taken } af kildens { $counted } medarbejdere ville miste deres konto eller deres sidste plads. Det er flere end { $most } %, så filen er måske ikke hel.
organisation-plan-confirm = Intet er ændret. Gentag med --confirm, hvis det er meningen.

organisation-way-page = sider
organisation-way-api = API
organisation-way-import = fil
organisation-way-scim = SCIM
organisation-way-sign_in = log ind
organisation-way-command = kommandolinje
organisation-entry = { $number }. { $at }, { $way }: { $units } enheder, { $people } medarbejdere, { $places } pladser, { $passwords } adgangskoder

menu-organisation = Organisation
organisation-title = Organisation
organisation-about = Enheder, medarbejdere og de pladser, der siger, hvem der må se og gøre hvad. Intet slettes: det får en slutdag, og fra dagen efter giver det hverken indsigt eller opgaver.
organisation-find = Navn eller brugernavn
organisation-find-people = Find medarbejdere
organisation-found = Fundne medarbejdere
organisation-none-found = Ingen medarbejder hedder sådan.
organisation-units = Enheder
organisation-no-units = Der er ingen enheder endnu.
organisation-new-unit = Ny enhed
organisation-new-beneath = Ny enhed herunder
organisation-functions = Jobfunktioner
organisation-functions-about = En jobfunktion siger, som hvilke parter man optræder. Ændres den, gælder det straks for alle, der har den.
organisation-no-functions = Der er ingen jobfunktioner endnu.
organisation-function-keep = Ny eller ændret jobfunktion
organisation-changes = Journal over ændringer
organisation-no-changes = Intet er ændret endnu.
organisation-as-file = Organisationen som fil
organisation-column-unit = Enhed
organisation-column-kind = Slags
organisation-column-side = Side
organisation-column-under = Ligger under
organisation-column-led-by = Ledes af
organisation-column-people = Medarbejdere
organisation-column-places = Pladser
organisation-column-functions = Jobfunktioner
organisation-column-passwords = Adgangskoder
organisation-column-units = Enheder
organisation-column-days = Datoer
organisation-column-name = Navn
organisation-column-login = Brugernavn
organisation-column-job = Jobfunktion
organisation-column-state = Adgang
organisation-column-acts-as = Optræder som
organisation-column-as = Som
organisation-column-leads = Leder
organisation-column-do = Handling
organisation-column-number = Nr.
organisation-column-when = Hvornår
organisation-column-who = Hvem
organisation-column-way = Hvordan
organisation-column-step = Hvad der sker
organisation-active = kan logge ind
organisation-closed = lukket
organisation-from = fra { $from }
organisation-until = til og med { $until }
organisation-between = { $from } til og med { $until }
organisation-never = begyndte aldrig
organisation-over = forbi
organisation-begins = begynder { $day }
organisation-field-from = Første dag
organisation-field-until = Sidste dag
organisation-field-cvr = CVR-nummer
organisation-field-ownership = Ejerform
organisation-cvr-hint = Kun for en organisation: otte cifre.
organisation-no-owner = ingen
organisation-at-the-top = øverst
organisation-over-these = Herunder
organisation-source = Kilde
organisation-source-hint = Hvem filen er fra. Det, den samme kilde har sagt før og ikke siger nu, slutter; alt andet bliver stående.
organisation-no-source = Skriv, hvem filen er fra, med højst 100 tegn.
organisation-roles = Rettigheder
organisation-no-people = Ingen har plads her.
organisation-places = Pladser
organisation-no-places = Medarbejderen har ingen pladser.
organisation-new-place = Ny plads
organisation-add-place = Giv plads
organisation-end-place = Afslut
organisation-own-job = medarbejderens egen
organisation-acts-as-hint = Parter fra flowene med komma imellem. Tomt: dem, jobfunktionen har.
organisation-leads = leder enheden
organisation-stands-in-for = Stedfortræder for
organisation-stands-in-hint = Et brugernavn. En stedfortræder har en sidste dag.
organisation-stands-in-named = stedfortræder for { $name }
organisation-deputy-hint = Brugernavnet på den, der træder til.
organisation-no-login = Ingen medarbejder har det brugernavn.
organisation-change-unit = Ret enheden
organisation-change-person = Ret medarbejderen
organisation-keep = Gem
organisation-end-unit = Afslut enheden
organisation-ends = Enheden slutter med { $units ->
    [0] ingen enheder under sig
    [one] én enhed under sig
   *[other] { $units } enheder under sig
} og { $places ->
    [0] ingen pladser
    [one] én plads
   *[other] { $places } pladser
}. I går var sidste dag.
organisation-file = Fil med organisationen
organisation-file-about = En CSV-fil med enheder, medarbejdere, pladser og jobfunktioner, en på hver linje. Først vises, hvad der kommer, ændres og slutter.
organisation-choose-file = CSV-fil
organisation-look-at-file = Se, hvad der sker
organisation-another-file = En anden fil
organisation-plan-title = Det sker
organisation-take-in = Udfør
organisation-confirm = Ja, det er meningen
organisation-confirm-about = Skal så mange miste deres konto eller plads?
unit-kind-organisation = organisation
unit-kind-administration = forvaltning
unit-kind-centre = center
unit-kind-department = afdeling
unit-kind-team = team
unit-kind-offer = tilbud
side-authority = myndighed
side-provider = udfører
side-partner = samarbejdspart
side-citizen = borger
side-relative = pårørende
ownership-public = offentlig
ownership-private = privat
flash-organisation-kept = Det er gemt.
flash-organisation-place-ended = Pladsen er afsluttet.
flash-organisation-unit-ended = Enheden er afsluttet.
flash-organisation-taken-in = Filen er taget ind.
