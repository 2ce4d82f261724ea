//! What is no record, and the sentence that says so.

use evidence::Evidence;
use serde_json::{Value, json};
use snapbox::{IntoData, str};

use crate::fixture::{Folder, whole_record};

/// That file beside a whole record is refused with that sentence.
fn refused(file: &str, contents: impl AsRef<[u8]>, sentence: impl IntoData) {
    snapbox::assert_data_eq!(Folder::new().with(file, contents).refusal(), sentence);
}

/// A record with that change is refused with that sentence.
fn impossible(change: impl FnOnce(&mut Value), sentence: impl IntoData) {
    snapbox::assert_data_eq!(Folder::changed(change).refusal(), sentence);
}

/// The text of the whole record with one piece replaced.
fn with_text(piece: &str, other: &str) -> String {
    let text = whole_record().to_string();
    assert!(text.contains(piece), "{text}");
    text.replacen(piece, other, 1)
}

#[test]
fn a_whole_record_is_read() {
    assert_eq!(Evidence::load(Folder::new().path()).map(|evidence| evidence.records().len()).ok(), Some(1));
}

#[test]
fn another_version_is_named() {
    refused(
        "x.json",
        with_text("\"schema\":1", "\"schema\":2"),
        str![
            "RECORDS/x.json: schema 2 is not the schema 1 that this version reads. Measure again with this version."
        ],
    );
}

#[test]
fn a_version_that_is_no_number_is_refused_with_its_place() {
    refused(
        "x.json",
        "{\n  \"schema\": \"one\"\n}",
        str![[
            r#"RECORDS/x.json:2:17: this is not a whole record: invalid type: string "one", expected u32. Restore the file or measure again."#
        ]],
    );
}

#[test]
fn a_truncated_file_is_refused_with_its_place() {
    let text = whole_record().to_string();
    refused(
        "x.json",
        &text[..text.len() / 2],
        str![
            "RECORDS/x.json:1:684: this is not a whole record: the file is cut off. Restore the file or measure again."
        ],
    );
    refused(
        "x.json",
        "",
        str![
            "RECORDS/x.json:1:1: this is not a whole record: the file is empty. Restore the file or measure again."
        ],
    );
}

#[test]
fn what_json_has_no_number_for_is_named() {
    refused(
        "x.json",
        with_text("[1.0,1.0]", "[1.0,NaN]"),
        str![
            "RECORDS/x.json:1:68: this is not a whole record: `NaN` is no number in JSON. Restore the file or measure again."
        ],
    );
    refused(
        "x.json",
        with_text("[1.0,1.0]", "[-Infinity,1.0]"),
        str![
            "RECORDS/x.json:1:65: this is not a whole record: `-Infinity` is no number in JSON. Restore the file or measure again."
        ],
    );
    refused(
        "x.json",
        with_text("[1.0,1.0]", "[1e999,1.0]"),
        str![
            "RECORDS/x.json:1:68: this is not a whole record: number out of range. Restore the file or measure again."
        ],
    );
}

#[test]
fn a_negative_time_is_refused() {
    impossible(
        |record| record["cells"][0]["series"][0]["nanoseconds"][1] = (-1.0).into(),
        str![
            "RECORDS/m-typical.json: push at n = 92: `vec` holds -1, which is not a positive number. Measure again; records are not edited by hand."
        ],
    );
    impossible(
        |record| record["walls"][0]["values"]["wall-ns"][0] = (-1.0).into(),
        str![
            "RECORDS/m-typical.json: times of vec+today at n = 92, concurrency 3: `wall-ns` is -1, which nothing can take. Measure again; records are not edited by hand."
        ],
    );
    impossible(
        |record| record["run"]["duration_seconds"] = (-1.0).into(),
        str![
            "RECORDS/m-typical.json: run: it took -1 seconds, which nothing can take. Measure again; records are not edited by hand."
        ],
    );
}

#[test]
fn a_negative_count_is_refused() {
    impossible(
        |record| record["counts"][0]["values"]["allocations"] = (-1.0).into(),
        str![
            "RECORDS/m-typical.json: push of vec at n = 92: `allocations` is -1, which nothing can count to. Measure again; records are not edited by hand."
        ],
    );
    impossible(
        |record| record["loops"][0]["sites"][0]["snapshots"] = (-1.0).into(),
        str![
            "RECORDS/m-typical.json: triage in the loop of vec+today at n = 92: `snapshots` is -1, which nothing can count to. Measure again; records are not edited by hand."
        ],
    );
    refused(
        "field/x.json",
        field("{\"save-ns/92\": -1.0}"),
        str![
            "RECORDS/field/x.json: save-ns/92: -1 is not a number from zero up. Measure again; records are not edited by hand."
        ],
    );
}

