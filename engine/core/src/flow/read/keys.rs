//! A construct's keys, written once: as a table that others may read, and as a struct with one part for each key.

/// Makes the table `$TABLE` and the struct `$Name`, whose `open` reads a map by the table.
///
/// `KEY` or `KEY = "written"` (where the word is Rust's own), then `may`, `must` or `owner`, then `in KINDS` where the
/// key belongs to some kinds only, then what follows the key. A construct `with KINDS` names its kinds.
macro_rules! keys {
    (
        $(#[$doc:meta])*
        $table:ident: $name:ident = $construct:literal $(with $all:ident)? {
            $($key:ident $(= $written:literal)?: $need:ident $(in $kinds:path)?, $shape:expr;)*
        }
    ) => {
        $(#[$doc])*
        pub(in crate::flow) static $table: $crate::flow::grammar::Construct = $crate::flow::grammar::Construct {
            name: $construct,
            kinds: keys!(@all $($all)?),
            keys: &[$($crate::flow::grammar::KeyRule {
                name: keys!(@written $key $($written)?),
                shape: $shape,
                need: keys!(@need $need),
                kinds: keys!(@kinds $($kinds)?),
            }),*],
        };

        $(#[$doc])*
        pub(super) struct $name<'n> {
            $(pub(super) $key: Option<&'n $crate::flow::yaml::Entry>),*
        }

        impl<'n> $name<'n> {
            /// Reads the map by the table; nothing where it is no map.
            #[allow(dead_code, reason = "a construct with kinds is opened by its kind")]
            pub(super) fn open(
                at: &$crate::flow::read::At<'n>,
                out: &mut $crate::flow::read::Reading,
            ) -> Option<Self> {
                Self::open_kind(at, $crate::flow::grammar::Kinds::ALL, out)
            }

            /// Reads the map by the table, as far as it belongs to these kinds; nothing where it is no map.
            pub(super) fn open_kind(
                at: &$crate::flow::read::At<'n>,
                kinds: $crate::flow::grammar::Kinds,
                out: &mut $crate::flow::read::Reading,
            ) -> Option<Self> {
                let mut found = out.open(at, &$table, kinds)?.into_iter();
                Some(Self { $($key: found.next().flatten()),* })
            }
        }
    };
    (@written $key:ident) => { stringify!($key) };
    (@written $key:ident $written:literal) => { $written };
    (@need may) => { $crate::flow::grammar::Need::May };
    (@need must) => { $crate::flow::grammar::Need::Must };
    (@need owner) => { $crate::flow::grammar::Need::Owner };
    (@all) => { &[] };
    (@all $kinds:ident) => { &$kinds };
    (@kinds) => { $crate::flow::grammar::Kinds::ALL };
    (@kinds $kinds:path) => { $kinds };
}

pub(super) use keys;
