//! Puts a chapter's numbers in their places, and what they came from at its end.
//!
//! In a sentence a number is a button that opens its note. In a table it is plain, and one button below the table opens
//! a note on all of it: a table of two hundred numbers would be two hundred stops of the tab key. In a heading or a link
//! nothing can be opened. The notes stand once, at the end of the chapter: on a screen each is shown when it is asked for,
//! in print all of them are, under the numbers that mark them.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::ops::Range;

use mdbook_markdown::pulldown_cmark::{Event, Tag, TagEnd};
use mdbook_markdown::{MarkdownOptions, new_cmark_parser};
use minijinja::{Value, context};

use crate::page::PageContents;
use crate::page::alignment::Columns;
use crate::page::anchor::Anchors;
use crate::page::html::{capital, cell, escape, value};
use crate::page::mark::{Mark, Number};
use crate::page::provenance::{Provenance, Source};
use crate::page::template;

/// What stands above a chapter's notes and sources, and is the last that a reader reads.
pub(crate) const SOURCES: &str = "Where the numbers of this chapter come from:";

/// Lays a chapter out. `name` begins its notes' ids, so that they differ from other chapters' on the page for print.
pub(crate) fn lay_out(content: &str, shown: &PageContents, name: &str) -> String {
    let mut layout = Layout {
        shown,
        notes: Notes { name, notes: Vec::new(), sources: Vec::new() },
        edits: Vec::new(),
        anchors: Anchors::default(),
        columns: Columns::default(),
    };
    layout.walk(content);
    // A table's numbers are laid out at its end, after what else it holds.
    layout.edits.sort_by_key(|(place, _)| place.start);
    let mut laid_out = String::with_capacity(content.len() * 2);
    let mut end = 0;
    for (place, text) in &layout.edits {
        laid_out.push_str(&content[end..place.start]);
        laid_out.push_str(text);
        end = place.end;
    }
    laid_out.push_str(&content[end..]);
    laid_out.push_str(&layout.notes.html());
    laid_out
}

/// A number in a table that the author wrote.
struct InTable<'a> {
    at: Range<usize>,
    number: &'a Number,
    /// Whether it stands in a sentence: its interval then goes on in the line instead of below it.
    is_said: bool,
}

/// Whether a cell's text besides its numbers is more than a sign.
fn is_sentence(text: &str) -> bool {
    text.contains(|character: char| character.is_alphanumeric() || character.is_ascii_punctuation())
}

impl Number {
    /// Whether its text is a number or a few words, and not a phrase.
    fn is_short(&self) -> bool {
        self.text.chars().count() <= LONGEST_BUTTON
    }
}

/// Where the part of a text begins that is a button. A browser sets a button as one block, which breaks a sentence when it holds one
/// itself, so of a long text only the last word is one.
fn end_of_phrase(text: &str) -> usize {
    let is_long = text.chars().count() > LONGEST_BUTTON;
    text.trim_end().rfind(' ').filter(|_| is_long).map_or(0, |space| space + 1)
}

/// So many characters fit half a line of a telephone.
const LONGEST_BUTTON: usize = 24;

/// A button is a block to the browser, which breaks a line on either side of it: a parenthesis before it and the punctuation behind it
/// would stand alone. What is shown in place of a mark therefore takes them with it, the latter only where no interval stands between.
/// `text` is the range that the mark is in.
fn whole(
    content: &str,
    text: &Range<usize>,
    mark: Range<usize>,
    number: &Number,
    shown: String,
) -> (Range<usize>, String) {
    let before = &content[text.start..mark.start];
    let before = before.trim_end_matches('(').len() + text.start..mark.start;
    let behind = &content[mark.end..text.end];
    let behind = match number.interval {
        Some(_) => mark.end..mark.end,
        None => mark.end..text.end - behind.trim_start_matches(['.', ',', ';', ':', ')', '?']).len(),
    };
    if before.is_empty() && behind.is_empty() {
        return (mark, shown);
    }
    (before.start..behind.end, format!("{WHOLE}{}{shown}{}</span>", &content[before], &content[behind]))
}

/// Begins what is not to break at a line's end.
const WHOLE: &str = "<span class=\"whole\">";

/// A name of so many characters fits a line of a telephone, in a list too.
const LONGEST_NAME: usize = 32;

/// A chapter on its way: what to put where.
struct Layout<'a> {
    shown: &'a PageContents,
    notes: Notes<'a>,
    edits: Vec<(Range<usize>, String)>,
    anchors: Anchors,
    columns: Columns,
}

