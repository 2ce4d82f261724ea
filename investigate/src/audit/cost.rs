//! What a representation's crates add to a build.

use evidence::statistics::median;

use super::facts::{Build, Costs};

/// What is added to the build of a program that has none of the crates.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Cost {
    /// Seconds to compile the crates: the median over the runs, each against the baseline's of the same run.
    pub(super) seconds: f64,
    /// The least of them; below zero where noise is larger than what is added.
    pub(super) least: f64,
    pub(super) greatest: f64,
    /// Bytes added to the program; below zero where it became smaller.
    pub(super) bytes: i64,
}

impl Costs {
    /// The builds with a representation's crates; `None` for one that was not built.
    pub(super) fn build(&self, representation: &str) -> Option<&Build> {
        self.builds.iter().find(|build| build.representations.iter().any(|it| it == representation))
    }

    /// What a representation adds; `None` for one that was not built.
    pub(super) fn of(&self, representation: &str) -> Option<Cost> {
        let baseline = self.builds.first()?;
        let build = self.build(representation)?;
        let mut added: Vec<f64> =
            build.seconds.iter().zip(&baseline.seconds).map(|(seconds, without)| seconds - without).collect();
        added.sort_by(f64::total_cmp);
        Some(Cost {
            seconds: median(&added)?,
            least: *added.first()?,
            greatest: *added.last()?,
            bytes: build.program_bytes.cast_signed() - baseline.program_bytes.cast_signed(),
        })
    }
}
