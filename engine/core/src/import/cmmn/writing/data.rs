//! Everything that a case knows, as fields: its case file, and the variables that only expressions speak of.

use indexmap::IndexMap;

use crate::import::cmmn::element::added;
use crate::import::cmmn::expression::{Kind, Kinds, Tree};
use crate::import::cmmn::findings::Found;
use crate::import::cmmn::model::{FileItem, Kind as ItemKind, Plan};
use crate::import::{Names, Yaml, title};

use super::file::{self, FileField};
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
const FILES: [&str; 3] = ["caseFile", "casefile", "caseFileItem"];

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
            let properties = field.properties.iter().map(|(name, ..)| vec![name.clone()]);
            for rest in std::iter::once(Vec::new()).chain(properties) {
                if let Some((path, kind)) = field.within(&rest) {
                    data.kinds.declare(path, kind);
                }
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
                        if let Some(path) = self.field(&path) {
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
            self.declare_timers(&item.plan);
        }
    }

    /// The field of a name in an expression, by the parts of its path; it is declared where it is new. None where it
    /// cannot be one.
    pub(super) fn field(&mut self, path: &[String]) -> Option<Vec<String>> {
        let (first, rest) = path.split_first()?;
        if FILES.contains(&first.as_str()) {
            return self.in_file(rest);
        }
        if SCOPES.contains(&first.as_str()) && !rest.is_empty() {
            return self.field(rest);
        }
        if let Some(found) = self.in_file(path) {
            return Some(found);
        }
        self.variable(first, rest)
    }

    fn in_file(&self, path: &[String]) -> Option<Vec<String>> {
        let longest = self
            .file
            .iter()
            .filter(|field| path.starts_with(&field.names))
            .max_by_key(|field| field.names.len())?;
        let rest = path.get(longest.names.len()..)?;
        longest.within(rest).map(|(path, _)| path)
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
    pub(super) fn placed(&mut self, tree: Tree, counter: &str) -> Option<Tree> {
        let wanted: Vec<Vec<String>> = tree.variables().into_iter().map(<[String]>::to_vec).collect();
        let mut places: Vec<(Vec<String>, Tree)> = Vec::new();
        for path in wanted {
            let place = match path.as_slice() {
                [name] if name == counter => Tree::Rounds,
                [scope, index] if scope.eq_ignore_ascii_case("planitem") && index == "index" => {
                    let one = Tree::Number("1".to_owned());
                    Tree::Arithmetic(Box::new(Tree::Rounds), '-', Box::new(one))
                }
                path => Tree::Variable(self.field(path)?),
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
            let fields = self.file.iter().map(|field| (field.key.clone(), field.yaml()));
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
        match self.kinds.of(path) {
            Some(Kind::Boolean) => "boolean",
            // Nothing says that only whole numbers come.
            Some(Kind::Number) => "decimal",
            Some(Kind::Date) => "date",
            Some(Kind::Text | Kind::Other) | None => "text",
        }
    }
}
