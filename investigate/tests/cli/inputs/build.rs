//! Books that must not be built, and folders that they must not be built into.

use super::{Input, failed, wrong};
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
    [configurations(), folders(), chapters(), records(), pages()].into_iter().flatten().collect()
}

fn configurations() -> Vec<Input> {
    vec![
        wrong("a root without a book.toml", "build --root bench-crate", |project| project),
        wrong("a root that is not there", "build --root nowhere", |project| project),
        wrong("a root that is a file", "decide --root Cargo.lock", |project| project),
        wrong("a book.toml that is a folder", "build --root .", |project| {
            project.without("book.toml").with("book.toml/x", "")
        }),
        wrong("a book.toml that is a FIFO", "build --root .", |project| {
            project.without("book.toml").with_fifo("book.toml")
        }),
        wrong("a book.toml that is not TOML", "build", |_| {
            book_toml("[book]\ntitle = \"T\"\nauthors = [\n\n[build\n")
        }),
        wrong("a book.toml that is not UTF-8", "build", |project| {
            project.with("book.toml", b"[book]\ntitle = \"\xff\"\n")
        }),
        wrong("a book.toml without the preprocessor's table", "build", |_| {
            book_toml("[book]\ntitle = \"T\"\n")
        }),
        wrong("a key that mdBook does not know", "build", |_| book_toml("[book]\ntitel = \"T\"\n")),
        wrong("a key of ours that is no yes or no", "build", |_| key("typed-numbers = \"no\"")),
        wrong("a title that is a number", "read --port 0", |_| book_toml("[book]\ntitle = 3\n")),
        wrong("a misspelt key, which would switch freshness off", "build", |_| {
            key("mesured = \"bench-crate\"")
        }),
        wrong("a misspelt key in reading", "read --port 0", |_| key("referense = \"x\"")),
        wrong("a key of another case", "decide", |_| key("Records = \"records\"")),
        wrong("headline chapters that are no list", "build", |_| key("headline = \"first.md\"")),
        wrong("coordinates at which no record stands", "build", |_| {
            let project = BookTest::new().project();
            let text = project.read("book.toml").replace("\"typical\"", "\"nothing\"");
            project.with("book.toml", text)
        }),
        wrong("decide without a gates' file", "decide", |_| BookTest::new().project()),
        wrong("a measured package that is not there", "build", |_| {
            let project = BookTest::new().project();
            let text = project.read("book.toml").replace("\"bench-crate\"", "\"nothing\"");
            project.with("book.toml", text)
        }),
        wrong("a lock file that is none", "build", |_| {
            BookTest::new().project().with("Cargo.lock", "[[package")
        }),
        wrong("a style sheet that is not there", "build", |_| {
            BookTest::new().config("\n[output.html]\nadditional-css = [\"gone.css\"]\n").project()
        }),
        wrong("a theme folder that is not there", "build", |_| {
            BookTest::new().config("\n[output.html]\ntheme = \"gone\"\n").project()
        }),
        wrong("a site-url without its scheme", "build", |_| site_url("example.org/book/")),
        wrong("a site-url of another protocol", "build", |_| site_url("ftp://example.org/")),
        wrong("a site-url with a query", "build", |_| site_url("https://example.org/?book")),
        wrong("a site-url that names another host by slashes", "build", |_| site_url("//example.org/")),
        wrong("a command that there is not", "biuld", |project| project),
        wrong("an option that there is not", "build --strict", |project| project),
        wrong("a port that is none", "read --port 99999", |project| project),
    ]
}

