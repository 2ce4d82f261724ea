//! What the rules make of an audit, and what its record and its pages say.

use evidence::Record;
use evidence::predicate::Truth;
use evidence::record::{Cell, Machine, Toolchain};
use evidence::rows::Rows;

use super::cost::Cost;
use super::document;
use super::facts::{
    Addition, Advisory, AdvisoryKind, Archived, Audit, Build, Costs, CrateFacts, DatabaseFacts, Release,
};
use super::verdict::{AuditVerdict, RELEASED_WITHIN_DAYS};

fn crate_of(name: &str, requires: &[&str]) -> CrateFacts {
    CrateFacts {
        name: name.to_owned(),
        version: "1.0.0".to_owned(),
        licence: Some("MIT".to_owned()),
        licence_allowed: true,
        rust_version: None,
        edition: "2021".to_owned(),
        repository: Some(format!("https://example.org/{name}")),
        released: Some("2022-01-01".to_owned()),
        newest: Some(Release { version: "1.0.0".to_owned(), date: "2026-01-01".to_owned(), age_days: 300 }),
        archived: None,
        unsafe_lines: 3,
        advisories: Vec::new(),
        requires: requires.iter().map(ToString::to_string).collect(),
    }
}

fn addition(representation: &str, names: &[&str], adds: &[&str]) -> Addition {
    let owned = |ids: &[&str]| ids.iter().map(ToString::to_string).collect();
    Addition { representation: representation.to_owned(), names: owned(names), adds: owned(adds) }
}

/// An audit in which `tree` adds two crates that nothing is wrong with, after `change`.
fn audit(change: impl FnOnce(&mut Audit)) -> Audit {
    let mut head = Record::new("audit/a");
    head.command = "cargo run -- audit --record".to_owned();
    head.toolchain = Some(Toolchain::of("rustc 1"));
    head.started = "2026-11-01".to_owned();
    let mut audit = Audit {
        head,
        target: "x".to_owned(),
        database: DatabaseFacts { commit: None, date: "2026-10-01".to_owned(), age_days: 31, advisories: 9 },
        allowed_licences: vec!["MIT".to_owned()],
        present: vec!["serde 1.0.0".to_owned()],
        crates: vec![crate_of("tree", &["leaf 1.0.0"]), crate_of("leaf", &[])],
        representations: vec![
            addition("plain", &[], &[]),
            addition("shared", &[], &[]),
            addition("tree", &["tree 1.0.0"], &["leaf 1.0.0", "tree 1.0.0"]),
        ],
        costs: None,
    };
    change(&mut audit);
    audit
}

/// The rules' places in a verdict.
const MAINTAINED: usize = 0;
const NO_OPEN_ADVISORY: usize = 1;
const LICENCES_ALLOWED: usize = 2;

fn verdict(change: impl FnOnce(&mut Audit)) -> AuditVerdict {
    let audit = audit(change);
    audit.verdict(&audit.representations[2])
}

fn truth(verdict: &AuditVerdict) -> Truth {
    verdict.iter().fold(Truth::True, |truth, (_, judged)| truth.min(judged.truth()))
}

fn advisory(kind: AdvisoryKind, affects: bool) -> Vec<Advisory> {
    vec![Advisory {
        id: "RUSTSEC-1".to_owned(),
        kind,
        title: "A title".to_owned(),
        date: "2026-01-01".to_owned(),
        affects,
        patched: Vec::new(),
    }]
}

#[test]
fn what_adds_nothing_passes_every_rule() {
    let audit = audit(|_| {});
    assert_eq!(truth(&audit.verdict(&audit.representations[0])), Truth::True);
    assert_eq!(truth(&verdict(|_| {})), Truth::True);
}

#[test]
fn an_unmaintained_crate_beneath_is_an_objection() {
    let found = verdict(|audit| audit.crates[1].advisories = advisory(AdvisoryKind::Unmaintained, true));
    assert_eq!(found[MAINTAINED].1.objections, ["leaf 1.0.0 is unmaintained: RUSTSEC-1."]);
    assert_eq!(found[NO_OPEN_ADVISORY].1.truth(), Truth::True);
    assert_eq!(truth(&found), Truth::False);
}

#[test]
fn an_archived_repository_is_an_objection_whatever_was_released() {
    let archived = Archived { since: "2026-05-03".to_owned(), source: "s".to_owned() };
    let found = verdict(|audit| audit.crates[1].archived = Some(archived));
    assert_eq!(found[MAINTAINED].1.objections, ["The repository of leaf is archived since 2026-05-03."]);
}

