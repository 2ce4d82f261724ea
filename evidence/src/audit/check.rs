//! What an audit must be before any of it is used.

use std::collections::HashSet;

use super::{AuditRecord, Build};

type Problem = (String, String);

pub(super) fn check(record: &AuditRecord) -> Result<(), Problem> {
    let mut known = HashSet::new();
    for it in &record.crates {
        if !known.insert(it.id()) {
            return Err((it.id(), "the crate is there twice".to_owned()));
        }
    }
    for it in &record.crates {
        all_known(&it.id(), &it.requires, &known)?;
    }
    let mut seen = HashSet::new();
    for addition in &record.representations {
        let place = format!("`{}`", addition.representation);
        if !seen.insert(&addition.representation) {
            return Err((place, "the representation is there twice".to_owned()));
        }
        all_known(&place, &addition.adds, &known)?;
        if let Some(id) = addition.names.iter().find(|id| !addition.adds.contains(id)) {
            return Err((place, format!("it names {id}, which is not among what it adds")));
        }
    }
    let builds = record.costs.as_ref().map_or(&[][..], |costs| &costs.builds);
    let runs = builds.first().map_or(0, |build| build.seconds.len());
    builds.iter().try_for_each(|build| check_build(build, runs))
}

fn all_known(place: &str, ids: &[String], known: &HashSet<String>) -> Result<(), Problem> {
    ids.iter()
        .find(|id| !known.contains(*id))
        .map_or(Ok(()), |id| Err((place.to_owned(), format!("{id} is not among the record's crates"))))
}

fn check_build(build: &Build, runs: usize) -> Result<(), Problem> {
    let place = format!("the build of {}", build.representations.join(", "));
    if build.seconds.len() != runs || runs == 0 {
        return Err((place, "it does not have one time for each run".to_owned()));
    }
    match build.seconds.iter().find(|seconds| !(seconds.is_finite() && **seconds > 0.0)) {
        Some(seconds) => Err((place, format!("it took {seconds} s, which nothing can take"))),
        None => Ok(()),
    }
}
