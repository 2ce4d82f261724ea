//! Expands the directives of a chapter.

use std::collections::HashMap;
use std::sync::Arc;

use minijinja::syntax::SyntaxConfig;
use minijinja::value::{Kwargs, Value};
use minijinja::{Environment, Error, ErrorKind, OutputSpan, OutputSpanKind, State, UndefinedBehavior};
use serde::{Deserialize, Serialize};

use super::line_of::line_of;
use super::refusal::refuse;
use super::{claim, explorer, judgement, list, origin, quantity, quotation, record, table, tally, word};
use crate::chapter::binding::{Directions, Unbound};
use crate::chapter::foot::Fault;
use crate::chapter::literal::{self, Template};
use crate::chapter::own_words::OwnWords;
use crate::chapter::typed;
use crate::chapter::typed::Rule;
use crate::chapter::written::Written;
use crate::claim::reviewed::Reviewed;
use crate::claim::{Sentence, into_captions};
use crate::config::Config;
use crate::figure;
use crate::page::judgements::{Listed, listed, words as words_of};
use crate::page::layout::lay_out;
use crate::page::mark::{Mark, misplaced};
use crate::page::{Page, PageContents};
use crate::record::set::RecordSet;

/// The directives, bound to one book's records.
#[derive(Debug)]
pub(crate) struct Directives {
    environment: Environment<'static>,
    set: Arc<RecordSet>,
    /// Which numbers that an author typed are errors; none where the book allows them.
    typed: Option<Arc<Rule>>,
    smart_punctuation: bool,
    /// The words by which the book compares; none where it lists none.
    directions: Option<Directions>,
}

/// Lets chapters call these, each by its name with what stands before its options.
macro_rules! directives {
    ($environment:ident, $($name:literal($($given:ident: $type:ty),*) = $directive:path),* $(,)?) => {
        $($environment.add_function(
            $name,
            |state: &State<'_, '_>, $($given: $type,)* options: Kwargs| -> Result<Value, Error> {
                let shown = $directive(&*Page::of(state)?, $($given,)* &options)?;
                Ok(Value::from_safe_string(shown))
            },
        );)*
    };
}

impl Directives {
    /// Those over `set`, by the rules of the book's configuration.
    pub(crate) fn new(set: &Arc<RecordSet>, config: &Config) -> Self {
        // Without filters, globals and tests: what a chapter prints is what a directive returned.
        let mut environment = Environment::empty();
        let syntax = SyntaxConfig::builder()
            .block_delimiters("[%", "%]")
            .variable_delimiters("[=", "=]")
            // Comments are HTML's. minijinja wants delimiters for its own; no chapter may hold these characters.
            .comment_delimiters("\u{2}", "\u{3}")
            .keep_trailing_newline(true)
            .build()
            .unwrap_or_else(|_| unreachable!("the delimiters are distinct and not empty"));
        environment.set_syntax(syntax);
        environment.set_undefined_behavior(UndefinedBehavior::Strict);
        environment.set_auto_escape_callback(|_| minijinja::AutoEscape::None);
        directives!(
            environment,
            "fig"(text: &str) = quantity::fig,
            "ratio"(path: &str) = quantity::ratio,
            "table"(of: Option<&str>) = table::table,
            "plot"(of: Option<&str>) = figure::plot,
            "explorer"() = explorer::explorer,
            "about"(of: &str, label: Option<&str>) = origin::about,
            "rows"(path: &str) = record::rows,
            "tally"(path: &str) = tally::tally,
            "judgement"(id: &str) = judgement::judgement,
            "word"(expression: &str) = word::word,
            "list"() = list::list,
        );
        quotation::register(&mut environment);
        claim::register(&mut environment);
        environment.set_formatter(|output, _, value| {
            if value.is_safe() {
                return Ok(write!(output, "{value}")?);
            }
            Err(refuse(format!(
                "`{value}` is not what a directive expanded to. Write text outside the brackets."
            )))
        });
        Self {
            environment,
            set: Arc::clone(set),
            typed: config.typed().map(Arc::new),
            smart_punctuation: config.smart_punctuation,
            directions: Directions::of(&config.directions),
        }
    }

