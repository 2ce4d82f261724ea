//! Sentences that are bound to predicates, in a book whose `shared` takes a thousandth of `plain`'s time.

use crate::book_test::{BookTest, scale};

fn book(predicate: &str) -> BookTest {
    BookTest::with_chapter(&format!(
        "# Chapter\n\n[= claim(\"cheap\", '{predicate}') =]Sharing is cheap.[= end() =]\n\n[= claims() =]\n"
    ))
}

fn refusal(predicate: &str) -> String {
    book(predicate).build_strictly().expect_err("the book must not build")
}

#[test]
fn a_true_claim_leads_to_its_predicate_and_slack() {
    let page = book("ratio(\"time/snapshot/shared/92\") < 0.1").build_strictly().unwrap();
    assert!(
        page.contains("<span class=\"claim\" id=\"claim-cheap\">Sharing is cheap.<a aria-label="),
        "{page}"
    );
    assert!(page.contains("1 claim; 1 confirmed on the reference record, 1 on every record."), "{page}");
    assert!(page.contains("ratio(\"time/snapshot/shared/92\")</code> is 99.0&nbsp;× its value"), "{page}");
}

#[test]
fn a_false_claim_stops_the_build_with_what_it_saw() {
    let said = refusal("ratio(\"time/snapshot/shared/92\") > 0.1");
    assert!(
        said.contains("src/chapter.md:3: claim `cheap` is false: `ratio(\"time/snapshot/shared/92\") > 0.1` with"),
        "{said}"
    );
    assert!(said.contains("ratio(\"time/snapshot/shared/92\") = 0.00100"), "{said}");
}

#[test]
fn an_inconclusive_claim_stops_the_build_and_so_does_its_negation() {
    for predicate in ["ratio(\"time/snapshot/plain-again/92\") < 1", "!(ratio(\"time/snapshot/plain-again/92\") < 1)"] {
        let said = refusal(predicate);
        assert!(said.contains("claim `cheap` is inconclusive"), "{said}");
    }
}

#[test]
fn a_claim_that_no_figure_can_break_is_vacuous() {
    let said = refusal("ratio(\"time/snapshot/shared/92\") > 0 - 1");
    assert!(said.contains("claim `cheap` is vacuous"), "{said}");
    assert!(refusal("1 < 2").contains("claim `cheap` is vacuous"));
}

#[test]
fn a_claim_on_what_was_not_measured_stops_the_build() {
    assert!(refusal("ratio(\"time/snapshot/shared/93\") < 1").contains("has no `snapshot` at n = 93"));
    assert!(refusal("claim(\"other\")").contains("there is no claim `other`"));
    assert!(refusal("claim(\"cheap\")").contains("claim `cheap` rests on itself"));
    assert!(refusal("gate(\"push\", \"shared\")").contains("there is no gate `push`"));
}

#[test]
fn a_claim_may_rest_on_another() {
    let chapter = "[= claim(\"one\", 'ratio(\"time/snapshot/shared/92\") < 0.1') =]One[= end() =] and \
                   [= claim(\"two\", 'claim(\"one\") && least(\"ratio\", \"time/snapshot/*/5\") < 0.1') =]two[= end() =].\n";
    assert!(BookTest::with_chapter(chapter).build_strictly().is_ok());
}

#[test]
fn another_record_that_disagrees_is_named_beside_the_sentence() {
    let page = book("ratio(\"time/snapshot/shared/92\") < 0.1")
        .record("full", |record| scale(record, 1, 2, 2000.0))
        .build_strictly()
        .unwrap();
    assert!(page.contains("(not confirmed on <code>machine-full</code>)"), "{page}");
    assert!(page.contains("1 confirmed on the reference record, 0 on every record"), "{page}");
}

