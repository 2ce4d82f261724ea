//! What a published book says of its place, and what can be downloaded from it.

use std::fs;

use crate::fixture::{BookTest, Project, own, root};

const ADDRESS: &str = "https://example.org/a-fork/";

/// A book of three chapters, one in a folder and one with a space in its name, built for that place.
fn built(place: Option<&str>) -> Project {
    let book = BookTest::new()
        .chapter("part/second.md", "# Second\n\n[= list(what=\"files\") =]\n")
        .chapter("a%20b.md", "# A & B\n")
        .file("src/a b.md", "# A & B\n")
        .file("src/social-preview.png", "a picture");
    let project = book.file("records/.partial/half.json", "{").project();
    let command = project.command().arg("build");
    let command = match place {
        Some(place) => command.env("MDBOOK_OUTPUT__HTML__SITE_URL", place),
        None => command.env_remove("MDBOOK_OUTPUT__HTML__SITE_URL"),
    };
    command.assert().success();
    project
}

/// The values of an attribute on the lines that hold `mark`.
fn values(page: &str, mark: &str, attribute: &str) -> Vec<String> {
    let lines = page.lines().filter(|line| line.contains(mark));
    let start = format!("{attribute}=\"");
    let value = |line: &str| Some(line.split_once(&start)?.1.split_once('"')?.0.to_owned());
    lines.filter_map(value).collect()
}

#[test]
fn each_chapter_names_its_address_and_the_first_that_of_the_book() {
    let project = built(Some(ADDRESS));
    for (page, address) in [
        ("index.html", ADDRESS.to_owned()),
        ("first.html", ADDRESS.to_owned()),
        ("part/second.html", format!("{ADDRESS}part/second.html")),
        ("a b.html", format!("{ADDRESS}a%20b.html")),
    ] {
        let text = project.read(&format!("book/{page}"));
        assert_eq!(values(&text, "rel=\"canonical\"", "href"), [address.as_str()], "{page}");
        assert_eq!(values(&text, "\"og:url\"", "content"), [address.as_str()], "{page}");
        let picture = format!("{ADDRESS}social-preview.png");
        assert_eq!(values(&text, "\"og:image\"", "content"), [picture.as_str()], "{page}");
    }
    for page in ["404.html", "print.html"] {
        assert!(!project.read(&format!("book/{page}")).contains("rel=\"canonical\""), "{page}");
    }
}

#[test]
fn the_sitemap_lists_every_chapter_once() {
    let sitemap = built(Some("https://example.org/a-fork")).read("book/sitemap.xml");
    let expected = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
                    <urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n\
                    \x20 <url><loc>https://example.org/a-fork/part/second.html</loc></url>\n\
                    \x20 <url><loc>https://example.org/a-fork/a%20b.html</loc></url>\n\
                    \x20 <url><loc>https://example.org/a-fork/</loc></url>\n\
                    </urlset>\n";
    assert_eq!(sitemap, expected);
}

#[test]
fn without_a_host_nothing_names_an_address() {
    for place in [None, Some("/a-fork/")] {
        let project = built(place);
        assert!(!project.path("book/sitemap.xml").exists(), "{place:?}");
        for page in ["index.html", "part/second.html"] {
            let text = project.read(&format!("book/{page}"));
            assert!(
                ["canonical", "og:url", "og:image"].iter().all(|it| !text.contains(it)),
                "{page}: {text}"
            );
        }
    }
}

#[test]
fn a_book_without_a_picture_names_none() {
    let project = BookTest::new().project();
    project.command().arg("build").env("MDBOOK_OUTPUT__HTML__SITE_URL", ADDRESS).assert().success();
    let page = project.read("book/index.html");
    assert!(page.contains("canonical") && !page.contains("og:image"), "{page}");
}

#[test]
fn records_are_downloaded_from_where_the_page_links_to_them() {
    let project = built(Some(ADDRESS));
    let page = project.read("book/part/second.html");
    assert!(page.contains("<a href=\"../records/fixture.json\" download"), "{page}");
    assert_eq!(project.read("book/records/fixture.json"), project.read("records/fixture.json"));
    // What a measurement that goes on left there is not evidence.
    assert!(!project.path("book/records/.partial").exists());
}

#[test]
fn a_preview_has_the_page_s_title_and_the_book_s_description() {
    let head = own("theme/head.hbs");
    let project = BookTest::new().file("theme/head.hbs", &head).project();
    let config =
        project.read("book.toml").replace("[book]\n", "[book]\ndescription = \"Say \\\"why\\\" & how\"\n");
    let project = project.with("book.toml", config);
    project.command().arg("build").assert().success();
    let page = project.read("book/first.html");
    assert_eq!(values(&page, "\"og:title\"", "content"), ["first.md - Test"]);
    assert_eq!(values(&page, "\"og:description\"", "content"), ["Say &quot;why&quot; &amp; how"]);
}

/// Width, height and length of a PNG.
fn png(file: &str) -> (u32, u32, usize) {
    let bytes = fs::read(root().join(file)).unwrap_or_else(|error| panic!("{file}: {error}"));
    assert_eq!(&bytes[..8], b"\x89PNG\r\n\x1a\n", "{file}");
    let number = |at: usize| u32::from_be_bytes(bytes[at..at + 4].try_into().unwrap());
    (number(16), number(20), bytes.len())
}

#[test]
fn the_pictures_have_the_size_that_they_are_shown_at_and_are_small() {
    for (file, size) in [
        ("src/social-preview.png", (1200, 630)),
        ("docs/first-screen-light.png", (1280, 800)),
        ("docs/first-screen-dark.png", (1280, 800)),
    ] {
        let (width, height, bytes) = png(file);
        assert_eq!((width, height), size, "{file}");
        assert!(bytes < 150_000, "{file}: {bytes}");
    }
    let readme = own("README.md");
    for picture in ["docs/first-screen-light.png", "docs/first-screen-dark.png"] {
        assert!(readme.contains(picture), "{picture}");
    }
}