fn folders() -> Vec<Input> {
    vec![
        wrong("the project as build-dir", "build", |_| build_dir(".")),
        wrong("the project as build-dir, in reading", "read --port 0", |_| build_dir(".")),
        wrong("the chapters as build-dir", "build", |_| build_dir("src")),
        wrong("the records as build-dir", "build", |_| build_dir("records")),
        wrong("the records as build-dir, in reading", "read --port 0", |_| build_dir("records")),
        wrong("a file as build-dir", "build", |_| build_dir("Cargo.lock")),
        wrong("the project as --dest", "build --dest .", |_| BookTest::new().project()),
        wrong("a folder of notes as --dest", "build --dest notes", |_| {
            BookTest::new().project().with("notes/a.txt", "")
        }),
        wrong("notes beside a .nojekyll", "build --dest docs", |_| {
            BookTest::new().project().with("docs/.nojekyll", "").with("docs/a.txt", "")
        }),
        wrong("a note in a stock mdBook's folder", "build", |_| {
            BookTest::new()
                .project()
                .with(
                    "book/.nojekyll",
                    "This file makes sure that Github Pages doesn't process mdBook's output.\n",
                )
                .with("book/index.html", "<!DOCTYPE HTML>\n<!-- Book generated using mdBook -->\n")
                .with("book/toc-0a1b2c3d.js", "")
                .with("book/my-notes.md", "")
        }),
        wrong("a page of one's own in a stock mdBook's folder", "read --port 0", |_| {
            BookTest::new()
                .project()
                .with(
                    "book/.nojekyll",
                    "This file makes sure that Github Pages doesn't process mdBook's output.\n",
                )
                .with("book/slides.html", "<title>Slides</title>")
        }),
        wrong("a note in the built book", "build", |_| built().with("book/note.txt", "")),
        wrong("a note deep in the built book", "read --port 0", |_| built().with("book/css/mine.css", "")),
        wrong("a link in the built book", "build", |_| built().with_link("book/out", "/")),
        wrong("the book of another project", "build", |_| {
            let project = built();
            let text = project.read("book.toml").replace("title = \"Test\"", "title = \"Other\"");
            project.with("book.toml", text)
        }),
        wrong("a manifest that is none", "build", |_| {
            BookTest::new()
                .project()
                .with("book/.evidence-manifest", "index.html\n")
                .with("book/index.html", "")
        }),
        wrong("a file where builds put what is unfinished", "build", |_| {
            BookTest::new().project().with(".book.unfinished/mine.txt", "")
        }),
        failed("a --dest that the system refuses", "build --dest /proc/book", |_| BookTest::new().project()),
        wrong("a --dest below a file", "build --dest Cargo.lock/book", |_| BookTest::new().project()),
    ]
}

fn chapters() -> Vec<Input> {
    vec![
        wrong("no list of chapters", "build", |_| BookTest::new().project().without("src/SUMMARY.md")),
        wrong("no list of chapters, asked without a build", "check", |_| {
            BookTest::new().project().without("src/SUMMARY.md")
        }),
        wrong("a list of chapters that is not UTF-8", "build", |_| {
            BookTest::new().project().with("src/SUMMARY.md", b"- [A](a.md)\n\xff")
        }),
        wrong("a list of chapters that mdBook cannot read", "build", |_| {
            BookTest::new().project().with("src/SUMMARY.md", "# Summary\n\n- [A](first.md)\n- no link\n")
        }),
        wrong("a chapter that nobody has written", "build", |_| {
            BookTest::new()
                .project()
                .with("src/SUMMARY.md", "# Summary\n\n- [A](first.md)\n  - [B](b/gone.md)\n")
        }),
        wrong("a chapter with a space that nobody has written", "read --port 0", |_| {
            BookTest::new().project().with("src/SUMMARY.md", "\n- [A](a%20b.md)\n")
        }),
        wrong("a chapter that includes a file of the machine", "build", |_| {
            chapter("# Bad\n\n```text\n{{#include /etc/hostname}}\n```\n")
        }),
        wrong("a chapter that includes a file of the project", "build", |_| {
            chapter("# Bad\n\n{{#include ../Cargo.lock:1:3}}\n")
        }),
        wrong("a chapter with a link out of the sources", "build", |_| {
            chapter("# Bad\n\n[lock](../Cargo.lock)\n")
        }),
        wrong("a chapter with a link that is a script", "build", |_| {
            chapter("# Bad\n\n<a href=\"java&#10;script:alert(1)\">x</a> and [y](JavaScript:alert(2))\n")
        }),
        wrong("a symbolic link to a file of the machine", "build", |_| {
            BookTest::new().project().with_link("src/leak.txt", "/etc/hostname")
        }),
        wrong("a chapter that is not UTF-8", "build", |_| {
            BookTest::new().chapter("bad.md", "").project().with("src/bad.md", b"# Bad\n\nna\xefve\n")
        }),
        wrong("a chapter that is UTF-16", "build", |_| {
            BookTest::new().chapter("bad.md", "").project().with("src/bad.md", b"\xff\xfe#\x00")
        }),
        wrong("a chapter that is a folder", "build", |_| {
            BookTest::new().chapter("bad.md", "").project().without("src/bad.md").with("src/bad.md/x", "")
        }),
        wrong("a chapter that is a FIFO", "build", |_| {
            BookTest::new().chapter("bad.md", "").project().without("src/bad.md").with_fifo("src/bad.md")
        }),
        wrong("a chapter that is a device without an end", "build", |_| {
            BookTest::new()
                .chapter("bad.md", "")
                .project()
                .without("src/bad.md")
                .with_link("src/bad.md", "/dev/zero")
        }),
        wrong("a chapter that is a link to nothing", "build", |_| {
            BookTest::new()
                .chapter("bad.md", "")
                .project()
                .without("src/bad.md")
                .with_link("src/bad.md", "gone.md")
        }),
        wrong("a chapter that is a link to itself", "build", |_| {
            BookTest::new()
                .chapter("bad.md", "")
                .project()
                .without("src/bad.md")
                .with_link("src/bad.md", "bad.md")
        }),
        wrong("a chapter larger than what is read", "build", |_| {
            BookTest::new().chapter("bad.md", "").project().with_size("src/bad.md", OVER_THE_LIMIT)
        }),
    ]
}

