//! The model test: every representation behaves as the plain file does, and a snapshot never changes.

use bench_crate::model::{BacklogFile, BacklogItem, StructuredDescription, View};
use bench_crate::representation::{self, Representation};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRunner};

/// One thing to do to a backlog. An `at` is taken modulo what there is.
#[derive(Debug, Clone)]
enum Step {
    Push,
    UpdateAt(usize),
    Update(usize),
    FindMut(usize),
    RemoveAt(usize),
    Remove(usize),
    Truncate(usize),
    Number(u32),
    Strip(usize),
    Merge(usize, usize),
    Take,
    Drop(usize),
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let at = 0..1_000_usize;
    let step = prop_oneof![
        4 => Just(Step::Push),
        4 => at.clone().prop_map(Step::UpdateAt),
        4 => at.clone().prop_map(Step::Update),
        1 => at.clone().prop_map(Step::FindMut),
        2 => at.clone().prop_map(Step::RemoveAt),
        2 => at.clone().prop_map(Step::Remove),
        1 => at.clone().prop_map(Step::Truncate),
        1 => (0..3_u32).prop_map(Step::Number),
        2 => at.clone().prop_map(Step::Strip),
        2 => (at.clone(), at.clone()).prop_map(|(source, target)| Step::Merge(source, target)),
        6 => Just(Step::Take),
        3 => at.prop_map(Step::Drop),
    ];
    vec(step, 0..25)
}

/// Around the edges of persistent vectors' leaves, which hold 32 or 64 items, and two levels of them.
fn sizes() -> impl Strategy<Value = usize> {
    prop_oneof![0..6_usize, 30..35_usize, 62..67_usize, 126..132_usize, 190..196_usize]
}

fn item(number: usize) -> BacklogItem {
    BacklogItem {
        id: format!("WRK-{number:03}"),
        title: format!("title {number}"),
        origin: number.is_multiple_of(3).then(|| "inbox".to_owned()),
        dependencies: (1..=number % 4)
            .map(|back| format!("WRK-{:03}", number.saturating_sub(back)))
            .collect(),
        description: number.is_multiple_of(5).then(|| StructuredDescription {
            context: format!("context {number}"),
            ..StructuredDescription::default()
        }),
        ..BacklogItem::default()
    }
}

fn backlog(n: usize) -> BacklogFile {
    BacklogFile { schema_version: 3, items: (0..n).map(item).collect(), next_item_id: 7 }
}

/// The id of an item that is there, or now and then of one that is not.
fn id(file: &BacklogFile, at: usize) -> String {
    let index = at % (file.items.len() + 1);
    file.items.get(index).map_or_else(|| "WRK-none".to_owned(), |item| item.id.clone())
}

/// What a step is done to: two places behind the end, and the ids at the step's places.
fn aim(file: &BacklogFile, step: &Step) -> (usize, [String; 2]) {
    let places = match *step {
        Step::Update(at) | Step::FindMut(at) | Step::Remove(at) | Step::Strip(at) => [at, at],
        Step::Merge(source, target) => [source, target],
        _ => [0, 0],
    };
    (file.items.len() + 2, places.map(|at| id(file, at)))
}

/// What a step replies, as text, so that the replies of two types compare.
fn perform<R: Representation>(
    backlog: &mut R,
    (end, [id, other]): &(usize, [String; 2]),
    step: &Step,
    count: usize,
) -> String {
    let touch = |item: &mut BacklogItem| {
        item.title.push('!');
        item.id.clone()
    };
    match *step {
        Step::Push => format!("{:?}", backlog.push(item(10_000 + count))),
        Step::UpdateAt(at) => format!("{:?}", backlog.update_at(at % end, touch)),
        Step::Update(_) => format!("{:?}", backlog.update(id, touch)),
        Step::FindMut(_) => {
            let found = match backlog.find_mut(id) {
                Ok(found) => found.map(touch),
                Err(_) => backlog.update(id, touch),
            };
            format!("{found:?}")
        }
        Step::RemoveAt(at) => format!("{:?}", backlog.remove_at(at % end)),
        Step::Remove(_) => format!("{:?}", backlog.remove(id)),
        Step::Truncate(at) => format!("{:?}", backlog.truncate(end.saturating_sub(at % 12))),
        Step::Number(number) => format!("{:?}", backlog.set_next_item_id(number)),
        Step::Strip(_) => format!("{:?}", backlog.strip_dependency(id)),
        Step::Merge(..) => format!("{:?}", backlog.merge(id, other, "now")),
        Step::Take | Step::Drop(_) => String::new(),
    }
}

