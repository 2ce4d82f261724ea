//! What each command says of itself. `SNAPSHOTS=overwrite` writes the files anew.

use crate::fixture::{beside, investigate};

#[test]
fn the_help_of_every_command_is_as_its_file_has_it() {
    let expected = |name: &str| snapbox::Data::read_from(&beside(&format!("cli/help/{name}.txt")), None);
    let all = expected("investigate");
    investigate().arg("--help").assert().success().stdout_eq(all.clone());
    let all = all.to_string();
    let (_, commands) = all.split_once("Commands:\n").unwrap();
    let (commands, _) = commands.split_once("\n\n").unwrap();
    for command in commands.lines().filter_map(|line| line.split_whitespace().next()) {
        if command != "help" {
            investigate().args([command, "--help"]).assert().success().stdout_eq(expected(command));
        }
    }
}
