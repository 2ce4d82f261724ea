//! Counting what one case allocates and clones, one iteration at a time.
//!
//! The numbers come from [`stats_alloc`], which wraps the system's allocator in `counts`. Not
//! dhat: it captures a stack for every allocation, and nothing here asks where one was made.

use std::alloc::System;
use std::collections::BTreeMap;

use stats_alloc::{Stats, StatsAlloc};

use crate::model;
use crate::operation::Case;

/// How often each case is run: enough for a median that a list which grows now and then cannot move.
pub const ITERATIONS: usize = 9;

/// The operation for which the bytes that an old version holds are counted.
pub const RETAINING: &str = "update-outstanding";

/// What was counted of one case.
#[derive(Debug, Clone, PartialEq)]
pub struct Counted {
    /// The median over the iterations, by measure.
    pub values: BTreeMap<&'static str, f64>,
    /// The measures in which the iterations differ.
    pub varied: Vec<&'static str>,
}

/// Runs one iteration after another and counts each alone.
///
/// | measure | what it counts |
/// |---|---|
/// | `allocations` | calls for memory, growing a block included |
/// | `bytes` | bytes asked for; of a block that grows, those that it grows by |
/// | `clones` | items cloned |
/// | `retained-bytes` | for [`RETAINING`]: bytes that dropping the snapshot frees after the write, which are those that the old version alone held |
pub fn count(allocator: &StatsAlloc<System>, case: &mut dyn Case, operation: &str) -> Counted {
    let mut iterations: Vec<BTreeMap<&'static str, f64>> = Vec::with_capacity(ITERATIONS);
    for _ in 0..ITERATIONS {
        case.prepare(1);
        let (clones, before) = (model::clones(), allocator.stats());
        case.run(1);
        let after = allocator.stats();
        let clones = model::clones() - clones;
        case.settle();
        let settled = allocator.stats();

        let run = after - before;
        let mut values = BTreeMap::from([
            ("allocations", (run.allocations + run.reallocations) as f64),
            ("bytes", run.bytes_allocated as f64),
            ("clones", clones as f64),
        ]);
        if operation == RETAINING {
            values.insert("retained-bytes", freed(settled - after));
        }
        iterations.push(values);
    }

    let mut counted = Counted { values: BTreeMap::new(), varied: Vec::new() };
    for &measure in iterations[0].keys() {
        let mut values: Vec<f64> = iterations.iter().map(|values| values[measure]).collect();
        values.sort_by(f64::total_cmp);
        counted.values.insert(measure, values[ITERATIONS / 2]);
        if values[0] != values[ITERATIONS - 1] {
            counted.varied.push(measure);
        }
    }
    counted
}

fn freed(stats: Stats) -> f64 {
    stats.bytes_deallocated as f64 - stats.bytes_allocated as f64
}
