//! Small changes to files, drawn by a fixed seed.

/// The seed of every run.
const SEED: u64 = 0x5eed;

/// The most changes to one file.
const MOST: usize = 4;

/// The longest piece that is cut out, doubled or moved, in bytes.
const LONGEST: usize = 60;

/// What readers look for, and what they often forget.
const PIECES: &[&str] = &[
    "",
    "\0",
    "\n",
    "\r\n",
    "\t",
    " ",
    "  ",
    "-",
    "- ",
    ": ",
    ",",
    ".",
    "..",
    "{",
    "}",
    "[",
    "]",
    "(",
    ")",
    "<",
    ">",
    "</",
    "/>",
    "<!--",
    "-->",
    "<![CDATA[",
    "<!DOCTYPE x [<!ENTITY a \"b\">]>",
    "&a;",
    "&#0;",
    "&a ",
    "*a",
    "!t ",
    "\"",
    "'",
    "\\",
    "\\u0000",
    "\\ud800",
    "#",
    "|",
    ">",
    "?",
    "~",
    "null",
    "true",
    "no",
    "0",
    "-0",
    "-1",
    "1e9",
    "0.1",
    "NaN",
    "2147483648",
    "9223372036854775807",
    "99999999999999999999999999",
    "0000-00-00",
    "2026-02-30",
    "9999-12-31",
    "P0D",
    "P99999Y",
    "every 0 days",
    "*/0",
    "60",
    "æøå",
    "\u{202e}",
    "\u{feff}",
    "𝄞",
    "done(",
    "count(",
    "&&",
    "||",
    "==",
];

/// Draws changed files without an end.
pub(crate) struct Changes<'seeds> {
    seeds: &'seeds [&'seeds [u8]],
    chance: u64,
}

impl<'seeds> Changes<'seeds> {
    pub(crate) fn new(seeds: &'seeds [&'seeds [u8]]) -> Self {
        assert!(!seeds.is_empty());
        Self { seeds, chance: SEED }
    }

    /// A number below this one, which is above 0 (xorshift).
    fn below(&mut self, end: usize) -> usize {
        self.chance ^= self.chance << 13;
        self.chance ^= self.chance >> 7;
        self.chance ^= self.chance << 17;
        usize::try_from(self.chance % u64::try_from(end).unwrap()).unwrap()
    }

    fn seed(&mut self) -> &'seeds [u8] {
        let number = self.below(self.seeds.len());
        self.seeds[number]
    }

    /// A place in the file and the end of a piece from there.
    fn piece(&mut self, file: &[u8]) -> (usize, usize) {
        let begin = self.below(file.len() + 1);
        let end = begin + self.below(LONGEST);
        (begin, end.min(file.len()))
    }

    /// The next file.
    pub(crate) fn next(&mut self) -> Vec<u8> {
        let mut file = self.seed().to_vec();
        for _ in 0..=self.below(MOST) {
            self.change(&mut file);
        }
        file
    }

    fn change(&mut self, file: &mut Vec<u8>) {
        let (begin, end) = self.piece(file);
        match self.below(6) {
            0 => {
                file.drain(begin..end);
            }
            1 => {
                let piece = file[begin..end].to_vec();
                file.splice(begin..begin, piece);
            }
            2 => {
                let piece = PIECES[self.below(PIECES.len())];
                file.splice(begin..end, piece.bytes());
            }
            3 => {
                let piece = PIECES[self.below(PIECES.len())];
                file.splice(begin..begin, piece.bytes());
            }
            4 => {
                let other = self.seed();
                let (from, to) = self.piece(other);
                file.splice(begin..end, other[from..to].iter().copied());
            }
            _ => {
                let bit = 1 << self.below(8);
                if let Some(byte) = file.get_mut(begin) {
                    *byte ^= bit;
                }
            }
        }
    }
}
