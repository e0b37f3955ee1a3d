//! How long closed cases are kept, as pages, API and command line share it.

mod archive;
mod command;

use samspil_runtime::{By, Carrying};
use samspil_store::Signer;

pub(crate) use self::archive::Folder;
pub(crate) use self::command::{Retention, Who, answer, outcome, signer as signer_of, standing};
use crate::app::App;
use crate::identity::Signed;

/// How many cases one request sees to: a second or two, so that nobody waits in vain.
pub(crate) const PIECE: u32 = 50;

/// Whoever is signed in, as a deed of theirs is noted.
pub(crate) fn signer(signed: &Signed) -> Signer {
    Signer {
        person: signed.person,
        name: signed.name.clone(),
    }
}

/// Whoever is signed in carries a disposal out.
pub(crate) fn carrying<'a>(
    app: &'a App,
    signed: &Signed,
    (by, signer): (&'a By, &'a Signer),
    most: u32,
) -> Carrying<'a> {
    Carrying {
        by,
        signer,
        way: signed.way_in(),
        archive: app.archive.get().map(|archive| archive as _),
        most,
    }
}
