### Explanations: what a finding means, why it is one, and an example

explain-F0101 =
    The file cannot be read from here.

    A flow file is written in YAML. What belongs to something stands indented below it, and signs such as : # {"{"} {"}"} [ ] , & * ! @ and quotes have a meaning of their own. A text or expression with such a sign must stand in quotes. Reading stops at the first mistake of this kind, so there may be more further down.

    Wrong:
        closes:
          when: "granted" == decision.outcome
    Right:
        closes:
          when: '"granted" == decision.outcome'

explain-F0102 =
    The file is too large.

    Nobody can take in a flow that is larger. Make several flows of it, or move long guidance to documents.

explain-F0103 =
    The file nests too deep or has too many parts.

    The language itself seldom needs more than twelve levels. See whether a bracket is left open, or make several flows of it.

explain-F0104 =
    Anchors and aliases cannot be used.

    YAML can name a place in the file with & and point back to it with *. That makes a file hard to read for whoever does not know it, and lets small files grow without bound. Write the text out. A text that begins with & or * must stand in quotes.

    Wrong:
        title: &name Social støtte
        about:
          purpose: *name
    Right:
        title: Social støtte
        about:
          purpose: Social støtte

explain-F0105 =
    The text begins with !, which is read as a YAML type.

    An expression that begins with an exclamation mark ("not") must stand in quotes.

    Wrong:
        closes:
          when: !owed(answer)
    Right:
        closes:
          when: "!owed(answer)"

explain-F0106 =
    A new document begins here.

    A line with --- divides a YAML file into several documents. A flow file holds one flow.

    Wrong:
        title: Social støtte
        ---
        about:
          subject: citizen
    Right:
        title: Social støtte
        about:
          subject: citizen

explain-F0107 =
    A key stands twice in one place.

    Only the first is read, and that is seldom what was meant. Delete one of them, or give each a name of its own.

    Wrong:
        title: Social støtte
        title: Støtte til voksne
    Right:
        title: Støtte til voksne

explain-F0108 =
    A key must be a word.

    What stands before the colon is a list or a bracket. That often happens when an expression is not in quotes.

    Wrong:
        about: {"{"}[purpose]: Borgeren får hjælp{"}"}
    Right:
        about:
          purpose: Borgeren får hjælp

explain-F0109 =
    There is a character here that cannot be seen.

    Control characters and characters that turn the direction of writing can make a file look like something that it is not. They often come along when text is copied from another program.

explain-F0110 =
    The file is empty, or it has nothing but remarks.

    A flow begins with the version of the language, the flow's name and its title.

    Wrong:
        # Social støtte
    Right:
        # Social støtte
        samspil: 1

explain-F0111 =
    There are more findings than are shown.

    Mend the first and read the file again. Many findings often come from one mistake.

explain-F0201 =
    The key is not known here.

    Every key that does not belong is an error. Otherwise a word that is misspelt would be overlooked, and a deadline that nobody has set is one that nobody keeps. A text with a comma inside {"{"} {"}"} must stand in quotes.

    Wrong:
        about:
          purpos: Borgeren får hjælp
    Right:
        about:
          purpose: Borgeren får hjælp

explain-F0202 =
    A key that must be there is missing.

    Wrong:
        parties:
          caseworker:
            title: Myndighedsrådgiver
    Right:
        parties:
          caseworker:
            title: Myndighedsrådgiver
            side: authority

explain-F0203 =
    Something else belongs here.

    There is a text where a list belongs, or keys where a text belongs, or the other way round.

    Wrong:
        about: Borgeren får hjælp
    Right:
        about:
          purpose: Borgeren får hjælp

explain-F0204 =
    Exactly one of several keys belongs here.

    An item is either a task or a meeting, a field has either a type or an expression, and a rung does one thing at a time.

    Wrong:
        does:
          talk:
            task: Tal med borgeren
            meeting: Møde med borgeren
            by: caseworker
    Right:
        does:
          talk:
            meeting: Møde med borgeren
            by: caseworker

explain-F0205 =
    The key exists, but does not belong here.

    A milestone has no owner, since nobody does it. Only a wait has until. Only a choice and a level have of.

    Wrong:
        does:
          finished:
            milestone: Indsatsen er afsluttet
            by: caseworker
    Right:
        does:
          finished:
            milestone: Indsatsen er afsluttet

explain-F0206 =
    Nothing is written here.

    Write what belongs here, or delete the key.

    Wrong:
        about:
          purpose:
    Right:
        about:
          purpose: Borgeren får hjælp

explain-F0207 =
    There are too many here.

    There is a bound on how many items, fields, parties and the like a flow may have, so that it can be shown, read and tried. Make several flows of it, or gather what belongs together.

explain-F0208 =
    A list or a group of fields cannot stand inside another.

    A column is a text, a number, a date and the like. Give the inner list a place of its own in the data.

    Wrong:
        data:
          order:
            lines:
              list:
                visits:
                  list:
                    day: {"{"}type: date{"}"}
    Right:
        data:
          order:
            lines:
              list:
                need: {"{"}type: text{"}"}
            visits:
              list:
                day: {"{"}type: date{"}"}

explain-F0301 =
    The text is not a length of time.

    A length is a number and a unit: minutes, hours, days, working days, weeks, months or years. Working days are not days, and months are not weeks, so the unit must be the one that the law or the agreement uses. One may also write end of month, at age 18 years or ISO 8601 (P14D).

    Wrong:
        does:
          answer:
            task: Svar borgeren
            by: caseworker
            due: 3 hverdage
    Right:
        does:
          answer:
            task: Svar borgeren
            by: caseworker
            due: 3 working days

explain-F0302 =
    The text is not a date.

    A date is written year-month-day, so that it cannot be read in two ways.

    Wrong:
        about:
          law: {"{"}act: serviceloven, section: "85", valid_from: 1.1.2026{"}"}
    Right:
        about:
          law: {"{"}act: serviceloven, section: "85", valid_from: 2026-01-01{"}"}

explain-F0303 =
    The text is not a whole number between the bounds.

    Wrong:
        does:
          settle:
            meeting: Afklar uenighed
            by: caseworker
            at_most: to
    Right:
        does:
          settle:
            meeting: Afklar uenighed
            by: caseworker
            at_most: 2

explain-F0304 =
    The word is not one of those that can stand here.

    The finding shows the words, or the one that looks most like it.

    Wrong:
        data:
          assessment:
            need: {"{"}type: string{"}"}
    Right:
        data:
          assessment:
            need: {"{"}type: text{"}"}

explain-F0305 =
    The text is not a rhythm.

    A rhythm is a length (every 3 months), a day and a time (every Monday 08:00), first working day of the month, last working day of the month or a cron expression (cron 0 8 * * 1).

    Wrong:
        does:
          status:
            task: Skriv status
            by: caseworker
            repeats: {"{"}every: kvartal{"}"}
    Right:
        does:
          status:
            task: Skriv status
            by: caseworker
            repeats: {"{"}every: 3 months{"}"}

explain-F0306 =
    The text cannot be a name.

    Names are used in expressions and addresses. They are made of letters (æ, ø and å too), digits and _, begin with a letter and have at most 64 characters. The name of a flow may have hyphens too.

    Wrong:
        does:
          follow up:
            task: Følg op
            by: caseworker
    Right:
        does:
          follow_up:
            task: Følg op
            by: caseworker

explain-F0307 =
    The text is not the path of a field.

    A field is written as section.field, and a column as section.list.column.

    Wrong:
        data:
          decision:
            outcome: {"{"}type: text{"}"}
        does:
          decide:
            decision: Træf afgørelse
            by: caseworker
            fills: [outcome]
    Right:
        data:
          decision:
            outcome: {"{"}type: text{"}"}
        does:
          decide:
            decision: Træf afgørelse
            by: caseworker
            fills: [decision.outcome]

