//! What runs is what rustdoc would run, and nothing passes that was not run: each snippet is given to both.

use std::collections::BTreeMap;

use gathering::{gather, survey};

use crate::kept_answers::tested;
use crate::staged::LINES;
use crate::{book, failed_to_compile, run};

/// What became of a snippet.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Outcome {
    Passed,
    /// It ran, and panicked or ended in an error.
    Failed,
    NotCompiled,
    /// The gatherer names it, and no test is made.
    Refused,
}

use Outcome::{Failed, NotCompiled, Passed, Refused};

/// A snippet, and what becomes of it in rustdoc and here. Each says `panic!()` where it has to be run.
const MAINS: &[(&str, Outcome, Outcome)] = &[
    // A main, however it is written, is the program.
    ("fn main() { panic!() }", Failed, Failed),
    ("#[allow(dead_code)] fn main() { panic!() }", Failed, Failed),
    ("#[allow(dead_code)]\n/// Docs\nfn main() { panic!() }", Failed, Failed),
    ("fn main () { panic!() }", Failed, Failed),
    ("fn\nmain()\n{ panic!() }", Failed, Failed),
    ("fn /* why */ main /* not */ ( ) { panic!() }", Failed, Failed),
    ("fn main<>() { panic!() }", Failed, Failed),
    ("fn main() where { panic!() }", Failed, Failed),
    ("pub(crate) fn main() { panic!() }", Failed, Failed),
    ("pub fn main() { panic!() }", Failed, Failed),
    ("fn r#main() { panic!() }", Failed, Failed),
    ("use std::fmt; fn main() { panic!() }", Failed, Failed),
    ("extern \"Rust\" fn main() { panic!() }", Failed, Failed),
    ("fn main() -> Result<(), String> { Err(String::new()) }", Failed, Failed),
    ("fn main() -> std::process::ExitCode { std::process::ExitCode::FAILURE }", Failed, Failed),
    ("fn main() -> ! { panic!() }", Failed, Failed),
    ("#![allow(dead_code)]\nfn main() { panic!() }", Failed, Failed),
    ("macro_rules! id { ($($t:tt)*) => { $($t)* } }\nid! { fn main() { panic!() } }", Failed, Failed),
    ("macro_rules! id { ($($t:tt)*) => { $($t)* } }\nid!(pub fn main() { panic!() });", Failed, Failed),
    ("# fn main() {\npanic!()\n# }", Failed, Failed),
    ("  fn main() {\n  panic!() }", Failed, Failed),
    ("async fn main() { panic!() }", NotCompiled, NotCompiled),
    ("const fn main() { panic!() }", Failed, Failed),
    ("unsafe fn main() { panic!() }", NotCompiled, NotCompiled),
    ("fn main(arguments: u32) { panic!() }", NotCompiled, NotCompiled),
    ("fn main() { panic!() }\nfn main() { panic!() }", NotCompiled, NotCompiled),
    ("#[cfg(any())]\nfn main() { panic!() }", NotCompiled, NotCompiled),
    ("#![cfg(any())]\nfn main() { panic!() }", NotCompiled, NotCompiled),
    ("#![cfg(any())]\npanic!()", NotCompiled, NotCompiled),
    ("#[cfg(not(test))]\nlet n: () = panic!();", Failed, Failed),
    // What only looks like a main is not one.
    ("// fn main() {}\npanic!()", Failed, Failed),
    ("/*\nfn main() {}\n*/\npanic!()", Failed, Failed),
    ("let s = \"\nfn main() {}\n\";\npanic!()", Failed, Failed),
    ("let s = r#\"\nfn main() {}\n\"#;\npanic!()", Failed, Failed),
    ("mod inner {\npub fn main() {}\n}\npanic!()", Failed, Failed),
    ("struct S;\nimpl S {\nfn main() {}\n}\npanic!()", Failed, Failed),
    ("fn f() {\nfn main() {}\n}\npanic!()", Failed, Failed),
    ("{\nfn main() {}\n}\npanic!()", Failed, Failed),
    ("fn main_too() {}\npanic!()", Failed, Failed),
    ("let main = || ();\npanic!()", Failed, Failed),
    ("let s = stringify!(fn main() {});\npanic!()", Failed, Failed),
    ("println!(\"{}\", \"fn main() {}\");\npanic!()", Failed, Failed),
    // What is put around the rest.
    ("panic!()", Failed, Failed),
    ("", Passed, Passed),
    ("// Nothing", Passed, Passed),
    ("#![allow(non_snake_case)]\npanic!()", Failed, Failed),
    ("#![allow(\n    non_snake_case, // why\n)]\n// not\nlet N = 1; panic!()", Failed, Failed),
    ("#![deny(unused_variables)]\nlet unused = 1;", NotCompiled, NotCompiled),
    ("#![feature(never_type)]\npanic!()", NotCompiled, NotCompiled),
    ("//! Docs\npanic!()", Failed, Failed),
    ("extern crate alloc;\nuse alloc::vec;\nlet v = vec![()];\npanic!()", Failed, Failed),
    ("#[macro_use] extern crate std as standard;\npanic!()", Failed, Failed),
    ("#![allow(unused)] extern crate alloc; #[allow(unused)] fn f() {} panic!()", Failed, Failed),
    ("extern crate alloc;\ncrate::alloc::vec::Vec::<()>::new().pop().unwrap();", Failed, Failed),
    ("\"ä\".parse::<u32>()?;\nOk::<(), std::num::ParseIntError>(())", Failed, Failed),
    ("#![allow(unused)] // ä\n\"ä\".parse::<u32>()?;\nOk::<_, std::num::ParseIntError>(())", Failed, Failed),
    ("\"1\".parse::<u32>()?;\n# Ok::<_, std::num::ParseIntError>(())\n\n", Passed, Passed),
    ("\"1\".parse::<u32>()?;\nOk::<_, std::num::ParseIntError>(()) // why", Passed, Passed),
    ("\"1\".parse::<u32>().unwrap(); // Ok(())", Passed, Passed),
    ("type Result<T> = std::result::Result<T, ()>;\nErr::<(), ()>(())", Failed, Failed),
    ("let v = vec![(())];\npanic!(); drop(())", NotCompiled, NotCompiled),
    // What cannot be parsed is compiled as it stands.
    ("let n = ;", NotCompiled, NotCompiled),
    ("fn main() {", NotCompiled, NotCompiled),
    ("}\nfn other() {\npanic!()", Passed, NotCompiled),
    ("} panic!(); fn main() {", Passed, NotCompiled),
    ("\"unclosed", NotCompiled, NotCompiled),
    ("/* unclosed", NotCompiled, NotCompiled),
    // Where rustdoc passes without running.
    ("fn main() { panic!() }\nlet n = 1;", Passed, Refused),
    ("fn main() { panic!() }\n1 + 1;", Passed, Refused),
    ("fn main() { panic!() };", Passed, Refused),
    ("let f = 1;\n#[inline] pub fn main() { panic!() }", Passed, Refused),
    ("macro_rules! make { () => { fn main() { panic!() } } }\nmake!();", Passed, Refused),
    (
        "macro_rules! id { ({ $($t:tt)* }) => { $($t)* } }\nid! { { fn main() { panic!() } } }",
        Passed,
        Refused,
    ),
    ("mod inner { pub fn main() { panic!() } }\nuse inner::main;", Passed, Refused),
    ("mod inner { pub fn run() { panic!() } }\nuse inner::{run as main};", Passed, Refused),
    ("#[test]\nfn checks() { panic!() }", Passed, Refused),
    ("#[cfg(test)]\nmod tests { fn checks() { panic!() } }", Passed, Refused),
    ("mod tests {\n#[core::prelude::v1::test]\nfn checks() { panic!() }\n}", Passed, Refused),
    ("#[test] fn checks() { panic!() }\nfn main() {}", Passed, Refused),
    ("#[cfg(all(test, unix))]\nfn checks() { panic!() }", Passed, Refused),
    (
        "#[cfg(feature = \"serde\")]\nfn main() { panic!() }\n#[cfg(not(feature = \"serde\"))]\nfn main() {}",
        Passed,
        Refused,
    ),
    ("#[cfg(feature = \"serde\")]\nlet n: () = panic!();", Passed, Refused),
    ("#[cfg(doctest)]\nlet n: () = panic!();", Passed, Refused),
];

