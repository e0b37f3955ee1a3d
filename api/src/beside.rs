//! Files that lie beside a flow file: the other flow of a pair, which may have the protocol, and the folder of documents.

use std::path::{Path, PathBuf};

use samspil_core::flow::{MAX_FLOW_BYTES, has_documents, protocol_from, with_documents, with_protocol};
use samspil_core::id::FlowId;

use crate::bounded::read_bounded;
use crate::check::load;

/// The file of another flow: `../FLOW/flow.yaml`, as flows lie below one folder, or `FLOW.yaml` in the same.
pub(crate) fn beside(path: &Path, flow: &FlowId) -> Option<PathBuf> {
    let folder = path.parent()?;
    let own_folder = folder
        .parent()
        .map_or_else(|| folder.join(".."), Path::to_path_buf);
    let found = [
        own_folder.join(flow.as_str()).join("flow.yaml"),
        folder.join(format!("{flow}.yaml")),
    ];
    found.into_iter().find(|path| path.is_file())
}

/// The folder of documents beside a flow file.
const DOCUMENTS: &str = "documents";

/// How many files are read from it: more than a flow may have.
const MAX_FILES: usize = 100;

/// The documents that lie beside a flow file, by name.
pub(crate) fn documents(path: &Path) -> Vec<(String, String)> {
    let folder = path.parent().map(|folder| folder.join(DOCUMENTS));
    let entries = folder.and_then(|folder| std::fs::read_dir(folder).ok());
    let mut files: Vec<PathBuf> = entries
        .into_iter()
        .flatten()
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|kind| kind == "yaml"))
        .take(MAX_FILES)
        .collect();
    files.sort();
    let read = files.into_iter().filter_map(|file| {
        let name = file.file_stem()?.to_str()?.to_owned();
        Some((name, read_bounded(&file, MAX_FLOW_BYTES).ok()?))
    });
    read.collect()
}

/// The flow as it is read: with the protocol of the flow beside it, where it takes that, and with the documents beside it,
/// where it writes none itself.
pub(crate) fn whole(path: &Path, text: String) -> String {
    let other = protocol_from(&text).and_then(|flow| beside(path, &flow));
    let other = other.and_then(|other| load(&other).ok());
    let whole = other.and_then(|other| with_protocol(&text, &other));
    and_documents(path, whole.unwrap_or(text))
}

/// The flow with the documents beside it, where it writes none itself.
pub(crate) fn and_documents(path: &Path, text: String) -> String {
    let documents = documents(path);
    if documents.is_empty() || has_documents(&text) {
        return text;
    }
    with_documents(&text, &documents)
}
