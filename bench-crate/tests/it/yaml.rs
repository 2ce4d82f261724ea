//! The serde gate: every representation reads and writes the same file.

use bench_crate::model::{self, BacklogFile};
use bench_crate::representation::{self, Representation};
use bench_crate::workload::Workload;

struct RoundTrip<'a>(&'a BacklogFile);

impl representation::Visitor for RoundTrip<'_> {
    fn visit<R: Representation>(&mut self) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("backlog.yaml");
        let expected = model::to_yaml(self.0).unwrap();
        model::save(&path, &R::from_file(self.0.clone())).unwrap();
        assert_eq!(std::fs::read_to_string(&path).unwrap(), expected, "{}", R::ID);
        assert_eq!(model::load::<R>(&path).unwrap().to_file(), *self.0, "{}", R::ID);
    }
}

/// Checks that every representation writes this backlog as `vec` does and reads it back.
pub(crate) fn assert_round_trips(file: &BacklogFile) {
    representation::visit_all(&mut RoundTrip(file));
}

#[test]
fn every_representation_writes_the_bytes_of_vec_and_reads_them_back() {
    for n in [0, 1, 92, 130] {
        assert_round_trips(&Workload::typical(1).at(n));
        assert_round_trips(&Workload::full(1).at(n));
    }
}

#[test]
fn a_file_without_a_list_of_items_is_an_empty_backlog_for_every_representation() {
    struct Empty;
    impl representation::Visitor for Empty {
        fn visit<R: Representation>(&mut self) {
            let backlog: R = model::parse("schema_version: 3\n", "backlog.yaml".as_ref()).unwrap();
            assert_eq!((backlog.len(), backlog.next_item_id()), (0, 0), "{}", R::ID);
        }
    }
    representation::visit_all(&mut Empty);
}
