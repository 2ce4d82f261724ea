//! What criterion never saved, folders that are no database of advisories, and names that no record can have.

use evidence::record::Figure;

use super::{Input, failed, wrong};
use crate::agree::{VEC, project, recorded, saved};
use crate::fixture::Project;

const AGREE: &str = "agree --saved saved --operations snapshot";

/// Whole runs of `vec`, and of `im` with those times.
fn runs(im: [f64; 8]) -> Project {
    saved(saved(project(), "snapshot/vec/92", VEC), "snapshot/im/92", im)
}

/// Runs that agree.
fn agreeing() -> Project {
    runs(VEC.map(|time| 1.9 * time))
}

/// Runs that agree, about which this is asked.
fn agree(what: &'static str, run: &'static str) -> Input {
    wrong(what, run, |_| agreeing())
}

const AGAIN: &str = "agree --again here";

const MEDIAN: &str = "criterion-median-ns";

const ESTIMATES: &str = "saved/snapshot/im/92/run-3/estimates.json";

pub(super) fn inputs() -> Vec<Input> {
    [criterion(), audits(), names()].into_iter().flatten().collect()
}

fn criterion() -> Vec<Input> {
    vec![
        wrong("medians of zero", AGREE, |_| runs([0.0; 8])),
        wrong("negative medians", AGREE, |_| runs(VEC.map(|time| -time))),
        wrong("a median that is no number", AGREE, |_| {
            agreeing().with(ESTIMATES, "{\"median\": {\"point_estimate\": null}}")
        }),
        wrong("a median without an end", AGREE, |_| {
            agreeing().with(ESTIMATES, "{\"median\": {\"point_estimate\": 1e999}}")
        }),
        wrong("an empty file of criterion", AGREE, |_| agreeing().with(ESTIMATES, "")),
        wrong("a file of criterion that is a FIFO", AGREE, |_| {
            agreeing().without(ESTIMATES).with_fifo(ESTIMATES)
        }),
        wrong("a file of criterion that is gone", AGREE, |_| agreeing().without(ESTIMATES)),
        wrong("one benchmark in two folders", AGREE, |_| {
            let project = agreeing();
            for file in ["benchmark.json", "estimates.json"] {
                let text = project.read(&format!("saved/snapshot/im/92/run-1/{file}"));
                project.write(&format!("saved/old/run-1/{file}"), text);
            }
            project
        }),
        agree("a run too few", "agree --saved saved --operations snapshot --runs 9"),
        agree("an operation that the record does not have", "agree --saved saved --operations pop"),
        agree("a size that the record does not have", "agree --saved saved --operations snapshot --sizes 7"),
        agree("a folder that criterion never wrote to", "agree --saved nowhere --operations snapshot"),
        agree("no folder but a file of criterion", "agree --saved Cargo.lock --operations snapshot"),
        agree("a record that is not there", "agree --saved saved --operations snapshot --reference nobody"),
        agree(
            "a record's name without a letter",
            "agree --saved saved --operations snapshot --record-name ../..",
        ),
        failed("runs so scattered that nothing is compared", AGREE, |_| {
            runs([1.0, 900.0, 100.0, 5.0, 300.0, 2.0, 700.0, 50.0])
        }),
        failed("another order", AGREE, |_| runs(VEC.map(|time| time / 3.0))),
        wrong("a record of runs that is not there", "agree --again nobody", |_| project()),
        wrong("a record without runs of criterion", AGAIN, |_| {
            recorded(project(), |record| record.figures.clear())
        }),
        wrong("a record of fewer runs than tell anything", AGAIN, |_| {
            recorded(project(), |record| {
                record.put(MEDIAN, "snapshot/im/92", Figure::Rounds(vec![1.0, 2.0]));
            })
        }),
        wrong("a record of runs that took no time", AGAIN, |_| {
            recorded(project(), |record| {
                record.put(MEDIAN, "snapshot/vec/92", Figure::Rounds(vec![0.0; 8]));
            })
        }),
        wrong("a record of runs that does not say of which code", AGAIN, |_| {
            recorded(project(), |record| record.inputs.clear())
        }),
        wrong("a record of runs that does not say on which machine", AGAIN, |_| {
            recorded(project(), |record| record.coordinates.clear())
        }),
        wrong("a record of runs whose reference is gone", AGAIN, |_| {
            recorded(project(), |record| {
                record.labels.insert("reference".to_owned(), "nobody".into());
            })
        }),
        agree("runs that are both saved and recorded", "agree --again here --saved saved"),
    ]
}

fn audits() -> Vec<Input> {
    vec![
        wrong("no rules for licences", "audit --offline --database .", |it| it),
        wrong("rules that are not TOML", "audit --offline --database .", |it| {
            it.with("deny.toml", "[licenses\n")
        }),
        wrong("rules without licences", "audit --offline --database .", |it| {
            it.with("deny.toml", "[advisories]\nignore = []\n")
        }),
        wrong("no database", "audit --offline", ruled),
        wrong("a database that is not there", "audit --offline --database nowhere", ruled),
        wrong("a database that is a file", "audit --offline --database Cargo.lock", ruled),
        wrong("a database without an advisory", "audit --offline --database bench-crate", ruled),
        wrong("an advisory that is none", "audit --offline --database db", |it| {
            ruled(it).with("db/crates/im/RUSTSEC-2099-0001.md", "# Nothing\n")
        }),
        wrong("a database of the future", "audit --offline --database db --database-date 2999-01-01", |it| {
            ruled(it).with("db/crates/im/RUSTSEC-2099-0001.md", ADVISORY)
        }),
        failed(
            "a project that cargo cannot resolve",
            "audit --own --offline --database db --database-date 2026-01-01",
            |it| ruled(it).with("db/crates/im/RUSTSEC-2099-0001.md", ADVISORY),
        ),
        wrong("a date that is none", "audit --offline --database db --database-date 2026-02-30", ruled),
    ]
}

/// An advisory that concerns nobody.
const ADVISORY: &str = "```toml\n[advisory]\nid = \"RUSTSEC-2099-0001\"\npackage = \"im\"\ndate = \"2099-01-01\"\n\n\
                        [versions]\npatched = []\n```\n\n# Nothing\n\nWritten for a test.\n";

/// A project with rules for licences.
fn ruled(project: Project) -> Project {
    project.with("deny.toml", "[advisories]\nignore = []\n[licenses]\nallow = [\"MIT\"]\n")
}

fn names() -> Vec<Input> {
    vec![
        wrong("a record of the serde gate that is there", "serde --record --name built-in", |it| {
            it.with("records/serde/built-in.json", "{}")
        }),
        wrong("a record of the serde gate, by its name alone", "serde --record b.yaml", |it| {
            it.with("records/serde/b.json", "{}").with("b.yaml", "items: []")
        }),
        wrong("a record's name that leads elsewhere", "serde --record --name ../../x", |it| it),
        wrong("a record's name of a picture", "serde --record --name \u{1f980}", |it| it),
        wrong("an empty name of a record", "serde --record --name=", |it| it),
        wrong(
            "a record of criterion's runs that is there",
            "agree --operations snapshot --record-name mine",
            |_| agreeing().with("records/agreement/mine.json", "{}"),
        ),
    ]
}
