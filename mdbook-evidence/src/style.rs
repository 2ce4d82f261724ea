//! The style sheet and the script that pages need. A book has them as files of its own, as this version of the crate wrote them.

use std::path::{Path, PathBuf};

use evidence::file::read_text;
use mdbook_preprocessor::config::Config as BookConfig;

/// A file that the pages need.
#[derive(Debug, Clone, Copy)]
pub struct Asset {
    /// Where it is written to, from the book's root.
    pub file: &'static str,
    /// The key of `[output.html]` that names it.
    pub key: &'static str,
    /// What it holds.
    pub text: &'static str,
    /// How the first line begins of one that any version wrote.
    mark: &'static str,
}

/// What a book needs for its pages to show what the directives write.
pub const ASSETS: [Asset; 2] = [
    Asset {
        file: "theme/evidence.css",
        key: "additional-css",
        text: include_str!("../assets/evidence.css"),
        mark: "/* mdbook-evidence ",
    },
    Asset {
        file: "theme/evidence.js",
        key: "additional-js",
        text: include_str!("../assets/evidence.js"),
        mark: "// mdbook-evidence ",
    },
];

impl Asset {
    /// Whether some version of this crate wrote that text.
    pub(crate) fn wrote(&self, text: &str) -> bool {
        text.starts_with(self.mark)
    }

    /// Whether it is this text, however its lines end.
    pub(crate) fn is(&self, text: &str) -> bool {
        text == self.text || text.replace("\r\n", "\n") == self.text
    }

    /// The file in the book's configuration that has its name, wherever it lies.
    pub(crate) fn named(&self, book: &BookConfig) -> Option<PathBuf> {
        let html = book.html_config().unwrap_or_default();
        let mut named = html.additional_css.into_iter().chain(html.additional_js);
        named.find(|path| path.file_name() == Path::new(self.file).file_name())
    }
}

/// What the pages of the book in `root` would lack, each in a sentence.
pub fn lacks(root: &Path, book: &BookConfig) -> Vec<String> {
    let lack = |asset: &Asset| {
        let Some(path) = asset.named(book) else {
            return Some(format!(
                "book.toml does not name {} in `{}` of [output.html], and pages are without it. Run `mdbook-evidence install`.",
                asset.file, asset.key
            ));
        };
        let is_ours = read_text(&root.join(&path)).is_ok_and(|text| asset.is(&text));
        (!is_ours).then(|| {
            format!(
                "{} is not that of mdbook-evidence {}. Run `mdbook-evidence install --replace`; own rules belong in another file.",
                path.display(),
                env!("CARGO_PKG_VERSION")
            )
        })
    };
    ASSETS.iter().filter_map(lack).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_file_begins_with_the_version_that_writes_it() {
        for asset in ASSETS {
            let version = concat!(env!("CARGO_PKG_VERSION"), ", by `mdbook-evidence install`");
            assert!(asset.text.starts_with(&format!("{}{version}", asset.mark)), "{}", asset.file);
        }
    }
}
