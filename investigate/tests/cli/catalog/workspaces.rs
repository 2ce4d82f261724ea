//! A crate among others: members of a workspace, packages beside it, and settings above it.

use super::{files, json, uses};
use crate::fixture::Project;
use crate::probe::probed;

fn manifest(name: &str, rest: &str) -> String {
    format!("[package]\nname = \"{name}\"\nversion = \"0.1.0\"\nedition = \"2024\"\n{rest}")
}

const LIST: &str =
    "pub struct List { pub items: Vec<u32> }\npub fn one(it: &List) -> usize { it.items.len() }\n";

const USER: &str = "pub fn all(it: &list::List) -> usize { it.items.len() }\n";

const ON_LIST: &str = "[dependencies]\nlist = { path = \"../list\" }\n";

/// A package at the workspace's root, that has two members: one with the list, one that uses it.
fn rooted() -> Project {
    let root = "[dependencies]\nlist = { path = \"list\" }\n[workspace]\nmembers = [\"list\", \"till\"]\n";
    Project::new()
        .with("shop/Cargo.toml", manifest("shop", root))
        .with("shop/src/lib.rs", USER)
        .with("shop/list/Cargo.toml", manifest("list", ""))
        .with("shop/list/src/lib.rs", LIST)
        .with("shop/list/tests/it.rs", "#[test] fn t() { list::List { items: vec![] }; }\n")
        .with("shop/till/Cargo.toml", manifest("till", ON_LIST))
        .with("shop/till/src/lib.rs", USER)
        .with("shop/till/tests/it.rs", "#[test] fn t() { till::all(&list::List { items: vec![] }); }\n")
}

#[test]
fn a_root_package_s_members_are_compiled_too() {
    let project = rooted();
    assert_eq!(
        files(&project, "shop", "List.items"),
        ["list/src/lib.rs", "list/tests/it.rs", "src/lib.rs", "till/src/lib.rs", "till/tests/it.rs"]
    );
}

#[test]
fn a_member_s_field_is_used_in_the_members_that_depend_on_it() {
    let project = rooted();
    assert_eq!(
        files(&project, "shop/list", "List.items"),
        ["../src/lib.rs", "../till/src/lib.rs", "../till/tests/it.rs", "src/lib.rs", "tests/it.rs"]
    );
    let document = json(project.command().args(["catalog", "shop/list", "--field", "List.items"]));
    let uses = document["uses"].as_array().unwrap();
    let in_till = uses.iter().find(|it| it["file"] == "../till/src/lib.rs").unwrap();
    assert_eq!((&in_till["operation"], &in_till["test"]), (&"length".into(), &false.into()));
}

#[test]
fn a_member_that_does_not_depend_on_it_need_not_compile() {
    let project = rooted()
        .with(
            "shop/Cargo.toml",
            "[workspace]\nmembers = [\"list\", \"till\", \"broken\"]\nresolver = \"3\"\n",
        )
        .with("shop/broken/Cargo.toml", manifest("broken", ""))
        .with("shop/broken/src/lib.rs", "compile_error!(\"not yet\");\n");
    assert_eq!(files(&project, "shop/list", "List.items").len(), 4);
    project.command().args(["catalog", "shop", "--field", "List.items"]).assert().code(2);
}

#[test]
fn a_member_is_asked_for_its_own_definitions() {
    let project = rooted().with("shop/till/src/own.rs", "pub struct List { pub items: Vec<u8> }\n").with(
        "shop/till/src/lib.rs",
        format!("mod own;\npub fn own(it: &own::List) -> usize {{ it.items.len() }}\n{USER}"),
    );
    assert_eq!(files(&project, "shop/till", "List.items"), ["src/lib.rs"]);
    assert_eq!(files(&project, "shop/list", "List.items").len(), 5);
}

#[test]
fn a_member_outside_of_the_workspace_s_folder_is_copied_and_never_written() {
    let project = rooted()
        .with("shop/Cargo.toml", "[workspace]\nmembers = [\"list\", \"../van\"]\nresolver = \"3\"\n")
        .with("van/Cargo.toml", manifest("van", "workspace = \"../shop\"\n[dependencies]\nlist = { path = \"../shop/list\" }\n"))
        .with("van/src/lib.rs", format!("pub struct Van {{ pub lists: Vec<list::List> }}\npub fn n(it: &Van) -> usize {{ it.lists.len() }}\n{USER}"));
    let before = project.read("van/src/lib.rs");
    assert_eq!(
        files(&project, "shop/list", "List.items"),
        ["../../van/src/lib.rs", "src/lib.rs", "tests/it.rs"]
    );
    assert_eq!(files(&project, "van", "Van.lists"), ["src/lib.rs"]);
    assert_eq!(project.read("van/src/lib.rs"), before);
}

