//! What the README of a shipped flow tells a head of department: why and for whom, the sources with their days, what the
//! municipality is to adapt, whose sample each of its own time limits is, what is doubtful, and what the flow cannot do.

use std::cmp::Ordering;
use std::path::Path;

use samspil_core::calendar::Length;
use samspil_core::flow::{ClockKind, Flow, Lasts, Tunable, limits};
use samspil_core::text::{Language, long_date};

use super::find::suites;
use super::shipped_test::{flows, runnable};
use crate::words::say;

/// The parts, in their order; a flow may have others between.
const PARTS: [&str; 7] = [
    "Hvorfor",
    "Hvem",
    "Kilder",
    "Det skal kommunen tilpasse",
    "Kommunens egne frister",
    "Det er usikkert [?]",
    "Det kan forløbet ikke",
];

/// Whose published limits the samples are; the last where no municipality's was seen.
const SAMPLES: [&str; 7] = [
    "Svendborg",
    "Fredensborg",
    "Faaborg-Midtfyn",
    "Ringsted",
    "Aarhus",
    "Skive",
    "eget eksempel",
];

/// What a section without limits of the municipality's own says.
const NONE: &str = "Forløbet har ingen";

/// The fewest characters that say anything.
const LEAST: usize = 40;

/// The flows with a README of this kind: those of the patterns and of limits have pages of their own.
fn shipped() -> Vec<(Flow, String, String)> {
    let suites = suites(&[flows()]).unwrap();
    let own = suites
        .iter()
        .map(|suite| suite.flow.as_path())
        .filter(|path| path.parent().and_then(Path::parent) == Some(&flows()));
    own.map(|path| {
        let readme = path.with_file_name("README.md");
        let text = std::fs::read_to_string(&readme).unwrap();
        (runnable(path).flow, text, readme.display().to_string())
    })
    .collect()
}

/// What stands under a heading, each line's end a blank; nothing where the heading is not there.
fn part<'r>(readme: &'r str, heading: &str) -> Option<(usize, Vec<&'r str>)> {
    let mark = format!("\n## {heading}\n");
    let from = readme.find(&mark)?;
    let below = &readme[from + mark.len()..];
    let below = below.split("\n## ").next().unwrap_or_default();
    Some((from, below.lines().collect()))
}

/// Everything that a README does not tell of its flow.
fn missing(flow: &Flow, readme: &str) -> Vec<String> {
    let mut faults = Vec::new();
    let mut last = 0;
    for heading in PARTS {
        let Some((at, lines)) = part(readme, heading) else {
            faults.push(format!("no part: {heading}"));
            continue;
        };
        if at < last {
            faults.push(format!("out of order: {heading}"));
        }
        last = at;
        if lines.concat().chars().count() < LEAST {
            faults.push(format!("nothing said: {heading}"));
        }
    }
    let told = |heading: &str| part(readme, heading).map_or_else(Vec::new, |(_, lines)| lines);
    of_sources(flow, &told("Kilder").join(" "), &mut faults);
    of_limits(flow, &told("Kommunens egne frister"), &mut faults);
    let doubts = told("Det er usikkert [?]").join(" ");
    let kept = flow
        .retention
        .as_ref()
        .map(|rule| say(&rule.keep.message(), Language::Danish));
    for wanted in kept.iter().map(String::as_str).chain(["[?]"]) {
        if !doubts.contains(wanted) {
            faults.push(format!("not doubted: {wanted}"));
        }
    }
    faults
}

/// Every act, every day that is known of a source, the text that it was read in, and by when it is to be reviewed.
fn of_sources(flow: &Flow, told: &str, faults: &mut Vec<String>) {
    let lower = told.to_lowercase();
    for law in flow.sources_once() {
        let day = |day| long_date(day, Language::Danish);
        let days = [law.valid_from, law.valid_to, law.reviewed_on, law.review_by];
        let days = days.into_iter().flatten().map(day);
        for wanted in days.chain(law.as_in.clone()).chain([law.act.clone()]) {
            if !lower.contains(&wanted.to_lowercase()) {
                faults.push(format!("source not told: {wanted} of {}", law.short()));
            }
        }
    }
}

/// A row of a table: the limit, how long it is here, how far it may be set, and whose number it is.
struct Row<'r> {
    limit: &'r str,
    here: &'r str,
    range: &'r str,
    whose: &'r str,
}

impl<'r> Row<'r> {
    fn read(line: &'r str) -> Option<Self> {
        let cells: Vec<&str> = line.strip_prefix('|')?.split('|').collect();
        let &[limit, here, range, whose, _] = cells.as_slice() else {
            return None;
        };
        Some(Self {
            limit,
            here,
            range,
            whose,
        })
    }

    /// Whether it is of these lengths, names this limit, and says whose number it is.
    fn tells(&self, limit: &str, here: &[Length], range: Option<&Tunable>) -> bool {
        let says = |cell: &str, length: &Length| cell.contains(&say(&length.message(), Language::Danish));
        let ends = range.map(|range| [range.from, range.to]);
        self.limit.contains(limit)
            && here.iter().all(|length| says(self.here, length))
            && ends.iter().flatten().all(|length| says(self.range, length))
            && SAMPLES.iter().any(|sample| self.whose.contains(sample))
    }
}

