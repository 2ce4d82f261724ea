//! Every record satisfies the committed schema, which is that of the type.

use std::fs;
use std::path::PathBuf;

use boon::{Compiler, SchemaIndex, Schemas};
use serde_json::{Value, json};

use crate::fixture::{committed, whole_record};

/// The committed schema; `evidence/src/record/schema.rs` holds it to the type.
struct Validator {
    compiled: Schemas,
    index: SchemaIndex,
}

impl Validator {
    fn read() -> Self {
        let schema = fs::read(committed().join("schema/record.schema.json")).unwrap();
        let (mut compiled, mut compiler) = (Schemas::new(), Compiler::new());
        compiler.add_resource("of.json", serde_json::from_slice(&schema).unwrap()).unwrap();
        let index = compiler.compile("of.json", &mut compiled).unwrap();
        Self { compiled, index }
    }

    fn check(&self, document: &Value) -> Result<(), String> {
        self.compiled.validate(document, self.index).map_err(|error| error.to_string())
    }
}

/// Every committed record.
fn records() -> Vec<(PathBuf, Value)> {
    let mut folders = vec![committed()];
    let entries = fs::read_dir(committed()).unwrap().map(|entry| entry.unwrap().path());
    folders.extend(entries.filter(|path| path.is_dir() && !path.ends_with("schema")));
    let files = folders.iter().flat_map(|folder| fs::read_dir(folder).unwrap());
    let mut paths: Vec<PathBuf> = files.map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "json"));
    paths.sort();
    paths
        .into_iter()
        .map(|path| (path.clone(), serde_json::from_slice(&fs::read(&path).unwrap()).unwrap()))
        .collect()
}

#[test]
fn every_committed_record_satisfies_the_schema() {
    let validator = Validator::read();
    let records = records();
    assert!(records.len() > 20, "{}", records.len());
    for (path, record) in records {
        validator.check(&record).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    }
}

#[test]
fn a_schema_refuses_what_is_not_of_its_form() {
    let validator = Validator::read();
    validator.check(&whole_record()).unwrap();
    for (place, value) in [
        ("/schema", json!(1)),
        ("/machine", json!("m")),
        ("/seconds", json!(-1.0)),
        ("/rounds/looks", json!("twelve")),
        ("/figures/time/push~1vec~192", json!("1")),
        ("/measures/time/unit", json!("furlong")),
        ("/axes/n", json!("letter")),
        ("/tables/places/columns/0", json!({ "id": "file", "colour": "red" })),
    ] {
        let mut record = whole_record();
        *record.pointer_mut(place).unwrap() = value;
        assert!(validator.check(&record).is_err(), "{place}");
    }
}
