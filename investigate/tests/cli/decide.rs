//! `decide`: the recorded decision follows from the records, and a changed record breaks it.

mod supposed;

use std::path::Path;

use evidence::Evidence;
use evidence::decision::Decider;
use evidence::metric::{Ask, Figures, Metric, View};
use evidence::record::{Figure, Record};
use evidence::rules::{RuleFiles, Rules};

use crate::fixture::{Project, changed, investigate, own, root, told};

/// The name of the record that the book cites.
fn reference() -> String {
    let book: toml::Table = own("book.toml").parse().unwrap();
    let at = &book["preprocessor"]["evidence"]["coordinates"];
    format!("{}-{}", at["machine"].as_str().unwrap(), at["workload"].as_str().unwrap())
}

/// The project's own records and rules in a folder of their own, so that they can be changed.
fn copied() -> Project {
    let files = ["book.toml", "figures.toml", "gates.toml", "decision.toml", "records", "bench-crate/tests"];
    let project = Project::copy_of(&files).of_one_machine();
    // Without the package that was measured: whether the evidence is stale is tested with the build.
    project.change("book.toml", |text| text.replace("measured = \"bench-crate\"\n", ""));
    project
}

/// The same with another package to be measured than any record was taken of.
fn with_other_sources() -> Project {
    let other = Project::new();
    let files = ["bench-crate/Cargo.toml", "bench-crate/src/lib.rs", "Cargo.lock"];
    let project = files.iter().fold(copied(), |project, file| project.with(file, other.read(file)));
    project.change("book.toml", |text| {
        text.replace("[preprocessor.evidence]", "[preprocessor.evidence]\nmeasured = \"bench-crate\"")
    });
    project
}

fn change_record(project: &Project, change: impl FnOnce(&mut Record)) {
    project.change(&format!("records/{}.json", reference()), |text| changed(&text, change));
}

/// `decide --each` with these lines as its input.
fn each(project: &Project, lines: &str) -> (Option<i32>, String, String) {
    told(project.command().args(["decide", "--each"]).stdin(lines))
}

fn decide(project: &Project, arguments: &[&str]) -> (Option<i32>, String, String) {
    told(project.command().arg("decide").args(arguments))
}

/// The records of a folder, with its rules.
pub(crate) fn ruled(root: &Path) -> Evidence {
    let [figures, gates, decision] =
        ["figures.toml", "gates.toml", "decision.toml"].map(|file| Some(Path::new(file)));
    let rules = Rules::load(root, RuleFiles { figures, gates, decision }).unwrap();
    Evidence::load(&root.join("records")).unwrap().ruled(rules)
}

/// Multiplies the samples at a point of the record.
fn scale(record: &mut Record, point: &str, factor: f64) {
    for measure in ["time", "time-ratio"] {
        let Some(Figure::Rounds(samples)) = record.figures[measure].get_mut(point) else { panic!("{point}") };
        samples.iter_mut().for_each(|sample| *sample *= factor);
    }
}

#[test]
fn a_record_without_what_the_decision_asks_for_is_refused_and_the_figure_is_named() {
    let project = copied();
    change_record(&project, |record| {
        for measure in ["time", "time-ratio"] {
            record.figures[measure].retain(|point, _| !point.starts_with("yaml-save/"));
        }
    });
    let (code, _, errors) = decide(&project, &[]);
    assert_eq!(code, Some(2));
    let expected = format!("error: the decision cannot be made on record {}: ", reference());
    assert!(errors.starts_with(&expected), "{errors}");
    assert!(errors.contains("yaml-save"), "{errors}");
}

