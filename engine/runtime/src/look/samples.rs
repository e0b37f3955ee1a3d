//! Sample checks: entries drawn by chance from a period, and what somebody found of each.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use samspil_core::id::{PersonId, TenantId};
use samspil_store::{AccessQuery, Sample, SampleNote, SampleVerdict};
use uuid::Uuid;

use super::Look;
use crate::{By, Engine, Failure, Looked};

/// The most entries of one sample: what somebody looks through in a day.
pub const MAX_SAMPLE: u32 = 100;

/// The longest note, in characters.
pub const MAX_NOTE_CHARS: usize = 500;

/// How many samples are shown: one a month for eight years.
const MAX_SHOWN: u32 = 100;

/// How often chance is asked for each entry of a sample: entries of a short period may lie far apart.
const TRIES: u32 = 20;

/// Why a sample could not be drawn, or a note not be kept.
#[derive(thiserror::Error, Debug)]
pub enum SampleRefused {
    /// There is nothing to draw from.
    #[error("nothing was logged in that time")]
    Nothing,
    /// The note is empty or too long.
    #[error("the note is empty or too long")]
    Note,
    /// There is no such entry in the sample, or it has a note.
    #[error("no such entry, or it has a note")]
    Noted,
    /// The engine cannot.
    #[error(transparent)]
    Failure(#[from] Failure),
}

impl From<samspil_store::StoreError> for SampleRefused {
    fn from(error: samspil_store::StoreError) -> Self {
        Self::Failure(error.into())
    }
}

impl Engine {
    /// Draws entries by chance from a moment on and before another, and keeps which, under this id; asked again for the
    /// same, gives what was drawn.
    ///
    /// # Errors
    /// [`SampleRefused`] says why not.
    pub async fn draw_sample(
        &self,
        tenant: TenantId,
        by: PersonId,
        id: Uuid,
        (since, until): (DateTime<Utc>, DateTime<Utc>),
        count: u32,
    ) -> Result<Sample, SampleRefused> {
        let known = self.samples(tenant).await?;
        if let Some(drawn) = known.into_iter().find(|sample| sample.id == id) {
            return Ok(drawn);
        }
        let span = self.store().access_span(tenant, since, until).await?;
        let span = span.ok_or(SampleRefused::Nothing)?;
        let count = count.clamp(1, MAX_SAMPLE);
        let query = AccessQuery {
            numbers: Some(drawn(span, count)?),
            since: Some(since),
            until: Some(until),
            limit: count,
            ..AccessQuery::default()
        };
        let mut numbers: Vec<u64> = self
            .store()
            .access(tenant, &query)
            .await?
            .iter()
            .map(|entry| entry.number)
            .collect();
        numbers.sort_unstable();
        let sample = Sample {
            id,
            at: self.clock().now(),
            drawn_by: by,
            since,
            until,
            entries: numbers.into_iter().map(|number| (number, None)).collect(),
        };
        self.store().put_sample(tenant, sample.clone()).await?;
        Ok(sample)
    }

    /// A tenant's samples, newest first.
    ///
    /// # Errors
    /// What the store says.
    pub async fn samples(&self, tenant: TenantId) -> Result<Vec<Sample>, Failure> {
        Ok(self.store().samples(tenant, MAX_SHOWN).await?)
    }

    /// The entries of a sample that are still kept, after it is logged that they were looked at.
    ///
    /// # Errors
    /// What the store says.
    pub async fn sampled(
        &self,
        tenant: TenantId,
        by: &By,
        sample: &Sample,
        look: &Look,
    ) -> Result<Looked, Failure> {
        let query = AccessQuery {
            numbers: Some(sample.entries.iter().map(|(number, _)| *number).collect()),
            limit: MAX_SAMPLE,
            ..AccessQuery::default()
        };
        self.access_log(tenant, by, query, look).await
    }

    /// Notes what was found of an entry of a sample, once.
    ///
    /// # Errors
    /// [`SampleRefused`] says why not.
    pub async fn note_sampled(
        &self,
        tenant: TenantId,
        by: PersonId,
        (sample, number): (Uuid, u64),
        (verdict, note): (SampleVerdict, &str),
    ) -> Result<(), SampleRefused> {
        let note = note.trim();
        let must_say = verdict != SampleVerdict::InOrder;
        if (must_say && note.is_empty()) || note.chars().count() > MAX_NOTE_CHARS {
            return Err(SampleRefused::Note);
        }
        let note = SampleNote {
            verdict,
            note: note.to_owned(),
            at: self.clock().now(),
            by,
        };
        let kept = self.store().put_sample_note(tenant, sample, number, note.clone());
        if kept.await? {
            return Ok(());
        }
        let samples = self.samples(tenant).await?;
        let known = samples.iter().find(|known| known.id == sample);
        let noted = known.and_then(|known| known.entries.iter().find(|(entry, _)| *entry == number));
        let told = |note: &SampleNote| (note.verdict, note.note.clone(), note.by);
        // Asked again after the answer was lost, it is noted already.
        match noted {
            Some((_, Some(known))) if told(known) == told(&note) => Ok(()),
            _ => Err(SampleRefused::Noted),
        }
    }
}

/// Numbers between the first and the last, by chance; all of them where there are no more than are wanted.
fn drawn((first, last): (u64, u64), count: u32) -> Result<Vec<u64>, Failure> {
    let width = last.saturating_sub(first).saturating_add(1);
    if width <= u64::from(count) {
        return Ok((first..=last).collect());
    }
    let wanted = usize::try_from(count).unwrap_or(usize::MAX);
    let mut numbers = BTreeSet::new();
    for _ in 0..count.saturating_mul(TRIES) {
        let mut chance = [0; 8];
        getrandom::fill(&mut chance).map_err(|error| Failure::Incident(error.to_string()))?;
        // That small numbers come up more often is past measuring where the log is shorter than 2^40.
        numbers.insert(first.saturating_add(u64::from_be_bytes(chance) % width));
        if numbers.len() >= wanted {
            break;
        }
    }
    Ok(numbers.into_iter().collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_many_are_drawn_as_are_wanted_and_all_lie_between() {
        for (span, count, expected) in [((5, 5), 3, 1), ((5, 7), 3, 3), ((1, 1_000_000), 100, 100)] {
            let numbers = drawn(span, count).unwrap();
            assert_eq!(numbers.len(), expected, "{span:?}");
            assert!(numbers.iter().all(|number| (span.0..=span.1).contains(number)));
        }
        let once = drawn((1, 1_000_000), 20).unwrap();
        assert_ne!(once, drawn((1, 1_000_000), 20).unwrap());
    }
}
