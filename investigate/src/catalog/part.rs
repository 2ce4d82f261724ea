//! What is done with a part of a list: with a range, or with one item.

use syn::Expr;

use super::chain;
use super::operation::{Operation as Op, OperationKind};
use super::value;
use super::visitor::{Node, same};

/// A range is a slice, whatever is done with it, and all that matters is whether it is written through.
pub(super) fn range(value: &Expr, around: &[Node<'_>]) -> &'static str {
    if is_written(value, around) {
        match around.last() {
            Some(Node::Expr(Expr::Reference(_))) => "&mut [..]",
            _ => "[..] written",
        }
    } else {
        match around.last() {
            Some(Node::Expr(Expr::Reference(_))) => "&[..]",
            _ => "[..]",
        }
    }
}

/// Whether a range is written through: `&mut list[1..]`, `list[1..].sort()`, `list[1..][0] = x`.
pub(super) fn is_written(value: &Expr, around: &[Node<'_>]) -> bool {
    let Some((Node::Expr(parent), further)) = around.split_last() else { return false };
    match parent {
        Expr::Paren(_) | Expr::Group(_) => is_written(parent, further),
        Expr::Reference(it) => it.mutability.is_some(),
        Expr::MethodCall(call) if same(&call.receiver, value) => {
            chain::on_list(&call.method.to_string(), further).kind() == OperationKind::Mutation
        }
        Expr::Index(it) if same(&it.expr, value) => {
            matches!(element(parent, further), ItemAccess::Written) || is_written(parent, further)
        }
        _ => false,
    }
}

/// What is done with one item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ItemAccess {
    /// It or a part of it is referred to.
    Read,
    /// It is copied out of the list.
    Copied,
    /// It is cloned.
    Cloned,
    /// It is changed.
    Written,
    /// A method is called that may change it.
    Unclear,
}

/// What is done with the item that the value is.
pub(super) fn element(value: &Expr, around: &[Node<'_>]) -> ItemAccess {
    match value::element(value, around, false) {
        Op::ChangeOne => ItemAccess::Written,
        Op::ClonedOne => ItemAccess::Cloned,
        Op::Unclear => ItemAccess::Unclear,
        _ => match around.last() {
            Some(Node::Expr(Expr::Reference(_) | Expr::Field(_) | Expr::MethodCall(_) | Expr::Index(_))) => {
                ItemAccess::Read
            }
            Some(Node::Macro(..)) => ItemAccess::Read,
            _ => ItemAccess::Copied,
        },
    }
}
