//! What a tick costs by each candidate.
//!
//! A tick takes snapshots, reads each once, and writes. A write that finds a snapshot outstanding pays with that
//! snapshot what the bench calls a cycle; the other snapshots and writes cost what they cost alone. Besides, a tick
//! saves after each write, commits, and waits for its agents.

use std::cell::RefCell;
use std::collections::HashMap;

use super::file::DecisionFile;
use super::{Case, Parameter};
use crate::expression::{Graph, Id, Term};
use crate::gate::Each;
use crate::measured::{Candidate, DropEarly};
use crate::metric::{Ask, Figures, Metric};
use crate::predicate::{Formula, JudgeError};
use crate::statistics::median;

/// In a millisecond.
const NANOSECONDS: f64 = 1e6;

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

/// What a tick costs, fitted to one record: every cost is an expression over the record's figures.
#[derive(Debug)]
pub struct CostModel<'a> {
    file: &'a DecisionFile,
    figures: &'a Figures<'a>,
    /// Formulas of the patterns, each read once.
    formulas: RefCell<HashMap<String, Term<'a>>>,
    /// Today's tick in each case that was asked for: every comparison of every gate asks.
    ticks: RefCell<HashMap<[Id; 6], Term<'a>>>,
}

impl<'a> CostModel<'a> {
    /// The model of a file, over the figures of a record.
    pub fn new(file: &'a DecisionFile, figures: &'a Figures<'a>) -> Self {
        Self { file, figures, formulas: RefCell::default(), ticks: RefCell::default() }
    }

