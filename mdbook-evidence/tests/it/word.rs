//! Words that follow from figures, in a book whose `shared` takes a thousandth of `plain`'s time.

use scraper::{Html, Selector};

use crate::book_test::{BookTest, has, scale};

const SHARED: &str = "ratio(\"time/dump/shared/92\")";

/// Neither faster nor slower than `plain`: it is `plain` again.
const AGAIN: &str = "ratio(\"time/dump/plain-again/92\")";

fn chapter(expression: &str, options: &str) -> String {
    format!("# Chapter\n\nIt is [= word('{expression}', {options}) =].\n")
}

fn book(expression: &str, options: &str) -> BookTest {
    BookTest::with_chapter(&chapter(expression, options))
}

/// The words of the page's sentence.
fn sentence(page: &str) -> String {
    let page = Html::parse_fragment(page);
    let text: String = page.select(&Selector::parse("main > p, p").unwrap()).next().unwrap().text().collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn a_word_turns_when_the_evidence_moves() {
    let book = |times: f64| {
        book(SHARED, "less=\"faster\", more=\"slower\"")
            .record("typical", |record| scale(record, "dump/shared/92", times))
    };
    assert_eq!(sentence(&book(1.0).build_strictly().unwrap()), "It is faster.");
    assert_eq!(sentence(&book(2000.0).build_strictly().unwrap()), "It is slower.");
    let said = book(1000.0).build_strictly().unwrap_err();
    assert!(said.contains("chapter.md:3: neither `faster` nor `slower` follows: `ratio(\"time/dump/shared/92\")` is 1.00\u{a0}× ["), "{said}");
    assert!(
        said.ends_with("], neither below nor above 1. Give same=\"...\" for this, or say it in other words."),
        "{said}"
    );
}

#[test]
fn a_condition_chooses_between_yes_and_no_and_turns_too() {
    let book = |times: f64| {
        book(&format!("{SHARED} < 0.5"), "yes=\"cheap\", no=\"dear\"")
            .record("typical", |record| scale(record, "dump/shared/92", times))
    };
    assert_eq!(sentence(&book(1.0).build_strictly().unwrap()), "It is cheap.");
    assert_eq!(sentence(&book(600.0).build_strictly().unwrap()), "It is dear.");
    let said = book(500.0).build_strictly().unwrap_err();
    has(&said, ["neither `cheap` nor `dear` follows", "is inconclusive. Give unclear="]);
}

#[test]
fn where_neither_follows_a_third_word_stands_and_without_one_reading_shows_both() {
    let page = book(AGAIN, "less=\"faster\", more=\"slower\", same=\"as fast\"").build_strictly().unwrap();
    assert_eq!(sentence(&page), "It is as fast.");
    let page = book(AGAIN, "less=\"faster\", more=\"slower\"").build().unwrap();
    assert_eq!(sentence(&page), "It is faster or slower (not settled).");
    let condition = format!("{AGAIN} < 1");
    let page =
        book(&condition, "yes=\"fewer\", no=\"more\", unclear=\"about as many\"").build_strictly().unwrap();
    assert_eq!(sentence(&page), "It is about as many.");
    let page = book(&condition, "yes=\"fewer\", no=\"more\"").build().unwrap();
    assert_eq!(sentence(&page), "It is fewer or more (not settled).");
}

#[test]
fn what_is_exactly_one_is_the_same() {
    let options = "less=\"less\", more=\"more\", same=\"as much\"";
    let page = book("fig(\"bytes/dump/plain/92\") / fig(\"bytes/dump/plain/92\")", options);
    assert_eq!(sentence(&page.build_strictly().unwrap()), "It is as much.");
}

#[test]
fn a_word_says_where_it_comes_from_and_is_reached_by_key() {
    insta::assert_snapshot!(book(SHARED, "less=\"faster\", more=\"slower\"").build().unwrap());
}

#[test]
fn words_in_tables_and_headings_open_nothing_of_their_own() {
    let word = "[= word('ratio(\"time/dump/shared/92\")', less=\"faster\", more=\"slower\") =]";
    let page = BookTest::with_chapter(&format!("## It is {word} now\n\n| a |\n|---|\n| {word} |\n"))
        .build()
        .unwrap();
    assert_eq!(page.matches("<button").count(), 1, "{page}");
    has(&page, ["id=\"it-is--now\"", "Where these numbers come from"]);
}

#[test]
fn words_are_counted_and_are_no_numbers() {
    let coverage = book(SHARED, "less=\"faster\", more=\"slower\"").coverage();
    assert_eq!((coverage[0].words, coverage[0].numbers), (1, 0));
}

#[test]
fn a_word_that_nothing_could_choose_is_refused_with_its_line() {
    let both = "less=\"a\", more=\"b\"";
    for (expression, options, said) in [
        (SHARED, "less=\"a\"", "word(\"a number that is compared with 1\", less=\"...\", more=\"...\")"),
        (SHARED, "less=\"a\", no=\"b\"", "write word("),
        (SHARED, "less=\"a\", more=\"b\", unclear=\"c\"", "write word("),
        (SHARED, "less=\"a\", more=\" \"", "`more` is empty"),
        (SHARED, "less=\"a\", more=\"b\", other=\"c\"", "other"),
        (SHARED, "less=\"20 times cheaper\", more=\"b\"", "the word has `20 times`"),
        (SHARED, "yes=\"a\", no=\"b\"", "has a number where a comparison"),
        ("1 < 2", both, "has a condition where a number"),
        ("1 - 3", both, "`1 - 3` asks for no figure, so that the word would never turn"),
        ("1 < 2", "yes=\"a\", no=\"b\"", "asks for no figure"),
        ("ratio(\"time/dump/nobody/92\")", both, "there is no `time/dump/nobody/92`"),
        ("ratio(", both, "is not an expression"),
        ("claim(\"cheap\")", "yes=\"a\", no=\"b\"", "a word cannot rest on a claim"),
        ("claim(\"word\")", "yes=\"a\", no=\"b\"", "a word cannot rest on a claim"),
        ("0 * ratio(\"time/dump/shared/92\") / 0", both, "something is divided by zero"),
    ] {
        let message = book(expression, options).refusal();
        has(&message, ["chapter.md:3: ", said]);
    }
}

#[test]
fn a_word_that_is_the_same_on_both_sides_never_turns() {
    let word = "It is [= word('ratio(\"time/dump/shared/92\")', less=\"fast\", more=\"fast\") =].\n";
    let said = BookTest::with_chapter(word).refusal();
    assert!(said.contains("both words are `fast`, so that it would never turn"), "{said}");
}
