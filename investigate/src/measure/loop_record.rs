//! What the scheduler's loop counts: the same on every machine, so in a record of its own, `loop/<workload>`.

use std::path::Path;

use evidence::Record;
use evidence::file::read_text;
use evidence::freshness::Freshness;
use evidence::record::InputKind;
use evidence::source::Fingerprint;

use super::options::{FULL, Options};

/// The record of the loop: as this run would write it, and as it is there.
#[derive(Debug)]
pub(super) struct LoopRecord {
    /// As this run would write it: without figures until the loop is counted.
    pub(super) begun: Record,
    former: Option<Former>,
}

/// The record that is there.
#[derive(Debug)]
struct Former {
    record: Record,
    /// Whether it is of this code and these items.
    holds: bool,
    /// Whether it has sizes that this run would not count.
    has_more: bool,
    /// Whether it is of other items under the same name, which another machine's times may be of, and is not to be replaced.
    is_anothers: bool,
}

/// What the counts depend on: how the code is built does not matter to them.
const INPUTS: [InputKind; 2] = [InputKind::Package, InputKind::Dependencies];

impl LoopRecord {
    /// The loop over the items that `measured` is of, in `folder`.
    pub(super) fn new(folder: &Path, measured: &Record, now: &Fingerprint, options: &Options) -> Self {
        let mut begun = Record::new(format!("loop/{}", options.workload_name()));
        begun.inputs = measured.inputs.iter().filter(|it| INPUTS.contains(&it.kind)).cloned().collect();
        begun.command = options.command_of_the_loop();
        begun.started.clone_from(&measured.started);
        begun.coordinates.insert("workload".to_owned(), options.workload_name());
        begun.labels.insert("mode".to_owned(), options.mode().into());

        let there = read_text(&folder.join(format!("{}.json", begun.name))).ok();
        let there = there.and_then(|text| Record::from_json(&begun.name, &text).ok());
        let items = |record: &Record| record.label("workload-sha256").to_owned();
        let former = there.map(|record| {
            let same = items(&record) == items(measured);
            Former {
                holds: same && matches!(record.freshness(now), Some(Freshness::Fresh | Freshness::Stands(_))),
                has_more: record.label("mode") == FULL && options.quick,
                is_anothers: !same && !options.replace,
                record,
            }
        });
        Self { begun, former }
    }

    /// What is counted of these items by this code, if it is all that this run would count.
    pub(super) fn counted(&self) -> Option<&Record> {
        let has_all = |it: &&Former| it.has_more || it.record.label("mode") == self.begun.label("mode");
        self.former.as_ref().filter(|it| it.holds).filter(has_all).map(|it| &it.record)
    }

    /// What is counted, here or before.
    pub(super) fn record(&self) -> &Record {
        self.counted().unwrap_or(&self.begun)
    }

    /// Why this run must not write its own, if so.
    pub(super) fn kept_from(&self) -> Option<String> {
        let former = self.former.as_ref()?;
        let name = &former.record.name;
        if former.is_anothers {
            return Some(format!(
                "records/{name}.json is of other items under the same name; rename the file, or add --replace"
            ));
        }
        former
            .has_more
            .then(|| format!("a quick run does not replace records/{name}.json, which has more sizes"))
    }
}
