//! The rounds: outside the round, inside every cell in that round's order, one process after another.

use std::path::Path;
use std::time::{Duration, Instant};

use evidence::Record;
use evidence::record::{Cell, Series};

use super::interrupt::Interrupt;
use super::journal::{Entry, Journal};
use super::options::Options;
use super::plan::{self, FULL_BUDGET_MS, PlannedCell};
use super::progress::{Progress, words};
use super::record_file::{self, rounded};
use super::slices::Slices;
use super::start::Start;
use super::{MeasureError, Report};

/// Runs what is left to run and writes the record into `folder`.
///
/// # Errors
/// [`MeasureError`]; finished rounds are kept.
pub(super) fn run(
    folder: &Path,
    slices: &Slices,
    start: Start,
    options: &Options,
    interrupt: &Interrupt,
) -> Result<Report, MeasureError> {
    let Start { mut record, cells, missing } = start;
    let rounds = record.run.rounds;
    let total = cells.len() * rounds;
    let path = folder.join(".partial").join(format!("{}.jsonl", record.name));

    let (mut journal, mut entries) = if options.resume {
        let (journal, begun, entries) = Journal::resume(&path, &record)?;
        record.run = begun.run;
        eprintln!("Going on after {} of {total} processes", entries.len());
        (journal, entries)
    } else {
        record.run.budget_ms = budget(slices, &cells, options, interrupt)?;
        let (journal, aside) = Journal::begin(&path, &record)?;
        if let Some(aside) = aside {
            eprintln!("An interrupted run was set aside as {}", aside.display());
        }
        (journal, Vec::new())
    };

    let budget_ms = record.run.budget_ms;
    let expected = Duration::from_millis(budget_ms * (total - entries.len()) as u64);
    eprintln!(
        "Measuring {} cells in {rounds} rounds, {budget_ms} ms each: at least {}",
        cells.len(),
        words(expected)
    );

    let mut progress = Progress::new(total, cells.len(), entries.len());
    for round in 0..rounds {
        for index in plan::order(record.run.seed, round, cells.len()) {
            if entries.iter().any(|entry| is(entry, round, &cells[index])) {
                continue;
            }
            let seed = plan::process_seed(record.run.seed, round, index);
            let entry = measure(slices, &cells[index], round, seed, budget_ms);
            // Ctrl-C reaches the measuring process too, so that its failure is not one.
            if interrupt.asked() && entry.is_err() {
                return Err(MeasureError::Interrupted { done: entries.len(), total });
            }
            let entry = entry?;
            journal.append(&entry)?;
            entries.push(entry);
            progress.step();
            if interrupt.asked() && entries.len() < total {
                return Err(MeasureError::Interrupted { done: entries.len(), total });
            }
        }
    }
    drop(progress);

    let seconds: f64 = entries.iter().map(|entry| entry.seconds).sum();
    record.run.duration_seconds = rounded(seconds);
    record.cells = cells
        .iter()
        .map(|planned| Cell {
            missing: missing.get(&planned.operation).cloned().unwrap_or_default(),
            ..cell(&record, planned, &entries)
        })
        .collect();
    let path = record_file::write(folder, &record)?;
    journal.finish()?;
    Ok(Report { path, cells: cells.len(), rounds, duration: Duration::from_secs_f64(seconds) })
}

/// The budget of each process. For a quick run, a trial round shows what processes cost by themselves; it also finds a
/// cell that fails before a long run does.
fn budget(
    slices: &Slices,
    cells: &[PlannedCell],
    options: &Options,
    interrupt: &Interrupt,
) -> Result<u64, MeasureError> {
    if !options.quick {
        return Ok(FULL_BUDGET_MS);
    }
    let started = Instant::now();
    for cell in cells {
        measure(slices, cell, 0, options.seed, 1)?;
        if interrupt.asked() {
            return Err(MeasureError::Interrupted {
                done: 0,
                total: cells.len() * usize::from(options.rounds),
            });
        }
    }
    Ok(plan::quick_budget(started.elapsed(), cells.len(), usize::from(options.rounds)))
}

/// One process. This thread sleeps meanwhile.
fn measure(
    slices: &Slices,
    cell: &PlannedCell,
    round: usize,
    seed: u64,
    budget_ms: u64,
) -> Result<Entry, MeasureError> {
    let started = Instant::now();
    let mut measured = slices.round(&cell.operation, cell.n, seed, budget_ms)?;
    if measured.operation != cell.operation || measured.n != cell.n {
        return Err(MeasureError::Mismatch {
            wanted: format!("{} at n = {}", cell.operation, cell.n),
            got: format!("{} at n = {}", measured.operation, measured.n),
        });
    }
    for sample in &mut measured.series {
        sample.nanoseconds = rounded(sample.nanoseconds);
        sample.ratio = rounded(sample.ratio);
    }
    Ok(Entry { round, seconds: rounded(started.elapsed().as_secs_f64()), measured })
}

fn is(entry: &Entry, round: usize, cell: &PlannedCell) -> bool {
    entry.round == round && entry.measured.operation == cell.operation && entry.measured.n == cell.n
}

/// The cell's series in the order of the subjects, each with its rounds in order.
fn cell(record: &Record, planned: &PlannedCell, entries: &[Entry]) -> Cell {
    let mut rounds: Vec<&Entry> = entries.iter().filter(|entry| is(entry, entry.round, planned)).collect();
    rounds.sort_by_key(|entry| entry.round);
    let subjects = &record.subjects;
    let ids = subjects.representations.iter().map(|named| &named.id).chain([&subjects.control]);
    let series = ids.map(|id| {
        let samples = || {
            let samples = rounds.iter().flat_map(|entry| &entry.measured.series);
            samples.filter(|sample| sample.representation == *id)
        };
        Series {
            representation: id.clone(),
            nanoseconds: samples().map(|sample| sample.nanoseconds).collect(),
            ratio: samples().map(|sample| sample.ratio).collect(),
        }
    });
    Cell {
        operation: planned.operation.clone(),
        n: planned.n,
        series: series.filter(|series| !series.nanoseconds.is_empty()).collect(),
        missing: Vec::new(),
    }
}
