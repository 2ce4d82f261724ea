//! `catalog`: every use of a field, a method or a type, found by the compiler.
//!
//! [`mod@copy`] copies the crate, [`definition`] finds what was asked for and [`mark`] deprecates it in the copy; [`check`] then
//! reads every use from the compiler's warnings. [`site`] says what is done there, from what [`walk`] passes, and [`family`] what
//! each way to share a list makes of it. [`call`] says what follows from a call.

mod access;
mod call;
mod chain;
mod check;
mod choose;
mod copy;
mod definition;
mod diagnostic;
mod document;
mod error;
mod family;
mod manifest;
mod mark;
mod operation;
mod place;
mod report;
mod site;
mod sources;
mod subject;
mod table;
mod walk;

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::Args;

use crate::atomic;
use crate::measure::{slug, toolchain};

pub(crate) use error::CatalogError;

use definition::Definition;
use document::{Document, Origin};
use manifest::Crate;
use mark::Mark;
use report::{Asked, Found};
use sources::Source;
use subject::Subject;
use table::Table;

const EXAMPLES: &str = "\
Examples:
  cargo run -- catalog ../my-project --field BacklogFile.items
  cargo run -- catalog ../my-project --calls get_snapshot --field BacklogFile.items --record
  cargo run -- catalog ../my-project --method Handle::save --type BacklogFile --json
  cargo run -- catalog ../my-project --field src/types.rs:Config.name    (one of several definitions)

A copy of the crate is compiled with the definition marked as deprecated, so that the compiler names every use: by type, in
macros, patterns and tests. The original is never touched; build scripts and macros of the crate run as in any build.
What is not seen:
- code that is not compiled: other targets, features that are off, inactive cfg
- uses in other crates; name a workspace's folder for those in all its members
- uses in code that a derive writes, and uses of a subject in its own definition
- what a crate that does not compile would use; flags for rustc in a .cargo/config.toml are replaced
`#[allow(deprecated)]` and `#![deny(warnings)]` hide nothing: the warning is forced, and errors are capped.
What is done at a place is read from its syntax, and `unknown` where that does not tell.
Exits with 2 when there is no such crate or definition, or when the crate does not compile.";

/// Options of `catalog`.
#[derive(Debug, Clone, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Options {
    /// The crate's folder
    #[arg(value_name = "PATH")]
    path: PathBuf,

    /// Find the uses of a field
    #[arg(long, value_name = "TYPE.NAME", value_parser = subject::field)]
    field: Vec<Subject>,

    /// Find the uses of a method
    #[arg(long, value_name = "TYPE::NAME", value_parser = subject::method)]
    method: Vec<Subject>,

    /// Find the uses of a type
    #[arg(long = "type", value_name = "NAME", value_parser = subject::type_name)]
    types: Vec<Subject>,

    /// Find the calls of a method, and what is done with what it returns
    #[arg(long, value_name = "NAME", value_parser = subject::method)]
    calls: Vec<Subject>,

    /// The commit that the code is of, where the folder has no .git
    #[arg(long, value_name = "COMMIT", value_parser = commit)]
    commit: Option<String>,

    /// Print JSON instead of a table
    #[arg(long)]
    json: bool,

    /// Write a record: places, kinds and counts, no code
    #[arg(long)]
    record: bool,
}

/// A commit becomes a part of a file's name.
fn commit(text: &str) -> Result<String, String> {
    let fits = !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || ".-_".contains(c));
    if fits { Ok(text.to_owned()) } else { Err("write its hash or its tag".to_owned()) }
}

impl Options {
    /// What to look for; whether call sites are asked for, not all uses.
    fn subjects(&self) -> impl Iterator<Item = (&Subject, bool)> {
        let uses = self.field.iter().chain(&self.method).chain(&self.types);
        uses.map(|subject| (subject, false)).chain(self.calls.iter().map(|subject| (subject, true)))
    }

