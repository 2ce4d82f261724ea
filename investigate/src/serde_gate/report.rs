//! What came of all inputs, as a table for people.

use std::fmt;

use super::gate::{Outcome, Verdict, judge};
use super::input::Input;
use super::library::Library;
use super::subject::Subject;

/// The longest message or name in the table; a hostile file can have any.
const LONGEST: usize = 160;

/// What came of all inputs with all libraries.
#[derive(Debug)]
pub(super) struct Report<'a> {
    /// The representations; the first is today's.
    pub(super) representations: Vec<&'static str>,
    /// By input, then by library.
    pub(super) rows: Vec<Row<'a>>,
}

/// One input with one library.
#[derive(Debug)]
pub(super) struct Row<'a> {
    /// The input.
    pub(super) input: &'a Input,
    /// The library.
    pub(super) library: Library,
    /// What came of it.
    pub(super) verdict: Verdict,
}

impl<'a> Report<'a> {
    /// Runs the gate.
    pub(super) fn of(inputs: &'a [Input], subjects: &[Subject]) -> Self {
        let representations = subjects.iter().map(|subject| subject.id).collect();
        let Some((todays, others)) = subjects.split_first() else {
            return Self { representations, rows: Vec::new() };
        };
        let pairs = inputs.iter().flat_map(|input| Library::ALL.map(|library| (input, library)));
        let rows = pairs.map(|(input, library)| {
            let verdict = judge(library, &input.text, todays, others);
            Row { input, library, verdict }
        });
        Self { representations, rows: rows.collect() }
    }

    /// How many results differ from today's.
    pub(super) fn differences(&self) -> usize {
        self.rows.iter().map(|row| row.verdict.differences.len()).sum()
    }

    /// How many results there are.
    pub(super) fn judged(&self) -> usize {
        self.rows.len() * self.representations.len()
    }

    /// The first difference, in lines.
    pub(super) fn first_difference(&self) -> Option<String> {
        let (row, difference) =
            self.rows.iter().find_map(|row| Some((row, row.verdict.differences.first()?)))?;
        let todays = self.representations.first().copied().unwrap_or_default();
        let line = |text: &Option<String>| {
            text.as_deref().map_or_else(|| "(ends before that line)".to_owned(), printable)
        };
        Some(format!(
            "  input:          {}\n  representation: {}\n  library:        {}\n  difference:     {}, first in line {}\n    {todays}: {}\n    {}: {}",
            printable(&row.input.name),
            difference.representation,
            row.library.name(),
            difference.step,
            difference.line,
            line(&difference.expected),
            difference.representation,
            line(&difference.actual),
        ))
    }

    /// How many representations agree with today's, itself included.
    pub(super) fn agree(&self, row: &Row<'_>) -> usize {
        self.representations.len() - row.verdict.differences.len()
    }
}

impl fmt::Display for Report<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let all = self.representations.len();
        let mut lines = vec![["input", "library", "agree", "outcome"].map(str::to_owned)];
        for rows in self.rows.chunks(Library::ALL.len()) {
            let cells = rows.iter().map(|row| {
                let agree = format!("{} of {all}", self.agree(row));
                [printable(&row.input.name), row.library.name().to_owned(), agree, outcome(row)]
            });
            let mut cells: Vec<_> = cells.collect();
            // A line for each library only where they differ.
            if cells.windows(2).all(|pair| pair[0][2..] == pair[1][2..]) {
                cells.truncate(1);
                cells.iter_mut().for_each(|cells| "both".clone_into(&mut cells[1]));
            }
            lines.extend(cells);
        }
        let width = |column: usize| lines.iter().map(|line| line[column].chars().count()).max().unwrap_or(0);
        let [input, library, agree] = [width(0), width(1), width(2)];
        for [first, second, third, fourth] in &lines {
            writeln!(f, "{first:input$}  {second:library$}  {third:agree$}  {fourth}")?;
        }
        let inputs = self.rows.len() / Library::ALL.len();
        let libraries = Library::ALL.map(|library| format!("{} {}", library.name(), library.version()));
        let libraries = libraries.join(" and ");
        match self.differences() {
            0 => write!(f, "\nAll {all} representations make the same of {inputs} inputs, with {libraries}"),
            count => write!(f, "\n{count} of {} results differ, with {libraries}", self.judged()),
        }
    }
}

