//! How links and signs look: which kinds there are, what each means, and how it is drawn.

use super::layout::Pull;

/// The kinds of links. Each has its own line and head, so that none is told by its colour alone.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Look {
    /// Must be done before the other can start.
    After,
    /// The same, and then the other is owed.
    AfterOwes,
    /// When something happens to it, the other opens.
    OpenedBy,
    /// Then the other is owed.
    Owes,
    /// Each time a new round of the other.
    EachTime,
    /// As long as it is owed, the other waits.
    NotWhileOwed,
    /// The two are never under way together.
    NotWith,
    /// Takes the other out of play.
    Removes,
    /// Brings the other back.
    BringsBack,
    /// Ends the other.
    Ends,
    /// The work goes back to the other.
    Again,
    /// A clock's ladder opens the other.
    Opens,
    /// The other's condition looks at it.
    Reads,
}

impl Look {
    pub(super) const ALL: [Self; 13] = [
        Self::After,
        Self::AfterOwes,
        Self::OpenedBy,
        Self::Owes,
        Self::EachTime,
        Self::NotWhileOwed,
        Self::NotWith,
        Self::Removes,
        Self::BringsBack,
        Self::Ends,
        Self::Again,
        Self::Opens,
        Self::Reads,
    ];

    /// The word in styles.
    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::After => "after",
            Self::AfterOwes => "after-owes",
            Self::OpenedBy => "opened-by",
            Self::Owes => "owes",
            Self::EachTime => "each-time",
            Self::NotWhileOwed => "not-while-owed",
            Self::NotWith => "not-with",
            Self::Removes => "removes",
            Self::BringsBack => "brings-back",
            Self::Ends => "ends",
            Self::Again => "again",
            Self::Opens => "opens",
            Self::Reads => "reads",
        }
    }

    /// The key of what it means.
    pub(super) const fn key(self) -> &'static str {
        match self {
            Self::After => "diagram-link-after",
            Self::AfterOwes => "diagram-link-after-owes",
            Self::OpenedBy => "diagram-link-opened-by",
            Self::Owes => "diagram-link-owes",
            Self::EachTime => "diagram-link-each-time",
            Self::NotWhileOwed => "diagram-link-not-while-owed",
            Self::NotWith => "diagram-link-not-with",
            Self::Removes => "diagram-link-removes",
            Self::BringsBack => "diagram-link-brings-back",
            Self::Ends => "diagram-link-ends",
            Self::Again => "diagram-link-again",
            Self::Opens => "diagram-link-opens",
            Self::Reads => "diagram-link-reads",
        }
    }

    /// The key of what it means in a word or two, for where there is no list of signs.
    pub(super) const fn short(self) -> &'static str {
        match self {
            Self::After => "diagram-short-after",
            Self::AfterOwes | Self::Owes => "diagram-short-owes",
            Self::OpenedBy => "diagram-short-opened-by",
            Self::EachTime => "diagram-short-each-time",
            Self::NotWhileOwed => "diagram-short-not-while-owed",
            Self::NotWith => "diagram-short-not-with",
            Self::Removes => "diagram-short-removes",
            Self::BringsBack => "diagram-short-brings-back",
            Self::Ends => "diagram-short-ends",
            Self::Again => "diagram-short-again",
            Self::Opens => "diagram-short-opens",
            Self::Reads => "diagram-short-reads",
        }
    }

    /// Which way it draws the picture.
    pub(super) const fn pull(self) -> Pull {
        match self {
            Self::After | Self::AfterOwes | Self::OpenedBy => Pull::Strong,
            Self::Owes | Self::EachTime | Self::NotWhileOwed | Self::Opens | Self::Reads => Pull::Weak,
            Self::NotWith | Self::Removes | Self::BringsBack | Self::Ends | Self::Again => Pull::None,
        }
    }

    /// A number of its own.
    pub(super) fn number(self) -> u8 {
        let place = Self::ALL.iter().position(|look| *look == self);
        place
            .and_then(|place| u8::try_from(place).ok())
            .unwrap_or_default()
    }
}

/// The signs before the lines of a box.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Sign {
    /// A dot in the colour of the owner's side.
    Side,
    /// None.
    Nothing,
    Condition,
    Clock,
    Repeat,
    Hand,
    Ladder,
    Law,
    Owed,
    Done,
    Active,
    Possible,
    Waiting,
    Gone,
    /// Figures over many cases.
    Figures,
}

impl Sign {
    /// Those that the list of signs explains, and its keys.
    pub(super) const EXPLAINED: [(Self, &'static str); 8] = [
        (Self::Condition, "diagram-legend-condition"),
        (Self::Clock, "diagram-legend-clock"),
        (Self::Repeat, "diagram-legend-repeat"),
        (Self::Hand, "diagram-legend-hand"),
        (Self::Ladder, "diagram-legend-ladder"),
        (Self::Law, "diagram-legend-law"),
        (Self::Owed, "diagram-legend-owed"),
        (Self::Figures, "diagram-legend-figures"),
    ];
}
