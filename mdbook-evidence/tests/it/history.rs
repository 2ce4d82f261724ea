//! How a file's size went, as pages show it.

use crate::book_test::BookTest;

fn book(chapter: &str) -> BookTest {
    let point = |commit: &str, time: &str, items: usize| {
        format!(
            r#"{{"commit":"{commit}","time":"{time}T10:00:00Z","items":{items},"bytes":{},"next_item_id":{}}}"#,
            items * 400,
            items + 10
        )
    };
    let points = [
        point("aaa", "2026-02-16", 74),
        point("bbb", "2026-02-17", 74),
        point("ccc", "2026-02-20", 92),
        point("ddd", "2026-02-27", 97),
    ];
    let record = format!(
        r#"{{"name":"backlog","source":"every commit","taken":"2026-11-23","points":[{}]}}"#,
        points.join(",")
    );
    BookTest::with_chapter(chapter)
        .evidence::<evidence::history::HistoryRecord>(&serde_json::from_str(&record).unwrap())
}

fn figure(mark: &str, name: &str) -> String {
    format!(
        "[= history_figure(\"backlog\", band=[5, 30, \"said to be current\"], levels=[[100, \"{name}\"]], \
         mark=[\"{mark}\", \"the brief\"], caption=\"Never so small.\") =]"
    )
}

#[test]
fn a_history_is_a_stair_with_the_sizes_that_were_spoken_of() {
    insta::assert_snapshot!(book(&figure("ccc", "near")).build().unwrap());
}

#[test]
fn its_facts_stand_in_a_sentence() {
    let facts = "[= history(\"backlog\", \"least\") =] to [= history(\"backlog\", \"most\") =] in \
                 [= history(\"backlog\", \"commits\") =] commits from [= history(\"backlog\", \"first\") =], \
                 [= history(\"backlog\", \"at\", commit=\"ccc\") =] then";
    insta::assert_snapshot!(book(facts).build().unwrap());
}

#[test]
fn what_a_history_does_not_have_is_refused_with_what_it_has() {
    insta::assert_snapshot!(book(&figure("eee", "near")).refusal());
    insta::assert_snapshot!(book("[= history(\"backlog\", \"median\") =]").refusal());
    insta::assert_snapshot!(book("[= history(\"backlog\", \"at\", commit=\"eee\") =]").refusal());
}

#[test]
fn a_label_holds_no_measured_number() {
    insta::assert_snapshot!(book(&figure("ccc", "a clone of 20 µs")).refusal());
}
