//! Reads which operations are done with a list, from the expressions around each place where its name stands.
//!
//! A variable that is bound to the list is followed by its name: what is done with it is done with the list.

use syn::{BinOp, Expr, ExprIndex, ExprMethodCall, Ident, Pat, Token, UnOp};

use super::expected::{self, Expected};
use super::list::List;
use super::list_operation::{ExpectedType, ITEM, ITSELF, ListOperation, SLICE, VEC};
use super::made;
use super::part;
use super::visitor::{Node, same};
use crate::code::{Position, plain};

/// How an expression refers to the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Borrowing {
    /// It is the list.
    Owned,
    /// It is a shared reference to the list.
    Shared,
    /// It is a mutable reference to the list.
    Mutable,
    /// One of these, as what a pattern is matched against allows.
    Inferred,
}

impl Borrowing {
    fn of(mutability: Option<Token![mut]>) -> Self {
        if mutability.is_some() { Self::Mutable } else { Self::Shared }
    }

    /// What stands before the list where it is referred to so.
    fn sign(self) -> &'static str {
        match self {
            Self::Owned | Self::Inferred => "",
            Self::Shared => "&",
            Self::Mutable => "&mut ",
        }
    }
}

/// A variable that is bound to the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Alias {
    /// Where it is bound.
    pub(super) place: Position,
    /// How it refers to it.
    pub(super) borrowing: Borrowing,
    /// The operation whose result it is.
    pub(super) after: Option<String>,
}

/// What is done at one place.
#[derive(Debug, Clone, Default)]
pub(super) struct ListUse {
    pub(super) list_operations: Vec<ListOperation>,
    /// The variable that is bound to the list from here on.
    pub(super) alias: Option<Alias>,
}

impl ListUse {
    fn one(list_operation: ListOperation) -> Self {
        Self { list_operations: vec![list_operation], alias: None }
    }

    fn plain(base: impl Into<String>) -> Self {
        Self::one(ListOperation::plain(base))
    }

    fn unclear() -> Self {
        Self::one(ListOperation::unclear())
    }
}

