//! The field that holds the list, and what is known where it is read.

use syn::{Expr, Member};

use super::declarations::Declarations;
use super::visitor::Context;
use crate::code::plain;

/// A list, with what the crate declares and what is around.
#[derive(Debug, Clone, Copy)]
pub(super) struct List<'a> {
    /// The field's name.
    pub(super) name: &'a str,
    /// The type that has it.
    pub(super) owner: Option<&'a str>,
    /// What the crate declares.
    pub(super) declarations: &'a Declarations,
    /// What is known of the code around.
    pub(super) context: &'a Context,
}

impl List<'_> {
    /// Whether it is the field, of any value.
    pub(super) fn is_list(&self, value: &Expr) -> bool {
        match value {
            Expr::Field(it) => self.is_member(&it.member),
            Expr::Paren(it) => self.is_list(&it.expr),
            _ => false,
        }
    }

    /// Whether it is the field's name.
    pub(super) fn is_member(&self, member: &Member) -> bool {
        is_called(member, self.name)
    }
}

/// Whether a member has that name; one of a tuple is called by its number.
pub(super) fn is_called(member: &Member, name: &str) -> bool {
    match member {
        Member::Named(own) => plain(own) == name,
        Member::Unnamed(index) => index.index.to_string() == name,
    }
}
