//! `agreement` and `agreement_table`: whether criterion and the ratios put the representations in the same order.

use std::sync::Arc;

use evidence::Unit;
use evidence::agreement::{Agreement, CellAgreement, CriterionRecord};
use minijinja::value::{Kwargs, Value};
use minijinja::{Environment, Error, State};

use super::{caption, refuse};
use crate::figure::as_f64;
use crate::html::{Cells, escape};
use crate::page::Page;
use crate::provenance::Provenance;
use crate::record_set::RecordSet;

pub(crate) fn register(environment: &mut Environment<'static>, set: &Arc<RecordSet>) {
    let for_count = Arc::clone(set);
    environment.add_function(
        "agreement",
        move |state: &State<'_, '_>, name: &str, what: &str| -> Result<Value, Error> {
            let (runs, agreement) = compared(&for_count, name)?;
            let count = match what {
                "pairs" => agreement.pairs(),
                "compared" => agreement.compared(),
                "agree" => agreement.compared() - agreement.disagree(),
                "disagree" => agreement.disagree(),
                "runs" => runs.runs,
                _ => {
                    return Err(refuse(format!(
                        "`{what}` is not counted. Write pairs, compared, agree, disagree or runs."
                    )));
                }
            };
            Ok(Page::of(state)?.exact(shown(count), provenance(what, runs)))
        },
    );
    let set = Arc::clone(set);
    environment.add_function(
        "agreement_table",
        move |state: &State<'_, '_>, name: &str, options: Kwargs| -> Result<Value, Error> {
            let caption = caption(state, &options)?;
            options.assert_all_used()?;
            let (runs, agreement) = compared(&set, name)?;
            let head = ["operation", "items", "pairs", "apart in both", "same order", "other order"];
            let rows: Vec<Vec<String>> = agreement.cells.iter().map(row).collect();
            let table = Page::of(state)?.table(
                Cells::Numbers,
                caption,
                &head.map(str::to_owned),
                &rows,
                vec![provenance("pairs of representations", runs)],
            );
            Ok(Value::from_safe_string(table.html()))
        },
    );
}

fn compared<'a>(set: &'a RecordSet, name: &str) -> Result<(&'a CriterionRecord, Agreement), Error> {
    let runs = set.evidence().agreement(name).map_err(refuse)?;
    let reference = set.evidence().record(&runs.reference).map_err(refuse)?;
    Ok((runs, runs.compare(reference).map_err(refuse)?))
}

fn provenance(what: &str, runs: &CriterionRecord) -> Provenance {
    let basis = format!(
        "{} runs of criterion in turn with {} layouts of the code, each time from the fastest run to the slowest, beside \
         the ratios of {}",
        runs.runs,
        runs.layouts.len(),
        runs.reference
    );
    Provenance::found(what, basis, runs)
}

fn row(cell: &CellAgreement) -> Vec<String> {
    let disagree = cell.disagree.len();
    let pairs: Vec<String> = cell
        .disagree
        .iter()
        .map(|pair| format!("{} before {}", escape(&pair.faster), escape(&pair.slower)))
        .collect();
    let others =
        if pairs.is_empty() { shown(disagree) } else { format!("{}: {}", shown(disagree), pairs.join("; ")) };
    vec![
        escape(&cell.operation),
        shown(cell.n),
        shown(cell.pairs),
        shown(cell.compared),
        shown(cell.compared - disagree),
        others,
    ]
}

fn shown(count: usize) -> String {
    Unit::Count.show(as_f64(count))
}
