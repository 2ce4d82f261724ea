//! The lines of a snippet that a page hides, and what the compiler is given for them.

use std::borrow::Cow;

/// What the compiler sees of a line, as in rustdoc: a hidden line without its mark and the space around it, `##` as `#`.
pub(super) fn compiled(line: &str) -> Cow<'_, str> {
    let trimmed = line.trim();
    if trimmed.starts_with("##") {
        Cow::Owned(line.replacen("##", "#", 1))
    } else if trimmed == "#" {
        Cow::Borrowed("")
    } else {
        Cow::Borrowed(trimmed.strip_prefix("# ").unwrap_or(line))
    }
}

/// Whether mdBook hides a line. `#[...]` and `#![...]` are shown, and so is what follows `##`.
pub(super) fn is_hidden(line: &str) -> bool {
    line.trim_start().strip_prefix('#').is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
}
