//! What pages say of their place, to search engines and to whoever shares a link: `sitemap.xml`, and in each chapter its
//! canonical address and the picture of a preview. The preview's words need no address: `theme/head.hbs` has them.

use std::fs;
use std::path::Path;

use super::address::Address;
use super::chapter::Chapter;
use mdbook_evidence::folder::staging::StagingError;

/// The picture that previews show, where the book has it.
const PICTURE: &str = "social-preview.png";

/// Writes it all into the rendered pages of `folder`.
pub(super) fn announce(folder: &Path, address: &Address, chapters: &[Chapter]) -> Result<(), StagingError> {
    let picture = folder.join(PICTURE).is_file().then(|| address.of_file(PICTURE));
    for chapter in chapters {
        let path = folder.join(&chapter.page);
        let page = fs::read_to_string(&path).map_err(StagingError::refused("read", &path))?;
        let lines = lines(&address.of_file(canonical(chapter, chapters)), picture.as_deref());
        let page = page.replacen("</head>", &format!("{lines}    </head>"), 1);
        fs::write(&path, page).map_err(StagingError::refused("write to", &path))?;
    }
    let path = folder.join("sitemap.xml");
    fs::write(&path, sitemap(address, chapters)).map_err(StagingError::refused("write to", &path))
}

/// The page that stands for a chapter: the first one is the book's index as well.
fn canonical<'a>(chapter: &Chapter, chapters: &'a [Chapter]) -> &'a str {
    let same = chapters.iter().filter(|other| other.file == chapter.file);
    let pages = || same.clone().map(|other| other.page.as_str());
    pages().find(|page| *page == "index.html").or_else(|| pages().next()).unwrap_or_default()
}

fn lines(canonical: &str, picture: Option<&str>) -> String {
    let mut lines = format!(
        "    <link rel=\"canonical\" href=\"{canonical}\">\n        <meta property=\"og:url\" content=\"{canonical}\">\n"
    );
    if let Some(picture) = picture {
        lines += &format!(
            "        <meta property=\"og:image\" content=\"{picture}\">\n        <meta name=\"twitter:card\" content=\"summary_large_image\">\n"
        );
    }
    lines
}

fn sitemap(address: &Address, chapters: &[Chapter]) -> String {
    let canonical = chapters.iter().filter(|chapter| chapter.page == canonical(chapter, chapters));
    let urls: String = canonical
        .map(|chapter| format!("  <url><loc>{}</loc></url>\n", address.of_file(&chapter.page)))
        .collect();
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n{urls}</urlset>\n"
    )
}
