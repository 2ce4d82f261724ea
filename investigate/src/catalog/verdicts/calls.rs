//! What is compiled for each type: the operations on a list, as code, and what could be written instead. Nothing here says what
//! compiles; the compiler does.
//!
//! `$` is the list and `%` another list of its type, `List` the type that is asked about. There are a `value` of the element's type, a
//! list `more` that stays a `Vec`, and functions that read an item: `seen`, `key` and `order`. What is moved out is bound
//! to a name, because `let _ = place` moves nothing.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::changes::{
    ASSIGN, CHANGE_ONE, DRAIN, ITER_MUT, LEND_MUT, LOOP_MUT, OperationForms, PUSH, RANGE_MUT, REMOVE, RETAIN,
    SORT,
};
use crate::catalog::operation::Operation as Op;

/// Written instead of the list, wherever an operation has nothing of its own that compiles.
pub(super) const INSTEAD_OF_THE_LIST: [&str; 7] = [
    "Arc::make_mut(&mut $)",
    "$.make_mut()",
    "(*$)",
    "Arc::unwrap_or_clone($)",
    "Arc::make_mut(&mut file).items",
    "Arc::unwrap_or_clone(file).items",
    "$.iter()",
];

/// Every operation, by what it does to the list.
pub(super) const CALLS: &[(Op, &[OperationForms])] = &[
    (Op::MadeEmpty, MADE_EMPTY),
    (Op::MadeListed, MADE_LISTED),
    (
        Op::MadeCollected,
        &[(
            "File { items: Some(value).into_iter().collect() };",
            &[
                "File { items: Arc::new(Some(value).into_iter().collect()) };",
                "File { items: Some(value).into_iter().map(Arc::new).collect() };",
            ],
        )],
    ),
    (Op::MadeGiven, MADE_GIVEN),
    (Op::Matched, &[("let File { items: _, .. } = file;", &["let File { items: _, .. } = &*file;"])]),
    (Op::Length, &[("$.len();", &[]), ("$.is_empty();", &[]), ("$.capacity();", &["$.len();"])]),
    (Op::Get, GET),
    (Op::First, &[("$.first();", &["$.front();"])]),
    (Op::Scan, SCAN),
    (Op::Loop, &[("for item in &$ { seen(item); }", &["for item in $.iter() { seen(item); }"])]),
    (Op::Index, INDEX),
    (Op::SliceMethod, SLICE_METHODS),
    (Op::Compare, COMPARE),
    (Op::Show, &[("format!(\"{:?}\", $);", &[])]),
    (Op::Lend, LEND),
    (Op::Range, RANGE),
    (Op::RangeMut, RANGE_MUT),
    (Op::Push, PUSH),
    (Op::Insert, &[("$.insert(0, value);", &["$.insert(0, Arc::new(value));"])]),
    (Op::Remove, REMOVE),
    (Op::Retain, RETAIN),
    (Op::Truncate, &[("$.truncate(1);", &["while $.len() > 1 { $.drop_last_mut(); }"])]),
    (Op::Clear, &[("$.clear();", &["$ = List::default();"])]),
    (Op::Drain, DRAIN),
    (Op::Sort, SORT),
    (Op::IterMut, ITER_MUT),
    (Op::LoopMut, &[("for item in &mut $ { *item = make::<T>(); }", LOOP_MUT)]),
    (Op::ChangeOne, CHANGE_ONE),
    (Op::Assign, ASSIGN),
    (Op::LendMut, LEND_MUT),
    (Op::Moved, MOVED),
    (Op::Cloned, CLONED),
    (
        Op::ClonedItems,
        &[(
            "let _: Vec<T> = $.iter().cloned().collect();",
            &["let _: Vec<T> = $.iter().map(|item| T::clone(item)).collect();"],
        )],
    ),
];

/// What a method does to a list, where the compiler was asked about it.
pub(in crate::catalog) fn operation_of(method: &str) -> Option<Op> {
    static BY_METHOD: LazyLock<BTreeMap<&str, Op>> = LazyLock::new(|| {
        let mut all = BTreeMap::new();
        for (operation, calls) in CALLS {
            for (code, _) in *calls {
                let called = code.split_once("$.").map(|(_, rest)| rest);
                let end = |rest: &str| rest.find(|c: char| !c.is_alphanumeric() && c != '_');
                if let Some(method) = called.and_then(|rest| rest.get(..end(rest)?)) {
                    all.entry(method).or_insert(*operation);
                }
            }
        }
        all
    });
    BY_METHOD.get(method).copied()
}

