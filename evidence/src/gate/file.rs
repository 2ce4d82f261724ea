//! The file that declares the gates.

use std::collections::HashSet;
use std::path::{Component, Path};

use serde::Deserialize;
use thiserror::Error;

use crate::file::read_text;

/// Every gate, in the order of the file.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Gates {
    /// The gates.
    pub gates: Vec<Gate>,
}

/// The file as TOML has it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    gate: Vec<toml::Table>,
}

/// One rule of the brief.
#[derive(Debug, Clone, PartialEq)]
pub struct Gate {
    /// The id used in predicates.
    pub id: String,
    /// The rule as a sentence.
    pub rule: String,
    /// Where the brief has it.
    pub source: String,
    /// The chapter that holds what it is judged by, as a path in the book's sources; gates that compare figures need none,
    /// because their samples have a page.
    pub chapter: Option<String>,
    /// How it is judged.
    pub how: Rule,
}

impl TryFrom<toml::Table> for Gate {
    type Error = String;

    /// Serde cannot refuse unknown keys where it flattens, so the keys of all gates are taken out first.
    fn try_from(mut table: toml::Table) -> Result<Self, String> {
        let mut text = |key: &str| match table.remove(key) {
            None => Ok(None),
            Some(toml::Value::String(text)) => Ok(Some(text)),
            Some(other) => Err(format!("`{key}` is no text but {other}")),
        };
        let (id, rule, source, chapter) = (text("id")?, text("rule")?, text("source")?, text("chapter")?);
        let needed = |key: &str, text: Option<String>| {
            let text = text.filter(|text| !text.trim().is_empty());
            text.ok_or_else(|| format!("the gate has no `{key}`"))
        };
        if let Some(chapter) = chapter.as_deref().filter(|chapter| !is_below(chapter)) {
            return Err(format!(
                "`chapter` is `{chapter}`, which leads out of the book. Write a path in its sources"
            ));
        }
        let gate = Self {
            id: needed("id", id)?,
            rule: needed("rule", rule)?,
            source: needed("source", source)?,
            chapter,
            how: table.try_into().map_err(|error: toml::de::Error| error.message().to_owned())?,
        };
        gate.how.check()?;
        Ok(gate)
    }
}

impl Rule {
    /// Whether it compares anything: what compares nothing would hold for everybody.
    fn check(&self) -> Result<(), String> {
        match self {
            Self::Slower { operations, sizes, limit, .. } => {
                if !(limit.is_finite() && *limit > 0.0) {
                    return Err(format!("`limit` is {limit}. Write a ratio above zero, such as 1.1"));
                }
                if sizes.contains(&0) {
                    return Err("`sizes` has a 0. Write numbers of items".to_owned());
                }
                some("operations", operations)?;
                some("sizes", sizes)
            }
            Self::Serde { records } => some("records", records),
            Self::Dependency { record } => some("record", std::slice::from_ref(record)),
            Self::Upheld { by, test } => {
                some("by", std::slice::from_ref(by))?;
                if is_below(test) {
                    return Ok(());
                }
                Err(format!("`test` is `{test}`, which leads out of the repository. Write a path in it"))
            }
        }
    }
}

/// `gates.toml:12`, where the gate of that index begins; the file alone where it is written in another way.
fn place(file: &str, text: &str, index: usize) -> String {
    let mut heads = text.lines().enumerate().filter(|(_, line)| line.trim_start().starts_with("[[gate]]"));
    heads.nth(index).map_or_else(|| file.to_owned(), |(line, _)| format!("{file}:{}", line + 1))
}

/// Whether the list holds something, and nothing that is empty or there twice.
fn some<T: ToString>(key: &str, list: &[T]) -> Result<(), String> {
    if list.is_empty() {
        return Err(format!(
            "`{key}` is empty, so that the gate would hold whatever was measured. Name one at least"
        ));
    }
    let mut seen = HashSet::new();
    for item in list.iter().map(ToString::to_string) {
        if item.trim().is_empty() {
            return Err(format!("`{key}` has an empty text. Write what is meant, or delete it"));
        }
        if !seen.insert(item.clone()) {
            return Err(format!("`{key}` has `{item}` twice. Delete one"));
        }
    }
    Ok(())
}

