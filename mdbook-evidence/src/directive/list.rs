//! `list`: what the book has and what it concludes, in tables and sentences.
//!
//! What rests on every chapter leaves a mark here, and is written when all are expanded.

use minijinja::Error;
use minijinja::value::Kwargs;

use super::{caption, origin, refuse, ruled};
use crate::claim::{self, headline};
use crate::page::{Page, judgements, quotation};
use crate::record::files;
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

pub(super) fn list(page: &Page, options: &Kwargs) -> Result<String, Error> {
    let what: &str = options.get("what")?;
    let mark = KNOWN.iter().find(|(known, _)| *known == what).and_then(|(_, mark)| *mark);
    let text = match (what, mark) {
        (_, Some(mark)) => mark.to_owned(),
        ("records", _) => origin::records(page, &caption(page, options)?, options)?,
        ("notes", _) => origin::notes(&page.set),
        ("choices-by-view", _) => {
            let axis: &str = options.get("of")?;
            let known: Vec<&str> = page.set.view().at.iter().map(|(axis, _)| axis).collect();
            if !known.contains(&axis) {
                let known = known.join(", ");
                return Err(refuse(format!("records have no axis `{axis}`; they have {known}")));
            }
            explorer::choices_by(axis)
        }
        ("choices", _) => ruled::choices(&page.set, options)?,
        ("flips", _) => ruled::flips(page, &caption(page, options)?, options)?,
        ("predictions", _) => ruled::predictions(page, &caption(page, options)?)?,
        _ => {
            let known = KNOWN.map(|(known, _)| known).join(", ");
            return Err(refuse(format!("there is no list of `{what}`; there are {known}")));
        }
    };
    options.assert_all_used()?;
    Ok(text)
}
