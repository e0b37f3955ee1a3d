//! `samspil bill`: what the program is built of, as a CycloneDX 1.6 bill of materials. It is made of the lock files that the
//! program was built by, which it carries, so that it tells of itself wherever it runs.

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use serde_json::{Value, json};

use crate::language::{Answer, Told};

/// The crates that the program links on Linux, with their licences; `tests/src/bill.rs` holds it to what cargo says.
const CRATES: &str = include_str!("crates.csv");

/// Every crate that was locked, with its sum.
const LOCK: &str = include_str!("../../../Cargo.lock");

/// What the pages load, with licences and sums; what only bundles it is marked.
const NPM: &str = include_str!("../../web/package-lock.json");

/// Where the packages of npm's lock file lie, before their names.
const NPM_FOLDER: &str = "node_modules/";

/// The bill; it holds no sentence in any language.
pub(crate) fn answer() -> Answer {
    let json = bill()?;
    let text = serde_json::to_string_pretty(&json).map_err(|error| error.to_string())?;
    Ok(Told {
        lines: vec![text],
        json,
    })
}

fn bill() -> Result<Value, String> {
    let mut components = crates();
    components.extend(packages()?);
    Ok(json!({
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": {
            "type": "application",
            "bom-ref": "samspil",
            "name": "samspil",
            "version": env!("CARGO_PKG_VERSION"),
            "licenses": [{"expression": env!("CARGO_PKG_LICENSE")}],
        }},
        "components": components,
    }))
}

/// A component; `found` is its address among all packages (purl), `sum` an algorithm and its hexadecimal digits.
fn component(
    (name, version): (&str, &str),
    found: &str,
    licence: &str,
    sum: Option<(&str, String)>,
) -> Value {
    let mut component = json!({
        "type": "library",
        "bom-ref": found,
        "name": name,
        "version": version,
        "purl": found,
        // Crates used to part licences by a slash.
        "licenses": [{"expression": licence.replace('/', " OR ")}],
    });
    if let Some((algorithm, digits)) = sum {
        component["hashes"] = json!([{"alg": algorithm, "content": digits}]);
    }
    component
}

fn crates() -> Vec<Value> {
    let sums = sums();
    let rows = CRATES.lines().skip(1).filter_map(|line| {
        let (name, rest) = line.split_once(',')?;
        let (version, licence) = rest.split_once(',')?;
        let sum = sums
            .get(&(name, version))
            .map(|sum| ("SHA-256", (*sum).to_owned()));
        let found = format!("pkg:cargo/{name}@{}", version.replace('+', "%2B"));
        Some(component((name, version), &found, licence, sum))
    });
    rows.collect()
}

/// The sums of the locked crates, by name and version.
fn sums() -> BTreeMap<(&'static str, &'static str), &'static str> {
    let blocks = LOCK.split("[[package]]").skip(1);
    let known = blocks.filter_map(|block| {
        let value = |key: &str| {
            let line = block.lines().find_map(|line| line.strip_prefix(key))?;
            line.strip_prefix(" = \"")?.strip_suffix('"')
        };
        Some(((value("name")?, value("version")?), value("checksum")?))
    });
    known.collect()
}

fn packages() -> Result<Vec<Value>, String> {
    let lock: Value = serde_json::from_str(NPM).map_err(|error| error.to_string())?;
    let all = lock["packages"].as_object().into_iter().flatten();
    let bundled = all.filter(|(_, package)| package["dev"] != json!(true));
    let rows = bundled.filter_map(|(folder, package)| {
        let (_, name) = folder.rsplit_once(NPM_FOLDER)?;
        let (version, licence) = (package["version"].as_str()?, package["license"].as_str()?);
        let sum = package["integrity"]
            .as_str()
            .and_then(|text| text.strip_prefix("sha512-"));
        let sum = sum.and_then(|sum| BASE64_STANDARD.decode(sum).ok());
        let digits = sum.map(|sum| sum.iter().map(|byte| format!("{byte:02x}")).collect());
        let found = format!("pkg:npm/{}@{version}", name.replace('@', "%40"));
        let sum = digits.map(|digits| ("SHA-512", digits));
        Some(component((name, version), &found, licence, sum))
    });
    Ok(rows.collect())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use serde::Deserialize;

    use super::*;

    /// What CycloneDX 1.6 asks of a bill, as far as ours goes; nothing else stands in it.
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields, rename_all = "camelCase")]
    struct Bill {
        bom_format: String,
        spec_version: String,
        version: u32,
        metadata: Metadata,
        components: Vec<Component>,
    }

    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Metadata {
        component: Component,
    }

    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Component {
        r#type: String,
        #[serde(rename = "bom-ref")]
        known_as: String,
        name: String,
        version: String,
        purl: Option<String>,
        licenses: Vec<Licence>,
        #[serde(default)]
        hashes: Vec<Sum>,
    }

    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Licence {
        expression: String,
    }

    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Sum {
        alg: String,
        content: String,
    }

    fn read() -> Bill {
        let told = answer().unwrap();
        serde_json::from_str(&told.lines.concat()).unwrap()
    }

    #[test]
    fn it_has_the_shape_of_cyclonedx_and_every_component_has_its_licence_and_sum() {
        let bill = read();
        let head = (bill.bom_format.as_str(), bill.spec_version.as_str(), bill.version);
        assert_eq!(head, ("CycloneDX", "1.6", 1));
        let own = &bill.metadata.component;
        assert_eq!(
            (own.r#type.as_str(), own.name.as_str()),
            ("application", "samspil")
        );
        assert_eq!(own.licenses[0].expression, "MPL-2.0");
        let mut known = BTreeSet::new();
        for one in &bill.components {
            assert_eq!(one.r#type, "library");
            assert_eq!(one.purl.as_ref(), Some(&one.known_as));
            assert!(known.insert(&one.known_as), "{} stands there once", one.known_as);
            assert!(!one.version.is_empty() && !one.name.is_empty());
            let [licence] = one.licenses.as_slice() else {
                panic!("{} has one expression", one.name)
            };
            assert!(!licence.expression.is_empty() && !licence.expression.contains('/'));
            let [sum] = one.hashes.as_slice() else {
                panic!("{} has one sum", one.name)
            };
            let digits = match sum.alg.as_str() {
                "SHA-256" => 64,
                "SHA-512" => 128,
                other => panic!("{other}"),
            };
            assert!(sum.content.len() == digits && sum.content.bytes().all(|one| one.is_ascii_hexdigit()));
        }
    }

    #[test]
    fn it_names_every_crate_that_is_linked_and_every_package_that_pages_load() {
        let bill = read();
        let named: BTreeSet<&str> = bill.components.iter().map(|one| one.known_as.as_str()).collect();
        let linked = CRATES.lines().skip(1);
        let linked: Vec<String> = linked
            .map(|line| {
                let cells: Vec<&str> = line.splitn(3, ',').collect();
                format!("pkg:cargo/{}@{}", cells[0], cells[1].replace('+', "%2B"))
            })
            .collect();
        assert!(linked.len() > 100, "{}", linked.len());
        for found in &linked {
            assert!(named.contains(found.as_str()), "{found}");
        }
        for found in [
            "pkg:npm/dkfds@",
            "pkg:npm/htmx.org@",
            "pkg:npm/%40codemirror/view@",
        ] {
            assert!(named.iter().any(|name| name.starts_with(found)), "{found}");
        }
        assert!(
            named.iter().all(|name| !name.contains("esbuild")),
            "what bundles is not in it"
        );
    }
}
