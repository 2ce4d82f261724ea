//! What is gathered from a book, and what is rejected with its place.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking, in its helpers too")]

mod chapters;
mod draft;
mod fences;
mod includes;
mod rustdoc;
mod staging;