#[test]
fn a_sentence_must_end_where_it_began_and_have_its_own_id() {
    let strictly =
        |chapter: &str| BookTest::with_chapter(chapter).build_strictly().expect_err("must not build");
    let begin = "[= claim(\"a\", 'ratio(\"time/snapshot/shared/92\") < 0.1') =]";
    assert!(strictly(&format!("{begin}one\n")).contains("claim `a` has no end in its chapter"));
    assert!(
        strictly(&format!("{begin}one {begin}two[= end() =]\n")).contains("claim `a` is still open here")
    );
    assert!(strictly("one[= end() =]\n").contains("there is no open claim to end here"));
    assert!(
        strictly(&format!("{begin}one[= end() =] {begin}two[= end() =]\n"))
            .contains("claim `a` is there twice")
    );
    assert!(strictly("[= claim(\"A b\", '1 < 2') =]one[= end() =]\n").contains("`A b` is not an id"));
    assert!(strictly("[= claim(\"a\", 'ratio(') =]one[= end() =]\n").contains("is not an expression"));
}

#[test]
fn a_book_without_a_decision_file_cannot_show_a_decision() {
    let said = BookTest::with_chapter("[= list(what=\"decision\") =]\n").build_strictly().expect_err("must not build");
    assert!(said.contains("the book has no `decision` file"), "{said}");
}

#[test]
fn a_claim_around_a_figure_or_a_table_is_its_captions() {
    for (directive, element) in [("ratio_figure", "figcaption"), ("ratio_table", "caption")] {
        let page = BookTest::with_chapter(&format!(
            "[= claim(\"low\", 'greatest(\"ratio\", \"time/snapshot/*/{{5,92}}\") < 0.1') =]\n\
             [= {directive}(\"snapshot\", caption=\"Sharing is cheap.\") =]\n[= end() =]\n"
        ))
        .build_strictly()
        .unwrap();
        let caption = page.split(&format!("<{element}>")).nth(1).unwrap();
        let caption = caption.split(&format!("</{element}>")).next().unwrap();
        assert!(caption.starts_with("<span class=\"claim\" id=\"claim-low\">"), "{caption}");
        assert!(caption.contains("Sharing is cheap."), "{caption}");
        assert_eq!(page.matches("claim-low").count(), 1, "{page}");
    }
}

/// A book whose only chapter draws the conclusion.
fn concluding(predicate: &str) -> BookTest {
    BookTest::with_chapter(&format!(
        "[= claim(\"cheap\", '{predicate}') =]It takes [= ratio(\"time/snapshot/shared/92\") =] and \
         [= fig(\"time/snapshot/plain/5\") =].[= end() =]\n\n[= headlines() =]\n"
    ))
    .write(
        "book.toml",
        "[book]\ntitle = \"t\"\n[preprocessor.evidence]\ncommand = \"none\"\nrecords = \"records\"\n\
         reference = \"machine-typical\"\nheadline = [\"chapter.md\"]\n",
    )
}

#[test]
fn a_figure_of_the_conclusion_names_what_breaks_when_it_moves_or_is_listed_as_carrying_nothing() {
    let page = concluding("ratio(\"time/snapshot/shared/92\") < 0.1").build_strictly().unwrap();
    let (carrying, idle) = page.split_once("<details>").unwrap();
    assert!(carrying.contains("99.0&nbsp;×: <a href=\"#cheap\">cheap</a>"), "{carrying}");
    assert!(idle.contains("Figures that carry nothing: 1."), "{idle}");
    assert!(idle.contains("<li><code>fig(\"time/snapshot/plain/5\")</code></li>"), "{idle}");
}

#[test]
fn what_a_claim_asks_for_is_a_figure_of_the_conclusion_though_it_is_not_shown() {
    let page = concluding("ratio(\"time/snapshot/shared/92\") < 0.1 && fig(\"time/snapshot/plain/92\") > 1000")
        .build_strictly()
        .unwrap();
    let carrying = page.split("<details>").next().unwrap();
    assert!(carrying.contains("<code>fig(\"time/snapshot/plain/92\")</code>"), "{carrying}");
}
