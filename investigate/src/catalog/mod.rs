//! `catalog`: every use of a field, a method or a type, found by the compiler.
//!
//! In a copy of the crate, [`mark`] deprecates what was asked for; [`check`] then reads every use from the compiler's warnings.
//! [`site`] says what is done there, from what [`visitor`] tells it, and [`list_reader`] which operations of a list that is. [`family`]
//! says what each way to share a list makes of these, which the compiler was asked once, by [`mod@verdicts`], and [`judge`] notes it.
//! [`call`] says what follows from a call.

mod access;
mod binding;
mod call;
mod chain;
mod check;
mod declarations;
mod element;
mod expected;
mod family;
mod holder;
mod items;
mod judge;
mod list;
mod list_operation;
mod list_reader;
mod made;
mod mark;
mod operation;
mod other_marks;
mod part;
mod record;
mod report;
mod site;
mod table;
mod value;
mod variable_uses;
mod verdicts;
mod visitor;

use std::path::Path;

use clap::Args;
use thiserror::Error;

use crate::code::{self, CodeError, Crate, CrateOptions, Definition, SourceFile, Subject, WorkingCopy};
use crate::exit::{Exit, Failure, ends};
use crate::interrupt::Interrupt;

pub(crate) use family::families_of;
pub(crate) use verdicts::{Options as VerdictsOptions, run as verdicts};

use family::ListVerdicts;
use mark::Mark;
use report::{MarkedSubject, SubjectUses};
use table::LIMITS;

const EXAMPLES: &str = "\
Examples:
  cargo run -- catalog ../my-project --field BacklogFile.items
  cargo run -- catalog ../my-project --calls get_snapshot --field BacklogFile.items --record
  cargo run -- catalog ../my-project --field BacklogFile.items --record=my-record --replace
  cargo run -- catalog ../my-project --method Handle::save --type BacklogFile --json
  cargo run -- catalog ../my-project --field src/types.rs:Config.name    (one of several definitions)

A copy of the crate is compiled with the definition marked as deprecated, so that the compiler names every use: by type, in
macros, patterns and tests, and in the members of its workspace that depend on it. The original is never touched; build scripts
and macros run as in any build, with the toolchain that the crate asks for.
What is not seen:
- code that is not compiled: other targets, features that are off, inactive cfg
- uses in crates outside of the workspace
- uses in code that a derive writes, and uses of a subject in its own definition
- what a crate that does not compile would use
`#[allow(deprecated)]` and `#![deny(warnings)]` hide nothing: the warning is forced, and errors are capped.
What is done at a place is read from its syntax, and `unknown` where that does not tell. What each way to share a list makes of it
is what the compiler said of that operation, once, with the libraries' versions in records/verdicts.
Exits with 2 when there is no such crate or definition, or when the crate does not compile.";

/// What `--record` does.
const RECORD: &str =
    "Write a record: places and kinds, no code; named after the crate, its commit and the first subject";

/// Options of `catalog`.
#[derive(Debug, Clone, Args)]
#[command(after_help = EXAMPLES, mut_arg("record", |it| it.help(RECORD)))]
pub(crate) struct Options {
    /// Find the uses of a field
    #[arg(long, value_name = "TYPE.NAME", value_parser = code::field)]
    field: Vec<Subject>,

    /// Find the uses of a method
    #[arg(long, value_name = "TYPE::NAME", value_parser = code::method)]
    method: Vec<Subject>,

    /// Find the uses of a type
    #[arg(long = "type", value_name = "NAME", value_parser = code::type_name)]
    types: Vec<Subject>,

    /// Find the calls of a method, and what is done with what it returns
    #[arg(long, value_name = "NAME", value_parser = code::method)]
    calls: Vec<Subject>,

    #[command(flatten)]
    of: CrateOptions,
}

impl Options {
    /// What to look for; whether call sites are asked for, not all uses.
    fn subjects(&self) -> impl Iterator<Item = (&Subject, bool)> {
        let uses = self.field.iter().chain(&self.method).chain(&self.types);
        uses.map(|subject| (subject, false)).chain(self.calls.iter().map(|subject| (subject, true)))
    }

    /// The command that repeats the record.
    fn command(&self, of: &Crate) -> String {
        let options =
            [("field", &self.field), ("method", &self.method), ("type", &self.types), ("calls", &self.calls)];
        let subjects = options.iter().flat_map(|(option, subjects)| {
            subjects.iter().map(move |subject| format!(" --{option} {}", subject.as_option()))
        });
        self.of.command("catalog", of, &subjects.collect::<String>())
    }
}

/// Nothing was asked for.
#[derive(Debug, Error)]
#[error("nothing to look for. Name a --field, --method or --type, or a method with --calls.")]
struct NothingAsked;

ends!(BadInput: NothingAsked);

/// Finds the uses and prints them.
pub(crate) fn run(root: &Path, options: &Options) -> Result<(), Failure> {
    let Some((first, _)) = options.subjects().next() else { return Err(NothingAsked.into()) };
    options.of.look_into(root, "catalog/", &first.to_string(), |of, name, interrupt| {
        let (found, toolchain) = find(of, options, interrupt)?;
        // It is part of the program.
        let verdicts = ListVerdicts::read().map_err(|error| Failure::new(error, Exit::Failed))?;
        let head = of.named.record(name, options.command(of), &toolchain, &LIMITS);
        Ok(judge::of(of.named.clone(), head, found, &verdicts))
    })
}

/// The uses, and the compiler that found them.
fn find(
    of: &Crate,
    options: &Options,
    interrupt: &Interrupt,
) -> Result<(Vec<SubjectUses>, String), CodeError> {
    let place = WorkingCopy::copy_of(of, &options.of.path, interrupt)?;
    let sources = code::sources(&place)?;
    let definitions = code::definitions(&sources);
    let mut asked: Vec<MarkedSubject> = Vec::new();
    let mut marked: Vec<&Definition> = Vec::new();
    for (subject, calls) in options.subjects() {
        let definition = code::choose(subject, &definitions, &sources)
            .map_err(|error| error.or_of_the_compiler(&place, &options.of.part, check::FOR))?;
        // One definition may be asked for twice, and takes one mark.
        let known = marked.iter().position(|it| (&it.file, it.place) == (&definition.file, definition.place));
        let mark = known.unwrap_or(marked.len());
        if known.is_none() {
            marked.push(definition);
        }
        asked.push(MarkedSubject { definition: definition.clone(), mark, calls });
    }
    let marks = insert_marks(&place, &sources, &marked)?;
    let hits = check::check(&place, &options.of.part, &marked)?;
    Ok((report::found(asked, &hits, &marks, &sources), place.toolchain.clone()))
}

fn insert_marks(
    place: &WorkingCopy,
    sources: &[SourceFile],
    marked: &[&Definition],
) -> Result<Vec<Mark>, CodeError> {
    let mut all = Vec::new();
    for source in sources {
        let (text, marks) = mark::insert(source, marked);
        if !marks.is_empty() {
            place.edit(&source.path, &text)?;
            all.extend(marks);
        }
    }
    Ok(all)
}
