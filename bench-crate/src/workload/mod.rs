//! The items that are measured.

mod figures;
mod generate;

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::model::{self, BacklogFile, BacklogItem, LoadError};

/// A backlog to measure with, at any number of items.
#[derive(Debug, Clone)]
pub struct Workload {
    name: String,
    seed: Option<u64>,
    file: BacklogFile,
}

/// What identifies a workload in a record, without a word of its text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Summary {
    /// `typical`, `full`, or the name of the user's file without its folder.
    pub name: String,
    /// How many items there are before any is repeated.
    pub items: usize,
    /// The size of these items' file, in bytes.
    pub yaml_bytes: usize,
    /// The SHA-256 of that file as this crate writes it, in hexadecimal.
    pub sha256: String,
    /// The seed of the generator; `None` for a user's file.
    pub seed: Option<u64>,
}

/// Why a file cannot be a workload.
#[derive(Debug, thiserror::Error)]
pub enum WorkloadError {
    /// It cannot be loaded.
    #[error(transparent)]
    Load(#[from] LoadError),
    /// There is nothing to measure.
    #[error("{} holds no items, so there is nothing to measure; give a backlog with at least one", path.display())]
    Empty {
        /// The file.
        path: PathBuf,
    },
    /// Finding an item by its id would stop early.
    #[error("{} holds two items with the id {id}; give each its own", path.display())]
    RepeatedId {
        /// The file.
        path: PathBuf,
        /// The id.
        id: String,
    },
    /// The items have no YAML form.
    #[error("the workload cannot be written as YAML: {0}; this is a fault of bench-crate")]
    Yaml(#[from] serde_yaml::Error),
}

impl Workload {
    /// The seed of the workloads that are measured unless another is asked for.
    pub const SEED: u64 = 24;

    /// Items like those of the real backlog: how many fields are filled and how long their texts
    /// are follows its statistics, the words are random.
    #[must_use]
    pub fn typical(seed: u64) -> Self {
        Self { name: "typical".to_owned(), seed: Some(seed), file: generate::typical(seed) }
    }

    /// As many items with every field filled: the most that a deep clone can cost at lengths like
    /// the real ones.
    #[must_use]
    pub fn full(seed: u64) -> Self {
        Self { name: "full".to_owned(), seed: Some(seed), file: generate::full(seed) }
    }

    /// A user's backlog.
    ///
    /// # Errors
    ///
    /// When the file cannot be loaded, has no items, or uses an id twice.
    pub fn from_path(path: &Path) -> Result<Self, WorkloadError> {
        let file: BacklogFile = model::load(path)?;
        if file.items.is_empty() {
            return Err(WorkloadError::Empty { path: path.to_owned() });
        }
        let mut ids = HashSet::new();
        if let Some(item) = file.items.iter().find(|item| !ids.insert(&item.id)) {
            return Err(WorkloadError::RepeatedId { path: path.to_owned(), id: item.id.clone() });
        }
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        Ok(Self { name, seed: None, file })
    }

    /// The first `n` items. Past the last they are repeated from the first, under new ids: with ids
    /// repeated too, a search would always stop in the first round.
    #[must_use]
    pub fn at(&self, n: usize) -> BacklogFile {
        let source = &self.file.items;
        let mut items: Vec<BacklogItem> = source.iter().take(n).cloned().collect();
        let mut number = source
            .iter()
            .filter_map(|item| split_id(&item.id).1)
            .max()
            .unwrap_or(0)
            .max(self.file.next_item_id);
        for item in source.iter().cycle().skip(source.len()).take(n.saturating_sub(source.len())) {
            number += 1;
            let id = format!("{}-{number:03}", split_id(&item.id).0);
            items.push(BacklogItem { id, ..item.clone() });
        }
        BacklogFile { items, next_item_id: number, ..self.file }
    }

    /// What identifies this workload.
    ///
    /// # Errors
    ///
    /// When the items have no YAML form; those of this crate always have one.
    pub fn summary(&self) -> Result<Summary, WorkloadError> {
        let yaml = model::to_yaml(&self.file)?;
        Ok(Summary {
            name: self.name.clone(),
            items: self.file.items.len(),
            yaml_bytes: yaml.len(),
            sha256: Sha256::digest(&yaml).iter().map(|byte| format!("{byte:02x}")).collect(),
            seed: self.seed,
        })
    }
}

/// `WRK-024` is `WRK` and 24; an id of another form has no number.
fn split_id(id: &str) -> (&str, Option<u32>) {
    match id.rsplit_once('-').map(|(prefix, number)| (prefix, number.parse())) {
        Some((prefix, Ok(number))) => (prefix, Some(number)),
        _ => (id, None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mean(values: impl Iterator<Item = usize>) -> f64 {
        let values: Vec<usize> = values.collect();
        values.iter().sum::<usize>() as f64 / values.len() as f64
    }

    #[track_caller]
    fn assert_near(what: &str, value: f64, expected: f64) {
        assert!((value / expected - 1.0).abs() < 0.15, "{what}: {value} is not within 15 % of {expected}");
    }

    const SEEDS: [u64; 5] = [Workload::SEED, 1, 2, 3, u64::MAX];

    #[test]
    fn typical_items_fill_as_many_fields_as_the_real_ones() {
        for seed in SEEDS {
            let items = Workload::typical(seed).at(92).items;
            let count = |filled: fn(&BacklogItem) -> bool| items.iter().filter(|item| filled(item)).count();
            assert_eq!(count(|item| item.phase.is_some()), 11);
            assert_eq!(count(|item| item.size.is_some()), 84);
            assert_eq!(count(|item| item.complexity.is_some()), 33);
            assert_eq!(count(|item| item.risk.is_some()), 84);
            assert_eq!(count(|item| item.impact.is_some()), 34);
            assert_eq!(count(|item| item.origin.is_some()), 86);
            assert_eq!(count(|item| item.blocked_from_status.is_some()), 11);
            assert_eq!(count(|item| item.blocked_reason.is_some()), 11);
            assert_eq!(count(|item| item.blocked_type.is_some()), 0);
            assert_eq!(count(|item| item.unblock_context.is_some()), 0);
            assert_eq!(count(|item| !item.tags.is_empty()), 0);
            assert_eq!(count(|item| !item.dependencies.is_empty()), 0);
            assert_eq!(count(|item| item.pipeline_type.is_some()), 33);
            assert_eq!(count(|item| item.description.is_some()), 8);
            assert_eq!(count(|item| item.phase_pool.is_some()), 11);
            assert_eq!(count(|item| item.last_phase_commit.is_some()), 11);
        }
    }

    #[test]
    fn typical_texts_are_about_as_long_as_the_real_ones() {
        for seed in SEEDS {
            let items = Workload::typical(seed).at(92).items;
            let texts = |field: fn(&BacklogItem) -> Option<&String>| {
                mean(items.iter().filter_map(field).map(String::len))
            };
            assert_near("id", texts(|item| Some(&item.id)), 7.4);
            assert_near("title", texts(|item| Some(&item.title)), 59.2);
            assert_near("phase", texts(|item| item.phase.as_ref()), 4.9);
            assert_near("origin", texts(|item| item.origin.as_ref()), 12.9);
            assert_near("blocked_reason", texts(|item| item.blocked_reason.as_ref()), 255.2);
            let parts = |part: fn(&model::StructuredDescription) -> &String| {
                mean(items.iter().filter_map(|item| item.description.as_ref()).map(|it| part(it).len()))
            };
            assert_near("context", parts(|it| &it.context), 216.2);
            assert_near("problem", parts(|it| &it.problem), 143.5);
            assert_near("solution", parts(|it| &it.solution), 156.1);
            assert_near("impact", parts(|it| &it.impact), 56.4);
            assert_near("sizing rationale", parts(|it| &it.sizing_rationale), 120.9);
            assert_eq!(items.iter().map(|item| item.title.len()).max(), Some(118));
            assert!(items.iter().filter_map(|item| item.last_phase_commit.as_ref()).all(|commit| {
                commit.len() == 40 && commit.bytes().all(|digit| digit.is_ascii_hexdigit())
            }));
        }
    }

    #[test]
    fn typical_files_are_about_as_big_as_the_real_ones() {
        for seed in SEEDS {
            for (n, bytes) in [(30, 14_370.0), (92, 37_557.0)] {
                let yaml = model::to_yaml(&Workload::typical(seed).at(n)).unwrap();
                assert_near(&format!("{n} items with seed {seed}"), yaml.len() as f64, bytes);
            }
        }
    }

    #[test]
    fn a_full_item_writes_every_field() {
        for item in Workload::full(Workload::SEED).at(92).items {
            let serde_yaml::Value::Mapping(fields) = serde_yaml::to_value(&item).unwrap() else {
                panic!("an item is not a mapping");
            };
            assert_eq!(fields.len(), 22, "{item:?}");
        }
    }

    #[test]
    fn the_same_seed_makes_the_same_items_and_another_makes_others() {
        for make in [Workload::typical, Workload::full] {
            assert_eq!(make(1).at(92), make(1).at(92));
            assert_ne!(make(1).at(92), make(2).at(92));
        }
    }

    #[test]
    fn ids_stay_unique_when_items_are_repeated() {
        for workload in [Workload::typical(1), Workload::full(1)] {
            let file = workload.at(1_000);
            let ids: HashSet<_> = file.items.iter().map(|item| &item.id).collect();
            assert_eq!((file.items.len(), ids.len()), (1_000, 1_000));
            assert_eq!(workload.at(30).items, file.items[..30]);
        }
    }

    #[test]
    fn a_file_without_items_or_with_an_id_twice_is_no_workload() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("backlog.yaml");
        let mut file = Workload::typical(1).at(0);
        model::save(&path, &file).unwrap();
        assert!(matches!(Workload::from_path(&path), Err(WorkloadError::Empty { .. })));
        file.items = vec![BacklogItem::default(); 2];
        model::save(&path, &file).unwrap();
        assert!(matches!(Workload::from_path(&path), Err(WorkloadError::RepeatedId { .. })));
        file = Workload::typical(1).at(7);
        model::save(&path, &file).unwrap();
        let workload = Workload::from_path(&path).unwrap();
        assert_eq!(workload.at(7), file);
        assert_eq!(workload.summary().unwrap().name, "backlog.yaml");
    }
}
