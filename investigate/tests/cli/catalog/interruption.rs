//! Ctrl-C, SIGTERM and SIGHUP at several moments: nothing is left in the folder for temporary files, nothing runs on, and the
//! command says so.

use std::fs;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use crate::fixture::Project;

/// What a process that hangs is ended after.
const HANGS_AFTER: Duration = Duration::from_secs(60);

/// Runs until it is ended, and says that it does. The first time only if there is no `once` in the crate's folder.
const BUILD: &str = r#"fn main() {
    let beside = std::path::Path::new(env!("STARTED"));
    if std::fs::exists("once").unwrap() {
        let already = beside.with_extension("once");
        if !std::fs::exists(&already).unwrap() {
            return std::fs::write(already, "").unwrap();
        }
    }
    let mut child = std::process::Command::new("sleep").arg("300").spawn().unwrap();
    std::fs::write(beside.with_extension("part"), child.id().to_string()).unwrap();
    std::fs::rename(beside.with_extension("part"), beside).unwrap();
    child.wait().unwrap();
}
"#;

fn project() -> Project {
    Project::new()
        .with("tmp/.keep", "")
        .with_crate("pub struct L { pub items: Vec<u8> }\npub fn f(it: &L) -> usize { it.items.len() }\n")
}

fn start(project: &Project, arguments: &[&str], path: &str) -> Child {
    Command::new(snapbox::cmd::cargo_bin!("investigate"))
        .args(arguments)
        .current_dir(project.path(""))
        .env("TMPDIR", project.path("tmp"))
        .env("STARTED", project.path("started"))
        .env("PATH", path)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

fn path() -> String {
    std::env::var("PATH").unwrap()
}

fn wait_for(what: impl Fn() -> bool) {
    let started = Instant::now();
    while !what() {
        assert!(started.elapsed() < HANGS_AFTER, "it does not start");
        thread::sleep(Duration::from_millis(2));
    }
}

fn signal(name: &str, child: &Child) {
    let sent = Command::new("kill").args(["-s", name, &child.id().to_string()]).status().unwrap();
    assert!(sent.success());
}

fn ended(mut child: Child) -> Output {
    let started = Instant::now();
    while child.try_wait().unwrap().is_none() {
        if started.elapsed() > HANGS_AFTER {
            let _ = child.kill();
            panic!("it does not end");
        }
        thread::sleep(Duration::from_millis(5));
    }
    child.wait_with_output().unwrap()
}

/// Says that it stopped, and has left nothing: no file, no process.
#[track_caller]
fn leaves_nothing(project: &Project, output: &Output) {
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(130), "{said}");
    assert_eq!(
        said,
        "error: stopped as you asked. The copy of the crate is removed, and nothing was written.\n"
    );
    assert_eq!(project.names("tmp"), [".keep"]);
    assert!(project.names("records").is_empty());
    let running = running_in(&project.path(""));
    assert!(running.is_empty(), "{running:?}");
}

/// The processes that work in the folder or name it. None where the system does not tell.
fn running_in(folder: &Path) -> Vec<String> {
    let folder = folder.canonicalize().unwrap();
    let processes = fs::read_dir("/proc").into_iter().flatten().flatten();
    let named = processes.filter_map(|process| {
        let words = fs::read(process.path().join("cmdline")).ok()?;
        let words = String::from_utf8_lossy(&words).replace('\0', " ");
        let works = fs::read_link(process.path().join("cwd")).is_ok_and(|cwd| cwd.starts_with(&folder));
        (works || words.contains(&*folder.to_string_lossy())).then_some(words)
    });
    named.collect()
}

#[test]
fn while_cargo_runs_a_build_script() {
    for name in ["INT", "TERM", "HUP"] {
        let project = project().with("a/build.rs", BUILD);
        let child = start(&project, &["catalog", "a", "--field", "L.items", "--record"], &path());
        wait_for(|| project.path("started").exists());
        assert!(!running_in(&project.path("")).is_empty());
        signal(name, &child);
        leaves_nothing(&project, &ended(child));
        let sleeper = project.read("started");
        assert!(
            !Command::new("kill").args(["-0", &sleeper]).stderr(Stdio::null()).status().unwrap().success()
        );
    }
}

#[test]
fn while_a_probe_compiles_the_change() {
    let project = project().with("a/build.rs", BUILD).with("a/once", "");
    let child = start(
        &project,
        &["probe", "a", "--field", "L.items", "--as", "Vec<Option<$T>>", "--record"],
        &path(),
    );
    wait_for(|| project.path("started").exists());
    signal("TERM", &child);
    leaves_nothing(&project, &ended(child));
}

#[test]
fn while_the_crate_is_copied() {
    let project = project();
    for number in 0..3000 {
        project.write(&format!("a/data/{number}"), "");
    }
    for name in ["INT", "TERM", "HUP"] {
        let child = start(&project, &["catalog", "a", "--field", "L.items"], &path());
        wait_for(|| project.names("tmp").len() > 1);
        signal(name, &child);
        leaves_nothing(&project, &ended(child));
    }
}

#[test]
fn before_anything_is_copied() {
    let project = project().with("bin/cargo", "#!/bin/sh\necho $$ > \"$STARTED\"\nexec sleep 300\n");
    assert!(Command::new("chmod").arg("+x").arg(project.path("bin/cargo")).status().unwrap().success());
    let path = format!("{}:{}", project.path("bin").display(), path());
    let child = start(&project, &["catalog", "a", "--field", "L.items"], &path);
    wait_for(|| project.path("started").exists());
    signal("INT", &child);
    leaves_nothing(&project, &ended(child));
}

#[test]
fn a_signal_that_is_to_be_ignored_is_ignored() {
    let project = project().with("a/build.rs", BUILD);
    let mut command = Command::new("sh");
    let run = "trap '' HUP; exec \"$0\" catalog a --field L.items";
    let child = command
        .args(["-c", run])
        .arg(snapbox::cmd::cargo_bin!("investigate"))
        .current_dir(project.path(""))
        .env("TMPDIR", project.path("tmp"))
        .env("STARTED", project.path("started"))
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    wait_for(|| project.path("started").exists());
    signal("HUP", &child);
    // It would have ended the build script, and that the command.
    thread::sleep(Duration::from_millis(300));
    let sleeper = project.read("started");
    assert!(Command::new("kill").arg(&sleeper).status().unwrap().success());
    assert_eq!(ended(child).status.code(), Some(0));
    assert_eq!(project.names("tmp"), [".keep"]);
}