explain-F0308 =
    The text is too long.

    A title must fit a list, and guidance must be read. Write the title short and put the explanation in guidance.

explain-F0309 =
    Here belongs true or false.

    Yes, no, on and off are ordinary words in a flow file.

    Wrong:
        does:
          call_back:
            task: Ring tilbage
            by: caseworker
            optional: yes
    Right:
        does:
          call_back:
            task: Ring tilbage
            by: caseworker
            optional: true

explain-F0310 =
    The text is not a moment on a ladder.

    A rung takes effect when a share of the time has passed (75 %), a length before due (5 working days before), at due (due) or a length after (2 working days after).

    Wrong:
        ladders:
          late:
            - {"{"}at: halfway, remind: owner{"}"}
    Right:
        ladders:
          late:
            - {"{"}at: 50 %, remind: owner{"}"}

explain-F0311 =
    The text is not a range from lowest to highest.

    A range has two dots between, and the lowest first.

    Wrong:
        data:
          assessment:
            need: {"{"}type: level, of: 0-4{"}"}
    Right:
        data:
          assessment:
            need: {"{"}type: level, of: 0..4{"}"}

explain-F0312 =
    The word has a meaning of its own and cannot be a name.

    Expressions are read by a language that itself uses words such as case, new, is and default, even after a dot. Owner, leader and everyone have a meaning where a party is otherwise named.

    Wrong:
        data:
          decision:
            new: {"{"}type: boolean{"}"}
    Right:
        data:
          decision:
            is_new: {"{"}type: boolean{"}"}

explain-F0313 =
    The text is not a KLE subject.

    KLE is the shared subject list of Danish municipalities. A subject is written as three pairs of digits with dots between.

    Wrong:
        about:
          kle: "27"
    Right:
        about:
          kle: "27.00.00"

explain-F0314 =
    The file is written in a version of the flow language that is not known.

    The first line says which version the file is written in. A newer version needs a newer Samspil.

    Wrong:
        samspil: 2
    Right:
        samspil: 1

explain-F0315 =
    The rule stops applying before it begins.

    valid_from is the first day on which the rule applies, and valid_to the last. review_by, the day by which the source is to be reviewed next, lies after reviewed_on.

    Wrong:
        about:
          law: {"{"}act: serviceloven, section: "85", valid_from: 2026-01-01, valid_to: 2025-12-31{"}"}
    Right:
        about:
          law: {"{"}act: serviceloven, section: "85", valid_from: 2025-01-01, valid_to: 2025-12-31{"}"}

explain-F0316 =
    The text cannot start a clock.

    A clock is counted from the start of the case (case), from when an item is opened (opened(item)) or done (done(item)), or from a date in the data (section.field).

    Wrong:
        clocks:
          decide: {"{"}title: Frist for afgørelse, starts: application, lasts: 8 weeks{"}"}
    Right:
        clocks:
          decide: {"{"}title: Frist for afgørelse, starts: case, lasts: 8 weeks{"}"}

explain-F0317 =
    The length lies outside what the deadline may be changed to.

    tunable says how short and how long an administrator may make the deadline. The length in the flow must itself lie inside.

    Wrong:
        clocks:
          decide: {"{"}title: Frist for afgørelse, starts: case, lasts: 8 weeks, tunable: 2 weeks..6 weeks{"}"}
    Right:
        clocks:
          decide: {"{"}title: Frist for afgørelse, starts: case, lasts: 8 weeks, tunable: 2 weeks..12 weeks{"}"}

explain-F0351 =
    The text is neither a stretch of time, nor a moment, nor a field.

    exactly is a time to the second as ISO 8601 writes it (PT1H30M is an hour and a half, P14D is 14 days to the same time of day), a moment (2026-01-05T09:00), or a field with a date, or with a text in which one of them stands.

    Wrong:
        does:
          hearing: {"{"}wait: The citizen may answer, until: {"{"}exactly: 90 minutes{"}"}{"}"}
    Right:
        does:
          hearing: {"{"}wait: The citizen may answer, until: {"{"}exactly: PT90M{"}"}{"}"}

explain-F0401 =
    No item has this name.

    Items are named by the name that they have in the file, not by their title. Expressions have findings of their own.

    Wrong:
        does:
          assess:
            task: Vurdér behovet
            by: caseworker
          decide:
            decision: Træf afgørelse
            by: caseworker
            after: asses
    Right:
        does:
          assess:
            task: Vurdér behovet
            by: caseworker
          decide:
            decision: Træf afgørelse
            by: caseworker
            after: assess

explain-F0402 =
    No party has this name.

    The parties stand at the top of the file, under parties.

    Wrong:
        does:
          assess:
            task: Vurdér behovet
            by: casworker
    Right:
        does:
          assess:
            task: Vurdér behovet
            by: caseworker

explain-F0403 =
    No field has this name.

    A field is written as section.field and must stand under data.

    Wrong:
        data:
          assessment:
            need: {"{"}type: text{"}"}
        does:
          assess:
            task: Vurdér behovet
            by: caseworker
            fills: [assessment.needs]
    Right:
        data:
          assessment:
            need: {"{"}type: text{"}"}
        does:
          assess:
            task: Vurdér behovet
            by: caseworker
            fills: [assessment.need]

explain-F0404 =
    No ladder has this name.

    A ladder that several use stands under ladders. A ladder can also be written directly where it is used.

    Wrong:
        does:
          assess:
            task: Vurdér behovet
            by: caseworker
            due: 4 weeks
            ladder: late
    Right:
        does:
          assess:
            task: Vurdér behovet
            by: caseworker
            due: 4 weeks
            ladder: {"{"}at: due, remind: owner{"}"}

explain-F0405 =
    The name is used twice.

    An item has one name in the whole flow, across stages too; otherwise nobody knows which of them an expression speaks of. An item's own clock has the item's name.

    Wrong:
        stages:
          intake:
            title: Sagsåbning
            does:
              call_back: {"{"}task: Ring til borgeren, by: caseworker{"}"}
          follow_up:
            title: Opfølgning
            does:
              call_back: {"{"}task: Ring til borgeren igen, by: caseworker{"}"}
    Right:
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
    A task, a decision and a meeting always have exactly one owner.

    Where two parties are responsible, nobody is. Write whoever must see to it that it happens in by, and the others in with.

    Wrong:
        parties:
          caseworker: {"{"}title: Myndighedsrådgiver, side: authority{"}"}
          provider: {"{"}title: Udfører, side: provider{"}"}
        does:
          follow_up:
            meeting: Følg op
            by: [caseworker, provider]
    Right:
        parties:
          caseworker: {"{"}title: Myndighedsrådgiver, side: authority{"}"}
          provider: {"{"}title: Udfører, side: provider{"}"}
        does:
          follow_up:
            meeting: Følg op
            by: caseworker
            with: provider

explain-F0407 =
    Parties lead each other in a circle.

    An escalation goes to whoever leads. In a circle it never ends.

    Wrong:
        parties:
          caseworker: {"{"}title: Myndighedsrådgiver, side: authority, leads: team_leader{"}"}
          team_leader: {"{"}title: Teamleder, side: authority, leads: caseworker{"}"}
    Right:
        parties:
          caseworker: {"{"}title: Myndighedsrådgiver, side: authority{"}"}
          team_leader: {"{"}title: Teamleder, side: authority, leads: caseworker{"}"}

explain-F0408 =
    Items that wait for each other can never start.

    An item starts when what stands in after is done, and when the stage that it lies in has started. So an item cannot wait for its own stage either.

    Wrong:
        does:
          assess: {"{"}task: Vurdér behovet, by: caseworker, after: decide{"}"}
          decide: {"{"}decision: Træf afgørelse, by: caseworker, after: assess{"}"}
    Right:
        does:
          assess: {"{"}task: Vurdér behovet, by: caseworker{"}"}
          decide: {"{"}decision: Træf afgørelse, by: caseworker, after: assess{"}"}

