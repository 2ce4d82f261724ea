//! What the gates and the decision say, for the reader: written when every chapter is expanded.

use evidence::decision::{Decision, Migration};
use evidence::gate::{Gate, Rule};
use evidence::predicate::Truth;
use evidence::{Measured, Unit};

use crate::comparison::{self, COMPARISONS, SAMPLES};
use crate::html::{Cells, escape, table};
use crate::provenance::Source;
use crate::record_set::RecordSet;
use crate::rules::Rules;

/// Where the gates' verdicts are to stand.
pub(crate) const GATES: &str = "<!-- evidence: gates -->";

/// Where the decision is to stand.
pub(crate) const DECISION: &str = "<!-- evidence: decision -->";

/// Replaces the marks in a chapter; `samples` leads to the page with the samples, and `root` to that of the book.
///
/// # Errors
/// A sentence on the figure that is missing, or where the book has no decision file.
pub(crate) fn settle(
    content: &str,
    set: &RecordSet,
    samples: Option<&str>,
    root: &str,
) -> Result<String, String> {
    if ![GATES, DECISION, COMPARISONS, SAMPLES].iter().any(|mark| content.contains(mark)) {
        return Ok(content.to_owned());
    }
    let (reference, rules) = (set.reference(), set.rules());
    let decision = set.decision(reference)?;
    let declared = &rules.gates.gates;
    let verdicts = format!(
        "{}{}<p>All from {}.</p>",
        gates(&decision, rules, reference),
        judges(declared, samples, root),
        escape(&Source::from(reference).to_string())
    );
    let mut content =
        content.replace(GATES, &verdicts).replace(DECISION, &outcomes(&decision, rules.migration()));
    if content.contains(COMPARISONS) {
        let tables = comparison::comparisons(&decision, declared, reference, samples);
        content = content.replace(COMPARISONS, &tables);
    }
    if content.contains(SAMPLES) {
        content = content.replace(SAMPLES, &comparison::samples(&decision, declared, reference));
    }
    Ok(content)
}

/// A row for each representation, a column for each gate that compares figures or differs between representations.
pub(crate) fn gates(decision: &Decision, rules: &Rules, record: &Measured) -> String {
    let head: Vec<String> = std::iter::once("representation".to_owned())
        .chain(rules.gates.gates.iter().map(|gate| {
            format!("<span title=\"{}\"><code>{}</code></span>", escape(&gate.rule), escape(&gate.id))
        }))
        .collect();
    let rows: Vec<Vec<String>> = record
        .subjects
        .representations
        .iter()
        .map(|representation| {
            let cells = rules.gates.gates.iter().map(|gate| {
                let Some(verdict) = decision.verdicts[&gate.id].get(&representation.id) else {
                    return "none".to_owned();
                };
                let worst =
                    verdict.cells.iter().max_by(|left, right| left.ratio.value.total_cmp(&right.ratio.value));
                let detail = worst.map_or_else(String::new, |cell| {
                    format!(
                        "<br>worst {} {} [{}]",
                        escape(&cell.name()),
                        Unit::Ratio.show(cell.ratio.value),
                        Unit::Ratio.show_range(cell.ratio.low, cell.ratio.high)
                    )
                });
                if verdict.written == verdict.material {
                    format!("{}{detail}", word(verdict.written))
                } else {
                    format!(
                        "{} as written, {} in a tick{detail}",
                        word(verdict.written),
                        word(verdict.material)
                    )
                }
            });
            std::iter::once(format!("<code>{}</code>", escape(&representation.id))).chain(cells).collect()
        })
        .collect();
    table(
        Cells::Words,
        "Every gate and representation: the verdict as written and, where it differs, by what the difference costs a tick",
        &head,
        &rows,
        None,
    )
}

/// Every gate's rule, where the brief has it, and a way to what it is judged by.
fn judges(gates: &[Gate], samples: Option<&str>, root: &str) -> String {
    let items: String = gates
        .iter()
        .map(|gate| {
            format!(
                "<li><code>{}</code>: {} ({}). {}.</li>",
                escape(&gate.id),
                escape(&gate.rule),
                escape(&gate.source),
                judged_by(gate, samples, root)
            )
        })
        .collect();
    format!("<ul>{items}</ul>")
}

fn judged_by(gate: &Gate, samples: Option<&str>, root: &str) -> String {
    let what = match &gate.how {
        Rule::Slower { .. } => "Every round of its comparisons".to_owned(),
        Rule::Serde { records } => {
            let names: Vec<String> =
                records.iter().map(|name| format!("<code>{}</code>", escape(name))).collect();
            format!("The records {}", names.join(", "))
        }
        Rule::Dependency { record } => format!("The record <code>{}</code>", escape(record)),
        Rule::Upheld { by, test } => format!("Upheld: {}, <code>{}</code>", escape(by), escape(test)),
    };
    let page = gate.chapter.as_ref().map(|chapter| format!("{root}{chapter}"));
    let page = page.as_deref().or(samples.filter(|_| matches!(gate.how, Rule::Slower { .. })));
    page.map_or_else(|| what.clone(), |page| format!("<a href=\"{}\">{what}</a>", escape(page)))
}

pub(crate) fn word(truth: Truth) -> &'static str {
    match truth {
        Truth::True => "pass",
        Truth::False => "fail",
        Truth::Inconclusive => "inconclusive",
    }
}

/// `24 lines (S)`; what no port and no catalog sized has no size.
pub(crate) fn size(lines: Option<f64>, migration: &Migration) -> String {
    lines.map_or_else(
        || "not sized".to_owned(),
        |lines| format!("{} lines ({})", Unit::Count.show(lines), migration.size(lines)),
    )
}

/// What each candidate saves, how much it changes, and why it is not chosen.
pub(crate) fn outcomes(decision: &Decision, migration: Option<&Migration>) -> String {
    let rows: Vec<Vec<String>> = decision
        .choice
        .outcomes
        .iter()
        .map(|outcome| {
            let reasons: Vec<String> = outcome.reasons.iter().map(ToString::to_string).collect();
            let reasons = if reasons.is_empty() { "chosen".to_owned() } else { reasons.join(", ") };
            vec![
                format!("<code>{}</code>", escape(&outcome.candidate.to_string())),
                Unit::Share.show(outcome.saves.value),
                migration.map_or_else(String::new, |migration| size(outcome.lines, migration)),
                escape(&reasons),
            ]
        })
        .collect();
    let head =
        ["candidate", "part of a tick that it saves", "lines that it changes", "why not"].map(str::to_owned);
    format!(
        "<p>The rules choose <code>{}</code> by the {} verdict, and <code>{}</code> by the other.</p>{}",
        escape(&decision.choice.chosen.to_string()),
        decision.ruling,
        escape(&decision.other.to_string()),
        table(Cells::Words, "Every candidate, by the rules of decision.toml", &head, &rows, None)
    )
}
