//! What is no record, and the sentence that says so.

use evidence::Evidence;
use serde_json::{Value, json};

use crate::fixture::{Folder, whole_record};

/// That text beside a whole record is refused with the end of that sentence.
fn refused(file: &str, contents: impl AsRef<[u8]>, sentence: &str) {
    assert_eq!(Folder::new().with(file, contents).refusal(), format!("RECORDS/{file}:{sentence}"));
}

/// That text is no whole record, for that reason at that line and column.
fn malformed(contents: impl AsRef<[u8]>, place: &str, message: &str) {
    let advice = "Restore the file or measure again.";
    refused("x.json", contents, &format!("{place}: this is not a whole record: {message}. {advice}"));
}

/// That text is JSON of something else.
fn foreign(file: &str, contents: &str, instead: &str) {
    let none = "this is JSON but not a record: it has no `schema`";
    refused(file, contents, &format!("1:1: {none}, {instead}. Take it out of the folder."));
}

/// A record with that change is refused for that problem.
fn impossible(change: impl FnOnce(&mut Value), problem: &str) {
    let sentence =
        format!("RECORDS/m-typical.json: {problem}. Measure again; records are not edited by hand.");
    assert_eq!(Folder::changed(change).refusal(), sentence);
}

/// The text of the whole record with one piece replaced.
fn with_text(piece: &str, other: &str) -> String {
    let text = whole_record().to_string();
    assert!(text.contains(piece), "{text}");
    text.replacen(piece, other, 1)
}

#[test]
fn a_whole_record_is_read() {
    assert_eq!(Evidence::load(Folder::new().path()).map(|evidence| evidence.all().len()).ok(), Some(1));
}

#[test]
fn another_version_is_named() {
    let advice = "is not the schema 2 that this version reads. Measure again with this version.";
    refused("x.json", with_text("\"schema\":2", "\"schema\":1"), &format!(" schema 1 {advice}"));
}

#[test]
fn what_is_no_record_is_refused_with_its_place() {
    let no_number = "invalid type: string \"one\", expected u32";
    malformed("{\n  \"schema\": \"one\"\n}", "2:17", no_number);
    let text = whole_record().to_string();
    malformed(&text[..text.len() / 2], "1:1081", "the file is cut off");
    malformed("", "1:1", "the file is empty");
    malformed(b"{\"schema\": 2,\n\"name\": \"\xff\"}", "2:10", "this byte is not UTF-8");
}

#[test]
fn what_json_has_no_number_for_is_named() {
    let numbers = |other: &str| with_text("[1.0,1.0]", other);
    malformed(numbers("[1.0,NaN]"), "1:527", "`NaN` is no number in JSON");
    malformed(numbers("[-Infinity,1.0]"), "1:524", "`-Infinity` is no number in JSON");
    malformed(numbers("[1e999,1.0]"), "1:527", "number out of range");
}

/// A record in which one part is another.
fn with(place: &str, value: impl Into<Value>, problem: &str) {
    let change = |record: &mut Value| match record.pointer_mut(place) {
        Some(part) => *part = value.into(),
        None => panic!("there is no {place}"),
    };
    impossible(change, problem);
}

/// A record in which one figure is another.
fn with_figure(measure: &str, point: &str, figure: impl Into<Value>, problem: &str) {
    let place = format!("/figures/{measure}/{}", point.replace('/', "~1"));
    with(&place, figure, &format!("{measure}/{point}: {problem}"));
}

#[test]
fn a_number_that_nothing_can_take_or_count_to_is_refused_with_its_point() {
    let run = "vec/today/92/3/20/yes";
    with_figure("time", "push/vec/92", json!([1.0, -1.0]), "-1 is not a number from zero up");
    with_figure("time", "push/vec/92", json!([1.0, 0.0]), "0 took no time at all");
    with_figure("allocations", "push/vec/92", -1.0, "-1 is not a number from zero up");
    with_figure("wall-ns", run, json!([]), "it has no samples");
    with_figure("wall-git-share", run, json!([0.5, 1.5]), "1.5 is more than the whole");
    let runs = json!({ "value": 9.0, "runs": [5.0, 6.0, 4.0] });
    with_figure("wall-ns", run, runs, "9 is none that its runs could give");
    with("/seconds", -1.0, "seconds: it took -1 seconds, which nothing can take");
}

