//! How the size of a file went over the commits of its project.

use serde::{Deserialize, Serialize};

use crate::kind::{self, Kind};
use crate::record::{Problem, Record, Table};

/// One file's sizes, oldest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HistoryRecord {
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
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
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

    fn to_record(&self) -> Record {
        let mut record = kind::record::<Self>(&self.name);
        record.about.clone_from(&self.source);
        record.started.clone_from(&self.taken);
        record.tables.insert("points".to_owned(), Table::of(&["commit", "time"], &self.points));
        record
    }

    fn read(record: &Record) -> Result<Self, Problem> {
        let points: Vec<Point> = kind::rows(record, "points")?;
        if points.is_empty() {
            return Err(Problem::new("the table `points`", "a history of nothing"));
        }
        // Times in one form and zone are in order as texts.
        if let Some(pair) = points.windows(2).find(|pair| pair[0].time > pair[1].time) {
            return Err(Problem::new(&pair[1].commit, "older than the point before it"));
        }
        let (name, source) = (kind::name::<Self>(record), record.about.clone());
        Ok(Self { name, source, taken: record.started.clone(), points })
    }
}

impl HistoryRecord {
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

    fn read(points: &[(&str, &str, usize)]) -> Result<HistoryRecord, String> {
        let points: Vec<String> = points
            .iter()
            .map(|(commit, time, items)| {
                format!(
                    r#"{{"commit":"{commit}","time":"{time}","items":{items},"bytes":1,"next_item_id":1}}"#
                )
            })
            .collect();
        let points = points.join(",");
        let text = format!(r#"{{"name":"h","source":"s","taken":"2026-11-23","points":[{points}]}}"#);
        kind::of_fields(serde_json::from_str(&text).unwrap())
    }

    #[test]
    fn a_history_knows_its_range_and_where_a_commit_is() {
        let history = read(&[("a", "2026-02-01T00:00:00Z", 9), ("b", "2026-02-02T00:00:00Z", 7)]).unwrap();
        assert_eq!((history.range(), history.place_of("b"), history.place_of("c")), ((7, 9), Some(1), None));
    }

    #[test]
    fn an_empty_or_shuffled_history_is_refused() {
        assert!(read(&[]).unwrap_err().contains("a history of nothing"));
        let shuffled = read(&[("a", "2026-02-02T00:00:00Z", 9), ("b", "2026-02-01T00:00:00Z", 7)]);
        assert!(shuffled.unwrap_err().contains("older than the point before it"));
    }
}
