//! Changes that `probe` must refuse.

use super::catalog::a_crate;
use super::{Input, failed, wrong};

pub(super) fn inputs() -> Vec<Input> {
    let input = |what, run| wrong(what, run, a_crate);
    vec![
        input("no crate", "probe nowhere --field List.items --as Vec<$T>"),
        input("no field", "probe a --as Vec<$T>"),
        input("no type", "probe a --field List.items"),
        input("a field that is not there", "probe a --field List.item --as Vec<$T>"),
        input(
            "a type that is neither an id nor made of the old one",
            "probe a --field List.items --as Vec<u8>",
        ),
        input("an id that is not there", "probe a --field List.items --as imm"),
        input("a candidate that changes no type", "probe a --field List.items --as memo"),
        input("a type that is not closed", "probe a --field List.items --as Vec<$T"),
        input("what a number holds", "probe a --field List.index --as Vec<$T>"),
        input("a type that nobody defines", "probe a --field List.items --as nobody::Vector<$T>"),
        input("a type with a parameter too many", "probe a --field List.items --as std::sync::Arc<$T,$T,$T>"),
        input("another place that is not there", "probe a --field List.items --as Vec<$T> --with totl"),
        input(
            "another place that does not have the type",
            "probe a --field List.items --as Vec<$T> --with List::total",
        ),
        wrong(
            "another place of a name that two have",
            "probe a --field List.items --as std::sync::Arc<Vec<$T>> --with sum",
            |project| {
                let list = "pub struct List { pub items: Vec<u32> }\n";
                let both = "mod a { pub fn sum(of: &Vec<u32>) {} }\nmod b { pub fn sum(of: &Vec<u32>) {} }\n";
                project.with_crate(&format!("{list}{both}"))
            },
        ),
        input("a dependency without a version", "probe a --field List.items --as Vec<$T> --dependency im"),
        input(
            "a dependency that is an option",
            "probe a --field List.items --as Vec<$T> --dependency --git=x",
        ),
        input("a dependency in no version", "probe a --field List.items --as Vec<$T> --dependency im=latest"),
        input("a commit that is a path", "probe a --field List.items --as Vec<$T> --commit a/b"),
        input("a record above its folder", "probe a --field List.items --as Vec<$T> --record=../x"),
        wrong("a crate that does not compile", "probe a --field List.items --as Vec<$T>", |project| {
            project.with_crate("pub struct List { pub items: Vec<u32> }\nfn f() -> u32 { \"\" }\n")
        }),
        wrong("a field in a file that is no module", "probe a --field List.items --as Vec<$T>", |project| {
            project.with_crate("").with("a/src/old.rs", "pub struct List { pub items: Vec<u32> }\n")
        }),
        wrong(
            "a record that is there already",
            "probe a --field List.items --as Vec<$T> --record=mine",
            |project| a_crate(project).with("records/probe/mine.json", "{}"),
        ),
        failed(
            "a folder of records that cannot be made",
            "probe a --field List.items --as Vec<$T> --record=mine",
            |project| a_crate(project).with("records", "a file"),
        ),
    ]
}
