//! The forty cases of the demo. The first is the one that the story tells.

use super::course::After::{Begun, Done, Opened};
use super::course::Beside::{Adds, Does, Ends, GoesTo, Hears, Holds, Redoes, Resumes, Skips};
use super::course::Course;
use super::course::Turn::{self, Leaves, Says, Takes, Then};

const fn course(
    (initials, began, need): (&'static str, u32, &'static str),
    (caseworker, provider): (&'static str, &'static str),
    turns: &'static [Turn],
) -> Course {
    Course {
        initials,
        began,
        need,
        caseworker,
        provider,
        turns,
    }
}

const CHANGED: &str = r#"{"order": {"lines": [{"answer": "changed", "answer_reason": "Vi kan komme én gang om ugen, ikke to."}]}}"#;
const DECLINED: &str = r#"{"order": {"lines": [{"answer": "declined", "answer_reason": "Vi har ingen ledige medarbejdere om aftenen."}]}}"#;
const ADVERSE: &str = r#"{"assessment": {"adverse_facts": true}}"#;
const PARTLY: &str = r#"{"decision": {"outcome": "partly", "reasons": "Der er behov for støtte om dagen, men ikke om natten."}}"#;
const REFUSED: &str = r#"{"decision": {"outcome": "refused", "action_plan": "not_offered", "reasons": "Behovet kan dækkes af kommunens åbne tilbud uden visitation."}}"#;
const CHANGED_ON_APPEAL: &str = r#"{"appeal": {"outcome": "changed"}, "decision": {"outcome": "granted"}}"#;
const ENDS: &str = r#"{"follow_up": {"outcome": "ends"}}"#;
const TO_ASSESSMENT: &str = r#"{"follow_up": {"outcome": "ends_refers", "refers_to": "assessment"}}"#;
const TO_ORDER: &str = r#"{"follow_up": {"outcome": "ends_refers", "refers_to": "order"}}"#;
const LESS: &str = r#"{"order": {"lines": [{"delivered": "less", "delivered_reason": "Borgeren var på sygehus i tre uger."}]}}"#;

/// From application to last follow-up: a late decision, an order that nobody answers, a new provider who wants one
/// line changed, a change inside the frame, and an end.
const STORY: &[Turn] = &[
    Takes("score_themes", 1, 22),
    Takes("evaluate", 1, 9),
    Leaves("answer_order", 1),
    Then(Done("replace_provider", 1), 0, GoesTo("ludvig")),
    Says("answer_order", 2, CHANGED),
    Takes("set_sub_goals", 1, 14),
    Takes("status_report", 1, 31),
    Then(Done("follow_up_meeting", 1), 24, Does("propose_change")),
    Then(Opened("follow_up_meeting", 2), 10, Does("citizen_prepares")),
    Says("follow_up_meeting", 2, ENDS),
];

