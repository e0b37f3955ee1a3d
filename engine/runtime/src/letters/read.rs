//! Letters as somebody reads them: those of a case that they may read, and one of them against a look.

use samspil_core::case::Letter;
use samspil_core::flow::Document;
use samspil_core::id::{CaseId, ItemId, TenantId};
use samspil_store::DocumentRow;
use std::cmp::Reverse;
use uuid::Uuid;

use super::Frozen;
use super::make::letter_id;
use crate::{By, CaseRead, Engine, Failure, Look};

/// How many letters of a case are shown.
pub const MAX_LETTERS: usize = 200;

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
    #[must_use]
    pub fn letters(&self, by: &By) -> Vec<(ItemId, Letter)> {
        let view = self.view();
        let eyes = by.eyes(&view);
        let all = self.case.items.iter();
        let all = all.flat_map(|(item, state)| state.letters.iter().map(move |letter| (item, letter)));
        let mut all: Vec<(ItemId, Letter)> = all
            .filter(|(item, letter)| view.reads_letter(&eyes, item, letter))
            .map(|(item, letter)| (item.clone(), letter.clone()))
            .collect();
        all.sort_by_key(|(_, letter)| Reverse(letter.written_at));
        all.truncate(MAX_LETTERS);
        all
    }

    /// The document that a letter is, as the flow has it.
    #[must_use]
    pub fn document(&self, letter: &Letter) -> Option<&Document> {
        self.run.flow.documents.get(&letter.document)
    }
}

impl Engine {
    /// The letters of a case that was read, which somebody may read; newest first.
    ///
    /// # Errors
    /// What the store says.
    pub async fn letters(
        &self,
        tenant: TenantId,
        by: &By,
        read: &CaseRead,
    ) -> Result<Vec<KnownLetter>, Failure> {
        let letters = read.letters(by);
        if letters.is_empty() {
            return Ok(Vec::new());
        }
        let most = u32::try_from(MAX_LETTERS).unwrap_or(u32::MAX);
        let kept = self.store().documents(tenant, read.case.id, most).await?;
        let known = letters.into_iter().map(|(item, letter)| {
            let id = letter_id(read.case.id, &item, letter.number);
            KnownLetter {
                id,
                is_written: kept.iter().any(|row| row.id == id),
                item,
                letter,
            }
        });
        Ok(known.collect())
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
        let (item, letter) = known.next().ok_or(Failure::NoCase)?;
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
