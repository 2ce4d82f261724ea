//! What a module defines, which names it binds, and which paths it mentions.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{TokenStream, TokenTree};
use syn::spanned::Spanned;
use syn::{Attribute, Item, UseTree, Visibility};

/// One module.
pub(super) struct Module {
    /// Its file's path from `src`.
    pub(super) file: String,
    /// The items that stand in it.
    pub(super) defines: BTreeSet<String>,
    /// The names that its `use`s bind.
    pub(super) bindings: Vec<Binding>,
    /// The paths in its code, from this module.
    pub(super) mentions: Vec<Mention>,
}

/// A name that a `use` binds.
pub(super) struct Binding {
    pub(super) name: Declared,
    pub(super) path: Vec<String>,
}

/// What a `use` binds.
pub(super) enum Declared {
    Name(String),
    /// `*`.
    All,
}

/// A path, and the line where it stands.
pub(super) struct Mention {
    pub(super) path: Vec<String>,
    pub(super) line: usize,
}

impl Module {
    /// Reads a file's module and those that are written within it.
    pub(super) fn read(file: &str, at: Vec<String>, text: &str, modules: &mut BTreeMap<Vec<String>, Self>) {
        let syntax = syn::parse_file(text).unwrap();
        Self::of(file, at, syntax.items, modules);
    }

    fn of(file: &str, at: Vec<String>, items: Vec<Item>, modules: &mut BTreeMap<Vec<String>, Self>) {
        let mut module = Self {
            file: file.to_owned(),
            defines: BTreeSet::new(),
            bindings: Vec::new(),
            mentions: Vec::new(),
        };
        let mut code = Vec::new();
        let mut re_exports = Vec::new();
        for item in items {
            match item {
                Item::Use(it) if !is_for_tests(&it.attrs) => {
                    let line = it.span().start().line;
                    let private = matches!(it.vis, Visibility::Inherited);
                    for (name, path) in leaves(&it.tree, &[]) {
                        let mention = Mention { path: path.clone(), line };
                        match &name {
                            Declared::Name(name) if !private => re_exports.push((name.clone(), mention)),
                            Declared::All if !private => {}
                            _ => module.mentions.push(mention),
                        }
                        module.bindings.push(Binding { name, path });
                    }
                }
                Item::Mod(it) if !is_for_tests(&it.attrs) => {
                    if let Some((_, items)) = it.content {
                        let below = at.iter().cloned().chain([it.ident.to_string()]).collect();
                        Self::of(file, below, items, modules);
                    }
                }
                Item::Use(_) | Item::Mod(_) => {}
                item if is_for_tests(attributes(&item)) => {}
                item => {
                    module.defines.extend(name(&item));
                    code.push(quote(&item));
                }
            }
        }
        for tokens in code {
            module.scan(tokens, &re_exports);
        }
        modules.insert(at, module);
    }

    /// Collects the paths of some code. Re-exports count where the code itself uses them.
    fn scan(&mut self, tokens: TokenStream, re_exports: &[(String, Mention)]) {
        let mut tokens = tokens.into_iter().peekable();
        let mut path: Vec<String> = Vec::new();
        let mut line = 0;
        let mut colons = 0;
        for token in tokens.by_ref() {
            match &token {
                TokenTree::Ident(it) if colons == 2 && !path.is_empty() => path.push(it.to_string()),
                TokenTree::Punct(it) if it.as_char() == ':' => {
                    colons += 1;
                    continue;
                }
                _ => {
                    self.mention(std::mem::take(&mut path), line, re_exports);
                    if let TokenTree::Ident(it) = &token {
                        line = it.span().start().line;
                        path.push(it.to_string());
                    }
                }
            }
            colons = 0;
            if let TokenTree::Group(it) = token {
                self.scan(it.stream(), re_exports);
            }
        }
        self.mention(path, line, re_exports);
    }

    fn mention(&mut self, path: Vec<String>, line: usize, re_exports: &[(String, Mention)]) {
        let Some(first) = path.first() else { return };
        if let Some((_, mention)) = re_exports.iter().find(|(name, _)| name == first) {
            self.mentions.push(Mention { path: mention.path.clone(), line });
        }
        if path.len() > 1 {
            self.mentions.push(Mention { path, line });
        }
    }
}

/// Each name that a `use` binds, with its path.
fn leaves(tree: &UseTree, before: &[String]) -> Vec<(Declared, Vec<String>)> {
    let with = |name: &syn::Ident| -> Vec<String> {
        let name = Some(name.to_string()).filter(|name| name != "self" || before.is_empty());
        before.iter().cloned().chain(name).collect()
    };
    match tree {
        UseTree::Path(it) => leaves(&it.tree, &with(&it.ident)),
        UseTree::Name(it) => {
            let path = with(&it.ident);
            path.last().cloned().map(|name| (Declared::Name(name), path)).into_iter().collect()
        }
        UseTree::Rename(it) => vec![(Declared::Name(it.rename.to_string()), with(&it.ident))],
        UseTree::Glob(_) => vec![(Declared::All, before.to_vec())],
        UseTree::Group(it) => it.items.iter().flat_map(|tree| leaves(tree, before)).collect(),
        _ => Vec::new(),
    }
}

fn is_for_tests(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|it| {
        it.path().is_ident("cfg") && it.parse_args::<syn::Path>().is_ok_and(|path| path.is_ident("test"))
    })
}
