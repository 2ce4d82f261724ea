//! Sentences that are bound to predicates, in a book whose `shared` takes a thousandth of `plain`'s time.

use crate::book_test::{BookTest, has, scale};

fn book(predicate: &str) -> BookTest {
    BookTest::with_chapter(&format!(
        "# Chapter\n\n[= claim(\"cheap\") =]Sharing is cheap.[= end() =]\n\n[= list(what=\"claims\") =]\n\n\
         <!-- claims\ncheap: {predicate}\n-->\n"
    ))
}

fn refusal(predicate: &str) -> String {
    book(predicate).build_strictly().expect_err("the book must not build")
}

#[test]
fn a_true_claim_leads_to_its_predicate_and_slack() {
    let page = book("ratio(\"time/dump/shared/92\") < 0.1").build_strictly().unwrap();
    has(
        &page,
        [
            "<span class=\"claim\" id=\"claim-cheap\">Sharing is cheap.<a aria-label=",
            "1 claim; 1 confirmed, 1 on every record.",
            "ratio(\"time/dump/shared/92\")</code> is 99.0&nbsp;× its value",
        ],
    );
}

#[test]
fn a_false_claim_stops_the_build_with_what_it_saw() {
    let said = refusal("ratio(\"time/dump/shared/92\") > 0.1");
    has(
        &said,
        [
            "src/chapter.md:3: claim `cheap` is false: `ratio(\"time/dump/shared/92\") > 0.1` with",
            "ratio(\"time/dump/shared/92\") = 0.00100",
        ],
    );
}

#[test]
fn a_claim_that_compares_a_time_with_a_ratio_stops_the_build() {
    let said = refusal("ratio(\"time/dump/shared/92\") < fig(\"time/dump/plain/92\")");
    has(&said, ["src/chapter.md:3: ", "a plain number and a time are added"]);
}

#[test]
fn an_inconclusive_claim_stops_the_build_and_so_does_its_negation() {
    for predicate in ["ratio(\"time/dump/plain-again/92\") < 1", "!(ratio(\"time/dump/plain-again/92\") < 1)"]
    {
        let said = refusal(predicate);
        assert!(said.contains("claim `cheap` is inconclusive"), "{said}");
    }
}

#[test]
fn a_claim_that_no_figure_can_break_is_vacuous() {
    let said = refusal("ratio(\"time/dump/shared/92\") > 0 - 1");
    assert!(said.contains("claim `cheap` is vacuous"), "{said}");
    assert!(refusal("1 < 2").contains("claim `cheap` is vacuous"));
}

#[test]
fn a_claim_on_what_was_not_measured_stops_the_build() {
    assert!(refusal("ratio(\"time/dump/shared/93\") < 1").contains("there is no `time/dump/shared/93`"));
    assert!(refusal("claim(\"other\")").contains("there is no claim `other`"));
    assert!(refusal("claim(\"cheap\")").contains("claim `cheap` rests on itself"));
    assert!(refusal("gate(\"push\", \"shared\")").contains("there is no gate `push`"));
}

#[test]
fn a_claim_may_rest_on_another() {
    let chapter = "[= claim(\"one\") =]One[= end() =] and [= claim(\"two\") =]two[= end() =].\n\n<!-- claims\n\
                   one: ratio(\"time/dump/shared/92\") < 0.1\n\
                   two: claim(\"one\") && least(\"ratio\", \"time/dump/*/5\") < 0.1\n-->\n";
    assert!(BookTest::with_chapter(chapter).build_strictly().is_ok());
}

#[test]
fn another_record_that_disagrees_is_named_beside_the_sentence() {
    let page = book("ratio(\"time/dump/shared/92\") < 0.1")
        .record("full", |record| scale(record, "dump/shared/92", 2000.0))
        .build_strictly()
        .unwrap();
    assert!(page.contains("(not on 1 of 2 records)"), "{page}");
    assert!(page.contains("False on <code>machine-full</code>."), "{page}");
    assert!(page.contains("<span class=\"holds\">on 1 of 2 records</span>"), "{page}");
    assert!(page.contains("1 confirmed, 0 on every record"), "{page}");
}

#[test]
fn that_a_record_disagrees_is_said_once_a_section() {
    let one = "[= claim(\"ID\") =]Sharing is cheap.[= end() =]\n\n";
    let [a, b, c] = ["a", "b", "c"].map(|id| one.replace("ID", id));
    let holds = "ratio(\"time/dump/shared/92\") < 0.1";
    let chapter = format!(
        "# Chapter\n\n{a}{b}## Section\n\n{c}[= list(what=\"claims\") =]\n\n<!-- claims\na: {holds}\nb: {holds}\nc: {holds}\n-->\n"
    );
    let page = BookTest::with_chapter(&chapter)
        .record("full", |record| scale(record, "dump/shared/92", 2000.0))
        .build_strictly()
        .unwrap();
    assert_eq!(page.matches("(not on 1 of 2 records)").count(), 2, "{page}");
    assert_eq!(page.matches(">(✓)</a>").count(), 3, "{page}");
}

#[test]
fn a_mark_leads_to_a_card_and_has_a_note_on_its_own_page() {
    let page = book("ratio(\"time/dump/shared/92\") < 0.1").build_strictly().unwrap();
    assert!(page.contains("href=\"chapter.html#cheap\""), "{page}");
    let (_, note) = page.split_once("<div id=\"claim-note-cheap\" popover=\"\">").unwrap();
    assert!(note.contains("It holds while <code>ratio"), "{note}");
    let (_, card) = page.split_once("<details class=\"claim-card\"><summary>Sharing is cheap. ").unwrap();
    assert!(card.split_once("</details>").unwrap().0.contains("<div id=\"cheap\">"), "{card}");
}

