//! How often an item was cloned.

use std::sync::atomic::{AtomicU64, Ordering};

static CLONES: AtomicU64 = AtomicU64::new(0);

/// How many items this process has cloned.
#[must_use]
pub fn clones() -> u64 {
    CLONES.load(Ordering::Relaxed)
}

/// Counts when it is cloned: a field without size, so that an item is laid out as in the build that
/// is timed.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct CloneMark;

impl Clone for CloneMark {
    fn clone(&self) -> Self {
        CLONES.fetch_add(1, Ordering::Relaxed);
        Self
    }
}
