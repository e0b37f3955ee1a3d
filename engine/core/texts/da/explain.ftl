### Forklaringer: hvad et fund betyder, hvorfor det er et, og et eksempel

explain-F0101 =
    Filen kan ikke læses herfra.

    En flowfil er skrevet i YAML. Det, der hører til noget, står rykket ind under det, og tegn som : # {"{"} {"}"} [ ] , & * ! @ og anførselstegn har deres egen betydning. En tekst eller et udtryk med sådan et tegn skal stå i anførselstegn. Læsningen standser ved den første fejl af denne slags, så der kan være flere længere nede.

    Forkert:
        closes:
          when: "granted" == decision.outcome
    Rigtigt:
        closes:
          when: '"granted" == decision.outcome'

explain-F0102 =
    Filen er for stor.

    Et flow, der fylder mere, kan ingen overskue. Del det i flere flows, eller flyt lange vejledninger til dokumenter.

explain-F0103 =
    Filen har for mange led inden i hinanden eller for mange dele.

    Sproget selv har sjældent brug for mere end tolv led. Tjek, om en parentes mangler at blive lukket, eller del flowet i flere.

explain-F0104 =
    Ankre og henvisninger kan ikke bruges.

    YAML kan give et sted i filen et navn med & og vise tilbage til det med *. Det gør en fil svær at læse for den, der ikke kender det, og lader små filer vokse uden grænse. Skriv teksten helt ud. Begynder en tekst med & eller *, skal den stå i anførselstegn.

    Forkert:
        title: &name Social støtte
        about:
          purpose: *name
    Rigtigt:
        title: Social støtte
        about:
          purpose: Social støtte

explain-F0105 =
    Teksten begynder med !, og det læses som en YAML-type.

    Et udtryk, der begynder med et udråbstegn ("ikke"), skal stå i anførselstegn.

    Forkert:
        closes:
          when: !owed(answer)
    Rigtigt:
        closes:
          when: "!owed(answer)"

explain-F0106 =
    Her begynder et nyt dokument.

    En linje med --- deler en YAML-fil i flere dokumenter. En flowfil rummer ét flow.

    Forkert:
        title: Social støtte
        ---
        about:
          subject: citizen
    Rigtigt:
        title: Social støtte
        about:
          subject: citizen

explain-F0107 =
    En nøgle står to gange samme sted.

    Kun den første bliver læst, og det er sjældent det, der var meningen. Slet den ene, eller giv dem hver sit navn.

    Forkert:
        title: Social støtte
        title: Støtte til voksne
    Rigtigt:
        title: Støtte til voksne

explain-F0108 =
    En nøgle skal være et ord.

    Det, der står foran kolon, er en liste eller en parentes. Det sker ofte, når et udtryk ikke står i anførselstegn.

    Forkert:
        about: {"{"}[purpose]: Borgeren får hjælp{"}"}
    Rigtigt:
        about:
          purpose: Borgeren får hjælp

explain-F0109 =
    Her står et tegn, som ikke kan ses.

    Styretegn og tegn, der vender skriftens retning, kan få en fil til at se ud som noget andet, end den er. De følger tit med, når tekst bliver kopieret fra et andet program.

explain-F0110 =
    Filen er tom, eller den har kun bemærkninger.

    Et flow begynder med sprogets version, flowets navn og titel.

    Forkert:
        # Social støtte
    Rigtigt:
        # Social støtte
        samspil: 1

explain-F0111 =
    Der er flere fund, end der vises.

    Ret de første, og læs filen igen. Mange fund kommer tit af én fejl.

explain-F0201 =
    Nøglen kendes ikke her.

    Alle nøgler, der ikke hører til, er fejl. Ellers ville et ord, der er stavet forkert, blive overset, og en frist, ingen har sat, er en frist, ingen holder. Står en tekst med komma inden i {"{"} {"}"}, skal teksten stå i anførselstegn.

    Forkert:
        about:
          purpos: Borgeren får hjælp
    Rigtigt:
        about:
          purpose: Borgeren får hjælp

explain-F0202 =
    En nøgle, der skal være der, mangler.

    Forkert:
        parties:
          caseworker:
            title: Myndighedsrådgiver
    Rigtigt:
        parties:
          caseworker:
            title: Myndighedsrådgiver
            side: authority

explain-F0203 =
    Her hører noget andet til.

    Der står en tekst, hvor der hører en liste til, eller nøgler, hvor der hører en tekst til, eller omvendt.

    Forkert:
        about: Borgeren får hjælp
    Rigtigt:
        about:
          purpose: Borgeren får hjælp

explain-F0204 =
    Her hører præcis én af flere nøgler til.

    Et trin er enten en opgave eller et møde, et felt har enten en type eller et udtryk, og et trin på en trappe gør én ting ad gangen.

    Forkert:
        does:
          talk:
            task: Tal med borgeren
            meeting: Møde med borgeren
            by: caseworker
    Rigtigt:
        does:
          talk:
            meeting: Møde med borgeren
            by: caseworker

explain-F0205 =
    Nøglen findes, men hører ikke til her.

    En milepæl har ingen ejer, for ingen udfører den. Kun en ventetid har until. Kun et valg og et niveau har of.

    Forkert:
        does:
          finished:
            milestone: Indsatsen er afsluttet
            by: caseworker
    Rigtigt:
        does:
          finished:
            milestone: Indsatsen er afsluttet

explain-F0206 =
    Her står ingenting.

    Skriv det, der hører til, eller slet nøglen.

    Forkert:
        about:
          purpose:
    Rigtigt:
        about:
          purpose: Borgeren får hjælp

explain-F0207 =
    Her er for mange.

    Der er en grænse for, hvor mange trin, felter, parter og lignende et flow må have, så det kan vises, læses og prøves. Del flowet i flere, eller saml det, der hører sammen.

explain-F0208 =
    En liste eller en gruppe af felter kan ikke stå inde i en anden.

    En kolonne er en tekst, et tal, en dato og lignende. Giv den indre liste sin egen plads i sagens data.

    Forkert:
        data:
          order:
            lines:
              list:
                visits:
                  list:
                    day: {"{"}type: date{"}"}
    Rigtigt:
        data:
          order:
            lines:
              list:
                need: {"{"}type: text{"}"}
            visits:
              list:
                day: {"{"}type: date{"}"}

explain-F0301 =
    Teksten er ikke en længde.

    En længde er et tal og en enhed på engelsk: minutes, hours, days, working days, weeks, months eller years. Arbejdsdage er ikke dage, og måneder er ikke uger, så enheden skal være den, loven eller aftalen bruger. Man kan også skrive end of month, at age 18 years eller ISO 8601 (P14D).

    Forkert:
        does:
          answer:
            task: Svar borgeren
            by: caseworker
            due: 3 hverdage
    Rigtigt:
        does:
          answer:
            task: Svar borgeren
            by: caseworker
            due: 3 working days

explain-F0302 =
    Teksten er ikke en dato.

    En dato skrives år-måned-dag, så den ikke kan læses på to måder.

    Forkert:
        about:
          law: {"{"}act: serviceloven, section: "85", valid_from: 1.1.2026{"}"}
    Rigtigt:
        about:
          law: {"{"}act: serviceloven, section: "85", valid_from: 2026-01-01{"}"}

explain-F0303 =
    Teksten er ikke et helt tal inden for grænserne.

    Forkert:
        does:
          settle:
            meeting: Afklar uenighed
            by: caseworker
            at_most: to
    Rigtigt:
        does:
          settle:
            meeting: Afklar uenighed
            by: caseworker
            at_most: 2

explain-F0304 =
    Ordet er ikke et af dem, der kan stå her.

    Fundet viser ordene, eller det ord, der ligner mest.

    Forkert:
        data:
          assessment:
            need: {"{"}type: string{"}"}
    Rigtigt:
        data:
          assessment:
            need: {"{"}type: text{"}"}

explain-F0305 =
    Teksten er ikke en rytme.

    En rytme er en længde (every 3 months), en dag og et klokkeslæt (every Monday 08:00), first working day of the month, last working day of the month eller et cron-udtryk (cron 0 8 * * 1).

    Forkert:
        does:
          status:
            task: Skriv status
            by: caseworker
            repeats: {"{"}every: kvartal{"}"}
    Rigtigt:
        does:
          status:
            task: Skriv status
            by: caseworker
            repeats: {"{"}every: 3 months{"}"}

explain-F0306 =
    Teksten kan ikke være et navn.

    Navne bruges i udtryk og adresser. De består af bogstaver (også æ, ø og å), tal og _, begynder med et bogstav og har højst 64 tegn. Et flows navn må også have bindestreger.

    Forkert:
        does:
          follow up:
            task: Følg op
            by: caseworker
    Rigtigt:
        does:
          follow_up:
            task: Følg op
            by: caseworker

explain-F0307 =
    Teksten er ikke vejen til et felt.

    Et felt skrives som afsnit.felt, og en kolonne som afsnit.liste.kolonne.

    Forkert:
        data:
          decision:
            outcome: {"{"}type: text{"}"}
        does:
          decide:
            decision: Træf afgørelse
            by: caseworker
            fills: [outcome]
    Rigtigt:
        data:
          decision:
            outcome: {"{"}type: text{"}"}
        does:
          decide:
            decision: Træf afgørelse
            by: caseworker
            fills: [decision.outcome]

