//! What a probe found, as pages show it.

use serde_json::{Value, json};

use crate::book_test::BookTest;

fn of() -> Value {
    json!({"name": "shop", "commit": "abc", "dirty": null})
}

fn probe(errors: &[Value]) -> Value {
    json!({
        "name": "shop-tree", "command": "cargo run -- probe shop", "toolchain": "rustc 1",
        "crate": of(), "field": "Shop.items", "before": "Vec<Item>", "after": "tree::List<Item>", "targets": 3,
        "hidden": ["test t"], "limits": [], "errors": errors,
    })
}

fn error(line: usize, code: &str, function: &str) -> Value {
    json!({"file": "src/lib.rs", "line": line, "column": 5, "end": line, "code": code, "function": function, "test": false})
}

fn errors() -> [Value; 2] {
    [error(2, "E0308", "sell"), error(4, "E0599", "sell")]
}

fn catalog() -> Value {
    let one = |file: &str, line: usize, function: &str, verdict: &str| {
        json!({"file": file, "line": line, "column": 5, "kind": "read", "operation": "scan", "function": function,
            "test": false, "families": {"tree": verdict}})
    };
    json!({
        "name": "shop", "command": "cargo run -- catalog shop", "toolchain": "rustc 1",
        "crate": of(), "limits": [], "calls": [],
        "families": [{"id": "tree", "what": "tree::List<Item>", "representations": ["tree"]}],
        "subjects": [{"subject": "Shop.items", "what": "field", "defined": "src/lib.rs:1", "warnings": 3, "uses": [
            one("src/lib.rs", 2, "sell", "edit"),
            one("src/lib.rs", 3, "sell", "redesign"),
            one("src/lib.rs", 9, "count", "as is"),
            one("src/lib.rs", 20, "make", "edit"),
            one("src/main.rs", 7, "main", "edit"),
        ]}],
    })
}

fn book_with(chapter: &str, probe: &Value) -> BookTest {
    BookTest::with_chapter(chapter)
        .evidence::<evidence::catalog::CatalogRecord>(&catalog())
        .evidence::<evidence::probe::ProbeRecord>(probe)
}

fn book(chapter: &str) -> BookTest {
    book_with(chapter, &probe(&errors()))
}

const FORESEEN: &str =
    "[= probe_foreseen(\"shop\", [[\"shop-tree\", \"tree\"]], caption=\"All foreseen.\") =]";

#[test]
fn each_type_has_its_errors_by_code_and_what_was_never_looked_at() {
    insta::assert_snapshot!(
        book("[= probe_table([\"shop-tree\"], caption=\"Two errors.\") =]").build().unwrap()
    );
}

#[test]
fn a_count_says_who_counted() {
    let page = book("[= probe_count(\"shop-tree\") =]").build().unwrap();
    for part in [
        ">2</button>",
        "errors with tree::List&lt;Item&gt;: counted by the compiler",
        "cargo run -- probe shop",
    ] {
        assert!(page.contains(part), "{part} in {page}");
    }
}

#[test]
fn errors_are_laid_beside_what_the_catalog_expected() {
    insta::assert_snapshot!(book(FORESEEN).build().unwrap());
}

#[test]
fn a_claim_that_a_catalog_foresaw_the_errors_falls_with_one_that_it_did_not() {
    let claim = "[= claim(\"c\") =]It did.[= end() =]\n\n<!-- claims\nc: found(\"probe/shop-tree/contradicts/shop/tree\") == 0\n-->\n";
    book(claim).build_strictly().unwrap();
    for (line, function) in [(9, "count"), (30, "elsewhere")] {
        let found = probe(&[error(line, "E0308", function)]);
        let said = book_with(claim, &found).build_strictly().unwrap_err();
        assert!(said.contains("claim `c` is false"), "{said}");
    }
}

#[test]
fn what_cannot_be_compared_is_refused_with_what_there_is() {
    let said = book("[= probe_count(\"none\") =]").refusal();
    assert!(said.contains("there is no record `none`; the folder has shop-tree"), "{said}");
    let said = book(&FORESEEN.replace("\"tree\"", "\"leaf\"")).refusal();
    assert!(said.contains("the catalog `shop` has no family `leaf`; it has tree"), "{said}");
    let said = book(&FORESEEN.replace(", \"tree\"", "")).refusal();
    assert!(said.contains("is not a probe's name and a family"), "{said}");
    let mut other = probe(&errors());
    other["field"] = "Shop.till".into();
    let said = book_with(FORESEEN, &other).refusal();
    assert!(said.contains("the catalog `shop` has no `Shop.till`; it has Shop.items"), "{said}");
    other["crate"]["commit"] = "def".into();
    let said = book_with(FORESEEN, &other).refusal();
    assert!(
        said.contains("the probe `shop-tree` and the catalog `shop` are not of the same commit"),
        "{said}"
    );
}

#[test]
fn a_record_that_contradicts_itself_is_refused() {
    let mut record = probe(&errors());
    record["targets"] = 0.into();
    let said = book_with("text", &record).refusal();
    assert!(said.contains("shop-tree.json: hidden: 1 targets are hidden of 0"), "{said}");
}
