//! A drawn flow as a flow file.

use std::fmt::Write;

use crate::drawn::{After, Again, Condition, Kind, Many, Piece, Relation, Repeats, Whole};

/// What every generated flow begins with.
const HEAD: &str = "samspil: 1
flow: generated
title: Genereret
parties:
  worker: {title: Sagsbehandler, side: authority}
  provider: {title: Udfører, side: provider}
data:
  d:
    x: {type: boolean, optional: true}
    y: {type: boolean, optional: true}
    n: {type: integer, optional: true}
    rows: {optional: true, list: {k: {type: text}, ok: {type: boolean, optional: true}}}
tables:
  grade:
    title: Trin
    hit: first
    reads: {n: d.n, x: d.x}
    gives: {ok: {type: boolean}}
    rules:
      - {n: 2.., ok: true}
      - {x: true, ok: false}
      - {n: 1, ok: true}
    otherwise: {ok: false}
  points:
    title: Point
    hit: sum
    reads: {n: d.n, x: d.x, y: d.y}
    gives: {sum: {type: integer}}
    rules:
      - {x: true, sum: 1}
      - {y: true, sum: 2}
      - {n: 0..1, sum: 1}
  agreed:
    title: Enige
    hit: any
    reads: {x: d.x, y: d.y}
    gives: {yes: {type: boolean}}
    rules:
      - {x: true, yes: true}
      - {y: true, yes: true}
";

/// The fields, by number.
pub(crate) const FIELDS: [&str; 3] = ["d.x", "d.y", "d.n"];

/// Conditions over the decision tables.
const TABLES: [&str; 3] = ["grade.ok", "points.sum > 1", "agreed.yes"];

/// The keys of rows.
pub(crate) const KEYS: [&str; 2] = ["A", "B"];

/// The messages, by number.
pub(crate) const MESSAGES: [&str; 2] = ["rang", "wrote"];

/// The flow file.
pub(crate) fn written(whole: &Whole) -> String {
    let placed = Placed::of(whole);
    let mut text = HEAD.to_owned();
    text.push_str(&placed.protocol());
    if let Some(pieces) = placed.lying_ready(None) {
        let _ = writeln!(text, "unplanned: {{pieces: [{pieces}]}}");
    }
    text.push_str("does:\n");
    placed.write_inside(None, 1, &mut text);
    if let Some(closes) = &whole.closes {
        let _ = writeln!(text, "closes: {{when: '{}'}}", placed.condition(closes));
    }
    if let Some(ends) = &whole.ends_when {
        let _ = writeln!(text, "ends_when: '{}'", placed.condition(ends));
    }
    if let Some(cues) = placed.cues(&whole.ended_by, false) {
        let _ = writeln!(text, "ended_by: {cues}");
    }
    if let Some(word) = waits_for(whole.waits_for) {
        let _ = writeln!(text, "waits_for: {word}");
    }
    text
}

fn waits_for(number: u8) -> Option<&'static str> {
    [None, Some("all"), Some("required")][usize::from(number)]
}

/// The pieces, each with the stage that it lies in.
pub(crate) struct Placed<'a> {
    pub(crate) pieces: &'a [Piece],
    stages: Vec<Option<usize>>,
    /// Whether this is the side that begins, where the cases are paired.
    pub(crate) begins: Option<bool>,
}

impl<'a> Placed<'a> {
    fn of(whole: &'a Whole) -> Self {
        let mut around: Vec<usize> = Vec::new();
        let mut stages = Vec::new();
        for (number, piece) in whole.pieces.iter().enumerate() {
            around.truncate(around.len().saturating_sub(usize::from(piece.shuts)));
            stages.push(around.last().copied());
            if piece.kind == Kind::Stage {
                around.push(number);
            }
        }
        Self {
            pieces: &whole.pieces,
            stages,
            begins: whole.begins_pair,
        }
    }

    /// A stage with nothing in it is a task.
    pub(crate) fn kind(&self, number: usize) -> Kind {
        match self.pieces[number].kind {
            Kind::Stage if !self.stages.contains(&Some(number)) => Kind::Task,
            kind => kind,
        }
    }