#[test]
fn only_what_the_code_names_must_have_been_released_lately() {
    let old = |at: usize, days: u32| {
        verdict(move |audit| audit.crates[at].newest.as_mut().unwrap().age_days = days)
    };
    assert_eq!(truth(&old(0, RELEASED_WITHIN_DAYS)), Truth::True);
    assert_eq!(
        old(0, RELEASED_WITHIN_DAYS + 1)[MAINTAINED].1.objections,
        ["The last release of tree is of 2026-01-01, 731 days before the audit."]
    );
    assert_eq!(truth(&old(1, 5_000)), Truth::True);
}

#[test]
fn a_release_that_is_not_known_is_inconclusive() {
    let found = verdict(|audit| audit.crates[0].newest = None);
    assert_eq!(found[MAINTAINED].1.truth(), Truth::Inconclusive);
    assert_eq!(found[MAINTAINED].1.unknown, ["The day of the last release of tree is not known."]);
    assert_eq!(truth(&found), Truth::Inconclusive);
}

#[test]
fn a_vulnerability_and_an_unsoundness_count_where_they_affect_the_version() {
    for kind in [AdvisoryKind::Vulnerability, AdvisoryKind::Unsound] {
        let found = verdict(|audit| audit.crates[0].advisories = advisory(kind, true));
        let reason = format!("tree 1.0.0 has RUSTSEC-1 ({}), no version fixes it: A title.", kind.name());
        assert_eq!(found[NO_OPEN_ADVISORY].1.objections, [reason]);
        let found = verdict(|audit| audit.crates[0].advisories = advisory(kind, false));
        assert_eq!(truth(&found), Truth::True);
    }
    let found = verdict(|audit| audit.crates[0].advisories = advisory(AdvisoryKind::Notice, true));
    assert_eq!(truth(&found), Truth::True);
}

#[test]
fn a_licence_that_is_not_allowed_and_none_are_objections() {
    let refused = |licence: Option<&str>| {
        verdict(|audit| {
            audit.crates[1].licence = licence.map(str::to_owned);
            audit.crates[1].licence_allowed = false;
        })
    };
    let reason = "leaf 1.0.0 is licensed as GPL-3.0-only, which the list does not allow.";
    assert_eq!(refused(Some("GPL-3.0-only"))[LICENCES_ALLOWED].1.objections, [reason]);
    assert_eq!(refused(None)[LICENCES_ALLOWED].1.objections, ["leaf 1.0.0 states no licence."]);
}

fn costs(audit: &mut Audit) {
    let machine = Machine {
        name: "m".to_owned(),
        cpu: "c".to_owned(),
        cores: 2,
        memory_bytes: 1,
        os: "o".to_owned(),
        kernel: "k".to_owned(),
        governor: None,
        virtualised: true,
    };
    let build = |representations: &[&str], seconds: &[f64], program_bytes: u64| Build {
        representations: representations.iter().map(ToString::to_string).collect(),
        seconds: seconds.to_vec(),
        program_bytes,
    };
    let builds =
        vec![build(&["plain", "shared"], &[5.0, 7.0, 6.0], 1_000), build(&["tree"], &[6.0, 7.5, 8.0], 900)];
    audit.costs = Some(Costs { machine, builds });
}

#[test]
fn costs_are_differences_within_each_run() {
    let audit = audit(costs);
    let of = |representation| audit.costs.as_ref().unwrap().of(representation);
    assert_eq!(of("tree"), Some(Cost { seconds: 1.0, least: 0.5, greatest: 2.0, bytes: -100 }));
    assert_eq!(of("plain"), Some(Cost { seconds: 0.0, least: 0.0, greatest: 0.0, bytes: 0 }));
    assert_eq!(of("nobody"), None);
}

/// The record as it is read again: what is written must be a record.
fn record(change: impl FnOnce(&mut Audit)) -> Record {
    Record::from_json("a.json", &document::of(&audit(change)).to_json()).unwrap()
}

/// One thing of everything that a page can show.
fn eventful(audit: &mut Audit) {
    costs(audit);
    audit.database.commit = Some("bf5c0d2".to_owned());
    audit.head.notes.push("Nothing was fetched.".to_owned());
    let [tree, leaf] = audit.crates.as_mut_slice() else { panic!("there are two crates") };
    tree.rust_version = Some("1.85.0".to_owned());
    tree.newest = None;
    leaf.licence = Some("MPL-2.0+".to_owned());
    leaf.repository = None;
    leaf.advisories = advisory(AdvisoryKind::Unsound, true);
    leaf.advisories.extend(advisory(AdvisoryKind::Vulnerability, false));
}

