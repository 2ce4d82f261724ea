//! Whether a definition is compiled at all. One that is not would seem to have no uses and to break nothing.

use std::collections::BTreeSet;

use super::compile::Compiled;
use super::definition::Definition;
use super::error::CodeError;

/// The name of no lint: the compiler warns of it wherever it compiles an attribute that has it.
const LINT: &str = "investigate_3f9c1e_";

/// What stands in front of a definition; `index` tells those of one run apart.
pub(crate) fn attribute(index: usize) -> String {
    format!("#[allow({LINT}{index})] ")
}

/// Whether the definitions were compiled, in their order.
pub(crate) fn all_present(compiled: &Compiled, definitions: &[&Definition]) -> Result<(), CodeError> {
    let said = compiled.messages.iter().filter_map(|it| it.message.as_ref());
    let seen: BTreeSet<usize> = said.filter_map(|diagnostic| index(&diagnostic.message)).collect();
    let missing = definitions.iter().enumerate().find(|(index, _)| !seen.contains(index));
    match missing {
        None => Ok(()),
        Some((_, definition)) => {
            Err(CodeError::NotCompiled { subject: definition.subject.to_string(), place: definition.at() })
        }
    }
}

fn index(message: &str) -> Option<usize> {
    let rest = message.strip_prefix("unknown lint: `")?.strip_prefix(LINT)?;
    rest.strip_suffix('`')?.parse().ok()
}
