//! Holds are laid and lifted.

use chrono::NaiveDate;
use samspil_core::calendar::local_date;
use samspil_core::id::TenantId;
use samspil_store::{AccessAction, HeldFast, LegalHold, Signature, Signer};
use uuid::Uuid;

use super::{RetentionRefused, reason};
use crate::look::{Look, LookAbout, Object, Purpose, WayIn};
use crate::{By, Engine, Failure};

/// How many holds a list shows: more than stand in a municipality at once.
const MAX_SHOWN: u32 = 500;

impl Engine {
    /// Lays a hold on a case or a citizen: as long as it holds nothing of it is discarded or erased.
    ///
    /// # Errors
    /// [`RetentionRefused`] says why not.
    pub async fn lay_hold(
        &self,
        tenant: TenantId,
        (by, way, signer): (&By, WayIn, Signer),
        on: HeldFast,
        ground: &str,
        until: Option<NaiveDate>,
    ) -> Result<Uuid, RetentionRefused> {
        let ground = reason(ground).ok_or(RetentionRefused::Reason)?;
        let now = self.clock().now();
        if until.is_some_and(|until| until < local_date(now)) {
            return Err(RetentionRefused::Over);
        }
        let there = match on {
            HeldFast::Case(case) => !self.store().load(tenant, &[case], &[]).await?.cases.is_empty(),
            HeldFast::Citizen(citizen) => !self.store().citizens(tenant, &[citizen]).await?.is_empty(),
        };
        if !there {
            return Err(RetentionRefused::Unknown);
        }
        self.log_hold(tenant, (by, way), on, ground).await?;
        let hold = LegalHold {
            id: self.ids().next(),
            on,
            ground: ground.to_owned(),
            until,
            laid: Signature { by: signer, at: now },
            lifted: None,
        };
        let id = hold.id;
        if self.store().put_hold(tenant, hold).await? {
            Ok(id)
        } else {
            Err(RetentionRefused::Unknown)
        }
    }

    /// Lifts a hold.
    ///
    /// # Errors
    /// [`RetentionRefused`] says why not.
    pub async fn lift_hold(
        &self,
        tenant: TenantId,
        (by, way, signer): (&By, WayIn, Signer),
        hold: Uuid,
        why: &str,
    ) -> Result<(), RetentionRefused> {
        let why = reason(why).ok_or(RetentionRefused::Reason)?;
        let known = self.holds(tenant).await?;
        let known = known.into_iter().find(|known| known.id == hold);
        let on = known.ok_or(RetentionRefused::Unknown)?.on;
        self.log_hold(tenant, (by, way), on, why).await?;
        let signature = Signature {
            by: signer,
            at: self.clock().now(),
        };
        if self.store().lift_hold(tenant, hold, signature, why).await? {
            Ok(())
        } else {
            Err(RetentionRefused::NotWaiting)
        }
    }

    /// The holds, those that stand before those that are lifted, and of each the newest first.
    ///
    /// # Errors
    /// What the store says.
    pub async fn holds(&self, tenant: TenantId) -> Result<Vec<LegalHold>, Failure> {
        Ok(self.store().holds(tenant, MAX_SHOWN).await?)
    }

    async fn log_hold(
        &self,
        tenant: TenantId,
        (by, way): (&By, WayIn),
        on: HeldFast,
        why: &str,
    ) -> Result<(), Failure> {
        let (object, about) = match on {
            HeldFast::Case(case) => (
                Object::Case,
                LookAbout {
                    case: Some(case),
                    ..LookAbout::default()
                },
            ),
            HeldFast::Citizen(citizen) => (
                Object::Citizen,
                LookAbout {
                    citizen: Some(citizen),
                    ..LookAbout::default()
                },
            ),
        };
        let mut look = Look::new(object, way).for_(Purpose::Reason(why.to_owned()));
        look.action = AccessAction::Change;
        self.log_look(tenant, by, &look, about).await
    }
}
