//! What lies in a crate's folder beside its code, and that the original stays as it is.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::os::unix::fs::{PermissionsExt, symlink};
use std::os::unix::net::UnixListener;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::SystemTime;

use super::uses;
use crate::fixture::Project;

const TEXT: &str = "pub struct L { pub items: Vec<u8> }\npub fn f(it: &L) -> usize { it.items.len() }\n";

fn project() -> Project {
    Project::new().with_crate(TEXT)
}

#[track_caller]
fn is_catalogued(project: &Project) {
    assert_eq!(uses(project, "a", "L.items"), ["src/lib.rs:2"]);
}

#[test]
fn links_that_lead_nowhere_or_in_a_circle() {
    let project = project();
    fs::create_dir_all(project.path("a/b/c")).unwrap();
    for (target, link) in [
        ("nowhere", "dangling"),
        ("nowhere.rs", "src/.#lib.rs"),
        ("itself", "itself"),
        ("..", "b/up"),
        ("../../..", "b/c/above"),
        ("/", "b/c/all"),
    ] {
        symlink(target, project.path("a").join(link)).unwrap();
    }
    is_catalogued(&project);
}

#[test]
fn pipes_sockets_and_devices() {
    let project = project();
    let pipe = Command::new("mkfifo").args([project.path("a/src/pipe.rs"), project.path("a/pipe")]).status();
    assert!(pipe.unwrap().success());
    let _socket = UnixListener::bind(project.path("a/socket")).unwrap();
    symlink("/dev/zero", project.path("a/src/zeros.rs")).unwrap();
    symlink(project.path("a/pipe"), project.path("a/src/to_pipe.rs")).unwrap();
    is_catalogued(&project);
}

#[test]
fn links_within_the_crate_lead_to_the_marked_copy() {
    let project = project()
        .with(
            "a/src/lib.rs",
            "mod list;\nmod more;\npub use list::L;\npub fn f(it: &L) -> usize { it.items.len() }\n",
        )
        .with("a/real/list.rs", "pub struct L { pub items: Vec<u8> }\n")
        .with("a/parts/mod.rs", "pub fn g(it: &crate::L) -> usize { it.items.len() }\n");
    symlink("../real/list.rs", project.path("a/src/list.rs")).unwrap();
    symlink(project.path("a/parts"), project.path("a/src/more")).unwrap();
    assert_eq!(uses(&project, "a", "L.items"), ["parts/mod.rs:1", "src/lib.rs:4"]);
}

#[test]
fn a_linked_file_from_outside_is_looked_into_and_never_written() {
    let project = project()
        .with(
            "a/src/lib.rs",
            "mod list;\nmod shared;\npub fn f(it: &list::L) -> usize { it.items.len() + shared::ONE }\n",
        )
        .with("elsewhere/list.rs", "pub struct L { pub items: Vec<u8> }\n")
        .with("elsewhere/shared/mod.rs", "pub const ONE: usize = 1;\n");
    symlink(project.path("elsewhere/list.rs"), project.path("a/src/list.rs")).unwrap();
    symlink("../../elsewhere/shared", project.path("a/src/shared")).unwrap();
    assert_eq!(uses(&project, "a", "L.items"), ["src/lib.rs:3"]);
    crate::probe::probed(&project, &["a", "--field", "L.items", "--as", "Vec<Option<$T>>"]);
    assert_eq!(project.read("elsewhere/list.rs"), "pub struct L { pub items: Vec<u8> }\n");
}

#[test]
fn the_crate_s_folder_is_itself_a_link() {
    let project = project();
    symlink("a", project.path("link")).unwrap();
    assert_eq!(uses(&project, "link", "L.items"), ["src/lib.rs:2"]);
}

