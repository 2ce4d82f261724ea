//! Who holds a value: it decides whether a snapshot that is shared is changed there.

/// Who holds the value that a field is used of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Holder {
    /// A parameter `&mut T`, or `self`: whoever calls has the mutable value already.
    Borrowed,
    /// A variable that was made here, of something else than a snapshot.
    Own,
    /// A field of another value.
    Part,
    /// A snapshot.
    Snapshot,
    /// Not to be told.
    Unclear,
}
