//! What follows from a call: whether what it returns is only read, and whether one item would do.

use syn::{Block, Expr, ExprReference, Member, Pat, Stmt};

use super::access;
use super::binding::bound_name;
use super::operation::{Operation as Op, OperationKind};
use super::visitor::{self, Context, Node, Observer, same};
use crate::code::FieldContents;
use crate::named::named;

/// A call.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Call {
    /// The innermost loop around it in its function.
    pub(super) in_loop: Option<&'static str>,
    /// Whether it runs in a task or thread of its own.
    pub(super) spawned: bool,
    /// What is done with what it returns.
    pub(super) access: Access,
    /// How much of it is needed.
    pub(super) needs: Needs,
    /// What else the function asked of the same value before, in the order of the text.
    pub(super) before: Vec<String>,
    /// What else it asks of it afterwards.
    pub(super) after: Vec<String>,
}

named! {
    /// What is done with what a call returns.
    #[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
    pub(super) enum Access {
        /// It is read.
        Read = "read-only",
        /// It is changed after it was read.
        Changed = "read then mutate",
        /// Not clear.
        #[default]
        Unknown = "unknown",
    }
}

named! {
    /// How much of the list is needed.
    #[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
    pub(super) enum Needs {
        /// One item that is looked up.
        OneItem = "one item",
        /// The list.
        WholeList = "whole list",
        /// Other fields only.
        NoItem = "no item",
        /// Not clear.
        #[default]
        Unknown = "unknown",
    }
}

/// The call that is the last of the stack; `lists` are the names of the fields that are the list.
pub(super) fn of(stack: &[Node<'_>], context: &Context, lists: &[String]) -> Call {
    let mut uses = ResultUses { name: String::new(), lists, found: Vec::new() };
    let followed = follow(stack, &mut uses);
    let (access, needs) = if followed { judge(&uses.found) } else { (Access::Unknown, Needs::Unknown) };
    Call { in_loop: context.in_loop, spawned: context.spawned, access, needs, ..Call::default() }
}

/// One thing that is done with what a call returned: with the list, with all that has it, or with something else.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct ResultUse {
    of_list: bool,
    operation: Op,
}

impl ResultUse {
    /// Anything else than a use of a field, or of all.
    const UNCLEAR: Self = Self { of_list: false, operation: Op::Unclear };

    /// All of it is lent.
    fn lent(it: &ExprReference) -> Self {
        Self { of_list: true, operation: if it.mutability.is_some() { Op::LendMut } else { Op::Lend } }
    }

    fn is(&self, kinds: &[OperationKind]) -> bool {
        kinds.contains(&self.operation.kind())
    }
}

fn judge(uses: &[ResultUse]) -> (Access, Needs) {
    let changes = uses.iter().any(|it| it.is(&[OperationKind::Mutation]));
    let unclear =
        uses.is_empty() || uses.iter().any(|it| it.is(&[OperationKind::Unknown, OperationKind::Move]));
    let access = match (changes, unclear) {
        (true, _) => Access::Changed,
        (false, true) => Access::Unknown,
        (false, false) => Access::Read,
    };
    let whole = |it: &ResultUse| it.of_list && !is_one(it.operation) && !it.is(&[OperationKind::Unknown]);
    let needs = if uses.iter().any(whole) {
        Needs::WholeList
    } else if unclear {
        Needs::Unknown
    } else if uses.iter().any(|it| it.of_list) {
        Needs::OneItem
    } else {
        Needs::NoItem
    };
    (access, needs)
}

/// Whether an operation is about one item. An index may be any, but it is one.
fn is_one(operation: Op) -> bool {
    matches!(operation, Op::Find | Op::Get | Op::First | Op::Index | Op::ClonedOne | Op::ChangeOne)
}

/// Methods that give what they are called on.
const PASS_ON: [&str; 8] =
    ["unwrap", "expect", "map_err", "unwrap_or_default", "ok", "ok_or", "ok_or_else", "context"];

