use std::io;
use std::path::PathBuf;

use super::Location;

/// Why a snippet of the book cannot be tested, where, and what its author can do.
#[derive(Debug, thiserror::Error)]
pub enum Problem {
    /// A file that is named in the summary or in an include cannot be read.
    #[error("{place}: {file} cannot be read ({source}): correct the path or add the file", file = file.display())]
    Unreadable {
        /// Where the file is named.
        place: Location,
        /// The file, as it is named there.
        file: PathBuf,
        /// What the system said.
        source: io::Error,
    },

    /// A directory, a pipe or a device, where a file should be.
    #[error("{place}: {file} is not a regular file: correct the path", file = file.display())]
    NotAFile {
        /// Where it is named.
        place: Location,
        /// What it is named.
        file: PathBuf,
    },

    /// A file that is no text.
    #[error(
        "{place}: this line has a byte that is not UTF-8 text, or is zero: correct it, or save the file as UTF-8"
    )]
    NotText {
        /// The line with the byte.
        place: Location,
    },

    /// The book has no summary, or it cannot be read.
    #[error("src/SUMMARY.md cannot be read ({source}): it names the chapters whose snippets are tested")]
    NoSummary {
        /// What the system said.
        source: io::Error,
    },

    /// Files that include each other without end.
    #[error("{place}: the includes are nested too deeply: look for a file that includes itself")]
    Nested {
        /// The include at which the search was given up.
        place: Location,
    },

    /// An include names an anchor that its file does not have.
    #[error(
        "{place}: {file} has no `ANCHOR: {anchor}` with its `ANCHOR_END: {anchor}`: add both or correct the name",
        file = file.display()
    )]
    NoAnchor {
        /// The include.
        place: Location,
        /// The file that lacks the anchor.
        file: PathBuf,
        /// The anchor.
        anchor: String,
    },

    /// An include names lines that its file does not have.
    #[error(
        "{place}: {file} has no lines {range}, it ends at {length}: correct the range, or use an anchor, which moves \
         with the code",
        file = file.display()
    )]
    NoLines {
        /// The include.
        place: Location,
        /// The file that is too short.
        file: PathBuf,
        /// The lines, as the include names them.
        range: String,
        /// How many lines the file has.
        length: usize,
    },

    /// mdBook's playground include, which makes a snippet that nothing would test.
    #[error("{place}: a playground include is not tested: use `{{{{#include}}}}` inside a `rust` fence")]
    Playground {
        /// The include.
        place: Location,
    },

    /// A word after the opening fence that skeptic handles wrongly or not at all.
    #[error("{place}: a snippet cannot be `{word}`: {advice}")]
    Word {
        /// The opening fence.
        place: Location,
        /// The word.
        word: String,
        /// What to write instead.
        advice: &'static str,
    },

    /// A snippet that would pass without being run, or that cannot be handed to skeptic.
    #[error("{place}: this snippet cannot be tested: {why}")]
    Untestable {
        /// The opening fence.
        place: Location,
        /// Why, and what its author can do.
        why: &'static str,
    },

    /// A snippet that is not tested and does not tell the reader why.
    #[error(
        "{place}: an ignored snippet must begin with a comment that the reader sees: where the code comes from, or why \
         it is not tested"
    )]
    Unexplained {
        /// The opening fence.
        place: Location,
    },

    /// A tested snippet with a directive of the evidence preprocessor, which would be tested before it is expanded.
    #[error("{place}: a tested snippet cannot contain `[=` or `[%`: move the directive out of it")]
    Directive {
        /// The opening fence.
        place: Location,
    },

    /// A fence that two includes bring in different extents.
    #[error(
        "{place}: the book includes this snippet twice, with different lines: include all of it, or copy it"
    )]
    TwoTexts {
        /// The opening fence.
        place: Location,
    },

    /// Two snippets whose tests would have the same name.
    #[error(
        "{place}: the test of this snippet would be named as that of {other}: rename one of the two files"
    )]
    SameName {
        /// The opening fence of the second.
        place: Location,
        /// The opening fence of the first.
        other: Location,
    },
}
