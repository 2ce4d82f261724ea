//! The texts that every representation is given.

use std::path::Path;

use bench_crate::model::BacklogFile;
use bench_crate::workload::Workload;
use evidence::source::sha256;

use super::error::SerdeError;
use super::hostile;
use super::library::Library;
use crate::yaml::{self, UnreadableBacklog};

/// Nothing, a handful, the real backlog's size and the brief's ceiling.
const SIZES: [usize; 4] = [0, 5, 92, 500];

/// A thousand times the real backlog.
const LARGE: usize = 100_000;

/// Texts that YAML would read as something else if they were written as they are.
const AWKWARD: [&str; 22] = [
    "",
    " ",
    "yes",
    "null",
    "~",
    "3",
    "1e3",
    "0x1F",
    ".inf",
    "2026-02-20",
    "- a",
    "key: value",
    "# no comment",
    "'single' and \"double\"",
    "{a: [b]}",
    "*alias &anchor !tag",
    "two\nlines",
    "blank at the end \n\n",
    "\ttab and \r\n",
    "\0 \u{7} \u{1b}[2J",
    "é ß 漢字 🦀 \u{feff}\u{2028}",
    "--- ...",
];

/// One text.
#[derive(Debug, Clone)]
pub(super) struct Input {
    /// What it is, or the name of its file without the folder.
    pub(super) name: String,
    pub(super) text: String,
    /// The SHA-256 of a reader's file, in hexadecimal; `None` for what is built in.
    pub(super) sha256: Option<String>,
}

impl Input {
    fn built_in(name: impl Into<String>, text: impl Into<String>) -> Self {
        Self { name: name.into(), text: text.into(), sha256: None }
    }
}

/// What is tried without a reader's files: generated backlogs, awkward texts, and the hostile table.
pub(super) fn built_in() -> Result<Vec<Input>, SerdeError> {
    let mut files: Vec<(String, BacklogFile)> = Vec::new();
    for (name, workload) in
        [("typical", Workload::typical(Workload::SEED)), ("full", Workload::full(Workload::SEED))]
    {
        files.extend(SIZES.map(|n| (format!("{name}, {n} items"), workload.at(n))));
    }
    files.push(("texts that need quotes".to_owned(), awkward()));

    let mut inputs = Vec::new();
    for (name, file) in files {
        match Library::SerdeYaml.write(&file) {
            Ok(text) => inputs.push(Input::built_in(name, text)),
            Err(problem) => return Err(SerdeError::Generate { name, problem }),
        }
    }
    inputs.extend(hostile::table().into_iter().map(|(name, text)| Input::built_in(name, text)));
    Ok(inputs)
}

/// A backlog far beyond any that was seen, of items as short as can be.
pub(super) fn large() -> Input {
    let mut text = "schema_version: 3\nitems:\n".to_owned();
    for id in 0..LARGE {
        text.push_str(&format!("- {{id: A-{id}, title: a, status: new, created: a, updated: a}}\n"));
    }
    Input::built_in("100,000 items", text)
}

/// An item for each awkward text, in a field that must be there, one that may be missing, and a list.
fn awkward() -> BacklogFile {
    let mut file = Workload::full(Workload::SEED).at(AWKWARD.len());
    for (item, text) in file.items.iter_mut().zip(AWKWARD) {
        text.clone_into(&mut item.title);
        item.blocked_reason = Some(text.to_owned());
        item.tags = vec![text.to_owned(), text.to_owned()];
    }
    file
}

/// A reader's file.
pub(super) fn file(path: &Path) -> Result<Input, UnreadableBacklog> {
    let text = yaml::read(path)?;
    Ok(Input { name: name(path), sha256: Some(sha256(&text)), text })
}

/// The file's name without its folder, which is nobody else's business.
pub(super) fn name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}