#[test]
fn stale_records_are_named_and_fail_the_check_unless_they_say_why_they_stand() {
    let project = with_other_sources();
    let (code, said, errors) = decide(&project, &["--check"]);
    assert_eq!(code, Some(1), "{errors}");
    let names = said.lines().find_map(|line| line.strip_prefix("Stale: ")).unwrap();
    let names: Vec<&str> = names.split_once(". Record").unwrap().0.split(", ").collect();
    assert!(names.contains(&reference().as_str()) && names.contains(&"serde/built-in"), "{names:?}");
    // The project that it was copied into has none of what was measured.
    let which = format!(
        "  stale evidence: {} (how bench-crate is built, the benches of bench-crate, the code of bench-crate, \
         what bench-crate depends on changed)\n",
        names.join(", ")
    );
    assert!(errors.contains(&which), "{errors}");

    let records = Evidence::load(&project.path("records")).unwrap();
    let now = evidence::source::fingerprint(&project.path(""), "bench-crate").unwrap().with(&records);
    for name in &names {
        let waived = |record: &mut Record| record.waive("Only a comment changed.", &now);
        project.change(&format!("records/{name}.json"), |text| changed(&text, waived));
    }
    let (code, said, errors) = decide(&project, &["--check"]);
    assert_eq!(code, Some(0), "{errors}");
    let line = format!("Of other sources, and stands: {}. Only a comment changed.\n", reference());
    assert!(said.contains("No evidence is stale.") && said.contains(&line), "{said}");
    let (_, said, _) = decide(&project, &["--json"]);
    let said: serde_json::Value = serde_json::from_str(&said).unwrap();
    assert_eq!(said["stale"].as_array().unwrap().len(), 0);
    assert_eq!(said["stands"].as_array().unwrap().len(), names.len());
}

#[test]
fn archived_records_hold_nothing_up_and_are_named_as_such() {
    let project = with_other_sources();
    let (_, said, _) = decide(&project, &["--check"]);
    let names = said.lines().find_map(|line| line.strip_prefix("Stale: ")).unwrap();
    for name in names.split_once(". Record").unwrap().0.split(", ") {
        project
            .command()
            .args(["measure", "--archive", name, "That machine is gone."])
            .assert()
            .success()
            .stdout_eq(format!("records/{name}.json is archived: That machine is gone.\n"));
    }
    let (code, said, errors) = decide(&project, &["--check"]);
    assert_eq!(code, Some(0), "{errors}");
    assert!(said.contains("No evidence is stale."), "{said}");
    assert!(said.contains("Archived: serde/built-in. That machine is gone.\n"), "{said}");
    let (_, said, _) = decide(&project, &["--json"]);
    let said: serde_json::Value = serde_json::from_str(&said).unwrap();
    let archived = said["archived"].as_array().unwrap();
    assert!(archived.iter().any(|it| it["record"] == "serde/built-in"), "{archived:?}");
}

/// Every text of a value, formulas among them.
fn texts(value: &toml::Value, found: &mut Vec<String>) {
    match value {
        toml::Value::String(text) => found.push(text.clone()),
        toml::Value::Array(values) => values.iter().for_each(|value| texts(value, found)),
        toml::Value::Table(table) => table.iter().for_each(|(_, value)| texts(value, found)),
        _ => {}
    }
}

#[test]
fn the_cost_model_knows_of_the_fields_variants_todays_alone() {
    let read = |file: &str| own(file).parse::<toml::Table>().unwrap();
    let mut decision = read("decision.toml");
    // What they are tested on. All else is the fit.
    assert!(!decision.remove("prediction").unwrap()["row"].as_array().unwrap().is_empty());
    let mut figures = read("figures.toml");
    // How large a change is, is no time.
    figures.remove("lines_of_type").unwrap();
    figures.remove("lines_of_requests").unwrap();
    let mut fit = Vec::new();
    texts(&decision.into(), &mut fit);
    texts(&figures.into(), &mut fit);
    let fit = fit.join("\n");
    let variants = [
        "handler-per-phase-ns/",
        "drop-per-phase-ns/",
        "handler-and-drop-per-phase-ns/",
        "handler-and-drop-share/",
        "copies-per-phase/",
        "snapshots-per-phase/",
        "item-queries-per-phase/",
    ];
    let mut asked_for = 0;
    for measure in variants {
        let opening = format!("fig(\"field-{measure}");
        let asked = fit.split(opening.as_str()).skip(1);
        for metric in asked.map(|rest| rest.split('"').next().unwrap()) {
            // Or of the same code in another set of runs.
            assert!(["vec+today/92/3", "vec+today-beside-memo/92/3"].contains(&metric), "{measure}{metric}");
            asked_for += 1;
        }
    }
    assert!(asked_for > 3, "{asked_for}");
}

