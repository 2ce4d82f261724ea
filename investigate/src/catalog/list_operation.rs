//! What is done with a list at one place, as the compiler was asked about it.

/// One thing that is done with the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ListOperation {
    /// The operation; `None` where the syntax does not tell which.
    pub(super) base: Option<String>,
    /// What the code around expects of it.
    pub(super) wanted: ExpectedType,
    /// Whether it counts only where it was asked about: most methods of an iterator are the same for every list.
    pub(super) only_if_asked: bool,
    /// The operation whose result this is done with. It counts where that is a list of the same type, and not a `Vec`.
    pub(super) after: Option<String>,
}

/// What the code around expects of an operation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum ExpectedType {
    /// Anything will do.
    Anything,
    /// This.
    This(String),
    /// Not to be told from the syntax.
    Unknown,
}

/// The list's own type is expected.
pub(super) const ITSELF: &str = "itself";
/// A `Vec` is expected.
pub(super) const VEC: &str = "Vec";
/// A slice is expected.
pub(super) const SLICE: &str = "slice";
/// Any other type is expected, such as an item's.
pub(super) const ITEM: &str = "item";

impl ListOperation {
    /// An operation of which nothing is expected.
    pub(super) fn plain(base: impl Into<String>) -> Self {
        Self::wanting(base, ExpectedType::Anything)
    }

    /// An operation of which something is expected.
    pub(super) fn wanting(base: impl Into<String>, wanted: ExpectedType) -> Self {
        Self { base: Some(base.into()), wanted, only_if_asked: false, after: None }
    }

    /// What syntax does not tell.
    pub(super) fn unclear() -> Self {
        Self { base: None, wanted: ExpectedType::Unknown, only_if_asked: false, after: None }
    }

    /// How the operation is known in the record, with what is expected of it.
    pub(super) fn name(&self) -> Option<String> {
        let base = self.base.as_ref()?;
        Some(match &self.wanted {
            ExpectedType::This(wanted) => format!("{base}{ARROW}{wanted}"),
            ExpectedType::Anything | ExpectedType::Unknown => base.clone(),
        })
    }
}

/// Between an operation and what is expected of it.
pub(super) const ARROW: &str = " -> ";