explain-F0409 =
    A field that is computed cannot be filled.

    A field with is gets its value from an expression. Were it on a form too, two values would fight for the place.

    Wrong:
        data:
          order:
            hours: {"{"}type: decimal{"}"}
            large: {"{"}is: order.hours > 20{"}"}
        does:
          send_order:
            task: Send bestilling
            by: caseworker
            fills: [order.hours, order.large]
    Right:
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
    A ladder opens an item that does not wait for one.

    The item would start by itself long before the ladder gets to it.

    Wrong:
        does:
          answer:
            task: Svar borgeren
            by: caseworker
            due: 4 weeks
            ladder: {"{"}at: due, open: delay_letter{"}"}
          delay_letter:
            task: Send brev om forsinkelse
            by: caseworker
    Right:
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
    The item is to be opened by a ladder, but no ladder does so.

    The flow can be published, but the item never comes into play.

    Wrong:
        does:
          delay_letter:
            task: Send brev om forsinkelse
            by: caseworker
            starts: by_ladder
    Right:
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
    The ladder speaks to somebody who is not there.

    leader is the party that leads the owner (leads), and owner is the item's owner. A wait and a milestone have no owner, so a party must be named.

    Wrong:
        does:
          answer:
            task: Svar borgeren
            by: caseworker
            due: 4 weeks
            ladder: {"{"}at: due, tell: leader{"}"}
    Right:
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
    Two parties lead the same one.

    An escalation must know to whom it goes. Let one of them lead the other where both are to be told.

    Wrong:
        parties:
          caseworker: {"{"}title: Myndighedsrådgiver, side: authority{"}"}
          team_leader: {"{"}title: Teamleder, side: authority, leads: caseworker{"}"}
          manager: {"{"}title: Afdelingsleder, side: authority, leads: caseworker{"}"}
    Right:
        parties:
          caseworker: {"{"}title: Myndighedsrådgiver, side: authority{"}"}
          team_leader: {"{"}title: Teamleder, side: authority, leads: caseworker{"}"}
          manager: {"{"}title: Afdelingsleder, side: authority, leads: team_leader{"}"}

explain-F0414 =
    The field is not a date.

    A clock and a rhythm can only be counted from a field with type: date.

    Wrong:
        data:
          application:
            received_on: {"{"}type: text{"}"}
        clocks:
          decide: {"{"}title: Frist for afgørelse, starts: application.received_on, lasts: 8 weeks{"}"}
    Right:
        data:
          application:
            received_on: {"{"}type: date{"}"}
        clocks:
          decide: {"{"}title: Frist for afgørelse, starts: application.received_on, lasts: 8 weeks{"}"}

explain-F0415 =
    More items are asked for than there are to choose from.

    So many can never be done, and the item would wait for ever.

    Wrong:
        does:
          visit: {"{"}task: Besøg borgeren, by: caseworker{"}"}
          call_back: {"{"}task: Ring til borgeren, by: caseworker{"}"}
          assess: {"{"}task: Vurdér behovet, by: caseworker, after: {"{"}at_least: 3, of: [visit, call_back]{"}"}{"}"}
    Right:
        does:
          visit: {"{"}task: Besøg borgeren, by: caseworker{"}"}
          call_back: {"{"}task: Ring til borgeren, by: caseworker{"}"}
          assess: {"{"}task: Vurdér behovet, by: caseworker, after: {"{"}at_least: 1, of: [visit, call_back]{"}"}{"}"}

explain-F0416 =
    It is counted back from an item that has no deadline.

    An item has a deadline when it has due, or when it comes back on a rhythm (repeats: every).

    Wrong:
        does:
          status: {"{"}task: Skriv status, by: caseworker, due: 10 working days before follow_up{"}"}
          follow_up: {"{"}meeting: Følg op, by: caseworker{"}"}
    Right:
        does:
          status: {"{"}task: Skriv status, by: caseworker, due: 10 working days before follow_up{"}"}
          follow_up: {"{"}meeting: Følg op, by: caseworker, repeats: {"{"}every: 6 months{"}"}{"}"}

explain-F0417 =
    The ladder has no deadline to follow.

    A ladder is counted from a deadline. An item has one when it has due, or when it comes back on a rhythm (repeats: every).

    Wrong:
        does:
          assess: {"{"}task: Vurdér behovet, by: caseworker, ladder: {"{"}at: due, remind: owner{"}"}{"}"}
    Right:
        does:
          assess: {"{"}task: Vurdér behovet, by: caseworker, due: 4 weeks, ladder: {"{"}at: due, remind: owner{"}"}{"}"}

explain-F0418 =
    Deadlines are counted from each other in a circle.

    Then none of them ever gets a date. At least one must have a length of its own.

    Wrong:
        does:
          status: {"{"}task: Skriv status, by: caseworker, due: 1 week before follow_up{"}"}
          follow_up: {"{"}meeting: Følg op, by: caseworker, due: 1 week before status{"}"}
    Right:
        does:
          status: {"{"}task: Skriv status, by: caseworker, due: 1 week before follow_up{"}"}
          follow_up: {"{"}meeting: Følg op, by: caseworker, due: 3 months{"}"}

explain-F0419 =
    The item names itself.

    not_same_as names the items that another person must have done (four eyes).

    Wrong:
        does:
          decide: {"{"}decision: Træf afgørelse, by: caseworker{"}"}
          approve: {"{"}task: Godkend afgørelsen, by: caseworker, not_same_as: approve{"}"}
    Right:
        does:
          decide: {"{"}decision: Træf afgørelse, by: caseworker{"}"}
          approve: {"{"}task: Godkend afgørelsen, by: caseworker, not_same_as: decide{"}"}

explain-F0420 =
    The name is on the list twice.

    That does no harm, but perhaps another name was meant.

    Wrong:
        does:
          visit: {"{"}task: Besøg borgeren, by: caseworker{"}"}
          call_back: {"{"}task: Ring til borgeren, by: caseworker{"}"}
          assess: {"{"}task: Vurdér behovet, by: caseworker, after: [visit, visit]{"}"}
    Right:
        does:
          visit: {"{"}task: Besøg borgeren, by: caseworker{"}"}
          call_back: {"{"}task: Ring til borgeren, by: caseworker{"}"}
          assess: {"{"}task: Vurdér behovet, by: caseworker, after: [visit, call_back]{"}"}

explain-F0431 =
    Two items cannot be kept apart where one lies in the other.

    not_with says that two things may not be under way at once. A stage is under way while what lies in it happens, so these two can never be kept apart.

    Wrong:
        stages:
          visits: {"{"}title: Visits, does: {"{"}visit: {"{"}task: Visit the citizen, by: caseworker, not_with: visits{"}"}{"}"}{"}"}
    Right:
        stages:
          visits: {"{"}title: Visits, does: {"{"}visit: {"{"}task: Visit the citizen, by: caseworker, not_with: ring_up{"}"}, ring_up: {"{"}task: Call, by: caseworker{"}"}{"}"}{"}"}

explain-F0432 =
    The wait chooses among messages that hold nothing.

    matching compares what the message holds with the data of the case. What a message holds is said under messages.

    Wrong:
        data: {"{"}order: {"{"}number: {"{"}type: integer{"}"}{"}"}{"}"}
        does: {"{"}answer: {"{"}wait: Answer, until: {"{"}message: answered, matching: order.number == 7{"}"}{"}"}{"}"}
    Right:
        data: {"{"}order: {"{"}number: {"{"}type: integer{"}"}{"}"}{"}"}
        messages: {"{"}answered: {"{"}holds: {"{"}reference: {"{"}type: integer{"}"}{"}"}{"}"}{"}"}
        does: {"{"}answer: {"{"}wait: Answer, until: {"{"}message: answered, matching: message.reference == order.number{"}"}{"}"}{"}"}

