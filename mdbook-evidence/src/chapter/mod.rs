//! A chapter as its author wrote it: words, numbers, directives and the block at its foot.

mod addresses;
pub(crate) mod binding;
pub(crate) mod foot;
pub(crate) mod lines;
pub(crate) mod links;
pub(crate) mod literal;
pub(crate) mod outside;
pub(crate) mod own_words;
pub(crate) mod prose;
pub(crate) mod typed;
pub(crate) mod written;
