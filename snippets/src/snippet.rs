use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::Place;

/// A Rust fence of the book.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Snippet {
    /// The opening fence.
    pub place: Place,
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

    /// The program that is compiled and run.
    ///
    /// It is what rustdoc would make of the snippet: without a `main` of its own it is put into one, which returns the
    /// snippet's last line if that is an `Ok::<(), _>(())`. Blank lines before it make each line of the snippet keep
    /// its number in the chapter, so that the compiler's messages and panics point at it.
    #[must_use]
    pub fn program(&self) -> String {
        let code: String = self.code.lines().flat_map(|line| [unhidden(line), "\n"]).collect();
        let has_main = code.lines().any(|line| {
            let line = line.trim_start();
            ["fn main(", "pub fn main(", "async fn main("].iter().any(|main| line.starts_with(main))
        });
        let (head, tail) = if has_main {
            ("", "")
        } else if code.trim_end().ends_with("(())") {
            ("fn main() -> Result<(), impl core::fmt::Debug> {", "}\n")
        } else {
            ("fn main() {", "}\n")
        };
        // Skeptic adds one line before the program, `head` takes the fence's own.
        let blank = "\n".repeat(self.place.line.saturating_sub(2));
        format!("#![allow(unused)] {blank}{head}\n{code}{tail}")
    }

    /// The file's name as part of a test's name; from the root of the workspace, so it does not begin with a digit.
    fn file_stem(&self) -> String {
        let path = self.place.file.with_extension("").to_string_lossy().to_ascii_lowercase();
        let words = path.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
        words.collect::<Vec<_>>().join("_")
    }

    /// A Markdown file with this snippet alone, at the line where it stands in its chapter: that is what skeptic
    /// names the test after.
    fn markdown(&self) -> String {
        let program = self.program();
        let above = "\n".repeat(self.place.line - 1);
        let longest = program.split(|c| c != '`').map(str::len).max().unwrap_or(0);
        let fence = "`".repeat(3.max(longest + 1));
        let info = if self.ignored { "rust,ignore" } else { "rust" };
        format!("{above}{fence}{info}\n{program}{fence}\n")
    }
}

/// A line without the mark that makes mdBook and rustdoc hide it.
fn unhidden(line: &str) -> &str {
    match line.trim_start() {
        "#" => "",
        marked if marked.starts_with("##") => &marked[1..],
        marked => marked.strip_prefix("# ").unwrap_or(line),
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
