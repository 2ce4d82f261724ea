//! A chapter as its author wrote it: what is a directive, which sentences are marked, and what their predicates are.
//!
//! All of it is known before anything is looked up, so that `accept` needs no evidence.

use std::fmt;
use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::chapter::foot::{Definition, Fault, Foot, collapsed, collapsed_around, is_id, quoted};
use crate::chapter::literal::{self, Template};
use crate::claim::Sentence;
use crate::claim::reviewed::{Reviewed, StandsOn};
use crate::directive::line_of;
use crate::pattern::constant;

/// What stands between a directive and `end()`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum What {
    /// A sentence that is bound to the predicate of this id.
    Claim(String),
    /// A sentence that is the author's opinion, by its id.
    Judgement(String),
}

impl fmt::Display for What {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Claim(id) => write!(f, "claim `{id}`"),
            Self::Judgement(id) => write!(f, "judgement `{id}`"),
        }
    }
}

/// `claim("id")` or `claim('id')`.
static CLAIM: LazyLock<Regex> = LazyLock::new(|| constant(r#"^claim\s*\(\s*(?:"([^"]*)"|'([^']*)')\s*\)$"#));

/// `judgement("id", reason="why")`, with quotes of either kind.
static JUDGEMENT: LazyLock<Regex> = LazyLock::new(|| {
    constant(
        r#"(?s)^judgement\s*\(\s*(?:"([^"]*)"|'([^']*)')\s*,\s*reason\s*=\s*(?:"([^"]*)"|'([^']*)')\s*\)$"#,
    )
});

/// The call that a directive is.
static CALLED: LazyLock<Regex> = LazyLock::new(|| constant(r"^(claim|judgement|end)\s*\("));

/// A blank line.
static BLANK: LazyLock<Regex> = LazyLock::new(|| constant(r"\n[ \t\r]*\n"));

/// A chapter that can be expanded.
#[derive(Debug)]
pub(crate) struct Written<'a> {
    /// Its text without the foot, which is not published.
    pub(crate) text: &'a str,
    pub(crate) template: Template,
    /// The sentences that are bound to predicates, in the order of the text.
    pub(crate) claims: Vec<Sentence>,
    /// They and the judgements, each with its line.
    pub(crate) marked: Vec<(What, usize)>,
    /// The same, each with what it stands on.
    pub(crate) reviewed: Vec<Reviewed>,
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
                format!("the text has the character {letter:?}, which no page can show. Delete it."),
            ));
        }
        let Foot { mut definitions, block } = Foot::of(chapter)?;
        let text = &chapter[..block.map_or(chapter.len(), |block| block.start)];
        let template = Template::of(text);
        if let Some((place, why)) = template.refused {
            return Err(one(place, why.to_owned()));
        }
        let marked = Marked::all(text, &template.directives)?;
        let mut faults = Vec::new();
        let (mut claims, mut reviewed) = (Vec::new(), Vec::new());
        for Marked { what, reason, line, source } in &marked {
            let (id, stands_on) = match what {
                What::Judgement(id) => (id, StandsOn::Reason(reason.clone())),
                What::Claim(id) => match definitions.get(id) {
                    Some(Definition { predicate, .. }) => {
                        let (id_of, predicate) = (id.clone(), predicate.clone());
                        let stands_on = StandsOn::Predicate(predicate.text.clone());
                        claims.push(Sentence { id: id_of, predicate, line: *line, words: String::new() });
                        (id, stands_on)
                    }
                    None => {
                        faults.push(Fault::new(
                            *line,
                            format!(
                                "claim `{id}` has no predicate. Write `{id}: ...` into the block at the chapter's foot, which `<!-- claims` opens \
                                 and `-->` closes, each alone on a line."
                            ),
                        ));
                        continue;
                    }
                },
            };
            reviewed.push(Reviewed { id: id.clone(), line: *line, sentence: source.clone(), stands_on });
        }
        definitions.retain(|id, _| marked.iter().all(|it| it.what != What::Claim(id.clone())));
        faults.extend(definitions.iter().map(|(id, definition)| {
            let message = format!(
                "the predicate of claim `{id}` has no sentence: the chapter has no `[= claim(\"{id}\") =]`. Write the sentence, or take \
                 the predicate out."
            );
            Fault::new(definition.line, message)
        }));
        let marked = marked.into_iter().map(|it| (it.what, it.line)).collect();
        if faults.is_empty() { Ok(Self { text, template, claims, marked, reviewed }) } else { Err(faults) }
    }
}

/// A sentence between `claim` or `judgement` and `end`.
struct Marked {
    what: What,
    /// Why the author holds a judgement; empty for a claim.
    reason: String,
    line: usize,
    source: String,
}

