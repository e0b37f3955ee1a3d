//! Documents of cases, and the municipality's own words in them.

use samspil_store::{DocumentRow, LetterWordsRow};
use uuid::Uuid;

use crate::ground::{Ground, OTHER, TENANT};
use crate::rows::{at, case, opening};

pub(crate) fn document(number: u128) -> DocumentRow {
    DocumentRow {
        id: Uuid::from_u128(7_000_000 + number),
        case: case(1),
        item: "decide#Æ".to_owned(),
        number: 1,
        name: "afgoerelse".to_owned(),
        written_at: at(i64::try_from(number).unwrap()),
        sum: [9; 32],
        sealed_by: Some(Uuid::from_u128(3)),
        body: vec![0, 255, 10],
    }
}

pub(crate) fn words(version: u32) -> LetterWordsRow {
    LetterWordsRow {
        version,
        words: b"{}".to_vec(),
        set_at: at(i64::from(version)),
        set_by: "anna".to_owned(),
        why: "Nyt brevhoved på Ærø".to_owned(),
    }
}

pub(crate) async fn a_document_is_kept_once_and_never_changes(ground: &Ground) {
    ground.keep(opening(case(1))).await;
    let store = &ground.store;
    assert!(store.add_document(TENANT, document(1)).await.unwrap());
    let other = DocumentRow {
        body: b"andet".to_vec(),
        ..document(1)
    };
    assert!(!store.add_document(TENANT, other).await.unwrap());
    let plain = DocumentRow {
        sealed_by: None,
        ..document(2)
    };
    assert!(store.add_document(TENANT, plain.clone()).await.unwrap());
    let ids = [document(2).id, document(1).id];
    assert_eq!(store.document_ids(TENANT, case(1), 9).await.unwrap(), ids);
    assert_eq!(store.document_ids(TENANT, case(1), 1).await.unwrap(), ids[..1]);
    assert!(store.document_ids(OTHER, case(1), 9).await.unwrap().is_empty());
    for known in [document(1), plain] {
        let one = store.document(TENANT, known.id).await.unwrap();
        assert_eq!(one, Some(known));
    }
    assert_eq!(store.document(OTHER, document(1).id).await.unwrap(), None);
}

pub(crate) async fn words_of_letters_are_laid_down_after_the_latest(ground: &Ground) {
    let store = &ground.store;
    for (version, taken) in [(2, false), (1, true), (1, false), (2, true), (4, false)] {
        let put = store.put_letter_words(TENANT, words(version)).await.unwrap();
        assert_eq!(put, taken, "{version}");
    }
    assert_eq!(store.letter_words(TENANT, 9).await.unwrap(), [words(2), words(1)]);
    assert_eq!(store.letter_words(TENANT, 1).await.unwrap(), [words(2)]);
    assert_eq!(store.letter_words(OTHER, 9).await.unwrap(), []);
}
