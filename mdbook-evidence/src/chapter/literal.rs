//! What of a chapter is shown as it stands: code, comments, and an opening behind a backslash.
//!
//! minijinja knows no Markdown and would expand a directive in a code block. So the bracket of an opening that is no
//! directive's gives way to a stand-in of the same length, which minijinja does not look at, and comes back afterwards.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::LazyLock;

use mdbook_markdown::pulldown_cmark::{Event, Tag, TagEnd};
use mdbook_markdown::{MarkdownOptions, new_cmark_parser};
use regex::Regex;

use crate::pattern::constant;

/// What directives and statements begin and end with.
const DIRECTIVES: [(&str, &str); 2] = [("[=", "=]"), ("[%", "%]")];

/// Stands for a bracket. One byte as the bracket is, so that every place in the text stays where it is.
const STAND_IN: char = '\u{1}';

/// The elements whose contents are no prose.
const LITERAL: [&str; 5] = ["code", "pre", "script", "style", "textarea"];

/// The one of these that a tag is of, and whether it begins it.
pub(crate) fn literal_tag(tag: &str) -> Option<(&'static str, bool)> {
    let opens = !tag.starts_with("</");
    let inside = tag.trim_start_matches(['<', '/']).to_ascii_lowercase();
    let name = inside.split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '-').next()?;
    LITERAL.into_iter().find(|known| *known == name).map(|name| (name, opens))
}

/// What a browser does not take for prose of a block of HTML, and other tags, so as to pass over what stands in their quotes.
static LITERAL_HTML: LazyLock<Regex> = LazyLock::new(|| {
    let attributes = r#"(?:"[^"]*"|'[^']*'|[^"'>])*"#;
    let elements = LITERAL.map(|name| format!(r"<{name}(?:[\s/]{attributes})?>.*?(?:</{name}\s*>|\z)"));
    let elements = elements.join("|");
    constant(&format!(r"(?is)(?<literal><!--.*?(?:-->|\z)|{elements})|</?[a-z]{attributes}>"))
});

/// Where that stands in a block of HTML.
pub(crate) fn literal_in(html: &str) -> impl Iterator<Item = Range<usize>> {
    LITERAL_HTML.captures_iter(html).filter_map(|found| Some(found.name("literal")?.range()))
}

/// The chapter as minijinja is to see it.
#[derive(Debug)]
pub(crate) struct Template {
    pub(crate) text: String,
    /// Where the first stands that is no directive, and why.
    pub(crate) refused: Option<(usize, &'static str)>,
    /// Every `[= ... =]` that is one, in the order of the text.
    pub(crate) directives: Vec<Range<usize>>,
    headings: Vec<Range<usize>>,
}

impl Template {
    /// Hides every opening that is no directive's.
    pub(crate) fn of(chapter: &str) -> Self {
        let Parsed { mut literal, headings } = parse(chapter);
        // The chapter without directives in which Markdown would find code.
        let mut markdown = Cow::Borrowed(chapter);
        let (mut hidden, mut directives) = (Vec::new(), Vec::new());
        let (mut at, mut refused) = (0, None);
        while let Some((start, closing)) = next_opening(chapter, at) {
            if let Some(range) = literal.iter().find(|range| range.contains(&start)) {
                let openings = DIRECTIVES.iter().flat_map(|(opening, _)| {
                    chapter[start..range.end].match_indices(opening).map(move |(at, _)| start + at)
                });
                hidden.extend(openings);
                at = range.end.max(start + 1);
            } else if is_escaped(chapter, start) {
                hidden.push(start);
                at = start + 1;
            } else {
                let length =
                    chapter[start..].find(closing).map_or(chapter.len() - start, |at| at + closing.len());
                at = start + length;
                if chapter[start..].starts_with(DIRECTIVES[0].0) {
                    directives.push(start..at);
                }
                refused = refused.or_else(|| Some((start, refusal(&chapter[start..at])?)));
                // A backtick in a directive is no code of the chapter, and what it would have ended goes on.
                if literal.iter().any(|range| (start..at).contains(&range.start)) {
                    markdown.to_mut().replace_range(start..at, &letters(&chapter[start..at], 0));
                    literal = parse(&markdown).literal;
                }
            }
        }
        let mut text = String::with_capacity(chapter.len());
        let mut end = 0;
        hidden.sort_unstable();
        for place in hidden {
            text.push_str(&chapter[end..place]);
            text.push(STAND_IN);
            end = place + 1;
        }
        text.push_str(&chapter[end..]);
        Self { text, refused, directives, headings }
    }

