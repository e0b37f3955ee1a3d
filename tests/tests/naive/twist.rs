//! Small mistakes that the naive interpreter can be told to make, to prove that the comparison would see them.

macro_rules! twists {
    ($($(#[doc = $doc:literal])+ $name:ident,)+) => {
        /// One wrong meaning.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
        pub(crate) enum Twist { $($(#[doc = $doc])+ $name,)+ }

        impl Twist {
            /// Every one.
            pub(crate) const ALL: &'static [Self] = &[$(Self::$name,)+];
        }
    };
}

twists! {
    /// `after: {any: …}` asks for all.
    AnyAsksForAll,
    /// `at_least: n, of: …` asks for one fewer.
    AtLeastOneFewer,
    /// What is out of play blocks what comes after it.
    OutOfPlayBlocks,
    /// What is skipped has not happened.
    SkippedHasNotHappened,
    /// What is optional and possible keeps its stage.
    OptionalKeepsItsStage,
    /// Unknown holds.
    UnknownHolds,
    /// What is owed does not keep its stage.
    OwedKeepsNothing,
    /// Owed again, what has ended stays ended.
    OwedAfterItsEndStaysEnded,
    /// What is owed does not rest while it is out of play.
    OwedOutOfPlay,
    /// What is removed goes on.
    RemovedGoesOn,
    /// What is ended leaves what lies in it as it is.
    EndsLeavesTheInside,
    /// `not_with` is read one way.
    NotWithOneWay,
    /// `one_at_a_time` is not read.
    AllAtATime,
    /// `not_while_owed` does not hold back what is under way.
    OwedHoldsOnlyTheStartBack,
    /// `freely` gives one round alone.
    FreelyOnce,
    /// `at_least` asks for one round alone.
    CountedOnce,
    /// `at_most` is not read.
    NoMost,
    /// `until` is not read.
    NoUntil,
    /// `while` is not read.
    NoWhile,
    /// Only the item itself waits anew.
    BackOnlyToTheItem,
    /// A message that nobody waits for is lost.
    MessagesLost,
    /// A message that is not kept is kept.
    MessagesKept,
    /// A kept message ends every wait that opens later.
    KeptMessagesStay,
    /// What rests can be done.
    RestingIsDone,
    /// `required` is not read.
    NothingRequired,
    /// `closes` is not read.
    ClosesBySilence,
    /// `ends_when` is not read.
    NoExit,
    /// Redone work is not opened before its time.
    RedoneWaits,
    /// An action sets nothing.
    SetsNothing,
    /// Added work keeps nothing open.
    AddedKeepsNothing,
    /// A case that is opened again closes at once.
    ReopenedCloses,
    /// A stage that begins anew remembers what happened in it before.
    StageRemembers,
    /// What is done again pays no debt.
    DebtStays,
    /// What is skipped still has its debt.
    SkippedStaysOwed,
    /// What is ended still has its debt.
    EndedStaysOwed,
    /// `each_time` counts no rounds: one is open at most.
    EachTimeOnce,
    /// What comes first in the file is owed before the work goes back.
    OwedBeforeGoingBack,
    /// `waits_for: all` is read as `coming`.
    AllIsComing,
    /// `waits_for: required` is read as `coming`.
    RequiredIsComing,
    /// `waited_for` is not read.
    WaitedForAsTheStageSays,
    /// What still waits is not seen to come.
    NothingComes,
    /// Who owns a piece of work does not count.
    AnybodysWork,
    /// The law demands nothing.
    NoLaw,
    /// Relations count whatever their terms say.
    NoTerms,
    /// What lies ready is there before anybody adds it.
    ReadyIsThere,
    /// What lies ready keeps its stage.
    ReadyKeepsItsStage,
    /// A join forgets what came beyond its round.
    JoinForgets,
    /// A join asks as soon as one has come.
    JoinAsksForOne,
    /// What only follows something optional comes.
    OptionalComes,
    /// Rows that come later get nothing once the others are done.
    LaterRowsGetNothing,
    /// What was there for a row that goes stays.
    RowsStay,
    /// Nothing is enough.
    NothingIsEnough,
    /// A row whose condition may come to hold is not waited for.
    RowsAreNotWaitedFor,
    /// The day on which a clock starts is its first.
    DayZeroCounts,
    /// What ends undone has met its clock.
    EndedIsMet,
    /// Clocks run on while the case is on hold.
    HeldClocksRun,
    /// One part of a cue is enough.
    OnePartIsEnough,
    /// A cue's condition is not read.
    CuesWithoutConditions,
    /// `at_once` is not read.
    AtOnceRemembers,
    /// What happens while an item's stage is shut is heard in it.
    HeardWhereverItIs,
    /// `as_done` is not read.
    AsDoneIsUndone,
    /// Cues that are met while a round is open ask for no further one.
    CuesStandInNoLine,
    /// What is opened from outside leaves its stage shut.
    StagesStayShut,
    /// `side_by_side` is not read.
    SideBySideIsNotRead,
    /// A wait that nobody listens for any more goes on.
    UnheardWaitsOn,
    /// What opens by itself is started by a person.
    OpenedIsStarted,
    /// It does not count who ended something.
    WhoeverEndsIt,
    /// A field that gets another value gets its first.
    ChangedIsFirst,
    /// A sub-case that was ended undone is done.
    EndedSubcasesAreDone,
    /// Nothing is taken out of a sub-case.
    TakesNothing,
    /// What goes its own way is waited for.
    ApartIsWaitedFor,
    /// The first day of a delay is counted.
    DelaysCountTheFirstDay,
    /// `not_before` is not read.
    DelaysAreNotRead,
    /// Waits do not end by their time.
    WaitsHaveNoEnd,
    /// Anything may be said to the other case at any time.
    ProtocolIsNotRead,
    /// A question is asked again before its answer has come.
    AskedAgainBeforeTheAnswer,
    /// No message ends a pair.
    NothingEndsAPair,
    /// What waits for messages of a pair that is over goes on.
    WaitsGoOnAfterThePair,
}
