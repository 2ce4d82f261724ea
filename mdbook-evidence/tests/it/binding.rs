//! Sentences with words of direction that nothing binds: refused where they carry the conclusion, listed elsewhere.

use std::process::Output;

use mdbook_evidence::style::ASSETS;

use crate::book_test::{BARE, BookTest, DEFAULTS, has};

/// A book that compares by four words; `keys` are further lines of its table.
fn book(chapter: &str, keys: &str) -> BookTest {
    let styled =
        ASSETS.iter().fold(BookTest::with_chapter(chapter), |book, asset| book.write(asset.file, asset.text));
    styled.write(
        "book.toml",
        &format!(
            "{BARE}{DEFAULTS}directions = [\"more\", \"faster\", \"never\", \"adopt\"]\n{keys}\
             [output.html]\nadditional-css = [\"theme/evidence.css\"]\nadditional-js = [\"theme/evidence.js\"]\n"
        ),
    )
}

const CONCLUDES: &str = "headline = [\"chapter.md\"]\n";

const FOOT: &str = "\n\n<!-- claims\nc: ratio(\"time/dump/shared/92\") < 0.1\n-->\n";

fn check(book: &BookTest) -> Output {
    book.command(&["check"])
}

#[test]
fn what_carries_weight_in_any_chapter_is_refused_unbound() {
    for (chapter, line, said) in [
        ("# It is faster\n", 1, "`faster` in a heading: It is faster"),
        ("# A\n\n<h2>It is faster</h2>\n", 3, "`faster` in a heading: It is faster"),
        ("# A\n\nOne. It is <b>faster</b>.\n", 3, "`faster` in bold text: It is faster ."),
        ("# A\n\n<p>It is faster.</p>\n", 3, "`faster` in the first sentence below a heading: It is faster."),
        ("# A\n\nOne. **Never\nadopt it.** Two.\n", 3, "`Never`, `adopt` in bold text: Never adopt it."),
        (
            "# A\n\nTo dump it takes 1. That is faster.\n\n## B\n\nIt takes more.\n",
            7,
            "`more` in the first sentence below a heading: It takes more.",
        ),
        (
            "# A\n\n[= table(rows=\"container\", columns=['ratio(\"time/dump/*/92\")'], caption=\"Sharing is faster.\") =]\n",
            3,
            "`faster` in a caption: Sharing is faster.",
        ),
    ] {
        let message = book(chapter, "").build_strictly().expect_err(chapter);
        let said = format!("src/chapter.md:{line}: nothing binds {said}");
        assert!(message.contains(&said) && message.contains("Make it a claim or a judgement"), "{message}");
        book(chapter, "").build().unwrap();
        // A book that lists no words has said nothing of it.
        BookTest::with_chapter(chapter).build_strictly().unwrap();
    }
}

#[test]
fn the_line_is_the_author_s_after_an_include_too() {
    let chapter = "{{#include part}}\n\n# It is faster\n";
    let toml = "after = [\"links\"]\n";
    let message = book(chapter, toml).write("src/part", "a\n\nb\n").build_strictly().unwrap_err();
    assert!(message.contains("src/chapter.md:3: nothing binds `faster`"), "{message}");
}

#[test]
fn any_sentence_is_refused_in_a_chapter_that_concludes_and_listed_in_another() {
    let chapter = "# A\n\nOne. `x` is\nfaster. Three.\n\n- It takes more.\n\n| a |\n|---|\n| never |\n";
    let message = book(chapter, CONCLUDES).build_strictly().unwrap_err();
    has(
        &message,
        [
            "src/chapter.md:4: nothing binds `faster` in a sentence: … is faster.",
            "src/chapter.md:6: nothing binds `more` in a sentence: It takes more.",
            "src/chapter.md:10: nothing binds `never` in a sentence: never",
        ],
    );
    let elsewhere = book(chapter, "");
    elsewhere.build_strictly().unwrap();
    let listed = check(&elsewhere);
    assert_eq!(listed.status.code(), Some(0), "{listed:?}");
    snapbox::assert_data_eq!(
        String::from_utf8(listed.stdout).unwrap(),
        snapbox::str![[r#"
src/chapter.md:4: nothing binds `faster` in a sentence: … is faster.
src/chapter.md:6: nothing binds `more` in a sentence: It takes more.
src/chapter.md:10: nothing binds `never` in a sentence: never
0 claims; 0 numbers and 0 words expanded, 0 quoted or given, 0 judgements
  src/chapter.md: 3 unbound
0 figures of the conclusion: moving one breaks a claim or the decision for 0, and 0 carry nothing

"#]]
    );
}

#[test]
fn a_word_is_bound_by_a_claim_a_judgement_or_by_figures_that_chose_it() {
    for sentence in [
        format!("[= claim(\"c\") =]It is **faster**.[= end() =]{FOOT}"),
        format!("Then [= claim(\"c\") =]it is faster[= end() =], and that is all.{FOOT}"),
        "[= judgement(\"j\", reason=\"Nobody asked.\") =]Never adopt it.[= end() =]\n".to_owned(),
        "It is [= word('ratio(\"time/dump/shared/92\")', less=\"faster\", more=\"slower\") =].\n".to_owned(),
        "See `more`, [a page](more.md), <b title=\"more\">this</b> and furthermore.\n".to_owned(),
        format!(
            "[= claim(\"c\") =]\n[= table(rows=\"container\", columns=['ratio(\"time/dump/*/92\")'], caption=\"It is faster.\") =]\n\
             [= end() =]{FOOT}"
        ),
    ] {
        book(&format!("# A\n\n{sentence}"), "").build_strictly().unwrap();
    }
    let beside = format!("# A\n\n[= claim(\"c\") =]It is fast[= end() =], never slow.{FOOT}");
    let message = book(&beside, CONCLUDES).build_strictly().unwrap_err();
    assert!(message.contains("nothing binds `never`"), "{message}");
}

#[test]
fn what_a_strict_build_would_refuse_is_refused_by_check_and_no_page_is_written() {
    let book = book("# It is faster\n", "");
    let said = check(&book);
    assert_eq!(said.status.code(), Some(1), "{said:?}");
    let message = String::from_utf8(said.stderr).unwrap();
    assert!(
        message.starts_with("error: a strict build would refuse the book: src/chapter.md:1:"),
        "{message}"
    );
    assert!(!book.root().join("book").exists());
    let no_book = book.write("book.toml", "[book]\n");
    assert_eq!(check(&no_book).status.code(), Some(2));
    assert_eq!(check(&no_book.write("book.toml", "[book\n")).status.code(), Some(2));
}
