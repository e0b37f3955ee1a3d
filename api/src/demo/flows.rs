//! The flows that come with the program, as they lie in its source.

/// A flow's folder and its file.
pub(super) const FLOWS: [(&str, &str); 20] = [
    ("voksen-bum", include_str!("../../../flows/voksen-bum/flow.yaml")),
    ("bestilling", include_str!("../../../flows/bestilling/flow.yaml")),
    ("levering", include_str!("../../../flows/levering/flow.yaml")),
    ("klage", include_str!("../../../flows/klage/flow.yaml")),
    (
        "underretning",
        include_str!("../../../flows/underretning/flow.yaml"),
    ),
    (
        "kompensationsydelse",
        include_str!("../../../flows/kompensationsydelse/flow.yaml"),
    ),
    (
        "magtanvendelse",
        include_str!("../../../flows/magtanvendelse/flow.yaml"),
    ),
    (
        "rehabilitering",
        include_str!("../../../flows/rehabilitering/flow.yaml"),
    ),
    (
        "genoptraening",
        include_str!("../../../flows/genoptraening/flow.yaml"),
    ),
    (
        "samarbejdsmoeder",
        include_str!("../../../flows/samarbejdsmoeder/flow.yaml"),
    ),
    (
        "aaben-dialog",
        include_str!("../../../flows/aaben-dialog/flow.yaml"),
    ),
    (
        "samskabt-styring",
        include_str!("../../../flows/samskabt-styring/flow.yaml"),
    ),
    (
        "frister/sagsbehandling",
        include_str!("../../../flows/frister/sagsbehandling/flow.yaml"),
    ),
    (
        "frister/voksne",
        include_str!("../../../flows/frister/voksne/flow.yaml"),
    ),
    (
        "frister/boern-og-tilsyn",
        include_str!("../../../flows/frister/boern-og-tilsyn/flow.yaml"),
    ),
    (
        "hjaelpemidler",
        include_str!("../../../flows/hjaelpemidler/flow.yaml"),
    ),
    ("handleplan", include_str!("../../../flows/handleplan/flow.yaml")),
    (
        "helhedspleje",
        include_str!("../../../flows/helhedspleje/flow.yaml"),
    ),
    ("en-plan", include_str!("../../../flows/en-plan/flow.yaml")),
    (
        "faelles-hus",
        include_str!("../../../flows/faelles-hus/flow.yaml"),
    ),
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::path::Path;

    use super::*;

    /// The folders of flows in this one, by their names.
    fn folders(at: &Path, before: &str) -> BTreeSet<String> {
        std::fs::read_dir(at)
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .filter(|path| path.join("flow.yaml").is_file())
            .map(|path| format!("{before}{}", path.file_name().unwrap().to_str().unwrap()))
            .collect()
    }

    #[test]
    fn every_flow_in_the_source_comes_along_but_the_patterns() {
        let flows = Path::new(env!("CARGO_MANIFEST_DIR")).join("../flows");
        let mut there = folders(&flows, "");
        there.extend(folders(&flows.join("frister"), "frister/"));
        let along: BTreeSet<String> = FLOWS.iter().map(|(name, _)| (*name).to_owned()).collect();
        assert_eq!(along, there);
    }
}
