//! What fails for no fault of the input: programs that are missing, disks that are full, folders that vanish, signals.

use std::fs;
use std::net::TcpListener;
use std::os::unix::fs::PermissionsExt;
use std::process::{Command, Output, Stdio};
use std::thread;
use std::time::Duration;

use crate::fixture::{BookTest, Project, beside, root};

/// The command in a project, with what is set in its environment.
fn run(project: &Project, arguments: &[&str], environment: &[(&str, &str)]) -> (i32, String) {
    let output = project.command().args(arguments).envs(environment.iter().copied()).output().unwrap();
    answer(&output, project)
}

fn answer(output: &Output, project: &Project) -> (i32, String) {
    let text = String::from_utf8_lossy(&output.stderr).replace(&*project.path("").to_string_lossy(), "");
    let from = text.rfind("error: ").unwrap_or_default();
    (output.status.code().unwrap_or(-1), text[from..].trim_end().to_owned())
}

/// The command where no file can be written, as on a full disk.
fn run_without_disk(project: &Project, arguments: &str) -> (i32, String) {
    let program = snapbox::cmd::cargo_bin!("investigate");
    let script = format!("trap '' XFSZ; ulimit -f 0; exec '{}' {arguments}", program.display());
    let output = Command::new("sh").args(["-c", &script]).current_dir(project.path("")).output().unwrap();
    answer(&output, project)
}

fn error(code: i32, text: &str) -> (i32, String) {
    (code, format!("error: {text}"))
}

#[test]
fn a_disk_that_is_full_leaves_the_former_book_and_the_former_decision() {
    let project = BookTest::new().project();
    project.command().arg("build").assert().success();
    let before = project.read("book/first.html");
    let (code, said) = run_without_disk(&project, "build");
    assert_eq!(code, 1, "{said}");
    assert_eq!(project.read("book/first.html"), before);
    assert!(!project.path(".book.unfinished").exists());

    let project = Project::checkout();
    let before = project.read("decision.toml");
    let (code, said) = run_without_disk(&project, "decide --accept");
    assert_eq!(
        (code, said.starts_with("error: decision.toml was not written: File too large")),
        (1, true),
        "{said}"
    );
    assert_eq!(project.read("decision.toml"), before);
    assert!(!project.names("").iter().any(|name| name.contains("unfinished")));
}

#[test]
fn an_accepted_decision_is_written_through_a_link_and_keeps_the_file_s_mode() {
    let project = Project::checkout();
    fs::rename(project.path("decision.toml"), project.path("real.toml")).unwrap();
    fs::set_permissions(project.path("real.toml"), fs::Permissions::from_mode(0o640)).unwrap();
    let former = format!(
        "{}\n# Below.\n",
        project
            .read("real.toml")
            .replace("by-the-other-verdict = \"vec+today\"", "by-the-other-verdict = \"\"")
    );
    let project = project.with("real.toml", former).with_link("decision.toml", "real.toml");
    project.command().args(["decide", "--accept"]).assert().success();
    assert!(project.path("decision.toml").is_symlink());
    let mode = fs::metadata(project.path("real.toml")).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o640);
    let now = project.read("real.toml");
    assert!(now.ends_with("\n# Below.\n") && now.contains("by-the-other-verdict = \"vec+today\""), "{now}");
}

#[test]
fn a_record_that_cannot_be_written_is_told_with_its_path() {
    let project = Project::new().with("b.yaml", "schema_version: 3\nitems: []\n").with("records/serde/x", "");
    let (code, said) = run_without_disk(&project, "serde --files-only --record b.yaml");
    assert_eq!((code, said.starts_with("error: cannot write ")), (1, true), "{said}");
    assert_eq!(project.names("records/serde"), ["x"]);
}

