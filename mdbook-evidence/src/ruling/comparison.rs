//! Every comparison that the gates make, one a row, and the samples behind each.

use evidence::decision::Decision;
use evidence::gate::{Gate, How, Point};
use evidence::metric::{Ask, Metric, View};
use evidence::{Coordinates, Evidence, Unit};
use minijinja::{Value, context};

use crate::page::html::{code, css_string, escape, page_link, value};
use crate::page::provenance::Source;
use crate::page::table::{Cells, table};
use crate::page::template;
use crate::ruling::verdict::{file, word};

/// Where the comparisons are to stand.
pub(crate) const COMPARISONS: &str = "<!-- evidence: comparisons -->";

/// Where their samples are to stand.
pub(crate) const SAMPLES: &str = "<!-- evidence: samples -->";

/// Nanoseconds below which a difference is shown as what it is: less than one turn of a processor's clock or two.
const UNNOTICEABLE: f64 = 1.0;

/// A folded table for each gate that compares figures. `samples` is the address of the page with [`samples`].
pub(crate) fn comparisons(
    decision: &Decision,
    evidence: &Evidence,
    source: &Source,
    samples: Option<&str>,
) -> String {
    let style = format!("--shared: {}", css_string(&format!("; {source}")));
    let matters = file(evidence).titles.matters.as_str();
    let head = ["comparison", "ratio", "limit", "as written", "difference", matters, "material"].map(escape);
    let of_gate = |gate: &Gate| {
        let rows = points(decision, gate).filter_map(|point| row(point, evidence, samples));
        let rows: Vec<Vec<String>> = rows.collect();
        let caption = format!("Gate {}: {}", gate.id, gate.rule);
        let table = table(Cells::Numbers, &caption, &head, &rows, Some(&style));
        context! { id => &gate.id, count => rows.len(), table }
    };
    let gates = evidence.rules().gates.gates.iter().filter(|gate| compares(gate));
    let gates: Vec<Value> = gates.map(of_gate).collect();
    template::html("comparisons", context! { source => source.to_string(), gates })
}

fn compares(gate: &Gate) -> bool {
    matches!(&gate.how, How::Judged { over, .. } if !over.is_empty())
}

/// What a gate compared, without the baseline, in the records' order.
fn points<'a>(decision: &'a Decision, gate: &Gate) -> impl Iterator<Item = &'a Point> {
    let of_gate = decision.verdicts.get(&gate.id);
    let subjects = &decision.subjects;
    let others = subjects.ids.iter().filter(|id| Some(*id) != subjects.baseline.as_ref());
    others
        .filter_map(move |id| of_gate.and_then(|of_gate| of_gate.get(id)))
        .flat_map(|verdict| &verdict.points)
}

/// The unit of what a point compares.
pub(crate) fn unit(point: &Point, evidence: &Evidence) -> Unit {
    match point.figures.first() {
        Some(metric) if metric.ask == Ask::Ratio => Unit::Ratio,
        Some(metric) => measured_in(metric, evidence),
        None => Unit::Count,
    }
}

/// The unit of a figure's measure.
fn measured_in(metric: &Metric, evidence: &Evidence) -> Unit {
    let id = metric.path.split('/').next().unwrap_or_default();
    let measure = evidence.all().iter().find_map(|record| record.measures.get(id));
    measure.map_or(Unit::Count, |measure| measure.unit)
}

fn row(point: &Point, evidence: &Evidence, samples: Option<&str>) -> Option<Vec<String>> {
    let Point { written, difference, matters, material, .. } = point;
    let (metric, [figure, limit]) = (point.figures.first()?, point.compared?);
    let name = code(&metric.path);
    let row = samples.map(|page| format!("{page}#{}", anchor(metric)));
    let name = page_link(row.as_deref(), &name);
    let unit = unit(point, evidence);
    // Its row names the figure, and leads to its rounds.
    let shown = value(&unit.show(figure.value), Some(&unit.show_range(figure.low, figure.high)));
    // A sign would turn a saving's interval around; what is saved is no failure, and is shown as what it is.
    let by = measured_in(metric, evidence);
    let difference = difference.map_or_else(String::new, |difference| {
        if by == Unit::Nanoseconds && difference.value.abs() < UNNOTICEABLE {
            format!("below {}", by.show_round(UNNOTICEABLE))
        } else if difference.value < 0.0 {
            format!("{} less", by.show(-difference.value))
        } else {
            format!("{} more", by.show(difference.value))
        }
    });
    let part = matters.map_or_else(String::new, |part| {
        if part.value <= 0.0 { "none".to_owned() } else { Unit::Share.show(part.value) }
    });
    let (written, material) = (word(*written).to_owned(), word(*material).to_owned());
    Some(vec![name, shown, unit.show_round(limit.value), written, difference, part, material])
}

/// Every round of what the gates compare.
pub(crate) fn samples(decision: &Decision, evidence: &Evidence, view: &View, source: &Source) -> String {
    let compared = evidence.rules().gates.gates.iter().flat_map(|gate| points(decision, gate));
    let rows = compared.filter_map(|point| {
        let metric = point.figures.first()?;
        let rounds = evidence.point(&metric.path, &view.at, &Coordinates::default()).ok()?.rounds();
        let shown: Vec<String> = rounds.iter().map(|ratio| format!("{ratio:.4}")).collect();
        let name = format!("<code id=\"{}\">{}</code>", anchor(metric), escape(&metric.path));
        Some(vec![name, rounds.len().to_string(), shown.join(" ")])
    });
    let head = ["comparison", "rounds", "ratio in each round, in their order"].map(str::to_owned);
    let caption = format!("What the gates compare, round by round; record {}", source.name);
    let rows: Vec<Vec<String>> = rows.collect();
    format!("<p>{}</p>{}", source.html(), table(Cells::Words, &caption, &head, &rows, None))
}

/// `sample-time-push-rope-92`.
fn anchor(metric: &Metric) -> String {
    format!("sample-{}", metric.path.replace('/', "-"))
}
