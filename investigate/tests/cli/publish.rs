//! A book is put in its place whole, whatever happens meanwhile, and output that cannot be written is told.

use std::collections::BTreeSet;
use std::fs::File;
use std::process::{Command, Stdio};
use std::thread;
use std::time::Instant;

use snapbox::str;

use crate::fixture::{BookTest, Project};

/// A book of three chapters, each of which names its version.
fn versioned(version: &str) -> Project {
    let chapter = format!("# Chapter\n\nThis is of version {version}.\n");
    let book = BookTest::new().chapter("second.md", &chapter).chapter("third.md", &chapter);
    book.file("src/first.md", &chapter).project()
}

/// The version of every page in the folder; fails unless it holds exactly the files that its build listed.
fn whole(project: &Project) -> String {
    let files = |folder: &str| -> BTreeSet<String> {
        let entries = walkdir::WalkDir::new(project.path(folder)).into_iter().map(Result::unwrap);
        let files = entries.filter(|entry| entry.file_type().is_file());
        let inside = files.map(|entry| entry.path().strip_prefix(project.path(folder)).unwrap().to_owned());
        inside.map(|path| path.to_string_lossy().into_owned()).collect()
    };
    let manifest = project.read("book/.evidence-manifest");
    let listed: BTreeSet<String> = manifest.lines().skip(1).map(str::to_owned).collect();
    assert_eq!(files("book"), listed);
    let versions: BTreeSet<String> = ["first", "second", "third"]
        .into_iter()
        .map(|page| {
            let page = project.read(&format!("book/{page}.html"));
            let (_, after) = page.split_once("This is of version ").unwrap();
            after.split_once('.').unwrap().0.to_owned()
        })
        .collect();
    assert_eq!(versions.len(), 1, "{versions:?}");
    versions.into_iter().next().unwrap()
}

fn investigate(project: &Project, arguments: &[&str]) -> Command {
    let mut command = Command::new(snapbox::cmd::cargo_bin!("investigate"));
    command.args(arguments).current_dir(project.path("")).stdin(Stdio::null());
    command.stdout(Stdio::null()).stderr(Stdio::null());
    command
}

#[test]
fn killed_at_fifty_moments_a_build_leaves_the_former_or_the_new_book() {
    let project = versioned("0");
    let begun = Instant::now();
    project.command().arg("build").assert().success();
    let time = begun.elapsed();
    let mut random = fastrand::Rng::with_seed(13);
    let mut former = 0;
    for version in 1..=50 {
        for chapter in ["first", "second", "third"] {
            project
                .write(&format!("src/{chapter}.md"), format!("# Chapter\n\nThis is of version {version}.\n"));
        }
        let mut child = investigate(&project, &["build"]).spawn().unwrap();
        thread::sleep(time.mul_f64(random.f64() * 1.1));
        let _ = child.kill();
        child.wait().unwrap();
        let found: u32 = whole(&project).parse().unwrap();
        assert!(found == former || found == version, "{found} after {former}, building {version}");
        former = found;
    }
    project.command().arg("build").assert().success();
    assert_eq!(whole(&project), "50");
    let left: Vec<String> = project.names("").into_iter().filter(|name| name.contains("book")).collect();
    assert_eq!(left, ["book", "book.toml"]);
}

#[test]
fn a_book_with_a_broken_link_leaves_the_former_one_in_place() {
    let project = versioned("good").with("src/third.md", "# Chapter\n\n[gone](gone.md)\n");
    project.command().arg("build").assert().code(1);
    assert!(!project.path("book").exists());

    let project = versioned("good");
    project.command().arg("build").assert().success();
    project.write("src/third.md", "This is of version bad.\n\n[gone](gone.md)\n");
    project.command().arg("build").assert().code(1);
    assert_eq!(whole(&project), "good");
}

#[test]
fn a_page_that_is_taken_out_is_gone_from_the_next_book() {
    let project = BookTest::new().chapter("second.md", "# Second\n").project();
    project.command().arg("build").assert().success();
    project.write("src/SUMMARY.md", "- [First](first.md)\n");
    project.command().arg("build").assert().success();
    assert!(project.path("book/first.html").is_file() && !project.path("book/second.html").exists());
}

#[test]
fn builds_at_the_same_time_wait_for_each_other() {
    let project = versioned("1");
    let mut builds: Vec<_> = (0..4).map(|_| investigate(&project, &["build"]).spawn().unwrap()).collect();
    for build in &mut builds {
        assert!(build.wait().unwrap().success());
    }
    assert_eq!(whole(&project), "1");
}

