use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

use super::hidden::is_hidden;
use super::{Chapter, Location, Problem, Snippet, program};

/// The Rust fences of a chapter: snippets to test, or why one cannot be.
pub(super) fn snippets(chapter: &Chapter) -> Vec<Result<Snippet, Problem>> {
    let text = chapter.text();
    // What mdBook 0.5 enables, as far as it decides what is a fence.
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_GFM;
    let mut snippets = Vec::new();
    let mut fence: Option<(Location, String, String)> = None;
    for (event, range) in Parser::new_ext(&text, options).into_offset_iter() {
        match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) if is_rust(&info) => {
                let line = text[..range.start].matches('\n').count() + 1;
                fence = chapter.place(line).map(|place| (place.clone(), info.into_string(), String::new()));
            }
            Event::Text(text) => {
                if let Some((_, _, code)) = &mut fence {
                    code.push_str(&text);
                }
            }
            Event::End(TagEnd::CodeBlock) => {
                snippets.extend(fence.take().map(|(place, info, code)| snippet(place, &info, code)));
            }
            _ => {}
        }
    }
    snippets
}

/// The words after an opening fence, the first of which is the language, split as mdBook and rustdoc do.
fn words(info: &str) -> impl Iterator<Item = &str> {
    info.split([' ', '\t', ',']).filter(|word| !word.is_empty())
}

/// Whether a fence is Rust to a reader, to rustdoc or to skeptic: what one of them takes for Rust and another does not
/// has to be corrected.
fn is_rust(info: &str) -> bool {
    let mut parts =
        info.split(|c: char| !(c == '_' || c == '-' || c.is_alphanumeric())).filter(|part| !part.is_empty());
    let Some(language) = parts.next() else { return false };
    // In braces and parentheses rustdoc expects classes and comments, and takes a fence without a language for Rust.
    let unnamed = info.trim_start().starts_with(['{', '(']);
    let known = ["rust", "rs"].iter().any(|rust| language.eq_ignore_ascii_case(rust));
    unnamed || known || is_rustdoc(language) || parts.any(|part| part == "rust")
}

/// The words that make a fence Rust to rustdoc, though the page shows no language that it knows.
fn is_rustdoc(word: &str) -> bool {
    // An error's code makes it Rust to a nightly rustdoc only.
    let code = word.strip_prefix('E').is_some_and(|code| code.len() == 4 && code.parse::<u16>().is_ok());
    ["ignore", "should_panic", "no_run", "compile_fail", "test_harness", "standalone_crate"].contains(&word)
        || ["ignore-", "edition"].iter().any(|start| word.starts_with(start))
        || code
}

fn snippet(place: Location, info: &str, code: String) -> Result<Snippet, Problem> {
    for (nth, word) in words(info).enumerate() {
        let advice = if nth == 0 && word != "rust" { Some(NOT_RUST) } else { advice(word) };
        if let Some(advice) = advice {
            return Err(Problem::Word(place, word.to_owned(), advice));
        }
    }
    let snippet = Snippet { place, code, ignored: words(info).any(|word| word == "ignore") };
    let (place, code) = (snippet.place.clone(), &snippet.code);
    if let Some(why) = program::unfit(code) {
        Err(Problem::Untestable(place, why))
    } else if snippet.ignored {
        if explained(code) { Ok(snippet) } else { Err(Problem::Unexplained(place)) }
    } else if code.contains("[=") || code.contains("[%") {
        Err(Problem::Directive(place))
    } else if let Some(why) = program::never_run(code) {
        Err(Problem::Untestable(place, why))
    } else {
        Ok(snippet)
    }
}

const NOT_RUST: &str =
    "the first word is the language. Write `rust`, or `rust,ignore` for one that is not tested";

/// What to do instead of a word that this harness does not honour, if it is one.
fn advice(word: &str) -> Option<&'static str> {
    Some(match word {
        "rust" | "ignore" => return None,
        "compile_fail" => {
            "skeptic cannot test that. Show it as `rust,ignore`, and test it with the crate it is about"
        }
        "should_panic" => {
            "skeptic would pass it when it does not compile. Catch the panic with `std::panic::catch_unwind` and assert"
        }
        "no_run" => {
            "skeptic would compile it again on every run. Put the code into a function that the snippet does not call"
        }
        _ => "write `rust`, or `rust,ignore` for one that is not tested",
    })
}

/// Whether the first line that the reader sees is a comment.
fn explained(code: &str) -> bool {
    let mut shown = code.lines().filter(|line| !is_hidden(line)).map(str::trim_start);
    shown.find(|line| !line.is_empty()).is_some_and(|line| line.starts_with("//"))
}