explain-F0433 =
    Nobody waits for the message.

    It is described under messages, but no item ends by it.

    Wrong:
        messages: {"{"}answered: {"{"}holds: {"{"}reference: {"{"}type: integer{"}"}{"}"}{"}"}{"}"}
    Right:
        messages: {"{"}answered: {"{"}holds: {"{"}reference: {"{"}type: integer{"}"}{"}"}{"}"}{"}"}
        does: {"{"}answer: {"{"}wait: Answer, until: {"{"}message: answered{"}"}{"}"}{"}"}

explain-F0434 =
    What is to be repeated for is no list.

    each names a list of the case file: the item is there once for each of its rows.

    Wrong:
        data:
          order:
            lines: {"{"}list: {"{"}number: {"{"}type: integer{"}"}, answer: {"{"}type: text, optional: true{"}"}{"}"}{"}"}
            note: {"{"}type: text{"}"}
        does: {"{"}answer: {"{"}task: Answer, by: caseworker, repeats: {"{"}each: order.note, key: number{"}"}{"}"}{"}"}
    Right:
        data:
          order:
            lines: {"{"}list: {"{"}number: {"{"}type: integer{"}"}, answer: {"{"}type: text, optional: true{"}"}{"}"}{"}"}
            note: {"{"}type: text{"}"}
        does: {"{"}answer: {"{"}task: Answer, by: caseworker, repeats: {"{"}each: order.lines, key: number{"}"}{"}"}{"}"}

explain-F0435 =
    The column cannot tell the rows apart.

    key is a column that has a value of its own in each row and may stand in lists and addresses: text, a whole number, a choice or a date, neither sensitive nor hidden from whoever sees the list.

    Wrong:
        data:
          order:
            lines: {"{"}list: {"{"}number: {"{"}type: integer{"}"}, done: {"{"}type: boolean{"}"}, answer: {"{"}type: text, optional: true{"}"}{"}"}{"}"}
        does: {"{"}answer: {"{"}task: Answer, by: caseworker, repeats: {"{"}each: order.lines, key: done{"}"}{"}"}{"}"}
    Right:
        data:
          order:
            lines: {"{"}list: {"{"}number: {"{"}type: integer{"}"}, done: {"{"}type: boolean{"}"}, answer: {"{"}type: text, optional: true{"}"}{"}"}{"}"}
        does: {"{"}answer: {"{"}task: Answer, by: caseworker, repeats: {"{"}each: order.lines, key: number{"}"}{"}"}{"}"}

explain-F0436 =
    It repeats for each row inside something that itself repeats for each row.

    A case has at most one layer of rows. What lies in the stage is there once for each row already.

    Wrong:
        data:
          order:
            lines: {"{"}list: {"{"}number: {"{"}type: integer{"}"}, answer: {"{"}type: text, optional: true{"}"}{"}"}{"}"}
        stages:
          line:
            title: Line
            repeats: {"{"}each: order.lines, key: number{"}"}
            does: {"{"}answer: {"{"}task: Answer, by: caseworker, repeats: {"{"}each: order.lines, key: number{"}"}{"}"}{"}"}
    Right:
        data:
          order:
            lines: {"{"}list: {"{"}number: {"{"}type: integer{"}"}, answer: {"{"}type: text, optional: true{"}"}{"}"}{"}"}
        stages:
          line:
            title: Line
            repeats: {"{"}each: order.lines, key: number{"}"}
            does: {"{"}answer: {"{"}task: Answer, by: caseworker{"}"}{"}"}

explain-F0437 =
    It is there once for each row and cannot be named from outside.

    From outside there is no row to choose. Name the stage that repeats: it is done when all rows are.

    Wrong:
        data:
          order:
            lines: {"{"}list: {"{"}number: {"{"}type: integer{"}"}, answer: {"{"}type: text, optional: true{"}"}{"}"}{"}"}
        stages:
          line:
            title: Line
            repeats: {"{"}each: order.lines, key: number{"}"}
            does: {"{"}answer: {"{"}task: Answer, by: caseworker{"}"}{"}"}
        does: {"{"}close: {"{"}task: Close, by: caseworker, after: answer{"}"}{"}"}
    Right:
        data:
          order:
            lines: {"{"}list: {"{"}number: {"{"}type: integer{"}"}, answer: {"{"}type: text, optional: true{"}"}{"}"}{"}"}
        stages:
          line:
            title: Line
            repeats: {"{"}each: order.lines, key: number{"}"}
            does: {"{"}answer: {"{"}task: Answer, by: caseworker{"}"}{"}"}
        does: {"{"}close: {"{"}task: Close, by: caseworker, after: line{"}"}{"}"}

explain-F0531 =
    It is there once for each row, and no row is in hand here.

    An expression outside the stage that repeats cannot know which row is meant. Ask about the stage as a whole, or about columns of the list: all(order.lines.answered).

explain-F0532 =
    A field that is not sensitive gets a value from one that is.

    Sensitive fields are kept only encrypted. If the value went on into another field, it would lie open in the database and stay there when the citizen is erased.

explain-F0533 =
    A condition may have been answered in the round before.

    When the work is sent back, or a stage comes again, its items wait anew, but what was filled still stands. An item that does not come after the one which fills what its condition asks about may therefore begin on the old answer. Let it come after that, or ask whether the answer is newer.

    Wrong:
        data:
          svar: {"{"}ja: {"{"}type: boolean, optional: true{"}"}{"}"}
        does:
          send: {"{"}task: Send, by: caseworker{"}"}
          svar: {"{"}task: Svar, by: caseworker, after: send, fills: svar.ja{"}"}
          ryk: {"{"}task: Ryk, by: caseworker, after: send, when: "!svar.ja"{"}"}
          igen: {"{"}meeting: Mød, by: caseworker, after: [svar, ryk], then_again: send{"}"}
    Right:
        data:
          svar: {"{"}ja: {"{"}type: boolean, optional: true{"}"}{"}"}
        does:
          send: {"{"}task: Send, by: caseworker{"}"}
          svar: {"{"}task: Svar, by: caseworker, after: send, fills: svar.ja{"}"}
          ryk: {"{"}task: Ryk, by: caseworker, after: svar, when: "!svar.ja"{"}"}
          igen: {"{"}meeting: Mød, by: caseworker, after: [svar, ryk], then_again: send{"}"}

explain-F0534 =
    A condition may ask for more reckoning than the program spends on one.

    Every part of an expression that is looked at is a step, and a list may have a thousand rows: what is computed in each row costs a thousand times. A condition may take a million steps at most, so that no case waits for another. With short lists all is well; where the list is so long that the bound is reached, the case cannot go on until the flow is corrected.

    Go through the list fewer times, and compute fewer columns in each row. A computed field outside the list is reckoned once, however often it is named.

explain-F0541 =
    The flow that a sub-case runs by is not known.

    When the item opens, a case begins by the newest published version of that flow. Where there is none, that is an incident, and the sub-case begins as soon as the flow is published.

explain-F0542 =
    The sub-case's flow has no such field.

    gives names the sub-case's fields on the left; takes names them on the right. The fields are those of the other flow.

explain-F0543 =
    What is given or taken does not fit the field.

    A field that gets something from another case must be able to hold all that the other can hold: the same type, and every choice and column.

explain-F0544 =
    The sub-case's flow has no such party, or too few can be bound to it.

    parties names the sub-case's parties on the left and those of this case on the right. Parties of the same name are the same and are not named.

