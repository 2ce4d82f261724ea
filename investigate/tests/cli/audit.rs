//! `audit`, on the project's own representations with advisories that were invented.

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use evidence::Record;
use evidence::point::Point;
use evidence::rows::{Rows, plain};
use serde_json::Value;
use snapbox::cmd::Command;
use snapbox::str;

use crate::fixture::{Project, investigate};

fn project_root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").canonicalize().unwrap()
}

fn advisories(which: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/advisories").join(which)
}

/// The command in the project itself, which it must not change; nothing is fetched.
fn audit(which: &str, date: &str) -> Command {
    investigate()
        .arg("audit")
        .arg("--root")
        .arg(project_root())
        .arg("--database")
        .arg(advisories(which))
        .args(["--database-date", date, "--offline"])
}

fn record(which: &str, date: &str) -> Record {
    let run = audit(which, date).arg("--json").assert().success();
    let text = String::from_utf8(run.get_output().stdout.clone()).unwrap();
    Record::from_json("printed", &text).unwrap()
}

/// What is printed of the older advisories, taken once for all tests.
static BEFORE: LazyLock<Record> = LazyLock::new(|| record("before", "2026-02-20"));

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
fn help_shows_an_example() {
    investigate().args(["audit", "--help"]).assert().success().stdout_eq(str![[r#"
Audit the crates that each representation brings with it

Usage: investigate audit [OPTIONS]

Options:
      --database <DIR>            A folder with advisories, laid out as the public database is; without it, that is fetched by git
      --database-date <DATE>      The folder's date; without it, the day of its commit, or of its newest advisory where it is no git checkout
      --database-commit <COMMIT>  The commit that the folder is of, where it is no git checkout
      --offline                   Fetch nothing: neither advisories nor the registry's index
      --costs                     Measure the time to compile and the size of a program as well
      --own                       Check the project's own dependencies instead
      --json                      Print JSON instead of a table
      --record                    Write a record
      --replace                   Replace the record of that name
      --root <DIR>                The project's root folder; without it, the nearest folder with a book.toml
  -h, --help                      Print help

Examples:
  cargo run -- audit                            (fetches the public database of advisories)
  cargo run -- audit --database ../advisory-db --record
  cargo run -- audit --database advisories --database-date 2026-08-20 --offline --json
  cargo run -- audit --costs --record --replace (takes minutes: programs are built several times)
  cargo run -- audit --own                      (the project's own dependencies under deny.toml)

For each representation: the crates that it adds to a project with serde, as cargo resolves them for this machine's platform
from Cargo.lock; their licences, releases and advisories; and whether they are maintained, free of open advisories and
allowed by deny.toml. The record goes to records/audit/advisories-<date>.json, by the database's date.
A verdict that fails is a result, not an error. Exits with 1 when --own finds something, with 2 when there is no database.

"#]]);
}

#[test]
fn an_audit_of_another_date_against_another_database_changes_the_verdict() {
    let before = &*BEFORE;
    let after = record("after", "2026-03-01");
    assert_eq!(before.name, "audit/advisories-2026-02-20");
    // Beside each other, each is found by its date.
    assert_eq!(before.coordinates["advisories"], "2026-02-20");
    assert_eq!(after.coordinates["advisories"], "2026-03-01");
    let age = |record: &Record| record.label("database-age-days").parse::<u32>().unwrap();
    assert_eq!(age(before) - age(&after), 9);
    let count = |record: &Record| record.label("database-advisories").to_owned();
    assert_eq!((count(before).as_str(), count(&after).as_str()), ("1", "4"));
    assert!(after.label("summary").starts_with("4 advisories, the newest of 2026-03-01, "), "{after:?}");

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
    // The project's own files, without those that tell the tools where to look, so that nothing of it is written to.
    let project = Project::new();
    let root = project_root();
    for file in ["Cargo.lock", "Cargo.toml", "deny.toml", "records/audit/archived.toml"] {
        project.write(file, std::fs::read(root.join(file)).unwrap());
    }
    for package in ["bench-crate", "evidence", "investigate", "mdbook-evidence", "snippets"] {
        for entry in walkdir::WalkDir::new(root.join(package)) {
            let entry = entry.unwrap();
            if entry.file_type().is_file() {
                let file = entry.path().strip_prefix(&root).unwrap().to_string_lossy().into_owned();
                project.write(&file, std::fs::read(entry.path()).unwrap());
            }
        }
    }
    let run = project.command().args(["audit", "--record", "--offline", "--database"]);
    run.arg(advisories("after"))
        .args(["--database-date", "2026-03-01", "--database-commit", "abc1234"])
        .assert()
        .success()
        .stderr_eq(str![[r#"
Wrote records/audit/advisories-2026-03-01.json

"#]]);
    let text = project.read("records/audit/advisories-2026-03-01.json");
    assert!(!text.contains("fixtures") && !text.contains(env!("CARGO_MANIFEST_DIR")), "{text}");
    let record: Value = serde_json::from_str(&text).unwrap();
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

mod what_cannot_be_looked_through_exits_with_2 {
    use super::*;

    const DENY: &str = "[advisories]\n[licenses]\nallow = [\"MIT\"]\n";

    fn refused(project: &Project, arguments: &[&str]) -> String {
        let run = project.command().arg("audit").args(arguments).assert().code(2).stdout_eq(str![""]);
        String::from_utf8(run.get_output().stderr.clone()).unwrap()
    }

    #[test]
    fn when_the_folder_has_no_advisories() {
        let project = Project::new().with("deny.toml", DENY).with("db/crates/README", "");
        let error = refused(&project, &["--database", "db", "--database-date", "2026-01-01"]);
        assert_eq!(
            error,
            "error: cannot read the advisories in db: there is no advisory. Name a folder that has \
             `crates/<crate>/<id>.md`.\n"
        );
        let error = refused(&project, &["--database", "nowhere", "--database-date", "2026-01-01"]);
        assert!(error.starts_with("error: cannot read the advisories in nowhere: "), "{error}");
    }

    #[test]
    fn when_its_date_is_after_today_whether_given_or_that_of_its_newest_advisory() {
        let project = Project::new().with("deny.toml", DENY);
        let folder = advisories("after");
        let folder = folder.to_str().unwrap();
        let error = refused(&project, &["--database", folder]);
        assert!(error.contains("the database's date 2099-01-04 is after today"), "{error}");
        let error = refused(&project, &["--database", folder, "--database-date", "2999-01-01"]);
        assert!(error.contains("the database's date 2999-01-01 is after today"), "{error}");
    }

    #[test]
    fn when_nothing_may_be_fetched() {
        let project = Project::new().with("deny.toml", DENY);
        let error = refused(&project, &["--offline"]);
        assert!(error.contains("--offline excludes the public one"), "{error}");
    }

    #[test]
    fn when_the_projects_rules_are_wrong() {
        let project = Project::new().with("deny.toml", DENY.replace("MIT", "MITT"));
        let error = refused(&project, &["--offline"]);
        assert!(error.contains("deny.toml: `MITT` is no SPDX licence"), "{error}");
    }
}