    pub(crate) fn name(&self, number: usize) -> String {
        let letter = match self.kind(number) {
            Kind::Task => 't',
            Kind::Stage => 's',
            Kind::Milestone => 'm',
            Kind::Action => 'a',
            Kind::Wait => 'w',
            Kind::Subcase => 'c',
        };
        format!("{letter}{number}")
    }

    /// What it is there once for each of, where it can be.
    pub(crate) fn many(&self, number: usize) -> Option<Many> {
        let piece = &self.pieces[number];
        let fits = matches!(self.kind(number), Kind::Task | Kind::Milestone | Kind::Action);
        piece.many.filter(|_| fits && !piece.manner.when_added)
    }

    pub(crate) fn any(&self, drawn: u8) -> usize {
        usize::from(drawn) % self.pieces.len()
    }

    fn lies_in(&self, number: usize, stage: usize) -> bool {
        let around = std::iter::successors(self.stages[number], |around| self.stages[*around]);
        around.into_iter().any(|around| around == stage)
    }

    pub(crate) fn condition(&self, condition: &Condition) -> String {
        let item = |drawn: &u8| self.name(self.any(*drawn));
        match condition {
            Condition::Field(field) => FIELDS[usize::from(*field)].to_owned(),
            Condition::Filled(field) => format!("exists({})", FIELDS[usize::from(*field)]),
            Condition::Above(number) => format!("d.n > {number}"),
            Condition::Done(of) => format!("done({})", item(of)),
            Condition::Owed(of) => format!("owed({})", item(of)),
            Condition::Open(of) => format!("open({})", item(of)),
            Condition::Skipped(of) => format!("skipped({})", item(of)),
            Condition::Fewer(of, times) => format!("times({}) < {times}", item(of)),
            Condition::Table(number) => TABLES[usize::from(*number) % TABLES.len()].to_owned(),
            Condition::Not(one) => format!("!({})", self.condition(one)),
            Condition::Both(one, two) => format!("({}) && ({})", self.condition(one), self.condition(two)),
            Condition::Either(one, two) => format!("({}) || ({})", self.condition(one), self.condition(two)),
        }
    }

    fn write_inside(&self, stage: Option<usize>, depth: usize, text: &mut String) {
        let inside = (0..self.pieces.len()).filter(|number| self.stages[*number] == stage);
        for number in inside {
            let indent = "  ".repeat(depth);
            let (name, keys) = (self.name(number), self.keys(number));
            if self.kind(number) == Kind::Stage {
                let _ = writeln!(text, "{indent}{name}:");
                for key in keys {
                    let _ = writeln!(text, "{indent}  {key}");
                }
                let _ = writeln!(text, "{indent}  does:");
                self.write_inside(Some(number), depth + 2, text);
            } else {
                let _ = writeln!(text, "{indent}{name}: {{{}}}", keys.join(", "));
            }
        }
    }

    /// What lies ready directly in a stage, or at the top; none where nothing does.
    fn lying_ready(&self, stage: Option<usize>) -> Option<String> {
        let inside = (0..self.pieces.len()).filter(|number| self.stages[*number] == stage);
        let ready = inside.filter(|number| self.pieces[*number].manner.when_added);
        let names: Vec<String> = ready.map(|number| self.name(number)).collect();
        (!names.is_empty()).then(|| names.join(", "))
    }

