//! Every place where a subject's name stands, with what is done there. Which of them are uses is for the compiler to say.

use std::collections::BTreeMap;

use syn::{Block, Expr, FieldPat, FieldValue, Ident, Member, Path, spanned::Spanned};

use super::access;
use super::binding::BindingOrigin;
use super::call::{self, Call};
use super::declarations::Declarations;
use super::element::Element;
use super::holder::Holder;
use super::items;
use super::list::{self, List};
use super::list_operation::ListOperation;
use super::list_reader::{self, Alias, ListUse};
use super::operation::Operation as Op;
use super::variable_uses::{self, VariableUse};
use super::visitor::{self, Context, Node, Observer, Role, same};
use crate::code::{FieldContents, Position, SourceFile, SubjectKind, is_test_file, plain};

/// A place where a name stands.
#[derive(Debug, Clone)]
pub(super) struct Site {
    /// Where the name starts.
    pub(super) start: Position,
    pub(super) end: Position,
    /// What is done.
    pub(super) operation: Op,
    /// Who holds the value.
    pub(super) holder: Holder,
    pub(super) function: Option<String>,
    /// Whether it is compiled for tests only.
    pub(super) test: bool,
    /// What follows from a call, where it is one.
    pub(super) call: Option<Call>,
    /// What the compiler was asked about, where the subject is a list.
    pub(super) list: SiteOperations,
    /// The variable that it is called on.
    handle: Option<String>,
}

impl Site {
    /// A place of which nothing is known but what is around it.
    pub(super) fn unclear([start, end]: [Position; 2], function: Option<String>, test: bool) -> Self {
        Self {
            start,
            end,
            operation: Op::Unclear,
            holder: Holder::Unclear,
            function,
            test,
            call: None,
            list: SiteOperations::default(),
            handle: None,
        }
    }
}

/// What is done with a list.
#[derive(Debug, Clone)]
pub(super) struct SiteOperations {
    /// The operations, also those on variables that are bound to it.
    pub(super) list_operations: Vec<ListOperation>,
    /// What its items can do.
    pub(super) element: &'static str,
    /// Whether what is done with its items is done just so with an `Arc` of one.
    pub(super) items_stay: bool,
}

impl Default for SiteOperations {
    fn default() -> Self {
        Self { list_operations: vec![ListOperation::unclear()], element: "clone", items_stay: true }
    }
}

/// From where to where a function goes: uses that the syntax does not show are told to be in it.
#[derive(Debug, Clone)]
struct Extent {
    start: Position,
    end: Position,
    function: Option<String>,
    test: bool,
}

/// What is looked for in the syntax.
#[derive(Debug, Clone)]
pub(super) struct SearchedSubject<'a> {
    /// The subject's own name.
    pub(super) name: &'a str,
    pub(super) kind: SubjectKind,
    /// The type that has it.
    pub(super) owner: Option<&'a str>,
    pub(super) holds: FieldContents,
    /// What the items of a list are.
    pub(super) element: Option<&'a Element>,
    /// What the crate declares.
    pub(super) declarations: &'a Declarations,
    /// The methods that give snapshots.
    pub(super) snapshots: &'a [String],
    /// The fields that are the list; all, when there are none.
    pub(super) lists: &'a [String],
}

/// The sites of one file.
#[derive(Debug, Default)]
pub(super) struct Sites {
    /// In the order of the text, but for those in macros.
    pub(super) sites: Vec<Site>,
    extents: Vec<Extent>,
}

impl Sites {
    /// A place that syntax does not show, in the innermost function around it.
    pub(super) fn unclear(&self, place: Position) -> Site {
        let around = self.extents.iter().filter(|extent| extent.start <= place && place < extent.end);
        let extent = around.max_by_key(|extent| extent.start);
        let function = extent.and_then(|extent| extent.function.clone());
        Site::unclear([place; 2], function, extent.is_some_and(|extent| extent.test))
    }
}

/// Finds the sites in a file.
pub(super) fn sites(source: &SourceFile, wanted: &SearchedSubject<'_>) -> Sites {
    let mut finder = SiteFinder {
        wanted,
        found: Sites::default(),
        variable_uses: Vec::new(),
        aliases: BTreeMap::new(),
        elsewhere: Vec::new(),
    };
    if let Some(syntax) = &source.syntax {
        visitor::visit_file(syntax, is_test_file(&source.path), &mut finder);
    }
    let SiteFinder { mut found, variable_uses, elsewhere, .. } = finder;
    // The compiler's error stands where the variable is: another use in that line is not as it is either.
    for (at, line, list_operations) in elsewhere {
        let others = found
            .sites
            .iter_mut()
            .enumerate()
            .filter(|(other, site)| *other != at && site.start.line == line);
        others.for_each(|(_, site)| site.list.list_operations.extend(list_operations.iter().cloned()));
    }
    for Site { call, handle, function, start, .. } in &mut found.sites {
        if let (Some(call), Some(handle)) = (call, handle) {
            [call.before, call.after] =
                variable_uses::around(&variable_uses, function.as_deref(), handle, wanted.name, *start);
        }
    }
    found
}

