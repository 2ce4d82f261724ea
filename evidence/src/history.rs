//! How the size of a file went over the commits of its project.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::kind::Kind;
use crate::record::{RecordError, SCHEMA};

/// One file's sizes, oldest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct HistoryRecord {
    /// Version of this format.
    #[schemars(extend("const" = SCHEMA))]
    pub schema: u32,
    /// The file's name without `.json`.
    pub name: String,
    /// Whose history it is, and which commits are in it.
    pub source: String,
    /// When it was read, as a date.
    pub taken: String,
    /// A point for each commit; at least one.
    pub points: Vec<Point>,
}

/// The file at one commit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Point {
    /// The commit, shortened.
    pub commit: String,
    /// When it was committed, in RFC 3339, UTC.
    pub time: String,
    /// Items in the file.
    pub items: usize,
    /// The file's length.
    pub bytes: u64,
    /// The number that the next new item gets: it grows with every item, and archived items do not lower it.
    pub next_item_id: u64,
}

impl Kind for HistoryRecord {
    const KIND: &'static str = "history";
}

impl HistoryRecord {
    /// Reads a history. `file` is the name to use in messages.
    ///
    /// # Errors
    /// [`RecordError`] when the text is not JSON of this form, there is no point, or one is out of order.
    pub fn from_json(file: &str, text: &str) -> Result<Self, RecordError> {
        let record: Self = RecordError::parse(file, text)?;
        let impossible = |place: &str, problem: &str| RecordError::Impossible {
            file: file.to_owned(),
            place: place.to_owned(),
            problem: problem.to_owned(),
        };
        if record.points.is_empty() {
            return Err(impossible("points", "a history of nothing"));
        }
        // Times in one form and zone are in order as texts.
        match record.points.windows(2).find(|pair| pair[0].time > pair[1].time) {
            Some(pair) => Err(impossible(&pair[1].commit, "older than the point before it")),
            None => Ok(record),
        }
    }

    /// The fewest and the most items.
    pub fn range(&self) -> (usize, usize) {
        let items = || self.points.iter().map(|point| point.items);
        (items().min().unwrap_or(0), items().max().unwrap_or(0))
    }

    /// The place of a commit among the points.
    pub fn place_of(&self, commit: &str) -> Option<usize> {
        self.points.iter().position(|point| point.commit == commit)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(points: &[(&str, &str, usize)]) -> Result<HistoryRecord, RecordError> {
        let points: Vec<String> = points
            .iter()
            .map(|(commit, time, items)| {
                format!(
                    r#"{{"commit":"{commit}","time":"{time}","items":{items},"bytes":1,"next_item_id":1}}"#
                )
            })
            .collect();
        let points = points.join(",");
        let text = format!(r#"{{"schema":1,"name":"h","source":"s","taken":"t","points":[{points}]}}"#);
        HistoryRecord::from_json("h.json", &text)
    }

    #[test]
    fn a_history_knows_its_range_and_where_a_commit_is() {
        let history = read(&[("a", "2026-02-01T00:00:00Z", 9), ("b", "2026-02-02T00:00:00Z", 7)]).unwrap();
        assert_eq!((history.range(), history.place_of("b"), history.place_of("c")), ((7, 9), Some(1), None));
    }

    #[test]
    fn an_empty_or_shuffled_history_is_refused() {
        assert!(read(&[]).unwrap_err().to_string().contains("a history of nothing"));
        let shuffled = read(&[("a", "2026-02-02T00:00:00Z", 9), ("b", "2026-02-01T00:00:00Z", 7)]);
        assert!(shuffled.unwrap_err().to_string().contains("older than the point before it"));
    }
}
