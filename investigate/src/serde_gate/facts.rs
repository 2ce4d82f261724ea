//! What the gate found, without the texts of a reader's files.

use serde::Serialize;

/// One run of the gate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct SerdeFacts {
    /// What read and wrote; the first is what the others are compared with.
    pub(super) libraries: Vec<LibraryVersion>,
    /// Who was compared; the first is today's.
    pub(super) representations: Vec<String>,
    /// What came of each input with each library, in the libraries' order.
    pub(super) inputs: Vec<InputResult>,
    /// How many files that one library wrote were given to another.
    pub(super) crossed: usize,
    /// Those from which the other did not read the same value.
    pub(super) crossings: Vec<CrossingFailure>,
}

/// A YAML library.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct LibraryVersion {
    /// The crate's name.
    pub(super) name: String,
    pub(super) version: String,
}

/// A file that one library wrote and another read otherwise, or not at all.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct CrossingFailure {
    /// What was first read.
    pub(super) input: String,
    /// The crate that wrote it.
    pub(super) writer: String,
    /// The crate that read what was written.
    pub(super) reader: String,
    /// `other-value` or `not-read`.
    pub(super) outcome: String,
    /// Why it was not read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) message: Option<String>,
}

/// One input with one library.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct InputResult {
    /// What was read.
    pub(super) input: String,
    /// SHA-256 of a reader's own file; none for a built-in input.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) sha256: Option<String>,
    /// The crate that read it.
    pub(super) library: String,
    /// `accepted`, `refused` or, where the library did not come back, `stopped`; by today's representation.
    pub(super) outcome: String,
    /// Items in what was accepted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) items: Option<usize>,
    /// Why it was not accepted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) message: Option<String>,
    /// Whether the value is what the first library read; none where one of the two read nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) same_value: Option<bool>,
    /// The first line that is written otherwise than by the first library.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) other_from_line: Option<usize>,
    /// How many representations did the same, today's included.
    pub(super) agree: usize,
    /// Who did not, and in which step.
    pub(super) differ: Vec<RepresentationDifference>,
}

/// A representation that read or wrote something else than today's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct RepresentationDifference {
    /// The representation's id.
    pub(super) representation: String,
    /// The step that differed.
    pub(super) step: String,
    /// First line that differed.
    pub(super) line: usize,
}

impl SerdeFacts {
    /// The entries of each input, one for each library; two files may have the same name.
    pub(super) fn by_input(&self) -> impl Iterator<Item = &[InputResult]> {
        self.inputs.chunks(self.libraries.len().max(1))
    }

    /// How many results differ from today's.
    pub(super) fn differences(&self) -> usize {
        self.inputs.iter().map(|entry| entry.differ.len()).sum()
    }

    /// How many results of one representation differ from today's.
    pub(super) fn differences_of(&self, representation: &str) -> usize {
        let differ = self.inputs.iter().flat_map(|entry| &entry.differ);
        differ.filter(|it| it.representation == representation).count()
    }

    /// How many files were read as the same value by the library that did not write them.
    pub(super) fn crossed_same(&self) -> usize {
        self.crossed - self.crossings.len()
    }

    /// Of the inputs that a library and the first one read, how many it writes with the same bytes, and how many they are.
    pub(super) fn same_bytes(&self, library: &str) -> (usize, usize) {
        let both = || self.inputs.iter().filter(|it| it.library == library && it.same_value.is_some());
        (both().filter(|entry| entry.other_from_line.is_none()).count(), both().count())
    }
}
