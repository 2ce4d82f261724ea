//! Tells the compiler's errors apart.

use std::collections::{BTreeMap, BTreeSet};

use super::record::CompilerError;
use crate::code::{self, Compiled, CompiledFor, Diagnostic, Position, SourceFile, WorkingCopy};

/// Every error once, by place: the library is compiled for itself and for its tests. What it does not have without its tests is a
/// test's.
pub(super) fn errors(
    compiled: &Compiled,
    without_tests: &Compiled,
    place: &WorkingCopy,
    sources: &[SourceFile],
) -> Vec<CompilerError> {
    let error = |diagnostic: &Diagnostic| error(diagnostic, place, sources);
    let plain: BTreeSet<CompilerError> =
        without_tests.errors().filter_map(|(_, diagnostic)| error(diagnostic)).collect();
    let mut found: BTreeMap<CompilerError, bool> = BTreeMap::new();
    for (message, diagnostic) in compiled.errors() {
        let Some(it) = error(diagnostic) else { continue };
        let test = match message.within() {
            CompiledFor::Code => !plain.contains(&it),
            CompiledFor::Tests => true,
            CompiledFor::Either => {
                let at = Position { line: it.line, column: it.column };
                sources
                    .iter()
                    .find(|source| source.path == it.file)
                    .is_some_and(|it| code::is_in_test(it, at))
            }
        };
        found.entry(it).and_modify(|all| *all &= test).or_insert(test);
    }
    found.into_iter().map(|(it, test)| CompilerError { test, ..it }).collect()
}

fn error(diagnostic: &Diagnostic, place: &WorkingCopy, sources: &[SourceFile]) -> Option<CompilerError> {
    let span = diagnostic.spans.iter().find(|span| span.is_primary)?;
    // A macro of another crate may have written it; the crate's own text calls it somewhere.
    let own = span.outwards().find(|span| !place.is_foreign(&span.file_name))?;
    let file = place.relative(&own.file_name);
    let start = own.start();
    let source = sources.iter().find(|source| source.path == file);
    Some(CompilerError {
        line: start.line,
        column: start.column,
        end: own.end().line,
        code: diagnostic.code.as_ref().map_or_else(|| "none".to_owned(), |code| code.code.clone()),
        function: source.and_then(|source| code::function_at(source, start)),
        test: false,
        message: Some(diagnostic.message.clone()),
        file,
    })
}

/// A target: what it is called and which package has it.
pub(super) type TargetId = (String, String);

/// The targets of the crate's own that the compiler looked at.
pub(super) fn targets(compiled: &Compiled, place: &WorkingCopy) -> BTreeSet<TargetId> {
    let own = compiled.messages.iter().filter_map(|message| {
        let said = message.message.is_some() || message.reason == "compiler-artifact";
        let target = message.target.as_ref().filter(|it| said && !place.is_foreign(&it.src_path))?;
        Some((target.label(), message.package_id.clone().unwrap_or_default()))
    });
    own.collect()
}

/// Those that were looked at before and not after, as sentences name them: with their folder where several packages have one that
/// is called so.
pub(super) fn hidden(before: &BTreeSet<TargetId>, after: &BTreeSet<TargetId>) -> Vec<String> {
    let hidden = before.difference(after).map(|(label, package)| {
        let alone = before.iter().filter(|(other, _)| other == label).count() == 1;
        // A package's id ends with its folder and its version.
        let folder = package.rsplit('/').next().and_then(|end| end.split(['#', '@', ')']).next());
        match folder {
            Some(folder) if !alone => format!("{label} in {folder}"),
            _ => label.clone(),
        }
    });
    hidden.collect()
}
