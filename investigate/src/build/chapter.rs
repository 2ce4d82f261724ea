//! The chapters that were rendered.

use mdbook_driver::MDBook;
use mdbook_evidence::slashed;

/// A chapter's Markdown and where it went.
#[derive(Debug, Clone)]
pub(super) struct Chapter {
    /// Its file, from the book's root: `src/name.md`.
    pub(super) file: String,
    /// Its page, from the destination: `name.html`.
    pub(super) page: String,
    /// Its text before any preprocessor.
    pub(super) text: String,
}

/// The book's chapters, in its order; then its index, where that is not one of them.
pub(super) fn chapters(book: &MDBook) -> Vec<Chapter> {
    let source = &book.config.book.src;
    let chapters = book.book.chapters().filter_map(|chapter| {
        let (path, file) = (chapter.path.as_ref()?, chapter.source_path.as_ref()?);
        // mdBook's `index` preprocessor gives a README the name that servers look for.
        let readme = path.file_stem().is_some_and(|stem| stem.eq_ignore_ascii_case("readme"));
        let page = if readme { path.with_file_name("index.html") } else { path.with_extension("html") };
        Some(Chapter {
            file: slashed(&source.join(file)),
            page: slashed(&page),
            text: chapter.content.clone(),
        })
    });
    let mut chapters: Vec<Chapter> = chapters.collect();
    // The first chapter is the book's index as well.
    if let Some(first) = chapters.first().cloned()
        && chapters.iter().all(|chapter| chapter.page != "index.html")
    {
        chapters.push(Chapter { page: "index.html".to_owned(), ..first });
    }
    chapters
}