    /// Whether that byte of the chapter is in a heading.
    pub(crate) fn is_heading(&self, place: usize) -> bool {
        self.headings.iter().any(|heading| heading.contains(&place))
    }
}

/// The most characters of a directive. What reads it is recursive.
const LONGEST: usize = 10_000;

/// Why this is not one call of a directive, from bracket to bracket. minijinja would do more: repeat a number's mark so many times, compare
/// marks, leave out what a condition says. None of that is what the figures say, and a sentence would change where no claim sees it.
fn refusal(directive: &str) -> Option<&'static str> {
    let Some(inside) = directive.strip_prefix("[=") else {
        return Some(
            "a chapter has directives and no statements: what it shows stands in its text. To show one, write it as code, or as `\\[%`.",
        );
    };
    if directive.len() > LONGEST {
        return Some("a directive has at most 10,000 characters");
    }
    // What has no end is said when it is expanded.
    let inside = inside.strip_suffix("=]")?;
    let inside = inside.strip_prefix(['-', '+']).unwrap_or(inside);
    let inside = inside.strip_suffix(['-', '+']).unwrap_or(inside).trim();
    (!is_one_call(inside)).then_some(
        "a directive is one call, such as `fig(\"...\")`, with nothing beside it. Compute within its expression: `fig('2 * fig(\"...\")')`.",
    )
}

/// Whether it is a name and one pair of parentheses.
fn is_one_call(text: &str) -> bool {
    let name = text.trim_start_matches(|letter: char| letter.is_ascii_alphanumeric() || letter == '_');
    let Some(inside) = name.trim_start().strip_prefix('(').filter(|_| name.len() < text.len()) else {
        return false;
    };
    let (mut depth, mut quote, mut letters) = (1, None, inside.chars());
    while let Some(letter) = letters.next() {
        match (letter, quote) {
            ('\\', Some(_)) => {
                letters.next();
            }
            (_, Some(open)) if open == letter => quote = None,
            (_, Some(_)) => {}
            ('"' | '\'', None) => quote = Some(letter),
            ('(', None) => depth += 1,
            (')', None) => {
                depth -= 1;
                if depth == 0 {
                    return letters.as_str().is_empty();
                }
            }
            _ => {}
        }
    }
    false
}

/// A chapter with letters in place of its directives, line for line: what stands in them is none of its Markdown.
pub(crate) fn without_directives(chapter: &str) -> String {
    let (mut text, mut end) = (String::with_capacity(chapter.len()), 0);
    for directive in Template::of(chapter).directives {
        text.push_str(&chapter[end..directive.start]);
        text.push_str(&letters(&chapter[directive.clone()], 1));
        end = directive.end;
    }
    text + &chapter[end..]
}

/// A letter for each byte of a text, in its lines; in each at `least` so many, for an empty line would end a paragraph.
fn letters(text: &str, least: usize) -> String {
    text.split('\n').map(|line| "x".repeat(line.len().max(least))).collect::<Vec<_>>().join("\n")
}

/// Brings the brackets back.
pub(crate) fn restored(expanded: &str) -> String {
    expanded.replace(STAND_IN, "[")
}

/// Characters for private use that mark things in a text on its way to the page, and the one that stands for what is no prose.
const OURS: [char; 6] = ['\u{e000}', '\u{e001}', '\u{e002}', '\u{e003}', '\u{e004}', '\u{fffc}'];

/// The first character that no page can show, and where it is.
pub(crate) fn control_character(chapter: &str) -> Option<(usize, char)> {
    chapter.char_indices().find(|(_, letter)| {
        letter.is_control() && !matches!(letter, '\t' | '\n' | '\r' | '\u{c}') || OURS.contains(letter)
    })
}

/// The next opening from there on, and what closes it.
fn next_opening(text: &str, from: usize) -> Option<(usize, &'static str)> {
    let found = DIRECTIVES
        .iter()
        .filter_map(|(opening, closing)| text[from..].find(opening).map(|at| (from + at, *closing)));
    found.min()
}

/// Whether an odd number of backslashes stands before it: Markdown shows the bracket behind one as a bracket.
fn is_escaped(text: &str, place: usize) -> bool {
    text[..place].bytes().rev().take_while(|byte| *byte == b'\\').count() % 2 == 1
}

struct Parsed {
    literal: Vec<Range<usize>>,
    headings: Vec<Range<usize>>,
}

