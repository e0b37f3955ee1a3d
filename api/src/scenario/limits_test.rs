//! What the law, municipalities and practice say of time, row by row: each is a clock or a step
//! of a shipped flow with its source, or it is said why not; and the page that tells so.

use std::collections::BTreeSet;
use std::fmt::Write;

use samspil_core::calendar::Roll;
use samspil_core::case::Runnable;
use samspil_core::flow::{Anchor, Clock, ClockKind, ClockStart, Flow, Lasts, LegalSource, Sent};
use samspil_core::text::Language;

use super::shipped_test::{flows, runnable};
use crate::words::say;

/// How many rows the three tables have.
const ROWS_OF: [(&str, usize); 3] = [("B.1", 17), ("B.4", 25), ("B.5", 15)];

/// Where the rows of a table are, its rows, and for each the clocks and steps that it is; where there are none, why.
type Row = (&'static str, &'static str, &'static [&'static str], &'static str);

const GENERAL: &str = "sagsbehandling";
const ADULTS: &str = "voksne";
const CHILDREN: &str = "boern-og-tilsyn";

const ROWS: &[(&str, &str, &[Row])] = &[
    (
        "B.1",
        GENERAL,
        &[
            (
                "retssikkerhedsloven § 3, stk. 1",
                "as fast as possible",
                &["do_rsl_3"],
                "",
            ),
            (
                "retssikkerhedsloven § 3, stk. 2",
                "the municipality's own limit, and the letter about delay",
                &["rsl_3", "delay_letter"],
                "",
            ),
            ("retssikkerhedsloven § 3 a", "cases sent back", &["rsl_3a"], ""),
            (
                "retssikkerhedsloven § 4",
                "the citizen takes part",
                &["rsl_4"],
                "",
            ),
            ("retssikkerhedsloven § 5", "all kinds of help", &["rsl_5"], ""),
            (
                "retssikkerhedsloven § 10",
                "informed before deciding",
                &["rsl_10"],
                "",
            ),
            ("forvaltningsloven § 19", "hearing of the party", &["fvl_19"], ""),
            ("forvaltningsloven § 16", "a party's access", &["fvl_16"], ""),
            ("offentlighedsloven § 36", "public access", &["ofl_36"], ""),
            ("forvaltningsloven §§ 22–24", "reasons", &["fvl_22"], ""),
            (
                "forvaltningsloven § 23",
                "written reasons on demand",
                &["fvl_23"],
                "",
            ),
            ("forvaltningsloven § 25", "how to appeal", &["fvl_25"], ""),
            (
                "forvaltningsloven §§ 28–29, 31",
                "consent before sharing",
                &["fvl_29"],
                "",
            ),
            ("offentlighedsloven § 13", "notes", &["ofl_13"], ""),
            ("retssikkerhedsloven § 67", "appeal", &["rsl_67"], ""),
            ("retssikkerhedsloven § 66", "reassessment", &["rsl_66"], ""),
            (
                "GDPR art. 12, 15, 33",
                "own data; a breach",
                &["gdpr_12", "gdpr_33"],
                "",
            ),
        ],
    ),
    (
        "B.4",
        ADULTS,
        &[
            (
                "serviceloven § 2, stk. 5",
                "elder act or service act",
                &["sel_2"],
                "",
            ),
            ("serviceloven § 3 a", "14 weeks' standstill", &["sel_3a"], ""),
            (
                "serviceloven §§ 82 a, 82 b",
                "preventive help",
                &["sel_82a", "sel_82b"],
                "",
            ),
            (
                "serviceloven § 83",
                "care and practical help",
                &["sel_83", "consider_83a"],
                "",
            ),
            ("serviceloven § 83 a", "rehabilitation course", &["sel_83a"], ""),
            ("serviceloven § 83 b", "meal service", &["sel_83b"], ""),
            ("serviceloven § 85", "socio-pedagogical support", &["sel_85"], ""),
            (
                "serviceloven §§ 95, 96",
                "cash grant, citizen-managed assistance",
                &["sel_95", "sel_96"],
                "",
            ),
            ("serviceloven § 97", "companion", &["sel_97"], ""),
            (
                "serviceloven § 100",
                "compensation benefit; old cases",
                &["sel_100", "old_100"],
                "",
            ),
            ("serviceloven § 101", "treatment for drug abuse", &["sel_101"], ""),
            (
                "serviceloven §§ 103, 104",
                "employment; activity and company",
                &["sel_103", "sel_104"],
                "",
            ),
            (
                "serviceloven §§ 107, 108",
                "residential offers",
                &["sel_107", "sel_108"],
                "",
            ),
            (
                "serviceloven §§ 109, 110",
                "crisis centre, shelter",
                &["sel_109", "sel_110"],
                "",
            ),
            (
                "serviceloven §§ 112–116",
                "devices, car, home, by kind",
                &["sel_112"],
                "",
            ),
            ("serviceloven § 117 a", "faster help", &["sel_117a"], ""),
            ("serviceloven §§ 124–137", "use of force", &["sel_124"], ""),
            ("serviceloven § 135 a", "report of it", &["sel_135a"], ""),
            (
                "serviceloven § 137 m",
                "at the end of the month",
                &["sel_137m"],
                "",
            ),
            ("serviceloven §§ 138, 139", "quality standards", &["sel_139"], ""),
            (
                "serviceloven § 140",
                "child action plan",
                &[],
                "repealed on 1 January 2024; its successor is barnets lov § 91 below",
            ),
            ("serviceloven § 141", "action plan", &["sel_141"], ""),
            ("serviceloven § 148", "follow-up", &["sel_148", "follow_up"], ""),
            (
                "serviceloven § 148 a",
                "operational supervision",
                &["sel_148a"],
                "",
            ),
            (
                "sundhedsloven § 140",
                "rehabilitation after hospital",
                &["sul_140"],
                "",
            ),
        ],
    ),
    (
        "B.5",
        CHILDREN,
        &[
            ("barnets lov § 136", "danger within 24 hours", &["bl_136"], ""),
            (
                "barnets lov ch. 16",
                "receipt to the notifier",
                &["bl_receipt"],
                "",
            ),
            ("barnets lov ch. 16", "the professional is told", &["bl_told"], ""),
            ("barnets lov § 137", "second look", &["bl_137"], ""),
            (
                "barnets lov § 18",
                "screening; risk before contact",
                &["bl_18", "bl_18_risk"],
                "",
            ),
            ("barnets lov § 20, stk. 3", "examination", &["bl_20"], ""),
            ("barnets lov § 91", "the child's plan", &["bl_91"], ""),
            ("barnets lov § 95", "first follow-up", &["bl_95"], ""),
            (
                "barnets lov §§ 3, 108",
                "at ten and at sixteen",
                &["bl_3", "bl_108"],
                "",
            ),
            (
                "barnets lov §§ 86, 87",
                "compensation, lost earnings, standstill",
                &["bl_86", "bl_87", "bl_87_4"],
                "",
            ),
            (
                "voksenansvarsloven § 21",
                "force against placed children",
                &["val_21", "val_21_sent"],
                "",
            ),
            ("ældreloven §§ 9–10", "coherent care", &["ael_9", "ael_10"], ""),
            (
                "Ankestyrelsen",
                "how long an appeal takes",
                &[],
                "another authority's own time, which nothing that the municipality does starts, stops or shortens",
            ),
            ("Socialtilsyn", "reports within the month", &["tilsyn"], ""),
            ("Det Socialfaglige Nævn", "twelve months at most", &["naevn"], ""),
        ],
    ),
];

