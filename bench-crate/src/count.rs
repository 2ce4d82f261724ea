//! What is counted rather than timed: one number for each cell and measure, the same on every run.
//!
//! The programs `counts` and `instructions` fill a [`Table`] and print it as a part of a record. Counting cannot
//! share a build with timing, so each needs a feature of its own.

use std::collections::BTreeMap;
use std::fmt;

use crate::operation::Missing;
use crate::protocol::{Figure, Measure, N, OF_OPERATIONS, OPERATION, REPRESENTATION, RecordPart};
use crate::registry::{self, BASELINE, CONTROL, OperationInfo, UnknownId};
use crate::workload::Summary;

/// What one operation costs one representation at one number of items.
#[derive(Debug, Clone, PartialEq)]
pub struct Count {
    /// Whose count it is.
    pub cell: Cell,
    /// Each measure by its name, for one operation.
    pub values: BTreeMap<&'static str, f64>,
}

/// One operation on one representation at one number of items.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// The operation.
    pub operation: &'static str,
    /// The number of items.
    pub n: usize,
    /// The representation, or the control.
    pub representation: &'static str,
}

impl Cell {
    /// Its coordinates.
    fn point(&self) -> String {
        format!("{}/{}/{}", self.operation, self.representation, self.n)
    }
}

impl fmt::Display for Cell {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} at {} items with {}", self.operation, self.n, self.representation)
    }
}

/// A cell whose iterations did not all cost the same, so that the count is their median.
#[derive(Debug, Clone, PartialEq)]
pub struct Varied {
    /// Which cell.
    pub cell: Cell,
    /// The names of these measures.
    pub measures: Vec<&'static str>,
}

/// All counts of a run.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// One per cell, the control last in each group.
    pub counts: Vec<Count>,
    /// The cells whose iterations differ.
    pub varied: Vec<Varied>,
    /// What was counted on.
    pub workload: Summary,
}

/// The A/A pair differs: the same code on the same items was counted twice, with two results.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[error(
    "{operation} at {n} items: the control {CONTROL} has {control:?} where {BASELINE} has {baseline:?}, \
     although both are the same code; the harness is wrong, so no count of this run may be used"
)]
pub struct ControlDiffers {
    operation: &'static str,
    n: usize,
    baseline: BTreeMap<&'static str, f64>,
    control: BTreeMap<&'static str, f64>,
}

impl Table {
    /// Compares the control with the baseline, which must be exactly equal.
    ///
    /// # Errors
    ///
    /// For the first pair that differs.
    pub fn check(&self) -> Result<(), ControlDiffers> {
        let baselines = self.counts.iter().filter(|count| count.cell.representation == BASELINE);
        for baseline in baselines {
            let Cell { operation, n, .. } = baseline.cell;
            let control = self.counts.iter().find(|count| {
                count.cell.representation == CONTROL && count.cell.operation == operation && count.cell.n == n
            });
            let control = control.map(|count| count.values.clone()).unwrap_or_default();
            if control != baseline.values {
                return Err(ControlDiffers { operation, n, baseline: baseline.values.clone(), control });
            }
        }
        Ok(())
    }

    /// They as a part of a record.
    #[must_use]
    pub fn part(&self, program: &'static str) -> RecordPart {
        let counted = |id: &str| self.counts.iter().any(|count| count.cell.operation == id);
        let operations = registry::operations().filter(|info| counted(info.id));
        let mut part = RecordPart::new(program).over(operations).on(&self.workload);
        for Count { cell, values } in &self.counts {
            for (measure, value) in values {
                part.declare(measure, Measure::named(measure, OF_OPERATIONS).with_baseline().with_control());
                part.put(measure, cell.point(), Figure::Exact(*value));
            }
        }
        let varied = self.varied.iter().map(|Varied { cell, measures }| {
            vec![cell.operation.into(), cell.representation.into(), cell.n.into(), measures.clone().into()]
        });
        if !self.varied.is_empty() {
            part.table("varied-counts", [OPERATION, REPRESENTATION, N, "measures"], varied);
        }
        part
    }
}

/// The operations with these ids in the order of the list; all of them for no id.
///
/// # Errors
///
/// When an id is in no list.
pub fn operations(ids: &[String]) -> Result<Vec<OperationInfo>, UnknownId> {
    for id in ids {
        registry::case(id, BASELINE)?;
    }
    Ok(registry::operations().filter(|info| ids.is_empty() || ids.iter().any(|id| id == info.id)).collect())
}

/// Every cell of these operations: at the sizes that are given, or else at their own. Pairs that are
/// [missing](registry::missing) are left out, the control comes last.
pub fn cells(operations: &[OperationInfo], sizes: &[usize]) -> Vec<Cell> {
    let missing: Vec<(&str, &str, Missing)> = registry::missing().collect();
    let contestants = || registry::representations().iter().map(|info| info.id).chain([CONTROL]);
    let mut cells = Vec::new();
    for operation in operations {
        let sizes = if sizes.is_empty() { operation.sizes } else { sizes };
        for &n in sizes {
            let there = contestants()
                .filter(|id| !missing.iter().any(|(what, who, _)| *what == operation.id && who == id));
            cells.extend(there.map(|representation| Cell { operation: operation.id, n, representation }));
        }
    }
    cells
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workload::Workload;

    fn table(values: [f64; 2]) -> Table {
        let counts = [BASELINE, CONTROL]
            .into_iter()
            .zip(values)
            .map(|(representation, value)| Count {
                cell: Cell { operation: "snapshot", n: 5, representation },
                values: BTreeMap::from([("allocations", value)]),
            })
            .collect();
        Table { counts, varied: Vec::new(), workload: Workload::typical(1).summary().unwrap() }
    }

    #[test]
    fn a_control_that_differs_or_is_not_there_condemns_the_whole_run() {
        assert_eq!(table([3.0, 3.0]).check(), Ok(()));
        let error = table([3.0, 4.0]).check().unwrap_err().to_string();
        assert!(error.contains("snapshot at 5 items") && error.contains("the harness is wrong"), "{error}");
        let mut alone = table([3.0, 3.0]);
        alone.counts.pop();
        assert!(alone.check().is_err());
    }

    #[test]
    fn every_operation_has_every_contestant_but_the_missing_ones() {
        let all = operations(&[]).unwrap();
        let cells = cells(&all, &[5, 92]);
        let contestants = registry::representations().len() + 1;
        assert_eq!(cells.len(), 2 * (all.len() * contestants - registry::missing().count()));
        assert!(operations(&["nothing".to_owned()]).is_err());
    }
}
