//! Writes the decision that follows now into decision.toml, and leaves the rest of the file as it is.

use std::fs;
use std::path::Path;

use evidence::decision::Decided;

use super::DecideError;
use crate::atomic;

/// Where the written part begins.
const HEAD: &str = "# Written by `cargo run -- decide --accept`.\n[decided]\n";

/// # Errors
/// [`DecideError::Unwritten`]; the file is then as it was.
pub(super) fn write(file: &Path, decided: &Decided) -> Result<(), DecideError> {
    let failed = |problem: String| DecideError::Unwritten(problem);
    let text = fs::read_to_string(file).map_err(|error| failed(error.to_string()))?;
    let kept = text.split(HEAD).next().unwrap_or(&text).trim_end();
    if kept.contains("\n[decided") {
        return Err(failed(
            "[decided] is there, but not where `--accept` writes it: at the end, below its comment"
                .to_owned(),
        ));
    }
    let document = toml::to_string(&Wrapped { decided }).map_err(|error| failed(error.to_string()))?;
    let body = document.strip_prefix("[decided]\n").unwrap_or(&document);
    atomic::write(file, format!("{kept}\n\n{HEAD}{body}").as_bytes())
        .map_err(|error| failed(error.to_string()))
}

#[derive(serde::Serialize)]
struct Wrapped<'a> {
    decided: &'a Decided,
}
