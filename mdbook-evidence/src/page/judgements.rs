//! All judgements, listed with their reasons.

use mdbook_markdown::pulldown_cmark::{Event, TagEnd};
use mdbook_markdown::{MarkdownOptions, new_cmark_parser};
use serde::{Deserialize, Serialize};

use crate::page::PageContents;
use crate::page::html::{escape, page_link};
use crate::page::judgement::{Judgement, closing};
use crate::page::mark::Mark;
use crate::page::quotation::Quotation;
use crate::page::table::{Cells, table};

/// Where the list of all judgements is to stand.
pub(crate) const LIST: &str = "<!-- evidence: judgements -->";

/// A judgement as the list shows it.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Listed {
    id: String,
    sentence: String,
    reason: String,
}

/// What one chapter says that no evidence does, with its name and its path in the book.
#[derive(Debug)]
pub(crate) struct OfChapter {
    pub(crate) name: String,
    pub(crate) path: Option<String>,
    pub(crate) quotations: Vec<Quotation>,
    pub(crate) judgements: Vec<Listed>,
}

/// Those that a chapter shows, each with the words of its sentence.
pub(crate) fn listed(content: &str, shown: &PageContents) -> Vec<Listed> {
    let sentence = |index: usize, judgement: &Judgement| {
        let (_, rest) = content.split_once(&judgement.opening())?;
        let (sentence, _) = rest.split_once(&closing(index))?;
        Some(words(sentence, shown))
    };
    let judgements = shown.judgements.iter().enumerate().map(|(index, judgement)| Listed {
        id: judgement.id.clone(),
        sentence: sentence(index, judgement).unwrap_or_default(),
        reason: judgement.reason.clone(),
    });
    judgements.collect()
}

/// A text without its markup, and with what its marks stand for.
pub(crate) fn words(text: &str, shown: &PageContents) -> String {
    let mut words = String::new();
    for event in new_cmark_parser(text, &MarkdownOptions::default()) {
        match event {
            Event::Text(text) | Event::Code(text) => words.push_str(&text),
            Event::SoftBreak | Event::HardBreak | Event::End(TagEnd::Paragraph) => words.push(' '),
            _ => {}
        }
    }
    let number = |mark, index| shown.number(mark, index).map_or("", |number| number.text.as_str());
    Mark::replaced(&words, number).trim().to_owned()
}

/// Every judgement with its reason. `root` leads from the page that shows them to the book's.
pub(crate) fn list(chapters: &[OfChapter], root: &str) -> String {
    let mut rows: Vec<Vec<String>> = Vec::new();
    for OfChapter { path, judgements, .. } in chapters {
        for Listed { id, sentence, reason } in judgements {
            let page = path.as_ref().map(|path| format!("{root}{path}#{id}"));
            rows.push(vec![page_link(page.as_deref(), &escape(sentence)), escape(reason)]);
        }
    }
    if rows.is_empty() {
        return "<p>None.</p>".to_owned();
    }
    let head = ["judgement", "reason"].map(str::to_owned);
    table(Cells::Words, "Every sentence of this book that is its author's judgement", &head, &rows, None)
}
