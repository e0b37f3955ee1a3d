//! One column of a table, cut where its cells cut it: between two cuts every rule fits or does not.

use rust_decimal::Decimal;

use super::bits::Bits;
use super::line::{Key, Line};
use super::set::{Cut, Grain, Range, Set};

/// A text that no rule speaks of, in a witness, is made of this letter.
const OTHER: &str = "x";

/// A column, cut into parts.
#[derive(Clone, Debug)]
pub(super) struct Axis {
    places: Places,
    pub(super) parts: Vec<Part>,
    /// Rules that fit whatever the value is.
    pub(super) always: Bits,
    /// Rules that fit some value.
    pub(super) ever: Bits,
}

#[derive(Clone, Debug)]
enum Places {
    /// The parts lie before, between and after these.
    Cuts(Vec<Cut>, Grain),
    /// A part for each of these, rising; one more for every other, where there are others.
    Names(Vec<String>),
}

/// A part of a column.
#[derive(Clone, Debug)]
pub(super) struct Part {
    /// The rules that fit here.
    pub(super) fits: Bits,
    /// Whether the table is made for it.
    pub(super) inside: bool,
}

impl Axis {
    /// Cuts a column. `cells` has what each rule fits, none for anything; `of` what the table is made for.
    pub(super) fn cut(line: &Line, of: &Set, cells: &[Option<Set>]) -> Self {
        let whole = line.whole();
        let speak = cells.iter().flatten().chain([of, &whole]);
        let (places, parts) = if line.has_order() {
            let ranges = speak.flat_map(|set| match set {
                Set::Ranges(ranges) => ranges.as_slice(),
                Set::Names { .. } => &[],
            });
            ordered(line, of, &whole, ranges, cells)
        } else {
            let names = speak.flat_map(|set| match set {
                Set::Names { names, .. } => names.iter().cloned().collect(),
                Set::Ranges(_) => Vec::new(),
            });
            named(of, &whole, names.collect(), cells)
        };
        let mut axis = Self {
            places,
            parts,
            always: Bits::all(cells.len()),
            ever: Bits::none(cells.len()),
        };
        for part in axis.parts.iter().filter(|part| part.inside) {
            axis.always.keep(&part.fits);
            axis.ever.join(&part.fits);
        }
        axis
    }

    /// The part that a value lies in; none where there is none, as a changed flow may leave it.
    pub(super) fn part(&self, key: Key<'_>) -> Option<usize> {
        match (&self.places, key) {
            (Places::Cuts(cuts, _), Key::Number(number)) => {
                Some(cuts.partition_point(|cut| *cut <= Cut::before(number)))
            }
            (Places::Names(names), Key::Name(name)) => {
                match names.binary_search_by(|other| (**other).cmp(name)) {
                    Ok(place) => Some(place),
                    Err(_) => (self.parts.len() > names.len()).then_some(names.len()),
                }
            }
            _ => None,
        }
    }

    /// A value of a part, to show people.
    pub(super) fn sample(&self, part: usize) -> Sample {
        match &self.places {
            Places::Names(names) => Sample::Name(names.get(part).cloned().unwrap_or_else(|| {
                let longest = names.iter().map(|name| name.chars().count()).max();
                OTHER.repeat(longest.unwrap_or_default() + 1)
            })),
            Places::Cuts(cuts, grain) => {
                let from = part.checked_sub(1).and_then(|before| cuts.get(before));
                Sample::Number(between(
                    from.copied().unwrap_or(Cut::Start),
                    cuts.get(part).copied().unwrap_or(Cut::End),
                    *grain,
                ))
            }
        }
    }

    /// How far a part lies from the middle: what lies between values that the table names is looked at first.
    pub(super) fn is_outermost(&self, part: usize) -> bool {
        matches!(self.places, Places::Cuts(..)) && (part == 0 || part + 1 == self.parts.len())
    }
}

/// A value of a part.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Sample {
    Number(Decimal),
    Name(String),
}

impl Sample {
    pub(super) fn key(&self) -> Key<'_> {
        match self {
            Self::Number(number) => Key::Number(*number),
            Self::Name(name) => Key::Name(name),
        }
    }
}

