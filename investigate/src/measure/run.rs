//! One run: the timing, then the parts after it, then the record.

use std::path::Path;
use std::time::{Duration, Instant};

use evidence::Record;
use evidence::record::{Figure, Problem};

use crate::exit::Failure;
use crate::interrupt::Interrupt;
use crate::output;

use super::cell::ratios;
use super::control;
use super::error::MeasureError;
use super::journal::{Journal, PartEntry};
use super::loop_record::LoopRecord;
use super::options::Options;
use super::part::Part;
use super::plan;
use super::program::{ProgramError, rounded};
use super::programs::Programs;
use super::progress::{Progress, words};
use super::record_file;
use super::report::MeasureReport;
use super::rounds;
use super::start::Start;
use super::stopping::{level, looks, missed};
use super::timing::Timing;

/// The exit code that tells of valgrind's absence.
const NO_VALGRIND: i32 = 3;

/// Runs what is left to run and writes the record into `folder`.
/// Where that fails, what is finished is kept.
pub(super) fn run(
    folder: &Path,
    programs: &Programs,
    start: Start,
    mut of_loop: LoopRecord,
    options: &Options,
    interrupt: &Interrupt,
) -> Result<MeasureReport, Failure> {
    let Start { mut record, cells } = start;
    let path = folder.join(".partial").join(format!("{}.jsonl", record.name));
    let limit = options.limit();
    let mut timing = Timing {
        slices: &programs.slices,
        cells: &cells,
        looks: looks(&record),
        level: level(&record),
        seed: options.seed,
        budget_ms: 0,
        limit: limit.as_secs_f64(),
        later: expected_seconds(Part::ALL[0], options),
        interrupt,
    };

    let (mut journal, mut finished) = if options.resume {
        let (journal, begun, finished) = Journal::resume(&path, &record)?;
        (record.started, record.rounds) = (begun.started, begun.rounds);
        output::tell(format_args!("Going on after {} processes", finished.entries.len()));
        (journal, finished)
    } else {
        let trial = Duration::from_secs_f64(timing.trial()?);
        let budget = plan::budget(limit, trial, cells.len(), &timing.looks);
        record.rounds.iter_mut().for_each(|rounds| rounds.budget_ms = Some(budget));
        let (journal, aside) = Journal::begin(&path, &record)?;
        if let Some(aside) = aside {
            output::tell(format_args!("An interrupted run was set aside as {}", aside.display()));
        }
        (journal, Default::default())
    };
    timing.budget_ms = record.rounds.as_ref().and_then(|rounds| rounds.budget_ms).unwrap_or_default();

    let progress = Progress::new();
    progress.say(&intention(&timing, limit));
    timing.run(&mut finished.entries, &mut journal, &progress)?;
    let odd = |problem: Problem| MeasureError::from(problem.of(programs.slices.name));
    for cell in &cells {
        rounds::add(&mut record, cell, &finished.entries).map_err(odd)?;
    }
    if timing.looks.len() > 1 {
        record.notes.extend(note_of_missed(&record));
    }

    let done = finished.entries.len();
    for part in Part::ALL {
        if part == Part::Loops
            && let Some(there) = of_loop.counted()
        {
            progress.say(&format!("The loop is counted in records/{}.json", there.name));
            continue;
        }
        let kept = of_loop.kept_from().filter(|_| part == Part::Loops && part.left_out(options).is_none());
        let entry = match (finished.parts.iter().find(|entry| entry.part == part), kept) {
            (Some(entry), _) => Ok(entry.clone()),
            (None, Some(reason)) => Err(reason),
            (None, None) => count(part, programs, options, &record, of_loop.record(), &progress),
        };
        if interrupt.asked() && entry.is_err() {
            return Err(MeasureError::Interrupted { done }.into());
        }
        match entry {
            Ok(entry) => {
                if !finished.parts.contains(&entry) {
                    journal.append_part(&entry)?;
                    finished.parts.push(entry.clone());
                }
                let into = if part == Part::Loops { &mut of_loop.begun } else { &mut record };
                into.add(entry.answer).map_err(odd)?;
            }
            Err(reason) => {
                let note = part.note(&reason);
                progress.say(&note);
                record.notes.push(note);
            }
        }
        if interrupt.asked() && part != Part::ALL[Part::ALL.len() - 1] {
            return Err(MeasureError::Interrupted { done }.into());
        }
    }
    drop(progress);

    let seconds = finished.entries.iter().map(|entry| entry.seconds);
    let seconds: f64 = seconds.chain(finished.parts.iter().map(|entry| entry.seconds)).sum();
    record.seconds = Some(rounded(seconds));
    let false_decisions = (!options.quick).then(|| control::note(&mut record));
    // Without figures where another run has counted it meanwhile.
    if !of_loop.begun.figures.is_empty() {
        let entry = finished.parts.iter().find(|entry| entry.part == Part::Loops);
        of_loop.begun.seconds = entry.map(|entry| entry.seconds);
        record_file::write(folder, &of_loop.begun)?;
    }
    let path = record_file::write(folder, &record)?;
    journal.finish()?;
    Ok(MeasureReport { path, record, false_decisions })
}