explain-F0438 =
    What is there once for each row cannot be opened or ended by what happens elsewhere.

    opened_by and ended_by hear a thing once, and then nobody can tell which row it is for. after, when and ends_when are seen from the row.

    Wrong:
        data:
          order:
            lines: {"{"}list: {"{"}number: {"{"}type: integer{"}"}, answer: {"{"}type: text, optional: true{"}"}{"}"}{"}"}
        does:
          visit: {"{"}task: Visit, by: caseworker{"}"}
          answer: {"{"}task: Answer, by: caseworker, opened_by: {"{"}done: visit{"}"}, repeats: {"{"}each: order.lines, key: number{"}"}{"}"}
    Right:
        data:
          order:
            lines: {"{"}list: {"{"}number: {"{"}type: integer{"}"}, answer: {"{"}type: text, optional: true{"}"}{"}"}{"}"}
        does:
          visit: {"{"}task: Visit, by: caseworker{"}"}
          answer: {"{"}task: Answer, by: caseworker, after: visit, repeats: {"{"}each: order.lines, key: number{"}"}{"}"}

explain-F0491 =
    The chain of goals does not hang together.

    chain says where the citizen's own words, purpose, goals, sub-goals and activities stand. Goals are a column of a list. Sub-goals and activities stand in the same list as each other: that of the goals, or one of their own, whose column under says which goal they belong to. A note says in about which goal it concerns, unless it is written for each goal by itself.

    Example:
        chain:
          wishes: talk.wishes
          purpose: plan.purpose
          goals: plan.goals.goal
          activities: plan.goals.activity

explain-F0601 =
    No clock has this name.

    A named pause says which clocks stand still. They are clocks under clocks, or items that have due.

    Wrong:
        pauses: {"{"}hearing: {"{"}title: Partshøring, while: hear, ground: {"{"}act: forvaltningsloven, section: "19"{"}"}, stops: decid{"}"}{"}"}
        does: {"{"}hear: {"{"}task: Hør, by: caseworker{"}"}, decide: {"{"}task: Afgør, by: caseworker, due: 4 weeks{"}"}{"}"}
    Right:
        pauses: {"{"}hearing: {"{"}title: Partshøring, while: hear, ground: {"{"}act: forvaltningsloven, section: "19"{"}"}, stops: decide{"}"}{"}"}
        does: {"{"}hear: {"{"}task: Hør, by: caseworker{"}"}, decide: {"{"}task: Afgør, by: caseworker, due: 4 weeks{"}"}{"}"}

explain-F0602 =
    The text is not a time of day.

    at says when on the last day the clock ends: end_of_day, exact or a time.

    Wrong:
        does: {"{"}answer: {"{"}task: Svar, by: caseworker, due: {"{"}lasts: 1 working day, at: noon{"}"}{"}"}{"}"}
    Right:
        does: {"{"}answer: {"{"}task: Svar, by: caseworker, due: {"{"}lasts: 1 working day, at: 12:00{"}"}{"}"}{"}"}

explain-F0603 =
    The length cannot be the longest.

    The end of a month and an age depend on where they are counted from. The longest must be as long every time.

    Wrong:
        does: {"{"}decide: {"{"}task: Afgør, by: caseworker, due: {"{"}lasts: 4 weeks, extends: {"{"}at_most: end of month, ground: {"{"}act: serviceloven, section: "85"{"}"}{"}"}{"}"}{"}"}{"}"}
    Right:
        does: {"{"}decide: {"{"}task: Afgør, by: caseworker, due: {"{"}lasts: 4 weeks, extends: {"{"}at_most: 2 weeks, ground: {"{"}act: serviceloven, section: "85"{"}"}{"}"}{"}"}{"}"}{"}"}

explain-F0604 =
    The limit has no length to aim for before its longest.

    When a municipality promises "4 to 6 weeks", the aim is 4 weeks, and the limit is passed after 6. Both are written in the same unit.

    Wrong:
        does: {"{"}decide: {"{"}task: Afgør, by: caseworker, due: 6 weeks..4 weeks{"}"}{"}"}
    Right:
        does: {"{"}decide: {"{"}task: Afgør, by: caseworker, due: 4 weeks..6 weeks{"}"}{"}"}

explain-F0605 =
    The rule is for days, but the clock is in hours.

    Hours pass as they pass: there is no first day, no time of day and no day to move to.

    Wrong:
        does: {"{"}assess: {"{"}task: Vurdér, by: caseworker, due: {"{"}lasts: 24 hours, day_zero: counted{"}"}{"}"}{"}"}
    Right:
        does: {"{"}assess: {"{"}task: Vurdér, by: caseworker, due: {"{"}lasts: 24 hours{"}"}{"}"}{"}"}

explain-F0606 =
    The clock has no moment to aim for.

    target is the length before the two dots in a limit like 4 weeks..6 weeks, or the day that a window proposes.

    Wrong:
        does: {"{"}decide: {"{"}task: Afgør, by: caseworker, due: {"{"}lasts: 6 weeks, ladder: {"{"}at: target, remind: owner{"}"}{"}"}{"}"}{"}"}
    Right:
        does: {"{"}decide: {"{"}task: Afgør, by: caseworker, due: {"{"}lasts: 4 weeks..6 weeks, ladder: {"{"}at: target, remind: owner{"}"}{"}"}{"}"}{"}"}

explain-F0607 =
    The ladder calls what is no meeting.

    call opens a meeting, makes it owed, and tells those who take part.

    Wrong:
        does:
          answer: {"{"}task: Svar, by: caseworker, due: {"{"}lasts: 4 weeks, ladder: {"{"}at: due, call: talk{"}"}{"}"}{"}"}
          talk: {"{"}task: Tal sammen, by: caseworker, starts: by_ladder{"}"}
    Right:
        does:
          answer: {"{"}task: Svar, by: caseworker, due: {"{"}lasts: 4 weeks, ladder: {"{"}at: due, call: talk{"}"}{"}"}{"}"}
          talk: {"{"}meeting: Tal sammen, by: caseworker, starts: by_ladder{"}"}

explain-F0608 =
    The field is no choice between ways of sending.

    When something is taken to be received depends on whether it was sent by digital_post, letter, quick_letter or in_person.

    Wrong:
        data: {"{"}decision: {"{"}sent_by: {"{"}type: choice, of: {"{"}post: Post{"}"}{"}"}{"}"}{"}"}
        clocks: {"{"}appeal: {"{"}title: Klagefrist, starts: {"{"}received: done(decide), channel: decision.sent_by{"}"}, lasts: 4 weeks{"}"}{"}"}
        does: {"{"}decide: {"{"}decision: Afgør, by: caseworker, fills: decision.sent_by{"}"}{"}"}
    Right:
        data: {"{"}decision: {"{"}sent_by: {"{"}type: choice, of: {"{"}letter: Brev{"}"}{"}"}{"}"}{"}"}
        clocks: {"{"}appeal: {"{"}title: Klagefrist, starts: {"{"}received: done(decide), channel: decision.sent_by{"}"}, lasts: 4 weeks{"}"}{"}"}
        does: {"{"}decide: {"{"}decision: Afgør, by: caseworker, fills: decision.sent_by{"}"}{"}"}

explain-F0609 =
    The rung waits for an answer that nobody can give.

    unless: acknowledged leaves the rung out when somebody has acknowledged an earlier one. So an earlier rung must say something to someone.

    Wrong:
        does: {"{"}answer: {"{"}task: Svar, by: caseworker, due: {"{"}lasts: 4 weeks, ladder: [{"{"}at: due, raise_priority: true, unless: acknowledged{"}"}]{"}"}{"}"}{"}"}
    Right:
        does: {"{"}answer: {"{"}task: Svar, by: caseworker, due: {"{"}lasts: 4 weeks, ladder: [{"{"}at: 50 %, remind: owner{"}"}, {"{"}at: due, raise_priority: true, unless: acknowledged{"}"}]{"}"}{"}"}{"}"}

