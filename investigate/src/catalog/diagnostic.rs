//! The part of cargo's messages that says where something is used.

use serde::Deserialize;

use super::place::Place;

/// One line of `cargo check --message-format=json`.
#[derive(Debug, Deserialize)]
pub(super) struct Message {
    /// Which kind of message.
    pub(super) reason: String,
    /// The compiler's, if it is one.
    pub(super) message: Option<Diagnostic>,
    /// What was compiled.
    pub(super) target: Option<Target>,
}

/// What was compiled.
#[derive(Debug, Deserialize)]
pub(super) struct Target {
    kind: Vec<String>,
}

impl Target {
    /// Whether it is nothing but a test.
    pub(super) fn is_test(&self) -> bool {
        self.kind.iter().all(|kind| kind == "test")
    }
}

/// A diagnostic of the compiler.
#[derive(Debug, Deserialize)]
pub(super) struct Diagnostic {
    /// What it says.
    pub(super) message: String,
    /// `error` or `warning`.
    pub(super) level: String,
    /// Where.
    pub(super) spans: Vec<Span>,
}

/// A place in a file.
#[derive(Debug, Deserialize)]
pub(super) struct Span {
    /// Relative to the workspace, or absolute for another crate's.
    pub(super) file_name: String,
    /// Whether it is what the diagnostic is about.
    pub(super) is_primary: bool,
    line_start: usize,
    column_start: usize,
    line_end: usize,
    column_end: usize,
    expansion: Option<Box<Expansion>>,
}

/// Where a macro was called.
#[derive(Debug, Deserialize)]
struct Expansion {
    span: Span,
}

impl Span {
    /// Where it starts.
    pub(super) fn start(&self) -> Place {
        Place { line: self.line_start, column: self.column_start }
    }

    /// Where it ends.
    pub(super) fn end(&self) -> Place {
        Place { line: self.line_end, column: self.column_end }
    }

    /// This place and then, outwards, those where the macros were called that made it.
    pub(super) fn outwards(&self) -> impl Iterator<Item = &Self> {
        std::iter::successors(Some(self), |span| span.expansion.as_ref().map(|outer| &outer.span))
    }
}
