//! What is compiled for each type: the operations on a list, as code, and what could be written instead. Nothing here says what
//! compiles; the compiler does.
//!
//! `$` is the list and `%` another list of its type, `List` the type that is asked about. There are a `value` of the element's type, a
//! list `more` that stays a `Vec`, and functions that read an item: `seen`, `key` and `order`. What is moved out is bound
//! to a name, because `let _ = place` moves nothing.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::catalog::operation::Operation as Op;

/// An operation, and what may be written instead, the first that compiles. What compiles and does nothing has to stand behind what
/// does it: `push_back` of a list that is never changed gives a new one.
pub(super) type OperationForms = (&'static str, &'static [&'static str]);

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

/// Declares [`CALLS`]: operations with the same to be written instead stand together.
macro_rules! calls {
    ($($operation:ident { $($($code:literal),+ => $instead:tt;)+ })+) => {
        /// Every operation, by what it does to the list.
        pub(super) const CALLS: &[(Op, &[OperationForms])] =
            &[$((Op::$operation, &[$($(($code, &$instead)),+),+])),+];
    };
}

calls! {
    MadeEmpty {
        "File::<T> { items: vec![] };", "File::<T> { items: Vec::new() };",
        "File::<T> { items: Vec::with_capacity(1) };", "File::<T> { items: Vec::default() };" =>
            ["File::<T> { items: List::default() };"];
        "File::<T> { items: Default::default() };" => [];
    }
    MadeListed {
        "File { items: vec![value] };" => [
            "File { items: Arc::new(vec![value]) };", "File { items: [value].into_iter().collect() };",
            "File { items: vec![Arc::new(value)] };",
        ];
        "File { items: vec![value; 2] };" => [
            "File { items: Arc::new(vec![value; 2]) };",
            "File { items: vec![value; 2].into_iter().collect() };",
            "File { items: vec![Arc::new(value); 2] };",
        ];
    }
    MadeCollected {
        "File { items: Some(value).into_iter().collect() };" => [
            "File { items: Arc::new(Some(value).into_iter().collect()) };",
            "File { items: Some(value).into_iter().map(Arc::new).collect() };",
        ];
    }
    MadeGiven {
        "File { items: more };" => [
            "File { items: Arc::new(more) };", "File { items: more.into_iter().collect() };",
            "File { items: more.into_iter().map(Arc::new).collect() };",
        ];
        "File { items: %.clone() };" => [];
    }
    Matched { "let File { items: _, .. } = file;" => ["let File { items: _, .. } = &*file;"]; }
    Length {
        "$.len();", "$.is_empty();" => [];
        "$.capacity();" => ["$.len();"];
    }
    Get { "$.get(0);", "$.get(0..1);", "$.last();" => []; }
    First { "$.first();" => ["$.front();"]; }
    // The methods of iterators are the same for each; here are those that not every iterator has.
    Scan {
        "$.iter();" => [];
        "$.iter().rev();" => ["$.iter().collect::<Vec<_>>().into_iter().rev();"];
        "$.iter().len();" => ["$.len();"];
        "$.iter().next_back();", "$.iter().nth_back(0);" => ["$.last();"];
        "$.iter().rfind(|item| seen(item));", "$.iter().rposition(|item| seen(item));" => [];
        "$.iter().as_slice();" => ["$.iter().collect::<Vec<_>>().as_slice();"];
        "$.iter().clone();" => ["$.iter();"];
        "$.iter().cycle();" => ["$.iter().collect::<Vec<_>>().into_iter().cycle();"];
        "$.iter().copied();" => ["$.iter().map(|item| **item);"];
        "$.contains(&value);" =>
            ["$.iter().any(|item| *item == value);", "$.iter().any(|item| **item == value);"];
    }
    Loop { "for item in &$ { seen(item); }" => ["for item in $.iter() { seen(item); }"]; }
    Index {
        "let _ = &$[0];" => [];
        "let one: T = $[0];" => ["let one: T = *$[0];"];
        "let _: T = $[0].clone();" => ["let _: T = T::clone(&$[0]);"];
    }
    // A list of references is a slice; where there is nothing else, all are walked over for that.
    SliceMethod {
        "$.windows(2);", "$.chunks(2);", "$.chunks_exact(2);", "$.rchunks(2);", "$.split_at(1);",
        "$.split_first();", "$.split_last();", "$.split(|item| seen(item));", "$.first_chunk::<1>();",
        "$.chunk_by(|one, other| key(one) == key(other));" => [];
        "$.partition_point(|item| seen(item));" =>
            ["$.iter().collect::<Vec<_>>().partition_point(|item| seen(item));"];
        "$.starts_with(&more);" => ["$.iter().take(more.len()).eq(&more);"];
        "$.ends_with(&more);", "$.binary_search(&value);", "$.binary_search_by(|item| order(item, &value));",
        "$.binary_search_by_key(&1, |item| key(item));" => [];
        "$.is_sorted();" => ["$.iter().is_sorted();"];
        "$.is_sorted_by_key(|item| key(item));" => ["$.iter().is_sorted_by_key(|item| key(item));"];
        "$.repeat(2);", "$.as_ptr();" => [];
    }
    Compare {
        "$ == %;" => [];
        "$ == more;" => ["$.iter().eq(&more);", "$.iter().map(|item| &**item).eq(&more);"];
        "$ == [value];", "$ == vec![value];" =>
            ["$.iter().eq(&[value]);", "$.iter().map(|item| &**item).eq(&[value]);"];
        "$ == vec![];" => ["$.is_empty();"];
        "more == $;" => ["$.iter().eq(&more);", "$.iter().map(|item| &**item).eq(&more);"];
        "vec![value] == $;" => ["$.iter().eq(&[value]);", "$.iter().map(|item| &**item).eq(&[value]);"];
        "$ < %;" => [];
    }
    Show { "format!(\"{:?}\", $);" => []; }
    Lend {
        "let all = &$;", "let _: &[T] = &$;", "let _: &Vec<T> = &$;" => [];
        "let _: &[T] = &*$;" => ["let _: &[T] = &$;"];
        "let all = &*$;" => ["let all = &$;"];
        "$.as_slice();", "let _: &[T] = $.as_ref();", "let _: &[T] = $.borrow();", "$.deref();" => [];
    }
    Range { "let _: &[T] = &$[0..1];", "$[0..1].len();" => []; }
    RangeMut {
        "let _ = &mut $[0..1];" => [
            "let _ = &mut Arc::make_mut(&mut $)[0..1];", "let _ = &mut $.make_mut()[0..1];",
            "let _ = &mut Arc::make_mut(&mut file).items[0..1];",
        ];
        "$[0..1].reverse();" => [
            "Arc::make_mut(&mut $)[0..1].reverse();", "$.make_mut()[0..1].reverse();",
            "Arc::make_mut(&mut file).items[0..1].reverse();",
        ];
    }
    Push {
        "$.push(value);" => ["$.push_back_mut(value);", "$.push_back(value);", "$.push(Arc::new(value));"];
        "$.extend(Some(value));" => ["$.extend(Some(Arc::new(value)));"];
        "$.extend(%);" => ["$.extend(%.iter().cloned());"];
        "$.append(&mut more);" => [
            "Arc::make_mut(&mut $).append(&mut more);", "$.extend(more.drain(..));",
            "$.extend(more.drain(..).map(Arc::new));",
        ];
        "$.append(&mut %);" => [
            "$.append(std::mem::take(&mut %));", "$.extend(std::mem::take(&mut %));",
            "$.extend(std::mem::take(&mut %).iter().cloned());",
            "Arc::make_mut(&mut $).append(Arc::make_mut(&mut %));",
            "Arc::make_mut(&mut file).items.append(&mut Arc::make_mut(&mut other).items);",
        ];
        "$.extend_from_slice(&more);" =>
            ["$.extend(more.iter().cloned());", "$.extend(more.iter().cloned().map(Arc::new));"];
        "$.extend_from_slice(&%);" => ["$.extend(%.iter().cloned());"];
        "$.extend_from_within(0..1);" => [];
        "$.reserve(1);", "$.reserve_exact(1);", "$.shrink_to_fit();", "$.shrink_to(1);" => [""];
        "$.resize(2, value);" => [
            "while $.len() < 2 { $.push_back_mut(value.clone()); }",
            "while $.len() < 2 { $.push_back(value.clone()); }",
            "while $.len() < 2 { $.push(value.clone()); }", "$.resize(2, Arc::new(value));",
        ];
        "$.resize_with(2, || make());" => [
            "while $.len() < 2 { $.push_back_mut(make()); }", "while $.len() < 2 { $.push_back(make()); }",
            "while $.len() < 2 { $.push(make()); }", "$.resize_with(2, || Arc::new(make()));",
        ];
    }
    Insert { "$.insert(0, value);" => ["$.insert(0, Arc::new(value));"]; }
    Remove {
        "$.remove(0);" => [];
        "let _: T = $.remove(0);" => ["let _: T = Arc::unwrap_or_clone($.remove(0));"];
        "$.swap_remove(0);" => [
            "{ let last = $.len() - 1; $.swap(0, last); $.pop_back(); }",
            "{ let last = $.len() - 1; $.make_mut().swap(0, last); $.pop(); }",
        ];
        "let _: T = $.swap_remove(0);" => [
            "let _: T = Arc::unwrap_or_clone($.swap_remove(0));",
            "let _: T = { let last = $.len() - 1; $.swap(0, last); $.pop_back().unwrap() };",
            "let _: T = { let last = $.len() - 1; $.make_mut().swap(0, last); $.pop().unwrap() };",
        ];
        "$.pop();" => ["$.pop_back();", "$.drop_last_mut();"];
        "let _: Option<T> = $.pop();" => [
            "let _: Option<T> = $.pop_back();", "let _: Option<T> = $.pop().map(Arc::unwrap_or_clone);",
            "let _: Option<T> = $.last().cloned().inspect(|_| { $.drop_last_mut(); });",
        ];
        "$.pop_if(|item| seen(item));" => [];
    }
    Retain {
        "$.retain(|item| seen(item));" => ["$ = $.iter().filter(|item| seen(item)).cloned().collect();"];
        "$.retain_mut(|item| { *item = make::<T>(); true });" =>
            ["$.retain_mut(|item| { *Arc::make_mut(item) = make::<T>(); true });"];
        "$.extract_if(.., |item| seen(item));" => [];
    }
    Truncate { "$.truncate(1);" => ["while $.len() > 1 { $.drop_last_mut(); }"]; }
    Clear { "$.clear();" => ["$ = List::default();"]; }
    // Instead of those that take out doubles, one retains with a variable for what was before.
    Drain {
        "$.drain(..);" => ["std::mem::take(&mut $).into_iter();", "std::mem::take(&mut $).iter();"];
        "let _: Vec<T> = $.drain(..).collect();" => [
            "let _: Vec<T> = $.drain(..).map(Arc::unwrap_or_clone).collect();",
            "let _: Vec<T> = std::mem::take(&mut $).into_iter().collect();",
            "let _: Vec<T> = std::mem::take(&mut $).iter().cloned().collect();",
        ];
        "$.drain(0..1);" => ["$.slice(0..1);"];
        "let _: Vec<T> = $.drain(0..1).collect();" => [
            "let _: Vec<T> = $.drain(0..1).map(Arc::unwrap_or_clone).collect();",
            "let _: Vec<T> = $.slice(0..1).into_iter().collect();",
        ];
        "let all = $.split_off(1);" => [];
        "let _: Vec<T> = $.split_off(1);" => [
            "let _: Vec<T> = $.split_off(1).into_iter().collect();",
            "let _: Vec<T> = $.drain(1..).collect();",
            "let _: Vec<T> = $.split_off(1).into_iter().map(Arc::unwrap_or_clone).collect();",
        ];
        "let _: File<T> = File { items: $.split_off(1) };" =>
            ["let _: File<T> = File { items: $.drain(1..).collect() };"];
        "$.splice(0..1, Some(value));" => ["$.splice(0..1, Some(Arc::new(value)));"];
        "$.dedup();", "$.dedup_by_key(|item| key(item));",
        "$.dedup_by(|one, other| key(one) == key(other));" => [];
    }
    Sort {
        "$.sort();", "$.sort_by(|one, other| order(one, other));" => [];
        "$.sort_by_key(|item| key(item));", "$.sort_by_cached_key(|item| key(item));" => BY_KEY;
        "$.sort_unstable();" => ["$.sort();"];
        "$.sort_unstable_by(|one, other| order(one, other));" =>
            ["$.sort_by(|one, other| order(one, other));"];
        "$.sort_unstable_by_key(|item| key(item));" => BY_KEY;
        "$.reverse();" => [
            "$ = std::mem::take(&mut $).into_iter().rev().collect();",
            "$ = $.iter().rev().cloned().collect();",
        ];
        "$.swap(0, 1);" => [];
        "$.rotate_left(1);" =>
            ["{ let mut end = $.split_off(1); end.append(std::mem::take(&mut $)); $ = end; }"];
        "$.rotate_right(1);", "$.select_nth_unstable(0);" => [];
    }
    IterMut {
        "for item in $.iter_mut() { *item = make::<T>(); }" => LOOP_MUT;
        "$.iter_mut().rev();" => [];
        "$.fill(value);" => ["$.iter_mut().for_each(|item| *item = value.clone());"];
        "$.fill_with(|| make());" => ["$.iter_mut().for_each(|item| *item = make());"];
        "$.clone_from_slice(&more);", "$.copy_from_slice(&more);", "$.copy_within(0..1, 0);",
        "$.swap_with_slice(&mut more);" => [];
    }
    LoopMut { "for item in &mut $ { *item = make::<T>(); }" => LOOP_MUT; }
    ChangeOne {
        "$[0] = value;" => ["*Arc::make_mut(&mut $[0]) = value;"];
        "if let Some(item) = $.get_mut(0) { *item = value; }" =>
            ["if let Some(item) = $.get_mut(0) { *Arc::make_mut(item) = value; }"];
        "if let Some(item) = $.last_mut() { *item = value; }" => [
            "if let Some(item) = $.back_mut() { *item = value; }",
            "if let Some(item) = $.last_mut() { *Arc::make_mut(item) = value; }",
            "if let Some(item) = $.get_mut($.len() - 1) { *item = value; }",
        ];
        "if let Some(item) = $.first_mut() { *item = value; }" => [
            "if let Some(item) = $.front_mut() { *item = value; }",
            "if let Some(item) = $.first_mut() { *Arc::make_mut(item) = value; }",
            "if let Some(item) = $.get_mut(0) { *item = value; }",
        ];
    }
    Assign {
        "$ = vec![];", "$ = Vec::new();", "$ = Vec::with_capacity(1);", "$ = Vec::default();" =>
            ["$ = List::default();"];
        "$ = Default::default();" => [];
        "$ = vec![value];" => [
            "$ = Arc::new(vec![value]);", "$ = [value].into_iter().collect();", "$ = vec![Arc::new(value)];",
        ];
        "$ = vec![value; 2];" => [
            "$ = Arc::new(vec![value; 2]);", "$ = vec![value; 2].into_iter().collect();",
            "$ = vec![Arc::new(value); 2];",
        ];
        "$ = Some(value).into_iter().collect();" => [
            "$ = Arc::new(Some(value).into_iter().collect());",
            "$ = Some(value).into_iter().map(Arc::new).collect();",
        ];
        "$ = more;" => [
            "$ = Arc::new(more);", "$ = more.into_iter().collect();",
            "$ = more.into_iter().map(Arc::new).collect();",
        ];
        "$ = %.clone();" => [];
        "$.clone_from(&%);" => ["$ = %.clone();"];
        "$.clone_from(&more);" => ["$ = more.iter().cloned().collect();"];
    }
    LendMut {
        "let all = &mut $;" => ["let all = &mut Arc::make_mut(&mut file).items;"];
        "let _: &mut [T] = &mut $;" =>
            ["let _: &mut [T] = &mut Arc::make_mut(&mut $)[..];", "let _: &mut [T] = $.make_mut();"];
        "let _: &mut Vec<T> = &mut $;" => ["let _: &mut Vec<T> = Arc::make_mut(&mut $);"];
        "let _: &mut [T] = &mut *$;" =>
            ["let _: &mut [T] = &mut Arc::make_mut(&mut $)[..];", "let _: &mut [T] = $.make_mut();"];
        "$.as_mut_slice();", "let _: &mut [T] = $.as_mut();", "$.split_at_mut(1);", "$.chunks_mut(2);",
        "$.chunks_exact_mut(2);", "$.split_first_mut();", "$.split_last_mut();" => [];
        "let _: Vec<T> = std::mem::take(&mut $);" => [
            "let _: Vec<T> = Arc::unwrap_or_clone(std::mem::take(&mut $));",
            "let _: Vec<T> = std::mem::take(&mut $).into_iter().collect();",
            "let _: Vec<T> = std::mem::take(&mut $).iter().cloned().collect();",
            "let _: Vec<T> = std::mem::take(&mut $).into_iter().map(Arc::unwrap_or_clone).collect();",
            "let _: Vec<T> = std::mem::take(&mut Arc::make_mut(&mut file).items);",
        ];
        "let all = std::mem::take(&mut $);", "let _: File<T> = File { items: std::mem::take(&mut $) };" => [];
        "std::mem::swap(&mut $, &mut %);" =>
            ["std::mem::swap(&mut Arc::make_mut(&mut file).items, &mut Arc::make_mut(&mut other).items);"];
        "std::mem::swap(&mut $, &mut Vec::new());" => [
            "std::mem::swap(&mut $, &mut List::default());",
            "std::mem::swap(&mut Arc::make_mut(&mut file).items, &mut Vec::new());",
        ];
        "std::mem::swap(&mut $, &mut more);" => [
            "std::mem::swap(Arc::make_mut(&mut $), &mut more);",
            "std::mem::swap(&mut Arc::make_mut(&mut file).items, &mut more);",
        ];
        "let all = std::mem::replace(&mut $, vec![]);", "let all = std::mem::replace(&mut $, Vec::new());" =>
            ["let all = std::mem::replace(&mut $, List::default());"];
        "let all = std::mem::replace(&mut $, more);" => [
            "let all = std::mem::replace(Arc::make_mut(&mut $), more);",
            "let all = std::mem::replace(&mut $, more.into_iter().collect());",
        ];
    }
    Moved {
        "let all = $;" => [];
        "let all: Vec<T> = $;" => [
            "let _: Vec<T> = Arc::unwrap_or_clone($);", "let _: Vec<T> = $.into_iter().collect();",
            "let _: Vec<T> = $.iter().cloned().collect();",
            "let _: Vec<T> = $.into_iter().map(Arc::unwrap_or_clone).collect();",
        ];
        "let _: File<T> = File { items: $ };", "drop($);" => [];
        "$.into_iter();" => ["$.iter().cloned();"];
        "(&$).into_iter();" => ["$.iter();"];
        "$.into_iter().rev();" => ["$.iter().rev().cloned();"];
        "for item in $ { let _: T = item; }" => [
            "for item in $.iter().cloned() { let _: T = item; }",
            "for item in Arc::unwrap_or_clone($) { let _: T = item; }",
            "for item in $ { let _: T = Arc::unwrap_or_clone(item); }",
            "for item in Arc::unwrap_or_clone(file).items { let _: T = item; }",
        ];
        "$.into_boxed_slice();" =>
            ["$.into_iter().collect::<Box<[_]>>();", "$.iter().cloned().collect::<Box<[_]>>();"];
        "$.leak();" => [];
    }
    Cloned {
        "let all = $.clone();" => [];
        "let _: Vec<T> = $.clone();" => CLONE_TO_VEC;
        "let _: File<T> = File { items: $.clone() };" => [];
        "let all = $.to_vec();" => ["let all = $.clone();"];
        "let _: Vec<T> = $.to_vec();" => CLONE_TO_VEC;
        "let _: File<T> = File { items: $.to_vec() };" => ["let _: File<T> = File { items: $.clone() };"];
        "let all = $.to_owned();" => ["let all = $.clone();"];
        "let _: Vec<T> = $.to_owned();" => CLONE_TO_VEC;
        "let _: File<T> = File { items: $.to_owned() };" => ["let _: File<T> = File { items: $.clone() };"];
    }
    ClonedItems {
        "let _: Vec<T> = $.iter().cloned().collect();" =>
            ["let _: Vec<T> = $.iter().map(|item| T::clone(item)).collect();"];
    }
}

/// The body of a `for` over items that are changed.
const LOOP_MUT: [&str; 7] = [
    "for item in $.iter_mut() { *item = make::<T>(); }",
    "for item in $.iter_mut() { *Arc::make_mut(item) = make::<T>(); }",
    "for item in &mut $ { *Arc::make_mut(item) = make::<T>(); }",
    "for item in Arc::make_mut(&mut $) { *item = make::<T>(); }",
    "for item in $.make_mut() { *item = make::<T>(); }",
    "for item in &mut Arc::make_mut(&mut file).items { *item = make::<T>(); }",
    "for index in 0..$.len() { *$.get_mut(index).unwrap() = make::<T>(); }",
];

const BY_KEY: [&str; 1] = ["$.sort_by(|one, other| key(one).cmp(&key(other)));"];

const CLONE_TO_VEC: [&str; 3] = [
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
