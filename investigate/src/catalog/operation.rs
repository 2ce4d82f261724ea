//! What is done at a use. Everything that follows from it stands in [`super::family`].

use crate::named::named;

named! {
    /// The rough kind of a use.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
    pub(super) enum OperationKind {
        /// The name in a signature, an import or the like.
        Mention = "mention",
        /// It is made.
        Construction = "construction",
        /// It is taken apart or bound by a pattern.
        Pattern = "pattern",
        /// It is read.
        Read = "read",
        /// It is lent as a whole: `&x.items`.
        Slice = "slice",
        /// It is changed.
        Mutation = "mutation",
        /// It is moved out or passed by value.
        Move = "move",
        /// It is copied.
        Clone = "clone",
        /// A method is called or passed on.
        Call = "call",
        /// The compiler names the place, and its syntax does not tell what is done there.
        Unknown = "unknown",
    }
}

/// Declares the operations, so that each has its kind and its name in one place.
macro_rules! operations {
    ($($(#[$doc:meta])* $variant:ident: $kind:ident, $name:literal;)+) => {
        /// What is done at a use.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub(super) enum Operation {
            $($(#[$doc])* $variant,)+
        }

        impl Operation {
            /// Its rough kind.
            pub(super) fn kind(self) -> OperationKind {
                match self { $(Self::$variant => OperationKind::$kind,)+ }
            }

            /// As in tables and records.
            pub(super) fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)+ }
            }
        }
    };
}

operations! {
    /// A type in a signature, an annotation or a path.
    Named: Mention, "named";
    /// A `use`.
    Imported: Mention, "imported";
    /// The type of an `impl` block.
    Implemented: Mention, "implemented";
    /// A list without items: `Vec::new()`, `vec![]`.
    MadeEmpty: Construction, "made empty";
    /// A list that is written out: `vec![a, b]`.
    MadeListed: Construction, "made of a list";
    /// From an iterator.
    MadeCollected: Construction, "made by collect";
    /// From a value that was there: a variable, a call.
    MadeGiven: Construction, "made of a value";
    /// A struct literal of a type.
    MadeLiteral: Construction, "struct literal";
    /// A pattern.
    Matched: Pattern, "pattern";
    /// Walked over, and no item leaves the chain: `any`, `count`, `map`.
    Scan: Read, "scan";
    /// One item is looked up and referred to: `find`, `max_by`.
    Find: Read, "find one";
    /// References to items are collected or handed on.
    Gather: Read, "gather references";
    /// `for item in &items`.
    Loop: Read, "for loop";
    /// `len`, `is_empty`.
    Length: Read, "length";
    /// `items[i]`, read.
    Index: Read, "index";
    /// `get`, `last`.
    Get: Read, "get";
    /// `first`.
    First: Read, "first";
    /// A method that slices have and trees may lack: `windows`, `binary_search`, `join`.
    SliceMethod: Read, "slice method";
    /// Compared with another.
    Compare: Read, "compare";
    /// Printed.
    Show: Read, "print";
    /// Any other reading of a value that is no list.
    Value: Read, "value";
    /// `&x.items`, passed or kept.
    Lend: Slice, "lent";
    /// `&x.items[a..b]`.
    Range: Slice, "range";
    /// `push`, `extend`.
    Push: Mutation, "push";
    /// `insert`.
    Insert: Mutation, "insert";
    /// `remove`, `pop`.
    Remove: Mutation, "remove";
    /// `retain`.
    Retain: Mutation, "retain";
    /// `truncate`.
    Truncate: Mutation, "truncate";
    /// `clear`.
    Clear: Mutation, "clear";
    /// `drain`, `dedup`, `split_off`.
    Drain: Mutation, "drain";
    /// `sort`, `reverse`, `swap`.
    Sort: Mutation, "sort";
    /// `&mut x.items[a..b]`, `x.items[a..].sort()`.
    RangeMut: Mutation, "range written";
    /// `iter_mut`.
    IterMut: Mutation, "iterate mutably";
    /// `for item in &mut items`.
    LoopMut: Mutation, "mutable for loop";
    /// One item in its place: `items[i].x = y`, `get_mut`.
    ChangeOne: Mutation, "change one item";
    /// The list or value is replaced.
    Assign: Mutation, "assign";
    /// `&mut x.items`, passed or kept.
    LendMut: Mutation, "lent mutably";
    /// Any other method that changes a value that is no list.
    Change: Mutation, "change";
    /// Moved or passed by value.
    Moved: Move, "moved";
    /// `clone`, `to_vec`.
    Cloned: Clone, "clone all";
    /// Items are cloned out of it.
    ClonedItems: Clone, "clone items";
    /// One item is cloned out of it.
    ClonedOne: Clone, "clone one item";
    /// A method is called.
    Called: Call, "called";
    /// A function is passed on, not called.
    Passed: Call, "passed on";
    /// Not clear.
    Unclear: Unknown, "unknown";
}
