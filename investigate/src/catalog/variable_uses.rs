//! What a function asks of one value, a handle for instance, in the order of the text.

use syn::{Expr, Ident};

use super::visitor::Context;
use crate::code::Position;

/// One thing that is asked of a variable: a method of it is called, or it is passed to a function.
#[derive(Debug, Clone)]
pub(super) struct VariableUse {
    function: Option<String>,
    variable: String,
    name: String,
    place: Position,
}

/// Everything that the expression asks of a variable.
pub(super) fn of(expr: &Expr, context: &Context) -> Vec<VariableUse> {
    let mut found = Vec::new();
    let mut add = |variable: Option<String>, name: &Ident| {
        if let Some(variable) = variable {
            let place = Position::start(name.span());
            let function = context.function.clone();
            found.push(VariableUse { function, variable, name: name.to_string(), place });
        }
    };
    match expr {
        Expr::MethodCall(it) => {
            add(variable(&it.receiver), &it.method);
            it.args.iter().for_each(|argument| add(variable(argument), &it.method));
        }
        Expr::Call(it) => {
            let Expr::Path(path) = &*it.func else { return found };
            let Some(last) = path.path.segments.last() else { return found };
            it.args.iter().for_each(|argument| add(variable(argument), &last.ident));
        }
        _ => {}
    }
    found
}

/// The variable that is meant, lent or not.
pub(super) fn variable(expr: &Expr) -> Option<String> {
    match expr {
        Expr::Path(it) => it.path.get_ident().map(Ident::to_string),
        Expr::Reference(it) => variable(&it.expr),
        Expr::Paren(it) => variable(&it.expr),
        _ => None,
    }
}

/// What else the function asks of the variable, before the place and after it; each name once.
pub(super) fn around(
    all: &[VariableUse],
    function: Option<&str>,
    handle: &str,
    called: &str,
    place: Position,
) -> [Vec<String>; 2] {
    let mut around = [Vec::new(), Vec::new()];
    let others = all.iter().filter(|it| it.function.as_deref() == function && it.variable == handle);
    for it in others.filter(|it| it.name != called && it.name != "clone") {
        let names = &mut around[usize::from(it.place > place)];
        if !names.contains(&it.name) {
            names.push(it.name.clone());
        }
    }
    around
}
