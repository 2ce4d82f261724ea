//! Whether what is done with the items of a list is done just so with an `Arc` of one: a field is read or a method called, through
//! its `Deref`.

use syn::{Expr, Pat};

use super::operation::Operation as Op;
use super::value;
use super::visitor::{self, Context, Node, OfName, same};

/// Whether the code around the last expression of the stack takes no item out of the list and reads items through `Deref` alone.
pub(super) fn stay(stack: &[Node<'_>], operation: Op, context: &Context) -> bool {
    match operation {
        Op::Push | Op::Insert => match stack {
            [.., Node::Expr(Expr::MethodCall(call)), Node::Expr(_)] => {
                call.args.iter().all(|argument| is_new(argument, context))
            }
            _ => true,
        },
        // Those by a method give a slice of items to somebody.
        Op::Lend | Op::LendMut => {
            !matches!(stack, [.., Node::Expr(Expr::MethodCall(call)), Node::Expr(value)] if same(&call.receiver, value))
        }
        Op::Range | Op::RangeMut => false,
        // Where an item is written, it does not matter what else is done with it.
        Op::IterMut | Op::LoopMut => writes_items(stack),
        Op::Scan | Op::Retain | Op::Sort | Op::Loop => all_through(stack),
        Op::Index => {
            matches!(stack, [.., Node::Expr(outer), Node::Expr(Expr::Index(_)), Node::Expr(_)] if is_through(outer))
        }
        Op::Moved | Op::Drain => match stack {
            [.., Node::Expr(Expr::MethodCall(call)), Node::Expr(value)] if same(&call.receiver, value) => {
                all_through(stack)
            }
            _ => true,
        },
        Op::Find | Op::Gather | Op::Get | Op::First | Op::ClonedItems | Op::ClonedOne | Op::SliceMethod => {
            false
        }
        _ => true,
    }
}

/// Whether an argument is surely no item of such a list: its type is written, or it is made here.
fn is_new(argument: &Expr, context: &Context) -> bool {
    match argument {
        Expr::Struct(_) | Expr::Call(_) | Expr::Lit(_) | Expr::Macro(_) | Expr::Reference(_) => true,
        Expr::MethodCall(it) if it.method == "clone" => is_new(&it.receiver, context),
        Expr::Array(it) => it.elems.iter().all(|item| is_new(item, context)),
        Expr::Path(it) => {
            it.path.get_ident().and_then(|name| context.binding(name)).is_some_and(|it| it.ty.is_some())
        }
        _ => false,
    }
}

fn is_through(outer: &Expr) -> bool {
    match outer {
        Expr::Field(_) => true,
        // Methods that an `Arc` has too, and does otherwise.
        Expr::MethodCall(call) => !matches!(
            call.method.to_string().as_str(),
            "as_ref"
                | "borrow"
                | "clone"
                | "cmp"
                | "deref"
                | "eq"
                | "hash"
                | "into"
                | "ne"
                | "partial_cmp"
                | "to_owned"
                | "try_into"
        ),
        _ => false,
    }
}

/// Whether each closure of the chain, and the body of a loop, reads items through `Deref` alone.
fn all_through(stack: &[Node<'_>]) -> bool {
    let Some((Node::Expr(value), around)) = stack.split_last() else { return false };
    let (mut inner, mut rest) = (*value, around);
    while let Some((Node::Expr(outer), further)) = rest.split_last() {
        match outer {
            Expr::Reference(_) | Expr::Paren(_) => {}
            Expr::ForLoop(it) => {
                let body = &it.body.stmts;
                return name(&it.pat)
                    .is_some_and(|name| through(&name, |uses| visitor::visit_statements(body, uses)));
            }
            Expr::MethodCall(call) if same(&call.receiver, inner) => {
                // Methods of an iterator that do nothing with an item.
                let of_an_iterator = matches!(
                    call.method.to_string().as_str(),
                    "iter"
                        | "iter_mut"
                        | "into_iter"
                        | "drain"
                        | "count"
                        | "len"
                        | "rev"
                        | "skip"
                        | "step_by"
                        | "take"
                        | "enumerate"
                        | "is_some"
                );
                let mut closures = call.args.iter().map(|argument| match argument {
                    Expr::Closure(it) => it.inputs.iter().all(|input| {
                        name(input).is_some_and(|name| {
                            through(&name, |uses| visitor::visit_expression(&it.body, uses))
                        })
                    }),
                    _ => false,
                });
                if !of_an_iterator && (call.args.is_empty() || !closures.all(|it| it)) {
                    return false;
                }
            }
            _ => break,
        }
        (inner, rest) = (outer, further);
    }
    true
}

/// The item's name; in what `enumerate` gives, the second.
fn name(pattern: &Pat) -> Option<String> {
    match pattern {
        Pat::Ident(it) if it.subpat.is_none() => Some(it.ident.to_string()),
        Pat::Tuple(it) if it.elems.len() == 2 => name(it.elems.last()?),
        _ => None,
    }
}

/// Whether what is visited reads the item through `Deref` alone.
fn through(name: &str, visit: impl FnOnce(&mut OfName<'_, &mut dyn FnMut(&Expr, &[Node<'_>])>)) -> bool {
    let mut all = true;
    let mut look = |_: &Expr, stack: &[Node<'_>]| {
        all &= match stack {
            [.., Node::Expr(outer), Node::Expr(_)] => is_through(outer) && !is_written(stack),
            [.., Node::Macro(name, _), Node::Expr(_)] => {
                name.starts_with("format") || name.ends_with("print") || name.ends_with("println")
            }
            _ => false,
        };
    };
    visit(&mut OfName { name, tell: &mut look });
    all
}

/// Whether the loop writes to the items that it iterates over.
fn writes_items(stack: &[Node<'_>]) -> bool {
    let outer = stack.iter().rev().skip(1).find_map(|node| match node {
        Node::Expr(Expr::ForLoop(it)) => Some(it),
        _ => None,
    });
    let Some((it, name)) = outer.and_then(|it| Some((it, name(&it.pat)?))) else { return false };
    let mut any = false;
    let look = |_: &Expr, stack: &[Node<'_>]| {
        let whole = matches!(stack, [.., Node::Expr(Expr::Assign(it)), Node::Expr(target @ Expr::Unary(_)), Node::Expr(_)]
            if same(&it.left, target));
        any |= whole || is_written(stack);
    };
    visitor::visit_statements(&it.body.stmts, &mut OfName { name: &name, tell: look });
    any
}

/// `item.field = x`: an `Arc` gives nothing out to be changed.
fn is_written(stack: &[Node<'_>]) -> bool {
    let mut rest = &stack[..stack.len().saturating_sub(1)];
    while let Some((Node::Expr(outer @ (Expr::Field(_) | Expr::Index(_))), further)) = rest.split_last() {
        match further.last() {
            Some(Node::Expr(Expr::Assign(it))) => return same(&it.left, outer),
            Some(Node::Expr(Expr::Reference(it))) => return it.mutability.is_some(),
            Some(Node::Expr(Expr::Binary(it))) => {
                return same(&it.left, outer) && value::is_assignment(&it.op);
            }
            _ => rest = further,
        }
    }
    false
}
