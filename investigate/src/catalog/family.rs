//! What each way to share the list makes of each operation. This table is read by people: one row per operation.
//!
//! `im` 15.1, `imbl` 7.0, `rpds` 1.2 and `ecow` 0.3 have or lack the methods as their sources say. Whether the compiler agrees is for the
//! compile probe; this says which places to look at.

use super::operation::Operation;

/// A way to share the list.
#[derive(Debug, Clone, Copy)]
pub(super) struct Family {
    /// As in tables and records.
    pub(super) id: &'static str,
    /// What changes in the code.
    pub(super) what: &'static str,
    /// The representations that it stands for; one that shares in two ways is in two families.
    pub(super) representations: &'static [&'static str],
    /// What it makes of an operation on the list.
    verdict: fn(Operation) -> Verdict,
}

/// What becomes of a use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    /// It compiles as it is.
    AsIs,
    /// It needs this edit, which takes no thought.
    Edit(&'static str),
    /// What it asks for does not exist there.
    Redesign(&'static str),
    /// Not to be told from the syntax.
    Unknown,
}

impl Verdict {
    /// As in tables and records.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::AsIs => "as is",
            Self::Edit(_) => "edit",
            Self::Redesign(_) => "redesign",
            Self::Unknown => "unknown",
        }
    }
}

/// Who holds the value that a field is used of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Holder {
    /// A parameter `&mut T`, or `self`: whoever calls has the mutable value already.
    Borrowed,
    /// A variable that was made here, of something else than a snapshot.
    Own,
    /// A snapshot, or a field of another value: with a shared file, this is where the `Arc` is.
    Shared,
    /// Not to be told.
    Unclear,
}

/// Every family.
pub(super) const FAMILIES: [Family; 6] = [
    Family {
        id: "shared-file",
        what: "Arc<BacklogFile> in the owner and in snapshots",
        representations: &["arc-file"],
        verdict: shared_file,
    },
    Family {
        id: "shared-list",
        what: "items: Arc<Vec<Item>>",
        representations: &["arc-vec", "arc-vec-arc"],
        verdict: shared_list,
    },
    Family {
        id: "shared-items",
        what: "items: Vec<Arc<Item>>",
        representations: &["vec-arc", "arc-vec-arc", "im-arc", "imbl-arc"],
        verdict: shared_items,
    },
    Family {
        id: "im",
        what: "items: im::Vector<Item> or imbl's",
        representations: &["im", "im-arc", "imbl", "imbl-arc"],
        verdict: tree,
    },
    Family { id: "rpds", what: "items: rpds::VectorSync<Item>", representations: &["rpds"], verdict: rpds },
    Family { id: "ecow", what: "items: ecow::EcoVec<Item>", representations: &["ecow"], verdict: ecow },
];

impl Family {
    /// What it makes of a use. Only where the whole file is shared does it matter who holds it.
    pub(super) fn of(self, operation: Operation, holder: Holder) -> Verdict {
        let verdict = (self.verdict)(operation);
        let depends = self.id == FAMILIES[0].id && matches!(verdict, Verdict::Edit(_));
        match holder {
            Holder::Borrowed | Holder::Own if depends => Verdict::AsIs,
            Holder::Unclear if depends => Verdict::Unknown,
            _ => verdict,
        }
    }
}

use Operation as Op;
use Verdict::{AsIs, Edit, Redesign, Unknown};

/// `Arc<BacklogFile>`: the field keeps its type.
fn shared_file(operation: Operation) -> Verdict {
    match operation {
        Op::Push
        | Op::Insert
        | Op::Remove
        | Op::Retain
        | Op::Truncate
        | Op::Clear
        | Op::Drain
        | Op::Sort
        | Op::IterMut
        | Op::LoopMut
        | Op::ChangeOne
        | Op::Assign
        | Op::LendMut
        | Op::Change => Edit("take the file from Arc::make_mut"),
        Op::Moved => Edit("take the file from Arc::unwrap_or_clone"),
        Op::Matched => Edit("match on the file behind the Arc: &*file"),
        Op::Unclear => Unknown,
        _ => AsIs,
    }
}

