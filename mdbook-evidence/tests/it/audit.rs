//! What an audit found, as pages show it.

use serde_json::{Value, json};

use crate::book_test::BookTest;

fn it(name: &str, version: &str, requires: &Value) -> Value {
    json!({"name": name, "version": version, "licence": "MIT", "licence_allowed": true, "rust_version": null,
        "edition": "2021", "repository": format!("https://example.org/{name}"), "released": "2022-01-01",
        "newest": {"version": "9.0.0", "date": "2026-01-01", "age_days": 300}, "archived": null,
        "unsafe_lines": 3, "advisories": [], "requires": requires})
}

fn audit() -> Value {
    let mut tree = it("tree", "1.10.0", &json!(["leaf 0.1.0"]));
    tree["rust_version"] = "1.85.0".into();
    let mut leaf = it("leaf", "0.1.0", &json!([]));
    leaf["licence"] = "MPL-2.0+".into();
    let advisory = |id: &str, affects: bool| {
        json!({"id": id, "kind": "unsound", "title": "A <title>", "date": "2026-01-01", "affects": affects,
            "patched": [">= 0.2.0"]})
    };
    leaf["advisories"] = json!([advisory("RUSTSEC-1", true), advisory("RUSTSEC-2", false)]);
    let machine = json!({"name": "machine", "cpu": "c", "cores": 2, "memory_bytes": 1, "os": "o", "kernel": "k",
        "governor": null, "virtualised": true});
    json!({"name": "a", "command": "cargo run -- audit --record", "toolchain": "rustc 1",
        "target": "t", "taken": "2026-11-01",
        "database": {"commit": "bf5c0d2", "date": "2026-10-01", "age_days": 31, "advisories": 9},
        "allowed_licences": ["MIT", "MPL-2.0"], "present": ["serde 1.0.0"], "crates": [leaf, tree],
        "representations": [{"representation": "plain", "names": [], "adds": []},
            {"representation": "shared", "names": [], "adds": []},
            {"representation": "tree", "names": ["tree 1.10.0"], "adds": ["leaf 0.1.0", "tree 1.10.0"]}],
        "costs": {"machine": machine, "builds": [
            {"representations": ["plain", "shared"], "seconds": [5.0, 7.0, 6.0], "program_bytes": 300_000},
            {"representations": ["tree"], "seconds": [6.0, 7.5, 8.0], "program_bytes": 312_345}]},
        "notes": ["Nothing was fetched."]})
}

fn book(chapter: &str) -> BookTest {
    BookTest::with_chapter(chapter).evidence::<evidence::AuditRecord>(&audit())
}

#[test]
fn representations_that_add_the_same_share_a_row() {
    insta::assert_snapshot!(book("[= audit_table(\"a\", caption=\"One adds.\") =]").build().unwrap());
}

#[test]
fn each_rule_has_its_answer_and_what_speaks_against_it() {
    insta::assert_snapshot!(book("[= audit_verdicts(\"a\", caption=\"One fails.\") =]").build().unwrap());
}

#[test]
fn a_tree_starts_with_what_the_code_names() {
    insta::assert_snapshot!(
        book("[= audit_tree(\"a\", \"tree\", caption=\"Two crates.\") =]").build().unwrap()
    );
}

#[test]
fn counts_are_of_everything_that_is_added() {
    let counted = |what: &str, of: &str| {
        book(&format!("[= audit_count(\"a\", \"{of}\", \"{what}\") =]")).build().unwrap()
    };
    for (what, count) in [("crates", 2), ("unsafe-lines", 6), ("advisories", 1), ("objections", 1)] {
        let page = counted(what, "tree");
        assert!(page.contains(&format!(">{count}<")), "{what}: {page}");
        assert!(counted(what, "plain").contains(">0<"), "{what}");
    }
}

#[test]
fn the_age_of_the_advisories_is_said() {
    let page = book("[= audit_notes(\"a\") =]").build().unwrap();
    let said = "9 advisories, the newest of 2026-10-01 (commit bf5c0d2), 31 days before the audit of 2026-11-01. \
        Nothing was fetched.";
    assert!(page.contains(said), "{page}");
}

#[test]
fn a_table_without_costs_has_no_columns_for_them() {
    let mut record = audit();
    record["costs"] = Value::Null;
    let page = book("[= audit_table(\"a\", caption=\"c\") =]").evidence::<evidence::AuditRecord>(&record);
    assert!(!page.build().unwrap().contains("program, added"));
}

#[test]
fn what_is_not_in_the_audit_is_refused_with_what_is() {
    let refusal = |directive: &str| book(directive).refusal();
    let said = refusal("[= audit_tree(\"a\", \"im\", caption=\"c\") =]");
    assert!(said.contains("the audit `a` has no `im`; it has plain, shared, tree"), "{said}");
    let said = refusal("[= audit_count(\"a\", \"tree\", \"lines\") =]");
    assert!(
        said.contains("cannot count `lines`; there are crates, unsafe-lines, advisories, objections"),
        "{said}"
    );
    let said = refusal("[= audit_notes(\"b\") =]");
    assert!(said.contains("there is no record `b`; the folder has a"), "{said}");
}

#[test]
fn a_claim_on_dependencies_falls_with_the_audit() {
    let claim = "[= claim(\"c\") =]It passes.[= end() =]\n\n<!-- claims\nc: found(\"audit/a/objections/tree\") < 1\n-->\n";
    let said = book(claim).build_strictly().unwrap_err();
    assert!(said.contains("claim `c` is false"), "{said}");
    let mut record = audit();
    record["crates"][0]["advisories"] = json!([]);
    book(claim).evidence::<evidence::AuditRecord>(&record).build_strictly().unwrap();
}
