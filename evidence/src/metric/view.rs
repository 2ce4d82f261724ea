//! Where figures are looked for when an expression does not say.

use crate::collection::Evidence;
use crate::coordinates::Coordinates;
use crate::record::Record;

/// The coordinates at which expressions find their figures, and the words for them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct View {
    /// What pages and messages call it.
    pub name: String,
    /// The coordinates.
    pub at: Coordinates,
}

impl View {
    /// The view of the coordinates that a record states.
    pub fn of(record: &Record) -> Self {
        Self { name: record.name.clone(), at: Coordinates::of(record) }
    }

    /// The view of the record of that name; one without coordinates where there is none.
    pub fn of_name(evidence: &Evidence, name: &str) -> Self {
        evidence.any(name).map(Self::of).unwrap_or_default()
    }
}

impl Evidence {
    /// The coordinates that a book takes by default, and then those of every other record that states the same axes.
    pub fn views(&self, defaults: &Coordinates) -> Vec<View> {
        let mut views: Vec<View> = Vec::new();
        if defaults.is_empty() {
            views.push(View { name: "all records".to_owned(), at: Coordinates::default() });
            return views;
        }
        let axes = |at: &Coordinates| defaults.iter().all(|(axis, _)| at.get(axis).is_some());
        for view in self.all().iter().map(View::of) {
            if axes(&view.at) && views.iter().all(|known| known.at != view.at) {
                views.push(view);
            }
        }
        views.sort_by_key(|view| view.at != *defaults);
        views
    }
}
