//! Letters as somebody reads them: those of a case that they may read, and one of them against a look.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use samspil_core::case::Letter;
use samspil_core::flow::Document;
use samspil_core::id::{CaseId, ItemId, TenantId};
use samspil_store::DocumentRow;
use uuid::Uuid;

use super::Frozen;
use super::make::letter_id;
use crate::denied::Sought;
use crate::{By, CaseRead, Engine, Failure, Look};

/// How many letters of a case are shown.
pub const MAX_LETTERS: usize = 200;

/// How many documents of a case are looked through for the letters that are shown: between them lie others than the
/// reader's.
const MAX_KEPT: u32 = 2_000;

/// How many documents of a case are given at once: two every week for ten years.
const MAX_GIVEN: u32 = 1_000;

/// A letter of a case, as far as the case knows of it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct KnownLetter {
    /// The document's id.
    pub id: Uuid,
    /// The item that it was written for.
    pub item: ItemId,
    /// What is known of it.
    pub letter: Letter,
    /// Whether its text is kept; one that lacks something is not written yet.
    pub is_written: bool,
}

impl CaseRead {
    /// The letters of the case that somebody may read, newest first.
    fn letters(&self, by: &By) -> Vec<(ItemId, Letter)> {
        let view = self.view();
        let eyes = by.eyes(&view);
        let all = self.case.items.iter();
        let all = all.flat_map(|(item, state)| state.letters.iter().map(move |letter| (item, letter)));
        let mut all: Vec<(ItemId, Letter)> = all
            .filter(|(item, letter)| view.reads_letter(&eyes, item, letter))
            .map(|(item, letter)| (item.clone(), letter.clone()))
            .collect();
        all.sort_by_key(|(_, letter)| Reverse(letter.written_at));
        all
    }

    /// The document that a letter is, as the flow has it.
    #[must_use]
    pub fn document(&self, letter: &Letter) -> Option<&Document> {
        self.run.flow.documents.get(&letter.document)
    }
}

impl Engine {
    /// The letters of a case that was read, which somebody may read; the newest [`MAX_LETTERS`], newest first.
    ///
    /// # Errors
    /// What the store says.
    pub async fn letters(
        &self,
        tenant: TenantId,
        by: &By,
        read: &CaseRead,
    ) -> Result<Vec<KnownLetter>, Failure> {
        let mut letters = read.letters(by);
        letters.truncate(MAX_LETTERS);
        if letters.is_empty() {
            return Ok(Vec::new());
        }
        let kept = self.store().document_ids(tenant, read.case.id, MAX_KEPT).await?;
        let kept: BTreeSet<Uuid> = kept.into_iter().collect();
        let known = letters.into_iter().map(|(item, letter)| {
            let id = letter_id(read.case.id, &item, letter.number);
            KnownLetter {
                id,
                is_written: kept.contains(&id),
                item,
                letter,
            }
        });
        Ok(known.collect())
    }

    /// Every document of a case that was read, as it was written, oldest first: all there are for the engine itself, else
    /// those that somebody may read. What was erased is left out. That they are given is logged by whoever gives them.
    ///
    /// # Errors
    /// What the store says, that one cannot be read, or that there are more than can be given: never only some.
    pub async fn all_documents(
        &self,
        tenant: TenantId,
        by: &By,
        read: &CaseRead,
    ) -> Result<Vec<Frozen>, Failure> {
        let case = read.case.id;
        let kept = self.store().document_ids(tenant, case, MAX_GIVEN + 1).await?;
        if kept.len() > usize::try_from(MAX_GIVEN).unwrap_or(usize::MAX) {
            return Err(Failure::Incident(format!("more than {MAX_GIVEN} documents")));
        }
        let known = read.letters(by).into_iter();
        let known: BTreeSet<Uuid> = known
            .map(|(item, letter)| letter_id(case, &item, letter.number))
            .collect();
        let mut given = Vec::with_capacity(kept.len());
        for id in kept.iter().rev() {
            if !matches!(by, By::Engine) && !known.contains(id) {
                continue;
            }
            // One at a time: each may be large, and all of them are asked for seldom.
            if let Some(row) = self.store().document(tenant, *id).await? {
                given.extend(self.shared().thawed(tenant, &row).await?);
            }
        }
        Ok(given)
    }

    /// A document of a case, after the entry about it is on disk; none of it where its key was destroyed.
    ///
    /// # Errors
    /// [`Failure::NoCase`] also where the asker may not read it.
    pub async fn read_document(
        &self,
        tenant: TenantId,
        by: &By,
        (case, document): (CaseId, Uuid),
        look: &Look,
    ) -> Result<(CaseRead, KnownLetter, Option<Frozen>), Failure> {
        let read = self.read(tenant, by, case, look).await?;
        let row = self.store().document(tenant, document).await?;
        let row: DocumentRow = row.filter(|row| row.case == case).ok_or(Failure::NoCase)?;
        let known = read.letters(by).into_iter();
        let mut known = known.filter(|(item, letter)| letter_id(case, item, letter.number) == row.id);
        let what = (look.object.word(), Some(look.way));
        let sought = Sought::new(tenant, by, case, what);
        let (item, letter) = sought.answered(known.next().ok_or(Failure::NotTheirs))?;
        let frozen = self.shared().thawed(tenant, &row).await?;
        let known = KnownLetter {
            id: row.id,
            item,
            letter,
            is_written: true,
        };
        Ok((read, known, frozen))
    }
}
