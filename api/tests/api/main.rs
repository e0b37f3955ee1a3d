//! The API as programs meet it: the program itself over HTTP, on a store in a folder.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "all of this crate is tests, and a test that cannot go on stops"
)]

mod archive;
mod bodies;
mod calendar;
mod citizens;
mod clock_in_doubt;
mod coordination;
mod deputies;
mod described;
mod everything;
mod feed;
mod files;
mod four_eyes;
mod full;
mod given_roles;
mod goals;
mod ground;
mod handing_on;
mod houses;
mod journey;
mod limits;
mod links;
mod logged;
mod looked;
mod measuring;
#[cfg(target_os = "linux")]
mod memory;
mod news;
mod no_database;
mod offices;
mod once;
mod organisation;
mod outsiders;
mod own;
mod own_looked;
mod plan;
mod programs;
mod proof;
mod protection;
mod readers;
mod refusals;
mod register;
mod retention;
mod roles;
mod scim;
mod scim_program;
mod scim_refusals;
mod siege;
mod sign_in_providers;
mod strict;
mod taken_out;
mod strict_bodies;
mod test_clock;
mod trials;
mod trust;
mod tunings;
mod two_nodes;
mod verify;
mod walls;
mod week;
