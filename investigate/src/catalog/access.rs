//! What is done with a value, read off the expressions around it.

use syn::{BinOp, Expr};

use super::chain;
use super::operation::Operation as Op;
use super::part;
use super::visitor::Node;
use crate::code::FieldContents;

/// What is done with the last expression of the stack.
pub(super) fn operation(stack: &[Node<'_>], holds: FieldContents) -> Op {
    let Some((Node::Expr(value), around)) = stack.split_last() else { return Op::Unclear };
    match (of(value, around, holds), holds) {
        // What is copied on reading stays where it is.
        (Op::Moved, FieldContents::Plain) => Op::Value,
        (operation, _) => operation,
    }
}

fn of(value: &Expr, around: &[Node<'_>], holds: FieldContents) -> Op {
    let Some((nearest, further)) = around.split_last() else { return Op::Unclear };
    let parent = match nearest {
        Node::Expr(parent) => *parent,
        Node::Macro(name, _) => return in_macro(name),
        Node::Statement(true) => return Op::Value,
        Node::Local(_) | Node::FieldValue(_) | Node::Arm | Node::Statement(false) => return Op::Moved,
        Node::Block(_) => return Op::Unclear,
    };
    match parent {
        Expr::Paren(_) | Expr::Group(_) => of(parent, further, holds),
        Expr::Reference(it) if it.mutability.is_some() => match further.last() {
            Some(Node::Expr(Expr::ForLoop(_))) => Op::LoopMut,
            _ => Op::LendMut,
        },
        Expr::Reference(_) => lent(further),
        Expr::MethodCall(call) if std::ptr::eq(&raw const *call.receiver, value) => {
            if holds == FieldContents::List {
                chain::on_list(&call.method.to_string(), further)
            } else {
                on_value(&call.method.to_string())
            }
        }
        Expr::Index(it) if std::ptr::eq(&raw const *it.expr, value) => match &*it.index {
            Expr::Range(_) if part::is_written(parent, further) => Op::RangeMut,
            Expr::Range(_) => Op::Range,
            _ => element(parent, further, false),
        },
        Expr::Assign(it) if std::ptr::eq(&raw const *it.left, value) => Op::Assign,
        Expr::Binary(it) => binary(&it.op, std::ptr::eq(&raw const *it.left, value)),
        Expr::Field(_) if holds != FieldContents::List => match element(parent, further, true) {
            // A part of a value is no item of a list.
            Op::ChangeOne => Op::Change,
            Op::Index => Op::Value,
            other => other,
        },
        Expr::Match(_) | Expr::Let(_) if holds != FieldContents::Plain => Op::Matched,
        Expr::Match(_) | Expr::Let(_) | Expr::Unary(_) | Expr::Cast(_) | Expr::If(_) | Expr::While(_) => {
            Op::Value
        }
        Expr::Try(_) | Expr::Await(_) | Expr::Range(_) | Expr::Index(_) => Op::Value,
        Expr::MethodCall(_) | Expr::Call(_) | Expr::Assign(_) | Expr::ForLoop(_) | Expr::Closure(_) => {
            Op::Moved
        }
        Expr::Return(_) | Expr::Break(_) | Expr::Tuple(_) | Expr::Array(_) | Expr::Repeat(_) => Op::Moved,
        _ => Op::Unclear,
    }
}

fn lent(around: &[Node<'_>]) -> Op {
    match around.last() {
        Some(Node::Expr(Expr::ForLoop(_))) => Op::Loop,
        Some(Node::Expr(Expr::Binary(_))) => Op::Compare,
        Some(Node::Expr(Expr::Paren(_) | Expr::Group(_))) => lent(&around[..around.len() - 1]),
        Some(Node::Macro(name, _)) => in_macro(name),
        _ => Op::Lend,
    }
}

/// The standard macros take what they are given by reference.
fn in_macro(name: &str) -> Op {
    match name {
        "assert_eq" | "assert_ne" | "debug_assert_eq" | "debug_assert_ne" => Op::Compare,
        "println" | "print" | "eprintln" | "eprint" | "format" | "write" | "writeln" | "panic" | "dbg" => {
            Op::Show
        }
        "assert" | "debug_assert" => Op::Value,
        "matches" => Op::Matched,
        "vec" => Op::Moved,
        _ => Op::Unclear,
    }
}

fn binary(operator: &BinOp, left: bool) -> Op {
    match operator {
        BinOp::Eq(_) | BinOp::Ne(_) | BinOp::Lt(_) | BinOp::Le(_) | BinOp::Gt(_) | BinOp::Ge(_) => {
            Op::Compare
        }
        operator if is_assignment(operator) && left => Op::Assign,
        _ => Op::Value,
    }
}

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
        Expr::Index(it) if std::ptr::eq(&raw const *it.expr, value) => element(parent, further, true),
        Expr::Reference(it) if it.mutability.is_some() => Op::ChangeOne,
        Expr::Assign(it) if std::ptr::eq(&raw const *it.left, value) => Op::ChangeOne,
        Expr::Binary(it) if is_assignment(&it.op) && std::ptr::eq(&raw const *it.left, value) => {
            Op::ChangeOne
        }
        Expr::MethodCall(call) if std::ptr::eq(&raw const *call.receiver, value) => {
            match call.method.to_string().as_str() {
                "clone" | "to_owned" if !inner => Op::ClonedOne,
                method => match on_value(method) {
                    Op::Value | Op::Cloned => Op::Index,
                    Op::Change => Op::ChangeOne,
                    _ => Op::Unclear,
                },
            }
        }
        _ => Op::Index,
    }
}

/// What a method does with a value that is no list. Only methods of the standard library are known.
fn on_value(method: &str) -> Op {
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