/// Whose published limit each sample is that a municipality sets itself.
const SAMPLES: &[(&str, &str)] = &[
    (
        "rsl_3",
        "our own, between Svendborg (§ 85: 4 weeks) and Fredensborg (3 to 6 months)",
    ),
    (
        "rsl_3a",
        "Svendborg writes 4 weeks of reassessment; whether of these cases was not seen [?]",
    ),
    ("sel_83", "our own; none was seen"),
    ("sel_83b", "our own; none was seen"),
    ("sel_85", "Svendborg; Fredensborg: 3 to 6 months"),
    ("sel_95", "as § 96"),
    ("sel_96", "Svendborg; Fredensborg: 3 to 6 months"),
    ("sel_97", "Svendborg; 3 to 6 months elsewhere"),
    ("sel_100", "Svendborg; Fredensborg: 3 to 6 months"),
    ("sel_103", "one municipality's; 3 to 6 months elsewhere"),
    ("sel_104", "one municipality's; 3 to 6 months elsewhere"),
    ("sel_107", "Svendborg; Fredensborg: 3 to 6 months"),
    ("sel_108", "Svendborg; Fredensborg: 3 to 6 months"),
    ("sel_109", "at once, as Svendborg's § 110"),
    ("sel_110", "Svendborg: at once"),
    ("sel_112", "Skive; car: Svendborg 12 months"),
    ("sel_117a", "our own, as Skive's urgent cases"),
    ("bl_86", "Fredensborg (then §§ 41, 42)"),
    ("bl_87", "Fredensborg (then §§ 41, 42)"),
    ("ael_10", "our own; none was seen"),
];

/// What comes before the tables.
const HEAD: &str = "# Limits as flows

What the law, municipalities and practice say of time, row by row, as clocks and steps with their sources: `sagsbehandling`
holds for every case, `voksne` for adults by serviceloven and sundhedsloven, `boern-og-tilsyn` for children, the elderly and
supervision. Each event that a limit counts from is noted by hand where it came about; its clock starts by that date, shows
its arithmetic on the case, and stops when what is owed is done. `samspil test flows/frister` runs the scenarios.

Limits of the kind `municipal` are examples: a municipality sets its own (retssikkerhedsloven § 3(2)), within what `tunable`
allows, and `/limits/CVR-NUMBER` publishes what holds now, area by area; the last column says whose published limit the example is.
Numbers of law are data that nobody has reviewed yet: a lawyer of the municipality is to do so before use, and by the day of
`review_by` (1 January 2027) at the latest, and write `reviewed_by` and `reviewed_on`. Where an act has no `valid_from`, the day was not
looked up. This page is written from the flows, and a test holds it.
";

