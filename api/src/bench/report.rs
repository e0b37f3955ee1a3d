//! What was measured, as a table and as data, with ratios between runs of the same measurement.

use samspil_core::text::{Language, Message};
use serde::Serialize;

use super::measure::Figures;
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
    /// Resident memory of the server in MB, by what it held.
    pub(crate) memory: Vec<(String, u64)>,
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
}

fn ratio(name: &str, clients: usize, one: u64, other: u64) -> Ratio {
    Ratio {
        name: name.to_owned(),
        clients,
        hundredths: one.saturating_mul(100) / other.max(1),
    }
}

impl Report {
    /// Adds a run, and its ratios to those before it.
    pub(crate) fn add(&mut self, one: Figures) {
        if let Some((place, "in process")) = one.name.split_once(' ') {
            if let Some(bare) = self.find(&format!("{place} bare"), one.clients) {
                let throughput = ratio(
                    &format!("{place} engine/bare, per second"),
                    one.clients,
                    one.per_second,
                    bare.per_second,
                );
                let middle = ratio(
                    &format!("{place} engine/bare, p50"),
                    one.clients,
                    one.p50_us,
                    bare.p50_us,
                );
                self.ratios.extend([throughput, middle]);
            }
            self.ratios.push(ratio(
                &format!("{place} p99/p50"),
                one.clients,
                one.p99_us,
                one.p50_us,
            ));
        }
        if let Some((place, "over HTTP")) = one.name.split_once(' ')
            && let Some(inner) = self.find(&format!("{place} in process"), one.clients)
        {
            let over = ratio(
                &format!("{place} HTTP/in process, per second"),
                one.clients,
                one.per_second,
                inner.per_second,
            );
            self.ratios.push(over);
        }
        self.figures.push(one);
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
            format!(
                "{:<44} {:>4} {:>4}.{:02}",
                one.name,
                one.clients,
                one.hundredths / 100,
                one.hundredths % 100
            )
        }));
        if let Some(ms) = self.cold_start_ms {
            let ms = i64::try_from(ms).unwrap_or(i64::MAX);
            lines.push(say(&Message::new("bench-cold-start").with("ms", ms), language));
        }
        for (what, megabytes) in &self.memory {
            let megabytes = i64::try_from(*megabytes).unwrap_or(i64::MAX);
            let message = Message::new("bench-memory")
                .with("what", what.as_str())
                .with("megabytes", megabytes);
            lines.push(say(&message, language));
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
}
