//! Whether a catalog foresaw what the compiler then said: both read the same code, in different ways.
//!
//! A catalog judges each use of a list by what the compiler once said of such an operation; a probe changes the type and asks about
//! all of the code. They contradict each other where the compiler objects to what was to stay as it is, and in a function that does not use the list at all.

use std::collections::BTreeMap;

use serde::Deserialize;

/// An error of a probe.
#[derive(Debug, Deserialize)]
pub(super) struct RecordedError {
    /// Relative to the crate.
    pub(super) file: String,
    /// From 1.
    pub(super) line: usize,
    /// The last line of the compiler's span.
    pub(super) end: usize,
    /// The function around it, with its type.
    pub(super) function: Option<String>,
}

/// A use in a catalog.
#[derive(Debug, Deserialize)]
pub(super) struct PredictedUse {
    /// What is used.
    pub(super) subject: String,
    /// Relative to the crate.
    pub(super) file: String,
    /// From 1.
    pub(super) line: usize,
    /// The function around it.
    pub(super) function: Option<String>,
    /// Whether it is compiled for tests only.
    pub(super) test: bool,
    /// What each family makes of it.
    #[serde(default)]
    pub(super) families: BTreeMap<String, String>,
}

/// The errors of a probe against the uses of a catalog, and the other way round.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct PredictionCounts {
    /// Errors at a use that was to change.
    pub(super) there: usize,
    /// Errors elsewhere in a function that uses the list: further along a chain, or about an item from it.
    pub(super) beside: usize,
    /// Errors at a use that was to stay as it is.
    pub(super) denied: usize,
    /// Errors in functions without a use.
    pub(super) unknown: usize,
    /// Uses that were to change and did get an error.
    pub(super) confirmed: usize,
    /// Uses that were to change, without an error, in a function with one.
    pub(super) overshadowed: usize,
    /// Uses that were to change in functions without an error, in files with one.
    pub(super) excess: usize,
    /// Uses that were to change in files without any error: such a file was mostly not looked at.
    pub(super) unseen: usize,
}

impl PredictionCounts {
    /// Compares errors with the uses of the field that was changed, as families judge them. A type that shares in two ways is in two
    /// families, and a use changes with it where it changes with one of them. Uses in tests count only where there is an error at
    /// them, because most tests are never looked at.
    pub(super) fn of(errors: &[RecordedError], uses: &[&PredictedUse], families: &[&str]) -> Self {
        let changes = |it: &PredictedUse| changes(it, families);
        let mut counts = Self::default();
        for error in errors {
            let at: Vec<&&PredictedUse> = uses.iter().filter(|it| is_at(error, it)).collect();
            let around = uses.iter().any(|it| is_in_function(error, it));
            let count = match (at.is_empty(), around) {
                // Where a family says nothing, a use is all that can be foreseen.
                (false, _) if at.iter().any(|it| changes(it).unwrap_or(true)) => &mut counts.there,
                (false, _) => &mut counts.denied,
                (true, true) => &mut counts.beside,
                (true, false) => &mut counts.unknown,
            };
            *count += 1;
        }
        for it in uses.iter().filter(|it| !it.test && changes(it) == Some(true)) {
            let any =
                |is: fn(&RecordedError, &PredictedUse) -> bool| errors.iter().any(|error| is(error, it));
            let count = if any(is_at) {
                &mut counts.confirmed
            } else if any(is_in_function) {
                &mut counts.overshadowed
            } else if any(|error, it| error.file == it.file) {
                &mut counts.excess
            } else {
                &mut counts.unseen
            };
            *count += 1;
        }
        counts
    }

    /// Errors that contradict the catalog.
    pub(super) fn contradictions(&self) -> usize {
        self.denied + self.unknown
    }

    /// Each count by its measure's name.
    pub(super) fn counts(&self) -> [(&'static str, usize); 7] {
        [
            ("there", self.there),
            ("beside", self.beside),
            ("contradictions", self.contradictions()),
            ("confirmed", self.confirmed),
            ("overshadowed", self.overshadowed),
            ("unseen", self.unseen),
            ("excess", self.excess),
        ]
    }
}

fn is_at(error: &RecordedError, it: &PredictedUse) -> bool {
    it.file == error.file && (error.line..=error.end).contains(&it.line)
}

fn is_in_function(error: &RecordedError, it: &PredictedUse) -> bool {
    it.file == error.file && it.function.is_some() && it.function == error.function
}

/// Whether one of the families changes the use; `None` where none says anything.
fn changes(it: &PredictedUse, families: &[&str]) -> Option<bool> {
    families
        .iter()
        .filter_map(|family| it.families.get(*family))
        .map(|verdict| verdict != "as is")
        .reduce(|one, other| one | other)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(line: usize, function: &str) -> RecordedError {
        RecordedError { file: "src/lib.rs".to_owned(), line, end: line, function: Some(function.to_owned()) }
    }

    /// A use: its line, its function, and the verdicts of the families `t` and `u`.
    type UseSpec<'a> = (usize, &'a str, &'a [(&'a str, &'a str)]);

    fn counts(errors: &[RecordedError], uses: &[UseSpec<'_>]) -> PredictionCounts {
        let uses: Vec<PredictedUse> = uses
            .iter()
            .map(|(line, function, verdicts)| PredictedUse {
                subject: "A.b".to_owned(),
                file: "src/lib.rs".to_owned(),
                line: *line,
                function: Some((*function).to_owned()),
                test: false,
                families: verdicts
                    .iter()
                    .map(|(family, it)| ((*family).to_owned(), (*it).to_owned()))
                    .collect(),
            })
            .collect();
        PredictionCounts::of(errors, &uses.iter().collect::<Vec<_>>(), &["t", "u"])
    }

    #[test]
    fn an_error_at_a_use_that_was_to_change_is_foreseen_and_one_at_another_is_a_contradiction() {
        let uses: [UseSpec<'_>; 2] = [(3, "f", &[("t", "edit")]), (9, "g", &[("t", "as is")])];
        let found = counts(&[error(3, "f")], &uses);
        assert_eq!((found.there, found.confirmed, found.contradictions()), (1, 1, 0));
        let found = counts(&[error(9, "g")], &uses);
        assert_eq!((found.denied, found.contradictions(), found.excess), (1, 1, 1));
    }

    #[test]
    fn an_error_beside_a_use_is_explained_by_it_and_one_in_another_function_by_nothing() {
        let found = counts(&[error(4, "f"), error(20, "h")], &[(3, "f", &[("t", "edit")])]);
        assert_eq!((found.beside, found.unknown, found.overshadowed), (1, 1, 1));
    }

    #[test]
    fn where_a_family_says_nothing_a_use_explains_an_error_and_foresees_none() {
        let found = counts(&[error(3, "f")], &[(3, "f", &[]), (5, "f", &[])]);
        assert_eq!(found, PredictionCounts { there: 1, ..PredictionCounts::default() });
    }

    #[test]
    fn a_use_in_a_file_without_errors_was_not_seen() {
        assert_eq!(counts(&[], &[(3, "f", &[("t", "redesign")])]).unseen, 1);
    }

    #[test]
    fn a_use_that_one_of_two_families_changes_was_to_change() {
        let found = counts(&[error(3, "f")], &[(3, "f", &[("t", "as is"), ("u", "edit")])]);
        assert_eq!((found.there, found.contradictions()), (1, 0));
    }
}
