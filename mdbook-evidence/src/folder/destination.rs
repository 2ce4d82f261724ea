//! The folder that a book is rendered into.
//!
//! mdBook removes whatever is in it first, be it the project itself. So a folder is rendered into only if it is new, empty,
//! or holds nothing but what an earlier build of the same book put there. A build by this project leaves a [manifest]
//! behind that says what that is; what a stock `mdbook build` leaves is known by its form.
//!
//! [manifest]: MANIFEST

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Component, Path, PathBuf};

use evidence::file::read_bytes;
use mdbook_preprocessor::PreprocessorContext;
use thiserror::Error;
use walkdir::{DirEntry, WalkDir};

use crate::chapter::outside::real;
use crate::folder::slashed::slashed;

/// The manifest's name in the folder of a rendered book.
pub const MANIFEST: &str = ".evidence-manifest";

/// The manifest's first line goes on with the book's title; each further line names a file.
const HEAD: &str = "Written by a build of the book: ";

/// Why a book cannot be rendered into a folder.
#[derive(Debug, Error)]
#[error("{0}")]
pub struct DestinationError(String);

/// What helps in any case.
const ANOTHER: &str = "name another folder with `build-dir` in book.toml or --dest.";

/// What decides whether a folder is a book's own.
#[derive(Debug, Clone, Copy)]
pub struct BookFolders<'a> {
    /// The book's title.
    pub title: &'a str,
    /// The folder with its book.toml.
    pub root: &'a Path,
    /// The folder with its chapters.
    pub src: &'a Path,
}

impl BookFolders<'_> {
    /// Refuses a folder that holds what no build of this book wrote, or that is among the sources. mdBook itself does not publish the folder that it
    /// renders into; who renders beside that folder does.
    ///
    /// # Errors
    /// [`DestinationError`].
    pub fn check(&self, folder: &Path) -> Result<(), DestinationError> {
        self.owns(folder)?;
        let [folder, src] =
            [folder, self.src].map(|path| std::path::absolute(settled(path)).map(|it| real(&it)));
        match (folder, src) {
            (Ok(folder), Ok(src)) if folder.starts_with(&src) => Err(DestinationError(format!(
                "{} is among the book's sources, and each build would publish what the one before it wrote. Name another folder with \
                 `build-dir` in book.toml or --dest.",
                folder.display()
            ))),
            _ => Ok(()),
        }
    }

    /// Refuses a folder that holds anything which rendering this book would remove and no build of it wrote.
    ///
    /// Stops at the first such file, so that naming a home folder is answered at once.
    ///
    /// # Errors
    /// [`DestinationError`].
    fn owns(&self, folder: &Path) -> Result<(), DestinationError> {
        let folder = &settled(folder);
        let unreadable = |path: &Path, error: io::Error| {
            let path = path.display();
            let message =
                format!("cannot read {path}: {error}. Check its permissions, or name another folder.");
            DestinationError(message)
        };
        let refused = |problem: &str| Err(DestinationError(format!("{} {problem}", folder.display())));
        match fs::metadata(folder) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            Err(source) => return Err(unreadable(folder, source)),
            Ok(metadata) if !metadata.is_dir() => {
                return refused(
                    "is a file, and the book needs a folder. Name another with `build-dir` in book.toml or --dest.",
                );
            }
            Ok(_) => {}
        }
        let listed = listed(folder).map_err(|source| unreadable(&folder.join(MANIFEST), source))?;
        if let Some((title, _)) = &listed
            && title != self.title
        {
            return refused(&format!(
                "holds the book \"{title}\", which a build of this one would remove. Remove it, or {ANOTHER}"
            ));
        }
        let stock = listed.is_none() && is_left_by_mdbook(folder);
        for entry in WalkDir::new(folder).min_depth(1).sort_by_file_name() {
            let entry = entry.map_err(|error| {
                let path = error.path().unwrap_or(folder).to_owned();
                unreadable(&path, error.into())
            })?;
            if entry.file_type().is_dir() {
                continue;
            }
            let inside = entry.path().strip_prefix(folder).unwrap_or(entry.path());
            let own = entry.file_type().is_file()
                && match &listed {
                    Some((_, files)) => files.contains(&slashed(inside)),
                    None => stock && self.is_of_mdbook(&entry, inside),
                };
            if !own {
                return refused(&format!(
                    "holds {}, which no build of this book wrote and a build would remove. Move it away, or {ANOTHER}",
                    inside.display()
                ));
            }
        }
        Ok(())
    }

    /// Whether a stock mdBook writes such a file for this book: a page, an asset of its theme, or a copy from the sources.
    fn is_of_mdbook(&self, entry: &DirEntry, inside: &Path) -> bool {
        let plain = without_hash(inside);
        let copied = self.src.join(inside).is_file() || self.root.join(&plain).is_file();
        copied || ASSETS.split_whitespace().any(|asset| asset == slashed(&plain)) || is_page(entry.path())
    }
}

