//! Nothing is read for its meaning that does not lie in the repository.

use super::every;

/// Pages that lie elsewhere, without their ending: whoever has only the repository cannot look them up. A sentence names the
/// law, or the line of `flows/lines.csv`.
const ELSEWHERE: [&str; 4] = ["domain", "design", "reliability", "peers"];

/// A folder beside the repository; its two parts stand apart, so that this file does not name it.
const BESIDE: [&str; 2] = ["..", "shared"];

/// The pages that a text names, and the folder.
fn named(text: &str) -> Vec<String> {
    let pages = ELSEWHERE.iter().map(|page| format!("{page}.md"));
    let stands = |name: &String| {
        text.match_indices(name.as_str()).any(|(at, _)| {
            let before = text[..at].chars().next_back();
            before.is_none_or(|c| !c.is_alphanumeric() && c != '_' && c != '-')
        })
    };
    pages
        .chain([BESIDE.join("/")])
        .filter(stands)
        .map(|name| format!("{name} is not in the repository"))
        .collect()
}

#[test]
fn no_page_is_named_that_is_not_in_the_repository() {
    for ending in ["rs", "md", "ftl", "sql", "mjs"] {
        every(ending, |_, text| named(text));
    }
    assert_eq!(named(&format!("({}.md B.6)", ELSEWHERE[0])).len(), 1);
    assert_eq!(named(&format!("a/{}.md", ELSEWHERE[1])).len(), 1);
    assert_eq!(named(&format!("`../{}/vectors`", BESIDE.join("/"))).len(), 1);
    assert!(named(&format!("re{0}.md and sub-{0}.md", ELSEWHERE[1])).is_empty());
}
