//! Tenants and their settings.

use samspil_core::id::TenantId;
use samspil_store::StoreError;

use crate::ground::{Ground, OTHER, TENANT};

pub(crate) async fn tenants_are_listed_by_number(ground: &Ground) {
    ground.store.add_tenant(TenantId(1), "Læsø").await.unwrap();
    ground.store.add_tenant(TENANT, "et andet navn").await.unwrap();
    let tenants = ground.store.tenants().await.unwrap();
    let expected = [
        (TenantId(1), "Læsø"),
        (TENANT, "Ærø Prøvekommune"),
        (OTHER, "Ærø Prøvekommune"),
    ];
    assert_eq!(tenants, expected.map(|(tenant, name)| (tenant, name.to_owned())));
}

pub(crate) async fn a_setting_is_bytes_under_a_name(ground: &Ground) {
    let setting = async |name| ground.store.setting(TENANT, name).await.unwrap();
    assert_eq!(setting("calendar").await, None);
    for value in [&b"\x00\xff"[..], b"", b"second"] {
        ground
            .store
            .put_setting(TENANT, "calendar", value.to_vec())
            .await
            .unwrap();
        assert_eq!(setting("calendar").await.as_deref(), Some(value));
    }
    assert_eq!(setting("Calendar").await, None);
    assert_eq!(ground.store.setting(OTHER, "calendar").await.unwrap(), None);
}

pub(crate) async fn of_two_who_saw_the_same_setting_one_changes_it(ground: &Ground) {
    let swap = async |seen: Option<&[u8]>, value: &[u8]| {
        let swapped = ground.store.swap_setting(TENANT, "terms", seen, value.to_vec());
        swapped.await.unwrap()
    };
    assert!(!swap(Some(b""), b"x").await, "it was not there");
    let (one, other) = tokio::join!(swap(None, b"one"), swap(None, b"other"));
    assert!(one ^ other);
    let first: &[u8] = if one { b"one" } else { b"other" };
    assert!(!swap(None, b"x").await);
    let (one, other) = tokio::join!(swap(Some(first), b"second"), swap(Some(first), b"third"));
    assert!(one ^ other);
    assert!(!swap(Some(first), b"x").await);
    let kept = ground.store.setting(TENANT, "terms").await.unwrap().unwrap();
    assert_eq!(kept, if one { &b"second"[..] } else { b"third" });
    assert_eq!(ground.store.setting(OTHER, "terms").await.unwrap(), None);
}

pub(crate) async fn a_tenant_that_is_not_there_is_said(ground: &Ground) {
    for tenant in [TenantId(33_333_333), TenantId(-1), TenantId(i32::MAX)] {
        let refused = [
            ground.store.units(tenant).await.err(),
            ground.store.load(tenant, &[], &[]).await.err(),
            ground.store.put_setting(tenant, "x", Vec::new()).await.err(),
            ground
                .store
                .commit(tenant, vec![crate::rows::opening(crate::rows::case(1))])
                .await
                .err(),
        ];
        for error in refused {
            assert!(matches!(error, Some(StoreError::NoTenant)), "{tenant}: {error:?}");
        }
    }
    assert!(matches!(
        ground.store.add_tenant(TenantId(100_000_000), "ni cifre").await,
        Err(StoreError::NoTenant)
    ));
}

pub(crate) async fn a_store_in_order_is_ready(ground: &Ground) {
    ground.store.ready().await.unwrap();
    assert!(ground.store.unusable().await.unwrap().is_empty());
    assert!(ground.store.writers_per_tenant() >= 1);
}
