//! `probe`: the compiler's errors when the type of one field is changed.
//!
//! In a copy of the crate, [`slot`] finds where the type is written, [`representation`] what it becomes, and [`change`] makes it that; [`dependency`] adds what
//! that needs. [`report`] then tells the errors apart and says which targets were never looked at.

mod change;
mod dependency;
mod error;
mod options;
mod record;
mod report;
mod representation;
mod slot;
mod table;

use std::path::Path;

use crate::code::{self, Compiled, Crate, WorkingCopy};
use crate::exit::Failure;
use crate::interrupt::Interrupt;

pub(crate) use options::Options;

use change::{Change, FOR};
use dependency::Dependency;
use error::ProbeError;
use record::{CompilerError, FOLDER, Probe};

/// The compiler's codes for a type that does not exist.
const NO_TYPE: [&str; 5] = ["E0107", "E0412", "E0425", "E0432", "E0433"];

/// Changes the type, asks the compiler and prints what it says.
pub(crate) fn run(root: &Path, options: &Options) -> Result<(), Failure> {
    let find = |of: &Crate, name, interrupt: &Interrupt| probe(of, name, options, interrupt);
    options.of.look_into(root, FOLDER, &options.goal.written, find)
}

fn probe(of: &Crate, name: String, options: &Options, interrupt: &Interrupt) -> Result<Probe, Failure> {
    let place = WorkingCopy::copy_of(of, &options.of.path, interrupt)?;
    let sources = code::sources(&place)?;
    let change = Change::of(options, &place, &sources)?;
    change.look_for_it(&place, &sources)?;
    let compiled = Compiled::whole(&place, &options.of.part, FOR)?;
    code::all_present(&compiled, &[&change.definition])?;
    let before = report::targets(&compiled, &place);

    let dependencies = add_dependencies(&place, &change.definition.file, options)?;
    change.make(&place, &sources)?;
    let compiled = Compiled::of(&place, &options.of.part)?;
    let without_tests = Compiled::without_tests(&place, &options.of.part)?;
    let errors = report::errors(&compiled, &without_tests, &place, &sources);
    if !compiled.success && errors.is_empty() {
        let said = place.original(&compiled.error_summary());
        return Err(ProbeError::NoType { ty: change.after, said }.into());
    }
    let at_home = |it: &&CompilerError| it.file == change.definition.file && it.line == change.line;
    if let Some(it) = errors.iter().filter(at_home).find(|it| NO_TYPE.contains(&it.code.as_str())) {
        let said = it.message.clone().unwrap_or_default();
        return Err(ProbeError::NoType { ty: change.after, said }.into());
    }
    Ok(Probe {
        head: of.named.record(name, options.command(of), &place.toolchain, &table::LIMITS),
        of: of.named.clone(),
        goal: options.goal.written.clone(),
        field: options.field.to_string(),
        with: options.with.clone(),
        before: change.before,
        after: change.after,
        dependencies: dependencies.iter().map(Dependency::shown).collect(),
        errors,
        hidden: report::hidden(&before, &report::targets(&compiled, &place)),
        targets: before.len(),
    })
}

/// Adds what the type needs to the package that has the file.
fn add_dependencies(place: &WorkingCopy, file: &str, options: &Options) -> Result<Vec<Dependency>, Failure> {
    let path = place.folder.join(file);
    let package =
        path.ancestors().find(|folder| folder.join("Cargo.toml").is_file()).unwrap_or(&place.folder);
    let serde = dependency::has_serde(package);
    let mut all = options.dependency.clone();
    if let Some(needed) = options.goal.dependency {
        let features = serde.then(|| "serde".to_owned()).into_iter().collect();
        all.push(Dependency { package: needed.to_owned(), features });
    }
    // Without it, serde knows no Arc.
    if serde && options.goal.template.contains("Arc<") && !options.goal.template.contains("$F") {
        all.push(Dependency { package: "serde".to_owned(), features: vec!["rc".to_owned()] });
    }
    for it in &all {
        dependency::add(place, package, it)?;
    }
    Ok(all)
}
