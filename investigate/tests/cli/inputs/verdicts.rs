//! Projects in which `verdicts` cannot ask the compiler.

use super::{Input, failed, wrong};
use crate::fixture::Project;

/// A lock file with these libraries.
fn locked(project: Project, libraries: &[(&str, &str)]) -> Project {
    let package =
        |(name, version): &(&str, &str)| format!("[[package]]\nname = \"{name}\"\nversion = \"{version}\"\n");
    project.with("Cargo.lock", format!("version = 4\n{}", libraries.iter().map(package).collect::<String>()))
}

pub(super) fn inputs() -> Vec<Input> {
    let input = |what, lay: fn(Project) -> Project| wrong(what, "verdicts", lay);
    vec![
        input("no lock file", |project| project.without("Cargo.lock")),
        input("a lock file that is a folder", |project| {
            project.without("Cargo.lock").with("Cargo.lock/file", "")
        }),
        input("a lock file that is a FIFO", |project| project.without("Cargo.lock").with_fifo("Cargo.lock")),
        input("a lock file that is no text", |project| project.with("Cargo.lock", b"version = 4\n\xff")),
        input("a lock file that is no TOML", |project| {
            project.with("Cargo.lock", "version = 4\n[[package]\n")
        }),
        input("a lock file without packages", |project| project.with("Cargo.lock", "version = 4\n")),
        input("a lock file without one of the libraries", |project| {
            locked(project, &[("ecow", "0.3.1"), ("im", "15.1.0"), ("imbl", "7.0.2")])
        }),
        input("a library without a version", |project| {
            project.with("Cargo.lock", "version = 4\n[[package]]\nname = \"ecow\"\n")
        }),
        wrong("verdicts that are there already", "verdicts --record", |project| {
            project.with("records/verdicts/lists.json", "{}")
        }),
        wrong("verdicts that are replaced and not recorded", "verdicts --replace", |project| project),
        failed("a lock file of a version that cargo does not know", "verdicts", |project| {
            let all = [("ecow", "0.3.1"), ("im", "15.1.0"), ("imbl", "7.0.2"), ("rpds", "1.2.1")];
            let project = locked(project, &all);
            let text = project.read("Cargo.lock").replace("version = 4", "version = 99");
            project.with("Cargo.lock", text)
        }),
    ]
}
