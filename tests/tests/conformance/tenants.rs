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
    assert!(ground.store.writers_per_tenant() >= 1);
}
