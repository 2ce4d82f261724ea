//! The mark by which the compiler's answers are told from every other warning.

use super::other_marks;
use crate::code::{self, Definition, Edit, Position, SourceFile};

/// Unlikely enough to be in nobody's code.
const MARK: &str = "investigate-catalog-3f9c1e";

/// What stands in front of a definition; `index` tells the marks of one run apart.
pub(super) fn attribute(index: usize) -> String {
    format!("{}#[deprecated(note = \"{MARK}-{index}.\")] ", code::presence(index))
}

/// Which mark a diagnostic has; `None` for a diagnostic of something else.
pub(super) fn index(message: &str) -> Option<usize> {
    let rest = message.rsplit_once(MARK)?.1.strip_prefix('-')?;
    rest.split_once('.')?.0.parse().ok()
}

/// A mark that was put into a file. It is put into the line, not above it, so that lines keep their numbers.
#[derive(Debug, Clone)]
pub(super) struct Mark {
    pub(super) file: String,
    /// Where it starts, in the original.
    pub(super) place: Position,
    /// How many characters it has.
    pub(super) length: usize,
}

/// The text with all marks that belong in the file, and what they shift.
pub(super) fn insert(source: &SourceFile, definitions: &[&Definition]) -> (String, Vec<Mark>) {
    let wanted = definitions.iter().enumerate().filter(|(_, definition)| definition.file == source.path);
    let edits: Vec<Edit> = wanted.map(|(index, it)| Edit::insert(it.place, attribute(index))).collect();
    if edits.is_empty() {
        return (source.text.clone(), Vec::new());
    }
    let mark = |edit: &Edit| Mark {
        file: source.path.clone(),
        place: edit.start,
        length: edit.text.chars().count(),
    };
    let marks = edits.iter().map(mark).collect();
    (code::apply(&other_marks::without(source), edits), marks)
}

/// The place in the original, of a place in the marked text.
pub(super) fn original(marks: &[Mark], file: &str, place: Position) -> Position {
    let mut in_line: Vec<&Mark> =
        marks.iter().filter(|mark| mark.file == file && mark.place.line == place.line).collect();
    in_line.sort_by_key(|mark| mark.place);
    let mut column = place.column;
    for mark in in_line {
        if column >= mark.place.column + mark.length {
            column -= mark.length;
        }
    }
    Position { column, ..place }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_is_read_back_from_a_diagnostic() {
        let note = format!("use of deprecated field `A::b`: {}", attribute(12));
        assert_eq!(index(&note), Some(12));
        assert_eq!(index("use of deprecated field `A::b`: use c"), None);
    }

    #[test]
    fn places_behind_a_mark_in_its_line_are_those_of_the_original() {
        let mark = Mark { file: "a.rs".into(), place: Position { line: 2, column: 5 }, length: 10 };
        let at = |file, line, column| original(std::slice::from_ref(&mark), file, Position { line, column });
        assert_eq!(at("a.rs", 2, 4), Position { line: 2, column: 4 });
        assert_eq!(at("a.rs", 2, 15), Position { line: 2, column: 5 });
        assert_eq!(at("a.rs", 3, 15), Position { line: 3, column: 15 });
        assert_eq!(at("b.rs", 2, 15), Position { line: 2, column: 15 });
    }
}
