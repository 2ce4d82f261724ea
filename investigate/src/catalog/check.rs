//! Reads the uses out of what the compiler says of the marked copy.

use std::collections::BTreeSet;

use super::mark;
use crate::code::{
    self, CargoMessage, CodeError, Compiled, CompiledFor, Definition, Position, TargetSelection, WorkingCopy,
};

/// Ends the sentence that says what a crate has to compile for.
pub(super) const FOR: &str = "find uses";

/// What the compiler calls the members of types and traits.
const MEMBERS: [&str; 5] =
    ["field", "method", "associated function", "associated constant", "associated type"];

/// A use of a subject, as one warning of the compiler tells it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Hit {
    pub(super) mark: usize,
    /// The file, relative to the crate.
    pub(super) file: String,
    /// Where the compiler's span starts.
    pub(super) start: Position,
    pub(super) end: Position,
    /// Where the macro was called that this stands in, if it is one of the crate's own.
    pub(super) called: Option<(String, Position)>,
    pub(super) within: CompiledFor,
    /// Whether it is a use of a member of what is marked: the members of a deprecated type are deprecated too.
    pub(super) member: bool,
}

/// Every use that the compiler warned of, once for each target that was compiled.
pub(super) fn check(
    place: &WorkingCopy,
    part: &TargetSelection,
    marked: &[&Definition],
) -> Result<Vec<Hit>, CodeError> {
    let compiled = Compiled::whole(place, part, FOR)?;
    code::all_present(&compiled, marked)?;
    let mut hits: Vec<Hit> = compiled.messages.iter().filter_map(|message| hit(message, place)).collect();
    // A library and its tests are one target to cargo, compiled twice. What the library alone does not have is a test's.
    let plain = Compiled::without_tests(place, part)?;
    let plain: BTreeSet<(String, Position, Position)> =
        plain.messages.iter().filter_map(|message| hit(message, place)).map(|it| it.at()).collect();
    for it in &mut hits {
        if it.within == CompiledFor::Code && !plain.contains(&it.at()) {
            it.within = CompiledFor::Tests;
        }
    }
    Ok(hits)
}

impl Hit {
    fn at(&self) -> (String, Position, Position) {
        (self.file.clone(), self.start, self.end)
    }
}

fn hit(message: &CargoMessage, place: &WorkingCopy) -> Option<Hit> {
    let diagnostic = message.message.as_ref().filter(|_| message.reason == "compiler-message")?;
    let mark = mark::index(&diagnostic.message)?;
    let span = diagnostic.spans.iter().find(|span| span.is_primary)?;
    // A macro of another crate may have written the use; the crate's own text calls it somewhere.
    let mut own = span.outwards().filter(|span| !place.is_foreign(&span.file_name));
    let at = own.next()?;
    let called = own.last().map(|outer| (place.relative(&outer.file_name), outer.start()));
    Some(Hit {
        mark,
        file: place.relative(&at.file_name),
        start: at.start(),
        end: at.end(),
        called,
        within: message.within(),
        member: MEMBERS.iter().any(|it| diagnostic.message.starts_with(&format!("use of deprecated {it} "))),
    })
}
