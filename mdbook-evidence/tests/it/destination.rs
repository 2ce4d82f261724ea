//! What a stock mdBook, which empties its folder before it renders, is kept from emptying.

use std::fs;

use crate::book_test::{BARE, BookTest, DEFAULTS};

fn book() -> BookTest {
    BookTest::with_chapter("# Chapter\n")
}

/// A book whose folder is that one.
fn built_into(folder: &str) -> BookTest {
    book().write("book.toml", &format!("{BARE}{DEFAULTS}[build]\nbuild-dir = \"{folder}\"\n"))
}

/// Every file below the book's root.
fn files(book: &BookTest) -> Vec<String> {
    let entries = walkdir::WalkDir::new(book.root()).sort_by_file_name().into_iter().map(Result::unwrap);
    let files = entries.filter(|entry| entry.file_type().is_file());
    files.map(|file| file.path().strip_prefix(book.root()).unwrap().display().to_string()).collect()
}

#[test]
fn the_project_its_chapters_and_its_records_are_not_emptied() {
    for folder in [".", "src", "records", "book/..", "src/../records"] {
        let book = built_into(folder);
        let before = files(&book);
        let refused = book.build_by_command().unwrap_err();
        // The command's own words are on its standard error; here mdBook tells that it failed.
        assert!(refused.contains("evidence"), "{folder}: {refused}");
        assert!(
            book.refusal().contains("which no build of this book wrote and a build would remove"),
            "{folder}"
        );
        assert_eq!(files(&book), before, "{folder}");
    }
}

#[test]
fn a_book_is_rebuilt_as_often_as_one_likes() {
    let book = book().write("src/picture.svg", "<svg/>").write("src/part/note.txt", "copied");
    for _ in 0..3 {
        book.build_by_command().unwrap();
    }
    assert!(book.root().join("book/part/note.txt").is_file());
}

#[test]
fn a_file_that_mdbook_did_not_write_is_kept_by_refusing() {
    for foreign in ["notes.md", "slides.html", "css/mine.css", "searchindex.json.bak", "fonts/mine.woff2"] {
        let book = book();
        book.build().unwrap();
        let book = book.write(&format!("book/{foreign}"), "mine");
        let refused = book.refusal();
        assert!(refused.contains(&format!("holds {foreign}")), "{refused}");
        assert_eq!(fs::read_to_string(book.root().join("book").join(foreign)).unwrap(), "mine");
    }
}

#[test]
fn a_folder_is_a_book_s_by_more_than_a_file_that_anybody_makes() {
    let book =
        book().write("book/.nojekyll", "").write("book/index.html", "<!-- Book generated using mdBook -->");
    assert!(book.refusal().contains("holds .nojekyll"));
}

#[test]
fn a_manifest_says_what_may_be_removed_and_nothing_else_may() {
    let book = book();
    book.build().unwrap();
    let folder = book.root().join("book");
    let manifest = mdbook_evidence::manifest("t", &folder).unwrap();
    let book = book.write("book/.evidence-manifest", &manifest);
    book.build_by_command().unwrap();
    assert!(!folder.join(".evidence-manifest").exists(), "mdBook empties the folder");

    let book = book.write("book/.evidence-manifest", &manifest).write("book/mine.txt", "");
    assert!(book.refusal().contains("holds mine.txt"));
    let book = book.write("book/.evidence-manifest", &manifest.replace("book: t", "book: u"));
    assert!(book.refusal().contains("holds the book \"u\""));
}

#[test]
fn each_of_several_renderers_has_a_folder_of_its_own() {
    let toml = format!("{BARE}{DEFAULTS}[output.html]\n[output.markdown]\n");
    let book = book().write("book.toml", &toml).write("book/mine.txt", "beside them");
    book.coverage();
    assert!(book.root().join("book/html/chapter.html").is_file());
    let book = book.write("book/html/mine.txt", "");
    assert!(book.refusal().contains("holds mine.txt"));
}

#[test]
#[cfg_attr(not(target_os = "linux"), ignore = "needs /dev/full, which only Linux has")]
fn what_a_command_cannot_write_is_an_error() {
    let full = fs::File::options().write(true).open("/dev/full").unwrap();
    let input = include_str!("destination/input.json");
    let book = book();
    let input = input.replace("ROOT", &book.root().display().to_string());
    let mut child = std::process::Command::new(env!("CARGO_BIN_EXE_mdbook-evidence"))
        .stdin(std::process::Stdio::piped())
        .stdout(full)
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    std::io::Write::write_all(child.stdin.as_mut().unwrap(), input.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.contains("No space left on device"), "{said}");
}

#[test]
fn a_book_that_is_not_built_leaves_the_former_one_and_an_unfinished_one_is_cleared_away() {
    let book = book();
    assert!(book.command(&["build"]).status.success());
    let before = files(&book);
    let page = fs::read_to_string(book.root().join("book/chapter.html")).unwrap();

    let book = book.write("src/chapter.md", "[= fig(\"time/dump/nobody/92\") =]\n");
    assert_eq!(book.command(&["build"]).status.code(), Some(1));
    assert_eq!(files(&book), before);
    assert_eq!(fs::read_to_string(book.root().join("book/chapter.html")).unwrap(), page);

    // What a build leaves that was killed.
    let book = book.write("src/chapter.md", "# New\n").write(".book.unfinished/made-by-a-build", "");
    let book = book.write(".book.unfinished/site/half.html", "");
    assert!(book.command(&["build"]).status.success());
    assert_eq!(files(&book).len(), before.len());
    assert!(book.page("chapter").contains("New"));
}
