//! Elements of a CMMN model, whatever tool wrote them.

use crate::import::Element;

/// The beginning of CMMN's own namespaces; everything else is a tool's.
const CMMN: &str = "http://www.omg.org/spec/CMMN/";

/// Whether an element is CMMN's own, not a tool's.
pub(super) fn is_own(element: &Element<'_>) -> bool {
    let namespace = element.tag_name().namespace().unwrap_or_default();
    element.is_element() && namespace.starts_with(CMMN)
}

/// The elements directly in this one.
pub(super) fn inside<'x>(element: Element<'x>) -> impl Iterator<Item = Element<'x>> {
    element.children().filter(is_own)
}

/// Those of this name directly in this one.
pub(super) fn named<'x>(element: Element<'x>, name: &'static str) -> impl Iterator<Item = Element<'x>> {
    inside(element).filter(move |inner| inner.tag_name().name() == name)
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
    let found = all.find(|attribute| attribute.namespace().is_some() && attribute.name() == name)?;
    Some(found.value().trim()).filter(|value| !value.is_empty())
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
        .map(words)
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
