//! The stable codes of everything that reading a flow file can find. A code never changes its meaning.

use super::Code;

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $code:literal;)*) => {
        $($(#[$doc])* pub(crate) const $name: Code = Code($code);)*

        /// Every code that reading a flow file can give, in order. Each has a message `explain-CODE`.
        pub const READ_CODES: &[Code] = &[$($name),*];
    };
}

codes! {
    /// The file cannot be read as YAML here.
    SYNTAX = "F0101";
    /// The file is larger than a flow file may be.
    TOO_LARGE = "F0102";
    /// Nested too deep, or too many parts.
    TOO_COMPLEX = "F0103";
    /// An anchor or an alias.
    ANCHOR = "F0104";
    /// A tag.
    TAG = "F0105";
    /// A second document in the file.
    SEVERAL_DOCUMENTS = "F0106";
    /// A key is written twice in one place.
    KEY_TWICE = "F0107";
    /// A key is a list or a map.
    KEY_NOT_WORD = "F0108";
    /// A character that nobody can see.
    CHARACTER = "F0109";
    /// Nothing is written.
    EMPTY_FILE = "F0110";
    /// More findings than are shown.
    MORE_FINDINGS = "F0111";

    /// A key that does not exist here.
    UNKNOWN_KEY = "F0201";
    /// A key that must be written is missing.
    MISSING_KEY = "F0202";
    /// A list where a text belongs, and the like.
    WRONG_SHAPE = "F0203";
    /// Exactly one of several keys belongs here.
    ONE_OF_KEYS = "F0204";
    /// The key exists, but not for this kind of item or field.
    KEY_NOT_HERE = "F0205";
    /// A text, list or map with nothing in it.
    NOTHING_WRITTEN = "F0206";
    /// More of a thing than a flow may have.
    TOO_MANY = "F0207";
    /// A list or record inside another.
    NESTED_LIST = "F0208";

    /// Not a length of time.
    NOT_LENGTH = "F0301";
    /// Not a date.
    NOT_DATE = "F0302";
    /// Not a number between the bounds.
    NOT_NUMBER = "F0303";
    /// Not one of the words that belong here.
    NOT_ONE_OF = "F0304";
    /// Not a rhythm.
    NOT_RHYTHM = "F0305";
    /// Not a name.
    NOT_NAME = "F0306";
    /// Not the path of a field.
    NOT_PATH = "F0307";
    /// A text is too long.
    TOO_LONG = "F0308";
    /// Neither `true` nor `false`.
    NOT_BOOLEAN = "F0309";
    /// Not the moment of a rung.
    NOT_MOMENT = "F0310";
    /// Not a range.
    NOT_RANGE = "F0311";
    /// The guard language keeps this word for itself.
    RESERVED_NAME = "F0312";
    /// Not a KLE subject.
    NOT_KLE = "F0313";
    /// Written in another version of the flow language.
    LANGUAGE_VERSION = "F0314";
    /// A rule that ends before it begins.
    DATES_REVERSED = "F0315";
    /// Not something that starts a clock.
    NOT_START = "F0316";
    /// A length outside the range that it may be tuned in.
    OUTSIDE_RANGE = "F0317";
    /// Neither a stretch of time, nor a moment, nor a field.
    NOT_EXACT = "F0351";

    /// No item has this name.
    NO_ITEM = "F0401";
    /// No party has this name.
    NO_PARTY = "F0402";
    /// No field has this path.
    NO_FIELD = "F0403";
    /// No ladder has this name.
    NO_LADDER = "F0404";
    /// Two things have one name.
    NAME_TWICE = "F0405";
    /// A task, decision or meeting without exactly one owner.
    OWNER = "F0406";
    /// Parties that lead each other in a circle.
    LEADS_CIRCLE = "F0407";
    /// Items that wait for each other and can never start.
    AFTER_CIRCLE = "F0408";
    /// A computed field that somebody is to fill.
    COMPUTED_FILLED = "F0409";
    /// A rung opens an item that does not start by ladder.
    NOT_BY_LADDER = "F0410";
    /// An item starts by ladder, but no rung opens it (warning).
    NEVER_OPENED = "F0411";
    /// A rung speaks to a leader where there is none.
    NO_LEADER = "F0412";
    /// Two parties lead the same party.
    TWO_LEADERS = "F0413";
    /// The field holds no date.
    NOT_A_DATE_FIELD = "F0414";
    /// More is asked for than there can be: of the items listed, or of rounds.
    AT_LEAST = "F0415";
    /// A due moment counted from an item that is never due.
    NO_CLOCK = "F0416";
    /// A ladder with no clock to follow.
    LADDER_WITHOUT_CLOCK = "F0417";
    /// Due moments that are counted from each other in a circle.
    DUE_CIRCLE = "F0418";
    /// An item that names itself where that means nothing.
    ITSELF = "F0419";
    /// The same name twice in one list (warning).
    LISTED_TWICE = "F0420";
    /// Two items exclude each other although one lies in the other.
    NOT_WITH_ITS_STAGE = "F0431";
    /// A wait chooses among messages that hold nothing.
    MESSAGE_HOLDS_NOTHING = "F0432";
    /// No wait waits for a message that is declared (warning).
    NOT_AWAITED = "F0433";
    /// What is to be repeated for is no list.
    NOT_A_LIST = "F0434";
    /// A column that cannot tell rows apart.
    NOT_A_KEY = "F0435";
    /// Once for each row inside something that is there once for each row.
    ROWS_IN_ROWS = "F0436";
    /// What is there once for each row is named from outside.
    INSIDE_ROWS = "F0437";
    /// What is there once for each row listens for something.
    CUE_IN_ROWS = "F0438";
    /// A piece of work that lies ready does not start when it is added.
    NOT_WHEN_ADDED = "F0451";
    /// An item starts when it is added, but lies ready nowhere (warning).
    NEVER_ADDED = "F0452";
    /// A piece of work lies ready where it does not belong: elsewhere than its stage, or in two places.
    PIECE_ELSEWHERE = "F0453";
    /// A piece of work passes over what the law demands.
    PASSES_OVER_LAW = "F0454";
    /// Something may be added to what is there once for each row.
    ADDED_TO_ROWS = "F0455";
    /// Work is sent back into a stage that has ended or may have.
    BACK_INTO_ENDED = "F0456";
    /// A part of the model that the flow was imported from is not carried (warning).
    NOT_CARRIED = "F0441";

    /// A pair whose protocol is not known here.
    NO_PROTOCOL = "F0461";
    /// Not a side of the protocol, or not two sides.
    NOT_A_SIDE = "F0462";
    /// The protocol has no such message, list or column.
    NOT_IN_PROTOCOL = "F0463";
    /// It is the other side that says it.
    OF_OTHER_SIDE = "F0464";
    /// Nobody here says a message of this side, or receives one of the other's.
    LEFT_UNSAID = "F0465";
    /// What is owed by the protocol belongs to exactly one item, and that is there once.
    NOT_ONE_ITEM = "F0466";

    /// No phase has this name.
    NO_PHASE = "F0471";
    /// Time after a phase where no phase is named, or not counted in days, weeks, months or years.
    NOT_AFTER_PHASE = "F0472";

    /// A document's text that cannot be read.
    TEMPLATE = "F0481";
    /// A document's text does what no text may: it loops, sets or calls something.
    TEMPLATE_DOES_MORE = "F0482";
    /// A document's text names what there is not.
    NOT_IN_TEMPLATE = "F0483";
    /// A document's text shows a record whole, or a part of what has none.
    NOT_SHOWN_WHOLE = "F0484";
    /// No document has this name.
    NO_DOCUMENT = "F0485";
    /// How long a closed case is kept is not counted in days, weeks, months or years.
    NOT_KEPT = "F0489";

    /// Something is said of an act that no source stands in (warning).
    ACT_NOT_NAMED = "F0490";

    /// The levels from the citizen's words to what is done do not hang together.
    NOT_IN_CHAIN = "F0491";

    /// No clock has this name.
    NO_SUCH_CLOCK = "F0601";
    /// Not the time of day at which a term ends.
    NOT_TIME = "F0602";
    /// A cap that depends on where it is counted from.
    NOT_CAP = "F0603";
    /// A range whose first length is not shorter than its second.
    NOT_TARGET = "F0604";
    /// A rule for days beside a length in hours.
    DAY_RULE_WITH_HOURS = "F0605";
    /// A rung at a moment to aim for that its clock has not.
    NO_TARGET = "F0606";
    /// A rung calls what is no meeting.
    NOT_A_MEETING = "F0607";
    /// The field is no choice between ways of sending.
    NOT_A_CHANNEL = "F0608";
    /// A rung waits for an answer that nobody can give.
    NOTHING_TO_ACKNOWLEDGE = "F0609";
    /// A rung speaks to a party that a case may be without.
    EMPTY_ROLE = "F0610";
    /// Ladders that open each other's items in a circle.
    LADDER_CIRCLE = "F0611";
    /// A rung speaks to a coordinator where there is none.
    NO_COORDINATOR = "F0612";
    /// A window that cannot be kept, or is not counted in days or longer.
    NOT_WINDOW = "F0613";
    /// A deadline beside a window, which has its own.
    DUE_BESIDE_WINDOW = "F0614";
    /// Two parties coordinate the case.
    TWO_COORDINATORS = "F0615";
    /// The column is no choice between parties, or what owns is no task or meeting.
    NOT_AN_OWNER = "F0616";
}