const MADE_EMPTY: &[OperationForms] = &[
    ("File::<T> { items: vec![] };", EMPTY),
    ("File::<T> { items: Vec::new() };", EMPTY),
    ("File::<T> { items: Vec::with_capacity(1) };", EMPTY),
    ("File::<T> { items: Vec::default() };", EMPTY),
    ("File::<T> { items: Default::default() };", &[]),
];
const EMPTY: &[&str] = &["File::<T> { items: List::default() };"];

const MADE_LISTED: &[OperationForms] = &[
    (
        "File { items: vec![value] };",
        &[
            "File { items: Arc::new(vec![value]) };",
            "File { items: [value].into_iter().collect() };",
            "File { items: vec![Arc::new(value)] };",
        ],
    ),
    (
        "File { items: vec![value; 2] };",
        &[
            "File { items: Arc::new(vec![value; 2]) };",
            "File { items: vec![value; 2].into_iter().collect() };",
            "File { items: vec![Arc::new(value); 2] };",
        ],
    ),
];

const MADE_GIVEN: &[OperationForms] = &[
    (
        "File { items: more };",
        &[
            "File { items: Arc::new(more) };",
            "File { items: more.into_iter().collect() };",
            "File { items: more.into_iter().map(Arc::new).collect() };",
        ],
    ),
    ("File { items: %.clone() };", &[]),
];

const GET: &[OperationForms] = &[("$.get(0);", &[]), ("$.get(0..1);", &[]), ("$.last();", &[])];

/// The methods of iterators are the same for each; here are those that not every iterator has.
const SCAN: &[OperationForms] = &[
    ("$.iter();", &[]),
    ("$.iter().rev();", &["$.iter().collect::<Vec<_>>().into_iter().rev();"]),
    ("$.iter().len();", &["$.len();"]),
    ("$.iter().next_back();", &["$.last();"]),
    ("$.iter().nth_back(0);", &["$.last();"]),
    ("$.iter().rfind(|item| seen(item));", &[]),
    ("$.iter().rposition(|item| seen(item));", &[]),
    ("$.iter().as_slice();", &["$.iter().collect::<Vec<_>>().as_slice();"]),
    ("$.iter().clone();", &["$.iter();"]),
    ("$.iter().cycle();", &["$.iter().collect::<Vec<_>>().into_iter().cycle();"]),
    ("$.iter().copied();", &["$.iter().map(|item| **item);"]),
    (
        "$.contains(&value);",
        &["$.iter().any(|item| *item == value);", "$.iter().any(|item| **item == value);"],
    ),
];

const INDEX: &[OperationForms] = &[
    ("let _ = &$[0];", &[]),
    ("let one: T = $[0];", &["let one: T = *$[0];"]),
    ("let _: T = $[0].clone();", &["let _: T = T::clone(&$[0]);"]),
];

const SLICE_METHODS: &[OperationForms] = &[
    ("$.windows(2);", BY_REFERENCES),
    ("$.chunks(2);", BY_REFERENCES),
    ("$.chunks_exact(2);", BY_REFERENCES),
    ("$.rchunks(2);", BY_REFERENCES),
    ("$.split_at(1);", BY_REFERENCES),
    ("$.split_first();", BY_REFERENCES),
    ("$.split_last();", BY_REFERENCES),
    ("$.split(|item| seen(item));", BY_REFERENCES),
    ("$.first_chunk::<1>();", BY_REFERENCES),
    ("$.chunk_by(|one, other| key(one) == key(other));", BY_REFERENCES),
    (
        "$.partition_point(|item| seen(item));",
        &["$.iter().collect::<Vec<_>>().partition_point(|item| seen(item));"],
    ),
    ("$.starts_with(&more);", &["$.iter().take(more.len()).eq(&more);"]),
    ("$.ends_with(&more);", BY_REFERENCES),
    ("$.binary_search(&value);", BY_REFERENCES),
    ("$.binary_search_by(|item| order(item, &value));", BY_REFERENCES),
    ("$.binary_search_by_key(&1, |item| key(item));", BY_REFERENCES),
    ("$.is_sorted();", &["$.iter().is_sorted();"]),
    ("$.is_sorted_by_key(|item| key(item));", &["$.iter().is_sorted_by_key(|item| key(item));"]),
    ("$.repeat(2);", &[]),
    ("$.as_ptr();", &[]),
];

