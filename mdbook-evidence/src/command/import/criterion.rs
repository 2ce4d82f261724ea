//! What criterion saved. Its JSON is private and may change with any release: nothing else reads it.
//!
//! Below its home each benchmark has a folder, and in it one for each baseline, `new` for the latest run, with `benchmark.json` (what was
//! run) and `estimates.json` (what came of it, in nanoseconds). The folders' names are made file-safe and cut, so that a benchmark
//! is told by its `benchmark.json` and not by its path.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

use evidence::file::read_text;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use thiserror::Error;
use walkdir::WalkDir;

/// The folder of a benchmark's latest run.
pub const LATEST: &str = "new";

/// What was run, and what came of it.
const BENCHMARK: &str = "benchmark.json";
const ESTIMATES: &str = "estimates.json";

/// Why what criterion saved cannot be used: a file cannot be read or is not of a known version, or a benchmark was not run, or twice, or took
/// what nothing takes.
#[derive(Debug, Error)]
#[error("{0}")]
pub struct CriterionError(String);

/// One benchmark.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Benchmark {
    /// All three parts, joined by `/`.
    #[serde(rename = "full_id")]
    pub id: String,
    /// The group, or the function of a bench without one.
    #[serde(rename = "group_id")]
    pub group: String,
    /// The function in the group.
    #[serde(rename = "function_id")]
    pub function: Option<String>,
    /// What it was called with.
    #[serde(rename = "value_str")]
    pub value: Option<String>,
    /// The median, in nanoseconds.
    #[serde(skip)]
    pub median: f64,
    /// The folder that it was read from.
    #[serde(skip)]
    pub folder: PathBuf,
}

#[derive(Deserialize)]
struct Estimates {
    median: Estimate,
}

#[derive(Deserialize)]
struct Estimate {
    point_estimate: f64,
}

/// Every benchmark that was saved under a baseline.
#[derive(Debug)]
pub struct Saved {
    home: PathBuf,
    baseline: String,
    benchmarks: BTreeMap<String, Benchmark>,
}

impl Saved {
    /// Reads them all.
    ///
    /// # Errors
    /// [`CriterionError`] when the folder cannot be read, or a file in it is not criterion's.
    pub fn read(home: &Path, baseline: impl Into<String>) -> Result<Self, CriterionError> {
        let baseline = baseline.into();
        let mut benchmarks: BTreeMap<String, Benchmark> = BTreeMap::new();
        for entry in WalkDir::new(home).sort_by_file_name() {
            let entry = entry.map_err(|error| {
                let path = error.path().unwrap_or(home).to_owned();
                let circle = || io::Error::other("it is a link that leads back to itself");
                unreadable(&path, &error.into_io_error().unwrap_or_else(circle))
            })?;
            // A group may be named as the baseline is: its folder has none of the files.
            let has = |file: &str| entry.path().join(file).symlink_metadata().is_ok();
            let is_run = entry.file_type().is_dir() && (has(BENCHMARK) || has(ESTIMATES));
            if entry.file_name() == baseline.as_str() && is_run {
                let benchmark = read(entry.into_path())?;
                if let Some(one) = benchmarks.get(&benchmark.id) {
                    return Err(CriterionError(format!(
                        "{} and {} both hold `{}`. Remove the one that is of another run.",
                        one.folder.display(),
                        benchmark.folder.display(),
                        benchmark.id
                    )));
                }
                benchmarks.insert(benchmark.id.clone(), benchmark);
            }
        }
        Ok(Self { home: home.to_owned(), baseline, benchmarks })
    }

    /// Where they were read from.
    pub fn home(&self) -> &Path {
        &self.home
    }

    /// All of them, in the order of their ids.
    pub fn benchmarks(&self) -> impl Iterator<Item = &Benchmark> {
        self.benchmarks.values()
    }

    /// The median of one benchmark.
    ///
    /// # Errors
    /// [`CriterionError`] where it was not run, or not under that baseline.
    pub fn median(&self, id: &str) -> Result<f64, CriterionError> {
        self.benchmarks.get(id).map(|benchmark| benchmark.median).ok_or_else(|| {
            let (home, baseline) = (self.home.display(), &self.baseline);
            let problem = format!("{home} has no `{id}` of the baseline {baseline}. Run the benches again.");
            CriterionError(problem)
        })
    }
}

fn read(folder: PathBuf) -> Result<Benchmark, CriterionError> {
    let benchmark: Benchmark = json(&folder.join(BENCHMARK))?;
    let path = folder.join(ESTIMATES);
    let Estimates { median: Estimate { point_estimate: median } } = json(&path)?;
    if median.is_finite() && median > 0.0 {
        Ok(Benchmark { median, folder, ..benchmark })
    } else {
        // What takes no time was not measured, and what no ratio can be formed of says nothing.
        Err(CriterionError(format!(
            "{}: the median of `{}` is {median} ns, which nothing takes. Run that bench again.",
            path.display(),
            benchmark.id
        )))
    }
}

fn json<T: DeserializeOwned>(path: &Path) -> Result<T, CriterionError> {
    let text = read_text(path).map_err(|error| unreadable(path, &error))?;
    serde_json::from_str(&text).map_err(|error| {
        CriterionError(format!(
            "{} is not what criterion 0.5 to 0.8 writes: {error}. Its files are private; fit \
             mdbook-evidence/src/command/import/criterion.rs to its version.",
            path.display()
        ))
    })
}

fn unreadable(path: &Path, error: &io::Error) -> CriterionError {
    let path = path.display();
    let advice = "Run the benches again, or name the folder that criterion wrote to.";
    CriterionError(format!("cannot read {path}: {error}. {advice}"))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    /// As criterion 0.8.2 wrote them, but for the digits.
    const BENCH: &str = r#"{"group_id":"find","function_id":"rope","value_str":"92","throughput":null,
        "full_id":"find/rope/92","directory_name":"find/rope/92","title":"find/rope/92"}"#;
    const TIMES: &str = r#"{
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
        let saved = Saved::read(home.path(), "run-1");
        let median = saved.and_then(|saved| saved.median("find/rope/92"));
        median.map_err(|error| error.to_string().replace(&home.path().display().to_string(), "HOME"))
    }

    #[test]
    fn a_median_is_found_by_what_was_run_and_not_by_its_folder() {
        let files = [("a/cut_na/run-1/benchmark.json", BENCH), ("a/cut_na/run-1/estimates.json", TIMES)];
        assert_eq!(read(&files), Ok(297.2));
    }

    #[test]
    fn another_baseline_is_not_read() {
        let files = [("a/run-2/benchmark.json", BENCH), ("a/run-2/estimates.json", TIMES)];
        assert_eq!(
            read(&files),
            Err("HOME has no `find/rope/92` of the baseline run-1. Run the benches again.".to_owned())
        );
    }

    #[test]
    fn a_group_that_is_named_as_the_baseline_is_no_run_of_it() {
        let files = [("run-1/a/run-1/benchmark.json", BENCH), ("run-1/a/run-1/estimates.json", TIMES)];
        assert_eq!(read(&files), Ok(297.2));
    }
}
