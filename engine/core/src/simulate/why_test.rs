//! Every sentence of why an item stands as it does, in both languages, and as a party reads it that sees less.

use serde_json::json;

use super::Trial;
use super::script::runnable_of;
use crate::case::{Actor, Asked, Eyes, Runnable, View, Why, why, why_seen};
use crate::id::{ItemId, PartyId};
use crate::text::{Language, Message};

const FLOW: &str = "samspil: 1
flow: reasons
title: {da: Grunde, en: Reasons}
parties:
  worker: {title: {da: Rådgiver, en: Caseworker}, side: authority}
  other: {title: {da: Udfører, en: Provider}, side: provider}
data:
  d:
    hidden: {type: integer, optional: true, title: {da: Skjult tal, en: Hidden number}, seen_by: [worker]}
    hidden_on: {type: date, title: {da: Skjult dag, en: Hidden day}, seen_by: [worker]}
stages:
  s:
    title: {da: Fasen, en: The stage}
    does:
      first: {task: {da: Første, en: First}, by: worker, owes: {item: debt, to: worker}}
      debt: {task: {da: Gæld, en: Debt}, by: other, optional: true, starts: by_hand}
      all:
        task: {da: Alt, en: All}
        by: worker
        seen_by: everyone
        after: first
        starts: by_hand
        owes: debt
        removes: [gone, quiet]
        brings_back: quiet
        ends: [rests, quiet]
        then_again: first
      next:
        task: {da: Næste, en: Next}
        by: other
        after: [all, first]
        when: d.hidden > 2
      gone: {task: {da: Borte, en: Gone}, by: other, starts: by_hand}
      left: {task: {da: Udeladt, en: Left}, by: worker}
      undone: {task: {da: Uudført, en: Undone}, by: worker}
      failed: {task: {da: Opgivet sag, en: Failed}, by: worker}
      rests: {task: {da: Hviler, en: Rests}, by: other}
      anew: {task: {da: Igen, en: Anew}, by: worker}
      law:
        task: {da: Pligt, en: Duty}
        by: other
        due: {lasts: 3 days before d.hidden_on}
        required_by_law: {act: forvaltningsloven, section: '22'}
      quiet: {task: {da: Stille, en: Quiet}, by: worker}
does:
  stop: {task: {da: Stop, en: Stop}, by: worker, seen_by: everyone, optional: true, ends: case}
";

fn id(item: &str) -> ItemId {
    ItemId::new(item).unwrap()
}

/// A case in which there is an item for every way to stand.
fn played(run: &Runnable) -> Trial<'_> {
    let begins = "2026-01-05T08:00:00Z".parse().unwrap();
    let mut trial = Trial::new(run, begins);
    let data = json!({"d": {"hidden": 1, "hidden_on": "2026-02-02"}});
    trial.start(begins, "sag", Vec::new(), data).unwrap();
    trial.advance("2026-01-06T08:00:00Z".parse().unwrap()).unwrap();
    let complete = |item: &str| json!({"do": "complete", "item": item});
    let because = |deed: &str, item: &str, reason: &str| json!({"do": deed, "item": item, "reason": reason});
    for what in [
        complete("first"),
        complete("anew"),
        because("redo", "anew", "det manglede"),
        because("skip", "left", "ikke nødvendig"),
        because("cancel", "undone", "for sent"),
        because("fail", "failed", "kunne ikke"),
        because("rest", "rests", "ferie"),
        json!({"do": "take_out", "item": "gone"}),
    ] {
        let what: Asked = serde_json::from_value(what).unwrap();
        let by: Actor = trial.usual_actor(what.item().unwrap());
        trial.ask(by, what).unwrap();
    }
    trial
}

