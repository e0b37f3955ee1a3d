//! Surveys, their waves and what was answered.

use samspil_core::survey::{Answers, Group, ready};
use samspil_core::text::Text;
use samspil_store::{
    AnswerWay, Hash, SurveyAnswer, SurveyLink, SurveyRow, SurveyVersion, SurveyWave, WaveOf,
};
use uuid::Uuid;

use crate::ground::{Ground, OTHER, TENANT};
use crate::rows::at;

pub(crate) const SURVEY: Uuid = Uuid::from_u128(9_000_000);

pub(crate) fn survey() -> SurveyRow {
    SurveyRow {
        id: SURVEY,
        title: Text::danish("Samarbejde på Ærø"),
        made_at: at(1),
        made_by: "Anna".to_owned(),
        linked: true,
    }
}

pub(crate) fn version(number: u32) -> SurveyVersion {
    SurveyVersion {
        number,
        questions: ready(),
        laid_at: at(2),
        laid_by: "Anna".to_owned(),
    }
}

pub(crate) fn wave(number: u32) -> SurveyWave {
    SurveyWave {
        number,
        version: 1,
        opened_at: at(3),
        opened_by: "Anna".to_owned(),
        broken_because: (number > 1).then(|| "Nyt ord for tillid".to_owned()),
        closed: None,
    }
}

pub(crate) const fn of(wave: u32) -> WaveOf {
    WaveOf { survey: SURVEY, wave }
}

pub(crate) fn link(secret: u8, group: Group) -> SurveyLink {
    SurveyLink {
        secret: [secret; 32],
        of: of(1),
        group,
        number: 0,
        used: false,
    }
}

pub(crate) fn answer(number: u128, wave: u32, way: AnswerWay) -> SurveyAnswer {
    SurveyAnswer {
        id: Uuid::from_u128(number),
        of: of(wave),
        group: Group::Citizen,
        number: 0,
        way,
        answers: Answers::from([("trust".to_owned(), 4)]),
    }
}

pub(crate) async fn begun(ground: &Ground) {
    let store = &ground.store;
    assert!(store.put_survey(TENANT, survey(), version(1)).await.unwrap());
    assert!(store.open_wave(TENANT, SURVEY, wave(1)).await.unwrap());
}

pub(crate) async fn close(ground: &Ground, wave: u32) -> bool {
    ground
        .store
        .close_wave(TENANT, of(wave), at(9), "Bo")
        .await
        .unwrap()
}

pub(crate) async fn a_survey_has_versions_and_waves_one_after_the_other(ground: &Ground) {
    let store = &ground.store;
    let open = async |number| store.open_wave(TENANT, SURVEY, wave(number)).await.unwrap();
    let lay_down = async |number| {
        store
            .put_survey_version(TENANT, SURVEY, version(number))
            .await
            .unwrap()
    };
    assert!(!open(1).await && !lay_down(1).await, "of no survey");
    begun(ground).await;
    assert!(
        !store.put_survey(TENANT, survey(), version(1)).await.unwrap(),
        "twice"
    );
    assert!(!lay_down(1).await && !lay_down(3).await);
    assert!(lay_down(2).await);
    assert!(!open(2).await, "the first is open");
    assert!(close(ground, 1).await && !close(ground, 1).await);
    assert!(!open(3).await, "a gap");
    assert!(open(2).await);
    let whole = store.survey(TENANT, SURVEY).await.unwrap().unwrap();
    assert_eq!(
        (whole.survey.clone(), whole.versions.clone()),
        (survey(), vec![version(1), version(2)])
    );
    let closed = SurveyWave {
        closed: Some((at(9), "Bo".to_owned())),
        ..wave(1)
    };
    assert_eq!(whole.waves, [closed, wave(2)]);
    assert_eq!(whole.open().map(|wave| wave.number), Some(2));
    assert_eq!(store.surveys(TENANT, 9).await.unwrap(), [survey()]);
    assert_eq!(store.surveys(OTHER, 9).await.unwrap(), []);
    assert_eq!(store.survey(OTHER, SURVEY).await.unwrap(), None);
}

