//! `verdicts`: asks the compiler what each type that could hold a list makes of each operation, and keeps what it says as a record.
//! `catalog` reads that record, and compiles nothing of this.

mod calls;
mod compile;
mod error;
mod name;
mod program;
mod record;

use std::collections::BTreeMap;
use std::path::Path;

use clap::Args;

use crate::columns::{columns, row};
use crate::exit::Failure;
use crate::interrupt::Interrupt;
use crate::output;
use crate::record_path;

pub(super) use calls::operation_of;
pub(super) use program::SHARED_FILE;
pub(super) use record::{CompilerAnswer, OperationVerdicts, SORTS, VerdictsRecord};

use calls::{CALLS, INSTEAD_OF_THE_LIST, OperationForms};
use compile::Compiler;
use error::VerdictsError;
use program::{CANDIDATES, CompiledFunction, ELEMENTS, LIBRARIES};

const EXAMPLES: &str = "\
Examples:
  cargo run -- verdicts
  cargo run -- verdicts --record --replace

One crate is compiled, with a function for each operation, type and sort of element, and the libraries of Cargo.lock. It is compiled
again without the functions that failed, until none fails, and then once more with what could be written instead of those.
`catalog` has the record in it: build it again after taking one.";

/// The record's name.
const NAME: &str = "verdicts/lists";

/// Options of `verdicts`.
#[derive(Debug, Clone, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Options {
    /// Write the record that `catalog` reads
    #[arg(long)]
    record: bool,

    /// Replace the record that is there
    #[arg(long, requires = "record")]
    replace: bool,
}

/// Asks about everything and prints how much is as it is.
pub(crate) fn run(root: &Path, options: &Options) -> Result<(), Failure> {
    let path = record_path::where_asked(root, NAME, options.record, options.replace)?;
    let lock = root.join("Cargo.lock");
    let unreadable = |source| VerdictsError::NoLock { path: lock.clone(), source };
    let text = evidence::file::read_text(&lock).map_err(unreadable)?;
    let folder = tempfile::tempdir().map_err(VerdictsError::Temporary)?;
    let libraries = libraries(&lock, &text)?;
    let compiler = Compiler::new(folder.path().to_owned(), libraries, &text, &Interrupt::listen())?;
    let record = ask(&compiler, &everything())?;
    output::print(summary(&record))?;
    Ok(record_path::write_where_asked(root, path, &record.to_record())?)
}

/// The versions of the libraries.
fn libraries(lock: &Path, text: &str) -> Result<BTreeMap<String, String>, VerdictsError> {
    let bad = |error: toml::de::Error| VerdictsError::BadLock {
        path: lock.to_owned(),
        line: error
            .span()
            .map_or(1, |span| 1 + text.bytes().take(span.start).filter(|byte| *byte == b'\n').count()),
        said: error.message().to_owned(),
    };
    let table: toml::Table = text.parse().map_err(bad)?;
    let packages = table.get("package").and_then(toml::Value::as_array);
    let version = |name: &str| {
        let of_name = |it: &&toml::Value| it.get("name").and_then(toml::Value::as_str) == Some(name);
        let package = packages.into_iter().flatten().find(of_name)?;
        Some(package.get("version")?.as_str()?.to_owned())
    };
    let missing = |name: &str| VerdictsError::NoLibrary { name: name.to_owned(), lock: lock.to_owned() };
    LIBRARIES.iter().map(|&name| Ok((name.to_owned(), version(name).ok_or_else(|| missing(name))?))).collect()
}

fn everything() -> Vec<OperationForms> {
    CALLS.iter().flat_map(|(_, calls)| calls.iter().copied()).collect()
}

