//! `mdbook-evidence import`: makes a record of what another tool saved.

pub mod criterion;
mod options;
mod runs;

use std::collections::HashMap;
use std::path::PathBuf;

use evidence::Record;

use crate::command::error::CommandError;
use crate::command::import::criterion::{LATEST, Saved};
use crate::config::{self, Config, within};
use crate::folder::atomic;

pub use options::Options;

use options::Tool;

/// Reads the folders and writes the record; returns a sentence that says so.
///
/// # Errors
/// [`CommandError`]; nothing is written then.
pub fn run(options: &Options) -> Result<String, CommandError> {
    let Options { name, root, .. } = options;
    let records = config::book(root).and_then(|book| Config::of(&book, root));
    let records = records.map_err(CommandError::input)?.records;
    let file = records.join(format!("{name}.json"));
    let path = within(root, &file);
    // A link that leads nowhere is there too.
    if !options.replace && path.symlink_metadata().is_ok() {
        return Err(CommandError::Input(format!(
            "{} is there already. Give the new record another name, or replace the old one with --replace.",
            path.display()
        )));
    }
    let runs = match options.from {
        Tool::Criterion => saved(&options.folders)?,
    };
    let record = runs::record(&runs, options)?;
    let text = record.to_json();
    Record::from_json(&file.display().to_string(), &text).map_err(CommandError::input)?;
    atomic::write(&path, text.as_bytes()).map_err(CommandError::unwritable(&path))?;
    let figures = record.figures.values().flatten().count();
    let of = if runs.len() == 1 { "one run".to_owned() } else { format!("{} runs", runs.len()) };
    Ok(format!("Wrote {}: {figures} figures of {of}.", path.display()))
}

/// What each folder holds; all of them hold the same benches.
fn saved(folders: &[PathBuf]) -> Result<Vec<Saved>, CommandError> {
    // By where each benchmark was read: a folder can be named by two paths, or lie in another.
    let mut known: HashMap<PathBuf, &PathBuf> = HashMap::new();
    let mut runs: Vec<Saved> = Vec::new();
    for folder in folders {
        let saved = Saved::read(folder, LATEST).map_err(CommandError::input)?;
        for benchmark in saved.benchmarks() {
            let whole = benchmark.folder.canonicalize().unwrap_or_else(|_| benchmark.folder.clone());
            if let Some(same) = known.insert(whole, folder) {
                return Err(CommandError::Input(format!(
                    "{} and {} hold the same files, and each folder is one run. Name it once.",
                    same.display(),
                    folder.display()
                )));
            }
        }
        if saved.benchmarks().next().is_none() {
            return Err(CommandError::Input(format!(
                "{} holds no run of criterion: there is no {LATEST}/estimates.json below it. Run `cargo bench`, or name the folder that it \
                 saved to, which is target/criterion or $CRITERION_HOME.",
                folder.display()
            )));
        }
        if let Some(first) = runs.first() {
            let lacks = |has: &Saved, lacks: &Saved| {
                let id = &has.benchmarks().find(|it| lacks.median(&it.id).is_err())?.id;
                Some(CommandError::Input(format!(
                    "{} has `{id}`, and {} does not: runs are of the same benches. Run all of them in each, or leave that folder out.",
                    has.home().display(),
                    lacks.home().display()
                )))
            };
            if let Some(uneven) = lacks(first, &saved).or_else(|| lacks(&saved, first)) {
                return Err(uneven);
            }
        }
        let is_copy = |one: &&Saved| {
            one.benchmarks().zip(saved.benchmarks()).all(|(one, other)| one.median == other.median)
        };
        if let Some(copied) = runs.iter().find(is_copy) {
            return Err(CommandError::Input(format!(
                "{} and {} have the same medians to the last digit: one is a copy of the other. Run the benches again, or leave it out.",
                copied.home().display(),
                folder.display()
            )));
        }
        runs.push(saved);
    }
    Ok(runs)
}