#[test]
fn programs_that_are_missing_are_named() {
    let project = Project::new().with("a/Cargo.toml", "[package]\nname = \"a\"\n").with("a/src/lib.rs", "");
    let nothing = [("PATH", ""), ("CARGO", "/nowhere/cargo")];
    assert_eq!(
        run(&project, &["catalog", "a", "--field", "A.b"], &nothing),
        error(1, "cannot run cargo: No such file or directory (os error 2). Install Rust.")
    );
    assert_eq!(
        run(&project, &["measure", "--quick"], &nothing),
        error(
            1,
            "cannot start cargo: No such file or directory (os error 2). Install Rust from https://rustup.rs, or set CARGO to its path."
        )
    );
    let (code, said) = run(&project, &["measure", "--quick"], &[("CARGO", "/bin/true")]);
    assert_eq!(code, 1);
    let expected = "cargo built bench-crate but names no `slices` program. Restore its [[bin]] or [[bench]] in bench-crate/Cargo.toml.";
    assert_eq!(said, format!("error: {expected}"));
    let project = project.with("deny.toml", "[advisories]\nignore = []\n[licenses]\nallow = [\"MIT\"]\n");
    let (code, said) = run(&project, &["audit"], &nothing);
    assert_eq!(code, 1);
    let expected = "cannot fetch https://github.com/RustSec/advisory-db: git does not start (No such file or directory (os error 2)). Name a folder with --database, or try again with a network.";
    assert_eq!(said, format!("error: {expected}"));
}

