//! Skeptic compiles exactly the program that the gatherer made, and the compiler sees of a line what rustdoc would.

use std::env;
use std::fs;
use std::process::Command;

use gathering::{gather, stage};
use tempfile::TempDir;

use crate::kept_answers::tested;
use crate::{book, run};

const HIDDEN: bool = true;
const SHOWN: bool = false;

/// A line of a snippet; whether mdBook hides it; and what the compiler sees, which is also what a page shows if it does.
pub(crate) const LINES: &[(&str, bool, &str)] = &[
    ("a", SHOWN, "a"),
    ("  a  ", SHOWN, "  a  "),
    ("\ta\t", SHOWN, "\ta\t"),
    ("", SHOWN, ""),
    ("#", HIDDEN, ""),
    ("# ", HIDDEN, ""),
    ("   #   ", HIDDEN, ""),
    ("# a", HIDDEN, "a"),
    ("#  a", HIDDEN, " a"),
    ("# a  ", HIDDEN, "a"),
    ("    # a", HIDDEN, "a"),
    ("    #   a", HIDDEN, "  a"),
    ("\t# a", HIDDEN, "a"),
    ("# # a", HIDDEN, "# a"),
    ("# ## a", HIDDEN, "## a"),
    ("# #", HIDDEN, "#"),
    ("# #[a]", HIDDEN, "#[a]"),
    ("##", SHOWN, "#"),
    ("## a", SHOWN, "# a"),
    ("  ##  a", SHOWN, "  #  a"),
    ("### a", SHOWN, "## a"),
    ("##a ## b", SHOWN, "#a ## b"),
    ("#[a]", SHOWN, "#[a]"),
    ("#![a]", SHOWN, "#![a]"),
    ("#!a", SHOWN, "#!a"),
    ("#a", SHOWN, "#a"),
    ("#\ta", SHOWN, "#\ta"),
    ("a # b", SHOWN, "a # b"),
    ("```` # b", SHOWN, "```` # b"),
    ("~~~", SHOWN, "~~~"),
    ("{{}} \\{{ {0}", SHOWN, "{{}} \\{{ {0}"),
    ("&amp; <b> \\* *ä* 🦀", SHOWN, "&amp; <b> \\* *ä* 🦀"),
    ("\\", SHOWN, "\\"),
    ("> a", SHOWN, "> a"),
    ("- a", SHOWN, "- a"),
    ("<!-- a", SHOWN, "<!-- a"),
];

/// All the lines in a raw string.
fn chapter(end: &str) -> String {
    let lines: Vec<_> = LINES.iter().map(|(line, ..)| *line).collect();
    format!("Text\n\n`````rust\nlet text = r##\"\n{}\n\"##;\n{end}\n`````\n", lines.join("\n"))
}

fn compiled() -> String {
    let lines: Vec<_> = LINES.iter().map(|(.., compiled)| *compiled).collect();
    format!("\n{}\n", lines.join("\n"))
}

#[test]
fn the_compiler_sees_of_each_line_what_it_should() {
    assert_eq!(run(&chapter(&format!("assert_eq!(text, {:?});", compiled()))), Ok(()));
}

#[test]
fn rustdoc_compiles_the_same_lines() {
    let output = tested(&chapter(&format!("assert_eq!(text, {:?});", compiled())), &[]);
    assert!(output.contains("1 passed"), "{output}");
}

/// An ignored snippet begins with a comment that the reader sees: a line that is shown must not stand before it.
#[test]
fn a_line_is_hidden_as_in_mdbook() {
    // Four backticks would end the fence.
    for (line, hidden, _) in LINES.iter().filter(|(line, ..)| !line.starts_with("````")) {
        let chapter = format!("```rust,ignore\n{line}\n// Why\n```\n");
        let begins_with_comment = *hidden || line.is_empty();
        assert_eq!(gather(book(&chapter).path()).is_ok(), begins_with_comment, "{line:?}");
    }
}

#[test]
fn skeptic_hands_the_program_on_as_it_is() {
    for (chapter, ignored) in [
        (chapter(""), false),
        (chapter("fn main() {}").replace("rust\n", "rust,ignore\n// Why\n"), true),
        (chapter("").replace('\n', "\r\n"), false),
        ("```rust\n```\n".to_owned(), false),
        (format!("{}```rust\na();\n# Ok::<(), ()>(())\n```\n", "\n".repeat(300)), false),
    ] {
        let snippets = gather(book(&chapter).path()).unwrap().snippets;
        let out = TempDir::new().unwrap();
        stage(&snippets, &out.path().join("staged")).unwrap();
        let generated = generated(&out);
        let start = format!(
            "extern crate skeptic;\n{}#[test] fn {}() {{\n    let s = &format!(r####\"\n{{}}\"####, r####\"",
            if ignored { "#[ignore]\n" } else { "" },
            snippets[0].test_name()
        );
        let (program, _) = generated.strip_prefix(&start).unwrap().split_once("\"####);\n").unwrap();
        assert_eq!(program, snippets[0].program());
    }
}

/// What skeptic generates from the Markdown files below `staged`. It is told by variables, which a process may set for
/// another one only.
fn generated(out: &TempDir) -> String {
    let mut command = Command::new(env::current_exe().unwrap());
    command.args(["--ignored", "--exact", "staged::generates"]);
    command
        .env("OUT_DIR", out.path())
        .env("TARGET", env!("SNIPPETS_TARGET"))
        .env("STAGED", out.path().join("staged"));
    let output = command.output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
    fs::read_to_string(out.path().join("skeptic-tests.rs")).unwrap()
}

#[test]
#[ignore = "the test above runs it, with the variables of a build script"]
fn generates() {
    let Some(staged) = env::var_os("STAGED") else { return };
    let folders = fs::read_dir(staged).unwrap().map(|folder| folder.unwrap().path());
    let files = folders.flat_map(|folder| fs::read_dir(folder).unwrap()).map(|file| file.unwrap().path());
    skeptic::generate_doc_tests(&files.collect::<Vec<_>>());
}
