//! Compiles programs in a crate of its own making, and tells which of their functions have errors.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;

use super::error::VerdictsError;
use super::program::{CompiledFunction, ELEMENTS, Program};
use crate::code::{Compiled, rustc_version};
use crate::exit::Failure;
use crate::interrupt::Interrupt;

/// A crate with the libraries among its dependencies.
#[derive(Debug)]
pub(super) struct Compiler {
    folder: PathBuf,
    interrupt: Interrupt,
    /// The libraries' versions.
    pub(super) libraries: BTreeMap<String, String>,
    /// First line of `rustc --version`.
    pub(super) toolchain: String,
}

impl Compiler {
    /// Makes the crate in the folder; what the libraries themselves need is as in `lock`.
    pub(super) fn new(
        folder: PathBuf,
        libraries: BTreeMap<String, String>,
        lock: &str,
        interrupt: &Interrupt,
    ) -> Result<Self, Failure> {
        let dependencies: String =
            libraries.iter().map(|(name, version)| format!("{name} = \"={version}\"\n")).collect();
        let manifest = format!(
            "[package]\nname = \"verdicts\"\nedition = \"2024\"\n[workspace]\n[dependencies]\n{dependencies}"
        );
        fs::create_dir_all(folder.join("src")).map_err(VerdictsError::Temporary)?;
        for (file, text) in [("Cargo.toml", manifest.as_str()), ("Cargo.lock", lock)] {
            fs::write(folder.join(file), text).map_err(VerdictsError::Temporary)?;
        }
        let toolchain = rustc_version(&folder, interrupt)?;
        Ok(Self { folder, interrupt: interrupt.clone(), libraries, toolchain })
    }

    /// The first error of each function that has one. Some errors are told only where there are no others, so that those that failed
    /// are left out until no more fails.
    pub(super) fn errors(&self, functions: &[CompiledFunction]) -> Result<BTreeMap<usize, String>, Failure> {
        let mut errors = BTreeMap::new();
        loop {
            let left_out: BTreeSet<usize> = errors.keys().copied().collect();
            let program = Program::of(functions, &left_out);
            let found = self.errors_of(&program)?;
            if found.is_empty() {
                return Ok(errors);
            }
            errors.extend(found);
        }
    }

    fn errors_of(&self, program: &Program) -> Result<BTreeMap<usize, String>, Failure> {
        let file = self.folder.join("src/lib.rs");
        fs::write(file, &program.text).map_err(VerdictsError::Temporary)?;
        let target = self.folder.join("target");
        let compiled = Compiled::check(&self.folder, &target, &self.interrupt, |_| Ok(()))?;
        let mut found = BTreeMap::new();
        for (_, diagnostic) in compiled.errors() {
            let Some(span) = diagnostic.spans.iter().find(|span| span.is_primary) else { continue };
            let code = diagnostic.code.as_ref().map_or("error", |code| &code.code);
            let said = format!("{code}: {}", in_general(&diagnostic.message));
            // A macro of the standard library is called on some line of the program.
            let mut own = span.outwards().filter(|span| span.file_name == "src/lib.rs");
            match own.find_map(|span| program.function_at(span.start().line)) {
                Some(function) => {
                    found.entry(function).or_insert(said);
                }
                None => return Err(VerdictsError::NotAsked { said }.into()),
            }
        }
        if found.is_empty() && !compiled.success {
            let said = compiled.error_summary().replace(&*self.folder.to_string_lossy(), "");
            return Err(VerdictsError::NotAsked { said }.into());
        }
        Ok(found)
    }
}

/// The message without the type of element that was compiled, which the compiler names.
fn in_general(message: &str) -> String {
    let line = message.lines().next().unwrap_or_default();
    let mut text = line.to_owned();
    for (name, _) in ELEMENTS.iter().filter(|(name, _)| !name.is_empty()) {
        text = text.replace(name, "T");
    }
    text
}
