//! What a module defines, which names it binds, and which paths its code mentions.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{TokenStream, TokenTree};
use syn::spanned::Spanned;
use syn::visit::{self, Visit};
use syn::{Attribute, Ident, Item, ItemUse, Macro, Meta, Path, UseTree, Visibility};

/// One module.
pub(super) struct Module {
    /// Its file's path from `src`.
    pub(super) file: String,
    /// The items that stand in it.
    pub(super) defines: BTreeSet<String>,
    /// The names that its `use`s bind.
    pub(super) bindings: Vec<Binding>,
    /// The paths in its code.
    pub(super) mentions: Vec<Mention>,
    /// The modules below it that are compiled for tests alone.
    pub(super) for_tests: BTreeSet<String>,
}

/// A name that a `use` binds, or all names with `*`.
#[derive(Clone)]
pub(super) struct Binding {
    pub(super) name: Option<String>,
    pub(super) path: Vec<String>,
}

/// A path, and the line where it stands. Behind `*`, all that its module has is meant.
pub(super) struct Mention {
    pub(super) path: Vec<String>,
    pub(super) line: usize,
}

impl Module {
    /// Reads a file's module, and those that are written within it.
    pub(super) fn read(file: &str, at: Vec<String>, text: &str, modules: &mut BTreeMap<Vec<String>, Self>) {
        let syntax = syn::parse_file(text).unwrap_or_else(|error| panic!("{file}: {error}"));
        Self::of(file, at, &syntax.items, modules);
    }

    fn of(file: &str, at: Vec<String>, items: &[Item], modules: &mut BTreeMap<Vec<String>, Self>) {
        let mut module = Self {
            file: file.to_owned(),
            defines: BTreeSet::new(),
            bindings: Vec::new(),
            mentions: Vec::new(),
            for_tests: BTreeSet::new(),
        };
        let mut code = Vec::new();
        let mut re_exports = Vec::new();
        for item in items {
            match item {
                Item::Mod(it) if is_for_tests(&it.attrs) => {
                    module.for_tests.insert(it.ident.to_string());
                }
                item if is_for_tests(attributes(item)) => {}
                Item::Use(it) => {
                    let imported = imported(it);
                    if matches!(it.vis, Visibility::Inherited) {
                        module.mentions.extend(imported.iter().map(Mention::of));
                    } else {
                        re_exports.extend(imported.iter().filter_map(|(binding, line)| {
                            Some((binding.name.clone()?, Mention::of(&(binding.clone(), *line))))
                        }));
                    }
                    module.bindings.extend(imported.into_iter().map(|(binding, _)| binding));
                }
                Item::Mod(it) => {
                    if let Some((_, items)) = &it.content {
                        let below = at.iter().cloned().chain([it.ident.to_string()]).collect();
                        Self::of(file, below, items, modules);
                    }
                }
                item => {
                    module.defines.extend(names(item));
                    code.push(item);
                }
            }
        }
        let mut collector = Collector { mentions: Vec::new(), re_exports };
        code.into_iter().for_each(|item| collector.visit_item(item));
        module.mentions.extend(collector.mentions);
        modules.insert(at, module);
    }
}

impl Mention {
    fn of((binding, line): &(Binding, usize)) -> Self {
        let all = binding.name.is_none().then(|| "*".to_owned());
        Self { path: binding.path.iter().cloned().chain(all).collect(), line: *line }
    }
}

/// Collects the paths of some code.
struct Collector {
    mentions: Vec<Mention>,
    /// What the module re-exports: it is a use only where the module's own code has the name.
    re_exports: Vec<(String, Mention)>,
}

impl Collector {
    fn add(&mut self, path: &[&Ident]) {
        let Some(first) = path.first() else { return };
        let line = first.span().start().line;
        if let Some((_, re_export)) = self.re_exports.iter().find(|(name, _)| *first == name) {
            self.mentions.push(Mention { path: re_export.path.clone(), line });
        }
        if path.len() > 1 {
            self.mentions.push(Mention { path: path.iter().map(ToString::to_string).collect(), line });
        }
    }

    /// Collects the paths of what is passed to a macro: syn does not parse that.
    fn scan(&mut self, tokens: &TokenStream) {
        let tokens: Vec<TokenTree> = tokens.clone().into_iter().collect();
        let mut path: Vec<&Ident> = Vec::new();
        let mut colons = 0;
        for token in &tokens {
            match token {
                TokenTree::Punct(it) if it.as_char() == ':' => colons += 1,
                TokenTree::Ident(it) => {
                    if colons != 2 {
                        self.add(&std::mem::take(&mut path));
                    }
                    path.push(it);
                    colons = 0;
                }
                TokenTree::Group(it) => self.scan(&it.stream()),
                _ => {
                    self.add(&std::mem::take(&mut path));
                    colons = 0;
                }
            }
        }
        self.add(&path);
    }
}

