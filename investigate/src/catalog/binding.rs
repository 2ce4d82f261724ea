//! The names that a function binds: its parameters and variables, and where each is from.

use std::rc::Rc;

use syn::visit::{self, Visit};
use syn::{Expr, Ident, Pat, Signature, Type};

use crate::code::Position;

/// A parameter or a variable.
#[derive(Debug, Clone)]
pub(super) struct Binding {
    pub(super) name: String,
    /// Where it is bound.
    pub(super) place: Position,
    pub(super) origin: BindingOrigin,
    /// Its type, where it is written.
    pub(super) ty: Option<Rc<Type>>,
    /// What it is bound to as a whole.
    pub(super) init: Option<Rc<Expr>>,
}

/// Where a variable is from.
#[derive(Debug, Clone)]
pub(super) enum BindingOrigin {
    /// A parameter: whether it is lent.
    Parameter { lent: bool },
    /// An expression that calls these methods and functions, the outermost last.
    Value { calls: Vec<String>, literal: bool, place: bool },
    /// A part of something, or an item.
    Part,
}

/// The parameters of a function.
pub(super) fn parameters(signature: &Signature) -> Vec<Binding> {
    let parameters = signature.inputs.iter().flat_map(|input| match input {
        syn::FnArg::Receiver(it) => {
            let origin = BindingOrigin::Parameter { lent: true };
            let place = Position::start(it.self_token.span);
            vec![Binding { name: "self".to_owned(), place, origin, ty: None, init: None }]
        }
        syn::FnArg::Typed(typed) => {
            let lent = matches!(&*typed.ty, Type::Reference(_));
            let mut found: Vec<Binding> = names(&typed.pat).iter().map(Binding::part).collect();
            let whole = bound_name(&typed.pat);
            for binding in found.iter_mut().filter(|it| whole.as_ref() == Some(&it.name)) {
                binding.origin = BindingOrigin::Parameter { lent };
                binding.ty = Some(Rc::new((*typed.ty).clone()));
            }
            found
        }
    });
    parameters.collect()
}

/// The variables of a `let`.
pub(super) fn bindings(pattern: &Pat, init: Option<&Expr>) -> Vec<Binding> {
    let mut found: Vec<Binding> = names(pattern).iter().map(Binding::part).collect();
    let (Some(name), Some(init)) = (bound_name(pattern), init) else { return found };
    for binding in found.iter_mut().filter(|it| it.name == name) {
        binding.origin = origin(init);
        match pattern {
            Pat::Ident(_) => binding.init = Some(Rc::new(init.clone())),
            Pat::Type(typed) => binding.ty = Some(Rc::new((*typed.ty).clone())),
            _ => {}
        }
    }
    found
}

impl Binding {
    /// A name that is bound to a part of something.
    pub(super) fn part(name: &Ident) -> Self {
        let (place, name) = (Position::start(name.span()), name.to_string());
        Self { name, place, origin: BindingOrigin::Part, ty: None, init: None }
    }
}

/// Every name that a pattern may bind. A constant looks like one.
pub(super) fn names(pattern: &Pat) -> Vec<Ident> {
    struct Names(Vec<Ident>);
    impl<'ast> Visit<'ast> for Names {
        fn visit_pat_ident(&mut self, it: &'ast syn::PatIdent) {
            self.0.push(it.ident.clone());
            visit::visit_pat_ident(self, it);
        }
    }
    let mut names = Names(Vec::new());
    names.visit_pat(pattern);
    names.0
}

/// The one name that a pattern binds; `None` when it binds none or several.
pub(super) fn bound_name(pattern: &Pat) -> Option<String> {
    match pattern {
        Pat::Ident(it) => Some(it.ident.to_string()),
        Pat::Type(it) => bound_name(&it.pat),
        Pat::Reference(it) => bound_name(&it.pat),
        Pat::TupleStruct(it) if it.elems.len() == 1 => bound_name(it.elems.first()?),
        _ => None,
    }
}

fn origin(expr: &Expr) -> BindingOrigin {
    struct Calls(Vec<String>);
    impl<'ast> Visit<'ast> for Calls {
        fn visit_expr_method_call(&mut self, call: &'ast syn::ExprMethodCall) {
            visit::visit_expr_method_call(self, call);
            self.0.push(call.method.to_string());
        }
        fn visit_expr_call(&mut self, call: &'ast syn::ExprCall) {
            visit::visit_expr_call(self, call);
            if let Expr::Path(path) = &*call.func
                && let Some(last) = path.path.segments.last()
            {
                self.0.push(last.ident.to_string());
            }
        }
    }
    let mut calls = Calls(Vec::new());
    calls.visit_expr(expr);
    let mut inner = expr;
    while let Expr::Reference(it) = inner {
        inner = &it.expr;
    }
    BindingOrigin::Value {
        calls: calls.0,
        literal: matches!(inner, Expr::Struct(_)),
        place: matches!(inner, Expr::Field(_) | Expr::Index(_)),
    }
}
