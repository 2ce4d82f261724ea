//! What is gathered from a book, and what is rejected with its place.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking, in its helpers too")]

mod chapters;
mod draft;
mod fences;
mod includes;
#[path = "../kept_answers/mod.rs"]
mod kept_answers;
mod rustdoc;
mod staging;