fn records() -> Vec<Input> {
    vec![
        wrong("a folder of records that is not there", "build", |_| {
            key("x = 1").with("book.toml", "[book]\ntitle = \"Test\"\n\n[preprocessor.evidence]\nrecords = \"gone\"\ncoordinates = { machine = \"test-2-cores\", workload = \"typical\" }\n")
        }),
        wrong("a folder of records that is a file", "build", |_| {
            key("x = 1").with("book.toml", "[book]\ntitle = \"Test\"\n\n[preprocessor.evidence]\nrecords = \"Cargo.lock\"\ncoordinates = { machine = \"test-2-cores\", workload = \"typical\" }\n")
        }),
        wrong("an empty record", "build", |_| BookTest::new().project().with("records/empty.json", "")),
        wrong("a record of nothing but a byte order mark", "build", |_| {
            BookTest::new().project().with("records/bom.json", "\u{feff}")
        }),
        wrong("a record cut off", "build", |_| {
            BookTest::new().project().with("records/cut.json", "{\"schema\": 1, \"name\": \"cu")
        }),
        wrong("a record cut off, asked without a build", "check", |_| {
            BookTest::new().project().with("records/cut.json", "{\"schema\": 1, \"name\": \"cu")
        }),
        wrong("a record that is not UTF-8", "build", |_| {
            BookTest::new().project().with("records/bytes.json", b"{\"name\": \"\xe9\"}")
        }),
        wrong("some other JSON", "build", |_| {
            BookTest::new().project().with("records/estimates.json", "{\"mean\": {}}")
        }),
        wrong("a record of a later schema", "build", |_| {
            BookTest::new().project().with("records/later.json", "{\"schema\": 99}")
        }),
        wrong("a record with a figure that is no number", "build", |_| {
            BookTest::new().project().with("records/nan.json", "{\"schema\": 1, \"seed\": NaN}")
        }),
        wrong("a record nested without an end", "build", |_| {
            BookTest::new().project().with("records/deep.json", "[".repeat(100_000))
        }),
        wrong("a record under another's name", "build", |_| {
            let project = BookTest::new().project();
            let text = project.read("records/fixture.json");
            project.with("records/copy.json", text)
        }),
        wrong("a record that is a link to nothing", "build", |_| {
            BookTest::new().project().with_link("records/gone.json", "nowhere.json")
        }),
        wrong("a record that is a FIFO", "read --port 0", |_| {
            BookTest::new().project().with_fifo("records/pipe.json")
        }),
        wrong("a record that is a device without an end", "build", |_| {
            BookTest::new().project().with_link("records/zero.json", "/dev/zero")
        }),
        wrong("a record that is a folder", "build", |_| {
            BookTest::new().project().with("records/folder.json/x", "")
        }),
        wrong("a record larger than what is read", "build", |_| {
            BookTest::new().project().with_size("records/large.json", OVER_THE_LIMIT)
        }),
    ]
}

fn pages() -> Vec<Input> {
    vec![
        failed("a directive that names no figure", "build", |_| {
            chapter("# Bad\n\n[= fig('time/pop/vec/92') =]\n")
        }),
        failed("a directive that is never closed", "build", |_| {
            chapter("# Bad\n\n[= fig('time/snapshot/vec/92')\n")
        }),
        failed("a link to a chapter that is not there", "build", |_| chapter("# Bad\n\n[gone](gone.md)\n")),
        failed("an image from another host", "build", |_| {
            chapter("# Bad\n\n![x](https://example.org/x.png)\n")
        }),
        failed("an included file that is not there", "build", |_| chapter("# Bad\n\n{{#include gone.md}}\n")),
        failed("evidence of other sources", "build", |_| {
            BookTest::new().file("bench-crate/src/lib.rs", "pub fn faster() {}\n").project()
        }),
    ]
}
