//! What a snippet is made into: as rustdoc would, but never so that it passes without being run.

use std::thread;

use proc_macro2::{TokenStream, TokenTree};
use syn::ext::IdentExt as _;
use syn::parse::{Parse, ParseStream};
use syn::spanned::Spanned as _;
use syn::visit::Visit;
use syn::{Attribute, Block, Ident, Item, ItemMacro, Macro, MacroDelimiter, Meta, Stmt, UseTree};

use super::hidden::compiled;

/// The longest snippet, in bytes, and a stack on which the parser can read any of that length, however nested.
const LONGEST: usize = 32 << 10;
const STACK: usize = 1 << 30;

/// The program for a snippet whose opening fence is at `line` of its chapter.
///
/// Blank lines before it make each line of the snippet keep its number in the chapter, so that the compiler's messages
/// and panics point at it.
pub(super) fn program(code: &str, line: usize) -> String {
    let source = source(code);
    // Skeptic adds one line before the program, and the program begins with the line of the fence.
    let head = format!("#![allow(unused)] {}", "\n".repeat(line.saturating_sub(2)));
    match ParsedSnippet::of(&source) {
        Some(ParsedSnippet { main: Main::Missing { start, returns }, .. }) => {
            let main =
                if returns { "fn main() -> Result<(), impl core::fmt::Debug> {" } else { "fn main() {" };
            let (before, inside) = source.split_at(start);
            format!("{head}{before}{main}{inside}}}\n")
        }
        // What cannot be parsed is compiled as it stands: the compiler says best what is wrong, and runs a `main` only
        // if there is one.
        Some(ParsedSnippet { main: Main::Own, .. }) | None => format!("{head}{source}"),
    }
}

/// Why skeptic cannot be given a snippet, ignored or not, and what its author can do.
pub(super) fn unfit(code: &str) -> Option<&'static str> {
    if code.len() > LONGEST {
        Some("it is longer than 32 KiB: divide it")
    } else if code.contains("\"####") {
        Some("skeptic keeps it in a string that ends at `\"####`: use fewer `#`")
    } else if code.contains('\r') {
        Some("it has a carriage return within a line: remove it")
    } else {
        None
    }
}

/// Why a snippet would pass without being run, and what its author can do.
pub(super) fn never_run(code: &str) -> Option<&'static str> {
    ParsedSnippet::of(&source(code))?.never_run
}

/// The code with its hidden lines, after the end of the opening fence's line.
fn source(code: &str) -> String {
    code.lines().fold("\n".to_owned(), |source, line| source + &compiled(line) + "\n")
}

/// What the parser finds out about a snippet.
struct ParsedSnippet {
    main: Main,
    never_run: Option<&'static str>,
}

impl ParsedSnippet {
    /// `None` if the snippet cannot be parsed.
    fn of(source: &str) -> Option<Self> {
        let parse = || {
            let body: Body = syn::parse_str(source).ok()?;
            Some(Self { main: body.main(source), never_run: body.never_run() })
        };
        thread::scope(|scope| match thread::Builder::new().stack_size(STACK).spawn_scoped(scope, parse) {
            Ok(parsing) => parsing.join().ok()?,
            // A machine with little address space has the stack that it has.
            Err(_) => parse(),
        })
    }
}

/// A snippet, read as the inside of a function.
struct Body {
    attributes: Vec<Attribute>,
    statements: Vec<Stmt>,
}

enum Main {
    /// The snippet has one, and is a program as it stands.
    Own,
    /// One has to be put around what begins at this byte: all but the crate's attributes and `extern crate`.
    /// It returns what the last statement is, if that ends as rustdoc asks.
    Missing { start: usize, returns: bool },
}

impl Parse for Body {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let attributes = input.call(Attribute::parse_inner)?;
        Ok(Self { attributes, statements: input.call(Block::parse_within)? })
    }
}

impl Body {
    fn main(&self, source: &str) -> Main {
        if self.statements.iter().any(is_main) {
            return Main::Own;
        }
        let is_crate = |statement: &Stmt| matches!(statement, Stmt::Item(Item::ExternCrate(_)));
        let crates = self.statements.iter().take_while(|statement| is_crate(statement)).count();
        let start = match self.statements.get(crates) {
            _ if self.attributes.is_empty() && crates == 0 => 0,
            Some(first) => first.span().byte_range().start,
            None => source.len(),
        };
        let returns = self.statements.last().is_some_and(|last| {
            source.get(last.span().byte_range()).is_some_and(|last| last.ends_with("(())"))
        });
        Main::Missing { start, returns }
    }