explain-F0610 =
    The ladder speaks to a party that a case may be without.

    A party that is optional or needs consent may not be part of the case. Then whoever leads the party hears it instead, or else the authority; but here they may be missing too.

    Wrong:
        parties: {"{"}caseworker: {"{"}title: Sagsbehandler, side: authority, optional: true{"}"}, relative: {"{"}title: Pårørende, side: relative, optional: true{"}"}{"}"}
        does: {"{"}answer: {"{"}task: Svar, by: caseworker, due: {"{"}lasts: 4 weeks, ladder: {"{"}at: due, tell: relative{"}"}{"}"}{"}"}{"}"}
    Right:
        parties: {"{"}caseworker: {"{"}title: Sagsbehandler, side: authority{"}"}, relative: {"{"}title: Pårørende, side: relative, optional: true{"}"}{"}"}
        does: {"{"}answer: {"{"}task: Svar, by: caseworker, due: {"{"}lasts: 4 weeks, ladder: {"{"}at: due, tell: relative{"}"}{"}"}{"}"}{"}"}

explain-F0611 =
    Ladders open each other's items in a circle.

    When one item's ladder opens the other, and the other's ladder opens the first, it never ends.

    Wrong:
        does:
          ring: {"{"}wait: Svar på opkald, starts: by_ladder, until: {"{"}after: 2 days{"}"}, due: {"{"}lasts: 1 day, ladder: {"{"}at: due, open: write{"}"}{"}"}{"}"}
          write: {"{"}wait: Svar på brev, starts: by_ladder, until: {"{"}after: 2 days{"}"}, due: {"{"}lasts: 1 day, ladder: {"{"}at: due, open: ring{"}"}{"}"}{"}"}
    Right:
        does:
          ring: {"{"}wait: Svar på opkald, until: {"{"}after: 2 days{"}"}, due: {"{"}lasts: 1 day, ladder: {"{"}at: due, open: write{"}"}{"}"}{"}"}
          write: {"{"}wait: Svar på brev, starts: by_ladder, until: {"{"}after: 2 days{"}"}, due: {"{"}lasts: 1 day, ladder: {"{"}at: due, tell: caseworker{"}"}{"}"}{"}"}

explain-F0612 =
    No party coordinates the case.

    coordinator is the party that has coordinates: true, or that is called coordinator.

    Wrong:
        does: {"{"}answer: {"{"}task: Svar, by: caseworker, due: {"{"}lasts: 4 weeks, ladder: {"{"}at: due, tell: coordinator{"}"}{"}"}{"}"}{"}"}
    Right:
        parties: {"{"}caseworker: {"{"}title: Sagsbehandler, side: authority{"}"}, guide: {"{"}title: Tovholder, side: authority, coordinates: true{"}"}{"}"}
        does: {"{"}answer: {"{"}task: Svar, by: caseworker, due: {"{"}lasts: 4 weeks, ladder: {"{"}at: due, tell: coordinator{"}"}{"}"}{"}"}{"}"}

explain-F0613 =
    The length cannot be a window.

    A window is counted in days or longer, and each time must have room for a day of its own.

    Wrong:
        does: {"{"}meet: {"{"}meeting: Mødes, by: caseworker, repeats: {"{"}at_least: 8, in_any: 1 week{"}"}{"}"}{"}"}
    Right:
        does: {"{"}meet: {"{"}meeting: Mødes, by: caseworker, repeats: {"{"}at_least: 1, in_any: 1 week{"}"}{"}"}{"}"}

explain-F0614 =
    A window has a deadline of its own.

    The meeting must be held by the last day on which the window can still be kept. Another deadline beside it would hide that.

    Wrong:
        does: {"{"}meet: {"{"}meeting: Mødes, by: caseworker, due: 2 weeks, ladder: {"{"}at: due, remind: owner{"}"}, repeats: {"{"}at_least: 3, in_any: 12 months{"}"}{"}"}{"}"}
    Right:
        does: {"{"}meet: {"{"}meeting: Mødes, by: caseworker, ladder: {"{"}at: due, remind: owner{"}"}, repeats: {"{"}at_least: 3, in_any: 12 months{"}"}{"}"}{"}"}

explain-F0615 =
    Two parties coordinate the case.

    Ladders speak to the coordinator, so there must be only one.

    Wrong:
        parties: {"{"}caseworker: {"{"}title: Sagsbehandler, side: authority, coordinates: true{"}"}, guide: {"{"}title: Tovholder, side: authority, coordinates: true{"}"}{"}"}
    Right:
        parties: {"{"}caseworker: {"{"}title: Sagsbehandler, side: authority{"}"}, guide: {"{"}title: Tovholder, side: authority, coordinates: true{"}"}{"}"}
explain-F0616 =
    The column is no choice between parties, or what is owned is neither a task nor a meeting.

    owner says which column names the party whose work the row is. The column is a choice that people fill, and each name in it is a party of the flow. Who decides is said by the flow itself.

    Wrong:
        data: {"{"}form: {"{"}agreements: {"{"}list: {"{"}number: {"{"}type: text{"}"}, owner: {"{"}type: text{"}"}{"}"}{"}"}{"}"}{"}"}
        does: {"{"}keep: {"{"}task: Hold aftalen, by: caseworker, repeats: {"{"}each: form.agreements, key: number, owner: owner{"}"}{"}"}{"}"}
    Right:
        data: {"{"}form: {"{"}agreements: {"{"}list: {"{"}number: {"{"}type: text{"}"}, owner: {"{"}type: choice, of: [caseworker]{"}"}{"}"}{"}"}{"}"}{"}"}
        does: {"{"}keep: {"{"}task: Hold aftalen, by: caseworker, repeats: {"{"}each: form.agreements, key: number, owner: owner{"}"}{"}"}{"}"}

explain-F0451 =
    Something lies ready to be added to the case, but is part of the plan already.

    What lies ready is there only once somebody adds it. starts: when_added on the item says so.

    Wrong:
        unplanned: {"{"}pieces: visit{"}"}
        does:
          visit: {"{"}task: Besøg, by: caseworker{"}"}
    Right:
        unplanned: {"{"}pieces: visit{"}"}
        does:
          visit: {"{"}task: Besøg, by: caseworker, starts: when_added{"}"}

explain-F0452 =
    The item starts when somebody adds it, but lies ready nowhere.

    The flow can be published, but the item never comes into play.

    Wrong:
        does:
          visit: {"{"}task: Besøg, by: caseworker, starts: when_added{"}"}
    Right:
        unplanned: {"{"}pieces: visit{"}"}
        does:
          visit: {"{"}task: Besøg, by: caseworker, starts: when_added{"}"}

explain-F0453 =
    Something lies ready elsewhere than where it belongs.

    An item lies ready in one place: in unplanned of the stage that it lies in itself, or of the flow. What is there for each row cannot lie ready.

    Wrong:
        stages:
          help:
            title: Hjælp
            unplanned: {"{"}pieces: visit{"}"}
            does:
              plan: {"{"}task: Planlæg, by: caseworker{"}"}
        does:
          visit: {"{"}task: Besøg, by: caseworker, starts: when_added{"}"}
    Right:
        stages:
          help:
            title: Hjælp
            unplanned: {"{"}pieces: visit{"}"}
            does:
              plan: {"{"}task: Planlæg, by: caseworker{"}"}
              visit: {"{"}task: Besøg, by: caseworker, starts: when_added{"}"}

explain-F0454 =
    Something that people can add passes over what the law demands.

    What the law demands cannot be skipped with a reason, nor by adding something that takes it out of play or ends it.

    Wrong:
        unplanned: {"{"}pieces: drop{"}"}
        does:
          hear: {"{"}task: Partshøring, by: caseworker, required_by_law: {"{"}act: forvaltningsloven, section: "19"{"}"}{"}"}
          drop: {"{"}task: Uden høring, by: caseworker, starts: when_added, removes: hear{"}"}
    Right:
        unplanned: {"{"}pieces: drop{"}"}
        does:
          hear: {"{"}task: Partshøring, by: caseworker, required_by_law: {"{"}act: forvaltningsloven, section: "19"{"}"}{"}"}
          drop: {"{"}task: Skriv et notat, by: caseworker, starts: when_added{"}"}