impl<'ast> Visit<'ast> for Collector {
    fn visit_item(&mut self, item: &'ast Item) {
        if !is_for_tests(attributes(item)) {
            visit::visit_item(self, item);
        }
    }

    fn visit_impl_item_fn(&mut self, item: &'ast syn::ImplItemFn) {
        if !is_for_tests(&item.attrs) {
            visit::visit_impl_item_fn(self, item);
        }
    }

    fn visit_item_use(&mut self, item: &'ast ItemUse) {
        self.mentions.extend(imported(item).iter().map(Mention::of));
    }

    fn visit_path(&mut self, path: &'ast Path) {
        self.add(&path.segments.iter().map(|segment| &segment.ident).collect::<Vec<_>>());
        visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, it: &'ast Macro) {
        self.visit_path(&it.path);
        self.scan(&it.tokens);
    }

    fn visit_attribute(&mut self, attribute: &'ast Attribute) {
        if let Meta::List(it) = &attribute.meta {
            self.scan(&it.tokens);
        }
    }
}

/// What a `use` binds, each with its line.
fn imported(item: &ItemUse) -> Vec<(Binding, usize)> {
    let mut found = Vec::new();
    leaves(&item.tree, &[], &mut found);
    found
}

fn leaves(tree: &UseTree, before: &[String], found: &mut Vec<(Binding, usize)>) {
    let line = tree.span().start().line;
    let with = |name: &Ident| -> Vec<String> {
        let name = Some(name.to_string()).filter(|name| name != "self" || before.is_empty());
        before.iter().cloned().chain(name).collect()
    };
    match tree {
        UseTree::Path(it) => leaves(&it.tree, &with(&it.ident), found),
        UseTree::Name(it) => {
            let path = with(&it.ident);
            found.push((Binding { name: path.last().cloned(), path }, line));
        }
        UseTree::Rename(it) => {
            found.push((Binding { name: Some(it.rename.to_string()), path: with(&it.ident) }, line));
        }
        UseTree::Glob(_) => found.push((Binding { name: None, path: before.to_vec() }, line)),
        UseTree::Group(it) => it.items.iter().for_each(|tree| leaves(tree, before, found)),
    }
}

fn is_for_tests(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|it| {
        it.path().is_ident("cfg") && it.parse_args::<Path>().is_ok_and(|path| path.is_ident("test"))
    })
}

fn attributes(item: &Item) -> &[Attribute] {
    match item {
        Item::Const(it) => &it.attrs,
        Item::Enum(it) => &it.attrs,
        Item::Fn(it) => &it.attrs,
        Item::Impl(it) => &it.attrs,
        Item::Macro(it) => &it.attrs,
        Item::Static(it) => &it.attrs,
        Item::Struct(it) => &it.attrs,
        Item::Trait(it) => &it.attrs,
        Item::Type(it) => &it.attrs,
        Item::Use(it) => &it.attrs,
        _ => &[],
    }
}

/// The names that an item defines; for a macro, those of the items in its text.
fn names(item: &Item) -> Vec<String> {
    let name = match item {
        Item::Const(it) => &it.ident,
        Item::Enum(it) => &it.ident,
        Item::Fn(it) => &it.sig.ident,
        Item::Macro(it) => {
            let mut found = it.ident.iter().map(ToString::to_string).collect();
            names_in(&it.mac.tokens, &mut found);
            return found;
        }
        Item::Static(it) => &it.ident,
        Item::Struct(it) => &it.ident,
        Item::Trait(it) => &it.ident,
        Item::Type(it) => &it.ident,
        _ => return Vec::new(),
    };
    vec![name.to_string()]
}

fn names_in(tokens: &TokenStream, found: &mut Vec<String>) {
    let mut is_defined = false;
    for token in tokens.clone() {
        match token {
            TokenTree::Ident(it) => {
                if is_defined {
                    found.push(it.to_string());
                }
                is_defined = ["const", "enum", "fn", "struct", "trait", "type"].iter().any(|word| it == word);
            }
            TokenTree::Group(it) => names_in(&it.stream(), found),
            _ => is_defined = false,
        }
    }
}