impl List<'_> {
    /// What is done with the last expression of the stack, which refers to the list.
    pub(super) fn of(&self, stack: &[Node<'_>], borrowing: Borrowing) -> ListUse {
        let Some((Node::Expr(value), around)) = stack.split_last() else { return ListUse::unclear() };
        self.value(value, around, borrowing)
    }

    fn value(&self, value: &Expr, around: &[Node<'_>], borrowing: Borrowing) -> ListUse {
        let Some((nearest, further)) = around.split_last() else { return ListUse::unclear() };
        let parent = match nearest {
            Node::Macro(name, arguments) => return self.in_macro(name, arguments, value, borrowing),
            Node::Expr(parent) => *parent,
            Node::Statement(true) | Node::Block(_) => return ListUse::unclear(),
            _ => return self.leave(value, around, borrowing),
        };
        match parent {
            Expr::Paren(_) | Expr::Group(_) => self.value(parent, further, borrowing),
            Expr::Reference(it) => self.value(parent, further, Borrowing::of(it.mutability)),
            Expr::Unary(it) if matches!(it.op, UnOp::Deref(_)) => {
                self.dereferenced(parent, further, borrowing)
            }
            Expr::MethodCall(call) if same(&call.receiver, value) => {
                self.method(call, parent, further, borrowing)
            }
            Expr::MethodCall(call) if self.is_list(&call.receiver) => {
                // It goes from one list into another.
                let passed = format!("{}list", borrowing.sign());
                let name = self.call_name(call, Some((value, &passed)));
                ListUse::one(ListOperation::wanting(name, self.wanted(parent, further, Borrowing::Owned)))
            }
            Expr::Call(call) => match self.standard_function(call, value, borrowing) {
                Some(base) => self.result(base, parent, further),
                None => self.leave(value, around, borrowing),
            },
            Expr::Index(it) if same(&it.expr, value) => self.index(it, parent, further),
            Expr::Assign(it) if same(&it.left, value) => {
                ListUse::one(ListOperation::wanting("=", self.made(&it.right)))
            }
            Expr::ForLoop(_) => match borrowing {
                Borrowing::Inferred => ListUse::unclear(),
                known => ListUse::plain(format!("for _ in {}$", known.sign())),
            },
            Expr::Binary(it) => self.compared(&it.op, &it.left, &it.right, value),
            _ => self.leave(value, around, borrowing),
        }
    }

    /// The list is passed on: what the code around expects of it is what counts.
    fn leave(&self, value: &Expr, around: &[Node<'_>], borrowing: Borrowing) -> ListUse {
        let expected = expected::of(self, value, around);
        let borrowing = match (borrowing, &expected) {
            (Borrowing::Inferred, Expected::Type(ty)) => match &**ty {
                syn::Type::Reference(it) => Borrowing::of(it.mutability),
                _ => Borrowing::Owned,
            },
            (Borrowing::Inferred, Expected::Itself) => Borrowing::Owned,
            (Borrowing::Inferred, _) => return ListUse::unclear(),
            (known, _) => known,
        };
        let base = format!("{}$", borrowing.sign());
        let alias = bound(&expected, borrowing, None);
        ListUse { list_operations: vec![ListOperation::wanting(base, wanted(&expected, borrowing))], alias }
    }

    fn dereferenced(&self, parent: &Expr, around: &[Node<'_>], borrowing: Borrowing) -> ListUse {
        match (borrowing, around.split_last()) {
            // Behind a reference is the list.
            (Borrowing::Shared | Borrowing::Mutable | Borrowing::Inferred, _) => {
                self.value(parent, around, Borrowing::Owned)
            }
            (Borrowing::Owned, Some((Node::Expr(outer @ Expr::Reference(it)), further))) => {
                let lent = Borrowing::of(it.mutability);
                let base = format!("{}*$", lent.sign());
                ListUse::one(ListOperation::wanting(base, self.wanted(outer, further, lent)))
            }
            _ => ListUse::unclear(),
        }
    }

    fn method(
        &self,
        call: &ExprMethodCall,
        parent: &Expr,
        around: &[Node<'_>],
        borrowing: Borrowing,
    ) -> ListUse {
        let mut base = self.call_name(call, None);
        if call.method == "into_iter" {
            base = match borrowing {
                Borrowing::Owned => base,
                Borrowing::Shared => "(&$).into_iter()".to_owned(),
                Borrowing::Mutable | Borrowing::Inferred => return ListUse::unclear(),
            };
        }
        let mut done = self.result(base.clone(), parent, around);
        done.list_operations.extend(self.chained(&base, parent, around));
        done
    }

    /// What the methods of an iterator ask for that follow.
    fn chained(&self, base: &str, parent: &Expr, around: &[Node<'_>]) -> Vec<ListOperation> {
        let mut found = Vec::new();
        let (mut inner, mut rest) = (parent, around);
        while let Some((Node::Expr(outer @ Expr::MethodCall(call)), further)) = rest.split_last() {
            if !same(&call.receiver, inner) {
                break;
            }
            if call.method != "collect" || found.is_empty() {
                let name = format!("{base}.{}()", plain(&call.method));
                let wanted = self.wanted(outer, further, Borrowing::Owned);
                found.push(ListOperation { only_if_asked: true, ..ListOperation::wanting(name, wanted) });
            }
            (inner, rest) = (outer, further);
        }
        found
    }

    /// An operation with what is done with its result, which may be a list again.
    fn result(&self, base: String, parent: &Expr, around: &[Node<'_>]) -> ListUse {
        let goes_on = match around.last() {
            Some(Node::Expr(Expr::MethodCall(call))) => same(&call.receiver, parent),
            Some(Node::Expr(Expr::Index(it))) => same(&it.expr, parent),
            Some(Node::Expr(Expr::Reference(_) | Expr::ForLoop(_))) => true,
            _ => false,
        };
        if goes_on {
            let further = self.value(parent, around, Borrowing::Owned).list_operations;
            let further = further.into_iter().map(|list_operation| ListOperation {
                after: Some(list_operation.after.unwrap_or_else(|| base.clone())),
                ..list_operation
            });
            let list_operations =
                std::iter::once(ListOperation::plain(base.clone())).chain(further).collect();
            return ListUse { list_operations, alias: None };
        }
        let expected = expected::of(self, parent, around);
        let alias = bound(&expected, Borrowing::Owned, Some(base.clone()));
        ListUse {
            list_operations: vec![ListOperation::wanting(base, wanted(&expected, Borrowing::Owned))],
            alias,
        }
    }

    /// `mem::take` and its like, which take any list.
    fn standard_function(&self, call: &syn::ExprCall, value: &Expr, borrowing: Borrowing) -> Option<String> {
        let Expr::Path(path) = &*call.func else { return None };
        let mut segments = path.path.segments.iter().rev().map(|it| it.ident.to_string());
        let name = segments.next()?;
        match segments.next().as_deref() {
            Some("mem") => {}
            None if !self.declarations.has_function(&name) => {}
            _ => return None,
        }
        let others: Vec<&Expr> = call.args.iter().filter(|argument| !same(argument, value)).collect();
        match (name.as_str(), borrowing, others.as_slice()) {
            ("drop", Borrowing::Owned, []) => Some("drop($)".to_owned()),
            ("take", Borrowing::Mutable, []) => Some("mem::take(&mut $)".to_owned()),
            ("swap", Borrowing::Mutable, [Expr::Reference(other)]) => {
                let made = made::of(self, &other.expr).unwrap_or_else(|| "_".to_owned());
                Some(format!("mem::swap(&mut $, &mut {made})"))
            }
            ("replace", Borrowing::Mutable, [other]) => {
                let made = made::of(self, other).unwrap_or_else(|| "_".to_owned());
                Some(format!("mem::replace(&mut $, {made})"))
            }
            _ => None,
        }
    }

    fn index(&self, it: &ExprIndex, parent: &Expr, around: &[Node<'_>]) -> ListUse {
        if matches!(&*it.index, Expr::Range(_)) {
            return ListUse::plain(part::range(parent, around));
        }
        ListUse::one(ListOperation::wanting("[_]", part::item(parent, around)))
    }

    fn compared(&self, operator: &BinOp, left: &Expr, right: &Expr, value: &Expr) -> ListUse {
        match operator {
            BinOp::Eq(_) | BinOp::Ne(_) => self.equal(left, right, value),
            BinOp::Lt(_) | BinOp::Le(_) | BinOp::Gt(_) | BinOp::Ge(_) => {
                let other = if same(left, value) { right } else { left };
                ListUse::one(ListOperation::wanting("<", self.compared_with(other)))
            }
            _ => ListUse::unclear(),
        }
    }

    fn equal(&self, left: &Expr, right: &Expr, value: &Expr) -> ListUse {
        let is_left = same(left, value);
        let wanted = self.compared_with(if is_left { right } else { left });
        // With a list of its own type it is the same from both sides.
        let either = is_left || wanted == ExpectedType::This(ITSELF.to_owned());
        ListUse::one(ListOperation::wanting(if either { "==" } else { "== from the right" }, wanted))
    }

    fn compared_with(&self, other: &Expr) -> ExpectedType {
        let mut other = other;
        while let Expr::Reference(it) = other {
            other = &it.expr;
        }
        match other {
            Expr::Array(_) => ExpectedType::This("[_]".to_owned()),
            _ => self.made(other),
        }
    }

    /// The standard macros take what they are given by reference.
    fn in_macro(&self, name: &str, arguments: &[Expr], value: &Expr, borrowing: Borrowing) -> ListUse {
        match name {
            "assert_eq" | "assert_ne" | "debug_assert_eq" | "debug_assert_ne" => match arguments {
                [left, right, ..] => self.equal(left, right, value),
                _ => ListUse::unclear(),
            },
            "println" | "print" | "eprintln" | "eprint" | "format" | "write" | "writeln" | "panic" => {
                ListUse::plain("format!")
            }
            "vec" if borrowing == Borrowing::Owned => {
                ListUse::one(ListOperation::wanting("$", ExpectedType::Unknown))
            }
            _ => ListUse::unclear(),
        }
    }

    /// How a list is made by an expression.
    pub(super) fn made(&self, value: &Expr) -> ExpectedType {
        made::of(self, value).map_or(ExpectedType::Unknown, ExpectedType::This)
    }

    fn wanted(&self, value: &Expr, around: &[Node<'_>], borrowing: Borrowing) -> ExpectedType {
        wanted(&expected::of(self, value, around), borrowing)
    }

    /// `.append(&mut list)`: what is passed is shown as far as it matters. One argument may be known to be the list.
    fn call_name(&self, call: &ExprMethodCall, known: Option<(&Expr, &str)>) -> String {
        let arguments = call.args.iter().map(|argument| match known {
            Some((value, name)) if same(value, argument) => name,
            _ => self.argument(argument),
        });
        format!(".{}({})", plain(&call.method), arguments.collect::<Vec<_>>().join(", "))
    }

    fn argument(&self, argument: &Expr) -> &'static str {
        match argument {
            Expr::Range(it) if it.start.is_none() && it.end.is_none() => "..",
            Expr::Range(_) => "_.._",
            Expr::Reference(it) if self.is_list(&it.expr) && it.mutability.is_some() => "&mut list",
            Expr::Reference(it) if self.is_list(&it.expr) => "&list",
            Expr::Reference(it) if it.mutability.is_some() => "&mut _",
            it if self.is_list(it) => "list",
            _ => "_",
        }
    }
}

/// What is done with a list that a pattern is matched against.
pub(super) fn in_pattern(pattern: &Pat) -> ListUse {
    let named = ListOperation::plain("pattern");
    match pattern {
        Pat::Wild(_) => ListUse::one(named),
        Pat::Ident(it) if it.subpat.is_none() => {
            let alias = alias(&it.ident, Borrowing::Inferred, None);
            ListUse { list_operations: vec![named], alias: Some(alias) }
        }
        _ => ListUse { list_operations: vec![named, ListOperation::unclear()], alias: None },
    }
}

fn alias(name: &Ident, borrowing: Borrowing, after: Option<String>) -> Alias {
    Alias { place: Position::start(name.span()), borrowing, after }
}

fn bound(expected: &Expected, borrowing: Borrowing, after: Option<String>) -> Option<Alias> {
    match expected {
        Expected::Bound(name) => Some(alias(name, borrowing, after)),
        _ => None,
    }
}

fn wanted(expected: &Expected, borrowing: Borrowing) -> ExpectedType {
    use syn::Type;

    let this = |what: &str| ExpectedType::This(what.to_owned());
    let ty = match expected {
        Expected::Nothing | Expected::Bound(_) => return ExpectedType::Anything,
        Expected::Itself => return this(ITSELF),
        Expected::Slice if borrowing == Borrowing::Owned => return ExpectedType::Unknown,
        Expected::Slice => return this(SLICE),
        Expected::Unknown => return ExpectedType::Unknown,
        Expected::Type(ty) => ty,
    };
    let is_vec = |ty: &Type| crate::code::type_ident(ty).is_some_and(|name| name == "Vec");
    match (borrowing, &**ty) {
        (Borrowing::Owned, ty) if is_vec(ty) => this(VEC),
        (Borrowing::Owned, Type::ImplTrait(_) | Type::Infer(_)) => ExpectedType::Unknown,
        (Borrowing::Owned, _) => this(ITEM),
        (_, Type::Reference(it)) if is_vec(&it.elem) => this(VEC),
        (_, Type::Reference(it)) if matches!(&*it.elem, Type::Slice(_)) => this(SLICE),
        _ => ExpectedType::Unknown,
    }
}
