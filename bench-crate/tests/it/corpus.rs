//! Real backlog files, where the environment variable `BACKLOG_CORPUS` names a folder of them.

use std::path::{Path, PathBuf};

use bench_crate::model::{self, BacklogFile};
use bench_crate::workload::Workload;

use crate::yaml::assert_round_trips;

fn yaml_files(folder: &Path) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder)
        .into_iter()
        .flatten()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "yaml"))
        .collect();
    files.sort();
    files
}

#[test]
#[ignore = "needs real backlogs: set BACKLOG_CORPUS to a folder of them, and add --ignored"]
fn real_backlogs_survive_every_representation() {
    let folder = std::env::var_os("BACKLOG_CORPUS").map(PathBuf::from).expect("BACKLOG_CORPUS is not set");
    let files: Vec<PathBuf> =
        [folder.clone(), folder.join("history")].iter().flat_map(|it| yaml_files(it)).collect();
    assert!(!files.is_empty(), "BACKLOG_CORPUS names a folder without a .yaml file: {}", folder.display());
    for path in &files {
        let file: BacklogFile = model::load(path).unwrap_or_else(|error| panic!("{error}"));
        assert_round_trips(&file);
        let workload = Workload::from_path(path).unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(workload.at(file.items.len()).items, file.items);
    }
    println!("{} real backlogs round-tripped", files.len());
}