/// What the compiler says of the operations.
fn ask(compiler: &Compiler, calls: &[OperationForms]) -> Result<VerdictsRecord, Failure> {
    let mut functions = Vec::new();
    for candidate in 0..CANDIDATES.len() {
        for element in 0..ELEMENTS.len() {
            functions.extend(calls.iter().map(|(code, _)| CompiledFunction {
                candidate,
                element,
                code: (*code).to_owned(),
            }));
        }
    }
    let errors = compiler.errors(&functions)?;
    let at = |candidate: usize, element: usize, call: usize| {
        (candidate * ELEMENTS.len() + element) * calls.len() + call
    };
    let can_be_asked = |element: usize, call: usize| !errors.contains_key(&at(0, element, call));

    for (call, (code, _)) in calls.iter().enumerate() {
        if !(0..ELEMENTS.len()).any(|element| can_be_asked(element, call)) {
            let said = errors.get(&at(0, ELEMENTS.len() - 1, call)).cloned().unwrap_or_default();
            return Err(VerdictsError::NoVec { code: (*code).to_owned(), said }.into());
        }
    }
    let mut tried = Vec::new();
    for candidate in 1..CANDIDATES.len() {
        for element in 0..ELEMENTS.len() {
            for (call, (code, instead)) in calls.iter().enumerate() {
                if can_be_asked(element, call) && errors.contains_key(&at(candidate, element, call)) {
                    let general = INSTEAD_OF_THE_LIST.iter().map(|it| code.replace('$', it));
                    let texts = instead.iter().map(|&it| it.to_owned()).chain(general);
                    let function = |code| CompiledFunction { candidate, element, code };
                    tried.extend(texts.map(|code| (at(candidate, element, call), function(code))));
                }
            }
        }
    }
    let instead = first_that_compile(compiler, tried)?;

    let mut operations = Vec::new();
    for (call, (code, _)) in calls.iter().enumerate() {
        let unnamed = || VerdictsError::Unnamed { code: (*code).to_owned() };
        let mut families = BTreeMap::new();
        for (candidate, it) in CANDIDATES.iter().enumerate() {
            let Some(family) = it.family else { continue };
            let mut answers: Vec<CompilerAnswer> = Vec::new();
            for (element, sort) in SORTS.iter().enumerate() {
                if !can_be_asked(element, call) {
                    continue;
                }
                let at = at(candidate, element, call);
                let (error, instead) = (errors.get(&at).cloned(), instead.get(&at).cloned());
                match answers.iter_mut().find(|it| it.error == error && it.instead == instead) {
                    Some(answer) => answer.elements.push((*sort).to_owned()),
                    None => {
                        answers.push(CompilerAnswer { elements: vec![(*sort).to_owned()], error, instead });
                    }
                }
            }
            families.insert(family.to_owned(), answers);
        }
        operations.push(OperationVerdicts {
            operation: name::of(code).ok_or_else(unnamed)?,
            code: (*code).to_owned(),
            families,
        });
    }
    let named = CANDIDATES.iter().filter_map(|it| {
        let ty = if it.owner.starts_with("Arc") { it.owner } else { it.list };
        Some((it.family?.to_owned(), ty.to_owned()))
    });
    let declared = SORTS.iter().zip(ELEMENTS);
    Ok(VerdictsRecord {
        name: NAME.to_owned(),
        command: "cargo run -- verdicts --record --replace".to_owned(),
        toolchain: compiler.toolchain.clone(),
        libraries: compiler.libraries.clone(),
        elements: declared.map(|(name, (_, text))| ((*name).to_owned(), text.to_owned())).collect(),
        families: named.collect(),
        operations,
    })
}

/// Of what is tried in the place of each function, the first that compiles.
fn first_that_compile(
    compiler: &Compiler,
    tried: Vec<(usize, CompiledFunction)>,
) -> Result<BTreeMap<usize, String>, Failure> {
    let (places, functions): (Vec<usize>, Vec<CompiledFunction>) = tried.into_iter().unzip();
    let errors = compiler.errors(&functions)?;
    let mut first = BTreeMap::new();
    for (index, (at, function)) in places.into_iter().zip(functions).enumerate() {
        if !errors.contains_key(&index) {
            first.entry(at).or_insert(function.code);
        }
    }
    Ok(first)
}

