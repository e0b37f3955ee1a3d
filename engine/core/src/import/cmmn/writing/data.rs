//! Everything that a case knows, as fields: its case file, and the variables that only expressions speak of.

use indexmap::IndexMap;

use crate::import::cmmn::element::added;
use crate::import::cmmn::expression::{Kind, Kinds, Tree};
use crate::import::cmmn::findings::Found;
use crate::import::cmmn::model::{Criterion, FileItem, Kind as ItemKind, Of, Plan};
use crate::import::{Names, Yaml, title};

use super::file::{self, FileField};
use super::question::Scope;
use super::timer::{Timer, timer};
use super::{Keys, TRUE, original};

/// The section that variables become.
const SECTION: &str = "variables";

/// How many variables a flow takes.
const MAX_VARIABLES: usize = 150;

/// How many parts a variable may have.
const MAX_PARTS: usize = 50;

/// Words before the name of a variable that say only whose it is.
const SCOPES: [&str; 3] = ["variables", "caseVariables", "vars"];

/// Words before the name of a datum of the case file.
const FILES: [&[&str]; 5] = [
    &["caseFile"],
    &["casefile"],
    &["caseFileItem"],
    &["case", "file"],
    &["caze", "file"],
];

/// What a variable has become.
#[derive(Debug, Default)]
struct Variable {
    /// The field's name.
    key: String,
    /// Its parts by name, where expressions look into it; it is a record then.
    parts: IndexMap<String, String>,
    names: Names,
    /// Expressions use it as a value of its own.
    whole: bool,
}

/// The data of a flow.
#[derive(Debug, Default)]
pub(super) struct Data {
    file: Vec<FileField>,
    variables: IndexMap<String, Variable>,
    names: Names,
    pub(super) kinds: Kinds,
}