    /// The command that repeats the record, with the crate by its name only.
    fn command(&self, of: &Crate) -> String {
        let mut command = format!("cargo run -- catalog {}", of.name);
        let options =
            [("field", &self.field), ("method", &self.method), ("type", &self.types), ("calls", &self.calls)];
        for (option, subjects) in options {
            for subject in subjects {
                let file = subject.file.as_ref().map(|file| format!("{file}:")).unwrap_or_default();
                command.push_str(&format!(" --{option} {file}{subject}"));
            }
        }
        if let Some(commit) = &self.commit {
            command.push_str(&format!(" --commit {commit}"));
        }
        command + " --record"
    }
}

/// Finds the uses and prints them.
///
/// # Errors
/// [`CatalogError`].
pub(crate) fn run(root: &Path, options: &Options) -> Result<(), CatalogError> {
    if options.subjects().next().is_none() {
        return Err(CatalogError::NothingAsked);
    }
    let of = manifest::read(&options.path, options.commit.as_deref())?;
    let found = find(&of, options)?;
    let shown = if options.json {
        Document::of(&of, &found, None).to_json()
    } else {
        Table { of: &of, found: &found }.to_string()
    };
    // Whoever closed the pipe has read enough.
    let _ = writeln!(io::stdout(), "{shown}");
    if options.record {
        let path = record(root, options, &of, &found)?;
        eprintln!("Wrote {}", path.strip_prefix(root).unwrap_or(&path).display());
    }
    Ok(())
}

fn find(of: &Crate, options: &Options) -> Result<Vec<Found>, CatalogError> {
    let failed = |source| CatalogError::Copy { path: options.path.clone(), source };
    let folder = tempfile::tempdir().map_err(failed)?;
    // As the compiler names it, where the folder for temporary files is a link.
    let folder_path = folder.path().canonicalize().map_err(failed)?;
    let workspace = folder_path.join("crate");
    copy::copy(&of.workspace, &workspace).map_err(failed)?;

    let crate_folder = workspace.join(&of.inside);
    let sources = sources::read(&crate_folder);
    let definitions = definition::all(&sources);
    let mut asked: Vec<Asked> = Vec::new();
    let mut marked: Vec<&Definition> = Vec::new();
    for (subject, calls) in options.subjects() {
        let definition = choose::choose(subject, &definitions)?;
        // One definition may be asked for twice, and takes one mark.
        let known = marked.iter().position(|it| (&it.file, it.place) == (&definition.file, definition.place));
        let mark = known.unwrap_or(marked.len());
        if known.is_none() {
            marked.push(definition);
        }
        asked.push(Asked { definition: definition.clone(), mark, calls });
    }
    let marks = insert_marks(&crate_folder, &sources, &marked).map_err(failed)?;
    let hits = check::check(&workspace, &of.inside, &folder_path.join("build"), &options.path)?;
    Ok(report::found(asked, &hits, &marks, &sources))
}

fn insert_marks(folder: &Path, sources: &[Source], marked: &[&Definition]) -> io::Result<Vec<Mark>> {
    let mut all = Vec::new();
    for source in sources {
        let (text, marks) = mark::insert(&source.text, &source.path, marked);
        if !marks.is_empty() {
            fs::write(folder.join(&source.path), text)?;
            all.extend(marks);
        }
    }
    Ok(all)
}

fn record(root: &Path, options: &Options, of: &Crate, found: &[Found]) -> Result<PathBuf, CatalogError> {
    let stem = [Some(of.name.as_str()), of.commit.as_deref()].into_iter().flatten().map(slug::slug);
    let name = stem.collect::<Vec<_>>().join("-");
    let path = root.join("records/catalog").join(format!("{name}.json"));
    let origin = Origin { name, command: options.command(of), toolchain: toolchain(root).rustc };
    let text = Document::of(of, found, Some(origin)).to_json() + "\n";
    match atomic::write(&path, text.as_bytes()) {
        Ok(()) => Ok(path),
        Err(source) => Err(CatalogError::Unwritable { path, source }),
    }
}
