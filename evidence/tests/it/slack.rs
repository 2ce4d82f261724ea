//! How far a figure may move, compared with what judging everything anew says of every move on a grid.

use evidence::Evidence;
use evidence::claim::{Claim, Judge};
use evidence::decision::{ChoiceMap, Decider, MapAxis, Threshold};
use evidence::metric::{Ask, Figures, Metric, View};
use evidence::predicate::{Flip, JudgeError, Moved, Predicate, Truth};
use evidence::rules::Rules;
use serde_json::json;

use crate::fixture::Folder;

mod units;

/// A gate on pushes, and a decision between two containers and two patterns.
const GATES: &str = r#"
subject = "container"

[[gate]]
id = "push"
rule = "A push is hardly slower"
source = "here"
over = { operation = ["push"], n = [10, 100] }
holds = 'ratio("time/{operation}/{container}/{n}") <= 1.1'
material = 'slower * writes / with(turn, items=n) <= 0.01'
"#;

const FIGURES: &str = r#"
dumps = 'dumps_per_turn * middle(fig("dumps/plain/{pattern}/50/3") / fig("dumps/plain/today/50/3"))'
writes = 'dumps_per_turn * mutations_per_dump'
cycles = 'min(writes * middle(fig("copies/plain/{pattern}/50/3") / fig("dumps/plain/{pattern}/50/3")), dumps)'
now = 'at(time, n=items)'
cost = '''with(now, operation="cycle") * cycles + with(now, operation="dump") * (dumps - cycles)
    + with(now, operation="push") * (writes - cycles) + with(now, operation="read") * dumps'''
cost_today = 'with(cost, container="plain", pattern="today")'
turn = 'middle(max((turn_ms + (client_ms - own(client_ms)) / 3) * 1e6 - middle(own(cost_today)), 0) + cost_today)'
mixed = 'fig("time/{operation}/plain/{n}") + ratio("time/{operation}/shared/{n}")'
slower = 'fig("time/{operation}/plain/{n}") * (ratio("time/{operation}/{container}/{n}") - 1)'

[at]
n = [10, 100]

[time]
by = "container"
else = 'middle(fig("time/{operation}/plain/{n}")) * ratio("time/{operation}/{container}/{n}")'
[time.is]
plain = 'middle(fig("time/{operation}/plain/{n}"))'

[lines_of_type]
by = "container"
[lines_of_type.is]
plain = 0
shared = 'fig("lines/shared/today/50/3")'

[lines_of_requests]
by = "pattern"
[lines_of_requests.is]
today = 0
cached = 10
"#;

const DECISION: &str = r#"
[gates]
must-hold = ["push"]
ruling = "as-written"
why = "w"
[[parameter]]
name = "items"
title = "items"
value = 50
[[parameter]]
name = "dumps_per_turn"
title = "dumps per turn"
value = 'fig("dumps/plain/today/50/3") / fig("turns/plain/today/50/3")'
against = "mutations_per_dump"
[[parameter]]
name = "mutations_per_dump"
title = "mutations per dump"
value = 1
[[parameter]]
name = "client_ms"
title = "client time, ms"
value = 20
[[parameter]]
name = "turn_ms"
title = "today's turn, ms"
value = 'fig("turn-ns/plain/today/50/3") / 1e6'
[candidates]
of = "dumps"
axes = ["container", "pattern"]
today = "plain+today"
[saves]
of = '(cost_today - cost) / turn'
at-least = 0.05
why = "w"
[size]
of = 'middle(lines_of_type) + middle(lines_of_requests)'
title = "migration"
unit = "lines"
steps = [{ name = "S", most = 50 }, { name = "M", most = 150 }, { name = "L" }]
largest = "M"
why = "w"
"#;

const CLAIMS: [(&str, &str); 7] = [
    ("chosen", "decides(\"shared+cached\")"),
    ("not-with-slower-clients", "!decides(\"shared+cached\", client_ms=\"2\")"),
    ("gate", "gate(\"push\", \"shared\") && material(\"push\", \"*\")"),
    (
        "kinks",
        "least(\"fig\", \"time/{push,read}/*/{10,100}\") > 20 && fig(\"time/read/shared/10\") < 3 * fig(\"time/push/shared/10\")",
    ),
    ("both", "claim(\"kinks\") && claim(\"chosen\")"),
    ("none", "fig(\"queries/plain/today/50/3\") == 0"),
    ("one-of-two", "ratio(\"time/push/shared/10\") < 1.2 || ratio(\"time/read/shared/10\") < 2"),
];

