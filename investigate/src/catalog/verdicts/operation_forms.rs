//! An operation on a list, as code.

/// An operation, and what may be written instead, the first that compiles. What compiles and does nothing has to stand behind what
/// does it: `push_back` of a list that is never changed gives a new one.
pub(super) type OperationForms = (&'static str, &'static [&'static str]);
