//! Criterion's order beside the ratios', as pages show it.

use serde_json::json;

use crate::book_test::BookTest;

/// Six runs in which `shared` took a thousandth of `plain`, as the record has it, or the reverse.
fn book(chapter: &str, reversed: bool) -> BookTest {
    let series = |representation: &str, time: f64| {
        let medians = [1.0, 1.01, 0.99, 1.02, 0.98, 1.0].map(|part| part * time);
        json!({"operation": "snapshot", "representation": representation, "n": 92, "medians": medians})
    };
    let (plain, shared) = if reversed { (1.0, 1000.0) } else { (1000.0, 1.0) };
    let record = json!({
        "name": "runs", "reference": "machine-typical", "machine": "machine",
        "toolchain": "t", "command": "c", "started": "2026-11-24T08:00:00Z", "duration_seconds": 1.0,
        "source": {"commit": null, "dirty": false, "inputs": [{"kind": "package", "name": "bench-crate", "sha256": "aa"}]},
        "runs": 6, "settings": "s", "layouts": ["", "-f"], "series": [series("plain", plain), series("shared", shared)],
    });
    BookTest::with_chapter(chapter).evidence::<evidence::agreement::CriterionRecord>(&record)
}

#[test]
fn the_table_counts_the_pairs_that_are_apart_in_both() {
    insta::assert_snapshot!(book("[= agreement_table(\"runs\", caption=\"c\") =]", false).build().unwrap());
}

#[test]
fn a_pair_in_another_order_is_named() {
    let page = book("[= agreement_table(\"runs\", caption=\"c\") =]", true).build().unwrap();
    assert!(page.contains("1: plain before shared"), "{page}");
}

#[test]
fn counts_stand_in_sentences_and_carry_claims() {
    let sentence = "[= claim(\"order\") =]All [= agreement(\"runs\", \"compared\") =] agree.[= end() =]\n\n<!-- claims\n\
                    order: found(\"agreement/runs/disagree\") < 1 && found(\"agreement/runs/agree\") >= 1\n-->\n";
    let page = book(sentence, false).build_strictly().unwrap();
    assert!(page.contains("All "), "{page}");
    let refusal = book(sentence, true).build_strictly().unwrap_err();
    assert!(refusal.contains("agreement/runs/disagree"), "{refusal}");
}

#[test]
fn what_is_not_counted_and_runs_that_are_not_there_are_refused() {
    insta::assert_snapshot!(book("[= agreement(\"runs\", \"rate\") =]", false).refusal());
    insta::assert_snapshot!(book("[= agreement(\"walks\", \"pairs\") =]", false).refusal());
}
