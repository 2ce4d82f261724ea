//! How many snapshots are held at once.

/// The most items that they hold together, where each holds a copy.
const ITEMS: usize = 8_192;

/// How many snapshots of `n` items one run may hold.
pub(super) fn limit(n: usize) -> u64 {
    (ITEMS / n.max(1)).clamp(8, 1_024) as u64
}