/// A list of references is a slice; for that, all are walked over.
const BY_REFERENCES: &[&str] = &[];

const COMPARE: &[OperationForms] = &[
    ("$ == %;", &[]),
    ("$ == more;", &["$.iter().eq(&more);", "$.iter().map(|item| &**item).eq(&more);"]),
    ("$ == [value];", &["$.iter().eq(&[value]);", "$.iter().map(|item| &**item).eq(&[value]);"]),
    ("$ == vec![value];", &["$.iter().eq(&[value]);", "$.iter().map(|item| &**item).eq(&[value]);"]),
    ("$ == vec![];", &["$.is_empty();"]),
    ("more == $;", &["$.iter().eq(&more);", "$.iter().map(|item| &**item).eq(&more);"]),
    ("vec![value] == $;", &["$.iter().eq(&[value]);", "$.iter().map(|item| &**item).eq(&[value]);"]),
    ("$ < %;", &[]),
];

const LEND: &[OperationForms] = &[
    ("let all = &$;", &[]),
    ("let _: &[T] = &$;", &[]),
    ("let _: &Vec<T> = &$;", &[]),
    ("let _: &[T] = &*$;", &["let _: &[T] = &$;"]),
    ("let all = &*$;", &["let all = &$;"]),
    ("$.as_slice();", &[]),
    ("let _: &[T] = $.as_ref();", &[]),
    ("let _: &[T] = $.borrow();", &[]),
    ("$.deref();", &[]),
];

const RANGE: &[OperationForms] = &[("let _: &[T] = &$[0..1];", &[]), ("$[0..1].len();", &[])];

const MOVED: &[OperationForms] = &[
    ("let all = $;", &[]),
    (
        "let all: Vec<T> = $;",
        &[
            "let _: Vec<T> = Arc::unwrap_or_clone($);",
            "let _: Vec<T> = $.into_iter().collect();",
            "let _: Vec<T> = $.iter().cloned().collect();",
            "let _: Vec<T> = $.into_iter().map(Arc::unwrap_or_clone).collect();",
        ],
    ),
    ("let _: File<T> = File { items: $ };", &[]),
    ("drop($);", &[]),
    ("$.into_iter();", &["$.iter().cloned();"]),
    ("(&$).into_iter();", &["$.iter();"]),
    ("$.into_iter().rev();", &["$.iter().rev().cloned();"]),
    (
        "for item in $ { let _: T = item; }",
        &[
            "for item in $.iter().cloned() { let _: T = item; }",
            "for item in Arc::unwrap_or_clone($) { let _: T = item; }",
            "for item in $ { let _: T = Arc::unwrap_or_clone(item); }",
            "for item in Arc::unwrap_or_clone(file).items { let _: T = item; }",
        ],
    ),
    (
        "$.into_boxed_slice();",
        &["$.into_iter().collect::<Box<[_]>>();", "$.iter().cloned().collect::<Box<[_]>>();"],
    ),
    ("$.leak();", &[]),
];

const CLONED: &[OperationForms] = &[
    ("let all = $.clone();", &[]),
    ("let _: Vec<T> = $.clone();", CLONE_TO_VEC),
    ("let _: File<T> = File { items: $.clone() };", &[]),
    ("let all = $.to_vec();", &["let all = $.clone();"]),
    ("let _: Vec<T> = $.to_vec();", CLONE_TO_VEC),
    ("let _: File<T> = File { items: $.to_vec() };", &["let _: File<T> = File { items: $.clone() };"]),
    ("let all = $.to_owned();", &["let all = $.clone();"]),
    ("let _: Vec<T> = $.to_owned();", CLONE_TO_VEC),
    ("let _: File<T> = File { items: $.to_owned() };", &["let _: File<T> = File { items: $.clone() };"]),
];
const CLONE_TO_VEC: &[&str] = &[
    "let _: Vec<T> = $.to_vec();",
    "let _: Vec<T> = $.iter().cloned().collect();",
    "let _: Vec<T> = $.iter().map(|item| T::clone(item)).collect();",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_method_of_a_list_is_a_mutation_where_it_was_asked_about_as_one() {
        let name = |method| operation_of(method).map(Op::name);
        assert_eq!(name("sort_unstable"), Some("sort"));
        assert_eq!(name("swap_remove"), Some("remove"));
        assert_eq!(name("frobnicate"), None);
    }
}
