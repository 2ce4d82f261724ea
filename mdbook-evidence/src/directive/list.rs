//! `list`: what the book has and what it concludes, in tables and sentences.
//!
//! What rests on every chapter leaves a mark here, and is written when all are expanded.

use std::sync::Arc;

use minijinja::value::{Kwargs, Value};
use minijinja::{Environment, Error, State};

use super::{caption, origin, refuse, ruled};
use crate::claim::{self, headline};
use crate::page::{judgements, quotation};
use crate::record::files;
use crate::record::set::RecordSet;
use crate::ruling::comparison::{COMPARISONS, SAMPLES};
use crate::ruling::explorer;
use crate::ruling::{DECISION, GATES};

/// What can be listed.
const KNOWN: [&str; 17] = [
    "claims",
    "claims-by-record",
    "judgements",
    "headlines",
    "quotations",
    "records",
    "files",
    "notes",
    "gates",
    "decision",
    "comparisons",
    "samples",
    "gates-by-record",
    "choices-by-view",
    "choices",
    "flips",
    "predictions",
];

pub(crate) fn register(environment: &mut Environment<'static>, set: &Arc<RecordSet>) {
    let set = Arc::clone(set);
    environment.add_function("list", move |state: &State<'_, '_>, options: Kwargs| -> Result<Value, Error> {
        let what: &str = options.get("what")?;
        let text = match what {
            "claims" => claim::LIST.to_owned(),
            "claims-by-record" => explorer::CLAIMS.to_owned(),
            "judgements" => judgements::LIST.to_owned(),
            "headlines" => headline::LIST.to_owned(),
            "quotations" => quotation::LIST.to_owned(),
            "records" => origin::records(state, &set, &caption(state, &options)?, &options)?,
            "files" => files::LIST.to_owned(),
            "notes" => origin::notes(&set),
            "gates" => GATES.to_owned(),
            "decision" => DECISION.to_owned(),
            "comparisons" => COMPARISONS.to_owned(),
            "samples" => SAMPLES.to_owned(),
            "gates-by-record" => explorer::GATES.to_owned(),
            "choices-by-view" => {
                let axis: &str = options.get("of")?;
                let known: Vec<&str> = set.view().at.iter().map(|(axis, _)| axis).collect();
                if !known.contains(&axis) {
                    return Err(refuse(format!(
                        "records have no axis `{axis}`; they have {}",
                        known.join(", ")
                    )));
                }
                explorer::choices_by(axis)
            }
            "choices" => ruled::choices(&set, &options)?,
            "flips" => ruled::flips(state, &set, &caption(state, &options)?, &options)?,
            "predictions" => ruled::predictions(state, &set, &caption(state, &options)?)?,
            _ => return Err(refuse(format!("there is no list of `{what}`; there are {}", KNOWN.join(", ")))),
        };
        options.assert_all_used()?;
        Ok(Value::from_safe_string(text))
    });
}
