//! A refusal of a form, brought to the fields that it speaks of.

use samspil_core::case::{Block, Refusal};
use samspil_core::id::FieldPath;
use samspil_core::text::{Arg, Message};

use super::inputs::{Inputs, name_in_row, name_of, own_name};
use super::loaded::Loaded;
use super::plan::Part;
use super::read::Faults;

/// What is wrong at fields, and the refusal of what is not about any field.
pub(super) fn at_fields(loaded: &Loaded, inputs: &Inputs, refusal: Refusal) -> (Faults, Option<Refusal>) {
    let mut faults = Faults::new();
    let mut rest = Vec::new();
    for block in refusal.because {
        let found = fields(loaded, inputs, &block);
        if found.is_empty() {
            rest.push(block);
        }
        faults.extend(found);
    }
    let told = !faults.is_empty() && rest.is_empty();
    let refusal = Refusal {
        because: rest,
        ..refusal
    };
    (faults, (!told).then_some(refusal))
}

/// The fields that a block speaks of, by name, each with what to say.
fn fields(loaded: &Loaded, inputs: &Inputs, block: &Block) -> Vec<(String, Message)> {
    let Some(Arg::Text(path)) = block.message.args.get("path") else {
        return Vec::new();
    };
    let key = if block.code == "missing" {
        "form-missing"
    } else {
        "form-wrong"
    };
    let said = |title: &samspil_core::text::Text| Message::new(key).with("field", title);
    // A row's path is written with its number in brackets: order.lines[0].rate.
    let plain = path.replace('[', ".").replace(']', "");
    let name = format!("f-{}", plain.replace('.', "-"));
    let mut found = Vec::new();
    for part in loaded.parts() {
        match part {
            Part::Field(field) if name_of(&field.path) == name => {
                found.push((name.clone(), said(&field.title)));
            }
            Part::Record { inner, .. } => {
                let named = inner.iter().filter(|inner| name_of(&inner.path) == name);
                found.extend(named.map(|inner| (name.clone(), said(&inner.title))));
            }
            Part::Rows(rows) => {
                let list: &FieldPath = &rows.field.path;
                for column in &rows.filled {
                    for row in 0..inputs.rows(list) {
                        let at = name_in_row(list, row, own_name(column));
                        let empty = column.path.as_str() == path && inputs.get(&at).is_empty();
                        if at == name || empty {
                            found.push((at, said(&column.title)));
                        }
                    }
                }
            }
            Part::Field(_) => {}
        }
    }
    found
}
