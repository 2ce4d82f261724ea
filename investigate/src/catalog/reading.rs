//! Reads which operations are done with a list, from the expressions around each place where its name stands.
//!
//! A variable that is bound to the list is followed by its name: what is done with it is done with the list.

use syn::{BinOp, Expr, ExprIndex, ExprMethodCall, Ident, Member, Pat, UnOp};

use super::expected::{self, Expected};
use super::made;
use super::part::{self, Element};
use super::shape::{ITEM, ITSELF, SLICE, Shape, VEC, Wanted};
use super::walk::{Context, Node};
use super::world::World;
use crate::code::{Place, plain};

/// What is known where a list is read of.
#[derive(Debug, Clone, Copy)]
pub(super) struct Reading<'a> {
    /// The field's name.
    pub(super) name: &'a str,
    /// The type that has it.
    pub(super) owner: Option<&'a str>,
    /// What the crate declares.
    pub(super) world: &'a World,
    /// What is known of the code around.
    pub(super) context: &'a Context,
}

/// How a value has the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Held {
    /// It is the list.
    Itself,
    /// It is lent.
    Shared,
    /// It is lent mutably.
    Mutably,
    /// One of these: a pattern binds as what it is matched against allows.
    Somehow,
}

/// A variable that has the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Alias {
    /// Where it is bound.
    pub(super) place: Place,
    /// How it has it.
    pub(super) held: Held,
    /// The operation whose result it is.
    pub(super) after: Option<String>,
}

/// What is done at one place.
#[derive(Debug, Clone, Default)]
pub(super) struct Done {
    /// The operations.
    pub(super) shapes: Vec<Shape>,
    /// The variable that has the list from here on.
    pub(super) alias: Option<Alias>,
}

impl Done {
    fn one(shape: Shape) -> Self {
        Self { shapes: vec![shape], alias: None }
    }

    fn plain(base: impl Into<String>) -> Self {
        Self::one(Shape::plain(base))
    }

    fn unclear() -> Self {
        Self::one(Shape::unclear())
    }
}

