//! Every comparison that the gates make, one a row, and the samples behind each.

use evidence::decision::Decision;
use evidence::gate::{Cell, Gate, Rule};
use evidence::metric::Metric;
use evidence::{Measured, Unit};

use crate::html::{Cells, cell, css_string, escape, table};
use crate::provenance::Source;
use crate::ruling::word;

/// Where the comparisons are to stand.
pub(crate) const COMPARISONS: &str = "<!-- evidence: comparisons -->";

/// Where their samples are to stand.
pub(crate) const SAMPLES: &str = "<!-- evidence: samples -->";

/// Nanoseconds below which a difference is shown as what it is: less than one turn of a processor's clock or two.
const UNNOTICEABLE: f64 = 1.0;

/// A folded table for each gate that compares figures. `samples` is the address of the page with [`samples`].
pub(crate) fn comparisons(
    decision: &Decision,
    gates: &[Gate],
    record: &Measured,
    samples: Option<&str>,
) -> String {
    let shared = css_string(&format!("; {}", Source::from(record)));
    let style = format!("--shared: {shared}");
    let head = ["comparison", "ratio", "limit", "as written", "difference", "of a tick", "material"]
        .map(str::to_owned);
    let mut html = format!(
        "<p>All from {}; each row leads to its rounds.</p>",
        escape(&Source::from(record).to_string())
    );
    for gate in gates {
        let Rule::Slower { limit, .. } = gate.how else { continue };
        let rows: Vec<Vec<String>> =
            cells(decision, gate, record).map(|cell| row(cell, limit, samples)).collect();
        let caption = format!("Gate {}: {}", gate.id, gate.rule);
        html.push_str(&format!(
            "<details><summary><code>{}</code>: {} comparisons</summary>{}</details>",
            escape(&gate.id),
            rows.len(),
            table(Cells::Numbers, &caption, &head, &rows, Some(&style))
        ));
    }
    html
}

/// What a gate compared, without the baseline, in the record's order.
fn cells<'a>(decision: &'a Decision, gate: &Gate, record: &'a Measured) -> impl Iterator<Item = &'a Cell> {
    let of_gate = decision.verdicts.get(&gate.id);
    let others = record.subjects.representations.iter().filter(|known| known.id != record.subjects.baseline);
    others
        .filter_map(move |known| of_gate.and_then(|of_gate| of_gate.get(&known.id)))
        .flat_map(|verdict| &verdict.cells)
}

fn row(found: &Cell, limit: f64, samples: Option<&str>) -> Vec<String> {
    let Cell { metric, ratio, nanoseconds, share, .. } = found;
    let name = format!("<code>{}</code>", escape(&metric.path));
    let name = samples.map_or_else(
        || name.clone(),
        |page| format!("<a href=\"{}#{}\">{name}</a>", escape(page), anchor(metric)),
    );
    let number = |unit: Unit, value: f64, low: f64, high: f64| {
        let range = unit.show_range(low, high);
        cell(&unit.show(value), Some(&range), &format!("{metric}: median of rounds, and its interval"), None)
    };
    // A sign would turn a saving's interval around; what is saved is no failure, and is shown as what it is.
    let difference = if nanoseconds.value.abs() < UNNOTICEABLE {
        format!("below {}", Unit::Nanoseconds.show_round(UNNOTICEABLE))
    } else if nanoseconds.value < 0.0 {
        format!("{} less", Unit::Nanoseconds.show(-nanoseconds.value))
    } else {
        format!("{} more", Unit::Nanoseconds.show(nanoseconds.value))
    };
    let part = if share.value <= 0.0 { "none".to_owned() } else { Unit::Share.show(share.value) };
    vec![
        name,
        number(Unit::Ratio, ratio.value, ratio.low, ratio.high),
        Unit::Ratio.show_round(limit),
        word(found.written).to_owned(),
        difference,
        part,
        word(found.material).to_owned(),
    ]
}

/// Every round of what the gates compare.
pub(crate) fn samples(decision: &Decision, gates: &[Gate], record: &Measured) -> String {
    let mut rows: Vec<Vec<String>> = Vec::new();
    let compared = gates.iter().flat_map(|gate| cells(decision, gate, record));
    for Cell { metric, .. } in compared {
        let [_, operation, representation, n] = metric.path.split('/').collect::<Vec<_>>()[..] else { continue };
        let n = n.parse().unwrap_or_default();
        let series = record.cell(operation, n).into_iter().flat_map(|cell| &cell.series);
        for series in series.filter(|series| series.representation == representation) {
            let rounds: Vec<String> = series.ratio.iter().map(|ratio| format!("{ratio:.4}")).collect();
            rows.push(vec![
                format!("<code id=\"{}\">{}</code>", anchor(metric), escape(&metric.path)),
                rounds.len().to_string(),
                rounds.join(" "),
            ]);
        }
    }
    let head = ["comparison", "rounds", "ratio in each round, in their order"].map(str::to_owned);
    let caption = format!("What the gates compare, round by round; record {}", record.name);
    format!("<p>{}</p>{}", Source::from(record).html(), table(Cells::Words, &caption, &head, &rows, None))
}

/// `sample-time-push-im-92`.
fn anchor(metric: &Metric) -> String {
    format!("sample-{}", metric.path.replace('/', "-"))
}
