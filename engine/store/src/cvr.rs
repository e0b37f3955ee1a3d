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

/// What each digit of a CVR number weighs.
const WEIGHTS: [u32; 8] = [2, 7, 6, 5, 4, 3, 2, 1];

/// Whether this can be the CVR number of an organisation: eight digits of which the last checks the others.
#[must_use]
pub fn is_cvr(number: u32) -> bool {
    let text = number.to_string();
    let digits = text.chars().filter_map(|digit| digit.to_digit(10));
    let sum: u32 = digits.zip(WEIGHTS).map(|(digit, weight)| digit * weight).sum();
    text.len() == WEIGHTS.len() && sum.is_multiple_of(11)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_digit_checks_the_others() {
        for (number, is) in [
            (10_000_009, true),
            (10_000_010, false),
            (12_345_674, true),
            (12_345_647, false),
            (12_345_678, false),
            (1_234_567, false),
            (0, false),
            (100_000_000, false),
        ] {
            assert_eq!(is_cvr(number), is, "{number}");
        }
    }
}