    /// The file that declares it.
    pub fn file(&self) -> &'a DecisionFile {
        self.file
    }

    /// The figures that it is fitted to.
    pub fn figures(&self) -> &'a Figures<'a> {
        self.figures
    }

    pub(crate) fn graph(&self) -> &'a Graph {
        self.figures.graph()
    }

    /// The project's own size and rates.
    ///
    /// # Errors
    /// [`JudgeError`] names the figure that is missing.
    pub fn project(&self) -> Result<Case, JudgeError> {
        Ok(self.own_case()?.map(|term| term.value().value))
    }

    /// The same, to compute with.
    pub(crate) fn own_case(&self) -> Result<Case<Term<'a>>, JudgeError> {
        let project = &self.file.project;
        let number = |number: f64| self.graph().number(number);
        let rate = |key, formula: &Formula| {
            let term = self.point(formula)?;
            let value = term.value().value;
            if value.is_finite() && value > 0.0 {
                Ok(term)
            } else {
                Err(JudgeError::Rate { key, value: value.to_string() })
            }
        };
        Ok(Case {
            items: number(whole(project.items)),
            snapshots_per_tick: rate("snapshots-per-tick", &project.snapshots_per_tick)?,
            mutations_per_snapshot: rate("mutations-per-snapshot", &project.mutations_per_snapshot)?,
            agent_ms: number(project.agent_ms),
            tick_ms: rate("tick", &project.tick)? / number(NANOSECONDS),
            worth_share: number(self.file.acting.worth_share),
        })
    }

    /// The shortest tick of today's code and the longest, in milliseconds.
    ///
    /// # Errors
    /// [`JudgeError`] names the figure that is missing.
    pub fn tick_range(&self) -> Result<[f64; 2], JudgeError> {
        let [shortest, longest] = &self.file.project.tick_range;
        let milliseconds =
            |tick: &Formula| Ok::<_, JudgeError>(tick.value(self.figures)?.value / NANOSECONDS);
        Ok([milliseconds(shortest)?, milliseconds(longest)?])
    }

    /// One operation's time at any n, in nanoseconds: a power law between the two nearest sizes of the fit, and beyond
    /// them the law of the last two. Which two these are is settled by what `n` is now.
    ///
    /// # Errors
    /// [`JudgeError`] when fewer than two of those sizes were measured.
    pub(crate) fn time(
        &self,
        operation: &str,
        representation: &str,
        n: Term<'a>,
    ) -> Result<Term<'a>, JudgeError> {
        let now = n.value().value;
        let measured = self.figures.record().sizes(operation);
        let sizes: Vec<usize> =
            self.file.model.fit.iter().copied().filter(|size| measured.contains(size)).collect();
        let above = sizes.iter().position(|&size| whole(size) >= now).unwrap_or(sizes.len());
        let right = above.clamp(1, sizes.len().saturating_sub(1).max(1));
        let (Some(&low), Some(&high)) = (sizes.get(right - 1), sizes.get(right)) else {
            let path = format!("time/{operation}/{representation}/{now}");
            // Looked up for the message: it says which sizes there are.
            self.figures.look(&Metric::new(Ask::Fig, path))?;
            let sizes: Vec<String> = sizes.iter().map(ToString::to_string).collect();
            let known: Vec<&str> = sizes.iter().map(String::as_str).collect();
            return Err(JudgeError::unknown("second size in `fit` that was measured of", operation, &known));
        };
        let ends =
            (self.measured(operation, representation, low)?, self.measured(operation, representation, high)?);
        Ok(ends.0.power_law(ends.1, [whole(low), whole(high)], n))
    }

    /// Below which of the sizes of the fit `n` is: where two numbers of items agree in that, [`CostModel::time`] takes the same
    /// sizes for both.
    pub(crate) fn below_sizes(&self, n: f64) -> Vec<bool> {
        self.file.model.fit.iter().map(|&size| whole(size) >= n).collect()
    }

    /// A representation's time as the baseline's times its ratio: a ratio hardly knows the machine's drift.
    fn measured(&self, operation: &str, representation: &str, n: usize) -> Result<Term<'a>, JudgeError> {
        let baseline = &self.figures.record().subjects.baseline;
        let time = self.figures.term(&Metric::new(Ask::Fig, format!("time/{operation}/{baseline}/{n}")))?;
        // The times' interval is common to all representations, and cancels where two are compared by one operation. Where they
        // are compared by two, it does not: what a candidate saves is therefore shown without an interval.
        if representation == baseline {
            return Ok(time.point());
        }
        let ratio =
            self.figures.term(&Metric::new(Ask::Ratio, format!("time/{operation}/{representation}/{n}")))?;
        Ok(time.point() * ratio)
    }

    /// What the backlog's own operations cost a tick, in nanoseconds: what [`CostModel::handling`] has, and one walk over each
    /// snapshot.
    pub(crate) fn backlog(
        &self,
        candidate: &Candidate,
        case: &Case<Term<'a>>,
    ) -> Result<Term<'a>, JudgeError> {
        let snapshots = self.snapshots(candidate, case)?;
        let walk = self.time(&self.file.model.operations.read, &candidate.representation, case.items)?;
        Ok(self.handling(candidate, case)? + walk * snapshots * self.in_the_field()?)
    }

    /// What taking and dropping snapshots, queries and writes cost a tick, in nanoseconds.
    pub(crate) fn handling(
        &self,
        candidate: &Candidate,
        case: &Case<Term<'a>>,
    ) -> Result<Term<'a>, JudgeError> {
        let Candidate { representation, .. } = candidate;
        let pattern = candidate.request();
        let operations = &self.file.model.operations;
        let snapshots = self.snapshots(candidate, case)?;
        let writes = case.snapshots_per_tick * case.mutations_per_snapshot;
        // Each copy needs a snapshot taken since the copy before it.
        let copying = self.file.model.copying_of.get(representation).unwrap_or(&self.file.model.copying);
        let cycles = (writes * self.of_pattern(copying, &pattern)?.point()).least(snapshots);
        // They come with what asks: twice as many snapshots, twice as many of the sites that would ask for one item.
        let busier = case.snapshots_per_tick / self.own_case()?.snapshots_per_tick;
        let queries = self.of_pattern(&self.file.model.queries, &pattern)?.point() * busier;

        let time = |operation: &str| self.time(operation, representation, case.items);
        let warm = time(&operations.cycle)? * cycles
            + time(&operations.snapshot)? * (snapshots - cycles)
            + time(&operations.write)? * (writes - cycles);
        Ok(warm * self.in_the_field()? + self.file.model.query.term(self.figures)? * queries)
    }

    fn snapshots(&self, candidate: &Candidate, case: &Case<Term<'a>>) -> Result<Term<'a>, JudgeError> {
        let of_today = self.of_pattern(&self.file.model.snapshots, &candidate.request())?;
        Ok(case.snapshots_per_tick * of_today.point())
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

    /// What a tick costs besides the backlog's own operations, in nanoseconds.
    pub(crate) fn besides(&self, case: &Case<Term<'a>>) -> Result<Term<'a>, JudgeError> {
        let (file, project) = (self.file, self.own_case()?);
        let number = |number: f64| self.graph().number(number);
        let baseline = &self.figures.record().subjects.baseline;
        let save =
            |n: Term<'a>| Ok::<_, JudgeError>(self.time(&file.model.operations.save, baseline, n)?.point());
        let writes = |case: &Case<Term<'a>>| case.snapshots_per_tick * case.mutations_per_snapshot;
        let saves = file.model.save.term(self.figures)?;
        let growth = save(case.items)? / save(project.items)?;
        let longer = (case.agent_ms - project.agent_ms) / number(file.project.concurrency);
        let known = saves.point() * writes(&project) + self.backlog(&self.today(), &project)?.point();
        // An agent that takes no time cannot give back what git and the disk take.
        let rest = ((case.tick_ms + longer) * number(NANOSECONDS) - known).greatest(number(0.0));
        Ok(rest + saves * (growth * writes(case)))
    }

    /// The part of today's tick, at n items and the rates of `case`, that a difference in one operation's time is.
    pub(crate) fn share_of_tick(
        &self,
        nanoseconds: Term<'a>,
        each: Each,
        n: usize,
        case: &Case<Term<'a>>,
    ) -> Result<Term<'a>, JudgeError> {
        let case = Case { items: self.graph().number(whole(n)), ..*case };
        let times = match each {
            Each::Snapshot => case.snapshots_per_tick,
            Each::Write => case.snapshots_per_tick * case.mutations_per_snapshot,
        };
        Ok(nanoseconds * times * self.in_the_field()? / self.tick(&case)?.point())
    }

    /// What today's tick costs, in nanoseconds.
    fn tick(&self, case: &Case<Term<'a>>) -> Result<Term<'a>, JudgeError> {
        let inputs = Parameter::ALL.map(|parameter| parameter.of(case).id());
        if let Some(known) = self.ticks.borrow().get(&inputs) {
            return Ok(*known);
        }
        let tick = self.besides(case)? + self.backlog(&self.today(), case)?;
        self.ticks.borrow_mut().insert(inputs, tick);
        Ok(tick)
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
    pub(crate) fn lines(&self, candidate: &Candidate) -> Result<Option<Term<'a>>, JudgeError> {
        let today = self.today();
        let drops = match candidate.drop_early {
            DropEarly::Nothing => None,
            DropEarly::Tasks => Some("drop-tasks"),
            DropEarly::All => Some("drop-all"),
        };
        let representation = Some(candidate.representation.as_str()).filter(|id| *id != today.representation);
        let pattern = Some(candidate.pattern.as_str()).filter(|id| *id != today.pattern);
        let mut lines = self.graph().number(0.0);
        for part in [representation, pattern, drops].into_iter().flatten() {
            let Some(formula) = self.file.migration.lines.get(part) else { return Ok(None) };
            lines = lines + self.point(formula)?;
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
                        let predict = |representation: &str| {
                            let time = self.time(operation, representation, self.graph().number(whole(n)))?;
                            Ok::<_, JudgeError>(time.value().value)
                        };
                        let predicted = predict(&representation.id)?;
                        let (predicted, measured) = if record.name == own.name {
                            (predicted, record.time(&path))
                        } else {
                            (predicted / predict(&own.subjects.baseline)?, record.ratio(&path))
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

    fn in_the_field(&self) -> Result<Term<'a>, JudgeError> {
        self.point(&self.file.model.in_the_field)
    }

    fn point(&self, formula: &Formula) -> Result<Term<'a>, JudgeError> {
        Ok(formula.term(self.figures)?.point())
    }

    fn of_pattern(&self, text: &str, pattern: &str) -> Result<Term<'a>, JudgeError> {
        let text = text.replace("{pattern}", pattern);
        if let Some(known) = self.formulas.borrow().get(&text) {
            return Ok(*known);
        }
        let formula = Formula::parse(&text).map_err(|error| JudgeError::Formula(error.to_string()))?;
        let term = formula.term(self.figures)?;
        self.formulas.borrow_mut().insert(text, term);
        Ok(term)
    }
}

#[expect(clippy::cast_precision_loss, reason = "numbers of items are far below 2^52")]
fn whole(n: usize) -> f64 {
    n as f64
}