/// Each limit that the municipality sets: how long it is here, how far it may go, and whose number it is.
fn of_limits(flow: &Flow, told: &[&str], faults: &mut Vec<String>) {
    let rows: Vec<Row<'_>> = told.iter().filter_map(|line| Row::read(line)).collect();
    let own = flow
        .clocks
        .values()
        .filter(|clock| clock.kind == ClockKind::Municipal);
    let mut any = false;
    for clock in own {
        any = true;
        let title = clock.title.in_language(Language::Danish);
        let limits = limits(flow, clock);
        let by_table = matches!(clock.lasts, Lasts::By(..));
        if by_table && !told.iter().any(|line| line.contains(title)) {
            faults.push(format!("no limit: {title}"));
        }
        let mut find = |limit: &str, here: &[Length], range: Option<&Tunable>| {
            if !rows.iter().any(|row| row.tells(limit, here, range)) {
                faults.push(format!(
                    "no row of {title} with {here:?}, {range:?} and whose sample it is"
                ));
            }
        };
        for rule in &limits.rules {
            find("", &[rule.length], Some(&rule.range));
        }
        if !by_table {
            let (length, range) = limits.lasts.unzip();
            let here: Vec<Length> = clock.target.into_iter().chain(length).collect();
            find(title, &here, range.as_ref());
        }
    }
    if !any && !told.iter().any(|line| line.starts_with(NONE)) {
        faults.push("does not say that there are none of its own".to_owned());
    }
}

#[test]
fn every_readme_tells_a_head_of_department_what_it_must() {
    let mut faults = Vec::new();
    let shipped = shipped();
    assert!(shipped.len() > 10, "{}", shipped.len());
    for (flow, readme, path) in shipped {
        let missing = missing(&flow, &readme);
        faults.extend(missing.into_iter().map(|fault| format!("{path}: {fault}")));
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// What municipalities publish, in the unit of the flow's own limit: three to six months are 13 to 26 weeks.
const PUBLISHED: &[(&str, &str, &[&str])] = &[
    ("voksen-bum", "decide", &["4 weeks", "13 weeks", "26 weeks"]),
    (
        "kompensationsydelse",
        "decide",
        &["4 weeks", "6 weeks", "13 weeks", "26 weeks"],
    ),
    ("rehabilitering", "decide", &["4 weeks", "13 weeks", "26 weeks"]),
    ("klage", "remitted", &["4 weeks"]),
    ("hjaelpemidler", "decide", &["12 months"]),
    ("frister/voksne", "sel_85", &["4 weeks", "13 weeks", "26 weeks"]),
    ("frister/voksne", "sel_96", &["4 weeks", "13 weeks", "26 weeks"]),
    ("frister/voksne", "sel_97", &["2 weeks", "13 weeks", "26 weeks"]),
    ("frister/voksne", "sel_100", &["4 weeks", "13 weeks", "26 weeks"]),
    ("frister/voksne", "sel_107", &["4 weeks", "13 weeks", "26 weeks"]),
    ("frister/voksne", "sel_108", &["4 weeks", "13 weeks", "26 weeks"]),
    ("frister/voksne", "sel_110", &["1 day"]),
    ("frister/voksne", "sel_112", &["12 months"]),
    ("frister/boern-og-tilsyn", "bl_86", &["4 weeks", "6 weeks"]),
    ("frister/boern-og-tilsyn", "bl_87", &["4 weeks", "6 weeks"]),
];

#[test]
fn an_administrator_can_set_what_the_named_municipalities_publish() {
    for (folder, clock, published) in PUBLISHED {
        let flow = runnable(&flows().join(folder).join("flow.yaml")).flow;
        let clock = &flow.clocks[*clock];
        let limits = limits(&flow, clock);
        let rules = limits.rules.iter().map(|rule| &rule.range);
        let ranges: Vec<&Tunable> = limits.lasts.iter().map(|(_, range)| range).chain(rules).collect();
        for length in *published {
            let length: Length = length.parse().unwrap();
            let holds = |range: &&Tunable| {
                let (low, high) = (length.compared(range.from), length.compared(range.to));
                low.is_some_and(Ordering::is_ge) && high.is_some_and(Ordering::is_le)
            };
            assert!(ranges.iter().any(holds), "{folder} {} {length}", clock.id);
        }
    }
}

#[test]
fn what_a_readme_leaves_out_is_found() {
    let (flow, readme, _) = shipped()
        .into_iter()
        .find(|(flow, ..)| flow.id.as_str() == "voksen-bum")
        .unwrap();
    assert_eq!(missing(&flow, &readme), [""; 0]);
    for (taken, instead, found) in [
        ("## Hvorfor", "## Om det", "no part: Hvorfor"),
        ("## Hvem", "### Hvem", "no part: Hvem"),
        ("1. januar 2027", "snart", "1. januar 2027"),
        ("1. juli 1998", "længe", "1. juli 1998"),
        ("forvaltningsloven", "loven", "forvaltningsloven"),
        ("| 8 uger |", "| 9 uger |", "no row of Frist"),
        ("4 uger til 26 uger", "4 uger til 20 uger", "no row of Frist"),
        ("5 år", "nogle år", "not doubted: 5 år"),
    ] {
        let otherwise = readme.replace(taken, instead);
        assert_ne!(otherwise, readme, "{taken}");
        let missing = missing(&flow, &otherwise);
        assert!(
            missing.iter().any(|fault| fault.contains(found)),
            "{taken}: {missing:?}"
        );
    }
    let nameless = SAMPLES
        .iter()
        .fold(readme, |readme, name| readme.replace(name, "en kommune"));
    assert!(missing(&flow, &nameless)[0].contains("whose sample"));
}
