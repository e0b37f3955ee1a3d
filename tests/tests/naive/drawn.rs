//! What generated flows are made of: numbers that proptest draws and shrinks. Other items are named by numbers that are
//! taken round, so that every draw is a flow.

use proptest::prelude::*;

/// A condition.
#[derive(Clone, Debug)]
pub(crate) enum Condition {
    Field(u8),
    Filled(u8),
    Above(u8),
    Done(u8),
    Owed(u8),
    Open(u8),
    Skipped(u8),
    Fewer(u8, u8),
    /// What a decision table says.
    Table(u8),
    Not(Box<Condition>),
    Both(Box<Condition>, Box<Condition>),
    Either(Box<Condition>, Box<Condition>),
}

/// What an item does to another.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum Relation {
    Owes,
    Removes,
    BringsBack,
    Ends,
    ThenAgain,
    NotWhileOwed,
    NotWith,
}

/// What an item comes after.
#[derive(Clone, Debug)]
pub(crate) enum After {
    All(Vec<u8>),
    Any(Vec<u8>),
    AtLeast(u8, Vec<u8>),
}

/// Why an item comes again.
#[derive(Clone, Debug)]
pub(crate) enum Again {
    Freely,
    AtLeast(u8),
    While(Condition),
    EachTime(u8),
    /// Enough of several have come, so many times over; and whether those that have not end.
    Join {
        of: Vec<u8>,
        need: u8,
        times: u8,
        rest_ends: bool,
    },
    /// Only a bound.
    Bounded,
}

impl Again {
    /// What it comes each time of.
    fn each_time_of(&self) -> &[u8] {
        match self {
            Self::EachTime(of) => std::slice::from_ref(of),
            Self::Join { of, .. } => of,
            _ => &[],
        }
    }
}

/// What an item is there once for each of.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Many {
    /// So many; none for each row of the list.
    pub(crate) number: Option<u8>,
    /// Only rows of which this is so, or is not.
    pub(crate) ok: Option<bool>,
    pub(crate) enough: Option<u8>,
    pub(crate) rest_goes_on: bool,
}

/// The repetition of an item.
#[derive(Clone, Debug)]
pub(crate) struct Repeats {
    pub(crate) why: Again,
    pub(crate) until: Option<Condition>,
    pub(crate) at_most: Option<u8>,
}

/// Of what kind an item is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Kind {
    Task,
    Stage,
    Milestone,
    Action,
    Wait,
    Subcase,
}

/// What may happen to an item, or to a field.
pub(crate) const TURNINGS: [&str; 14] = [
    "done",
    "waiting",
    "possible",
    "opened",
    "started",
    "ended",
    "called_off",
    "ended_by_flow",
    "failed",
    "redone",
    "taken_out",
    "brought_back",
    "rested",
    "went_on",
];
pub(crate) const FIELD_TURNINGS: [&str; 4] = ["set", "first_set", "changed", "emptied"];

/// One thing that a cue listens for.
#[derive(Clone, Debug)]
pub(crate) enum Heard {
    Item { turning: u8, of: u8 },
    Field { turning: u8, field: u8 },
}

/// What must come about together.
#[derive(Clone, Debug)]
pub(crate) struct Cue {
    pub(crate) all: Vec<Heard>,
    pub(crate) when: Option<Condition>,
    pub(crate) at_once: bool,
    pub(crate) as_done: bool,
}

/// How it begins and how long it is waited for, each a word of the language that may be left out.
#[derive(Clone, Debug)]
pub(crate) struct Manner {
    pub(crate) optional: bool,
    pub(crate) by_hand: bool,
    pub(crate) owed: bool,
    pub(crate) out_of_play: bool,
    pub(crate) required: bool,
    pub(crate) by_law: bool,
    pub(crate) one_at_a_time: bool,
    pub(crate) waits_for: u8,
    pub(crate) waited_for: u8,
    /// It is there only once somebody adds it.
    pub(crate) when_added: bool,
}

/// The conditions of an item.
#[derive(Clone, Debug)]
pub(crate) struct Conditions {
    pub(crate) when: Option<Condition>,
    pub(crate) by_hand_when: Option<Condition>,
    pub(crate) done_when: Option<Condition>,
    pub(crate) ends_when: Option<Condition>,
    pub(crate) required_when: Option<Condition>,
}

