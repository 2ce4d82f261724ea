//! The command as somebody meets it who starts it by hand.

use std::fs::File;
use std::process::{Command, Output};

use crate::book_test::{BookTest, has, stderr};

fn run(arguments: &[&str]) -> Output {
    BookTest::without_records("").command(arguments)
}

#[test]
fn the_help_says_where_to_name_it_and_what_its_exit_codes_mean() {
    for option in ["--help", "-h"] {
        let output = run(&[option]);
        let help = String::from_utf8(output.stdout).unwrap();
        assert!(output.status.success());
        has(&help, ["[preprocessor.evidence]", "coordinates = ", "Exit codes:"]);
    }
}

#[test]
#[cfg_attr(not(target_os = "linux"), ignore = "needs /dev/full, which only Linux has")]
fn help_that_cannot_be_written_exits_with_1() {
    let full = File::options().write(true).open("/dev/full").unwrap();
    let status = Command::new(env!("CARGO_BIN_EXE_mdbook-evidence")).arg("--help").stdout(full).status();
    assert_eq!(status.unwrap().code(), Some(1));
}

#[test]
fn only_html_is_supported_and_other_arguments_are_wrong() {
    assert_eq!(run(&["supports", "html"]).status.code(), Some(0));
    assert_eq!(run(&["supports", "epub"]).status.code(), Some(1));
    let output = run(&["publish"]);
    assert_eq!(output.status.code(), Some(2));
    let said = stderr(&output);
    assert!(said.contains("unrecognized subcommand 'publish'") && said.contains("'--help'"), "{said}");
}

#[test]
fn every_command_takes_its_book_by_the_same_option() {
    for command in ["accept", "build", "check", "import", "install"] {
        let help = String::from_utf8(run(&[command, "--help"]).stdout).unwrap();
        assert!(help.contains("--root <BOOK>"), "{command}: {help}");
    }
}
