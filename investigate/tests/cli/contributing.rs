//! What CONTRIBUTING.md says can be done, done in a copy of the project as it says.

use evidence::Record;

use crate::fixture::{Project, changed, own};
use crate::refused::SAID;
use crate::reproducible::BUILT;

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

/// The project with a chapter more, and with the record that it shows.
pub(crate) fn with_a_chapter(project: Project) -> Project {
    project.change("src/SUMMARY.md", |text| format!("{}\n- [Binary sizes](sizes.md)\n", text.trim_end()));
    project.with("records/sizes/investigate.json", SIZES).with("src/sizes.md", CHAPTER)
}

/// A copy of the project with all that is added below, and with its claim and its judgement accepted.
pub(crate) fn added() -> Project {
    let copy = with_a_chapter(Project::checkout());
    copy.change("gates.toml", |text| text + GATE);
    let of_the_book = copy.read("records/amd-epyc-family-25-model-1-2-cores-typical.json");
    let of_a_laptop = changed(&of_the_book, |record: &mut Record| {
        record.name = "new-laptop-typical".to_owned();
        record.coordinates.insert("machine".to_owned(), "new-laptop".to_owned());
        record.machine.as_mut().unwrap().name = "new-laptop".to_owned();
    });
    copy.write("records/new-laptop-typical.json", of_a_laptop);
    for id in ["stripping-halves", "small-enough"] {
        copy.command().args(["accept", id]).assert().success();
    }
    copy
}

#[test]
fn a_chapter_a_claim_a_judgement_a_gate_a_kind_of_evidence_and_a_machine_are_added_as_it_says() {
    // A claim is reviewed before it is published.
    assert!(SAID.contains("cargo run -- accept stripping-halves"), "{}", *SAID);
    for (name, shown) in [
        ("sizes.html", "5\u{a0}MB"),
        ("sizes.html", "2\u{a0}MB"),
        ("sizes.html", "Nobody has asked for less."),
        ("matrix.html", "A walk over the items takes at most three times as long"),
        ("machines.html", "<code>new-laptop-typical</code>"),
    ] {
        let page = String::from_utf8_lossy(&BUILT.0[name]);
        assert!(page.contains(shown), "{shown}: {page}");
    }
    // What a new gate finds is recorded with the decision.
    let copy = added();
    let decide = |option: &str| copy.command().args(["decide", option]).assert();
    decide("--check").code(1);
    decide("--accept").success();
    decide("--check").success();
}

#[test]
fn each_of_its_sections_is_short() {
    let text = own("CONTRIBUTING.md");
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
