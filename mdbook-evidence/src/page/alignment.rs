//! Numbers in a table that an author wrote line up at the end of their column.
//!
//! Where the author chose no alignment and every cell of a column is a number, it is chosen here: by a colon in the row of dashes.

use std::ops::Range;

use mdbook_markdown::pulldown_cmark::{Alignment, Event, Tag, TagEnd};

use crate::page::PageContents;
use crate::page::cell_number::is_number;
use crate::page::mark::Mark;

/// The table that is being walked.
#[derive(Debug, Default)]
pub(crate) struct Columns {
    columns: Vec<Column>,
    at: usize,
    is_head: bool,
    cell: String,
}

#[derive(Debug)]
struct Column {
    /// Whether the author chose no alignment and no cell so far is anything else than a number.
    is_free: bool,
    has_number: bool,
}

impl Columns {
    /// What is to change in the text when a table ends.
    pub(crate) fn after(
        &mut self,
        event: &Event<'_>,
        range: &Range<usize>,
        content: &str,
        shown: &PageContents,
    ) -> Vec<(Range<usize>, String)> {
        match event {
            Event::Start(Tag::Table(alignments)) => {
                let column = |alignment: &Alignment| Column {
                    is_free: *alignment == Alignment::None,
                    has_number: false,
                };
                self.columns = alignments.iter().map(column).collect();
            }
            Event::Start(Tag::TableHead) => (self.is_head, self.at) = (true, 0),
            Event::Start(Tag::TableRow) => (self.is_head, self.at) = (false, 0),
            Event::Start(Tag::TableCell) => self.cell.clear(),
            Event::Text(text) => self.cell.push_str(text),
            // Code names something, whatever it looks like.
            Event::Code(_) => self.cell.push_str("code"),
            Event::End(TagEnd::TableCell) => {
                if let Some(column) = self.columns.get_mut(self.at).filter(|_| !self.is_head) {
                    let said = shown_in(&self.cell, shown);
                    let is_number = is_number(&said);
                    column.has_number |= is_number == Some(true);
                    column.is_free &= is_number != Some(false);
                }
                self.at += 1;
            }
            Event::End(TagEnd::Table) => {
                let aligned: Vec<bool> =
                    self.columns.drain(..).map(|column| column.is_free && column.has_number).collect();
                return colons(content, range, &aligned);
            }
            _ => {}
        }
        Vec::new()
    }
}

/// A cell with its numbers in place of their marks.
fn shown_in(cell: &str, shown: &PageContents) -> String {
    Mark::replaced(cell, |mark, index| match shown.number(mark, index) {
        Some(number) if mark == Mark::Number => &number.text,
        _ => "word",
    })
}

/// A colon behind the dashes of each column that is to be `aligned`.
fn colons(content: &str, table: &Range<usize>, aligned: &[bool]) -> Vec<(Range<usize>, String)> {
    let text = &content[table.clone()];
    let dashes = text.split_inclusive('\n').nth(1).unwrap_or_default();
    let mut place = table.start + text.find('\n').map_or(text.len(), |end| end + 1);
    let mut edits = Vec::new();
    let mut columns = aligned.iter();
    for part in dashes.split('|') {
        let dashed = part.trim_end();
        // Before the first bar stands what quotes or indents the table.
        if dashed.ends_with('-') && columns.next() == Some(&true) {
            let end = place + dashed.len();
            edits.push((end..end, ":".to_owned()));
        } else if dashed.ends_with(':') {
            columns.next();
        }
        place += part.len() + 1;
    }
    edits
}
