//! When versions were published, from the registry's index as cargo keeps it on this machine.

use jiff::civil::Date;
use tame_index::index::{FileLock, IndexLocation, IndexUrl, SparseIndex};
use tame_index::{IndexKrate, KrateName};

use super::consumer::Consumer;
use super::day;
use super::facts::Release;
use crate::code::own_cargo;

/// The index; nothing where cargo keeps none that can be read.
pub(super) struct Releases(Option<SparseIndex>);

impl Releases {
    /// Opens the index that cargo uses here.
    pub(super) fn open() -> Self {
        let url = IndexUrl::crates_io(None, None, None).ok();
        Self(url.and_then(|url| SparseIndex::new(IndexLocation::new(url)).ok()))
    }

    /// The day on which a version was published.
    pub(super) fn of(&self, name: &str, version: &str) -> Option<String> {
        let known = self.look(name)?;
        let found = known.versions.iter().find(|it| it.version == version)?;
        found.pubtime.as_deref()?.get(..10).map(str::to_owned)
    }

    /// The release that was published last, whichever branch it is of.
    pub(super) fn newest(&self, name: &str, today: Date) -> Option<Release> {
        let known = self.look(name)?;
        let kept = known.versions.iter().filter(|it| !it.is_yanked());
        let newest = kept.max_by(|one, other| one.pubtime.cmp(&other.pubtime))?;
        let date = newest.pubtime.as_deref()?.get(..10)?;
        let age_days = day::between(day::parse(date)?, today)?;
        Some(Release { version: newest.version.to_string(), date: date.to_owned(), age_days })
    }

    fn look(&self, name: &str) -> Option<IndexKrate> {
        // Cargo writes an entry in one step, so that reading needs no lock.
        let lock = FileLock::unlocked();
        let entry = self.0.as_ref()?.cached_krate(KrateName::crates_io(name).ok()?, &lock).ok()??;
        entry.deserialize().ok()
    }
}

/// Lets cargo fetch the index anew for everything that the project may depend on. Whether it could.
pub(super) fn refresh(consumer: &Consumer) -> bool {
    let mut command = own_cargo();
    command.args(["update", "--quiet"]).current_dir(consumer.path());
    command.output().is_ok_and(|output| output.status.success())
}
