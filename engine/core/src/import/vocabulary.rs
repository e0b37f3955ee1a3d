//! The languages that models come in, and which of them a file is written in.

use super::codes::VOCABULARY;
use super::{Element, Finding, Imported, Xml, text_of};
use crate::text::Message;

/// A language that models are drawn in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Vocabulary {
    /// DCR graphs, as the DCR portal and dcr-js save them.
    Dcr,
    /// CMMN 1.1.
    Cmmn,
}

/// What the namespaces of CMMN end with: 1.1, the version before and the drafts between them, which tools still name.
const CMMN_MODEL: &str = "/MODEL";

/// The namespace of dcr-js.
pub(super) const DCR_JS_NAMESPACE: &str = "http://tk/schema/dcr";

impl Vocabulary {
    /// What people call it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Dcr => "DCR",
            Self::Cmmn => "CMMN 1.1",
        }
    }

    fn is_of(self, root: Element<'_>) -> bool {
        let name = root.tag_name();
        let namespace = name.namespace().unwrap_or_default();
        match self {
            Self::Dcr => {
                (namespace.is_empty() && name.name() == "dcrgraph")
                    || (namespace == DCR_JS_NAMESPACE && name.name() == "definitions")
            }
            Self::Cmmn if namespace.is_empty() => {
                // There are tools that write no namespace at all.
                let case = |inner: Element<'_>| inner.tag_name().name() == "case";
                name.name() == "definitions" && root.children().any(case)
            }
            Self::Cmmn => {
                let begins = super::cmmn::NAMESPACES
                    .iter()
                    .any(|own| namespace.starts_with(own));
                let own = begins && namespace.ends_with(CMMN_MODEL);
                own && name.name() == "definitions"
            }
        }
    }
}

/// Makes a flow file of a model; `called` is what it is called where it does not say so itself, often its file's name.
#[must_use]
pub fn import(vocabulary: Vocabulary, called: &str, bytes: Vec<u8>) -> Imported {
    match text_of(bytes).and_then(|text| read(vocabulary, called, &text)) {
        Ok(imported) => imported,
        Err(finding) => Imported {
            flow: None,
            others: Vec::new(),
            findings: vec![*finding],
        },
    }
}

fn read(vocabulary: Vocabulary, called: &str, text: &str) -> Result<Imported, Box<Finding>> {
    let xml = Xml::read(text)?;
    let root = xml.root();
    if !vocabulary.is_of(root) {
        let name = root.tag_name();
        let found = match name.namespace() {
            Some(namespace) => format!("<{}> ({namespace})", name.name()),
            None => format!("<{}>", name.name()),
        };
        let what = Message::new("import-vocabulary")
            .with("wanted", vocabulary.name())
            .with("found", found);
        let finding = Finding::error(VOCABULARY, root.attribute("id"), xml.place(root), what);
        return Err(Box::new(finding.hinting(Message::new("import-vocabulary-hint"))));
    }
    match vocabulary {
        Vocabulary::Dcr => Ok(super::dcr::import(&xml, called)),
        Vocabulary::Cmmn => Ok(super::cmmn::import(&xml)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_in_another_language_is_refused_with_what_it_begins_with() {
        let bpmn = "<definitions id='d' xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL'/>";
        for (vocabulary, text, found) in [
            (Vocabulary::Dcr, bpmn, "BPMN"),
            (Vocabulary::Cmmn, bpmn, "BPMN"),
            (Vocabulary::Cmmn, "<dcrgraph/>", "<dcrgraph>"),
            (
                Vocabulary::Cmmn,
                "<definitions><decision/></definitions>",
                "<definitions>",
            ),
            (Vocabulary::Dcr, "<html/>", "<html>"),
        ] {
            let imported = import(vocabulary, "", text.as_bytes().to_vec());
            let [finding] = imported.findings.as_slice() else {
                panic!("{text}")
            };
            assert_eq!((finding.code, imported.flow), (VOCABULARY, None));
            let said = finding.what.say(crate::text::Language::English);
            assert!(said.contains(found) && said.contains(vocabulary.name()), "{said}");
        }
    }
}