#[track_caller]
fn assert_same(backlog: &impl View, file: &BacklogFile, when: &str) {
    assert_eq!(backlog.schema_version(), file.schema_version, "{when}");
    assert_eq!(backlog.next_item_id(), file.next_item_id, "{when}");
    assert_eq!(backlog.len(), file.items.len(), "{when}");
    assert_eq!(backlog.is_empty(), file.items.is_empty(), "{when}");
    assert!(backlog.iter().eq(&file.items), "{when}: the items differ");
    // The very item that the iterator gives: its contents are compared above.
    let mut by_index = backlog.iter().enumerate();
    assert!(
        by_index.all(|(index, item)| backlog.get(index).is_some_and(|it| std::ptr::eq(it, item))),
        "{when}: by index"
    );
    assert!(backlog.get(file.items.len()).is_none(), "{when}: past the end");
}

fn behaves_as_the_plain_file<R: Representation>(n: usize, steps: &[Step]) {
    let mut file = backlog(n);
    let mut own = R::from_file(file.clone());
    let mut snapshots: Vec<(R::Snapshot, BacklogFile)> = Vec::new();
    for (count, step) in steps.iter().enumerate() {
        let when = format!("{} after step {count}, {step:?}", R::ID);
        match *step {
            Step::Take => snapshots.push((own.snapshot(), file.clone())),
            Step::Drop(at) if !snapshots.is_empty() => {
                let (snapshot, was) = snapshots.swap_remove(at % snapshots.len());
                assert_same(&snapshot, &was, &when);
            }
            _ => {
                let aim = aim(&file, step);
                let expected = perform(&mut file, &aim, step, count);
                assert_eq!(perform(&mut own, &aim, step, count), expected, "{when}");
            }
        }
        assert_same(&own, &file, &when);
    }
    for (snapshot, was) in &snapshots {
        assert_same(snapshot, was, R::ID);
        assert_eq!(snapshot.to_file(), *was);
    }
}

#[test]
fn every_representation_behaves_as_the_plain_file_and_no_snapshot_ever_changes() {
    struct Check;
    impl representation::Visitor for Check {
        fn visit<R: Representation>(&mut self) {
            // More than 10,000 over the twelve representations, still within a minute in a debug build.
            // The random numbers of the default, which are fit for cryptography, took most of the time.
            let rng_algorithm = RngAlgorithm::XorShift;
            let config = Config { failure_persistence: None, cases: 850, rng_algorithm, ..Config::default() };
            let outcome = TestRunner::new(config).run(&(sizes(), steps()), |(n, steps)| {
                behaves_as_the_plain_file::<R>(n, &steps);
                Ok(())
            });
            if let Err(failure) = outcome {
                panic!("{}: {failure}", R::ID);
            }
        }
    }
    representation::visit_all(&mut Check);
}

#[test]
fn stripping_and_merging_do_what_the_coordinator_does() {
    let mut file = backlog(0);
    for (id, dependencies) in [("A", &["B", "C"][..]), ("B", &["C", "A", "X"]), ("C", &["B"])] {
        let dependencies = dependencies.iter().map(|&id| id.to_owned()).collect();
        file.push(BacklogItem { id: id.to_owned(), title: id.to_lowercase(), dependencies, ..item(1) });
    }
    file.merge("B", "A", "now").unwrap();
    let target = &file.items[0];
    assert_eq!((target.id.as_str(), target.updated.as_str()), ("A", "now"));
    assert_eq!(target.dependencies, ["C", "X"]);
    assert_eq!(target.description.as_ref().unwrap().context, "Merged from B: b");
    assert_eq!((file.items[1].id.as_str(), file.items[1].dependencies.len()), ("C", 0));

    let whole = file.clone();
    let refused = ["A", "missing"].map(|source| file.merge(source, "A", "later").unwrap_err().to_string());
    assert!(refused[0].contains("into itself") && refused[1].contains("no item missing"), "{refused:?}");
    assert!(file.merge("A", "missing", "later").is_err());
    assert_eq!(file, whole);

    assert_eq!(file.strip_dependency("X"), 1);
    assert_eq!(file.items[0].dependencies, ["C"]);
    assert_eq!(file.strip_dependency("X"), 0);
}
