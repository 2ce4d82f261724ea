//! Whether a catalog foresaw what the compiler then said: both read the same code, in different ways.
//!
//! A catalog judges each use of a list by what the compiler once said of such an operation; a probe changes the type and asks about
//! all of the code. They contradict each other where the compiler objects to what was to stay as it is, and in a function that does not use the list at all.

use thiserror::Error;

use crate::catalog::{CatalogRecord, Subject, Use};
use crate::probe::{CompileError, ProbeRecord};

/// Why a probe and a catalog cannot be compared.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum PredictionCheckError {
    /// They are of different code.
    #[error(
        "the probe `{probe}` and the catalog `{catalog}` are not of the same commit. Compare what read the same code."
    )]
    OtherCode {
        /// The probe.
        probe: String,
        /// The catalog.
        catalog: String,
    },
    /// The catalog did not look for the field.
    #[error("the catalog `{catalog}` has no `{field}`; it has {there}")]
    NoSubject {
        /// The catalog.
        catalog: String,
        /// The probe's field.
        field: String,
        /// What it has.
        there: String,
    },
    /// The catalog judges for other families.
    #[error("the catalog `{catalog}` has no family `{family}`; it has {there}")]
    NoFamily {
        /// The catalog.
        catalog: String,
        /// What was asked for.
        family: String,
        /// What it has.
        there: String,
    },
}

/// The errors of a probe against the uses of a catalog, and the other way round.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct PredictionCheck {
    /// Errors at a use that was to change.
    pub there: usize,
    /// Errors elsewhere in a function that uses the list: further along a chain, or about an item from it.
    pub beside: usize,
    /// Errors at a use that was to stay as it is.
    pub denied: usize,
    /// Errors in functions without a use.
    pub unknown: usize,
    /// Uses that were to change and did get an error.
    pub confirmed: usize,
    /// Uses that were to change, without an error, in a function with one.
    pub overshadowed: usize,
    /// Uses that were to change in functions without an error, in files with one.
    pub excess: usize,
    /// Uses that were to change in files without any error: such a file was mostly not looked at.
    pub unseen: usize,
}

impl PredictionCheck {
    /// Compares the two, on the field that the probe changed.
    ///
    /// # Errors
    /// [`PredictionCheckError`] says why that makes no sense.
    pub fn between(
        probe: &ProbeRecord,
        catalog: &CatalogRecord,
        family: &str,
    ) -> Result<Self, PredictionCheckError> {
        if probe.of != catalog.of {
            let (probe, catalog) = (probe.name.clone(), catalog.name.clone());
            return Err(PredictionCheckError::OtherCode { probe, catalog });
        }
        let listed = |names: Vec<&str>| names.join(", ");
        if !catalog.families.iter().any(|it| it.id == family) {
            let there = listed(catalog.families.iter().map(|it| it.id.as_str()).collect());
            let (catalog, family) = (catalog.name.clone(), family.to_owned());
            return Err(PredictionCheckError::NoFamily { catalog, family, there });
        }
        let subject = catalog.subjects.iter().find(|it| it.subject == probe.field);
        let subject = subject.ok_or_else(|| PredictionCheckError::NoSubject {
            catalog: catalog.name.clone(),
            field: probe.field.clone(),
            there: listed(catalog.subjects.iter().map(|it| it.subject.as_str()).collect()),
        })?;
        Ok(Self::of(probe, subject, family))
    }

