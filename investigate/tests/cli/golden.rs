//! Every number that the pages show, as a table: to see that a change of the machinery changes none of them.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use scraper::{ElementRef, Html, Selector};
use tempfile::TempDir;

use crate::fixture::investigate;

/// Names the file that holds the numbers as they were: page, figure and what is shown, in columns.
const GOLDEN: &str = "GOLDEN_NUMBERS";

/// The numbers of a book's pages, a line each, in the order of the pages' names and of the text.
fn numbers(book: &Path) -> String {
    let mut pages: Vec<_> = fs::read_dir(book).unwrap().map(|entry| entry.unwrap().path()).collect();
    pages.retain(|page| page.extension().is_some_and(|extension| extension == "html"));
    pages.sort();
    let mut lines = "page\tfigure\tshown\n".to_owned();
    for page in pages {
        let name = page.file_stem().unwrap().to_string_lossy().into_owned();
        // One has every page once more, the other is the first chapter.
        if ["print", "index", "404", "toc"].contains(&name.as_str()) {
            continue;
        }
        let html = Html::parse_document(&fs::read_to_string(&page).unwrap());
        for number in html.select(&Selector::parse("[data-of]").unwrap()) {
            let of = number.value().attr("data-of").unwrap();
            let figure = of.split([';', '\n']).next().unwrap();
            // What stands behind a figure may be worded otherwise.
            let figure =
                if figure.starts_with("given") { figure } else { figure.split(": ").next().unwrap() };
            writeln!(lines, "{name}\t{figure}\t{}", shown(number)).unwrap();
        }
    }
    lines
}

fn shown(number: ElementRef<'_>) -> String {
    let text: String = number.text().collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
#[ignore = "set GOLDEN_NUMBERS to a table of the pages' numbers; one that does not exist yet is written"]
fn every_number_on_every_page_is_as_it_was() {
    let golden = std::env::var_os(GOLDEN).unwrap_or_else(|| panic!("set {GOLDEN} to the table's path"));
    let folder = TempDir::new().unwrap();
    let book = folder.path().join("book");
    investigate().arg("build").arg("--dest").arg(&book).assert().success();
    let now = numbers(&book);
    let golden = Path::new(&golden);
    if !golden.exists() {
        fs::write(golden, &now).unwrap();
        return;
    }
    let before = fs::read_to_string(golden).unwrap();
    let gone: Vec<&str> = before.lines().filter(|line| !now.lines().any(|other| other == *line)).collect();
    let new: Vec<&str> = now.lines().filter(|line| !before.lines().any(|other| other == *line)).collect();
    assert!(gone.is_empty() && new.is_empty(), "was:\n{}\nis:\n{}", gone.join("\n"), new.join("\n"));
}

#[test]
fn a_number_is_found_with_its_figure_and_its_interval() {
    let folder = TempDir::new().unwrap();
    let page = "<p><span class=\"evidence\" data-of=\"ratio of a/b/92: median of 12 rounds; record r\"><button>1.10 ×</button> \
                <span class=\"interval\">[1.09–1.12]</span></span></p>";
    fs::write(folder.path().join("chapter.html"), page).unwrap();
    fs::write(folder.path().join("print.html"), page).unwrap();
    assert_eq!(numbers(folder.path()), "page\tfigure\tshown\nchapter\tratio of a/b/92\t1.10 × [1.09–1.12]\n");
}