/// The literal parts are in the order of the text.
fn parse(chapter: &str) -> Parsed {
    let mut parsed = Parsed { literal: Vec::new(), headings: Vec::new() };
    // The element whose contents are literal, where it begins, and how deep in others of its name.
    let mut open: Option<(&str, usize, usize)> = None;
    for (event, range) in new_cmark_parser(chapter, &MarkdownOptions::default()).into_offset_iter() {
        match event {
            Event::Start(Tag::CodeBlock(_)) | Event::Code(_) => parsed.literal.push(range),
            Event::Start(Tag::Heading { .. }) => parsed.headings.push(range),
            Event::Start(Tag::HtmlBlock) => {
                let found = literal_in(&chapter[range.clone()]);
                parsed.literal.extend(found.map(|it| range.start + it.start..range.start + it.end));
            }
            Event::InlineHtml(html) if html.starts_with("<!--") => parsed.literal.push(range),
            Event::InlineHtml(html) => {
                open = match (open, literal_tag(&html)) {
                    (None, Some((name, true))) => Some((name, range.start, 0)),
                    (Some((name, start, depth)), Some((other, opens))) if name == other => {
                        match (opens, depth) {
                            (true, depth) => Some((name, start, depth + 1)),
                            (false, 0) => {
                                parsed.literal.push(start..range.end);
                                None
                            }
                            (false, depth) => Some((name, start, depth - 1)),
                        }
                    }
                    (open, _) => open,
                }
            }
            Event::End(TagEnd::Paragraph) => open = None,
            _ => {}
        }
    }
    parsed.literal.sort_by_key(|range| range.start);
    parsed
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The chapter with what is hidden as `·`.
    fn hidden(chapter: &str) -> String {
        Template::of(chapter).text.replace(STAND_IN, "·")
    }

    #[test]
    fn openings_in_code_and_comments_are_hidden_and_others_are_not() {
        for (chapter, seen) in [
            ("`[= a =]` [= b =]", "`·= a =]` [= b =]"),
            ("``` lua\ns = [=[ x ]=] [%d]\n```\n[= b =]", "``` lua\ns = ·=[ x ]=] ·%d]\n```\n[= b =]"),
            ("~~~\n[% raw %]\n~~~", "~~~\n·% raw %]\n~~~"),
            ("a\n\n    [= b =]\n\n[= c =]", "a\n\n    ·= b =]\n\n[= c =]"),
            ("- a\n\n      [= b =]\n", "- a\n\n      ·= b =]\n"),
            ("> ```\n> [= b =]\n> ```", "> ```\n> ·= b =]\n> ```"),
            ("<!-- [= a =]\n\n[% b %] -->\n\n[= c =]", "<!-- ·= a =]\n\n·% b %] -->\n\n[= c =]"),
            ("text <!-- [= a =] --> [= b =]", "text <!-- ·= a =] --> [= b =]"),
            ("<p>[= a =]<!-- [= b =] --></p>", "<p>[= a =]<!-- ·= b =] --></p>"),
            ("<style>\na[href%=\"x\"] [%d] [=x=]\n</style>", "<style>\na[href%=\"x\"] ·%d] ·=x=]\n</style>"),
            ("text <code>[= a =]</code> [= b =]", "text <code>·= a =]</code> [= b =]"),
            ("```\n[= never closed", "```\n·= never closed"),
        ] {
            assert_eq!(hidden(chapter), seen, "{chapter}");
        }
    }

    #[test]
    fn a_backslash_hides_an_opening_and_two_do_not() {
        assert_eq!(hidden(r"\[= a =] \\[= b =] \[%d] \[=[= c =]"), r"\·= a =] \\[= b =] \·%d] \·=[= c =]");
    }

    #[test]
    fn what_looks_like_code_inside_a_directive_is_the_directives() {
        let chapter = "[= a('x `y') =] and [= b('z` <!--') =] [= c =]";
        assert_eq!(hidden(chapter), chapter);
        assert_eq!(hidden("[= a('x`y') =] `[= b =]` [= c('`') =]"), "[= a('x`y') =] `·= b =]` [= c('`') =]");
    }

    #[test]
    fn no_place_in_the_text_moves() {
        let chapter = "é `[= a =]`\n[= b =]";
        assert_eq!(Template::of(chapter).text.len(), chapter.len());
        assert_eq!(restored(&Template::of(chapter).text), chapter);
    }
}
