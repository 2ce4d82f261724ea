//! Nodes, each with its value.

use std::cell::RefCell;
use std::collections::HashMap;

use super::Interval;
use super::node::{Id, Node};

/// Every node and its value.
#[derive(Debug, Default)]
pub(crate) struct Graph {
    nodes: RefCell<Vec<Node>>,
    values: RefCell<Vec<Interval>>,
    places: RefCell<HashMap<Node, Id>>,
    leaves: RefCell<u32>,
}

impl Graph {
    /// A value from outside; each is a node of its own.
    pub(super) fn add_leaf(&self, value: Interval) -> Id {
        let number = *self.leaves.borrow();
        *self.leaves.borrow_mut() += 1;
        self.insert(Node::Leaf(number), value)
    }

    /// The node, which is added if it is not there yet.
    pub(super) fn add(&self, node: Node) -> Id {
        if let Some(&id) = self.places.borrow().get(&node) {
            return id;
        }
        let value = node.value(&self.values.borrow());
        self.insert(node, value)
    }

    fn insert(&self, node: Node, value: Interval) -> Id {
        let mut nodes = self.nodes.borrow_mut();
        let place =
            u32::try_from(nodes.len()).unwrap_or_else(|_| unreachable!("no book has 2^32 different terms"));
        nodes.push(node.clone());
        self.values.borrow_mut().push(value);
        self.places.borrow_mut().insert(node, Id(place));
        Id(place)
    }

    /// What a node is worth now.
    pub(super) fn value(&self, id: Id) -> Interval {
        self.values.borrow()[id.index()]
    }

    /// Everything that these nodes rest on and they themselves, inputs first. O(nodes).
    pub(crate) fn below(&self, roots: &[Id]) -> Vec<Id> {
        let nodes = self.nodes.borrow();
        let length = roots.iter().map(|root| root.index() + 1).max().unwrap_or(0);
        let mut wanted = vec![false; length];
        roots.iter().for_each(|root| wanted[root.index()] = true);
        for place in (0..length).rev() {
            if wanted[place] {
                nodes[place].inputs(|input| wanted[input.index()] = true);
            }
        }
        (0..).zip(wanted).filter(|(_, wanted)| *wanted).map(|(place, _)| Id(place)).collect()
    }

    /// Of `nodes`, which have their inputs first, those that are computed from any of `leaves`. O(nodes).
    pub(crate) fn resting_on(&self, leaves: &[Id], nodes: &[Id]) -> Vec<Id> {
        let known = self.nodes.borrow();
        let mut moves = vec![false; nodes.last().map_or(0, |last| last.index() + 1)];
        for leaf in leaves {
            if let Some(moves) = moves.get_mut(leaf.index()) {
                *moves = true;
            }
        }
        let rests = |id: &&Id| {
            let mut rests = false;
            known[id.index()].inputs(|input| rests |= moves[input.index()]);
            moves[id.index()] |= rests;
            rests
        };
        nodes.iter().filter(rests).copied().collect()
    }

    /// Whether a choice is among these nodes.
    pub(crate) fn has_choice(&self, nodes: &[Id]) -> bool {
        let known = self.nodes.borrow();
        nodes.iter().any(|id| matches!(known[id.index()], Node::Best(_)))
    }

    /// What `read` sees while leaves have other values. `resting` are the nodes that are computed again, inputs first: see
    /// [`Graph::resting_on`]. O(resting). `read` must add no node, for it would keep the moved value.
    pub(crate) fn with_moved<T>(
        &self,
        leaves: &[(Id, Interval)],
        resting: &[Id],
        read: impl FnOnce() -> T,
    ) -> T {
        let nodes = self.nodes.borrow();
        let mut values = self.values.borrow_mut();
        let before: Vec<Interval> =
            leaves.iter().map(|(leaf, _)| leaf).chain(resting).map(|id| values[id.index()]).collect();
        for (leaf, value) in leaves {
            values[leaf.index()] = *value;
        }
        for id in resting {
            values[id.index()] = nodes[id.index()].value(&values);
        }
        drop(values);
        let answer = read();
        let mut values = self.values.borrow_mut();
        for (id, value) in leaves.iter().map(|(leaf, _)| leaf).chain(resting).zip(before) {
            values[id.index()] = value;
        }
        answer
    }
}
