//! What one chapter shows, collected while its directives are expanded.
//!
//! A directive cannot know where on the page its number will stand, and a number in a sentence is shown otherwise than
//! one in a table. So it leaves a mark in the text; [`layout`](crate::page::layout) puts the number in its place.

pub(crate) mod alignment;
pub(crate) mod anchor;
pub(crate) mod cell_number;
pub(crate) mod html;
pub(crate) mod judgement;
pub(crate) mod judgements;
pub(crate) mod layout;
pub(crate) mod mark;
pub(crate) mod provenance;
pub(crate) mod quotation;
pub mod search_index;
pub(crate) mod table;
pub(crate) mod template;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use evidence::Estimate;
use minijinja::value::{Object, Value};
use minijinja::{Error, State};
use serde::{Deserialize, Serialize};

use crate::chapter::typed::Rule;
use crate::chapter::written::What;
use crate::directive::refuse;
use crate::page::html::{css_string, written};
use crate::page::judgement::Judgement;
use crate::page::mark::{Mark, Number};
use crate::page::provenance::Provenance;
use crate::page::quotation::Quotation;
use crate::page::table::{Cells, table};
use crate::record::set::RecordSet;

/// The name under which every directive finds its chapter's page.
const NAME: &str = "page";

/// What one chapter shows.
#[derive(Debug)]
pub(crate) struct Page {
    /// The records that its book cites.
    pub(crate) set: Arc<RecordSet>,
    shown: Mutex<PageContents>,
    typed: Option<Arc<Rule>>,
    smart_punctuation: bool,
    /// Its claims and judgements, in the order of the text.
    marked: Vec<What>,
}

/// The parts of a page.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct PageContents {
    /// Numbers in the chapter's own sentences and tables, by their marks.
    pub(crate) numbers: Vec<Number>,
    /// Numbers of the tables that directives wrote, by their marks.
    pub(crate) tables: Vec<Vec<Provenance>>,
    /// Figures that are not this book's own, in the order of the text.
    pub(crate) quotations: Vec<Quotation>,
    /// Words that figures chose, by their marks.
    pub(crate) words: Vec<Word>,
    /// Sentences that are the author's opinion, in the order of the text.
    pub(crate) judgements: Vec<Judgement>,
    /// How many claims and judgements were begun.
    pub(crate) begun: usize,
    /// Whether the last of them was not ended yet.
    pub(crate) is_open: bool,
}

/// A word that figures chose.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Word {
    pub(crate) shown: Number,
    /// Why neither of its words follows, where that is so.
    pub(crate) unsettled: Option<String>,
}

impl PageContents {
    /// What a mark in the text stands for; none for that of a table.
    pub(crate) fn number(&self, mark: Mark, index: usize) -> Option<&Number> {
        match mark {
            Mark::Number => self.numbers.get(index),
            Mark::Word => self.words.get(index).map(|word| &word.shown),
            Mark::Judgement => self.judgements.get(index).map(|judgement| &judgement.sign),
            Mark::NoteOfTable | Mark::ButtonOfTable => None,
        }
    }

    /// Where each number came from. A word turns by itself.
    pub(crate) fn provenances(&self) -> impl Iterator<Item = &Provenance> {
        self.numbers.iter().map(|number| &number.provenance).chain(self.tables.iter().flatten())
    }

    /// How many numbers came from evidence.
    pub(crate) fn evidence(&self) -> usize {
        self.numbers.len() - self.quotations.len() + self.tables.iter().map(Vec::len).sum::<usize>()
    }
}

impl Object for Page {}

impl Page {
    /// An empty one; `typed` is the rule for numbers that an author typed, where they are errors, `smart_punctuation` how mdBook sets the
    /// text, `marked` which claims and judgements it has.
    pub(crate) fn new(
        set: Arc<RecordSet>,
        typed: Option<Arc<Rule>>,
        smart_punctuation: bool,
        marked: Vec<What>,
    ) -> Self {
        Self { set, shown: Mutex::default(), typed, smart_punctuation, marked }
    }

