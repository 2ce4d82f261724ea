//! How often an item was cloned.

use std::cell::Cell;

/// Whether this build counts clones. One that is timed does not; tests do, and so does the feature `counts`.
pub const COUNTS_CLONES: bool = cfg!(any(debug_assertions, feature = "counts"));

thread_local! {
    static CLONES: Cell<u64> = const { Cell::new(0) };
}

/// How many items this thread has cloned; always 0 where clones are not [counted](COUNTS_CLONES).
#[must_use]
pub fn clones() -> u64 {
    CLONES.get()
}

/// Counts when it is cloned: a field without size, so that an item is laid out as in the build that
/// is timed.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct CloneMark;

impl Clone for CloneMark {
    fn clone(&self) -> Self {
        CLONES.set(CLONES.get() + 1);
        Self
    }
}
