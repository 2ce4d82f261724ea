//! `probe`: the compiler's errors when the type of one field is changed.
//!
//! In a copy of the crate, [`slot`] finds where the type is written, [`representation`] what it becomes, and [`change`] makes it that; [`dependency`] adds what
//! that needs. [`report`] then tells the errors apart and says which targets were never looked at.

mod change;
mod dependency;
mod error;
mod record;
mod report;
mod representation;
mod slot;
mod table;

use std::path::{Path, PathBuf};

use clap::Args;

use crate::code::{self, CodeError, Compiled, Crate, Subject, TargetSelection, WorkingCopy};
use crate::interrupt::Interrupt;
use crate::measure::slug;
use crate::output;
use crate::record_path;

pub(crate) use error::ProbeError;

use change::Change;
use dependency::Dependency;
use record::{CompilerError, Probe};
use representation::NewType;
use table::ProbeTable;

const EXAMPLES: &str = "\
Examples:
  cargo run -- probe ../my-project --field BacklogFile.items --as im
  cargo run -- probe ../my-project --field BacklogFile.items --as 'smallvec::SmallVec<[$T; 8]>' \\
      --dependency smallvec=1.13,union
  cargo run -- probe ../my-project --field BacklogFile.items --as im --record=my-record --replace
  cargo run -- probe ../my-project --field State.backlog --as arc-file \\
      --with Handle::get_snapshot --with 'Command::GetSnapshot.reply' --with handle_get_snapshot

A copy of the crate is compiled as it is, then with that one type changed; the original is never touched. In a type, $T is what the
list holds and $F the field's whole type. --with changes the same type in another field or in a signature too.
What is not seen:
- errors that errors hide: a target is not looked at while what it needs fails, nor a later phase of the compiler
- how much work an error is; one edit may mend several
- code that is not compiled: other targets, features that are off, inactive cfg
Exits with 0 whether or not it compiles with the change, and with 2 when it does not compile without.";

/// What the compiler is needed for.
const FOR: &str = "say what a change breaks";

/// What the compiler says of a type that is none.
const NO_TYPE: [&str; 5] = ["E0107", "E0412", "E0425", "E0432", "E0433"];

/// Options of `probe`.
#[derive(Debug, Clone, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Options {
    /// The crate's folder
    #[arg(value_name = "PATH")]
    path: PathBuf,

    /// The field whose type is changed
    #[arg(long, value_name = "TYPE.NAME", value_parser = code::field)]
    field: Subject,

    /// What it becomes: a representation's id, or a type with $T or $F
    #[arg(long = "as", value_name = "TYPE", value_parser = representation::goal)]
    goal: NewType,

    /// A field, method or function in which the same type is changed too
    #[arg(long, value_name = "NAME")]
    with: Vec<String>,

    /// What the type needs
    #[arg(long, value_name = "NAME=VERSION,FEATURE", value_parser = dependency::dependency)]
    dependency: Vec<Dependency>,

    /// The commit that the code is of, where the folder has no .git
    #[arg(long, value_name = "COMMIT", value_parser = code::commit)]
    commit: Option<String>,

    /// Print JSON instead of a table
    #[arg(long)]
    json: bool,

    /// Write a record: places, codes and counts, no code; named after the crate, its commit and the type
    #[arg(long, value_name = "NAME", num_args = 0..=1, require_equals = true, value_parser = record_path::name)]
    record: Option<Option<String>>,

    /// Replace the record of that name
    #[arg(long, requires = "record")]
    replace: bool,

    #[command(flatten)]
    part: TargetSelection,
}

impl Options {
    /// The command that repeats the record, with the crate by its name only.
    fn command(&self, of: &Crate) -> String {
        let quoted = |text: &str| {
            let plain = text.chars().all(|c| c.is_ascii_alphanumeric() || "-_.:".contains(c));
            if plain { text.to_owned() } else { format!("'{text}'") }
        };
        let mut command = format!(
            "cargo run -- probe {} --field {} --as {}",
            of.named.name,
            self.field.as_option(),
            quoted(&self.goal.written)
        );
        for name in &self.with {
            command.push_str(&format!(" --with {}", quoted(name)));
        }
        for it in &self.dependency {
            let features: String = it.features.iter().map(|feature| format!(",{feature}")).collect();
            command.push_str(&format!(" --dependency {}{features}", it.package.replace('@', "=")));
        }
        if let Some(commit) = &self.commit {
            command.push_str(&format!(" --commit {commit}"));
        }
        let name = self.record.iter().flatten().map(|name| format!("={name}")).next().unwrap_or_default();
        format!("{command}{} --record{name}", self.part.as_option())
    }

