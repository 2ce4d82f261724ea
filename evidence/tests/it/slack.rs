//! How far a figure may move, compared with what judging everything anew says of every move on a grid.

use std::path::Path;

use evidence::claim::{Claim, Judge};
use evidence::metric::{Ask, Figures, Metric};
use evidence::predicate::{Flip, JudgeError, Moved, Predicate, Truth};
use evidence::rules::Rules;
use evidence::{Evidence, Kind as _, Measured};
use serde_json::json;

use crate::fixture::{Folder, committed};

/// A gate on pushes, and a decision between two representations and two patterns.
const GATES: &str = r#"
subject = "representation"

[[gate]]
id = "push"
rule = "A push is hardly slower"
source = "here"
over = { operation = ["push"], n = [10, 100] }
holds = 'ratio("time/{operation}/{representation}/{n}") <= 1.1'
material = 'slower * writes / with(tick, items=n) <= 0.01'
"#;

const FIGURES: &str = r#"
snapshots = 'snapshots_per_tick * middle(fig("snapshots/plain/{pattern}/50/3") / fig("snapshots/plain/today/50/3"))'
writes = 'snapshots_per_tick * mutations_per_snapshot'
cycles = 'min(writes * middle(fig("copies/plain/{pattern}/50/3") / fig("snapshots/plain/{pattern}/50/3")), snapshots)'
now = 'at(time, n=items)'
cost = '''with(now, operation="cycle") * cycles + with(now, operation="snapshot") * (snapshots - cycles)
    + with(now, operation="push") * (writes - cycles) + with(now, operation="read") * snapshots'''
cost_today = 'with(cost, representation="plain", pattern="today")'
tick = 'middle(max((tick_ms + (agent_ms - own(agent_ms)) / 3) * 1e6 - middle(own(cost_today)), 0) + cost_today)'
slower = 'fig("time/{operation}/plain/{n}") * (ratio("time/{operation}/{representation}/{n}") - 1)'

[at]
n = [10, 100]

[time]
by = "representation"
else = 'middle(fig("time/{operation}/plain/{n}")) * ratio("time/{operation}/{representation}/{n}")'
[time.is]
plain = 'middle(fig("time/{operation}/plain/{n}"))'

[lines_of_type]
by = "representation"
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
name = "snapshots_per_tick"
title = "snapshots per tick"
value = 'fig("snapshots/plain/today/50/3") / fig("ticks/plain/today/50/3")'
against = "mutations_per_snapshot"
[[parameter]]
name = "mutations_per_snapshot"
title = "mutations per snapshot"
value = 1
[[parameter]]
name = "agent_ms"
title = "agent time, ms"
value = 20
[[parameter]]
name = "tick_ms"
title = "today's tick, ms"
value = 'fig("tick-ns/plain/today/50/3") / 1e6'
[candidates]
of = "snapshots"
axes = ["representation", "pattern"]
today = "plain+today"
[saves]
of = '(cost_today - cost) / tick'
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
    ("not-with-slower-agents", "!decides(\"shared+cached\", agent_ms=\"2\")"),
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