explain-F0455 =
    No work can be added to what is there for each row.

    Put unplanned on a stage around the rows, or on the flow.

    Wrong:
        stages:
          visits:
            title: Besøg
            repeats: {"{"}each: 3{"}"}
            unplanned: {"{"}by: caseworker{"}"}
            does:
              visit: {"{"}task: Besøg, by: caseworker{"}"}
    Right:
        unplanned: {"{"}by: caseworker{"}"}
        stages:
          visits:
            title: Besøg
            repeats: {"{"}each: 3{"}"}
            does:
              visit: {"{"}task: Besøg, by: caseworker{"}"}

explain-F0456 =
    Work is sent back into a stage that has ended.

    What lies in a stage can happen only while the stage is under way. Where the stage has ended when the work is sent back, it waits for ever. That is an error where the stage has always ended by then, and otherwise a warning.

    Wrong:
        stages:
          order:
            title: Bestilling
            does:
              write: {"{"}task: Skriv bestillingen, by: caseworker{"}"}
        does:
          check: {"{"}task: Kontrollér, by: caseworker, after: order, then_again: write{"}"}
    Right:
        stages:
          order:
            title: Bestilling
            does:
              write: {"{"}task: Skriv bestillingen, by: caseworker{"}"}
        does:
          check: {"{"}task: Kontrollér, by: caseworker, after: order, then_again: order{"}"}

explain-F0441 =
    The flow lacks something of the model that it was imported from.

    When a model is imported, what cannot be said in a flow is written under not_carried, so that it does not vanish in silence. Look at each line: write it into the flow in another way, or delete the line if it does not matter.

    Wrong:
        not_carried: [{"{"}id: Rel_1, what: A rule about new copies of a course{"}"}]
    Right:
        about: {"{"}purpose: New copies of the course begin as new cases.{"}"}

explain-F0701 =
    The model is too large.

    A model of more than 8 MB is nearly always a log or a picture and no model. Save the model by itself, and import that.

explain-F0702 =
    The letters of the file cannot be read.

    Models are read in UTF-8, in UTF-16 with its mark first, and in ISO 8859-1 or windows-1252 where the XML declaration says so. If the declaration does not fit what is there, save the model anew in UTF-8.

explain-F0703 =
    The file is not whole XML.

    Every tag must be closed, and every attribute stands in quotes. The file is often cut off or was changed by hand. Save the model anew from the tool that it was drawn in.

explain-F0704 =
    The file has a document type, or an expression that fetches something from elsewhere.

    With a document type a small file can grow without bound or read other files. So nothing is read that has <!DOCTYPE, or & words other than XML's own five. Models from drawing tools have no need of them.

explain-F0705 =
    The model is nested too deep or has too many parts.

    More than a hundred levels nobody can read as a picture. Divide the model.

explain-F0706 =
    There are more findings than are shown.

    Correct the first ones, and import the model again.

explain-F0707 =
    The file is a model in another language.

    samspil import dcr reads DCR graphs as the DCR portal and dcr-js save them; samspil import cmmn reads CMMN 1.1.

explain-F0708 =
    The model holds nothing that can be done.

    A flow has at least one item. Often the file was saved before anything was drawn, or only the drawing was saved.

explain-F0709 =
    A part lacks its id, or something else that it must have.

    Whatever others point to must have an id. A relation must say what it goes from and to.

explain-F0710 =
    Two parts have the same id.

    Then nobody can know which of them a relation speaks of. Give each part an id of its own.

explain-F0711 =
    A part lies in itself.

    What lies in a stage or sub-process cannot hold that stage. Often a part was copied into itself with the same id.

explain-F0712 =
    A part points to something that is not in the model.

    Often it was deleted after the relation was drawn. Delete the relation too, or draw what is missing.

explain-F0713 =
    A value does not belong where it stands.

    The report says which values can stand there.

explain-F0714 =
    A condition is written in a language that is not known.

    Conditions compare values with numbers, texts and true or false, and join comparisons with and, or and not: Amount > 1000 and Urgent = true. Functions and programs cannot be imported, for nobody could check them before they run.

explain-F0715 =
    A duration cannot be read.

    Durations are written as ISO 8601 says: P5D is five days, P1W a week, P2M two months, P1Y a year and PT8H eight hours.

explain-F0716 =
    The model has more parts than a flow can have.

    A flow has at most a thousand items; more nobody can take in. Divide the model.

explain-F0717 =
    The flow cannot hold the model.

    The model was read, but the flow file that it becomes could not be. The finding says why, with the code that samspil check would have given. Most often the model is too large for a flow.

explain-F0720 =
    A part of the model is not carried.

    A flow cannot say it. It stands in the report with its id and place, and under not_carried in the flow file. Write it into the flow yourself if it matters.

explain-F0731 =
    The model has no case.

    A CMMN model is imported by its case: a case element with a casePlanModel. Files with the drawing alone, or a decision alone, cannot be imported.

explain-F0732 =
    A reference points at something that is not there.

    Every planItem refers to what it is made of (definitionRef), every criterion to a sentry (sentryRef), and every sentry to what it waits for (sourceRef). Where one points at nothing, the flow would mean something else than the model.

explain-F0733 =
    Two parts of the case have the same id.

    A reference to that id would strike one or the other. Give one of them a new id.

explain-F0734 =
    A stage lies inside itself.

    It does where it plans itself, directly or through other stages. It could never be done.

explain-F0735 =
    The case has more parts than a flow may have.

    A stage that is used in several places counts each time. Split the model.

explain-F0736 =
    An expression is written in a language that is not read here.

    JUEL, SpEL, FEEL and the simple expressions that look like them are read. A condition in another language would have to be guessed.

explain-F0737 =
    A sentry waits for nothing.

    A sentry has at least one thing that must happen (planItemOnPart, caseFileItemOnPart), or a condition (ifPart). Drawing tools leave empty ones behind. The flow is as if it were not drawn: what has no other entry criterion opens by itself, and an exit criterion that waits for nothing ends nothing.

explain-F0738 =
    Something in the model is not in the flow.

    It stands under not_carried in the flow file, so that nobody overlooks it: code that is run in another system, processes and decisions in other files, forms and the like.

explain-F0739 =
    A condition has become a question.

    The expression calls, for example, a method of a program. In the flow it is a yes-or-no field under questions that a person answers; until then the condition does not hold.

explain-F0461 =
    The flow is one of a pair, and the protocol is not known.

    The protocol is written in one of the two flows. The other names that flow under pair and takes it from there: when they are checked together, and when they are published, the flow with the protocol first.

explain-F0462 =
    The protocol has two sides, and what is named is not one of them.

    sides names the two sides, the first is the one that begins. as of pair and by of a message name one of them.

explain-F0463 =
    The protocol does not have what is named.

    says, after, answers and owes name messages that stand under messages of the protocol. rows names a list that the message holds, and a column of it.

explain-F0464 =
    It is the other side that says it.

    by says who says a message. That side has an item with says; the other has a wait. The first message is said by the first side, and an answer by the other side than the question.

explain-F0465 =
    Something that belongs to the protocol nobody here says or receives.

    Each message is said by at least one item on its side and waited for by at least one on the other, so that nothing is said to nobody.

explain-F0466 =
    What is owed by the protocol belongs to several items or to each row.

    An answer that is owed is one item's: so it can be seen who owes it and when it was given. Answers to each line are said together, as a list in the message.

explain-F0471 =
    A phase is named that the flow has not.

    sees_in and seen_in name phases that stand under phases.

    Example:
        phases:
          delivery: {"{"}title: Delivery, from: send_order{"}"}
        parties:
          provider: {"{"}title: Provider, side: provider, sees_in: delivery{"}"}

explain-F0472 =
    The time after a phase cannot be used.

    and_after says how long a party sees the case after its last phase has gone by. It takes sees_in, and is counted in whole days: days, weeks, months or years.

