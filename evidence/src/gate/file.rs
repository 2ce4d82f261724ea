//! The file that declares the gates.

use std::collections::HashSet;
use std::path::Path;

use serde::Deserialize;
use thiserror::Error;

use crate::file::read_text;

/// Every gate, in the order of the file.
#[derive(Debug, Clone, PartialEq, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Gates {
    /// The gates.
    #[serde(rename = "gate")]
    pub gates: Vec<Gate>,
}

/// One rule of the brief.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(try_from = "toml::Table")]
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
        let needed = |key: &str, text: Option<String>| text.ok_or_else(|| format!("the gate has no `{key}`"));
        Ok(Self {
            id: needed("id", id)?,
            rule: needed("rule", rule)?,
            source: needed("source", source)?,
            chapter,
            how: table.try_into().map_err(|error: toml::de::Error| error.message().to_owned())?,
        })
    }
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
        let gates: Self = toml::from_str(text).map_err(|error| GateFileError::Malformed {
            file: file.to_owned(),
            problem: error.to_string().trim_end().to_owned(),
        })?;
        let mut seen = HashSet::new();
        match gates.gates.iter().find(|gate| !seen.insert(&gate.id)) {
            Some(gate) => Err(GateFileError::Twice { file: file.to_owned(), id: gate.id.clone() }),
            None => Ok(gates),
        }
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
