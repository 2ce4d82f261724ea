use std::io;
use std::path::PathBuf;

use super::Location;

/// Why a snippet of the book cannot be tested, where, and what its author can do.
///
/// Each begins with the place at which an author finds it.
#[derive(Debug, thiserror::Error)]
pub enum Problem {
    /// A file that is named in the summary or in an include cannot be read, for what the system said.
    #[error("{0}: {file} cannot be read ({2}): correct the path or add the file", file = .1.display())]
    Unreadable(Location, PathBuf, #[source] io::Error),

    /// A directory, a pipe or a device, where a file should be.
    #[error("{0}: {file} is not a regular file: correct the path", file = .1.display())]
    NotAFile(Location, PathBuf),

    /// A file that is no text.
    #[error(
        "{0}: this line has a byte that is not UTF-8 text, or is zero: correct it, or save the file as UTF-8"
    )]
    NotText(Location),

    /// The book has no summary, or it cannot be read.
    #[error("src/SUMMARY.md cannot be read ({0}): it names the chapters whose snippets are tested")]
    NoSummary(#[source] io::Error),

    /// Files that include each other without end; the include at which the search was given up.
    #[error("{0}: the includes are nested too deeply: look for a file that includes itself")]
    Nested(Location),

    /// An include names an anchor that its file does not have.
    #[error(
        "{0}: {file} has no `ANCHOR: {2}` with its `ANCHOR_END: {2}`: add both or correct the name",
        file = .1.display()
    )]
    NoAnchor(Location, PathBuf, String),

    /// An include names lines that its file does not have: it is too short.
    #[error(
        "{0}: {file} has no lines {2}, it ends at {3}: correct the range, or use an anchor, which moves with the code",
        file = .1.display()
    )]
    NoLines(Location, PathBuf, String, usize),

    /// mdBook's playground include, which makes a snippet that nothing would test.
    #[error("{0}: a playground include is not tested: use `{{{{#include}}}}` inside a `rust` fence")]
    Playground(Location),

    /// A word after the opening fence that skeptic handles wrongly or not at all, and what to write instead.
    #[error("{0}: a snippet cannot be `{1}`: {2}")]
    Word(Location, String, &'static str),

    /// A snippet that would pass without being run, or that cannot be handed to skeptic: why, and what its author can do.
    #[error("{0}: this snippet cannot be tested: {1}")]
    Untestable(Location, &'static str),

    /// A snippet that is not tested and does not tell the reader why.
    #[error(
        "{0}: an ignored snippet must begin with a comment that the reader sees: where the code comes from, or why it \
         is not tested"
    )]
    Unexplained(Location),

    /// A tested snippet with a directive of the evidence preprocessor, which would be tested before it is expanded.
    #[error("{0}: a tested snippet cannot contain `[=` or `[%`: move the directive out of it")]
    Directive(Location),

    /// A fence that two includes bring in different extents.
    #[error("{0}: the book includes this snippet twice, with different lines: include all of it, or copy it")]
    TwoTexts(Location),

    /// Two snippets whose tests would have the same name: the opening fence of the second, and that of the first.
    #[error("{0}: the test of this snippet would be named as that of {1}: rename one of the two files")]
    SameName(Location, Location),
}
