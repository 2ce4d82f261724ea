//! Bad inputs, one a row: what is laid into a small project, what is run there, and the code that it exits with.
//!
//! The rows stand in a file for each command. One test runs them all and holds what each prints against the table in
//! `tests/README.md`, so that the table is what a user meets. `SNAPSHOTS=overwrite` writes the table anew.

mod backlogs;
mod build;
mod catalog;
mod checks;
mod claims;
mod expressions;
mod prediction_check;
mod probe;
mod rules;
mod verdicts;

use std::fmt::Write as _;
use std::fs;
use std::time::Duration;

use evidence::parallel;
use snapbox::cmd::Command;

use crate::fixture::{BookTest, Project, beside};

/// What a process that hangs is ended after. None of them takes a hundredth of it.
const HANGS_AFTER: Duration = Duration::from_secs(60);

/// The table starts below this line of the README.
const TABLE: &str =
    "<!-- The table below is written by the test `every_bad_input_is_answered_as_the_table_says`. -->\n";

/// An input that must be refused.
pub(crate) struct Input {
    /// What is wrong, in a few words.
    what: &'static str,
    /// Lays it into a project that is otherwise good.
    lay: Box<dyn Fn(Project) -> Project + Sync>,
    /// The command line, split at spaces.
    run: &'static str,
    /// What it exits with.
    exit: i32,
}

/// One that is wrong itself.
fn wrong(what: &'static str, run: &'static str, lay: impl Fn(Project) -> Project + Sync + 'static) -> Input {
    Input { what, lay: Box::new(lay), run, exit: 2 }
}

/// One that is read, but does not hold or cannot be done.
fn failed(what: &'static str, run: &'static str, lay: impl Fn(Project) -> Project + Sync + 'static) -> Input {
    Input { exit: 1, ..wrong(what, run, lay) }
}

/// One that is wrong in a book that builds.
fn in_book(
    what: &'static str,
    run: &'static str,
    change: impl Fn(Project) -> Project + Sync + 'static,
) -> Input {
    wrong(what, run, move |_| change(BookTest::new().project()))
}

/// Every row, in the order of the table.
fn inputs() -> Vec<(&'static str, Vec<Input>)> {
    vec![
        ("build and read", build::inputs()),
        ("claims", claims::inputs()),
        ("predicates", expressions::inputs()),
        ("catalog", catalog::inputs()),
        ("probe", probe::inputs()),
        ("prediction-check", prediction_check::inputs()),
        ("verdicts", verdicts::inputs()),
        ("serde and measure", backlogs::inputs()),
        ("decide, and the rules", rules::inputs()),
        ("agree and audit", checks::inputs()),
    ]
}

#[test]
fn every_bad_input_is_answered_as_the_table_says() {
    let groups = inputs();
    let rows: Vec<&Input> = groups.iter().flat_map(|(_, inputs)| inputs).collect();
    let answers = parallel::map(&rows, |rows| rows.map(|row| answer(row)).collect());
    let (answers, others): (Vec<_>, Vec<_>) = answers.into_iter().partition(Result::is_ok);
    assert!(others.is_empty(), "{others:#?}");

    let count = rows.len();
    let mut table = format!("{count} inputs are tried.\n");
    let mut answers = answers.into_iter();
    for (group, inputs) in &groups {
        let _ =
            write!(table, "\n### {group}\n\n| input | command | exit | what it says |\n|---|---|---|---|\n");
        for input in inputs {
            let says = answers.next().unwrap().unwrap();
            let _ =
                writeln!(table, "| {} | `{}` | {} | {} |", input.what, input.run, input.exit, cell(&says));
        }
    }

    let readme = beside("README.md");
    let text = fs::read_to_string(&readme).unwrap();
    let (above, _) = text.split_once(TABLE).unwrap();
    let expected = format!("{above}{TABLE}\n{table}");
    if std::env::var("SNAPSHOTS").is_ok_and(|value| value == "overwrite") {
        fs::write(&readme, &expected).unwrap();
    }
    snapbox::assert_data_eq!(expected, snapbox::Data::read_from(&readme, None).raw());
}

/// What the command prints on standard error.
fn answer(input: &Input) -> Result<String, String> {
    let project = (input.lay)(Project::new());
    let command: Command = project.command().args(input.run.split(' ')).timeout(HANGS_AFTER);
    let output = command.output().unwrap();
    let text = String::from_utf8(output.stderr).unwrap();
    let stdout = String::from_utf8_lossy(&output.stdout);
    // Nothing is served of a book that is not built, and nothing is printed where the input is not used; `check` says what it read.
    let silent = input.run.starts_with("read") || (input.exit == 2 && !input.run.starts_with("check"));
    if output.status.code() != Some(input.exit) || !text.contains("error: ") || (silent && !stdout.is_empty())
    {
        let code = output.status.code();
        return Err(format!("{}: {code:?} instead of {}: {text}{stdout}", input.what, input.exit));
    }
    let from = text.find("error: ").unwrap_or_default();
    let root = project.path("").to_string_lossy().into_owned();
    Ok(text[from..].replace(&root, "").replace(root.trim_end_matches('/'), ".").trim_end().to_owned())
}

/// As a cell of a Markdown table: one line, and nothing that Markdown would read.
fn cell(text: &str) -> String {
    let mut cell = String::new();
    // macOS has another number for a circle of links.
    let text = text.replace("(os error 62)", "(os error 40)");
    for c in text.strip_prefix("error: ").unwrap_or(&text).chars() {
        match c {
            '\n' => cell.push_str("<br>"),
            '|' | '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' => cell.extend(['\\', c]),
            c => cell.push(c),
        }
    }
    cell
}
