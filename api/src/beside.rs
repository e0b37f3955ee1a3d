//! Flow files that lie beside each other: the two of a pair, of which one takes the protocol from the other.

use std::path::{Path, PathBuf};

use samspil_core::flow::{protocol_from, with_protocol};
use samspil_core::id::FlowId;

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

/// The flow as it is read: with the protocol of the flow beside it, where it takes that.
pub(crate) fn whole(path: &Path, text: String) -> String {
    let other = protocol_from(&text).and_then(|flow| beside(path, &flow));
    let other = other.and_then(|other| load(&other).ok());
    let whole = other.and_then(|other| with_protocol(&text, &other));
    whole.unwrap_or(text)
}
