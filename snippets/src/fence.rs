use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

use super::include::Line;
use super::{Place, Problem, Snippet};

/// The Rust fences of a chapter whose includes are expanded: snippets to test, or why one cannot be.
pub(super) fn snippets(lines: &[Line]) -> Vec<Result<Snippet, Problem>> {
    let text: String = lines.iter().flat_map(|line| [&line.text, "\n"]).collect();
    // What mdBook 0.5 enables, as far as it decides what is a fence.
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_GFM;
    let mut snippets = Vec::new();
    let mut fence: Option<(Place, Vec<String>, String)> = None;
    for (event, range) in Parser::new_ext(&text, options).into_offset_iter() {
        match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => {
                let line = text[..range.start].matches('\n').count();
                let words = words(&info);
                let rust = words.first().is_some_and(|word| is_rust(word))
                    || words.iter().any(|word| word == "rust");
                fence = rust.then(|| (lines[line].place.clone(), words, String::new()));
            }
            Event::Text(text) => {
                if let Some((_, _, code)) = &mut fence {
                    code.push_str(&text);
                }
            }
            Event::End(TagEnd::CodeBlock) => {
                snippets.extend(fence.take().map(|(place, words, code)| snippet(place, &words, code)));
            }
            _ => {}
        }
    }
    snippets
}

/// The words after an opening fence, split as skeptic does.
fn words(info: &str) -> Vec<String> {
    let words = info.split(|c: char| !(c == '_' || c == '-' || c.is_alphanumeric()));
    words.filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// The names under which a page would show Rust.
fn is_rust(word: &str) -> bool {
    ["rust", "rs"].iter().any(|rust| word.eq_ignore_ascii_case(rust))
}

fn snippet(place: Place, words: &[String], code: String) -> Result<Snippet, Problem> {
    for word in words {
        if let Some(advice) = advice(word) {
            return Err(Problem::Word { place, word: word.clone(), advice });
        }
    }
    let ignored = words.iter().any(|word| word == "ignore");
    if ignored && !explained(&code) {
        return Err(Problem::Unexplained { place });
    }
    if !ignored && (code.contains("[=") || code.contains("[%")) {
        return Err(Problem::Directive { place });
    }
    Ok(Snippet { place, code, ignored })
}

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
    let mut shown =
        code.lines().map(str::trim_start).filter(|line| !(*line == "#" || line.starts_with("# ")));
    shown.find(|line| !line.is_empty()).is_some_and(|line| line.starts_with("//"))
}
