//! What bounds the copies, whatever the order of snapshots, drops and writes.

use std::sync::Arc;

use bench_crate::model::{self, BacklogFile};
use bench_crate::representation::{self, Memo, Representation};
use bench_crate::workload::Workload;
use proptest::prelude::*;

/// One step of a schedule: any order of them is possible in some run.
#[derive(Debug, Clone)]
enum Step {
    Snapshot,
    Drop(usize),
    Write(usize),
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        Just(Step::Snapshot),
        any::<usize>().prop_map(Step::Drop),
        any::<usize>().prop_map(Step::Write),
    ];
    prop::collection::vec(step, 0..60)
}

/// Whether each snapshot and each write cloned every item.
#[derive(Debug, Default)]
struct Copied {
    snapshots: Vec<bool>,
    writes: Vec<bool>,
    /// Whether a write came when a snapshot was outstanding that is younger than the last whole copy.
    shared: Vec<bool>,
}

fn play<R: Representation>(steps: &[Step], file: &BacklogFile) -> Copied {
    let mut backlog = R::from_file(file.clone());
    let n = backlog.len();
    let mut held = Vec::new();
    // Since the last whole copy, as seen by an owner that shares the whole file.
    let mut young: Vec<bool> = Vec::new();
    let mut copied = Copied::default();
    for step in steps {
        match step {
            Step::Snapshot => {
                let before = model::clones();
                let snapshot = backlog.snapshot();
                copied.snapshots.push(model::clones() - before == n as u64);
                held.push(snapshot);
                young.push(true);
            }
            Step::Drop(which) if !held.is_empty() => {
                let which = which % held.len();
                held.swap_remove(which);
                young.swap_remove(which);
            }
            Step::Drop(_) => {}
            Step::Write(which) => {
                let before = model::clones();
                backlog.update_at(which % n, |item| item.title.push('!'));
                copied.writes.push(model::clones() - before == n as u64);
                copied.shared.push(young.contains(&true));
                young.fill(false);
            }
        }
    }
    copied
}

/// A whole copy by a write needs a snapshot that was taken since the last one.
fn assert_bounded(id: &str, steps: &[Step], copied: &Copied) {
    let copies = copied.writes.iter().filter(|&&copy| copy).count();
    assert!(copies <= copied.snapshots.len().min(copied.writes.len()), "{id}");
    let (mut taken, mut write) = (false, 0);
    for step in steps {
        match step {
            Step::Snapshot => taken = true,
            Step::Drop(_) => {}
            Step::Write(_) => {
                assert!(!copied.writes[write] || taken, "{id}: copy without a new snapshot");
                taken &= !copied.writes[write];
                write += 1;
            }
        }
    }
}

struct Bounds<'a> {
    steps: &'a [Step],
    file: BacklogFile,
}

impl representation::Visitor for Bounds<'_> {
    fn visit<R: Representation>(&mut self) {
        let copied = play::<R>(self.steps, &self.file);
        match R::ID {
            "vec" => {
                assert!(copied.snapshots.iter().all(|&copy| copy), "a deep clone copies at each snapshot");
                assert!(copied.writes.iter().all(|&copy| !copy), "and never at a write");
            }
            "memo" => {
                assert!(copied.writes.iter().all(|&copy| !copy), "no write copies");
                let copies = copied.snapshots.iter().filter(|&&copy| copy).count();
                assert!(copies <= copied.snapshots.len().min(copied.writes.len() + 1), "{copied:?}");
            }
            id => {
                assert!(copied.snapshots.iter().all(|&copy| !copy), "{id} copies at a snapshot");
                assert_bounded(id, self.steps, &copied);
                if id == "arc-file" {
                    assert_eq!(copied.writes, copied.shared, "{id} copies exactly when it is shared");
                }
            }
        }
    }
}

