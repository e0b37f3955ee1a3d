//! What people wrote, as text in Markdown that is nothing but text.

/// Every sign that could mean something is escaped; lines stay lines.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for one in text.trim().chars() {
        match one {
            '\n' => out.push_str("\\\n"),
            '\t' => out.push(' '),
            control if control.is_control() => {}
            sign if sign.is_ascii_punctuation() => {
                out.push('\\');
                out.push(sign);
            }
            other => out.push(other),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::html::html;
    use super::*;

    #[test]
    fn whatever_a_person_writes_is_shown_and_means_nothing() {
        for (written, shown) in [
            (
                "<script>alert(1)</script>",
                "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n",
            ),
            ("# Nej\n- a\n1. b", "<p># Nej<br />\n- a<br />\n1. b</p>\n"),
            (
                "[her](javascript:x) ![](y) **z**",
                "<p>[her](javascript:x) ![](y) **z**</p>\n",
            ),
            ("{{ citizen }} {% for %}", "<p>{{ citizen }} {% for %}</p>\n"),
            ("    fire\tmellemrum\r", "<p>fire mellemrum</p>\n"),
            ("a &amp; b\\", "<p>a &amp;amp; b\\</p>\n"),
            ("a\n\n---\n\nb", "<p>a<br />\n<br />\n---<br />\n<br />\nb</p>\n"),
        ] {
            assert_eq!(html(&escaped(written)), shown, "{written}");
        }
    }
}
