//! `catalog`, on crates in `tests/fixtures` that are compiled as a user's is.

mod agreement;
mod collisions;
mod copying;
mod interruption;
mod recorded;
mod tests_only;
mod workspaces;

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;
use std::sync::LazyLock;

use serde_json::Value;
use snapbox::cmd::Command;
use snapbox::str;

use crate::fixture::{Project, beside, rows};

fn crate_folder(name: &str) -> PathBuf {
    beside(&format!("fixtures/{name}"))
}

/// The command in a project, with a crate; the commit of this repository is not that of a test.
fn catalog(project: &Project, name: &str, arguments: &[&str]) -> Command {
    let command = project.command().arg("catalog").arg(crate_folder(name)).args(["--commit", "test"]);
    command.args(arguments)
}

fn json(command: Command) -> Value {
    let run = command.arg("--json").assert().success();
    rows(&String::from_utf8_lossy(&run.get_output().stdout))
}

/// The uses of the list, found once for all tests.
static USES: LazyLock<Value> =
    LazyLock::new(|| json(catalog(&Project::new(), "uses", &["--field", "Backlog.items"])));

fn text(value: &Value) -> &str {
    value.as_str().unwrap()
}

/// The places of a field's uses, as `file:line`.
fn uses(project: &Project, folder: &str, field: &str) -> Vec<String> {
    let document = json(project.command().args(["catalog", folder, "--field", field]));
    let uses = document["uses"].as_array().unwrap();
    uses.iter().map(|it| format!("{}:{}", text(&it["file"]), it["line"])).collect()
}

/// The files with a field's uses.
fn files(project: &Project, folder: &str, field: &str) -> Vec<String> {
    let mut files: Vec<String> = uses(project, folder, field)
        .iter()
        .map(|place| place.split(':').next().unwrap().to_owned())
        .collect();
    files.dedup();
    files
}

/// The operations in a function, in their order.
fn operations(document: &Value, function: &str) -> Vec<String> {
    let uses = document["uses"].as_array().unwrap();
    let uses = uses.iter().filter(|it| it["function"] == function);
    uses.map(|it| format!("{}: {}", text(&it["kind"]), text(&it["operation"]))).collect()
}

#[test]
fn every_use_has_its_kind_and_what_each_family_makes_of_it() {
    catalog(&Project::new(), "uses", &["--field", "Backlog.items"])
        .assert()
        .success()
        .stdout_eq(snapbox::file!["../expected/catalog.txt": Text]);
}

/// Every place, by file and line, and the number of warnings, when the field is marked by hand and cargo is asked directly.
fn places_by_hand(name: &str, field: &str) -> (usize, BTreeSet<(String, u64)>) {
    let folder = format!("investigate/tests/fixtures/{name}");
    let project = Project::copy_of(&[&folder]);
    project.change(&format!("{folder}/src/lib.rs"), |text| {
        text.replacen(field, &format!("#[deprecated(note = \"by hand\")] {field}"), 1)
    });
    let output = std::process::Command::new(env!("CARGO"))
        .args(["check", "--all-targets", "--message-format=json", "--offline"])
        .env("RUSTFLAGS", "--cap-lints=warn --force-warn=deprecated")
        .env("CARGO_TARGET_DIR", project.path("build"))
        .env_remove("CARGO_ENCODED_RUSTFLAGS")
        .current_dir(project.path(&folder))
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let lines = String::from_utf8(output.stdout).unwrap();
    let messages = lines.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    let warnings: Vec<Value> =
        messages.filter(|it| it["message"]["message"].to_string().contains(": by hand")).collect();
    let places = warnings.iter().map(|it| {
        let spans = it["message"]["spans"].as_array().unwrap();
        let span = spans.iter().find(|span| span["is_primary"] == true).unwrap();
        // The span of an access starts with what has the field and ends with its name.
        (text_of(&span["file_name"]), span["line_end"].as_u64().unwrap())
    });
    (warnings.len(), places.collect())
}

fn text_of(value: &Value) -> String {
    text(value).to_owned()
}

#[test]
fn the_places_are_those_that_the_compiler_warns_about_and_no_others() {
    let uses = USES["uses"].as_array().unwrap();
    let places = uses.iter().map(|it| (text_of(&it["file"]), it["line"].as_u64().unwrap()));
    let (warnings, by_hand) = places_by_hand("uses", "pub items: Vec<");
    assert_eq!(places.collect::<BTreeSet<_>>(), by_hand);
    assert_eq!(USES["subjects"][0]["warnings"], warnings);
}

#[test]
fn a_use_is_found_in_macros_patterns_and_tests() {
    assert_eq!(
        operations(&USES, "in_standard_macros"),
        ["read: length", "read: compare", "pattern: pattern"]
    );
    assert_eq!(operations(&USES, "in_patterns"), ["pattern: pattern"]);
    assert_eq!(operations(&USES, "nothing_is_there"), ["read: length"]);
    assert_eq!(operations(&USES, "one_is_pushed"), ["mutation: push", "read: length"]);

    // Its own macro has the name once, and calls lead there twice; what is done there is not to be told before that.
    let uses = USES["uses"].as_array().unwrap();
    let in_macro = uses.iter().find(|it| it["expansions"] == 2).unwrap();
    assert_eq!((&in_macro["line"], &in_macro["kind"]), (&Value::from(20), &Value::from("unknown")));
}