    /// What is said of an item, `key: value` each.
    fn keys(&self, number: usize) -> Vec<String> {
        let piece = &self.pieces[number];
        let mut keys = self.kind_keys(number);
        keys.extend(piece.after.as_ref().and_then(|after| self.after(number, after)));
        keys.extend(self.condition_keys(number));
        keys.extend(piece.delay.map(|days| format!("not_before: {days} days")));
        if self.many(number).is_none() {
            let (opened, ended) = (self.opened_by(number), self.cues(&piece.ended_by, false));
            keys.extend(opened.map(|cues| format!("opened_by: {cues}")));
            keys.extend(ended.map(|cues| format!("ended_by: {cues}")));
        }
        keys.extend(self.manner_keys(piece, self.kind(number)));
        if let Some(pieces) = self.lying_ready(Some(number)) {
            let most = if piece.room == 0 {
                String::new()
            } else {
                format!(", at_most: {}", piece.room)
            };
            keys.push(format!(
                "unplanned: {{pieces: [{pieces}], own_words: never, reason: not_needed{most}}}"
            ));
        }
        keys.extend(self.relation_keys(number));
        let repeats = piece.repeats.as_ref();
        match self.many(number) {
            Some(many) => keys.push(for_each(&many)),
            None => keys.extend(repeats.and_then(|repeats| self.repeats(number, repeats))),
        }
        keys.extend(
            piece
                .due
                .filter(|_| self.kind(number) == Kind::Task)
                .map(|days| format!("due: {days} days")),
        );
        keys
    }

    fn kind_keys(&self, number: usize) -> Vec<String> {
        let piece = &self.pieces[number];
        let owner = if piece.by_provider { "provider" } else { "worker" };
        let mut keys = match self.kind(number) {
            Kind::Task => vec!["task: T".to_owned(), format!("by: {owner}")],
            Kind::Stage => vec!["stage: S".to_owned()],
            Kind::Milestone => vec!["milestone: M".to_owned()],
            Kind::Action => vec!["action: A".to_owned()],
            Kind::Wait => {
                let name = self
                    .spoken(number)
                    .unwrap_or(MESSAGES[usize::from(piece.message.0)]);
                let kept = if piece.message.1 { "" } else { ", kept: false" };
                let until = match piece.ends_after {
                    Some(days) if piece.only_time && self.spoken(number).is_none() => {
                        format!("after: {days} days")
                    }
                    Some(days) => format!("message: {name}{kept}, after: {days} days"),
                    None => format!("message: {name}{kept}"),
                };
                vec!["wait: W".to_owned(), format!("until: {{{until}}}")]
            }
            Kind::Subcase => {
                let mut keys = vec!["subcase: C".to_owned(), "begins: other".to_owned()];
                // What goes its own way gives nothing back.
                keys.push(if piece.message.1 {
                    "takes: {d.x: result.fine}".to_owned()
                } else {
                    "apart: true".to_owned()
                });
                keys
            }
        };
        if self.kind(number) != Kind::Wait {
            keys.extend(self.spoken(number).map(|message| format!("says: {message}")));
        }
        let may_set = self.kind(number) != Kind::Stage;
        if let Some((field, value)) = piece.sets.filter(|_| may_set) {
            let field = FIELDS[usize::from(field) % FIELDS.len()];
            let value = match (field, value % 4) {
                ("d.n", number) => number.to_string(),
                (_, 0) => "true".to_owned(),
                (_, 1) => "false".to_owned(),
                (_, 2) => format!("!{field}"),
                _ => format!("done({})", self.name(number)),
            };
            keys.push(format!("sets: {{{field}: '{value}'}}"));
        }
        keys
    }

    fn condition_keys(&self, number: usize) -> Vec<String> {
        let (piece, kind) = (&self.pieces[number], self.kind(number));
        let all = &piece.conditions;
        let done_when = all.done_when.as_ref().filter(|_| kind == Kind::Task);
        let required = all.required_when.as_ref().filter(|_| !piece.manner.required);
        let named = [
            ("when", all.when.as_ref()),
            ("by_hand_when", all.by_hand_when.as_ref()),
            ("done_when", done_when),
            ("ends_when", all.ends_when.as_ref()),
            ("required", required),
        ];
        let written = named
            .into_iter()
            .filter_map(|(key, condition)| Some((key, condition?)));
        let mut keys: Vec<(&str, String)> = written
            .map(|(key, condition)| (key, self.condition(condition)))
            .collect();
        let own = self.many(number).filter(|many| many.number.is_none());
        if let Some(ok) = own.and_then(|many| many.ok) {
            let ok = if ok { "ok" } else { "!ok" };
            match keys.iter_mut().find(|(key, _)| *key == "when") {
                Some((_, when)) => *when = format!("({when}) && {ok}"),
                None => keys.push(("when", ok.to_owned())),
            }
        }
        let keys = keys.into_iter();
        keys.map(|(key, condition)| format!("{key}: '{condition}'"))
            .collect()
    }

