//! Handing several tasks on, as pages and API share it: to whom they may go, and why one stayed.

use samspil_core::calendar::local_date;
use samspil_core::id::{PersonId, TenantId, UnitId};
use samspil_runtime::{Hand, NotHanded};
use samspil_store::StoreError;

use crate::app::App;
use crate::coordination::{can_take_over, failed};

/// A colleague with their places; none where there is nobody of that id who may sign in.
///
/// # Errors
/// What the store says.
pub(crate) async fn colleague(
    app: &App,
    tenant: TenantId,
    person: PersonId,
) -> Result<Option<Hand>, StoreError> {
    let store = app.engine.store();
    let known = store.person(tenant, person).await?;
    if !known.as_ref().is_some_and(can_take_over) {
        return Ok(None);
    }
    let today = local_date(app.engine.clock().now());
    let stands = store.stands(tenant, person, today).await?;
    Ok(Some(Hand::Colleague(person, stands)))
}

/// A unit of the municipality; none where it is not there today.
///
/// # Errors
/// What the store says.
pub(crate) async fn unit(app: &App, tenant: TenantId, unit: UnitId) -> Result<Option<Hand>, StoreError> {
    let today = local_date(app.engine.clock().now());
    let units = app.engine.store().units_on(tenant, today).await?;
    let is_there = units.iter().any(|known| known.id == unit);
    Ok(is_there.then_some(Hand::Unit(unit)))
}

/// Why a task stayed, as a stable code.
pub(crate) fn code(why: &NotHanded) -> String {
    match why {
        NotHanded::NotThere => "not_found".to_owned(),
        NotHanded::NotTheirs => "not_theirs".to_owned(),
        NotHanded::NoParty => "no_party".to_owned(),
        NotHanded::Failure(failure) => failed(failure),
    }
}