explain-F0308 =
    Teksten er for lang.

    En titel skal kunne stå på en liste, og en vejledning skal kunne læses. Skriv titlen kort, og læg forklaringen i guidance.

explain-F0309 =
    Her hører true eller false til.

    Yes, no, on og off er almindelige ord i en flowfil.

    Forkert:
        does:
          call_back:
            task: Ring tilbage
            by: caseworker
            optional: yes
    Rigtigt:
        does:
          call_back:
            task: Ring tilbage
            by: caseworker
            optional: true

explain-F0310 =
    Teksten er ikke et tidspunkt på en trappe.

    Et trin på en trappe sker, når en del af tiden er gået (75 %), en længde før fristen (5 working days before), ved fristen (due) eller en længde efter (2 working days after).

    Forkert:
        ladders:
          late:
            - {"{"}at: halfway, remind: owner{"}"}
    Rigtigt:
        ladders:
          late:
            - {"{"}at: 50 %, remind: owner{"}"}

explain-F0311 =
    Teksten er ikke et spænd fra det laveste til det højeste.

    Et spænd har to prikker imellem og det laveste først.

    Forkert:
        data:
          assessment:
            need: {"{"}type: level, of: 0-4{"}"}
    Rigtigt:
        data:
          assessment:
            need: {"{"}type: level, of: 0..4{"}"}

explain-F0312 =
    Ordet har sin egen betydning og kan ikke være et navn.

    Udtryk læses af et sprog, der selv bruger ord som case, new, is og default, også efter et punktum. Owner, leader og everyone betyder noget særligt, hvor der ellers nævnes en part.

    Forkert:
        data:
          decision:
            new: {"{"}type: boolean{"}"}
    Rigtigt:
        data:
          decision:
            is_new: {"{"}type: boolean{"}"}

explain-F0313 =
    Teksten er ikke et KLE-emne.

    KLE er kommunernes fælles emnesystematik. Et emne skrives som tre gange to cifre med punktum imellem.

    Forkert:
        about:
          kle: "27"
    Rigtigt:
        about:
          kle: "27.00.00"

explain-F0314 =
    Filen er skrevet i en version af flowsproget, som ikke kendes.

    Den første linje siger, hvilken version filen er skrevet i. En nyere version kræver en nyere udgave af Samspil.

    Forkert:
        samspil: 2
    Rigtigt:
        samspil: 1

explain-F0315 =
    Reglen holder op med at gælde, før den begynder.

    valid_from er den første dag, reglen gælder, og valid_to den sidste. review_by, den dag kilden senest skal kontrolleres næste gang, ligger efter reviewed_on.

    Forkert:
        about:
          law: {"{"}act: serviceloven, section: "85", valid_from: 2026-01-01, valid_to: 2025-12-31{"}"}
    Rigtigt:
        about:
          law: {"{"}act: serviceloven, section: "85", valid_from: 2025-01-01, valid_to: 2025-12-31{"}"}

explain-F0316 =
    Teksten kan ikke starte en frist.

    En frist regnes fra sagens start (case), fra et trin bliver åbnet (opened(trin)) eller udført (done(trin)), eller fra en dato i sagens data (afsnit.felt).

    Forkert:
        clocks:
          decide: {"{"}title: Frist for afgørelse, starts: application, lasts: 8 weeks{"}"}
    Rigtigt:
        clocks:
          decide: {"{"}title: Frist for afgørelse, starts: case, lasts: 8 weeks{"}"}

explain-F0317 =
    Længden ligger uden for det, fristen må ændres til.

    tunable siger, hvor kort og hvor lang en administrator må gøre fristen. Længden i flowet skal selv ligge inden for.

    Forkert:
        clocks:
          decide: {"{"}title: Frist for afgørelse, starts: case, lasts: 8 weeks, tunable: 2 weeks..6 weeks{"}"}
    Rigtigt:
        clocks:
          decide: {"{"}title: Frist for afgørelse, starts: case, lasts: 8 weeks, tunable: 2 weeks..12 weeks{"}"}

explain-F0351 =
    Teksten er hverken en tid, et tidspunkt eller et felt.

    exactly er en tid på sekundet, skrevet som ISO 8601 (PT1H30M er halvanden time, P14D er 14 dage til samme klokkeslæt), et tidspunkt (2026-01-05T09:00) eller et felt med en dato eller en tekst, hvor en af delene står.

    Forkert:
        does:
          hearing: {"{"}wait: Borgeren kan svare, until: {"{"}exactly: 90 minutes{"}"}{"}"}
    Rigtigt:
        does:
          hearing: {"{"}wait: Borgeren kan svare, until: {"{"}exactly: PT90M{"}"}{"}"}

explain-F0401 =
    Der er intet trin med det navn.

    Trin nævnes ved det navn, de har i filen, ikke ved deres titel. Udtryk har deres egne fund.

    Forkert:
        does:
          assess:
            task: Vurdér behovet
            by: caseworker
          decide:
            decision: Træf afgørelse
            by: caseworker
            after: asses
    Rigtigt:
        does:
          assess:
            task: Vurdér behovet
            by: caseworker
          decide:
            decision: Træf afgørelse
            by: caseworker
            after: assess

explain-F0402 =
    Der er ingen part med det navn.

    Parterne står øverst i filen under parties.

    Forkert:
        does:
          assess:
            task: Vurdér behovet
            by: casworker
    Rigtigt:
        does:
          assess:
            task: Vurdér behovet
            by: caseworker

explain-F0403 =
    Der er intet felt med det navn.

    Et felt skrives som afsnit.felt og skal stå under data.

    Forkert:
        data:
          assessment:
            need: {"{"}type: text{"}"}
        does:
          assess:
            task: Vurdér behovet
            by: caseworker
            fills: [assessment.needs]
    Rigtigt:
        data:
          assessment:
            need: {"{"}type: text{"}"}
        does:
          assess:
            task: Vurdér behovet
            by: caseworker
            fills: [assessment.need]

explain-F0404 =
    Der er ingen trappe med det navn.

    En trappe, som flere bruger, står under ladders. En trappe kan også skrives direkte, hvor den bruges.

    Forkert:
        does:
          assess:
            task: Vurdér behovet
            by: caseworker
            due: 4 weeks
            ladder: late
    Rigtigt:
        does:
          assess:
            task: Vurdér behovet
            by: caseworker
            due: 4 weeks
            ladder: {"{"}at: due, remind: owner{"}"}

explain-F0405 =
    Navnet bruges to gange.

    Et trin har ét navn i hele flowet, også på tværs af faser, for ellers ved ingen, hvilket af dem et udtryk taler om. Et trins egen frist hedder det samme som trinnet.

    Forkert:
        stages:
          intake:
            title: Sagsåbning
            does:
              call_back: {"{"}task: Ring til borgeren, by: caseworker{"}"}
          follow_up:
            title: Opfølgning
            does:
              call_back: {"{"}task: Ring til borgeren igen, by: caseworker{"}"}
    Rigtigt:
        stages:
          intake:
            title: Sagsåbning
            does:
              call_back: {"{"}task: Ring til borgeren, by: caseworker{"}"}
          follow_up:
            title: Opfølgning
            does:
              call_again: {"{"}task: Ring til borgeren igen, by: caseworker{"}"}

explain-F0406 =
    En opgave, en afgørelse og et møde har altid præcis én ejer.

    Har to parter ansvaret, har ingen det. Skriv den, der skal sørge for, at det sker, i by, og de andre i with.

    Forkert:
        parties:
          caseworker: {"{"}title: Myndighedsrådgiver, side: authority{"}"}
          provider: {"{"}title: Udfører, side: provider{"}"}
        does:
          follow_up:
            meeting: Følg op
            by: [caseworker, provider]
    Rigtigt:
        parties:
          caseworker: {"{"}title: Myndighedsrådgiver, side: authority{"}"}
          provider: {"{"}title: Udfører, side: provider{"}"}
        does:
          follow_up:
            meeting: Følg op
            by: caseworker
            with: provider

explain-F0407 =
    Parter leder hinanden i ring.

    En eskalering går til den, der leder. I en ring ender den aldrig.

    Forkert:
        parties:
          caseworker: {"{"}title: Myndighedsrådgiver, side: authority, leads: team_leader{"}"}
          team_leader: {"{"}title: Teamleder, side: authority, leads: caseworker{"}"}
    Rigtigt:
        parties:
          caseworker: {"{"}title: Myndighedsrådgiver, side: authority{"}"}
          team_leader: {"{"}title: Teamleder, side: authority, leads: caseworker{"}"}

explain-F0408 =
    Trin, der venter på hinanden, kan aldrig begynde.

    Et trin begynder, når det, der står i after, er udført, og når den fase, det ligger i, er begyndt. Et trin kan derfor heller ikke vente på sin egen fase.

    Forkert:
        does:
          assess: {"{"}task: Vurdér behovet, by: caseworker, after: decide{"}"}
          decide: {"{"}decision: Træf afgørelse, by: caseworker, after: assess{"}"}
    Rigtigt:
        does:
          assess: {"{"}task: Vurdér behovet, by: caseworker{"}"}
          decide: {"{"}decision: Træf afgørelse, by: caseworker, after: assess{"}"}

