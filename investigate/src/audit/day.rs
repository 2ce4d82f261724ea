//! Days: what records state, and how many lie between two.

use jiff::civil::Date;
use jiff::{Timestamp, tz::TimeZone};

/// Today, in UTC: a record does not depend on where its machine stands.
pub(super) fn today() -> Date {
    Timestamp::now().to_zoned(TimeZone::UTC).date()
}

/// The day of a date or a point in time as registries and git write them.
pub(super) fn parse(text: &str) -> Option<Date> {
    text.get(..10)?.parse().ok()
}

/// Days from `earlier` to `later`, or none if it is the other way round.
pub(super) fn between(earlier: Date, later: Date) -> Option<u32> {
    let days = later.duration_since(earlier).as_hours() / 24;
    u32::try_from(days).ok()
}
