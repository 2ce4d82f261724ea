//! Arithmetic and logic over figures with intervals, as one graph.
//!
//! Whatever is asked of a record becomes nodes of one [`Graph`]: the same subexpression is one node, and a node stands behind
//! those that it is computed from. When a figure moves, only the nodes that rest on it are computed again; that is what
//! makes it cheap to ask of every figure how far it may move.
//!
//! Nothing here knows a record, a figure's name or a rule.

mod evaluate;
mod flip;
mod graph;
mod interval;
mod node;
mod term;
mod tree;
mod truth;

pub use flip::Moved;
pub(crate) use flip::nearest;
pub(crate) use graph::{Below, Graph, Resting};
pub use interval::Interval;
pub(crate) use node::Id;
pub(crate) use term::Term;
pub use truth::Truth;
