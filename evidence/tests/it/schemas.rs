//! The schemas in `records/schema` are those of the types, and every record satisfies its own.

use std::fs;
use std::path::PathBuf;

use boon::{Compiler, SchemaIndex, Schemas};
use evidence::{Kind, Record, schemas};
use schemars::Schema;
use serde_json::{Value, json};
use snapbox::Data;

use crate::fixture::{committed, whole_record};

/// A schema that documents are held against.
struct Validator {
    compiled: Schemas,
    index: SchemaIndex,
}

impl Validator {
    fn of(schema: &Schema) -> Self {
        let (mut compiled, mut compiler) = (Schemas::new(), Compiler::new());
        compiler.add_resource("of.json", schema.as_value().clone()).unwrap();
        let index = compiler.compile("of.json", &mut compiled).unwrap();
        Self { compiled, index }
    }

    fn check(&self, document: &Value) -> Result<(), String> {
        self.compiled.validate(document, self.index).map_err(|error| error.to_string())
    }
}

/// Every committed record of that kind; a kind may have none yet.
fn records(kind: &str) -> Vec<(PathBuf, Value)> {
    let folder = if kind == Record::KIND { committed() } else { committed().join(kind) };
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "json"));
    paths.sort();
    paths
        .into_iter()
        .map(|path| (path.clone(), serde_json::from_slice(&fs::read(&path).unwrap()).unwrap()))
        .collect()
}

/// `SNAPSHOTS=overwrite cargo test -p evidence --test it` writes the schemas after a type has changed.
#[test]
fn the_committed_schemas_are_those_of_the_types() {
    let assert = snapbox::Assert::new().action_env("SNAPSHOTS");
    for (kind, schema) in schemas() {
        let file = committed().join(format!("schema/{kind}.schema.json"));
        let text = format!("{}\n", serde_json::to_string_pretty(&schema).unwrap());
        assert.eq(Data::text(text).raw(), Data::read_from(&file, None).raw());
    }
}

#[test]
fn no_schema_is_left_of_a_kind_that_is_gone() {
    let mut found: Vec<String> = fs::read_dir(committed().join("schema"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    found.sort();
    let mut known: Vec<String> = schemas().iter().map(|(kind, _)| format!("{kind}.schema.json")).collect();
    known.sort();
    assert_eq!(found, known);
}

#[test]
fn every_committed_record_satisfies_its_schema() {
    for (kind, schema) in schemas() {
        let validator = Validator::of(&schema);
        for (path, record) in records(kind) {
            validator.check(&record).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        }
    }
}

#[test]
fn every_folder_of_records_is_of_a_kind_that_has_a_schema() {
    let kinds: Vec<&str> = schemas().iter().map(|(kind, _)| *kind).collect();
    for entry in fs::read_dir(committed()).unwrap().map(Result::unwrap) {
        let name = entry.file_name().into_string().unwrap();
        // Interrupted runs are kept beside the records, out of version control.
        let known = matches!(name.as_str(), "schema" | ".partial") || kinds.contains(&name.as_str());
        assert!(known || !entry.path().is_dir(), "records/{name} is of no kind with a schema");
    }
}

#[test]
fn a_schema_refuses_what_is_not_of_its_form() {
    let (_, schema) = schemas().into_iter().find(|(kind, _)| *kind == Record::KIND).unwrap();
    let validator = Validator::of(&schema);
    validator.check(&whole_record()).unwrap();
    for (place, value) in [
        ("/schema", json!(2)),
        ("/machine", json!("m")),
        ("/run/duration_seconds", json!(-1.0)),
        ("/run/mode", json!("slow")),
        ("/cells/0/series/0/nanoseconds/0", json!(-1.0)),
        ("/counts/0", json!({ "operation": "push", "colour": "red" })),
    ] {
        let mut record = whole_record();
        *record.pointer_mut(place).unwrap() = value;
        assert!(validator.check(&record).is_err(), "{place}");
    }
}
