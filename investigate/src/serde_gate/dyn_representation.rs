//! A representation without its type, so that all stand in one list.

use bench_crate::model::BacklogFile;
use bench_crate::representation::{Representation, Visitor, visit_all};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::library::{Library, Refusal};

/// What the gate needs of a type: less than a representation is, so that a test can be wrong in one way at a time.
pub(super) trait Codec: Serialize + DeserializeOwned {
    /// Takes over a backlog.
    fn take_over(file: BacklogFile) -> Self;

    /// The logical value: what any two representations of one backlog have in common.
    fn value(&self) -> BacklogFile;
}

impl<R: Representation> Codec for R {
    fn take_over(file: BacklogFile) -> Self {
        R::from_file(file)
    }

    fn value(&self) -> BacklogFile {
        self.to_file()
    }
}

/// A backlog that was read.
#[derive(Debug)]
pub(super) struct ReadBacklog {
    /// Its logical value.
    pub(super) value: BacklogFile,
    /// The file that is written of it.
    pub(super) written: Result<String, String>,
}

/// One representation.
#[derive(Debug, Clone, Copy)]
pub(super) struct DynRepresentation {
    /// As in lists and records.
    pub(super) id: &'static str,
    /// Reads a text, and writes what was read.
    pub(super) read: fn(Library, &str) -> Result<ReadBacklog, Refusal>,
    /// Reads a text, for its logical value alone.
    pub(super) value: fn(Library, &str) -> Result<BacklogFile, Refusal>,
    /// Writes a backlog that it takes over.
    pub(super) write: fn(Library, &BacklogFile) -> Result<String, String>,
}

impl DynRepresentation {
    /// The subject for a type.
    pub(super) fn of<C: Codec>(id: &'static str) -> Self {
        Self {
            id,
            read: |library, text| {
                let codec: C = library.read(text)?;
                Ok(ReadBacklog { value: codec.value(), written: library.write(&codec) })
            },
            value: |library, text| library.read(text).map(|codec: C| codec.value()),
            write: |library, file| library.write(&C::take_over(file.clone())),
        }
    }
}

/// Every representation; the first is today's.
pub(super) fn all() -> Vec<DynRepresentation> {
    struct Collect(Vec<DynRepresentation>);
    impl Visitor for Collect {
        fn visit<R: Representation>(&mut self) {
            self.0.push(DynRepresentation::of::<R>(R::ID));
        }
    }
    let mut collect = Collect(Vec::new());
    visit_all(&mut collect);
    collect.0
}
