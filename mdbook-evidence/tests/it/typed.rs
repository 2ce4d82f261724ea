//! Numbers that an author typed: what stops the build, and what is no measured number.

use crate::book_test::{BookTest, expand, has, refusal};

#[test]
fn a_typed_number_is_refused_with_chapter_and_line_and_what_to_do() {
    insta::assert_snapshot!(refusal(
        "# Title\n\nIt takes [= fig(\"time/dump/plain/92\") =], that is\n20 µs."
    ));
}

#[test]
fn every_typed_number_of_a_book_is_reported_at_once() {
    let message = refusal("| a |\n|---|\n| 3 × |\n\n> **20**\n> milliseconds\n\n## Within ±5 %");
    has(&message, ["chapter.md:3: `3 ×`", "chapter.md:5: `20 milliseconds`", "chapter.md:8: `±5 %`"]);
}

#[test]
fn a_line_is_counted_in_the_source_whatever_the_directives_above_it_wrote() {
    let chapter = "[= table('fig(\"time/dump/*/*\")', rows=\"container\", columns=\"n\", caption=\"c\") =]\n\n[= fig(\"time/dump/plain/92\") =]\n\n\n7 ns";
    assert!(refusal(chapter).contains("chapter.md:6: `7 ns`"));
}

#[test]
fn a_line_is_the_author_s_behind_and_between_includes_of_several_paragraphs() {
    let chapter = "{{#include a.txt}}\n\n{{#include b.txt}}\n\nIt took 20 ms.\n";
    let test = BookTest::with_chapter(chapter).write("src/a.txt", "one\n\nIt took 10 ms.\n\ntwo\n\nthree\n");
    let said = test.write("src/b.txt", "\n\nIt took 30 ms.\n").refusal();
    for typed in ["chapter.md:1: `10 ms`", "chapter.md:3: `30 ms`", "chapter.md:5: `20 ms`"] {
        assert!(said.contains(typed), "{typed} in {said}");
    }
}

#[test]
fn a_number_set_as_code_is_refused_with_the_unit_behind_it() {
    assert!(refusal("It took `7` ns.").contains("`7 ns`"));
    expand("There are `7`, and `ns` is a unit; `7 ns` is code.");
}

#[test]
fn a_number_in_raw_html_is_refused_and_in_attributes_that_a_reader_sees_or_hears() {
    assert!(refusal("<p>7\nns</p>").contains("`7 ns`"));
    assert!(refusal("<p>a\n&#50;&#48;&nbsp;&micro;s</p>").contains("chapter.md:2: `20 µs`"));
    for shown in
        ["<p title=\"7 ns\">text</p>", "<img src='a.png' alt='7 ns'>", "a <b aria-label=\"7&nbsp;ns\">b</b>"]
    {
        let said = refusal(&format!("text\n\n{shown}\n"));
        assert!(said.contains("chapter.md:3: `7") && said.contains("is typed"), "{said}");
    }
    expand("<p data-of=\"7 ns\" style=\"transition: 7ms\">text</p>\n\n<!-- <b title=\"7 ns\"> -->\n");
}

#[test]
fn a_number_in_the_title_or_the_description_of_the_book_is_refused_with_its_line() {
    for (key, value) in [("title", "Three in 7 ns"), ("description", "20 times as fast")] {
        let test = BookTest::with_chapter("text");
        let toml = std::fs::read_to_string(test.root().join("book.toml")).unwrap();
        let without = toml.replace("title = \"t\"\n", "");
        let test =
            test.write("book.toml", &without.replace("[book]\n", &format!("[book]\n{key} = \"{value}\"\n")));
        let said = test.refusal();
        assert!(said.contains("book.toml:2: `") && said.contains("is typed"), "{key}: {said}");
    }
}

#[test]
fn a_number_cannot_hide_in_a_directive_as_a_string() {
    insta::assert_snapshot!(refusal("[= \"20 µs\" =]"));
    for hidden in ["[= 20 =] µs", "[= quoted(\"2\", \"b\") ~ \"0 µs\" =]", "[= \"20 µs\"|safe =]"] {
        let message = refusal(hidden);
        assert!(message.contains("chapter.md:1: a directive is one call"), "{hidden}: {message}");
    }
}