#[test]
fn a_run_that_nobody_made_is_refused() {
    with("/machine/cores", 0, "machine: it has no cores");
    with("/rounds/level", 1.5, "rounds: the level is 1.5, which is not between 0 and 1");
    with("/rounds/least", 0, "rounds: a point has at least no round");
    with(
        "/rounds/least",
        1_000_000_000_000_000_000_u64,
        "rounds: 1000000000000000000 rounds are more than anybody measures",
    );
    with("/rounds/looks", json!([24, 12]), "rounds: the looks do not ascend");
    with("/rounds/looks", json!([0, 12]), "rounds: the looks do not ascend");
    with("/rounds/looks", json!([1]), "rounds: the first look is after 1, and every point has at least 2");
    for moment in [
        "2026-13-01",
        "yesterday",
        "2026-11-24T25:00:00Z",
        "2026-11-24T08:00:00",
        "26-11-24",
        "2026-11",
        "2026-02-29",
        "2100-02-29",
        "2026-06-31",
        "2026-1-1",
        "2026-001-01",
        "2026-01-01T1:2:3Z",
    ] {
        let said = Folder::changed(|record| record["started"] = moment.into()).refusal();
        assert!(said.contains(&format!("started: `{moment}` is neither a day nor a moment")), "{said}");
    }
}

#[test]
fn a_point_that_the_axes_do_not_have_is_refused() {
    let moved = |to: &str, problem: &str| {
        let change = |record: &mut Value| record["figures"]["allocations"] = json!({ to: 1.0 });
        impossible(change, &format!("allocations/{to}: {problem}"));
    };
    moved("push/rope/92", "`rope` is not on the axis `container`");
    moved("push/vec", "a point has a coordinate for each of operation, container, n");
    moved("push/vec/many", "`many` is not on the axis `n`");
    moved("push/vec/-1", "`-1` is not on the axis `n`");
    moved("push/vec/-0", "`-0` is not on the axis `n`");
    moved("push/vec/92.0", "`92.0` on the axis `n` is the number 92. Write it so");
    impossible(
        |record| record["figures"]["bytes"] = json!({}),
        "bytes: it is not among the record's measures",
    );
    impossible(
        |record| record["measures"]["time"]["axes"] = json!(["operation", "colour"]),
        "the measure `time`: `colour` is not among the record's axes",
    );
    impossible(
        |record| record["measures"]["time"]["axes"] = json!(["operation", "operation", "n"]),
        "the measure `time`: `operation` is there twice",
    );
    impossible(
        |record| record["absent"] = json!({ "time/push/vec/92": "It has none." }),
        "time/push/vec/92: it is there and said to be absent",
    );
    impossible(
        |record| record["absent"] = json!({ "time/push/rope/92": "It has none." }),
        "time/push/rope/92: `rope` is not on the axis `container`",
    );
}

#[test]
fn what_no_path_could_name_is_refused() {
    for (id, problem) in [
        ("", "a name is empty, and nothing could ask for it"),
        (" ", "a name is empty, and nothing could ask for it"),
        ("*", "`*` is no name: a path stands in a line and is divided by `/`, and `*` asks for all"),
        ("x/y", "`x/y` is no name: a path stands in a line and is divided by `/`, and `*` asks for all"),
        ("x\ny", "`x\\ny` is no name: a path stands in a line and is divided by `/`, and `*` asks for all"),
    ] {
        impossible(|record| record["axes"][id] = json!("number"), &format!("the axis `{id}`: {problem}"));
        impossible(
            |record| record["axes"]["operation"][0]["id"] = json!(id),
            &format!("the axis `operation`: {problem}"),
        );
        impossible(
            |record| record["measures"][id] = record["measures"]["allocations"].clone(),
            &format!("the measure `{id}`: {problem}"),
        );
    }
    impossible(
        |record| record["axes"]["record"] = json!("number"),
        "the axis `record`: `record` names a record itself and is no axis",
    );
    with("/machine/name", " ", "machine: it has no name");
    impossible(
        |record| record["absent"] = json!({ "time/push/vec/5": " " }),
        "time/push/vec/5: it is said to be absent, and not why",
    );
}

#[test]
fn a_word_of_expressions_is_no_axis_of_records() {
    for (axis, problem) in [
        ("record", "`record` names a record itself and is no axis"),
        ("to", "`to` says whom a ratio is to and is no axis"),
    ] {
        impossible(
            |record| drop(record["coordinates"].as_object_mut().unwrap().insert(axis.to_owned(), json!("x"))),
            &format!("coordinates: {problem}"),
        );
    }
}

#[test]
fn ratios_stand_beside_their_times_and_their_baseline() {
    with(
        "/measures/time/baseline",
        json!({}),
        "the measure `time`: it is paired with `time-ratio` and has no baseline",
    );
    with(
        "/measures/time/baseline",
        json!({ "colour": "red" }),
        "the measure `time`: its baseline or control `red` is on `colour`, which is none of its axes",
    );
    with(
        "/measures/time/baseline",
        json!({ "container": "rope" }),
        "the measure `time`: its baseline `rope` is not on the axis `container`",
    );
    with(
        "/measures/time/control",
        json!({ "container": "vec" }),
        "the measure `time`: `vec` is its baseline and its control, and tells nothing of itself",
    );
    with("/measures/time/paired", "time", "the measure `time`: it is paired with itself");
    with(
        "/measures/time/paired",
        "allocations-ratio",
        "the measure `time`: it is paired with `allocations-ratio`, which is no measure over the same axes",
    );
    with(
        "/figures/time-ratio/push~1vec-again~192",
        json!([1.0]),
        "time/push/vec-again/92: `time-ratio` does not have one ratio for each of its samples",
    );
    with(
        "/figures/time-ratio/push~1vec-again~192",
        json!([4.0, 4.0]),
        "time/push/vec-again/92: its ratios say 4, and its times 1",
    );
    impossible(
        |record| drop(record["figures"]["time"].as_object_mut().unwrap().remove("push/vec/92")),
        "time/push/vec-again/92: the baseline was not measured",
    );
}

