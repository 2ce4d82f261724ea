//! Where figures are looked for when an expression does not say.

use crate::collection::Evidence;
use crate::coordinates::Coordinates;
use crate::point::PointError;
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

    /// Whether a record states what the view does: its figures are those that the view finds.
    pub fn has(&self, record: &Record) -> bool {
        let stated = |(axis, value): (&str, &str)| record.coordinates.get(axis).is_some_and(|it| it == value);
        self.at.iter().all(stated)
    }
}

impl Evidence {
    /// The view of a book's default coordinates, and then those of the other records that state the same axes. Without
    /// coordinates there is one view, of all records.
    ///
    /// # Errors
    /// [`PointError`] where no record stands at the defaults.
    pub fn views(&self, defaults: &Coordinates) -> Result<Vec<View>, PointError> {
        let mut views: Vec<View> = Vec::new();
        if defaults.is_empty() {
            let name = match self.all() {
                [only] => only.name.clone(),
                _ => "all records".to_owned(),
            };
            return Ok(vec![View { name, at: Coordinates::default() }]);
        }
        for record in self.all() {
            let stated =
                |(axis, _): (&str, &str)| Some((axis.to_owned(), record.coordinates.get(axis)?.clone()));
            let Some(at) = defaults.iter().map(stated).collect::<Option<Vec<_>>>() else { continue };
            let at = Coordinates::from_iter(at);
            if views.iter().all(|known| known.at != at) {
                views.push(View { name: record.name.clone(), at });
            }
        }
        views.sort_by_key(|view| view.at != *defaults);
        match views.first() {
            Some(first) if first.at == *defaults => Ok(views),
            _ => Err(self.elsewhere(defaults)),
        }
    }
}