#[test]
fn a_metric_that_is_there_twice_is_refused() {
    for list in ["cells", "counts", "loops", "walls"] {
        let folder = Folder::changed(|record| twice(&mut record[list]));
        assert!(folder.refusal().contains("there twice"), "{}", folder.refusal());
    }
    impossible(
        |record| twice(&mut record["walls"]),
        str![
            "RECORDS/m-typical.json: times of vec+today at n = 92, concurrency 3: they are there twice. Measure again; records are not edited by hand."
        ],
    );
    impossible(
        |record| twice(&mut record["loops"][0]["sites"]),
        str![
            "RECORDS/m-typical.json: triage in the loop of vec+today at n = 92: the site is there twice. Measure again; records are not edited by hand."
        ],
    );
    impossible(
        |record| twice(&mut record["subjects"]["operations"]),
        str![
            "RECORDS/m-typical.json: subjects: `push` is there twice. Measure again; records are not edited by hand."
        ],
    );
    impossible(
        |record| record["subjects"]["control"] = "vec".into(),
        str![
            "RECORDS/m-typical.json: subjects: `vec` is there twice. Measure again; records are not edited by hand."
        ],
    );
}

fn twice(list: &mut Value) {
    if let Some(entries) = list.as_array_mut() {
        entries.extend_from_within(..1);
    }
}

#[test]
fn a_key_that_is_there_twice_is_refused_with_its_place() {
    refused(
        "field/x.json",
        field("{\n  \"save-ns/92\": 1.0,\n  \"save-ns/92\": 2.0\n}"),
        str![
            "RECORDS/field/x.json:3:14: this is not a whole record: the key `save-ns/92` is there twice. Restore the file or measure again."
        ],
    );
    refused(
        "x.json",
        with_text("\"allocations\":2.0", "\"allocations\":2.0,\"allocations\":3.0"),
        str![
            "RECORDS/x.json:1:291: this is not a whole record: the key `allocations` is there twice. Restore the file or measure again."
        ],
    );
    refused(
        "x.json",
        with_text("\"items\":92", "\"items\":92,\"items\":93"),
        str![
            "RECORDS/x.json:1:1316: this is not a whole record: the key `items` is there twice. Restore the file or measure again."
        ],
    );
}

#[test]
fn a_reason_to_stand_that_says_nothing_is_refused_with_its_place() {
    let stands = json!({ "reason": " ", "bench_sources": "cc", "dependencies": "bb" });
    let folder = Folder::changed(|record| record["source"]["stands"] = stands);
    let said = folder.refusal();
    assert!(
        said.contains("this is not a whole record: a reason to stand or to be archived is empty."),
        "{said}"
    );
}

#[test]
fn a_field_that_no_record_has_is_refused_with_its_place() {
    refused(
        "x.json",
        with_text("\"items\":92", "\"items\":92,\"colour\":\"red\""),
        str![
            "RECORDS/x.json:1:1317: this is not a whole record: unknown field `colour`, expected one of `name`, `items`, `yaml_bytes`, `sha256`, `seed`, `source_commit`. Restore the file or measure again."
        ],
    );
}

#[test]
fn a_record_in_another_kinds_folder_is_refused() {
    refused(
        "field/m-typical.json",
        whole_record().to_string(),
        str![
            "RECORDS/field/m-typical.json:1:1: this is a measured record where field records are read. Put it where its kind belongs."
        ],
    );
    refused(
        "x.json",
        field("{}"),
        str![
            "RECORDS/x.json:1:1: this is a field record where measured records are read. Put it where its kind belongs."
        ],
    );
    refused(
        "serde/x.json",
        "{\"schema\": 1, \"kind\": \"catalog\"}",
        str![
            "RECORDS/serde/x.json:1:1: this is a catalog record where serde records are read. Put it where its kind belongs."
        ],
    );
}

#[test]
fn json_of_another_program_is_refused() {
    let of_criterion =
        "{\"mean\": {\"point_estimate\": 1.0}, \"median\": {}, \"std_dev\": {}, \"slope\": null}";
    refused(
        "estimates.json",
        of_criterion,
        str![
            "RECORDS/estimates.json:1:1: this is JSON but not a record: it has no `schema`, but `mean`, `median`, `slope`. Take it out of the folder."
        ],
    );
    refused(
        "x.json",
        "[1, 2]",
        str![
            "RECORDS/x.json:1:1: this is JSON but not a record: it has no `schema`, for it is no object. Take it out of the folder."
        ],
    );
    refused(
        "x.json",
        "{}",
        str![
            "RECORDS/x.json:1:1: this is JSON but not a record: it has no `schema`, for it is empty. Take it out of the folder."
        ],
    );
    refused(
        "x.json",
        "{\"schema\": 1, \"tables\": []}",
        str![
            "RECORDS/x.json:1:22: this is not a whole record: unknown field `tables`, expected one of `schema`, `name`, `machine`, `workload`, `toolchain`, `source`, `run`, `subjects`, `cells`, `counts`, `loops`, `walls`, `notes`. Restore the file or measure again."
        ],
    );
}

#[test]
fn what_is_no_text_is_refused_with_its_place() {
    refused(
        "x.json",
        b"{\"schema\": 1,\n\"name\": \"\xff\"}",
        str![
            "RECORDS/x.json:2:10: this is not a whole record: this byte is not UTF-8. Restore the file or measure again."
        ],
    );
}

/// A field record with those metrics.
fn field(metrics: &str) -> String {
    format!(
        "{{\"schema\": 1, \"name\": \"x\", \"source\": \"s\", \"machine\": \"m\", \"taken\": \"2026-11-24\", \"metrics\": {metrics}}}"
    )
}
