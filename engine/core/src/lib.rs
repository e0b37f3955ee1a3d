//! The pure core of Samspil: names, words, Danish time, and what a flow file says.
//!
//! Nothing here waits, reads a clock, rolls a die or touches a file: time, ids and chance come in as arguments and
//! what should happen outside comes out as effects. Inside, each module sees only those to its left:
//! `id ◄ json ◄ text ◄ survey ◄ calendar ◄ flow ◄ guard ◄ review ◄ letter ◄ import ◄ diagram ◄ difference ◄
//! case ◄ across ◄ simulate ◄ explore`.
#![deny(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::float_arithmetic
)]
#![cfg_attr(
    test,
    allow(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        clippy::indexing_slicing,
        reason = "a test may stop at the first surprise"
    )
)]

pub mod across;
pub mod calendar;
pub mod case;
pub mod diagram;
pub mod difference;
pub mod explore;
pub mod flow;
pub mod guard;
pub mod id;
pub mod import;
pub mod json;
pub mod letter;
pub mod review;
pub mod simulate;
pub mod survey;
pub mod text;
