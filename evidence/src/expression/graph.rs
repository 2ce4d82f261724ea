//! Nodes, each with its value.

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};

use super::Interval;
use super::node::{Id, Node, Operation};

/// Every node and its value.
#[derive(Debug, Default)]
pub(crate) struct Graph {
    nodes: RefCell<Vec<Node>>,
    values: RefCell<Vec<Interval>>,
    places: RefCell<HashMap<Node, Id>>,
    leaves: RefCell<u32>,
    /// What the nodes that move were worth before, while they move; kept for the next move's use of its room.
    before: RefCell<Vec<Interval>>,
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
        let id = id_of(nodes.len());
        nodes.push(node.clone());
        self.values.borrow_mut().push(value);
        self.places.borrow_mut().insert(node, id);
        id
    }

    /// What a node is worth now.
    pub(super) fn value(&self, id: Id) -> Interval {
        self.values.borrow()[id.index()]
    }

    /// How a node is computed.
    pub(super) fn node(&self, id: Id) -> Node {
        self.nodes.borrow()[id.index()].clone()
    }

    /// Everything that these nodes rest on and they themselves. O(nodes).
    pub(crate) fn below(&self, roots: &[Id]) -> Below {
        let nodes = self.nodes.borrow();
        let length = roots.iter().map(|root| root.index() + 1).max().unwrap_or(0);
        let mut users: Vec<Option<Vec<Id>>> = vec![None; length];
        for root in roots {
            users[root.index()] = Some(Vec::new());
        }
        for place in (0..length).rev() {
            if users[place].is_some() {
                let user = id_of(place);
                nodes[place].inputs(|input| users[input.index()].get_or_insert_default().push(user));
            }
        }
        Below { users }
    }

    /// The conditions that are all true where this one is: those that it is the conjunction of, each once; or it itself.
    pub(crate) fn conjuncts(&self, condition: Id) -> Vec<Id> {
        let nodes = self.nodes.borrow();
        let (mut found, mut seen, mut left) = (Vec::new(), HashSet::new(), vec![condition]);
        while let Some(id) = left.pop() {
            // Conditions are shared: a chain of claims that each name another twice has as many ways through it as 2^length.
            if !seen.insert(id) {
                continue;
            }
            match nodes[id.index()] {
                Node::Two(Operation::Least, one, other) => left.extend([one, other]),
                _ => found.push(id),
            }
        }
        found
    }

    /// Whether a choice is among these nodes.
    pub(crate) fn has_choice(&self, below: &Below) -> bool {
        let known = self.nodes.borrow();
        known.iter().zip(&below.users).any(|(node, users)| users.is_some() && matches!(node, Node::Best(_)))
    }

    /// What `read` sees while leaves have other values. `resting` are the nodes that are computed again, inputs first: see
    /// [`Below::resting_on`]. O(resting). `read` must add no node, for it would keep the moved value.
    pub(crate) fn with_moved<T>(
        &self,
        leaves: &[(Id, Interval)],
        resting: &[Id],
        read: impl FnOnce() -> T,
    ) -> T {
        let nodes = self.nodes.borrow();
        let mut values = self.values.borrow_mut();
        let mut before = self.before.take();
        let moving = || leaves.iter().map(|(leaf, _)| leaf).chain(resting);
        before.extend(moving().map(|id| values[id.index()]));
        for (leaf, value) in leaves {
            values[leaf.index()] = *value;
        }
        for id in resting {
            values[id.index()] = nodes[id.index()].value(&values);
        }
        drop(values);
        let answer = read();
        let mut values = self.values.borrow_mut();
        for (id, value) in moving().zip(before.drain(..)) {
            values[id.index()] = value;
        }
        self.before.replace(before);
        answer
    }
}

/// Some nodes and everything that they rest on.
#[derive(Debug, Default)]
pub(crate) struct Below {
    /// Of each of them, those among them that are computed from it; none for other nodes of the graph.
    users: Vec<Option<Vec<Id>>>,
}

impl Below {
    /// Whether a node is among them.
    pub(crate) fn has(&self, id: Id) -> bool {
        self.users_of(id).is_some()
    }

    /// Those that are computed from any of `leaves`, inputs first. O(n log n) in their number.
    pub(crate) fn resting_on(&self, leaves: &[Id]) -> Vec<Id> {
        let mut seen = vec![false; self.users.len()];
        let mut resting = Vec::new();
        let mut next = leaves.to_vec();
        while let Some(id) = next.pop() {
            for user in self.users_of(id).into_iter().flatten() {
                if !std::mem::replace(&mut seen[user.index()], true) {
                    resting.push(*user);
                    next.push(*user);
                }
            }
        }
        resting.sort_unstable();
        resting
    }

    fn users_of(&self, id: Id) -> Option<&Vec<Id>> {
        self.users.get(id.index())?.as_ref()
    }
}

fn id_of(place: usize) -> Id {
    Id(u32::try_from(place).unwrap_or_else(|_| unreachable!("no book has 2^32 different terms")))
}
