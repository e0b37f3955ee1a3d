//! Opening a store: what is there, what is not, what must not be used.

use samspil_store::open;

use crate::ground::{Ground, TENANT};
use crate::rows::{case, opening};

pub(crate) async fn a_second_node_sees_what_the_first_wrote(ground: &Ground) {
    let last = ground.keep(opening(case(1))).await;
    let second = open(&ground.url).await.unwrap();
    let answered = second.load(TENANT, &[case(1)], &[]).await.unwrap();
    assert_eq!((answered.cases[0].version, answered.cases[0].chain), last);
    second.close().await;
}