/// Whether the path stays in the folder that it starts from.
fn is_below(path: &str) -> bool {
    let parts = Path::new(path).components();
    !path.is_empty() && parts.into_iter().all(|part| matches!(part, Component::Normal(_) | Component::CurDir))
}

/// How a gate is judged.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Rule {
    /// A ratio to the baseline stays at or below a limit, at every size, in every operation.
    Slower {
        /// The operations' ids.
        operations: Vec<String>,
        /// Numbers of items.
        sizes: Vec<usize>,
        /// The greatest ratio allowed.
        limit: f64,
        /// How often a tick does this.
        each: Each,
    },
    /// The serde gate found no difference.
    Serde {
        /// Names of the records of the serde gate.
        records: Vec<String>,
    },
    /// The crates that a representation adds are maintained, have no open advisory, and an allowed licence.
    Dependency {
        /// Name of the audit's record.
        record: String,
    },
    /// A constraint that the build upholds for every representation: a test fails otherwise.
    Upheld {
        /// What upholds it, as a sentence.
        by: String,
        /// The test's file, from the repository's root.
        test: String,
    },
}

/// What a tick does as often as a gate's operations.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Each {
    /// It takes a snapshot.
    Snapshot,
    /// It writes.
    Write,
}

/// Why the gates cannot be used.
#[derive(Debug, Error)]
pub enum GateFileError {
    /// It cannot be read.
    #[error("cannot read {file}: {problem}. Check the `gates` path in book.toml.")]
    Unreadable {
        /// The file.
        file: String,
        /// Why.
        problem: String,
    },
    /// It is not TOML of this form.
    #[error("{file}: {problem}")]
    Malformed {
        /// The file.
        file: String,
        /// What is wrong, with its line.
        problem: String,
    },
    /// Two gates have one id.
    #[error("{file}: the gate `{id}` is there twice. Give each its own id.")]
    Twice {
        /// The file.
        file: String,
        /// The id.
        id: String,
    },
    /// What is said to uphold a gate does not exist.
    #[error("{file}: the gate `{id}` is upheld by {test}, which does not exist")]
    Nothing {
        /// The file.
        file: String,
        /// The id.
        id: String,
        /// The test's file.
        test: String,
    },
}

impl Gates {
    /// Loads the gates from `file`, below `root`.
    ///
    /// # Errors
    /// [`GateFileError`] names the file and what is wrong with it.
    pub fn load(root: &Path, file: &Path) -> Result<Self, GateFileError> {
        let name = file.display().to_string();
        let text = read_text(&root.join(file))
            .map_err(|error| GateFileError::Unreadable { file: name.clone(), problem: error.to_string() })?;
        let gates = Self::from_toml(&name, &text)?;
        for gate in &gates.gates {
            if let Rule::Upheld { test, .. } = &gate.how
                && !root.join(test).is_file()
            {
                return Err(GateFileError::Nothing { file: name, id: gate.id.clone(), test: test.clone() });
            }
        }
        Ok(gates)
    }

    /// Reads the gates from text; `file` is the name to use in messages.
    ///
    /// # Errors
    /// [`GateFileError`] when the text is not TOML of this form.
    pub fn from_toml(file: &str, text: &str) -> Result<Self, GateFileError> {
        let written: Written = toml::from_str(text).map_err(|error| GateFileError::Malformed {
            file: file.to_owned(),
            problem: error.to_string().trim_end().to_owned(),
        })?;
        let mut gates: Vec<Gate> = Vec::with_capacity(written.gate.len());
        for (index, table) in written.gate.into_iter().enumerate() {
            let gate = Gate::try_from(table)
                .map_err(|problem| GateFileError::Malformed { file: place(file, text, index), problem })?;
            if gates.iter().any(|known| known.id == gate.id) {
                return Err(GateFileError::Twice { file: place(file, text, index), id: gate.id });
            }
            gates.push(gate);
        }
        Ok(Self { gates })
    }

    /// Ids of the gates, in order.
    pub fn ids(&self) -> Vec<&str> {
        self.gates.iter().map(|gate| gate.id.as_str()).collect()
    }

    /// The gate of that id.
    pub fn get(&self, id: &str) -> Option<&Gate> {
        self.gates.iter().find(|gate| gate.id == id)
    }
}
