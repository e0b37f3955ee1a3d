//! The flows that come with the program, as they lie in its source.

/// A flow's folder and its file.
pub(super) const FLOWS: [(&str, &str); 1] =
    [("voksen-bum", include_str!("../../../flows/voksen-bum/flow.yaml"))];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::path::Path;

    use super::*;

    #[test]
    fn every_flow_in_the_source_comes_along() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../flows");
        let there: BTreeSet<String> = std::fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .filter(|path| path.join("flow.yaml").is_file())
            .map(|path| path.file_name().unwrap().to_str().unwrap().to_owned())
            .collect();
        let along: BTreeSet<String> = FLOWS.iter().map(|(name, _)| (*name).to_owned()).collect();
        assert_eq!(along, there);
    }
}
