//! Strict from a stock `mdbook build`, by a key of book.toml, and from `mdbook-evidence build`.

use std::fs;

use snapbox::cmd::{Command, OutputAssert};
use snapbox::str;

use crate::book_test::BookTest;

const FALSE: &str = "[= claim(\"dear\") =]It is dear[= end() =].\n\n<!-- claims\ndear: ratio(\"time/dump/shared/92\") > 1\n-->\n";

/// A book with that line in the preprocessor's table, and all that its pages need.
fn book(chapter: &str, line: &str) -> BookTest {
    let test = BookTest::with_chapter(chapter);
    let installed = Command::new(env!("CARGO_BIN_EXE_mdbook-evidence"));
    installed.current_dir(test.root()).arg("install").assert().success();
    test.with_key(line)
}

fn build(test: &BookTest, arguments: &[&str]) -> OutputAssert {
    let command = Command::new(env!("CARGO_BIN_EXE_mdbook-evidence")).current_dir(test.root());
    command.arg("build").args(arguments).assert()
}

#[test]
fn a_preprocessor_that_mdbook_starts_fails_on_what_is_not_true_only_where_it_is_strict() {
    book(FALSE, "").build_by_command().unwrap();
    book(FALSE, "strict = false").build_by_command().unwrap();
    let refused = book(FALSE, "strict = true").build_by_command().unwrap_err();
    assert!(refused.contains("evidence"), "{refused}");
    book(&FALSE.replace("> 1", "< 1"), "strict = true").build_by_command().unwrap();
}

#[test]
fn strict_is_a_key_an_option_or_a_variable_of_the_environment() {
    let said = str![[r#"
error: the book was not built: src/chapter.md:1: claim `dear` is false: `ratio("time/dump/shared/92") > 1` with ratio("time/dump/shared/92") = 0.00100[..]

"#]];
    build(&book(FALSE, "strict = true"), &[]).code(1).stderr_eq(said.clone());
    build(&book(FALSE, ""), &["--strict"]).code(1).stderr_eq(said.clone());
    let test = book(FALSE, "");
    let command = Command::new(env!("CARGO_BIN_EXE_mdbook-evidence")).current_dir(test.root()).arg("build");
    command.env("MDBOOK_PREPROCESSOR__EVIDENCE__STRICT", "true").assert().code(1).stderr_eq(said);
    assert!(!test.root().join("book").exists());
    build(&test, &[]).success();
    assert!(test.root().join("book/chapter.html").is_file());
}

#[test]
fn a_switch_that_is_neither_on_nor_off_is_refused_with_its_line() {
    for (line, said) in [
        (
            "strict = \"yes\"",
            "book.toml:5: `strict` in [preprocessor.evidence] is \"yes\". Write true or false, without quotes.",
        ),
        ("strict = 1", "book.toml:5: `strict` in [preprocessor.evidence] is 1."),
        ("typed-numbers = \"no\"", "book.toml:5: `typed-numbers` in [preprocessor.evidence] is \"no\"."),
        ("strikt = true", "book.toml:5: [preprocessor.evidence] has no key `strikt`"),
    ] {
        let output = build(&book(FALSE, line), &[]).code(2).get_output().clone();
        let error = String::from_utf8(output.stderr).unwrap();
        assert!(error.contains(said), "{error}");
        book(FALSE, line).build_by_command().unwrap_err();
    }
    let test = book(FALSE, "");
    let command = Command::new(env!("CARGO_BIN_EXE_mdbook-evidence")).current_dir(test.root()).arg("build");
    command.env("MDBOOK_PREPROCESSOR__EVIDENCE__STRICT", "on").assert().code(2).stderr_eq(str![[r#"
error: MDBOOK_PREPROCESSOR__EVIDENCE__STRICT: `strict` in [preprocessor.evidence] is "on". Write true or false, without quotes.

"#]]);
}

#[test]
fn pages_without_their_style_are_a_warning_and_strictly_an_error() {
    let test = BookTest::with_chapter("text\n");
    build(&test, &[]).success().stderr_eq(str![[r#"
warning: book.toml does not name theme/evidence.css in `additional-css` of [output.html], and pages are without it. Run `mdbook-evidence install`.
warning: book.toml does not name theme/evidence.js in `additional-js` of [output.html], and pages are without it. Run `mdbook-evidence install`.

"#]]);
    let test = book("text\n", "");
    let css = fs::read_to_string(test.root().join("theme/evidence.css")).unwrap();
    let test = test.write("theme/evidence.css", &css.replacen("evidence 0.", "evidence 99.", 1));
    build(&test, &["--strict"]).code(1).stderr_eq(str![[r#"
error: theme/evidence.css is not that of mdbook-evidence 0.1.0. Run `mdbook-evidence install --replace`; own rules belong in another file.

"#]]);
    test.build_by_command().unwrap();
    test.with_key("strict = true").build_by_command().unwrap_err();
}

#[test]
fn what_mdbook_only_logs_is_a_warning_and_strictly_an_error() {
    let test = book("{{#include gone.md}}\n", "");
    build(&test, &[]).success().stderr_eq(str!["warning: [..]gone.md[..]\n"]);
    build(&test, &["--strict"]).code(1).stderr_eq(str!["error: [..]chapter.md:1: the file `gone.md` [..]\n"]);
    let test = book("<div>\n\ntext\n", "");
    build(&test, &[]).success().stderr_eq(str!["warning: unclosed HTML tag `<div>` [..]\n"]);
    let said = build(&test, &["--strict"]).code(1).get_output().clone();
    let error = String::from_utf8(said.stderr).unwrap();
    assert!(error.starts_with("error: the book was not built; mdBook says:\nunclosed HTML tag"), "{error}");
}

#[test]
fn a_preprocessor_that_html_leaves_out_is_refused_before_directives_are_published() {
    for (line, refused) in [
        ("renderers = [\"pdf\"]", true),
        ("renderers = []", true),
        ("renderers = \"html\"", true),
        ("renderers = [\"html\", \"pdf\"]", false),
    ] {
        let code = if refused { 2 } else { 0 };
        let said = build(&book("It is [= fig(\"time/dump/plain/92\") =].\n", line), &["--strict"]);
        let error = String::from_utf8(said.code(code).get_output().stderr.clone()).unwrap();
        let expected = "error: book.toml:5: `renderers` in [preprocessor.evidence] leaves html out";
        assert_eq!(error.starts_with(expected), refused, "{line}: {error}");
    }
}

#[test]
fn a_chapter_of_the_conclusion_that_is_none_is_refused_for_every_reader() {
    for named in ["./chapter.md", "Chapter.md", "src/chapter.md", "chapter.html", "gone.md"] {
        let test = book("text\n", &format!("headline = [\"{named}\"]"));
        let output = build(&test, &[]).code(2).get_output().clone();
        let error = String::from_utf8(output.stderr).unwrap();
        let expected = format!(
            "book.toml:5: `headline` in [preprocessor.evidence] names {named}, and no chapter has that path"
        );
        assert!(error.contains(&expected), "{error}");
    }
    build(&book("text\n", "headline = [\"chapter.md\"]"), &["--strict"]).success();
}
