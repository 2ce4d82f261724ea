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
use std::path::{Path, PathBuf};

use serde_json::Value;
use snapbox::cmd::Command;
use snapbox::str;

use crate::fixture::{Project, investigate, rows};

fn crate_folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name)
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
fn help_shows_an_example_and_says_what_is_not_seen() {
    investigate().args(["catalog", "--help"]).assert().success().stdout_eq(str![[r#"
Find every use of a field, a method or a type in a crate

Usage: investigate catalog [OPTIONS] <PATH>

Arguments:
  <PATH>  The crate's folder

Options:
      --field <TYPE.NAME>    Find the uses of a field
      --method <TYPE::NAME>  Find the uses of a method
      --type <NAME>          Find the uses of a type
      --calls <NAME>         Find the calls of a method, and what is done with what it returns
      --commit <COMMIT>      The commit that the code is of, where the folder has no .git
      --json                 Print JSON instead of a table
      --record[=<NAME>]      Write a record: places and kinds, no code; named after the crate, its commit and the first subject
      --replace              Replace the record of that name
      --features <LIST>      Features of the crate to turn on, as cargo takes them
      --all-features         Turn on every feature of the crate
      --no-default-features  Leave the crate's default features off
      --targets <LIST>       Compile only these, where other targets do not compile: lib, bins, examples, tests, benches
      --root <DIR>           The project's root folder; without it, the nearest folder with a book.toml
  -h, --help                 Print help

Examples:
  cargo run -- catalog ../my-project --field BacklogFile.items
  cargo run -- catalog ../my-project --calls get_snapshot --field BacklogFile.items --record
  cargo run -- catalog ../my-project --field BacklogFile.items --record=my-record --replace
  cargo run -- catalog ../my-project --method Handle::save --type BacklogFile --json
  cargo run -- catalog ../my-project --field src/types.rs:Config.name    (one of several definitions)

A copy of the crate is compiled with the definition marked as deprecated, so that the compiler names every use: by type, in
macros, patterns and tests, and in the members of its workspace that depend on it. The original is never touched; build scripts
and macros run as in any build, with the toolchain that the crate asks for.
What is not seen:
- code that is not compiled: other targets, features that are off, inactive cfg
- uses in crates outside of the workspace
- uses in code that a derive writes, and uses of a subject in its own definition
- what a crate that does not compile would use
`#[allow(deprecated)]` and `#![deny(warnings)]` hide nothing: the warning is forced, and errors are capped.
What is done at a place is read from its syntax, and `unknown` where that does not tell. What each way to share a list makes of it
is what the compiler said of that operation, once, with the libraries' versions in records/verdicts.
Exits with 2 when there is no such crate or definition, or when the crate does not compile.

"#]]);
}

#[test]
fn every_use_has_its_kind_and_what_each_family_makes_of_it() {
    catalog(&Project::new(), "uses", &["--field", "Backlog.items"])
        .assert()
        .success()
        .stdout_eq(str![[r#"
uses test

field Backlog.items, defined in src/lib.rs:11: 28 uses, from 55 of the compiler's warnings
kind              code  tests
clone             2     0
construction      2     0
move              1     0
mutation          7     1
pattern           2     0
read              7     2
slice             2     0
unknown           2     0

file              code  tests
src/lib.rs        25    1
tests/outside.rs  0     2

family        as is   edit    redesign  unknown
shared-file   23 + 2  0 + 0   0 + 0     2 + 1
memo          23 + 2  0 + 0   0 + 0     2 + 1
shared-list   9 + 2   14 + 1  0 + 0     2 + 0
shared-items  10 + 2  8 + 1   1 + 0     6 + 0
im            11 + 3  10 + 0  2 + 0     2 + 0
imbl          12 + 3  9 + 0   2 + 0     2 + 0
rpds          10 + 3  9 + 0   4 + 0     2 + 0
ecow          14 + 3  9 + 0   0 + 0     2 + 0

place               kind          operation         in                                     for   shared-file  memo     shared-list  shared-items  im        imbl      rpds      ecow
src/lib.rs:20       unknown       unknown           - (macro, 2x)                          code  unknown      unknown  unknown      unknown       unknown   unknown   unknown   unknown
src/lib.rs:29       read          length            in_standard_macros                     code  as is        as is    as is        as is         as is     as is     as is     as is
src/lib.rs:30       read          compare           in_standard_macros                     code  as is        as is    edit         as is         edit      edit      edit      as is
src/lib.rs:31       pattern       pattern           in_standard_macros                     code  unknown      unknown  as is        as is         as is     as is     as is     as is
src/lib.rs:35       pattern       pattern           in_patterns                            code  as is        as is    edit         edit          edit      edit      edit      edit
src/lib.rs:41       construction  made of a value   made                                   code  as is        as is    edit         edit          edit      edit      edit      edit
src/lib.rs:41       construction  made empty        made                                   code  as is        as is    edit         as is         edit      edit      edit      edit
src/lib.rs:45       read          for loop          read                                   code  as is        as is    edit         as is         as is     as is     as is     as is
src/lib.rs:46       read          index             read                                   code  as is        as is    as is        as is         as is     as is     as is     as is
src/lib.rs:48       read          scan              read                                   code  as is        as is    as is        as is         as is     as is     as is     as is
src/lib.rs:50       read          find one          read                                   code  as is        as is    as is        unknown       as is     as is     as is     as is
src/lib.rs:54       read          first             read                                   code  as is        as is    as is        unknown       edit      edit      as is     as is
src/lib.rs:58       slice         lent              lent                                   code  as is        as is    as is        redesign      redesign  redesign  redesign  as is
src/lib.rs:58       slice         range             lent                                   code  as is        as is    as is        unknown       redesign  redesign  redesign  as is
src/lib.rs:66       mutation      push              changed                                code  as is        as is    edit         edit          edit      edit      edit      as is
src/lib.rs:67       mutation      retain            changed                                code  as is        as is    edit         as is         as is     as is     edit      as is
src/lib.rs:68       mutation      mutable for loop  changed                                code  as is        as is    edit         edit          edit      as is     edit      edit
src/lib.rs:71       mutation      change one item   changed                                code  as is        as is    edit         edit          as is     as is     as is     edit
src/lib.rs:72       mutation      change one item   changed                                code  as is        as is    edit         edit          as is     as is     as is     edit
src/lib.rs:73       mutation      sort              changed                                code  as is        as is    edit         as is         edit      edit      redesign  edit
src/lib.rs:74       mutation      remove            changed                                code  as is        as is    edit         as is         as is     as is     redesign  as is
src/lib.rs:78       move          moved             moved                                  code  as is        as is    edit         edit          edit      edit      edit      edit
src/lib.rs:82       clone         clone all         cloned                                 code  as is        as is    edit         edit          edit      edit      edit      edit
src/lib.rs:82       clone         clone one item    cloned                                 code  as is        as is    as is        unknown       as is     as is     as is     as is
src/lib.rs:96       unknown       unknown           by_a_method_that_syntax_does_not_know  code  as is        as is    unknown      unknown       unknown   unknown   unknown   unknown
src/lib.rs:108      read          length            nothing_is_there                       test  as is        as is    as is        as is         as is     as is     as is     as is
tests/outside.rs:6  mutation      push              one_is_pushed                          test  unknown      unknown  edit         edit          as is     as is     as is     as is
tests/outside.rs:7  read          length            one_is_pushed                          test  as is        as is    as is        as is         as is     as is     as is     as is

What compiles instead; where nothing is known, what the compiler says:
family        operation         instead
shared-list   change one item   Arc::make_mut(&mut items)[0] = value
shared-list   clone all         items.to_vec()
shared-list   compare           items.is_empty()
shared-list   for loop          for item in items.iter() { seen(item); }
shared-list   made empty        Backlog { items: Arc::default() }
shared-list   made of a value   Backlog { items: Arc::new(vec![value]) }
shared-list   moved             Arc::unwrap_or_clone(items)
shared-list   mutable for loop  for item in Arc::make_mut(&mut items) { *item = value; }
shared-list   pattern           Arc::unwrap_or_clone(items)
shared-list   push              Arc::make_mut(&mut items).extend(Some(value)) | Arc::make_mut(&mut items).push(value)
shared-list   remove            Arc::make_mut(&mut items).remove(0)
shared-list   retain            Arc::make_mut(&mut items).retain(|item| seen(item))
shared-list   sort              Arc::make_mut(&mut items).sort_by_key(|item| key(item))
shared-items  change one item   *Arc::make_mut(&mut items[0]) = value
shared-items  clone all         items.iter().map(|item| T::clone(item)).collect()
shared-items  lent              E0308: mismatched types
shared-items  made of a value   Backlog { items: vec![Arc::new(value)] }
shared-items  moved             items.into_iter().map(Arc::unwrap_or_clone).collect()
shared-items  mutable for loop  for item in items.iter_mut() { *Arc::make_mut(item) = value; }
shared-items  pattern           items.into_iter().map(Arc::unwrap_or_clone).collect()
shared-items  push              items.extend(Some(Arc::new(value))) | items.push(Arc::new(value))
im            clone all         items.iter().cloned().collect()
im            compare           items.is_empty()
im            first             items.front()
im            lent              E0308: mismatched types
im            made empty        Backlog { items: im::Vector::default() }
im            made of a value   Backlog { items: [value].into_iter().collect() }
im            moved             items.into_iter().collect()
im            mutable for loop  for item in items.iter_mut() { *item = value; }
im            pattern           items.into_iter().collect()
im            push              items.push_back(value)
im            range             E0308: mismatched types
im            sort              items.sort_by(|one, other| key(one).cmp(&key(other)))
imbl          clone all         items.iter().cloned().collect()
imbl          compare           items.is_empty()
imbl          first             items.front()
imbl          lent              E0308: mismatched types
imbl          made empty        Backlog { items: imbl::Vector::default() }
imbl          made of a value   Backlog { items: [value].into_iter().collect() }
imbl          moved             items.into_iter().collect()
imbl          pattern           items.into_iter().collect()
imbl          push              items.push_back(value)
imbl          range             E0308: mismatched types
imbl          sort              items.sort_by(|one, other| key(one).cmp(&key(other)))
rpds          clone all         items.iter().cloned().collect()
rpds          compare           items.is_empty()
rpds          lent              E0308: mismatched types
rpds          made empty        Backlog { items: rpds::VectorSync::default() }
rpds          made of a value   Backlog { items: [value].into_iter().collect() }
rpds          moved             items.iter().cloned().collect()
rpds          mutable for loop  for index in 0..items.len() { *items.get_mut(index).unwrap() = value; }
rpds          pattern           items.iter().cloned().collect()
rpds          push              items.push_back_mut(value)
rpds          range             E0308: mismatched types
rpds          remove            E0599: no method named `remove` found for struct `rpds::Vector<T, P>` in the current scope
rpds          retain            items = items.iter().filter(|item| seen(item)).cloned().collect()
rpds          sort              E0599: no method named `sort_by_key` found for struct `rpds::Vector<T, P>` in the current scope
ecow          change one item   items.make_mut()[0] = value
ecow          clone all         items.to_vec()
ecow          made empty        Backlog { items: ecow::EcoVec::default() }
ecow          made of a value   Backlog { items: [value].into_iter().collect() }
ecow          moved             items.into_iter().collect()
ecow          mutable for loop  for item in items.make_mut() { *item = value; }
ecow          pattern           items.into_iter().collect()
ecow          sort              items.make_mut().sort_by_key(|item| key(item))

Not seen or not certain:
- code that is not compiled: other targets, features that are off, inactive cfg
- uses in crates outside of the workspace
- uses in code that a derive writes, and uses of a subject in its own definition
- what a crate that does not compile would use
- kinds are read from syntax: a method that is not of the standard library is unknown
- calls: before and after are in the order of the text, for a variable by its name
- calls: callees are not followed, and a value is followed through its own block only
- families: an operation is what the compiler said of it once; which operation it is, is read from syntax
- families: an item is not followed once it has left its list: shared-items is unknown there
- only fields that hold a Vec have families
- shared-file: where the owner as a whole is lent mutably is no use of its list; look for the field that holds it

"#]]);
}

/// Every place, by file and line, and the number of warnings, when the field is marked by hand and cargo is asked directly.
fn places_by_hand(name: &str, field: &str) -> (usize, BTreeSet<(String, u64)>) {
    let folder = tempfile::tempdir().unwrap();
    let source = crate_folder(name);
    for entry in walkdir::WalkDir::new(&source) {
        let entry = entry.unwrap();
        let target = folder.path().join(entry.path().strip_prefix(&source).unwrap());
        if entry.file_type().is_dir() {
            fs::create_dir_all(&target).unwrap();
        } else {
            fs::write(&target, fs::read(entry.path()).unwrap()).unwrap();
        }
    }
    let library = folder.path().join("src/lib.rs");
    let text = fs::read_to_string(&library).unwrap();
    fs::write(&library, text.replacen(field, &format!("#[deprecated(note = \"by hand\")] {field}"), 1))
        .unwrap();
    let output = std::process::Command::new(env!("CARGO"))
        .args(["check", "--all-targets", "--message-format=json", "--offline"])
        .env("RUSTFLAGS", "--cap-lints=warn --force-warn=deprecated")
        .env("CARGO_TARGET_DIR", folder.path().join("build"))
        .env_remove("CARGO_ENCODED_RUSTFLAGS")
        .current_dir(folder.path())
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
    let document = json(catalog(&Project::new(), "uses", &["--field", "Backlog.items"]));
    let uses = document["uses"].as_array().unwrap();
    let places = uses.iter().map(|it| (text_of(&it["file"]), it["line"].as_u64().unwrap()));
    let (warnings, by_hand) = places_by_hand("uses", "pub items: Vec<");
    assert_eq!(places.collect::<BTreeSet<_>>(), by_hand);
    assert_eq!(document["subjects"][0]["warnings"], warnings);
}

#[test]
fn a_use_is_found_in_macros_patterns_and_tests() {
    let project = Project::new();
    let document = json(catalog(&project, "uses", &["--field", "Backlog.items"]));
    assert_eq!(
        operations(&document, "in_standard_macros"),
        ["read: length", "read: compare", "pattern: pattern"]
    );
    assert_eq!(operations(&document, "in_patterns"), ["pattern: pattern"]);
    assert_eq!(operations(&document, "nothing_is_there"), ["read: length"]);
    assert_eq!(operations(&document, "one_is_pushed"), ["mutation: push", "read: length"]);

    // Its own macro has the name once, and calls lead there twice; what is done there is not to be told before that.
    let uses = document["uses"].as_array().unwrap();
    let in_macro = uses.iter().find(|it| it["expansions"] == 2).unwrap();
    assert_eq!((&in_macro["line"], &in_macro["kind"]), (&Value::from(20), &Value::from("unknown")));
}

#[test]
fn another_type_s_field_of_that_name_and_code_that_is_not_compiled_are_no_uses() {
    let project = Project::new();
    let document = json(catalog(&project, "uses", &["--field", "Other.items"]));
    assert_eq!(document["uses"].as_array().unwrap().len(), 1);
    let document = json(catalog(&project, "uses", &["--field", "Backlog.items"]));
    assert!(operations(&document, "never_compiled").is_empty());
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
        .with("a/Cargo.toml", "[package]\nname = \"a\"\nedition = \"2024\"\n[workspace]\n")
        .with("a/src/lib.rs", "pub struct List { pub items: Vec<u32> }\n")
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
