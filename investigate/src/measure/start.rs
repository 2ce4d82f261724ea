//! What is known before the first round: which cells there are, and the record without them.

use std::collections::BTreeMap;
use std::path::Path;

use crate::measured;
use crate::measured::Measured;
use crate::measured::{Missing, Operation, Run, Subjects, Workload};
use evidence::record::InputKind;
use evidence::rules::Rules;
use evidence::source::Fingerprint;

use super::error::MeasureError;
use super::options::Options;
use super::plan::{self, PlannedCell};
use super::record_file::rounded;
use super::slices::{ListedOperation, OperationList};
use super::{machine, name, origin};
use crate::book_toml::Places;

/// Where a run begins.
#[derive(Debug)]
pub(super) struct Start {
    /// The record, without cells, duration and budget.
    pub(super) record: Measured,
    /// What will be measured.
    pub(super) cells: Vec<PlannedCell>,
    /// For each operation, what does not have it.
    pub(super) missing: BTreeMap<String, Vec<Missing>>,
}

/// What a measured record depends on.
const INPUTS: [InputKind; 3] = [InputKind::Package, InputKind::Dependencies, InputKind::Build];

impl Start {
    /// Puts together what the machine, the repository and the program say.
    ///
    /// # Errors
    /// [`MeasureError::Operation`] when an operation is asked for that is not in the list.
    pub(super) fn new(
        root: &Path,
        options: &Options,
        fingerprint: &Fingerprint,
        list: OperationList,
    ) -> Result<Self, MeasureError> {
        let mut operations = selected(list.operations, &options.operations)?;
        let mut notes = Vec::new();
        if options.quick && leave_out_sizes(&mut operations, rules(root).as_ref()) {
            notes.push("A quick run does not measure every number of items.".to_owned());
        }
        let cells: Vec<PlannedCell> = operations
            .iter()
            .flat_map(|listed| {
                listed.sizes.iter().map(|n| PlannedCell { operation: listed.id.clone(), n: *n })
            })
            .collect();
        if cells.is_empty() {
            return Err(MeasureError::NoCells);
        }
        let mut missing: BTreeMap<String, Vec<Missing>> = BTreeMap::new();
        for lacking in list.missing {
            missing.entry(lacking.operation).or_default().push(lacking.missing);
        }

        let mut machine = machine::describe();
        machine.name = options.machine.clone().unwrap_or(machine.name);
        let looks = options.looks();
        let workload = Workload {
            name: options.workload_name(),
            source_commit: options.source_commit.clone(),
            ..list.workload
        };
        let record = Measured {
            name: name::of_run(&machine.name, &workload.name, &options.operations),
            machine,
            workload,
            toolchain: origin::toolchain(root),
            source: origin::source(root, fingerprint, &INPUTS),
            run: Run {
                command: options.command(),
                mode: options.mode(),
                seed: options.seed,
                started: jiff::Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string(),
                duration_seconds: 0.0,
                rounds: looks.first().copied().unwrap_or_default(),
                confidence: rounded(measured::confidence(looks.len())),
                looks,
                budget_ms: 0,
            },
            subjects: Subjects {
                baseline: list.baseline,
                control: list.control,
                representations: list.representations,
                operations: operations.into_iter().map(Operation::from).collect(),
            },
            cells: Vec::new(),
            counts: Vec::new(),
            loops: Vec::new(),
            walls: Vec::new(),
            notes,
        };
        Ok(Self { record, cells, missing })
    }
}

impl From<ListedOperation> for Operation {
    fn from(listed: ListedOperation) -> Self {
        let ListedOperation { id, title, about, kind, sizes: _ } = listed;
        Self { id, title, about, kind }
    }
}

/// Keeps the sizes of a quick run, and says whether any was dropped.
fn leave_out_sizes(operations: &mut [ListedOperation], rules: Option<&Rules>) -> bool {
    let mut dropped = false;
    for operation in operations {
        // What the costs are made of is measured where they need it.
        let costs = rules.filter(|rules| rules.coordinates_on("operation").contains(operation.id.as_str()));
        let fitted = costs.and_then(|rules| rules.sizes("n")).unwrap_or_default();
        let is_fitted = |n: &usize| fitted.iter().any(|size| size.to_string() == n.to_string());
        let needed: Vec<usize> = operation.sizes.iter().copied().filter(is_fitted).collect();
        let quick = plan::quick_sizes(&operation.sizes, &needed);
        dropped |= quick.len() < operation.sizes.len();
        operation.sizes = quick;
    }
    dropped
}

/// The rules, where the project has some that can be read; what is wrong with them is for `decide` to say.
fn rules(root: &Path) -> Option<Rules> {
    Places::read(root).ok()?.rules(root).ok()
}

/// The operations that were asked for, in the list's order; all of them when none was.
fn selected(listed: Vec<ListedOperation>, wanted: &[String]) -> Result<Vec<ListedOperation>, MeasureError> {
    if let Some(unknown) = wanted.iter().find(|id| !listed.iter().any(|operation| operation.id == **id)) {
        let known: Vec<&str> = listed.iter().map(|operation| operation.id.as_str()).collect();
        return Err(MeasureError::Operation { wanted: unknown.clone(), known: known.join(", ") });
    }
    let chosen = |operation: &ListedOperation| wanted.is_empty() || wanted.contains(&operation.id);
    Ok(listed.into_iter().filter(chosen).collect())
}
