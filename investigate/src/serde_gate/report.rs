//! What came of all inputs, as a table for people.

use std::fmt;
use std::sync::atomic::{AtomicBool, Ordering};

use evidence::parallel;

use super::crossing::{Crossing, CrossingKind, cross};
use super::difference::first_line;
use super::gate::{Accepted, Outcome, SerdeVerdict};
use super::input::Input;
use super::library::Library;
use super::printable::printable;
use super::sandbox::JudgedRepresentations;
use crate::columns::{columns, row};

/// What came of all inputs with all libraries.
#[derive(Debug)]
pub(super) struct SerdeReport<'a> {
    /// The representations; the first is today's.
    pub(super) representations: Vec<&'static str>,
    pub(super) judged: Vec<JudgedInput<'a>>,
}

/// One input.
#[derive(Debug)]
pub(super) struct JudgedInput<'a> {
    pub(super) input: &'a Input,
    /// What came of it with each library.
    pub(super) verdicts: Vec<(Library, SerdeVerdict)>,
    /// What each library made of what the others wrote.
    pub(super) crossings: Vec<Crossing>,
}

impl<'a> SerdeReport<'a> {
    /// Runs the gate, on as many inputs at once as the machine has processors. `done` is called after each.
    /// After an error of `judge`, no further input is begun.
    pub(super) fn of<E: Send>(
        inputs: &'a [Input],
        representations: Vec<&'static str>,
        judge: impl Fn(Library, &str, JudgedRepresentations) -> Result<SerdeVerdict, E> + Sync,
        done: impl Fn() + Sync,
    ) -> Result<Self, E> {
        let judged = |input: &'a Input| {
            let verdict = |library| Ok((library, judge(library, &input.text, JudgedRepresentations::All)?));
            let verdicts = Library::ALL.into_iter().map(verdict).collect::<Result<Vec<_>, E>>()?;
            let crossings =
                cross(&verdicts, |library, text| judge(library, text, JudgedRepresentations::Todays))?;
            done();
            Ok(JudgedInput { input, verdicts, crossings })
        };
        let failed = AtomicBool::new(false);
        let judged = parallel::map(inputs, |inputs| {
            let left = inputs.take_while(|_| !failed.load(Ordering::Relaxed));
            left.map(|input| judged(input).inspect_err(|_| failed.store(true, Ordering::Relaxed))).collect()
        });
        Ok(Self { representations, judged: judged.into_iter().collect::<Result<_, E>>()? })
    }

    /// Each input with each library.
    pub(super) fn verdicts(&self) -> impl Iterator<Item = (&JudgedInput<'a>, Library, &SerdeVerdict)> {
        self.judged.iter().flat_map(|judged| {
            judged.verdicts.iter().map(move |(library, verdict)| (judged, *library, verdict))
        })
    }

    /// How many results differ from today's.
    pub(super) fn differences(&self) -> usize {
        self.verdicts().map(|(.., verdict)| verdict.differences.len()).sum()
    }

    /// How many results of one representation differ from today's.
    pub(super) fn differences_of(&self, representation: &str) -> usize {
        let differences = self.verdicts().flat_map(|(.., verdict)| &verdict.differences);
        differences.filter(|it| it.representation == representation).count()
    }

    /// How many files that one library wrote were given to another, and from how many of them that read the same value.
    pub(super) fn crossed(&self) -> [usize; 2] {
        let all = || self.judged.iter().flat_map(|judged| &judged.crossings);
        [all().count(), all().filter(|crossing| crossing.kind == CrossingKind::Same).count()]
    }

    /// How many inputs a library and the first one read, and how many of them it writes with the same bytes.
    pub(super) fn same_bytes(&self, library: Library) -> [usize; 2] {
        let of_both = || {
            self.verdicts()
                .filter(|(judged, it, verdict)| *it == library && judged.same_value(verdict).is_some())
        };
        let same = of_both().filter(|(judged, _, verdict)| judged.other_from_line(verdict).is_none());
        [of_both().count(), same.count()]
    }

    /// How many results there are.
    pub(super) fn results(&self) -> usize {
        self.verdicts().count() * self.representations.len()
    }

    /// The first difference, in lines.
    pub(super) fn first_difference(&self) -> Option<String> {
        let (judged, library, difference) = self
            .verdicts()
            .find_map(|(judged, library, verdict)| Some((judged, library, verdict.differences.first()?)))?;
        let todays = self.representations.first().copied().unwrap_or_default();
        let line = |text: &Option<String>| {
            text.as_deref().map_or_else(|| "(ends before that line)".to_owned(), printable)
        };
        Some(format!(
            "  input:          {}\n  representation: {}\n  library:        {}\n  difference:     {}, first in line {}\n    {todays}: {}\n    {}: {}",
            printable(&judged.input.name),
            difference.representation,
            library.name(),
            difference.step,
            difference.line,
            line(&difference.expected),
            difference.representation,
            line(&difference.actual),
        ))
    }

    /// The first input that a library did not come back from.
    pub(super) fn first_stop(&self) -> Option<String> {
        self.verdicts().find_map(|(judged, library, verdict)| match &verdict.outcome {
            Outcome::Stopped(stop) => {
                let name = printable(&judged.input.name);
                Some(format!(
                    "  input:          {name}\n  library:        {}\n  what happened:  {stop}",
                    library.name()
                ))
            }
            _ => None,
        })
    }

    /// How many representations agree with today's, itself included; none where the library did not come back.
    pub(super) fn agree(&self, verdict: &SerdeVerdict) -> usize {
        match verdict.outcome {
            Outcome::Stopped(_) => 0,
            _ => self.representations.len() - verdict.differences.len(),
        }
    }
}

