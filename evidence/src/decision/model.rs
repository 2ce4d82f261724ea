//! What a tick costs by each candidate.
//!
//! A tick takes snapshots, reads each once, and writes. A write that finds a snapshot outstanding pays with that
//! snapshot what the bench calls a cycle; the other snapshots and writes cost what they cost alone. Besides, a tick
//! saves after each write, commits, and waits for its agents.

use std::cell::RefCell;
use std::collections::HashMap;

use super::file::DecisionFile;
use crate::gate::Each;
use crate::metric::{Figures, Intermediate, Measure, Metric};
use crate::predicate::{Formula, Interval, JudgeError};
use crate::record::{Candidate, DropEarly};
use crate::statistics::median;

/// A project's size and rates.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Case {
    /// Items in the backlog.
    pub items: f64,
    /// Snapshots in a tick, by today's pattern.
    pub snapshots_per_tick: f64,
    /// Writes for each of them.
    pub mutations_per_snapshot: f64,
    /// How long an agent takes, in milliseconds.
    pub agent_ms: f64,
    /// How long today's tick takes with the project's agent, items and rates, in milliseconds.
    pub tick_ms: f64,
    /// The part of a tick that a change must save.
    pub worth_share: f64,
}

/// In a millisecond.
const NANOSECONDS: f64 = 1e6;

impl Case {
    /// What the cost of snapshots, writes and walks depends on.
    pub(crate) fn rates(&self) -> [f64; 3] {
        [self.items, self.snapshots_per_tick, self.mutations_per_snapshot]
    }

    /// What a tick depends on.
    pub(crate) fn of_a_tick(&self) -> [f64; 5] {
        let [items, snapshots, mutations] = self.rates();
        [items, snapshots, mutations, self.agent_ms, self.tick_ms]
    }
}

/// How well the model predicts what it was not fitted to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Fitness {
    /// Median over the comparisons of the error's size, as a part of what was measured.
    pub median_error: f64,
    /// The largest.
    pub largest_error: f64,
    /// Comparisons.
    pub comparisons: usize,
}

/// What a tick costs, fitted to one record.
#[derive(Debug)]
pub struct CostModel<'a> {
    file: &'a DecisionFile,
    figures: &'a Figures<'a>,
    /// Formulas of the patterns, each read once.
    formulas: RefCell<HashMap<String, Formula>>,
}

impl<'a> CostModel<'a> {
    /// The model of a file, over the figures of a record.
    pub fn new(file: &'a DecisionFile, figures: &'a Figures<'a>) -> Self {
        Self { file, figures, formulas: RefCell::default() }
    }

    /// The file that declares it.
    pub fn file(&self) -> &DecisionFile {
        self.file
    }

    /// The project's own size and rates.
    ///
    /// # Errors
    /// [`JudgeError`] names the figure that is missing.
    pub fn project(&self) -> Result<Case, JudgeError> {
        self.figures.remember(Intermediate::new("project", "", []), || self.project_afresh())
    }

    fn project_afresh(&self) -> Result<Case, JudgeError> {
        let project = &self.file.project;
        Ok(Case {
            items: whole(project.items),
            snapshots_per_tick: project.snapshots_per_tick.value(self.figures)?.value,
            mutations_per_snapshot: project.mutations_per_snapshot.value(self.figures)?.value,
            agent_ms: project.agent_ms,
            tick_ms: project.tick.value(self.figures)?.value / NANOSECONDS,
            worth_share: self.file.acting.worth_share,
        })
    }

    /// The shortest tick of today's code and the longest, in milliseconds.
    ///
    /// # Errors
    /// [`JudgeError`] names the figure that is missing.
    pub fn tick_range(&self) -> Result<[f64; 2], JudgeError> {
        let [shortest, longest] = &self.file.project.tick_range;
        Ok([self.value(shortest)? / NANOSECONDS, self.value(longest)? / NANOSECONDS])
    }

