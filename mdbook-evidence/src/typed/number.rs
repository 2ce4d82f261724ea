//! What looks like a measured number in plain text.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

/// Alternatives are tried in this order at each place, so that dates, versions, ids and words swallow their digits
/// before a number can begin inside them.
static TOKENS: LazyLock<Regex> = LazyLock::new(|| {
    let number = r"(?:[±≈~]\s*)?\d[\d,]*(?:\.\d+)?(?:\s*[–—-]\s*\d[\d,]*(?:\.\d+)?)?\+?";
    let gap = r"(?:\s|&nbsp;|-)*";
    let between =
        r"(?:(?:or\s+)?(?:more|fewer|less)\s+)?(?:(?:deep|full|whole|single|call|million|thousand)\s+)*";
    let time =
        "ns|nanoseconds?|µs|μs|us|microseconds?|ms|milliseconds?|s|secs?|seconds?|min|minutes?|h|hours?";
    let size = "B|bytes?|[kKMG]i?B|kilobytes?|megabytes?";
    let part = "percent|points?|x|times|fold";
    let counted = "instructions?|allocations?|clones?|copy|copies|snapshots?|rounds?|requests?|query|queries|writes?|\
                   saves?|calls?|sites?|uses?|phases?|iterations?|comparisons?|runs?|commits?|downloads?|errors?|\
                   packages?|files?|functions?|differences?";
    let pattern = format!(
        r"\d{{4}}-\d{{2}}(?:-\d{{2}})?\b
        | \d+(?:\.\d+){{2,}}
        | \b(?i:rust|rustc|version|schema)\s+\d+(?:\.\d+)*
        | (?<factor>\bfactor\s+of\s+\d[\d,.]*)
        | [\p{{L}}_][\p{{L}}\p{{N}}_]*(?:[-./:+][\p{{L}}\p{{N}}]+)*
        | (?<measured>
            {number}{gap}{between}(?:(?:{time}|{size}|{part}|{counted})\b|[%×])
            | ±\s*\d[\d,.]* | ×\s*\d[\d,.]*
            | \d[\d,]*\.\d+\b )
        | \d[\w.:-]*"
    );
    // Whitespace in the pattern is layout; every blank that the text may have is written as \s.
    Regex::new(&format!("(?x){pattern}")).unwrap_or_else(|error| unreachable!("a constant pattern: {error}"))
});

/// The places of every number in `text` that looks measured: digits with a unit or with something counted, a decimal, a
/// number with a sign for its spread or its factor. Dates, versions, ids, lines of files and bare whole numbers do not.
pub(crate) fn measured(text: &str) -> impl Iterator<Item = Range<usize>> {
    TOKENS.captures_iter(text).filter_map(|found| {
        found.name("measured").or_else(|| found.name("factor")).map(|number| number.range())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        measured(text).map(|place| text[place].trim()).collect()
    }

    #[test]
    fn a_number_with_a_unit_looks_measured() {
        for (text, number) in [
            ("it took 20 ms", "20 ms"),
            ("it took 20\u{a0}µs.", "20\u{a0}µs"),
            ("1,200ns", "1,200ns"),
            ("in 12.5 s", "12.5 s"),
            ("a 20-millisecond agent", "20-millisecond"),
            ("about 5–30 microseconds", "5–30 microseconds"),
            ("within ±5 %", "±5 %"),
            ("95% of them", "95%"),
            ("95 percent", "95 percent"),
            ("3 × as long", "3 ×"),
            ("2x", "2x"),
            ("five or 11 times", "11 times"),
            ("37.6 kB of it", "37.6 kB"),
            ("552 allocations", "552 allocations"),
            ("11+ snapshots", "11+ snapshots"),
            ("22-44 or more deep clones", "22-44 or more deep clones"),
            ("13 call sites", "13 call sites"),
            ("1.35 of today's", "1.35"),
            ("a factor of 20", "factor of 20"),
            ("±0.03", "±0.03"),
        ] {
            assert_eq!(found(text), [number], "{text}");
        }
    }

    #[test]
    fn sizes_dates_versions_ids_and_places_do_not() {
        for text in [
            "at 92 items, n = 500 and 100,000",
            "on 2026-05-03 and in 2026",
            "im 15.1.0 by Rust 1.95, version 2.0",
            "RUSTSEC-2026-0248, P4, WRK-001, MPL-2.0, SHA-256 and commit 4bc9b7a",
            "src/types.rs:184 and coordinator.rs:349–351",
            "the 99th percentile",
            "leaves of 64 over std's Arc",
        ] {
            assert_eq!(found(text), [""; 0], "{text}");
        }
    }
}
