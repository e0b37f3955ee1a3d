//! Tenants are named by CVR numbers.

use samspil_core::id::TenantId;

use crate::StoreError;

/// The highest CVR number: 8 digits.
const MAX_CVR: i32 = 99_999_999;

/// Whether a tenant's number can be a CVR number at all; one that cannot is nobody's.
pub(crate) fn check(tenant: TenantId) -> Result<(), StoreError> {
    if (0..=MAX_CVR).contains(&tenant.0) {
        Ok(())
    } else {
        Err(StoreError::NoTenant)
    }
}
