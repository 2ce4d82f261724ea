//! What some nodes are computed by, for whoever computes them elsewhere.

use std::collections::{HashMap, HashSet};

use serde_json::{Value, json};

use super::Interval;
use super::graph::Graph;
use super::node::{Id, Node, Operation};

/// Nodes as JSON, each behind those that it is computed from. The first are the inputs, `null`; a constant is a number, or value and ends; all
/// others are lists of what is done and the places of what it is done to.
#[derive(Debug, Default)]
pub(crate) struct Tree {
    pub(crate) nodes: Vec<Value>,
    places: HashMap<Id, usize>,
}

impl Tree {
    /// Where a node stands, which is one of those that it was made for or below them.
    pub(crate) fn place(&self, id: Id) -> usize {
        self.places
            .get(&id)
            .copied()
            .unwrap_or_else(|| unreachable!("a tree has the nodes that it was made for"))
    }

    fn push(&mut self, id: Id, node: impl FnOnce(&Self) -> Value) {
        if !self.places.contains_key(&id) {
            self.nodes.push(node(self));
            self.places.insert(id, self.nodes.len() - 1);
        }
    }
}

impl Graph {
    /// The nodes below `roots`. What rests on no input is one constant, its value now.
    pub(crate) fn tree(&self, roots: &[Id], inputs: &[Id]) -> Tree {
        let mut tree = Tree::default();
        for input in inputs {
            tree.push(*input, |_| Value::Null);
        }
        let resting = self.below(roots).resting_on(inputs);
        let moving: HashSet<Id> = resting.ids().chain(inputs.iter().copied()).collect();
        let fixed = |tree: &mut Tree, id: Id| {
            if !moving.contains(&id) {
                tree.push(id, |_| constant(self.value(id)));
            }
        };
        for id in resting.ids() {
            let node = self.node(id);
            node.inputs(|input| fixed(&mut tree, input));
            tree.push(id, |tree| written(&node, |id| tree.place(id)));
        }
        for root in roots {
            fixed(&mut tree, *root);
        }
        tree
    }
}

fn constant(Interval { value, low, high }: Interval) -> Value {
    if low.to_bits() == value.to_bits() && value.to_bits() == high.to_bits() {
        return number(value);
    }
    json!([number(value), number(low), number(high)])
}

/// JSON has no numbers without end, and none that is none; their names are texts.
fn number(value: f64) -> Value {
    if value.is_nan() {
        json!("NaN")
    } else if value.is_infinite() {
        json!(if value > 0.0 { "Infinity" } else { "-Infinity" })
    } else {
        json!(value)
    }
}

fn written(node: &Node, place: impl Fn(Id) -> usize) -> Value {
    match node {
        Node::Number(bits) => number(f64::from_bits(*bits)),
        Node::Open | Node::Leaf(_) => unreachable!("what rests on an input is neither constant nor a leaf"),
        Node::Two(operation, left, right) => json!([operation.sign(), place(*left), place(*right)]),
        Node::Point(of) => json!(["point", place(*of)]),
        Node::Low(of) => json!(["low", place(*of)]),
        Node::PowerLaw { ends, n } => {
            let ends = ends.iter().flat_map(|(size, end)| [json!(f64::from_bits(*size)), json!(place(*end))]);
            json!(["law", place(*n)]).as_array().into_iter().flatten().cloned().chain(ends).collect()
        }
        Node::Best(options) => {
            let places = options.iter().flatten().map(|id| json!(place(*id)));
            std::iter::once(json!("best")).chain(places).collect()
        }
    }
}

impl Operation {
    fn sign(self) -> &'static str {
        match self {
            Self::Plus => "+",
            Self::Minus => "-",
            Self::By => "*",
            Self::Over => "/",
            Self::Least => "min",
            Self::Greatest => "max",
            Self::Below => "<",
            Self::AtMost => "<=",
            Self::Same => "==",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_rests_on_no_input_is_one_constant_and_each_node_stands_behind_what_it_is_computed_from() {
        let graph = Graph::default();
        let input = graph.leaf(Interval::point(2.0));
        let apart = graph.leaf(Interval { value: 3.0, low: 2.0, high: 4.0 }) + graph.number(1.0);
        let sum = input * apart + graph.number(1.0);
        let tree = graph.tree(&[sum.id(), apart.id()], &[input.id()]);
        assert_eq!(
            serde_json::to_string(&tree.nodes).unwrap(),
            r#"[null,[4.0,3.0,5.0],["*",0,1],1.0,["+",2,3]]"#
        );
        assert_eq!((tree.place(sum.id()), tree.place(apart.id())), (4, 1));
    }

    #[test]
    fn what_json_has_no_number_for_is_named() {
        let graph = Graph::default();
        let input = graph.leaf(Interval::point(2.0));
        let anything = graph.number(1.0) / graph.number(0.0);
        let tree = graph.tree(&[anything.id()], &[input.id()]);
        assert_eq!(serde_json::to_string(&tree.nodes).unwrap(), r#"[null,["NaN","-Infinity","Infinity"]]"#);
    }
}
