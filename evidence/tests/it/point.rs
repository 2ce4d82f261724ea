//! Figures of any record, alone and in predicates.

use evidence::claim::{Claim, Judge};
use evidence::metric::{Ask, Figures, Metric, View};
use evidence::predicate::{Flip, Formula, JudgeError, Moved, Predicate, Truth};
use evidence::{Basis, Coordinates, Estimate, Evidence, Unit};
use serde_json::{Value, json};

use crate::fixture::Folder;

/// Times of two maps at two sizes in eight rounds, one point without its fellow's rounds; sizes that are counted; a value with runs.
fn maps(name: &str) -> Value {
    let of = ["function", "n"];
    let rounds = |unit: f64| [0.98, 1.0, 1.02, 1.01, 0.99, 1.0, 1.03, 0.97].map(|part| part * unit);
    json!({
        "schema": 2, "name": name, "command": "bench",
        "axes": {"function": [{"id": "hash"}, {"id": "tree"}, {"id": "list"}], "n": "number"},
        "measures": {
            "time": {"unit": "ns", "axes": of, "baseline": {"function": "hash"}},
            "size": {"unit": "bytes", "axes": of, "baseline": {"function": "hash"}},
            "build": {"unit": "ns", "axes": ["function"]},
        },
        "figures": {
            "time": {
                "hash/10": rounds(10.0), "hash/1000": rounds(20.0),
                "tree/10": rounds(15.0), "tree/1000": [58.0, 60.0, 62.0], "list/10": rounds(5.0),
            },
            "size": {"hash/10": 100.0, "tree/10": 250.0, "list/10": 0.0, "tree/1000": 1.0},
            "build": {"hash": {"value": 5.0, "runs": [6.0, 5.0, 7.0]}},
        },
        "absent": {"time/list/1000": "It takes an hour."},
    })
}

fn evidence() -> Evidence {
    let folder = Folder::new().with("maps.json", maps("maps").to_string());
    Evidence::load(folder.path()).unwrap()
}

fn anywhere() -> Coordinates {
    Coordinates::default()
}

fn of(record: &str) -> Coordinates {
    [("record", record)].into_iter().collect()
}

fn look(path: &str) -> Result<Estimate, String> {
    evidence()
        .point(path, &anywhere(), &anywhere())
        .map(|point| point.value())
        .map_err(|error| error.to_string())
}

fn ratio(path: &str) -> Result<Estimate, String> {
    let evidence = evidence();
    evidence
        .point(path, &anywhere(), &anywhere())
        .and_then(|point| point.relative())
        .map_err(|error| error.to_string())
}

#[test]
fn a_figure_has_the_interval_of_its_rounds_the_range_of_its_runs_or_none() {
    let rounds = look("time/hash/10").unwrap();
    assert_eq!((rounds.value, rounds.unit, rounds.basis), (10.0, Unit::Nanoseconds, Basis::Rounds(8)));
    assert!(9.6 < rounds.low && rounds.low < 10.0 && 10.0 < rounds.high && rounds.high < 10.4, "{rounds:?}");
    let few = look("time/tree/1000").unwrap();
    assert_eq!((few.value, few.low, few.high), (60.0, 58.0, 62.0));
    assert_eq!(few.basis, Basis::Range { rounds: 3, confidence: 0.75 });
    let runs = look("build/hash").unwrap();
    assert_eq!((runs.value, runs.low, runs.high, runs.basis), (5.0, 5.0, 7.0, Basis::Runs(3)));
    let exact = look("size/tree/10").unwrap();
    assert_eq!((exact.low, exact.high, exact.basis), (250.0, 250.0, Basis::Counted));
}

#[test]
fn rounds_are_divided_round_by_round_and_what_is_not_paired_end_by_end() {
    // Both move together from round to round, so their ratio does not.
    let paired = ratio("time/tree/10").unwrap();
    assert_eq!((paired.unit, paired.basis), (Unit::Ratio, Basis::Rounds(8)));
    assert!(paired.low > 1.499 && paired.high < 1.501, "{paired:?}");
    let unpaired = ratio("time/tree/1000").unwrap();
    assert_eq!(unpaired.basis, Basis::Unpaired);
    let (own, of) = (look("time/tree/1000").unwrap(), look("time/hash/1000").unwrap());
    assert_eq!((unpaired.value, unpaired.low, unpaired.high), (3.0, own.low / of.high, own.high / of.low));
    let exact = ratio("size/tree/10").unwrap();
    assert_eq!((exact.value, exact.basis), (2.5, Basis::Counted));
}