/// Twelve samples about `middle`.
fn samples(middle: f64) -> Vec<f64> {
    [0.98, 1.0, 1.02, 1.01, 0.99, 1.0, 1.0, 1.03, 0.97, 1.0, 1.01, 0.99].map(|part| part * middle).to_vec()
}

/// A record in which `shared` takes dumps for nothing.
fn record() -> serde_json::Value {
    let mut figures = serde_json::Map::new();
    let mut put = |measure: &str, point: String, figure: serde_json::Value| {
        figures.entry(measure).or_insert_with(|| json!({}))[point] = figure;
    };
    for (operation, unit, ratio) in
        [("dump", 1000.0, 0.01), ("push", 5.0, 1.02), ("cycle", 1100.0, 0.9), ("read", 10.0, 1.1)]
    {
        for n in [10, 100] {
            for (id, ratio) in [("plain", 1.0), ("plain-again", 1.0), ("shared", ratio)] {
                let point = format!("{operation}/{id}/{n}");
                put("time", point.clone(), json!(samples(unit * f64::from(n) * ratio)));
                put("time-ratio", point, json!(samples(ratio)));
            }
        }
    }
    for (container, pattern, dumps, copies) in [
        ("plain", "today", 40.0, 3.0),
        ("shared", "today", 40.0, 3.0),
        ("shared", "cached", 30.0, 2.0),
        ("plain", "cached", 30.0, 2.0),
    ] {
        let values = [
            ("dumps", dumps),
            ("turns", 10.0),
            ("copies", copies),
            ("turn-ns", 1_000_000.5),
            ("lines", 24.0),
            ("queries", 0.0),
        ];
        for (measure, value) in values {
            put(measure, format!("{container}/{pattern}/50/3"), json!(value));
        }
    }
    let (timed, run) = (["operation", "container", "n"], ["container", "pattern", "n", "concurrency"]);
    let (baseline, control) = (json!({"container": "plain"}), json!({"container": "plain-again"}));
    let count = || json!({"unit": "count", "axes": run, "baseline": baseline});
    let listed =
        |ids: &[&str]| json!(ids.iter().map(|id| json!({"id": id, "title": id})).collect::<Vec<_>>());
    json!({
        "schema": 2,
        "name": "m-typical",
        "command": "measure",
        "rounds": { "least": 12, "level": 0.95, "seed": 1 },
        "axes": {
            "operation": listed(&["dump", "push", "cycle", "read"]),
            "container": listed(&["plain", "shared"]),
            "pattern": listed(&["today", "cached"]),
            "n": "number",
            "concurrency": "number",
        },
        "measures": {
            "time": {"unit": "ns", "axes": timed, "baseline": baseline, "control": control, "paired": "time-ratio"},
            "time-ratio": {"unit": "ratio", "axes": timed, "control": control},
            "dumps": count(), "turns": count(), "copies": count(), "lines": count(), "queries": count(),
            "turn-ns": {"unit": "ns", "axes": run},
        },
        "figures": figures,
    })
}

fn claims() -> Vec<Claim> {
    CLAIMS.map(|(id, text)| claim(id, text)).to_vec()
}

fn claim(id: &str, text: &str) -> Claim {
    Claim { id: id.to_owned(), predicate: Predicate::parse(text).unwrap() }
}

fn evidence() -> Evidence {
    evidence_with(GATES, FIGURES)
}

fn evidence_with(gates: &str, figures: &str) -> Evidence {
    let folder = Folder::new().with("m-typical.json", record().to_string());
    let rules = Rules::from_toml(
        Some(("figures.toml", figures)),
        Some(("gates.toml", gates)),
        Some(("decision.toml", DECISION)),
    );
    Evidence::load(folder.path()).unwrap().ruled(rules.unwrap())
}