explain-F0409 =
    Et felt, der regnes ud, kan ikke udfyldes.

    Et felt med is får sin værdi af et udtryk. Står det også på et skema, ville to værdier slås om pladsen.

    Forkert:
        data:
          order:
            hours: {"{"}type: decimal{"}"}
            large: {"{"}is: order.hours > 20{"}"}
        does:
          send_order:
            task: Send bestilling
            by: caseworker
            fills: [order.hours, order.large]
    Rigtigt:
        data:
          order:
            hours: {"{"}type: decimal{"}"}
            large: {"{"}is: order.hours > 20{"}"}
        does:
          send_order:
            task: Send bestilling
            by: caseworker
            fills: [order.hours]

explain-F0410 =
    En trappe åbner et trin, der ikke venter på en trappe.

    Trinnet ville begynde af sig selv, længe før trappen når til det.

    Forkert:
        does:
          answer:
            task: Svar borgeren
            by: caseworker
            due: 4 weeks
            ladder: {"{"}at: due, open: delay_letter{"}"}
          delay_letter:
            task: Send brev om forsinkelse
            by: caseworker
    Rigtigt:
        does:
          answer:
            task: Svar borgeren
            by: caseworker
            due: 4 weeks
            ladder: {"{"}at: due, open: delay_letter{"}"}
          delay_letter:
            task: Send brev om forsinkelse
            by: caseworker
            starts: by_ladder

explain-F0411 =
    Trinnet skal åbnes af en trappe, men ingen trappe gør det.

    Flowet kan godt offentliggøres, men trinnet kommer aldrig i spil.

    Forkert:
        does:
          delay_letter:
            task: Send brev om forsinkelse
            by: caseworker
            starts: by_ladder
    Rigtigt:
        does:
          answer:
            task: Svar borgeren
            by: caseworker
            due: 4 weeks
            ladder: {"{"}at: due, open: delay_letter{"}"}
          delay_letter:
            task: Send brev om forsinkelse
            by: caseworker
            starts: by_ladder

explain-F0412 =
    Trappen giver besked til en, der ikke findes.

    leader er den part, der leder ejeren (leads), og owner er trinnets ejer. En ventetid og en milepæl har ingen ejer, så der skal en part nævnes ved navn.

    Forkert:
        does:
          answer:
            task: Svar borgeren
            by: caseworker
            due: 4 weeks
            ladder: {"{"}at: due, tell: leader{"}"}
    Rigtigt:
        parties:
          caseworker: {"{"}title: Myndighedsrådgiver, side: authority{"}"}
          team_leader: {"{"}title: Teamleder, side: authority, leads: caseworker{"}"}
        does:
          answer:
            task: Svar borgeren
            by: caseworker
            due: 4 weeks
            ladder: {"{"}at: due, tell: leader{"}"}

explain-F0413 =
    To parter leder den samme.

    En eskalering skal vide, hvem den går til. Lad den ene lede den anden, hvis begge skal have besked.

    Forkert:
        parties:
          caseworker: {"{"}title: Myndighedsrådgiver, side: authority{"}"}
          team_leader: {"{"}title: Teamleder, side: authority, leads: caseworker{"}"}
          manager: {"{"}title: Afdelingsleder, side: authority, leads: caseworker{"}"}
    Rigtigt:
        parties:
          caseworker: {"{"}title: Myndighedsrådgiver, side: authority{"}"}
          team_leader: {"{"}title: Teamleder, side: authority, leads: caseworker{"}"}
          manager: {"{"}title: Afdelingsleder, side: authority, leads: team_leader{"}"}

explain-F0414 =
    Feltet er ikke en dato.

    En frist og en rytme kan kun regnes fra et felt med type: date.

    Forkert:
        data:
          application:
            received_on: {"{"}type: text{"}"}
        clocks:
          decide: {"{"}title: Frist for afgørelse, starts: application.received_on, lasts: 8 weeks{"}"}
    Rigtigt:
        data:
          application:
            received_on: {"{"}type: date{"}"}
        clocks:
          decide: {"{"}title: Frist for afgørelse, starts: application.received_on, lasts: 8 weeks{"}"}

explain-F0415 =
    Der kræves flere trin, end der er at vælge imellem.

    Så mange kan aldrig blive udført, og trinnet ville vente for altid.

    Forkert:
        does:
          visit: {"{"}task: Besøg borgeren, by: caseworker{"}"}
          call_back: {"{"}task: Ring til borgeren, by: caseworker{"}"}
          assess: {"{"}task: Vurdér behovet, by: caseworker, after: {"{"}at_least: 3, of: [visit, call_back]{"}"}{"}"}
    Rigtigt:
        does:
          visit: {"{"}task: Besøg borgeren, by: caseworker{"}"}
          call_back: {"{"}task: Ring til borgeren, by: caseworker{"}"}
          assess: {"{"}task: Vurdér behovet, by: caseworker, after: {"{"}at_least: 1, of: [visit, call_back]{"}"}{"}"}

explain-F0416 =
    Der regnes tilbage fra et trin, der ikke har nogen frist.

    Et trin har en frist, når det har due, eller når det kommer igen på en rytme (repeats: every).

    Forkert:
        does:
          status: {"{"}task: Skriv status, by: caseworker, due: 10 working days before follow_up{"}"}
          follow_up: {"{"}meeting: Følg op, by: caseworker{"}"}
    Rigtigt:
        does:
          status: {"{"}task: Skriv status, by: caseworker, due: 10 working days before follow_up{"}"}
          follow_up: {"{"}meeting: Følg op, by: caseworker, repeats: {"{"}every: 6 months{"}"}{"}"}

explain-F0417 =
    Trappen har ingen frist at følge.

    En trappe regnes fra en frist. Et trin har en frist, når det har due, eller når det kommer igen på en rytme (repeats: every).

    Forkert:
        does:
          assess: {"{"}task: Vurdér behovet, by: caseworker, ladder: {"{"}at: due, remind: owner{"}"}{"}"}
    Rigtigt:
        does:
          assess: {"{"}task: Vurdér behovet, by: caseworker, due: 4 weeks, ladder: {"{"}at: due, remind: owner{"}"}{"}"}

explain-F0418 =
    Frister regnes fra hinanden i ring.

    Så får ingen af dem nogensinde en dato. Mindst én skal have sin egen længde.

    Forkert:
        does:
          status: {"{"}task: Skriv status, by: caseworker, due: 1 week before follow_up{"}"}
          follow_up: {"{"}meeting: Følg op, by: caseworker, due: 1 week before status{"}"}
    Rigtigt:
        does:
          status: {"{"}task: Skriv status, by: caseworker, due: 1 week before follow_up{"}"}
          follow_up: {"{"}meeting: Følg op, by: caseworker, due: 3 months{"}"}

explain-F0419 =
    Trinnet nævner sig selv.

    not_same_as nævner de trin, som en anden person skal have udført (fire øjne).

    Forkert:
        does:
          decide: {"{"}decision: Træf afgørelse, by: caseworker{"}"}
          approve: {"{"}task: Godkend afgørelsen, by: caseworker, not_same_as: approve{"}"}
    Rigtigt:
        does:
          decide: {"{"}decision: Træf afgørelse, by: caseworker{"}"}
          approve: {"{"}task: Godkend afgørelsen, by: caseworker, not_same_as: decide{"}"}

explain-F0420 =
    Navnet står to gange på listen.

    Det gør ingen skade, men det er måske et andet navn, der skulle have stået der.

    Forkert:
        does:
          visit: {"{"}task: Besøg borgeren, by: caseworker{"}"}
          call_back: {"{"}task: Ring til borgeren, by: caseworker{"}"}
          assess: {"{"}task: Vurdér behovet, by: caseworker, after: [visit, visit]{"}"}
    Rigtigt:
        does:
          visit: {"{"}task: Besøg borgeren, by: caseworker{"}"}
          call_back: {"{"}task: Ring til borgeren, by: caseworker{"}"}
          assess: {"{"}task: Vurdér behovet, by: caseworker, after: [visit, call_back]{"}"}

explain-F0431 =
    To trin kan ikke holdes adskilt, når det ene ligger i det andet.

    not_with siger, at to ting ikke må være i gang samtidig. En fase er i gang, når det, der ligger i den, sker; så kan de to aldrig skilles.

    Forkert:
        stages:
          visits: {"{"}title: Besøg, does: {"{"}visit: {"{"}task: Besøg borgeren, by: caseworker, not_with: visits{"}"}{"}"}{"}"}
    Rigtigt:
        stages:
          visits: {"{"}title: Besøg, does: {"{"}visit: {"{"}task: Besøg borgeren, by: caseworker, not_with: ring_up{"}"}, ring_up: {"{"}task: Ring, by: caseworker{"}"}{"}"}{"}"}