/// How many operations each family does, of those that a `Vec` of clonable elements does.
fn summary(record: &VerdictsRecord) -> String {
    let mut rows = vec![row(&["family", "as it is", "something else", "nothing known"])];
    for family in record.families.keys() {
        let answers: Vec<&CompilerAnswer> =
            record.operations.iter().filter_map(|asked| asked.answer(family, "clone")).collect();
        let count =
            |is: fn(&CompilerAnswer) -> bool| answers.iter().filter(|answer| is(answer)).count().to_string();
        rows.push(vec![
            family.clone(),
            count(|it| it.error.is_none()),
            count(|it| it.error.is_some() && it.instead.is_some()),
            count(|it| it.error.is_some() && it.instead.is_none()),
        ]);
    }
    let libraries: Vec<String> =
        record.libraries.iter().map(|(name, version)| format!("{name} {version}")).collect();
    let mut text = format!("{} operations, with {}\n", record.operations.len(), libraries.join(", "));
    // Writing to a string cannot fail.
    let _ = columns(&mut text, &rows);
    text.trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One of each sort: as is everywhere, a method that some lack, a slice, an expected type, a borrow, and an element's bounds.
    const SAMPLE: [&str; 9] = [
        "$.iter();",
        "$.push(value);",
        "$.dedup();",
        "let _: &[T] = &$;",
        "let _: Vec<T> = $.clone();",
        "for item in &mut $ { *item = make::<T>(); }",
        "$.len();",
        "$ == vec![];",
        "let File { items: _, .. } = file;",
    ];

    fn record() -> VerdictsRecord {
        let text = include_str!("../../../../records/verdicts/lists.json");
        VerdictsRecord::from_json("lists.json", text).unwrap()
    }

    #[test]
    fn the_record_is_of_every_operation_and_of_the_locked_libraries() {
        let record = record();
        let asked: Vec<&str> = record.operations.iter().map(|asked| asked.code.as_str()).collect();
        assert_eq!(asked, everything().iter().map(|(code, _)| *code).collect::<Vec<_>>());
        let named =
            record.operations.iter().all(|asked| name::of(&asked.code).as_ref() == Some(&asked.operation));
        assert!(
            named,
            "an operation has another name now: take the record again with `cargo run -- verdicts`"
        );
        let lock = include_str!("../../../../Cargo.lock");
        assert_eq!(record.libraries, libraries(Path::new("Cargo.lock"), lock).unwrap());
    }

    /// What compiles, and what instead, for each element. The words of an error are the compiler's own and change with it.
    fn facts(asked: &OperationVerdicts) -> Vec<(String, bool, Option<String>)> {
        let mut facts = Vec::new();
        for (family, answers) in &asked.families {
            for answer in answers {
                for element in &answer.elements {
                    facts.push((
                        format!("{family} {element}"),
                        answer.error.is_none(),
                        answer.instead.clone(),
                    ));
                }
            }
        }
        facts.sort();
        facts
    }

    #[test]
    fn the_record_says_what_the_compiler_says_now_of_operations_of_each_sort() {
        let calls: Vec<OperationForms> =
            everything().into_iter().filter(|(code, _)| SAMPLE.contains(code)).collect();
        assert_eq!(calls.len(), SAMPLE.len());
        let lock = include_str!("../../../../Cargo.lock");
        let libraries = libraries(Path::new("Cargo.lock"), lock).unwrap();
        // It stays, so that the libraries are compiled once for each toolchain.
        let folder = std::env::current_exe().unwrap().ancestors().nth(3).unwrap().join("tmp/verdicts");
        let compiler = Compiler::new(folder, libraries, lock, &Interrupt::default()).unwrap();
        let record = record();
        for now in ask(&compiler, &calls).unwrap().operations {
            let before = record.operations.iter().find(|asked| asked.operation == now.operation).unwrap();
            assert_eq!(facts(before), facts(&now), "{}", now.code);
        }
    }
}
