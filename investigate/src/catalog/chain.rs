//! What a chain of methods does with a list.

use syn::Expr;

use super::ask;
use super::operation::Operation as Op;
use super::walk::Node;

/// What becomes of a list on which the method is called.
pub(super) fn on_list(method: &str, around: &[Node<'_>]) -> Op {
    match method {
        "iter" | "par_iter" => walked(around),
        "par_iter_mut" => Op::IterMut,
        _ => ask::operation_of(method).unwrap_or(Op::Unclear),
    }
}

/// What is still in the chain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Carries {
    /// References to items.
    Items,
    /// One of them, or none.
    One,
    /// Something else, that was made of them.
    Other,
}

fn walked(around: &[Node<'_>]) -> Op {
    let mut carries = Carries::Items;
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
                carries = match (method.as_str(), carries) {
                    ("cloned" | "copied", Carries::Items) => return Op::ClonedItems,
                    ("cloned" | "copied" | "clone" | "to_owned", Carries::One) => return Op::ClonedOne,
                    (
                        "find" | "next" | "next_back" | "last" | "nth" | "max_by" | "max_by_key" | "min_by"
                        | "min_by_key" | "max" | "min" | "reduce",
                        Carries::Items,
                    ) => Carries::One,
                    (
                        "any" | "all" | "count" | "position" | "rposition" | "map" | "filter_map"
                        | "flat_map" | "fold" | "for_each" | "sum" | "product" | "find_map" | "try_for_each"
                        | "map_while" | "try_fold" | "eq" | "is_sorted_by_key",
                        Carries::Items,
                    ) => Carries::Other,
                    (
                        "map" | "and_then" | "is_some" | "is_none" | "is_some_and" | "is_none_or" | "map_or"
                        | "map_or_else",
                        Carries::One,
                    ) => Carries::Other,
                    ("collect" | "partition" | "unzip", Carries::Items) => {
                        collected = true;
                        Carries::Items
                    }
                    (_, before) => before,
                };
            }
            Node::Expr(Expr::Field(_)) => carries = Carries::Other,
            Node::Expr(Expr::Try(_) | Expr::Paren(_) | Expr::Group(_) | Expr::Await(_)) => {}
            Node::Expr(Expr::ForLoop(_)) if carries == Carries::Items && !collected => return Op::Loop,
            _ => break,
        }
        rest = further;
    }
    match carries {
        Carries::Items => Op::Gather,
        Carries::One => Op::Find,
        Carries::Other => Op::Scan,
    }
}

/// Whether the receiver is the part of the chain that was passed last.
fn is_within(receiver: &Expr, around: &[Node<'_>], rest: &[Node<'_>]) -> bool {
    match around.get(rest.len()) {
        Some(Node::Expr(inner)) => std::ptr::eq(*inner, receiver),
        // The call of `iter` itself, which is not among those around it.
        _ => matches!(receiver, Expr::MethodCall(call) if call.method == "iter" || call.method == "par_iter"),
    }
}
