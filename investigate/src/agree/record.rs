//! Criterion's runs, and what came of comparing them, as a record.

use evidence::record::{Axis, Figure, InputKind, Record, Table, Value};
use serde_json::json;

use super::compare::Agreement;
use super::runs::{CriterionRuns, CriterionSeries, FEWEST_RUNS};

/// The measure that holds criterion's medians.
const MEDIAN: &str = "criterion-median-ns";

impl CriterionRuns {
    /// The record of them and of what came of comparing them with `reference`.
    pub(super) fn to_record(&self, agreement: &Agreement, reference: &Record) -> Record {
        let mut record = self.taken.clone();
        record.about = format!(
            "{} runs of criterion with {} in turn with {} layouts of the code, each time from the fastest run to the slowest, beside \
             the ratios of {}",
            self.runs(),
            record.label("settings"),
            record.list("layouts").len(),
            self.reference()
        );
        let compared = reference.as_input();
        if let Some(waiver) = &mut record.waiver {
            waiver.sha256.extend(compared.sha256.clone());
        }
        record.inputs.push(compared);
        record.axes.insert("operation".to_owned(), self.axis(|series| &series.operation));
        record.axes.insert("representation".to_owned(), self.axis(|series| &series.representation));
        record.axes.insert("n".to_owned(), Axis::NUMBERS);
        for cell in &agreement.cells {
            let counts = [
                ("pairs", cell.pairs),
                ("compared", cell.compared),
                ("agree", cell.agree()),
                ("disagree", cell.disagree.len()),
            ];
            for (measure, count) in counts {
                record.declare(measure, &["operation", "n"]);
                record.put(measure, format!("{}/{}", cell.operation, cell.n), Figure::counted(count));
            }
        }
        let (compared, disagree) = (agreement.compared(), agreement.disagree());
        record.put_count("pairs-all", agreement.pairs());
        record.put_count("compared-all", compared);
        record.put_count("agree-all", compared - disagree);
        record.put_count("disagree-all", disagree);
        record.put_count("runs", self.runs());
        record.declare(MEDIAN, &["operation", "representation", "n"]);
        for series in &self.series {
            record.put(MEDIAN, series.point(), Figure::Rounds(series.medians.clone()));
        }
        let otherwise = agreement.cells.iter().flat_map(|cell| {
            cell.disagree.iter().map(|pair| {
                json!({"operation": cell.operation, "n": cell.n, "faster": pair.faster, "slower": pair.slower,
                    "slower-by-criterion": pair.criterion, "slower-by-ratios": pair.ratios})
            })
        });
        let columns = ["operation", "n", "faster", "slower", "slower-by-criterion", "slower-by-ratios"];
        record.tables.insert("other-order".to_owned(), Table::of(&columns, otherwise));
        record
    }

    /// An axis of what the series have there, in their order.
    fn axis(&self, of: fn(&CriterionSeries) -> &String) -> Axis {
        let mut values: Vec<Value> = Vec::new();
        for id in self.series.iter().map(of) {
            if values.iter().all(|known| known.id != *id) {
                values.push(Value::of(id));
            }
        }
        Axis::Listed(values)
    }

    /// The runs that a record is of; or what is wrong with it.
    pub(super) fn of(record: &Record) -> Result<Self, String> {
        let mut series: Vec<CriterionSeries> = Vec::new();
        for (point, figure) in record.figures.get(MEDIAN).into_iter().flatten() {
            let medians = figure.numbers().to_vec();
            let runs = series.first().map_or(medians.len(), |first: &CriterionSeries| first.medians.len());
            if medians.len() != runs || runs < FEWEST_RUNS {
                return Err(format!(
                    "{point}: {} medians of {runs} runs, of at least {FEWEST_RUNS}",
                    medians.len()
                ));
            }
            if let Some(time) = medians.iter().find(|time| **time <= 0.0) {
                return Err(format!("{point}: {time} is no time"));
            }
            let [operation, representation, n] = point.split('/').collect::<Vec<_>>()[..] else { continue };
            let Ok(n) = n.parse() else { return Err(format!("{point}: {n} is no number of items")) };
            let (operation, representation) = (operation.to_owned(), representation.to_owned());
            series.push(CriterionSeries { operation, representation, n, medians });
        }
        // What they were compared with is no part of the code, nor is what came of that.
        let mut taken = record.clone();
        taken.inputs.retain(|input| input.kind != InputKind::Record);
        if taken.inputs.is_empty() {
            return Err("its inputs do not say what was measured".to_owned());
        }
        if let Some(waiver) = &mut taken.waiver {
            waiver.sha256.truncate(taken.inputs.len());
        }
        taken.axes.clear();
        taken.measures.clear();
        taken.figures.clear();
        taken.tables.clear();
        taken.absent.clear();
        taken.notes.clear();
        taken.about.clear();
        (taken.machine, taken.rounds) = (None, None);
        if series.is_empty() {
            return Err(format!("it has no `{MEDIAN}`"));
        }
        if !taken.coordinates.contains_key("machine") {
            return Err("its coordinates do not say on which machine".to_owned());
        }
        Ok(Self { taken, series })
    }
}