    /// What the user named the record, else what it is of.
    fn name(&self, of: &Crate) -> String {
        if let Some(Some(name)) = &self.record {
            return name.clone();
        }
        let parts = [Some(&of.named.name), of.named.commit.as_ref(), Some(&self.goal.written)];
        slug::slug(&parts.map(|part| part.map_or("", String::as_str)).join("-"))
    }
}

/// Changes the type, asks the compiler and prints what it says.
///
/// # Errors
/// [`ProbeError`].
pub(crate) fn run(root: &Path, options: &Options) -> Result<(), ProbeError> {
    code::on_a_deep_stack(|| look(root, options)).map_err(CodeError::NoThread)?
}

fn look(root: &Path, options: &Options) -> Result<(), ProbeError> {
    let interrupt = Interrupt::listen();
    let of = code::read(&options.path, options.commit.as_deref(), &interrupt)?;
    let path = root.join("records/probe").join(format!("{}.json", options.name(&of)));
    if options.record.is_some() {
        record_path::refuse_to_replace(&path, options.replace).map_err(CodeError::from)?;
    }
    let mut record = probe(&of, options, &interrupt)?;
    let shown = if options.json { record.to_record().to_json() } else { ProbeTable(&record).to_string() };
    output::print(shown.trim_end())?;
    if options.record.is_some() {
        record.errors.iter_mut().for_each(|error| error.message = None);
        record_path::write(root, &path, &record.to_record())
            .map_err(|source| CodeError::Unwritable { path: path.clone(), source })?;
    }
    Ok(())
}

fn probe(of: &Crate, options: &Options, interrupt: &Interrupt) -> Result<Probe, ProbeError> {
    let place = WorkingCopy::copy_of(of, &options.path, interrupt)?;
    let sources = code::sources(&place)?;
    let change = Change::of(options, &place, &sources)?;
    change.look_for_it(&place, &sources)?;
    let compiled = Compiled::whole(&place, &options.part, FOR)?;
    code::all_present(&compiled, &[&change.definition])?;
    let before = report::targets(&compiled, &place);

    let dependencies = add_dependencies(&place, &change.definition.file, options)?;
    change.make(&place, &sources)?;
    let compiled = Compiled::of(&place, &options.part)?;
    let without_tests = Compiled::without_tests(&place, &options.part)?;
    let errors = report::errors(&compiled, &without_tests, &place, &sources);
    if !compiled.success && errors.is_empty() {
        let said = compiled.error_summary(&place);
        return Err(ProbeError::NoType { ty: change.after, said });
    }
    let at_home = |it: &&CompilerError| it.file == change.definition.file && it.line == change.line;
    if let Some(it) = errors.iter().filter(at_home).find(|it| NO_TYPE.contains(&it.code.as_str())) {
        let said = it.message.clone().unwrap_or_default();
        return Err(ProbeError::NoType { ty: change.after, said });
    }
    Ok(Probe {
        name: options.name(of),
        command: options.command(of),
        toolchain: place.toolchain.clone(),
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
        limits: table::LIMITS.map(str::to_owned).into(),
    })
}

/// Adds what the type needs to the package that has the file.
fn add_dependencies(
    place: &WorkingCopy,
    file: &str,
    options: &Options,
) -> Result<Vec<Dependency>, ProbeError> {
    let path = place.folder.join(file);
    let package =
        path.ancestors().find(|folder| folder.join("Cargo.toml").is_file()).unwrap_or(&place.folder);
    let serde = dependency::has_serde(package);
    let mut all = options.dependency.clone();
    if let Some(needed) = options.goal.dependency {
        let features = options.goal.serde.filter(|_| serde).map(str::to_owned).into_iter().collect();
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