/// A record in which `shared` takes snapshots for nothing.
fn record() -> Measured {
    let series = |id: &str, plain: f64, ratio: f64| json!({"representation": id, "nanoseconds": samples(plain * ratio), "ratio": samples(ratio)});
    let mut cells = Vec::new();
    for (operation, unit, ratio) in
        [("snapshot", 1000.0, 0.01), ("push", 5.0, 1.02), ("cycle", 1100.0, 0.9), ("read", 10.0, 1.1)]
    {
        for n in [10.0, 100.0] {
            let plain = unit * n;
            let all = [
                series("plain", plain, 1.0),
                series("plain-again", plain, 1.0),
                series("shared", plain, ratio),
            ];
            cells.push(json!({"operation": operation, "n": n as usize, "series": all}));
        }
    }
    let run = |representation: &str, pattern: &str, snapshots: f64, copies: f64| {
        json!({"candidate": {"representation": representation, "pattern": pattern, "drop_early": "nothing"},
            "n": 50, "concurrency": 3,
            "values": {"snapshots": snapshots, "ticks": 10.0, "copies": copies, "tick-ns": 1_000_000.5, "lines": 24.0, "queries": 0.0}})
    };
    let operation = |id: &str, kind: &str| json!({"id": id, "title": id, "about": id, "kind": kind});
    serde_json::from_value(json!({
        "name": "m-typical",
        "machine": {
            "name": "m", "cpu": "Invented", "cores": 2, "memory_bytes": 1024, "os": "Invented 1", "kernel": "1",
            "governor": null, "virtualised": false,
        },
        "workload": { "name": "typical", "items": 92, "yaml_bytes": 37557, "sha256": "00", "seed": 1 },
        "toolchain": { "rustc": "rustc 1.95.0", "host": "none", "profile": "release" },
        "source": { "commit": null, "dirty": false, "inputs": [{"kind": "package", "name": "bench-crate", "sha256": "aa"}] },
        "run": {
            "command": "cargo run -- measure --quick", "mode": "quick", "seed": 1, "started": "2026-11-24T08:00:00Z",
            "duration_seconds": 1.0, "rounds": 12, "budget_ms": 20,
        },
        "subjects": {
            "baseline": "plain", "control": "plain-again",
            "representations": [{"id": "plain", "title": "Plain"}, {"id": "shared", "title": "Shared"}],
            "operations": [operation("snapshot", "snapshot"), operation("push", "write"), operation("cycle", "write"), operation("read", "read")],
        },
        "cells": cells,
        "loops": [
            run("plain", "today", 40.0, 3.0),
            run("shared", "today", 40.0, 3.0),
            run("shared", "cached", 30.0, 2.0),
            run("plain", "cached", 30.0, 2.0)
        ],
    }))
    .unwrap()
}

fn claims() -> Vec<Claim> {
    CLAIMS.map(|(id, text)| claim(id, text)).to_vec()
}

fn claim(id: &str, text: &str) -> Claim {
    Claim { id: id.to_owned(), predicate: Predicate::parse(text).unwrap() }
}