#[cfg(test)]
mod tests {
    use evidence::record::{Input, Label, Toolchain, Waiver};

    use super::super::compare::{CellAgreement, Disagreement};
    use super::*;

    fn runs(medians: &[f64]) -> CriterionRuns {
        let text = str::to_owned;
        let input = Input {
            kind: InputKind::Package,
            name: text("bench"),
            commit: Some(text("abc")),
            dirty: Some(false),
            sha256: Some(text("aa")),
        };
        let series = ["plain", "shared"].map(|id| CriterionSeries {
            operation: text("push"),
            representation: text(id),
            n: 92,
            medians: medians.to_vec(),
        });
        let mut taken = Record::new("agreement/here");
        taken.toolchain = Some(Toolchain::of("rustc 1"));
        taken.inputs = vec![input];
        taken.command = text("cargo run -- agree");
        taken.started = text("2026-11-24T08:00:00Z");
        taken.seconds = Some(3.0);
        taken.coordinates.insert(text("machine"), text("here"));
        taken.labels.insert(text("reference"), "here-typical".into());
        taken.labels.insert(text("settings"), "--quick".into());
        taken.labels.insert(text("layouts"), Label::List(vec![text(""), text("-f")]));
        CriterionRuns { taken, series: series.into() }
    }

    fn agreement() -> Agreement {
        let pair = Disagreement {
            faster: "plain".to_owned(),
            slower: "shared".to_owned(),
            criterion: 2.0,
            ratios: 0.5,
        };
        let cell = CellAgreement {
            operation: "push".to_owned(),
            n: 92,
            pairs: 1,
            compared: 1,
            disagree: vec![pair],
        };
        Agreement { reference: "here-typical".to_owned(), runs: 6, cells: vec![cell] }
    }

    const SIX: [f64; 6] = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0];

    #[test]
    fn their_record_has_what_came_of_comparing_them_and_names_the_other() {
        let record = runs(&SIX).to_record(&agreement(), &Record::new("here-typical")).to_json();
        Record::from_json("here.json", &record).unwrap();
        snapbox::assert_data_eq!(record, snapbox::file!["../../tests/expected/agreement.json": Text]);
    }

    #[test]
    fn they_are_read_back_as_they_were() {
        let reference = Record::new("here-typical");
        let mut runs = runs(&SIX);
        runs.taken.waiver = Some(Waiver { reason: "A comment.".to_owned(), sha256: vec!["bb".to_owned()] });
        let record = runs.to_record(&agreement(), &reference);
        assert_eq!(CriterionRuns::of(&record).unwrap().to_record(&agreement(), &reference), record);
    }

    #[test]
    fn what_no_runs_give_is_refused() {
        let refusal = |medians: &[f64]| {
            CriterionRuns::of(&runs(medians).to_record(&agreement(), &Record::new("here-typical")))
                .unwrap_err()
        };
        assert_eq!(refusal(&[1.0]), "push/plain/92: 1 medians of 1 runs, of at least 6");
        assert_eq!(refusal(&[1.0, 0.0, 1.0, 1.0, 1.0, 1.0]), "push/plain/92: 0 is no time");
        assert_eq!(
            CriterionRuns::of(&Record::new("agreement/a")).unwrap_err(),
            "its inputs do not say what was measured"
        );
    }
}
