//! The part of cargo's messages that says where something is used.

use std::path::PathBuf;

use serde::Deserialize;

use super::position::Position;

/// One line of `cargo check --message-format=json`.
#[derive(Debug, Deserialize)]
pub(crate) struct CargoMessage {
    /// Which kind of message.
    pub(crate) reason: String,
    /// The compiler's, if it is one.
    pub(crate) message: Option<Diagnostic>,
    /// What was compiled.
    pub(crate) target: Option<CargoTarget>,
    /// The program, if it is one that was built.
    pub(crate) executable: Option<PathBuf>,
    pub(crate) package_id: Option<String>,
}

impl CargoMessage {
    /// What the code is compiled for, as far as the target tells.
    pub(crate) fn within(&self) -> CompiledFor {
        self.target.as_ref().map_or(CompiledFor::Either, CargoTarget::within)
    }
}

/// What something is compiled for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum CompiledFor {
    /// A library or program. To cargo it is one target with its tests, compiled twice.
    Code,
    /// Tests only.
    Tests,
    /// An example or a bench, which is compiled once: its own syntax tells.
    Either,
}

/// What was compiled.
#[derive(Debug, Deserialize)]
pub(crate) struct CargoTarget {
    kind: Vec<String>,
    pub(crate) name: String,
    /// Its first file.
    pub(crate) src_path: String,
}

impl CargoTarget {
    fn within(&self) -> CompiledFor {
        let is = |kind: &str| self.kind.iter().any(|it| it == kind);
        if is("test") {
            CompiledFor::Tests
        } else if is("example") || is("bench") {
            CompiledFor::Either
        } else {
            CompiledFor::Code
        }
    }

    /// As in sentences and records, such as `lib phase-golem` or `test backlog_test`.
    pub(crate) fn label(&self) -> String {
        format!("{} {}", self.kind.first().map_or("unknown", String::as_str), self.name)
    }
}

/// A diagnostic of the compiler.
#[derive(Debug, Deserialize)]
pub(crate) struct Diagnostic {
    /// What it says.
    pub(crate) message: String,
    /// Its code, if it has one.
    pub(crate) code: Option<Code>,
    /// `error` or `warning`.
    pub(crate) level: String,
    pub(crate) spans: Vec<Span>,
}

/// A diagnostic's code.
#[derive(Debug, Deserialize)]
pub(crate) struct Code {
    /// Such as `E0308`.
    pub(crate) code: String,
}

/// A place in a file.
#[derive(Debug, Deserialize)]
pub(crate) struct Span {
    /// Relative to the workspace, or absolute for another crate's.
    pub(crate) file_name: String,
    /// Whether it is what the diagnostic is about.
    pub(crate) is_primary: bool,
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
    pub(crate) fn start(&self) -> Position {
        Position { line: self.line_start, column: self.column_start }
    }

    /// Where it ends.
    pub(crate) fn end(&self) -> Position {
        Position { line: self.line_end, column: self.column_end }
    }

    /// This place and then, outwards, those where the macros were called that made it.
    pub(crate) fn outwards(&self) -> impl Iterator<Item = &Self> {
        std::iter::successors(Some(self), |span| span.expansion.as_ref().map(|outer| &outer.span))
    }
}