    fn manner_keys(&self, piece: &Piece, kind: Kind) -> Vec<String> {
        let manner = &piece.manner;
        let stage = kind == Kind::Stage;
        let flags = [
            ("optional: true", manner.optional),
            ("starts: by_hand", manner.by_hand && !manner.when_added),
            ("starts: when_added", manner.when_added),
            ("owed: true", manner.owed),
            ("out_of_play: true", manner.out_of_play),
            ("required: true", manner.required),
            (
                "required_by_law: {act: serviceloven, section: '1'}",
                manner.by_law,
            ),
            ("one_at_a_time: true", manner.one_at_a_time && stage),
        ];
        let mut keys: Vec<String> = flags
            .iter()
            .filter(|(_, on)| *on)
            .map(|(key, _)| (*key).to_owned())
            .collect();
        if let Some(word) = waits_for(manner.waits_for).filter(|_| stage) {
            keys.push(format!("waits_for: {word}"));
        }
        let waited =
            ["", "once_possible", "under_way", "first_time", "never"][usize::from(manner.waited_for)];
        if !waited.is_empty() {
            keys.push(format!("waited_for: {waited}"));
        }
        keys
    }

    fn after(&self, number: usize, after: &After) -> Option<String> {
        let (After::All(drawn) | After::Any(drawn) | After::AtLeast(_, drawn)) = after;
        let names = self.before(number, drawn);
        if names.is_empty() {
            return None;
        }
        let list = names.join(", ");
        Some(match after {
            After::All(_) => match &self.pieces[number].after_when {
                Some(when) => {
                    let when = self.condition(when);
                    let named = |name: &String| format!("{{item: {name}, when: '{when}'}}");
                    let list: Vec<String> = names.iter().map(named).collect();
                    format!("after: [{}]", list.join(", "))
                }
                None => format!("after: [{list}]"),
            },
            After::Any(_) => format!("after: {{any: [{list}]}}"),
            After::AtLeast(count, _) => {
                let count = usize::from(*count).min(names.len());
                format!("after: {{at_least: {count}, of: [{list}]}}")
            }
        })
    }

    /// Names of items that are written before this one and do not hold it, so that nothing goes in a circle.
    fn before(&self, number: usize, drawn: &[u8]) -> Vec<String> {
        let fitting: Vec<usize> = (0..number)
            .filter(|other| !self.lies_in(number, *other))
            .collect();
        let mut chosen: Vec<usize> = Vec::new();
        for drawn in drawn.iter().filter(|_| !fitting.is_empty()) {
            let other = fitting[usize::from(*drawn) % fitting.len()];
            if !chosen.contains(&other) {
                chosen.push(other);
            }
        }
        chosen.into_iter().map(|other| self.name(other)).collect()
    }

    fn relation_keys(&self, number: usize) -> Vec<String> {
        const WORDS: [(Relation, &str); 7] = [
            (Relation::Owes, "owes"),
            (Relation::Removes, "removes"),
            (Relation::BringsBack, "brings_back"),
            (Relation::Ends, "ends"),
            (Relation::ThenAgain, "then_again"),
            (Relation::NotWhileOwed, "not_while_owed"),
            (Relation::NotWith, "not_with"),
        ];
        let piece = &self.pieces[number];
        let mut keys = Vec::new();
        for (relation, word) in WORDS {
            let drawn = piece.relations.iter().filter(|(one, ..)| *one == relation);
            let mut names: Vec<String> = Vec::new();
            let mut written: Vec<String> = Vec::new();
            for (other, when) in drawn.map(|(_, other, when)| (self.any(*other), when)) {
                let around = self.lies_in(number, other) || self.lies_in(other, number);
                let fits = other != number
                    && !(around && relation == Relation::NotWith)
                    && !(relation == Relation::ThenAgain && self.is_shut(number, other))
                    // What people add passes over nothing that the law may demand.
                    && !(piece.manner.when_added && matches!(relation, Relation::Removes | Relation::Ends));
                if fits && !names.contains(&self.name(other)) {
                    names.push(self.name(other));
                    let terms = when.as_ref().filter(|_| may_have_terms(relation));
                    written.push(match terms {
                        Some(when) => {
                            format!("{{item: {}, when: '{}'}}", self.name(other), self.condition(when))
                        }
                        None => self.name(other),
                    });
                }
            }
            if relation == Relation::Ends && piece.ends_case {
                written = vec!["case".to_owned()];
            }
            if !written.is_empty() {
                keys.push(format!("{word}: [{}]", written.join(", ")));
            }
        }
        keys
    }

