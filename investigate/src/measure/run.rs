//! One run: the timing, then the parts after it, then the record.

use std::path::Path;
use std::time::{Duration, Instant};

use crate::measured::Measured;
use crate::measured::control::{TOLERANCE, false_decisions};
use crate::measured::stopping::missed;
use crate::measured::{Cell, Mode};

use crate::interrupt::Interrupt;
use crate::output;

use super::cells;
use super::error::MeasureError;
use super::journal::{Journal, PartEntry, RoundEntry};
use super::options::Options;
use super::part::Part;
use super::plan;
use super::program::ProgramError;
use super::programs::Programs;
use super::progress::{Progress, words};
use super::record_file::{self, rounded};
use super::report::MeasureReport;
use super::start::Start;
use super::timing::Timing;

/// The exit code that tells of valgrind's absence.
const NO_VALGRIND: i32 = 3;

/// Runs what is left to run and writes the record into `folder`.
///
/// # Errors
/// [`MeasureError`]; what is finished is kept.
pub(super) fn run(
    folder: &Path,
    programs: &Programs,
    start: Start,
    options: &Options,
    interrupt: &Interrupt,
) -> Result<MeasureReport, MeasureError> {
    let Start { mut record, cells, missing } = start;
    let path = folder.join(".partial").join(format!("{}.jsonl", record.name));
    let limit = options.limit();
    let mut timing = Timing {
        slices: &programs.slices,
        cells: &cells,
        record: record.clone(),
        limit: limit.as_secs_f64(),
        later: expected_seconds(Part::ALL[0], options),
        interrupt,
    };

    let (mut journal, mut finished) = if options.resume {
        let (journal, begun, finished) = Journal::resume(&path, &record)?;
        record.run = begun.run;
        output::tell(format_args!("Going on after {} processes", finished.entries.len()));
        (journal, finished)
    } else {
        let trial = Duration::from_secs_f64(timing.trial()?);
        record.run.budget_ms = plan::budget(limit, trial, cells.len(), &record.run.looks());
        let (journal, aside) = Journal::begin(&path, &record)?;
        if let Some(aside) = aside {
            output::tell(format_args!("An interrupted run was set aside as {}", aside.display()));
        }
        (journal, Default::default())
    };

    let progress = Progress::new();
    progress.say(&intention(&record, cells.len(), limit));
    timing.record.run = record.run.clone();
    timing.run(&mut finished.entries, &mut journal, &progress)?;
    let entries: Vec<&RoundEntry> = finished.entries.iter().collect();
    record.cells = cells
        .iter()
        .map(|planned| Cell {
            missing: missing.get(&planned.operation).cloned().unwrap_or_default(),
            ..cells::cell(&record, planned, &entries)
        })
        .collect();
    if record.run.looks().len() > 1 {
        record.notes.extend(note_of_missed(&record));
    }

    let done = finished.entries.len();
    for part in Part::ALL {
        let entry = match finished.parts.iter().find(|entry| entry.part == part) {
            Some(entry) => Ok(entry.clone()),
            None => count(part, programs, options, &record, &progress),
        };
        if interrupt.asked() && entry.is_err() {
            return Err(MeasureError::Interrupted { done });
        }
        match entry {
            Ok(entry) => {
                if !finished.parts.contains(&entry) {
                    journal.append_part(&entry)?;
                    finished.parts.push(entry.clone());
                }
                entry.answer.add_to(&mut record);
            }
            Err(reason) => {
                let note = part.note(&reason);
                progress.say(&note);
                record.notes.push(note);
            }
        }
        if interrupt.asked() && part != Part::ALL[Part::ALL.len() - 1] {
            return Err(MeasureError::Interrupted { done });
        }
    }
    drop(progress);

    let seconds = finished.entries.iter().map(|entry| entry.seconds);
    let seconds: f64 = seconds.chain(finished.parts.iter().map(|entry| entry.seconds)).sum();
    record.run.duration_seconds = rounded(seconds);
    let path = record_file::write(folder, &record)?;
    journal.finish()?;
    let false_decisions = (record.run.mode == Mode::Full).then(|| false_decisions(&record, TOLERANCE));
    Ok(MeasureReport { path, record, false_decisions })
}

/// About how long that part and those after it take.
fn expected_seconds(first: Part, options: &Options) -> f64 {
    let parts = Part::ALL.into_iter().filter(|part| *part >= first && part.left_out(options).is_none());
    parts.map(|part| part.expected_seconds(options.quick)).sum()
}

/// What the timing is going to do.
fn intention(record: &Measured, cells: usize, limit: Duration) -> String {
    let budget = record.run.budget_ms;
    let first = Duration::from_millis(budget * (cells * record.run.rounds) as u64);
    let (rounds, time) = match record.run.looks()[..] {
        // The limit does not hold for the first look.
        [first_look, .., last] => {
            (format!("{first_look} to {last}"), format!("at most {}", words(limit.max(first))))
        }
        _ => (record.run.rounds.to_string(), format!("at least {}", words(first))),
    };
    format!("Measuring {cells} cells in {rounds} rounds, {budget} ms each: {time}")
}

/// One sentence with the cells that did not become precise.
fn note_of_missed(record: &Measured) -> Option<String> {
    let cells = missed(record).into_iter().map(|cell| {
        let rounds = cell.series.first().map_or(0, |series| series.ratio.len());
        format!("{} at n = {} ({rounds} rounds)", cell.operation, cell.n)
    });
    let cells: Vec<String> = cells.collect();
    let subject = match cells.len() {
        0 => return None,
        1 => "One cell is",
        _ => "Some cells are",
    };
    Some(format!("{subject} not within ±5 %: {}.", cells.join(", ")))
}

/// Runs one part, or says why the record has to do without it. A reason names no path: it is published.
pub(super) fn count(
    part: Part,
    programs: &Programs,
    options: &Options,
    record: &Measured,
    progress: &Progress,
) -> Result<PartEntry, String> {
    if let Some(reason) = part.left_out(options) {
        return Err(reason.to_owned());
    }
    let name = part.program();
    let Some(program) = programs.of(part) else {
        return Err(format!("the program `{name}` does not compile"));
    };
    progress.begin(part.doing(), expected_seconds(part, options));
    let started = Instant::now();
    let answer = part.answer(program, options, record).map_err(|error| {
        let reason = match &error {
            ProgramError::Failed { code: Some(NO_VALGRIND), .. } => {
                return "valgrind is not installed".to_owned();
            }
            differs if differs.is_of_the_control() => {
                "the control came out unlike the baseline, though both are the same code".to_owned()
            }
            _ => format!("the program `{name}` failed"),
        };
        progress.say(&format!("error: {error}"));
        reason
    })?;
    let mut with_it = record.clone();
    answer.clone().add_to(&mut with_it);
    // What the book would refuse must not cost the run its timing.
    if let Err(error) = record_file::check(&with_it) {
        progress.say(&format!("error: {error}"));
        return Err(format!("the program `{name}` answered with what cannot be counted"));
    }
    if answer.is_empty() {
        return Err(match part {
            Part::Walls => "that needs its counts".to_owned(),
            _ => format!("the program `{name}` counted nothing"),
        });
    }
    if answer.is_idle() {
        return Err("the scheduler finds nothing to do in this workload".to_owned());
    }
    Ok(PartEntry { part, seconds: rounded(started.elapsed().as_secs_f64()), answer })
}
