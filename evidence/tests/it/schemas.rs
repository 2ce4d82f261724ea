//! The schema and the description of records are those of the type, and every record satisfies them.

use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;

use boon::{Compiler, SchemaIndex, Schemas};
use evidence::record::schema;
use schemars::Schema;
use serde_json::{Map, Value, json};
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

fn eq(file: &str, text: String) {
    let path = committed().join(file);
    snapbox::Assert::new()
        .action_env("SNAPSHOTS")
        .eq(Data::text(text).raw(), Data::read_from(&path, None).raw());
}

/// `SNAPSHOTS=overwrite cargo test -p mdbook-evidence-core --test it` writes both after the type has changed.
#[test]
fn the_committed_schema_and_description_are_those_of_the_type() {
    let schema = schema();
    eq("schema/record.schema.json", format!("{}\n", serde_json::to_string_pretty(&schema).unwrap()));
    eq("FORMAT.md", description(schema.as_value()));
}

#[test]
fn every_committed_record_satisfies_the_schema() {
    let validator = Validator::of(&schema());
    let records = records();
    assert!(records.len() > 20, "{}", records.len());
    for (path, record) in records {
        validator.check(&record).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    }
}

#[test]
fn a_schema_refuses_what_is_not_of_its_form() {
    let validator = Validator::of(&schema());
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

/// The schema in words: what a record holds, part by part.
fn description(schema: &Value) -> String {
    let mut text = String::from(
        "# The form of a record\n\n\
         *Written by a test from the types in `evidence/src/record/`; the JSON Schema is\n\
         [schema/record.schema.json](schema/record.schema.json).*\n\n",
    );
    part(&mut text, "A record", schema);
    for (name, definition) in schema["$defs"].as_object().unwrap() {
        part(&mut text, name, definition);
    }
    text.trim_end().to_owned() + "\n"
}

fn part(text: &mut String, name: &str, schema: &Value) {
    writeln!(text, "## {name}\n\n{}\n", words(schema)).unwrap();
    for choice in ["oneOf", "anyOf"].iter().filter_map(|key| schema[key].as_array()).flatten() {
        let form = match &choice["const"] {
            Value::Null => form(choice),
            value => format!("`{value}`"),
        };
        writeln!(text, "- {form}: {}", words(choice)).unwrap();
        fields(text, choice, "  ");
    }
    fields(text, schema, "");
    text.push('\n');
}

fn fields(text: &mut String, schema: &Value, indent: &str) {
    let none = Map::new();
    let required: Vec<&Value> = schema["required"].as_array().into_iter().flatten().collect();
    for (name, field) in schema["properties"].as_object().unwrap_or(&none) {
        let optional = if required.contains(&&json!(name)) { "" } else { ", optional" };
        writeln!(text, "{indent}- `{name}` ({}{optional}): {}", form(field), words(field)).unwrap();
    }
}

fn words(schema: &Value) -> String {
    schema["description"].as_str().unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ")
}

fn form(schema: &Value) -> String {
    if let Some(of) = schema["$ref"].as_str() {
        return of.rsplit('/').next().unwrap_or_default().to_owned();
    }
    if let Some(choices) = schema["anyOf"].as_array() {
        let choices: Vec<String> = choices.iter().map(form).filter(|form| form != "null").collect();
        return choices.join(" or ");
    }
    if let Some(value) = schema.get("const") {
        return format!("`{value}`");
    }
    match &schema["type"] {
        Value::String(of) if of == "array" => format!("list of {}", form(&schema["items"])),
        Value::String(of) if of == "object" => match schema.get("additionalProperties") {
            Some(of @ Value::Object(_)) => format!("map of {}", form(of)),
            _ => "object".to_owned(),
        },
        Value::String(of) => of.clone(),
        Value::Array(all) => all[0].as_str().unwrap_or_default().to_owned(),
        _ => "anything".to_owned(),
    }
}
