//! mdBook's search index, anew: a reader finds a chapter by the words of its sentences, and does not wait for what nobody searches for.
//!
//! The stock index takes `std::HashMap` for one word, so that nobody finds it by `map`; has every number of every table and the notes
//! on where they came from; and writes down for each beginning of a word that it ends no word. That was two megabytes here. It also
//! shows `Arc<Config>` in a title as HTML, where `<Config>` is a tag that nobody sees.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use anyhow::{Context, Error};
use elasticlunr::IndexBuilder;
use regex::Regex;
use serde::Deserialize;
use serde_json::{Map, Value};

use crate::page::layout::SOURCES;
use crate::pattern::constant;

/// How mdBook's file begins, and how it ends.
const OPENING: &str = "window.search = Object.assign(window.search, JSON.parse('";
const CLOSING: &str = "'));";

/// No longer word is looked for, as in mdBook's own index.
const LONGEST: usize = 80;

/// So much of a section's text is kept to show under a result; it is found by all of it.
const SHOWN: usize = 2_000;

/// A heading with what stands below it.
#[derive(Debug, Deserialize)]
struct Section {
    title: String,
    body: String,
    breadcrumbs: String,
}

/// Writes the index of the book in a folder anew, where it has one.
///
/// # Errors
/// That it cannot be read or written, or was written by another mdBook; the index is then as mdBook wrote it.
pub fn rewrite(book: &Path) -> Result<(), Error> {
    let of = |path: &Path| format!("cannot rewrite the search index {}", path.display());
    for entry in fs::read_dir(book).with_context(|| of(book))? {
        let path = entry.with_context(|| of(book))?.path();
        let name = path.file_name().map(|name| name.to_string_lossy());
        if name.is_some_and(|name| name.starts_with("searchindex") && name.ends_with(".js")) {
            let text = fs::read_to_string(&path).with_context(|| of(&path))?;
            let anew = anew(&text).map_err(|problem| {
                Error::msg(format!(
                    "the search index {} is not in the form that mdBook 0.5 writes: {problem}. Set `enable = false` in \
                     [output.html.search], or build with that mdBook.",
                    path.display()
                ))
            })?;
            fs::write(&path, anew).with_context(|| of(&path))?;
        }
    }
    Ok(())
}

fn anew(script: &str) -> Result<String, String> {
    let json = script
        .trim_end()
        .strip_prefix(OPENING)
        .and_then(|rest| rest.strip_suffix(CLOSING))
        .ok_or_else(|| format!("it does not begin with `{OPENING}`"))?;
    let mut written: Value = serde_json::from_str(&unescaped(json)).map_err(|error| error.to_string())?;
    let docs = written.pointer_mut("/index/documentStore/docs").map(Value::take).unwrap_or_default();
    let docs: BTreeMap<String, Section> = serde_json::from_value(docs).map_err(|error| error.to_string())?;
    let mut anew = IndexBuilder::new()
        .add_field_with_tokenizer("title", Box::new(words))
        .add_field_with_tokenizer("body", Box::new(words))
        .add_field_with_tokenizer("breadcrumbs", Box::new(words))
        .build();
    // In the order in which mdBook numbered them.
    for (id, Section { title, body, breadcrumbs }) in &docs {
        anew.add_doc(id, [title, &prose(body), breadcrumbs]);
    }
    let mut anew = serde_json::to_value(&anew).map_err(|error| error.to_string())?;
    if let Some(fields) = anew.get_mut("index").and_then(Value::as_object_mut) {
        for root in fields.values_mut().filter_map(|field| field.get_mut("root")) {
            prune(root);
        }
    }
    if let Some(docs) = anew.pointer_mut("/documentStore/docs").and_then(Value::as_object_mut) {
        for doc in docs.values_mut() {
            change(doc, "body", |body| body.chars().take(SHOWN).collect());
            // The searcher puts them on the page as they are.
            change(doc, "breadcrumbs", of_text);
        }
    }
    written["index"] = anew;
    let json = written.to_string();
    Ok(format!("{OPENING}{}{CLOSING}", json.replace('\\', "\\\\").replace('\'', "\\'")))
}

fn change(doc: &mut Value, field: &str, to: impl Fn(&str) -> String) {
    if let Some(text) = doc.get_mut(field) {
        *text = text.as_str().map(to).unwrap_or_default().into();
    }
}

/// A string of JavaScript in single quotes as what it stands for.
fn unescaped(string: &str) -> String {
    let mut text = String::with_capacity(string.len());
    let mut characters = string.chars();
    while let Some(character) = characters.next() {
        text.extend(if character == '\\' { characters.next() } else { Some(character) });
    }
    text
}

