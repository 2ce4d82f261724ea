//! The `instructions` binary as a user runs it.

use std::process::{Command, Output};

use serde_json::Value;

fn instructions() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_instructions"));
    command.args(["run", "--operation", "get", "--sizes", "5"]);
    command
}

fn error(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
#[ignore = "needs valgrind: install it, and add --ignored"]
fn the_control_has_exactly_the_instructions_of_the_baseline() {
    let output = instructions().output().unwrap();
    assert!(output.status.success(), "{}", error(&output));
    let table: Value = serde_json::from_slice(&output.stdout).unwrap();
    let value = |id: &str| table["figures"]["instructions"][&format!("get/{id}/5")].as_f64().unwrap();
    assert_eq!(value("vec"), value("vec-again"));
    assert!(value("vec") > 0.0 && value("rpds") > value("vec"));
}

#[test]
fn a_machine_without_valgrind_is_told_so_with_an_exit_code_of_its_own() {
    let output = instructions().env("PATH", "").output().unwrap();
    assert_eq!((output.status.code(), output.stdout.len()), (Some(3), 0), "{}", error(&output));
    assert!(error(&output).contains("valgrind is not installed"), "{}", error(&output));
}
