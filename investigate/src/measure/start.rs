//! What is known before the first round: which cells there are, and the record without them.

use std::path::Path;

use evidence::Record;
use evidence::record::{Axis, InputKind, Rounds};
use evidence::rules::Rules;
use evidence::source::Fingerprint;

use super::cell::Cell;
use super::error::MeasureError;
use super::options::Options;
use super::program::rounded;
use super::stopping::confidence;
use super::{machine, origin, plan, slug};
use crate::book_toml::Places;

/// Where a run begins.
#[derive(Debug)]
pub(super) struct Start {
    /// The record, without figures, duration and budget.
    pub(super) record: Record,
    /// What will be measured.
    pub(super) cells: Vec<Cell>,
}

/// What a measured record depends on.
const INPUTS: [InputKind; 3] = [InputKind::Package, InputKind::Dependencies, InputKind::Build];

const OPERATION: &str = "operation";

impl Start {
    /// Puts together what the machine, the repository and the program say: `list` is its list of what can be measured.
    pub(super) fn new(
        root: &Path,
        options: &Options,
        fingerprint: &Fingerprint,
        mut list: Record,
    ) -> Result<Self, MeasureError> {
        let all: Vec<Cell> =
            list.tables.swap_remove("cells").and_then(|it| it.read().ok()).unwrap_or_default();
        let (cells, left_out) = chosen(&all, root, options)?;
        list.absent.retain(|path, _| {
            path.split_once('/').is_some_and(|(_, point)| cells.iter().any(|cell| cell.has(point)))
        });
        if let Some(Axis::Listed(operations)) = list.axes.get_mut(OPERATION) {
            operations.retain(|operation| cells.iter().any(|cell| cell.operation == operation.id));
        }
        if left_out {
            list.notes.push("A quick run does not measure every number of items.".to_owned());
        }

        let mut machine = machine::describe();
        machine.name = options.machine.clone().unwrap_or(machine.name);
        let (workload, looks) = (options.workload_name(), options.looks());
        let mut record = Record {
            name: slug::of_run(&machine.name, &workload, &options.operations),
            toolchain: Some(origin::toolchain(root)),
            inputs: origin::source(root, fingerprint, &INPUTS),
            command: options.command(),
            started: jiff::Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string(),
            rounds: Some(Rounds {
                least: looks.first().copied().unwrap_or_default(),
                level: rounded(confidence(looks.len())),
                looks,
                seed: options.seed,
                budget_ms: None,
            }),
            ..list
        };
        record.coordinates.insert("machine".to_owned(), machine.name.clone());
        record.coordinates.insert("workload".to_owned(), workload);
        record.machine = Some(machine);
        record.labels.insert("mode".to_owned(), options.mode().into());
        if let Some(commit) = &options.source_commit {
            record.labels.insert("workload-commit".to_owned(), commit.into());
        }
        Ok(Self { record, cells })
    }
}

/// The cells that were asked for, and whether a quick run leaves sizes of them out.
fn chosen(all: &[Cell], root: &Path, options: &Options) -> Result<(Vec<Cell>, bool), MeasureError> {
    let mut operations: Vec<&str> = all.iter().map(|cell| cell.operation.as_str()).collect();
    operations.dedup();
    if let Some(unknown) = options.operations.iter().find(|id| !operations.contains(&id.as_str())) {
        return Err(MeasureError::Operation { wanted: unknown.clone(), known: operations.join(", ") });
    }
    let is_asked_for =
        |id: &&str| options.operations.is_empty() || options.operations.iter().any(|it| it == id);
    let rules = if options.quick { rules(root) } else { None };
    let (mut cells, mut left_out) = (Vec::new(), false);
    for operation in operations.into_iter().filter(is_asked_for) {
        let sizes: Vec<usize> =
            all.iter().filter(|cell| cell.operation == operation).map(|cell| cell.n).collect();
        let measured =
            if options.quick { quick_sizes(operation, &sizes, rules.as_ref()) } else { sizes.clone() };
        left_out |= measured.len() < sizes.len();
        cells.extend(measured.into_iter().map(|n| Cell { operation: operation.to_owned(), n }));
    }
    if cells.is_empty() { Err(MeasureError::NoCells) } else { Ok((cells, left_out)) }
}

/// The sizes of a quick run. What the costs are made of is measured where they need it.
fn quick_sizes(operation: &str, sizes: &[usize], rules: Option<&Rules>) -> Vec<usize> {
    let costs = rules.filter(|rules| rules.coordinates_on(OPERATION).contains(operation));
    let fitted = costs.and_then(|rules| rules.sizes("n")).unwrap_or_default();
    let is_fitted = |n: &usize| fitted.iter().any(|size| size.to_string() == n.to_string());
    plan::quick_sizes(sizes, &sizes.iter().copied().filter(is_fitted).collect::<Vec<_>>())
}

/// The rules, where the project has some that can be read; what is wrong with them is for `decide` to say.
fn rules(root: &Path) -> Option<Rules> {
    Places::read(root).ok()?.rules(root).ok()
}