/// What is said of an item: how it stands, what stands in the way (`-`), what comes then (`>`), its clock (`@`).
fn said(why: &Why, language: Language) -> String {
    let say = |message: &Message| message.say(language);
    let mut lines = vec![format!("{}:", why.item)];
    lines.extend(why.because.iter().map(say));
    for block in &why.blocks {
        let lifted = block.lifted_by.as_ref().map(say);
        let lifted = lifted.map_or_else(String::new, |lifted| format!(" ({lifted})"));
        lines.push(format!("- {}{lifted}", say(&block.message)));
    }
    lines.extend(why.then.iter().map(|then| format!("> {}", say(then))));
    lines.extend(why.clock.iter().map(|line| format!("@ {}", say(line))));
    lines.join("\n")
}

/// The items of the flow, in its order, each told or not.
fn told(view: &View<'_>, language: Language, why: impl Fn(&ItemId) -> Option<Why>) -> String {
    let items = view.run.flow.items.keys();
    let told = items.map(|item| why(item).map_or_else(|| format!("{item}: …"), |why| said(&why, language)));
    told.collect::<Vec<_>>().join("\n")
}

/// What whoever sees the whole case reads.
const DANISH: &str = "\
s:
I gang siden 05.01.2026 kl. 09.00 (runde 1).
- Gæld mangler stadig
- Alt kan stadig udføres
- Hviler er i gang
- Igen mangler stadig
- Pligt er i gang
- Stille er i gang
first:
Udført 06.01.2026 kl. 09.00 (én gang i alt).
Hører til Rådgiver.
> Når det er udført, skyldes: Gæld.
> Venter på det: Alt, Næste.
debt:
Kan begyndes nu.
Skyldes Rådgiver siden 06.01.2026 kl. 09.00.
Hører til Udfører.
all:
Kan begyndes nu.
Hører til Rådgiver.
> Når det er udført, skyldes: Gæld.
> Når det er udført, går dette ud: Borte, Stille.
> Når det er udført, kommer dette tilbage: Stille.
> Når det er udført, slutter: Hviler, Stille.
> Når det er udført, begynder dette igen: Første.
> Venter på det: Næste.
next:
Venter.
Hører til Udfører.
- der mangler først: Alt (det kan Rådgiver)
- betingelsen er ikke opfyldt: Skjult tal er 1; der kræves mere end 2
gone:
Venter.
Hører til Udfører.
- Borte er taget ud af sagen
left:
Udeladt 06.01.2026 kl. 09.00.
Begrundelse: ikke nødvendig
Hører til Rådgiver.
undone:
Afsluttet uden at være udført 06.01.2026 kl. 09.00.
Begrundelse: for sent
Hører til Rådgiver.
failed:
Afsluttet uden at være udført 06.01.2026 kl. 09.00.
Opgivet.
Begrundelse: kunne ikke
Hører til Rådgiver.
rests:
I gang siden 05.01.2026 kl. 09.00 (runde 1).
Lagt i bero.
Begrundelse: ferie
Hører til Udfører.
anew:
I gang siden 06.01.2026 kl. 09.00 (runde 2).
Begrundelse: det manglede
Skyldes siden 06.01.2026 kl. 09.00.
Hører til Rådgiver.
law:
I gang siden 05.01.2026 kl. 09.00 (runde 1).
Hører til Udfører.
forvaltningsloven § 22 kræver det; det kan ikke udelades.
@ Regnet tilbage fra 02.02.2026 kl. 23.59.
@ 3 dage før.
@ Fristen er 30.01.2026, dagen ud.
quiet:
I gang siden 05.01.2026 kl. 09.00 (runde 1).
Hører til Rådgiver.
stop:
Kan begyndes nu.
Hører til Rådgiver.
> Når det er udført, slutter sagen.";