proptest! {
    /// For any order of snapshots, drops and writes: copy-on-write makes at most min(snapshots, writes)
    /// whole copies, each of which needs a snapshot taken since the one before; a shared file makes
    /// exactly one at each write that finds such a snapshot still outstanding. A deep clone makes
    /// exactly one at each snapshot. A kept snapshot makes at most min(snapshots, writes + 1), none of
    /// them at a write.
    #[test]
    fn no_representation_copies_more_often_than_its_bound(steps in steps()) {
        let file = Workload::typical(5).at(5);
        representation::visit_all(&mut Bounds { steps: &steps, file });
    }

    /// A kept snapshot makes a copy for each group, a shared file one for each group that a reader
    /// outlives the next write of. So the first makes never fewer, and as many if and only if each group
    /// has such a reader.
    #[test]
    fn memo_copies_once_for_each_group_of_reads_that_a_shared_file_never_copies_for(steps in steps()) {
        let file = Workload::typical(5).at(5);
        let count = |copied: Copied| copied.snapshots.into_iter().chain(copied.writes).filter(|&copy| copy).count();
        let memo = count(play::<Memo>(&steps, &file));
        let shared = count(play::<Arc<BacklogFile>>(&steps, &file));
        let groups = groups(&steps);
        let unread = groups.iter().filter(|&&end| end != End::StillRead).count();
        prop_assert_eq!(memo, shared + unread);
        prop_assert_eq!(memo, groups.len());
        prop_assert_eq!(memo == shared, groups.iter().all(|&end| end == End::StillRead));
    }
}

/// How a group of reads ends: snapshots with no write in between.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    /// With a write that finds one of its readers.
    StillRead,
    /// With a write that finds none.
    ReadersGone,
    /// With the schedule: no write follows.
    NoWrite,
}

/// The groups of a schedule, told from the steps alone.
fn groups(steps: &[Step]) -> Vec<End> {
    let (mut ends, mut group) = (Vec::new(), 0);
    // For each snapshot that is held, the number of its group.
    let mut held: Vec<usize> = Vec::new();
    let mut open = false;
    for step in steps {
        match step {
            Step::Snapshot => {
                open = true;
                held.push(group);
            }
            Step::Drop(which) if !held.is_empty() => drop(held.swap_remove(which % held.len())),
            Step::Drop(_) => {}
            Step::Write(_) if open => {
                ends.push(if held.contains(&group) { End::StillRead } else { End::ReadersGone });
                (open, group) = (false, group + 1);
            }
            Step::Write(_) => {}
        }
    }
    ends.extend(open.then_some(End::NoWrite));
    ends
}

#[test]
fn memo_copies_as_often_as_a_shared_file_only_if_every_group_is_still_read_at_its_write() {
    let file = Workload::typical(5).at(5);
    let copies = |steps: &[Step]| {
        let count =
            |copied: Copied| copied.snapshots.into_iter().chain(copied.writes).filter(|&copy| copy).count();
        (count(play::<Memo>(steps, &file)), count(play::<Arc<BacklogFile>>(steps, &file)))
    };
    use Step::{Drop, Snapshot, Write};
    assert_eq!(copies(&[Snapshot, Snapshot, Write(0), Snapshot, Write(1)]), (2, 2), "each is still read");
    assert_eq!(copies(&[Snapshot, Drop(0), Write(0)]), (1, 0), "its reader is gone");
    assert_eq!(copies(&[Snapshot, Write(0), Snapshot]), (2, 1), "no write follows");
    assert_eq!(copies(&[Snapshot, Drop(0), Snapshot, Write(0), Write(1)]), (1, 1), "one reader is enough");
}

#[test]
fn the_bound_is_reached_when_each_snapshot_is_outstanding_at_one_write() {
    let steps: Vec<Step> =
        (0..20).map(|i| if i % 2 == 0 { Step::Snapshot } else { Step::Write(i) }).collect();
    let copied = play::<Arc<BacklogFile>>(&steps, &Workload::typical(5).at(5));
    assert_eq!(copied.writes, [true; 10]);
}
