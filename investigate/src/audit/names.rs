//! Which crates the code of each representation names, read from that code: nothing has to be listed anywhere.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use syn::visit::{self, Visit};
use syn::{File, Item, ItemUse, Type, UseTree};

use super::error::AuditError;

/// What one representation's file says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct NamedCrates {
    /// The representation's id.
    pub(super) representation: &'static str,
    /// Names of dependencies, as the manifest writes them.
    pub(super) dependencies: BTreeSet<String>,
    /// The path of the list's type, such as `im::Vector`; `None` where the file implements no list.
    pub(super) list: Option<String>,
}

/// Reads the file of a representation in the package of the representations at `folder`; `known` are the names of the
/// package's dependencies.
pub(super) fn read(
    folder: &Path,
    representation: &'static str,
    known: &BTreeSet<String>,
) -> Result<NamedCrates, AuditError> {
    let path = folder.join("src/representation").join(representation.replace('-', "_")).with_extension("rs");
    let text =
        fs::read_to_string(&path).map_err(|source| AuditError::Unreadable { path: path.clone(), source })?;
    let file = syn::parse_file(&text).map_err(|error| AuditError::Malformed {
        path,
        problem: format!("line {}: {error}", error.span().start().line),
    })?;
    Ok(names(&file, representation, known))
}

fn names(file: &File, representation: &'static str, known: &BTreeSet<String>) -> NamedCrates {
    let mut found = PathCollector::default();
    found.visit_file(file);
    // A crate `a-b` is `a_b` in code.
    let dependencies = known.iter().filter(|name| found.roots.contains(&name.replace('-', "_"))).cloned();
    NamedCrates { representation, dependencies: dependencies.collect(), list: list(file, &found.imports) }
}

/// First segments of all paths, and what each imported name stands for.
#[derive(Default)]
struct PathCollector {
    roots: BTreeSet<String>,
    imports: BTreeMap<String, String>,
}

impl PathCollector {
    fn import(&mut self, prefix: &str, tree: &UseTree) {
        let joined = |name: &syn::Ident| {
            if prefix.is_empty() { name.to_string() } else { format!("{prefix}::{name}") }
        };
        match tree {
            UseTree::Path(path) => self.import(&joined(&path.ident), &path.tree),
            UseTree::Name(name) => {
                self.imports.insert(name.ident.to_string(), joined(&name.ident));
            }
            UseTree::Rename(rename) => {
                self.imports.insert(rename.rename.to_string(), joined(&rename.ident));
            }
            UseTree::Group(group) => group.items.iter().for_each(|tree| self.import(prefix, tree)),
            UseTree::Glob(_) => {}
        }
        if let (true, UseTree::Path(path)) = (prefix.is_empty(), tree) {
            self.roots.insert(path.ident.to_string());
        }
    }
}

impl<'ast> Visit<'ast> for PathCollector {
    fn visit_item_use(&mut self, item: &'ast ItemUse) {
        self.import("", &item.tree);
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        if path.segments.len() > 1 {
            self.roots.extend(path.segments.first().map(|segment| segment.ident.to_string()));
        }
        visit::visit_path(self, path);
    }
}

/// The type that `Items` is implemented for, without its arguments.
fn list(file: &File, imports: &BTreeMap<String, String>) -> Option<String> {
    let implemented = file.items.iter().find_map(|item| match item {
        Item::Impl(it) => it.trait_.as_ref().filter(|(path, ..)| path.is_ident("Items")).map(|_| &it.self_ty),
        _ => None,
    })?;
    let Type::Path(path) = implemented.as_ref() else { return None };
    let segments: Vec<String> = path.path.segments.iter().map(|it| it.ident.to_string()).collect();
    let (first, rest) = segments.split_first()?;
    let first = imports.get(first).unwrap_or(first);
    Some([std::slice::from_ref(first), rest].concat().join("::"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> NamedCrates {
        let known = ["a-tree", "serde", "vectors"].map(str::to_owned).into();
        names(&syn::parse_file(text).unwrap(), "r", &known)
    }

    #[test]
    fn a_crate_is_found_where_it_is_imported_and_where_it_is_only_used() {
        assert_eq!(of("use a_tree::Tree;").dependencies, BTreeSet::from(["a-tree".to_owned()]));
        assert_eq!(of("use {vectors::V, super::M};").dependencies, BTreeSet::from(["vectors".to_owned()]));
        assert_eq!(of("fn f() -> u8 { vectors::f() }").dependencies, BTreeSet::from(["vectors".to_owned()]));
        assert_eq!(of("use std::sync::Arc; fn vectors() {}").dependencies, BTreeSet::new());
    }

    #[test]
    fn the_list_is_what_the_items_are_implemented_for() {
        let list = |text| of(text).list;
        assert_eq!(list("use vectors::V; impl Items for V<Item> {}").as_deref(), Some("vectors::V"));
        assert_eq!(list("use a::B as C; impl Items for C {}").as_deref(), Some("a::B"));
        assert_eq!(list("impl Items for Vec<Item> {}").as_deref(), Some("Vec"));
        assert_eq!(list("impl Representation for Arc<File> {}"), None);
    }
}
