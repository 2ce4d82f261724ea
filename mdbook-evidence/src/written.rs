//! A chapter as its author wrote it: what is a directive, which sentences are marked, and what their predicates are.
//!
//! All of it is known before anything is looked up, so that `accept` needs no evidence.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::claim::Sentence;
use crate::directive::line_of;
use crate::foot::{Definition, Fault, Foot, collapsed, is_id};
use crate::literal::{self, Template};

/// `claim("id")` or `claim('id')`.
static CLAIM: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r#"^claim\s*\(\s*(?:"([^"]*)"|'([^']*)')\s*\)$"#)
        .unwrap_or_else(|error| unreachable!("a constant pattern: {error}"))
});

/// The call that a directive is.
static CALLED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(claim|end)\s*\(").unwrap_or_else(|error| unreachable!("a constant pattern: {error}"))
});

/// A blank line.
static BLANK: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"\n[ \t\r]*\n").unwrap_or_else(|error| unreachable!("a constant pattern: {error}"))
});

/// A chapter that can be expanded.
#[derive(Debug)]
pub(crate) struct Written<'a> {
    /// Its text without the foot, which is not published.
    pub(crate) text: &'a str,
    pub(crate) template: Template,
    /// The sentences that are bound to predicates, in the order of the text.
    pub(crate) claims: Vec<Sentence>,
}

impl<'a> Written<'a> {
    /// Reads a chapter.
    ///
    /// # Errors
    /// Everything that is wrong whatever the evidence says, with its line.
    pub(crate) fn of(chapter: &'a str) -> Result<Self, Vec<Fault>> {
        let one = |place, message: String| vec![Fault::new(line_of(chapter, place), message)];
        if let Some((place, letter)) = literal::control_character(chapter) {
            return Err(one(
                place,
                format!("the text has the control character {letter:?}, which no page can show. Delete it."),
            ));
        }
        let Foot { mut definitions, block } = Foot::of(chapter)?;
        let text = &chapter[..block.map_or(chapter.len(), |block| block.start)];
        let template = Template::of(text);
        if let Some(place) = template.raw {
            let message = "a raw block would publish its directives as they are. To show one, write it as code, or as `\\[=`.";
            return Err(one(place, message.to_owned()));
        }
        let mut faults = Vec::new();
        let marked = Marked::all(text, &template.directives, &mut faults);
        let mut claims = Vec::new();
        for Marked { id, line, source } in &marked {
            match definitions.get(id) {
                Some(Definition { predicate, .. }) => claims.push(Sentence {
                    id: id.clone(),
                    predicate: predicate.clone(),
                    line: *line,
                    source: source.clone(),
                }),
                None => faults.push(Fault::new(
                    *line,
                    format!(
                        "claim `{id}` has no predicate. Write `{id}: ...` into the block at the chapter's foot, which `<!-- claims` opens \
                         and `-->` closes, each alone on a line."
                    ),
                )),
            }
        }
        definitions.retain(|id, _| marked.iter().all(|claim| claim.id != *id));
        faults.extend(definitions.iter().map(|(id, definition)| {
            let message = format!(
                "the predicate of claim `{id}` has no sentence: the chapter has no `[= claim(\"{id}\") =]`. Write the sentence, or take \
                 the predicate out."
            );
            Fault::new(definition.line, message)
        }));
        if faults.is_empty() { Ok(Self { text, template, claims }) } else { Err(faults) }
    }
}

/// A sentence between `claim` and `end`.
struct Marked {
    id: String,
    line: usize,
    source: String,
}

impl Marked {
    /// All of a text, those that are at fault too.
    fn all(text: &str, directives: &[Range<usize>], faults: &mut Vec<Fault>) -> Vec<Self> {
        let mut all: Vec<Self> = Vec::new();
        // Where the text of the last one begins, until it ends.
        let mut begun = None;
        for directive in directives {
            let line = line_of(text, directive.start);
            let inside = text[directive.clone()].trim_start_matches("[=").trim_end_matches("=]");
            let inside = inside.trim_matches(['-', '+']).trim();
            let Some(called) = CALLED.captures(inside) else { continue };
            let mut fault = |message: String| faults.push(Fault::new(line, message));
            if &called[1] == "end" {
                match (begun.take(), all.last_mut()) {
                    (Some(begins), Some(marked)) => {
                        let source = &text[begins..directive.start];
                        marked.source = collapsed(source);
                        let id = &marked.id;
                        if marked.source.is_empty() {
                            fault(format!(
                                "claim `{id}` binds nothing: there is no sentence before this end"
                            ));
                        } else if BLANK.is_match(source.trim()) {
                            fault(format!(
                                "claim `{id}`, which ends here, goes over more than one paragraph. Bind one sentence, figure or table."
                            ));
                        }
                    }
                    _ => fault("there is no open claim to end here".to_owned()),
                }
                continue;
            }
            let Some(id) = CLAIM.captures(inside).and_then(|found| found.get(1).or(found.get(2))) else {
                fault(format!(
                    "`{inside}` is not `claim(\"its-id\")`. The predicate stands at the chapter's foot, as `its-id: ...` between \
                     `<!-- claims` and `-->`, each alone on a line."
                ));
                continue;
            };
            let id = id.as_str();
            if !is_id(id) {
                fault(format!("`{id}` is not an id: use lower-case letters, digits and hyphens"));
                continue;
            }
            match (begun, all.last()) {
                (Some(_), Some(Self { id: open, .. })) => {
                    fault(format!("claim `{open}` is still open here: end it before another begins"));
                }
                _ => {
                    begun = Some(directive.end);
                    all.push(Self { id: id.to_owned(), line, source: String::new() });
                }
            }
        }
        if let (Some(_), Some(Self { id, line, .. })) = (begun, all.last()) {
            faults.push(Fault::new(*line, format!("claim `{id}` has no end in its chapter")));
        }
        all
    }
}
