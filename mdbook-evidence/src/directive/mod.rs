//! The directives: minijinja functions over the records.

mod agreement;
mod audit;
mod catalog;
mod claim;
pub(crate) mod column;
mod decision;
mod explorer;
mod history;
mod libraries;
mod method;
mod origin;
mod pivot;
mod probe;
mod quantity;
mod quotation;
mod record;
mod serde;
pub(crate) mod table;

use std::sync::Arc;

use evidence::{LoadError, Measured};
use minijinja::syntax::SyntaxConfig;
use minijinja::value::Kwargs;
use minijinja::{Environment, Error, ErrorKind, UndefinedBehavior};
use thiserror::Error as ThisError;

use crate::claim::into_captions;
use crate::layout::lay_out;
use crate::page::{Page, Shown};
use crate::record_set::RecordSet;
use crate::{figure, typed};

/// A directive that could not be expanded.
#[derive(Debug, ThisError)]
#[error("{file}:{line}: {message}")]
pub struct ChapterError {
    /// The chapter's source file.
    pub file: String,
    /// Line in that file, from 1; after an include it is the line in the expanded text.
    pub line: usize,
    /// What was wrong and what there is instead.
    pub message: String,
}

/// The directives, bound to one book's records.
#[derive(Debug)]
pub(crate) struct Directives {
    environment: Environment<'static>,
}

impl Directives {
    pub(crate) fn new(set: RecordSet) -> Self {
        let set = Arc::new(set);
        // Without filters, globals and tests: what a chapter prints is what a directive returned.
        let mut environment = Environment::empty();
        let syntax = SyntaxConfig::builder()
            .block_delimiters("[%", "%]")
            .variable_delimiters("[=", "=]")
            .comment_delimiters("[#-", "-#]")
            .keep_trailing_newline(true)
            .build()
            .unwrap_or_else(|_| unreachable!("the delimiters are distinct and not empty"));
        environment.set_syntax(syntax);
        environment.set_undefined_behavior(UndefinedBehavior::Strict);
        environment.set_auto_escape_callback(|_| minijinja::AutoEscape::None);
        quantity::register(&mut environment, &set);
        table::register(&mut environment, &set);
        figure::register(&mut environment, &set);
        serde::register(&mut environment, &set);
        agreement::register(&mut environment, &set);
        audit::register(&mut environment, &set);
        catalog::register(&mut environment, &set);
        explorer::register(&mut environment, &set);
        history::register(&mut environment, &set);
        libraries::register(&mut environment, &set);
        origin::register(&mut environment, &set);
        pivot::register(&mut environment, &set);
        probe::register(&mut environment, &set);
        record::register(&mut environment, &set);
        method::register(&mut environment);
        quotation::register(&mut environment);
        claim::register(&mut environment);
        decision::register(&mut environment, &set);
        environment.set_formatter(|output, _, value| {
            if value.is_safe() {
                return Ok(write!(output, "{value}")?);
            }
            Err(refuse(format!(
                "`{value}` is not what a directive expanded to. Write text outside the brackets."
            )))
        });
        Self { environment }
    }

    /// Expands one chapter; `file` is the name used in an error, `name` begins the ids on its page.
    ///
    /// # Errors
    /// The directive that failed, or else every number that was typed.
    pub(crate) fn expand(&self, file: &str, name: &str, text: &str) -> Result<Expanded, Vec<ChapterError>> {
        let problem = |line, message| ChapterError { file: file.to_owned(), line, message };
        let page = Arc::new(Page::default());
        let (content, spans) = self
            .environment
            .template_from_str(text)
            .and_then(|template| template.render_with_spans(page.context()))
            .map_err(|error| vec![problem(error.line().unwrap_or(1), sentence(&error))])?;
        let typed = typed::numbers(text, &content, &spans);
        if !typed.is_empty() {
            return Err(typed.into_iter().map(|number| problem(number.line, number.to_string())).collect());
        }
        let shown = std::mem::take(&mut *page.shown());
        let content = into_captions(&content, shown.claims.iter().map(|claim| claim.id.clone()));
        Ok(Expanded { content: lay_out(&content, &shown, name), shown })
    }
}

/// One chapter after its directives.
#[derive(Debug)]
pub(crate) struct Expanded {
    pub(crate) content: String,
    pub(crate) shown: Shown,
}

/// minijinja's kind of error says nothing to an author when the directive itself explained what was wrong.
fn sentence(error: &Error) -> String {
    match error.kind() {
        ErrorKind::InvalidOperation => error.detail().map_or_else(|| error.to_string(), str::to_owned),
        kind => error.detail().map_or_else(|| kind.to_string(), |detail| format!("{kind}: {detail}")),
    }
}

/// An error that a directive explains by itself.
pub(crate) fn refuse(reason: impl std::fmt::Display) -> Error {
    Error::new(ErrorKind::InvalidOperation, reason.to_string())
}

/// The record that a directive cites: the reference, or the one of `workload="..."` on the same machine.
pub(crate) fn cited<'a>(set: &'a RecordSet, options: &Kwargs) -> Result<&'a Measured, Error> {
    match options.get::<Option<&str>>("workload")? {
        Some(workload) => set.workload(workload).map_err(|error: LoadError| refuse(error)),
        None => Ok(set.reference()),
    }
}

/// The caption of a table or figure: prose, so no number may be typed there either.
pub(crate) fn caption(options: &Kwargs) -> Result<&str, Error> {
    let caption: &str = options.get("caption")?;
    wording("caption", caption)?;
    Ok(caption)
}

/// Refuses a measured number in what an author words.
pub(crate) fn wording(what: &str, text: &str) -> Result<(), Error> {
    match typed::measured(text).next() {
        None => Ok(()),
        Some(place) => Err(refuse(format!(
            "the {what} has `{}`. A {what} holds no measured number: the figure does.",
            &text[place]
        ))),
    }
}
