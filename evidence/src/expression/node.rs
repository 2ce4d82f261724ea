//! What can be computed, and from what.

/// A node's place. It is greater than the places of all nodes that it is computed from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Id(pub(super) u32);

impl Id {
    pub(super) fn index(self) -> usize {
        self.0 as usize
    }
}

/// What is made of two values. Truths are numbers here too.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Operation {
    Plus,
    Minus,
    By,
    Over,
    Least,
    Greatest,
    Below,
    AtMost,
    Same,
}

/// How a value is computed. Numbers are kept as their bits, so that equal nodes are one.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Node {
    Number(u64),
    /// What is neither true nor false.
    Open,
    /// A value from outside, which can be moved.
    Leaf(u32),
    Two(Operation, Id, Id),
    /// The value without its interval.
    Point(Id),
    /// The interval's lower end.
    Low(Id),
    /// The value at `n` by the power law through two of several values, which are those at sizes from small to large: the two that
    /// `n` is between, or the two that are nearest to it.
    PowerLaw {
        ends: Box<[(u64, Id)]>,
        n: Id,
    },
    /// Which of several options is the best: of those whose condition is true, the place of the one whose value is the greatest and,
    /// of equals, whose price is the least; the number of options where there is none. Each is a condition, a value and a price.
    Best(Box<[[Id; 3]]>),
}

impl Node {
    /// The nodes that it is computed from.
    pub(super) fn inputs(&self, mut each: impl FnMut(Id)) {
        match self {
            Self::Number(_) | Self::Open | Self::Leaf(_) => {}
            Self::Two(_, left, right) => [*left, *right].into_iter().for_each(each),
            Self::Point(of) | Self::Low(of) => each(*of),
            Self::PowerLaw { ends, n } => ends.iter().map(|(_, end)| *end).chain([*n]).for_each(each),
            Self::Best(options) => options.iter().flatten().copied().for_each(each),
        }
    }
}
