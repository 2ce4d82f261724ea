//! Books that must not be built, and folders that they must not be built into.

use super::Input;
use crate::fixture::{BookTest, Project};

/// A book that builds, with that text in the place of book.toml's.
fn book_toml(text: &str) -> Project {
    BookTest::new().project().with("book.toml", text)
}

/// A book that builds, with that line in its `[build]` table.
fn build_dir(folder: &str) -> Project {
    BookTest::new().config(&format!("\n[build]\nbuild-dir = \"{folder}\"\n")).project()
}

/// A book that builds, to be published there.
fn site_url(place: &str) -> Project {
    BookTest::new().config(&format!("\n[output.html]\nsite-url = \"{place}\"\n")).project()
}

/// A book that builds, with a key more in the preprocessor's table.
fn key(line: &str) -> Project {
    let project = BookTest::new().project();
    let text = project
        .read("book.toml")
        .replace("[preprocessor.evidence]\n", &format!("[preprocessor.evidence]\n{line}\n"));
    project.with("book.toml", text)
}

/// A book that builds, with a chapter of that text.
fn chapter(text: &str) -> Project {
    BookTest::new().chapter("bad.md", text).project()
}

/// A book that was built already.
fn built() -> Project {
    let project = BookTest::new().project();
    project.command().arg("build").assert().success();
    project
}

const OVER_THE_LIMIT: u64 = (64 << 20) + 1;

pub(super) fn inputs() -> Vec<Input> {
    let mut inputs = configurations();
    inputs.extend(folders());
    inputs.extend(chapters());
    inputs.extend(records());
    inputs.extend(pages());
    inputs
}

fn configurations() -> Vec<Input> {
    vec![
        Input::wrong("a root without a book.toml", |project| project, "build --root bench-crate"),
        Input::wrong("a root that is not there", |project| project, "build --root nowhere"),
        Input::wrong("a root that is a file", |project| project, "decide --root Cargo.lock"),
        Input::wrong(
            "a book.toml that is a folder",
            |project| project.without("book.toml").with("book.toml/x", ""),
            "build --root .",
        ),
        Input::wrong(
            "a book.toml that is a FIFO",
            |project| project.without("book.toml").with_fifo("book.toml"),
            "build --root .",
        ),
        Input::wrong(
            "a book.toml that is not TOML",
            |_| book_toml("[book]\ntitle = \"T\"\nauthors = [\n\n[build\n"),
            "build",
        ),
        Input::wrong(
            "a book.toml that is not UTF-8",
            |project| project.with("book.toml", b"[book]\ntitle = \"\xff\"\n"),
            "build",
        ),
        Input::wrong(
            "a book.toml without the preprocessor's table",
            |_| book_toml("[book]\ntitle = \"T\"\n"),
            "build",
        ),
        Input::wrong("a key that mdBook does not know", |_| book_toml("[book]\ntitel = \"T\"\n"), "build"),
        Input::wrong("a key of ours that is no yes or no", |_| key("typed-numbers = \"no\""), "build"),
        Input::wrong("a title that is a number", |_| book_toml("[book]\ntitle = 3\n"), "read --port 0"),
        Input::wrong(
            "a misspelt key, which would switch freshness off",
            |_| key("mesured = \"bench-crate\""),
            "build",
        ),
        Input::wrong("a misspelt key in reading", |_| key("referense = \"x\""), "read --port 0"),
        Input::wrong("a key of another case", |_| key("Records = \"records\""), "decide"),
        Input::wrong("headline chapters that are no list", |_| key("headline = \"first.md\""), "build"),
        Input::wrong(
            "coordinates at which no record stands",
            |_| {
                let project = BookTest::new().project();
                let text = project.read("book.toml").replace("\"typical\"", "\"nothing\"");
                project.with("book.toml", text)
            },
            "build",
        ),
        Input::wrong("decide without a gates' file", |_| BookTest::new().project(), "decide"),
        Input::wrong(
            "a measured package that is not there",
            |_| {
                let project = BookTest::new().project();
                let text = project.read("book.toml").replace("\"bench-crate\"", "\"nothing\"");
                project.with("book.toml", text)
            },
            "build",
        ),
        Input::wrong(
            "a lock file that is none",
            |_| BookTest::new().project().with("Cargo.lock", "[[package"),
            "build",
        ),
        Input::wrong(
            "a style sheet that is not there",
            |_| BookTest::new().config("\n[output.html]\nadditional-css = [\"gone.css\"]\n").project(),
            "build",
        ),
        Input::wrong(
            "a theme folder that is not there",
            |_| BookTest::new().config("\n[output.html]\ntheme = \"gone\"\n").project(),
            "build",
        ),
        Input::wrong("a site-url without its scheme", |_| site_url("example.org/book/"), "build"),
        Input::wrong("a site-url of another protocol", |_| site_url("ftp://example.org/"), "build"),
        Input::wrong("a site-url with a query", |_| site_url("https://example.org/?book"), "build"),
        Input::wrong(
            "a site-url that names another host by slashes",
            |_| site_url("//example.org/"),
            "build",
        ),
        Input::wrong("a command that there is not", |project| project, "biuld"),
        Input::wrong("an option that there is not", |project| project, "build --strict"),
        Input::wrong("a port that is none", |project| project, "read --port 99999"),
    ]
}