explain-F0432 =
    Ventetiden vælger mellem beskeder, der intet rummer.

    matching sammenligner det, beskeden rummer, med sagens data. Hvad en besked rummer, skrives under messages.

    Forkert:
        data: {"{"}order: {"{"}number: {"{"}type: integer{"}"}{"}"}{"}"}
        does: {"{"}answer: {"{"}wait: Svar, until: {"{"}message: answered, matching: order.number == 7{"}"}{"}"}{"}"}
    Rigtigt:
        data: {"{"}order: {"{"}number: {"{"}type: integer{"}"}{"}"}{"}"}
        messages: {"{"}answered: {"{"}holds: {"{"}reference: {"{"}type: integer{"}"}{"}"}{"}"}{"}"}
        does: {"{"}answer: {"{"}wait: Svar, until: {"{"}message: answered, matching: message.reference == order.number{"}"}{"}"}{"}"}

explain-F0433 =
    Ingen venter på beskeden.

    Den er beskrevet under messages, men intet trin slutter ved den.

    Forkert:
        messages: {"{"}answered: {"{"}holds: {"{"}reference: {"{"}type: integer{"}"}{"}"}{"}"}{"}"}
    Rigtigt:
        messages: {"{"}answered: {"{"}holds: {"{"}reference: {"{"}type: integer{"}"}{"}"}{"}"}{"}"}
        does: {"{"}answer: {"{"}wait: Svar, until: {"{"}message: answered{"}"}{"}"}{"}"}

explain-F0434 =
    Det, der skal gentages for, er ikke en liste.

    each nævner en liste i sagens data: der er én af trinnet for hver række.

    Forkert:
        data:
          order:
            lines: {"{"}list: {"{"}number: {"{"}type: integer{"}"}, answer: {"{"}type: text, optional: true{"}"}{"}"}{"}"}
            note: {"{"}type: text{"}"}
        does: {"{"}answer: {"{"}task: Svar, by: caseworker, repeats: {"{"}each: order.note, key: number{"}"}{"}"}{"}"}
    Rigtigt:
        data:
          order:
            lines: {"{"}list: {"{"}number: {"{"}type: integer{"}"}, answer: {"{"}type: text, optional: true{"}"}{"}"}{"}"}
            note: {"{"}type: text{"}"}
        does: {"{"}answer: {"{"}task: Svar, by: caseworker, repeats: {"{"}each: order.lines, key: number{"}"}{"}"}{"}"}

explain-F0435 =
    Kolonnen kan ikke kende rækkerne fra hinanden.

    key er en kolonne, der har sin egen værdi i hver række, og som må stå i lister og adresser: tekst, et helt tal, et valg eller en dato, hverken følsom eller skjult for nogen, der ser listen.

    Forkert:
        data:
          order:
            lines: {"{"}list: {"{"}number: {"{"}type: integer{"}"}, done: {"{"}type: boolean{"}"}, answer: {"{"}type: text, optional: true{"}"}{"}"}{"}"}
        does: {"{"}answer: {"{"}task: Svar, by: caseworker, repeats: {"{"}each: order.lines, key: done{"}"}{"}"}{"}"}
    Rigtigt:
        data:
          order:
            lines: {"{"}list: {"{"}number: {"{"}type: integer{"}"}, done: {"{"}type: boolean{"}"}, answer: {"{"}type: text, optional: true{"}"}{"}"}{"}"}
        does: {"{"}answer: {"{"}task: Svar, by: caseworker, repeats: {"{"}each: order.lines, key: number{"}"}{"}"}{"}"}

explain-F0436 =
    Det gentages for hver række inde i noget, der selv gentages for hver række.

    En sag har højst ét lag af rækker. Det, der ligger i fasen, findes allerede én gang for hver række.

    Forkert:
        data:
          order:
            lines: {"{"}list: {"{"}number: {"{"}type: integer{"}"}, answer: {"{"}type: text, optional: true{"}"}{"}"}{"}"}
        stages:
          line:
            title: Linje
            repeats: {"{"}each: order.lines, key: number{"}"}
            does: {"{"}answer: {"{"}task: Svar, by: caseworker, repeats: {"{"}each: order.lines, key: number{"}"}{"}"}{"}"}
    Rigtigt:
        data:
          order:
            lines: {"{"}list: {"{"}number: {"{"}type: integer{"}"}, answer: {"{"}type: text, optional: true{"}"}{"}"}{"}"}
        stages:
          line:
            title: Linje
            repeats: {"{"}each: order.lines, key: number{"}"}
            does: {"{"}answer: {"{"}task: Svar, by: caseworker{"}"}{"}"}

explain-F0437 =
    Det findes én gang for hver række og kan ikke nævnes udefra.

    Udefra er der ingen række at vælge. Nævn fasen, som gentages: den er færdig, når alle rækker er.

    Forkert:
        data:
          order:
            lines: {"{"}list: {"{"}number: {"{"}type: integer{"}"}, answer: {"{"}type: text, optional: true{"}"}{"}"}{"}"}
        stages:
          line:
            title: Linje
            repeats: {"{"}each: order.lines, key: number{"}"}
            does: {"{"}answer: {"{"}task: Svar, by: caseworker{"}"}{"}"}
        does: {"{"}close: {"{"}task: Luk, by: caseworker, after: answer{"}"}{"}"}
    Rigtigt:
        data:
          order:
            lines: {"{"}list: {"{"}number: {"{"}type: integer{"}"}, answer: {"{"}type: text, optional: true{"}"}{"}"}{"}"}
        stages:
          line:
            title: Linje
            repeats: {"{"}each: order.lines, key: number{"}"}
            does: {"{"}answer: {"{"}task: Svar, by: caseworker{"}"}{"}"}
        does: {"{"}close: {"{"}task: Luk, by: caseworker, after: line{"}"}{"}"}

explain-F0531 =
    Det findes én gang for hver række, og her er ingen række.

    Et udtryk uden for fasen, som gentages, kan ikke vide, hvilken række der menes. Spørg om fasen som helhed, eller om listens kolonner: all(order.lines.answered).

explain-F0532 =
    Et felt, der ikke er følsomt, får en værdi fra et, der er.

    Følsomme felter gemmes kun krypteret. Kom værdien videre i et andet felt, lå den åbent i databasen og blev der, når borgeren slettes.

explain-F0533 =
    En betingelse kan være besvaret i forrige runde.

    Når arbejdet sendes tilbage, eller en fase kommer igen, venter trinnene på ny, men det, der er udfyldt, står der stadig. Et trin, der ikke kommer efter det trin, som udfylder det, betingelsen spørger om, kan derfor begynde på det gamle svar. Lad det komme efter, eller spørg, om svaret er nyere.

    Forkert:
        data:
          svar: {"{"}ja: {"{"}type: boolean, optional: true{"}"}{"}"}
        does:
          send: {"{"}task: Send, by: caseworker{"}"}
          svar: {"{"}task: Svar, by: caseworker, after: send, fills: svar.ja{"}"}
          ryk: {"{"}task: Ryk, by: caseworker, after: send, when: "!svar.ja"{"}"}
          igen: {"{"}meeting: Mød, by: caseworker, after: [svar, ryk], then_again: send{"}"}
    Rigtigt:
        data:
          svar: {"{"}ja: {"{"}type: boolean, optional: true{"}"}{"}"}
        does:
          send: {"{"}task: Send, by: caseworker{"}"}
          svar: {"{"}task: Svar, by: caseworker, after: send, fills: svar.ja{"}"}
          ryk: {"{"}task: Ryk, by: caseworker, after: svar, when: "!svar.ja"{"}"}
          igen: {"{"}meeting: Mød, by: caseworker, after: [svar, ryk], then_again: send{"}"}

explain-F0534 =
    En betingelse kan kræve mere regning, end programmet bruger på én.

    Hver del af et udtryk, der ses på, er et trin, og en liste kan have tusind rækker: det, der regnes ud i hver række, koster tusind gange. En betingelse må tage højst en million trin, så ingen sag venter på en andens. Med korte lister går det godt; er listen så lang, at grænsen nås, går sagen i stå, til forløbet er rettet.

    Gå færre gange igennem listen, og regn færre kolonner ud i hver række. Et beregnet felt uden for listen regnes ud én gang, hvor mange gange det end nævnes.

explain-F0541 =
    Forløbet, som en delsag følger, er ikke kendt.

    Når punktet åbner, begynder en sag efter den nyeste offentliggjorte udgave af det forløb. Er der ingen, bliver det en hændelse, og delsagen begynder, så snart forløbet er offentliggjort.

explain-F0542 =
    Delsagens forløb har ikke det felt.

    gives nævner delsagens felter til venstre; takes nævner dem til højre. Felterne er dem, der står i det andet forløb.

explain-F0543 =
    Det, der gives eller hentes, passer ikke til feltet.

    Et felt, der får noget fra en anden sag, skal kunne holde alt, hvad det andet kan holde: samme type, og alle valg og kolonner.

explain-F0544 =
    Delsagens forløb har ikke den part, eller der kan være for få.

    parties nævner delsagens parter til venstre og denne sags til højre. Parter af samme navn er de samme og nævnes ikke.

