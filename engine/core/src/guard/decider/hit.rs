//! Which rules fit, and which of them decides.

use rust_decimal::Decimal;

use super::bits::{Bits, WORD_BITS, ones};
use super::{Came, Decider, Spot};
use crate::flow::Hit;
use crate::guard::datum::Datum;

/// How a rule stands to what is asked.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Stands {
    Fits,
    /// It fits for some of the values that are not known.
    May,
}

impl Decider {
    /// The rule that decides, where the table has one rule decide.
    pub(super) fn one(&self, spots: &[Spot]) -> Came {
        if spots.contains(&Spot::Outside) {
            return Came::Unknown;
        }
        match self.hit {
            Hit::Priority => self.first_ranked(spots),
            Hit::First => match self.fitting(spots).next() {
                Some((rule, Stands::Fits)) => Came::Rule(rule),
                Some((_, Stands::May)) => Came::Unknown,
                None => self.no_rule(),
            },
            // Rules that fit the same say the same, or there are none: any that fits for sure decides.
            _ => {
                let mut may = false;
                for (rule, stands) in self.fitting(spots) {
                    match stands {
                        Stands::Fits => return Came::Rule(rule),
                        Stands::May => may = true,
                    }
                }
                if may { Came::Unknown } else { self.no_rule() }
            }
        }
    }

    const fn no_rule(&self) -> Came {
        if self.otherwise.is_some() {
            Came::Otherwise
        } else {
            Came::Nothing
        }
    }

    fn first_ranked(&self, spots: &[Spot]) -> Came {
        let mut standing: Vec<Option<Stands>> = vec![None; self.rules.len()];
        for (rule, stands) in self.fitting(spots) {
            if let Some(place) = standing.get_mut(rule) {
                *place = Some(stands);
            }
        }
        for rule in &self.ranks {
            match standing.get(*rule) {
                Some(Some(Stands::Fits)) => return Came::Rule(*rule),
                Some(Some(Stands::May)) => return Came::Unknown,
                _ => {}
            }
        }
        self.no_rule()
    }

    /// Every rule that fits, from the top; none where nobody can tell of one of them.
    pub(super) fn all(&self, spots: &[Spot]) -> Option<Vec<usize>> {
        if spots.contains(&Spot::Outside) {
            return None;
        }
        self.fitting(spots)
            .map(|(rule, stands)| (stands == Stands::Fits).then_some(rule))
            .collect()
    }

    /// Every rule that fits, in the order that the table says.
    pub(super) fn ranked(&self, spots: &[Spot]) -> Option<Vec<usize>> {
        let rules = self.all(spots)?;
        if self.hit != Hit::OutputOrder {
            return Some(rules);
        }
        let mut fits = Bits::none(self.rules.len());
        rules.iter().for_each(|rule| fits.add(*rule));
        Some(
            self.ranks
                .iter()
                .copied()
                .filter(|rule| fits.has(*rule))
                .collect(),
        )
    }

    /// The one value that is made of all rules that fit.
    pub(super) fn made_one<'a>(&'a self, output: &str, spots: &[Spot]) -> Option<Datum<'a>> {
        let rules = self.all(spots)?;
        if self.hit == Hit::Count {
            return Some(Datum::Number(Decimal::from(rules.len())));
        }
        if let (true, Some(otherwise)) = (rules.is_empty(), &self.otherwise) {
            return otherwise.given(output);
        }
        let mut given = rules
            .iter()
            .filter_map(|rule| self.rules.get(*rule)?.given(output));
        match self.hit {
            Hit::Sum => given
                .try_fold(Decimal::ZERO, |sum, one| match one {
                    Datum::Number(number) => sum.checked_add(number),
                    _ => None,
                })
                .map(Datum::Number),
            Hit::Min => given.reduce(|best, one| if precedes(one, best) { one } else { best }),
            _ => given.reduce(|best, one| if precedes(best, one) { one } else { best }),
        }
    }

    /// The rules that fit for sure or may, from the top.
    fn fitting<'s>(&'s self, spots: &'s [Spot]) -> impl Iterator<Item = (usize, Stands)> + 's {
        let words = self.rules.len().div_ceil(WORD_BITS);
        (0..words).flat_map(move |index| {
            let every = Bits::whole_word(self.rules.len(), index);
            let (mut sure, mut may) = (every, every);
            for (axis, spot) in self.axes.iter().zip(spots) {
                let (fits, could) = match spot {
                    Spot::In(part) => axis
                        .parts
                        .get(*part)
                        .map_or((0, 0), |part| (part.fits.word(index), part.fits.word(index))),
                    Spot::Unknown => (axis.always.word(index), axis.ever.word(index)),
                    Spot::Outside => (0, 0),
                };
                sure &= fits;
                may &= could;
            }
            ones(may).map(move |bit| {
                let stands = if sure & (1 << bit) == 0 {
                    Stands::May
                } else {
                    Stands::Fits
                };
                (index * WORD_BITS + bit, stands)
            })
        })
    }
}

fn precedes(left: Datum<'_>, right: Datum<'_>) -> bool {
    match (left, right) {
        (Datum::Number(left), Datum::Number(right)) => left < right,
        (Datum::Date(left), Datum::Date(right)) => left < right,
        (Datum::Time(left), Datum::Time(right)) => left < right,
        _ => false,
    }
}