#[test]
fn ratios_that_were_formed_within_rounds_are_those_of_the_record() {
    let folder = Folder::changed(|record| {
        record["figures"]["time-ratio"]["push/vec-again/92"] = json!([1.25, 1.5]);
    });
    let evidence = Evidence::load(folder.path()).unwrap();
    let ratio =
        evidence.point("time/push/vec-again/92", &anywhere(), &anywhere()).unwrap().relative().unwrap();
    assert_eq!((ratio.value, ratio.low, ratio.high), (1.375, 1.25, 1.5));
}

#[test]
fn a_ratio_to_another_is_formed_within_rounds_too() {
    // Own ratios are to `vec`, in each round; so is that of the other, and what is left is one to the other.
    let folder = Folder::changed(|record| {
        record["figures"]["time-ratio"]["push/vec-again/92"] = json!([1.25, 1.6]);
    });
    let evidence = Evidence::load(folder.path()).unwrap();
    let to = |path: &str, other: &str| {
        let point = evidence.point(path, &anywhere(), &anywhere()).unwrap();
        point.relative_to(other).map_err(|error| error.to_string())
    };
    let ratio = to("time/push/vec/92", "vec-again").unwrap();
    assert_eq!((ratio.low, ratio.high, ratio.unit), (0.625, 0.8, Unit::Ratio));
    assert_eq!(to("time/push/vec-again/92", "vec-again").unwrap().value, 1.0);
    assert_eq!(
        to("time/push/vec/92", "rope").unwrap_err(),
        "`time/push/vec/92` has no ratio in record m-typical: `time/push/rope/92` has no figure there"
    );
    assert_eq!(
        to("allocations/push/vec/92", "vec-again").unwrap_err(),
        "`allocations/push/vec/92` has no ratio in record m-typical: its measure has no baseline, or one on several axes, in whose \
         place `vec-again` could stand"
    );
}

#[test]
fn without_ratios_in_a_record_two_figures_of_as_many_rounds_are_divided_round_by_round() {
    let evidence = evidence();
    let point = |path: &str| evidence.point(path, &anywhere(), &anywhere()).unwrap();
    let paired = point("time/hash/10").relative_to("tree").unwrap();
    assert_eq!(paired.basis, Basis::Rounds(8));
    assert!(paired.low > 0.666 && paired.high < 0.667, "{paired:?}");
    assert_eq!(point("time/hash/1000").relative_to("tree").unwrap().basis, Basis::Unpaired);
}

#[test]
fn what_is_not_there_is_refused_with_what_is_near() {
    let said = |path: &str| look(path).unwrap_err();
    assert_eq!(
        said("tmie/hash/10"),
        "there is no measure `tmie`; there are `allocations`, `build`, `dumps-per-stage`, \
         `site-dumps`, `size`, `time`, `time-ratio`, `wall-git-share`, `wall-ns`"
    );
    let near = said("time/tree/11");
    assert!(near.starts_with("there is no `time/tree/11`; near it are `time/tree/10`, "), "{near}");
    assert_eq!(said("time/list/1000"), "record maps has no `time/list/1000`: It takes an hour.");
    assert!(said("time").starts_with("there is no `time`; near it are"), "{}", said("time"));
    assert!(said("").starts_with("there is no measure ``"), "{}", said(""));
    let evidence = evidence();
    let named =
        |path: &str, record: &str| evidence.point(path, &anywhere(), &of(record)).unwrap_err().to_string();
    assert_eq!(named("time/hash/10", "mpas"), "there is no record `mpas`; there are m-typical, maps");
    assert!(
        named("time/hash/10", "m-typical")
            .starts_with("there is no `time/hash/10` at record=\"m-typical\"; near it are")
    );
    assert_eq!(
        ratio("build/hash").unwrap_err(),
        "the measure of `build/hash` has no baseline in record maps. Divide two figures instead: fig(\"…\") / fig(\"…\")."
    );
    assert_eq!(
        ratio("size/tree/1000").unwrap_err(),
        "`size/tree/1000` has no ratio in record maps: its baseline `size/hash/1000` has no figure there"
    );
}

