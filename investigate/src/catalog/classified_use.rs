//! A use, with all that the syntax tells of it.

use super::call::Call;
use super::holder::Holder;
use super::list_operation::ListOperation;
use super::operation::Operation;
use crate::code::Position;

/// One use.
#[derive(Debug)]
pub(super) struct ClassifiedUse {
    /// The file.
    pub(super) file: String,
    /// Where the name stands.
    pub(super) place: Position,
    /// What is done.
    pub(super) operation: Operation,
    /// Who holds the value.
    pub(super) holder: Holder,
    /// The function; `None` outside of one.
    pub(super) function: Option<String>,
    /// Whether it is compiled for tests only.
    pub(super) test: bool,
    /// How many calls of the crate's own macros lead here, if it stands in one.
    pub(super) expansions: usize,
    /// What follows from a call.
    pub(super) call: Option<Call>,
    /// What is done with a list.
    pub(super) list_operations: Vec<ListOperation>,
    /// What its items can do.
    pub(super) element: &'static str,
    /// Whether what is done with its items is done just so with an `Arc` of one.
    pub(super) items_stay: bool,
}