#[test]
fn a_sentence_must_end_where_it_began_and_have_its_own_id() {
    let refused = |chapter: &str| {
        let foot = "\n\n<!-- claims\na: ratio(\"time/dump/shared/92\") < 0.1\n-->\n";
        BookTest::with_chapter(&format!("{chapter}{foot}")).build_strictly().expect_err("must not build")
    };
    let begin = "[= claim(\"a\") =]";
    for (chapter, said) in [
        (format!("{begin}one"), "chapter.md:1: claim `a` has no end in its chapter"),
        (format!("{begin}one\n{begin}two[= end() =]"), "chapter.md:2: claim `a` is still open here"),
        ("one[= end() =]".to_owned(), "chapter.md:1: there is no open claim or judgement to end here"),
        (format!("{begin}[= end() =]"), "chapter.md:1: claim `a` binds nothing"),
        (
            format!("{begin}one\n\ntwo[= end() =]"),
            "chapter.md:3: claim `a`, which ends here, goes over more than one paragraph",
        ),
        (format!("{begin}one[= end() =]\n{begin}two[= end() =]"), "chapter.md:2: claim `a` is there twice"),
        ("[= claim(\"A b\") =]one[= end() =]".to_owned(), "`A b` is not an id"),
        (
            "[= fig(claim(\"a\")) =]one[= end() =]".to_owned(),
            "chapter.md:1: there is no open claim or judgement to end here",
        ),
        ("[= fig(claim(\"a\")) =]one".to_owned(), "has no sentence"),
    ] {
        let message = refused(&chapter);
        assert!(message.contains(said), "{chapter}: {message}");
    }
}

#[test]
fn a_book_without_a_decision_file_cannot_show_a_decision() {
    let said = BookTest::with_chapter("[= list(what=\"decision\") =]\n")
        .build_strictly()
        .expect_err("must not build");
    assert!(said.contains("the book has no `decision` file"), "{said}");
}

#[test]
fn a_claim_around_a_figure_or_a_table_is_its_captions() {
    for (directive, element) in [("plot", "figcaption"), ("table", "caption")] {
        let kind = if directive == "plot" { "kind=\"line\", " } else { "" };
        let page = BookTest::with_chapter(&format!(
            "[= claim(\"low\") =]\n[= {directive}('ratio(\"time/dump/*/*\")', {kind}rows=\"container\", columns=\"n\", caption=\"Sharing is cheap.\") =]\n[= end() =]\n\n\
             <!-- claims\nlow: greatest(\"ratio\", \"time/dump/*/{{5,92}}\") < 0.1\n-->\n"
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
        "[= claim(\"cheap\") =]It takes [= ratio(\"time/dump/shared/92\") =] and \
         [= fig(\"time/dump/plain/5\") =].[= end() =]\n\n[= list(what=\"headlines\") =]\n\n<!-- claims\ncheap: {predicate}\n-->\n"
    ))
    .with_key("headline = [\"chapter.md\"]")
}

#[test]
fn a_figure_of_the_conclusion_names_what_breaks_when_it_moves_or_is_listed_as_carrying_nothing() {
    let book = concluding("ratio(\"time/dump/shared/92\") < 0.1");
    let said = book.build_strictly().unwrap_err();
    has(
        &said,
        ["`fig(\"time/dump/plain/5\")` is in a chapter that draws the conclusion and carries nothing"],
    );
    let page = book.build().unwrap();
    let (carrying, idle) = page.split_once("<details>").unwrap();
    assert!(carrying.contains("99.0&nbsp;×: <a href=\"#cheap\">cheap</a>"), "{carrying}");
    has(idle, ["Figures that carry nothing: 1.", "<li><code>fig(\"time/dump/plain/5\")</code></li>"]);
}

#[test]
fn what_a_claim_asks_for_is_a_figure_of_the_conclusion_though_it_is_not_shown() {
    let page = concluding("ratio(\"time/dump/shared/92\") < 0.1 && fig(\"time/dump/plain/92\") > 1000")
        .build()
        .unwrap();
    let carrying = page.split("<details>").next().unwrap();
    assert!(carrying.contains("<code>fig(\"time/dump/plain/92\")</code>"), "{carrying}");
}

#[test]
fn a_ratio_to_itself_is_one_by_definition_and_breaks_nothing() {
    for predicate in ["ratio(\"time/dump/plain/92\") < 1.5", "least(\"ratio\", \"time/dump/plain/*\") > 0.5"]
    {
        let said = refusal(predicate);
        assert!(said.contains("claim `cheap` is vacuous"), "{predicate}: {said}");
    }
}

#[test]
fn a_claim_binds_words_that_a_reader_reads_and_they_are_markdown_wherever_it_begins() {
    const FOOT: &str = "\n\n<!-- claims\nc: ratio(\"time/dump/shared/92\") < 0.1\n-->\n";
    for wordless in ["<!-- a -->", "&nbsp;", "."] {
        let book = BookTest::with_chapter(&format!("[= claim(\"c\") =]{wordless}[= end() =]{FOOT}"));
        assert!(book.refusal().contains("claim `c` binds nothing that a reader could read"), "{wordless}");
    }
    for begins in ["text\n\n[= claim(\"c\") =]\n", "[= claim(\"c\") =]\n", "- [= claim(\"c\") =]\n  "] {
        let page = BookTest::with_chapter(&format!("{begins}The **tree** is `slow`.\n[= end() =]{FOOT}"))
            .build()
            .unwrap();
        assert!(page.contains("The <strong>tree</strong> is <code>slow</code>"), "{begins}: {page}");
    }
}
