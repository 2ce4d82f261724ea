//! What the serde gate found and who keeps the libraries, as pages show it.

use serde_json::{Value, json};

use crate::book_test::BookTest;

fn entry(input: &str, library: &str, more: &Value) -> Value {
    let mut entry =
        json!({"input": input, "library": library, "outcome": "accepted", "agree": 2, "differ": []});
    for (key, value) in more.as_object().into_iter().flatten() {
        entry[key] = value.clone();
    }
    entry
}

fn gate(chapter: &str) -> BookTest {
    let refused = |message: &str| json!({"outcome": "refused", "message": message});
    let record = json!({
        "name": "gate", "command": "c", "toolchain": "t",
        "source": {"commit": "0123456789abcdef", "dirty": false, "inputs": [{"kind": "package", "name": "bench-crate", "sha256": "aa"}]},
        "libraries": [{"name": "one", "version": "1.0"}, {"name": "two", "version": "2.0"}],
        "representations": ["plain", "shared"],
        "inputs": [
            entry("`items:` blank", "one", &json!({"items": 0})),
            entry("`items:` blank", "two", &refused("a <list> was expected")),
            entry("a bomb", "one", &refused("too many aliases")),
            entry("a bomb", "two", &json!({"outcome": "stopped", "message": "no answer within 60 s", "agree": 0})),
            entry("five", "one", &json!({"items": 1, "same_value": true})),
            entry("five", "two", &json!({"items": 1, "same_value": false, "other_from_line": 3, "agree": 1,
                "differ": [{"representation": "shared", "step": "written", "line": 7}]})),
        ],
        "crossed": 3,
        "crossings": [{"input": "five", "writer": "one", "reader": "two", "outcome": "other-value"}],
    });
    BookTest::with_chapter(chapter).evidence::<evidence::serde_gate::SerdeRecord>(&record)
}

#[test]
fn the_table_has_a_column_for_each_library_and_the_messages_below() {
    insta::assert_snapshot!(
        gate("[= serde_table(\"gate\", caption=\"What comes of each.\") =]").build().unwrap()
    );
}

#[test]
fn chosen_inputs_are_shown_in_the_order_asked_for() {
    let page =
        gate("[= serde_table(\"gate\", only=[\"five\", \"a bomb\"], caption=\"c\") =]").build().unwrap();
    assert!(page.find("five").unwrap() < page.find("a bomb").unwrap(), "{page}");
    assert!(!page.contains("blank"), "{page}");
}

#[test]
fn an_input_that_was_not_tried_is_refused_with_those_that_were() {
    insta::assert_snapshot!(gate("[= serde_table(\"gate\", only=[\"six\"], caption=\"c\") =]").refusal());
}

#[test]
fn sentences_count_representations_inputs_and_libraries() {
    insta::assert_snapshot!(
        gate("[= serde_summary(\"gate\") =]. [= serde_crossings(\"gate\") =]. [= serde_bytes(\"gate\") =].")
            .build()
            .unwrap()
    );
}

#[test]
fn who_keeps_a_library_is_shown_with_its_advisories_and_where_it_was_looked_up() {
    let record = json!({
        "name": "yaml", "taken": "2026-11-23", "sources": ["an index", "a readme"],
        "libraries": [{
            "name": "one", "version": "1.0", "released": "2024-01-02", "releases_in_a_year": 0,
            "last_commit": "2024-01-01", "licence": "MIT", "scanner": "scan", "repository": "https://example.org/one",
            "maintained": "no longer", "advisories": [
                {"id": "RUSTSEC-2018-0001", "package": "one", "fixed": "0.9"},
                {"id": "RUSTSEC-2026-0001", "package": "scan"}],
        }],
    });
    let test = BookTest::with_chapter("[= libraries_table(\"yaml\", caption=\"Who keeps it.\") =]")
        .evidence::<evidence::libraries::LibrariesRecord>(&record);
    insta::assert_snapshot!(test.build().unwrap());
}