impl<'a> Reading<'a> {
    /// What is done with the last expression of the stack, which has the list.
    pub(super) fn of(&self, stack: &[Node<'_>], held: Held) -> Done {
        let Some((Node::Expr(value), around)) = stack.split_last() else { return Done::unclear() };
        self.value(value, around, held)
    }

    fn value(&self, value: &Expr, around: &[Node<'_>], held: Held) -> Done {
        let Some((nearest, further)) = around.split_last() else { return Done::unclear() };
        let parent = match nearest {
            Node::Macro(name, arguments) => return self.in_macro(name, arguments, value, held),
            Node::Expr(parent) => *parent,
            Node::Statement(true) | Node::Block(_) => return Done::unclear(),
            _ => return self.leave(value, around, held),
        };
        match parent {
            Expr::Paren(_) | Expr::Group(_) => self.value(parent, further, held),
            Expr::Reference(it) => {
                let lent = if it.mutability.is_some() { Held::Mutably } else { Held::Shared };
                self.value(parent, further, lent)
            }
            Expr::Unary(it) if matches!(it.op, UnOp::Deref(_)) => self.dereferenced(parent, further, held),
            Expr::MethodCall(call) if std::ptr::eq(&raw const *call.receiver, value) => {
                self.method(call, parent, further, held)
            }
            Expr::MethodCall(call) if self.is_list(&call.receiver) => {
                // It goes from one list into another.
                let passed = match held {
                    Held::Itself | Held::Somehow => "list",
                    Held::Shared => "&list",
                    Held::Mutably => "&mut list",
                };
                let name = self.call_name(call, Some((value, passed)));
                Done::one(Shape::wanting(name, self.wanted(parent, further, Held::Itself)))
            }
            Expr::Call(call) => match self.standard_function(call, value, held) {
                Some(base) => self.result(base, parent, further),
                None => self.leave(value, around, held),
            },
            Expr::Index(it) if std::ptr::eq(&raw const *it.expr, value) => self.index(it, parent, further),
            Expr::Assign(it) if std::ptr::eq(&raw const *it.left, value) => {
                Done::one(Shape::wanting("=", self.made(&it.right)))
            }
            Expr::ForLoop(_) => match held {
                Held::Itself => Done::plain("for _ in $"),
                Held::Shared => Done::plain("for _ in &$"),
                Held::Mutably => Done::plain("for _ in &mut $"),
                Held::Somehow => Done::unclear(),
            },
            Expr::Binary(it) => self.compared(&it.op, &it.left, &it.right, value),
            _ => self.leave(value, around, held),
        }
    }

    /// It goes where the code around says what it expects.
    fn leave(&self, value: &Expr, around: &[Node<'_>], held: Held) -> Done {
        let expected = expected::of(self, value, around);
        let (held, base) = match held {
            Held::Itself => (held, "$"),
            Held::Shared => (held, "&$"),
            Held::Mutably => (held, "&mut $"),
            Held::Somehow => match &expected {
                Expected::Type(ty) => match &**ty {
                    syn::Type::Reference(it) if it.mutability.is_some() => (Held::Mutably, "&mut $"),
                    syn::Type::Reference(_) => (Held::Shared, "&$"),
                    _ => (Held::Itself, "$"),
                },
                Expected::Itself => (Held::Itself, "$"),
                _ => return Done::unclear(),
            },
        };
        let alias = bound(&expected, held, None);
        Done { shapes: vec![Shape::wanting(base, wanted(&expected, held))], alias }
    }

    fn dereferenced(&self, parent: &Expr, around: &[Node<'_>], held: Held) -> Done {
        match (held, around.split_last()) {
            // Behind a reference is the list.
            (Held::Shared | Held::Mutably | Held::Somehow, _) => self.value(parent, around, Held::Itself),
            (Held::Itself, Some((Node::Expr(outer @ Expr::Reference(it)), further))) => {
                let (base, held) = match it.mutability {
                    Some(_) => ("&mut *$", Held::Mutably),
                    None => ("&*$", Held::Shared),
                };
                Done::one(Shape::wanting(base, self.wanted(outer, further, held)))
            }
            _ => Done::unclear(),
        }
    }

    fn method(&self, call: &ExprMethodCall, parent: &Expr, around: &[Node<'_>], held: Held) -> Done {
        let mut base = self.call_name(call, None);
        if call.method == "into_iter" {
            base = match held {
                Held::Itself => base,
                Held::Shared => "(&$).into_iter()".to_owned(),
                Held::Mutably | Held::Somehow => return Done::unclear(),
            };
        }
        let mut done = self.result(base.clone(), parent, around);
        done.shapes.extend(self.chained(&base, parent, around));
        done
    }

    /// What the methods of an iterator ask for that follow.
    fn chained(&self, base: &str, parent: &Expr, around: &[Node<'_>]) -> Vec<Shape> {
        let mut found = Vec::new();
        let (mut inner, mut rest) = (parent, around);
        while let Some((Node::Expr(outer @ Expr::MethodCall(call)), further)) = rest.split_last() {
            if !std::ptr::eq(&raw const *call.receiver, inner) {
                break;
            }
            if call.method != "collect" || found.is_empty() {
                let name = format!("{base}.{}()", plain(&call.method));
                let wanted = self.wanted(outer, further, Held::Itself);
                found.push(Shape { only_if_asked: true, ..Shape::wanting(name, wanted) });
            }
            (inner, rest) = (outer, further);
        }
        found
    }

    /// An operation with what is done with its result, which may be a list again.
    fn result(&self, base: String, parent: &Expr, around: &[Node<'_>]) -> Done {
        let goes_on = match around.last() {
            Some(Node::Expr(Expr::MethodCall(call))) => std::ptr::eq(&raw const *call.receiver, parent),
            Some(Node::Expr(Expr::Index(it))) => std::ptr::eq(&raw const *it.expr, parent),
            Some(Node::Expr(Expr::Reference(_) | Expr::ForLoop(_))) => true,
            _ => false,
        };
        if goes_on {
            let further = self.value(parent, around, Held::Itself).shapes;
            let further = further
                .into_iter()
                .map(|shape| Shape { after: Some(shape.after.unwrap_or_else(|| base.clone())), ..shape });
            let shapes = std::iter::once(Shape::plain(base.clone())).chain(further).collect();
            return Done { shapes, alias: None };
        }
        let expected = expected::of(self, parent, around);
        let alias = bound(&expected, Held::Itself, Some(base.clone()));
        Done { shapes: vec![Shape::wanting(base, wanted(&expected, Held::Itself))], alias }
    }

    /// `mem::take` and its like, which take any list.
    fn standard_function(&self, call: &syn::ExprCall, value: &Expr, held: Held) -> Option<String> {
        let Expr::Path(path) = &*call.func else { return None };
        let mut segments = path.path.segments.iter().rev().map(|it| it.ident.to_string());
        let name = segments.next()?;
        match segments.next().as_deref() {
            Some("mem") => {}
            None if !self.world.has_function(&name) => {}
            _ => return None,
        }
        let others: Vec<&Expr> =
            call.args.iter().filter(|argument| !std::ptr::eq(*argument, value)).collect();
        match (name.as_str(), held, others.as_slice()) {
            ("drop", Held::Itself, []) => Some("drop($)".to_owned()),
            ("take", Held::Mutably, []) => Some("mem::take(&mut $)".to_owned()),
            ("swap", Held::Mutably, [Expr::Reference(other)]) => {
                let made = made::of(self, &other.expr).unwrap_or_else(|| "_".to_owned());
                Some(format!("mem::swap(&mut $, &mut {made})"))
            }
            ("replace", Held::Mutably, [other]) => {
                let made = made::of(self, other).unwrap_or_else(|| "_".to_owned());
                Some(format!("mem::replace(&mut $, {made})"))
            }
            _ => None,
        }
    }

    fn index(&self, it: &ExprIndex, parent: &Expr, around: &[Node<'_>]) -> Done {
        if matches!(&*it.index, Expr::Range(_)) {
            return Done::plain(part::range(parent, around));
        }
        let wanted = match part::element(parent, around) {
            Element::Read => Wanted::Anything,
            Element::Copied => Wanted::This("copied".to_owned()),
            Element::Cloned => Wanted::This("cloned".to_owned()),
            Element::Written => Wanted::This("written".to_owned()),
            Element::Unclear => Wanted::Unknown,
        };
        Done::one(Shape::wanting("[_]", wanted))
    }

    fn compared(&self, operator: &BinOp, left: &Expr, right: &Expr, value: &Expr) -> Done {
        match operator {
            BinOp::Eq(_) | BinOp::Ne(_) => self.equal(left, right, value),
            BinOp::Lt(_) | BinOp::Le(_) | BinOp::Gt(_) | BinOp::Ge(_) => {
                let other = if std::ptr::eq(left, value) { right } else { left };
                Done::one(Shape::wanting("<", self.compared_with(other)))
            }
            _ => Done::unclear(),
        }
    }

    fn equal(&self, left: &Expr, right: &Expr, value: &Expr) -> Done {
        let is_left = std::ptr::eq(left, value);
        let wanted = self.compared_with(if is_left { right } else { left });
        // With a list of its own type it is the same from both sides.
        let either = is_left || wanted == Wanted::This(ITSELF.to_owned());
        Done::one(Shape::wanting(if either { "==" } else { "== from the right" }, wanted))
    }

    fn compared_with(&self, other: &Expr) -> Wanted {
        let mut other = other;
        while let Expr::Reference(it) = other {
            other = &it.expr;
        }
        match other {
            Expr::Array(_) => Wanted::This("[_]".to_owned()),
            _ => self.made(other),
        }
    }

    /// The standard macros take what they are given by reference.
    fn in_macro(&self, name: &str, arguments: &[Expr], value: &Expr, held: Held) -> Done {
        match name {
            "assert_eq" | "assert_ne" | "debug_assert_eq" | "debug_assert_ne" => match arguments {
                [left, right, ..] => self.equal(left, right, value),
                _ => Done::unclear(),
            },
            "println" | "print" | "eprintln" | "eprint" | "format" | "write" | "writeln" | "panic" => {
                Done::plain("format!")
            }
            "vec" if held == Held::Itself => Done::one(Shape::wanting("$", Wanted::Unknown)),
            _ => Done::unclear(),
        }
    }

    /// How a list is made by an expression.
    pub(super) fn made(&self, value: &Expr) -> Wanted {
        made::of(self, value).map_or(Wanted::Unknown, Wanted::This)
    }

    fn wanted(&self, value: &Expr, around: &[Node<'_>], held: Held) -> Wanted {
        wanted(&expected::of(self, value, around), held)
    }

    /// `.append(&mut list)`: what is passed is shown as far as it matters. One argument may be known to be the list.
    fn call_name(&self, call: &ExprMethodCall, known: Option<(&Expr, &'static str)>) -> String {
        let arguments = call.args.iter().map(|argument| match known {
            Some((value, name)) if std::ptr::eq(value, argument) => name,
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

    /// Whether it is the field, of any value.
    pub(super) fn is_list(&self, value: &Expr) -> bool {
        match value {
            Expr::Field(it) => self.is_member(&it.member),
            Expr::Paren(it) => self.is_list(&it.expr),
            _ => false,
        }
    }

    /// Whether it is the field's name.
    pub(super) fn is_member(&self, member: &Member) -> bool {
        match member {
            Member::Named(name) => plain(name) == self.name,
            Member::Unnamed(index) => index.index.to_string() == self.name,
        }
    }
}

/// What a pattern makes of the list.
pub(super) fn in_pattern(pattern: &Pat) -> Done {
    let named = Shape::plain("pattern");
    match pattern {
        Pat::Wild(_) => Done::one(named),
        Pat::Ident(it) if it.subpat.is_none() => {
            let alias = alias(&it.ident, Held::Somehow, None);
            Done { shapes: vec![named], alias: Some(alias) }
        }
        _ => Done { shapes: vec![named, Shape::unclear()], alias: None },
    }
}

fn alias(name: &Ident, held: Held, after: Option<String>) -> Alias {
    Alias { place: Place::start(name.span()), held, after }
}

fn bound(expected: &Expected, held: Held, after: Option<String>) -> Option<Alias> {
    match expected {
        Expected::Bound(name) => Some(alias(name, held, after)),
        _ => None,
    }
}

fn wanted(expected: &Expected, held: Held) -> Wanted {
    use syn::Type;

    let this = |what: &str| Wanted::This(what.to_owned());
    let ty = match expected {
        Expected::Nothing | Expected::Bound(_) => return Wanted::Anything,
        Expected::Itself => return this(ITSELF),
        Expected::Slice if held == Held::Itself => return Wanted::Unknown,
        Expected::Slice => return this(SLICE),
        Expected::Unknown => return Wanted::Unknown,
        Expected::Type(ty) => ty,
    };
    let is_vec = |ty: &Type| crate::code::type_ident(ty).is_some_and(|name| name == "Vec");
    match (held, &**ty) {
        (Held::Itself, ty) if is_vec(ty) => this(VEC),
        (Held::Itself, Type::ImplTrait(_) | Type::Infer(_)) => Wanted::Unknown,
        (Held::Itself, _) => this(ITEM),
        (_, Type::Reference(it)) if is_vec(&it.elem) => this(VEC),
        (_, Type::Reference(it)) if matches!(&*it.elem, Type::Slice(_)) => this(SLICE),
        _ => Wanted::Unknown,
    }
}