explain-F0438 =
    Det, der findes én gang for hver række, kan ikke åbnes eller slutte ved noget, der sker andre steder.

    opened_by og ended_by hører en hændelse én gang, og så er det ikke til at vide, hvilken række den gælder. after, when og ends_when ses fra den enkelte række.

    Forkert:
        data:
          order:
            lines: {"{"}list: {"{"}number: {"{"}type: integer{"}"}, answer: {"{"}type: text, optional: true{"}"}{"}"}{"}"}
        does:
          visit: {"{"}task: Besøg, by: caseworker{"}"}
          answer: {"{"}task: Svar, by: caseworker, opened_by: {"{"}done: visit{"}"}, repeats: {"{"}each: order.lines, key: number{"}"}{"}"}
    Rigtigt:
        data:
          order:
            lines: {"{"}list: {"{"}number: {"{"}type: integer{"}"}, answer: {"{"}type: text, optional: true{"}"}{"}"}{"}"}
        does:
          visit: {"{"}task: Besøg, by: caseworker{"}"}
          answer: {"{"}task: Svar, by: caseworker, after: visit, repeats: {"{"}each: order.lines, key: number{"}"}{"}"}

explain-F0491 =
    Målkæden hænger ikke sammen.

    chain siger, hvor borgerens egne ord, formål, mål, delmål og aktiviteter står. Mål er en kolonne i en liste. Delmål og aktiviteter står i samme liste som hinanden: målenes, eller en liste for sig, hvis kolonne under siger, hvilket mål de hører til. Et notat siger i about, hvilket mål det handler om, medmindre det skrives for hvert mål for sig.

    Eksempel:
        chain:
          wishes: talk.wishes
          purpose: plan.purpose
          goals: plan.goals.goal
          activities: plan.goals.activity

explain-F0601 =
    Ingen frist har det navn.

    En navngiven pause skriver, hvilke frister der står stille. Det er frister under clocks eller trin, der har due.

    Forkert:
        pauses: {"{"}hearing: {"{"}title: Partshøring, while: hear, ground: {"{"}act: forvaltningsloven, section: "19"{"}"}, stops: decid{"}"}{"}"}
        does: {"{"}hear: {"{"}task: Hør, by: caseworker{"}"}, decide: {"{"}task: Afgør, by: caseworker, due: 4 weeks{"}"}{"}"}
    Rigtigt:
        pauses: {"{"}hearing: {"{"}title: Partshøring, while: hear, ground: {"{"}act: forvaltningsloven, section: "19"{"}"}, stops: decide{"}"}{"}"}
        does: {"{"}hear: {"{"}task: Hør, by: caseworker{"}"}, decide: {"{"}task: Afgør, by: caseworker, due: 4 weeks{"}"}{"}"}

explain-F0602 =
    Teksten er ikke et tidspunkt på dagen.

    at siger, hvornår på den sidste dag fristen slutter: end_of_day, exact eller et klokkeslæt.

    Forkert:
        does: {"{"}answer: {"{"}task: Svar, by: caseworker, due: {"{"}lasts: 1 working day, at: noon{"}"}{"}"}{"}"}
    Rigtigt:
        does: {"{"}answer: {"{"}task: Svar, by: caseworker, due: {"{"}lasts: 1 working day, at: 12:00{"}"}{"}"}{"}"}

explain-F0603 =
    Længden kan ikke være det længste.

    Månedens udgang og en alder kommer an på, hvor der regnes fra. Det længste skal være lige langt altid.

    Forkert:
        does: {"{"}decide: {"{"}task: Afgør, by: caseworker, due: {"{"}lasts: 4 weeks, extends: {"{"}at_most: end of month, ground: {"{"}act: serviceloven, section: "85"{"}"}{"}"}{"}"}{"}"}{"}"}
    Rigtigt:
        does: {"{"}decide: {"{"}task: Afgør, by: caseworker, due: {"{"}lasts: 4 weeks, extends: {"{"}at_most: 2 weeks, ground: {"{"}act: serviceloven, section: "85"{"}"}{"}"}{"}"}{"}"}{"}"}

explain-F0604 =
    Fristen har ikke et mål før det længste.

    Når en kommune lover "4 til 6 uger", sigtes der efter 4 uger, og fristen er overskredet efter 6. Begge skrives i samme enhed.

    Forkert:
        does: {"{"}decide: {"{"}task: Afgør, by: caseworker, due: 6 weeks..4 weeks{"}"}{"}"}
    Rigtigt:
        does: {"{"}decide: {"{"}task: Afgør, by: caseworker, due: 4 weeks..6 weeks{"}"}{"}"}

explain-F0605 =
    Reglen gælder dage, men fristen er i timer.

    Timer løber, som de går: der er ingen første dag, intet klokkeslæt og ingen dag at flytte til.

    Forkert:
        does: {"{"}assess: {"{"}task: Vurdér, by: caseworker, due: {"{"}lasts: 24 hours, day_zero: counted{"}"}{"}"}{"}"}
    Rigtigt:
        does: {"{"}assess: {"{"}task: Vurdér, by: caseworker, due: {"{"}lasts: 24 hours{"}"}{"}"}{"}"}

explain-F0606 =
    Fristen har intet mål at sigte efter.

    target er det mål, der står før de to punktummer i en frist som 4 weeks..6 weeks, eller den dag et vindue foreslår.

    Forkert:
        does: {"{"}decide: {"{"}task: Afgør, by: caseworker, due: {"{"}lasts: 6 weeks, ladder: {"{"}at: target, remind: owner{"}"}{"}"}{"}"}{"}"}
    Rigtigt:
        does: {"{"}decide: {"{"}task: Afgør, by: caseworker, due: {"{"}lasts: 4 weeks..6 weeks, ladder: {"{"}at: target, remind: owner{"}"}{"}"}{"}"}{"}"}

explain-F0607 =
    Trappen indkalder til noget, der ikke er et møde.

    call åbner et møde, gør det skyldigt og giver besked til dem, der deltager.

    Forkert:
        does:
          answer: {"{"}task: Svar, by: caseworker, due: {"{"}lasts: 4 weeks, ladder: {"{"}at: due, call: talk{"}"}{"}"}{"}"}
          talk: {"{"}task: Tal sammen, by: caseworker, starts: by_ladder{"}"}
    Rigtigt:
        does:
          answer: {"{"}task: Svar, by: caseworker, due: {"{"}lasts: 4 weeks, ladder: {"{"}at: due, call: talk{"}"}{"}"}{"}"}
          talk: {"{"}meeting: Tal sammen, by: caseworker, starts: by_ladder{"}"}

explain-F0608 =
    Feltet er ikke et valg mellem måder at sende på.

    Hvornår noget anses for modtaget, kommer an på, om det er sendt med digital_post, letter, quick_letter eller in_person.

    Forkert:
        data: {"{"}decision: {"{"}sent_by: {"{"}type: choice, of: {"{"}post: Post{"}"}{"}"}{"}"}{"}"}
        clocks: {"{"}appeal: {"{"}title: Klagefrist, starts: {"{"}received: done(decide), channel: decision.sent_by{"}"}, lasts: 4 weeks{"}"}{"}"}
        does: {"{"}decide: {"{"}decision: Afgør, by: caseworker, fills: decision.sent_by{"}"}{"}"}
    Rigtigt:
        data: {"{"}decision: {"{"}sent_by: {"{"}type: choice, of: {"{"}letter: Brev{"}"}{"}"}{"}"}{"}"}
        clocks: {"{"}appeal: {"{"}title: Klagefrist, starts: {"{"}received: done(decide), channel: decision.sent_by{"}"}, lasts: 4 weeks{"}"}{"}"}
        does: {"{"}decide: {"{"}decision: Afgør, by: caseworker, fills: decision.sent_by{"}"}{"}"}

explain-F0609 =
    Trinet venter på et svar, som ingen kan give.

    unless: acknowledged udelader trinet, når nogen har kvitteret for et tidligere trin. Så skal et tidligere trin sige noget til nogen.

    Forkert:
        does: {"{"}answer: {"{"}task: Svar, by: caseworker, due: {"{"}lasts: 4 weeks, ladder: [{"{"}at: due, raise_priority: true, unless: acknowledged{"}"}]{"}"}{"}"}{"}"}
    Rigtigt:
        does: {"{"}answer: {"{"}task: Svar, by: caseworker, due: {"{"}lasts: 4 weeks, ladder: [{"{"}at: 50 %, remind: owner{"}"}, {"{"}at: due, raise_priority: true, unless: acknowledged{"}"}]{"}"}{"}"}{"}"}

explain-F0610 =
    Trappen siger noget til en part, som en sag kan være uden.

    En part, der er optional eller kræver samtykke, er måske ikke med i sagen. Så hører den, der leder parten, eller ellers myndigheden det i stedet; men også den kan mangle her.

    Forkert:
        parties: {"{"}caseworker: {"{"}title: Sagsbehandler, side: authority, optional: true{"}"}, relative: {"{"}title: Pårørende, side: relative, optional: true{"}"}{"}"}
        does: {"{"}answer: {"{"}task: Svar, by: caseworker, due: {"{"}lasts: 4 weeks, ladder: {"{"}at: due, tell: relative{"}"}{"}"}{"}"}{"}"}
    Rigtigt:
        parties: {"{"}caseworker: {"{"}title: Sagsbehandler, side: authority{"}"}, relative: {"{"}title: Pårørende, side: relative, optional: true{"}"}{"}"}
        does: {"{"}answer: {"{"}task: Svar, by: caseworker, due: {"{"}lasts: 4 weeks, ladder: {"{"}at: due, tell: relative{"}"}{"}"}{"}"}{"}"}

