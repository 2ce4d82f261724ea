//! `audit`, on the project's own representations with advisories that were invented.

use std::path::PathBuf;
use std::sync::LazyLock;

use evidence::Record;
use evidence::point::Point;
use evidence::rows::{Rows, plain};
use serde_json::Value;
use snapbox::cmd::Command;
use snapbox::str;

use crate::fixture::{Project, beside, investigate, root, told};

fn advisories(which: &str) -> PathBuf {
    beside(&format!("fixtures/advisories/{which}"))
}

/// The command in the project itself, which it must not change; nothing is fetched.
fn audit(which: &str, date: &str) -> Command {
    investigate().arg("audit").arg("--root").arg(root()).arg("--database").arg(advisories(which)).args([
        "--database-date",
        date,
        "--offline",
    ])
}

fn record(which: &str, date: &str) -> Record {
    let run = audit(which, date).arg("--json").assert().success();
    let text = String::from_utf8(run.get_output().stdout.clone()).unwrap();
    Record::from_json("printed", &text).unwrap()
}

/// What is printed of the older advisories, taken once for all tests.
static BEFORE: LazyLock<Record> = LazyLock::new(|| record("before", "2026-02-20"));

/// What is recorded of the newer ones, in a copy of the project, and what is said of it.
static AFTER: LazyLock<(String, String)> = LazyLock::new(|| {
    // The project's own files, without those that tell the tools where to look, so that nothing of it is written to.
    let packages = ["bench-crate", "evidence", "investigate", "mdbook-evidence", "snippets"];
    let files = ["Cargo.lock", "Cargo.toml", "deny.toml", "records/audit/archived.toml"];
    let project = Project::copy_of(&[&files[..], &packages].concat()).with("book.toml", "[book]\n");
    let audit =
        project.command().args(["audit", "--record", "--offline", "--database"]).arg(advisories("after"));
    let (code, _, said) = told(audit.args(["--database-date", "2026-03-01", "--database-commit", "abc1234"]));
    assert_eq!(code, Some(0), "{said}");
    (project.read("records/audit/advisories-2026-03-01.json"), said)
});

fn figure(record: &Record, path: &str) -> f64 {
    Point::of(record, path).unwrap_or_else(|| panic!("no {path}")).value().value
}

/// What stands in a column of the rows of a table that a condition chooses.
fn cells(record: &Record, table: &str, condition: &str, column: &str) -> Vec<Value> {
    let rows = Rows { record, name: table, table: &record.tables[table] };
    let column = rows.column(column).unwrap();
    rows.chosen(Some(condition)).unwrap().into_iter().map(|row| row[column].clone()).collect()
}

/// The one such cell, as text.
fn cell(record: &Record, table: &str, condition: &str, column: &str) -> String {
    let cells = cells(record, table, condition, column);
    let [cell] = cells.as_slice() else { panic!("{table}, {condition}: {cells:?}") };
    plain(cell)
}

/// The version of a crate that is audited, with its name.
fn version(record: &Record, name: &str) -> String {
    format!("{name} {}", cell(record, "crates", &format!("name == {name}"), "version"))
}

#[test]
fn an_audit_of_another_date_against_another_database_changes_the_verdict() {
    let before = &*BEFORE;
    let after = Record::from_json("recorded", &AFTER.0).unwrap();
    assert_eq!(before.name, "audit/advisories-2026-02-20");
    // Beside each other, each is found by its date.
    assert_eq!(before.coordinates["advisories"], "2026-02-20");
    assert_eq!(after.coordinates["advisories"], "2026-03-01");
    let age = |record: &Record| record.label("database-age-days").parse::<u32>().unwrap();
    assert_eq!(age(before) - age(&after), 9);
    let count = |record: &Record| record.label("database-advisories").to_owned();
    assert_eq!((count(before).as_str(), count(&after).as_str()), ("1", "4"));
    assert!(
        after.label("summary").starts_with("4 advisories, the newest of 2026-03-01 (commit abc1234), "),
        "{after:?}"
    );

    let rule = |record: &Record, representation: &str, rule: &str| {
        cell(record, "verdicts", &format!("representations == {representation}"), rule)
    };
    let (imbl, rpds) = (version(&after, "imbl"), version(&after, "rpds"));
    for representation in ["imbl", "imbl-arc"] {
        assert_eq!(rule(before, representation, "no-open-advisory"), "yes");
        assert_eq!(
            rule(&after, representation, "no-open-advisory"),
            format!(
                "no: {imbl} has RUSTSEC-2099-0002 (unsound), no version fixes it: An invented unsoundness."
            )
        );
    }
    let maintained = rule(&after, "rpds", "maintained");
    assert!(maintained.contains(&format!("{rpds} is unmaintained: RUSTSEC-2099-0004.")), "{maintained}");
    // What was not there before: how old a release is does not depend on the database.
    let published = |representation: &str| {
        let of = |record| figure(record, &format!("objections/{representation}"));
        of(&after) - of(before)
    };
    for (representation, count) in
        [("imbl", 1.0), ("imbl-arc", 1.0), ("rpds", 1.0), ("ecow", 0.0), ("im", 0.0), ("vec", 0.0)]
    {
        assert_eq!(published(representation), count, "{representation}");
    }
    assert_eq!(figure(&after, "objections/vec") + figure(&after, "unknown/vec"), 0.0);
    // The archived repository is known whatever the database says.
    assert!(figure(before, "objections/im") >= 1.0);
}