pub(crate) async fn a_link_is_answered_by_once_and_only_while_its_wave_is_open(ground: &Ground) {
    begun(ground).await;
    let store = &ground.store;
    let links = vec![
        link(1, Group::Citizen),
        link(2, Group::Citizen),
        link(3, Group::Provider),
    ];
    assert!(store.put_survey_links(TENANT, of(1), links).await.unwrap());
    let by = async |number, secret: Option<Hash>| {
        let way = if secret.is_some() {
            AnswerWay::Link
        } else {
            AnswerWay::Paper
        };
        store
            .add_answer(TENANT, answer(number, 1, way), secret)
            .await
            .unwrap()
    };
    assert!(by(1, Some([1; 32])).await);
    assert!(!by(2, Some([1; 32])).await, "used");
    assert!(!by(2, Some([3; 32])).await, "of another group");
    assert!(!by(2, Some([9; 32])).await, "no link");
    assert!(by(2, None).await, "on paper");
    assert!(!by(2, None).await, "the same sheet twice");
    let used = SurveyLink {
        used: true,
        ..link(1, Group::Citizen)
    };
    assert_eq!(store.survey_link(TENANT, [1; 32]).await.unwrap(), Some(used));
    assert_eq!(store.survey_link(OTHER, [1; 32]).await.unwrap(), None);
    let counts = store.survey_links(TENANT, of(1)).await.unwrap();
    assert_eq!(
        counts.into_iter().collect::<Vec<_>>(),
        [(Group::Citizen, (2, 1)), (Group::Provider, (1, 0))]
    );
    let kept = [answer(1, 1, AnswerWay::Link), answer(2, 1, AnswerWay::Paper)];
    assert_eq!(store.answers(TENANT, of(1)).await.unwrap(), kept);
    assert_eq!(store.answers(OTHER, of(1)).await.unwrap(), []);
    assert!(close(ground, 1).await);
    assert!(
        !by(3, Some([2; 32])).await && !by(3, None).await,
        "the wave is closed"
    );
    let late = store
        .put_survey_links(TENANT, of(1), vec![link(4, Group::Citizen)])
        .await;
    assert!(!late.unwrap());
    assert_eq!(store.answers(TENANT, of(1)).await.unwrap().len(), 2);
}

pub(crate) async fn of_many_who_answer_by_one_link_at_once_one_does(ground: &Ground) {
    const AT_ONCE: u128 = 16;
    begun(ground).await;
    let links = vec![link(1, Group::Citizen)];
    assert!(ground.store.put_survey_links(TENANT, of(1), links).await.unwrap());
    let answering = (1..=AT_ONCE).map(|number| {
        let store = ground.store.clone();
        let answer = answer(number, 1, AnswerWay::Link);
        tokio::spawn(async move { store.add_answer(TENANT, answer, Some([1; 32])).await.unwrap() })
    });
    let kept = futures::future::join_all(answering).await;
    assert_eq!(kept.into_iter().filter(|one| *one.as_ref().unwrap()).count(), 1);
    assert_eq!(ground.store.answers(TENANT, of(1)).await.unwrap().len(), 1);
}

pub(crate) async fn whoever_has_a_number_answers_once_in_a_wave(ground: &Ground) {
    begun(ground).await;
    let store = &ground.store;
    let numbered = SurveyLink {
        number: 7,
        ..link(1, Group::Citizen)
    };
    let links = vec![numbered.clone()];
    assert!(store.put_survey_links(TENANT, of(1), links).await.unwrap());
    assert_eq!(store.survey_link(TENANT, [1; 32]).await.unwrap(), Some(numbered));
    let of_number = |id: u128, number, group, way| SurveyAnswer {
        number,
        group,
        ..answer(id, 1, way)
    };
    for (one, secret, kept) in [
        (
            of_number(1, 8, Group::Citizen, AnswerWay::Link),
            Some([1; 32]),
            false,
        ),
        (
            of_number(2, 7, Group::Citizen, AnswerWay::Link),
            Some([1; 32]),
            true,
        ),
        (of_number(3, 7, Group::Citizen, AnswerWay::Paper), None, false),
        (of_number(4, 7, Group::Relative, AnswerWay::Paper), None, true),
        (of_number(5, 8, Group::Citizen, AnswerWay::Paper), None, true),
        (of_number(6, 0, Group::Citizen, AnswerWay::Paper), None, true),
        (of_number(7, 0, Group::Citizen, AnswerWay::Paper), None, true),
    ] {
        let said = format!("{one:?}");
        assert_eq!(
            store.add_answer(TENANT, one, secret).await.unwrap(),
            kept,
            "{said}"
        );
    }
    let kept = store.answers(TENANT, of(1)).await.unwrap();
    let numbers: Vec<u32> = kept.iter().map(|one| one.number).collect();
    assert_eq!(numbers, [7, 7, 8, 0, 0]);
}
