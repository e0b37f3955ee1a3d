//! Which programs speak for a directory: two administrators have said so, and what such a program says of anybody counts, also
//! of whoever answers for it.

use std::collections::BTreeSet;

use samspil_core::id::{PersonId, TenantId};
use samspil_store::{Service, Store, StoreError};

/// The setting under which they are kept: each program with who answered for it when it was approved.
const SETTING: &str = "directories";

/// How often a change is made anew because somebody was first.
const MAX_TRIES: usize = 8;

/// A program, and who answers for it.
type Pair = (PersonId, PersonId);

/// Every program that speaks for a directory, with who answered for it when that was approved.
///
/// # Errors
/// Where the store cannot tell.
pub(crate) async fn directories(store: &dyn Store, tenant: TenantId) -> Result<BTreeSet<Pair>, StoreError> {
    read(store.setting(tenant, SETTING).await?.as_deref())
}

/// Whether two administrators have approved that this program speaks for a directory while this person answers for it: whoever
/// takes it over asks anew.
///
/// # Errors
/// Where the store cannot tell.
pub(crate) async fn is_directory(
    store: &dyn Store,
    tenant: TenantId,
    program: Service,
) -> Result<bool, StoreError> {
    let all = directories(store, tenant).await?;
    Ok(all.contains(&(program.person, program.owner)))
}

/// Keeps whether it does.
///
/// # Errors
/// Where the store cannot do it.
pub(crate) async fn keep_directory(
    store: &dyn Store,
    tenant: TenantId,
    program: Service,
    is: bool,
) -> Result<(), StoreError> {
    for _ in 0..MAX_TRIES {
        let seen = store.setting(tenant, SETTING).await?;
        let before = read(seen.as_deref())?;
        let mut pairs = before.clone();
        // What was approved of another's is nobody's any more.
        pairs.retain(|(person, _)| *person != program.person);
        if is {
            pairs.insert((program.person, program.owner));
        }
        if pairs == before {
            return Ok(());
        }
        let written = serde_json::to_vec(&pairs).map_err(|error| StoreError::Database(error.to_string()))?;
        if store
            .swap_setting(tenant, SETTING, seen.as_deref(), written)
            .await?
        {
            return Ok(());
        }
    }
    Err(StoreError::Database(
        "which programs speak for a directory is changed all the time".to_owned(),
    ))
}

fn read(kept: Option<&[u8]>) -> Result<BTreeSet<Pair>, StoreError> {
    kept.map_or_else(
        || Ok(BTreeSet::new()),
        |kept| {
            serde_json::from_slice(kept).map_err(|error| {
                StoreError::Corrupt(format!("which programs speak for a directory: {error}"))
            })
        },
    )
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[tokio::test]
    async fn a_program_speaks_for_a_directory_while_the_same_person_answers_for_it() {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite:{}", folder.path().display());
        let store = samspil_store::open(&url).await.unwrap();
        let store = store.as_ref();
        let tenant = TenantId(12_345_678);
        store.add_tenant(tenant, "Prøvekommune").await.unwrap();
        let program = |owner: u128| Service {
            person: PersonId(Uuid::from_u128(9)),
            owner: PersonId(Uuid::from_u128(owner)),
        };
        let is = async |owner| is_directory(store, tenant, program(owner)).await.unwrap();
        assert!(!is(1).await);
        keep_directory(store, tenant, program(1), true).await.unwrap();
        assert!(is(1).await && !is(2).await);
        keep_directory(store, tenant, program(2), false).await.unwrap();
        assert!(!is(1).await, "whoever had it before asks anew");
        keep_directory(store, tenant, program(2), true).await.unwrap();
        assert!(is(2).await && !is(1).await);
    }
}