/// `Arc<Vec<Item>>`: reads go through `Deref`, and `&items` still is a slice where one is expected.
fn shared_list(operation: Operation) -> Verdict {
    match operation {
        Op::MadeEmpty | Op::MadeListed | Op::MadeCollected | Op::MadeGiven => Edit("wrap it: Arc::new(...)"),
        Op::Loop => Edit("items.iter()"),
        Op::Compare => Edit("compare what is behind the Arc: *items"),
        Op::Push
        | Op::Insert
        | Op::Remove
        | Op::Retain
        | Op::Truncate
        | Op::Clear
        | Op::Drain
        | Op::Sort
        | Op::IterMut
        | Op::LoopMut
        | Op::ChangeOne
        | Op::LendMut => Edit("Arc::make_mut(&mut items)"),
        Op::Assign => Edit("wrap it: Arc::new(...)"),
        Op::Moved => Edit("Arc::unwrap_or_clone(items)"),
        Op::Cloned => Edit("Vec::clone(&items), where a Vec is wanted"),
        Op::Matched | Op::Change | Op::Unclear => Unknown,
        _ => AsIs,
    }
}

/// `Vec<Arc<Item>>`: what leaves the list is an `Arc`.
fn shared_items(operation: Operation) -> Verdict {
    match operation {
        Op::MadeListed | Op::MadeCollected | Op::MadeGiven | Op::Assign => Edit("wrap each item: Arc::new"),
        Op::Gather => Edit(".map(Arc::as_ref)"),
        Op::Lend | Op::Range => Edit("the callee takes &[Arc<Item>]"),
        Op::LendMut => Edit("the callee takes &mut Vec<Arc<Item>>"),
        Op::Compare => Edit("wrap the items that it is compared with"),
        Op::Push | Op::Insert => Edit("wrap the item: Arc::new(item)"),
        Op::Remove | Op::Drain => Edit("Arc::unwrap_or_clone(item)"),
        Op::IterMut | Op::LoopMut | Op::ChangeOne => Edit("Arc::make_mut(item)"),
        Op::Moved => Edit("the receiver takes Arc<Item>, or Arc::unwrap_or_clone for each"),
        Op::Cloned | Op::ClonedItems | Op::ClonedOne => Edit("Item::clone(&item), where an Item is wanted"),
        Op::Matched | Op::Change | Op::Unclear => Unknown,
        _ => AsIs,
    }
}

/// `im::Vector` and `imbl::Vector`: most of `Vec`, but no slice.
fn tree(operation: Operation) -> Verdict {
    match operation {
        Op::MadeEmpty => Edit("Vector::new()"),
        Op::MadeListed => Edit("vector![...]"),
        Op::MadeGiven | Op::Assign => Edit("Vector::from(...)"),
        Op::Lend => Redesign("there is no slice: the callee takes &Vector or an iterator"),
        Op::Range => Redesign("there is no slice: iterate with skip and take"),
        Op::SliceMethod => Redesign("there is no slice: collect references first"),
        Op::First => Edit("front()"),
        Op::Compare => Edit("compare with a Vector"),
        Op::LendMut => Edit("the callee takes &mut Vector"),
        Op::Push => Edit("push_back"),
        // `imbl` takes it as it is.
        Op::LoopMut => Edit("iter_mut()"),
        Op::Drain => Edit("split_off, slice or append"),
        Op::Sort => Edit("sort or sort_by"),
        Op::Moved => Edit("the receiver takes a Vector, or into_iter().collect()"),
        Op::Cloned => Edit("iter().cloned().collect(), where a Vec is wanted"),
        Op::Matched | Op::Change | Op::Unclear => Unknown,
        _ => AsIs,
    }
}

