//! How far a run is: a bar on a terminal, a line now and then elsewhere.

use std::io::IsTerminal;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::output;

/// Drawn only between processes and from this thread: a ticking bar would compete with what is measured.
///
/// One bar is for the whole run. It is as long as the run will take at most, so that it never goes back; it jumps when
/// cells need no further look.
#[derive(Debug)]
pub(crate) struct Progress {
    bar: Option<ProgressBar>,
}

impl Progress {
    /// The progress of a run.
    pub(crate) fn new() -> Self {
        let bar = std::io::stderr().is_terminal().then(|| {
            let bar = ProgressBar::with_draw_target(Some(1), ProgressDrawTarget::stderr());
            if let Ok(style) = ProgressStyle::with_template("{bar:30} {percent} %, {msg}") {
                bar.set_style(style);
            }
            bar
        });
        Self { bar }
    }

    /// A process has ended. `left` is in seconds, `most` is `at most ` where it may be less. Without a terminal, only
    /// what is a `milestone` is said.
    pub(crate) fn step(&self, what: &str, most: &str, spent: f64, left: f64, milestone: bool) {
        let time = words(Duration::from_secs_f64(left));
        if let Some(bar) = &self.bar {
            let milliseconds = |seconds: f64| Duration::from_secs_f64(seconds).as_millis() as u64;
            bar.set_length(milliseconds(spent + left).max(1));
            bar.set_position(milliseconds(spent));
            bar.set_message(format!("{what}, {most}{time} left"));
        } else if milestone {
            output::tell(format_args!("{what} is done, {most}{time} left"));
        }
    }

    /// A part begins that is one process.
    pub(super) fn begin(&self, what: &str, left: f64) {
        let text = format!("{what}, about {} left", words(Duration::from_secs_f64(left)));
        match &self.bar {
            Some(bar) => bar.set_message(text),
            None => output::tell(text),
        }
    }

    /// Says something that stays on the terminal.
    pub(super) fn say(&self, line: &str) {
        match &self.bar {
            Some(bar) => bar.suspend(|| output::tell(line)),
            None => output::tell(line),
        }
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