#[test]
fn a_folder_for_temporary_files_inside_of_the_crate() {
    for folder in ["a/tmp", "a/src", "a"] {
        let project = project().with("a/tmp/other", "");
        let before = everything(&project);
        let run = project.command().args(["catalog", "a", "--field", "L.items"]);
        run.env("TMPDIR", project.path(folder)).assert().success();
        assert_eq!(everything(&project), before);
    }
}

#[test]
fn a_folder_for_temporary_files_that_is_no_folder() {
    let project = project();
    let run = project.command().args(["catalog", "a", "--field", "L.items"]);
    run.env("TMPDIR", project.path("nowhere")).assert().code(1).stderr_eq(snapbox::str![[r#"
error: cannot copy a into a temporary folder: No such file or directory (os error 2) at path "[PROJECT]/nowhere/[..]". Check permissions and the disk's space.

"#]]);
}

#[test]
fn files_that_may_only_be_read_and_programs_that_are_run() {
    let project = project()
        .with("a/build.rs", "fn main() { assert!(std::process::Command::new(\"./generate\").status().unwrap().success()); }\n")
        .with("a/generate", "#!/bin/sh\nexit 0\n");
    for (file, mode) in
        [("a/Cargo.toml", 0o444), ("a/src/lib.rs", 0o444), ("a/generate", 0o555), ("a/src", 0o555)]
    {
        fs::set_permissions(project.path(file), fs::Permissions::from_mode(mode)).unwrap();
    }
    is_catalogued(&project);
    crate::probe::probed(&project, &["a", "--field", "L.items", "--as", "Vec<Option<$T>>"]);
    fs::set_permissions(project.path("a/src"), fs::Permissions::from_mode(0o755)).unwrap();
}

/// What is in the project's folder: contents, times and modes.
fn everything(project: &Project) -> BTreeMap<PathBuf, (Vec<u8>, SystemTime, u32)> {
    let entries = walkdir::WalkDir::new(project.path("a")).into_iter().map(Result::unwrap);
    let files = entries.filter(|entry| entry.file_type().is_file());
    let files = files.map(|entry| {
        let about = entry.metadata().unwrap();
        let contents = fs::read(entry.path()).unwrap();
        (entry.into_path(), (contents, about.modified().unwrap(), about.permissions().mode()))
    });
    files.collect()
}

#[test]
fn the_original_stays_as_it_is_even_if_its_build_script_writes_beside_its_code() {
    let project = project().with("a/src/generated.rs", "// old\n").with(
        "a/build.rs",
        "fn main() {\n    std::fs::write(\"src/generated.rs\", \"// new\").unwrap();\n    \
         std::fs::write(\"written.txt\", \"\").unwrap();\n}\n",
    );
    let before = everything(&project);
    is_catalogued(&project);
    crate::probe::probed(&project, &["a", "--field", "L.items", "--as", "Vec<Option<$T>>"]);
    assert_eq!(everything(&project), before);
}

/// The most memory that the command may take, in kB, while it copies files of which each is larger.
#[cfg(target_os = "linux")]
const BOUND: u64 = 100_000;

#[cfg(target_os = "linux")]
#[test]
fn a_large_file_does_not_pass_through_memory() {
    let project = project();
    for name in ["a/data.bin", "a/src/data.rs", "a/linked.bin"] {
        File::create(project.path(name)).unwrap().set_len(160 << 20).unwrap();
    }
    let mut child = Command::new(snapbox::cmd::cargo_bin!("investigate"))
        .args(["catalog", "a", "--field", "L.items"])
        .current_dir(project.path(""))
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    let mut most = 0;
    let status = loop {
        let about = fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap_or_default();
        let peak = about.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let peak = peak.and_then(|peak| peak.trim().strip_suffix(" kB")?.parse::<u64>().ok());
        most = most.max(peak.unwrap_or_default());
        if let Some(status) = child.try_wait().unwrap() {
            break status;
        }
        std::thread::sleep(std::time::Duration::from_millis(5));
    };
    assert!(status.success());
    assert!((1..BOUND).contains(&most), "{most} kB");
}
