//! An audit as a record: what each representation adds as figures, the facts as they were found, and what pages show.

use evidence::Record;
use evidence::Unit;
use evidence::record::{Axis, Better, Figure, Label, Measure, Table, Value};

use super::facts::{Audit, Costs};
use super::page_tables;

/// The axis of every figure.
const AXIS: &str = "representation";

/// The record of an audit. Its figures are those of one state of the advisories, so that several audits stand beside each other.
pub(super) fn of(audit: &Audit) -> Record {
    let database = &audit.database;
    let mut record = audit.head.clone();
    record.about = format!(
        "advisories of {}{}, {} days old at the audit; crates as resolved for {}",
        database.date,
        database.commit.as_deref().map(|commit| format!(" at {commit}")).unwrap_or_default(),
        database.age_days,
        audit.target
    );
    record.coordinates.insert("advisories".to_owned(), database.date.clone());
    let mut labels: Vec<(&str, Label)> = vec![
        ("summary", page_tables::summary(audit).into()),
        ("target", audit.target.clone().into()),
        ("database-date", database.date.clone().into()),
        ("database-age-days", database.age_days.to_string().into()),
        ("database-advisories", database.advisories.to_string().into()),
        ("allowed-licences", Label::List(audit.allowed_licences.clone())),
        ("present", Label::List(audit.present.clone())),
    ];
    labels.extend(database.commit.iter().map(|commit| ("database-commit", commit.clone().into())));
    record.labels = labels.into_iter().map(|(id, label)| (id.to_owned(), label)).collect();
    counts(&mut record, audit);
    if let Some(costs) = &audit.costs {
        builds(&mut record, audit, costs);
    }
    let tables = [
        ("by-representation", page_tables::by_representation(audit)),
        ("verdicts", page_tables::verdicts(audit)),
        ("tree", page_tables::tree(audit)),
        ("crates", Table::of(&["name", "version", "licence"], &audit.crates)),
    ];
    record.tables = tables.into_iter().map(|(id, table)| (id.to_owned(), table)).collect();
    record
}

/// What each representation adds, and what speaks against that.
fn counts(record: &mut Record, audit: &Audit) {
    let ids = audit.representations.iter().map(|it| Value::of(&it.representation));
    record.axes.insert(AXIS.to_owned(), Axis::Listed(ids.collect()));
    for addition in &audit.representations {
        let crates = || audit.added(addition);
        let verdict = audit.verdict(addition);
        let rules = || verdict.iter().map(|(_, judged)| judged);
        for (measure, count) in [
            ("crates-added", crates().count()),
            ("unsafe-lines", crates().map(|it| it.unsafe_lines).sum()),
            ("open-advisories", crates().map(|it| it.open().count()).sum()),
            ("objections", rules().map(|judged| judged.objections.len()).sum()),
            ("unknown", rules().map(|judged| judged.unknown.len()).sum()),
        ] {
            record.declare(measure, &[AXIS]).better = Some(Better::Less);
            record.put(measure, &addition.representation, Figure::counted(count));
        }
    }
}

/// How long the programs took to compile, run by run, and how large they became; what was added is the difference from the first.
fn builds(record: &mut Record, audit: &Audit, costs: &Costs) {
    record.machine = Some(costs.machine.clone());
    for (id, unit) in [("build-time", Unit::Nanoseconds), ("program-bytes", Unit::Bytes)] {
        let mut measure = Measure::new(unit, &[AXIS]);
        measure.better = Some(Better::Less);
        let first = audit.representations.first().map(|it| it.representation.clone());
        measure.baseline = first.map(|first| (AXIS.to_owned(), first)).into_iter().collect();
        record.measures.insert(id.to_owned(), measure);
    }
    for addition in &audit.representations {
        let id = &addition.representation;
        let Some(build) = costs.build(id) else {
            for measure in ["build-time", "program-bytes"] {
                let reason = "no program with its crates was built";
                record.absent.insert(format!("{measure}/{id}"), reason.to_owned());
            }
            continue;
        };
        let nanoseconds = build.seconds.iter().map(|seconds| (seconds * 1e9).round());
        record.put("build-time", id, Figure::Rounds(nanoseconds.collect()));
        let bytes = usize::try_from(build.program_bytes).unwrap_or(usize::MAX);
        record.put("program-bytes", id, Figure::counted(bytes));
    }
}