/// `rpds::VectorSync`: it grows and shrinks at its end, and one item can be set; the rest is a rebuild.
fn rpds(operation: Operation) -> Verdict {
    match operation {
        Op::MadeEmpty => Edit("VectorSync::new_sync()"),
        Op::MadeListed | Op::MadeGiven | Op::Assign => Edit("into_iter().collect()"),
        Op::Lend => Redesign("there is no slice: the callee takes &VectorSync or an iterator"),
        Op::Range => Redesign("there is no slice: iterate with skip and take"),
        Op::SliceMethod => Redesign("there is no slice: collect references first"),
        Op::Compare => Edit("compare with a VectorSync"),
        Op::LendMut => Redesign("the callee changes a Vec; most of that does not exist here"),
        Op::Push => Edit("push_back_mut"),
        Op::ChangeOne => Edit("get_mut"),
        Op::Clear => Edit("assign VectorSync::new_sync()"),
        Op::Truncate => Edit("drop_last_mut until it is short enough"),
        Op::Insert | Op::Remove | Op::Retain | Op::Drain | Op::Sort => {
            Redesign("rebuild: it changes only at its end")
        }
        Op::IterMut | Op::LoopMut => Redesign("there is no iter_mut: get_mut for each index"),
        Op::Moved => Edit("the receiver takes a VectorSync, or iter().cloned().collect()"),
        Op::Cloned => Edit("iter().cloned().collect(), where a Vec is wanted"),
        Op::Matched | Op::Change | Op::Unclear => Unknown,
        _ => AsIs,
    }
}

/// `ecow::EcoVec`: a slice for readers and most of `Vec` for writers, but no way to change an item unasked.
fn ecow(operation: Operation) -> Verdict {
    match operation {
        Op::MadeListed => Edit("eco_vec![...]"),
        Op::MadeGiven | Op::Assign => Edit("EcoVec::from(...)"),
        Op::MadeEmpty => Edit("EcoVec::new()"),
        Op::IterMut | Op::LoopMut | Op::ChangeOne | Op::Sort => Edit("make_mut()"),
        Op::LendMut => Edit("the callee takes &mut EcoVec"),
        Op::Moved => Edit("the receiver takes an EcoVec, or into_iter().collect()"),
        Op::Cloned => Edit("to_vec(), where a Vec is wanted"),
        Op::Matched | Op::Change | Op::Unclear => Unknown,
        _ => AsIs,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn verdict(id: &str, operation: Operation, holder: Holder) -> Verdict {
        FAMILIES.iter().find(|family| family.id == id).unwrap().of(operation, holder)
    }

    #[test]
    fn a_shared_file_changes_only_where_the_arc_is_held() {
        assert_eq!(verdict("shared-file", Op::Push, Holder::Borrowed), AsIs);
        assert_eq!(verdict("shared-file", Op::Push, Holder::Own), AsIs);
        assert_eq!(verdict("shared-file", Op::Push, Holder::Shared).name(), "edit");
        assert_eq!(verdict("shared-file", Op::Push, Holder::Unclear), Unknown);
        assert_eq!(verdict("shared-list", Op::Push, Holder::Borrowed).name(), "edit");
    }

    #[test]
    fn only_the_trees_have_no_slice() {
        let redesign = |id| verdict(id, Op::Lend, Holder::Shared).name() == "redesign";
        let ids: Vec<&str> = FAMILIES.iter().map(|family| family.id).filter(|id| redesign(id)).collect();
        assert_eq!(ids, ["im", "rpds"]);
    }

    #[test]
    fn a_family_names_representations_that_there_are() {
        let known: Vec<&str> = bench_crate::registry::representations().iter().map(|it| it.id).collect();
        for id in FAMILIES.iter().flat_map(|family| family.representations) {
            assert!(known.contains(id), "{id}");
        }
    }

    #[test]
    fn what_is_unclear_is_unknown_everywhere() {
        for family in FAMILIES {
            assert_eq!(family.of(Op::Unclear, Holder::Shared), Unknown, "{}", family.id);
        }
    }
}
