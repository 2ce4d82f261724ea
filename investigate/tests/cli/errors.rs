//! Every error that a command can end with is met by a test, and the exit codes are told to the user.

use std::fmt;
use std::fs;

use regex::Regex;
use syn::{Attribute, Expr, ExprLit, Item, ItemEnum, Lit, Meta, Token};
use walkdir::WalkDir;

use crate::fixture::{beside, investigate, own, root};

/// Errors that no row of the table in `tests/README.md` and no other test here expects, each with the reason.
const ELSEWHERE: &[(&str, &str)] = &[
    ("AgreeError::NotStarted", "cargo has just named the program that it built"),
    ("AgreeError::Failed", "needs a bench that fails"),
    ("AgreeError::Interrupted", "needs minutes of criterion"),
    ("AuditError::Build", "needs a crate that was resolved and does not compile"),
    ("AuditError::Temporary", "expected in two halves, around the name of a folder, in failures.rs"),
    ("BuildError::Unreadable", "needs somebody who removes pages while they are checked"),
    ("CodeError::NoThread", "needs a process without memory for a thread"),
    ("ProgramError::NotStarted", "cargo has just named the program that it built"),
    ("ReadError::Stopped", "needs a socket that breaks while it is served from"),
    ("SerdeError::Generate", "needs a representation that cannot be written"),
    ("SerdeError::Stopped", "needs a library that hangs; the guard's own tests have one"),
    ("SerdeError::Process", "needs a program that may not start itself"),
    ("VerdictsError::NoVec", "needs code in calls.rs that no Vec takes; the test of the record would fail"),
    ("VerdictsError::Unnamed", "needs code in calls.rs without a list; a test of the names would fail"),
    ("VerdictsError::Temporary", "needs a folder for temporary files that goes while it is used"),
    ("MeasureError::Invalid", "needs a run that counts what there cannot be and does not notice"),
];

/// One message of an error type.
struct Message {
    of: String,
    template: String,
}

impl fmt::Debug for Message {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.of, self.template)
    }
}

/// The messages of every error type in a package's sources.
fn messages() -> Vec<Message> {
    let mut found = Vec::new();
    for entry in
        WalkDir::new(root().join("investigate/src")).sort_by_file_name().into_iter().map(Result::unwrap)
    {
        if entry.path().extension().is_some_and(|extension| extension == "rs") {
            let file = syn::parse_file(&fs::read_to_string(entry.path()).unwrap()).unwrap();
            for item in file.items {
                match item {
                    Item::Enum(of) => found.extend(of_enum(&of)),
                    Item::Struct(of) => found.extend(message(&of.attrs, of.ident.to_string())),
                    _ => {}
                }
            }
        }
    }
    found
}

fn of_enum(of: &ItemEnum) -> Vec<Message> {
    let variants = of.variants.iter();
    variants.filter_map(|it| message(&it.attrs, format!("{}::{}", of.ident, it.ident))).collect()
}

/// What thiserror is told; none where the message is another error's.
fn message(attributes: &[Attribute], of: String) -> Option<Message> {
    let attribute = attributes.iter().find(|attribute| attribute.path().is_ident("error"))?;
    let Meta::List(list) = &attribute.meta else { return None };
    let arguments = list.parse_args_with(syn::punctuated::Punctuated::<Expr, Token![,]>::parse_terminated);
    let arguments = arguments.ok()?;
    match arguments.first()? {
        Expr::Lit(ExprLit { lit: Lit::Str(template), .. }) => {
            Some(Message { of, template: template.value() })
        }
        _ => None,
    }
}

/// Matches what the template makes, whatever stands in its braces.
fn pattern(template: &str) -> Regex {
    let braces = Regex::new(r"\{[^{}]*\}").unwrap();
    let parts: Vec<String> = braces.split(template).map(regex::escape).collect();
    Regex::new(&format!("(?s){}", parts.join(".*"))).unwrap()
}

/// The lines of the tests beside this one, which hold what they expect.
fn expected_lines() -> Vec<String> {
    let files = WalkDir::new(beside("cli")).into_iter().map(Result::unwrap);
    let files = files.filter(|entry| {
        entry.path().extension().is_some_and(|extension| extension == "rs")
            && entry.file_name() != "errors.rs"
    });
    files
        .flat_map(|entry| {
            let text = fs::read_to_string(entry.path()).unwrap();
            text.lines().map(str::to_owned).collect::<Vec<_>>()
        })
        .collect()
}

#[test]
fn every_error_is_met_by_a_test() {
    let readme = own("investigate/tests/README.md");
    let escaped = Regex::new(r"\\(.)").unwrap();
    let rows: Vec<String> = readme
        .lines()
        .filter(|line| line.starts_with("| "))
        .map(|row| escaped.replace_all(row, "$1").replace("<br>", "\n"))
        .collect();
    let lines = expected_lines();
    let messages = messages();
    assert!(messages.len() > 80, "{}", messages.len());
    let met = |message: &&Message| {
        let pattern = pattern(message.template.lines().next().unwrap_or_default());
        rows.iter().chain(&lines).any(|text| pattern.is_match(text))
    };
    let unmet: Vec<&Message> = messages.iter().filter(|message| !met(message)).collect();
    let unlisted: Vec<&&Message> =
        unmet.iter().filter(|message| !ELSEWHERE.iter().any(|(of, _)| *of == message.of)).collect();
    assert!(unlisted.is_empty(), "no row and no test meets {unlisted:#?}");

    let listed_in_vain: Vec<&str> =
        ELSEWHERE.iter().map(|(of, _)| *of).filter(|of| !unmet.iter().any(|it| it.of == *of)).collect();
    assert!(listed_in_vain.is_empty(), "a row meets {listed_in_vain:?}");
}

#[test]
fn the_exit_codes_stand_in_the_help_and_in_the_readme() {
    let help = investigate().arg("--help").assert().success();
    let help = String::from_utf8(help.get_output().stdout.clone()).unwrap();
    let (_, codes) = help.split_once("Exit codes:\n").unwrap();
    let readme = own("README.md");
    for line in codes.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let (code, meaning) = line.split_once(' ').unwrap();
        assert!(readme.contains(&format!("| {code} | {} |", meaning.trim())), "{line}");
    }
}
