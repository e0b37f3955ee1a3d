//! The case file.

use std::collections::BTreeMap;

use super::{Area, Found};
use crate::flow::{Expression, Field, FieldKind, Flow};
use crate::id::FieldPath;
use crate::text::{Arg, Message};

/// All fields, those of lists and records too, by path.
pub(super) fn fields(flow: &Flow) -> BTreeMap<&FieldPath, &Field> {
    let mut all = BTreeMap::new();
    let mut open: Vec<&Field> = flow.data.fields().collect();
    while let Some(field) = open.pop() {
        if let FieldKind::List { columns: inner } | FieldKind::Record { fields: inner } = &field.kind {
            open.extend(inner.values());
        }
        all.insert(&field.path, field);
    }
    all
}

/// The fields that came, went and are otherwise.
pub(super) fn compare(before: &Flow, after: &Flow, found: &mut Found) {
    let (old, new) = (fields(before), fields(after));
    for (path, field) in &new {
        match old.get(path) {
            None => found.about(Area::Data, "difference-field-added", &field.title),
            Some(old) => one(old, field, found),
        }
    }
    for (name, section) in &after.data.sections {
        if let Some(old) = before.data.sections.get(name) {
            found.renamed(Area::Data, &old.title, &section.title);
        }
    }
    for (path, field) in &old {
        if !new.contains_key(path) {
            found.about(Area::Data, "difference-field-removed", &field.title);
        }
    }
}

/// What a field takes, where that fits in a few words.
fn takes(kind: &FieldKind) -> Option<Arg> {
    match kind {
        FieldKind::Choice { of } => Some(Arg::List(of.values().map(Arg::from).collect())),
        FieldKind::Level { from, to } => Some(Arg::Text(format!("{from}–{to}"))),
        FieldKind::Money { per } => Some(Arg::Text(per.clone().unwrap_or_default())),
        _ => None,
    }
}

fn reckoned(expression: Option<&Expression>) -> Option<&str> {
    expression.map(|expression| expression.text.as_str())
}

fn one(old: &Field, new: &Field, found: &mut Found) {
    found.renamed(Area::Data, &old.title, &new.title);
    let same_kind = std::mem::discriminant(&old.kind) == std::mem::discriminant(&new.kind);
    if same_kind && takes(&old.kind) != takes(&new.kind) {
        let nothing = || Arg::Text(String::new());
        let message = Message::new("difference-field-takes").with("title", &new.title);
        found.add(
            Area::Data,
            message
                .with("before", takes(&old.kind).unwrap_or_else(nothing))
                .with("after", takes(&new.kind).unwrap_or_else(nothing)),
        );
    }
    if let (is, true) = (reckoned(new.is.as_ref()), old.is.is_some() || new.is.is_some())
        && is != reckoned(old.is.as_ref())
        && let Some(is) = is
    {
        let message = Message::new("difference-field-reckoned").with("title", &new.title);
        found.add(Area::Data, message.with("text", is));
    }
    let mut told = |so: bool, key: &str| {
        if so {
            found.about(Area::Data, key, &new.title);
        }
    };
    told(!same_kind, "difference-field-kind");
    told(old.optional && !new.optional, "difference-field-needed");
    told(new.optional && !old.optional, "difference-field-optional");
    told(new.sensitive && !old.sensitive, "difference-field-sensitive");
    told(old.sensitive && !new.sensitive, "difference-field-not-sensitive");
    told(old.protected != new.protected, "difference-field-protected");
    told(
        (
            &old.unseen_because,
            &old.code,
            &old.codes,
            old.in_plan,
            &old.known_as,
        ) != (
            &new.unseen_because,
            &new.code,
            &new.codes,
            new.in_plan,
            &new.known_as,
        ),
        "difference-field-more",
    );
    told(old.said_by != new.said_by, "difference-field-said-by");
    told(
        old.guidance != new.guidance || old.unit != new.unit,
        "difference-field-guidance",
    );
    told(
        reckoned(old.starts_as.as_ref()) != reckoned(new.starts_as.as_ref()),
        "difference-field-starts-as",
    );
}
