//! Changes that `probe` must refuse.

use super::Input;
use super::catalog::{a_crate, with_code};

pub(super) fn inputs() -> Vec<Input> {
    let input = |what, run| Input { what, lay: a_crate, run, exit: 2 };
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
        input("a type that is not closed", "probe a --field List.items --as Vec<$T"),
        input("what a number holds", "probe a --field List.index --as Vec<$T>"),
        input("a type that nobody defines", "probe a --field List.items --as nobody::Vector<$T>"),
        input("a type with a parameter too many", "probe a --field List.items --as std::sync::Arc<$T,$T,$T>"),
        input("another place that is not there", "probe a --field List.items --as Vec<$T> --with totl"),
        input(
            "another place that does not have the type",
            "probe a --field List.items --as Vec<$T> --with List::total",
        ),
        input("a dependency without a version", "probe a --field List.items --as Vec<$T> --dependency im"),
        input(
            "a dependency that is an option",
            "probe a --field List.items --as Vec<$T> --dependency --git=x",
        ),
        input("a dependency in no version", "probe a --field List.items --as Vec<$T> --dependency im=latest"),
        input("a commit that is a path", "probe a --field List.items --as Vec<$T> --commit a/b"),
        input("a record above its folder", "probe a --field List.items --as Vec<$T> --record=../x"),
        Input {
            what: "a crate that does not compile",
            lay: |project| {
                with_code(project, "pub struct List { pub items: Vec<u32> }\nfn f() -> u32 { \"\" }\n")
            },
            run: "probe a --field List.items --as Vec<$T>",
            exit: 2,
        },
        Input {
            what: "a field in a file that is no module",
            lay: |project| {
                with_code(project, "").with("a/src/old.rs", "pub struct List { pub items: Vec<u32> }\n")
            },
            run: "probe a --field List.items --as Vec<$T>",
            exit: 2,
        },
        Input {
            what: "a record that is there already",
            lay: |project| a_crate(project).with("records/probe/mine.json", "{}"),
            run: "probe a --field List.items --as Vec<$T> --record=mine",
            exit: 2,
        },
        Input {
            what: "a folder of records that cannot be made",
            lay: |project| a_crate(project).with("records", "a file"),
            run: "probe a --field List.items --as Vec<$T> --record=mine",
            exit: 1,
        },
    ]
}
