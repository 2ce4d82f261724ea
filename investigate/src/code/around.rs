//! What a crate may ask for of that which lies far above it.
//!
//! A temporary folder or a home may hold thousands of names, and a crate in it knows none of them. One that it does know, it writes:
//! in a `path` of a manifest, in `include_str!("../../../words.txt")`, in a build script.

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use crate::interrupt::Interrupt;

/// Larger files are data, whatever they are called: the largest code that generators write is a tenth of it.
pub(super) const LARGEST: u64 = 32 << 20;

/// What cargo, rustup, git and macros look for on their way up, without being told.
const LOOKED_FOR: [&str; 6] =
    [".cargo", ".env", ".git", "Cargo.toml", "rust-toolchain", "rust-toolchain.toml"];

/// Of some names, those that are asked for.
#[derive(Debug)]
pub(super) struct Around<'a> {
    names: &'a HashSet<String>,
    pub(super) asked: HashSet<String>,
    /// Folders whose manifests and settings were looked into.
    seen: HashSet<PathBuf>,
}

impl<'a> Around<'a> {
    /// Nothing but what tools look for.
    pub(super) fn new(names: &'a HashSet<String>) -> Self {
        let asked = LOOKED_FOR.iter().map(|name| (*name).to_owned()).collect();
        Self { names, asked, seen: HashSet::new() }
    }

    /// Looks into the code of a copied folder, and into the manifests and settings that cargo reads for it; `original` is where it
    /// was. Stops between two files when the user asks to.
    pub(super) fn look_into(&mut self, copy: &Path, original: &Path, interrupt: &Interrupt) {
        self.look_above(original);
        for entry in WalkDir::new(copy).into_iter().flatten() {
            if interrupt.asked() {
                return;
            }
            let (path, kind) = (entry.path(), entry.file_type());
            let Ok(within) = path.strip_prefix(copy) else { continue };
            if kind.is_dir() && path.join("Cargo.toml").is_file() {
                self.look_above(&original.join(within));
            } else if kind.is_file() && path.extension().is_some_and(|it| it == "rs" || it == "toml") {
                self.names_in(path);
            }
        }
    }

    /// Cargo puts paths together by their text, so that those of a package outside lead from where it is linked to.
    fn look_above(&mut self, package: &Path) {
        let mut folders: Vec<PathBuf> = package.ancestors().map(Path::to_owned).collect();
        while let Some(folder) = folders.pop() {
            if !self.seen.insert(folder.clone()) {
                continue;
            }
            for file in ["Cargo.toml", ".cargo/config.toml", ".cargo/config"] {
                let Some(text) = self.names_in(&folder.join(file)) else { continue };
                let paths = literals(&text).filter(|it| !it.is_empty() && !it.contains('\n'));
                let packages =
                    paths.map(|path| folder.join(path)).filter(|it| it.join("Cargo.toml").is_file());
                let packages = packages.filter_map(|package| package.canonicalize().ok());
                folders
                    .extend(packages.flat_map(|it| it.ancestors().map(Path::to_owned).collect::<Vec<_>>()));
            }
        }
    }

    /// Notes the names in a file's text.
    fn names_in(&mut self, file: &Path) -> Option<String> {
        if fs::metadata(file).ok()?.len() > LARGEST {
            return None;
        }
        let text = fs::read_to_string(file).ok()?;
        let names = literals(&text).flat_map(|literal| literal.split(['/', '\\']));
        self.asked.extend(names.filter(|name| self.names.contains(*name)).map(str::to_owned));
        Some(text)
    }
}

/// What stands between quotation marks, and what stands between that.
fn literals(text: &str) -> impl Iterator<Item = &str> {
    text.split(['"', '\''])
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The names in `folder/a` that a crate in `folder/a/b/c` asks for.
    fn asked(files: &[(&str, &str)], names: &[&str]) -> Vec<String> {
        let folder = tempfile::tempdir().unwrap();
        for (file, text) in files {
            let path = folder.path().join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        let names = names.iter().map(|name| (*name).to_owned()).collect();
        let mut around = Around::new(&names);
        let of = folder.path().join("a/b/c");
        around.look_into(&of, &of, &Interrupt::default());
        let mut asked: Vec<String> = around.asked.intersection(&names).cloned().collect();
        asked.sort();
        asked
    }

    #[test]
    fn a_name_is_asked_for_where_a_literal_has_it_between_slashes() {
        let code = "mod d; // e, and \"ff\"\nconst A: &str = include_str!(\"../../../g/h.txt\"); fn i() { j('k') }\n";
        let names = ["d", "e", "f", "g", "h.txt", "i", "j", "l"];
        assert_eq!(asked(&[("a/b/c/src/lib.rs", code)], &names), ["g", "h.txt"]);
        assert_eq!(asked(&[("a/b/c/notes.txt", code)], &names), Vec::<String>::new());
    }

    #[test]
    fn packages_and_settings_outside_are_asked_what_they_ask_for() {
        let files = [
            ("a/b/c/member/Cargo.toml", "[dependencies]\nd = { path = '../../../d' }\n"),
            ("a/d/Cargo.toml", "[dependencies]\ne = { path = \"../e\", version = \"1\" }\n"),
            ("a/e/Cargo.toml", "[dependencies]\n"),
            ("a/f/Cargo.toml", "[dependencies]\nunasked = { path = \"../unasked\" }\n"),
            ("a/.cargo/config.toml", "[source.vendored]\ndirectory = \"vendor\"\n"),
        ];
        assert_eq!(asked(&files, &["d", "e", "f", "unasked", "vendor"]), ["d", "e", "vendor"]);
    }

    #[test]
    fn what_tools_look_for_is_asked_for_by_nobody_and_everybody() {
        assert_eq!(
            asked(&[("a/b/c/src/lib.rs", "")], &[".git", "rust-toolchain.toml", "x"]),
            [".git", "rust-toolchain.toml"]
        );
    }
}
