//! gates.toml and decision.toml: what is refused in them, and where.

use std::fs;
use std::path::Path;

use evidence::decision::DecisionFile;
use evidence::gate::Gates;

const GATE: &str = "[[gate]]\nid = \"push\"\nrule = \"R\"\nsource = \"S\"\nkind = \"slower\"\noperations = [\"push\"]\n\
                    sizes = [5, 30]\nlimit = 1.1\neach = \"write\"\n";

const UPHELD: &str = "[[gate]]\nid = \"kept\"\nrule = \"R\"\nsource = \"S\"\nkind = \"upheld\"\nby = \"a test\"\ntest = \"tests/it.rs\"\n";

const DECISION: &str = r#"
[gates]
must-hold = ["push"]
ruling = "as-written"
why = "w"
material-share = 0.01
[acting]
worth-share = 0.05
why = "w"
largest-migration = "M"
[project]
items = 92
snapshots-per-tick = '4'
mutations-per-snapshot = '2'
agent-ms = 20
concurrency = 3
tick = '1000'
tick-range = ['1000', '2000']
[model]
save = '1'
in-the-field = '1'
query = '1'
today = "today"
snapshots = '1'
copying = '1'
queries = '0'
operations = { snapshot = "snapshot", write = "push", cycle = "push", read = "push", save = "push" }
fit = [5, 92]
test = [{ workload = "typical", sizes = [30] }]
largest-error = 0.15
largest-field-error = 0.15
[migration]
why = "w"
small = 50
medium = 150
[migration.lines]
shared = '10'
"#;

#[test]
fn a_gate_that_would_hold_whatever_was_measured_is_refused_with_its_line() {
    for (line, instead, said) in [
        ("limit = 1.1", "limit = nan", "`limit` is NaN"),
        ("limit = 1.1", "limit = inf", "`limit` is inf"),
        ("limit = 1.1", "limit = -1.1", "`limit` is -1.1"),
        ("limit = 1.1", "limit = 0.0", "`limit` is 0"),
        ("sizes = [5, 30]", "sizes = []", "`sizes` is empty"),
        ("sizes = [5, 30]", "sizes = [5, 5]", "`sizes` has `5` twice"),
        ("sizes = [5, 30]", "sizes = [0]", "`sizes` has a 0"),
        ("operations = [\"push\"]", "operations = []", "`operations` is empty"),
        ("operations = [\"push\"]", "operations = [\"push\", \"push\"]", "`operations` has `push` twice"),
        ("operations = [\"push\"]", "operations = [\" \"]", "`operations` has an empty text"),
        ("id = \"push\"", "id = \"\"", "the gate has no `id`"),
        ("source = \"S\"", "source = \"S\"\nchapter = \"../../x.md\"", "`chapter` is `../../x.md`"),
    ] {
        let text = format!("{UPHELD}\n{}", GATE.replace(line, instead));
        let error = Gates::from_toml("gates.toml", &text).expect_err(instead).to_string();
        assert!(error.contains(said) && error.starts_with("gates.toml:9: "), "{instead}: {error}");
    }
    let twice = Gates::from_toml("gates.toml", &format!("{UPHELD}\n{GATE}\n{GATE}")).unwrap_err().to_string();
    assert!(twice.starts_with("gates.toml:19: the gate `push` is there twice"), "{twice}");
    let serde = "[[gate]]\nid = \"s\"\nrule = \"R\"\nsource = \"S\"\nkind = \"serde\"\nrecords = []\n";
    assert!(Gates::from_toml("gates.toml", serde).unwrap_err().to_string().contains("`records` is empty"));
}

#[test]
fn what_upholds_a_gate_is_a_file_of_the_repository() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("tests")).unwrap();
    fs::write(folder.path().join("tests/it.rs"), "").unwrap();
    for (test, said) in [
        ("tests/it.rs", None),
        ("../../../../etc/passwd", Some("leads out of the repository")),
        ("/etc/passwd", Some("leads out of the repository")),
        ("tests/../../x", Some("leads out of the repository")),
        ("", Some("leads out of the repository")),
        ("tests/gone.rs", Some("does not exist")),
        ("tests", Some("does not exist")),
    ] {
        fs::write(folder.path().join("gates.toml"), UPHELD.replace("tests/it.rs", test)).unwrap();
        let loaded = Gates::load(folder.path(), Path::new("gates.toml"));
        match (loaded, said) {
            (Ok(_), None) => {}
            (Err(error), Some(said)) => assert!(error.to_string().contains(said), "{test}: {error}"),
            (loaded, _) => panic!("{test}: {loaded:?}"),
        }
    }
}

#[test]
fn a_project_that_cannot_be_is_refused_with_its_key() {
    DecisionFile::from_toml("decision.toml", DECISION).unwrap();
    for (line, instead, said) in [
        ("agent-ms = 20", "agent-ms = nan", "`project.agent-ms` is NaN"),
        ("agent-ms = 20", "agent-ms = -20", "`project.agent-ms` is -20"),
        ("agent-ms = 20", "agent-ms = inf", "`project.agent-ms` is inf"),
        ("concurrency = 3", "concurrency = 0", "`project.concurrency` is 0"),
        ("items = 92", "items = 0", "`project.items` is 0"),
        ("medium = 150", "medium = inf", "`migration.medium` is inf"),
        ("small = 50", "small = nan", "`migration.small` is NaN"),
        ("fit = [5, 92]", "fit = [92, 5]", "`model.fit` must rise"),
        ("fit = [5, 92]", "fit = [0, 5]", "`model.fit` must rise"),
        ("sizes = [30]", "sizes = []", "`model.test` of `typical` needs sizes"),
        ("worth-share = 0.05", "worth-share = nan", "`acting.worth-share` is NaN"),
        ("must-hold = [\"push\"]", "must-hold = [\"push\", \"push\"]", "`gates.must-hold` has `push` twice"),
        ("shared = '10'", "shared = '10'\nshared = '11'", "duplicate key"),
    ] {
        let text = DECISION.replace(line, instead);
        let error = DecisionFile::from_toml("decision.toml", &text).expect_err(instead).to_string();
        assert!(error.starts_with("decision.toml: ") && error.contains(said), "{instead}: {error}");
    }
}
