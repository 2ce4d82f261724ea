//! Who keeps which library, as pages show it.

use serde_json::{Value, json};

use evidence::Kind as _;
use evidence::libraries::LibrariesRecord;

use crate::book_test::BookTest;

fn libraries() -> Value {
    json!({
        "name": "yaml", "taken": "2026-11-01", "sources": ["the registry's index"],
        "libraries": [
            {"name": "kept", "version": "2.0.0", "released": "2026-10-01", "releases_in_a_year": 5,
                "last_commit": "2026-10-30", "licence": "MIT", "scanner": "own <one>",
                "repository": "https://example.org/kept", "maintained": "yes", "advisories": []},
            {"name": "left", "version": "0.9.0", "released": "2024-03-25", "releases_in_a_year": 0,
                "last_commit": "2024-03-24", "licence": "MIT OR Apache-2.0", "scanner": "c-scanner",
                "repository": "https://example.org/left", "maintained": "no longer", "advisories": [
                    {"id": "RUSTSEC-1", "package": "left", "fixed": "0.8.4"},
                    {"id": "RUSTSEC-2", "package": "c-scanner"}]},
        ],
    })
}

fn book(chapter: &str, record: &Value) -> BookTest {
    BookTest::with_chapter(chapter).evidence::<evidence::libraries::LibrariesRecord>(record)
}

#[test]
fn each_library_has_a_row_with_its_releases_and_advisories() {
    let chapter = "[= libraries_table(\"yaml\", caption=\"One of two is kept.\") =]";
    insta::assert_snapshot!(book(chapter, &libraries()).build().unwrap());
}

#[test]
fn what_is_not_there_is_refused_with_what_is() {
    let said = book("[= libraries_table(\"toml\", caption=\"c\") =]", &libraries()).refusal();
    assert!(said.contains("there is no record `toml`; the folder has yaml"), "{said}");
    let said = book("[= libraries_table(\"yaml\") =]", &libraries()).refusal();
    assert!(said.contains("caption"), "{said}");
}

#[test]
fn a_record_with_an_unknown_field_is_refused_with_its_file() {
    let kept: LibrariesRecord = serde_json::from_value(libraries()).unwrap();
    let text = kept.to_record().to_json().replace("{\"id\": \"licence\"}", "{\"id\": \"stars\"}");
    let said = BookTest::with_chapter("text").write("records/libraries/yaml.json", &text).refusal();
    assert!(said.contains("yaml.json: the table `libraries`: row 1: unknown field `stars`"), "{said}");
}