/// Every course of the demo.
pub(super) const COURSES: [Course; 40] = [
    course(("M.K.", 470, "structure"), ("asta", "holger"), STORY),
    course(
        ("B.Ø.", 545, "housing"),
        ("clara", "jens"),
        &[Then(Done("follow_up_meeting", 1), 40, Does("propose_change"))],
    ),
    course(
        ("T.S.", 538, "network"),
        ("bertram", "ludvig"),
        &[Says("follow_up_meeting", 2, ENDS)],
    ),
    course(
        ("L.R.", 530, "companion"),
        ("asta", "merete"),
        &[Says("decide_help", 1, REFUSED)],
    ),
    course(
        ("Å.N.", 521, "structure"),
        ("bertram", "inger"),
        &[
            Says("answer_order", 1, CHANGED),
            Then(Done("set_sub_goals", 1), 45, Does("propose_change")),
        ],
    ),
    course(
        ("K.V.", 512, "activity"),
        ("asta", "ludvig"),
        &[Says("follow_up_meeting", 1, TO_ASSESSMENT)],
    ),
    course(
        ("D.F.", 500, "network"),
        ("bertram", "holger"),
        &[
            Says("answer_order", 1, DECLINED),
            Then(Done("another_provider", 1), 0, GoesTo("merete")),
        ],
    ),
    course(
        ("H.J.", 488, "housing"),
        ("clara", "jens"),
        &[Says("follow_up_meeting", 2, TO_ORDER)],
    ),
    course(
        ("P.U.", 476, "housing"),
        ("clara", "jens"),
        &[
            Says("evaluate", 1, ADVERSE),
            Then(Done("hear_citizen", 1), 6, Hears("citizen_answered")),
            Says("decide_help", 1, PARTLY),
        ],
    ),
    course(
        ("S.Æ.", 465, "structure"),
        ("asta", "inger"),
        &[
            Says("decide_help", 1, REFUSED),
            Then(Done("decide_help", 1), 16, Does("register_appeal")),
            Says("reassess", 1, CHANGED_ON_APPEAL),
        ],
    ),
    course(
        ("E.G.", 452, "activity"),
        ("bertram", "ludvig"),
        &[
            Says("decide_help", 1, REFUSED),
            Then(Done("decide_help", 1), 20, Does("register_appeal")),
            Then(Done("reassess", 1), 110, Does("carry_out_ruling")),
        ],
    ),
    course(
        ("R.C.", 440, "work"),
        ("asta", "merete"),
        &[Then(
            Done("set_sub_goals", 1),
            95,
            Ends("Borgeren er flyttet til en anden kommune, som har overtaget sagen."),
        )],
    ),
    course(
        ("V.B.", 428, "work"),
        ("bertram", "ludvig"),
        &[Then(Opened("follow_up_meeting", 1), 8, Does("citizen_prepares"))],
    ),
    course(
        ("N.H.", 415, "structure"),
        ("asta", "holger"),
        &[
            Says("answer_order", 1, CHANGED),
            Says("answer_order", 2, CHANGED),
            Says("answer_order", 3, CHANGED),
        ],
    ),
    course(
        ("I.D.", 400, "network"),
        ("bertram", "inger"),
        &[
            Then(
                Done("start_meeting", 1),
                30,
                Holds("Borgeren er indlagt; vi aftaler nyt, når udskrivningen kendes."),
            ),
            Then(Done("start_meeting", 1), 65, Resumes),
            Says("status_report", 1, LESS),
        ],
    ),
    course(
        ("F.M.", 385, "housing"),
        ("clara", "jens"),
        &[Takes("evaluate", 1, 34)],
    ),
    course(("G.A.", 4, "companion"), ("asta", "merete"), &[]),
    course(
        ("J.T.", 350, "structure"),
        ("bertram", "holger"),
        &[Leaves("status_report", 2)],
    ),
    course(
        ("C.L.", 335, "work"),
        ("asta", "ludvig"),
        &[Says("follow_up_meeting", 1, ENDS)],
    ),
    course(("Ø.P.", 320, "residence"), ("clara", "jens"), &[]),
    course(
        ("A.S.", 382, "network"),
        ("bertram", "merete"),
        &[Leaves("follow_up_meeting", 2)],
    ),
    course(
        ("U.K.", 285, "activity"),
        ("asta", "ludvig"),
        &[Leaves("daily_note", 14)],
    ),
    course(
        ("M.R.", 24, "structure"),
        ("asta", "inger"),
        &[Then(
            Done("first_talk", 1),
            3,
            Redoes("first_talk", "Søsteren vil gerne være med til samtalen."),
        )],
    ),
    course(
        ("T.V.", 48, "work"),
        ("bertram", "holger"),
        &[Takes("answer_order", 1, 8)],
    ),
    course(
        ("B.E.", 41, "residence"),
        ("clara", "jens"),
        &[Then(Done("evaluate", 1), 1, Does("recommend"))],
    ),
    course(
        ("H.Ø.", 36, "network"),
        ("asta", "merete"),
        &[Leaves("await_sources", 1)],
    ),
    course(
        ("L.N.", 205, "companion"),
        ("bertram", "ludvig"),
        &[
            Says("answer_order", 1, DECLINED),
            Then(Done("another_provider", 1), 0, GoesTo("inger")),
            Then(
                Done("start_meeting", 1),
                3,
                Adds(
                    "Find en tegnsprogstolk til opfølgningen",
                    "caseworker",
                    "Borgeren bruger tegnsprog.",
                ),
            ),
        ],
    ),
    course(
        ("D.G.", 190, "activity"),
        ("asta", "ludvig"),
        &[Then(
            Begun,
            168,
            Holds("Borgeren er rejst til familie i udlandet i seks uger."),
        )],
    ),
    course(
        ("P.J.", 168, "structure"),
        ("bertram", "inger"),
        &[Says("follow_up_meeting", 1, ENDS), Leaves("hand_on", 1)],
    ),
    course(
        ("E.K.", 150, "housing"),
        ("clara", "jens"),
        &[Then(Begun, 140, Does("citizen_prepares"))],
    ),
    course(("R.Å.", 130, "work"), ("asta", "merete"), &[]),
    course(("S.T.", 110, "network"), ("bertram", "holger"), &[]),
    course(
        ("V.D.", 98, "structure"),
        ("asta", "holger"),
        &[Leaves("set_sub_goals", 1), Leaves("daily_note", 1)],
    ),
    course(
        ("C.B.", 75, "activity"),
        ("bertram", "ludvig"),
        &[Leaves("start_meeting", 1)],
    ),
    course(
        ("N.F.", 69, "companion"),
        ("asta", "merete"),
        &[Leaves("answer_order", 1), Leaves("replace_provider", 1)],
    ),
    course(
        ("G.H.", 62, "residence"),
        ("clara", "jens"),
        &[
            Takes("evaluate", 1, 16),
            Leaves("decide_help", 1),
            Leaves("delay_letter", 1),
        ],
    ),
    course(
        ("K.L.", 44, "housing"),
        ("clara", "jens"),
        &[
            Says("evaluate", 1, ADVERSE),
            Takes("hear_citizen", 1, 1),
            Leaves("decide_help", 1),
        ],
    ),
    course(
        ("I.V.", 33, "network"),
        ("bertram", "inger"),
        &[Leaves("evaluate", 1)],
    ),
    course(
        ("J.Ø.", 19, "work"),
        ("asta", "merete"),
        &[
            Leaves("ask_sources", 1),
            Then(
                Opened("ask_sources", 1),
                2,
                Skips("ask_sources", "Borgeren har selv taget alle papirer med."),
            ),
        ],
    ),
    course(
        ("A.P.", 1, "structure"),
        ("bertram", "holger"),
        &[Leaves("register", 1)],
    ),
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::super::needs::need;
    use super::super::people::PEOPLE;
    use super::*;

    #[test]
    fn every_course_names_needs_people_and_forms_that_exist() {
        let logins: BTreeSet<_> = PEOPLE.iter().map(|person| person.login).collect();
        let initials: BTreeSet<_> = COURSES.iter().map(|course| course.initials).collect();
        assert_eq!(initials.len(), COURSES.len());
        let days: BTreeSet<_> = COURSES.iter().map(|course| course.began).collect();
        assert_eq!(
            days.len(),
            COURSES.len(),
            "cases are numbered by the day they begin"
        );
        for course in &COURSES {
            let who = course.initials;
            assert!(need(course.need).is_some(), "{who}: {}", course.need);
            assert!(
                logins.contains(course.caseworker) && logins.contains(course.provider),
                "{who}"
            );
            for turn in course.turns {
                match turn {
                    Says(item, _, form) => {
                        let form: Result<serde_json::Value, _> = serde_json::from_str(form);
                        assert!(form.is_ok_and(|form| form.is_object()), "{who}: {item}");
                    }
                    Then(_, _, GoesTo(login)) => assert!(logins.contains(login), "{who}: {login}"),
                    _ => {}
                }
            }
        }
    }
}
