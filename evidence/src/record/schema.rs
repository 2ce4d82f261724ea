//! The JSON Schema of records and their description in words: both files are those of the type.
//!
//! A file may satisfy its schema and be refused all the same: that a baseline was measured, or that a point has one
//! coordinate for each axis, no schema says.

use std::fmt::Write as _;
use std::path::Path;

use schemars::generate::SchemaSettings;
use serde_json::{Map, Value, json};
use snapbox::Data;

use super::{Record, SCHEMA};

fn eq(file: &str, text: String) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../records").join(file);
    snapbox::Assert::new()
        .action_env("SNAPSHOTS")
        .eq(Data::text(text).raw(), Data::read_from(&path, None).raw());
}

/// `SNAPSHOTS=overwrite cargo test -p mdbook-evidence-core --lib` writes both after the type has changed.
#[test]
fn the_committed_schema_and_description_are_those_of_the_type() {
    let settings = SchemaSettings::draft2020_12().for_deserialize();
    let mut schema = settings.into_generator().into_root_schema_for::<Record>();
    schema.insert("title".to_owned(), format!("A record of evidence, version {SCHEMA}").into());
    eq("schema/record.schema.json", format!("{}\n", serde_json::to_string_pretty(&schema).unwrap()));
    eq("FORMAT.md", description(schema.as_value()));
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
