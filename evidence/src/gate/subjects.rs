//! What the gates judge: the values of one axis.

use crate::collection::Evidence;
use crate::coordinates::Coordinates;
use crate::metric::View;
use crate::record::{Axis, Record};

/// The values of an axis, as the records of a view have them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Subjects {
    /// Their ids, in the records' order.
    pub ids: Vec<String>,
    /// The one that ratios are formed against.
    pub baseline: Option<String>,
}

impl Subjects {
    /// The values of `axis` in the records at the view's coordinates; where none there has it, in all that the view allows.
    pub fn of(axis: &str, evidence: &Evidence, view: &View) -> Self {
        let there = |record: &&Record| !view.at.is_empty() && Coordinates::of(record) == view.at;
        let found = Self::among(axis, evidence.all().iter().filter(there));
        if !found.ids.is_empty() {
            return found;
        }
        Self::among(axis, evidence.all().iter().filter(|record| view.at.allow(record)))
    }

    fn among<'r>(axis: &str, records: impl Iterator<Item = &'r Record>) -> Self {
        let mut subjects = Self::default();
        for record in records {
            if let Some(Axis::Listed(values)) = record.axes.get(axis) {
                let new = values.iter().map(|value| &value.id).filter(|id| !subjects.ids.contains(id));
                let new: Vec<String> = new.cloned().collect();
                subjects.ids.extend(new);
            }
            let mut baselines = record.measures.values().filter_map(|measure| measure.baseline.get(axis));
            subjects.baseline = subjects.baseline.or_else(|| baselines.next().cloned());
        }
        subjects
    }
}