#[test]
fn what_a_quick_run_measures_is_enough_for_the_decision_and_every_concluding_claim() {
    let quick = reference().replace("-typical", "-backlog-4bc9b7a");
    let record = own(&format!("records/{quick}.json"));
    assert_eq!(Record::from_json("quick", &record).unwrap().label("mode"), "quick");
    let (code, said, errors) = told(investigate().args(["decide", "--record", &quick, "--root"]).arg(root()));
    assert_eq!(code, Some(0), "{errors}");
    let (_, said) =
        said.split_once("\nOn this machine the rules choose ").expect("it ends with the conclusion");
    assert!(said.contains("claims that its conclusion rests on"), "{said}");
    assert!(!said.contains("was not measured"), "{said}");
}

#[test]
fn the_recorded_decision_follows_from_the_records() {
    let (code, said, errors) = decide(&copied(), &["--check"]);
    assert_eq!(code, Some(0), "{errors}");
    assert!(said.starts_with("Decision: vec+today"), "{said}");
}

#[test]
fn a_ratio_that_crosses_its_limit_breaks_the_decision_and_is_named() {
    let project = copied();
    change_record(&project, |record| scale(record, "push/im/92", 0.1));
    let (code, _, errors) = decide(&project, &["--check"]);
    assert_eq!(code, Some(1));
    assert!(errors.contains("`im` failed, as written, on push/92; that no longer follows"), "{errors}");
}

#[test]
fn every_comparison_that_the_decision_records_breaks_it_when_it_moves() {
    let decision: toml::Table = own("decision.toml").parse().unwrap();
    let fails = decision["decided"]["fails"].as_table().unwrap();
    let mut moved = 0;
    let evidence = ruled(root());
    let recorded = evidence.rules().decision.as_ref().unwrap().decided.clone().unwrap();
    let own = evidence.any(&recorded.record).unwrap();
    let view = View::of(own);
    let figures = Figures::of(&evidence, &view);
    let mut changed = evidence.clone();
    for (representation, cells) in fails {
        // All of one representation at once, each to where it alone would pass. Each has to be named.
        let mut other = own.clone();
        let mut names = Vec::new();
        for cell in cells.as_array().unwrap() {
            let name = cell.as_str().unwrap();
            if name.ends_with('?') {
                continue;
            }
            let (operation, n) = name.split_once('/').unwrap();
            let metric = Metric::new(Ask::Ratio, format!("time/{operation}/{representation}/{n}"));
            let slack = 1.1 / figures.look(&metric).unwrap().low;
            let Some(Figure::Rounds(ratios)) =
                other.figures["time-ratio"].get_mut(&format!("{operation}/{representation}/{n}"))
            else {
                panic!("{name} has no rounds")
            };
            ratios.iter_mut().for_each(|sample| *sample *= slack * 0.9);
            names.push(name);
        }
        changed = changed.with(other);
        let figures = Figures::of(&changed, &view);
        let decider = Decider::new(&figures).unwrap();
        let now = decider.decide(&decider.project().unwrap()).unwrap();
        let broken = recorded.differences(&now.to_record(&view.name, ""));
        for name in &names {
            let named =
                broken.iter().any(|text| text.contains(representation.as_str()) && text.contains(name));
            assert!(named, "{representation} passed on {name} and nothing named it: {broken:?}");
        }
        moved += names.len();
    }
    assert!(moved >= 60, "only {moved} comparisons carry the decision");
}

#[test]
fn json_names_the_choice_and_every_gate() {
    let (code, said, _) = decide(&copied(), &["--json"]);
    assert_eq!(code, Some(0));
    let document: serde_json::Value = serde_json::from_str(&said).unwrap();
    assert_eq!(document["chosen"], "vec+today");
    assert!(document["gates"].as_array().unwrap().iter().any(|gate| gate["gate"] == "push"
        && gate["representation"] == "im"
        && gate["as-written"] == "fail"));
}

#[test]
fn accept_writes_what_follows_and_keeps_the_rest() {
    let project = copied();
    project.change("decision.toml", |text| {
        text.replace("candidate = \"vec+today\"", "candidate = \"im+today\"")
    });
    assert_eq!(decide(&project, &["--check"]).0, Some(1));
    assert_eq!(decide(&project, &["--accept"]).0, Some(0));
    assert_eq!(decide(&project, &["--check"]).0, Some(0));
    let text = project.read("decision.toml");
    assert!(text.contains("# A change is worth its risk only if"), "comments are kept");
}