    /// An author's words that go into HTML, with the quotation marks and apostrophes that mdBook gives those in its Markdown.
    pub(crate) fn set_as_prose(&self, text: &str) -> String {
        if !self.smart_punctuation {
            return text.to_owned();
        }
        let mut before = ' ';
        let mut set = String::with_capacity(text.len());
        let mut letters = text.chars().peekable();
        while let Some(letter) = letters.next() {
            let begins = before.is_whitespace() || "([{–—-/‘“".contains(before);
            // As in '90s.
            let is_year = letters.peek().is_some_and(char::is_ascii_digit);
            before = match letter {
                '\'' if begins && !is_year => '‘',
                '\'' => '’',
                '"' if begins => '“',
                '"' => '”',
                letter => letter,
            };
            set.push(before);
        }
        set
    }

    /// Begins a claim or a judgement; false where another is the next in the text.
    pub(crate) fn begin(&self, what: &What) -> bool {
        let mut shown = self.shown();
        let is_next = !shown.is_open && self.marked.get(shown.begun) == Some(what);
        if is_next {
            (shown.begun, shown.is_open) = (shown.begun + 1, true);
        }
        is_next
    }

    /// Ends what was begun last.
    pub(crate) fn end(&self) -> Option<&What> {
        let mut shown = self.shown();
        let begun = std::mem::take(&mut shown.is_open).then(|| shown.begun.checked_sub(1))??;
        self.marked.get(begun)
    }

    /// The rule for numbers that an author typed, where they are errors.
    pub(crate) fn typed(&self) -> Option<&Rule> {
        self.typed.as_deref()
    }

    /// The page of the chapter that is being expanded.
    pub(crate) fn of(state: &State<'_, '_>) -> Result<Arc<Self>, Error> {
        state
            .lookup(NAME)
            .and_then(|value| value.downcast_object::<Self>())
            .ok_or_else(|| refuse("a chapter must not give the name `page` to something else"))
    }

    /// What directives look the page up in.
    pub(crate) fn context(self: &Arc<Self>) -> Value {
        Value::from_pairs([(NAME, Value::from_dyn_object(Arc::clone(self)))])
    }

    /// The parts, to add to or to read.
    pub(crate) fn shown(&self) -> MutexGuard<'_, PageContents> {
        // A panic elsewhere cannot leave a list half pushed.
        self.shown.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Shows a number in the text.
    pub(crate) fn number(&self, number: Number) -> String {
        let mut shown = self.shown();
        shown.numbers.push(number);
        Mark::Number.at(shown.numbers.len() - 1)
    }

    /// Shows a word that figures chose.
    pub(crate) fn word(&self, word: Word) -> String {
        let mut shown = self.shown();
        shown.words.push(word);
        Mark::Word.at(shown.words.len() - 1)
    }

    /// Shows an estimate in the text.
    pub(crate) fn estimate(&self, estimate: &Estimate, provenance: Provenance) -> String {
        let (text, interval) = written(estimate);
        self.number(Number { text, interval, provenance })
    }

    /// Shows a number that has no interval.
    pub(crate) fn exact(&self, text: impl Into<String>, provenance: Provenance) -> String {
        self.number(Number { text: text.into(), interval: None, provenance })
    }

    /// A table whose numbers have these provenances, and the button that tells them.
    pub(crate) fn table(
        &self,
        cells: Cells,
        caption: &str,
        head: &[String],
        rows: &[Vec<String>],
        provenances: Vec<Provenance>,
    ) -> SourcedTable {
        // Where the numbers have several sources, each cell names its own.
        let mut sources = provenances.iter().filter_map(|provenance| provenance.source.as_ref());
        let source = sources.next().filter(|first| sources.all(|other| other == *first));
        let shared = source.map(|source| format!("; {source}")).unwrap_or_default();
        let mut shown = self.shown();
        shown.tables.push(provenances);
        let index = shown.tables.len() - 1;
        let style = format!("--note: '{}'; --shared: {}", Mark::NoteOfTable.at(index), css_string(&shared));
        SourcedTable { table: table(cells, caption, head, rows, Some(&style)), index }
    }
}

/// A table whose numbers say where they came from.
#[derive(Debug)]
pub(crate) struct SourcedTable {
    pub(crate) table: String,
    index: usize,
}

impl SourcedTable {
    /// The button that opens the note on the numbers.
    pub(crate) fn button(&self) -> String {
        Mark::ButtonOfTable.at(self.index)
    }

    /// The note's number, for print.
    pub(crate) fn note(&self) -> String {
        Mark::NoteOfTable.at(self.index)
    }

    /// The table with the button below it.
    pub(crate) fn html(&self) -> String {
        format!("{}{}", self.table, self.button())
    }
}
