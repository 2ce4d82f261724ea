//! A use, with all that the syntax tells of it.

use super::site::Site;

/// One use.
#[derive(Debug)]
pub(super) struct ClassifiedUse {
    pub(super) file: String,
    /// How many calls of the crate's own macros lead here, if it stands in one.
    pub(super) expansions: usize,
    /// What the syntax tells; of a place that it does not show, the function around.
    pub(super) site: Site,
}
