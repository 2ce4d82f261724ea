//! Which fences are tests: the gatherer against `rustdoc --test --list`.

use std::fmt::Write as _;
use std::path::Path;

use gathering::{Chapter, survey};
use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag};

use crate::fences::{FENCES, NO_FENCES, OTHER_WORDS, WORDS};
use crate::includes::DIRECTIVES;
use crate::kept_answers::tested;

/// The lines of the fences that rustdoc would test or ignore.
fn listed(text: &str) -> Vec<usize> {
    let list = tested(text, &["--list"]);
    let tests = list.lines().filter_map(|line| line.strip_suffix(": test"));
    let mut lines: Vec<_> = tests
        .map(|test| test.rsplit_once("(line ").unwrap().1.split_once(')').unwrap().0.parse().unwrap())
        .collect();
    lines.sort_unstable();
    lines
}

/// The lines of the code blocks without a language, indented ones too: Rust to rustdoc, plain text to mdBook and here.
fn unnamed(text: &str) -> Vec<usize> {
    let blocks = Parser::new_ext(text, Options::ENABLE_GFM | Options::ENABLE_FOOTNOTES).into_offset_iter();
    let unnamed = blocks.filter_map(|(event, range)| match event {
        Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info)))
            if info.contains(|c| !" \t,".contains(c)) =>
        {
            None
        }
        Event::Start(Tag::CodeBlock(_)) => Some(text[..range.start].matches('\n').count() + 1),
        _ => None,
    });
    unnamed.collect()
}

/// A line for each fence that rustdoc tests or that is judged here.
fn compared(chapters: &[Chapter], verdicts: &[(String, String)]) -> String {
    let mut rows = String::new();
    for chapter in chapters {
        let text = chapter.text();
        let (listed, unnamed) = (listed(&text), unnamed(&text));
        for line in 1..=text.lines().count() {
            let place = chapter.place(line).unwrap().to_string();
            // Only the first line of a fence is listed, but every line has its place.
            let verdict = verdicts.iter().find(|(judged, _)| *judged == place).map(|(_, verdict)| &**verdict);
            let here = match verdict {
                None if unnamed.contains(&line) => "no language",
                None => "unknown",
                Some(verdict) => verdict,
            };
            let rustdoc = if listed.contains(&line) { "listed" } else { "not listed" };
            if (rustdoc, here) != ("not listed", "unknown") {
                writeln!(rows, "{place}: {rustdoc}, {here}").unwrap();
            }
        }
    }
    rows
}

fn compared_book(root: &Path) -> String {
    let (gathered, problems) = survey(root);
    let snippets = gathered.snippets.iter().map(|snippet| {
        (snippet.place.to_string(), if snippet.ignored { "ignored" } else { "tested" }.to_owned())
    });
    let problems = problems.iter().map(|problem| {
        let problem = problem.to_string();
        let (place, why) = problem.split_once(": ").unwrap();
        let why: String = why.split_inclusive([':', ',']).next().unwrap().trim_end_matches([':', ',']).into();
        (place.to_owned(), format!("refused: {why}"))
    });
    compared(&gathered.chapters, &snippets.chain(problems).collect::<Vec<_>>())
}

#[test]
fn rustdoc_and_the_gatherer_see_the_same_fences_in_every_chapter_of_this_book() {
    let rows = compared_book(&Path::new(env!("CARGO_MANIFEST_DIR")).join(".."));
    assert!(rows.contains(": listed, tested"), "{rows}");
    let agreed = [": listed, tested", ": listed, ignored", ": listed, no language"];
    let disputed: Vec<_> = rows.lines().filter(|row| !agreed.iter().any(|end| row.ends_with(end))).collect();
    assert_eq!(disputed, [""; 0]);
}

/// What rustdoc makes of each fence in `tests/manners`, and what is made of it here. What is refused is refused by name and
/// place; of an `ignore` that follows an unknown word rustdoc makes nothing at all.
const MANNERS: &str = "\
listings.md:9: listed, tested
listings.md:17: listed, tested
listings.md:25: listed, refused: a snippet cannot be `does_not_compile`
listings.md:31: listed, refused: a snippet cannot be `should_panic`
listings.md:52: listed, refused: a snippet cannot be `not_desired_behavior`
listings.md:57: listed, ignored
listings.md:62: listed, refused: a snippet cannot be `no_run`
edited examples.md:5: listed, refused: a snippet cannot be `editable`
edited examples.md:17: not listed, refused: a snippet cannot be `editable`
edited examples.md:24: listed, refused: a snippet cannot be `mdbook-runnable`
edited examples.md:31: listed, no language
edited examples.md:47: listed, no language
edited examples.md:49: listed, tested
edited examples.md:54: not listed, refused: a snippet cannot be `Rust`
edited examples.md:58: not listed, refused: a snippet cannot be `rs`
reference.md:12: listed, refused: a snippet cannot be `edition2021`
reference.md:21: listed, refused: a snippet cannot be `compile_fail`
reference.md:28: listed, refused: a snippet cannot be `E0133`
reference.md:36: listed, tested
reference.md:50: listed, tested
reference.md:56: listed, refused: a snippet cannot be `edition2015`
reference.md:64: listed, refused: a snippet cannot be `should_panic`
reference.md:71: listed, refused: an ignored snippet must begin with a comment that the reader sees
reference.md:75: listed, refused: a snippet cannot be `ignore-windows`
reference.md:80: listed, refused: this snippet cannot be tested
reference.md:89: listed, refused: a snippet cannot be `ignore`
";

#[test]
fn each_fence_in_the_manner_of_three_public_books_is_tested_ignored_or_refused() {
    let rows = compared_book(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/manners"));
    assert_eq!(rows.replace("src/", ""), MANNERS);
}

#[test]
fn the_words_that_make_a_fence_a_test_of_rustdoc_are_tested_ignored_or_refused() {
    let is_listed = |info: &str| listed(&format!("```{info}\n// Why\n```\n")) == [1];
    for (info, verdict) in WORDS {
        assert!(is_listed(info) || *verdict == "refused", "{info}");
    }
    // Nothing but fences without a language is passed over.
    let passed_over: Vec<_> = OTHER_WORDS.iter().filter(|info| is_listed(info)).collect();
    assert_eq!(passed_over, [&"", &" ", &","]);
}

#[test]
fn rustdoc_finds_the_fences_where_mdbook_does() {
    for (chapter, line) in FENCES {
        // Definition lists are mdBook's alone: to rustdoc the fence that closes there opens one without a language.
        let expected = if chapter.contains("\n: ") { [5] } else { [*line] };
        assert_eq!(listed(chapter), expected, "{chapter}");
    }
    for chapter in NO_FENCES {
        assert_eq!(listed(chapter), unnamed(chapter), "{chapter}");
    }
}

#[test]
fn the_readme_says_how_many_inputs_are_tried() {
    let readme = include_str!("../../README.md");
    for row in [
        format!("| words after a fence | {} |", WORDS.len() + OTHER_WORDS.len()),
        format!("| places of a fence | {} |", FENCES.len() + NO_FENCES.len()),
        format!("| fences in the manner of three public books | {} |", MANNERS.lines().count()),
        format!("| includes and what looks like one | {} |", DIRECTIVES.len()),
    ] {
        assert!(readme.contains(&row), "{row}");
    }
}