#[test]
fn another_type_s_field_of_that_name_and_code_that_is_not_compiled_are_no_uses() {
    let project = Project::new();
    let document = json(catalog(&project, "uses", &["--field", "Other.items"]));
    assert_eq!(document["uses"].as_array().unwrap().len(), 1);
    assert!(operations(&USES, "never_compiled").is_empty());
}

#[test]
fn a_type_s_fields_are_no_uses_of_the_type() {
    let project = Project::new();
    let document = json(catalog(&project, "uses", &["--type", "Backlog"]));
    assert_eq!(operations(&document, "moved"), ["mention: named"]);
    assert_eq!(
        operations(&document, "made"),
        ["mention: named", "construction: struct literal", "construction: struct literal"]
    );
    assert_eq!(operations(&document, "in_patterns"), ["mention: named", "pattern: pattern"]);
}

#[test]
fn a_call_shows_where_it_runs_and_what_is_done_with_its_result() {
    let project = Project::new();
    let run = catalog(&project, "calls", &["--calls", "Handle::snapshot", "--field", "Backlog.items"]);
    let run = run.assert().success();
    let output = String::from_utf8(run.get_output().stdout.clone()).unwrap();
    let (_, calls) = output.split_once("\n\nmethod ").unwrap();
    let (calls, _) = calls.split_once("\n\n").unwrap();
    snapbox::assert_data_eq!(
        calls,
        str![[r#"
Handle::snapshot, defined in src/lib.rs:17: 6 calls, from 12 of the compiler's warnings
place          in          for   loop  spawned  then              needs       before        after
src/lib.rs:33  one_item    code  -     no       read-only         one item    -             -
src/lib.rs:41  whole_list  code  for   no       read-only         whole list  -             -
src/lib.rs:51  no_item     code  -     no       read-only         no item     -             -
src/lib.rs:57  changed     code  -     no       read then mutate  whole list  update, lost  update
src/lib.rs:67  spawned     code  -     yes      read-only         whole list  -             -
src/lib.rs:78  given_away  code  -     no       unknown           unknown     -             -
"#]]
    );
}

#[test]
fn a_target_that_does_not_compile_can_be_left_out() {
    let project = Project::new()
        .with_crate("pub struct List { pub items: Vec<u32> }\n")
        .with("a/tests/t.rs", "#[test] fn t() { assert_eq!(a::List { items: vec![] }.items.len(), 0); }\n")
        .with("a/benches/b.rs", "#![feature(test)]\nfn main() {}\n");
    let lists = ["catalog", "a", "--field", "List.items"];
    let run = project.command().args(lists).assert().code(2);
    let said = String::from_utf8_lossy(&run.get_output().stderr).into_owned();
    assert!(
        said.ends_with(
            "(benches/b.rs:1). Correct that first, or leave it out with --targets or --no-default-features.\n"
        ),
        "{said}"
    );
    let found = json(project.command().args(lists).args(["--targets", "lib,tests", "--record"]));
    assert_eq!(found["uses"].as_array().unwrap().len(), 2);
    assert_eq!(found["command"], "cargo run -- catalog a --field List.items --targets lib,tests --record");
}

#[test]
fn the_order_is_the_same_in_every_run_and_the_original_is_untouched() {
    let files = ["Cargo.toml", "Cargo.lock", "src/lib.rs", "tests/outside.rs"];
    let read = || files.map(|file| fs::read_to_string(crate_folder("uses").join(file)).unwrap());
    let before = read();
    let project = Project::new();
    let run = || json(catalog(&project, "uses", &["--field", "Backlog.items", "--type", "Item"]));
    assert_eq!(run(), run());
    assert_eq!(read(), before);
    assert!(!crate_folder("uses").join("target").exists());
}

#[test]
fn of_several_methods_of_a_name_the_place_of_each_is_told() {
    let project = Project::new();
    let run = catalog(&project, "calls", &["--calls", "snapshot"]);
    run.assert().code(2).stdout_eq(str![""]).stderr_eq(str![[r#"
error: there are 2 definitions of `snapshot`: Handle::snapshot (src/lib.rs:17), Camera::snapshot (src/lib.rs:28). Name its type, or its file and line: src/lib.rs:17:snapshot.

"#]]);
}

#[test]
fn a_word_of_the_command_line_that_is_empty_or_has_control_characters_is_refused() {
    let project = Project::new();
    let folder = crate_folder("uses");
    let folder = folder.to_str().unwrap();
    let field = ["--field", "Backlog.items"];
    for words in [
        ["", field[0], field[1]].as_slice(),
        &["\n", field[0], field[1]],
        &[folder, "--field", ""],
        &[folder, "--field", "Backlog.items\n"],
        &[folder, "--field", "Backlog.it\u{1b}ems"],
        &[folder, "--type", ""],
        &[folder, "--method", "\n"],
        &[folder, field[0], field[1], "--commit", ""],
        &[folder, field[0], field[1], "--commit", "a\nb"],
        &[folder, field[0], field[1], "--record=a\nb"],
        &[folder, field[0], field[1], "--record=a\u{1b}b"],
        &[folder, field[0], field[1], "--targets", ""],
    ] {
        let run = project.command().arg("catalog").args(words).output().unwrap();
        assert_eq!(run.status.code(), Some(2), "{words:?}");
        assert!(!run.stderr.is_empty() && run.stdout.is_empty(), "{words:?}");
    }
    assert!(project.names("records").is_empty());
}
