//! The order in which cases visit items.

use crate::model::BacklogFile;

/// Enough that the processor cannot learn the order, few enough to stay in its fastest cache.
const VISITS: usize = 512;

/// A fixed random sequence of indices below `len`, the same for every representation. Small backlogs
/// are visited many times over.
pub(super) fn shuffled(len: usize) -> Vec<usize> {
    let mut random = fastrand::Rng::with_seed(0x0de5);
    let rounds = VISITS.div_ceil(len);
    let mut indices: Vec<usize> = (0..rounds).flat_map(|_| 0..len).collect();
    random.shuffle(&mut indices);
    indices
}

/// The ids of the items in that order.
pub(super) fn ids(file: &BacklogFile) -> Vec<String> {
    shuffled(file.items.len()).into_iter().map(|index| file.items[index].id.clone()).collect()
}