/// What is said of a claim when a figure is elsewhere and everything is computed from the start.
fn anew(
    evidence: &Evidence,
    claims: &[Claim],
    id: &str,
    metric: &Metric,
    to: Moved,
) -> Result<Truth, JudgeError> {
    let figures = Figures::with_moved(evidence, &View::default(), metric.clone(), to);
    Judge::new(claims, &figures).judge(id)
}

/// Moves in one direction, the nearest first: whole units for a whole count, else factors of a tenth more each.
fn grid(value: f64, counted: bool, up: bool) -> Vec<Moved> {
    if counted && value.fract() == 0.0 {
        let counts: Vec<f64> = if up {
            (1..400).map(|unit| value + f64::from(unit)).collect()
        } else {
            (1..=400).map(|unit| value - f64::from(unit)).take_while(|count| *count >= 0.0).collect()
        };
        return counts.into_iter().map(|to| Moved::Count { from: value, to }).collect();
    }
    (1..75).map(|step| Moved::Times(1.1_f64.powi(if up { step } else { -step }))).collect()
}

#[test]
fn the_nearest_flip_is_the_one_that_judging_anew_on_a_grid_finds() {
    let (evidence, claims) = (evidence(), claims());
    let figures = Figures::of(&evidence, &View::default());
    let judge = Judge::new(&claims, &figures);
    let mut found = 0;
    for (id, _) in CLAIMS {
        assert_eq!(judge.judge(id), Ok(Truth::True), "{id}");
        let flips = judge.slack(&[id], &|_| true).remove(0);
        assert!(flips.is_sorted_by(|left, right| left.distance() <= right.distance()), "{id}: {flips:?}");
        for metric in judge.asked(id) {
            let value = figures.look(&metric).unwrap().value;
            // Where zero would be divided by zero there is nothing to judge.
            let falls =
                |to| matches!(anew(&evidence, &claims, id, &metric, to), Ok(truth) if truth != Truth::True);
            let first = |up| grid(value, figures.is_counted(&metric), up).into_iter().find(|to| falls(*to));
            let nearest = [first(true), first(false)]
                .into_iter()
                .flatten()
                .min_by(|left, right| left.distance().total_cmp(&right.distance()));
            let flip = flips.iter().find(|flip| flip.metric == metric).map(|flip| flip.to);
            match (nearest, flip) {
                (Some(Moved::Count { to, .. }), Some(Moved::Count { to: found, .. })) => {
                    assert_eq!(to, found, "{id}: {metric}");
                }
                (Some(Moved::Times(_)), Some(Moved::Times(_))) => {
                    let (grid, searched) = (nearest.unwrap().distance(), flip.unwrap().distance());
                    assert!(
                        searched <= grid * 1.001 && searched > grid / 1.102,
                        "{id}: {metric} {nearest:?} {flip:?}"
                    );
                }
                (None, None) => {}
                // The grid ends long before the search does.
                (None, Some(flip)) => {
                    let end = grid(value, figures.is_counted(&metric), true).last().unwrap().distance();
                    assert!(flip.distance() > end, "{id}: {metric} {flip:?}");
                }
                (nearest, flip) => panic!("{id}: {metric}: the grid has {nearest:?}, the search {flip:?}"),
            }
            found += usize::from(flip.is_some());
        }
    }
    assert!(found > 40, "only {found} figures flip anything");
}

#[test]
fn a_claim_on_the_decision_names_the_nearest_of_all_figures() {
    let (evidence, claims) = (evidence(), claims());
    let figures = Figures::of(&evidence, &View::default());
    let judge = Judge::new(&claims, &figures);
    let flips = judge.slack(&["chosen"], &|_| true).remove(0);
    let Flip { metric, to } = &flips[0];
    assert_eq!(
        *metric,
        Metric::new(Ask::Ratio, "time/push/shared/10"),
        "about 1.03 of at most 1.1: {flips:?}"
    );
    assert!((1.06..1.08).contains(&to.distance()), "{to:?}");
    let lines = flips.iter().find(|flip| flip.metric.path.starts_with("lines/")).unwrap();
    assert_eq!(
        lines.to,
        Moved::Count { from: 24.0, to: 141.0 },
        "with the pattern's 10 more than a medium change"
    );
    assert!(flips.len() > 5, "{flips:?}");
}

