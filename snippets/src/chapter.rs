use super::Location;

/// A chapter whose includes are expanded.
#[derive(Clone, Debug)]
pub struct Chapter {
    pub(super) lines: Vec<Line>,
}

/// A line of an expanded chapter, and where it was written.
#[derive(Clone, Debug)]
pub(super) struct Line {
    pub(super) text: String,
    pub(super) place: Location,
}

impl Chapter {
    /// The text that mdBook renders, but for what other preprocessors do to it.
    #[must_use]
    pub fn text(&self) -> String {
        self.lines.iter().map(|line| line.text.as_str()).collect::<Vec<_>>().join("\n")
    }

    /// Where a line of `text`, counted from one, was written.
    #[must_use]
    pub fn place(&self, line: usize) -> Option<&Location> {
        self.lines.get(line.checked_sub(1)?).map(|line| &line.place)
    }
}