/// Text as HTML.
fn of_text(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// What a reader would read aloud of a section: no notes, no marks, no brackets of intervals, no rows of numbers.
fn prose(body: &str) -> String {
    static INTERVALS_AND_MARKS: LazyLock<Regex> = LazyLock::new(|| {
        let interval = r"\s*\[[^\[\]]{1,30}–[^\[\]]{1,30}\]";
        constant(&format!(r"{interval}|\s*\(?[✓‡]\)?|Where these numbers come from|The figure as a table"))
    });
    static NUMBERS: LazyLock<Regex> = LazyLock::new(|| {
        let unit = r"(?:\s?(?:×|%|[nµm]?s|[kKM]?i?B|bytes|fewer|more|less)\b)*";
        constant(&format!(r"(?:(?:^|\s)-?[0-9][0-9.,]*(?:\s?[×%])*{unit}){{2,}}"))
    });
    let body = body.split_once(SOURCES).map_or(body, |(before, _)| before);
    let body = INTERVALS_AND_MARKS.replace_all(body, "");
    let body = NUMBERS.replace_all(&body, " …");
    body.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What a text is found by: each word; of a path or a type its parts as well; and whole numbers.
fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    let is_in_word =
        |letter: char| letter.is_alphanumeric() || letter == '_' || letter == '’' || letter == '\'';
    for token in text.split(|letter: char| letter.is_whitespace() || letter == '-') {
        let token = token.trim_matches(|letter: char| !letter.is_alphanumeric()).to_lowercase();
        if token.is_empty() || token.len() > LONGEST {
            continue;
        }
        let has_letter = |word: &str| word.contains(char::is_alphabetic);
        if !has_letter(&token) {
            if token.bytes().all(|byte| byte.is_ascii_digit()) && !token.starts_with('0') {
                words.push(token);
            }
            continue;
        }
        let parts: BTreeSet<&str> = token.split(|letter| !is_in_word(letter)).collect();
        if parts.len() > 1 {
            words.extend(
                parts.iter().filter(|part| part.len() > 1 && has_letter(part)).map(|part| (*part).to_owned()),
            );
            // A type is typed whole as well.
            let is_of_type = |letter: char| is_in_word(letter) || [':', '<', '>'].contains(&letter);
            if token.chars().all(is_of_type) {
                words.push(token);
            }
        } else {
            words.push(token);
        }
    }
    words
}

/// Leaves of a tree of beginnings only what says something: the searcher asks for no other.
fn prune(node: &mut Value) {
    let Some(children) = node.as_object_mut() else { return };
    if children.get("df").and_then(Value::as_u64) == Some(0) {
        children.remove("df");
        children.remove("docs");
    }
    for (name, child) in children {
        match name.as_str() {
            "df" => {}
            "docs" => round(child),
            _ => prune(child),
        }
    }
}

/// How often a word stands in a section, to a hundredth.
fn round(docs: &mut Value) {
    for frequency in
        docs.as_object_mut().into_iter().flat_map(Map::values_mut).filter_map(|it| it.get_mut("tf"))
    {
        let hundredths = frequency.as_f64().map(|tf| (tf * 100.0).round() / 100.0);
        *frequency = hundredths.map_or(Value::Null, Value::from);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_type_is_found_by_its_parts_and_a_number_only_where_it_is_whole() {
        assert_eq!(
            words("Share `std::Vector<T>` 500 [0.03–0.04] 1.53"),
            ["share", "std", "vector", "std::vector<t", "500"]
        );
    }

    #[test]
    fn notes_marks_intervals_and_rows_of_numbers_are_left_out() {
        let body = format!(
            "It is 1.05 × [1.04–1.06] of it. ✓ map 3.1 × [3.0–3.2] 4.0 % 5 ns end {SOURCES} fig(a): 12 rounds"
        );
        assert_eq!(prose(&body), "It is 1.05 × of it. map … end");
    }

    #[test]
    fn a_title_shows_its_type_arguments() {
        let docs = r#"{"0":{"title":"Arc<T>","body":"it's \\ text","breadcrumbs":"Arc<T>","id":"0"}}"#;
        let json = format!(r#"{{"doc_urls":["a.html"],"index":{{"documentStore":{{"docs":{docs}}}}}}}"#);
        let json = json.replace('\\', "\\\\").replace('\'', "\\'");
        let anew = anew(&format!("{OPENING}{json}{CLOSING}")).unwrap();
        assert!(anew.contains(r#""breadcrumbs":"Arc&lt;T&gt;""#), "{anew}");
        assert!(anew.contains(r"it\'s \\\\ text"), "{anew}");
        assert!(!anew.contains(r#""df":0"#), "{anew}");
    }

    #[test]
    fn another_form_is_refused() {
        assert!(anew("window.search = {}").unwrap_err().contains("does not begin"));
    }
}