    /// Whether an item may lie in a stage that has ended whenever this one, which lies elsewhere, is done.
    fn is_shut(&self, number: usize, other: usize) -> bool {
        let around = std::iter::successors(self.stages[other], |stage| self.stages[*stage]);
        let mut around = around.into_iter();
        let elsewhere = around.any(|stage| stage != number && !self.lies_in(number, stage));
        let own = std::iter::successors(Some(number), |stage| self.stages[*stage]);
        let waits = own.into_iter().any(|one| {
            let piece = &self.pieces[one];
            piece.after.is_some() || !piece.opened_by.is_empty()
        });
        elsewhere && waits
    }

    fn repeats(&self, number: usize, repeats: &Repeats) -> Option<String> {
        let mut keys = Vec::new();
        let mut least = 0;
        match &repeats.why {
            Again::Freely => keys.push("freely: true".to_owned()),
            Again::AtLeast(count) => {
                least = *count;
                keys.push(format!("at_least: {count}"));
            }
            Again::While(condition) => keys.push(format!("while: '{}'", self.condition(condition))),
            Again::EachTime(of) => {
                let of = Some(self.any(*of)).filter(|of| *of != number)?;
                keys.push(format!("each_time: {}", self.name(of)));
            }
            Again::Join {
                of,
                need,
                times,
                rest_ends,
            } => {
                let mut names: Vec<String> = Vec::new();
                for other in of.iter().map(|of| self.any(*of)).filter(|of| *of != number) {
                    if !names.contains(&self.name(other)) {
                        names.push(self.name(other));
                    }
                }
                if names.is_empty() {
                    return None;
                }
                let need = usize::from(*need).min(names.len());
                let rest = if *rest_ends { ", rest: ends" } else { "" };
                let list = names.join(", ");
                let each = if names.len() == 1 || *times > 1 {
                    format!("{{times: {times}, of: [{list}]{rest}}}")
                } else {
                    format!("{{at_least: {need}, of: [{list}]{rest}}}")
                };
                keys.push(format!("each_time: {each}"));
            }
            Again::Bounded => {}
        }
        if let Some(until) = &repeats.until {
            keys.push(format!("until: '{}'", self.condition(until)));
        }
        let side = self.pieces[number].side_by_side;
        if let Some(side) = side.filter(|_| self.opened_by(number).is_some()) {
            keys.push(format!("side_by_side: {side}"));
        }
        if let Some(most) = repeats
            .at_most
            .or(matches!(repeats.why, Again::Bounded).then_some(1))
        {
            keys.push(format!("at_most: {}", most.max(least)));
        }
        Some(format!("repeats: {{{}}}", keys.join(", ")))
    }
}

/// Once for each of so many.
fn for_each(many: &Many) -> String {
    let mut keys = vec![match many.number {
        Some(number) => format!("each: {number}"),
        None => "each: d.rows, key: k".to_owned(),
    }];
    keys.extend(many.enough.map(|enough| format!("enough: {enough}")));
    if many.rest_goes_on {
        keys.push("rest: goes_on".to_owned());
    }
    format!("repeats: {{{}}}", keys.join(", "))
}

/// Whether a relation can hold on terms.
const fn may_have_terms(relation: Relation) -> bool {
    matches!(
        relation,
        Relation::Owes | Relation::Removes | Relation::BringsBack | Relation::NotWhileOwed
    )
}
