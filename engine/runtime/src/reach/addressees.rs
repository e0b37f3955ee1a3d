//! Where a notice goes: to whom it is for, to their deputies, and by mail to those who want that.

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate, Utc};
use samspil_core::calendar::local_date;
use samspil_core::case::Invited;
use samspil_core::id::{PartyId, PersonId, TenantId, UnitId};
use samspil_store::{Delivery, InboxRow, Member, NewMail, Outgoing, Store, Stored, Telling};
use uuid::Uuid;

use super::register::Register;
use super::when::{Kind, goes_into_calendar, mailed_at};
use crate::NoticeBody;
use crate::mail::{Invitation, LOOK_AGAIN};
use crate::rows::id_of;

/// How far deputies are followed: to the deputy of a deputy who is away, and once more.
const MAX_CHAIN: usize = 3;

/// Works out where notices go. What is read of people is kept for as long as this is.
pub(crate) struct Addressees<'a> {
    register: Register<'a>,
    /// Whether mail is sent at all.
    mailing: bool,
}

/// A row of an inbox, and who is told of it.
struct Addressed {
    unit: Option<UnitId>,
    person: Option<PersonId>,
    on_behalf_of: Option<PersonId>,
    people: Vec<PersonId>,
    kind: Option<Kind>,
}

impl Addressed {
    fn person(person: PersonId, on_behalf_of: Option<PersonId>, kind: Option<Kind>) -> Self {
        Self {
            unit: None,
            person: Some(person),
            on_behalf_of,
            people: vec![person],
            kind,
        }
    }
}

impl<'a> Addressees<'a> {
    pub(crate) fn new(store: &'a dyn Store, mailing: bool) -> Self {
        Self {
            register: Register::new(store),
            mailing,
        }
    }

    /// Where the notice goes. The same notice goes to the same places, so that a second delivery adds nothing.
    pub(crate) async fn delivery(
        &mut self,
        notice: &Outgoing,
        body: &NoticeBody,
        now: DateTime<Utc>,
    ) -> Stored<Delivery> {
        let today = local_date(now);
        let mut addressed = Vec::new();
        for (unit, person) in &body.bound {
            match (unit, person) {
                (_, Some(person)) => {
                    addressed.push(Addressed::person(*person, None, Kind::of(body)));
                }
                (Some(unit), None) => {
                    let people = self
                        .acting(notice.tenant, *unit, body.party.as_ref(), today)
                        .await?;
                    // Whoever alone acts there as the party is meant themselves.
                    let shared = people.len() > 1;
                    addressed.push(Addressed {
                        unit: Some(*unit),
                        person: None,
                        on_behalf_of: None,
                        people,
                        kind: Kind::of(body).map(|kind| if shared { Kind::ForUnit } else { kind }),
                    });
                }
                (None, None) => {}
            }
        }
        let knows = self.known_otherwise(notice.tenant, &body.others, today).await?;
        for one in &mut addressed {
            one.people.retain(|person| !knows.contains(person));
        }
        addressed.retain(|one| one.unit.is_some() || !one.people.is_empty());
        if addressed.is_empty() && !knows.is_empty() {
            return Ok(Delivery::default());
        }
        self.add_deputies(notice.tenant, &mut addressed, body, today)
            .await?;
        if addressed.is_empty() {
            // Nobody is meant: it is still kept in the case, where everyone who may see it finds it.
            addressed.push(Addressed {
                unit: None,
                person: None,
                on_behalf_of: None,
                people: Vec::new(),
                kind: None,
            });
        }
        let inbox: Vec<InboxRow> = (0_u128..)
            .zip(&addressed)
            .map(|(index, one)| row(notice, one, index, now))
            .collect();
        let mut delivery = Delivery::from(inbox);
        let meeting = body.meeting.as_ref();
        self.add_mail(notice.tenant, &addressed, meeting, &mut delivery, now)
            .await?;
        Ok(delivery)
    }

    /// Who acts in the unit as the party that is meant.
    async fn acting(
        &mut self,
        tenant: TenantId,
        unit: UnitId,
        party: Option<&PartyId>,
        today: NaiveDate,
    ) -> Stored<Vec<PersonId>> {
        let members = self.register.members(tenant, unit, today).await?;
        let acts = |member: &&Member| {
            party.is_none_or(|party| member.acts_as.iter().any(|role| role == party.as_str()))
        };
        Ok(members.iter().filter(acts).map(|member| member.person).collect())
    }

    /// Who is told in person where these are: those who are bound themselves, and whoever alone acts in a unit.
    async fn known_otherwise(
        &mut self,
        tenant: TenantId,
        others: &[Invited],
        today: NaiveDate,
    ) -> Stored<BTreeSet<PersonId>> {
        let mut known = BTreeSet::new();
        for other in others {
            match (other.who.person, other.who.unit) {
                (Some(person), _) => {
                    known.insert(person);
                }
                (None, Some(unit)) => {
                    let people = self.acting(tenant, unit, Some(&other.party), today).await?;
                    known.extend(people.first().filter(|_| people.len() == 1));
                }
                (None, None) => {}
            }
        }
        Ok(known)
    }

