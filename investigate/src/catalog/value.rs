//! What is done with one item of a list, or with a value that is none.

use syn::{BinOp, Expr};

use super::operation::Operation as Op;
use super::visitor::{Node, same};

/// `+=` and its like.
pub(super) fn is_assignment(operator: &BinOp) -> bool {
    matches!(
        operator,
        BinOp::AddAssign(_)
            | BinOp::SubAssign(_)
            | BinOp::MulAssign(_)
            | BinOp::DivAssign(_)
            | BinOp::RemAssign(_)
            | BinOp::BitXorAssign(_)
            | BinOp::BitAndAssign(_)
            | BinOp::BitOrAssign(_)
            | BinOp::ShlAssign(_)
            | BinOp::ShrAssign(_)
    )
}

/// What is done with one item, or with a part of a value; `inner` when it is a part of that.
pub(super) fn element(value: &Expr, around: &[Node<'_>], inner: bool) -> Op {
    let Some((Node::Expr(parent), further)) = around.split_last() else { return Op::Index };
    match parent {
        Expr::Paren(_) | Expr::Group(_) => element(parent, further, inner),
        Expr::Field(_) => element(parent, further, true),
        Expr::Index(it) if same(&it.expr, value) => element(parent, further, true),
        Expr::Reference(it) if it.mutability.is_some() => Op::ChangeOne,
        Expr::Assign(it) if same(&it.left, value) => Op::ChangeOne,
        Expr::Binary(it) if is_assignment(&it.op) && same(&it.left, value) => Op::ChangeOne,
        Expr::MethodCall(call) if same(&call.receiver, value) => match call.method.to_string().as_str() {
            "clone" | "to_owned" if !inner => Op::ClonedOne,
            method => match on_value(method) {
                Op::Value | Op::Cloned => Op::Index,
                Op::Change => Op::ChangeOne,
                _ => Op::Unclear,
            },
        },
        _ => Op::Index,
    }
}

/// What a method does with a value that is no list. Only methods of the standard library are known.
pub(super) fn on_value(method: &str) -> Op {
    match method {
        "clone" | "to_owned" | "to_vec" => Op::Cloned,
        "into_iter" | "into_inner" | "into_boxed_str" | "into_bytes" | "into_values" | "into_keys" => {
            Op::Moved
        }
        "push" | "push_str" | "push_back" | "push_front" | "pop" | "pop_front" | "pop_back" | "insert"
        | "remove" | "clear" | "extend" | "retain" | "truncate" | "drain" | "append" | "take" | "replace"
        | "swap" | "get_or_insert" | "get_or_insert_with" | "get_mut" | "iter_mut" | "as_mut"
        | "as_deref_mut" | "entry" | "sort" | "sort_by" | "sort_by_key" | "dedup" | "swap_remove" => {
            Op::Change
        }
        "len" | "iter" | "contains" | "contains_key" | "get" | "first" | "last" | "keys" | "values"
        | "unwrap" | "expect" | "unwrap_or" | "unwrap_or_default" | "unwrap_or_else" | "map" | "map_or"
        | "map_or_else" | "ok_or" | "ok_or_else" | "and_then" | "filter" | "cmp" | "partial_cmp" | "eq"
        | "ne" | "trim" | "chars" | "bytes" | "lines" | "split" | "starts_with" | "ends_with"
        | "strip_prefix" | "strip_suffix" | "find" | "parse" | "join" | "exists" | "display" | "borrow"
        | "abs" | "min" | "max" | "clamp" => Op::Value,
        other
            if ["is_", "as_", "to_", "checked_", "saturating_", "wrapping_"]
                .iter()
                .any(|it| other.starts_with(it)) =>
        {
            Op::Value
        }
        _ => Op::Unclear,
    }
}