impl<'a> Layout<'a> {
    fn walk(&mut self, content: &str) {
        let mut options = MarkdownOptions::default();
        options.smart_punctuation = false;
        let mut depth = 0usize;
        let mut links = 0usize;
        let mut in_heading = false;
        // The numbers of the table that is being walked; none in a table inside a list or a quotation, where nothing can
        // be put below it.
        let mut cells: Option<Vec<InTable<'a>>> = None;
        // Where those of the cell begin, and whether it says something besides.
        let (mut first, mut is_said) = (0, false);
        for (event, range) in new_cmark_parser(content, &options).into_offset_iter() {
            if let Some(anchor) = self.anchors.after(&event, &range, content) {
                self.edits.push(anchor);
            }
            self.edits.extend(self.columns.after(&event, &range, content, self.shown));
            match &event {
                Event::Start(tag) => {
                    depth += 1;
                    match tag {
                        Tag::Heading { .. } => (links, in_heading) = (links + 1, true),
                        Tag::Link { .. } => links += 1,
                        Tag::Table(_) if depth == 1 => cells = Some(Vec::new()),
                        Tag::TableCell => (first, is_said) = (cells.as_ref().map_or(0, Vec::len), false),
                        _ => {}
                    }
                }
                Event::End(tag) => {
                    depth -= 1;
                    match tag {
                        TagEnd::Heading(_) => (links, in_heading) = (links - 1, false),
                        TagEnd::Link => links -= 1,
                        TagEnd::TableCell => {
                            for number in cells.iter_mut().flat_map(|cells| &mut cells[first..]) {
                                number.is_said = is_said;
                            }
                        }
                        TagEnd::Table => {
                            let cells = cells.take().unwrap_or_default();
                            self.table(cells, range.end);
                        }
                        _ => {}
                    }
                }
                Event::Text(_) | Event::Html(_) | Event::InlineHtml(_) => {
                    let in_link = links > 0;
                    let mut end = range.start;
                    for (inside, mark, index) in Mark::all(&content[range.clone()]) {
                        let at = range.start + inside.start..range.start + inside.end;
                        is_said |= matches!(event, Event::Text(_)) && is_sentence(&content[end..at.start]);
                        end = at.end;
                        match (self.shown.number(mark, index), &mut cells) {
                            (Some(number), Some(cells)) if !in_link => {
                                cells.push(InTable { at, number, is_said: false });
                            }
                            _ => {
                                let text = self.text(mark, index, in_link);
                                let edit = match self.shown.number(mark, index) {
                                    Some(number) if number.is_short() && !in_link => {
                                        whole(content, &range, at, number, text)
                                    }
                                    _ => (at, text),
                                };
                                self.edits.push(edit);
                            }
                        }
                    }
                    is_said |= matches!(event, Event::Text(_)) && is_sentence(&content[end..range.end]);
                }
                Event::Code(name) => {
                    is_said = true;
                    // A sign of two characters, such as `=]`, has nowhere to break.
                    let could_break = name.len() > 2
                        && name.contains(|letter: char| !letter.is_alphanumeric() && letter != '_');
                    if could_break && name.chars().count() <= LONGEST_NAME && !in_heading && cells.is_none() {
                        self.edits.push((range.start..range.start, WHOLE.to_owned()));
                        self.edits.push((range.end..range.end, "</span>".to_owned()));
                    }
                }
                _ => {}
            }
        }
    }

    /// The numbers of a table that the author wrote, and the button below it.
    fn table(&mut self, cells: Vec<InTable<'a>>, end: usize) {
        if cells.is_empty() {
            return;
        }
        let provenances: Vec<Provenance> = cells.iter().map(|cell| cell.number.provenance.clone()).collect();
        let note = self.notes.of_table(&provenances);
        for InTable { at, number, is_said } in cells {
            // A number and its unit stay on one line.
            let text =
                if number.is_short() { number.text.replace(' ', "\u{a0}") } else { number.text.clone() };
            let shown = cell(&text, number.interval.as_deref(), &number.provenance.line(), Some(note));
            let shown = if is_said { format!("<span class=\"said\">{shown}</span>") } else { shown };
            self.edits.push((at, shown));
        }
        self.edits.push((end..end, format!("\n{}\n\n", self.notes.button_of_table(note))));
    }

    /// What a mark stands for; nothing for one that no directive made. A heading's text is a link to itself.
    fn text(&mut self, mark: Mark, index: usize, in_link: bool) -> String {
        let number = match (mark, self.shown.number(mark, index), self.shown.tables.get(index)) {
            (_, Some(number), _) => number,
            (Mark::NoteOfTable, _, Some(table)) => return self.notes.of_table(table).to_string(),
            (Mark::ButtonOfTable, _, Some(table)) => {
                let note = self.notes.of_table(table);
                return self.notes.button_of_table(note);
            }
            _ => return String::new(),
        };
        let (class, label) = match mark {
            Mark::Word => ("evidence word", None),
            Mark::Judgement => ("evidence judgement-mark", Some("The author's judgement: why")),
            _ => ("evidence", None),
        };
        let unsettled =
            mark == Mark::Word && self.shown.words.get(index).is_some_and(|word| word.unsettled.is_some());
        let unsettled = if unsettled { " <span class=\"unconfirmed\">(not settled)</span>" } else { "" };
        let Number { text, interval, provenance } = number;
        let interval = interval.as_deref();
        let note = self.notes.of(provenance);
        if in_link {
            let value = value(text, interval);
            return format!("<span class=\"{class}\" data-note=\"{note}\">{value}</span>{unsettled}");
        }
        let (id, of, interval) = (self.notes.id(note), provenance.line(), value("", interval));
        let (phrase, last) = text.split_at(end_of_phrase(text));
        let number = context! { class, note, of, phrase, id, label, last, interval };
        template::html("number", number) + unsettled
    }
}