#[test]
fn an_advisory_for_another_platform_is_named_and_does_not_count() {
    let record = record("platforms", "2026-03-01");
    let affects = |name: &str| {
        let advisories = &cells(&record, "crates", &format!("name == {name}"), "advisories")[0];
        assert_eq!(advisories.as_array().map(Vec::len), Some(1), "{advisories}");
        advisories[0]["affects"].as_bool().unwrap()
    };
    // Only what no machine of this test runs on, or all that it might.
    assert_eq!((affects("rpds"), affects("ecow"), affects("imbl")), (cfg!(target_os = "macos"), true, false));
    assert_eq!(
        (figure(&record, "open-advisories/imbl"), figure(&record, "open-advisories/ecow")),
        (0.0, 1.0)
    );
    let of = |representation: &str| {
        cell(&record, "verdicts", &format!("representations == {representation}"), "no-open-advisory")
    };
    assert!(of("imbl") == "yes" && of("ecow").starts_with("no: "), "{}", of("ecow"));
}

#[test]
fn a_representation_adds_what_its_code_names_and_what_that_needs() {
    let record = &*BEFORE;
    for representation in ["vec", "arc-file", "arc-vec", "vec-arc", "arc-vec-arc"] {
        assert_eq!(figure(record, &format!("crates-added/{representation}")), 0.0, "{representation}");
    }
    let added = |representation: &str| -> Vec<String> {
        let crates = cells(record, "tree", &format!("representations == {representation}"), "crate");
        crates.iter().map(|it| plain(it).split(' ').next().unwrap().to_owned()).collect()
    };
    // First what the code names.
    assert_eq!(
        added("im"),
        ["im", "bitmaps", "rand_core", "rand_xoshiro", "sized-chunks", "typenum", "version_check"]
    );
    assert_eq!(figure(record, "crates-added/im"), 7.0);
    assert_eq!(added("im-arc"), added("im"));
    assert_eq!(added("ecow"), ["ecow"]);
    let present = record.list("present");
    assert!(present.iter().any(|id| id.starts_with("serde ")), "{present:?}");
    assert!(!cells(record, "crates", "name", "name").iter().any(|it| plain(it).starts_with("serde")));

    let of_im = |column: &str| cells(record, "crates", "name == im", column).remove(0);
    assert_eq!((of_im("version"), of_im("licence")), ("15.1.0".into(), "MPL-2.0+".into()));
    assert!(of_im("licence_allowed") == true && figure(record, "unsafe-lines/im") > 0.0);
    assert_eq!(of_im("archived")["since"], "2026-05-03");
    assert!(record.notes.iter().any(|note| note.contains("was not fetched anew")), "{:?}", record.notes);
}

#[test]
fn the_record_names_the_folder_and_never_its_path() {
    let (text, said) = &*AFTER;
    assert_eq!(said, "Wrote records/audit/advisories-2026-03-01.json\n");
    assert!(!text.contains("fixtures") && !text.contains(env!("CARGO_MANIFEST_DIR")), "{text}");
    let record: Value = serde_json::from_str(text).unwrap();
    assert_eq!(
        record["command"],
        "cargo run -- audit --database after --database-date 2026-03-01 --database-commit abc1234 --offline --record"
    );
    assert_eq!(record["labels"]["database-commit"], "abc1234");
}

#[test]
fn the_projects_own_dependencies_keep_its_own_rules() {
    audit("before", "2026-02-20").arg("--own").assert().success().stdout_eq(str![[r#"
[..] dependencies, 1 advisories of 2026-02-20: 0 findings, 0 more that deny.toml puts up with

"#]]);
}

#[test]
fn an_advisory_on_an_own_dependency_that_is_not_excepted_exits_with_1() {
    audit("after", "2026-03-01").arg("--own").assert().code(1).stdout_eq(str![[r#"
[..] dependencies, 4 advisories of 2026-03-01: 2 findings, 0 more that deny.toml puts up with
- imbl 7.0.2 has RUSTSEC-2099-0002 (unsound): An invented unsoundness.
- rpds 1.2.1 has RUSTSEC-2099-0004 (unmaintained): rpds is unmaintained, in this invention.

"#]]).stderr_eq(str![[r#"
error: 2 of the project's dependencies break deny.toml. The first: imbl 7.0.2 has RUSTSEC-2099-0002 (unsound): An invented unsoundness.

"#]]);
}

#[test]
fn what_cannot_be_looked_through_exits_with_2() {
    let after = advisories("after");
    let of_the_future = ["--database", after.to_str().unwrap()];
    for (licence, arguments, what) in [
        (
            "MIT",
            &["--database", "db", "--database-date", "2026-01-01"][..],
            "there is no advisory. Name a folder",
        ),
        ("MIT", &of_the_future, "the database's date 2099-01-04 is after today"),
        ("MITT", &["--offline"], "deny.toml: `MITT` is no SPDX licence"),
    ] {
        let deny = format!("[advisories]\n[licenses]\nallow = [\"{licence}\"]\n");
        let project = Project::new().with("deny.toml", deny).with("db/crates/README", "");
        let run = project.command().arg("audit").args(arguments).assert().code(2).stdout_eq(str![""]);
        let said = String::from_utf8_lossy(&run.get_output().stderr);
        assert!(said.contains(what), "{said}");
    }
}