    fn never_run(&self) -> Option<&'static str> {
        let mut conditions = ConditionFinder { unmet: false };
        for statement in &self.statements {
            conditions.visit_stmt(statement);
        }
        if conditions.unmet {
            return Some(
                "`#[test]` leaves out of the program what follows it, and so does `#[cfg(...)]` with `test`, `doctest` or \
                 `feature`: write it without, in the snippet itself or its `main`",
            );
        }
        if self.statements.iter().any(is_main) {
            let beside = self.statements.iter().any(|stmt| matches!(stmt, Stmt::Local(_) | Stmt::Expr(..)));
            return beside.then_some(
                "its `main` stands beside statements, so that rustdoc would wrap both in another `main` and not call \
                 this one: move the statements into it, and remove a `;` after its `}`",
            );
        }
        let hidden = self.statements.iter().any(hides_main);
        hidden.then_some("its `main` comes from a macro or a `use`, and would not be called: write it out")
    }
}

/// Whether a statement is a `main`, or a macro that is given one, which rustdoc trusts to hand it on.
fn is_main(statement: &Stmt) -> bool {
    match statement {
        Stmt::Item(Item::Fn(item)) => is_named_main(&item.sig.ident),
        Stmt::Item(Item::Macro(ItemMacro { ident: None, mac, .. })) => has_main(mac.tokens.clone(), false),
        Stmt::Item(Item::Verbatim(tokens)) => has_main(tokens.clone(), false),
        Stmt::Macro(call) => has_main(call.mac.tokens.clone(), false),
        _ => false,
    }
}

/// Whether a statement has a `main` in a place where only the compiler would find it.
fn hides_main(statement: &Stmt) -> bool {
    match statement {
        Stmt::Item(Item::Macro(ItemMacro { ident: Some(_), mac, .. })) => has_main(mac.tokens.clone(), true),
        Stmt::Item(Item::Macro(ItemMacro { mac, .. })) => {
            in_braces(mac) && has_main(mac.tokens.clone(), true)
        }
        Stmt::Macro(call) => in_braces(&call.mac) && has_main(call.mac.tokens.clone(), true),
        Stmt::Item(Item::Use(item)) => uses_main(&item.tree),
        _ => false,
    }
}

/// A macro that makes items, not one that prints its argument.
fn in_braces(call: &Macro) -> bool {
    matches!(call.delimiter, MacroDelimiter::Brace(_))
}

/// Whether tokens have `fn main (...)`, in groups too if that is asked.
fn has_main(tokens: TokenStream, nested: bool) -> bool {
    let tokens: Vec<_> = tokens.into_iter().collect();
    let main = tokens.windows(3).any(|three| match three {
        [TokenTree::Ident(function), TokenTree::Ident(name), TokenTree::Group(_)] => {
            function == "fn" && is_named_main(name)
        }
        _ => false,
    });
    let inside = |token| matches!(token, TokenTree::Group(group) if has_main(group.stream(), true));
    main || nested && tokens.into_iter().any(inside)
}

fn uses_main(tree: &UseTree) -> bool {
    match tree {
        UseTree::Path(path) => uses_main(&path.tree),
        UseTree::Name(name) => is_named_main(&name.ident),
        UseTree::Rename(rename) => is_named_main(&rename.rename),
        UseTree::Group(group) => group.items.iter().any(uses_main),
        _ => false,
    }
}

fn is_named_main(name: &Ident) -> bool {
    name.unraw() == "main"
}

/// Looks for attributes that leave out what they stand at, because no snippet is compiled with what they ask for.
struct ConditionFinder {
    unmet: bool,
}

impl Visit<'_> for ConditionFinder {
    fn visit_attribute(&mut self, attribute: &Attribute) {
        let test = attribute.path().segments.last().is_some_and(|segment| segment.ident == "test");
        let cfg = match &attribute.meta {
            Meta::List(list) if list.path.is_ident("cfg") => {
                let names = names(list.tokens.clone());
                let unmet = ["test", "doctest", "feature"];
                names.iter().any(|name| unmet.contains(&&**name)) && !names.iter().any(|name| name == "not")
            }
            _ => false,
        };
        self.unmet |= test || cfg;
    }
}

fn names(tokens: TokenStream) -> Vec<String> {
    let names = tokens.into_iter().flat_map(|token| match token {
        TokenTree::Ident(name) => vec![name.to_string()],
        TokenTree::Group(group) => names(group.stream()),
        _ => Vec::new(),
    });
    names.collect()
}
