use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::Location;
use super::program::program;

/// A Rust fence of the book.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Snippet {
    /// The opening fence.
    pub place: Location,
    /// What stands in the fence, with the lines that mdBook hides.
    pub code: String,
    /// Whether the fence says `ignore`: the snippet is listed with the tests, but not compiled.
    pub ignored: bool,
}

impl Snippet {
    /// The name of the test that skeptic makes: file and line of the opening fence.
    #[must_use]
    pub fn test_name(&self) -> String {
        format!("{}_line_{}", self.file_stem(), self.place.line)
    }

    /// The program that is compiled and run: what rustdoc would make of the snippet, each line under its number in the
    /// chapter (one more, if the fence is the first line of all).
    #[must_use]
    pub fn program(&self) -> String {
        program(&self.code, self.place.line)
    }

    /// The file's name as part of a test's name; from the root of the workspace, so it does not begin with a digit.
    fn file_stem(&self) -> String {
        let path = self.place.file.with_extension("").to_string_lossy().to_ascii_lowercase();
        let words = path.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
        words.collect::<Vec<_>>().join("_")
    }

    /// A Markdown file with this snippet alone, at the line where it stands in its chapter: that is what skeptic
    /// names the test after.
    ///
    /// Skeptic takes the mark of a hidden line from a line that has one, so each line gets one to lose: the program
    /// arrives as it is. No line can end the fence, either.
    fn markdown(&self) -> String {
        let above = "\n".repeat(self.place.line - 1);
        let info = if self.ignored { "rust,ignore" } else { "rust" };
        let marked: String = self.program().lines().map(|line| format!("# {line}\n")).collect();
        format!("{above}```{info}\n{marked}```\n")
    }
}

/// Writes each snippet into a Markdown file of its own below `folder`, which is emptied first.
///
/// # Errors
///
/// When the folder cannot be emptied or a file cannot be written.
pub fn stage(snippets: &[Snippet], folder: &Path) -> io::Result<Vec<PathBuf>> {
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    snippets.iter().map(|snippet| stage_one(snippet, folder)).collect()
}

fn stage_one(snippet: &Snippet, folder: &Path) -> io::Result<PathBuf> {
    let folder = folder.join(snippet.place.line.to_string());
    fs::create_dir_all(&folder)?;
    let path = folder.join(snippet.file_stem()).with_extension("md");
    let mut file = File::create(&path)?;
    file.write_all(snippet.markdown().as_bytes())?;
    // Skeptic tells cargo to watch this file. Were it younger than the build script's run, which wrote it, every
    // `cargo test` would run the script again.
    file.set_modified(SystemTime::UNIX_EPOCH)?;
    Ok(path)
}
