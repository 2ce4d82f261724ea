//! The directives of a catalog.

use serde_json::{Value, json};

use crate::book_test::BookTest;

fn catalog() -> Value {
    let one = |file: &str, line: usize, kind: &str, operation: &str, test: bool, verdict: &str| {
        json!({"file": file, "line": line, "column": 5, "kind": kind, "operation": operation,
            "function": "f", "test": test, "families": {"shared": verdict}})
    };
    json!({
        "name": "shop", "command": "cargo run -- catalog shop", "toolchain": "rustc 1",
        "crate": {"name": "shop", "commit": "abc", "dirty": null}, "limits": [],
        "families": [{"id": "shared", "what": "Arc<Shop>", "representations": ["arc-file"]}],
        "subjects": [{"subject": "Shop.items", "what": "field", "defined": "src/lib.rs:1", "warnings": 3, "uses": [
            one("src/lib.rs", 2, "read", "scan", false, "as is"),
            one("src/lib.rs", 3, "read", "find one", false, "as is"),
            one("src/till.rs", 9, "mutation", "push", false, "edit"),
            one("tests/a.rs", 4, "read", "scan", true, "as is"),
        ]}],
        "calls": [{"method": "Shop::snapshot", "defined": "src/lib.rs:7", "warnings": 2, "sites": [
            {"file": "src/till.rs", "line": 5, "column": 9, "function": "open", "test": false, "loop": "for",
                "spawned": true, "access": "read-only", "needs": "one item", "before": ["update"]},
            {"file": "tests/a.rs", "line": 3, "column": 9, "function": "t", "test": true, "loop": null,
                "spawned": null, "access": "unknown", "needs": "unknown"},
        ]}],
    })
}

fn book(chapter: &str) -> BookTest {
    BookTest::with_chapter(chapter).evidence::<evidence::catalog::CatalogRecord>(&catalog())
}

fn count(options: &str) -> String {
    let page = book(&format!("[= catalog_count(\"shop\", {options}) =]")).build().expect("it builds");
    let number = page.split(['>', '<']).find(|text| text.parse::<usize>().is_ok());
    number.expect("a number").to_owned()
}

#[test]
fn a_count_says_who_counted() {
    let page = book("[= catalog_count(\"shop\", \"Shop.items\") =]").build().unwrap();
    assert!(page.contains(">4</button>"), "{page}");
    for part in [
        "places of Shop.items: counted by the compiler",
        "commit abc",
        "cargo run -- catalog shop",
        "rustc 1",
    ] {
        assert!(page.contains(part), "{part} in {page}");
    }
}

#[test]
fn a_count_takes_filters_and_counts_places_files_or_functions() {
    assert_eq!(count("\"Shop.items\", within=\"code\""), "3");
    assert_eq!(count("\"Shop.items\", kind=\"read\", within=\"tests\""), "1");
    assert_eq!(count("\"Shop.items\", what=\"files\""), "3");
    assert_eq!(count("\"Shop.items\", within=\"code\", what=\"functions\""), "2");
    assert_eq!(count("\"Shop.items\", family=\"shared\", verdict=\"edit\""), "1");
    assert_eq!(count("\"Shop.items\", family=\"shared\", verdict=\"redesign\""), "0");
    assert_eq!(count("\"Shop::snapshot\", needs=\"one item\", before=\"something\""), "1");
}

#[test]
fn the_tables_count_uses_by_kind_file_and_family_and_list_calls() {
    insta::assert_snapshot!(
        book(
            "[= catalog_kinds(\"shop\", \"Shop.items\", caption=\"Kinds\") =]\n\n\
             [= catalog_files(\"shop\", \"Shop.items\", caption=\"Files\") =]\n\n\
             [= catalog_families(\"shop\", \"Shop.items\", caption=\"Families\") =]\n\n\
             [= catalog_calls(\"shop\", \"Shop::snapshot\", caption=\"Calls\") =]"
        )
        .build()
        .unwrap()
    );
}

#[test]
fn what_never_occurs_is_misspelt_and_stops_the_build() {
    let refusals = [
        "[= catalog_count(\"shop\", \"Shop.items\", kind=\"raed\") =]",
        "[= catalog_count(\"shop\", \"Shop.itmes\") =]",
        "[= catalog_count(\"shop\", \"Shop.items\", family=\"shared\") =]",
        "[= catalog_count(\"shop\", \"Shop.items\", what=\"lines\") =]",
        "[= catalog_calls(\"shop\", \"Shop.items\", caption=\"c\") =]",
        "[= catalog_kinds(\"stop\", \"Shop.items\", caption=\"c\") =]",
    ];
    let said: Vec<String> = refusals.iter().map(|chapter| book(chapter).refusal()).collect();
    insta::assert_snapshot!(said.join("\n"));
}

#[test]
fn a_record_of_another_kind_in_the_folder_is_refused() {
    let text = evidence::Record::new("catalog/shop").to_json();
    let said = BookTest::with_chapter("text").write("records/catalog/shop.json", &text).refusal();
    assert!(said.contains("shop.json: the table `subjects`: it is missing"), "{said}");
}
