use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};

use super::{Location, Problem};

/// The text of a file or of the part that an include asks for, each line with its number in the file.
#[derive(Debug)]
pub(super) struct IncludedText {
    /// As mdBook finds it, so that includes in the text start from the same folder.
    pub(super) path: PathBuf,
    /// As messages name it.
    pub(super) name: PathBuf,
    pub(super) text: String,
    numbers: Vec<usize>,
}

impl IncludedText {
    /// A whole file; `named` is where the book asks for it by the name `written`.
    pub(super) fn read(
        root: &Path,
        path: PathBuf,
        written: &Path,
        named: &Location,
    ) -> Result<Self, Problem> {
        let unreadable = |source| Problem::Unreadable(named.clone(), written.to_owned(), source);
        // Not a file that may never end: a pipe would be waited for.
        if !fs::metadata(&path).map_err(unreadable)?.is_file() {
            return Err(Problem::NotAFile(named.clone(), written.to_owned()));
        }
        let bytes = fs::read(&path).map_err(unreadable)?;
        let file = path.canonicalize().map_err(unreadable)?;
        let not_text = |at: usize| {
            let line = bytes[..at].iter().filter(|byte| **byte == b'\n').count() + 1;
            Problem::NotText(Location::new(root, &file, line))
        };
        if let Some(nul) = bytes.iter().position(|byte| *byte == 0) {
            return Err(not_text(nul));
        }
        let text = str::from_utf8(&bytes).map_err(|error| not_text(error.valid_up_to()))?.to_owned();
        let numbers = (1..=text.split('\n').count()).collect();
        Ok(Self { path, name: Location::new(root, &file, 1).file, text, numbers })
    }

    /// mdBook takes a byte order mark from a chapter, and from nothing else.
    pub(super) fn without_byte_order_mark(mut self) -> Self {
        if let Some(text) = self.text.strip_prefix('\u{feff}') {
            self.text = text.to_owned();
        }
        self
    }

    /// The same file with these lines only, each with its number.
    pub(super) fn with_lines(self, lines: Vec<(usize, String)>) -> Self {
        let (numbers, lines): (Vec<_>, Vec<_>) = lines.into_iter().unzip();
        Self { text: lines.join("\n"), numbers, ..self }
    }

    /// Where the byte at `offset` was written.
    pub(super) fn place(&self, offset: usize) -> Location {
        self.place_of(self.index(offset))
    }

    /// The pieces of lines that a range of bytes covers, and where each was written.
    pub(super) fn pieces(&self, range: Range<usize>) -> impl Iterator<Item = (&str, Location)> {
        let first = self.index(range.start);
        self.text[range].split('\n').zip(first..).map(|(piece, index)| (piece, self.place_of(index)))
    }

    fn index(&self, offset: usize) -> usize {
        self.text[..offset].matches('\n').count()
    }

    fn place_of(&self, index: usize) -> Location {
        // An include of no lines is one empty line.
        Location { file: self.name.clone(), line: self.numbers.get(index).copied().unwrap_or(1) }
    }
}
