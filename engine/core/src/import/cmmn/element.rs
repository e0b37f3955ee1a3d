//! Elements of a CMMN model, whatever tool wrote them.

use crate::import::Element;

/// The beginnings of CMMN's own namespaces, as it should be and as some tools write it; everything else is a tool's.
pub(in crate::import) const CMMN: [&str; 2] =
    ["http://www.omg.org/spec/CMMN/", "https://www.omg.org/spec/CMMN/"];

/// The namespace in which XML says what an element is.
const INSTANCE: &str = "http://www.w3.org/2001/XMLSchema-instance";

/// Elements that say only by their type what they are, as CMMN 1.0 allows, and what they may be.
const TYPED: [(&str, &[&str]); 3] = [
    (
        "planItemDefinition",
        &[
            "stage",
            "planFragment",
            "task",
            "humanTask",
            "processTask",
            "caseTask",
            "decisionTask",
            "milestone",
            "event",
            "timerEvent",
            "userEvent",
        ],
    ),
    ("tableItem", &["discretionaryItem", "planningTable"]),
    ("onPart", &["planItemOnPart", "caseFileItemOnPart"]),
];

/// Whether an element is CMMN's own, not a tool's. Models without any namespace have none for CMMN either.
pub(super) fn is_own(element: &Element<'_>) -> bool {
    let namespace = element.tag_name().namespace();
    element.is_element()
        && namespace.is_none_or(|namespace| CMMN.iter().any(|own| namespace.starts_with(own)))
}

/// What an element is: its name, or its type where only that says so.
pub(super) fn tag<'x>(element: Element<'x>) -> &'x str {
    let name = element.tag_name().name();
    let Some((_, types)) = TYPED.iter().find(|(typed, _)| *typed == name) else {
        return name;
    };
    let said = element.attribute((INSTANCE, "type")).unwrap_or_default();
    let said = said.rsplit(':').next().unwrap_or(said);
    let said = said.strip_prefix('t').unwrap_or(said);
    types
        .iter()
        .find(|known| known.eq_ignore_ascii_case(said))
        .copied()
        .unwrap_or(name)
}

/// The elements directly in this one.
pub(super) fn inside<'x>(element: Element<'x>) -> impl Iterator<Item = Element<'x>> {
    element.children().filter(is_own)
}

/// Those of this name directly in this one.
pub(super) fn named<'x>(element: Element<'x>, name: &'static str) -> impl Iterator<Item = Element<'x>> {
    inside(element).filter(move |inner| tag(*inner) == name)
}

/// The first of this name directly in this one.
pub(super) fn first<'x>(element: Element<'x>, name: &'static str) -> Option<Element<'x>> {
    named(element, name).next()
}

/// One of CMMN's own attributes; nothing where it is empty.
pub(super) fn attribute<'x>(element: Element<'x>, name: &str) -> Option<&'x str> {
    let value = element.attribute(name)?.trim();
    Some(value).filter(|value| !value.is_empty())
}

/// An attribute that a tool added under this name, in whatever namespace; nothing where it is empty.
pub(super) fn added<'x>(element: Element<'x>, name: &str) -> Option<&'x str> {
    let mut all = element.attributes();
    let found = all.find(|attribute| is_added(attribute) && attribute.name() == name)?;
    Some(found.value().trim()).filter(|value| !value.is_empty())
}

/// Whether a tool added an attribute.
pub(super) fn is_added(attribute: &roxmltree::Attribute<'_, '_>) -> bool {
    attribute
        .namespace()
        .is_some_and(|namespace| namespace != INSTANCE)
}

/// The id of an element; empty where it has none.
pub(super) fn id<'x>(element: Element<'x>) -> &'x str {
    attribute(element, "id").unwrap_or_default()
}

/// The whole text in an element, without what lies in it.
pub(super) fn words(element: Element<'_>) -> String {
    let texts = element.children().filter(roxmltree::Node::is_text);
    let text: String = texts.filter_map(|text| text.text()).collect();
    text.trim().to_owned()
}

/// What is written about an element.
pub(super) fn documentation(element: Element<'_>) -> Option<String> {
    let text = named(element, "documentation")
        .flat_map(|text| [words(text), first(text, "text").map(words).unwrap_or_default()])
        .find(|text| !text.is_empty());
    text.or_else(|| attribute(element, "description").map(str::to_owned))
}

/// Elements that tools added to this one.
pub(super) fn extensions<'x>(element: Element<'x>) -> impl Iterator<Item = Element<'x>> {
    let own = named(element, "extensionElements");
    own.flat_map(|extensions| extensions.children().filter(Element::is_element))
}

/// Names in one attribute, with blanks or commas between.
pub(super) fn list(value: Option<&str>) -> impl Iterator<Item = &str> {
    let names = value.unwrap_or_default().split([' ', ',', '\n', '\t']);
    names.filter(|name| !name.is_empty())
}
