//! The modules of a crate, and what a path in one of them leads to.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use walkdir::WalkDir;

use super::Uses;
use super::uses::{Binding, Mention, Module};

/// A module's path from the crate's root.
type ModulePath = Vec<String>;

/// A crate's modules. Programs in `bin`, and the one beside a library, are crates of their own that nothing uses.
pub(super) struct CrateFiles {
    modules: BTreeMap<ModulePath, Module>,
}

impl CrateFiles {
    pub(super) fn read(src: &Path) -> Self {
        let has_library = src.join("lib.rs").is_file();
        let mut modules = BTreeMap::new();
        for entry in WalkDir::new(src).sort_by_file_name() {
            let entry = entry.unwrap();
            let file = entry.path().strip_prefix(src).unwrap();
            let is_rust = file.extension().is_some_and(|extension| extension == "rs");
            let other_root = file.starts_with("bin") || (has_library && file == Path::new("main.rs"));
            if is_rust && !other_root {
                let text = fs::read_to_string(entry.path()).unwrap();
                let name = file.to_str().unwrap().replace('\\', "/");
                Module::read(&name, module_of(file), &text, &mut modules);
            }
        }
        let tests: Vec<ModulePath> = modules
            .iter()
            .flat_map(|(at, module)| {
                module.for_tests.iter().map(|name| [at.as_slice(), std::slice::from_ref(name)].concat())
            })
            .collect();
        modules.retain(|at, _| !tests.iter().any(|tests| at.starts_with(tests)));
        Self { modules }
    }

    /// Which file uses which.
    pub(super) fn uses(&self) -> Uses {
        let mut uses = Uses::new();
        for (at, module) in &self.modules {
            for Mention { path, line } in &module.mentions {
                for file in self.files(at, path) {
                    if file != module.file {
                        let first = uses.entry((module.file.clone(), file.to_owned())).or_insert(*line);
                        *first = (*first).min(*line);
                    }
                }
            }
        }
        uses
    }

    /// The files that define what the path leads to. A module by itself leads to none: what is used of it does.
    fn files(&self, at: &[String], path: &[String]) -> Vec<&str> {
        let mut files = Vec::new();
        self.follow(at, path, 0, &mut files);
        files
    }

    fn follow<'a>(&'a self, at: &[String], path: &[String], depth: usize, files: &mut Vec<&'a str>) {
        // Two modules that re-export all of each other would be followed for ever.
        if depth > 8 {
            return;
        }
        let Some(module) = self.modules.get(at) else { return };
        let Some((name, rest)) = path.split_first() else { return };
        match name.as_str() {
            "crate" => return self.follow(&[], rest, depth, files),
            "self" => return self.follow(at, rest, depth, files),
            "super" => {
                let above = at.split_last().map_or(at, |(_, above)| above);
                return self.follow(above, rest, depth, files);
            }
            // Everything that the module has, as it stands there.
            "*" => return files.push(&module.file),
            _ => {}
        }
        let below: ModulePath = at.iter().chain([name]).cloned().collect();
        if !rest.is_empty() && self.modules.contains_key(&below) {
            // A function of the module's name is not meant.
            return self.follow(&below, rest, depth, files);
        }
        if module.defines.contains(name) {
            files.push(&module.file);
        }
        for Binding { name: bound, path } in &module.bindings {
            let through = match bound {
                Some(bound) if bound == name => None,
                Some(_) => continue,
                None => Some(name),
            };
            let whole: Vec<String> = path.iter().chain(through).chain(rest).cloned().collect();
            self.follow(at, &whole, depth + 1, files);
        }
    }
}

/// `a/b.rs` and `a/b/mod.rs` are `a::b`.
fn module_of(file: &Path) -> ModulePath {
    let mut path: ModulePath =
        file.with_extension("").iter().map(|part| part.to_str().unwrap().to_owned()).collect();
    if path.last().is_some_and(|last| last == "mod" || (path.len() == 1 && (last == "lib" || last == "main")))
    {
        path.pop();
    }
    path
}