/// What rustdoc makes of each, all in one chapter.
fn in_rustdoc(codes: &[&str]) -> Vec<Outcome> {
    let (mut chapter, mut lines) = (String::new(), Vec::new());
    for code in codes {
        lines.push(chapter.lines().count() + 1);
        chapter += &format!("```rust\n{code}\n```\n\n");
    }
    let output = tested(&chapter, &[]);
    let at = |line: &str| line.split_once("m.md - (line ")?.1.split_once(')')?.0.parse::<usize>().ok();
    let (mut outcomes, mut failing) = (BTreeMap::new(), None);
    for line in output.lines() {
        if line.starts_with("test m.md") && line.ends_with("... ok") {
            outcomes.extend(at(line).map(|at| (at, Passed)));
        } else if line.starts_with("---- m.md") {
            failing = at(line);
        } else if line.starts_with("Couldn't compile the test") {
            outcomes.extend(failing.map(|at| (at, NotCompiled)));
        } else if line.starts_with("Test executable failed") {
            outcomes.extend(failing.map(|at| (at, Failed)));
        }
    }
    lines.iter().map(|line| *outcomes.get(line).unwrap_or_else(|| panic!("line {line}: {output}"))).collect()
}

fn here(code: &str) -> Outcome {
    let chapter = format!("Text\n\n```rust\n{code}\n```\n");
    if gather(book(&chapter).path()).is_err() {
        return Refused;
    }
    match run(&chapter) {
        Ok(()) => Passed,
        Err(failure) if failed_to_compile(&failure) => NotCompiled,
        Err(_) => Failed,
    }
}