struct SiteFinder<'a> {
    wanted: &'a SearchedSubject<'a>,
    found: Sites,
    variable_uses: Vec<VariableUse>,
    /// Variables that are bound to the list, by where they are bound, with the site where that is done.
    aliases: BTreeMap<Position, (usize, Alias)>,
    /// What is done with them, by site and line.
    elsewhere: Vec<(usize, usize, Vec<ListOperation>)>,
}

impl SiteFinder<'_> {
    fn add(&mut self, name: proc_macro2::Span, operation: Op, holder: Holder, context: &Context) {
        let at = [Position::start(name), Position::end(name)];
        let site = Site::unclear(at, context.function.clone(), context.test);
        self.found.sites.push(Site { operation, holder, ..site });
    }

    /// What is done with the list at the site that was added last.
    fn done(&mut self, done: ListUse, items_stay: bool, context: &Context) {
        if self.wanted.holds != FieldContents::List {
            return;
        }
        let Some(at) = self.found.sites.len().checked_sub(1) else { return };
        if let Some(site) = self.found.sites.get_mut(at) {
            let element = self.wanted.element.map_or("clone", |element| element.name(context));
            site.list = SiteOperations { list_operations: done.list_operations, element, items_stay };
        }
        self.aliases.extend(done.alias.map(|alias| (alias.place, (at, alias))));
    }

    /// A variable that may be bound to the list: what is done with it is done at the site where it was bound.
    fn variable(&mut self, name: &Ident, stack: &[Node<'_>], context: &Context) {
        let Some(binding) = context.binding(name) else { return };
        let Some((at, Alias { borrowing, after, .. })) = self.aliases.get(&binding.place).cloned() else {
            return;
        };
        let done = self.list(context).of(stack, borrowing);
        let from = |own: Option<String>| own.or_else(|| after.clone());
        let list_operations: Vec<ListOperation> = done
            .list_operations
            .into_iter()
            .map(|it| ListOperation { after: from(it.after.clone()), ..it })
            .collect();
        if let Some(site) = self.found.sites.get_mut(at) {
            site.list.list_operations.extend(list_operations.iter().cloned());
            site.list.items_stay &=
                items::stay(stack, access::operation(stack, FieldContents::List), context);
        }
        self.elsewhere.push((at, Position::start(name.span()).line, list_operations));
        let alias = done.alias.map(|alias| Alias { after: from(alias.after.clone()), ..alias });
        self.aliases.extend(alias.map(|alias| (alias.place, (at, alias))));
    }

    fn list<'a>(&'a self, context: &'a Context) -> List<'a> {
        let SearchedSubject { name, owner, declarations, .. } = *self.wanted;
        List { name, owner, declarations, context }
    }

    /// A method that is called, on a variable perhaps.
    fn add_call(
        &mut self,
        name: proc_macro2::Span,
        stack: &[Node<'_>],
        receiver: Option<&Expr>,
        context: &Context,
    ) {
        let call = call::of(stack, context, self.wanted.lists);
        self.add(name, Op::Called, Holder::Unclear, context);
        if let Some(site) = self.found.sites.last_mut() {
            site.call = Some(call);
            site.handle = receiver.and_then(variable_uses::variable);
        }
    }

    fn is_wanted(&self, kind: SubjectKind, name: &Ident) -> bool {
        self.wanted.kind == kind && plain(name) == self.wanted.name
    }

    fn is_member(&self, member: &Member) -> bool {
        self.wanted.kind == SubjectKind::Field && list::is_called(member, self.wanted.name)
    }
}

impl Observer for SiteFinder<'_> {
    fn expression(&mut self, expr: &Expr, stack: &[Node<'_>], context: &Context) {
        if self.wanted.kind == SubjectKind::Method {
            self.variable_uses.extend(variable_uses::of(expr, context));
        }
        match expr {
            Expr::Field(it) if self.is_member(&it.member) => {
                let operation = access::operation(stack, self.wanted.holds);
                let holder = holder(&it.base, context, self.wanted.snapshots);
                self.add(it.member.span(), operation, holder, context);
                let done = self.list(context).of(stack, list_reader::Borrowing::Owned);
                self.done(done, items::stay(stack, operation, context), context);
            }
            Expr::Path(it)
                if self.wanted.holds == FieldContents::List && self.wanted.kind == SubjectKind::Field =>
            {
                if let Some(name) = it.path.get_ident() {
                    self.variable(name, stack, context);
                }
            }
            Expr::MethodCall(it) if self.is_wanted(SubjectKind::Method, &it.method) => {
                self.add_call(it.method.span(), stack, Some(&it.receiver), context);
            }
            Expr::Path(it) => {
                let Some(last) = it.path.segments.last() else { return };
                if !self.is_wanted(SubjectKind::Method, &last.ident) {
                    return;
                }
                let around = &stack[..stack.len() - 1];
                match around.last() {
                    Some(Node::Expr(Expr::Call(call))) if same(&call.func, expr) => {
                        self.add_call(last.ident.span(), around, call.args.first(), context);
                    }
                    _ => self.add(last.ident.span(), Op::Passed, Holder::Unclear, context),
                }
            }
            _ => {}
        }
    }

    fn field_value(&mut self, field: &FieldValue, context: &Context) {
        if self.is_member(&field.member) {
            self.add(field.member.span(), made(&field.expr), Holder::Own, context);
            let wanted = self.list(context).made(&field.expr);
            let done = ListUse { list_operations: vec![ListOperation::wanting("made", wanted)], alias: None };
            self.done(done, true, context);
        }
    }

    fn field_pattern(&mut self, field: &FieldPat, stack: &[Node<'_>], context: &Context) {
        if self.is_member(&field.member) {
            let holder = matched(stack, context, self.wanted.snapshots);
            self.add(field.member.span(), Op::Matched, holder, context);
            self.done(list_reader::in_pattern(&field.pat), true, context);
        }
    }

    fn path(&mut self, path: &Path, role: Role, context: &Context) {
        let last = path.segments.len().saturating_sub(1);
        for (index, segment) in path.segments.iter().enumerate() {
            if self.is_wanted(SubjectKind::Type, &segment.ident) {
                // In `Type::CONSTANT` the type is only named, whatever the path is part of.
                let operation = match role {
                    Role::Literal if index == last => Op::MadeLiteral,
                    Role::Pattern if index == last => Op::Matched,
                    Role::Impl if index == last => Op::Implemented,
                    _ => Op::Named,
                };
                self.add(segment.ident.span(), operation, Holder::Unclear, context);
            }
        }
    }

    fn import(&mut self, name: &Ident, context: &Context) {
        if self.is_wanted(SubjectKind::Type, name) {
            self.add(name.span(), Op::Imported, Holder::Unclear, context);
        }
    }

    fn function(&mut self, block: &Block, context: &Context) {
        let span = block.span();
        self.found.extents.push(Extent {
            start: Position::start(span),
            end: Position::end(span),
            function: context.function.clone(),
            test: context.test,
        });
    }
}

/// Who holds the value of which a field is used.
fn holder(base: &Expr, context: &Context, snapshots: &[String]) -> Holder {
    match base {
        Expr::Paren(it) => holder(&it.expr, context, snapshots),
        Expr::Reference(it) => holder(&it.expr, context, snapshots),
        Expr::Field(_) => Holder::Part,
        Expr::Path(it) => {
            let binding = it.path.get_ident().and_then(|name| context.binding(name));
            binding.map_or(Holder::Unclear, |binding| origin(&binding.origin, snapshots))
        }
        _ => Holder::Unclear,
    }
}

/// Who holds the value that is taken apart by a pattern.
fn matched(stack: &[Node<'_>], context: &Context, snapshots: &[String]) -> Holder {
    match stack {
        // A parameter: its type is written, and stays.
        [] => Holder::Own,
        [.., Node::Local(local)] => {
            local.init.as_ref().map_or(Holder::Unclear, |init| holder(&init.expr, context, snapshots))
        }
        [.., Node::Expr(Expr::Match(it)), Node::Arm] => holder(&it.expr, context, snapshots),
        [.., Node::Expr(Expr::Let(it))] => holder(&it.expr, context, snapshots),
        _ => Holder::Unclear,
    }
}

fn origin(origin: &BindingOrigin, snapshots: &[String]) -> Holder {
    match origin {
        BindingOrigin::Parameter { lent: true } => Holder::Borrowed,
        BindingOrigin::Parameter { lent: false } | BindingOrigin::Value { literal: true, .. } => Holder::Own,
        BindingOrigin::Part => Holder::Unclear,
        BindingOrigin::Value { place: true, .. } => Holder::Part,
        BindingOrigin::Value { calls, .. } if calls.iter().any(|call| snapshots.contains(call)) => {
            Holder::Snapshot
        }
        // A clone may be one of an `Arc`.
        BindingOrigin::Value { calls, .. } if calls.last().is_some_and(|call| call == "clone") => {
            Holder::Unclear
        }
        // Without the method that gives snapshots, any call may give one.
        BindingOrigin::Value { calls, .. } if calls.is_empty() || snapshots.is_empty() => Holder::Unclear,
        BindingOrigin::Value { .. } => Holder::Own,
    }
}

/// How a field of a struct literal is made.
fn made(value: &Expr) -> Op {
    match value {
        Expr::Macro(it) if it.mac.path.is_ident("vec") && it.mac.tokens.is_empty() => Op::MadeEmpty,
        Expr::Macro(it) if it.mac.path.is_ident("vec") => Op::MadeListed,
        Expr::MethodCall(it) if it.method == "collect" => Op::MadeCollected,
        Expr::Call(it) => match &*it.func {
            Expr::Path(path) => match path.path.segments.last().map(|last| last.ident.to_string()).as_deref()
            {
                Some("new" | "default" | "with_capacity") => Op::MadeEmpty,
                _ => Op::MadeGiven,
            },
            _ => Op::MadeGiven,
        },
        _ => Op::MadeGiven,
    }
}
