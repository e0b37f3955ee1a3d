//! A filled text as HTML: headings below the page's own, paragraphs, lists and emphasis.

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd, html::push_html};

/// The HTML of a text in Markdown. Markup of another kind is shown as the text that it is; links and pictures are not
/// followed.
pub(super) fn html(text: &str) -> String {
    let parser = Parser::new_ext(text, Options::empty());
    let events = parser.filter_map(|event| match event {
        Event::Html(text) | Event::InlineHtml(text) => Some(Event::Text(text)),
        Event::Start(Tag::HtmlBlock | Tag::Link { .. } | Tag::Image { .. })
        | Event::End(TagEnd::HtmlBlock | TagEnd::Link | TagEnd::Image) => None,
        Event::Start(Tag::Heading { level, .. }) => Some(Event::Start(Tag::Heading {
            level: below(level),
            id: None,
            classes: Vec::new(),
            attrs: Vec::new(),
        })),
        Event::End(TagEnd::Heading(level)) => Some(Event::End(TagEnd::Heading(below(level)))),
        other => Some(other),
    });
    let mut out = String::with_capacity(text.len());
    push_html(&mut out, events);
    out
}

/// The page has the first heading.
const fn below(level: HeadingLevel) -> HeadingLevel {
    match level {
        HeadingLevel::H1 | HeadingLevel::H2 => HeadingLevel::H2,
        _ => HeadingLevel::H3,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_lie_below_the_pages_own_and_no_markup_comes_through() {
        for (text, expected) in [
            ("# A\n\n## B\n\n### C\n", "<h2>A</h2>\n<h2>B</h2>\n<h3>C</h3>\n"),
            (
                "<b>a</b>\n\n<div>\nx\n</div>\n",
                "<p>&lt;b&gt;a&lt;/b&gt;</p>\n&lt;div&gt;\nx\n&lt;/div&gt;\n",
            ),
            ("[a](http://b) ![c](d)", "<p>a c</p>\n"),
            ("- a\n- b\n", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n"),
        ] {
            assert_eq!(html(text), expected);
        }
    }
}