impl Data {
    pub(super) fn of_file<'x>(file: &[FileItem<'x>], found: &mut Found<'x>) -> Self {
        let mut data = Self {
            file: file::fields(file, found),
            ..Self::default()
        };
        for field in &data.file {
            for (path, kind) in field.kinds() {
                data.kinds.declare(path, kind);
            }
        }
        data
    }

    /// Variables that timers and listeners name.
    pub(super) fn declare_timers(&mut self, plan: &Plan<'_>) {
        for item in &plan.items {
            match item.kind {
                ItemKind::Timer => {
                    if let Timer::Variable(path) = timer(item.definition).0 {
                        // A date would do as well; a text can hold both a date and a length of time.
                        if let Some(path) = self.field(&path).filter(|path| self.kinds.of(path).is_none()) {
                            self.kinds.declare(path, Kind::Text);
                        }
                    }
                }
                ItemKind::VariableListener => {
                    if let Some(name) = added(item.definition, "variableName") {
                        self.field(&[name.to_owned()]);
                    }
                }
                _ => {}
            }
            self.declare_heard(&item.entry);
            self.declare_heard(&item.exit);
            self.declare_timers(&item.plan);
        }
    }

    /// Variables that sentries listen for.
    pub(super) fn declare_heard(&mut self, criteria: &[Criterion<'_>]) {
        let heard = criteria.iter().flat_map(|criterion| &criterion.on);
        for on in heard.filter(|on| on.of == Of::Variable) {
            self.field(std::slice::from_ref(&on.source));
        }
    }

    /// The field of a name in an expression, by the parts of its path; it is declared where it is new. None where it
    /// cannot be one.
    pub(super) fn field(&mut self, path: &[String]) -> Option<Vec<String>> {
        let (first, rest) = path.split_first()?;
        if let Some(rest) = FILES.iter().find_map(|words| after(path, words)) {
            return self.in_file(rest, true);
        }
        if SCOPES.contains(&first.as_str()) && !rest.is_empty() {
            return self.field(rest);
        }
        if self.file.iter().any(|field| field.begins(path, false)) {
            return self.in_file(path, false);
        }
        self.variable(first, rest)
    }

    /// A datum of the case file by the names that lead to it; `loosely` where a letter may be large or small.
    fn in_file(&mut self, path: &[String], loosely: bool) -> Option<Vec<String>> {
        let longest = |loosely: bool| {
            let fields = self.file.iter().enumerate();
            let fitting = fields.filter(|(_, field)| field.begins(path, loosely));
            let longest = fitting.max_by_key(|(_, field)| field.names.len());
            longest.map(|(index, field)| (index, field.names.len()))
        };
        let (index, length) = longest(false).or_else(|| longest(true).filter(|_| loosely))?;
        let rest = path.get(length..)?;
        let field = self.file.get_mut(index)?;
        let found = field.within(rest)?;
        if let Some((whole, kind)) = field.kinds().into_iter().next() {
            self.kinds.declare(whole, kind);
        }
        Some(found)
    }

    /// The whole path of a name in a condition that starts from a datum: its own name, or that of something in it.
    fn in_context(&self, path: &[String], context: Option<&str>) -> Option<Vec<String>> {
        let field = self.file_field(context?)?;
        let (first, rest) = path.split_first()?;
        if field.names.last() == Some(first) {
            return Some([field.names.as_slice(), rest].concat());
        }
        let inside = field.has(first) || {
            let below = [field.names.as_slice(), std::slice::from_ref(first)].concat();
            self.file.iter().any(|other| other.names == below)
        };
        inside.then(|| [field.names.as_slice(), path].concat())
    }

    fn variable(&mut self, name: &str, rest: &[String]) -> Option<Vec<String>> {
        if !self.variables.contains_key(name) {
            if self.variables.len() >= MAX_VARIABLES {
                return None;
            }
            let key = self.names.give(name, name);
            self.variables.insert(
                name.to_owned(),
                Variable {
                    key,
                    ..Variable::default()
                },
            );
        }
        let variable = self.variables.get_mut(name)?;
        match rest {
            [] if variable.parts.is_empty() => {
                variable.whole = true;
                Some(vec![SECTION.to_owned(), variable.key.clone()])
            }
            // It is there as soon as one of its parts is.
            [] => Some(vec![SECTION.to_owned(), variable.key.clone()]),
            [part] if !variable.whole => {
                if !variable.parts.contains_key(part) {
                    if variable.parts.len() >= MAX_PARTS {
                        return None;
                    }
                    let key = variable.names.give(part, part);
                    variable.parts.insert(part.clone(), key);
                    let whole = vec![SECTION.to_owned(), variable.key.clone()];
                    self.kinds.declare(whole, Kind::Other);
                }
                let key = variable.parts.get(part)?.clone();
                Some(vec![SECTION.to_owned(), variable.key.clone(), key])
            }
            _ => None,
        }
    }

    /// A tree whose variables are fields; none where one of them cannot be.
    pub(super) fn placed(&mut self, tree: Tree, scope: Scope<'_>) -> Option<Tree> {
        let wanted: Vec<Vec<String>> = tree.variables().into_iter().map(<[String]>::to_vec).collect();
        let mut places: Vec<(Vec<String>, Tree)> = Vec::new();
        for path in wanted {
            let place = match path.as_slice() {
                [name] if name == scope.counter => Tree::Rounds,
                [item, index]
                    if index == "index" && (item.eq_ignore_ascii_case("planitem") || item == scope.own) =>
                {
                    let one = Tree::Number("1".to_owned());
                    Tree::Arithmetic(Box::new(Tree::Rounds), '-', Box::new(one))
                }
                path => {
                    let whole = self.in_context(path, scope.context);
                    Tree::Variable(self.field(whole.as_deref().unwrap_or(path))?)
                }
            };
            places.push((path, place));
        }
        let place = |path: Vec<String>| {
            let found = places.iter().find(|(known, _)| *known == path);
            found.map_or(Tree::Nothing, |(_, place)| place.clone())
        };
        Some(tree.renamed(&place))
    }

    /// The datum of the case file that has this id.
    pub(super) fn file_field(&self, id: &str) -> Option<&FileField> {
        self.file.iter().find(|field| field.id == id)
    }

    /// What the model calls its variables.
    pub(super) fn names_of_variables(&self) -> Vec<String> {
        self.variables.keys().cloned().collect()
    }

    /// The type of a whole field as it will be written, where something tells; a word that fits none where others lie in
    /// it.
    pub(super) fn known_word(&self, path: &[String]) -> Option<String> {
        let [section, key] = path else { return None };
        if section == file::SECTION {
            let field = self.file.iter().find(|field| field.key == *key)?;
            return field.known_word(&self.kinds);
        }
        let variable = self.variables.values().find(|variable| variable.key == *key)?;
        if !variable.parts.is_empty() {
            let parts: Vec<&str> = variable.parts.keys().map(String::as_str).collect();
            return Some(format!("record of {}", parts.join(", ")));
        }
        self.kinds.of(path).map(|_| self.word(path).to_owned())
    }

    /// A field of which nothing has told the type becomes of this one; none where it cannot.
    pub(super) fn become_word(&mut self, path: &[String], word: &str) -> Option<()> {
        let kind = match word {
            "boolean" => Kind::Boolean,
            "decimal" => Kind::Number,
            "date" => Kind::Date,
            "text" => Kind::Text,
            _ => return None,
        };
        self.kinds.declare(path.to_vec(), kind);
        Some(())
    }

    /// The paths of all variables, which any work may fill.
    pub(super) fn variables(&self) -> impl Iterator<Item = String> {
        self.variables
            .values()
            .map(|variable| format!("{SECTION}.{}", variable.key))
    }

    /// The case file, the variables and the questions; none where there is nothing.
    pub(super) fn yaml(&self, questions: Option<Yaml>) -> Option<Yaml> {
        let mut sections = Keys::default();
        if !self.file.is_empty() {
            let fields = self
                .file
                .iter()
                .map(|field| (field.key.clone(), field.yaml(&self.kinds)));
            sections.put(file::SECTION, Yaml::Map(fields.collect()));
        }
        if !self.variables.is_empty() {
            let fields = self.variables.iter();
            let fields =
                fields.map(|(name, variable)| (variable.key.clone(), self.variable_yaml(name, variable)));
            sections.put(SECTION, Yaml::Map(fields.collect()));
        }
        sections.put_some("questions", questions);
        (!sections.0.is_empty()).then(|| sections.map())
    }

    fn variable_yaml(&self, name: &str, variable: &Variable) -> Yaml {
        let mut keys = Keys::default();
        let path = |part: Option<&String>| {
            let mut path = vec![SECTION.to_owned(), variable.key.clone()];
            path.extend(part.cloned());
            path
        };
        if variable.parts.is_empty() {
            keys.put("type", self.word(&path(None)));
        } else {
            let mut parts = Keys::default();
            for (part, key) in &variable.parts {
                let mut field = Keys::default();
                field.put("type", self.word(&path(Some(key))));
                field.put("optional", TRUE);
                field.put_some("title", title(part));
                parts.put(key, field.map());
            }
            keys.put("record", parts.map());
        }
        keys.put("optional", TRUE);
        keys.put_some("title", title(name));
        keys.put_some("known_as", original(name));
        keys.put("seen_by", "everyone");
        keys.map()
    }

    fn word(&self, path: &[String]) -> &'static str {
        learnt_word(&self.kinds, path)
    }
}

/// The type of a field whose kind only expressions tell.
pub(super) fn learnt_word(kinds: &Kinds, path: &[String]) -> &'static str {
    match kinds.of(path) {
        Some(Kind::Boolean) => "boolean",
        // Nothing says that only whole numbers come.
        Some(Kind::Number) => "decimal",
        Some(Kind::Date) => "date",
        Some(Kind::Text | Kind::Other) | None => "text",
    }
}

/// What follows these words, where a path begins with them and goes on.
fn after<'p>(path: &'p [String], words: &[&str]) -> Option<&'p [String]> {
    let (begin, rest) = path.split_at_checked(words.len())?;
    let fits = begin.iter().zip(words).all(|(one, word)| one == word);
    (fits && !rest.is_empty()).then_some(rest)
}
