//! One gate, one representation: what the evidence says.

use super::file::{Gate, Rule};
use crate::coordinates::{Coordinates, RECORD};
use crate::decision::{Case, CostModel, Ruling};
use crate::expression::{Interval, Term, Truth};
use crate::metric::{Ask, LookError, Metric};
use crate::point::PointError;
use crate::predicate::JudgeError;

/// What one gate says of one representation.
#[derive(Debug, Clone, PartialEq)]
pub struct Verdict<N = Interval, C = Truth> {
    /// By the brief's letter.
    pub written: C,
    /// By what the difference costs a tick.
    pub material: C,
    /// Each figure that was compared; none where the gate compares no figures.
    pub cells: Vec<Cell<N, C>>,
    /// What was found, where the gate compares no figures.
    pub found: Option<String>,
}

/// One operation at one n.
#[derive(Debug, Clone, PartialEq)]
pub struct Cell<N = Interval, C = Truth> {
    /// The ratio.
    pub metric: Metric,
    /// The operation's id.
    pub operation: String,
    /// Items in the backlog.
    pub n: usize,
    /// Time divided by the baseline's.
    pub ratio: N,
    /// The greatest ratio allowed.
    pub limit: f64,
    /// By the brief's letter.
    pub written: C,
    /// The difference in time, in nanoseconds for each operation.
    pub nanoseconds: N,
    /// The difference's part of a tick.
    pub share: N,
    /// By what the difference costs a tick.
    pub material: C,
}

/// A verdict that is still to be computed.
pub(crate) type OpenVerdict<'a> = Verdict<Term<'a>, Term<'a>>;

impl Cell {
    /// `push/92`, as the recorded decision names it.
    pub fn name(&self) -> String {
        format!("{}/{}", self.operation, self.n)
    }
}

impl Gate {
    /// What decides on one representation. `model` says what a tick is, and `case` how often it does things.
    ///
    /// # Errors
    /// [`JudgeError`] when a figure is missing that some representation has.
    pub(crate) fn judge<'a>(
        &self,
        representation: &str,
        model: &CostModel<'a>,
        case: &Case<Term<'a>>,
    ) -> Result<OpenVerdict<'a>, JudgeError> {
        let zero = model.graph().number(0.0);
        // The figure of one record, whatever the case is about.
        let found = |record: String, measure: &str| {
            let path = format!("{measure}/{representation}");
            let named = Coordinates::from_iter([(RECORD, record)]);
            model.figures().term(&Metric { ask: Ask::Fig, path, named })
        };
        match &self.how {
            Rule::Slower { operations, sizes, .. } => {
                let mut cells = Vec::new();
                for operation in operations {
                    for &n in sizes {
                        cells.extend(self.cell(operation, representation, n, model, case)?);
                    }
                }
                let all = |condition: fn(&Cell<Term<'a>, Term<'a>>) -> Term<'a>| {
                    let all = model.graph().constant(Truth::True);
                    cells.iter().map(condition).fold(all, |left, right| left & right)
                };
                let (written, material) = (all(|cell| cell.written), all(|cell| cell.material));
                Ok(Verdict { written, material, cells, found: None })
            }
            Rule::Serde { records } => {
                let mut differences = zero;
                for record in records {
                    differences = differences + found(format!("serde/{record}"), "differences")?;
                }
                Ok(Verdict::stated(differences.same(zero)))
            }
            Rule::Dependency { record } => {
                let none =
                    |what: &str| Ok::<_, JudgeError>(found(format!("audit/{record}"), what)?.same(zero));
                // An objection settles it; a fact that is not known leaves it open.
                let open = model.graph().constant(Truth::Inconclusive);
                Ok(Verdict::stated(none("objections")? & (none("unknown")? | open)))
            }
            Rule::Upheld { .. } => Ok(Verdict::stated(model.graph().constant(Truth::True))),
        }
    }

    /// One comparison; none where the record says why the representation lacks the operation.
    fn cell<'a>(
        &self,
        operation: &str,
        representation: &str,
        n: usize,
        model: &CostModel<'a>,
        case: &Case<Term<'a>>,
    ) -> Result<Option<Cell<Term<'a>, Term<'a>>>, JudgeError> {
        let Rule::Slower { limit, each, .. } = &self.how else { return Ok(None) };
        let number = |number: f64| model.graph().number(number);
        let metric = Metric::new(Ask::Ratio, format!("time/{operation}/{representation}/{n}"));
        let ratio = match model.figures().term(&metric) {
            Err(LookError::Point(PointError::Absent { .. })) => return Ok(None),
            ratio => ratio?,
        };
        let baseline = &model.figures().record().subjects.baseline;
        let time =
            model.figures().term(&Metric::new(Ask::Fig, format!("time/{operation}/{baseline}/{n}")))?;
        let nanoseconds = time * (ratio - number(1.0));
        let share = model.share_of_tick(nanoseconds, *each, n, case)?;
        Ok(Some(Cell {
            metric,
            operation: operation.to_owned(),
            n,
            ratio,
            limit: *limit,
            written: ratio.at_most(number(*limit)),
            nanoseconds,
            share,
            material: share.at_most(number(model.file().gates.material_share)),
        }))
    }

    /// What the verdict is now.
    pub(crate) fn read(&self, open: &OpenVerdict<'_>) -> Verdict {
        let cells = open.cells.iter().map(|cell| Cell {
            metric: cell.metric.clone(),
            operation: cell.operation.clone(),
            n: cell.n,
            ratio: cell.ratio.value(),
            limit: cell.limit,
            written: cell.written.truth(),
            nanoseconds: cell.nanoseconds.value(),
            share: cell.share.value(),
            material: cell.material.truth(),
        });
        let written = open.written.truth();
        let found = match (&self.how, written) {
            (Rule::Slower { .. }, _) => None,
            (Rule::Upheld { by, .. }, _) => Some(by.as_str()),
            (Rule::Serde { .. }, Truth::True) => Some("no difference"),
            (Rule::Serde { .. }, _) => Some("differences"),
            (Rule::Dependency { .. }, Truth::False) => Some("objections"),
            (Rule::Dependency { .. }, Truth::Inconclusive) => Some("a fact is not known"),
            (Rule::Dependency { .. }, Truth::True) => Some("no objection"),
        };
        let found = found.map(str::to_owned);
        Verdict { written, material: open.material.truth(), cells: cells.collect(), found }
    }
}

impl<N, C: Copy> Verdict<N, C> {
    /// A verdict that has no size: material as it is written.
    fn stated(condition: C) -> Self {
        Self { written: condition, material: condition, cells: Vec::new(), found: None }
    }

    /// The verdict by one of the two.
    pub fn by(&self, ruling: Ruling) -> C {
        match ruling {
            Ruling::AsWritten => self.written,
            Ruling::Material => self.material,
        }
    }
}
