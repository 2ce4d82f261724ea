//! Books that must not be built, and folders that they must not be built into.

use super::{Input, failed, in_book, wrong};
use crate::fixture::{BookTest, Project};

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

/// The same, of which something is wrong for readers.
fn bad_chapter(what: &'static str, text: &'static str) -> Input {
    wrong(what, "build", move |_| chapter(&format!("# Bad\n\n{text}\n")))
}

/// A chapter that is not read as one: the book has no file of its name before the change.
fn no_chapter(what: &'static str, change: impl Fn(Project) -> Project + Sync + 'static) -> Input {
    wrong(what, "build", move |_| change(chapter("").without("src/bad.md")))
}

/// A file in a book that builds.
fn a_file(what: &'static str, file: &'static str, text: impl AsRef<[u8]> + Sync + 'static) -> Input {
    in_book(what, "build", move |it| it.with(file, &text))
}

/// A book that builds, with that text of book.toml another.
fn instead(what: &'static str, old: &'static str, new: &'static str) -> Input {
    in_book(what, "build", move |it| {
        let text = it.read("book.toml").replace(old, new);
        it.with("book.toml", text)
    })
}

/// A book that was built already.
fn built() -> Project {
    let project = BookTest::new().project();
    project.command().arg("build").assert().success();
    project
}

const OVER_THE_LIMIT: u64 = (64 << 20) + 1;

/// What a stock mdBook leaves in its folder.
const STOCK: &str = "This file makes sure that Github Pages doesn't process mdBook's output.\n";

pub(super) fn inputs() -> Vec<Input> {
    [configurations(), folders(), chapters(), records(), pages()].into_iter().flatten().collect()
}

fn configurations() -> Vec<Input> {
    vec![
        wrong("a root without a book.toml", "build --root bench-crate", |it| it),
        wrong("a root that is not there", "build --root nowhere", |it| it),
        wrong("a root that is a file", "decide --root Cargo.lock", |it| it),
        wrong("a book.toml that is a folder", "build --root .", |it| {
            it.without("book.toml").with("book.toml/x", "")
        }),
        wrong("a book.toml that is a FIFO", "build --root .", |it| {
            it.without("book.toml").with_fifo("book.toml")
        }),
        a_file("a book.toml that is not TOML", "book.toml", "[book]\ntitle = \"T\"\nauthors = [\n\n[build\n"),
        a_file("a book.toml that is not UTF-8", "book.toml", b"[book]\ntitle = \"\xff\"\n"),
        a_file("a book.toml without the preprocessor's table", "book.toml", "[book]\ntitle = \"T\"\n"),
        a_file("a key that mdBook does not know", "book.toml", "[book]\ntitel = \"T\"\n"),
        wrong("a key of ours that is no yes or no", "build", |_| key("typed-numbers = \"no\"")),
        in_book("a title that is a number", "read --port 0", |it| {
            it.with("book.toml", "[book]\ntitle = 3\n")
        }),
        wrong("a misspelt key, which would switch freshness off", "build", |_| {
            key("mesured = \"bench-crate\"")
        }),
        wrong("a misspelt key in reading", "read --port 0", |_| key("referense = \"x\"")),
        wrong("a key of another case", "decide", |_| key("Records = \"records\"")),
        wrong("headline chapters that are no list", "build", |_| key("headline = \"first.md\"")),
        instead("coordinates at which no record stands", "\"typical\"", "\"nothing\""),
        in_book("decide without a gates' file", "decide", |it| it),
        instead("a measured package that is not there", "\"bench-crate\"", "\"nothing\""),
        a_file("a lock file that is none", "Cargo.lock", "[[package"),
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
        wrong("a command that there is not", "biuld", |it| it),
        wrong("an option that there is not", "build --strict", |it| it),
        wrong("a port that is none", "read --port 99999", |it| it),
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
        in_book("the project as --dest", "build --dest .", |it| it),
        in_book("a folder of notes as --dest", "build --dest notes", |it| it.with("notes/a.txt", "")),
        in_book("notes beside a .nojekyll", "build --dest docs", |it| {
            it.with("docs/.nojekyll", "").with("docs/a.txt", "")
        }),
        in_book("a note in a stock mdBook's folder", "build", |it| {
            it.with("book/.nojekyll", STOCK)
                .with("book/index.html", "<!DOCTYPE HTML>\n<!-- Book generated using mdBook -->\n")
                .with("book/toc-0a1b2c3d.js", "")
                .with("book/my-notes.md", "")
        }),
        in_book("a page of one's own in a stock mdBook's folder", "read --port 0", |it| {
            it.with("book/.nojekyll", STOCK).with("book/slides.html", "<title>Slides</title>")
        }),
        wrong("a note in the built book", "build", |_| built().with("book/note.txt", "")),
        wrong("a note deep in the built book", "read --port 0", |_| built().with("book/css/mine.css", "")),
        wrong("a link in the built book", "build", |_| built().with_link("book/out", "/")),
        wrong("the book of another project", "build", |_| {
            let project = built();
            let text = project.read("book.toml").replace("title = \"Test\"", "title = \"Other\"");
            project.with("book.toml", text)
        }),
        in_book("a manifest that is none", "build", |it| {
            it.with("book/.evidence-manifest", "index.html\n").with("book/index.html", "")
        }),
        a_file("a file where builds put what is unfinished", ".book.unfinished/mine.txt", ""),
        failed("a --dest that the system refuses", "build --dest /proc/book", |_| BookTest::new().project()),
        in_book("a --dest below a file", "build --dest Cargo.lock/book", |it| it),
    ]
}

