//! The records beside the pages: a reader downloads what the numbers come from where they read them.

use std::fs;
use std::path::Path;

use walkdir::WalkDir;

use mdbook_evidence::folder::staging::StagingError;

/// Where they are, from the book's folder.
pub(super) const PUBLISHED: &str = "records/";

/// Copies those of `records`, and the schema's, into the rendered book in `site`.
pub(super) fn publish(records: &Path, site: &Path) -> Result<(), StagingError> {
    // As they are loaded: hidden folders and those farther down hold none. A link may lead anywhere.
    let entries = WalkDir::new(records).min_depth(1).max_depth(2).sort_by_file_name().into_iter();
    for entry in entries.filter_entry(|entry| !entry.file_name().to_string_lossy().starts_with('.')) {
        let entry = entry.map_err(|error| {
            let path = error.path().unwrap_or(records).to_owned();
            StagingError::Refused { what: "read", path, source: error.into() }
        })?;
        let json = entry.path().extension().is_some_and(|extension| extension == "json");
        if !entry.file_type().is_file() || !json {
            continue;
        }
        let below = entry.path().strip_prefix(records).unwrap_or(entry.path());
        let copy = site.join(PUBLISHED).join(below);
        let folder = copy.parent().unwrap_or(site);
        fs::create_dir_all(folder).map_err(StagingError::refused("make", folder))?;
        fs::copy(entry.path(), &copy).map_err(StagingError::refused("write to", &copy))?;
    }
    Ok(())
}
