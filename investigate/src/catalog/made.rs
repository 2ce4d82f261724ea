//! How a value is made that becomes the list, or is compared with it.

use syn::{Expr, GenericArgument, Ident, Type};

use super::list::List;
use super::list_operation::{ITSELF, VEC};
use crate::code::type_ident;

/// How many variables are looked through, one behind another.
const VARIABLES: usize = 8;

/// What the record calls it; `None` where the syntax does not tell.
pub(super) fn of(list: &List<'_>, value: &Expr) -> Option<String> {
    within(list, value, VARIABLES)
}

fn within(list: &List<'_>, value: &Expr, left: usize) -> Option<String> {
    let known = match value {
        Expr::Paren(it) => return within(list, &it.expr, left),
        Expr::Group(it) => return within(list, &it.expr, left),
        value if list.is_list(value) => ITSELF,
        Expr::Macro(it) if it.mac.path.is_ident("vec") => match it.mac.tokens.to_string().as_str() {
            "" => "vec![]",
            tokens if is_repetition(it, tokens) => "vec![_; _]",
            _ => "vec![_]",
        },
        Expr::Call(it) => return called(list, it),
        Expr::MethodCall(it) => match it.method.to_string().as_str() {
            "collect" => match &it.turbofish {
                Some(written) => of_arguments(written)?,
                None => "collect()",
            },
            // What such a method gives is for the list that it is called on to say.
            "to_vec" | "to_owned" | "split_off" if list.is_list(&it.receiver) => ITSELF,
            "clone" => return within(list, &it.receiver, left),
            "to_vec" | "into_vec" => VEC,
            name => of_type(list.declarations.returned_by_method(name)?)?,
        },
        Expr::Path(it) => return variable(list, it.path.get_ident()?, left),
        _ => return None,
    };
    Some(known.to_owned())
}

fn called(list: &List<'_>, call: &syn::ExprCall) -> Option<String> {
    let Expr::Path(path) = &*call.func else { return None };
    let mut segments = path.path.segments.iter().rev().map(|it| it.ident.to_string());
    let (name, owner) = (segments.next()?, segments.next());
    let known = match (owner.as_deref(), name.as_str()) {
        (Some("Vec"), "new") => "Vec::new()",
        (Some("Vec"), "with_capacity") => "Vec::with_capacity(_)",
        (Some("Vec"), "default") => "Vec::default()",
        (Some("Vec"), "from" | "from_iter") => VEC,
        (Some("Default"), "default") => "Default::default()",
        (Some("mem"), "take") => match call.args.first()? {
            Expr::Reference(it) if list.is_list(&it.expr) => ITSELF,
            _ => return None,
        },
        _ => of_type(list.declarations.returned(&path.path)?)?,
    };
    Some(known.to_owned())
}

fn variable(list: &List<'_>, name: &Ident, left: usize) -> Option<String> {
    let binding = list.context.binding(name)?;
    match (&binding.ty, &binding.init) {
        (Some(ty), _) => of_type(ty).map(str::to_owned),
        (None, Some(init)) if left > 0 => within(list, init, left - 1),
        _ => None,
    }
}

fn of_type(ty: &Type) -> Option<&'static str> {
    let mut ty = ty;
    while let Type::Reference(it) = ty {
        ty = &it.elem;
    }
    type_ident(ty).filter(|name| *name == "Vec").map(|_| VEC)
}

fn of_arguments(written: &syn::AngleBracketedGenericArguments) -> Option<&'static str> {
    match written.args.first()? {
        GenericArgument::Type(ty) => of_type(ty),
        _ => None,
    }
}

/// `vec![item; count]`, and not a list of which one item has a semicolon inside.
fn is_repetition(it: &syn::ExprMacro, tokens: &str) -> bool {
    let semicolon = |token: proc_macro2::TokenTree| matches!(&token, proc_macro2::TokenTree::Punct(it) if it.as_char() == ';');
    tokens.contains(';') && it.mac.tokens.clone().into_iter().any(semicolon)
}