#[test]
fn what_is_asked_of_some_figures_is_what_all_say_of_them_whichever_claims_are_asked_with_it() {
    let (evidence, claims) = (evidence(), claims());
    let ids: Vec<&str> = CLAIMS.iter().map(|(id, _)| *id).collect();
    let figures = Figures::of(&evidence, &View::default());
    let all = Judge::new(&claims, &figures).slack(&ids, &|_| true);
    let is_time = |metric: &Metric| metric.path.starts_with("time/");
    for (id, of_all) in ids.into_iter().zip(all) {
        let figures = Figures::of(&evidence, &View::default());
        let judge = Judge::new(&claims, &figures);
        let [times, others] =
            [true, false].map(|times| judge.slack(&[id], &|metric| is_time(metric) == times).remove(0));
        assert_eq!(judge.slack(&["chosen", id], &is_time)[1], times, "{id}");
        let mut of_both = [times, others].concat();
        of_both.sort_by(Flip::by_distance);
        assert_eq!(of_both, of_all, "{id}");
    }
}

#[test]
fn a_parameter_flips_the_decision_where_a_walk_outwards_finds_it_and_what_may_change_it_is_no_farther() {
    let evidence = evidence();
    let figures = Figures::of(&evidence, &View::default());
    let decider = Decider::new(&figures).unwrap();
    let case = decider.project().unwrap();
    let mut found = 0;
    for (parameter, here) in case.iter().copied().enumerate() {
        let chosen = |value: f64| {
            decider.choice(&decider.file().suppose(&case, parameter, value)).unwrap().chosen.to_string()
        };
        let flips =
            |step: &f64| [here * step, here / step].into_iter().find(|it| chosen(*it) != chosen(here));
        let walked = (0..1800).map(|step| 1.005_f64.powi(step)).find_map(|step| flips(&step));
        let Some(threshold) = Threshold::of(parameter, &decider, &case).unwrap() else {
            assert_eq!(walked, None, "{parameter}");
            continue;
        };
        let (walked, searched) = (walked.unwrap() / here, threshold.flips / here);
        assert!((walked / searched - 1.0).abs() < 0.006, "{parameter}: {walked}, and {searched} was found");
        assert_eq!(threshold.chosen, chosen(threshold.flips));
        let may = (threshold.may / here).ln() / searched.ln();
        assert!((0.0..=1.0).contains(&may), "{parameter}: {may}");
        found += 1;
    }
    assert!(found >= 3, "only {found} parameters flip it");
}

#[test]
fn a_candidate_that_is_worth_it_only_beyond_the_flip_is_not_what_may_change_the_decision() {
    let gain = r#"
[of_shared]
by = "pattern"
is = { cached = "1 / client_ms", today = "0" }
[gain]
by = "container"
is = { shared = "of_shared", plain = "(client_ms - 100) / 1000" }
"#;
    let decision = DECISION
        .replace("\"client time, ms\"\nvalue = 20", "\"client time, ms\"\nvalue = 10")
        .replace("'(cost_today - cost) / turn'", "'gain'");
    let rules = Rules::from_toml(
        Some(("figures.toml", &format!("{FIGURES}{gain}"))),
        Some(("gates.toml", GATES)),
        Some(("decision.toml", &decision)),
    );
    let evidence = evidence().ruled(rules.unwrap());
    let figures = Figures::of(&evidence, &View::default());
    let decider = Decider::new(&figures).unwrap();
    let (case, place) = (decider.project().unwrap(), decider.file().place("client_ms").unwrap());
    let threshold = Threshold::of(place, &decider, &case).unwrap().unwrap();
    // Of the plain one, what it saves is enough from 150 on.
    assert_eq!(threshold.chosen, "plain+today");
    assert!((20.0..20.02).contains(&threshold.flips), "{threshold:?}");
    assert_eq!(threshold.may, threshold.flips);
}

#[test]
fn braces_that_a_coordinate_brings_are_bounded_too() {
    let name = "\nmany = 'least(\"fig\", \"time/{operation}{operation}{operation}{operation}{operation}{operation}\")'\n";
    let figures = FIGURES.replacen("mixed =", &format!("{}mixed =", name.trim_start()), 1);
    let evidence = evidence_with(GATES, &figures);
    let figures = Figures::of(&evidence, &View::default());
    let claims = [claim("c", "with(many, operation=\"{,,,,,,,,,}\") > 1")];
    let said = Judge::new(&claims, &figures).judge("c").unwrap_err().to_string();
    assert!(said.contains("stands for 1000000 paths, which is too many"), "{said}");
}