#[test]
fn a_caption_holds_no_measured_number() {
    insta::assert_snapshot!(refusal(
        "[= table('ratio(\"time/dump/*/*\")', rows=\"container\", columns=\"n\", caption=\"Sharing is 20 times cheaper.\") =]"
    ));
}

#[test]
fn a_caption_has_the_quotation_marks_of_the_prose_around_it() {
    let table = "It's so.\n\n[= table('ratio(\"time/dump/*/*\")', rows=\"container\", columns=\"n\", caption=\"Today's 'plain' is dear.\") =]";
    let test = BookTest::with_chapter(table);
    let built = test.build().unwrap();
    assert!(built.contains("It’s so") && built.contains("Today’s ‘plain’"), "{built}");
    let toml = std::fs::read_to_string(test.root().join("book.toml")).unwrap();
    let test = test.write("book.toml", &format!("{toml}[output.html]\nsmart-punctuation = false\n"));
    let built = test.build().unwrap();
    assert!(built.contains("It's so") && built.contains("Today's 'plain'"), "{built}");
}

#[test]
fn sizes_dates_versions_and_code_are_allowed() {
    expand(
        "At 92 items (n = 500) since 2026-05-03, rope 15.1.0, RUSTSEC-2026-0248, src/types.rs:184, `20 ms`.\n\n\
         ```text\n20 ms\n```\n\n[link](20-ms.html#20-ms)\n\n1. first\n2. second\n",
    );
}

#[test]
fn a_marked_quotation_shows_its_source_and_is_listed() {
    let test = BookTest::with_chapter(
        "The letter counts [= quoted(\"11 dumps\", \"the letter\") =], and again [= quoted(\"11 dumps\", \"the \
         letter\") =]; clients take [= given(\"20 ms\", \"the runs' setting\") =].",
    )
    .write("src/SUMMARY.md", "- [Chapter](chapter.md)\n- [List](list.md)\n")
    .write("src/list.md", "[= list(what=\"quotations\") =]");
    assert!(test.build().unwrap().contains("11 dumps"));
    insta::assert_snapshot!(test.page("list"));
}

#[test]
fn the_list_of_quotations_finds_its_chapters_from_a_folder() {
    let test = BookTest::with_chapter("[= quoted(\"11\", \"the letter\") =]")
        .write("src/SUMMARY.md", "- [Chapter](chapter.md)\n- [List](in/list.md)\n")
        .write("src/in/list.md", "[= list(what=\"quotations\") =]");
    test.build().unwrap();
    assert!(test.page("in/list").contains("href=\"../chapter.html\""), "{}", test.page("in/list"));
}

#[test]
fn a_quotation_without_a_source_is_refused() {
    assert!(refusal("[= quoted(\"11\", \" \") =]").contains("chapter.md:1: write quoted("));
}

#[test]
fn a_book_can_switch_the_rule_off_and_captions_with_it() {
    let off = |value: &str| {
        let test = BookTest::with_chapter(
            "It takes 20 µs.\n\n[= table('ratio(\"time/dump/*/*\")', rows=\"container\", columns=\"n\", caption=\"20 times cheaper.\") =]",
        );
        test.with_key(&format!("typed-numbers = {value}"))
    };
    assert!(off("false").build().unwrap().contains("It takes 20 µs."));
    assert!(off("true").refusal().contains("20 times"));
    assert!(off("\"no\"").refusal().contains("typed-numbers"));
}

#[test]
fn a_book_says_what_else_it_counts() {
    let counting = |nouns: &str| {
        BookTest::with_chapter("There are 11 whole parcels.").with_key(&format!("counted = {nouns}"))
    };
    counting("[]").build().unwrap();
    assert!(counting("[\"box.\", \"parcel\"]").refusal().contains("`11 whole parcels`"));
    assert!(counting("\"parcel\"").refusal().contains("book.toml, [preprocessor.evidence]"));
}

#[test]
fn a_long_paragraph_of_versions_takes_no_time() {
    let chapter = format!("Since {}1.2 it runs.\n", "1.1, ".repeat(20_000));
    let begun = std::time::Instant::now();
    let _ = BookTest::with_chapter(&chapter).build();
    // The square of it took minutes.
    assert!(begun.elapsed() < std::time::Duration::from_secs(30));
}