fn chapters() -> Vec<Input> {
    const SUMMARY: &str = "src/SUMMARY.md";
    vec![
        in_book("no list of chapters", "build", |it| it.without(SUMMARY)),
        in_book("no list of chapters, asked without a build", "check", |it| it.without(SUMMARY)),
        a_file("a list of chapters that is not UTF-8", SUMMARY, b"- [A](a.md)\n\xff"),
        a_file(
            "a list of chapters that mdBook cannot read",
            SUMMARY,
            "# Summary\n\n- [A](first.md)\n- no link\n",
        ),
        a_file(
            "a chapter that nobody has written",
            SUMMARY,
            "# Summary\n\n- [A](first.md)\n  - [B](b/gone.md)\n",
        ),
        in_book("a chapter with a space that nobody has written", "read --port 0", |it| {
            it.with(SUMMARY, "\n- [A](a%20b.md)\n")
        }),
        bad_chapter(
            "a chapter that includes a file of the machine",
            "```text\n{{#include /etc/hostname}}\n```",
        ),
        bad_chapter("a chapter that includes a file of the project", "{{#include ../Cargo.lock:1:3}}"),
        bad_chapter("a chapter with a link out of the sources", "[lock](../Cargo.lock)"),
        bad_chapter(
            "a chapter with a link that is a script",
            "<a href=\"java&#10;script:alert(1)\">x</a> and [y](JavaScript:alert(2))",
        ),
        in_book("a symbolic link to a file of the machine", "build", |it| {
            it.with_link("src/leak.txt", "/etc/hostname")
        }),
        no_chapter("a chapter that is not UTF-8", |it| it.with("src/bad.md", b"# Bad\n\nna\xefve\n")),
        no_chapter("a chapter that is UTF-16", |it| it.with("src/bad.md", b"\xff\xfe#\x00")),
        no_chapter("a chapter that is a folder", |it| it.with("src/bad.md/x", "")),
        no_chapter("a chapter that is a FIFO", |it| it.with_fifo("src/bad.md")),
        no_chapter("a chapter that is a device without an end", |it| it.with_link("src/bad.md", "/dev/zero")),
        no_chapter("a chapter that is a link to nothing", |it| it.with_link("src/bad.md", "gone.md")),
        no_chapter("a chapter that is a link to itself", |it| it.with_link("src/bad.md", "bad.md")),
        no_chapter("a chapter larger than what is read", |it| it.with_size("src/bad.md", OVER_THE_LIMIT)),
    ]
}

fn records() -> Vec<Input> {
    const CUT: &str = "{\"schema\": 1, \"name\": \"cu";
    let elsewhere = |what: &'static str, records: &'static str| {
        wrong(what, "build", move |_| {
            let place = "coordinates = { machine = \"test-2-cores\", workload = \"typical\" }";
            let table = format!("[preprocessor.evidence]\nrecords = \"{records}\"\n{place}\n");
            BookTest::new().project().with("book.toml", format!("[book]\ntitle = \"Test\"\n\n{table}"))
        })
    };
    vec![
        elsewhere("a folder of records that is not there", "gone"),
        elsewhere("a folder of records that is a file", "Cargo.lock"),
        a_file("an empty record", "records/empty.json", ""),
        a_file("a record of nothing but a byte order mark", "records/bom.json", "\u{feff}"),
        a_file("a record cut off", "records/cut.json", CUT),
        in_book("a record cut off, asked without a build", "check", |it| it.with("records/cut.json", CUT)),
        a_file("a record that is not UTF-8", "records/bytes.json", b"{\"name\": \"\xe9\"}"),
        a_file("some other JSON", "records/estimates.json", "{\"mean\": {}}"),
        a_file("a record of a later schema", "records/later.json", "{\"schema\": 99}"),
        a_file(
            "a record with a figure that is no number",
            "records/nan.json",
            "{\"schema\": 1, \"seed\": NaN}",
        ),
        a_file("a record nested without an end", "records/deep.json", "[".repeat(100_000)),
        in_book("a record under another's name", "build", |it| {
            let text = it.read("records/fixture.json");
            it.with("records/copy.json", text)
        }),
        in_book("a record that is a link to nothing", "build", |it| {
            it.with_link("records/gone.json", "nowhere.json")
        }),
        in_book("a record that is a FIFO", "read --port 0", |it| it.with_fifo("records/pipe.json")),
        in_book("a record that is a device without an end", "build", |it| {
            it.with_link("records/zero.json", "/dev/zero")
        }),
        a_file("a record that is a folder", "records/folder.json/x", ""),
        in_book("a record larger than what is read", "build", |it| {
            it.with_size("records/large.json", OVER_THE_LIMIT)
        }),
    ]
}

fn pages() -> Vec<Input> {
    let page = |what: &'static str, text: &'static str| Input { exit: 1, ..bad_chapter(what, text) };
    vec![
        page("a directive that names no figure", "[= fig('time/pop/vec/92') =]"),
        page("a directive that is never closed", "[= fig('time/snapshot/vec/92')"),
        page("a link to a chapter that is not there", "[gone](gone.md)"),
        page("an image from another host", "![x](https://example.org/x.png)"),
        bad_chapter("an included file that is not there", "{{#include gone.md}}"),
        failed("evidence of other sources", "build", |_| {
            BookTest::new().file("bench-crate/src/lib.rs", "pub fn faster() {}\n").project()
        }),
    ]
}