fn evidence() -> Evidence {
    let folder = Folder::new().with("m-typical.json", record().to_record().to_json());
    let rules = Rules::from_toml(
        Some(("figures.toml", FIGURES)),
        Some(("gates.toml", GATES)),
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
    let record = evidence.records().first().unwrap();
    let figures = Figures::with_moved(evidence, record, metric.clone(), to);
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
    let figures = Figures::of(&evidence, evidence.records().first().unwrap());
    let judge = Judge::new(&claims, &figures);
    let mut found = 0;
    for (id, _) in CLAIMS {
        assert_eq!(judge.judge(id), Ok(Truth::True), "{id}");
        let flips = judge.slack(id).unwrap();
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
    let figures = Figures::of(&evidence, evidence.records().first().unwrap());
    let judge = Judge::new(&claims, &figures);
    let flips = judge.slack("chosen").unwrap();
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
fn what_is_not_a_number_is_an_error_and_never_holds() {
    let evidence = evidence();
    let figures = Figures::of(&evidence, evidence.records().first().unwrap());
    let zero = "fig(\"queries/plain/today/50/3\")";
    for text in ["Z / Z < 1", "!(Z / Z < 1)", "Z / Z == Z / Z", "Z / Z != 1", "1 < 2 || Z / Z > 1"] {
        let claims = [claim("c", &text.replace('Z', zero))];
        let judge = Judge::new(&claims, &figures).judge("c");
        assert!(matches!(judge, Err(JudgeError::NotANumber(_))), "{text}: {judge:?}");
    }
}

#[test]
fn claims_that_name_others_twice_or_in_a_long_chain_are_judged_at_once() {
    let evidence = evidence();
    let figures = Figures::of(&evidence, evidence.records().first().unwrap());
    let mut claims = vec![claim("c0", "ratio(\"time/push/shared/10\") < 1.2")];
    claims.extend(
        (1..3000).map(|at| claim(&format!("c{at}"), &format!("claim(\"c{0}\") && claim(\"c{0}\")", at - 1))),
    );
    let judge = Judge::new(&claims, &figures);
    assert_eq!(judge.judge("c2999"), Ok(Truth::True));
    assert_eq!(judge.slack("c2999").unwrap().len(), 1);
}

#[test]
fn claims_that_rest_on_each_other_are_refused() {
    let evidence = evidence();
    let figures = Figures::of(&evidence, evidence.records().first().unwrap());
    let claims =
        [claim("a", "claim(\"b\")"), claim("b", "1 < 2 && claim(\"a\")"), claim("c", "claim(\"d\")")];
    let judge = Judge::new(&claims, &figures);
    for id in ["a", "b"] {
        assert!(matches!(judge.judge(id), Err(JudgeError::Circular(_))), "{id}");
    }
    assert_eq!(judge.judge("c").unwrap_err().to_string(), "there is no claim `d`; there are a, b, c");
}

#[test]
fn a_candidate_that_is_not_there_is_an_error_though_the_claim_denies_it() {
    let evidence = evidence();
    let claims = vec![claim("typo", "!decides(\"shraed+today\")")];
    let figures = Figures::of(&evidence, evidence.records().first().unwrap());
    let judge = Judge::new(&claims, &figures);
    let said = judge.judge("typo").unwrap_err().to_string();
    assert!(
        said.starts_with("there is no candidate `shraed+today`; there are plain+today, shared+today"),
        "{said}"
    );
}

/// Every claim of the book, as its chapters have it.
fn claims_of_the_book() -> Vec<Claim> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../src");
    let files = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().path());
    let mut claims = Vec::new();
    for file in files.filter(|file| file.extension().is_some_and(|extension| extension == "md")) {
        let text = std::fs::read_to_string(file).unwrap();
        let Some((_, foot)) = text.split_once("\n<!-- claims\n") else { continue };
        let foot = foot.split_once("\n-->").unwrap().0.replace("\n ", " ");
        claims.extend(
            foot.lines().map(|line| line.split_once(": ").unwrap()).map(|(id, text)| claim(id, text)),
        );
    }
    claims
}

/// Without the decision's file: `investigate` has a test that moves the decision's figures.
#[test]
fn every_flip_of_every_claim_on_every_record_is_what_judging_anew_says() {
    let evidence = Evidence::load(&committed()).unwrap();
    let claims = claims_of_the_book();
    let mut flipped = 0;
    for record in evidence.records() {
        let figures = Figures::of(&evidence, record);
        let judge = Judge::new(&claims, &figures);
        for Claim { id, .. } in &claims {
            for Flip { metric, to } in judge.slack(id).unwrap_or_default().into_iter().take(3) {
                let anew = |to| {
                    let figures = Figures::with_moved(&evidence, record, metric.clone(), to);
                    Judge::new(&claims, &figures).judge(id)
                };
                let before = match to {
                    Moved::Times(factor) => Moved::Times(if factor > 1.0 {
                        (factor / 1.002).max(1.0)
                    } else {
                        (factor * 1.002).min(1.0)
                    }),
                    Moved::Count { from, to } => {
                        Moved::Count { from, to: if to > from { to - 1.0 } else { to + 1.0 } }
                    }
                };
                assert_ne!(anew(to), Ok(Truth::True), "{}: {id} stands with {metric} at {to:?}", record.name);
                assert_eq!(
                    anew(before),
                    Ok(Truth::True),
                    "{}: {id} fell before {metric} was at {to:?}",
                    record.name
                );
                flipped += 1;
            }
        }
    }
    assert!(flipped > 300, "only {flipped} flips");
}
