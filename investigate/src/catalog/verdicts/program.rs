//! The crate that is compiled: a module for each type and sort of element, and in it one function for each operation, on a line of
//! its own, so that an error's line tells which operation it is of.

use std::collections::BTreeSet;
use std::fmt::Write;

/// The family that was compiled with the value behind an `Arc`; what the compiler said of it holds for snapshots too.
pub(in crate::catalog) const SHARED_FILE: &str = "shared-file";

/// A type that may hold the list.
#[derive(Debug, Clone, Copy)]
pub(super) struct ListCandidate {
    /// The family that it is of; none for the `Vec` itself, which says what can be asked at all.
    pub(super) family: Option<&'static str>,
    /// The list's type.
    pub(super) list: &'static str,
    /// What a function gets that has the list.
    pub(super) owner: &'static str,
}

/// The candidates, the `Vec` first.
pub(super) const CANDIDATES: [ListCandidate; 8] = [
    ListCandidate { family: None, list: "Vec<T>", owner: "File<T>" },
    ListCandidate { family: Some(SHARED_FILE), list: "Vec<T>", owner: "Arc<File<T>>" },
    ListCandidate { family: Some("shared-list"), list: "Arc<Vec<T>>", owner: "File<T>" },
    ListCandidate { family: Some("shared-items"), list: "Vec<Arc<T>>", owner: "File<T>" },
    ListCandidate { family: Some("im"), list: "im::Vector<T>", owner: "File<T>" },
    ListCandidate { family: Some("imbl"), list: "imbl::Vector<T>", owner: "File<T>" },
    ListCandidate { family: Some("rpds"), list: "rpds::VectorSync<T>", owner: "File<T>" },
    ListCandidate { family: Some("ecow"), list: "ecow::EcoVec<T>", owner: "File<T>" },
];

/// The libraries that are compiled with it.
pub(super) const LIBRARIES: [&str; 4] = ["ecow", "im", "imbl", "rpds"];

/// The sorts of element, in the order of [`SORTS`](super::record::SORTS), with their declaration; one is a parameter.
pub(super) const ELEMENTS: [(&str, &str); 4] = [
    ("", "a parameter T without bounds"),
    ("ItemNotCloned", "#[derive(Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]"),
    ("ItemCloned", "#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]"),
    ("ItemCopied", "#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]"),
];

/// One function.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct CompiledFunction {
    pub(super) candidate: usize,
    /// Which sort of element.
    pub(super) element: usize,
    /// What is compiled, with `$` and `%`.
    pub(super) code: String,
}

/// A program, with the function of each of its lines.
#[derive(Debug)]
pub(super) struct Program {
    pub(super) text: String,
    functions: Vec<Option<usize>>,
}

const HEAD: &str = "\
#![allow(warnings)]
use std::borrow::Borrow;
use std::cmp::Ordering;
use std::ops::Deref;
use std::sync::Arc;
pub fn seen<T>(item: &T) -> bool { true }
pub fn key<T>(item: &T) -> u32 { 0 }
pub fn order<T>(one: &T, other: &T) -> Ordering { Ordering::Equal }
pub fn make<T>() -> T { panic!() }
";

impl Program {
    /// All functions but those that are left out. They are sorted by candidate and element.
    pub(super) fn of(functions: &[CompiledFunction], left_out: &BTreeSet<usize>) -> Self {
        let mut program = Self { text: String::new(), functions: Vec::new() };
        HEAD.lines().for_each(|line| program.line(line, None));
        for (name, derive) in &ELEMENTS[1..] {
            program.line(&format!("{derive} pub struct {name};"), None);
        }
        for (candidate, it) in CANDIDATES.iter().enumerate() {
            for (element, (name, _)) in ELEMENTS.iter().enumerate() {
                program.line(&format!("mod of_{candidate}_{element} {{"), None);
                program.line("use super::*;", None);
                program.line(&format!("pub type List<T> = {};", it.list), None);
                program.line("#[derive(Clone)] pub struct File<T> { pub items: List<T> }", None);
                program.line(&format!("pub type Owner<T> = {};", it.owner), None);
                let parameter = if name.is_empty() { "<T>" } else { "" };
                if !name.is_empty() {
                    program.line(&format!("type T = {name};"), None);
                }
                let own = functions.iter().enumerate().filter(|(at, function)| {
                    (function.candidate, function.element) == (candidate, element) && !left_out.contains(at)
                });
                for (at, function) in own {
                    let code = written(&function.code);
                    let line = format!(
                        "fn f{at}{parameter}(mut file: Owner<T>, mut other: Owner<T>, value: T, mut more: Vec<T>) {{ {code} }}"
                    );
                    program.line(&line, Some(at));
                }
                program.line("}", None);
            }
        }
        program
    }

    /// The function on the line, from 1.
    pub(super) fn function_at(&self, line: usize) -> Option<usize> {
        self.functions.get(line.checked_sub(1)?).copied().flatten()
    }

    fn line(&mut self, text: &str, function: Option<usize>) {
        // Writing to a string cannot fail.
        let _ = writeln!(self.text, "{text}");
        self.functions.push(function);
    }
}

/// The code with the names of the lists.
pub(super) fn written(code: &str) -> String {
    code.replace('$', "file.items").replace('%', "other.items")
}
