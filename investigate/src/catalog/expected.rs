//! What the code around expects of a value: a type that is written somewhere, or that is all the same.

use std::rc::Rc;

use syn::{Expr, Ident, Pat, ReturnType, Type};

use super::list::List;
use super::visitor::{Node, same};
use crate::code::{plain, type_arguments, type_ident};

/// What is expected.
#[derive(Debug, Clone)]
pub(super) enum Expected {
    /// Nothing: it is dropped.
    Nothing,
    /// Nothing: it is bound to a name.
    Bound(Ident),
    /// The type of the field that is looked at.
    Itself,
    /// A slice, lent.
    Slice,
    /// This type.
    Type(Rc<Type>),
    /// Not to be told.
    Unknown,
}

/// Wrappers that expect of what they hold what is expected of their parameter, by its index.
const WRAPPERS: [(&str, &str, usize); 4] =
    [("Some", "Option", 0), ("Ok", "Result", 0), ("Err", "Result", 1), ("Ready", "Poll", 0)];

/// Methods of the standard library that take a slice and nothing else.
const TAKE_A_SLICE: [&str; 5] =
    ["clone_from_slice", "copy_from_slice", "ends_with", "extend_from_slice", "starts_with"];

/// What is expected of the value, from what stands around it.
pub(super) fn of(list: &List<'_>, value: &Expr, around: &[Node<'_>]) -> Expected {
    let Some((nearest, further)) = around.split_last() else { return Expected::Unknown };
    match nearest {
        Node::Statement(true) => Expected::Nothing,
        Node::Statement(false) => of_block(list, further),
        Node::Local(local) => match &local.pat {
            Pat::Type(it) => Expected::Type(Rc::new((*it.ty).clone())),
            Pat::Wild(_) => Expected::Nothing,
            Pat::Ident(it) if it.subpat.is_none() => Expected::Bound(it.ident.clone()),
            _ => Expected::Unknown,
        },
        Node::FieldValue(field) => match further.last() {
            Some(Node::Expr(Expr::Struct(literal))) => {
                let written = literal.path.segments.last().map(|it| plain(&it.ident));
                let owner = written.filter(|it| it != "Self").or_else(|| list.context.owner.clone());
                let own = list.owner.is_none() || owner.as_deref() == list.owner;
                if own && list.is_member(&field.member) {
                    return Expected::Itself;
                }
                let syn::Member::Named(name) = &field.member else { return Expected::Unknown };
                known(list.declarations.field(owner.as_deref(), &plain(name)))
            }
            _ => Expected::Unknown,
        },
        Node::Arm => match further.split_last() {
            Some((Node::Expr(outer), further)) => of(list, outer, further),
            _ => Expected::Unknown,
        },
        Node::Block(_) | Node::Macro(..) => Expected::Unknown,
        Node::Expr(parent) => of_part(list, value, parent, further),
    }
}

/// Of a part of an expression.
fn of_part(list: &List<'_>, value: &Expr, parent: &Expr, around: &[Node<'_>]) -> Expected {
    let is = |part: &Expr| same(part, value);
    match parent {
        Expr::Paren(_) | Expr::Group(_) | Expr::Block(_) | Expr::Unsafe(_) => of(list, parent, around),
        Expr::If(it) if it.else_branch.as_ref().is_some_and(|(_, other)| is(other)) => {
            of(list, parent, around)
        }
        Expr::Return(_) => returned(list),
        Expr::Closure(it) => match &it.output {
            ReturnType::Type(_, ty) => Expected::Type(Rc::new((**ty).clone())),
            ReturnType::Default => Expected::Unknown,
        },
        Expr::Tuple(it) => {
            let index = it.elems.iter().position(is);
            let Expected::Type(whole) = of(list, parent, around) else { return Expected::Unknown };
            let Type::Tuple(types) = &*whole else { return Expected::Unknown };
            known(index.and_then(|index| types.elems.get(index)))
        }
        Expr::Call(call) => {
            let Expr::Path(path) = &*call.func else { return Expected::Unknown };
            let Some(index) = call.args.iter().position(is) else { return Expected::Unknown };
            let name = path.path.segments.last().map(|it| it.ident.to_string()).unwrap_or_default();
            if let Some((_, of_type, at)) = WRAPPERS.iter().find(|(wrapper, ..)| *wrapper == name) {
                return match of(list, parent, around) {
                    Expected::Type(whole) => known(argument(&whole, of_type, *at)),
                    _ => Expected::Unknown,
                };
            }
            if name == "drop" && !list.declarations.has_function("drop") {
                return Expected::Nothing;
            }
            known(list.declarations.parameter(&path.path, index, call.args.len()))
        }
        Expr::MethodCall(call) => match call.args.iter().position(is) {
            Some(index) => {
                let name = plain(&call.method);
                if TAKE_A_SLICE.contains(&name.as_str()) && !list.declarations.has_function(&name) {
                    return Expected::Slice;
                }
                known(list.declarations.method_parameter(&name, index, call.args.len()))
            }
            None => Expected::Unknown,
        },
        Expr::Assign(it) if is(&it.right) => match &*it.left {
            Expr::Field(left) if list.is_member(&left.member) => Expected::Itself,
            Expr::Field(left) => match &left.member {
                syn::Member::Named(name) => known(list.declarations.field(None, &plain(name))),
                syn::Member::Unnamed(_) => Expected::Unknown,
            },
            _ => Expected::Unknown,
        },
        _ => Expected::Unknown,
    }
}

/// Of the last expression of a block.
fn of_block(list: &List<'_>, around: &[Node<'_>]) -> Expected {
    let Some((Node::Block(_), outer)) = around.split_last() else { return Expected::Unknown };
    match outer.split_last() {
        None => returned(list),
        Some((Node::Expr(it @ (Expr::If(_) | Expr::Block(_) | Expr::Unsafe(_))), further)) => {
            of(list, it, further)
        }
        Some(_) => Expected::Unknown,
    }
}

fn returned(list: &List<'_>) -> Expected {
    match &list.context.returns {
        Some(ty) => Expected::Type(Rc::clone(ty)),
        None => Expected::Nothing,
    }
}

fn known(ty: Option<&Type>) -> Expected {
    ty.map_or(Expected::Unknown, |ty| Expected::Type(Rc::new(ty.clone())))
}

/// The parameter of a type of that name.
fn argument<'t>(ty: &'t Type, name: &str, at: usize) -> Option<&'t Type> {
    type_ident(ty).filter(|it| *it == name)?;
    type_arguments(ty).nth(at)
}
