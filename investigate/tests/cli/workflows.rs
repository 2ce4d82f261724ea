//! The workflows, as far as they can be judged without running them, and what publishing depends on.

use std::fs;
use std::path::{Path, PathBuf};

use serde_yaml::Value;

use crate::fixture::BookTest;

/// A workflow's file name, its text and what it says.
fn workflows() -> Vec<(String, String, Value)> {
    let folder: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR")).join("../.github/workflows");
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let read = |path: PathBuf| {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let text = fs::read_to_string(&path).unwrap();
        let value = serde_yaml::from_str(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
        (name, text, value)
    };
    let mut workflows: Vec<_> = files.map(read).collect();
    workflows.sort_by(|(first, ..), (second, ..)| first.cmp(second));
    workflows
}

fn workflow(name: &str) -> Value {
    let found = workflows().into_iter().find(|(file, ..)| file == name);
    found.map_or_else(|| panic!("there is no workflow {name}"), |(.., value)| value)
}

/// Every `uses` at any depth: steps use actions, and jobs use workflows.
fn uses(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Mapping(fields) => {
            for (key, value) in fields {
                match value.as_str() {
                    Some(action) if key.as_str() == Some("uses") => found.push(action.to_owned()),
                    _ => uses(value, found),
                }
            }
        }
        Value::Sequence(values) => values.iter().for_each(|value| uses(value, found)),
        _ => {}
    }
}

/// What is wrong with how a workflow names its actions.
fn loose_pins(text: &str, value: &Value) -> Vec<String> {
    let mut actions = Vec::new();
    uses(value, &mut actions);
    let pinned = |action: &str| {
        let commit = action.split_once('@').map_or("", |(_, commit)| commit);
        let whole =
            commit.len() == 40 && commit.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        // For people: which release that commit is.
        whole && text.contains(&format!("uses: {action} # v"))
    };
    actions.retain(|action| !pinned(action));
    actions
}

#[test]
fn there_are_workflows_and_each_is_yaml_with_jobs() {
    let workflows = workflows();
    let names: Vec<&str> = workflows.iter().map(|(name, ..)| name.as_str()).collect();
    assert_eq!(names, ["ci.yml", "pages.yml"]);
    for (name, _, value) in &workflows {
        assert!(value["jobs"].as_mapping().is_some_and(|jobs| !jobs.is_empty()), "{name}");
    }
}

#[test]
fn every_action_is_pinned_to_a_commit_and_its_release_is_named() {
    for (name, text, value) in workflows() {
        assert_eq!(loose_pins(&text, &value), [""; 0], "{name}");
    }
}

#[test]
fn a_tag_a_short_commit_and_a_missing_release_are_no_pin() {
    let commit = "0123456789abcdef0123456789abcdef01234567";
    let text = format!(
        "jobs:\n  a:\n    uses: o/flow@main\n  b:\n    steps:\n    - uses: o/tag@v4 # v4\n    - uses: o/short@0123456 # v1\n\
        \x20   - uses: o/bare@{commit}\n    - uses: o/good@{commit} # v1.0.0\n    - uses: o/none\n"
    );
    let value = serde_yaml::from_str(&text).unwrap();
    let bare = format!("o/bare@{commit}");
    assert_eq!(loose_pins(&text, &value), ["o/flow@main", "o/tag@v4", "o/short@0123456", &bare, "o/none"]);
}

#[test]
fn only_the_job_that_deploys_may_write() {
    for (name, _, value) in workflows() {
        let contents_only: Value = serde_yaml::from_str("contents: read").unwrap();
        assert_eq!(value["permissions"], contents_only, "{name}");
        for (job, steps) in value["jobs"].as_mapping().unwrap() {
            let Some(permissions) = steps.get("permissions").and_then(Value::as_mapping) else { continue };
            let writes = permissions.iter().any(|(_, level)| level.as_str() != Some("read"));
            assert_eq!(writes, job.as_str() == Some("deploy"), "{name}: {job:?}");
        }
    }
}

#[test]
fn the_pages_are_built_for_the_path_that_they_are_served_from() {
    let pages = workflow("pages.yml");
    let steps = pages["jobs"]["build"]["steps"].as_sequence().unwrap();
    let build = steps.iter().find(|step| step["run"] == "cargo run --locked -- build").unwrap();
    assert_eq!(build["env"]["MDBOOK_OUTPUT__HTML__SITE_URL"], "${{ steps.pages.outputs.base_path }}/");
    // A second place would contradict it, and a reader's own build is at the root.
    let book = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../book.toml")).unwrap();
    assert!(!book.contains("site-url"));
}

#[test]
fn below_a_sub_path_the_page_for_a_missing_address_finds_its_files() {
    // It is served under any address, so relative links would start anywhere.
    for (variable, base) in [(Some("/a-fork/"), "/a-fork/"), (Some("/"), "/"), (None, "/")] {
        let project = BookTest::new().chapter("part/second.md", "# Second\n").project();
        let mut command = project.command().arg("build");
        if let Some(url) = variable {
            command = command.env("MDBOOK_OUTPUT__HTML__SITE_URL", url);
        }
        command.assert().success();
        let page = project.read("book/404.html");
        assert!(page.contains(&format!("<base href=\"{base}\">")), "{base}: {page}");
    }
}
