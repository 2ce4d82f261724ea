//! A node, written as the expression that it stands for.

use std::ops::{Add, BitAnd, BitOr, Div, Mul, Not, Sub};

use super::graph::Graph;
use super::node::{Id, Node, Operation};
use super::{Interval, Truth};

/// A node of a graph; operators between two make another.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Term<'g> {
    graph: &'g Graph,
    id: Id,
}

impl Graph {
    /// The node there.
    pub(crate) fn term(&self, id: Id) -> Term<'_> {
        Term { graph: self, id }
    }

    /// A number.
    pub(crate) fn number(&self, number: f64) -> Term<'_> {
        self.term(self.add(Node::Number(number.to_bits())))
    }

    /// What is true, false or neither, whatever moves.
    pub(crate) fn constant(&self, truth: Truth) -> Term<'_> {
        match truth {
            Truth::False => self.number(0.0),
            Truth::Inconclusive => self.term(self.add(Node::Open)),
            Truth::True => self.number(1.0),
        }
    }

    /// A value from outside, which can be moved; each is a node of its own.
    pub(crate) fn leaf(&self, value: Interval) -> Term<'_> {
        self.term(self.add_leaf(value))
    }
}

impl<'g> Term<'g> {
    pub(crate) fn id(self) -> Id {
        self.id
    }

    /// What it is worth now.
    pub(crate) fn value(self) -> Interval {
        self.graph.value(self.id)
    }

    /// What it is worth now, as a condition.
    pub(crate) fn truth(self) -> Truth {
        Truth::from(self.value())
    }

    /// A number of the same graph.
    pub(crate) fn number(self, number: f64) -> Self {
        self.graph.number(number)
    }

    fn of(self, node: Node) -> Self {
        self.graph.term(self.graph.add(node))
    }

    fn with(self, operation: Operation, other: Self) -> Self {
        self.of(Node::Two(operation, self.id, other.id))
    }

    /// Whether it is below the other.
    pub(crate) fn below(self, other: Self) -> Self {
        self.with(Operation::Below, other)
    }

    /// Whether it is below the other or the same.
    pub(crate) fn at_most(self, other: Self) -> Self {
        self.with(Operation::AtMost, other)
    }

    /// Whether both are the same.
    pub(crate) fn same(self, other: Self) -> Self {
        self.with(Operation::Same, other)
    }

    /// Its value without the interval.
    pub(crate) fn point(self) -> Self {
        self.of(Node::Point(self.id))
    }

    /// The lower end of its interval.
    pub(crate) fn low(self) -> Self {
        self.of(Node::Low(self.id))
    }

    /// What stands at `n` if power laws go through these values, each at its size; there are two at least.
    pub(crate) fn power_law(ends: Vec<(f64, Self)>, n: Self) -> Self {
        let ends = ends.into_iter().map(|(size, end)| (size.to_bits(), end.id)).collect();
        n.of(Node::PowerLaw { ends, n: n.id })
    }

    /// Which of the options is the best; each is a condition, a value and a price. See [`Node::Best`].
    pub(crate) fn best(graph: &'g Graph, options: impl IntoIterator<Item = [Self; 3]>) -> Self {
        graph.term(graph.add(Node::Best(options.into_iter().map(|option| option.map(Self::id)).collect())))
    }
}

/// What Rust's operators between two terms make of them.
macro_rules! operators {
    ($($operator:ident $method:ident $operation:ident),*) => {
        $(impl $operator for Term<'_> {
            type Output = Self;

            fn $method(self, other: Self) -> Self {
                self.with(Operation::$operation, other)
            }
        })*
    };
}

// `&` is the lesser of both and `|` the greater: of two conditions the lesser truth is that of both, and the greater that of either.
operators!(Add add Plus, Sub sub Minus, Mul mul By, Div div Over, BitAnd bitand Least, BitOr bitor Greatest);

impl Not for Term<'_> {
    type Output = Self;

    /// The condition's contrary; what is inconclusive stays so.
    fn not(self) -> Self {
        self.number(1.0) - self
    }
}
