//! The directives: minijinja functions over the records.

mod assumptions;
mod claim;
mod expansion;
mod explorer;
mod judgement;
mod line_of;
mod list;
mod options;
mod origin;
mod quantity;
mod quotation;
mod record;
mod refusal;
pub(crate) mod ruled;
pub(crate) mod table;
mod tally;
mod word;

pub(crate) use expansion::{Directives, Expanded};
pub(crate) use line_of::line_of;
pub(crate) use options::{Heads, caption, heads, optional_amount, wording};
pub(crate) use quantity::number;
pub(crate) use refusal::{ensure, refuse};
