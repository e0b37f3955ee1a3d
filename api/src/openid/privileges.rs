//! KOMBIT's list of privileges: XML in base64, as the common municipal sign-in and its successors hand it on (OIOSAML
//! Basic Privilege Profile).

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use roxmltree::{Document, ParsingOptions};
use samspil_core::id::TenantId;

/// The longest list, in bytes as it is sent: some hundred privileges with their constraints.
const MAX_BYTES: usize = 64 * 1024;

/// The most elements and texts that are read of a list.
const MAX_NODES: u32 = 10_000;

/// What the scope of a group for a municipality begins with; its number follows.
const SCOPE: &str = "urn:dk:gov:saml:cvrNumberIdentifier:";

/// A privilege that is given for the municipality, with what it is bound to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Privilege {
    /// Its address: `http://SYSTEM/roles/usersystemrole/ROLE/1`.
    pub(super) name: String,
    /// The values of its group's constraints, by the constraint's address.
    pub(super) constraints: BTreeMap<String, Vec<String>>,
}

/// The list is not as it should be.
#[derive(PartialEq, Eq, Debug)]
pub(super) struct Unread;

/// The privileges of a list that are given for this municipality; what is given for others is passed over.
pub(super) fn read(list: &str, tenant: TenantId) -> Result<Vec<Privilege>, Unread> {
    if list.len() > MAX_BYTES {
        return Err(Unread);
    }
    let packed: String = list.chars().filter(|c| !c.is_ascii_whitespace()).collect();
    let xml = BASE64_STANDARD.decode(packed).map_err(|_| Unread)?;
    let xml = String::from_utf8(xml).map_err(|_| Unread)?;
    let options = ParsingOptions {
        allow_dtd: false,
        nodes_limit: MAX_NODES,
        ..ParsingOptions::default()
    };
    let document = Document::parse_with_options(&xml, options).map_err(|_| Unread)?;
    let root = document.root_element();
    if root.tag_name().name() != "PrivilegeList" {
        return Err(Unread);
    }
    let own = format!("{SCOPE}{tenant}");
    let groups = root.children().filter(|node| {
        node.tag_name().name() == "PrivilegeGroup" && node.attribute("Scope") == Some(own.as_str())
    });
    let mut privileges = Vec::new();
    for group in groups {
        let mut constraints: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for constraint in group
            .children()
            .filter(|node| node.tag_name().name() == "Constraint")
        {
            let name = constraint.attribute("Name").ok_or(Unread)?;
            let values = constraint.text().unwrap_or_default().split(',');
            let values = values
                .map(str::trim)
                .filter(|value| !value.is_empty())
                .map(str::to_owned);
            constraints.entry(name.to_owned()).or_default().extend(values);
        }
        let names = group
            .children()
            .filter(|node| node.tag_name().name() == "Privilege")
            .filter_map(|node| node.text());
        privileges.extend(names.map(|name| Privilege {
            name: name.trim().to_owned(),
            constraints: constraints.clone(),
        }));
    }
    Ok(privileges)
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    pub(in crate::openid) const TENANT: TenantId = TenantId(12_345_678);
    pub(in crate::openid) const UNITS: &str = "http://sts.kombit.dk/constraints/orgenhed/1";

    /// A list with one privilege here, bound to these units, and one for another municipality.
    pub(in crate::openid) fn list(privilege: &str, units: &str) -> String {
        BASE64_STANDARD.encode(format!(
            r#"<?xml version="1.0" encoding="UTF-8"?>
<bpp:PrivilegeList xmlns:bpp="http://itst.dk/oiosaml/basic_privilege_profile">
  <PrivilegeGroup Scope="urn:dk:gov:saml:cvrNumberIdentifier:12345678">
    <Constraint Name="{UNITS}">{units}</Constraint>
    <Privilege>{privilege}</Privilege>
  </PrivilegeGroup>
  <PrivilegeGroup Scope="urn:dk:gov:saml:cvrNumberIdentifier:87654321">
    <Privilege>http://samspil.example/roles/usersystemrole/administrator/1</Privilege>
  </PrivilegeGroup>
</bpp:PrivilegeList>"#
        ))
    }

    #[test]
    fn only_what_is_given_for_the_municipality_counts() {
        let privileges = read(&list("http://samspil.example/staff", " a, b ,"), TENANT).unwrap();
        let expected = Privilege {
            name: "http://samspil.example/staff".to_owned(),
            constraints: BTreeMap::from([(UNITS.to_owned(), vec!["a".to_owned(), "b".to_owned()])]),
        };
        assert_eq!(privileges, [expected]);
        assert_eq!(read(&list("p", ""), TenantId(11_111_111)), Ok(vec![]));
    }

    #[test]
    fn what_is_no_list_gives_nothing() {
        let packed = |xml: &str| BASE64_STANDARD.encode(xml);
        let many = format!("<PrivilegeList>{}</PrivilegeList>", "<a/>".repeat(10_001));
        for list in [
            "",
            "%%%",
            &packed("no xml"),
            &packed("<Assertion/>"),
            &packed("<!DOCTYPE a [<!ENTITY b \"c\">]><PrivilegeList>&b;</PrivilegeList>"),
            &packed(&many),
            &"QUJD".repeat(MAX_BYTES),
        ] {
            assert_eq!(read(list, TENANT), Err(Unread), "{:.60}", list);
        }
    }
}
