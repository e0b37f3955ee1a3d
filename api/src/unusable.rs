//! Municipalities that are here and cannot be used: told wherever one would look for them, for what is not told is taken to
//! be well.

use samspil_core::id::TenantId;
use samspil_core::text::Message;
use samspil_store::StoreError;

/// Which it is, why it cannot be used, and what to do.
pub(crate) fn told_of((tenant, error): &(TenantId, StoreError)) -> Message {
    Message::new("unusable-one")
        .with("municipality", tenant.to_string())
        .with("why", error.message())
}

/// Their numbers, for those who cannot do anything about it.
pub(crate) fn numbers(unusable: &[(TenantId, StoreError)]) -> Vec<String> {
    unusable.iter().map(|(tenant, _)| tenant.to_string()).collect()
}
