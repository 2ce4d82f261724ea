//! What criterion never saved, folders that are no database of advisories, and names that no record can have.

use evidence::record::Figure;

use super::Input;
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

const AGAIN: &str = "agree --again here";

const MEDIAN: &str = "criterion-median-ns";

const ESTIMATES: &str = "saved/snapshot/im/92/run-3/estimates.json";

pub(super) fn inputs() -> Vec<Input> {
    let mut inputs = criterion();
    inputs.extend(audits());
    inputs.extend(names());
    inputs
}

fn criterion() -> Vec<Input> {
    vec![
        Input::wrong("medians of zero", |_| runs([0.0; 8]), AGREE),
        Input::wrong("negative medians", |_| runs(VEC.map(|time| -time)), AGREE),
        Input::wrong(
            "a median that is no number",
            |_| agreeing().with(ESTIMATES, "{\"median\": {\"point_estimate\": null}}"),
            AGREE,
        ),
        Input::wrong(
            "a median without an end",
            |_| agreeing().with(ESTIMATES, "{\"median\": {\"point_estimate\": 1e999}}"),
            AGREE,
        ),
        Input::wrong("an empty file of criterion", |_| agreeing().with(ESTIMATES, ""), AGREE),
        Input::wrong(
            "a file of criterion that is a FIFO",
            |_| agreeing().without(ESTIMATES).with_fifo(ESTIMATES),
            AGREE,
        ),
        Input::wrong("a file of criterion that is gone", |_| agreeing().without(ESTIMATES), AGREE),
        Input::wrong(
            "one benchmark in two folders",
            |_| {
                let project = agreeing();
                for file in ["benchmark.json", "estimates.json"] {
                    let text = project.read(&format!("saved/snapshot/im/92/run-1/{file}"));
                    project.write(&format!("saved/old/run-1/{file}"), text);
                }
                project
            },
            AGREE,
        ),
        Input::wrong("a run too few", |_| agreeing(), "agree --saved saved --operations snapshot --runs 9"),
        Input::wrong(
            "an operation that the record does not have",
            |_| agreeing(),
            "agree --saved saved --operations pop",
        ),
        Input::wrong(
            "a size that the record does not have",
            |_| agreeing(),
            "agree --saved saved --operations snapshot --sizes 7",
        ),
        Input::wrong(
            "a folder that criterion never wrote to",
            |_| agreeing(),
            "agree --saved nowhere --operations snapshot",
        ),
        Input::wrong(
            "no folder but a file of criterion",
            |_| agreeing(),
            "agree --saved Cargo.lock --operations snapshot",
        ),
        Input::wrong(
            "a record that is not there",
            |_| agreeing(),
            "agree --saved saved --operations snapshot --reference nobody",
        ),
        Input::wrong(
            "a record's name without a letter",
            |_| agreeing(),
            "agree --saved saved --operations snapshot --record-name ../..",
        ),
        Input::failed(
            "runs so scattered that nothing is compared",
            |_| runs([1.0, 900.0, 100.0, 5.0, 300.0, 2.0, 700.0, 50.0]),
            AGREE,
        ),
        Input::failed("another order", |_| runs(VEC.map(|time| time / 3.0)), AGREE),
        Input::wrong("a record of runs that is not there", |_| project(), "agree --again nobody"),
        Input::wrong(
            "a record without runs of criterion",
            |_| recorded(project(), |record| record.figures.clear()),
            AGAIN,
        ),
        Input::wrong(
            "a record of fewer runs than tell anything",
            |_| {
                recorded(project(), |record| {
                    record.put(MEDIAN, "snapshot/im/92", Figure::Rounds(vec![1.0, 2.0]));
                })
            },
            AGAIN,
        ),
        Input::wrong(
            "a record of runs that took no time",
            |_| {
                recorded(project(), |record| {
                    record.put(MEDIAN, "snapshot/vec/92", Figure::Rounds(vec![0.0; 8]));
                })
            },
            AGAIN,
        ),
        Input::wrong(
            "a record of runs that does not say of which code",
            |_| recorded(project(), |record| record.inputs.clear()),
            AGAIN,
        ),
        Input::wrong(
            "a record of runs that does not say on which machine",
            |_| recorded(project(), |record| record.coordinates.clear()),
            AGAIN,
        ),
        Input::wrong(
            "a record of runs whose reference is gone",
            |_| {
                recorded(project(), |record| {
                    record.labels.insert("reference".to_owned(), "nobody".into());
                })
            },
            AGAIN,
        ),
        Input::wrong(
            "runs that are both saved and recorded",
            |_| agreeing(),
            "agree --again here --saved saved",
        ),
    ]
}

fn audits() -> Vec<Input> {
    vec![
        Input::wrong("no rules for licences", |it| it, "audit --offline --database ."),
        Input::wrong(
            "rules that are not TOML",
            |it| it.with("deny.toml", "[licenses\n"),
            "audit --offline --database .",
        ),
        Input::wrong(
            "rules without licences",
            |it| it.with("deny.toml", "[advisories]\nignore = []\n"),
            "audit --offline --database .",
        ),
        Input::wrong("no database", ruled, "audit --offline"),
        Input::wrong("a database that is not there", ruled, "audit --offline --database nowhere"),
        Input::wrong("a database that is a file", ruled, "audit --offline --database Cargo.lock"),
        Input::wrong("a database without an advisory", ruled, "audit --offline --database bench-crate"),
        Input::wrong(
            "an advisory that is none",
            |it| ruled(it).with("db/crates/im/RUSTSEC-2099-0001.md", "# Nothing\n"),
            "audit --offline --database db",
        ),
        Input::wrong(
            "a database of the future",
            |it| ruled(it).with("db/crates/im/RUSTSEC-2099-0001.md", ADVISORY),
            "audit --offline --database db --database-date 2999-01-01",
        ),
        Input::failed(
            "a project that cargo cannot resolve",
            |it| ruled(it).with("db/crates/im/RUSTSEC-2099-0001.md", ADVISORY),
            "audit --own --offline --database db --database-date 2026-01-01",
        ),
        Input::wrong(
            "a date that is none",
            ruled,
            "audit --offline --database db --database-date 2026-02-30",
        ),
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
        Input::wrong(
            "a record of the serde gate that is there",
            |it| it.with("records/serde/built-in.json", "{}"),
            "serde --record --name built-in",
        ),
        Input::wrong(
            "a record of the serde gate, by its name alone",
            |it| it.with("records/serde/b.json", "{}").with("b.yaml", "items: []"),
            "serde --record b.yaml",
        ),
        Input::wrong("a record's name that leads elsewhere", |it| it, "serde --record --name ../../x"),
        Input::wrong("a record's name of a picture", |it| it, "serde --record --name \u{1f980}"),
        Input::wrong("an empty name of a record", |it| it, "serde --record --name="),
        Input::wrong(
            "a record of criterion's runs that is there",
            |_| agreeing().with("records/agreement/mine.json", "{}"),
            "agree --operations snapshot --record-name mine",
        ),
    ]
}
