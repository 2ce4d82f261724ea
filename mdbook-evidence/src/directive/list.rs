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

/// What can be listed, with the mark of what is written when all chapters are expanded.
const KNOWN: [(&str, Option<&str>); 17] = [
    ("claims", Some(claim::LIST)),
    ("claims-by-record", Some(explorer::CLAIMS)),
    ("judgements", Some(judgements::LIST)),
    ("headlines", Some(headline::LIST)),
    ("quotations", Some(quotation::LIST)),
    ("records", None),
    ("files", Some(files::LIST)),
    ("notes", None),
    ("gates", Some(GATES)),
    ("decision", Some(DECISION)),
    ("comparisons", Some(COMPARISONS)),
    ("samples", Some(SAMPLES)),
    ("gates-by-record", Some(explorer::GATES)),
    ("choices-by-view", None),
    ("choices", None),
    ("flips", None),
    ("predictions", None),
];

pub(crate) fn register(environment: &mut Environment<'static>, set: &Arc<RecordSet>) {
    let set = Arc::clone(set);
    environment.add_function("list", move |state: &State<'_, '_>, options: Kwargs| -> Result<Value, Error> {
        let what: &str = options.get("what")?;
        let mark = KNOWN.iter().find(|(known, _)| *known == what).and_then(|(_, mark)| *mark);
        if let Some(mark) = mark {
            options.assert_all_used()?;
            return Ok(Value::from_safe_string(mark.to_owned()));
        }
        let text = match what {
            "records" => origin::records(state, &set, &caption(state, &options)?, &options)?,
            "notes" => origin::notes(&set),
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
            _ => {
                let known = KNOWN.map(|(known, _)| known).join(", ");
                return Err(refuse(format!("there is no list of `{what}`; there are {known}")));
            }
        };
        options.assert_all_used()?;
        Ok(Value::from_safe_string(text))
    });
}