fn start(flow: &Flow, clock: &Clock) -> String {
    let item = |id| format!("`{id}`");
    match &clock.starts {
        ClockStart::CaseStart => "the case begins".to_owned(),
        ClockStart::Field(path) | ClockStart::Known(path) => {
            let field = flow.data.field(path).unwrap();
            field.title.in_language(Language::English).to_owned()
        }
        ClockStart::Received(received) => match &received.sent {
            Sent::Done(id) => format!("{} is received", item(id)),
            Sent::On(path) => format!("`{path}` is received"),
        },
        ClockStart::Opened(id) => format!("{} opens", item(id)),
        ClockStart::Done(id) => format!("{} is done", item(id)),
        ClockStart::Owed { by, .. } => format!("{} is done", item(by)),
    }
}

fn length(run: &Runnable, clock: &Clock) -> String {
    let lasts = match &clock.lasts {
        Lasts::For(length) => length.to_string(),
        Lasts::By(outcome, _) => format!("by table `{}`", outcome.text),
        Lasts::Until(Anchor::Rhythm) => "by its rhythm".to_owned(),
        Lasts::Until(_) => "until a date".to_owned(),
        Lasts::Before(length, _) => format!("{length} before"),
        Lasts::Window(_) => "a window".to_owned(),
    };
    assert!(run.flow.clocks.contains_key(&clock.id));
    match clock.target {
        Some(target) => format!("{target} to {lasts}"),
        None => lasts,
    }
}

fn source(law: &LegalSource) -> String {
    say(&law.written(), Language::Danish)
}

fn kind(clock: &Clock) -> &'static str {
    match clock.kind {
        ClockKind::Law => "law",
        ClockKind::Municipal => "municipal",
        ClockKind::Agreement => "agreement",
        ClockKind::Practice => "practice",
    }
}

/// Whose limit the example is, where a municipality sets its own.
fn sample(clock: &Clock) -> &'static str {
    let named = SAMPLES.iter().find(|(name, _)| *name == clock.id.as_str());
    assert_eq!(
        named.is_some(),
        clock.kind == ClockKind::Municipal,
        "{}: whose limit it is",
        clock.id
    );
    named.map_or("", |(_, whose)| whose)
}

/// A row of the page for one clock or step; every one has its source.
fn cells(run: &Runnable, name: &str) -> String {
    let clock = run.flow.clocks.get(name);
    let item = run.flow.items.get(name);
    let Some(clock) = clock else {
        let item = item.unwrap_or_else(|| panic!("{name} is neither a clock nor a step"));
        let title = item.title.in_language(Language::English);
        let law = item.required_by_law.as_ref();
        let law = source(law.unwrap_or_else(|| panic!("{name} has no source")));
        return format!("`{name}`: {title} | step | {law} | | | |");
    };
    let law = match (&clock.law, clock.kind) {
        (Some(law), _) => source(law),
        (None, ClockKind::Practice) => "practice".to_owned(),
        (None, _) => panic!("{name} has no source"),
    };
    let roll = match clock.term.roll {
        Roll::None => "",
        Roll::NextWorkingDay => ", rolls on",
    };
    format!(
        "`{name}`: {} | {} | {} | {}{roll} | {} | {} |",
        clock.title.in_language(Language::English),
        kind(clock),
        law,
        length(run, clock),
        start(&run.flow, clock),
        sample(clock),
    )
}

#[test]
fn every_row_of_the_law_is_a_clock_or_a_step_or_it_is_said_why_not() {
    let mut page = HEAD.to_owned();
    for (part, area, rows) in ROWS {
        let wanted = ROWS_OF.iter().find(|(known, _)| known == part).unwrap().1;
        assert_eq!(rows.len(), wanted, "{part}");
        let run = runnable(&flows().join("frister").join(area).join("flow.yaml"));
        let title = run.flow.title.in_language(Language::English);
        write!(page, "\n## {title}\n| rule | about | said by | kind | source | length | counted from | whose example |\n|---|---|---|---|---|---|---|---|\n").unwrap();
        let mut named = BTreeSet::new();
        for (rule, about, names, why) in *rows {
            assert_eq!(names.is_empty(), !why.is_empty(), "{rule}");
            if names.is_empty() {
                writeln!(page, "| {rule} | {about} | not said: {why} | | | | | |").unwrap();
            }
            for name in *names {
                assert!(named.insert(*name), "{name} is one row's");
                writeln!(page, "| {rule} | {about} | {}", cells(&run, name)).unwrap();
            }
        }
        // A clock that no row speaks of would be a limit that nobody can look up.
        let clocks = run.flow.clocks.values().filter(|clock| clock.law.is_some());
        let unknown: Vec<&str> = clocks
            .map(|clock| clock.id.as_str())
            .filter(|name| !named.contains(name))
            .collect();
        assert_eq!(unknown, [""; 0], "{area}");
    }
    let path = flows().join("frister/README.md");
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(&path, &page).unwrap();
    }
    assert!(
        std::fs::read_to_string(&path).unwrap_or_default() == page,
        "the page is not that of the flows: UPDATE_GOLDEN=1 cargo test, and look at it"
    );
}
