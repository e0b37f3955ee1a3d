//! The server gives back at once what memory it has free: it starts itself anew with an allocator that does.

use crate::ground::Ground;

#[tokio::test]
async fn a_server_is_told_to_give_back_what_is_free_and_keeps_its_arguments() {
    let ground = Ground::new().await;
    let told = ground.program.surroundings();
    assert!(told.contains(&"MIMALLOC_PURGE_DELAY=0".to_owned()), "{told:?}");
    let clock = ground.get("anna", "/me").await;
    assert!(
        clock["name"].is_string(),
        "it serves what it was asked to: {clock}"
    );
}