fn outcome(row: &Row<'_>) -> String {
    match &row.verdict.outcome {
        Outcome::Accepted(1) => "accepted, 1 item".to_owned(),
        Outcome::Accepted(items) => format!("accepted, {items} items"),
        Outcome::Refused(refusal) => format!("refused: {}", printable(&refusal.message)),
    }
}

/// The text in one short line: a hostile file could otherwise steer the terminal through its own error message.
fn printable(text: &str) -> String {
    let mut shown = String::new();
    for (index, character) in text.chars().enumerate() {
        if index == LONGEST {
            shown.push('…');
            break;
        }
        // Format characters, such as those that turn the direction of writing, hide what follows.
        let hidden = character.is_control()
            || matches!(character, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}');
        if hidden {
            shown.extend(character.escape_unicode());
        } else {
            shown.push(character);
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use std::path::{Path, PathBuf};
    use std::{env, fs};

    use super::super::faulty::Faulty;
    use super::super::{input, subject};
    use super::*;

    fn input(name: &str, text: &str) -> Input {
        Input { name: name.to_owned(), text: text.to_owned(), sha256: None }
    }

    #[test]
    fn the_table_has_one_line_where_the_libraries_agree() {
        let inputs = [input("blank", "schema_version: 3\nitems:\n"), input("a number", "3")];
        let subjects = &subject::all()[..2];
        let report = Report::of(&inputs, subjects);
        let [yaml, yaml_ng] = Library::ALL.map(Library::version);
        assert_eq!(
            report.to_string(),
            format!(
                "input     library  agree   outcome\n\
                 blank     both     2 of 2  accepted, 0 items\n\
                 a number  both     2 of 2  refused: invalid type: integer `3`, expected struct BacklogFile\n\
                 \n\
                 All 2 representations make the same of 2 inputs, with serde_yaml {yaml} and serde_yaml_ng {yaml_ng}"
            )
        );
        assert_eq!(report.first_difference(), None);
    }

    #[test]
    fn a_difference_is_counted_and_the_first_is_shown_with_its_line() {
        let item = |id| format!("- {{id: {id}, title: a, status: new, created: a, updated: a}}\n");
        let text = format!("schema_version: 3\nitems:\n{}{}", item("A-1"), item("A-2"));
        let inputs = [input("two items", &text)];
        let subjects = [subject::all()[0], Subject::of::<Faulty>("faulty")];
        let report = Report::of(&inputs, &subjects);
        assert!(report.to_string().contains("two items  both     1 of 2  accepted, 2 items"), "{report}");
        assert!(report.to_string().contains("\n2 of 4 results differ, with serde_yaml "), "{report}");
        let first = report.first_difference().unwrap();
        assert!(
            first.contains("written otherwise, first in line 3\n    vec: - id: A-1\n    faulty: - id: A-2"),
            "{first}"
        );
    }

    fn yaml_files(folder: &Path) -> Vec<PathBuf> {
        let entries = fs::read_dir(folder).into_iter().flatten().map(|entry| entry.unwrap().path());
        let yaml = |path: &PathBuf| path.extension().is_some_and(|extension| extension == "yaml");
        let mut files: Vec<PathBuf> = entries.filter(yaml).collect();
        files.sort();
        files
    }

    #[test]
    fn every_representation_makes_the_same_of_real_backlogs() {
        let Some(corpus) = env::var_os("BACKLOG_CORPUS").map(PathBuf::from) else {
            println!("skipped 1 test on real backlogs: BACKLOG_CORPUS names no folder");
            return;
        };
        let folders = [corpus.clone(), corpus.join("fixtures"), corpus.join("history")];
        let paths: Vec<PathBuf> = folders.iter().flat_map(|folder| yaml_files(folder)).collect();
        assert!(
            !paths.is_empty(),
            "BACKLOG_CORPUS names a folder without a .yaml file: {}",
            corpus.display()
        );
        let inputs: Vec<Input> = paths.iter().map(|path| input::file(path).unwrap()).collect();
        let report = Report::of(&inputs, &subject::all());
        assert_eq!(report.first_difference(), None);
        println!("{} real backlogs judged", inputs.len());
    }

    #[test]
    fn a_message_cannot_steer_the_terminal_or_fill_it() {
        assert_eq!(printable("a\u{1b}[2J\r\nb\u{202e}"), r"a\u{1b}[2J\u{d}\u{a}b\u{202e}");
        assert_eq!(printable(&"é".repeat(1_000)).chars().count(), LONGEST + 1);
    }
}
