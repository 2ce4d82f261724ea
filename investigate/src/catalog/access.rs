//! What is done with a value, read off the expressions around it.

use syn::{BinOp, Expr};

use super::chain;
use super::operation::Operation as Op;
use super::part;
use super::value::{element, is_assignment, on_value};
use super::visitor::{Node, same};
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
        Expr::MethodCall(call) if same(&call.receiver, value) => {
            if holds == FieldContents::List {
                chain::on_list(&call.method.to_string(), further)
            } else {
                on_value(&call.method.to_string())
            }
        }
        Expr::Index(it) if same(&it.expr, value) => match &*it.index {
            Expr::Range(_) if part::is_written(parent, further) => Op::RangeMut,
            Expr::Range(_) => Op::Range,
            _ => element(parent, further, false),
        },
        Expr::Assign(it) if same(&it.left, value) => Op::Assign,
        Expr::Binary(it) => binary(&it.op, same(&it.left, value)),
        Expr::Field(_) if holds != FieldContents::List => match element(parent, further, true) {
            // A part of a value is no item of a list.
            Op::ChangeOne => Op::Change,
            Op::Index => Op::Value,
            other => other,
        },
        Expr::Match(_) | Expr::Let(_) if holds != FieldContents::Plain => Op::Matched,
        Expr::Match(_)
        | Expr::Let(_)
        | Expr::Unary(_)
        | Expr::Cast(_)
        | Expr::If(_)
        | Expr::While(_)
        | Expr::Try(_)
        | Expr::Await(_)
        | Expr::Range(_)
        | Expr::Index(_) => Op::Value,
        Expr::MethodCall(_)
        | Expr::Call(_)
        | Expr::Assign(_)
        | Expr::ForLoop(_)
        | Expr::Closure(_)
        | Expr::Return(_)
        | Expr::Break(_)
        | Expr::Tuple(_)
        | Expr::Array(_)
        | Expr::Repeat(_) => Op::Moved,
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