/// Collects the uses of what the call returns; `false` when it is lost from sight.
fn follow(stack: &[Node<'_>], uses: &mut ResultUses<'_>) -> bool {
    let Some((Node::Expr(value), around)) = stack.split_last() else { return false };
    let Some((nearest, further)) = around.split_last() else { return false };
    match nearest {
        Node::Expr(parent) => match parent {
            Expr::Await(_) | Expr::Try(_) | Expr::Paren(_) | Expr::Group(_) => follow(around, uses),
            Expr::MethodCall(call) if same(&call.receiver, value) => {
                let passes_on = PASS_ON.iter().any(|it| call.method == it);
                passes_on && follow(around, uses)
            }
            Expr::Field(it) => {
                uses.field(&it.member, around);
                true
            }
            Expr::Reference(it) => {
                uses.found.push(ResultUse::lent(it));
                true
            }
            Expr::Match(it) => {
                let taken = it.arms.iter().find_map(|arm| Some((bound_in_variant(&arm.pat)?, arm)));
                let Some((name, arm)) = taken else { return false };
                // `Ok(snapshot) => snapshot`: the match is the value.
                if matches!(&*arm.body, Expr::Path(path) if path.path.is_ident(&name)) {
                    return follow(around, uses);
                }
                uses.name = name;
                visitor::visit_expression(&arm.body, uses);
                true
            }
            Expr::Let(it) => {
                let Some(Node::Expr(Expr::If(branch))) = further.last() else { return false };
                let Some(name) = bound_in_variant(&it.pat) else { return false };
                uses.name = name;
                visitor::visit_statements(&branch.then_branch.stmts, uses);
                true
            }
            _ => false,
        },
        Node::Local(local) => {
            let Some(name) = bound_name(&local.pat) else { return false };
            let Some(Node::Block(block)) = further.last() else { return false };
            uses.name = name;
            visitor::visit_statements(rest(block, local, &uses.name), uses);
            true
        }
        _ => false,
    }
}

/// The name in `Ok(name)` or `Some(name)`.
fn bound_in_variant(pattern: &Pat) -> Option<String> {
    let Pat::TupleStruct(it) = pattern else { return None };
    let last = it.path.segments.last()?;
    (last.ident == "Ok" || last.ident == "Some").then(|| bound_name(pattern)).flatten()
}

/// The statements behind the `let`, up to one that gives the name to something else.
fn rest<'a>(block: &'a Block, local: &syn::Local, name: &str) -> &'a [Stmt] {
    let is_local = |statement: &Stmt| matches!(statement, Stmt::Local(it) if std::ptr::eq(it, local));
    let Some(at) = block.stmts.iter().position(is_local) else { return &[] };
    let behind = &block.stmts[at + 1..];
    let shadows = |statement: &Stmt| matches!(statement, Stmt::Local(it) if bound_name(&it.pat).as_deref() == Some(name));
    // The shadowing statement itself may still read it.
    let end = behind.iter().position(shadows).map_or(behind.len(), |at| at + 1);
    &behind[..end]
}

struct ResultUses<'a> {
    name: String,
    lists: &'a [String],
    found: Vec<ResultUse>,
}

impl ResultUses<'_> {
    /// `stack` ends with the access to the field.
    fn field(&mut self, member: &Member, stack: &[Node<'_>]) {
        let name = match member {
            Member::Named(name) => name.to_string(),
            Member::Unnamed(index) => index.index.to_string(),
        };
        let of_list = self.lists.is_empty() || self.lists.contains(&name);
        let holds = if of_list { FieldContents::List } else { FieldContents::Plain };
        self.found.push(ResultUse { of_list, operation: access::operation(stack, holds) });
    }
}

impl Observer for ResultUses<'_> {
    fn expression(&mut self, expr: &Expr, stack: &[Node<'_>], _: &Context) {
        if !matches!(expr, Expr::Path(path) if path.path.is_ident(&self.name)) {
            return;
        }
        let around = &stack[..stack.len() - 1];
        match around.last() {
            Some(Node::Expr(Expr::Field(it))) => self.field(&it.member, around),
            Some(Node::Expr(Expr::Reference(it))) => self.found.push(ResultUse::lent(it)),
            Some(Node::Expr(Expr::Assign(it))) if same(&it.left, expr) => {
                // Something else from here on.
            }
            _ => self.found.push(ResultUse::UNCLEAR),
        }
    }
}
