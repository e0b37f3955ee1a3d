//! One suite for every store: what the traits promise, and what a store must never do.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "all of this crate is tests, and a test that cannot go on stops"
)]

mod commits;
mod ground;
mod opening;
mod parties;
mod rows;

use ground::Ground;

/// Makes a test of each function for each store.
macro_rules! suite {
    ($($module:ident: $($name:ident),+ $(,)?;)+) => {
        mod sqlite {
            $(mod $module {
                $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
                async fn $name() {
                    crate::$module::$name(&crate::Ground::sqlite().await).await;
                })+
            })+
        }
    };
}

suite! {
    commits:
        a_new_case_is_kept_whole,
        a_case_goes_on_from_its_last_event,
        a_stale_commit_conflicts_and_changes_nothing,
        a_case_that_exists_cannot_be_made_again,
        a_case_that_does_not_exist_cannot_go_on,
        another_chain_conflicts,
        a_batch_keeps_what_it_can,
        a_second_commit_for_a_case_in_a_batch_conflicts,
        an_empty_batch_does_nothing,
        a_commit_without_events_is_refused,
        a_large_batch_is_kept,
        large_snapshots_and_bodies_come_back,
        load_leaves_out_what_is_not_there;
    opening:
        a_second_node_sees_what_the_first_wrote;
    parties:
        parties_stay_until_they_are_given_anew;
}
