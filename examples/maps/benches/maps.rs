//! What building, reading and walking a map of `value` entries takes: `group/function/value`, as criterion calls it.

use std::collections::{BTreeMap, HashMap};
use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use indexmap::IndexMap;
use maps::{Map, filled, keys, shuffled};

const SIZES: [u64; 3] = [10, 1_000, 100_000];

fn all(criterion: &mut Criterion) {
    of::<HashMap<u64, u64>>(criterion);
    of::<BTreeMap<u64, u64>>(criterion);
    of::<IndexMap<u64, u64>>(criterion);
}

fn of<M: Map>(criterion: &mut Criterion) {
    for size in SIZES {
        let keys = keys(size);
        let asked = shuffled(&keys);
        let map: M = filled(&keys);
        // All keys go into an empty map. What it takes to drop the map is not in it.
        criterion.benchmark_group("insert").bench_function(BenchmarkId::new(M::NAME, size), |bench| {
            bench.iter_with_large_drop(|| filled::<M>(black_box(&keys)));
        });
        // Every key is looked up once.
        criterion.benchmark_group("get").bench_function(BenchmarkId::new(M::NAME, size), |bench| {
            bench.iter(|| {
                black_box(&asked)
                    .iter()
                    .filter_map(|key| map.get(*key))
                    .fold(0, |sum: u64, value| sum ^ value)
            });
        });
        // Every entry is seen once.
        criterion.benchmark_group("iterate").bench_function(BenchmarkId::new(M::NAME, size), |bench| {
            bench.iter(|| black_box(&map).iter().fold(0, |sum: u64, (key, value)| sum ^ key ^ value));
        });
    }
}

criterion_group!(benches, all);
criterion_main!(benches);
