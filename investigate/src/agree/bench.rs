//! Runs criterion: one process for each benchmark, in another order each time.

use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::Instant;

use fastrand::Rng;

use super::error::AgreeError;
use super::layout;
use crate::interrupt::Interrupt;
use crate::measure::Progress;

/// How criterion is called: short, because what repeats are the runs.
pub(super) const SETTINGS: &str = "--warm-up-time 0.3 --measurement-time 0.6";

/// The name that a run is saved under.
pub(super) fn baseline(run: usize) -> String {
    format!("run-{run}")
}

/// The compiled benches and where they save.
#[derive(Debug)]
pub(super) struct Bench {
    /// The programs, one for each layout.
    pub(super) programs: Vec<PathBuf>,
    /// The folder that criterion saves to.
    pub(super) home: PathBuf,
}

impl Bench {
    /// Runs every benchmark, as criterion calls it, `runs` times, all of them once before any again, so that a run is as long after the one
    /// before as can be, and the machine's drift lies between runs.
    pub(super) fn run(
        &self,
        ids: &[String],
        runs: usize,
        seed: u64,
        interrupt: &Interrupt,
    ) -> Result<(), AgreeError> {
        let progress = Progress::new();
        let (start, all) = (Instant::now(), runs * ids.len());
        let mut order = ids.to_vec();
        let mut random = Rng::with_seed(seed);
        for run in 1..=runs {
            random.shuffle(&mut order);
            for (place, id) in order.iter().enumerate() {
                let ended = self.once(id, run);
                if interrupt.asked() {
                    return Err(AgreeError::Interrupted { done: run - 1 });
                }
                ended?;
                let done = (run - 1) * ids.len() + place + 1;
                let spent = start.elapsed().as_secs_f64();
                #[expect(clippy::cast_precision_loss, reason = "processes are few")]
                let left = spent / done as f64 * (all - done) as f64;
                let milestone = place + 1 == ids.len();
                progress.step(&format!("run {run} of {runs}"), "", spent, left, milestone);
            }
        }
        Ok(())
    }

    fn once(&self, id: &str, run: usize) -> Result<(), AgreeError> {
        let program = &self.programs[layout::of_run(run)];
        let output = Command::new(program)
            .args(["--bench", "--noplot", "--save-baseline", &baseline(run)])
            .args(SETTINGS.split(' '))
            .args(["--exact", id])
            .env("CRITERION_HOME", &self.home)
            .stdin(Stdio::null())
            .output()
            .map_err(|source| AgreeError::NotStarted { program: program.clone(), source })?;
        if output.status.success() {
            return Ok(());
        }
        let message = String::from_utf8_lossy(&output.stderr).trim().to_owned();
        Err(AgreeError::Failed { id: id.to_owned(), status: output.status.to_string(), message })
    }
}
