//! Tables of pages.

use std::fmt::Write as _;

use minijinja::context;

use crate::page::cell_number::is_number;
use crate::page::template;

/// What a table's cells hold: numbers line up at the end and never wrap, words wrap.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Cells {
    Numbers,
    Words,
}

/// What the cells of one column in a table of words say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Column {
    Numbers,
    /// Such long text that a column as wide as a word would make its row a tower.
    Long,
    Other,
}

impl Column {
    fn of<'a>(cells: impl Iterator<Item = &'a String>) -> Self {
        let (mut has_number, mut has_words, mut is_long) = (false, false, false);
        // What a script fills with numbers.
        let mut is_blank = true;
        for cell in cells {
            let said = without_tags(cell);
            is_long |= said.chars().count() > LONG || said.split(' ').any(|word| word.len() > LONG_WORD);
            is_blank &= said.is_empty();
            let is_number = is_number(&said);
            has_number |= is_number == Some(true);
            has_words |= is_number == Some(false);
        }
        match ((has_number || is_blank) && !has_words, is_long) {
            (true, _) => Self::Numbers,
            (false, true) => Self::Long,
            (false, false) => Self::Other,
        }
    }
}

/// More characters than three lines of a narrow column hold.
const LONG: usize = 60;

/// More bytes than a word has that keeps to one line; a longer name breaks, or it would take the room of what is said beside it.
const LONG_WORD: usize = 30;

/// What a cell says.
fn without_tags(html: &str) -> String {
    let parts = html.split('<').enumerate();
    parts
        .map(|(index, part)| if index == 0 { part } else { part.split_once('>').map_or("", |it| it.1) })
        .collect()
}

/// A table that scrolls by itself on a narrow screen and can be reached by keyboard. Heads and cells are HTML.
pub(crate) fn table(
    cells: Cells,
    caption: &str,
    head: &[String],
    rows: &[Vec<String>],
    style: Option<&str>,
) -> String {
    let column = |column: usize| Column::of(rows.iter().filter_map(|row| row.get(column)));
    let (mut class, columns): (_, Vec<Column>) = match cells {
        Cells::Numbers => ("numbers".to_owned(), Vec::new()),
        Cells::Words => ("words".to_owned(), (0..head.len()).map(column).collect()),
    };
    // Said once of the table instead of in each cell: a page may have thousands.
    for (index, _) in columns.iter().enumerate().skip(1).filter(|(_, column)| **column == Column::Numbers) {
        let _ = write!(class, " number-{}", index + 1);
    }
    let long: Vec<bool> = (0..head.len()).map(|index| columns.get(index) == Some(&Column::Long)).collect();
    let (head, rows) = (head.to_vec(), rows.to_vec());
    template::html("table", context! { class, caption, style, long, head, rows })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_of_numbers_ends_alike_and_one_of_long_text_is_wide() {
        let of = |cells: &[&str]| {
            let cells: Vec<String> = cells.iter().map(|cell| (*cell).to_owned()).collect();
            Column::of(cells.iter())
        };
        assert_eq!(of(&["1", "<span class=\"evidence\">2.5 %</span>", "–"]), Column::Numbers);
        assert_eq!(of(&["1", "none"]), Column::Other);
        assert_eq!(of(&["–", ""]), Column::Other);
        assert_eq!(of(&["", ""]), Column::Numbers);
        assert_eq!(of(&["a", &"word ".repeat(13)]), Column::Long);
        assert_eq!(of(&[&format!("<a href=\"{}\">a</a>", "x".repeat(80))]), Column::Other);
    }
}
