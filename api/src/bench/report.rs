//! What was measured, as a table and as data, with ratios between runs of the same measurement.

use indicatif::ProgressBar;
use samspil_core::text::{Language, Message};
use serde::Serialize;

use super::bound::{self, Bound};
use super::measure::{Figures, middle};
use crate::words::say;

/// What was measured.
#[derive(Default, Serialize)]
pub(crate) struct Report {
    /// Every run.
    pub(crate) figures: Vec<Figures>,
    /// Ratios between runs, in hundredths.
    pub(crate) ratios: Vec<Ratio>,
    /// From the program's start to the first completed task and the end, in milliseconds.
    pub(crate) cold_start_ms: Option<u64>,
    /// Resident memory of the server.
    pub(crate) memory: Vec<Memory>,
    /// What whoever waits sees; hidden where nobody looks.
    #[serde(skip)]
    pub(crate) bar: Option<ProgressBar>,
    /// How many figures the runs before this one gave.
    #[serde(skip)]
    pub(crate) before: usize,
}

/// How much memory the server held.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub(crate) struct Memory {
    /// Over what, and when.
    pub(crate) what: String,
    /// In MB.
    pub(crate) megabytes: u64,
    /// What it must be.
    pub(crate) bound: Bound,
}

/// The program is ready to work within this, in milliseconds.
const MOST_COLD_MS: u64 = 150;

/// What a ratio must be, in hundredths.
fn bound_of(name: &str, clients: usize) -> Bound {
    match (name, clients) {
        ("engine/bare, per second", 16 | 64) => Bound::AtLeast(60),
        ("engine/bare, p50", 1) => Bound::AtMost(160),
        ("p99/p50", 16) => Bound::AtMost(500),
        ("HTTP/in process, per second", 32) => Bound::AtLeast(75),
        _ => Bound::Beside,
    }
}

/// One run compared with another.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub(crate) struct Ratio {
    /// What is compared.
    name: String,
    /// How many clients at once.
    clients: usize,
    /// The ratio, in hundredths.
    hundredths: u64,
    /// What it must be, in hundredths.
    bound: Bound,
}

fn ratio(place: &str, name: &str, clients: usize, (one, other): (u64, u64)) -> Ratio {
    Ratio {
        name: format!("{place} {name}"),
        clients,
        hundredths: one.saturating_mul(100) / other.max(1),
        bound: bound_of(name, clients),
    }
}

impl Report {
    /// Adds a run, and its ratios to those before it.
    pub(crate) fn add(&mut self, one: Figures) {
        if let Some((place, "in process")) = one.name.split_once(' ') {
            if let Some(bare) = self.find(&format!("{place} bare"), one.clients) {
                let seconds = (one.per_second, bare.per_second);
                let throughput = ratio(place, "engine/bare, per second", one.clients, seconds);
                let halves = (one.p50_us, bare.p50_us);
                let half = ratio(place, "engine/bare, p50", one.clients, halves);
                self.ratios.extend([throughput, half]);
            }
            let slowest = (one.p99_us, one.p50_us);
            self.ratios.push(ratio(place, "p99/p50", one.clients, slowest));
        }
        if let Some((place, "over HTTP")) = one.name.split_once(' ')
            && let Some(inner) = self.find(&format!("{place} in process"), one.clients)
        {
            let seconds = (one.per_second, inner.per_second);
            let over = ratio(place, "HTTP/in process, per second", one.clients, seconds);
            self.ratios.push(over);
        }
        self.keep(one);
    }

    /// Adds a run that is compared with none.
    pub(crate) fn keep(&mut self, one: Figures) {
        if let Some(bar) = &self.bar {
            bar.inc(1);
        }
        self.figures.push(one);
    }

    /// Tells whoever waits what is measured now.
    pub(crate) fn now(&self, what: &str) {
        if let Some(bar) = &self.bar {
            bar.set_message(what.to_owned());
        }
    }

    /// Adds how one figure stands to another.
    pub(crate) fn compare(&mut self, name: String, clients: usize, (one, other): (u64, u64), bound: Bound) {
        let mut compared = ratio("", "", clients, (one, other));
        (compared.name, compared.bound) = (name, bound);
        self.ratios.push(compared);
    }