#[test]
fn a_map_is_of_the_figures_as_they_were_moved_whichever_thread_draws_a_column() {
    let evidence = evidence();
    let chosen = |figures: &Figures<'_>| {
        let decider = Decider::new(figures).unwrap();
        let case = decider.project().unwrap();
        let axis = |name, range| MapAxis { parameter: decider.file().place(name).unwrap(), range };
        let (x, y) = (axis("client_ms", [5.0, 40.0]), axis("dumps_per_turn", [2.0, 8.0]));
        let map = ChoiceMap::of(&decider, &case, x, y).unwrap();
        map.areas.into_iter().map(|area| area.candidate.name).collect::<Vec<_>>()
    };
    let as_it_is = chosen(&Figures::of(&evidence, &View::default()));
    assert!(as_it_is.contains(&"shared+cached".to_owned()), "{as_it_is:?}");
    // Then its pushes are slower than the gate allows.
    let push = Metric::new(Ask::Ratio, "time/push/shared/10");
    let moved = chosen(&Figures::with_moved(&evidence, &View::default(), push, Moved::Times(1.2)));
    assert!(!moved.is_empty() && moved.iter().all(|name| name.starts_with("plain")), "{moved:?}");
}

#[test]
fn what_is_not_a_number_is_an_error_and_never_holds() {
    let evidence = evidence();
    let figures = Figures::of(&evidence, &View::default());
    let zero = "fig(\"queries/plain/today/50/3\")";
    for text in [
        "Z / Z < 1",
        "!(Z / Z < 1)",
        "Z / Z == Z / Z",
        "Z / Z != 1",
        "1 < 2 || Z / Z > 1",
        "middle(5 / Z) > 1",
        "high(5 / Z) > 1",
        "min(5 / Z, 5) < 6",
    ] {
        let claims = [claim("c", &text.replace('Z', zero))];
        let judge = Judge::new(&claims, &figures).judge("c");
        assert!(matches!(judge, Err(JudgeError::NotANumber(_))), "{text}: {judge:?}");
    }
}

#[test]
fn claims_that_name_others_twice_or_in_a_long_chain_are_judged_at_once() {
    let evidence = evidence();
    let figures = Figures::of(&evidence, &View::default());
    let mut claims = vec![claim("c0", "ratio(\"time/push/shared/10\") < 1.2")];
    claims.extend(
        (1..3000).map(|at| claim(&format!("c{at}"), &format!("claim(\"c{0}\") && claim(\"c{0}\")", at - 1))),
    );
    let judge = Judge::new(&claims, &figures);
    assert_eq!(judge.judge("c2999"), Ok(Truth::True));
    assert_eq!(judge.slack(&["c2999"], &|_| true)[0].len(), 1);
}

#[test]
fn claims_that_rest_on_each_other_are_refused() {
    let evidence = evidence();
    let figures = Figures::of(&evidence, &View::default());
    let claims =
        [claim("a", "claim(\"b\")"), claim("b", "1 < 2 && claim(\"a\")"), claim("c", "claim(\"d\")")];
    // Whichever is asked first, the same one is named.
    for asked in [["a", "b"], ["b", "a"]] {
        let judge = Judge::new(&claims, &figures);
        for id in asked {
            assert_eq!(judge.judge(id), Err(JudgeError::Circular("a".to_owned())), "{id}");
        }
    }
    let judge = Judge::new(&claims, &figures);
    assert_eq!(judge.judge("c").unwrap_err().to_string(), "there is no claim `d`; there are a, b, c");
}

#[test]
fn a_candidate_that_is_not_there_is_an_error_though_the_claim_denies_it() {
    let evidence = evidence();
    let claims = vec![claim("typo", "!decides(\"shraed+today\")")];
    let figures = Figures::of(&evidence, &View::default());
    let judge = Judge::new(&claims, &figures);
    let said = judge.judge("typo").unwrap_err().to_string();
    assert!(
        said.starts_with("there is no candidate `shraed+today`; there are plain+cached, plain+today"),
        "{said}"
    );
}
