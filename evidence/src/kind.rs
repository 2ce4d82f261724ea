//! The kinds of records. Each has a folder and a schema of its own.

use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema};
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::agreement::CriterionRecord;
use crate::audit::AuditRecord;
use crate::catalog::CatalogRecord;
use crate::field::FieldRecord;
use crate::history::HistoryRecord;
use crate::libraries::LibrariesRecord;
use crate::probe::ProbeRecord;
use crate::record::{Record, SCHEMA};
use crate::serde_gate::SerdeRecord;
use crate::verdicts::VerdictsRecord;

/// A kind of record: one form of JSON.
pub trait Kind: DeserializeOwned + JsonSchema {
    /// Its name, which is its folder's below the records and its schema's. Measured records lie beside the folders.
    const KIND: &'static str;
}

/// The kind that a JSON document says it is, or that it looks like where it does not say; none for what is no record.
pub(crate) fn of(document: &Value) -> Option<&str> {
    document.get("schema")?;
    match document.get("kind") {
        Some(kind) => kind.as_str(),
        // These do not say it; each is known by what only it holds.
        None => [
            ("cells", Record::KIND),
            ("metrics", FieldRecord::KIND),
            ("points", HistoryRecord::KIND),
            ("libraries", LibrariesRecord::KIND),
        ]
        .into_iter()
        .find_map(|(key, kind)| document.get(key).map(|_| kind)),
    }
}

/// The JSON Schema of each kind, by its name: draft 2020-12, of [`SCHEMA`]'s version.
///
/// A file may satisfy its schema and be refused all the same: that a baseline was measured, or that a list has one
/// entry for each round, no schema says.
pub fn schemas() -> Vec<(&'static str, Schema)> {
    vec![
        schema::<Record>(),
        schema::<FieldRecord>(),
        schema::<SerdeRecord>(),
        schema::<CatalogRecord>(),
        schema::<ProbeRecord>(),
        schema::<LibrariesRecord>(),
        schema::<AuditRecord>(),
        schema::<HistoryRecord>(),
        schema::<CriterionRecord>(),
        schema::<VerdictsRecord>(),
    ]
}

fn schema<T: Kind>() -> (&'static str, Schema) {
    let settings = SchemaSettings::draft2020_12().for_deserialize();
    let mut schema = settings.into_generator().into_root_schema_for::<T>();
    schema.insert("title".to_owned(), format!("A {} record, version {SCHEMA}", T::KIND).into());
    (T::KIND, schema)
}
