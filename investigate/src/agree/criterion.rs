//! What criterion saved. Its JSON is private and may change with any release: nothing else reads it.
//!
//! Below its home each benchmark has a folder, and in it one for each baseline, with `benchmark.json` (what was run) and
//! `estimates.json` (what came of it, in nanoseconds). The folders' names are made file-safe and cut, so that a benchmark
//! is told by its `benchmark.json` and not by its path.

use std::collections::HashMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use serde::de::DeserializeOwned;
use thiserror::Error;
use walkdir::WalkDir;

/// A benchmark, as criterion tells it: operation/representation/n.
pub(super) type Id = String;

/// Why what criterion saved cannot be used.
#[derive(Debug, Error)]
pub(crate) enum CriterionError {
    /// A file or folder cannot be read.
    #[error("cannot read {}: {source}. Run the benches again, or name the folder that criterion wrote to.", path.display())]
    Unreadable {
        /// What.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// A file is not what this version of criterion writes.
    #[error(
        "{} is not what criterion 0.8 writes: {problem}. Its files are private; fit investigate/src/agree/criterion.rs to its version.",
        path.display()
    )]
    Format {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        problem: String,
    },
    /// A benchmark was not run, or not under that baseline.
    #[error("{} has no `{id}` of the baseline {baseline}. Run the benches again.", home.display())]
    Missing {
        /// Where was looked.
        home: PathBuf,
        /// The benchmark.
        id: Id,
        /// The baseline.
        baseline: String,
    },
}

#[derive(Deserialize)]
struct Benchmark {
    full_id: Id,
}

#[derive(Deserialize)]
struct Estimates {
    median: Estimate,
}

#[derive(Deserialize)]
struct Estimate {
    point_estimate: f64,
}

/// The name that a run is saved under.
pub(super) fn baseline(run: usize) -> String {
    format!("run-{run}")
}

/// The medians of every benchmark that was saved under a baseline, in nanoseconds.
#[derive(Debug)]
pub(super) struct Saved {
    home: PathBuf,
    baseline: String,
    medians: HashMap<Id, f64>,
}

impl Saved {
    /// Reads them all.
    ///
    /// # Errors
    /// [`CriterionError`] when the folder cannot be read, or a file in it is not criterion's.
    pub(super) fn read(home: &Path, baseline: String) -> Result<Self, CriterionError> {
        let mut medians = HashMap::new();
        for entry in WalkDir::new(home) {
            let entry = entry.map_err(|error| CriterionError::Unreadable {
                path: error.path().unwrap_or(home).to_owned(),
                source: error.into(),
            })?;
            if entry.file_name() == baseline.as_str() && entry.file_type().is_dir() {
                let benchmark: Benchmark = json(&entry.path().join("benchmark.json"))?;
                let estimates: Estimates = json(&entry.path().join("estimates.json"))?;
                medians.insert(benchmark.full_id, estimates.median.point_estimate);
            }
        }
        Ok(Self { home: home.to_owned(), baseline, medians })
    }

    /// The median of one benchmark.
    ///
    /// # Errors
    /// [`CriterionError::Missing`].
    pub(super) fn median(&self, id: &str) -> Result<f64, CriterionError> {
        self.medians.get(id).copied().ok_or_else(|| CriterionError::Missing {
            home: self.home.clone(),
            id: id.to_owned(),
            baseline: self.baseline.clone(),
        })
    }
}

fn json<T: DeserializeOwned>(path: &Path) -> Result<T, CriterionError> {
    let text = fs::read_to_string(path)
        .map_err(|source| CriterionError::Unreadable { path: path.to_owned(), source })?;
    serde_json::from_str(&text)
        .map_err(|error| CriterionError::Format { path: path.to_owned(), problem: error.to_string() })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As criterion 0.8.2 wrote them, but for the digits.
    const BENCHMARK: &str = r#"{"group_id":"find","function_id":"im","value_str":"92","throughput":null,
        "full_id":"find/im/92","directory_name":"find/im/92","title":"find/im/92"}"#;
    const ESTIMATES: &str = r#"{
        "mean":{"confidence_interval":{"confidence_level":0.95,"lower_bound":264.1,"upper_bound":301.7},"point_estimate":283.5,"standard_error":9.6},
        "median":{"confidence_interval":{"confidence_level":0.95,"lower_bound":280.0,"upper_bound":311.5},"point_estimate":297.2,"standard_error":10.2},
        "median_abs_dev":{"confidence_interval":{"confidence_level":0.95,"lower_bound":21.8,"upper_bound":89.3},"point_estimate":36.5,"standard_error":16.8},
        "slope":null,
        "std_dev":{"confidence_interval":{"confidence_level":0.95,"lower_bound":41.2,"upper_bound":62.0},"point_estimate":53.7,"standard_error":5.2}}"#;

    fn home(files: &[(&str, &str)]) -> tempfile::TempDir {
        let home = tempfile::tempdir().expect("a folder");
        for (file, text) in files {
            let path = home.path().join(file);
            fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
            fs::write(path, text).expect("a file");
        }
        home
    }

    fn read(files: &[(&str, &str)]) -> Result<f64, String> {
        let home = home(files);
        let saved = Saved::read(home.path(), baseline(1));
        let median = saved.and_then(|saved| saved.median("find/im/92"));
        median.map_err(|error| error.to_string().replace(&home.path().display().to_string(), "HOME"))
    }

    #[test]
    fn a_median_is_found_by_what_was_run_and_not_by_its_folder() {
        let files =
            [("a/cut_na/run-1/benchmark.json", BENCHMARK), ("a/cut_na/run-1/estimates.json", ESTIMATES)];
        assert_eq!(read(&files), Ok(297.2));
    }

    #[test]
    fn another_baseline_is_not_read() {
        let files = [("a/run-2/benchmark.json", BENCHMARK), ("a/run-2/estimates.json", ESTIMATES)];
        assert_eq!(
            read(&files),
            Err("HOME has no `find/im/92` of the baseline run-1. Run the benches again.".to_owned())
        );
    }

    #[test]
    fn a_file_of_another_version_is_refused_with_what_to_do() {
        let files = [("a/run-1/benchmark.json", BENCHMARK), ("a/run-1/estimates.json", r#"{"mean":1}"#)];
        let refusal = read(&files).unwrap_err();
        assert!(
            refusal
                .starts_with("HOME/a/run-1/estimates.json is not what criterion 0.8 writes: missing field"),
            "{refusal}"
        );
        assert!(refusal.contains("fit investigate/src/agree/criterion.rs"), "{refusal}");
    }

    #[test]
    fn a_run_that_was_cut_off_and_a_folder_that_is_not_there_are_refused() {
        let refusal = read(&[("a/run-1/benchmark.json", BENCHMARK)]).unwrap_err();
        assert!(refusal.starts_with("cannot read HOME/a/run-1/estimates.json: "), "{refusal}");
        let refusal = Saved::read(Path::new("nowhere"), baseline(1)).unwrap_err().to_string();
        assert!(refusal.starts_with("cannot read nowhere: "), "{refusal}");
    }
}