impl JudgedInput<'_> {
    /// In which line a library first writes something else than the first library does; `None` where it does not, or one of them does
    /// not write.
    pub(super) fn other_from_line(&self, verdict: &SerdeVerdict) -> Option<usize> {
        let first = self.verdicts.first()?.1.outcome.written()?;
        first_line(first, verdict.outcome.written()?).map(|(line, _)| line)
    }

    /// Why the input was not accepted. Libraries quote what they refuse: of a reader's file that is kept, only the place is told.
    pub(super) fn message(&self, verdict: &SerdeVerdict, kept: bool) -> Option<String> {
        match &verdict.outcome {
            Outcome::Accepted(_) => None,
            Outcome::Refused(refusal) if kept && self.input.sha256.is_some() => Some(match refusal.place {
                Some((line, column)) => format!("at line {line} column {column}"),
                None => "at no place in particular".to_owned(),
            }),
            Outcome::Refused(refusal) => Some(refusal.message.clone()),
            Outcome::Stopped(stop) => Some(stop.to_string()),
        }
    }

    /// Whether a library reads the value that the first library reads; `None` where both do not read.
    pub(super) fn same_value(&self, verdict: &SerdeVerdict) -> Option<bool> {
        let first = self.verdicts.first()?.1.outcome.accepted()?;
        Some(verdict.outcome.accepted()?.value == first.value)
    }
}

impl fmt::Display for SerdeReport<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let all = self.representations.len();
        let mut lines = vec![row(&["input", "library", "agree", "outcome"])];
        for judged in &self.judged {
            let of_libraries = by_outcome(&judged.verdicts, |verdict| {
                let other = judged.same_value(verdict) == Some(false);
                let read = if other { ", as another value" } else { "" };
                [format!("{} of {all}", self.agree(verdict)), outcome(&verdict.outcome) + read]
            });
            let input = printable(&judged.input.name);
            let line = |(libraries, [agree, outcome]): (String, [String; 2])| {
                vec![input.clone(), libraries, agree, outcome]
            };
            lines.extend(of_libraries.into_iter().map(line));
        }
        columns(f, &lines)?;
        writeln!(f, "\n{}", self.across())?;
        let inputs = self.judged.len();
        let libraries = Library::ALL.map(Library::with_version).join(", ");
        match self.differences() {
            0 => write!(f, "All {all} representations make the same of {inputs} inputs, with {libraries}"),
            count => write!(f, "{count} of {} results differ, with {libraries}", self.results()),
        }
    }
}

impl SerdeReport<'_> {
    /// What the libraries make of each other's files: each pair that is not the same, then how many were.
    fn across(&self) -> String {
        let mut lines = Vec::new();
        for judged in &self.judged {
            for Crossing { writer, reader, kind } in &judged.crossings {
                let what = match kind {
                    CrossingKind::Same => continue,
                    CrossingKind::OtherValue => "reads another value from".to_owned(),
                    CrossingKind::NotRead(reason) => format!("does not read ({reason})"),
                };
                let (reader, writer, input) = (reader.name(), writer.name(), printable(&judged.input.name));
                lines.push(format!("{reader} {what} what {writer} wrote of: {input}"));
            }
        }
        let [all, same] = self.crossed();
        lines.push(format!("Of {all} files that one library wrote, another read the same value from {same}"));
        lines.join("\n")
    }
}

/// One line for all libraries, or for those with equal cells.
fn by_outcome<const N: usize>(
    verdicts: &[(Library, SerdeVerdict)],
    cells: impl Fn(&SerdeVerdict) -> [String; N],
) -> Vec<(String, [String; N])> {
    let mut lines: Vec<(Vec<&str>, [String; N])> = Vec::new();
    for (library, verdict) in verdicts {
        let cells = cells(verdict);
        match lines.iter_mut().find(|(_, known)| *known == cells) {
            Some((libraries, _)) => libraries.push(library.name()),
            None => lines.push((vec![library.name()], cells)),
        }
    }
    let all = lines.len() == 1;
    let named = |libraries: Vec<&str>| if all { "all".to_owned() } else { libraries.join(", ") };
    lines.into_iter().map(|(libraries, cells)| (named(libraries), cells)).collect()
}

