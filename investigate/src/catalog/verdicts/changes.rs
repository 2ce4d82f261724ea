//! The operations that change a list, as [`super::calls`] has the others.

/// An operation, and what may be written instead, the first that compiles. What compiles and does nothing has to stand behind what
/// does it: `push_back` of a list that is never changed gives a new one.
pub(super) type OperationForms = (&'static str, &'static [&'static str]);

/// The body of a `for` over items that are changed.
pub(super) const LOOP_MUT: &[&str] = &[
    "for item in $.iter_mut() { *item = make::<T>(); }",
    "for item in $.iter_mut() { *Arc::make_mut(item) = make::<T>(); }",
    "for item in &mut $ { *Arc::make_mut(item) = make::<T>(); }",
    "for item in Arc::make_mut(&mut $) { *item = make::<T>(); }",
    "for item in $.make_mut() { *item = make::<T>(); }",
    "for item in &mut Arc::make_mut(&mut file).items { *item = make::<T>(); }",
    "for index in 0..$.len() { *$.get_mut(index).unwrap() = make::<T>(); }",
];

pub(super) const ASSIGN: &[OperationForms] = &[
    ("$ = vec![];", ASSIGN_EMPTY),
    ("$ = Vec::new();", ASSIGN_EMPTY),
    ("$ = Vec::with_capacity(1);", ASSIGN_EMPTY),
    ("$ = Vec::default();", ASSIGN_EMPTY),
    ("$ = Default::default();", &[]),
    (
        "$ = vec![value];",
        &["$ = Arc::new(vec![value]);", "$ = [value].into_iter().collect();", "$ = vec![Arc::new(value)];"],
    ),
    (
        "$ = vec![value; 2];",
        &[
            "$ = Arc::new(vec![value; 2]);",
            "$ = vec![value; 2].into_iter().collect();",
            "$ = vec![Arc::new(value); 2];",
        ],
    ),
    (
        "$ = Some(value).into_iter().collect();",
        &[
            "$ = Arc::new(Some(value).into_iter().collect());",
            "$ = Some(value).into_iter().map(Arc::new).collect();",
        ],
    ),
    (
        "$ = more;",
        &[
            "$ = Arc::new(more);",
            "$ = more.into_iter().collect();",
            "$ = more.into_iter().map(Arc::new).collect();",
        ],
    ),
    ("$ = %.clone();", &[]),
    ("$.clone_from(&%);", &["$ = %.clone();"]),
    ("$.clone_from(&more);", &["$ = more.iter().cloned().collect();"]),
];
const ASSIGN_EMPTY: &[&str] = &["$ = List::default();"];

pub(super) const LEND_MUT: &[OperationForms] = &[
    ("let all = &mut $;", &["let all = &mut Arc::make_mut(&mut file).items;"]),
    (
        "let _: &mut [T] = &mut $;",
        &["let _: &mut [T] = &mut Arc::make_mut(&mut $)[..];", "let _: &mut [T] = $.make_mut();"],
    ),
    ("let _: &mut Vec<T> = &mut $;", &["let _: &mut Vec<T> = Arc::make_mut(&mut $);"]),
    (
        "let _: &mut [T] = &mut *$;",
        &["let _: &mut [T] = &mut Arc::make_mut(&mut $)[..];", "let _: &mut [T] = $.make_mut();"],
    ),
    ("$.as_mut_slice();", &[]),
    ("let _: &mut [T] = $.as_mut();", &[]),
    ("$.split_at_mut(1);", &[]),
    ("$.chunks_mut(2);", &[]),
    ("$.chunks_exact_mut(2);", &[]),
    ("$.split_first_mut();", &[]),
    ("$.split_last_mut();", &[]),
    (
        "let _: Vec<T> = std::mem::take(&mut $);",
        &[
            "let _: Vec<T> = Arc::unwrap_or_clone(std::mem::take(&mut $));",
            "let _: Vec<T> = std::mem::take(&mut $).into_iter().collect();",
            "let _: Vec<T> = std::mem::take(&mut $).iter().cloned().collect();",
            "let _: Vec<T> = std::mem::take(&mut $).into_iter().map(Arc::unwrap_or_clone).collect();",
            "let _: Vec<T> = std::mem::take(&mut Arc::make_mut(&mut file).items);",
        ],
    ),
    ("let all = std::mem::take(&mut $);", &[]),
    ("let _: File<T> = File { items: std::mem::take(&mut $) };", &[]),
    (
        "std::mem::swap(&mut $, &mut %);",
        &["std::mem::swap(&mut Arc::make_mut(&mut file).items, &mut Arc::make_mut(&mut other).items);"],
    ),
    (
        "std::mem::swap(&mut $, &mut Vec::new());",
        &[
            "std::mem::swap(&mut $, &mut List::default());",
            "std::mem::swap(&mut Arc::make_mut(&mut file).items, &mut Vec::new());",
        ],
    ),
    (
        "std::mem::swap(&mut $, &mut more);",
        &[
            "std::mem::swap(Arc::make_mut(&mut $), &mut more);",
            "std::mem::swap(&mut Arc::make_mut(&mut file).items, &mut more);",
        ],
    ),
    (
        "let all = std::mem::replace(&mut $, vec![]);",
        &["let all = std::mem::replace(&mut $, List::default());"],
    ),
    (
        "let all = std::mem::replace(&mut $, Vec::new());",
        &["let all = std::mem::replace(&mut $, List::default());"],
    ),
    (
        "let all = std::mem::replace(&mut $, more);",
        &[
            "let all = std::mem::replace(Arc::make_mut(&mut $), more);",
            "let all = std::mem::replace(&mut $, more.into_iter().collect());",
        ],
    ),
];

pub(super) const RANGE_MUT: &[OperationForms] = &[
    (
        "let _ = &mut $[0..1];",
        &[
            "let _ = &mut Arc::make_mut(&mut $)[0..1];",
            "let _ = &mut $.make_mut()[0..1];",
            "let _ = &mut Arc::make_mut(&mut file).items[0..1];",
        ],
    ),
    (
        "$[0..1].reverse();",
        &[
            "Arc::make_mut(&mut $)[0..1].reverse();",
            "$.make_mut()[0..1].reverse();",
            "Arc::make_mut(&mut file).items[0..1].reverse();",
        ],
    ),
];

pub(super) const PUSH: &[OperationForms] = &[
    ("$.push(value);", &["$.push_back_mut(value);", "$.push_back(value);", "$.push(Arc::new(value));"]),
    ("$.extend(Some(value));", &["$.extend(Some(Arc::new(value)));"]),
    ("$.extend(%);", &["$.extend(%.iter().cloned());"]),
    (
        "$.append(&mut more);",
        &[
            "Arc::make_mut(&mut $).append(&mut more);",
            "$.extend(more.drain(..));",
            "$.extend(more.drain(..).map(Arc::new));",
        ],
    ),
    (
        "$.append(&mut %);",
        &[
            "$.append(std::mem::take(&mut %));",
            "$.extend(std::mem::take(&mut %));",
            "$.extend(std::mem::take(&mut %).iter().cloned());",
            "Arc::make_mut(&mut $).append(Arc::make_mut(&mut %));",
            "Arc::make_mut(&mut file).items.append(&mut Arc::make_mut(&mut other).items);",
        ],
    ),
    (
        "$.extend_from_slice(&more);",
        &["$.extend(more.iter().cloned());", "$.extend(more.iter().cloned().map(Arc::new));"],
    ),
    ("$.extend_from_slice(&%);", &["$.extend(%.iter().cloned());"]),
    ("$.extend_from_within(0..1);", &[]),
    ("$.reserve(1);", &[""]),
    ("$.reserve_exact(1);", &[""]),
    ("$.shrink_to_fit();", &[""]),
    ("$.shrink_to(1);", &[""]),
    (
        "$.resize(2, value);",
        &[
            "while $.len() < 2 { $.push_back_mut(value.clone()); }",
            "while $.len() < 2 { $.push_back(value.clone()); }",
            "while $.len() < 2 { $.push(value.clone()); }",
            "$.resize(2, Arc::new(value));",
        ],
    ),
    (
        "$.resize_with(2, || make());",
        &[
            "while $.len() < 2 { $.push_back_mut(make()); }",
            "while $.len() < 2 { $.push_back(make()); }",
            "while $.len() < 2 { $.push(make()); }",
            "$.resize_with(2, || Arc::new(make()));",
        ],
    ),
];

pub(super) const REMOVE: &[OperationForms] = &[
    ("$.remove(0);", &[]),
    ("let _: T = $.remove(0);", &["let _: T = Arc::unwrap_or_clone($.remove(0));"]),
    ("$.swap_remove(0);", SWAP_REMOVE),
    (
        "let _: T = $.swap_remove(0);",
        &[
            "let _: T = Arc::unwrap_or_clone($.swap_remove(0));",
            "let _: T = { let last = $.len() - 1; $.swap(0, last); $.pop_back().unwrap() };",
            "let _: T = { let last = $.len() - 1; $.make_mut().swap(0, last); $.pop().unwrap() };",
        ],
    ),
    ("$.pop();", &["$.pop_back();", "$.drop_last_mut();"]),
    (
        "let _: Option<T> = $.pop();",
        &[
            "let _: Option<T> = $.pop_back();",
            "let _: Option<T> = $.pop().map(Arc::unwrap_or_clone);",
            "let _: Option<T> = $.last().cloned().inspect(|_| { $.drop_last_mut(); });",
        ],
    ),
    ("$.pop_if(|item| seen(item));", &[]),
];
const SWAP_REMOVE: &[&str] = &[
    "{ let last = $.len() - 1; $.swap(0, last); $.pop_back(); }",
    "{ let last = $.len() - 1; $.make_mut().swap(0, last); $.pop(); }",
];

pub(super) const RETAIN: &[OperationForms] = &[
    ("$.retain(|item| seen(item));", &["$ = $.iter().filter(|item| seen(item)).cloned().collect();"]),
    (
        "$.retain_mut(|item| { *item = make::<T>(); true });",
        &["$.retain_mut(|item| { *Arc::make_mut(item) = make::<T>(); true });"],
    ),
    ("$.extract_if(.., |item| seen(item));", &[]),
];

pub(super) const DRAIN: &[OperationForms] = &[
    ("$.drain(..);", &["std::mem::take(&mut $).into_iter();", "std::mem::take(&mut $).iter();"]),
    (
        "let _: Vec<T> = $.drain(..).collect();",
        &[
            "let _: Vec<T> = $.drain(..).map(Arc::unwrap_or_clone).collect();",
            "let _: Vec<T> = std::mem::take(&mut $).into_iter().collect();",
            "let _: Vec<T> = std::mem::take(&mut $).iter().cloned().collect();",
        ],
    ),
    ("$.drain(0..1);", &["$.slice(0..1);"]),
    (
        "let _: Vec<T> = $.drain(0..1).collect();",
        &[
            "let _: Vec<T> = $.drain(0..1).map(Arc::unwrap_or_clone).collect();",
            "let _: Vec<T> = $.slice(0..1).into_iter().collect();",
        ],
    ),
    ("let all = $.split_off(1);", &[]),
    (
        "let _: Vec<T> = $.split_off(1);",
        &[
            "let _: Vec<T> = $.split_off(1).into_iter().collect();",
            "let _: Vec<T> = $.drain(1..).collect();",
            "let _: Vec<T> = $.split_off(1).into_iter().map(Arc::unwrap_or_clone).collect();",
        ],
    ),
    (
        "let _: File<T> = File { items: $.split_off(1) };",
        &["let _: File<T> = File { items: $.drain(1..).collect() };"],
    ),
    ("$.splice(0..1, Some(value));", &["$.splice(0..1, Some(Arc::new(value)));"]),
    ("$.dedup();", BY_RETAINING),
    ("$.dedup_by_key(|item| key(item));", BY_RETAINING),
    ("$.dedup_by(|one, other| key(one) == key(other));", BY_RETAINING),
];
/// Needs a variable for what was before.
const BY_RETAINING: &[&str] = &[];

pub(super) const SORT: &[OperationForms] = &[
    ("$.sort();", &[]),
    ("$.sort_by(|one, other| order(one, other));", &[]),
    ("$.sort_by_key(|item| key(item));", BY_KEY),
    ("$.sort_by_cached_key(|item| key(item));", BY_KEY),
    ("$.sort_unstable();", &["$.sort();"]),
    ("$.sort_unstable_by(|one, other| order(one, other));", &["$.sort_by(|one, other| order(one, other));"]),
    ("$.sort_unstable_by_key(|item| key(item));", BY_KEY),
    (
        "$.reverse();",
        &[
            "$ = std::mem::take(&mut $).into_iter().rev().collect();",
            "$ = $.iter().rev().cloned().collect();",
        ],
    ),
    ("$.swap(0, 1);", &[]),
    ("$.rotate_left(1);", ROTATE),
    ("$.rotate_right(1);", &[]),
    ("$.select_nth_unstable(0);", &[]),
];
const BY_KEY: &[&str] = &["$.sort_by(|one, other| key(one).cmp(&key(other)));"];
const ROTATE: &[&str] = &["{ let mut end = $.split_off(1); end.append(std::mem::take(&mut $)); $ = end; }"];

pub(super) const ITER_MUT: &[OperationForms] = &[
    ("for item in $.iter_mut() { *item = make::<T>(); }", LOOP_MUT),
    ("$.iter_mut().rev();", &[]),
    ("$.fill(value);", &["$.iter_mut().for_each(|item| *item = value.clone());"]),
    ("$.fill_with(|| make());", &["$.iter_mut().for_each(|item| *item = make());"]),
    ("$.clone_from_slice(&more);", &[]),
    ("$.copy_from_slice(&more);", &[]),
    ("$.copy_within(0..1, 0);", &[]),
    ("$.swap_with_slice(&mut more);", &[]),
];

pub(super) const CHANGE_ONE: &[OperationForms] = &[
    ("$[0] = value;", &["*Arc::make_mut(&mut $[0]) = value;"]),
    (
        "if let Some(item) = $.get_mut(0) { *item = value; }",
        &["if let Some(item) = $.get_mut(0) { *Arc::make_mut(item) = value; }"],
    ),
    (
        "if let Some(item) = $.last_mut() { *item = value; }",
        &[
            "if let Some(item) = $.back_mut() { *item = value; }",
            "if let Some(item) = $.last_mut() { *Arc::make_mut(item) = value; }",
            "if let Some(item) = $.get_mut($.len() - 1) { *item = value; }",
        ],
    ),
    (
        "if let Some(item) = $.first_mut() { *item = value; }",
        &[
            "if let Some(item) = $.front_mut() { *item = value; }",
            "if let Some(item) = $.first_mut() { *Arc::make_mut(item) = value; }",
            "if let Some(item) = $.get_mut(0) { *item = value; }",
        ],
    ),
];
