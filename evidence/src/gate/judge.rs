//! One gate, one representation: what the evidence says.

use std::rc::Rc;

use super::file::{Each, Gate, Rule};
use crate::decision::{Case, CostModel, Ruling};
use crate::metric::{Figures, Intermediate, LookError, Measure, Metric};
use crate::predicate::{Interval, JudgeError, Truth};

/// What one gate says of one representation.
#[derive(Debug, Clone, PartialEq)]
pub struct Verdict {
    /// By the brief's letter.
    pub written: Truth,
    /// By what the difference costs a tick.
    pub material: Truth,
    /// Each figure that was compared; none where the gate compares no figures.
    pub cells: Vec<Cell>,
    /// What was found, where the gate compares no figures.
    pub found: Option<String>,
}

/// One operation at one n.
#[derive(Debug, Clone, PartialEq)]
pub struct Cell {
    /// The ratio.
    pub metric: Metric,
    /// The operation's id.
    pub operation: String,
    /// Items in the backlog.
    pub n: usize,
    /// Time divided by the baseline's.
    pub ratio: Interval,
    /// The greatest ratio allowed.
    pub limit: f64,
    /// By the brief's letter.
    pub written: Truth,
    /// The difference in time, in nanoseconds for each operation.
    pub nanoseconds: Interval,
    /// The difference's part of a tick.
    pub share: Interval,
    /// By what the difference costs a tick.
    pub material: Truth,
}

impl Cell {
    /// `push/92`, as the recorded decision names it.
    pub fn name(&self) -> String {
        format!("{}/{}", self.operation, self.n)
    }
}

impl Gate {
    /// Judges one representation. `model` says what a tick is, and `case` how often it does things.
    ///
    /// # Errors
    /// [`JudgeError`] when a figure is missing that some representation has.
    pub fn judge(
        &self,
        representation: &str,
        figures: &Figures<'_>,
        model: &CostModel<'_>,
        case: &Case,
    ) -> Result<Rc<Verdict>, JudgeError> {
        let of = Intermediate::new("gate", format!("{} {representation}", self.id), case.of_a_tick());
        figures.remember(of, || self.judge_afresh(representation, figures, model, case).map(Rc::new))
    }

    fn judge_afresh(
        &self,
        representation: &str,
        figures: &Figures<'_>,
        model: &CostModel<'_>,
        case: &Case,
    ) -> Result<Verdict, JudgeError> {
        match &self.how {
            Rule::Slower { operations, sizes, limit, each } => {
                let mut cells = Vec::new();
                for operation in operations {
                    for &n in sizes {
                        let metric = Metric::new(Measure::Ratio, format!("{operation}/{representation}/{n}"));
                        match figures.look(&metric) {
                            Ok(ratio) => {
                                let ratio = Interval::from(&ratio);
                                cells.push(cell(
                                    metric,
                                    (operation, n),
                                    ratio,
                                    *limit,
                                    *each,
                                    figures,
                                    (model, case),
                                )?);
                            }
                            // The record says why a representation lacks an operation.
                            Err(LookError::Metric(crate::MetricError::Representation { .. })) => {}
                            Err(error) => return Err(error.into()),
                        }
                    }
                }
                let all = |truth: fn(&Cell) -> Truth| {
                    cells.iter().map(truth).fold(Truth::True, |left, right| left & right)
                };
                let (written, material) = (all(|cell| cell.written), all(|cell| cell.material));
                Ok(Verdict { written, material, cells, found: None })
            }
            Rule::Serde { records } => {
                let mut differences = 0.0;
                for record in records {
                    let path = format!("serde/{record}/differences/{representation}");
                    differences += figures.look(&Metric::new(Measure::Found, path))?.value;
                }
                let found = if differences == 0.0 { "no difference" } else { "differences" };
                Ok(Verdict::stated(Truth::from(differences == 0.0), found))
            }
            Rule::Dependency { record } => {
                let count = |what: &str| {
                    let path = format!("audit/{record}/{what}/{representation}");
                    figures.look(&Metric::new(Measure::Found, path)).map(|found| found.value)
                };
                let (objections, unknown) = (count("objections")?, count("unknown")?);
                Ok(match (objections == 0.0, unknown == 0.0) {
                    (false, _) => Verdict::stated(Truth::False, "objections"),
                    (true, false) => Verdict::stated(Truth::Inconclusive, "a fact is not known"),
                    (true, true) => Verdict::stated(Truth::True, "no objection"),
                })
            }
            Rule::Upheld { by, .. } => Ok(Verdict::stated(Truth::True, by)),
        }
    }
}

impl Verdict {
    /// A verdict that has no size: material as it is written.
    fn stated(truth: Truth, found: &str) -> Self {
        Self { written: truth, material: truth, cells: Vec::new(), found: Some(found.to_owned()) }
    }

    /// The verdict by one of the two.
    pub fn by(&self, ruling: Ruling) -> Truth {
        match ruling {
            Ruling::AsWritten => self.written,
            Ruling::Material => self.material,
        }
    }
}

fn cell(
    metric: Metric,
    (operation, n): (&String, usize),
    ratio: Interval,
    limit: f64,
    each: Each,
    figures: &Figures<'_>,
    (model, case): (&CostModel<'_>, &Case),
) -> Result<Cell, JudgeError> {
    let baseline = &figures.record().subjects.baseline;
    let path = format!("{operation}/{baseline}/{n}");
    let time = Interval::from(&figures.look(&Metric::new(Measure::Time, path))?);
    let nanoseconds = time.by(ratio.minus(Interval::point(1.0)));
    let share = model.share_of_tick(nanoseconds, each, n, case)?;
    Ok(Cell {
        metric,
        operation: operation.clone(),
        n,
        ratio,
        limit,
        written: ratio.at_most(Interval::point(limit)),
        nanoseconds,
        share,
        material: share.at_most(Interval::point(model.file().gates.material_share)),
    })
}