#[test]
fn a_baseline_of_zero_divides_nothing() {
    let mut zero = maps("maps");
    zero["figures"]["size"]["hash/10"] = json!(0.0);
    let folder = Folder::new().with("maps.json", zero.to_string());
    let evidence = Evidence::load(folder.path()).unwrap();
    let said =
        evidence.point("size/tree/10", &anywhere(), &anywhere()).unwrap().relative().unwrap_err().to_string();
    assert_eq!(said, "`size/tree/10` has no ratio in record maps: its baseline `size/hash/10` is zero there");
}

#[test]
fn a_point_of_two_records_is_refused_with_both_until_one_is_named() {
    let folder = Folder::new()
        .with("maps.json", maps("maps").to_string())
        .with("other.json", maps("other").to_string());
    let evidence = Evidence::load(folder.path()).unwrap();
    assert_eq!(
        evidence.point("time/hash/10", &anywhere(), &anywhere()).unwrap_err().to_string(),
        "`time/hash/10` stands in several records: maps and other. Say which is meant: record=\"maps\"."
    );
    assert_eq!(evidence.point("time/hash/10", &anywhere(), &of("other")).unwrap().record.name, "other");
}

#[test]
fn the_records_of_a_measure_are_one_cube_and_the_view_says_which_is_meant() {
    let on = |machine: &str, key: &str| {
        let mut record = maps(&format!("{machine}-{key}"));
        record["coordinates"] = json!({"machine": machine, "keys": key});
        record["figures"]["size"]["hash/10"] = json!(machine.len());
        record.to_string()
    };
    let folder = Folder::new()
        .with("new-text.json", on("new", "text"))
        .with("older-text.json", on("older", "text"))
        .with("older-number.json", on("older", "number"));
    let evidence = Evidence::load(folder.path()).unwrap();
    let at = |pairs: &[(&str, &str)]| pairs.iter().copied().collect::<Coordinates>();
    let view = at(&[("machine", "older"), ("keys", "text")]);
    let look = |named: &[(&str, &str)]| {
        let point = evidence.point("size/hash/10", &view, &at(named));
        point.map(|point| point.record.name.clone()).map_err(|error| error.to_string())
    };
    assert_eq!(look(&[]).unwrap(), "older-text");
    assert_eq!(look(&[("machine", "new")]).unwrap(), "new-text");
    assert_eq!(look(&[("keys", "number")]).unwrap(), "older-number");
    insta::assert_snapshot!(
        [
            look(&[("keys", "float")]).unwrap_err(),
            look(&[("system", "linux")]).unwrap_err(),
            evidence.point("size/hash/10", &at(&[("keys", "text")]), &anywhere()).unwrap_err().to_string(),
        ]
        .join("\n")
    );
    let views: Vec<String> = evidence.views(&view).unwrap().into_iter().map(|view| view.name).collect();
    assert_eq!(views, ["older-text", "new-text", "older-number"]);
    // By one axis alone, records that differ on others are one view.
    let views = evidence.views(&at(&[("machine", "new")])).unwrap();
    assert_eq!(
        views.iter().map(|view| view.at.to_string()).collect::<Vec<_>>(),
        ["machine=\"new\"", "machine=\"m\"", "machine=\"older\""]
    );
    let nowhere = evidence.views(&at(&[("machine", "none")])).unwrap_err().to_string();
    assert!(nowhere.starts_with("there is no record at machine=\"none\"; there are "), "{nowhere}");
}

/// What is said of a predicate, with what would flip it.
fn judge(text: &str) -> (Result<Truth, JudgeError>, Vec<Flip>) {
    judge_by(&evidence(), text)
}

