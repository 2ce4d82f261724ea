//! Records laid side by side, and the switch between them.

use crate::book_test::{BookTest, has, scale};

/// The small book's record, and one of another machine and workload, where sharing costs what `plain` costs.
fn two_machines(chapter: &str) -> BookTest {
    BookTest::with_chapter(chapter).record_on("other", "mine", |record| {
        scale(record, "dump/shared/92", 1000.0);
        record["figures"]
            .as_object_mut()
            .unwrap()
            .retain(|measure, _| !["allocations", "bytes"].contains(&measure.as_str()));
    })
}

fn explorer(columns: &str) -> String {
    format!("[= explorer(rows=\"container\", columns={columns}, limit=1.1, caption=\"Against today.\") =]\n")
}

#[test]
fn a_reader_chooses_machine_and_workload_without_a_script() {
    let page = two_machines(&explorer("['ratio(\"time/dump/*/92\")']")).build_strictly().unwrap();
    assert!(!page.contains("<script"), "{page}");
    insta::assert_snapshot!(page.split("<section").next().unwrap());
}

#[test]
fn every_record_has_a_section_of_its_own_and_the_reference_is_named() {
    let page = two_machines(&explorer("['ratio(\"time/dump/*/92\")']")).build_strictly().unwrap();
    assert_eq!(page.matches("aria-labelledby=\"record-").count(), 2, "{page}");
    has(
        &page,
        [
            "<code>machine-typical</code> (this book's numbers)",
            "aria-labelledby=\"record-other-mine\" class=\"of-record of-machine-1 of-workload-1\"",
        ],
    );
}

#[test]
fn a_machine_and_a_workload_that_no_record_has_are_said_to_be_unmeasured() {
    let page = two_machines(&explorer("['ratio(\"time/dump/*/92\")']")).build_strictly().unwrap();
    has(
        &page,
        ["<p class=\"absent of-machine-0 of-workload-1\">Nothing was measured at <code>machine</code> and \
             <code>mine</code>.</p>"],
    );
    assert_eq!(page.matches("class=\"absent").count(), 2, "{page}");
}

#[test]
fn a_record_without_the_figure_keeps_its_section_and_says_so() {
    let page = two_machines(&explorer("['fig(\"allocations/dump/*/92\")']")).build_strictly().unwrap();
    let other = page.split("aria-labelledby=\"record-other-mine\"").nth(1).unwrap();
    assert!(other.contains("<p class=\"missing\">"), "{other}");
}

#[test]
fn a_record_that_the_rules_cannot_judge_says_why() {
    let page = two_machines(&explorer("['ratio(\"time/dump/*/92\")']")).build_strictly().unwrap();
    assert!(page.contains("The rules cannot be applied here: "), "{page}");
}

#[test]
fn one_figure_stands_side_by_side_for_all_records() {
    let page = two_machines("[= table('ratio(\"time/dump/*/92\")', rows=\"container\", columns=\"record\", caption=\"Dumps.\") =]\n")
        .build_strictly();
    insta::assert_snapshot!(page.unwrap());
}

#[test]
fn a_subject_has_one_row_though_another_record_has_more_of_them() {
    let chapter = "[= table('ratio(\"time/dump/*/92\")', rows=\"container\", columns=\"record\", caption=\"Dumps.\") =]\n";
    let page = BookTest::with_chapter(chapter).record_on("other", "mine", |record| {
        record["axes"]["container"].as_array_mut().unwrap().push(serde_json::json!({ "id": "more" }));
        for measure in ["time", "time-ratio"] {
            record["figures"][measure]["dump/more/92"] = record["figures"][measure]["dump/shared/92"].clone();
        }
    });
    let page = page.build_strictly().unwrap();
    let rows = page.matches("<th scope=\"row\">").count();
    assert_eq!((rows, page.matches("<code>plain-again</code>").count()), (4, 1), "{page}");
}

#[test]
fn every_claim_stands_beside_what_each_record_says_of_it() {
    let page = two_machines(
        "[= claim(\"cheap\") =]Sharing is cheap.[= end() =]\n\n[= list(what=\"claims-by-record\") =]\n\n\
         <!-- claims\ncheap: ratio(\"time/dump/shared/92\") < 0.1\n-->\n",
    )
    .build_strictly()
    .unwrap();
    let table = page.split("<caption>Every claim on each record").nth(1).unwrap();
    has(table, ["<code>machine-typical</code>", "<code>other-mine</code>", ">cheap<", ">true<", ">false<"]);
}

#[test]
fn what_the_baseline_was_not_measured_for_cannot_be_laid_side_by_side() {
    for (directive, said) in [
        (
            "table('ratio(\"time/dump/*/93\")', rows=\"container\", columns=\"record\", caption=\"No.\")",
            "there is no `time/dump/*/93`",
        ),
        (
            "table('ratio(\"time/sing/*/92\")', rows=\"container\", columns=\"record\", caption=\"No.\")",
            "there is no `time/sing/*/92`",
        ),
        ("explorer(rows=\"container\", columns=['fig(\"height/dump/*/92\")'], caption=\"No.\")", "height"),
        ("explorer(rows=\"container\", columns=['ratio(\"time/dump/*/92\")'])", "caption"),
    ] {
        let refused = two_machines(&format!("[= {directive} =]\n")).refusal();
        assert!(refused.contains("src/chapter.md:1") && refused.contains(said), "{directive}: {refused}");
    }
}
