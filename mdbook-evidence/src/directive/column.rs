//! What one column of a matrix, or one panel of a figure, shows of every representation.

use evidence::{Estimate, Measured, MetricError};
use minijinja::Error;

use super::refuse;
use crate::html::escape;

/// A measure of one operation, written `measure operation`, such as `ratio cycle` or `allocations snapshot`.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Column<'a> {
    measure: &'a str,
    operation: &'a str,
}

impl<'a> Column<'a> {
    /// Reads one column; the operation must be among the record's.
    pub(crate) fn parse(record: &Measured, text: &'a str) -> Result<Self, Error> {
        let (measure, operation) = text.split_once(' ').ok_or_else(|| {
            refuse(format!(
                "`{text}` is not a column: write a measure and an operation, such as `ratio cycle`"
            ))
        })?;
        if record.operation(operation).is_none() {
            let metric = format!("{operation}/{}/0", record.subjects.baseline);
            return Err(record.time(&metric).map_or_else(refuse, |_| refuse("nothing was measured")));
        }
        Ok(Self { measure, operation })
    }

    /// The column's figure for one representation.
    pub(crate) fn look(
        &self,
        record: &Measured,
        representation: &str,
        n: usize,
    ) -> Result<Estimate, MetricError> {
        let metric = format!("{}/{representation}/{n}", self.operation);
        match self.measure {
            "time" => record.time(&metric),
            "ratio" => record.ratio(&metric),
            counted => record.count(counted, &metric),
        }
    }

    /// The column's title in words.
    pub(crate) fn title(&self, record: &Measured) -> String {
        let operation =
            record.operation(self.operation).map_or(self.operation, |operation| operation.title.as_str());
        match self.measure {
            "ratio" => format!("{operation}, ratio"),
            measure => format!("{operation}, {}", measure.replace('-', " ")),
        }
    }

    /// The column's head: short, so that many fit beside each other.
    pub(crate) fn head(&self, record: &Measured) -> String {
        format!(
            "<span title=\"{}\"><code>{}</code><br>{}</span>",
            escape(&self.title(record)),
            escape(self.operation),
            escape(&self.measure.replace('-', " "))
        )
    }
}