#[test]
fn the_record_has_figures_of_what_each_representation_adds() {
    let record = record(eventful);
    let figure = |path: &str| {
        let (measure, point) = path.split_once('/').unwrap();
        record.figure(measure, point).map(|figure| figure.numbers().to_vec())
    };
    for (measure, count) in [
        ("crates-added", 2.0),
        ("unsafe-lines", 6.0),
        ("open-advisories", 1.0),
        ("objections", 1.0),
        ("unknown", 1.0),
    ] {
        assert_eq!(figure(&format!("{measure}/tree")), Some(vec![count]), "{measure}");
        assert_eq!(figure(&format!("{measure}/shared")), Some(vec![0.0]), "{measure}");
    }
    assert_eq!(figure("build-time/tree"), Some(vec![6e9, 7.5e9, 8e9]));
    assert_eq!(figure("program-bytes/shared"), Some(vec![1_000.0]));
    assert_eq!(record.measures["build-time"].baseline["representation"], "plain");
    assert_eq!(record.coordinates["advisories"], "2026-10-01");
}

#[test]
fn what_was_not_built_is_absent_and_without_costs_nothing_is_said_of_them() {
    let built = record(|audit| {
        costs(audit);
        audit.costs.as_mut().unwrap().builds.pop();
    });
    assert_eq!(built.absent["build-time/tree"], "no program with its crates was built");
    assert_eq!(said(&built, "by-representation")[1][7..], ["not built", "not built"]);
    let without = record(|_| {});
    assert!(without.machine.is_none() && without.absent.is_empty(), "{without:?}");
    assert!(!without.measures.contains_key("build-time"));
    assert_eq!(without.tables["by-representation"].columns.len(), 7);
}

/// The rows of a table as a page's reader sees them.
fn said(record: &Record, table: &str) -> Vec<Vec<String>> {
    let cells = |row: &Vec<serde_json::Value>| row.iter().map(|cell| Cell::of(cell).to_string()).collect();
    record.tables[table].rows.iter().map(cells).collect()
}

#[test]
fn its_tables_are_ready_to_be_shown() {
    let record = record(eventful);
    assert_eq!(
        said(&record, "by-representation"),
        [
            ["plain, shared", "0", "", "", "", "0", "0", "", ""],
            [
                "tree",
                "2",
                "MIT, MPL-2.0+",
                "1.85.0; 1 do not say",
                "tree, not known",
                "1",
                "6",
                "1.0\u{a0}s [0.5 to 2.0]",
                "−100\u{a0}B"
            ],
        ]
    );
    assert_eq!(
        said(&record, "verdicts"),
        [
            ["plain, shared", "yes", "yes", "yes"],
            [
                "tree",
                "not known: The day of the last release of tree is not known.",
                "no: leaf 1.0.0 has RUSTSEC-1 (unsound), no version fixes it: A title.",
                "yes"
            ],
        ]
    );
    // What the code names stands first.
    assert_eq!(
        said(&record, "tree"),
        [
            ["tree", "tree 1.0.0", "leaf 1.0.0", "MIT", "1.85.0", "2022-01-01", "none", "3"],
            [
                "tree",
                "leaf 1.0.0",
                "",
                "MPL-2.0+",
                "not stated",
                "2022-01-01",
                "RUSTSEC-1 (unsound), 1 of other versions",
                "3"
            ],
        ]
    );
    assert_eq!(
        record.tables["tree"].rows[1][6][0],
        serde_json::json!({"text": "RUSTSEC-1 (unsound)", "link": "https://rustsec.org/advisories/RUSTSEC-1.html"})
    );
    assert_eq!(
        record.label("summary"),
        "9 advisories, the newest of 2026-10-01 (commit bf5c0d2), 31 days before the audit of 2026-11-01. \
         Nothing was fetched."
    );
}

#[test]
fn the_tree_of_one_representation_is_chosen_by_its_name() {
    let record = record(|_| {});
    let rows = Rows { record: &record, name: "tree", table: &record.tables["tree"] };
    assert_eq!(rows.count(Some("representations == tree"), None).unwrap(), 2);
    assert!(rows.count(Some("representations == plain"), None).is_err(), "it adds nothing");
}