/// One stage or item.
#[derive(Clone, Debug)]
pub(crate) struct Piece {
    pub(crate) kind: Kind,
    /// How many of the stages around it end before it.
    pub(crate) shuts: u8,
    pub(crate) by_provider: bool,
    pub(crate) manner: Manner,
    pub(crate) after: Option<After>,
    pub(crate) conditions: Conditions,
    pub(crate) relations: Vec<(Relation, u8, Option<Condition>)>,
    /// What it comes after counts only where this holds.
    pub(crate) after_when: Option<Condition>,
    /// How much may be added to it, where it is a stage.
    pub(crate) room: u8,
    pub(crate) repeats: Option<Repeats>,
    /// There once for each; then nothing else repeats it.
    pub(crate) many: Option<Many>,
    /// What opens it, and what ends it, any of them.
    pub(crate) opened_by: Vec<Cue>,
    pub(crate) ended_by: Vec<Cue>,
    /// At most so many rounds of what is opened again are open.
    pub(crate) side_by_side: Option<u8>,
    /// In so many days.
    pub(crate) due: Option<u8>,
    pub(crate) sets: Option<(u8, u8)>,
    /// The message that a wait waits for, and whether one that comes early is kept.
    pub(crate) message: (u8, bool),
    pub(crate) ends_case: bool,
    /// It waits so many days after what it comes after; a wait ends by itself after so many, and is for no message at all.
    pub(crate) delay: Option<u8>,
    pub(crate) ends_after: Option<u8>,
    pub(crate) only_time: bool,
    /// What it says to the other of two paired cases, or waits for from it.
    pub(crate) speaks: Option<u8>,
}

/// A flow.
#[derive(Clone, Debug)]
pub(crate) struct Whole {
    pub(crate) pieces: Vec<Piece>,
    pub(crate) closes: Option<Condition>,
    pub(crate) ends_when: Option<Condition>,
    pub(crate) ended_by: Vec<Cue>,
    pub(crate) waits_for: u8,
    /// Its cases are paired, and this is the side that begins.
    pub(crate) begins_pair: Option<bool>,
}

/// One thing that is asked, before the case says of what.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Move {
    /// What: see `steps`.
    pub(crate) what: u8,
    /// Of which item.
    pub(crate) of: u8,
    /// Whether the item is one of those that may be done.
    pub(crate) aimed: bool,
    /// By somebody whose work it is not.
    pub(crate) by_another: bool,
    /// The same as just before, whatever else is said here.
    pub(crate) once_more: bool,
}

/// The most pieces of a flow: more hide what a difference comes from.
const MOST_PIECES: usize = 9;

/// The most moves of a run, beside those that are made once more.
const MOST_MOVES: usize = 12;

fn condition() -> impl Strategy<Value = Condition> {
    let leaf = prop_oneof![
        4 => (0_u8..2).prop_map(Condition::Field),
        1 => (0_u8..3).prop_map(Condition::Filled),
        2 => (0_u8..3).prop_map(Condition::Above),
        3 => any::<u8>().prop_map(Condition::Done),
        1 => any::<u8>().prop_map(Condition::Owed),
        1 => any::<u8>().prop_map(Condition::Open),
        1 => any::<u8>().prop_map(Condition::Skipped),
        1 => (any::<u8>(), 1_u8..4).prop_map(|(of, times)| Condition::Fewer(of, times)),
        1 => any::<u8>().prop_map(Condition::Table),
    ];
    leaf.prop_recursive(2, 4, 2, |inner| {
        prop_oneof![
            2 => inner.clone().prop_map(|one| Condition::Not(Box::new(one))),
            1 => (inner.clone(), inner.clone()).prop_map(|(a, b)| Condition::Both(Box::new(a), Box::new(b))),
            1 => (inner.clone(), inner).prop_map(|(a, b)| Condition::Either(Box::new(a), Box::new(b))),
        ]
    })
}

/// A condition that is there one time in so many.
fn one_in(times: u32) -> impl Strategy<Value = Option<Condition>> {
    prop::option::weighted(1.0 / f64::from(times), condition())
}

fn seldom(chance: f64) -> impl Strategy<Value = bool> {
    prop::bool::weighted(chance)
}

fn kind() -> impl Strategy<Value = Kind> {
    prop_oneof![
        8 => Just(Kind::Task),
        4 => Just(Kind::Stage),
        2 => Just(Kind::Milestone),
        2 => Just(Kind::Action),
        2 => Just(Kind::Wait),
        1 => Just(Kind::Subcase),
    ]
}

