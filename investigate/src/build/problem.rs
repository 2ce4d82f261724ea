//! What is wrong with a page, and where to change it.

use std::fmt;

use super::page::Reference;

/// One thing that a reader would trip over.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Problem {
    /// The chapter, or the page where it is no chapter's; none where the fault itself names the place.
    file: Option<String>,
    /// The line, from 1; none when the chapter's text does not hold the fault: a theme or a directive made it.
    line: Option<usize>,
    fault: Fault,
}

/// What is wrong.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Fault {
    /// The file is not in the book.
    NoFile { reference: Reference, path: String },
    /// The page is there and has no such anchor.
    NoAnchor { reference: Reference, path: String, anchor: String },
    /// The address leaves the folder that the book is published in.
    Outside(Reference),
    /// The page would load it from another host.
    External(Reference),
    /// The page would ask the Rust playground.
    Playground,
    /// mdBook logged it.
    Complaint(String),
}

impl Problem {
    /// In that file, on that line.
    pub(super) fn new(file: &str, line: Option<usize>, fault: Fault) -> Self {
        Self { file: Some(file.to_owned()), line, fault }
    }

    /// What mdBook logged; it names the place where it knows it.
    pub(super) fn complaint(text: String) -> Self {
        Self { file: None, line: None, fault: Fault::Complaint(text) }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.file, self.line) {
            (Some(file), Some(line)) => write!(f, "{file}:{line}: ")?,
            (Some(file), None) => write!(f, "{file}: ")?,
            (None, _) => {}
        }
        match &self.fault {
            Fault::NoFile { reference, path } => {
                write!(f, "{} leads to {path}, which the book does not have", described(reference))
            }
            Fault::NoAnchor { reference, path, anchor } => {
                write!(f, "{} leads to {path}, which has no anchor `{anchor}`", described(reference))
            }
            Fault::Outside(reference) => {
                write!(f, "{} leads out of the book; make it relative to the page", described(reference))
            }
            Fault::External(reference) => write!(
                f,
                "{} is loaded from another host, and pages must work without a network; keep a copy in the book",
                described(reference)
            ),
            Fault::Playground => f.write_str(
                "the page asks play.rust-lang.org about its Rust code; set `runnable = false` in book.toml",
            ),
            Fault::Complaint(text) => write!(f, "mdBook says: {text}"),
        }
    }
}

/// An address in words, with the element that has it.
fn described(Reference { element, target, .. }: &Reference) -> String {
    let what = match element.as_str() {
        "a" | "area" => "the link",
        "img" | "image" => "the image",
        "script" => "the script",
        "link" | "style" => "the style or icon",
        other => return format!("the address `{target}` of <{other}>"),
    };
    format!("{what} `{target}`")
}
