//! Reads a backlog that a user named, before any YAML library sees it.
//!
//! The libraries take quadratic time for what is nested deeply: 100 kB of opening brackets keep one busy for a second, and
//! the gate asks several of them many times. No backlog is nested so.

use std::io;
use std::path::{Path, PathBuf};

use evidence::file::{read_bytes, utf8};
use thiserror::Error;

use crate::exit::ends;

/// The most levels that a YAML file may nest.
const MOST_LEVELS: usize = 1_000;

/// A file is no regular one, too large, not UTF-8, or nested too deeply, or the system does not let it be read.
#[derive(Debug, Error)]
#[error("cannot read the backlog {}: {source}. Name a YAML file.", path.display())]
pub(crate) struct UnreadableBacklog {
    path: PathBuf,
    source: io::Error,
}

ends!(BadInput: UnreadableBacklog);

/// The file's text, byte for byte.
pub(crate) fn read(path: &Path) -> Result<String, UnreadableBacklog> {
    let unreadable = |source| UnreadableBacklog { path: path.to_owned(), source };
    let text = read_bytes(path).and_then(utf8).map_err(unreadable)?;
    match too_deep(&text) {
        Some(line) => {
            let problem = format!("line {line} is nested deeper than {MOST_LEVELS} levels");
            Err(unreadable(io::Error::new(io::ErrorKind::InvalidData, problem)))
        }
        None => Ok(text),
    }
}

/// The first line with more levels than a file may nest: of brackets that are open, or of indentation with the marks of
/// lists and keys. Text is not told apart from structure, since none has a thousand brackets open or begins that far right.
fn too_deep(text: &str) -> Option<usize> {
    let mut open = 0_usize;
    for (index, line) in text.lines().enumerate() {
        let content = line.trim_start_matches([' ', '\t', '-', '?']);
        let marks = &line.as_bytes()[..line.len() - content.len()];
        let marked = marks.windows(2).filter(|pair| b"-?".contains(&pair[0]) && b" \t".contains(&pair[1]));
        let indent = if content.is_empty() { 0 } else { line.len() - line.trim_start().len() };
        if marked.count().max(indent / 2) > MOST_LEVELS {
            return Some(index + 1);
        }
        for byte in line.bytes() {
            match byte {
                b'[' | b'{' => open += 1,
                b']' | b'}' => open = open.saturating_sub(1),
                _ => {}
            }
            if open > MOST_LEVELS {
                return Some(index + 1);
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn deep_nesting_is_told_by_its_line_however_it_is_written() {
        for one in ["[", "{a: ", "[[],", "{? ", "- ", "? ", "-\t"] {
            let text = format!("schema_version: 3\nitems: []\nx: \n{}x", one.repeat(30_000));
            assert_eq!(too_deep(&text), Some(4), "{one}");
        }
        let indented: String = (0..2_100).map(|level| format!("{}a:\n", " ".repeat(level))).collect();
        assert_eq!(too_deep(&indented), Some(2_003));
    }

    #[test]
    fn long_texts_and_long_lists_are_not_deep() {
        let rule = "-".repeat(5_000);
        let list = "- [a, {b: c}]\n".repeat(50_000);
        assert_eq!(too_deep(&format!("a: |\n  {rule}\n{list}")), None);
    }
}