fn manner() -> impl Strategy<Value = Manner> {
    let begins = (
        seldom(0.15),
        seldom(0.15),
        seldom(0.06),
        seldom(0.06),
        seldom(0.1),
    );
    let ends = (seldom(0.1), seldom(0.05), seldom(0.15));
    let waits = (
        prop_oneof![6 => Just(0_u8), 1 => Just(1), 1 => Just(2)],
        prop_oneof![12 => Just(0_u8), 4 => 1_u8..5],
    );
    (begins, ends, waits).prop_map(|(begins, ends, waits)| Manner {
        optional: begins.0,
        by_hand: begins.1,
        owed: begins.2,
        out_of_play: begins.3,
        required: ends.0,
        by_law: ends.1,
        one_at_a_time: ends.2,
        waits_for: waits.0,
        waited_for: waits.1,
        when_added: begins.4,
    })
}

fn after() -> impl Strategy<Value = After> {
    let some = || prop::collection::vec(any::<u8>(), 1..4);
    prop_oneof![
        4 => some().prop_map(After::All),
        2 => some().prop_map(After::Any),
        1 => (1_u8..3, some()).prop_map(|(count, of)| After::AtLeast(count, of)),
    ]
}

fn relation() -> impl Strategy<Value = Relation> {
    prop_oneof![
        3 => Just(Relation::Owes),
        2 => Just(Relation::Removes),
        2 => Just(Relation::BringsBack),
        2 => Just(Relation::Ends),
        2 => Just(Relation::ThenAgain),
        2 => Just(Relation::NotWhileOwed),
        2 => Just(Relation::NotWith),
    ]
}

fn repeats() -> impl Strategy<Value = Repeats> {
    let why = prop_oneof![
        3 => Just(Again::Freely),
        3 => (1_u8..4).prop_map(Again::AtLeast),
        2 => condition().prop_map(Again::While),
        2 => any::<u8>().prop_map(Again::EachTime),
        2 => (prop::collection::vec(any::<u8>(), 1..4), 1_u8..4, 1_u8..3, seldom(0.3))
            .prop_map(|(of, need, times, rest_ends)| Again::Join { of, need, times, rest_ends }),
        1 => Just(Again::Bounded),
    ];
    let at_most = prop::option::weighted(0.4, 1_u8..4);
    (why, one_in(4), at_most).prop_map(|(why, until, at_most)| Repeats { why, until, at_most })
}

fn many() -> impl Strategy<Value = Many> {
    let number = prop::option::weighted(0.3, 1_u8..4);
    let ok = prop::option::weighted(0.5, any::<bool>());
    let enough = prop::option::weighted(0.25, 1_u8..3);
    (number, ok, enough, any::<bool>()).prop_map(|(number, ok, enough, rest_goes_on)| Many {
        number,
        ok,
        enough,
        rest_goes_on,
    })
}

fn heard() -> impl Strategy<Value = Heard> {
    let turning = prop_oneof![3 => Just(0_u8), 4 => 0_u8..14];
    prop_oneof![
        4 => (turning, any::<u8>()).prop_map(|(turning, of)| Heard::Item { turning, of }),
        1 => (0_u8..4, 0_u8..3).prop_map(|(turning, field)| Heard::Field { turning, field }),
    ]
}

fn cue() -> impl Strategy<Value = Cue> {
    let all = prop_oneof![
        6 => prop::collection::vec(heard(), 1..2),
        3 => prop::collection::vec(heard(), 2..4),
        1 => Just(Vec::new()),
    ];
    (all, one_in(4), seldom(0.2), seldom(0.3)).prop_map(|(all, when, at_once, as_done)| Cue {
        all,
        when,
        at_once,
        as_done,
    })
}

/// The cues of an item, one time in so many.
fn cues(chance: f64) -> impl Strategy<Value = Vec<Cue>> {
    let some = prop::collection::vec(cue(), 1..3);
    prop::option::weighted(chance, some).prop_map(Option::unwrap_or_default)
}

fn conditions() -> impl Strategy<Value = Conditions> {
    (one_in(6), one_in(16), one_in(20), one_in(20), one_in(25)).prop_map(
        |(when, by_hand_when, done_when, ends_when, required_when)| Conditions {
            when,
            by_hand_when,
            done_when,
            ends_when,
            required_when,
        },
    )
}