#[test]
fn a_snippet_runs_as_in_rustdoc_or_is_refused() {
    let codes: Vec<_> = MAINS.iter().map(|(code, ..)| *code).collect();
    let actual: Vec<_> =
        codes.iter().zip(in_rustdoc(&codes)).map(|(code, rustdoc)| (*code, rustdoc, here(code))).collect();
    for (expected, actual) in MAINS.iter().zip(&actual) {
        assert_eq!(expected, actual, "the snippet, rustdoc, here");
    }
}

#[test]
fn what_has_to_be_run_never_passes() {
    for (code, _, here) in MAINS {
        assert!(*here != Passed || !code.contains("panic!()"), "{code}");
    }
}

#[test]
fn a_snippet_that_would_not_be_run_is_named_with_what_to_do() {
    for (code, why) in [
        ("fn main() {}\nlet n = 1;", "its `main` stands beside statements"),
        ("macro_rules! make { () => { fn main() {} } }", "its `main` comes from a macro or a `use`"),
        ("#[test]\nfn checks() {}", "`#[test]` leaves out of the program"),
    ] {
        let (_, problems) = survey(book(&format!("Text\n\n```rust\n{code}\n```\n")).path());
        let start = format!("src/chapter.md:3: this snippet cannot be tested: {why}");
        assert!(problems[0].to_string().starts_with(&start), "{}", problems[0]);
    }
}

#[test]
fn the_readme_says_how_many_programs_and_lines_are_tried() {
    let readme = include_str!("../../README.md");
    for row in [
        format!("| programs, run by rustdoc and here | {} |", MAINS.len()),
        format!("| lines that are hidden or look like it | {} |", LINES.len()),
    ] {
        assert!(readme.contains(&row), "{row}");
    }
}
