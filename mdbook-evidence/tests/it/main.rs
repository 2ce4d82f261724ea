//! The preprocessor, run in process over small books.

mod book_test;
mod directives;
mod refusals;
