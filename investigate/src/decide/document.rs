//! The decision as JSON.

use evidence::decision::{Case, Decision, DecisionFile, Outcome};
use evidence::predicate::{Interval, Truth};
use serde_json::{Value, json};

use super::report::DecisionReport;

/// Version of this document's form.
const FORM: u32 = 1;

pub(super) fn json(report: &DecisionReport<'_>) -> String {
    let decision = report.decision;
    let parameters = &report.file.parameters;
    let gates: Vec<Value> = decision
        .verdicts
        .iter()
        .flat_map(|(gate, of_gate)| {
            of_gate.iter().map(move |(representation, verdict)| {
                json!({"gate": gate, "representation": representation, "as-written": truth(verdict.written),
                    "material": truth(verdict.material)})
            })
        })
        .collect();
    let thresholds: Vec<Value> = report
        .thresholds
        .iter()
        .map(|threshold| {
            json!({"parameter": parameters[threshold.parameter].title, "may": threshold.may, "flips": threshold.flips,
                "chosen": threshold.chosen})
        })
        .collect();
    let said = |records: &[(String, String)]| -> Vec<Value> {
        records.iter().map(|(record, reason)| json!({"record": record, "reason": reason})).collect()
    };
    let document = json!({
        "form": FORM,
        "record": report.record,
        "chosen": decision.choice.chosen.to_string(),
        "ruling": decision.ruling,
        "by-the-other-verdict": decision.other.to_string(),
        "case": case(&decision.case, report.file),
        "supposed": report.supposed,
        "worth-share": decision.choice.at_least,
        "model": {"median-error": report.fitness.median_error, "largest-error": report.fitness.largest_error,
            "comparisons": report.fitness.comparisons},
        "candidates": candidates(decision),
        "gates": gates,
        "flips": thresholds,
        "stale": report.outdated.stale,
        "stands": said(&report.outdated.standing),
        "archived": said(&report.outdated.archived),
    });
    format!("{document:#}")
}

/// What is decided, without what could be said of it: one of many on a line each.
pub(super) fn line(decision: &Decision, file: &DecisionFile) -> String {
    let document = json!({
        "chosen": decision.choice.chosen.to_string(),
        "case": case(&decision.case, file),
        "worth-share": decision.choice.at_least,
        "candidates": candidates(decision),
    });
    document.to_string()
}

fn case(case: &Case, file: &DecisionFile) -> serde_json::Map<String, Value> {
    let parameters = file.parameters.iter().zip(case);
    parameters.map(|(parameter, value)| (parameter.name.replace('_', "-"), json!(value))).collect()
}

fn candidates(decision: &Decision) -> Vec<Value> {
    decision.choice.outcomes.iter().map(outcome).collect()
}

fn outcome(outcome: &Outcome) -> Value {
    let reasons: Vec<String> = outcome.reasons.iter().map(ToString::to_string).collect();
    json!({"candidate": outcome.candidate.to_string(), "saves": interval(outcome.saves), "lines": outcome.size, "reasons": reasons})
}

fn interval(interval: Interval) -> Value {
    json!({"value": interval.value, "low": interval.low, "high": interval.high})
}

fn truth(truth: Truth) -> &'static str {
    match truth {
        Truth::False => "fail",
        Truth::Inconclusive => "inconclusive",
        Truth::True => "pass",
    }
}