#[test]
fn the_environment_s_build_dir_is_guarded_as_book_toml_s_is() {
    let project = versioned("1");
    for (command, folder) in [("build", "."), ("read", "src"), ("build", "records")] {
        let refused = project.command().arg(command).env("MDBOOK_BUILD__BUILD_DIR", folder).assert().code(2);
        let said = String::from_utf8_lossy(&refused.get_output().stderr).into_owned();
        assert!(said.contains("which no build of this book wrote"), "{said}");
    }
    assert!(project.path("src/first.md").is_file() && project.path("records/fixture.json").is_file());
    project.command().arg("build").env("MDBOOK_BUILD__BUILD_DIR", "elsewhere").assert().success();
    assert!(project.path("elsewhere/first.html").is_file());
}

#[test]
fn the_folder_above_the_project_and_the_system_s_root_are_refused_at_once() {
    let project = versioned("1");
    for folder in ["..", "/", "book/.."] {
        project.command().args(["build", "--dest", folder]).assert().code(2);
    }
    assert!(project.path("book.toml").is_file());
}

#[test]
fn an_unknown_key_of_the_environment_is_named_as_such() {
    let project = versioned("1");
    project
        .command()
        .arg("build")
        .env("MDBOOK_PREPROCESSOR__EVIDENCE__MESURED", "bench-crate")
        .assert()
        .code(2)
        .stderr_eq(str![[r#"
error: the book was not built: MDBOOK_PREPROCESSOR__EVIDENCE__MESURED: [preprocessor.evidence] has no key `mesured`. Correct it to one of records, coordinates, measured, figures, gates, decision, claims-lock, cache, headline, typed-numbers, counted, directions, strict.

"#]]);
}

/// Commands that print, each with what it needs.
const PRINTING: [&[&str]; 13] = [
    &["--help"],
    &["build"],
    &["decide", "--help"],
    &["decide"],
    &["decide", "--json"],
    &["measure", "--export", "bmf"],
    &["serde", "--files-only", "backlog.yaml"],
    &["serde", "--files-only", "--json", "backlog.yaml"],
    &["catalog", "a", "--field", "A.items"],
    &["catalog", "a", "--field", "A.items", "--json"],
    &["probe", "a", "--field", "A.items", "--as", "Vec<$T>"],
    &["probe", "a", "--field", "A.items", "--as", "Vec<$T>", "--json"],
    &["read", "--port", "0"],
];

/// A project in which all of them succeed.
fn printing() -> Project {
    let project = Project::checkout()
        .of_one_machine()
        .with("backlog.yaml", "schema_version: 3\nitems: []\n")
        .with_crate("pub struct A { pub items: Vec<u8> }\n");
    // The book itself is of no interest here, and building it takes a while.
    project.write("src/SUMMARY.md", "- [Glossary](glossary.md)\n");
    let book = project.read("book.toml");
    let of_other_chapters = ["claims-lock", "headline", "[output.html.search.chapter]"];
    let is_of_others = |line: &str| {
        line.ends_with("{ enable = false }") || of_other_chapters.iter().any(|start| line.starts_with(start))
    };
    let lines = book.lines().filter(|line| !is_of_others(line));
    project.write("book.toml", lines.collect::<Vec<_>>().join("\n") + "\n");
    project
}

#[test]
#[cfg_attr(not(target_os = "linux"), ignore = "needs /dev/full, which only Linux has")]
fn output_that_cannot_be_written_exits_with_1() {
    let project = printing();
    for arguments in PRINTING {
        let full = File::options().write(true).open("/dev/full").unwrap();
        let output = investigate(&project, arguments).stdout(full).stderr(Stdio::piped()).output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(1), "{arguments:?}: {said}");
        assert!(!said.contains("panicked"), "{arguments:?}: {said}");
        let told = said.contains(
            "cannot write to standard output: No space left on device (os error 28). Send the output elsewhere.",
        );
        assert!(told || arguments.contains(&"--help"), "{arguments:?}: {said}");
    }
}

#[test]
fn a_closed_pipe_ends_quietly() {
    let project = printing();
    for arguments in PRINTING.iter().filter(|arguments| arguments[0] != "read") {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let output = investigate(&project, arguments).stdout(writer).stderr(Stdio::piped()).output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(0), "{arguments:?}: {said}");
        assert!(!said.contains("error") && !said.contains("panicked"), "{arguments:?}: {said}");
    }
}

#[test]
#[cfg_attr(not(target_os = "linux"), ignore = "needs /dev/full, which only Linux has")]
fn nobody_to_tell_an_error_is_no_crash() {
    let project = versioned("1").without("src/first.md");
    for arguments in [&["build"][..], &["decide"], &["build", "--no-such-option"]] {
        let full = File::options().write(true).open("/dev/full").unwrap();
        let status = investigate(&project, arguments).stderr(full).status().unwrap();
        assert_eq!(status.code(), Some(2), "{arguments:?}");
    }
}