/// What a chapter's numbers came from, each said once.
struct Notes<'a> {
    name: &'a str,
    /// The text of each note, and the source that it refers to.
    notes: Vec<(String, Vec<usize>)>,
    sources: Vec<Source>,
}

impl Notes<'_> {
    /// The number of the note on one number, from 1.
    fn of(&mut self, provenance: &Provenance) -> usize {
        let sources = provenance.source.iter().map(|source| self.source(source)).collect();
        self.note(format!("{}.", escape(&provenance.to_string())), sources)
    }

    /// The number of the note on all numbers of a table, from 1.
    fn of_table(&mut self, provenances: &[Provenance]) -> usize {
        let mut groups: BTreeMap<(Option<usize>, &str), Vec<&str>> = BTreeMap::new();
        for provenance in provenances {
            let source = provenance.source.as_ref().map(|source| self.source(source));
            let group = groups.entry((source, &provenance.basis)).or_default();
            if !group.contains(&provenance.what.as_str()) {
                group.push(&provenance.what);
            }
        }
        let sources: std::collections::BTreeSet<usize> =
            groups.keys().filter_map(|(source, _)| *source).collect();
        let largest = groups.values().map(Vec::len).max().unwrap_or(0);
        let mut text = "The table's numbers. ".to_owned();
        for ((source, basis), whats) in &groups {
            // A long list is said in one word; every cell names its own metric as well.
            let whats = match (whats.len() == largest && largest > MANY, groups.len()) {
                (true, 1) => "All, named by row and column".to_owned(),
                (true, _) => "All others, named by row and column".to_owned(),
                (false, _) => whats.join(", "),
            };
            let of = source.filter(|_| sources.len() > 1).map(|source| format!(" ({})", letter(source)));
            let _ = write!(text, "{}: {}{}. ", escape(&whats), escape(basis), of.unwrap_or_default());
        }
        self.note(text.trim_end().to_owned(), sources.into_iter().collect())
    }

    fn note(&mut self, text: String, sources: Vec<usize>) -> usize {
        let note = (text, sources);
        let known = self.notes.iter().position(|known| *known == note);
        known.unwrap_or_else(|| {
            self.notes.push(note);
            self.notes.len() - 1
        }) + 1
    }

    fn source(&mut self, source: &Source) -> usize {
        self.sources.iter().position(|known| known == source).unwrap_or_else(|| {
            self.sources.push(source.clone());
            self.sources.len() - 1
        })
    }

    fn id(&self, note: usize) -> String {
        format!("{}-note-{note}", self.name)
    }

    fn button_of_table(&self, note: usize) -> String {
        format!(
            "<p class=\"origin\" data-note=\"{note}\"><button type=\"button\" popovertarget=\"{}\">Where these numbers \
             come from</button></p>",
            self.id(note)
        )
    }

    /// The end of the chapter: the notes, and the sources that they refer to.
    fn html(&self) -> String {
        if self.notes.is_empty() {
            return String::new();
        }
        let sources = self.sources.iter().enumerate().map(|(index, source)| {
            let (letter, said) = (letter(index), capital(&source.to_string()));
            context! { letter, said, facts => source.facts(), about => capital(&source.about) }
        });
        let sources: Vec<Value> = sources.collect();
        let note = |(text, of): &(String, Vec<usize>)| {
            let sources: Vec<Value> = of.iter().map(|source| sources[*source].clone()).collect();
            context! { text, sources }
        };
        let notes: Vec<Value> = self.notes.iter().map(note).collect();
        let chapter = self.name;
        format!(
            "\n\n{}\n",
            template::html("sources", context! { heading => SOURCES, chapter, notes, sources })
        )
    }
}

/// More metrics than a note lists by name.
const MANY: usize = 6;

/// A, B, C ...: sources are told from notes, which have numbers.
fn letter(index: usize) -> String {
    let digit = u8::try_from(index % 26).unwrap_or(0);
    let letter = char::from(b'A' + digit);
    if index < 26 { letter.to_string() } else { format!("{letter}{}", index / 26) }
}
