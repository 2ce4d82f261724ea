//! Timing one case.

use std::time::{Duration, Instant};

use crate::operation::Case;

/// Runs the case `iterations` times and returns the time spent in [`Case::run`] alone.
///
/// Where the case limits how much it prepares at once, the run is split; what lies between the parts
/// is not timed.
pub fn time(case: &mut dyn Case, iterations: u64) -> Duration {
    let mut total = Duration::ZERO;
    let mut left = iterations;
    while left > 0 {
        let part = left.min(case.limit().max(1));
        case.prepare(part);
        let start = Instant::now();
        case.run(part);
        total += start.elapsed();
        case.settle();
        left -= part;
    }
    total
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Default)]
    struct Limited {
        calls: Vec<(&'static str, u64)>,
    }

    impl Case for Limited {
        fn prepare(&mut self, iterations: u64) {
            self.calls.push(("prepare", iterations));
        }

        fn run(&mut self, iterations: u64) {
            self.calls.push(("run", iterations));
        }

        fn settle(&mut self) {
            self.calls.push(("settle", 0));
        }

        fn limit(&self) -> u64 {
            4
        }
    }

    #[test]
    fn a_case_is_never_asked_for_more_than_its_limit() {
        let mut case = Limited::default();
        time(&mut case, 6);
        let expected = [("prepare", 4), ("run", 4), ("settle", 0), ("prepare", 2), ("run", 2), ("settle", 0)];
        assert_eq!(case.calls, expected);
    }
}
