//! What was found for the same evidence the last time, so that whoever edits a sentence need not wait until all others are judged
//! again. It is for reading: a strict build computes everything.

use std::collections::BTreeMap;
use std::io::ErrorKind;
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

use evidence::file::read_bytes;
use evidence::source::digest;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::value::{RawValue, to_raw_value};

use crate::folder::atomic;

/// Answers, by what was asked.
#[derive(Debug, Default)]
pub(crate) struct Cache {
    /// None where everything is computed.
    file: Option<PathBuf>,
    former: Kept,
    now: Mutex<BTreeMap<String, Box<RawValue>>>,
}

/// The file.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Kept {
    /// A hash of all that the answers rest on beside what was asked.
    of: String,
    /// By a hash of what was asked; each is read only if it is asked for again.
    answers: BTreeMap<String, Box<RawValue>>,
}

/// How the file begins, whichever version of this program wrote it.
const BEGIN: &[u8] = b"{\"of\":\"";

impl Cache {
    /// What the last run kept in the file, if that was of the same state of all that answers rest on; none where the file holds something
    /// else, which would be replaced.
    pub(crate) fn open(path: PathBuf, of: String) -> Option<Self> {
        let former = match read_bytes(&path) {
            Ok(text) if text.starts_with(BEGIN) => serde_json::from_slice(&text).unwrap_or_default(),
            Err(error) if error.kind() == ErrorKind::NotFound => Kept::default(),
            _ => return None,
        };
        let former = if former.of == of { former } else { Kept { of, answers: BTreeMap::new() } };
        Some(Self { file: Some(path), former, now: Mutex::default() })
    }

    /// What is known of what is asked, or else what `compute` says; `by` is who asks, for two may ask of the same text.
    pub(crate) fn get<T: Serialize + DeserializeOwned>(
        &self,
        by: &str,
        asked: &str,
        compute: impl FnOnce() -> T,
    ) -> T {
        if self.file.is_none() {
            return compute();
        }
        let key = digest([by, asked]);
        let known = self.former.answers.get(&key);
        let known = known.and_then(|text| Some((serde_json::from_str(text.get()).ok()?, Some(text.clone()))));
        let (answer, text) = known.unwrap_or_else(|| {
            let answer = compute();
            let text = to_raw_value(&answer).ok();
            (answer, text)
        });
        self.now.lock().unwrap_or_else(PoisonError::into_inner).extend(text.map(|text| (key, text)));
        answer
    }

    /// Keeps the answers of this run, and no others. Where that cannot be, the next run takes longer.
    pub(crate) fn keep(self) {
        let Some(file) = self.file else { return };
        let answers = self.now.into_inner().unwrap_or_else(PoisonError::into_inner);
        // What was asked is in the keys, so that the same keys have the same answers.
        let is_former = answers.keys().eq(self.former.answers.keys());
        let kept = Kept { of: self.former.of, answers };
        if !is_former && let Ok(text) = serde_json::to_vec(&kept) {
            let _ = atomic::write(&file, &text);
        }
    }
}