fn outcome(outcome: &Outcome) -> String {
    match outcome {
        Outcome::Accepted(Accepted { items: 1, .. }) => "accepted, 1 item".to_owned(),
        Outcome::Accepted(Accepted { items, .. }) => format!("accepted, {items} items"),
        Outcome::Refused(refusal) => format!("refused: {}", printable(&refusal.message)),
        Outcome::Stopped(stop) => format!("stopped: {stop}"),
    }
}

#[cfg(test)]
mod tests {
    use std::path::{Path, PathBuf};
    use std::{env, fs};

    use super::super::dyn_representation::DynRepresentation;
    use super::super::faulty::Faulty;
    use super::super::stop_reason::StopReason;
    use super::super::{dyn_representation, gate, input};
    use super::*;

    /// The gate in this process, for texts that are known to be harmless.
    fn gate_in_process<'a>(inputs: &'a [Input], subjects: &[DynRepresentation]) -> SerdeReport<'a> {
        let judge = |library, text: &str, whose| {
            let others = if whose == JudgedRepresentations::All { &subjects[1..] } else { &[] };
            Ok::<_, std::convert::Infallible>(gate::judge(library, text, &subjects[0], others))
        };
        SerdeReport::of(inputs, subjects.iter().map(|subject| subject.id).collect(), judge, || ()).unwrap()
    }

    fn input(name: &str, text: &str) -> Input {
        Input { name: name.to_owned(), text: text.to_owned(), sha256: None }
    }

    #[test]
    fn the_table_has_one_line_where_the_libraries_agree() {
        let inputs = [input("empty", "schema_version: 3\nitems: []\n"), input("a number", "3")];
        let subjects = &dyn_representation::all()[..2];
        let report = gate_in_process(&inputs, subjects);
        let versions = Library::ALL.map(Library::with_version);
        let expected = format!(
            "input     library                                agree   outcome\n\
             empty     all                                    2 of 2  accepted, 0 items\n\
             a number  serde_yaml, serde_yaml_ng, yaml_serde  2 of 2  refused: invalid type: integer `3`, expected struct BacklogFile\n\
             a number  serde-saphyr                           2 of 2  refused: expected mapping start at line 1, column 1\n\
             \n\
             Of 12 files that one library wrote, another read the same value from 12\n\
             All 2 representations make the same of 2 inputs, with {}",
            versions.join(", ")
        );
        assert_eq!(report.to_string(), expected);
        assert_eq!((report.first_difference(), report.first_stop()), (None, None));
    }

    #[test]
    fn a_library_that_does_not_come_back_agrees_with_nobody() {
        let inputs = [input("endless", "")];
        let stopped = |_, _: &str, _| {
            let outcome = Outcome::Stopped(StopReason::Late(60));
            Ok::<_, std::convert::Infallible>(SerdeVerdict { outcome, differences: Vec::new() })
        };
        let report = SerdeReport::of(&inputs, vec!["vec", "im"], stopped, || ()).unwrap();
        assert!(
            report.to_string().contains("endless  all      0 of 2  stopped: no answer within 60 s"),
            "{report}"
        );
        assert!(report.first_stop().unwrap().contains("library:        serde_yaml\n"));
    }

    #[test]
    fn a_difference_is_counted_and_the_first_is_shown_with_its_line() {
        let item = |id| format!("- {{id: {id}, title: a, status: new, created: a, updated: a}}\n");
        let text = format!("schema_version: 3\nitems:\n{}{}", item("A-1"), item("A-2"));
        let inputs = [input("two items", &text)];
        let subjects = [dyn_representation::all()[0], DynRepresentation::of::<Faulty>("faulty")];
        let report = gate_in_process(&inputs, &subjects);
        assert!(report.to_string().contains("two items  all      1 of 2  accepted, 2 items"), "{report}");
        assert!(report.to_string().contains("\n4 of 8 results differ, with serde_yaml "), "{report}");
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
    #[ignore = "needs real backlogs: set BACKLOG_CORPUS to a folder of them, and add --ignored"]
    fn every_representation_makes_the_same_of_real_backlogs() {
        let corpus = env::var_os("BACKLOG_CORPUS").map(PathBuf::from).expect("BACKLOG_CORPUS is not set");
        let folders = [corpus.clone(), corpus.join("fixtures"), corpus.join("history")];
        let paths: Vec<PathBuf> = folders.iter().flat_map(|folder| yaml_files(folder)).collect();
        assert!(
            !paths.is_empty(),
            "BACKLOG_CORPUS names a folder without a .yaml file: {}",
            corpus.display()
        );
        let inputs: Vec<Input> = paths.iter().map(|path| input::file(path).unwrap()).collect();
        let report = gate_in_process(&inputs, &dyn_representation::all());
        assert_eq!(report.first_difference(), None);
    }
}
