//! What would be decided in another case: asked for alone, line by line, and on the map.

use evidence::decision::{Area, ChoiceMap, Decider, MapAxis};
use evidence::metric::{Figures, View};

use super::{copied, decide, each, reference, ruled};
use crate::fixture::Project;

#[test]
fn what_if_changes_the_case_and_not_the_files() {
    let project = copied();
    let before = project.read("decision.toml");
    let (code, said, errors) = decide(
        &project,
        &[
            "--set",
            "items=500",
            "--set",
            "snapshots-per-tick=11",
            "--set",
            "mutations_per_snapshot=2",
            "--set",
            "agent_ms=20",
        ],
    );
    assert_eq!(code, Some(0), "{errors}");
    assert!(
        said.contains(
            "agents of 20 ms, a tick of 52.6 ms, snapshots and writes at 1.00\u{a0}× their price (supposed)"
        ),
        "{said}"
    );
    assert_eq!(project.read("decision.toml"), before);
}

/// What is decided for another case, and how many writes a tick has there.
fn supposed(project: &Project, arguments: &[&str]) -> (String, f64) {
    let (code, said, errors) = decide(project, &[arguments, &["--json"]].concat());
    assert_eq!(code, Some(0), "{errors}");
    let document: serde_json::Value = serde_json::from_str(&said).unwrap();
    let of = |key: &str| document["case"][key].as_f64().unwrap();
    let writes = of("snapshots-per-tick") * of("mutations-per-snapshot");
    (document["chosen"].as_str().unwrap().to_owned(), writes)
}

#[test]
fn more_snapshots_are_taken_for_the_same_writes_and_a_number_of_writes_for_each_is_taken_at_its_word() {
    let project = copied();
    let (_, now) = supposed(&project, &[]);
    let near = |one: f64, other: f64| (one / other - 1.0).abs() < 1e-3;
    for snapshots in ["1", "40", "117", "1000000"] {
        let (_, writes) = supposed(&project, &["--set", &format!("snapshots_per_tick={snapshots}")]);
        assert!(near(writes, now), "{snapshots}: {writes} instead of {now}");
    }
    let both = ["--set", "snapshots_per_tick=11", "--set", "mutations_per_snapshot=2"];
    let (_, writes) = supposed(&project, &both);
    assert!(near(writes, 22.0), "{writes}");

    // Enough of them for so few writes pay for a change; as many writes more do not.
    assert_ne!(supposed(&project, &["--set", "snapshots_per_tick=1000000"]).0, "vec+today");
    assert_eq!(supposed(&project, &["--set", "snapshots_per_tick=4"]).0, "vec+today");
}

#[test]
fn a_point_of_the_map_is_what_is_decided_there() {
    let project = copied();
    let evidence = ruled(&project.path(""));
    let view = View::of(evidence.any(&reference()).unwrap());
    let figures = Figures::of(&evidence, &view);
    let decider = Decider::new(&figures).unwrap();
    let here = decider.project().unwrap();
    let place = |name: &str| decider.file().place(name).unwrap();
    let snapshots = here[place("snapshots_per_tick")];
    let y = MapAxis { parameter: place("snapshots_per_tick"), range: [snapshots / 2.0, snapshots * 1000.0] };
    for (name, range) in [("agent_ms", [1.0, 60_000.0]), ("items", [5.0, 10_000.0])] {
        let x = MapAxis { parameter: place(name), range };
        let map = ChoiceMap::of(&decider, &here, x, y).unwrap();
        // Beside each border, and in the middle of each part: where the areas are two percent wide, nothing is asked.
        let parts = map.columns.iter().flat_map(|(x, bands)| bands.iter().map(move |band| (*x, band)));
        let parts = parts.filter(|(_, band)| band.to / band.from > 1.05);
        let points: Vec<(f64, f64, &Area)> = parts
            .flat_map(|(x, band)| {
                let [low, high] = [band.from * 1.02, band.to / 1.02];
                [low, (low * high).sqrt(), high].map(|y| (x, y, &map.areas[band.area]))
            })
            .collect();
        assert!(
            points.len() > 100 && map.areas.len() > 1,
            "{} points, {} areas",
            points.len(),
            map.areas.len()
        );
        let asked: String =
            points.iter().map(|(x, y, _)| format!("snapshots_per_tick={y} {name}={x}\n")).collect();
        let (code, output, error) = each(&project, &asked);
        assert_eq!(code, Some(0), "{error}");
        assert_eq!(output.lines().count(), points.len());
        for (line, (x, y, area)) in output.lines().zip(points) {
            let decided: serde_json::Value = serde_json::from_str(line).unwrap();
            let chosen = decided["chosen"].as_str().unwrap();
            let as_good = std::iter::once(&area.candidate).chain(&area.as_good);
            let as_good: Vec<&str> = as_good.map(|it| it.name.as_str()).collect();
            assert!(
                as_good.contains(&chosen),
                "{name}={x} snapshots_per_tick={y}: {chosen}, and not {as_good:?}"
            );
        }
    }
}

#[test]
fn each_line_of_suppositions_is_answered_as_if_it_were_asked_alone() {
    let project = copied();
    let lines = "items=500 agent_ms=1000\n\nsnapshots_per_tick=40 mutations_per_snapshot=2\n";
    let (_, output, _) = each(&project, lines);
    let answers: Vec<serde_json::Value> =
        output.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(answers.len(), 3);
    let alone = ["--json", "--set", "snapshots_per_tick=40", "--set", "mutations_per_snapshot=2"];
    let alone: serde_json::Value = serde_json::from_str(&decide(&project, &alone).1).unwrap();
    for key in ["chosen", "case", "worth-share", "candidates"] {
        assert_eq!(answers[2][key], alone[key], "{key}");
    }
    assert_eq!((&answers[0]["case"]["items"], &answers[1]["case"]["items"]), (&500.0.into(), &92.0.into()));
}

#[test]
fn a_line_of_suppositions_that_cannot_be_is_refused_with_its_number() {
    let project = copied();
    for (lines, said) in [
        ("items=500\nitems\n", "standard input, line 2: write a parameter with its value"),
        ("items=many\n", "standard input, line 1: `many` is no number"),
        ("items=500\n\nsize=3\n", "standard input, line 3: there is no parameter `size`; there are items"),
        (
            "worth_share=2\n",
            "line 1: decision.toml: the parameter `worth_share` comes to 2. It must be a part between 0 and 1",
        ),
    ] {
        let (code, _, error) = each(&project, lines);
        assert!(error.contains(said), "{error}");
        assert_eq!(code, Some(2), "{lines}");
    }
}
