//! How far a run is: a bar on a terminal, a line now and then elsewhere.

use std::io::IsTerminal;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// Drawn only between processes and from this thread: a ticking bar would compete with what is measured.
#[derive(Debug)]
pub(super) struct Progress {
    bar: Option<ProgressBar>,
    started: Instant,
    done_before: usize,
    done: usize,
    total: usize,
    cells: usize,
}

impl Progress {
    /// A run of `total` processes, `cells` a round, of which `done` were finished by an interrupted run.
    pub(super) fn new(total: usize, cells: usize, done: usize) -> Self {
        let bar = std::io::stderr().is_terminal().then(|| {
            let bar = ProgressBar::with_draw_target(Some(total as u64), ProgressDrawTarget::stderr());
            if let Ok(style) = ProgressStyle::with_template("{bar:30} {pos}/{len}, {msg}") {
                bar.set_style(style);
            }
            bar.set_position(done as u64);
            bar
        });
        Self { bar, started: Instant::now(), done_before: done, done, total, cells }
    }

    /// One process more has ended.
    pub(super) fn step(&mut self) {
        self.done += 1;
        let left = words(self.left());
        if let Some(bar) = &self.bar {
            bar.set_message(format!("{left} left"));
            bar.set_position(self.done as u64);
        } else if self.done.is_multiple_of(self.cells) && self.done < self.total {
            let (round, rounds) = (self.done / self.cells, self.total / self.cells);
            eprintln!("Round {round} of {rounds} is done, {left} left");
        }
    }

    fn left(&self) -> Duration {
        let done = u32::try_from(self.done - self.done_before).unwrap_or(u32::MAX).max(1);
        let left = u32::try_from(self.total - self.done).unwrap_or(u32::MAX);
        self.started.elapsed() / done * left
    }
}

impl Drop for Progress {
    /// Leaves the terminal clean for what is printed next.
    fn drop(&mut self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}

/// A duration in words that are precise enough to wait by.
pub(super) fn words(duration: Duration) -> String {
    let seconds = duration.as_secs_f64().round();
    if seconds < 100.0 { format!("{seconds} s") } else { format!("{:.1} min", seconds / 60.0) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_short() {
        assert_eq!(words(Duration::from_millis(41_700)), "42 s");
        assert_eq!(words(Duration::from_secs(150)), "2.5 min");
    }
}