    /// Several runs of the same measurements as one: of every figure and every ratio, the middle one.
    pub(crate) fn of_runs(runs: Vec<Self>) -> Self {
        let each = |figure: &dyn Fn(&Self) -> Option<u64>| middle(runs.iter().filter_map(figure).collect());
        let Some(first) = runs.first() else {
            return Self::default();
        };
        let figures = first.figures.iter().enumerate().map(|(at, one)| {
            let of =
                |part: fn(&Figures) -> u64| each(&|run| run.figures.get(at).map(part)).unwrap_or_default();
            Figures {
                per_second: of(|one| one.per_second),
                p50_us: of(|one| one.p50_us),
                p99_us: of(|one| one.p99_us),
                ..one.clone()
            }
        });
        let ratios = first.ratios.iter().enumerate().map(|(at, one)| Ratio {
            hundredths: each(&|run| run.ratios.get(at).map(|one| one.hundredths)).unwrap_or_default(),
            ..one.clone()
        });
        let memory = first.memory.iter().enumerate().map(|(at, one)| Memory {
            megabytes: each(&|run| run.memory.get(at).map(|one| one.megabytes)).unwrap_or_default(),
            ..one.clone()
        });
        Self {
            figures: figures.collect(),
            ratios: ratios.collect(),
            cold_start_ms: each(&|run| run.cold_start_ms),
            memory: memory.collect(),
            bar: None,
            before: 0,
        }
    }

    fn find(&self, name: &str, clients: usize) -> Option<&Figures> {
        self.figures
            .iter()
            .find(|one| one.name == name && one.clients == clients)
    }

    /// The table.
    pub(crate) fn lines(&self, language: Language) -> Vec<String> {
        let mut lines = vec![say(&Message::new("bench-head"), language)];
        lines.extend(self.figures.iter().map(|one| {
            format!(
                "{:<28} {:>7} {:>8} {:>9} {:>9} {:>9}",
                one.name, one.clients, one.count, one.per_second, one.p50_us, one.p99_us
            )
        }));
        lines.push(String::new());
        lines.extend(self.ratios.iter().map(|one| {
            let ratio = bound::hundredths(one.hundredths, language);
            let told = bound::told(one.bound, language, bound::hundredths);
            let sign = bound::sign(one.bound.holds(one.hundredths));
            format!("{sign} {:<44} {:>4} {ratio:>7} {told}", one.name, one.clients)
        }));
        if let Some(ms) = self.cold_start_ms {
            let bound = Bound::AtMost(MOST_COLD_MS);
            let said = Message::new("bench-cold-start").with("ms", bound::count(ms));
            lines.push(bound::line(&said, ms, bound, language));
        }
        for one in &self.memory {
            let message = Message::new("bench-memory")
                .with("what", one.what.as_str())
                .with("megabytes", bound::count(one.megabytes));
            lines.push(bound::line(&message, one.megabytes, one.bound, language));
        }
        lines
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figures(name: &str, per_second: u64, p50_us: u64) -> Figures {
        Figures {
            name: name.to_owned(),
            clients: 16,
            count: 10,
            per_second,
            p50_us,
            p99_us: p50_us * 3,
        }
    }

    #[test]
    fn runs_are_compared_with_those_of_the_same_place_and_clients() {
        let mut report = Report::default();
        report.add(figures("sqlite bare", 1_000, 100));
        report.add(figures("sqlite in process", 750, 150));
        report.add(figures("sqlite over HTTP", 600, 200));
        let hundredths: Vec<u64> = report.ratios.iter().map(|one| one.hundredths).collect();
        assert_eq!(hundredths, [75, 150, 300, 80]);
    }

    #[test]
    fn of_several_runs_the_middle_of_every_figure_counts() {
        let run = |per_second: u64, half: u64, cold: u64| {
            let mut report = Report::default();
            report.add(figures("sqlite bare", 1_000, 100));
            report.add(figures("sqlite in process", per_second, half));
            report.cold_start_ms = Some(cold);
            report.memory.push(Memory {
                what: "x".to_owned(),
                megabytes: cold,
                bound: Bound::AtMost(80),
            });
            report
        };
        let one = Report::of_runs(vec![run(500, 300, 20), run(900, 100, 200), run(700, 200, 90)]);
        let figures = one.figures.last().unwrap();
        assert_eq!(
            (figures.per_second, figures.p50_us, figures.p99_us),
            (700, 200, 600)
        );
        let hundredths: Vec<u64> = one.ratios.iter().map(|one| one.hundredths).collect();
        assert_eq!(hundredths, [70, 200, 300]);
        assert_eq!((one.cold_start_ms, one.memory[0].megabytes), (Some(90), 90));
        let lines = one.lines(Language::English);
        let marked: Vec<&String> = lines.iter().filter(|line| line.starts_with('!')).collect();
        assert_eq!(marked.len(), 1, "the memory is past its bound: {lines:#?}");
    }
}
