//! The rows of a list that comes in pages: one page of them for a page, and for a file one page after another.

use super::{FileKind, MAX_FILE_ROWS};

/// The most pages that are asked for a file: a page may hold fewer rows than it could and still have a next. More than a full
/// file takes of the shortest pages, 30 rows each: else it would end without saying that there are more.
const MAX_PAGES: usize = 200;

/// Rows as they come.
pub(in crate::pages) struct Gathering<Row, Place> {
    for_file: bool,
    pages: usize,
    /// The rows until now.
    pub(in crate::pages) rows: Vec<Row>,
    /// Where the list goes on, where it does.
    pub(in crate::pages) next: Option<Place>,
}

impl<Row, Place: Clone> Gathering<Row, Place> {
    /// For a page, or for a file.
    pub(in crate::pages) const fn new(file: Option<FileKind>) -> Self {
        Self {
            for_file: file.is_some(),
            pages: 0,
            rows: Vec::new(),
            next: None,
        }
    }

    /// Takes a page of the list. Gives the place of the page that must be asked for as well, where one must.
    pub(in crate::pages) fn add(&mut self, rows: Vec<Row>, next: Option<Place>) -> Option<Place> {
        self.rows.extend(rows);
        self.pages = self.pages.saturating_add(1);
        self.next.clone_from(&next);
        // One row more than a file holds shows that there are more.
        let has_room = self.rows.len() <= MAX_FILE_ROWS && self.pages < MAX_PAGES;
        next.filter(|_| self.for_file && has_room)
    }

    /// Whether a file is to say that the list goes on: once no page is asked for any more.
    pub(in crate::pages) const fn is_cut(&self) -> bool {
        self.for_file && self.next.is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How many pages of so many rows are asked for, of a list without an end.
    fn asked(file: Option<FileKind>, rows: usize) -> usize {
        let mut gathering = Gathering::new(file);
        let mut pages = 1;
        while gathering.add(vec![(); rows], Some(pages)).is_some() {
            pages += 1;
        }
        pages
    }

    #[test]
    fn a_page_asks_once_and_a_file_until_it_is_full() {
        assert_eq!(asked(None, 100), 1);
        assert_eq!(asked(Some(FileKind::Csv), 100), MAX_FILE_ROWS / 100 + 1);
        assert_eq!(asked(Some(FileKind::Xlsx), 0), MAX_PAGES);
        let mut short = Gathering::new(Some(FileKind::Csv));
        assert_eq!(short.add(vec![1, 2], None::<u8>), None);
        assert_eq!(short.rows, [1, 2]);
    }

    #[test]
    fn a_file_that_ends_before_its_list_is_cut_however_few_its_rows() {
        let mut sparse = Gathering::new(Some(FileKind::Csv));
        while sparse.add(vec![()], Some(1)).is_some() {}
        assert!(sparse.rows.len() < MAX_FILE_ROWS && sparse.is_cut());
        sparse.add(vec![()], None);
        assert!(!sparse.is_cut());
        let mut page = Gathering::new(None);
        page.add(vec![()], Some(1));
        assert!(!page.is_cut(), "a page leads on to the next");
    }
}