explain-F0611 =
    Trapper åbner hinandens trin i ring.

    Når det ene trins trappe åbner det andet, og det andets trappe åbner det første, hører det aldrig op.

    Forkert:
        does:
          ring: {"{"}wait: Svar på opkald, starts: by_ladder, until: {"{"}after: 2 days{"}"}, due: {"{"}lasts: 1 day, ladder: {"{"}at: due, open: write{"}"}{"}"}{"}"}
          write: {"{"}wait: Svar på brev, starts: by_ladder, until: {"{"}after: 2 days{"}"}, due: {"{"}lasts: 1 day, ladder: {"{"}at: due, open: ring{"}"}{"}"}{"}"}
    Rigtigt:
        does:
          ring: {"{"}wait: Svar på opkald, until: {"{"}after: 2 days{"}"}, due: {"{"}lasts: 1 day, ladder: {"{"}at: due, open: write{"}"}{"}"}{"}"}
          write: {"{"}wait: Svar på brev, starts: by_ladder, until: {"{"}after: 2 days{"}"}, due: {"{"}lasts: 1 day, ladder: {"{"}at: due, tell: caseworker{"}"}{"}"}{"}"}

explain-F0612 =
    Ingen part koordinerer sagen.

    coordinator er den part, der har coordinates: true, eller som hedder coordinator.

    Forkert:
        does: {"{"}answer: {"{"}task: Svar, by: caseworker, due: {"{"}lasts: 4 weeks, ladder: {"{"}at: due, tell: coordinator{"}"}{"}"}{"}"}{"}"}
    Rigtigt:
        parties: {"{"}caseworker: {"{"}title: Sagsbehandler, side: authority{"}"}, guide: {"{"}title: Tovholder, side: authority, coordinates: true{"}"}{"}"}
        does: {"{"}answer: {"{"}task: Svar, by: caseworker, due: {"{"}lasts: 4 weeks, ladder: {"{"}at: due, tell: coordinator{"}"}{"}"}{"}"}{"}"}

explain-F0613 =
    Længden kan ikke være et vindue.

    Et vindue tælles i dage eller længere, og hver gang skal kunne ligge på sin egen dag.

    Forkert:
        does: {"{"}meet: {"{"}meeting: Mødes, by: caseworker, repeats: {"{"}at_least: 8, in_any: 1 week{"}"}{"}"}{"}"}
    Rigtigt:
        does: {"{"}meet: {"{"}meeting: Mødes, by: caseworker, repeats: {"{"}at_least: 1, in_any: 1 week{"}"}{"}"}{"}"}

explain-F0614 =
    Et vindue har sin egen frist.

    Mødet skal holdes senest den dag, hvor vinduet stadig kan holdes. En anden frist ved siden af ville skjule den.

    Forkert:
        does: {"{"}meet: {"{"}meeting: Mødes, by: caseworker, due: 2 weeks, ladder: {"{"}at: due, remind: owner{"}"}, repeats: {"{"}at_least: 3, in_any: 12 months{"}"}{"}"}{"}"}
    Rigtigt:
        does: {"{"}meet: {"{"}meeting: Mødes, by: caseworker, ladder: {"{"}at: due, remind: owner{"}"}, repeats: {"{"}at_least: 3, in_any: 12 months{"}"}{"}"}{"}"}

explain-F0615 =
    To parter koordinerer sagen.

    Trapper siger noget til koordinatoren, og så skal der kun være én.

    Forkert:
        parties: {"{"}caseworker: {"{"}title: Sagsbehandler, side: authority, coordinates: true{"}"}, guide: {"{"}title: Tovholder, side: authority, coordinates: true{"}"}{"}"}
    Rigtigt:
        parties: {"{"}caseworker: {"{"}title: Sagsbehandler, side: authority{"}"}, guide: {"{"}title: Tovholder, side: authority, coordinates: true{"}"}{"}"}
explain-F0616 =
    Kolonnen er ikke et valg mellem parter, eller det, der ejes, er hverken en opgave eller et møde.

    owner siger, hvilken kolonne der nævner den part, rækken er arbejde for. Kolonnen er et valg, folk udfylder, og hvert navn i det er en part i flowet. Hvem der træffer en afgørelse, står i flowet selv.

    Forkert:
        data: {"{"}form: {"{"}agreements: {"{"}list: {"{"}number: {"{"}type: text{"}"}, owner: {"{"}type: text{"}"}{"}"}{"}"}{"}"}{"}"}
        does: {"{"}keep: {"{"}task: Hold aftalen, by: caseworker, repeats: {"{"}each: form.agreements, key: number, owner: owner{"}"}{"}"}{"}"}
    Rigtigt:
        data: {"{"}form: {"{"}agreements: {"{"}list: {"{"}number: {"{"}type: text{"}"}, owner: {"{"}type: choice, of: [caseworker]{"}"}{"}"}{"}"}{"}"}{"}"}
        does: {"{"}keep: {"{"}task: Hold aftalen, by: caseworker, repeats: {"{"}each: form.agreements, key: number, owner: owner{"}"}{"}"}{"}"}

explain-F0451 =
    Noget ligger klar til at blive lagt ind i sagen, men er allerede en del af planen.

    Det, der ligger klar, er der først, når nogen lægger det ind. Det siger starts: when_added på trinnet.

    Forkert:
        unplanned: {"{"}pieces: visit{"}"}
        does:
          visit: {"{"}task: Besøg, by: caseworker{"}"}
    Rigtigt:
        unplanned: {"{"}pieces: visit{"}"}
        does:
          visit: {"{"}task: Besøg, by: caseworker, starts: when_added{"}"}

explain-F0452 =
    Trinnet begynder, når nogen lægger det ind, men ligger ikke klar noget sted.

    Flowet kan godt offentliggøres, men trinnet kommer aldrig i spil.

    Forkert:
        does:
          visit: {"{"}task: Besøg, by: caseworker, starts: when_added{"}"}
    Rigtigt:
        unplanned: {"{"}pieces: visit{"}"}
        does:
          visit: {"{"}task: Besøg, by: caseworker, starts: when_added{"}"}

explain-F0453 =
    Noget ligger klar et andet sted, end hvor det hører til.

    Et trin ligger klar ét sted: i unplanned for den fase, det selv ligger i, eller for hele flowet. Det, der er der for hver række, kan ikke ligge klar.

    Forkert:
        stages:
          help:
            title: Hjælp
            unplanned: {"{"}pieces: visit{"}"}
            does:
              plan: {"{"}task: Planlæg, by: caseworker{"}"}
        does:
          visit: {"{"}task: Besøg, by: caseworker, starts: when_added{"}"}
    Rigtigt:
        stages:
          help:
            title: Hjælp
            unplanned: {"{"}pieces: visit{"}"}
            does:
              plan: {"{"}task: Planlæg, by: caseworker{"}"}
              visit: {"{"}task: Besøg, by: caseworker, starts: when_added{"}"}

explain-F0454 =
    Noget, som folk kan lægge ind, går uden om det, loven kræver.

    Det, loven kræver, kan ikke springes over med en begrundelse, og heller ikke ved at lægge noget ind, der tager det ud af spil eller afslutter det.

    Forkert:
        unplanned: {"{"}pieces: drop{"}"}
        does:
          hear: {"{"}task: Partshøring, by: caseworker, required_by_law: {"{"}act: forvaltningsloven, section: "19"{"}"}{"}"}
          drop: {"{"}task: Uden høring, by: caseworker, starts: when_added, removes: hear{"}"}
    Rigtigt:
        unplanned: {"{"}pieces: drop{"}"}
        does:
          hear: {"{"}task: Partshøring, by: caseworker, required_by_law: {"{"}act: forvaltningsloven, section: "19"{"}"}{"}"}
          drop: {"{"}task: Skriv et notat, by: caseworker, starts: when_added{"}"}

explain-F0455 =
    Der kan ikke lægges arbejde ind i det, der er der for hver række.

    Sæt unplanned på en fase omkring rækkerne, eller på flowet.

    Forkert:
        stages:
          visits:
            title: Besøg
            repeats: {"{"}each: 3{"}"}
            unplanned: {"{"}by: caseworker{"}"}
            does:
              visit: {"{"}task: Besøg, by: caseworker{"}"}
    Rigtigt:
        unplanned: {"{"}by: caseworker{"}"}
        stages:
          visits:
            title: Besøg
            repeats: {"{"}each: 3{"}"}
            does:
              visit: {"{"}task: Besøg, by: caseworker{"}"}

