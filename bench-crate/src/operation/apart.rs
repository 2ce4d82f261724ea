//! Cases whose every iteration needs a backlog of its own, made ready beforehand.

use std::hint::black_box;

use super::Case;
use crate::model::BacklogFile;
use crate::representation::Representation;

/// The items that all backlogs of one case hold together: a backlog more is one that the processor's
/// caches hold less of.
const ITEMS: usize = 2_048;

/// How many iterations can be prepared at once for backlogs of `n` items.
///
/// Enough that reading the clock twice is little beside them, few enough that preparing stays short.
fn limit(n: usize) -> u64 {
    (ITEMS / n.max(1)).clamp(8, 128) as u64
}

/// One backlog per iteration. `ready` brings a backlog into the state before the operation and may
/// keep something that lives until the iterations are over; only `operate` is timed.
///
/// The backlogs are used again after each run: `ready` finds them as `operate` left them.
pub(super) struct Apart<R, P, O, K> {
    file: BacklogFile,
    backlogs: Vec<R>,
    kept: Vec<K>,
    ready: P,
    operate: O,
}

impl<R, P, O, K> Apart<R, P, O, K>
where
    R: Representation,
    P: FnMut(&mut R) -> K,
    O: FnMut(&mut R),
{
    pub(super) fn new(file: &BacklogFile, ready: P, operate: O) -> Self {
        Self { file: file.clone(), backlogs: Vec::new(), kept: Vec::new(), ready, operate }
    }
}

impl<R, P, O, K> Case for Apart<R, P, O, K>
where
    R: Representation,
    P: FnMut(&mut R) -> K,
    O: FnMut(&mut R),
{
    fn prepare(&mut self, iterations: u64) {
        let wanted = iterations as usize;
        while self.backlogs.len() < wanted {
            self.backlogs.push(R::from_file(self.file.clone()));
        }
        self.kept.extend(self.backlogs[..wanted].iter_mut().map(&mut self.ready));
    }

    fn run(&mut self, iterations: u64) {
        for backlog in &mut self.backlogs[..iterations as usize] {
            (self.operate)(black_box(backlog));
        }
    }

    fn settle(&mut self) {
        self.kept.clear();
    }

    fn limit(&self) -> u64 {
        limit(self.file.items.len())
    }
}
