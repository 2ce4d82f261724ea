//! Visits syntax together with everything around it: syn's own visitor does not know where it is.

use std::rc::Rc;

use proc_macro2::{TokenStream, TokenTree};
use syn::parse::{Parse, ParseStream, Parser};
use syn::punctuated::Punctuated;
use syn::visit::{self, Visit};
use syn::{
    Arm, Attribute, Block, Expr, ExprClosure, ExprForLoop, ExprIf, ExprLet, ExprLoop, ExprWhile, FieldPat,
    FieldValue, File, Generics, Ident, ImplItemFn, ItemFn, ItemImpl, ItemMod, ItemTrait, Local, Macro, Pat,
    Path, Signature, Stmt, Token, TraitItemFn, Type, UseTree,
};

use super::binding::{Binding, bindings, names, parameters};
use crate::code::{is_test, type_ident};

/// Something that stands around an expression, from the outside in.
#[derive(Clone)]
pub(super) enum Node<'a> {
    /// An expression.
    Expr(&'a Expr),
    /// A `let`.
    Local(&'a Local),
    /// A block.
    Block(&'a Block),
    /// A statement that is an expression; whether a semicolon follows.
    Statement(bool),
    /// A field of a struct literal.
    FieldValue(&'a FieldValue),
    /// An arm of a match.
    Arm,
    /// What is passed to a macro of that name, as far as it is a list of expressions.
    Macro(String, &'a [Expr]),
}

/// Whether it is that very expression, not one that is written alike.
pub(super) fn same(one: &Expr, other: &Expr) -> bool {
    std::ptr::eq(one, other)
}

/// Tells of every place where a variable of that name stands, with what is around.
pub(super) struct OfName<'a, F> {
    /// The variable's name.
    pub(super) name: &'a str,
    /// What is told.
    pub(super) tell: F,
}

impl<F: FnMut(&Expr, &[Node<'_>])> Observer for OfName<'_, F> {
    fn expression(&mut self, expr: &Expr, stack: &[Node<'_>], _: &Context) {
        if matches!(expr, Expr::Path(path) if path.path.is_ident(self.name)) {
            (self.tell)(expr, stack);
        }
    }
}

/// What is known of the code around.
#[derive(Debug, Clone, Default)]
pub(super) struct Context {
    /// The function, with its type.
    pub(super) function: Option<String>,
    /// Whether it is compiled for tests only.
    pub(super) test: bool,
    /// The innermost loop: `for`, `while` or `loop`.
    pub(super) in_loop: Option<&'static str>,
    /// Whether it runs in a task or thread of its own.
    pub(super) spawned: bool,
    /// Parameters and variables, in their order; of two with one name the last is meant.
    pub(super) bindings: Vec<Binding>,
    /// What the function returns.
    pub(super) returns: Option<Rc<Type>>,
    /// The type parameters of the function and of its `impl`, with their bounds.
    pub(super) generics: Vec<Rc<Generics>>,
    /// The type that has the function.
    pub(super) owner: Option<String>,
    within: Option<String>,
}

impl Context {
    /// The variable of that name.
    pub(super) fn binding(&self, name: &Ident) -> Option<&Binding> {
        self.bindings.iter().rev().find(|binding| *name == binding.name)
    }
}

/// Is told of everything that is visited.
pub(super) trait Observer {
    /// An expression; it is the last of the stack.
    fn expression(&mut self, _: &Expr, _: &[Node<'_>], _: &Context) {}
    /// A field of a struct literal.
    fn field_value(&mut self, _: &FieldValue, _: &Context) {}
    /// A field of a struct pattern.
    fn field_pattern(&mut self, _: &FieldPat, _: &[Node<'_>], _: &Context) {}
    /// A path of a type or a value.
    fn path(&mut self, _: &Path, _: Role, _: &Context) {}
    /// A name in a `use`.
    fn import(&mut self, _: &Ident, _: &Context) {}
    /// A function, with the lines that it has.
    fn function(&mut self, _: &Block, _: &Context) {}
}

/// What a path is part of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// A struct literal.
    Literal,
    /// A pattern.
    Pattern,
    /// The head of an `impl`.
    Impl,
    /// Anything else.
    Plain,
}

/// Visits a file.
pub(super) fn visit_file(file: &File, test: bool, observer: &mut impl Observer) {
    let context = Context { test, ..Context::default() };
    ContextVisitor::new(Vec::new(), context, observer).visit_file(file);
}

/// Visits statements.
pub(super) fn visit_statements(statements: &[Stmt], observer: &mut impl Observer) {
    let mut visitor = ContextVisitor::new(Vec::new(), Context::default(), observer);
    statements.iter().for_each(|statement| visitor.visit_stmt(statement));
}

/// Visits an expression.
pub(super) fn visit_expression(expression: &Expr, observer: &mut impl Observer) {
    ContextVisitor::new(Vec::new(), Context::default(), observer).visit_expr(expression);
}

struct ContextVisitor<'ast, 'o, O> {
    stack: Vec<Node<'ast>>,
    context: Context,
    role: Role,
    observer: &'o mut O,
}

impl<'ast, 'o, O: Observer> ContextVisitor<'ast, 'o, O> {
    fn new(stack: Vec<Node<'ast>>, context: Context, observer: &'o mut O) -> Self {
        Self { stack, context, role: Role::Plain, observer }
    }

    fn within(&mut self, node: Node<'ast>, visit: impl FnOnce(&mut Self)) {
        self.stack.push(node);
        visit(self);
        self.stack.pop();
    }

    fn in_context(&mut self, change: impl FnOnce(&mut Context), visit: impl FnOnce(&mut Self)) {
        let outside = self.context.clone();
        change(&mut self.context);
        visit(self);
        self.context = outside;
    }

    fn in_loop(&mut self, kind: &'static str, visit: impl FnOnce(&mut Self)) {
        self.in_context(|context| context.in_loop = Some(kind), visit);
    }

    fn in_role(&mut self, role: Role, visit: impl FnOnce(&mut Self)) {
        let outside = std::mem::replace(&mut self.role, role);
        visit(self);
        self.role = outside;
    }

    fn in_function(
        &mut self,
        attributes: &[Attribute],
        signature: &'ast Signature,
        block: Option<&'ast Block>,
    ) {
        let change = |context: &mut Context| {
            let name = signature.ident.to_string();
            context.owner = context.within.take();
            context.function = Some(match &context.owner {
                Some(owner) => format!("{owner}::{name}"),
                None => name,
            });
            context.test |= is_test(attributes);
            context.in_loop = None;
            context.spawned = false;
            context.bindings = parameters(signature);
            context.returns = match &signature.output {
                syn::ReturnType::Type(_, ty) => Some(Rc::new((**ty).clone())),
                syn::ReturnType::Default => None,
            };
            context.generics.push(Rc::new(signature.generics.clone()));
        };
        // The code in a function does not depend on the code around the function.
        let outside = std::mem::take(&mut self.stack);
        self.in_context(change, |visitor| {
            visitor.visit_signature(signature);
            if let Some(block) = block {
                visitor.observer.function(block, &visitor.context);
                visitor.visit_block(block);
            }
        });
        self.stack = outside;
    }

    /// Visits with the names that a pattern binds to parts of something.
    fn with_names(&mut self, patterns: &[&Pat], visit: impl FnOnce(&mut Self)) {
        let before = self.context.bindings.len();
        let names = patterns.iter().flat_map(|pattern| names(pattern));
        self.context.bindings.extend(names.map(|name| Binding::part(&name)));
        visit(self);
        self.context.bindings.truncate(before);
    }
}

impl<'ast, O: Observer> Visit<'ast> for ContextVisitor<'ast, '_, O> {
    fn visit_item_mod(&mut self, item: &'ast ItemMod) {
        let test = is_test(&item.attrs);
        self.in_context(|context| context.test |= test, |visitor| visit::visit_item_mod(visitor, item));
    }

    fn visit_item_impl(&mut self, item: &'ast ItemImpl) {
        let owner = type_ident(&item.self_ty).map(Ident::to_string);
        let test = is_test(&item.attrs);
        let change = |context: &mut Context| {
            context.within = owner;
            context.test |= test;
            context.generics.push(Rc::new(item.generics.clone()));
        };
        self.in_context(change, |visitor| {
            visitor.in_role(Role::Impl, |visitor| visitor.visit_type(&item.self_ty));
            if let Some((path, _)) = &item.trait_ {
                visitor.visit_path(path);
            }
            visitor.visit_generics(&item.generics);
            item.items.iter().for_each(|member| visitor.visit_impl_item(member));
        });
    }

    fn visit_item_trait(&mut self, item: &'ast ItemTrait) {
        let owner = Some(item.ident.to_string());
        self.in_context(|context| context.within = owner, |visitor| visit::visit_item_trait(visitor, item));
    }

    fn visit_item_fn(&mut self, item: &'ast ItemFn) {
        self.in_function(&item.attrs, &item.sig, Some(&item.block));
    }

    fn visit_impl_item_fn(&mut self, item: &'ast ImplItemFn) {
        self.in_function(&item.attrs, &item.sig, Some(&item.block));
    }

    fn visit_trait_item_fn(&mut self, item: &'ast TraitItemFn) {
        self.in_function(&item.attrs, &item.sig, item.default.as_ref());
    }

    fn visit_block(&mut self, block: &'ast Block) {
        self.within(Node::Block(block), |visitor| visit::visit_block(visitor, block));
    }

    fn visit_stmt(&mut self, statement: &'ast Stmt) {
        match statement {
            Stmt::Expr(_, semicolon) => {
                let node = Node::Statement(semicolon.is_some());
                self.within(node, |visitor| visit::visit_stmt(visitor, statement));
            }
            _ => visit::visit_stmt(self, statement),
        }
    }

    fn visit_local(&mut self, local: &'ast Local) {
        self.within(Node::Local(local), |visitor| visit::visit_local(visitor, local));
        let init = local.init.as_ref().map(|init| &*init.expr);
        self.context.bindings.extend(bindings(&local.pat, init));
    }

    fn visit_arm(&mut self, arm: &'ast Arm) {
        self.within(Node::Arm, |visitor| {
            visitor.with_names(&[&arm.pat], |visitor| visit::visit_arm(visitor, arm));
        });
    }

    fn visit_expr_if(&mut self, it: &'ast ExprIf) {
        let before = self.context.bindings.len();
        self.visit_expr(&it.cond);
        self.visit_block(&it.then_branch);
        self.context.bindings.truncate(before);
        if let Some((_, other)) = &it.else_branch {
            self.visit_expr(other);
        }
    }

    fn visit_expr_let(&mut self, it: &'ast ExprLet) {
        visit::visit_expr_let(self, it);
        // Until the end of the `if` or `while` around it.
        self.context.bindings.extend(bindings(&it.pat, Some(&it.expr)));
    }

    fn visit_expr_closure(&mut self, it: &'ast ExprClosure) {
        let inputs: Vec<&Pat> = it.inputs.iter().collect();
        self.with_names(&inputs, |visitor| visit::visit_expr_closure(visitor, it));
    }

    fn visit_expr(&mut self, expr: &'ast Expr) {
        self.within(Node::Expr(expr), |visitor| {
            visitor.observer.expression(expr, &visitor.stack, &visitor.context);
            if !is_spawn(expr) {
                visit::visit_expr(visitor, expr);
                return;
            }
            visitor.in_context(|context| context.spawned = true, |visitor| visit::visit_expr(visitor, expr));
        });
    }

    fn visit_expr_for_loop(&mut self, it: &'ast ExprForLoop) {
        self.visit_pat(&it.pat);
        // It is evaluated once, before the loop.
        self.visit_expr(&it.expr);
        self.in_loop("for", |visitor| {
            visitor.with_names(&[&it.pat], |visitor| visitor.visit_block(&it.body));
        });
    }

    fn visit_expr_while(&mut self, it: &'ast ExprWhile) {
        self.in_loop("while", |visitor| visit::visit_expr_while(visitor, it));
    }

    fn visit_expr_loop(&mut self, it: &'ast ExprLoop) {
        self.in_loop("loop", |visitor| visit::visit_expr_loop(visitor, it));
    }

    fn visit_expr_struct(&mut self, it: &'ast syn::ExprStruct) {
        self.in_role(Role::Literal, |visitor| visitor.visit_path(&it.path));
        it.fields.iter().for_each(|field| self.visit_field_value(field));
        if let Some(rest) = &it.rest {
            self.visit_expr(rest);
        }
    }

    fn visit_pat_struct(&mut self, it: &'ast syn::PatStruct) {
        self.in_role(Role::Pattern, |visitor| visitor.visit_path(&it.path));
        it.fields.iter().for_each(|field| self.visit_field_pat(field));
    }

    fn visit_pat_tuple_struct(&mut self, it: &'ast syn::PatTupleStruct) {
        self.in_role(Role::Pattern, |visitor| visitor.visit_path(&it.path));
        it.elems.iter().for_each(|pattern| self.visit_pat(pattern));
    }

    fn visit_field_value(&mut self, field: &'ast FieldValue) {
        self.observer.field_value(field, &self.context);
        self.within(Node::FieldValue(field), |visitor| visit::visit_field_value(visitor, field));
    }

    fn visit_field_pat(&mut self, field: &'ast FieldPat) {
        self.observer.field_pattern(field, &self.stack, &self.context);
        visit::visit_field_pat(self, field);
    }

    fn visit_path(&mut self, path: &'ast Path) {
        self.observer.path(path, self.role, &self.context);
        self.in_role(Role::Plain, |visitor| visit::visit_path(visitor, path));
    }

    fn visit_use_tree(&mut self, tree: &'ast UseTree) {
        match tree {
            UseTree::Path(it) => self.observer.import(&it.ident, &self.context),
            UseTree::Name(it) => self.observer.import(&it.ident, &self.context),
            UseTree::Rename(it) => self.observer.import(&it.ident, &self.context),
            _ => {}
        }
        visit::visit_use_tree(self, tree);
    }

    fn visit_macro(&mut self, it: &'ast Macro) {
        let name = it.path.segments.last().map(|segment| segment.ident.to_string()).unwrap_or_default();
        // The body of a macro's definition is no code yet.
        if name != "macro_rules" {
            passed(&it.tokens, &name, &self.context, self.observer);
        }
    }
}

/// Visits what is passed to a macro, as far as it is Rust.
fn passed(tokens: &TokenStream, name: &str, context: &Context, observer: &mut impl Observer) {
    // The stack of what is around ends here: a macro may do anything with it.
    let stack = || vec![Node::Macro(name.to_owned(), &[])];
    let context = context.clone();
    // First, because a pattern may look like a struct literal.
    let matching =
        if name.ends_with("matches") { syn::parse2::<MatchesArguments>(tokens.clone()).ok() } else { None };
    if let Some(matching) = matching {
        let mut visitor = ContextVisitor::new(stack(), context, observer);
        visitor.visit_expr(&matching.value);
        visitor.visit_pat(&matching.pattern);
        matching.guard.iter().for_each(|guard| visitor.visit_expr(guard));
    } else if let Ok(arguments) = arguments.parse2(tokens.clone()) {
        let stack = vec![Node::Macro(name.to_owned(), &arguments)];
        let mut visitor = ContextVisitor::new(stack, context, observer);
        arguments.iter().for_each(|argument| visitor.visit_expr(argument));
    } else if let Ok(statements) = Block::parse_within.parse2(tokens.clone()) {
        let block = Block { brace_token: syn::token::Brace::default(), stmts: statements };
        ContextVisitor::new(stack(), context, observer).visit_block(&block);
    } else {
        // Such as `select!`: it has its own syntax around blocks of Rust.
        for token in tokens.clone() {
            if let TokenTree::Group(group) = token {
                passed(&group.stream(), name, &context, observer);
            }
        }
    }
}

/// `a, b, c` and `a; n`.
fn arguments(input: ParseStream<'_>) -> syn::Result<Vec<Expr>> {
    let mut arguments = Vec::new();
    while !input.is_empty() {
        arguments.push(input.parse()?);
        if input.is_empty() {
            break;
        }
        if input.peek(Token![;]) && arguments.len() == 1 {
            input.parse::<Token![;]>()?;
        } else {
            input.parse::<Token![,]>()?;
        }
    }
    Ok(arguments)
}

/// `value, pattern if guard`, as in `matches!`.
struct MatchesArguments {
    value: Expr,
    pattern: Pat,
    guard: Option<Expr>,
}

impl Parse for MatchesArguments {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let value = input.parse()?;
        input.parse::<Token![,]>()?;
        let pattern = Pat::parse_multi_with_leading_vert(input)?;
        let guard = if input.peek(Token![if]) {
            input.parse::<Token![if]>()?;
            Some(input.parse()?)
        } else {
            None
        };
        input.parse::<Option<Token![,]>>()?;
        // What is left over, such as the message of an assertion.
        Punctuated::<Expr, Token![,]>::parse_terminated(input)?;
        Ok(Self { value, pattern, guard })
    }
}

fn is_spawn(expr: &Expr) -> bool {
    let name = match expr {
        Expr::Call(call) => match &*call.func {
            Expr::Path(path) => path.path.segments.last().map(|segment| segment.ident.to_string()),
            _ => None,
        },
        Expr::MethodCall(call) => Some(call.method.to_string()),
        _ => None,
    };
    name.is_some_and(|name| name == "spawn" || name.starts_with("spawn_"))
}