/// The same in English.
const ENGLISH: &str = "\
s:
Under way since 05.01.2026 09:00 (round 1).
- Debt is still owed
- All can still be done
- Rests is under way
- Anew is still owed
- Duty is under way
- Quiet is under way
first:
Done 06.01.2026 09:00 (once in all).
Belongs to Caseworker.
> When it is done, this is owed: Debt.
> Waits for it: All, Next.
debt:
Can be begun now.
Owed to Caseworker since 06.01.2026 09:00.
Belongs to Provider.
all:
Can be begun now.
Belongs to Caseworker.
> When it is done, this is owed: Debt.
> When it is done, this goes out: Gone, Quiet.
> When it is done, this comes back: Quiet.
> When it is done, this ends: Rests, Quiet.
> When it is done, this begins again: First.
> Waits for it: Next.
next:
Waits.
Belongs to Provider.
- first missing: All (Caseworker can do that)
- the condition does not hold: Hidden number is 1; more than 2 is needed
gone:
Waits.
Belongs to Provider.
- Gone has been taken out of the case
left:
Left out 06.01.2026 09:00.
Reason: ikke nødvendig
Belongs to Caseworker.
undone:
Ended undone 06.01.2026 09:00.
Reason: for sent
Belongs to Caseworker.
failed:
Ended undone 06.01.2026 09:00.
Given up.
Reason: kunne ikke
Belongs to Caseworker.
rests:
Under way since 05.01.2026 09:00 (round 1).
Laid to rest.
Reason: ferie
Belongs to Provider.
anew:
Under way since 06.01.2026 09:00 (round 2).
Reason: det manglede
Owed since 06.01.2026 09:00.
Belongs to Caseworker.
law:
Under way since 05.01.2026 09:00 (round 1).
Belongs to Provider.
forvaltningsloven § 22 demands it; it cannot be left out.
@ Counted back from 02.02.2026 23:59.
@ 3 days before.
@ Due 30.01.2026, to the end of the day.
quiet:
Under way since 05.01.2026 09:00 (round 1).
Belongs to Caseworker.
stop:
Can be begun now.
Belongs to Caseworker.
> When it is done, the case ends.";

/// What the provider reads of the same case: nothing of hidden items, fields and clocks.
const LESS: &str = "\
s:
Under way since 05.01.2026 09:00 (round 1).
- Debt is still owed
- All can still be done
- Rests is under way
- something else, which you have no access to see, stands in the way
- Duty is under way
- something else, which you have no access to see, stands in the way
first:
Done 06.01.2026 09:00 (once in all).
Belongs to Caseworker.
> When it is done, this is owed: Debt.
> Waits for it: All, Next.
debt:
Can be begun now.
Owed to Caseworker since 06.01.2026 09:00.
Belongs to Provider.
all:
Can be begun now.
Belongs to Caseworker.
> When it is done, this is owed: Debt.
> When it is done, this goes out: Gone.
> When it is done, this ends: Rests.
> When it is done, this begins again: First.
> Waits for it: Next.
next:
Waits.
Belongs to Provider.
- first missing: All (Caseworker can do that)
- something else, which you have no access to see, stands in the way
gone:
Waits.
Belongs to Provider.
- Gone has been taken out of the case
left: …
undone: …
failed: …
rests:
Under way since 05.01.2026 09:00 (round 1).
Laid to rest.
Reason: ferie
Belongs to Provider.
anew: …
law:
Under way since 05.01.2026 09:00 (round 1).
Belongs to Provider.
forvaltningsloven § 22 demands it; it cannot be left out.
quiet: …
stop:
Can be begun now.
Belongs to Caseworker.
> When it is done, the case ends.";

#[test]
fn every_sentence_is_told_in_both_languages() {
    let run = runnable_of(FLOW);
    let trial = played(&run);
    let view = trial.view().unwrap();
    for (language, expected) in [(Language::Danish, DANISH), (Language::English, ENGLISH)] {
        let found = told(&view, language, |item| why(&view, item));
        assert_eq!(found, expected, "{found}");
    }
}

#[test]
fn a_party_reads_nothing_of_what_it_does_not_see() {
    let run = runnable_of(FLOW);
    let trial = played(&run);
    let view = trial.view().unwrap();
    let eyes = Eyes::of(vec![PartyId::new("other").unwrap()]);
    let found = told(&view, Language::English, |item| why_seen(&view, &eyes, item));
    assert_eq!(found, LESS, "{found}");
    assert_eq!(why_seen(&view, &eyes, &id("nowhere")), None);
}