fn judge_by(evidence: &Evidence, text: &str) -> (Result<Truth, JudgeError>, Vec<Flip>) {
    let figures = Figures::of(evidence, &View::default());
    let claims = [Claim { id: "c".to_owned(), predicate: Predicate::parse(text).unwrap() }];
    let judge = Judge::new(&claims, &figures);
    (judge.judge("c"), judge.slack(&["c"], &|_| true).remove(0))
}

#[test]
fn a_predicate_of_any_record_holds_and_names_what_flips_it() {
    let (truth, flips) = judge("ratio(\"time/tree/10\") > 1.2 && fig(\"size/tree/10\") < 300");
    assert_eq!(truth, Ok(Truth::True));
    let size = Metric::new(Ask::Fig, "size/tree/10");
    let flip = flips.iter().find(|flip| flip.metric == size).unwrap();
    assert_eq!(flip.to, Moved::Count { from: 250.0, to: 300.0 }, "a count moves by whole units");
    let ratio = flips.iter().find(|flip| flip.metric.to_string() == "ratio(\"time/tree/10\")").unwrap();
    assert!(matches!(ratio.to, Moved::Times(factor) if (0.79..0.801).contains(&factor)), "{flips:?}");
    assert_eq!(judge("fig(\"time/tree/10\", record=\"maps\") < fig(\"time/hash/10\")").0, Ok(Truth::False));
    assert_eq!(judge("fig(\"time/tree/10\") < 15").0, Ok(Truth::Inconclusive));
}

#[test]
fn a_pattern_is_every_coordinate_but_the_baseline() {
    for (text, truth) in [
        ("greatest(\"ratio\", \"time/*/10\") < 1.6", Truth::True),
        ("least(\"fig\", \"time/*/10\") < 6", Truth::True),
        ("least(\"fig\", \"time/*/10\") < 4", Truth::False),
        ("greatest(\"fig\", \"time/*/*\", record=\"maps\") > 50", Truth::True),
        ("greatest(\"fig\", \"size/{hash,tree}/10\") == 250", Truth::True),
    ] {
        assert_eq!(judge(text).0, Ok(truth), "{text}");
    }
    let said = judge("greatest(\"fig\", \"time/*/11\") < 6").0.unwrap_err().to_string();
    assert!(said.starts_with("there is no `time/*/11`; near it are "), "{said}");
}

#[test]
fn a_figure_that_is_gone_without_a_word_is_missed_wherever_the_baseline_has_one() {
    let without = |gone: &str| {
        let mut record = maps("maps");
        record["absent"] = json!({});
        record["figures"]["time"].as_object_mut().unwrap().remove(gone);
        Evidence::load(Folder::new().with("maps.json", record.to_string()).path()).unwrap()
    };
    for (gone, text) in [
        ("list/1000", "greatest(\"fig\", \"time/list/*\") < 6"),
        ("tree/1000", "greatest(\"fig\", \"time/*/1000\") < 600"),
        ("tree/10", "least(\"ratio\", \"time/{tree,list}/*\") > 0.1"),
        ("tree/10", "1 < 2 || least(\"fig\", \"time/*/*\") > 0"),
    ] {
        let evidence = without(gone);
        let said = judge_by(&evidence, text).0.unwrap_err().to_string();
        assert!(said.starts_with("there is no `time/"), "{text}: {said}");
    }
    // The baseline has no thousand there, and nobody else need have.
    assert_eq!(judge("greatest(\"fig\", \"size/*/*\") < 300").0, Ok(Truth::True));
}

#[test]
fn a_formula_that_is_one_figure_knows_it() {
    let rules = evidence::rules::Rules::default();
    let figure = |text: &str| Formula::parse(text).unwrap().figure(&rules).map(ToString::to_string);
    assert_eq!(figure("fig(\"time/tree/10\")").unwrap(), "fig(\"time/tree/10\")");
    assert_eq!(figure("(ratio(\"a/b\", record=\"r\"))").unwrap(), "ratio(\"a/b\", record=\"r\")");
    assert_eq!(figure("2 * fig(\"time/tree/10\")"), None);
}
