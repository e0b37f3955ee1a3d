//! SVG as it is written: elements, attributes, and text that is never mistaken for either.

use std::fmt::Write;

/// SVG in the making.
#[derive(Debug, Default)]
pub(super) struct Ink(String);

impl Ink {
    /// A whole element without content.
    pub(super) fn empty(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.tag(name, attributes, "/>\n");
    }

    /// The beginning of an element.
    pub(super) fn open(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.tag(name, attributes, ">\n");
    }

    /// The end of an element.
    pub(super) fn close(&mut self, name: &str) {
        // Writing to a text cannot fail.
        let _ = writeln!(self.0, "</{name}>");
    }

    /// An element that holds text.
    pub(super) fn text(&mut self, name: &str, attributes: &[(&str, &str)], text: &str) {
        self.tag(name, attributes, ">");
        self.0.push_str(&escaped(text));
        self.close(name);
    }

    /// A line of letters that begins at a point on its base line.
    pub(super) fn letters(&mut self, class: &str, (x, y): (i32, i32), text: &str) {
        let (x, y) = (x.to_string(), y.to_string());
        self.text("text", &[("class", class), ("x", &x), ("y", &y)], text);
    }

    /// A path.
    pub(super) fn path(&mut self, class: &str, d: &str) {
        self.empty("path", &[("class", class), ("d", d)]);
    }

    /// A rectangle with round corners.
    pub(super) fn rect(&mut self, class: &str, rect: super::Rect, round: i32) {
        let [x, y, width, height, round] =
            [rect.x, rect.y, rect.width, rect.height, round].map(|number| number.to_string());
        self.empty(
            "rect",
            &[
                ("class", class),
                ("x", &x),
                ("y", &y),
                ("width", &width),
                ("height", &height),
                ("rx", &round),
            ],
        );
    }

    /// Something as it is: a style sheet of our own.
    pub(super) fn raw(&mut self, text: &str) {
        self.0.push_str(text);
    }

    /// What was written.
    pub(super) fn done(self) -> String {
        self.0
    }

    fn tag(&mut self, name: &str, attributes: &[(&str, &str)], end: &str) {
        let _ = write!(self.0, "<{name}");
        for (name, value) in attributes {
            let _ = write!(self.0, " {name}=\"{}\"", escaped(value));
        }
        self.0.push_str(end);
    }
}

/// A text in which nothing means anything to XML. Characters that XML cannot hold are left out.
pub(super) fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\n' | '\t' => safe.push(character),
            '\u{FFFE}' | '\u{FFFF}' => {}
            character if character.is_control() => {}
            character => safe.push(character),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_stays_text() {
        let mut ink = Ink::default();
        ink.open("g", &[("class", "a\"b")]);
        ink.letters("name", (1, -2), "<b> & \u{0}æ");
        ink.close("g");
        assert_eq!(
            ink.done(),
            "<g class=\"a&quot;b\">\n<text class=\"name\" x=\"1\" y=\"-2\">&lt;b&gt; &amp; æ</text>\n</g>\n"
        );
    }
}