#[test]
fn a_program_of_another_commit_is_told_apart_from_a_failing_one() {
    let program = |text: &str| {
        let project = Project::new().with("programs/slices", format!("#!/bin/sh\n{text}\n"));
        fs::set_permissions(project.path("programs/slices"), fs::Permissions::from_mode(0o755)).unwrap();
        for name in ["counts", "loops", "instructions"] {
            fs::copy(project.path("programs/slices"), project.path(&format!("programs/{name}"))).unwrap();
        }
        run(&project, &["measure", "--quick", "--programs", "programs"], &[])
    };
    let of_n = r#""schema": 2, "name": "slices", "axes": {"n": "number"}, "measures": {"bytes": {"unit": "bytes", "axes": ["n"]}}"#;
    for (answer, problem) in [
        ("nonsense", "expected ident (line 1, column 2)"),
        ("", "the file is empty (line 1, column 1)"),
        (r#"{"operations": [], "workload": {}}"#, "it has no `schema`, but `operations`, `workload`"),
        (r#"{"schema": 1, "name": "slices"}"#, "it is of schema 1 and not of 2"),
        (
            r#"{"schema": 2, "name": "slices", "sites": []}"#,
            "unknown field `sites`, expected one of `schema`, `name`, `about`, `machine`, `toolchain`, `inputs`, `waiver`, `archived`, `command`, `started`, `seconds`, `rounds`, `coordinates`, `labels`, `notes`, `axes`, `measures`, `figures`, `absent`, `tables` (line 1, column 39)",
        ),
        (
            &format!(r#"{{{of_n}, "figures": {{"bytes": {{"many": 1.0}}}}}}"#),
            "bytes/many: `many` is not on the axis `n`",
        ),
        (&format!(r#"{{{of_n}, "figures": {{"bytes": {{"5": []}}}}}}"#), "bytes/5: it has no samples"),
        (
            &format!(r#"{{{of_n}, "figures": {{"byte": {{"5": 1}}}}}}"#),
            "byte: it is not among the record's measures",
        ),
        (
            &format!(r#"{{{of_n}, "figures": {{"bytes": {{"5": 1, "5": 2}}}}}}"#),
            "the key `5` is there twice (line 1, column 147)",
        ),
    ] {
        let (code, said) = program(&format!("echo '{answer}'"));
        let expected = format!(
            "error: `slices list` answered with what is no part of a record: {problem}. Correct the program in bench-crate; its source and the command's must be of one commit."
        );
        assert_eq!((code, said), (1, expected), "{answer}");
    }
    let nothing = r#"{"schema": 2, "name": "slices"}"#;
    let (code, said) = program(&format!("echo '{nothing}'"));
    let expected = "error: the measured code lists no operation. Restore the list in bench-crate.";
    assert_eq!((code, said.as_str()), (1, expected));
    let cells =
        r#""tables": {"cells": {"columns": [{"id": "operation"}, {"id": "n"}], "rows": [["push", 92]]}}"#;
    let (code, said) = program(&format!(r#"echo '{{"schema": 2, "name": "slices", {cells}}}'"#));
    let expected = "error: `slices` was asked for push at n = 92 and answered nothing. Its source and the command's must be of one commit.";
    assert_eq!((code, said.as_str()), (1, expected));
    let (code, said) = program("echo 'error: no idea' >&2; exit 1");
    assert_eq!((code, said.ends_with("failed (exit status: 1): no idea")), (1, true), "{said}");
}

#[test]
fn a_folder_that_is_removed_meanwhile_is_named_as_the_current_one() {
    let project = Project::new();
    let program = snapbox::cmd::cargo_bin!("investigate");
    let script = format!("mkdir gone && cd gone && rmdir ../gone && exec '{}' decide", program.display());
    let output = Command::new("sh").args(["-c", &script]).current_dir(project.path("")).output().unwrap();
    assert_eq!(
        answer(&output, &project),
        error(
            1,
            "cannot tell the current folder: No such file or directory (os error 2). Change into the project, or use --root."
        )
    );
}

#[test]
fn when_no_port_is_left_that_is_said() {
    // Where it is taken already, that serves as well.
    let _taken = TcpListener::bind("127.0.0.1:65535");
    let project = BookTest::new().project();
    assert_eq!(
        run(&project, &["read", "--port", "65535"], &[]),
        error(1, "cannot serve on port 65535: address in use. Choose another with --port.")
    );
}

#[test]
fn a_folder_for_temporary_files_that_is_not_there_is_told() {
    let database = beside("fixtures/advisories/before");
    let output = Command::new(snapbox::cmd::cargo_bin!("investigate"))
        .args(["audit", "--offline", "--database"])
        .arg(database)
        .args(["--database-date", "2026-02-20", "--root"])
        .arg(root())
        .env("TMPDIR", "/nowhere")
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{said}");
    let expected = "cannot write a temporary project: No such file or directory (os error 2) at path \"";
    assert!(said.contains(&format!("error: {expected}")), "{said}");
    assert!(said.ends_with("\". Check permissions and the disk's space.\n"), "{said}");
}

#[test]
fn a_signal_ends_an_audit_and_a_build_with_130_and_nothing_is_left() {
    let database = beside("fixtures/advisories/before");
    let database = database.display().to_string();
    let audit = ["audit", "--offline", "--database-date", "2026-02-20", "--database", &database];
    let project = Project::checkout();
    let cases = [
        (root(), &audit[..], "error: stopped; nothing was recorded and nothing is left\n"),
        (&project.path(""), &["build"], "error: stopped; the book that was there is as it was\n"),
    ];
    for (folder, arguments, expected) in cases {
        for signal in ["-INT", "-TERM", "-HUP"] {
            let temporary = tempfile::tempdir().unwrap();
            let child = Command::new(snapbox::cmd::cargo_bin!("investigate"))
                .args(arguments)
                .current_dir(folder)
                .env("TMPDIR", temporary.path())
                .stdout(Stdio::null())
                .stderr(Stdio::piped())
                .spawn()
                .unwrap();
            // Both take seconds; whether they have begun by then decides nothing that is asserted.
            thread::sleep(Duration::from_millis(300));
            Command::new("kill").args([signal, &child.id().to_string()]).status().unwrap();
            let output = child.wait_with_output().unwrap();
            assert_eq!(output.status.code(), Some(130), "{arguments:?} {signal}");
            assert_eq!(String::from_utf8_lossy(&output.stderr), expected);
            assert_eq!(fs::read_dir(temporary.path()).unwrap().count(), 0, "{arguments:?} {signal}");
        }
    }
    assert!(!project.names("").iter().any(|name| name.contains("unfinished") || name == "book"));
}