explain-F0456 =
    Arbejdet sendes tilbage ind i en fase, der er slut.

    Det, der ligger i en fase, kan kun ske, mens fasen er i gang. Er fasen slut, når arbejdet sendes tilbage, venter det for evigt. Det er en fejl, når fasen altid er slut på det tidspunkt, og ellers en advarsel.

    Forkert:
        stages:
          order:
            title: Bestilling
            does:
              write: {"{"}task: Skriv bestillingen, by: caseworker{"}"}
        does:
          check: {"{"}task: Kontrollér, by: caseworker, after: order, then_again: write{"}"}
    Rigtigt:
        stages:
          order:
            title: Bestilling
            does:
              write: {"{"}task: Skriv bestillingen, by: caseworker{"}"}
        does:
          check: {"{"}task: Kontrollér, by: caseworker, after: order, then_again: order{"}"}

explain-F0441 =
    Flowet mangler noget af den model, det er hentet fra.

    Når en model hentes, skrives det, der ikke kan siges i et flow, under not_carried, så det ikke forsvinder i stilhed. Se på hver linje: skriv det i flowet på en anden måde, eller slet linjen, hvis det ikke betyder noget.

    Forkert:
        not_carried: [{"{"}id: Rel_1, what: En regel om nye udgaver af et forløb{"}"}]
    Rigtigt:
        about: {"{"}purpose: Nye udgaver af forløbet begynder som nye sager.{"}"}

explain-F0701 =
    Modellen er for stor.

    En model på mere end 8 MB er næsten altid en log eller et billede og ikke en model. Gem modellen for sig selv, og hent den.

explain-F0702 =
    Filens bogstaver kan ikke læses.

    Modeller læses i UTF-8, i UTF-16 med mærke forrest og i ISO 8859-1 eller windows-1252, når XML-erklæringen siger det. Passer erklæringen ikke med indholdet, gem modellen igen i UTF-8.

explain-F0703 =
    Filen er ikke hel XML.

    Hvert mærke skal lukkes, og hver egenskab står i anførselstegn. Filen er ofte klippet over eller rettet i hånden. Gem modellen igen fra det værktøj, den er tegnet i.

explain-F0704 =
    Filen har en dokumenttype eller et udtryk, som henter noget andetsteds fra.

    Med en dokumenttype kan en lille fil vokse uden grænse eller læse andre filer. Derfor læses intet med <!DOCTYPE eller andre & -ord end XML's egne fem. Modeller fra tegneværktøjer har ingen brug for det.

explain-F0705 =
    Modellen har for mange led inden i hinanden eller for mange dele.

    Mere end hundrede led kan ingen læse som et billede. Del modellen i flere.

explain-F0706 =
    Der er flere fund, end der vises.

    Ret de første, og hent modellen igen.

explain-F0707 =
    Filen er en model i et andet sprog.

    samspil import dcr læser DCR-grafer, som DCR-portalen og dcr-js gemmer dem; samspil import cmmn læser CMMN 1.1.

explain-F0708 =
    Modellen rummer intet, der kan gøres.

    Et flow har mindst ét trin. Ofte er filen gemt, før noget blev tegnet, eller kun tegningen er gemt.

explain-F0709 =
    En del mangler sit id, eller noget andet den skal have.

    Alt, hvad andre dele peger på, må have et id. En relation må sige, hvad den går fra og til.

explain-F0710 =
    To dele har samme id.

    Så kan ingen vide, hvilken af dem en relation taler om. Giv hver del sit eget id.

explain-F0711 =
    En del ligger i sig selv.

    Det, der ligger i en fase eller et delforløb, kan ikke rumme den fase. Ofte er en del kopieret ind i sig selv med samme id.

explain-F0712 =
    En del peger på noget, der ikke er i modellen.

    Ofte blev det slettet, efter at relationen var tegnet. Slet også relationen, eller tegn det, der mangler.

explain-F0713 =
    En værdi hører ikke til, hvor den står.

    Rapporten siger, hvilke værdier der kan stå der.

explain-F0714 =
    En betingelse er skrevet i et sprog, der ikke kendes.

    Betingelser sammenligner værdier med tal, tekster og sandt eller falsk, og forbinder dem med and, or og not: Beløb > 1000 and Haster = true. Funktioner og programmer kan ikke hentes, for ingen kunne tjekke dem, før de kører.

explain-F0715 =
    Et tidsrum kan ikke læses.

    Tidsrum skrives efter ISO 8601: P5D er fem dage, P1W en uge, P2M to måneder, P1Y et år og PT8H otte timer.

explain-F0716 =
    Modellen har flere dele, end et flow kan have.

    Et flow har højst tusind trin; mere kan ingen overskue. Del modellen.

explain-F0717 =
    Flowet kan ikke rumme modellen.

    Modellen er læst, men den flowfil, den bliver til, ville ikke kunne læses. Fundet siger hvorfor, med den kode som samspil check ville have givet. Oftest er modellen for stor til et flow.

explain-F0720 =
    En del af modellen er ikke hentet.

    Et flow kan ikke sige den. Den står i rapporten med sit id og sit sted og under not_carried i flowfilen. Skriv det selv i flowet, hvis det betyder noget.

explain-F0731 =
    Modellen har ingen sag.

    En CMMN-model hentes ved sin sag: et case-element med en casePlanModel. Filer med kun tegningen eller kun en beslutning kan ikke hentes.

explain-F0732 =
    En henvisning peger på noget, der ikke findes.

    Hvert planItem henviser til det, det er lavet af (definitionRef), hvert kriterium til en vagt (sentryRef), og hver vagt til det, den venter på (sourceRef). Peger en af dem ud i ingenting, ville flowet betyde noget andet end modellen.

explain-F0733 =
    To dele af sagen har samme id.

    En henvisning til det id ville ramme den ene eller den anden. Giv en af dem et nyt id.

explain-F0734 =
    En fase ligger inden i sig selv.

    Det gør den, når den direkte eller gennem andre faser planlægger sig selv. Den kunne aldrig blive færdig.

explain-F0735 =
    Sagen har flere dele, end et flow kan have.

    En fase, der bruges flere steder, tæller hver gang. Del modellen i flere.

explain-F0736 =
    Et udtryk er skrevet i et sprog, der ikke læses her.

    JUEL, SpEL, FEEL og de simple udtryk, der ligner dem, læses. En betingelse i et andet sprog ville skulle gættes.

explain-F0737 =
    En vagt venter ikke på noget.

    En vagt har mindst én ting, der skal ske (planItemOnPart, caseFileItemOnPart), eller en betingelse (ifPart). Tegneværktøjer efterlader tomme vagter. Flowet er, som om den ikke var tegnet: det, der ikke har et andet indgangskriterium, åbner af sig selv, og et udgangskriterium, der ikke venter på noget, slutter ikke noget.

explain-F0738 =
    Noget i modellen er ikke med i flowet.

    Det står under not_carried i flowfilen, så ingen overser det: kode, der køres i et andet system, processer og beslutninger i andre filer, skemaer og lignende.

explain-F0739 =
    En betingelse er blevet til et spørgsmål.

    Udtrykket kalder for eksempel en metode i et program. I flowet er det et ja/nej-felt under questions, som et menneske svarer på; indtil da gælder betingelsen ikke.

explain-F0461 =
    Forløbet danner par, og protokollen er ikke kendt.

    Protokollen skrives i et af de to forløb. Det andet nævner det forløb under pair og bruger den derfra: når de tjekkes sammen, og når de offentliggøres, forløbet med protokollen først.

explain-F0462 =
    Protokollen har to sider, og det nævnte er ikke en af dem.

    sides nævner de to sider, den første er den, der begynder. as i pair og by i en besked nævner en af dem.

explain-F0463 =
    Protokollen har ikke det, der nævnes.

    says, after, answers og owes nævner beskeder, der står under messages i protokollen. rows nævner en liste, som beskeden rummer, og en kolonne i den.

explain-F0464 =
    Det er den anden side, der siger det.

    by siger, hvem der siger en besked. Den side har et trin med says; den anden har en ventetid (wait). Den første besked siges af den første side, og et svar af den anden side end spørgsmålet.

explain-F0465 =
    Noget, der hører til protokollen, siger eller modtager ingen her.

    Hver besked siges af mindst ét trin på sin side og ventes af mindst ét på den anden, så at intet bliver sagt til ingen.

explain-F0466 =
    Det, der skyldes efter protokollen, hører til flere trin eller til hver række.

    Et svar, der skyldes, er ét trins: det er til at se, hvem der skylder det, og hvornår det er givet. Svar på hver linje siges samlet, som en liste i beskeden.

explain-F0471 =
    Der nævnes en fase, som flowet ikke har.

    sees_in og seen_in nævner faser, der står under phases.

    Eksempel:
        phases:
          delivery: {"{"}title: Levering, from: send_order{"}"}
        parties:
          provider: {"{"}title: Udfører, side: provider, sees_in: delivery{"}"}

explain-F0472 =
    Tiden efter en fase kan ikke bruges.

    and_after siger, hvor længe en part ser sagen, efter at dens sidste fase er gået. Det kræver sees_in, og det tælles i hele dage: dage, uger, måneder eller år.