#[test]
fn every_point_has_the_rounds_that_the_record_says() {
    impossible(
        |record| (record["rounds"]["least"], record["rounds"]["looks"]) = (json!(3), json!([3])),
        "time/push/vec-again/92: it has 2 rounds, and every point is said to have at least 3",
    );
}

#[test]
fn one_round_alone_may_have_been_disturbed() {
    let mut record = whole_record();
    for measure in ["time", "time-ratio"] {
        for samples in record["figures"][measure].as_object_mut().unwrap().values_mut() {
            samples.as_array_mut().unwrap().truncate(1);
        }
    }
    record["figures"]["time-ratio"]["push/vec-again/92"] = json!([4.0]);
    record["rounds"]["least"] = json!(1);
    evidence::Record::from_json("m", &record.to_string()).unwrap();
}

#[test]
fn what_is_there_twice_is_refused() {
    impossible(
        |record| twice(&mut record["axes"]["operation"]),
        "the axis `operation`: `push` is there twice",
    );
    impossible(
        |record| twice(&mut record["tables"]["places"]["columns"]),
        "the table `places`: `file` is there twice",
    );
}

#[test]
fn a_row_has_a_cell_for_each_column() {
    with(
        "/tables/places/rows/1",
        json!(["b.rs"]),
        "the table `places`: row 2 does not have 2 cells, one for each column",
    );
}

fn twice(list: &mut Value) {
    if let Some(entries) = list.as_array_mut() {
        entries.extend_from_within(..1);
    }
}

#[test]
fn a_key_that_is_there_twice_is_refused_with_its_place() {
    let point = with_text("\"push/vec/92\":2.0", "\"push/vec/92\":2.0,\"push/vec/92\":3.0");
    malformed(point, "1:421", "the key `push/vec/92` is there twice");
    let cores = with_text("\"cores\":2", "\"cores\":2,\"cores\":3");
    malformed(cores, "1:1041", "the key `cores` is there twice");
}

#[test]
fn a_reason_that_says_nothing_is_refused_with_its_place() {
    for place in ["waiver", "archived"] {
        let value =
            if place == "waiver" { json!({ "reason": " ", "sha256": ["cc", "bb"] }) } else { json!(" ") };
        let said = Folder::changed(|record| record[place] = value).refusal();
        assert!(said.contains("a reason to stand or to be archived is empty."), "{said}");
    }
}

#[test]
fn a_field_that_no_record_has_is_refused_with_its_place() {
    malformed(
        with_text("\"cores\":2", "\"cores\":2,\"colour\":\"red\""),
        "1:1042",
        "unknown field `colour`, expected one of `name`, `cpu`, `cores`, `memory_bytes`, `os`, `kernel`, `governor`, `virtualised`",
    );
}

#[test]
fn a_record_of_no_kind_that_this_project_has_words_for_is_read_all_the_same() {
    let other = "{\"schema\": 2, \"name\": \"sizes/x\", \"axes\": {\"program\": [{\"id\": \"a\"}]}, \"measures\": \
        {\"bytes\": {\"unit\": \"bytes\", \"axes\": [\"program\"]}}, \"figures\": {\"bytes\": {\"a\": 1024}}}";
    let folder = Folder::new().with("sizes/x.json", other);
    assert_eq!(Evidence::load(folder.path()).unwrap().all().len(), 2);
}

#[test]
fn json_of_another_program_is_refused() {
    let of_criterion =
        "{\"mean\": {\"point_estimate\": 1.0}, \"median\": {}, \"std_dev\": {}, \"slope\": null}";
    foreign("estimates.json", of_criterion, "but `mean`, `median`, `slope`");
    foreign("x.json", "[1, 2]", "for it is no object");
    foreign("x.json", "{}", "for it is empty");
    malformed(
        "{\"schema\": 2, \"cells\": []}",
        "1:21",
        "unknown field `cells`, expected one of `schema`, `name`, `about`, `machine`, `toolchain`, `inputs`, `waiver`, `archived`, \
         `command`, `started`, `seconds`, `rounds`, `coordinates`, `labels`, `notes`, `axes`, `measures`, `figures`, `absent`, `tables`",
    );
}