/// Where a path leads, by the file system as far as it exists. `new/..` is the folder that `new` would be made in.
pub fn settled(path: &Path) -> PathBuf {
    let mut settled = PathBuf::new();
    for part in path.components() {
        match part {
            Component::ParentDir if !settled.exists() && settled.file_name().is_some() => {
                settled.pop();
            }
            Component::CurDir => {}
            part => settled.push(part),
        }
    }
    if settled.as_os_str().is_empty() { PathBuf::from(".") } else { settled }
}

/// Refuses the folder that mdBook is about to empty and render into; preprocessors run before that.
pub(crate) fn check(context: &PreprocessorContext) -> Result<(), DestinationError> {
    let config = &context.config;
    let folder = context.root.join(&config.build.build_dir);
    // Several renderers have a folder each.
    let several = config.outputs::<toml::Value>().is_ok_and(|renderers| renderers.len() > 1);
    let folder = if several { folder.join(&context.renderer) } else { folder };
    let book = BookFolders {
        title: config.book.title.as_deref().unwrap_or_default(),
        root: &context.root,
        src: &context.root.join(&config.book.src),
    };
    book.owns(&folder)
}

/// The manifest of a rendered book: one line for each file in the folder.
///
/// # Errors
/// What the system says.
pub fn manifest(title: &str, folder: &Path) -> io::Result<String> {
    let mut text = format!("{HEAD}{title}\n{MANIFEST}\n");
    for entry in WalkDir::new(folder).min_depth(1).sort_by_file_name() {
        let entry = entry?;
        if !entry.file_type().is_dir() {
            let inside = entry.path().strip_prefix(folder).unwrap_or(entry.path());
            text.push_str(&slashed(inside));
            text.push('\n');
        }
    }
    Ok(text)
}

/// The title and the files of a manifest; none where there is no file of that name, or one of another form.
fn listed(folder: &Path) -> io::Result<Option<(String, BTreeSet<String>)>> {
    let path = folder.join(MANIFEST);
    if !fs::symlink_metadata(&path).is_ok_and(|metadata| metadata.is_file()) {
        return Ok(None);
    }
    let bytes = read_bytes(&path)?;
    let text = String::from_utf8_lossy(&bytes);
    let Some((head, files)) = text.split_once('\n') else { return Ok(None) };
    let files = files.lines().map(str::to_owned).collect();
    Ok(head.strip_prefix(HEAD).map(|title| (title.to_owned(), files)))
}

/// What mdBook 0.5 writes into every book besides its pages, less the hashes that it puts into some names; in the last lines what versions
/// before it wrote.
const ASSETS: &str = "
    .nojekyll CNAME ace.js ayu-highlight.css book.js clipboard.min.js css/chrome.css css/general.css
    css/print.css css/variables.css editor.js elasticlunr.min.js favicon.png favicon.svg
    fonts/OPEN-SANS-LICENSE.txt fonts/SOURCE-CODE-PRO-LICENSE.txt fonts/fonts.css
    fonts/open-sans-v17-all-charsets-300.woff2 fonts/open-sans-v17-all-charsets-300italic.woff2
    fonts/open-sans-v17-all-charsets-600.woff2 fonts/open-sans-v17-all-charsets-600italic.woff2
    fonts/open-sans-v17-all-charsets-700.woff2 fonts/open-sans-v17-all-charsets-700italic.woff2
    fonts/open-sans-v17-all-charsets-800.woff2 fonts/open-sans-v17-all-charsets-800italic.woff2
    fonts/open-sans-v17-all-charsets-italic.woff2 fonts/open-sans-v17-all-charsets-regular.woff2
    fonts/source-code-pro-v11-all-charsets-500.woff2 highlight.css highlight.js mark.min.js
    mode-rust.js searcher.js searchindex.js searchindex.json theme-dawn.js theme-tomorrow_night.js
    toc.html toc.js tomorrow-night.css
    FontAwesome/css/font-awesome.css FontAwesome/fonts/FontAwesome.ttf css/font-awesome.css
    jquery.js store.js
";

/// mdBook marks the folder of every book for GitHub Pages.
fn is_left_by_mdbook(folder: &Path) -> bool {
    starts_with_any(&folder.join(".nojekyll"), &["This file makes sure that Github Pages"])
}

fn is_page(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "html")
        && starts_with_any(path, &["<!-- Book generated using mdBook -->", "<title>Redirecting...</title>"])
}

/// Whether one of the phrases stands near the file's beginning.
fn starts_with_any(path: &Path, phrases: &[&str]) -> bool {
    let mut beginning = Vec::new();
    let read = File::open(path).and_then(|file| file.take(1_024).read_to_end(&mut beginning));
    let text = String::from_utf8_lossy(&beginning);
    read.is_ok() && phrases.iter().any(|phrase| text.contains(phrase))
}

/// `book-0a1b2c3d.min.js` is `book.min.js`, named after its contents.
fn without_hash(path: &Path) -> PathBuf {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let plain = name.split_once('.').and_then(|(stem, suffix)| {
        let (stem, hash) = stem.rsplit_once('-')?;
        let hashed = hash.len() == 8 && hash.bytes().all(|byte| byte.is_ascii_hexdigit());
        hashed.then(|| format!("{stem}.{suffix}"))
    });
    plain.map_or_else(|| path.to_owned(), |plain| path.with_file_name(plain))
}
