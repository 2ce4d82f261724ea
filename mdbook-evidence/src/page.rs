//! What one chapter shows, collected while its directives are expanded.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use minijinja::value::{Object, Value};
use minijinja::{Error, State};

use crate::directive::refuse;
use crate::quotation::Quotation;

/// The name under which every directive finds its chapter's page.
const NAME: &str = "page";

/// What one chapter shows.
#[derive(Debug, Default)]
pub(crate) struct Page {
    shown: Mutex<Shown>,
}

/// The parts of a page.
#[derive(Debug, Default)]
pub(crate) struct Shown {
    /// Figures that are not this book's own, in the order of the text.
    pub(crate) quotations: Vec<Quotation>,
}

impl Object for Page {}

impl Page {
    /// The page of the chapter that is being expanded.
    pub(crate) fn of(state: &State<'_, '_>) -> Result<Arc<Self>, Error> {
        state
            .lookup(NAME)
            .and_then(|value| value.downcast_object::<Self>())
            .ok_or_else(|| refuse("a chapter must not give the name `page` to something else"))
    }

    /// What directives look the page up in.
    pub(crate) fn context(self: &Arc<Self>) -> Value {
        Value::from_pairs([(NAME, Value::from_dyn_object(Arc::clone(self)))])
    }

    /// The parts, to add to or to read.
    pub(crate) fn shown(&self) -> MutexGuard<'_, Shown> {
        // A panic elsewhere cannot leave a list half pushed.
        self.shown.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
