//! What the gates and the decision say, for the reader: written when every chapter is expanded.

pub(crate) mod answers;
pub(crate) mod comparison;
pub(crate) mod explorer;
pub(crate) mod verdict;

use evidence::decision::{Decision, Outcome};
use evidence::gate::{Gate, How};
use evidence::predicate::Truth;
use evidence::{Evidence, Unit};
use minijinja::{Value, context};

use crate::cache::Cache;
use crate::page::html::{code, escape, page_link};
use crate::page::table::{Cells, table};
use crate::page::template;
use crate::record::set::RecordSet;
use crate::ruling::comparison::{COMPARISONS, SAMPLES};
use crate::ruling::verdict::{file, said, sign};

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
    cache: &Cache,
) -> Result<String, String> {
    if ![GATES, DECISION, COMPARISONS, SAMPLES].iter().any(|mark| content.contains(mark)) {
        return Ok(content.to_owned());
    }
    cache.get("rules", &format!("{samples:?}\n{root}\n{content}"), || settled(content, set, samples, root))
}

/// The rules are to be asked, which takes a while.
fn settled(content: &str, set: &RecordSet, samples: Option<&str>, root: &str) -> Result<String, String> {
    let (view, evidence) = (set.view(), &set.evidence);
    let decision = set.decision(view)?;
    let source = set.source(view);
    let verdicts = format!(
        "{}{}<p>All from {}.</p>",
        gates(&decision, evidence),
        judges(&evidence.rules().gates.gates, samples, root),
        escape(&source.to_string())
    );
    let mut content = content.replace(GATES, &verdicts).replace(DECISION, &outcomes(&decision, evidence));
    if content.contains(COMPARISONS) {
        content =
            content.replace(COMPARISONS, &comparison::comparisons(&decision, evidence, &source, samples));
    }
    if content.contains(SAMPLES) {
        content = content.replace(SAMPLES, &comparison::samples(&decision, evidence, view, &source));
    }
    Ok(content)
}

/// The same as a sign, with its words for who hears the page. `worst` is shown on demand, as what a number came from.
fn signs(written: Truth, material: Truth, evidence: &Evidence, worst: Option<&str>) -> String {
    let signs = if written == material {
        sign(written).to_owned()
    } else {
        format!("{}\u{202f}{}", sign(written), sign(material))
    };
    template::html("verdict", context! { said => said(written, material, evidence), worst, signs })
}

/// A row for each subject, a column for each gate.
pub(crate) fn gates(decision: &Decision, evidence: &Evidence) -> String {
    let declared = &evidence.rules().gates.gates;
    let titled = |gate: &Gate| format!("<span title=\"{}\">{}</span>", escape(&gate.rule), code(&gate.id));
    let head: Vec<String> =
        std::iter::once(escape(&decision.subject)).chain(declared.iter().map(titled)).collect();
    let rows = decision.subjects.ids.iter().map(|subject| {
        let cells = declared.iter().map(|gate| {
            let Some(verdict) = decision.verdicts[&gate.id].get(subject) else { return "none".to_owned() };
            let compared = verdict.points.iter().filter_map(|point| Some((point, point.compared?)));
            let worst = compared.max_by(|(_, [left, _]), (_, [right, _])| left.value.total_cmp(&right.value));
            let worst = worst.map(|(point, [figure, _])| {
                let unit = comparison::unit(point, evidence);
                let range = unit.show_range(figure.low, figure.high);
                format!("worst {} {} [{range}]", escape(&point.name), unit.show(figure.value))
            });
            signs(verdict.written, verdict.material, evidence, worst.as_deref())
        });
        std::iter::once(code(subject)).chain(cells).collect()
    });
    let two = if has_two_verdicts(declared) {
        "; of two signs the first is as written, the second by what the difference matters"
    } else {
        ""
    };
    let subject = &decision.subject;
    let caption = format!("Every gate and {subject}: ✓ pass, ✗ fail, ? inconclusive{two}");
    table(Cells::Words, &caption, &head, &rows.collect::<Vec<Vec<String>>>(), None)
}

/// Every gate's rule, where it comes from, and a way to what it is judged by.
fn judges(gates: &[Gate], samples: Option<&str>, root: &str) -> String {
    let shown = |gate: &Gate| {
        let judged_by = judged_by(gate, samples, root);
        context! { id => &gate.id, rule => &gate.rule, source => &gate.source, judged_by }
    };
    let gates: Vec<Value> = gates.iter().map(shown).collect();
    template::html("judges", context! { gates })
}

fn judged_by(gate: &Gate, samples: Option<&str>, root: &str) -> String {
    let is_compared = matches!(&gate.how, How::Judged { over, .. } if !over.is_empty());
    let what = match &gate.how {
        How::Judged { .. } if is_compared => "Every round of its comparisons".to_owned(),
        How::Judged { holds, .. } => format!("Judged by <code>{}</code>", escape(&holds.text)),
        How::Upheld { by, test } => format!("Upheld: {}, <code>{}</code>", escape(by), escape(test)),
    };
    let page = gate.chapter.as_ref().map(|chapter| format!("{root}{chapter}"));
    let page = page.as_deref().or(samples.filter(|_| is_compared));
    page_link(page, &what)
}

/// Whether a gate says what a difference matters; else it has one verdict only.
fn has_two_verdicts(gates: &[Gate]) -> bool {
    gates.iter().any(|gate| matches!(gate.how, How::Judged { material: Some(_), .. }))
}

/// Why a candidate is not chosen, or that it is.
pub(crate) fn why_not(outcome: &Outcome) -> String {
    let reasons: Vec<String> = outcome.reasons.iter().map(ToString::to_string).collect();
    if reasons.is_empty() { "chosen".to_owned() } else { reasons.join(", ") }
}

/// What each candidate saves, how much it changes, and why it is not chosen.
pub(crate) fn outcomes(decision: &Decision, evidence: &Evidence) -> String {
    let file = file(evidence);
    let rows = decision.choice.outcomes.iter().map(|outcome| {
        let size = file.size.iter().map(|size| escape(&size.show(outcome.size)));
        let first = [code(&outcome.candidate.name), Unit::Share.show(outcome.saves.value)];
        first.into_iter().chain(size).chain([escape(&why_not(outcome))]).collect()
    });
    let rows: Vec<Vec<String>> = rows.collect();
    let size = file.size.iter().map(|_| file.titles.size.as_str());
    let head = ["candidate", &file.titles.saves].into_iter().chain(size).chain(["why not"]);
    let head: Vec<String> = head.map(escape).collect();
    let (chosen, ruling) = (&decision.choice.chosen.name, decision.ruling.to_string());
    let has_other = has_two_verdicts(&evidence.rules().gates.gates);
    let other = has_other.then_some(decision.other.name.as_str());
    let table = table(Cells::Words, "Every candidate, by the rules of decision.toml", &head, &rows, None);
    template::html("chosen", context! { chosen, ruling, other, table })
}