    /// Expands one chapter; `name` begins the ids on its page.
    ///
    /// # Errors
    /// The directive that failed, or else every number that was typed.
    pub(crate) fn expand(&self, name: &str, text: &str) -> Result<Expanded, Vec<Fault>> {
        let Written { text, template: chapter, mut claims, marked, reviewed } = Written::of(text)?;
        let whats = marked.iter().map(|(what, _)| what.clone()).collect();
        let (set, typed) = (Arc::clone(&self.set), self.typed.clone());
        let page = Arc::new(Page::new(set, typed, self.smart_punctuation, whats));
        let (content, spans) = self
            .environment
            .template_from_str(&chapter.text)
            .and_then(|template| template.render_with_spans(page.context()))
            .map_err(|error| vec![Fault::new(error.line().unwrap_or(1), sentence(&error))])?;
        let line_at = |place: usize| {
            let span = spans.iter().find(|span| span.output_range().contains(&place));
            span.map_or(1, |span| line_of(text, span.source_range().start))
        };
        let fault = |said: &'static str| move |line: usize| Fault::new(line, said);
        let mut faults = Vec::new();
        faults.extend(in_headings(&chapter, &content, &spans).map(fault(
            "a heading is the text of links to it, and cannot hold a table, a figure or a list. Put the directive below it.",
        )));
        faults.extend(before_words(&chapter, &content, &spans).map(fault(
            "words right behind a table, a figure or a list are shown as they stand, with their Markdown. Leave an empty line between.",
        )));
        faults.extend(misplaced(&content).into_iter().map(line_at).map(fault(
            "a directive cannot stand in an address, a title, an id, an attribute or the text of an image. Put it beside them.",
        )));
        let words = OwnWords::of(text, &content, &spans);
        if let Some(rule) = &self.typed {
            faults.extend(typed::numbers(rule, &words));
        }
        if !faults.is_empty() {
            return Err(faults);
        }
        let unbound = self.directions.as_ref().map(|rule| rule.unbound(&words, &content, (text, &spans)));
        let unbound = unbound.unwrap_or_default();
        let shown = std::mem::take(&mut *page.shown());
        let unsettled = shown.words.iter().enumerate().filter_map(|(index, word)| {
            Some(Fault::new(line_at(content.find(&Mark::Word.at(index))?), word.unsettled.clone()?))
        });
        let unsettled = unsettled.collect();
        let content = literal::restored(&content);
        let judgements = listed(&content, &shown);
        let of_judgements = shown.judgements.iter().enumerate();
        let bounds = claims
            .iter()
            .map(|it| (crate::claim::opening(&it.id), crate::claim::closing(&it.id)))
            .chain(of_judgements.map(|(index, it)| (it.opening(), crate::page::judgement::closing(index))));
        let content = inline(into_captions(&content, bounds.clone()), bounds.map(|(opening, _)| opening));
        for claim in &mut claims {
            claim.words = crate::claim::said(&content, &claim.id, |sentence| words_of(sentence, &shown));
        }
        let wordless = claims.iter().filter(|claim| !claim.words.contains(char::is_alphanumeric));
        let wordless: Vec<Fault> = wordless
            .map(|it| {
                Fault::new(it.line, format!("claim `{}` binds nothing that a reader could read", it.id))
            })
            .collect();
        if !wordless.is_empty() {
            return Err(wordless);
        }
        let content = lay_out(&content, &shown, name);
        Ok(Expanded { content, shown, claims, reviewed, judgements, unsettled, unbound })
    }
}

/// The text with each opening in the line of its sentence: alone in one, a tag begins a block of HTML, in which Markdown is only text.
fn inline(mut content: String, openings: impl Iterator<Item = String>) -> String {
    for opening in openings {
        if let Some(place) = content.find(&format!("{opening}\n")) {
            let newline = place + opening.len();
            content.replace_range(newline..=newline, " ");
        }
    }
    content
}

/// How that begins which is more than a phrase.
const BLOCKS: [&str; 8] = ["<div", "<table", "<figure", "<ul", "<ol", "<p>", "<details", "<!-- evidence:"];

/// The lines of the directives that expanded to a block of HTML, which goes on to the next empty line: words before it are shown as they
/// stand, with their Markdown.
fn before_words(chapter: &Template, content: &str, spans: &[OutputSpan]) -> impl Iterator<Item = usize> {
    // What directives expanded to is no word of the author's.
    let ends: HashMap<usize, usize> = spans
        .iter()
        .filter(|span| span.kind() != OutputSpanKind::Raw && !span.output_range().is_empty())
        .map(|span| (span.output_range().start, span.output_range().end))
        .collect();
    let after = move |mut place: usize| loop {
        let rest = content[place..].trim_start_matches([' ', '\t', '\r', '>']);
        place = content.len() - rest.len();
        match ends.get(&place) {
            Some(end) => place = *end,
            None => return rest,
        }
    };
    let is_block = |span: &&OutputSpan| {
        let expanded = &content[span.output_range()];
        span.kind() != OutputSpanKind::Raw
            && !expanded.starts_with("<!")
            && BLOCKS.iter().any(|tag| expanded.starts_with(tag))
    };
    spans.iter().filter(is_block).filter_map(move |span| {
        let rest = after(span.output_range().end);
        let rest = rest.strip_prefix('\n').map_or(rest, |next| after(content.len() - next.len()));
        let is_words = !rest.is_empty() && !rest.starts_with(['\n', '<']);
        is_words.then(|| line_of(&chapter.text, span.source_range().start))
    })
}

/// The lines of the directives in headings that expanded to more than a phrase.
fn in_headings(chapter: &Template, content: &str, spans: &[OutputSpan]) -> impl Iterator<Item = usize> {
    spans.iter().filter_map(move |span| {
        let place = span.source_range().start;
        let expanded = &content[span.output_range()];
        let is_block = span.kind() != OutputSpanKind::Raw && BLOCKS.iter().any(|tag| expanded.contains(tag));
        (is_block && chapter.is_heading(place)).then(|| line_of(&chapter.text, place))
    })
}

/// One chapter after its directives.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Expanded {
    pub(crate) content: String,
    pub(crate) shown: PageContents,
    /// The sentences that are bound to predicates, in the order of the text.
    pub(crate) claims: Vec<Sentence>,
    /// They and the judgements, as they are reviewed.
    pub(crate) reviewed: Vec<Reviewed>,
    /// The sentences that are the author's opinion.
    pub(crate) judgements: Vec<Listed>,
    /// The words of which none follows from the figures.
    pub(crate) unsettled: Vec<Fault>,
    /// The sentences with words of direction that nothing binds.
    pub(crate) unbound: Vec<Unbound>,
}

/// minijinja's kind of error says nothing to an author when the directive itself explained what was wrong.
fn sentence(error: &Error) -> String {
    match error.kind() {
        ErrorKind::InvalidOperation => error.detail().map_or_else(|| error.to_string(), str::to_owned),
        kind => error.detail().map_or_else(|| kind.to_string(), |detail| format!("{kind}: {detail}")),
    }
}