    /// One operation's time at any n, in nanoseconds: a power law between the two nearest sizes of the fit, and beyond
    /// them the law of the last two.
    ///
    /// # Errors
    /// [`JudgeError`] when fewer than two of those sizes were measured.
    pub fn time(&self, operation: &str, representation: &str, n: f64) -> Result<Interval, JudgeError> {
        let measured = self.figures.record().sizes(operation);
        let sizes: Vec<usize> =
            self.file.model.fit.iter().copied().filter(|size| measured.contains(size)).collect();
        let above = sizes.iter().position(|&size| whole(size) >= n).unwrap_or(sizes.len());
        let right = above.clamp(1, sizes.len().saturating_sub(1).max(1));
        let (Some(&low), Some(&high)) = (sizes.get(right - 1), sizes.get(right)) else {
            let path = format!("{operation}/{representation}/{n}");
            // The lookup of what was never measured words the error.
            self.figures.look(&Metric::new(Measure::Time, path))?;
            return Ok(Interval::point(f64::NAN));
        };
        let (from, to) =
            (self.measured(operation, representation, low)?, self.measured(operation, representation, high)?);
        let part = (n / whole(low)).ln() / (whole(high) / whole(low)).ln();
        let between = |from: f64, to: f64| (from.ln() + part * (to.ln() - from.ln())).exp();
        let ends = [
            between(from.low, to.low),
            between(from.high, to.high),
            between(from.low, to.high),
            between(from.high, to.low),
        ];
        Ok(Interval {
            value: between(from.value, to.value),
            low: ends.into_iter().fold(f64::INFINITY, f64::min),
            high: ends.into_iter().fold(0.0, f64::max),
        })
    }

    /// A representation's time as the baseline's times its ratio: a ratio hardly knows the machine's drift.
    fn measured(&self, operation: &str, representation: &str, n: usize) -> Result<Interval, JudgeError> {
        let baseline = &self.figures.record().subjects.baseline;
        let time = self.figures.look(&Metric::new(Measure::Time, format!("{operation}/{baseline}/{n}")))?;
        // The times' interval is common to all representations, and cancels where they are compared.
        if representation == baseline {
            return Ok(Interval::point(time.value));
        }
        let ratio =
            self.figures.look(&Metric::new(Measure::Ratio, format!("{operation}/{representation}/{n}")))?;
        Ok(Interval::point(time.value).by(Interval::from(&ratio)))
    }

    /// What the backlog's own operations cost a tick, in nanoseconds: what [`CostModel::handling`] has, and one walk over each
    /// snapshot.
    ///
    /// # Errors
    /// [`JudgeError`] names the figure that is missing.
    pub fn backlog(&self, candidate: &Candidate, case: &Case) -> Result<Interval, JudgeError> {
        let of = Intermediate::new("backlog", candidate.to_string(), case.rates());
        self.figures.remember(of, || self.backlog_afresh(candidate, case))
    }

    fn backlog_afresh(&self, candidate: &Candidate, case: &Case) -> Result<Interval, JudgeError> {
        let snapshots = self.snapshots(candidate, case)?;
        let walk = self.time(&self.file.model.operations.read, &candidate.representation, case.items)?;
        let walks = walk.by(Interval::point(snapshots)).by(self.in_the_field()?);
        Ok(self.handling(candidate, case)?.plus(walks))
    }

    /// What taking and dropping snapshots, queries and writes cost a tick, in nanoseconds.
    ///
    /// # Errors
    /// [`JudgeError`] names the figure that is missing.
    pub fn handling(&self, candidate: &Candidate, case: &Case) -> Result<Interval, JudgeError> {
        let Candidate { representation, .. } = candidate;
        let pattern = candidate.request();
        let operations = &self.file.model.operations;
        let snapshots = self.snapshots(candidate, case)?;
        let writes = case.snapshots_per_tick * case.mutations_per_snapshot;
        // Each copy needs a snapshot taken since the copy before it.
        let copying = self.file.model.copying_of.get(representation).unwrap_or(&self.file.model.copying);
        let cycles = (writes * self.of_pattern(copying, &pattern)?.value).min(snapshots);
        // They come with what asks: twice as many snapshots, twice as many of the sites that would ask for one item.
        let busier = case.snapshots_per_tick / self.project()?.snapshots_per_tick;
        let queries = self.of_pattern(&self.file.model.queries, &pattern)?.value * busier;

        let time = |operation: &str, count: f64| -> Result<Interval, JudgeError> {
            Ok(self.time(operation, representation, case.items)?.by(Interval::point(count)))
        };
        let warm = time(&operations.cycle, cycles)?
            .plus(time(&operations.snapshot, snapshots - cycles)?)
            .plus(time(&operations.write, writes - cycles)?);
        let asked = self.file.model.query.value(self.figures)?.by(Interval::point(queries));
        Ok(warm.by(self.in_the_field()?).plus(asked))
    }

