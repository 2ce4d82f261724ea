//! The workflows, as far as they can be judged without running them, and what publishing depends on.

use std::fs;
use std::path::PathBuf;

use serde_yaml::Value;

use crate::fixture::{BookTest, investigate, own, root};

/// A workflow's file name, its text and what it says.
fn workflows() -> Vec<(String, String, Value)> {
    let files = fs::read_dir(root().join(".github/workflows")).unwrap().map(|entry| entry.unwrap().path());
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
    assert_eq!(names, ["ci.yml", "measure.yml", "pages.yml"]);
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

/// The jobs that may write, with what they may.
const WRITERS: [(&str, &[&str]); 2] =
    [("deploy", &["pages", "id-token"]), ("propose", &["contents", "pull-requests"])];

#[test]
fn only_the_jobs_that_deploy_and_propose_may_write() {
    let mut writers = Vec::new();
    for (name, _, value) in workflows() {
        let contents_only: Value = serde_yaml::from_str("contents: read").unwrap();
        assert_eq!(value["permissions"], contents_only, "{name}");
        for (job, steps) in value["jobs"].as_mapping().unwrap() {
            let Some(permissions) = steps.get("permissions").and_then(Value::as_mapping) else { continue };
            let written = permissions.iter().filter(|(_, level)| level.as_str() != Some("read"));
            let written: Vec<String> = written.map(|(what, _)| what.as_str().unwrap().to_owned()).collect();
            if !written.is_empty() {
                writers.push((job.as_str().unwrap().to_owned(), written));
            }
        }
    }
    writers.sort();
    let allowed =
        WRITERS.map(|(job, what)| (job.to_owned(), what.iter().map(|it| (*it).to_owned()).collect()));
    assert_eq!(writers, allowed);
}

/// What the steps of a job run, in their order.
fn runs(workflow: &Value, job: &str) -> Vec<String> {
    let steps = workflow["jobs"][job]["steps"].as_sequence().unwrap_or_else(|| panic!("no job {job}"));
    steps.iter().filter_map(|step| step["run"].as_str()).map(str::to_owned).collect()
}

#[test]
fn a_job_that_may_write_runs_no_code_of_the_repository() {
    for (file, job) in [("pages.yml", "deploy"), ("measure.yml", "propose")] {
        let run = runs(&workflow(file), job).join("\n");
        assert!(!run.contains("cargo") && !run.contains("./"), "{run}");
    }
}

#[test]
fn evidence_is_measured_only_when_somebody_asks_for_it() {
    let measure = workflow("measure.yml");
    let events: Vec<&str> =
        measure["on"].as_mapping().unwrap().keys().map(|event| event.as_str().unwrap()).collect();
    assert_eq!(events, ["workflow_dispatch"]);
    assert_eq!(measure["on"]["workflow_dispatch"]["inputs"]["quick"]["type"], "boolean");
    let kinds = measure["jobs"]["measure"]["strategy"]["matrix"]["include"].as_sequence().unwrap();
    let kinds: Vec<&str> = kinds.iter().map(|kind| kind["kind"].as_str().unwrap()).collect();
    let systems = ["linux", "macos", "windows"];
    let expected =
        systems.iter().flat_map(|system| ["x86", "arm"].map(|kind| format!("github-{system}-{kind}")));
    assert!(expected.eq(kinds));
}

#[test]
fn what_the_measuring_workflow_runs_is_understood_and_leaves_the_record_that_it_keeps() {
    let measure = workflow("measure.yml");
    let run = runs(&measure, "measure").join("\n");
    assert!(run.contains("cargo run --release --locked -- measure \"${options[@]}\""), "{run}");
    assert!(
        run.contains("options=(--as \"$KIND\" --replace)") && run.contains("options+=(--quick)"),
        "{run}"
    );
    // Where there is no project, a command that is understood says so.
    let nowhere = tempfile::tempdir().unwrap();
    let options = ["measure", "--as", "github-linux-x86", "--replace", "--quick"];
    let output = investigate().args(options).current_dir(nowhere.path()).output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(said.contains("has a book.toml"), "{said}");
    let steps = measure["jobs"]["measure"]["steps"].as_sequence().unwrap();
    let kept = steps.iter().find_map(|step| step["with"]["path"].as_str()).unwrap();
    assert_eq!(kept, "records/${{ matrix.kind }}-typical.json");
}

#[test]
fn pages_are_deployed_after_the_tests_and_a_pull_request_keeps_its_book() {
    let pages = workflow("pages.yml");
    assert_eq!(pages["jobs"]["deploy"]["needs"], "build");
    let run = runs(&pages, "build");
    let place = |command: &str| run.iter().position(|run| run == command).unwrap();
    assert!(place("cargo test --locked") < place("cargo run --locked -- build"));
    let gate = workflow("ci.yml");
    let steps = gate["jobs"]["test"]["steps"].as_sequence().unwrap();
    let kept = steps.iter().find(|step| step["with"]["name"] == "book").unwrap();
    assert!(kept["if"].as_str().unwrap().contains("pull_request"));
}

#[test]
fn mac_os_runs_the_test_command_that_the_readme_names() {
    let readme = own("README.md");
    assert!(readme.contains("\n$ cargo test "));
    assert!(runs(&workflow("ci.yml"), "macos").contains(&"cargo test --locked".to_owned()));
}

#[test]
fn the_pages_are_built_for_the_path_that_they_are_served_from() {
    let pages = workflow("pages.yml");
    let steps = pages["jobs"]["build"]["steps"].as_sequence().unwrap();
    let build = steps.iter().find(|step| step["run"] == "cargo run --locked -- build").unwrap();
    assert_eq!(build["env"]["MDBOOK_OUTPUT__HTML__SITE_URL"], "${{ steps.pages.outputs.base_url }}/");
    // A second place would contradict it, and a reader's own build is at the root.
    assert!(!own("book.toml").contains("site-url"));
}

#[test]
fn below_a_sub_path_the_page_for_a_missing_address_finds_its_files() {
    // It is served under any address, so relative links would start anywhere.
    let whole = "https://example.org/a-fork/";
    let places =
        [(Some("/a-fork/"), "/a-fork/"), (Some("/a-fork"), "/a-fork/"), (Some("/"), "/"), (None, "/")];
    for (variable, base) in places.into_iter().chain([(Some(whole), "/a-fork/")]) {
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
