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
    /// Where nodes stand in a list that is being made, [`NOWHERE`] otherwise; kept for the next list.
    listed: RefCell<Vec<u32>>,
    /// What the nodes that move were worth before, while they move; kept for the next move's use of its room, as are those below.
    before: RefCell<Vec<(Id, Interval)>>,
    /// Which of the roots changed, while some nodes move.
    changed: RefCell<Vec<Id>>,
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

    /// Everything that these nodes rest on and they themselves. O(n log n) in their number.
    pub(crate) fn below(&self, roots: &[Id]) -> Below {
        let nodes = self.nodes.borrow();
        let mut listed = self.listed.borrow_mut();
        listed.resize(nodes.len(), NOWHERE);
        let (mut ids, mut left) = (Vec::new(), roots.to_vec());
        while let Some(id) = left.pop() {
            if std::mem::replace(&mut listed[id.index()], 0) == NOWHERE {
                ids.push(id);
                nodes[id.index()].inputs(|input| left.push(input));
            }
        }
        ids.sort_unstable();
        for (place, id) in (0..).zip(&ids) {
            listed[id.index()] = place;
        }
        let place_of = |id: Id| listed[id.index()] as usize;
        // In turn: how many users each has; the running sum, which is where they end; and, as each is written before the last one, where they
        // begin.
        let mut begin = vec![0_u32; ids.len() + 1];
        for id in &ids {
            nodes[id.index()].inputs(|input| begin[place_of(input)] += 1);
        }
        for place in 0..ids.len() {
            begin[place + 1] += begin[place];
        }
        let mut users = vec![0; begin[ids.len()] as usize];
        for (place, id) in (0..).zip(&ids) {
            nodes[id.index()].inputs(|input| {
                let end = &mut begin[place_of(input)];
                *end -= 1;
                users[*end as usize] = place;
            });
        }
        let mut are_roots = vec![false; ids.len()];
        roots.iter().for_each(|root| are_roots[place_of(*root)] = true);
        ids.iter().for_each(|id| listed[id.index()] = NOWHERE);
        Below { places: RefCell::new(vec![NOWHERE; ids.len()]), ids, are_roots, begin, users }
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
        let nodes = self.nodes.borrow();
        below.ids.iter().any(|id| matches!(nodes[id.index()], Node::Best(_)))
    }

    /// What `read` sees while the leaves that `resting` rests on have other values, in their order. Only what rests on something that
    /// changed is computed again: most moves end at a comparison that stays what it is, and the walk
    /// with them. O(resting) at most. `read` is told which of the roots changed, those of the [`Below`] that `resting` is of, and must add no node, for it would keep the moved value.
    pub(crate) fn with_moved<T>(
        &self,
        resting: &Resting,
        leaves: impl IntoIterator<Item = Interval>,
        read: impl FnOnce(&[Id]) -> T,
    ) -> T {
        let nodes = self.nodes.borrow();
        let mut values = self.values.borrow_mut();
        let mut before = self.before.take();
        let mut changed = self.changed.take();
        let mut due = self.due.take();
        due.resize(resting.steps.len().div_ceil(64), 0);
        let mut set = |values: &mut [Interval], due: &mut [u64], step: &Step, value: Interval| {
            let known = std::mem::replace(&mut values[step.id.index()], value);
            if !known.is(value) {
                before.push((step.id, known));
                if step.is_root {
                    changed.push(step.id);
                }
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
        let answer = read(&changed);
        changed.clear();
        let mut values = self.values.borrow_mut();
        for (id, value) in before.drain(..) {
            values[id.index()] = value;
        }
        self.before.replace(before);
        self.changed.replace(changed);
        self.due.replace(due);
        answer
    }
}

/// Some nodes and everything that they rest on.
#[derive(Debug, Default)]
pub(crate) struct Below {
    /// The nodes, inputs first. In all that follows they are named by their places here.
    ids: Vec<Id>,
    /// Of each, whether it is one of those that were asked for.
    are_roots: Vec<bool>,
    /// Of each, where those that are computed from it begin in `users`; they end where the next one's begin.
    begin: Vec<u32>,
    users: Vec<u32>,
    /// Where they stand in a list that is being made, [`NOWHERE`] otherwise; kept for the next list.
    places: RefCell<Vec<u32>>,
}

/// No list is so long.
const NOWHERE: u32 = u32::MAX;

impl Below {
    /// Whether a node is among them.
    pub(crate) fn has(&self, id: Id) -> bool {
        self.ids.binary_search(&id).is_ok()
    }

    /// Those that are computed from any of `leaves`. O(n log n) in their number.
    pub(crate) fn resting_on(&self, leaves: &[Id]) -> Resting {
        let mut places = self.places.borrow_mut();
        let users_of = |place: usize| &self.users[self.begin[place] as usize..self.begin[place + 1] as usize];
        let mut found: Vec<u32> = Vec::new();
        // A leaf that is not among them has no users.
        let leaves = leaves.iter().map(|leaf| (*leaf, self.ids.binary_search(leaf).ok()));
        let leaves: Vec<(Id, Option<usize>)> = leaves.collect();
        let mut next: Vec<usize> = leaves.iter().filter_map(|(_, place)| *place).collect();
        while let Some(place) = next.pop() {
            for &user in users_of(place) {
                if std::mem::replace(&mut places[user as usize], 0) == NOWHERE {
                    found.push(user);
                    next.push(user as usize);
                }
            }
        }
        found.sort_unstable();
        for (step, place) in (0..).zip(&found) {
            places[*place as usize] = step;
        }
        let mut users = Vec::new();
        let mut step = |id: Id, place: Option<usize>| {
            let from = users.len();
            let using = place.map_or(&[][..], users_of);
            users.extend(using.iter().map(|user| places[*user as usize]));
            Step { id, users: from..users.len(), is_root: place.is_some_and(|place| self.are_roots[place]) }
        };
        let leaves = leaves.into_iter().map(|(id, place)| step(id, place)).collect();
        let found_places = found.iter().map(|place| *place as usize);
        let steps = found_places.clone().map(|place| step(self.ids[place], Some(place))).collect();
        found_places.for_each(|place| places[place] = NOWHERE);
        Resting { leaves, steps, users }
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
    /// Whether it is one of those that were asked for.
    is_root: bool,
}

fn id_of(place: usize) -> Id {
    Id(u32::try_from(place).unwrap_or_else(|_| unreachable!("no book has 2^32 different terms")))
}