    fn snapshots(&self, candidate: &Candidate, case: &Case) -> Result<f64, JudgeError> {
        let of_today = self.of_pattern(&self.file.model.snapshots, &candidate.request())?;
        Ok(case.snapshots_per_tick * of_today.value)
    }

    /// The candidate of that name, if the loop was run with it.
    ///
    /// # Errors
    /// [`JudgeError`] when it was not.
    pub(super) fn candidate(&self, name: &str) -> Result<Candidate, JudgeError> {
        let mut candidates = self.figures.record().loops.iter().map(|run| &run.candidate);
        candidates.find(|candidate| candidate.to_string() == name).cloned().ok_or_else(|| {
            JudgeError::Unknown {
                what: "candidate",
                name: name.to_owned(),
                known: "those of the record's loop".to_owned(),
            }
        })
    }

    pub(super) fn value(&self, formula: &Formula) -> Result<f64, JudgeError> {
        Ok(formula.value(self.figures)?.value)
    }

    /// What a tick costs besides the backlog's own operations, in nanoseconds.
    ///
    /// # Errors
    /// [`JudgeError`] names the figure that is missing.
    pub fn besides(&self, case: &Case) -> Result<Interval, JudgeError> {
        self.figures
            .remember(Intermediate::new("besides", "", case.of_a_tick()), || self.besides_afresh(case))
    }

    fn besides_afresh(&self, case: &Case) -> Result<Interval, JudgeError> {
        let (file, project) = (self.file, self.project()?);
        let baseline = &self.figures.record().subjects.baseline;
        let save = |n: f64| self.time(&file.model.operations.save, baseline, n);
        let writes = |case: &Case| case.snapshots_per_tick * case.mutations_per_snapshot;
        let saves = file.model.save.value(self.figures)?;
        let growth = save(case.items)?.value / save(project.items)?.value;
        let longer = (case.agent_ms - project.agent_ms) / file.project.concurrency;
        let known = saves.value * writes(&project) + self.backlog(&self.today(), &project)?.value;
        // An agent that takes no time cannot give back what git and the disk take.
        let rest = ((case.tick_ms + longer) * NANOSECONDS - known).max(0.0);
        Ok(Interval::point(rest).plus(saves.by(Interval::point(growth * writes(case)))))
    }

    /// The part of today's tick, at n items and the rates of `case`, that a difference in one operation's time is.
    ///
    /// # Errors
    /// [`JudgeError`] names the figure that is missing.
    pub fn share_of_tick(
        &self,
        nanoseconds: Interval,
        each: Each,
        n: usize,
        case: &Case,
    ) -> Result<Interval, JudgeError> {
        let case = Case { items: whole(n), ..*case };
        let times = match each {
            Each::Snapshot => case.snapshots_per_tick,
            Each::Write => case.snapshots_per_tick * case.mutations_per_snapshot,
        };
        let tick = self.besides(&case)?.plus(self.backlog(&self.today(), &case)?);
        Ok(nanoseconds.by(Interval::point(times)).by(self.in_the_field()?).over(Interval::point(tick.value)))
    }

    /// Today's candidate.
    pub fn today(&self) -> Candidate {
        Candidate {
            representation: self.figures.record().subjects.baseline.clone(),
            pattern: self.file.model.today.clone(),
            drop_early: DropEarly::Nothing,
        }
    }