explain-F0489 =
    The time that a closed case is kept is not counted in whole days.

    keep under retention says how long a case is kept from the day on which it closed, before it may be discarded. It is counted in days, weeks, months or years; hours and working days mean nothing over years.

    Wrong:
        retention: {"{"}from: closed, keep: 1000 working days, then: erase{"}"}

    Right:
        retention: {"{"}from: closed, keep: 5 years, then: erase{"}"}

explain-F0490 =
    Something is said of an act that no source stands in.

    acts under about says what is known of whole acts, and their sections have it from there. Mostly the name of the act is written in two ways, and the sections then stand without days.

    Wrong:
        about:
          law: {"{"}act: serviceloven, section: "85"{"}"}
          acts: [{"{"}act: servicelov, review_by: 2027-01-01{"}"}]
    Right:
        about:
          law: {"{"}act: serviceloven, section: "85"{"}"}
          acts: [{"{"}act: serviceloven, review_by: 2027-01-01{"}"}]

explain-F0495 =
    The day by which a legal source was to be reviewed has passed.

    Law changes, mostly on 1 January and 1 July. review_by says by when somebody is to see whether the rule still holds as the flow says. The flow runs on; this reminds whoever owns it. It is found where a day is asked for: on the page of the flow and in the workshop today, and on the command line with check --on.

explain-F0551 =
    The message holds no such field.

    gives names the message's fields on the left; takes names them on the right. The fields are those that stand under holds of the protocol.

explain-F0552 =
    What is given to the message or taken over from it does not fit.

    A field that gets something must be able to hold all that the other can hold. A list that is given has at least the columns that the message must have; others stay here. A column is taken over only where the protocol says under rows what tells the records apart.

explain-F0553 =
    The message lacks something that it must hold.

    Each field under holds that is not optional is named under gives of each item that says the message.

explain-F0561 =
    The flow by which the other case of a pair runs is not known.

    When the first message is said, a case begins by the newest published version of that flow. Where there is none, that is an incident, and the case begins as soon as the flow is published.

explain-F0562 =
    The two flows are not each other's.

    Each names the other under pair, and each its own side of the protocol under as.

explain-F0563 =
    The two flows do not speak by the same protocol.

    It is written in one place. A flow that is published has the version that held then; where the protocol changes, both are published.

explain-F0564 =
    The other case's flow has no such party, or too few can be bound to it.

    parties names the other case's parties on the left and this case's on the right. Parties of the same name are the same and are not named.

explain-F0565 =
    Something of the protocol can never be said.

    The two flows were followed as far as people and time can bring them. The item that says the message waits for something that itself waits for the message - in the other flow or in this one.
explain-F0481 =
    The document's text cannot be read.

    A text has words, fields in double braces, and parts between {"{%"} if {"%}"} and {"{%"} endif {"%}"}. A sign is missing, or something is not closed.

    Wrong:
        documents: {"{"}receipt: {"{"}text: "Kære {"{"}{"{"} citizen"{"}"}{"}"}
    Right:
        documents: {"{"}receipt: {"{"}text: "Kære {"{"}{"{"} citizen {"}"}{"}"}"{"}"}{"}"}
explain-F0482 =
    The document's text does more than a text may.

    A text shows fields and asks whether something is filled. There are no loops, sums, filters or calls: so no text can go on for ever, and what a letter tells can be seen from the flow alone. A list is shown whole, as points.

    Wrong:
        data: {"{"}d: {"{"}why: {"{"}type: text{"}"}, lines: {"{"}list: {"{"}need: {"{"}type: text{"}"}{"}"}{"}"}, home: {"{"}record: {"{"}street: {"{"}type: text{"}"}{"}"}{"}"}{"}"}{"}"}
        documents: {"{"}receipt: {"{"}text: "{"{"}% for line in d.lines %{"}"}x{"{"}% endfor %{"}"}"{"}"}{"}"}
    Right:
        data: {"{"}d: {"{"}why: {"{"}type: text{"}"}, lines: {"{"}list: {"{"}need: {"{"}type: text{"}"}{"}"}{"}"}, home: {"{"}record: {"{"}street: {"{"}type: text{"}"}{"}"}{"}"}{"}"}{"}"}
        documents: {"{"}receipt: {"{"}text: "{"{"}{"{"} d.lines {"}"}{"}"}"{"}"}{"}"}
explain-F0483 =
    The document's text names what there is not.

    Fields are written section.field, parties by their name, and whether something is chosen is asked for by section.field.choice. A field that is misspelt would otherwise be a hole in a letter.

    Wrong:
        data: {"{"}d: {"{"}why: {"{"}type: text{"}"}, lines: {"{"}list: {"{"}need: {"{"}type: text{"}"}{"}"}{"}"}, home: {"{"}record: {"{"}street: {"{"}type: text{"}"}{"}"}{"}"}{"}"}{"}"}
        documents: {"{"}receipt: {"{"}text: "Fordi: {"{"}{"{"} d.whi {"}"}{"}"}"{"}"}{"}"}
    Right:
        data: {"{"}d: {"{"}why: {"{"}type: text{"}"}, lines: {"{"}list: {"{"}need: {"{"}type: text{"}"}{"}"}{"}"}, home: {"{"}record: {"{"}street: {"{"}type: text{"}"}{"}"}{"}"}{"}"}{"}"}
        documents: {"{"}receipt: {"{"}text: "Fordi: {"{"}{"{"} d.why {"}"}{"}"}"{"}"}{"}"}
explain-F0484 =
    Fields that belong together cannot be shown whole.

    How an address is to stand only the writer of the letter knows: name its fields one by one.

    Wrong:
        data: {"{"}d: {"{"}why: {"{"}type: text{"}"}, lines: {"{"}list: {"{"}need: {"{"}type: text{"}"}{"}"}{"}"}, home: {"{"}record: {"{"}street: {"{"}type: text{"}"}{"}"}{"}"}{"}"}{"}"}
        documents: {"{"}receipt: {"{"}text: "{"{"}{"{"} d.home {"}"}{"}"}"{"}"}{"}"}
    Right:
        data: {"{"}d: {"{"}why: {"{"}type: text{"}"}, lines: {"{"}list: {"{"}need: {"{"}type: text{"}"}{"}"}{"}"}, home: {"{"}record: {"{"}street: {"{"}type: text{"}"}{"}"}{"}"}{"}"}{"}"}
        documents: {"{"}receipt: {"{"}text: "{"{"}{"{"} d.home.street {"}"}{"}"}"{"}"}{"}"}
explain-F0485 =
    A step sends a document that is not there.

    Where a flow has documents, every letter that it sends must be among them.

    Wrong:
        documents: {"{"}receipt: {"{"}text: "Kære"{"}"}{"}"}
        does: {"{"}send: {"{"}task: Send, by: caseworker, letter: recept{"}"}{"}"}
    Right:
        documents: {"{"}receipt: {"{"}text: "Kære"{"}"}{"}"}
        does: {"{"}send: {"{"}task: Send, by: caseworker, letter: receipt{"}"}{"}"}
explain-F0486 =
    A letter shows a field that its receiver may never see.

    What a letter tells is what its receiver may see of the case, and no more. Name the receiver in the field's seen_by, or take the field out of the text.

explain-F0487 =
    The house says something else than the version that both sides approved.

    A shared house is an agreement. Where area, strategy, tools or rules of play change, both authority and provider must have approved the change on a later day than the last time.

    Wrong, where version 1 has the same days and another rule:
        house:
          rules: {"{"}ring: {"{"}says: We always ring.{"}"}{"}"}
          approved: {"{"}authority: 2026-01-05, provider: 2026-01-12{"}"}
    Right:
        house:
          rules: {"{"}ring: {"{"}says: We always ring.{"}"}{"}"}
          approved: {"{"}authority: 2026-06-01, provider: 2026-06-08{"}"}
