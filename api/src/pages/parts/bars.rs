//! Figures as bars: each with its name and its number in words, so that the bars only help. The same figures stand in a table
//! beside them.

use askama::Template;

/// How wide the widest bar is, in the units of its drawing.
const WIDTH: u64 = 1_000;

/// One bar, and a paler one behind it that it is a part of, or that is longer.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Bar {
    /// What it is of.
    pub(crate) name: String,
    /// The number in words.
    pub(crate) said: String,
    /// How long it is.
    pub(crate) value: u64,
    /// How long the paler one behind it is.
    pub(crate) behind: u64,
}

/// Bars with a title.
#[derive(Template, Clone, Debug)]
#[template(path = "parts/bars.html")]
pub(crate) struct Bars {
    /// What they show.
    pub(crate) title: String,
    /// The bars.
    pub(crate) bars: Vec<Bar>,
}

impl Bars {
    /// The length of a bar in its drawing: of the longest all of it.
    fn length(&self, value: &u64) -> u64 {
        let longest = self.bars.iter().map(|bar| bar.value.max(bar.behind)).max();
        let longest = longest.unwrap_or_default().max(1);
        let length = u128::from(*value) * u128::from(WIDTH) / u128::from(longest);
        u64::try_from(length).unwrap_or(WIDTH)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_bar_has_all_of_the_width() {
        let bar = |value, behind| Bar {
            name: "<b>".to_owned(),
            said: "3 dage".to_owned(),
            value,
            behind,
        };
        let bars = Bars {
            title: "Ventetid".to_owned(),
            bars: vec![bar(3, 12), bar(0, 6)],
        };
        let lengths: Vec<u64> = [3, 12, 0, 6].iter().map(|value| bars.length(value)).collect();
        assert_eq!(lengths, [250, 1_000, 0, 500]);
        let html = bars.to_string();
        assert!(!html.contains("<b>") && html.contains("3 dage"), "{html}");
        let none = Bars {
            bars: vec![bar(0, 0)],
            ..bars
        };
        assert_eq!(none.length(&0), 0);
    }
}