explain-F0489 =
    Tiden, som en lukket sag gemmes, er ikke talt i hele dage.

    keep under retention siger, hvor længe en sag gemmes fra den dag, den blev lukket, før den kan kasseres. Den tælles i dage, uger, måneder eller år; timer og arbejdsdage giver ingen mening over år.

    Forkert:
        retention: {"{"}from: closed, keep: 1000 working days, then: erase{"}"}

    Rigtigt:
        retention: {"{"}from: closed, keep: 5 years, then: erase{"}"}

explain-F0490 =
    Der er sagt noget om en lov, som ingen kilde står i.

    acts under about siger det, der er kendt om hele love, og lovens paragraffer har det derfra. Som regel er lovens navn skrevet på to måder, og så står paragrafferne uden dage.

    Forkert:
        about:
          law: {"{"}act: serviceloven, section: "85"{"}"}
          acts: [{"{"}act: servicelov, review_by: 2027-01-01{"}"}]
    Rigtigt:
        about:
          law: {"{"}act: serviceloven, section: "85"{"}"}
          acts: [{"{"}act: serviceloven, review_by: 2027-01-01{"}"}]

explain-F0495 =
    Dagen, en lovkilde skulle være kontrolleret senest, er gået.

    Loven ændres, mest 1. januar og 1. juli. review_by siger, hvornår nogen senest skal se efter, om reglen stadig gælder, som flowet siger. Forløbet kører videre; det er en påmindelse til den, der ejer det. Findes, når der spørges på en dag: på forløbets side og i værkstedet i dag, og på kommandolinjen med check --on.

explain-F0551 =
    Beskeden rummer ikke det felt.

    gives nævner beskedens felter til venstre; takes nævner dem til højre. Felterne er dem, der står under holds i protokollen.

explain-F0552 =
    Det, der gives til beskeden eller hentes fra den, passer ikke.

    Et felt, der får noget, skal kunne holde alt, hvad det andet kan holde. En liste, der gives, har mindst de kolonner, som beskeden skal have; flere bliver her. En kolonne hentes kun, hvor protokollen under rows siger, hvad der skelner rækkerne.

explain-F0553 =
    Beskeden mangler noget, den skal rumme.

    Hvert felt under holds, der ikke er optional, nævnes under gives på hvert trin, der siger beskeden.

explain-F0561 =
    Forløbet, som den anden sag i et par følger, er ikke kendt.

    Når den første besked siges, begynder en sag efter den nyeste offentliggjorte udgave af det forløb. Er der ingen, bliver det en hændelse, og sagen begynder, så snart forløbet er offentliggjort.

explain-F0562 =
    De to forløb er ikke hinandens.

    Hvert nævner det andet under pair, og hver sin side af protokollen under as.

explain-F0563 =
    De to forløb taler ikke efter samme protokol.

    Den skrives ét sted. Et forløb, der er offentliggjort, har den udgave, der gjaldt da; ændres protokollen, offentliggøres begge.

explain-F0564 =
    Den anden sags forløb har ikke den part, eller der kan være for få.

    parties nævner den anden sags parter til venstre og denne sags til højre. Parter af samme navn er de samme og nævnes ikke.

explain-F0565 =
    Noget i protokollen kan aldrig blive sagt.

    De to forløb er fulgt så langt, som mennesker og tid kan bringe dem. Trinnet, der siger beskeden, venter på noget, der selv venter på beskeden - i det andet forløb eller i dette.
explain-F0481 =
    Dokumentets tekst kan ikke læses.

    En tekst har ord, felter i dobbelte klammer og stykker mellem {"{%"} if {"%}"} og {"{%"} endif {"%}"}. Et tegn mangler, eller noget er ikke lukket.

    Forkert:
        documents: {"{"}receipt: {"{"}text: "Kære {"{"}{"{"} citizen"{"}"}{"}"}
    Rigtigt:
        documents: {"{"}receipt: {"{"}text: "Kære {"{"}{"{"} citizen {"}"}{"}"}"{"}"}{"}"}
explain-F0482 =
    Dokumentets tekst gør mere, end en tekst må.

    En tekst viser felter og spørger, om noget er udfyldt. Løkker, udregninger, filtre og kald er der ingen af: så kan ingen tekst blive ved, og hvad et brev fortæller, kan ses af flowet alene. En liste vises hel, som punkter.

    Forkert:
        data: {"{"}d: {"{"}why: {"{"}type: text{"}"}, lines: {"{"}list: {"{"}need: {"{"}type: text{"}"}{"}"}{"}"}, home: {"{"}record: {"{"}street: {"{"}type: text{"}"}{"}"}{"}"}{"}"}{"}"}
        documents: {"{"}receipt: {"{"}text: "{"{"}% for line in d.lines %{"}"}x{"{"}% endfor %{"}"}"{"}"}{"}"}
    Rigtigt:
        data: {"{"}d: {"{"}why: {"{"}type: text{"}"}, lines: {"{"}list: {"{"}need: {"{"}type: text{"}"}{"}"}{"}"}, home: {"{"}record: {"{"}street: {"{"}type: text{"}"}{"}"}{"}"}{"}"}{"}"}
        documents: {"{"}receipt: {"{"}text: "{"{"}{"{"} d.lines {"}"}{"}"}"{"}"}{"}"}
explain-F0483 =
    Dokumentets tekst nævner noget, der ikke er.

    Felter skrives afsnit.felt, parter ved deres navn, og om noget er valgt spørges der om med afsnit.felt.valg. Et felt, der er stavet forkert, ville ellers blive et hul i et brev.

    Forkert:
        data: {"{"}d: {"{"}why: {"{"}type: text{"}"}, lines: {"{"}list: {"{"}need: {"{"}type: text{"}"}{"}"}{"}"}, home: {"{"}record: {"{"}street: {"{"}type: text{"}"}{"}"}{"}"}{"}"}{"}"}
        documents: {"{"}receipt: {"{"}text: "Fordi: {"{"}{"{"} d.whi {"}"}{"}"}"{"}"}{"}"}
    Rigtigt:
        data: {"{"}d: {"{"}why: {"{"}type: text{"}"}, lines: {"{"}list: {"{"}need: {"{"}type: text{"}"}{"}"}{"}"}, home: {"{"}record: {"{"}street: {"{"}type: text{"}"}{"}"}{"}"}{"}"}{"}"}
        documents: {"{"}receipt: {"{"}text: "Fordi: {"{"}{"{"} d.why {"}"}{"}"}"{"}"}{"}"}
explain-F0484 =
    Flere felter, der hører sammen, kan ikke vises helt.

    Hvordan en adresse skal stå, ved kun den, der skriver brevet: nævn dens felter hvert for sig.

    Forkert:
        data: {"{"}d: {"{"}why: {"{"}type: text{"}"}, lines: {"{"}list: {"{"}need: {"{"}type: text{"}"}{"}"}{"}"}, home: {"{"}record: {"{"}street: {"{"}type: text{"}"}{"}"}{"}"}{"}"}{"}"}
        documents: {"{"}receipt: {"{"}text: "{"{"}{"{"} d.home {"}"}{"}"}"{"}"}{"}"}
    Rigtigt:
        data: {"{"}d: {"{"}why: {"{"}type: text{"}"}, lines: {"{"}list: {"{"}need: {"{"}type: text{"}"}{"}"}{"}"}, home: {"{"}record: {"{"}street: {"{"}type: text{"}"}{"}"}{"}"}{"}"}{"}"}
        documents: {"{"}receipt: {"{"}text: "{"{"}{"{"} d.home.street {"}"}{"}"}"{"}"}{"}"}
explain-F0485 =
    Et trin sender et dokument, der ikke er.

    Har et flow dokumenter, skal alle breve, det sender, være iblandt dem.

    Forkert:
        documents: {"{"}receipt: {"{"}text: "Kære"{"}"}{"}"}
        does: {"{"}send: {"{"}task: Send, by: caseworker, letter: recept{"}"}{"}"}
    Rigtigt:
        documents: {"{"}receipt: {"{"}text: "Kære"{"}"}{"}"}
        does: {"{"}send: {"{"}task: Send, by: caseworker, letter: receipt{"}"}{"}"}
explain-F0486 =
    Et brev viser et felt, som modtageren aldrig må se.

    Hvad et brev fortæller, er det, modtageren må se af sagen, og ikke mere. Skriv modtageren i feltets seen_by, eller tag feltet ud af teksten.

explain-F0487 =
    Huset siger noget andet end den version, begge sider godkendte.

    Et fælles hus er en aftale. Ændres området, strategien, redskaberne eller spillereglerne, skal både myndighed og udfører have godkendt ændringen på en dag, der er senere end sidste gang.

    Forkert, når version 1 har de samme dage og en anden regel:
        house:
          rules: {"{"}ring: {"{"}says: Vi ringer altid.{"}"}{"}"}
          approved: {"{"}authority: 2026-01-05, provider: 2026-01-12{"}"}
    Rigtigt:
        house:
          rules: {"{"}ring: {"{"}says: Vi ringer altid.{"}"}{"}"}
          approved: {"{"}authority: 2026-06-01, provider: 2026-06-08{"}"}