    /// A person who is away is told all the same, and so is their deputy. A unit is away where everyone is who acts
    /// there.
    async fn add_deputies(
        &mut self,
        tenant: TenantId,
        addressed: &mut Vec<Addressed>,
        body: &NoticeBody,
        today: NaiveDate,
    ) -> Stored<()> {
        let mut told: BTreeSet<PersonId> = addressed.iter().flat_map(|one| one.people.clone()).collect();
        let everyone: Vec<PersonId> = told.iter().copied().collect();
        if everyone.is_empty() {
            return Ok(());
        }
        let absences = self.register.absent(tenant, &everyone, today).await?;
        let away: BTreeSet<PersonId> = absences.iter().map(|absence| absence.person).collect();
        let stood_in_for: BTreeSet<PersonId> = addressed
            .iter()
            .filter(|one| one.people.iter().all(|person| away.contains(person)))
            .flat_map(|one| one.people.clone())
            .collect();
        for person in stood_in_for {
            for deputy in self.deputies(tenant, person, today).await? {
                if told.insert(deputy) {
                    addressed.push(Addressed::person(deputy, Some(person), Kind::of(body)));
                }
            }
        }
        Ok(())
    }

    /// Those who stand in for a person on a day, and for those of them who are away.
    async fn deputies(
        &mut self,
        tenant: TenantId,
        person: PersonId,
        day: NaiveDate,
    ) -> Stored<Vec<PersonId>> {
        let mut deputies = Vec::new();
        let mut asked = vec![person];
        for _ in 0..MAX_CHAIN {
            let absences = self.register.absent(tenant, &asked, day).await?;
            asked = absences.into_iter().map(|absence| absence.deputy).collect();
            asked.retain(|deputy| *deputy != person && !deputies.contains(deputy));
            asked.dedup();
            if asked.is_empty() {
                break;
            }
            deputies.extend(asked.iter().copied());
        }
        Ok(deputies)
    }

    /// Whether a person is told of what is for these on a day: as one of them, or in somebody's stead.
    pub(crate) async fn tells(
        &mut self,
        tenant: TenantId,
        invited: &[Invited],
        person: PersonId,
        day: NaiveDate,
    ) -> Stored<bool> {
        for one in invited {
            let meant = match (one.who.person, one.who.unit) {
                (Some(own), _) => vec![own],
                (None, Some(unit)) => self.acting(tenant, unit, Some(&one.party), day).await?,
                (None, None) => Vec::new(),
            };
            if meant.contains(&person) {
                return Ok(true);
            }
            let absences = self.register.absent(tenant, &meant, day).await?;
            let away = |own: &PersonId| absences.iter().any(|absence| absence.person == *own);
            if !meant.iter().all(away) {
                continue;
            }
            for own in &meant {
                if self.deputies(tenant, *own, day).await?.contains(&person) {
                    return Ok(true);
                }
            }
        }
        Ok(false)
    }

    /// Who is told by mail, and when; of one notice nobody is told twice.
    async fn add_mail(
        &mut self,
        tenant: TenantId,
        addressed: &[Addressed],
        meeting: Option<&Invitation>,
        delivery: &mut Delivery,
        now: DateTime<Utc>,
    ) -> Stored<()> {
        let everyone: BTreeSet<PersonId> = addressed.iter().flat_map(|one| one.people.clone()).collect();
        let everyone: Vec<PersonId> = everyone.into_iter().collect();
        if !self.mailing || everyone.is_empty() {
            return Ok(());
        }
        let mut reach = self.register.reach(tenant, &everyone).await?;
        for (one, row) in addressed.iter().zip(&delivery.inbox) {
            let Some(kind) = one.kind else { continue };
            for person in &one.people {
                let Some(reach) = reach.remove(person) else {
                    continue;
                };
                let Some(due_at) = mailed_at(&reach, kind, now) else {
                    continue;
                };
                match meeting.filter(|_| goes_into_calendar(&reach, kind)) {
                    Some(meeting) => {
                        let mail = |what: &[u8], due_at, meeting: &Invitation| NewMail {
                            id: id_of(&[what, row.id.as_bytes(), person.0.as_bytes()]),
                            person: *person,
                            made_at: now,
                            due_at,
                            body: serde_json::to_vec(meeting).unwrap_or_default(),
                            notice: row.id,
                        };
                        delivery.mails.push(mail(b"invitation", due_at, meeting));
                        if one.on_behalf_of.is_some() && !meeting.off {
                            let without = Invitation {
                                off: true,
                                once_back: true,
                                ..meeting.clone()
                            };
                            delivery
                                .mails
                                .push(mail(b"stood in", due_at + LOOK_AGAIN, &without));
                        }
                    }
                    None => delivery.tellings.push(Telling {
                        notice: row.id,
                        person: *person,
                        due_at,
                    }),
                }
            }
        }
        Ok(())
    }
}

fn row(notice: &Outgoing, one: &Addressed, index: u128, now: DateTime<Utc>) -> InboxRow {
    InboxRow {
        id: Uuid::from_u128(notice.id.as_u128().wrapping_add(index)),
        case: notice.case,
        unit: one.unit,
        person: one.person,
        on_behalf_of: one.on_behalf_of,
        at: now,
        body: notice.body.clone(),
        read_at: None,
    }
}
