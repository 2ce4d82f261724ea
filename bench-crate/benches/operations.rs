//! Criterion over the list of operations: absolute times, curves and reports.
//!
//! One group per operation, one function per representation, the number of items as parameter; the
//! usual filters and baselines work, for example `cargo bench -- snapshot/im`.

use std::time::Duration;

use bench_crate::model::BacklogFile;
use bench_crate::operation::Case;
use bench_crate::registry;
use bench_crate::stopwatch;
use bench_crate::workload::Workload;
use criterion::{BenchmarkId, Criterion};

/// Iterations that a new case runs before it is timed.
const WARM_UP: u64 = 16;

fn operations(criterion: &mut Criterion) {
    let missing: Vec<_> = registry::missing().map(|(operation, id, _)| (operation, id)).collect();
    let workload = Workload::typical(Workload::SEED);
    for operation in registry::operations() {
        let mut group = criterion.benchmark_group(operation.id);
        for &n in operation.sizes {
            let file = workload.at(n);
            for representation in registry::representations() {
                if missing.contains(&(operation.id, representation.id)) {
                    continue;
                }
                // Built anew for every sample and at another place: where a list lies can matter more than what it is,
                // and an interval over one place would not know.
                let mut places = Vec::new();
                group.bench_function(BenchmarkId::new(representation.id, n), |bencher| {
                    bencher.iter_custom(|iterations| {
                        places.push(vec![0u8; 16 * (1 + 7 * places.len() % 61)]);
                        let mut case = build(operation.id, representation.id, &file);
                        stopwatch::time(case.as_mut(), iterations.min(WARM_UP));
                        stopwatch::time(case.as_mut(), iterations)
                    });
                });
            }
        }
        group.finish();
    }
}

fn build(operation: &str, representation: &str, file: &BacklogFile) -> Box<dyn Case> {
    let build = registry::case(operation, representation).unwrap_or_else(|unknown| panic!("{unknown}"));
    build(file).unwrap_or_else(|missing| panic!("{missing}"))
}

fn main() {
    let mut criterion = Criterion::default()
        .sample_size(30)
        .warm_up_time(Duration::from_millis(300))
        .measurement_time(Duration::from_secs(1))
        .configure_from_args();
    operations(&mut criterion);
    criterion.final_summary();
}