    /// The lines of code and tests that a candidate changes of today's; none where part of it was never sized.
    ///
    /// # Errors
    /// [`JudgeError`] names the figure that is missing.
    pub fn lines(&self, candidate: &Candidate) -> Result<Option<f64>, JudgeError> {
        let of = Intermediate::new("lines", candidate.to_string(), []);
        self.figures.remember(of, || self.lines_afresh(candidate))
    }

    fn lines_afresh(&self, candidate: &Candidate) -> Result<Option<f64>, JudgeError> {
        let today = self.today();
        let drops = match candidate.drop_early {
            DropEarly::Nothing => None,
            DropEarly::Tasks => Some("drop-tasks"),
            DropEarly::All => Some("drop-all"),
        };
        let representation = Some(candidate.representation.as_str()).filter(|id| *id != today.representation);
        let pattern = Some(candidate.pattern.as_str()).filter(|id| *id != today.pattern);
        let mut lines = 0.0;
        for part in [representation, pattern, drops].into_iter().flatten() {
            let Some(formula) = self.file.migration.lines.get(part) else { return Ok(None) };
            lines += formula.value(self.figures)?.value;
        }
        Ok(Some(lines))
    }

    /// Predicts the operations of the test workloads, and compares: times of its own run, and of another run, which met the
    /// machine at another hour, what each representation takes of the baseline's time.
    ///
    /// A workload that has no record on this machine is left out; so is an operation that was not measured there.
    ///
    /// # Errors
    /// [`JudgeError`] names the figure that is missing.
    pub fn fitness(&self) -> Result<Fitness, JudgeError> {
        let own = self.figures.record();
        let operations = &self.file.model.operations;
        let mut errors = Vec::new();
        for test in &self.file.model.test {
            let records = self.figures.evidence().records();
            let Some(record) = records.iter().find(|record| {
                record.machine.name == own.machine.name && record.workload.name == test.workload
            }) else {
                continue;
            };
            for operation in [&operations.snapshot, &operations.write, &operations.cycle, &operations.read] {
                for representation in &own.subjects.representations {
                    for &n in &test.sizes {
                        let path = format!("{operation}/{}/{n}", representation.id);
                        // Of another run it says nothing: it is what the others are compared with.
                        if record.name != own.name && representation.id == own.subjects.baseline {
                            continue;
                        }
                        let predicted = self.time(operation, &representation.id, whole(n))?.value;
                        let (predicted, measured) = if record.name == own.name {
                            (predicted, record.time(&path))
                        } else {
                            let baseline = self.time(operation, &own.subjects.baseline, whole(n))?.value;
                            (predicted / baseline, record.ratio(&path))
                        };
                        if let Ok(measured) = measured {
                            errors.push((predicted / measured.value - 1.0).abs());
                        }
                    }
                }
            }
        }
        Ok(Fitness {
            median_error: median(&errors).unwrap_or(f64::INFINITY),
            largest_error: errors.iter().copied().fold(0.0, f64::max),
            comparisons: errors.len(),
        })
    }

    fn in_the_field(&self) -> Result<Interval, JudgeError> {
        let factor = || Ok(Interval::point(self.file.model.in_the_field.value(self.figures)?.value));
        self.figures.remember(Intermediate::new("in the field", "", []), factor)
    }

    fn of_pattern(&self, text: &str, pattern: &str) -> Result<Interval, JudgeError> {
        let text = text.replace("{pattern}", pattern);
        if let Some(known) = self.formulas.borrow().get(&text) {
            return known.value(self.figures);
        }
        let formula = Formula::parse(&text).map_err(|error| JudgeError::Formula(error.to_string()))?;
        let value = formula.value(self.figures);
        self.formulas.borrow_mut().insert(text, formula);
        value
    }
}

#[expect(clippy::cast_precision_loss, reason = "numbers of items are far below 2^52")]
fn whole(n: usize) -> f64 {
    n as f64
}
