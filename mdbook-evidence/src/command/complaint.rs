//! What mdBook only logs.
//!
//! An include that fails, or a tag that is never closed, is a log line for mdBook and a page with raw markup for the
//! reader. Here such lines are collected, so that a strict build can fail on them.

use std::fmt::{self, Write as _};
use std::panic::{self, AssertUnwindSafe};
use std::sync::{Arc, Mutex, PoisonError};

use mdbook_driver::MDBook;
use mdbook_preprocessor::errors::{Error, Result};
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Level, Metadata, Subscriber};

/// Runs `work` and returns, beside its result, the warnings and errors that were logged meanwhile.
pub fn collect<T>(work: impl FnOnce() -> T) -> (T, Vec<String>) {
    let lines = Arc::new(Mutex::new(Vec::new()));
    let result = tracing::subscriber::with_default(Collector(Arc::clone(&lines)), work);
    let mut lines = lines.lock().unwrap_or_else(PoisonError::into_inner);
    (result, std::mem::take(&mut *lines))
}

/// Builds a book, and makes an error of it where that panics.
///
/// # Errors
/// What mdBook says.
pub fn built(book: &MDBook) -> Result<()> {
    panic::catch_unwind(AssertUnwindSafe(|| book.build())).unwrap_or_else(|panic| {
        let text = panic.downcast_ref::<&str>().copied();
        let text = text.or_else(|| panic.downcast_ref::<String>().map(String::as_str)).unwrap_or_default();
        // What mdBook asserts of the element around code.
        let hint = if text.contains("right: \"pre\"") {
            " mdBook cannot render `<code class=\"language-rust\">` outside of `<pre>`: write such code in Markdown."
        } else {
            ""
        };
        Err(Error::msg(format!("the build stopped at a page: {}.{hint}", text.replace('\n', ", "))))
    })
}

struct Collector(Arc<Mutex<Vec<String>>>);

impl Subscriber for Collector {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        *metadata.level() <= Level::WARN
    }

    fn event(&self, event: &Event<'_>) {
        let mut message = Message(String::new());
        event.record(&mut message);
        let mut lines = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        // mdBook logs the causes of an error as events of their own.
        match (message.0.strip_prefix("Caused By: "), lines.last_mut()) {
            (Some(cause), Some(error)) => {
                error.push_str(": ");
                error.push_str(cause);
            }
            _ => lines.push(message.0),
        }
    }

    // Only events are of interest; spans are all one.
    fn new_span(&self, _: &Attributes<'_>) -> Id {
        Id::from_u64(1)
    }
    fn record(&self, _: &Id, _: &Record<'_>) {}
    fn record_follows_from(&self, _: &Id, _: &Id) {}
    fn enter(&self, _: &Id) {}
    fn exit(&self, _: &Id) {}
}

struct Message(String);

impl Visit for Message {
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        if field.name() == "message" {
            // Writing to a String cannot fail.
            let _ = write!(self.0, "{value:?}");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn warnings_and_errors_are_collected_and_the_rest_is_not() {
        let (result, lines) = collect(|| {
            tracing::info!("all is well");
            tracing::warn!("tag {} is open", "<p>");
            tracing::error!("cannot include a");
            tracing::warn!("Caused By: {}", "no such file");
            7
        });
        assert_eq!(result, 7);
        assert_eq!(lines, ["tag <p> is open", "cannot include a: no such file"]);
    }
}
