//! Asks the compiler.

use std::env;
use std::ffi::OsString;
use std::path::Path;
use std::process::{Command, Output};

use super::diagnostic::{Message, Target};
use super::error::CatalogError;
use super::mark;
use super::place::Place;
use super::sources::relative;

/// Forced, because a crate may allow deprecated things; and nothing is denied, because an error would end the check
/// before the targets that depend on it.
const FLAGS: &str = "--cap-lints=warn --force-warn=deprecated";

/// What the compiler calls the members of types and traits.
const MEMBERS: [&str; 5] =
    ["field", "method", "associated function", "associated constant", "associated type"];

/// One answer: a use of a subject.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Hit {
    /// Which of the marks.
    pub(super) mark: usize,
    /// The file, relative to the crate.
    pub(super) file: String,
    /// Where the compiler's span starts.
    pub(super) start: Place,
    /// Where it ends.
    pub(super) end: Place,
    /// Where the macro was called that this stands in, if it is one of the crate's own.
    pub(super) called: Option<(String, Place)>,
    /// Whether a target was compiled that is nothing but a test.
    pub(super) test: bool,
    /// Whether it is a use of a member of what is marked: the members of a deprecated type are deprecated too.
    pub(super) member: bool,
}

/// Cargo, run in the folder.
pub(super) fn cargo(folder: &Path) -> Command {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo")));
    command.current_dir(folder);
    command
}

/// Every answer, one for each target that was compiled; `shown` is the name of the crate in sentences.
///
/// # Errors
/// [`CatalogError::DoesNotCompile`] and [`CatalogError::NoCargo`].
pub(super) fn check(
    workspace: &Path,
    inside: &Path,
    build: &Path,
    shown: &Path,
) -> Result<Vec<Hit>, CatalogError> {
    let folder = workspace.join(inside);
    let mut output = run(&folder, build, true)?;
    // Only where something is missing on this machine; what was asked for is then in the crate's lock file.
    if !output.status.success() && String::from_utf8_lossy(&output.stderr).contains("--offline") {
        output = run(&folder, build, false)?;
    }
    let text = String::from_utf8_lossy(&output.stdout);
    let messages: Vec<Message> = text.lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
    if !output.status.success() {
        let said = first_error(&messages).unwrap_or_else(|| last_words(&output, workspace));
        return Err(CatalogError::DoesNotCompile { path: shown.to_owned(), said });
    }
    Ok(messages.iter().filter_map(|message| hit(message, workspace, inside)).collect())
}

fn run(folder: &Path, build: &Path, offline: bool) -> Result<Output, CatalogError> {
    let mut flags = env::var("RUSTFLAGS").unwrap_or_default();
    flags = format!("{flags} {FLAGS}").trim().to_owned();
    let mut command = cargo(folder);
    command
        .args(["check", "--all-targets", "--message-format=json"])
        .args(offline.then_some("--offline"))
        .env("CARGO_TARGET_DIR", build)
        // It would take precedence.
        .env_remove("CARGO_ENCODED_RUSTFLAGS")
        .env("RUSTFLAGS", flags)
        .env("CARGO_INCREMENTAL", "0");
    command.output().map_err(CatalogError::NoCargo)
}

fn hit(message: &Message, workspace: &Path, inside: &Path) -> Option<Hit> {
    let diagnostic = message.message.as_ref().filter(|_| message.reason == "compiler-message")?;
    let mark = mark::index(&diagnostic.message)?;
    let span = diagnostic.spans.iter().find(|span| span.is_primary)?;
    // A macro of another crate may have written the use; the crate's own text calls it somewhere.
    let mut own = span.outwards().filter(|span| !is_foreign(&span.file_name, workspace));
    let place = own.next()?;
    let called = own.last().map(|outer| (file(&outer.file_name, workspace, inside), outer.start()));
    Some(Hit {
        mark,
        file: file(&place.file_name, workspace, inside),
        start: place.start(),
        end: place.end(),
        called,
        test: message.target.as_ref().is_some_and(Target::is_test),
        member: MEMBERS.iter().any(|it| diagnostic.message.starts_with(&format!("use of deprecated {it} "))),
    })
}

/// Whether the file is another crate's, or none at all: those of the standard macros have a name in angle brackets.
fn is_foreign(name: &str, workspace: &Path) -> bool {
    let path = Path::new(name);
    name.starts_with('<') || (path.is_absolute() && !path.starts_with(workspace))
}

/// The compiler names files from the workspace.
fn file(name: &str, workspace: &Path, inside: &Path) -> String {
    let path = Path::new(name);
    let path = path.strip_prefix(workspace).unwrap_or(path);
    relative(path.strip_prefix(inside).unwrap_or(path))
}

fn first_error(messages: &[Message]) -> Option<String> {
    let mut errors = messages.iter().filter_map(|message| message.message.as_ref());
    let error = errors.find(|diagnostic| diagnostic.level == "error")?;
    let place = error.spans.iter().find(|span| span.is_primary);
    let place = place.map(|span| format!(" ({}:{})", span.file_name, span.start().line));
    Some(format!("{}{}", error.message, place.unwrap_or_default()))
}

/// What cargo said before it gave up, without the place of the copy.
fn last_words(output: &Output, workspace: &Path) -> String {
    let copies = workspace.parent().unwrap_or(workspace);
    let text = String::from_utf8_lossy(&output.stderr)
        .replace(&*workspace.to_string_lossy(), ".")
        .replace(&*copies.to_string_lossy(), "..");
    let said = text.split_once("error: ").map_or(text.as_str(), |(_, said)| said);
    let lines = said.lines().map(str::trim).filter(|line| !line.is_empty() && *line != "Caused by:");
    lines.collect::<Vec<_>>().join("; ").trim_end_matches('.').to_owned()
}
