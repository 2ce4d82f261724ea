//! What the rules make of an audit, and which audits are refused.

use serde_json::{Value, json};

use super::*;
use crate::predicate::Truth;

/// An audit in which `tree` adds two crates that nothing is wrong with, after `change`.
fn audit(change: impl FnOnce(&mut Value)) -> Result<AuditRecord, String> {
    let one = |name: &str, requires: Value| {
        json!({"name": name, "version": "1.0.0", "licence": "MIT", "licence_allowed": true, "rust_version": null,
            "edition": "2021", "repository": null, "released": "2026-01-01",
            "newest": {"version": "1.0.0", "date": "2026-01-01", "age_days": 300}, "archived": null,
            "unsafe_lines": 3, "advisories": [], "requires": requires})
    };
    let mut record = json!({"name": "a", "command": "c", "toolchain": "t", "target": "x",
        "taken": "2026-11-01", "database": {"commit": null, "date": "2026-10-01", "age_days": 31, "advisories": 9},
        "allowed_licences": ["MIT"], "present": ["serde 1.0.0"],
        "crates": [one("tree", json!(["leaf 1.0.0"])), one("leaf", json!([]))],
        "representations": [{"representation": "plain", "names": [], "adds": []},
            {"representation": "tree", "names": ["tree 1.0.0"], "adds": ["leaf 1.0.0", "tree 1.0.0"]}]});
    change(&mut record);
    crate::kind::of_fields(record.clone())
}

fn verdict(change: impl FnOnce(&mut Value)) -> Verdict {
    audit(change).unwrap().verdict("tree").unwrap()
}

fn advisory(kind: &str, affects: bool) -> Value {
    json!([{"id": "RUSTSEC-1", "kind": kind, "title": "A title", "date": "2026-01-01", "affects": affects, "patched": []}])
}

#[test]
fn what_adds_nothing_passes_every_rule() {
    assert_eq!(audit(|_| {}).unwrap().verdict("plain").unwrap().truth(), Truth::True);
    assert_eq!(verdict(|_| {}).truth(), Truth::True);
    assert!(audit(|_| {}).unwrap().verdict("nobody").is_none());
}

#[test]
fn an_unmaintained_crate_beneath_is_an_objection() {
    let found = verdict(|record| record["crates"][1]["advisories"] = advisory("unmaintained", true));
    assert_eq!(found.maintained.objections, ["leaf 1.0.0 is unmaintained: RUSTSEC-1."]);
    assert_eq!(found.no_open_advisory.truth(), Truth::True);
    assert_eq!(found.truth(), Truth::False);
}

#[test]
fn an_archived_repository_is_an_objection_whatever_was_released() {
    let archived = json!({"since": "2026-05-03", "source": "s"});
    let found = verdict(|record| record["crates"][1]["archived"] = archived);
    assert_eq!(found.maintained.objections, ["The repository of leaf is archived since 2026-05-03."]);
}

#[test]
fn only_what_the_code_names_must_have_been_released_lately() {
    let old = |at: usize, days: u32| verdict(move |it| it["crates"][at]["newest"]["age_days"] = days.into());
    assert_eq!(old(0, RELEASED_WITHIN_DAYS).truth(), Truth::True);
    assert_eq!(
        old(0, RELEASED_WITHIN_DAYS + 1).maintained.objections,
        ["The last release of tree is of 2026-01-01, 731 days before the audit."]
    );
    assert_eq!(old(1, 5_000).truth(), Truth::True);
}

#[test]
fn a_release_that_is_not_known_is_inconclusive() {
    let found = verdict(|record| record["crates"][0]["newest"] = Value::Null);
    assert_eq!(found.maintained.truth(), Truth::Inconclusive);
    assert_eq!(found.maintained.unknown, ["The day of the last release of tree is not known."]);
    assert_eq!(found.truth(), Truth::Inconclusive);
}

#[test]
fn a_vulnerability_and_an_unsoundness_count_where_they_affect_the_version() {
    for kind in ["vulnerability", "unsound"] {
        let found = verdict(|record| record["crates"][0]["advisories"] = advisory(kind, true));
        let reason = format!("tree 1.0.0 has RUSTSEC-1 ({kind}), no version fixes it: A title.");
        assert_eq!(found.no_open_advisory.objections, [reason]);
        let found = verdict(|record| record["crates"][0]["advisories"] = advisory(kind, false));
        assert_eq!(found.truth(), Truth::True);
    }
    let found = verdict(|record| record["crates"][0]["advisories"] = advisory("notice", true));
    assert_eq!(found.truth(), Truth::True);
}

#[test]
fn a_licence_that_is_not_allowed_and_none_are_objections() {
    let refused = |licence: Value| {
        verdict(|record| {
            record["crates"][1]["licence"] = licence;
            record["crates"][1]["licence_allowed"] = false.into();
        })
    };
    let reason = "leaf 1.0.0 is licensed as GPL-3.0-only, which the list does not allow.";
    assert_eq!(refused("GPL-3.0-only".into()).licences_allowed.objections, [reason]);
    assert_eq!(refused(Value::Null).licences_allowed.objections, ["leaf 1.0.0 states no licence."]);
}

fn costs(record: &mut Value) {
    let machine = json!({"name": "m", "cpu": "c", "cores": 2, "memory_bytes": 1, "os": "o", "kernel": "k",
        "governor": null, "virtualised": true});
    record["costs"] = json!({"machine": machine, "builds": [
        {"representations": ["plain"], "seconds": [5.0, 7.0, 6.0], "program_bytes": 1_000},
        {"representations": ["tree"], "seconds": [6.0, 7.5, 8.0], "program_bytes": 900}]});
}

#[test]
fn costs_are_differences_within_each_run() {
    let record = audit(costs).unwrap();
    let of = |representation| record.costs.as_ref().unwrap().of(representation);
    assert_eq!(of("tree"), Some(Cost { seconds: 1.0, least: 0.5, greatest: 2.0, bytes: -100 }));
    assert_eq!(of("plain"), Some(Cost { seconds: 0.0, least: 0.0, greatest: 0.0, bytes: 0 }));
    assert_eq!(of("nobody"), None);
}

#[test]
fn a_build_that_lacks_a_run_is_refused() {
    let error = audit(|record| {
        costs(record);
        record["costs"]["builds"][1]["seconds"] = json!([1.0]);
    });
    let error = error.unwrap_err();
    assert!(error.contains("the build of tree: it does not have one time for each run"), "{error}");
}

#[test]
fn an_audit_that_contradicts_itself_is_refused() {
    let refusal = |change: fn(&mut Value)| audit(change).unwrap_err();
    let error = refusal(|record| record["representations"][1]["adds"] = json!(["tree 1.0.0", "ghost 1.0.0"]));
    assert!(error.contains("`tree`: ghost 1.0.0 is not among the record's crates"), "{error}");
    let error = refusal(|record| record["representations"][1]["adds"] = json!(["leaf 1.0.0"]));
    assert!(error.contains("names tree 1.0.0, which is not among what it adds"), "{error}");
    let error = refusal(|record| record["representations"][0]["representation"] = "tree".into());
    assert!(error.contains("the representation is there twice"), "{error}");
    let error = refusal(|record| record["crates"][0]["requires"] = json!(["ghost 1.0.0"]));
    assert!(error.contains("tree 1.0.0: ghost 1.0.0 is not among"), "{error}");
    let error = refusal(|record| record["crates"][1] = record["crates"][0].clone());
    assert!(error.contains("the crate is there twice"), "{error}");
}
