//! What can be measured in rounds, and what a round measured, as parts of a record.

use crate::protocol::{Figure, Measure, N, OF_OPERATIONS, OPERATION, RecordPart, Unit};
use crate::registry;
use crate::round::Round;
use crate::workload::Summary;

/// How long one operation took.
const TIME: &str = "time";
/// The same, divided by the baseline's.
const RATIO: &str = "time-ratio";

/// The quartiles of the slices that [`TIME`] is the median of.
const QUARTILES: [&str; 2] = ["time-lower-quartile", "time-upper-quartile"];
/// How many iterations filled a slice.
const ITERATIONS: &str = "iterations";
/// As which of all, from 1, a representation was built.
const BUILD_PLACE: &str = "build-place";
/// How many sets of slices a round had.
const SETS: &str = "sets";
/// The seed that its orders were drawn with.
const SEED: &str = "seed";

/// What can be measured: each cell, and each pair that cannot be.
#[must_use]
pub fn list(program: &'static str, workload: &Summary) -> RecordPart {
    let mut part = RecordPart::new(program).over(registry::operations()).on(workload);
    declare_times(&mut part);
    let sizes = || registry::operations().flat_map(|info| info.sizes.iter().map(move |n| (info.id, *n)));
    for (operation, representation, missing) in registry::missing() {
        for (_, n) in sizes().filter(|(id, _)| *id == operation) {
            part.lacks(TIME, format!("{operation}/{representation}/{n}"), missing.0);
        }
    }
    part.table("cells", [OPERATION, N], sizes().map(|(operation, n)| vec![operation.into(), n.into()]));
    part
}

fn declare_times(part: &mut RecordPart) {
    let time = Measure::new(Unit::Ns, OF_OPERATIONS).less_is_better().with_baseline().with_control();
    part.declare(TIME, time.paired_with(RATIO));
    part.declare(RATIO, Measure::new(Unit::Ratio, OF_OPERATIONS).less_is_better().with_control());
    for quartile in QUARTILES {
        part.declare(quartile, time);
    }
    for count in [ITERATIONS, BUILD_PLACE] {
        part.declare(count, Measure::new(Unit::Count, OF_OPERATIONS).with_control());
    }
    for count in [SETS, SEED] {
        part.declare(count, Measure::new(Unit::Count, &[OPERATION, N]));
    }
}

impl Round {
    /// It as a part of a record, which has one sample at each point.
    #[must_use]
    pub fn part(&self, program: &'static str) -> RecordPart {
        let Self { operation, n, .. } = self;
        let mut part =
            RecordPart::new(program).over(registry::operations().filter(|info| info.id == operation));
        declare_times(&mut part);
        for series in &self.series {
            let point = format!("{operation}/{}/{n}", series.representation);
            let place = self.build_order.iter().position(|built| *built == series.representation);
            for (measure, sample) in [
                (TIME, series.nanoseconds),
                (RATIO, series.ratio),
                (QUARTILES[0], series.quartiles[0]),
                (QUARTILES[1], series.quartiles[1]),
                (ITERATIONS, series.iterations as f64),
                (BUILD_PLACE, place.map_or(0, |place| place + 1) as f64),
            ] {
                part.put(measure, &point, Figure::Rounds(vec![sample]));
            }
        }
        for (measure, sample) in [(SETS, self.sets as f64), (SEED, self.seed as f64)] {
            part.put(measure, format!("{operation}/{n}"), Figure::Rounds(vec![sample]));
        }
        part
    }
}
