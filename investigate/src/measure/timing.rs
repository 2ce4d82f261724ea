//! The timed part: round after round, in each every cell that still needs it, one process after another.

use std::time::Instant;

use evidence::Record;

use super::cell::Cell;
use super::error::MeasureError;
use super::journal::{Journal, RoundEntry};
use super::plan;
use super::program::{Program, rounded};
use super::progress::Progress;
use super::rounds;
use super::stopping::is_precise;
use crate::exit::Failure;
use crate::interrupt::Interrupt;

/// What is timed, and for how long.
#[derive(Debug)]
pub(super) struct Timing<'a> {
    pub(super) slices: &'a Program,
    pub(super) cells: &'a [Cell],
    /// After how many rounds to look.
    pub(super) looks: Vec<usize>,
    /// The confidence of the intervals that are looked at.
    pub(super) level: f64,
    /// Seed of every order.
    pub(super) seed: u64,
    /// Time for one round of one cell, in milliseconds.
    pub(super) budget_ms: u64,
    /// After this many seconds no further round is begun once the first look is reached.
    pub(super) limit: f64,
    /// Seconds that the parts after the timing will take, for the progress.
    pub(super) later: f64,
    /// Ctrl-C.
    pub(super) interrupt: &'a Interrupt,
}

impl Timing<'_> {
    /// How long one round takes with next to no budget, in seconds. This also finds a cell that fails before a long run
    /// does.
    pub(super) fn trial(&self) -> Result<f64, Failure> {
        let started = Instant::now();
        for cell in self.cells {
            let measured = self.process(cell, 0, self.seed, 1);
            if self.interrupt.asked() {
                return Err(MeasureError::Interrupted { done: 0 }.into());
            }
            measured?;
        }
        Ok(started.elapsed().as_secs_f64())
    }

    /// Runs what is not among `entries` yet, and keeps each process in the journal as it ends. Gone through again with
    /// the same entries, it makes the same choices: that is how an interrupted run goes on.
    pub(super) fn run(
        &self,
        entries: &mut Vec<RoundEntry>,
        journal: &mut Journal,
        progress: &Progress,
    ) -> Result<(), Failure> {
        let looks = &self.looks;
        let mut going: Vec<usize> = (0..self.cells.len()).collect();
        for round in 0..looks.last().copied().unwrap_or_default() {
            if looks.contains(&round) {
                going = self.imprecise(&going, entries, round)?;
                progress.say(&format!(
                    "Look after {round} rounds: {} of {} cells are within ±5 %",
                    self.cells.len() - going.len(),
                    self.cells.len()
                ));
                if going.is_empty() {
                    break;
                }
            }
            if looks.first().is_some_and(|first| round >= *first) && !self.has_time(&going, entries, round) {
                progress.say(&format!("The time is up after {round} rounds"));
                break;
            }
            self.round(round, &going, entries, journal, progress)?;
        }
        Ok(())
    }

    fn round(
        &self,
        round: usize,
        going: &[usize],
        entries: &mut Vec<RoundEntry>,
        journal: &mut Journal,
        progress: &Progress,
    ) -> Result<(), Failure> {
        let order = plan::order(self.seed, round, self.cells.len());
        let mut ahead = going.len();
        for index in order.into_iter().filter(|index| going.contains(index)) {
            let cell = &self.cells[index];
            ahead -= 1;
            if entries.iter().any(|entry| entry.round == round && entry.cell == *cell) {
                continue;
            }
            let seed = plan::process_seed(self.seed, round, index);
            let entry = self.process(cell, round, seed, self.budget_ms);
            // Ctrl-C reaches the measuring process too, so that its failure is not one.
            if self.interrupt.asked() && entry.is_err() {
                return Err(MeasureError::Interrupted { done: entries.len() }.into());
            }
            let entry = entry?;
            journal.append(&entry)?;
            entries.push(entry);
            self.show(round, ahead, going.len(), entries, progress);
            if self.interrupt.asked() {
                return Err(MeasureError::Interrupted { done: entries.len() }.into());
            }
        }
        Ok(())
    }

    /// Those of the cells that are not precise after so many rounds.
    fn imprecise(
        &self,
        going: &[usize],
        entries: &[RoundEntry],
        rounds: usize,
    ) -> Result<Vec<usize>, MeasureError> {
        let mut imprecise = Vec::new();
        for &index in going {
            let (cell, mut record) = (&self.cells[index], Record::new(self.slices.name));
            rounds::add(&mut record, cell, entries.iter().filter(|entry| entry.round < rounds))
                .map_err(|problem| problem.of(self.slices.name))?;
            if !is_precise(&record, cell, self.level) {
                imprecise.push(index);
            }
        }
        Ok(imprecise)
    }

    /// Whether the round would end before the limit, judged by what those cells took so far.
    fn has_time(&self, going: &[usize], entries: &[RoundEntry], round: usize) -> bool {
        let before = || entries.iter().filter(|entry| entry.round < round);
        let spent: f64 = before().map(|entry| entry.seconds).sum();
        let of_going: Vec<f64> = before()
            .filter(|entry| going.iter().any(|index| entry.cell == self.cells[*index]))
            .map(|entry| entry.seconds)
            .collect();
        spent + mean(&of_going) * going.len() as f64 <= self.limit
    }

    /// Shows how far it is, after a process that has `ahead` others before the round ends.
    fn show(&self, round: usize, ahead: usize, going: usize, entries: &[RoundEntry], progress: &Progress) {
        let looks = &self.looks;
        let last = looks.last().copied().unwrap_or_default();
        let seconds: Vec<f64> = entries.iter().map(|entry| entry.seconds).collect();
        let spent: f64 = seconds.iter().sum();
        let until =
            |rounds: usize| mean(&seconds) * (ahead + going * rounds.saturating_sub(round + 1)) as f64;
        let (mut left, mut most) = (until(last), "");
        if let [first, _, ..] = looks[..] {
            // The limit does not hold for the first look.
            left = left.min((self.limit - spent).max(until(first)));
            most = "at most ";
        }
        let what = format!("Timing: round {} of {most}{last}", round + 1);
        progress.step(&what, most, spent, left + self.later, ahead == 0);
    }

    /// One process. This thread sleeps meanwhile: it must not compete with what is measured.
    fn process(&self, cell: &Cell, round: usize, seed: u64, budget_ms: u64) -> Result<RoundEntry, Failure> {
        let mut arguments = vec!["round".to_owned()];
        for (name, value) in [
            ("--operation", cell.operation.clone()),
            ("--n", cell.n.to_string()),
            ("--seed", seed.to_string()),
            ("--budget-ms", budget_ms.to_string()),
        ] {
            arguments.extend([name.to_owned(), value]);
        }
        let started = Instant::now();
        let measured = self.slices.call(&arguments)?;
        let seconds = rounded(started.elapsed().as_secs_f64());
        let mut answered = Cell::all(&measured);
        if answered != [cell.clone()] {
            let got = answered.pop().map_or_else(|| "nothing".to_owned(), |other| other.to_string());
            return Err(MeasureError::Mismatch { wanted: cell.to_string(), got }.into());
        }
        Ok(RoundEntry { round, seconds, cell: cell.clone(), measured })
    }
}

/// The mean, and 0 of nothing.
fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len().max(1) as f64
}