fn folders() -> Vec<Input> {
    vec![
        Input::wrong("the project as build-dir", |_| build_dir("."), "build"),
        Input::wrong("the project as build-dir, in reading", |_| build_dir("."), "read --port 0"),
        Input::wrong("the chapters as build-dir", |_| build_dir("src"), "build"),
        Input::wrong("the records as build-dir", |_| build_dir("records"), "build"),
        Input::wrong("the records as build-dir, in reading", |_| build_dir("records"), "read --port 0"),
        Input::wrong("a file as build-dir", |_| build_dir("Cargo.lock"), "build"),
        Input::wrong("the project as --dest", |_| BookTest::new().project(), "build --dest ."),
        Input::wrong(
            "a folder of notes as --dest",
            |_| BookTest::new().project().with("notes/a.txt", ""),
            "build --dest notes",
        ),
        Input::wrong(
            "notes beside a .nojekyll",
            |_| BookTest::new().project().with("docs/.nojekyll", "").with("docs/a.txt", ""),
            "build --dest docs",
        ),
        Input::wrong(
            "a note in a stock mdBook's folder",
            |_| {
                BookTest::new()
                    .project()
                    .with(
                        "book/.nojekyll",
                        "This file makes sure that Github Pages doesn't process mdBook's output.\n",
                    )
                    .with("book/index.html", "<!DOCTYPE HTML>\n<!-- Book generated using mdBook -->\n")
                    .with("book/toc-0a1b2c3d.js", "")
                    .with("book/my-notes.md", "")
            },
            "build",
        ),
        Input::wrong(
            "a page of one's own in a stock mdBook's folder",
            |_| {
                BookTest::new()
                    .project()
                    .with(
                        "book/.nojekyll",
                        "This file makes sure that Github Pages doesn't process mdBook's output.\n",
                    )
                    .with("book/slides.html", "<title>Slides</title>")
            },
            "read --port 0",
        ),
        Input::wrong("a note in the built book", |_| built().with("book/note.txt", ""), "build"),
        Input::wrong(
            "a note deep in the built book",
            |_| built().with("book/css/mine.css", ""),
            "read --port 0",
        ),
        Input::wrong("a link in the built book", |_| built().with_link("book/out", "/"), "build"),
        Input::wrong(
            "the book of another project",
            |_| {
                let project = built();
                let text = project.read("book.toml").replace("title = \"Test\"", "title = \"Other\"");
                project.with("book.toml", text)
            },
            "build",
        ),
        Input::wrong(
            "a manifest that is none",
            |_| {
                BookTest::new()
                    .project()
                    .with("book/.evidence-manifest", "index.html\n")
                    .with("book/index.html", "")
            },
            "build",
        ),
        Input::wrong(
            "a file where builds put what is unfinished",
            |_| BookTest::new().project().with(".book.unfinished/mine.txt", ""),
            "build",
        ),
        Input::failed(
            "a --dest that the system refuses",
            |_| BookTest::new().project(),
            "build --dest /proc/book",
        ),
        Input::wrong("a --dest below a file", |_| BookTest::new().project(), "build --dest Cargo.lock/book"),
    ]
}

