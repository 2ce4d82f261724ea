//! What was found for the same evidence the last time, so that whoever edits a sentence need not wait until all others are judged
//! again. It is for reading: a strict build computes everything.

use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use evidence::file::read_bytes;
use evidence::source::digest;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use walkdir::WalkDir;

use crate::atomic;
use crate::config::{Config, ConfigError, place};

/// Answers, by what was asked.
#[derive(Debug, Default)]
pub(crate) struct Cache {
    /// None where everything is computed.
    file: Option<PathBuf>,
    former: Kept,
    now: Mutex<BTreeMap<String, String>>,
}

/// The file.
#[derive(Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Kept {
    /// A hash of all that the answers rest on beside what was asked.
    of: String,
    /// JSON, by a hash of what was asked.
    answers: BTreeMap<String, String>,
}

/// How the file begins, whichever version of this program wrote it.
const BEGIN: &[u8] = b"{\"of\":\"";

impl Cache {
    /// What the last run kept in the book's `cache`, if it was this program on the same records, rules and settings.
    ///
    /// # Errors
    /// [`ConfigError::NotACache`]: it would be replaced.
    pub(crate) fn open(root: &Path, config: &Config) -> Result<Self, ConfigError> {
        let Some(file) = &config.cache else { return Ok(Self::default()) };
        let path = root.join(file);
        let former = match read_bytes(&path) {
            Ok(text) if text.starts_with(BEGIN) => serde_json::from_slice(&text).unwrap_or_default(),
            Err(error) if error.kind() == ErrorKind::NotFound => Kept::default(),
            _ => return Err(ConfigError::NotACache { place: place(root, "cache"), file: file.clone() }),
        };
        let of = state(root, config);
        let former = if former.of == of { former } else { Kept { of, answers: BTreeMap::new() } };
        Ok(Self { file: Some(path), former, now: Mutex::default() })
    }

    /// What is known of what is asked, or else what `compute` says.
    pub(crate) fn get<T: Serialize + DeserializeOwned>(&self, asked: &str, compute: impl FnOnce() -> T) -> T {
        if self.file.is_none() {
            return compute();
        }
        let key = digest([asked]);
        let known = self.former.answers.get(&key);
        let known = known.and_then(|text| Some((serde_json::from_str(text).ok()?, text.clone())));
        let (answer, text) = known.unwrap_or_else(|| {
            let answer = compute();
            let text = serde_json::to_string(&answer).unwrap_or_default();
            (answer, text)
        });
        self.now.lock().unwrap_or_else(PoisonError::into_inner).insert(key, text);
        answer
    }

    /// Keeps the answers of this run, and no others. Where that cannot be, the next run takes longer.
    pub(crate) fn keep(self) {
        let Some(file) = self.file else { return };
        let answers = self.now.into_inner().unwrap_or_else(PoisonError::into_inner);
        let kept = Kept { of: self.former.of.clone(), answers };
        if kept != self.former
            && let Ok(text) = serde_json::to_vec(&kept)
        {
            let _ = atomic::write(&file, &text);
        }
    }
}

/// A hash of this program, of the records and rules as they are in their files, and of the book's settings.
fn state(root: &Path, config: &Config) -> String {
    let program = env::current_exe().and_then(|path| Ok((fs::metadata(&path)?.modified()?, path)));
    let records = WalkDir::new(root.join(&config.records)).sort_by_file_name().into_iter().flatten();
    let records = records.filter(|entry| entry.file_type().is_file()).map(walkdir::DirEntry::into_path);
    let rules = [&config.figures, &config.gates, &config.decision];
    let files = records.chain(rules.into_iter().flatten().map(|file| root.join(file)));
    let files = files.flat_map(|file| {
        let text = read_bytes(&file).unwrap_or_default();
        [file.to_string_lossy().into_owned().into_bytes(), text]
    });
    digest([format!("{program:?} {config:?}").into_bytes()].into_iter().chain(files))
}
