//! What is done with a part of a list: with a range, or with one item.

use syn::Expr;

use super::chain;
use super::list_operation::ExpectedType;
use super::operation::{Operation as Op, OperationKind};
use super::value;
use super::visitor::{Node, same};

/// A range is a slice, whatever is done with it, and all that matters is whether it is written through.
pub(super) fn range(value: &Expr, around: &[Node<'_>]) -> &'static str {
    let lent = matches!(around.last(), Some(Node::Expr(Expr::Reference(_))));
    match (is_written(value, around), lent) {
        (true, true) => "&mut [..]",
        (true, false) => "[..] written",
        (false, true) => "&[..]",
        (false, false) => "[..]",
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
            value::element(parent, further, false) == Op::ChangeOne || is_written(parent, further)
        }
        _ => false,
    }
}

/// What is asked of the item that the value is.
pub(super) fn item(value: &Expr, around: &[Node<'_>]) -> ExpectedType {
    let access = match value::element(value, around, false) {
        Op::ChangeOne => "written",
        Op::ClonedOne => "cloned",
        Op::Unclear => return ExpectedType::Unknown,
        _ => match around.last() {
            Some(
                Node::Expr(Expr::Reference(_) | Expr::Field(_) | Expr::MethodCall(_) | Expr::Index(_))
                | Node::Macro(..),
            ) => return ExpectedType::Anything,
            _ => "copied",
        },
    };
    ExpectedType::This(access.to_owned())
}
