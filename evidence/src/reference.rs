//! The record that figures of a machine come from where nothing else is said.

use std::sync::LazyLock;

use crate::collection::{Evidence, LoadError};
use crate::measured::{Measured, Mode, Run, Source, Subjects, Workload};
use crate::record::{Machine, Toolchain};
use crate::stopping;

/// What stands for it where there is none: all its figures are missing. Its name is what messages and pages show.
static NONE: LazyLock<Measured> = LazyLock::new(|| Measured {
    name: "(no reference)".to_owned(),
    machine: Machine {
        name: String::new(),
        cpu: String::new(),
        cores: 0,
        memory_bytes: 0,
        os: String::new(),
        kernel: String::new(),
        governor: None,
        virtualised: false,
    },
    workload: Workload {
        name: String::new(),
        items: 0,
        yaml_bytes: 0,
        sha256: String::new(),
        seed: None,
        source_commit: None,
    },
    toolchain: Toolchain { rustc: String::new(), host: String::new(), profile: String::new() },
    source: Source { commit: None, dirty: false, inputs: Vec::new(), waiver: None, archived: None },
    run: Run {
        command: String::new(),
        mode: Mode::Quick,
        seed: 0,
        started: String::new(),
        duration_seconds: 0.0,
        rounds: 0,
        looks: Vec::new(),
        confidence: stopping::confidence(1),
        budget_ms: 0,
    },
    subjects: Subjects {
        baseline: String::new(),
        control: String::new(),
        representations: Vec::new(),
        operations: Vec::new(),
    },
    cells: Vec::new(),
    counts: Vec::new(),
    loops: Vec::new(),
    walls: Vec::new(),
    notes: Vec::new(),
});

impl Evidence {
    /// The record of that name, which the words for one machine's figures cite. Where the name is empty, or that of a record of
    /// another kind, one without a figure stands for it: such a book asks for figures by their measures.
    ///
    /// # Errors
    /// [`LoadError::Unknown`] lists the names there are.
    pub fn reference(&self, name: &str) -> Result<&Measured, LoadError> {
        let found = self.record(name);
        if found.is_err() && (name.is_empty() || self.any(name).is_ok()) { Ok(&NONE) } else { found }
    }
}