#[test]
fn a_probe_counts_the_targets_of_all_members() {
    let project = rooted();
    let same = probed(&project, &["shop", "--field", "List.items", "--as", "Vec<$T>"]);
    // Three libraries and two tests, which are called the same.
    assert_eq!((&same["figures"]["targets"][""], &same["errors"]), (&5.0.into(), &serde_json::json!([])));

    let other = probed(&project, &["shop/list", "--field", "List.items", "--as", "std::rc::Rc<Option<$T>>"]);
    let errors = other["errors"].as_array().unwrap();
    assert!(!errors.is_empty());
    assert_eq!(other["figures"]["targets"][""], 5.0);
    let hidden = other["labels"]["hidden"].as_array().unwrap();
    assert!(hidden.iter().any(|it| it == "test it in till"), "{hidden:?}");
}

#[test]
fn a_path_dependency_beside_the_crate_and_settings_above_it_are_where_they_were() {
    let project = Project::new()
        .with(
            "w/.cargo/config.toml",
            "[build]\nrustflags = [\"--cfg\", \"special\"]\n[env]\nNEEDED = \"1\"\n",
        )
        .with("w/shared/Cargo.toml", manifest("shared", ""))
        .with("w/shared/src/lib.rs", "#![deny(warnings)]\npub fn one() -> usize { 1 }\n")
        .with("w/text/words.txt", "words")
        .with("w/app/Cargo.toml", manifest("app", "[dependencies]\nshared = { path = \"../shared\" }\n"))
        .with(
            "w/app/src/lib.rs",
            "#[cfg(not(special))] compile_error!(\"flags are lost\");\n\
             pub const N: &str = env!(\"NEEDED\");\n\
             pub const WORDS: &str = include_str!(\"../../text/words.txt\");\n\
             pub struct List { pub items: Vec<u32> }\n\
             #[cfg(special)] pub fn n(it: &List) -> usize { it.items.len() + shared::one() }\n",
        );
    assert_eq!(uses(&project, "w/app", "List.items"), ["src/lib.rs:5"]);
}

#[test]
fn what_is_asked_for_from_far_above_the_crate_is_where_it_was() {
    let build = "fn main() {\n    let crate_folder = std::path::PathBuf::from(std::env::var(\"CARGO_MANIFEST_DIR\").unwrap());\n    \
                 let data = crate_folder.ancestors().nth(3).unwrap().join(\"data\");\n    assert!(data.join(\"one\").is_file());\n}\n";
    let project = Project::new()
        .with(".cargo/config.toml", "[build]\nrustflags = [\"--cfg\", \"special\"]\n")
        .with("data/one", "")
        .with("text/words.txt", "words")
        .with("common/Cargo.toml", manifest("common", ""))
        .with("common/src/lib.rs", "pub fn one() -> usize { 1 }\n")
        .with(
            "w/libs/shared/Cargo.toml",
            manifest("shared", "[dependencies]\ncommon = { path = \"../../../common\" }\n"),
        )
        .with("w/libs/shared/src/lib.rs", "pub use common::one;\n")
        .with(
            "w/x/app/Cargo.toml",
            manifest("app", "[dependencies]\nshared = { path = \"../../libs/shared\" }\n"),
        )
        .with("w/x/app/build.rs", build)
        .with(
            "w/x/app/src/lib.rs",
            "#[cfg(not(special))] compile_error!(\"flags are lost\");\n\
             pub const WORDS: &str = include_str!(\"../../../../text/words.txt\");\n\
             pub struct List { pub items: Vec<u32> }\n\
             pub fn n(it: &List) -> usize { it.items.len() + shared::one() }\n",
        );
    assert_eq!(uses(&project, "w/x/app", "List.items"), ["src/lib.rs:4"]);
}

#[test]
fn flags_of_the_crate_s_own_settings_and_of_the_environment_are_kept() {
    let project = Project::new()
        .with("a/Cargo.toml", manifest("a", "[workspace]\n"))
        .with("a/src/lib.rs", "pub struct List { pub items: Vec<u32> }\n#[cfg(special)] pub fn n(it: &List) -> usize { it.items.len() }\n");
    assert!(uses(&project, "a", "List.items").is_empty());
    let list = ["catalog", "a", "--field", "List.items"];
    let by_environment = json(project.command().args(list).env("RUSTFLAGS", "--cfg special -Dwarnings"));
    assert_eq!(by_environment["uses"].as_array().unwrap().len(), 1);
    project.write("a/.cargo/config.toml", "[target.'cfg(all())']\nrustflags = [\"--cfg\", \"special\"]\n");
    assert_eq!(uses(&project, "a", "List.items"), ["src/lib.rs:2"]);
}