    /// Uses are judged for the family. Uses in tests count only where there is an error at them, because most tests
    /// are never looked at.
    fn of(probe: &ProbeRecord, subject: &Subject, family: &str) -> Self {
        let mut foreseen = Self::default();
        for error in &probe.errors {
            let at: Vec<&Use> = subject.uses.iter().filter(|it| is_at(error, it)).collect();
            let around = subject.uses.iter().any(|it| is_in_function(error, it));
            let count = match (at.is_empty(), around) {
                // Where a family says nothing, a use is all that can be foreseen.
                (false, _) if at.iter().any(|it| changes(it, family).unwrap_or(true)) => &mut foreseen.there,
                (false, _) => &mut foreseen.denied,
                (true, true) => &mut foreseen.beside,
                (true, false) => &mut foreseen.unknown,
            };
            *count += 1;
        }
        let code = subject.uses.iter().filter(|it| !it.test && changes(it, family) == Some(true));
        for it in code {
            let any = |is: fn(&CompileError, &Use) -> bool| probe.errors.iter().any(|error| is(error, it));
            let count = if any(is_at) {
                &mut foreseen.confirmed
            } else if any(is_in_function) {
                &mut foreseen.overshadowed
            } else if any(|error, it| error.file == it.file) {
                &mut foreseen.excess
            } else {
                &mut foreseen.unseen
            };
            *count += 1;
        }
        foreseen
    }

    /// Errors that contradict the catalog.
    pub fn contradictions(&self) -> usize {
        self.denied + self.unknown
    }
}

fn is_at(error: &CompileError, it: &Use) -> bool {
    it.file == error.file && (error.line..=error.end).contains(&it.line)
}

fn is_in_function(error: &CompileError, it: &Use) -> bool {
    it.file == error.file && it.function.is_some() && it.function == error.function
}

/// Whether the family changes the use; `None` where it says nothing.
fn changes(it: &Use, family: &str) -> Option<bool> {
    it.families.get(family).map(|verdict| verdict != "as is")
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    fn error(line: usize, function: &str) -> Value {
        json!({"file": "src/lib.rs", "line": line, "column": 1, "end": line, "code": "E0308", "test": false,
            "function": function})
    }

    fn foreseen(errors: &[Value], uses: &[(usize, &str, Option<&str>)]) -> PredictionCheck {
        let probe = json!({
            "name": "a", "command": "c", "toolchain": "rustc 1",
            "crate": {"name": "a", "commit": null, "dirty": null}, "field": "A.b", "before": "Vec<u8>",
            "after": "T", "targets": 1, "hidden": [], "limits": [], "errors": errors,
        });
        let uses: Vec<Value> = uses
            .iter()
            .map(|(line, function, verdict)| {
                json!({"file": "src/lib.rs", "line": line, "column": 1, "kind": "read", "operation": "scan",
                    "function": function, "test": false,
                    "families": verdict.map_or_else(|| json!({}), |verdict| json!({"t": verdict}))})
            })
            .collect();
        let subject = json!({"subject": "A.b", "what": "field", "defined": "src/lib.rs:1", "warnings": 9, "uses": uses});
        let probe = crate::kind::of_fields::<ProbeRecord>(probe).unwrap();
        PredictionCheck::of(&probe, &serde_json::from_value(subject).unwrap(), "t")
    }

    #[test]
    fn an_error_at_a_use_that_was_to_change_is_foreseen_and_one_at_another_is_a_contradiction() {
        let uses = [(3, "f", Some("edit")), (9, "g", Some("as is"))];
        let found = foreseen(&[error(3, "f")], &uses);
        assert_eq!((found.there, found.confirmed, found.contradictions()), (1, 1, 0));
        let found = foreseen(&[error(9, "g")], &uses);
        assert_eq!((found.denied, found.contradictions(), found.excess), (1, 1, 1));
    }

    #[test]
    fn an_error_beside_a_use_is_explained_by_it_and_one_in_another_function_by_nothing() {
        let uses = [(3, "f", Some("edit"))];
        let found = foreseen(&[error(4, "f"), error(20, "h")], &uses);
        assert_eq!((found.beside, found.unknown, found.overshadowed), (1, 1, 1));
    }

    #[test]
    fn where_a_family_says_nothing_a_use_explains_an_error_and_foresees_none() {
        let found = foreseen(&[error(3, "f")], &[(3, "f", None), (5, "f", None)]);
        assert_eq!(found, PredictionCheck { there: 1, ..PredictionCheck::default() });
    }

    #[test]
    fn a_use_in_a_file_without_errors_was_not_seen() {
        assert_eq!(foreseen(&[], &[(3, "f", Some("redesign"))]).unseen, 1);
    }
}