impl Marked {
    /// All of a text.
    ///
    /// # Errors
    /// Those that do not begin or end as they should.
    fn all(text: &str, directives: &[Range<usize>]) -> Result<Vec<Self>, Vec<Fault>> {
        let mut all: Vec<Self> = Vec::new();
        let mut faults = Vec::new();
        // Where the text of the last one begins, until it ends.
        let mut begun = None;
        for directive in directives {
            let line = line_of(text, directive.start);
            let Some(bound) = Bound::of(&text[directive.clone()]) else { continue };
            let message = match (bound, begun, all.last_mut()) {
                (Err(message), ..) => message,
                (Ok(Bound::Begin(..)), Some(_), Some(open)) => {
                    format!("{} is still open here: end it before another begins", open.what)
                }
                (Ok(Bound::Begin(what, reason)), ..) => {
                    begun = Some(directive.end);
                    all.push(Self { what, reason, line, source: String::new() });
                    continue;
                }
                (Ok(Bound::End), Some(begins), Some(open)) => {
                    begun = None;
                    let source = &text[begins..directive.start];
                    open.source = collapsed_around(source, &names(source, begins, directives));
                    if open.source.is_empty() {
                        format!("{} binds nothing: there is no sentence before this end", open.what)
                    } else if BLANK.is_match(source.trim()) {
                        format!(
                            "{}, which ends here, goes over more than one paragraph. Bind one sentence, figure or table.",
                            open.what
                        )
                    } else {
                        continue;
                    }
                }
                // What does not begin as it should is said already.
                (Ok(Bound::End), ..) if !faults.is_empty() => continue,
                (Ok(Bound::End), ..) => "there is no open claim or judgement to end here".to_owned(),
            };
            faults.push(Fault::new(line, message));
        }
        if let (Some(_), Some(Self { what, line, .. })) = (begun, all.last()) {
            faults.push(Fault::new(*line, format!("{what} has no end in its chapter")));
        }
        if faults.is_empty() { Ok(all) } else { Err(faults) }
    }
}

/// What stands in quotes in the directives of a sentence that `begins` there in the text.
fn names(source: &str, begins: usize, directives: &[Range<usize>]) -> Vec<Range<usize>> {
    let inside = directives.iter().filter(|it| it.start >= begins && it.end <= begins + source.len());
    let of_directive = |it: &Range<usize>| {
        let start = it.start - begins;
        let quoted = quoted(&source[start..it.end - begins], Some('\\'));
        quoted.into_iter().map(move |it| start + it.start..start + it.end)
    };
    inside.flat_map(of_directive).collect()
}

/// A directive that begins or ends a sentence.
pub(crate) enum Bound {
    /// What it begins, and the reason of a judgement.
    Begin(What, String),
    End,
}

impl Bound {
    /// What a directive bounds; none for one that bounds nothing.
    ///
    /// # Errors
    /// A claim or a judgement that is not written as one.
    pub(crate) fn of(directive: &str) -> Option<Result<Self, String>> {
        let inside = directive.trim_start_matches("[=").trim_end_matches("=]");
        let inside = inside.trim_matches(['-', '+']).trim();
        let called = CALLED.captures(inside)?;
        let judgement = JUDGEMENT.captures(inside);
        let id = CLAIM.captures(inside).or(JUDGEMENT.captures(inside));
        let id = id.as_ref().and_then(|found| found.get(1).or(found.get(2))).map(|id| id.as_str());
        let reason = judgement.as_ref().and_then(|found| found.get(3).or(found.get(4)));
        let reason = reason.map_or_else(String::new, |reason| collapsed(reason.as_str()));
        Some(match (&called[1], id) {
            ("end", _) => Ok(Self::End),
            (_, Some(id)) if !is_id(id) => {
                Err(format!("`{id}` is not an id: use lower-case letters, digits and hyphens"))
            }
            ("judgement", Some(id)) if reason.is_empty() => {
                Err(format!("judgement `{id}` has no reason: write reason=\"why you hold it\""))
            }
            ("judgement", Some(id)) => Ok(Self::Begin(What::Judgement(id.to_owned()), reason)),
            ("judgement", None) => Err(format!(
                "`{inside}` is not `judgement(\"its-id\", reason=\"why you hold it\")`, with nothing else between the brackets."
            )),
            (_, Some(id)) => Ok(Self::Begin(What::Claim(id.to_owned()), reason)),
            (_, None) => Err(format!(
                "`{inside}` is not `claim(\"its-id\")`. The predicate stands at the chapter's foot, as `its-id: ...` between `<!-- claims` \
                 and `-->`, each alone on a line."
            )),
        })
    }
}
