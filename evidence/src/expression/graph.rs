//! Nodes, each with its value.

use std::cell::{Cell, RefCell};
use std::collections::HashSet;
use std::ops::Range;

use rustc_hash::FxHashMap;

use super::Interval;
use super::node::{Id, Node, Operation};

/// Every node and its value.
#[derive(Debug, Default)]
pub(crate) struct Graph {
    nodes: RefCell<Vec<Node>>,
    values: RefCell<Vec<Interval>>,
    places: RefCell<FxHashMap<Node, Id>>,
    leaves: Cell<u32>,
    /// What the nodes that move were worth before, while they move; kept for the next move's use of its room, as is `due`.
    before: RefCell<Vec<(Id, Interval)>>,
    /// Which nodes are to be computed again, while some move: a bit for each.
    due: RefCell<Vec<u64>>,
}

impl Graph {
    /// A value from outside; each is a node of its own.
    pub(super) fn add_leaf(&self, value: Interval) -> Id {
        let number = self.leaves.replace(self.leaves.get() + 1);
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
        let mut are_roots = vec![false; length];
        roots.iter().for_each(|root| are_roots[root.index()] = true);
        Below { users, are_roots, places: RefCell::new(vec![NOWHERE; length]) }
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

    /// What `read` sees while the leaves that `resting` rests on have other values, in their order. Only what rests on something that
    /// changed is computed again: most moves end at a comparison that stays what it is, and the walk
    /// with them. O(resting) at most. `read` is told what changed, with what it was, and must add no node, for it would keep the moved
    /// value.
    pub(crate) fn with_moved<T>(
        &self,
        resting: &Resting,
        leaves: impl IntoIterator<Item = Interval>,
        read: impl FnOnce(&[(Id, Interval)]) -> T,
    ) -> T {
        let nodes = self.nodes.borrow();
        let mut values = self.values.borrow_mut();
        let mut before = self.before.take();
        let mut due = self.due.take();
        due.resize(resting.steps.len().div_ceil(64), 0);
        let mut set = |values: &mut [Interval], due: &mut [u64], step: &Step, value: Interval| {
            let known = std::mem::replace(&mut values[step.id.index()], value);
            if !known.is(value) {
                before.push((step.id, known));
                for user in &resting.users[step.users.clone()] {
                    due[*user as usize / 64] |= 1 << (user % 64);
                }
            }
        };
        for (leaf, value) in resting.leaves.iter().zip(leaves) {
            set(&mut values, &mut due, leaf, value);
        }
        // What a step makes due stands behind it.
        for word in 0..due.len() {
            while due[word] != 0 {
                let step = &resting.steps[word * 64 + due[word].trailing_zeros() as usize];
                due[word] &= due[word] - 1;
                let value = nodes[step.id.index()].value(&values);
                set(&mut values, &mut due, step, value);
            }
        }
        debug_assert!(due.iter().all(|word| *word == 0), "what is due stands behind what made it due");
        drop(values);
        let answer = read(&before);
        let mut values = self.values.borrow_mut();
        for (id, value) in before.drain(..) {
            values[id.index()] = value;
        }
        self.before.replace(before);
        self.due.replace(due);
        answer
    }
}

/// Some nodes and everything that they rest on.
#[derive(Debug, Default)]
pub(crate) struct Below {
    /// Of each of them, those among them that are computed from it; none for other nodes of the graph.
    users: Vec<Option<Vec<Id>>>,
    /// Of each node, whether it is one of those that were asked for.
    are_roots: Vec<bool>,
    /// Where nodes stand in a list that is being made, [`NOWHERE`] otherwise; kept for the next list.
    places: RefCell<Vec<u32>>,
}

/// No list is so long.
const NOWHERE: u32 = u32::MAX;

impl Below {
    /// Whether a node is among them.
    pub(crate) fn has(&self, id: Id) -> bool {
        self.users.get(id.index()).is_some_and(Option::is_some)
    }

    /// Whether a node is one of those that were asked for.
    pub(crate) fn is_root(&self, id: Id) -> bool {
        self.are_roots.get(id.index()).is_some_and(|is_root| *is_root)
    }

    /// Those that are computed from any of `leaves`. O(n log n) in their number.
    pub(crate) fn resting_on(&self, leaves: &[Id]) -> Resting {
        let mut places = self.places.borrow_mut();
        let mut found: Vec<Id> = Vec::new();
        let mut next = leaves.to_vec();
        while let Some(id) = next.pop() {
            for user in self.users_of(id) {
                if std::mem::replace(&mut places[user.index()], 0) == NOWHERE {
                    found.push(*user);
                    next.push(*user);
                }
            }
        }
        found.sort_unstable();
        for (place, id) in (0..).zip(&found) {
            places[id.index()] = place;
        }
        let mut users = Vec::new();
        let mut step = |id: &Id| {
            let from = users.len();
            users.extend(self.users_of(*id).map(|user| places[user.index()]));
            Step { id: *id, users: from..users.len() }
        };
        let leaves = leaves.iter().map(&mut step).collect();
        let steps = found.iter().map(&mut step).collect();
        found.iter().for_each(|id| places[id.index()] = NOWHERE);
        Resting { leaves, steps, users }
    }

    fn users_of(&self, id: Id) -> impl Iterator<Item = &Id> {
        self.users.get(id.index()).into_iter().flatten().flatten()
    }
}

/// What is computed from some leaves, inputs first.
#[derive(Debug)]
pub(crate) struct Resting {
    leaves: Vec<Step>,
    steps: Vec<Step>,
    /// Places among the steps.
    users: Vec<u32>,
}

impl Resting {
    /// The nodes, inputs first; the leaves are not among them.
    pub(super) fn ids(&self) -> impl Iterator<Item = Id> {
        self.steps.iter().map(|step| step.id)
    }
}

/// A node, and which of the users are computed from it.
#[derive(Debug)]
struct Step {
    id: Id,
    users: Range<usize>,
}

fn id_of(place: usize) -> Id {
    Id(u32::try_from(place).unwrap_or_else(|_| unreachable!("no book has 2^32 different terms")))
}