fn chapters() -> Vec<Input> {
    vec![
        Input::wrong("no list of chapters", |_| BookTest::new().project().without("src/SUMMARY.md"), "build"),
        Input::wrong(
            "a list of chapters that is not UTF-8",
            |_| BookTest::new().project().with("src/SUMMARY.md", b"- [A](a.md)\n\xff"),
            "build",
        ),
        Input::wrong(
            "a list of chapters that mdBook cannot read",
            |_| BookTest::new().project().with("src/SUMMARY.md", "# Summary\n\n- [A](first.md)\n- no link\n"),
            "build",
        ),
        Input::wrong(
            "a chapter that nobody has written",
            |_| {
                BookTest::new()
                    .project()
                    .with("src/SUMMARY.md", "# Summary\n\n- [A](first.md)\n  - [B](b/gone.md)\n")
            },
            "build",
        ),
        Input::wrong(
            "a chapter with a space that nobody has written",
            |_| BookTest::new().project().with("src/SUMMARY.md", "\n- [A](a%20b.md)\n"),
            "read --port 0",
        ),
        Input::wrong(
            "a chapter that includes a file of the machine",
            |_| chapter("# Bad\n\n```text\n{{#include /etc/hostname}}\n```\n"),
            "build",
        ),
        Input::wrong(
            "a chapter that includes a file of the project",
            |_| chapter("# Bad\n\n{{#include ../Cargo.lock:1:3}}\n"),
            "build",
        ),
        Input::wrong(
            "a chapter with a link out of the sources",
            |_| chapter("# Bad\n\n[lock](../Cargo.lock)\n"),
            "build",
        ),
        Input::wrong(
            "a chapter with a link that is a script",
            |_| chapter("# Bad\n\n<a href=\"java&#10;script:alert(1)\">x</a> and [y](JavaScript:alert(2))\n"),
            "build",
        ),
        Input::wrong(
            "a symbolic link to a file of the machine",
            |_| BookTest::new().project().with_link("src/leak.txt", "/etc/hostname"),
            "build",
        ),
        Input::wrong(
            "a chapter that is not UTF-8",
            |_| BookTest::new().chapter("bad.md", "").project().with("src/bad.md", b"# Bad\n\nna\xefve\n"),
            "build",
        ),
        Input::wrong(
            "a chapter that is UTF-16",
            |_| BookTest::new().chapter("bad.md", "").project().with("src/bad.md", b"\xff\xfe#\x00"),
            "build",
        ),
        Input::wrong(
            "a chapter that is a folder",
            |_| {
                BookTest::new().chapter("bad.md", "").project().without("src/bad.md").with("src/bad.md/x", "")
            },
            "build",
        ),
        Input::wrong(
            "a chapter that is a FIFO",
            |_| BookTest::new().chapter("bad.md", "").project().without("src/bad.md").with_fifo("src/bad.md"),
            "build",
        ),
        Input::wrong(
            "a chapter that is a device without an end",
            |_| {
                BookTest::new()
                    .chapter("bad.md", "")
                    .project()
                    .without("src/bad.md")
                    .with_link("src/bad.md", "/dev/zero")
            },
            "build",
        ),
        Input::wrong(
            "a chapter that is a link to nothing",
            |_| {
                BookTest::new()
                    .chapter("bad.md", "")
                    .project()
                    .without("src/bad.md")
                    .with_link("src/bad.md", "gone.md")
            },
            "build",
        ),
        Input::wrong(
            "a chapter that is a link to itself",
            |_| {
                BookTest::new()
                    .chapter("bad.md", "")
                    .project()
                    .without("src/bad.md")
                    .with_link("src/bad.md", "bad.md")
            },
            "build",
        ),
        Input::wrong(
            "a chapter larger than what is read",
            |_| BookTest::new().chapter("bad.md", "").project().with_size("src/bad.md", OVER_THE_LIMIT),
            "build",
        ),
    ]
}

