//! What CONTRIBUTING.md says can be done, done in a copy of the project as it says.

use std::fs;
use std::path::Path;

use evidence::Record;
use snapbox::cmd::OutputAssert;
use tempfile::TempDir;

use crate::fixture::{changed, investigate};
use crate::reproducible::checkout_into;

/// A copy of the project.
struct Copy(TempDir);

impl Copy {
    fn new() -> Self {
        let folder = TempDir::new().unwrap();
        checkout_into(folder.path());
        Self(folder)
    }

    fn change(&self, file: &str, change: impl FnOnce(String) -> String) {
        let path = self.0.path().join(file);
        let text = fs::read_to_string(&path).unwrap_or_default();
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, change(text)).unwrap();
    }

    fn add(&self, file: &str, text: &str) {
        self.change(file, |before| before + text);
    }

    fn run(&self, arguments: &[&str]) -> OutputAssert {
        investigate().args(arguments).current_dir(self.0.path()).assert()
    }

    fn page(&self, name: &str) -> String {
        fs::read_to_string(self.0.path().join("book").join(name)).unwrap()
    }
}

const CHAPTER: &str = r#"# Binary sizes

[= claim("stripping-halves") =]Stripping leaves less than half[= end() =]: [= fig("size/plain") =] become [= fig("size/stripped") =].
[= judgement("small-enough", reason="Nobody has asked for less.") =]That is small enough.[= end() =]

<!-- claims
stripping-halves: fig("size/stripped") / fig("size/plain") < 0.5
-->
"#;

/// A record of a kind that nothing here has heard of, as a script would write it.
const SIZES: &str = r#"{
  "schema": 2, "name": "sizes/investigate", "command": "ls -l", "axes": {"binary": [{"id": "plain"}, {"id": "stripped"}]},
  "measures": {"size": {"unit": "bytes", "axes": ["binary"]}},
  "figures": {"size": {"plain": 5000000.0, "stripped": 2000000.0}}
}"#;

const GATE: &str = r#"
[[gate]]
id = "walk"
rule = "A walk over the items takes at most three times as long"
source = "this test"
over = { n = [92] }
holds = 'ratio("time/iterate/{representation}/{n}") <= 3'
"#;

#[test]
fn a_chapter_a_claim_a_judgement_a_gate_a_kind_of_evidence_and_a_machine_are_added_as_it_says() {
    let copy = Copy::new();
    copy.add("records/sizes/investigate.json", SIZES);
    copy.add("src/sizes.md", CHAPTER);
    copy.change("src/SUMMARY.md", |text| format!("{}\n- [Binary sizes](sizes.md)\n", text.trim_end()));
    copy.add("gates.toml", GATE);
    copy.change("records/new-laptop-typical.json", |_| {
        let of_the_book = "records/amd-epyc-family-25-model-1-2-cores-typical.json";
        let text = fs::read_to_string(copy.0.path().join(of_the_book)).unwrap();
        changed(&text, |record: &mut Record| {
            record.name = "new-laptop-typical".to_owned();
            record.coordinates.insert("machine".to_owned(), "new-laptop".to_owned());
            record.machine.as_mut().unwrap().name = "new-laptop".to_owned();
        })
    });

    // A claim is reviewed before it is published.
    let refused = copy.run(&["build"]).code(1);
    let said = String::from_utf8_lossy(&refused.get_output().stderr).into_owned();
    assert!(said.contains("cargo run -- accept stripping-halves"), "{said}");
    copy.run(&["accept", "stripping-halves"]).success();
    copy.run(&["accept", "small-enough"]).success();
    copy.run(&["build"]).success();
    let page = copy.page("sizes.html");
    assert!(page.contains("5\u{a0}MB") && page.contains("2\u{a0}MB"), "{page}");
    assert!(page.contains("Nobody has asked for less."), "{page}");
    assert!(copy.page("matrix.html").contains("A walk over the items takes at most three times as long"));
    assert!(copy.page("machines.html").contains("<code>new-laptop-typical</code>"));
    // What a new gate finds is recorded with the decision.
    copy.run(&["decide", "--check"]).code(1);
    copy.run(&["decide", "--accept"]).success();
    copy.run(&["decide", "--check"]).success();
}

#[test]
fn each_of_its_sections_is_short() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let text = fs::read_to_string(root.join("CONTRIBUTING.md")).unwrap();
    let sections: Vec<(&str, &str)> =
        text.split("\n## ").skip(1).map(|section| section.split_once('\n').unwrap()).collect();
    for name in
        ["A machine", "A claim", "A chapter", "A gate", "A measure", "A representation", "A kind of evidence"]
    {
        let (_, body) = sections.iter().find(|(title, _)| *title == name).unwrap();
        let lines = body.lines().filter(|line| !line.trim().is_empty()).count();
        assert!(lines < 10, "{name} has {lines} lines");
    }
}
