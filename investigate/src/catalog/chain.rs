//! What a chain of methods does with a list.

use syn::Expr;

use super::operation::Operation as Op;
use super::verdicts::operation_of;
use super::visitor::{Node, same};

/// What becomes of a list on which the method is called.
pub(super) fn on_list(method: &str, around: &[Node<'_>]) -> Op {
    match method {
        "iter" | "par_iter" => iterated(around),
        "par_iter_mut" => Op::IterMut,
        _ => operation_of(method).unwrap_or(Op::Unclear),
    }
}

/// What the methods of the chain pass on at this point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum ChainItem {
    /// References to items.
    Items,
    /// One of them, or none.
    One,
    /// Something else, that was made of them.
    Other,
}

fn iterated(around: &[Node<'_>]) -> Op {
    let mut chain_item = ChainItem::Items;
    let mut rest = around;
    let mut collected = false;
    while let Some((nearest, further)) = rest.split_last() {
        match nearest {
            Node::Expr(Expr::MethodCall(call)) => {
                let method = call.method.to_string();
                // `zip(items.iter())` passes them on.
                if !is_within(&call.receiver, around, rest) {
                    break;
                }
                chain_item = match (method.as_str(), chain_item) {
                    ("cloned" | "copied", ChainItem::Items) => return Op::ClonedItems,
                    ("cloned" | "copied" | "clone" | "to_owned", ChainItem::One) => return Op::ClonedOne,
                    (
                        "find" | "next" | "next_back" | "last" | "nth" | "max_by" | "max_by_key" | "min_by"
                        | "min_by_key" | "max" | "min" | "reduce",
                        ChainItem::Items,
                    ) => ChainItem::One,
                    (
                        "any" | "all" | "count" | "position" | "rposition" | "map" | "filter_map"
                        | "flat_map" | "fold" | "for_each" | "sum" | "product" | "find_map" | "try_for_each"
                        | "map_while" | "try_fold" | "eq" | "is_sorted_by_key",
                        ChainItem::Items,
                    ) => ChainItem::Other,
                    (
                        "map" | "and_then" | "is_some" | "is_none" | "is_some_and" | "is_none_or" | "map_or"
                        | "map_or_else",
                        ChainItem::One,
                    ) => ChainItem::Other,
                    ("collect" | "partition" | "unzip", ChainItem::Items) => {
                        collected = true;
                        ChainItem::Items
                    }
                    (_, before) => before,
                };
            }
            Node::Expr(Expr::Field(_)) => chain_item = ChainItem::Other,
            Node::Expr(Expr::Try(_) | Expr::Paren(_) | Expr::Group(_) | Expr::Await(_)) => {}
            Node::Expr(Expr::ForLoop(_)) if chain_item == ChainItem::Items && !collected => return Op::Loop,
            _ => break,
        }
        rest = further;
    }
    match chain_item {
        ChainItem::Items => Op::Gather,
        ChainItem::One => Op::Find,
        ChainItem::Other => Op::Scan,
    }
}

/// Whether the receiver is the part of the chain that was passed last.
fn is_within(receiver: &Expr, around: &[Node<'_>], rest: &[Node<'_>]) -> bool {
    match around.get(rest.len()) {
        Some(Node::Expr(inner)) => same(inner, receiver),
        // The call of `iter` itself, which is not among those around it.
        _ => matches!(receiver, Expr::MethodCall(call) if call.method == "iter" || call.method == "par_iter"),
    }
}