fn records() -> Vec<Input> {
    vec![
        Input::wrong(
            "a folder of records that is not there",
            |_| {
                key("x = 1").with("book.toml", "[book]\ntitle = \"Test\"\n\n[preprocessor.evidence]\nrecords = \"gone\"\ncoordinates = { machine = \"test-2-cores\", workload = \"typical\" }\n")
            },
            "build",
        ),
        Input::wrong(
            "a folder of records that is a file",
            |_| {
                key("x = 1").with("book.toml", "[book]\ntitle = \"Test\"\n\n[preprocessor.evidence]\nrecords = \"Cargo.lock\"\ncoordinates = { machine = \"test-2-cores\", workload = \"typical\" }\n")
            },
            "build",
        ),
        Input::wrong(
            "an empty record",
            |_| BookTest::new().project().with("records/empty.json", ""),
            "build",
        ),
        Input::wrong(
            "a record of nothing but a byte order mark",
            |_| BookTest::new().project().with("records/bom.json", "\u{feff}"),
            "build",
        ),
        Input::wrong(
            "a record cut off",
            |_| BookTest::new().project().with("records/cut.json", "{\"schema\": 1, \"name\": \"cu"),
            "build",
        ),
        Input::wrong(
            "a record that is not UTF-8",
            |_| BookTest::new().project().with("records/bytes.json", b"{\"name\": \"\xe9\"}"),
            "build",
        ),
        Input::wrong(
            "some other JSON",
            |_| BookTest::new().project().with("records/estimates.json", "{\"mean\": {}}"),
            "build",
        ),
        Input::wrong(
            "a record of a later schema",
            |_| BookTest::new().project().with("records/later.json", "{\"schema\": 99}"),
            "build",
        ),
        Input::wrong(
            "a record with a figure that is no number",
            |_| BookTest::new().project().with("records/nan.json", "{\"schema\": 1, \"seed\": NaN}"),
            "build",
        ),
        Input::wrong(
            "a record nested without an end",
            |_| BookTest::new().project().with("records/deep.json", "[".repeat(100_000)),
            "build",
        ),
        Input::wrong(
            "a record under another's name",
            |_| {
                let project = BookTest::new().project();
                let text = project.read("records/fixture.json");
                project.with("records/copy.json", text)
            },
            "build",
        ),
        Input::wrong(
            "a record that is a link to nothing",
            |_| BookTest::new().project().with_link("records/gone.json", "nowhere.json"),
            "build",
        ),
        Input::wrong(
            "a record that is a FIFO",
            |_| BookTest::new().project().with_fifo("records/pipe.json"),
            "read --port 0",
        ),
        Input::wrong(
            "a record that is a device without an end",
            |_| BookTest::new().project().with_link("records/zero.json", "/dev/zero"),
            "build",
        ),
        Input::wrong(
            "a record that is a folder",
            |_| BookTest::new().project().with("records/folder.json/x", ""),
            "build",
        ),
        Input::wrong(
            "a record larger than what is read",
            |_| BookTest::new().project().with_size("records/large.json", OVER_THE_LIMIT),
            "build",
        ),
    ]
}

fn pages() -> Vec<Input> {
    vec![
        Input::failed(
            "a directive that names no figure",
            |_| chapter("# Bad\n\n[= fig('time/pop/vec/92') =]\n"),
            "build",
        ),
        Input::failed(
            "a directive that is never closed",
            |_| chapter("# Bad\n\n[= fig('time/snapshot/vec/92')\n"),
            "build",
        ),
        Input::failed(
            "a link to a chapter that is not there",
            |_| chapter("# Bad\n\n[gone](gone.md)\n"),
            "build",
        ),
        Input::failed(
            "an image from another host",
            |_| chapter("# Bad\n\n![x](https://example.org/x.png)\n"),
            "build",
        ),
        Input::failed(
            "an included file that is not there",
            |_| chapter("# Bad\n\n{{#include gone.md}}\n"),
            "build",
        ),
        Input::failed(
            "evidence of other sources",
            |_| BookTest::new().file("bench-crate/src/lib.rs", "pub fn faster() {}\n").project(),
            "build",
        ),
    ]
}