/// About how long that part and those after it take.
fn expected_seconds(first: Part, options: &Options) -> f64 {
    let parts = Part::ALL.into_iter().filter(|part| *part >= first && part.left_out(options).is_none());
    parts.map(|part| part.expected_seconds(options.quick)).sum()
}

/// What the timing is going to do.
fn intention(timing: &Timing<'_>, limit: Duration) -> String {
    let (cells, budget, looks) = (timing.cells.len(), timing.budget_ms, &timing.looks);
    let least = looks.first().copied().unwrap_or_default();
    let first = Duration::from_millis(budget * (cells * least) as u64);
    let (rounds, time) = match looks[..] {
        // The limit does not hold for the first look.
        [first_look, .., last] => {
            (format!("{first_look} to {last}"), format!("at most {}", words(limit.max(first))))
        }
        _ => (least.to_string(), format!("at least {}", words(first))),
    };
    format!("Measuring {cells} cells in {rounds} rounds, {budget} ms each: {time}")
}

/// One sentence with the cells that did not become precise.
fn note_of_missed(record: &Record) -> Option<String> {
    let cells = missed(record).into_iter().map(|cell| {
        let rounds = ratios(record).find(|it| it.cell == cell).map_or(0, |it| it.rounds.len());
        format!("{cell} ({rounds} rounds)")
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
    record: &Record,
    of_loop: &Record,
    progress: &Progress,
) -> Result<PartEntry, String> {
    if let Some(reason) = part.left_out(options) {
        return Err(reason.to_owned());
    }
    let name = part.name();
    let Some(program) = programs.of(part) else {
        return Err(format!("the program `{name}` does not compile"));
    };
    progress.begin(part.doing(), expected_seconds(part, options));
    let started = Instant::now();
    let answer = part.answer(program, options, of_loop).map_err(|error| {
        let reason = match &error {
            ProgramError::Failed { code: Some(NO_VALGRIND), .. } => {
                return "valgrind is not installed".to_owned();
            }
            differs if differs.is_of_the_control() => {
                "the control came out unlike the baseline, though both are the same code".to_owned()
            }
            ProgramError::PartAnswer { .. } => {
                format!("the program `{name}` answered with what cannot be counted")
            }
            _ => format!("the program `{name}` failed"),
        };
        progress.say(&format!("error: {error}"));
        reason
    })?;
    if answer.figures.is_empty() {
        return Err(match part {
            Part::Walls => "that needs its counts".to_owned(),
            _ => format!("the program `{name}` counted nothing"),
        });
    }
    // What does not fit must not cost the run its timing.
    let into = if part == Part::Loops { of_loop } else { record };
    if let Err(problem) = into.clone().add(answer.clone()) {
        progress.say(&format!("error: {problem}"));
        return Err(format!("the program `{name}` answered with what cannot be counted"));
    }
    // As where every item waits for another or is done.
    let phases = || answer.figures.get("phases").into_iter().flat_map(|phases| phases.values());
    if phases().count() > 0 && phases().all(|phases| *phases == Figure::Exact(0.0)) {
        return Err("the scheduler finds nothing to do in this workload".to_owned());
    }
    Ok(PartEntry { part, seconds: rounded(started.elapsed().as_secs_f64()), answer })
}