fn piece() -> impl Strategy<Value = Piece> {
    let place = (kind(), prop_oneof![4 => Just(0_u8), 1 => 1_u8..3], seldom(0.2));
    let relations = prop::collection::vec((relation(), any::<u8>(), one_in(6)), 0..3);
    let extra = (
        prop::option::weighted(0.2, (any::<u8>(), any::<u8>())),
        (0_u8..2, seldom(0.7)),
        seldom(0.02),
        one_in(10),
        0_u8..3,
        (
            prop::option::weighted(0.12, many()),
            prop::option::weighted(0.3, 1_u8..4),
        ),
        (
            cues(0.15),
            cues(0.08),
            prop::option::weighted(0.4, 1_u8..3),
            prop::option::weighted(0.6, any::<u8>()),
            prop::option::weighted(0.1, 1_u8..4),
            prop::option::weighted(0.3, 1_u8..4),
            seldom(0.4),
        ),
    );
    (
        place,
        manner(),
        prop::option::weighted(0.35, after()),
        conditions(),
        relations,
        prop::option::weighted(0.2, repeats()),
        extra,
    )
        .prop_map(
            |(place, manner, after, conditions, relations, repeats, extra)| Piece {
                kind: place.0,
                shuts: place.1,
                by_provider: place.2,
                manner,
                after,
                conditions,
                relations,
                repeats,
                sets: extra.0,
                message: extra.1,
                ends_case: extra.2,
                after_when: extra.3,
                room: extra.4,
                many: extra.5.0,
                due: extra.5.1,
                opened_by: extra.6.0,
                ended_by: extra.6.1,
                side_by_side: extra.6.2,
                speaks: extra.6.3,
                delay: extra.6.4,
                ends_after: extra.6.5,
                only_time: extra.6.6,
            },
        )
}

/// Tasks that something comes each time of may be done as often as anyone wants: what is done once asks for one round
/// alone, so that rounds would seldom queue up.
fn with_free_causes(mut pieces: Vec<Piece>) -> Vec<Piece> {
    let all = pieces.len();
    let repeats = pieces.iter().filter_map(|piece| piece.repeats.as_ref());
    let causes: Vec<usize> = repeats
        .flat_map(|repeats| repeats.why.each_time_of())
        .map(|of| usize::from(*of) % all)
        .collect();
    for cause in causes {
        let piece = &mut pieces[cause];
        if piece.kind == Kind::Task && piece.repeats.is_none() {
            piece.repeats = Some(Repeats {
                why: Again::Freely,
                until: None,
                at_most: None,
            });
        }
    }
    pieces
}

/// Any flow.
pub(crate) fn flow() -> impl Strategy<Value = Whole> {
    let pieces = prop::collection::vec(piece(), 1..MOST_PIECES);
    let pieces = (pieces, any::<bool>()).prop_map(|(pieces, free_causes)| {
        if free_causes {
            with_free_causes(pieces)
        } else {
            pieces
        }
    });
    let waits_for = prop_oneof![6 => Just(0_u8), 1 => Just(1), 1 => Just(2)];
    let ends = (one_in(12), cues(0.06));
    let pair = prop::option::weighted(0.2, any::<bool>());
    (pieces, one_in(10), ends, waits_for, pair).prop_map(|(pieces, closes, ends, waits_for, begins_pair)| {
        Whole {
            pieces,
            closes,
            ends_when: ends.0,
            ended_by: ends.1,
            waits_for,
            begins_pair,
        }
    })
}

/// What is asked of a case, one after another; some of it several times over.
pub(crate) fn moves() -> impl Strategy<Value = Vec<Move>> {
    let again = prop_oneof![4 => Just(0_usize), 1 => 1_usize..4];
    let one = (any::<u8>(), any::<u8>(), seldom(0.8), seldom(0.05), again);
    let one = one.prop_map(|(what, of, aimed, by_another, again)| {
        let times = (0..=again).map(|before| Move {
            what,
            of,
            aimed,
            by_another,
            once_more: before > 0,
        });
        times.collect::<Vec<Move>>()
    });
    let all = prop::collection::vec(one, 1..MOST_MOVES);
    all.prop_map(|all| all.into_iter().flatten().collect())
}
