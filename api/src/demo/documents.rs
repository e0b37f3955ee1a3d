//! The documents of the shipped flows.

use samspil_core::flow::with_documents;

/// Each with its flow's folder and its name.
const DOCUMENTS: &[(&str, &str, &str)] = &[
    (
        "voksen-bum",
        "afgoerelse",
        include_str!("../../../flows/voksen-bum/documents/afgoerelse.yaml"),
    ),
    (
        "voksen-bum",
        "afslutning",
        include_str!("../../../flows/voksen-bum/documents/afslutning.yaml"),
    ),
    (
        "voksen-bum",
        "forsinkelse",
        include_str!("../../../flows/voksen-bum/documents/forsinkelse.yaml"),
    ),
    (
        "voksen-bum",
        "genvurdering",
        include_str!("../../../flows/voksen-bum/documents/genvurdering.yaml"),
    ),
    (
        "voksen-bum",
        "kvittering",
        include_str!("../../../flows/voksen-bum/documents/kvittering.yaml"),
    ),
    (
        "voksen-bum",
        "partshoering",
        include_str!("../../../flows/voksen-bum/documents/partshoering.yaml"),
    ),
    (
        "klage",
        "forsinkelse",
        include_str!("../../../flows/klage/documents/forsinkelse.yaml"),
    ),
    (
        "klage",
        "genvurdering",
        include_str!("../../../flows/klage/documents/genvurdering.yaml"),
    ),
    (
        "klage",
        "hjaelpen_fortsaetter",
        include_str!("../../../flows/klage/documents/hjaelpen_fortsaetter.yaml"),
    ),
    (
        "klage",
        "kvittering",
        include_str!("../../../flows/klage/documents/kvittering.yaml"),
    ),
    (
        "klage",
        "ny_afgoerelse",
        include_str!("../../../flows/klage/documents/ny_afgoerelse.yaml"),
    ),
    (
        "klage",
        "videresendt",
        include_str!("../../../flows/klage/documents/videresendt.yaml"),
    ),
    (
        "underretning",
        "afgoerelse",
        include_str!("../../../flows/underretning/documents/afgoerelse.yaml"),
    ),
    (
        "underretning",
        "besked_til_fagperson",
        include_str!("../../../flows/underretning/documents/besked_til_fagperson.yaml"),
    ),
    (
        "underretning",
        "kvittering",
        include_str!("../../../flows/underretning/documents/kvittering.yaml"),
    ),
    (
        "kompensationsydelse",
        "aendring",
        include_str!("../../../flows/kompensationsydelse/documents/aendring.yaml"),
    ),
    (
        "kompensationsydelse",
        "afgoerelse",
        include_str!("../../../flows/kompensationsydelse/documents/afgoerelse.yaml"),
    ),
    (
        "kompensationsydelse",
        "forsinkelse",
        include_str!("../../../flows/kompensationsydelse/documents/forsinkelse.yaml"),
    ),
    (
        "kompensationsydelse",
        "hoering_om_aendring",
        include_str!("../../../flows/kompensationsydelse/documents/hoering_om_aendring.yaml"),
    ),
    (
        "kompensationsydelse",
        "kvittering",
        include_str!("../../../flows/kompensationsydelse/documents/kvittering.yaml"),
    ),
    (
        "kompensationsydelse",
        "partshoering",
        include_str!("../../../flows/kompensationsydelse/documents/partshoering.yaml"),
    ),
    (
        "magtanvendelse",
        "godkendelse",
        include_str!("../../../flows/magtanvendelse/documents/godkendelse.yaml"),
    ),
    (
        "magtanvendelse",
        "vurdering",
        include_str!("../../../flows/magtanvendelse/documents/vurdering.yaml"),
    ),
    (
        "magtanvendelse",
        "indberetning",
        include_str!("../../../flows/magtanvendelse/documents/indberetning.yaml"),
    ),
    (
        "magtanvendelse",
        "anmodning",
        include_str!("../../../flows/magtanvendelse/documents/anmodning.yaml"),
    ),
    (
        "rehabilitering",
        "afgoerelse",
        include_str!("../../../flows/rehabilitering/documents/afgoerelse.yaml"),
    ),
    (
        "rehabilitering",
        "forsinkelse",
        include_str!("../../../flows/rehabilitering/documents/forsinkelse.yaml"),
    ),
    (
        "rehabilitering",
        "kvittering",
        include_str!("../../../flows/rehabilitering/documents/kvittering.yaml"),
    ),
    (
        "rehabilitering",
        "revurdering",
        include_str!("../../../flows/rehabilitering/documents/revurdering.yaml"),
    ),
    (
        "genoptraening",
        "frit_valg",
        include_str!("../../../flows/genoptraening/documents/frit_valg.yaml"),
    ),
    (
        "genoptraening",
        "tilbud",
        include_str!("../../../flows/genoptraening/documents/tilbud.yaml"),
    ),
    (
        "samarbejdsmoeder",
        "afgoerelse",
        include_str!("../../../flows/samarbejdsmoeder/documents/afgoerelse.yaml"),
    ),
    (
        "samarbejdsmoeder",
        "indkaldelse",
        include_str!("../../../flows/samarbejdsmoeder/documents/indkaldelse.yaml"),
    ),
    (
        "samarbejdsmoeder",
        "maal_og_aftaleskema",
        include_str!("../../../flows/samarbejdsmoeder/documents/maal_og_aftaleskema.yaml"),
    ),
    (
        "samarbejdsmoeder",
        "dagsorden",
        include_str!("../../../flows/samarbejdsmoeder/documents/dagsorden.yaml"),
    ),
    (
        "aaben-dialog",
        "indbydelse",
        include_str!("../../../flows/aaben-dialog/documents/indbydelse.yaml"),
    ),
    (
        "hjaelpemidler",
        "afgoerelse",
        include_str!("../../../flows/hjaelpemidler/documents/afgoerelse.yaml"),
    ),
    (
        "hjaelpemidler",
        "afslutning",
        include_str!("../../../flows/hjaelpemidler/documents/afslutning.yaml"),
    ),
    (
        "hjaelpemidler",
        "forsinkelse",
        include_str!("../../../flows/hjaelpemidler/documents/forsinkelse.yaml"),
    ),
    (
        "hjaelpemidler",
        "kvittering",
        include_str!("../../../flows/hjaelpemidler/documents/kvittering.yaml"),
    ),
    (
        "hjaelpemidler",
        "partshoering",
        include_str!("../../../flows/hjaelpemidler/documents/partshoering.yaml"),
    ),
    (
        "handleplan",
        "afgoerelse",
        include_str!("../../../flows/handleplan/documents/afgoerelse.yaml"),
    ),
    (
        "handleplan",
        "forberedelse",
        include_str!("../../../flows/handleplan/documents/forberedelse.yaml"),
    ),
    (
        "helhedspleje",
        "afgoerelse",
        include_str!("../../../flows/helhedspleje/documents/afgoerelse.yaml"),
    ),
    (
        "helhedspleje",
        "afslutning",
        include_str!("../../../flows/helhedspleje/documents/afslutning.yaml"),
    ),
    (
        "helhedspleje",
        "forsinkelse",
        include_str!("../../../flows/helhedspleje/documents/forsinkelse.yaml"),
    ),
    (
        "helhedspleje",
        "kvittering",
        include_str!("../../../flows/helhedspleje/documents/kvittering.yaml"),
    ),
    (
        "helhedspleje",
        "partshoering",
        include_str!("../../../flows/helhedspleje/documents/partshoering.yaml"),
    ),
    (
        "levering",
        "status",
        include_str!("../../../flows/levering/documents/status.yaml"),
    ),
];

/// A shipped flow with its documents.
pub(super) fn whole(folder: &str, text: &str) -> String {
    let of_flow = DOCUMENTS.iter().filter(|(of, ..)| *of == folder);
    let of_flow: Vec<(String, String)> = of_flow
        .map(|(_, name, text)| ((*name).to_owned(), (*text).to_owned()))
        .collect();
    if of_flow.is_empty() {
        return text.to_owned();
    }
    with_documents(text, &of_flow)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::beside::documents;
    use crate::demo::flows::FLOWS;

    #[test]
    fn every_document_beside_a_shipped_flow_comes_along() {
        let flows = Path::new(env!("CARGO_MANIFEST_DIR")).join("../flows");
        let there: usize = FLOWS
            .iter()
            .map(|(folder, _)| documents(&flows.join(folder).join("flow.yaml")).len())
            .sum();
        assert_eq!(DOCUMENTS.len(), there);
    }
}
