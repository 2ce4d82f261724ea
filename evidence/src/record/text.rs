//! A record as text: a figure on a line, a row on a line.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::Serializer;
use serde_json::ser::Formatter;

use super::Record;

/// What is nested deeper stays on the line of what it is in.
const DEEPEST: usize = 3;

impl Record {
    /// The record as text: a figure on a line, a row on a line, so that a diff of two records is read by what changed.
    pub fn to_json(&self) -> String {
        let mut text = Vec::new();
        // What writes to memory and has only texts as keys cannot fail.
        let _ = self.serialize(&mut Serializer::with_formatter(&mut text, Lines::default()));
        text.push(b'\n');
        String::from_utf8(text).unwrap_or_default()
    }
}

#[derive(Default)]
struct Lines {
    depth: usize,
    /// Whether what was opened last and is not a row's is a list.
    list: bool,
    /// Whether the lists within the present list are on lines of their own: it is a table's rows.
    rows: bool,
    /// Whether something stands in the container that was written to last.
    filled: bool,
}

impl Lines {
    fn line<W: ?Sized + Write>(&self, out: &mut W) -> io::Result<()> {
        write!(out, "\n{:width$}", "", width = 2 * self.depth)
    }

    fn begin<W: ?Sized + Write>(&mut self, out: &mut W, opening: &[u8]) -> io::Result<()> {
        let is_list = opening == b"[";
        if self.depth == DEEPEST + 1 && is_list && self.list {
            self.rows = true;
            self.line(out)?;
        }
        self.depth += 1;
        if self.depth <= DEEPEST + 1 {
            self.list = is_list;
        }
        self.filled = false;
        out.write_all(opening)
    }

    fn end<W: ?Sized + Write>(&mut self, out: &mut W, closing: &[u8]) -> io::Result<()> {
        self.depth -= 1;
        let rows = self.depth == DEEPEST && std::mem::take(&mut self.rows);
        if rows || (self.depth < DEEPEST && self.filled) {
            self.line(out)?;
        }
        self.filled = true;
        out.write_all(closing)
    }

    fn next<W: ?Sized + Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        self.filled = true;
        if !first {
            out.write_all(b",")?;
        }
        match self.depth {
            depth if depth <= DEEPEST => self.line(out),
            depth if first || (depth == DEEPEST + 1 && self.rows) => Ok(()),
            _ => out.write_all(b" "),
        }
    }
}

impl Formatter for Lines {
    fn begin_array<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.begin(out, b"[")
    }

    fn end_array<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.end(out, b"]")
    }

    fn begin_array_value<W: ?Sized + Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        self.next(out, first)
    }

    fn begin_object<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.begin(out, b"{")
    }

    fn end_object<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.end(out, b"}")
    }

    fn begin_object_key<W: ?Sized + Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        self.next(out, first)
    }

    fn begin_object_value<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        out.write_all(b": ")
    }
}