fn ordered<'s>(
    line: &Line,
    of: &Set,
    whole: &Set,
    ranges: impl Iterator<Item = &'s Range>,
    cells: &[Option<Set>],
) -> (Places, Vec<Part>) {
    let mut cuts: Vec<Cut> = ranges.flat_map(|range| [range.from, range.to]).collect();
    cuts.retain(|cut| matches!(cut, Cut::At(..)));
    cuts.sort_unstable();
    cuts.dedup();
    let starts = std::iter::once(Cut::Start).chain(cuts.iter().copied());
    let ends = cuts.iter().copied().chain([Cut::End]);
    let mut parts: Vec<Part> = starts
        .zip(ends)
        .map(|(from, to)| Part {
            fits: Bits::none(cells.len()),
            inside: of.fits_between(from, to) && whole.fits_between(from, to),
        })
        .collect();
    let place = |cut: Cut| match cut {
        Cut::Start => 0,
        cut => cuts.partition_point(|other| *other < cut) + 1,
    };
    for (rule, cell) in cells.iter().enumerate() {
        let all = [Range::ALL];
        let ranges = match cell {
            Some(Set::Ranges(ranges)) => ranges.as_slice(),
            Some(Set::Names { .. }) => &[],
            None => &all,
        };
        for range in ranges {
            let end = if range.to == Cut::End {
                parts.len()
            } else {
                place(range.to)
            };
            for part in parts.get_mut(place(range.from)..end).unwrap_or_default() {
                part.fits.add(rule);
            }
        }
    }
    (Places::Cuts(cuts, line.grain()), parts)
}

fn named(of: &Set, whole: &Set, mut names: Vec<String>, cells: &[Option<Set>]) -> (Places, Vec<Part>) {
    names.sort_unstable();
    names.dedup();
    let part = |fits: &dyn Fn(&Set) -> bool| {
        let mut bits = Bits::none(cells.len());
        for (rule, cell) in cells.iter().enumerate() {
            if cell.as_ref().is_none_or(fits) {
                bits.add(rule);
            }
        }
        Part {
            fits: bits,
            inside: fits(of) && fits(whole),
        }
    };
    let mut parts: Vec<Part> = names
        .iter()
        .map(|name| part(&|set| set.fits_name(name)))
        .collect();
    if whole.fits_others() {
        parts.push(part(&Set::fits_others));
    }
    (Places::Names(names), parts)
}

/// A number between two cuts; whole where there is a whole one.
fn between(from: Cut, to: Cut, grain: Grain) -> Decimal {
    let step = match grain {
        Grain::Steps(step) => step,
        Grain::Dense => Decimal::ONE,
    };
    match (from, to) {
        (Cut::At(number, false), _) => number,
        (_, Cut::At(number, true)) if from == Cut::Start => number,
        (Cut::At(low, true), Cut::At(high, _)) => {
            let next = low.floor().checked_add(Decimal::ONE);
            next.filter(|next| *next < high)
                .or_else(|| low.checked_add(high).map(|sum| (sum / Decimal::TWO).normalize()))
                .unwrap_or(low)
        }
        (Cut::At(number, true), _) => number.checked_add(step).unwrap_or(number),
        (_, Cut::At(number, false)) => number.checked_sub(step).unwrap_or(number),
        _ => Decimal::ZERO,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::guard::kind::Number;

    fn whole(text: &str) -> Range {
        let (from, to) = text.split_once("..").unwrap();
        let number = |text: &str| text.parse::<Decimal>().ok();
        Range {
            from: number(from).map_or(Cut::Start, Cut::before),
            to: number(to).map_or(Cut::End, |to| Grain::Steps(Decimal::ONE).after(to)),
        }
    }

    #[test]
    fn every_number_lies_in_one_part_and_its_sample_does_too() {
        let line = Line::Number(Number::Integer);
        let cells = ["..17", "18..66", "60.."].map(|text| Some(Set::ranges(vec![whole(text)])));
        let axis = Axis::cut(&line, &line.whole(), &cells);
        for (number, rules) in [
            (-5, vec![0]),
            (17, vec![0]),
            (18, vec![1]),
            (60, vec![1, 2]),
            (66, vec![1, 2]),
            (67, vec![2]),
        ] {
            let part = axis.part(Key::Number(number.into())).unwrap();
            assert_eq!(
                axis.parts[part].fits.iter().collect::<Vec<_>>(),
                rules,
                "{number}"
            );
        }
        for part in 0..axis.parts.len() {
            assert_eq!(axis.part(axis.sample(part).key()), Some(part));
        }
        assert!(axis.always.is_empty());
    }

    #[test]
    fn samples_of_dense_numbers_lie_strictly_between() {
        let at = |number: &str, after| Cut::At(number.parse().unwrap(), after);
        for (from, to, expected) in [
            (at("1", true), at("2", false), "1.5"),
            (at("1", true), at("9", false), "2"),
            (at("1.5", true), at("1.6", false), "1.55"),
            (at("3", true), Cut::End, "4"),
            (Cut::Start, at("3", false), "2"),
            (Cut::Start, at("3", true), "3"),
            (at("3", false), at("3", true), "3"),
            (Cut::Start, Cut::End, "0"),
        ] {
            let sample = between(from, to, Grain::Dense);
            assert_eq!(sample, expected.parse().unwrap());
            assert!(from <= Cut::before(sample) && Cut::At(sample, true) <= to);
        }
    }
}
