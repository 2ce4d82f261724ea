//! What looks like a measured number in plain text.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::chapter::prose::{BEGINS, CODE, ENDS, EXPANDED};
use crate::pattern::constant;

/// Tells a number that looks measured from others.
#[derive(Debug)]
pub(crate) struct Rule {
    numbers: Regex,
    /// A unit at the beginning of a text.
    unit: Regex,
}

/// Alternatives are tried in this order at each place, so that dates, versions, ids and words swallow their digits before a number
/// can begin inside them. `nouns` are counted too.
fn tokens(nouns: &[String]) -> Rule {
    let digits = r"(?:\d[\d,_]*(?:\.\d+)?(?:[eE][+-]?\d+|[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)?|[½⅓⅔¼¾])";
    let number = format!(r"(?:[±≈~]\s*)?{digits}(?:\s*[–—-]\s*{digits})?\+?");
    // What looks like a blank, or like nothing, is one too.
    let gap = r"(?:\s|[\u{ad}\u{200b}-\u{200d}\u{2060}\u{feff}]|-)*";
    let between =
        r"(?:(?:or\s+)?(?:more|fewer|less)\s+)?(?:(?:deep|full|whole|single|call|million|thousand)\s+)*";
    let time = "(?i:ns|nsecs?|nanoseconds?|us|usecs?|microseconds?|ms|msecs?|milliseconds?|secs?|seconds?|mins?|minutes?|hrs?|hours?)|\
                [µμ]s|s|h|[kMG]?Hz";
    let size = "B|[kKMGTP]i?[Bb]|[kKMG]?bits?|(?i:(?:kilo|mega|giga|tera)?bytes?|kb|mb|gb|tb)";
    let part = r"(?i:per\s?cent(?:age)?(?:\s+points?)?|points?|pp|ppm|times|fold|orders?\s+of\s+magnitude)|x|[a-z]+/s";
    let mut counted = "instructions?|allocations?|clones?|copy|copies|rounds?|requests?|query|queries|writes?|saves?|calls?|\
                       sites?|uses?|iterations?|comparisons?|runs?|commits?|downloads?|errors?|packages?|files?|\
                       functions?|differences?"
        .to_owned();
    for noun in nouns {
        counted.push_str(&format!("|{}s?", regex::escape(noun)));
    }
    // 2000 is a round number as often as a year.
    let year = r"(?:19[5-9]\d|20(?:0[1-9]|[1-3]\d))";
    let dated = "in|since|until|during|early|late|mid|year|spring|summer|autumn|winter|january|february|march|april|may|june|\
                 july|august|september|october|november|december";
    let (unit, sign) = (format!("{time}|{size}|{part}"), "[%‰×]");
    // Right behind a directive, or before one, digits make another number of what it expanded to.
    // What is not seen, and the bounds of a claim, may stand between.
    let unseen = format!(r"[{BEGINS}{ENDS}\u{{ad}}\u{{200b}}-\u{{200d}}\u{{2060}}\u{{feff}}]*");
    let (before, behind) = (
        r"(?:[\w.,:+-]*\d[.,_]?|−|(?:^|[\s(])-)",
        r"[,._]?[\d½⅓⅔¼¾][\d,._]*(?:[eE][+-]?\d+)?|[eE][+-]?\d+\b",
    );
    let joined = format!("(?:(?<before>{before}){unseen}{EXPANDED}|{EXPANDED}{unseen}(?<behind>{behind}))");
    let pattern = format!(
        r"{joined}
        | {CODE}(?:\.\d+)+ | \b(?:8|16|32|64|128|256|512)-bit\b
        | \d{{4}}-\d{{2}}(?:-\d{{2}})?\b
        | \d+(?:\.\d+){{2,}}
        | \b(?i:{dated})\s+(?<year>{year})\b | {year}s\b
        | \p{{L}}+:(?<value>\d[\d,]*(?:\.\d+)?)\b
        | (?<factor>\b(?i:factor|speed-?up|ratio)\s+of\s+\d[\d,.]*)
        | [\p{{L}}_][\p{{L}}\p{{N}}_]*(?:[-./:+][\p{{L}}\p{{N}}]+)*
        | (?<measured>
            {number}{gap}{between}(?:(?:{unit})\b|{sign})
            | (?:±|\+/?-)\s*\d[\d,.]* | ×\s*\d[\d,.]* )
        | (?<noun>{number}{gap}{between}(?:{counted})\b)
        | (?<decimal>(?:\d[\d,_]*)?\.\d+(?:[eE][+-]?\d+)?\b)
        | \d[\w.:-]*"
    );
    // Whitespace in the pattern is layout; every blank that the text may have is written as \s.
    let compiled = |pattern: String| constant(&format!("(?x){pattern}"));
    Rule { numbers: compiled(pattern), unit: compiled(format!(r"^{gap}(?:(?:{unit})\b|{sign})")) }
}

/// What a decimal follows that is a version or the number of a section: a word that says so or a name, and others in a list.
static NAMED: LazyLock<Regex> = LazyLock::new(|| {
    let number = r"\d+(?:\.\d+)*";
    let said = "versions?|releases?|since|edition|msrv|tag|sections?|sec\\.|chapters?|ch\\.|parts?|appendix|figures?|fig\\.|tables?|\
                listings?|examples?|steps?|clauses?|articles?|paragraphs?|rules?|questions?|rfc|§§?";
    let list = format!(r"(?:{number}\s*(?:,|/|–|-|(?:,\s*)?\b(?:and|or|to|through)\b)\s*)*");
    let pattern = format!(
        r"(?:(?:^|\P{{L}})(?i:{said})|(?:^|[^\p{{L}}\p{{N}}])(?<name>\p{{Lu}}[\p{{L}}\p{{N}}+#.-]*))\s*{list}$"
    );
    constant(&pattern)
});

/// What follows a decimal that is a version, or that numbers a heading.
static AFTER: LazyLock<Regex> =
    LazyLock::new(|| constant(r"^,?\s+(?:and|or)\s+(?:later|newer|older|earlier|above|up)\b"));

/// So many bytes before a number are looked at for what it numbers. More would take the square of a long paragraph.
const NEAR: usize = 300;

/// What follows a number that compares, whatever stands before it.
static COMPARES: LazyLock<Regex> = LazyLock::new(|| {
    constant(r"^\s+(?:as\s+\w+\b|slower|faster|longer|shorter|larger|smaller|higher|lower|times)\b")
});

/// Words that begin a sentence and are no names.
const NO_NAMES: &str = " A About Above After Almost And Another Around As At Barely Before Below Between But By For From Hardly He \
    If In Into It Its Just Less Like More Nearly No Now Of On Only Or Over Per Roughly She Some Than That The Then There \
    These They This Those To Today Under Up We When Where With Within Yet You ";

impl Rule {
    /// One by which these nouns are counted, besides those that any program has.
    pub(crate) fn counting(nouns: &[String]) -> Self {
        tokens(nouns)
    }

    /// The places of every number in `text` that looks measured: digits with a unit or with something counted, a decimal, a
    /// number with a sign for its spread or its factor. Dates, years, versions, sections, ids, lines of files and bare whole
    /// numbers do not.
    pub(crate) fn measured(&self, text: &str) -> impl Iterator<Item = Range<usize>> {
        // Most texts have no digit and no sign before a directive, and the pattern takes its time over each letter.
        let has_digit = text.contains(char::is_numeric);
        let text =
            if has_digit || (text.contains(['-', '−']) && text.contains(EXPANDED)) { text } else { "" };
        self.numbers.captures_iter(text).filter_map(move |found| {
            // With a unit behind it, this is no year and no line of a file.
            if let Some(number) = found.name("year").or_else(|| found.name("value")) {
                return self.unit.is_match(&text[number.end()..]).then(|| number.range());
            }
            if let Some(digits) = found.name("before").or_else(|| found.name("behind")) {
                return Some(digits.range());
            }
            if let Some(number) = found.name("measured").or_else(|| found.name("factor")) {
                return Some(number.range());
            }
            let number = found.name("noun").or_else(|| found.name("decimal"))?.range();
            (!is_number_of_something(text, &number)).then_some(number)
        })
    }
}

/// Whether the decimal at that place is a version or the number of a section, as in "Python 3.12 runs".
fn is_number_of_something(text: &str, place: &Range<usize>) -> bool {
    let digits =
        text[place.clone()].bytes().take_while(|byte| byte.is_ascii_digit() || *byte == b'.').count();
    let decimal = text[place.clone()][..digits].trim_end_matches('.');
    let (before, after) = (&text[..place.start], &text[place.start + decimal.len()..]);
    if !decimal.contains('.') || COMPARES.is_match(after) {
        return false;
    }
    let named =
        NAMED.captures(&before[before.floor_char_boundary(before.len().saturating_sub(NEAR))..]).is_some_and(
            |found| found.name("name").is_none_or(|name| !NO_NAMES.contains(&format!(" {} ", name.as_str()))),
        );
    let heads = before.trim().is_empty()
        && after.strip_prefix(' ').is_some_and(|word| word.starts_with(char::is_uppercase));
    named || heads || AFTER.is_match(after)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        let rule = Rule::counting(&["parcel".to_owned()]);
        rule.measured(text).map(|place| text[place].trim()).collect()
    }

    #[test]
    fn a_number_with_a_unit_looks_measured() {
        for (text, number) in [
            ("it took 20 ms", "20 ms"),
            ("it took 20\u{a0}µs.", "20\u{a0}µs"),
            ("1,200ns", "1,200ns"),
            ("in 12.5 s", "12.5 s"),
            ("a 20-millisecond run", "20-millisecond"),
            ("about 5–30 microseconds", "5–30 microseconds"),
            ("within ±5 %", "±5 %"),
            ("95% of them", "95%"),
            ("95 percent", "95 percent"),
            ("3 × as long", "3 ×"),
            ("2x", "2x"),
            ("five or 11 times", "11 times"),
            ("37.6 kB of it", "37.6 kB"),
            ("552 allocations", "552 allocations"),
            ("11+ parcels", "11+ parcels"),
            ("22-44 or more deep clones", "22-44 or more deep clones"),
            ("13 call sites", "13 call sites"),
            ("1.35 of today's", "1.35"),
            ("a factor of 20", "factor of 20"),
            ("±0.03", "±0.03"),
            ("About 1.35 of it", "1.35"),
            ("Python 3.12 took 20 ms", "20 ms"),
            ("section 4.2 says 1.35 of it", "1.35"),
            ("Python took 1.35 of it", "1.35"),
            ("about 3.9 copies", "3.9 copies"),
            ("2000 files", "2000 files"),
            ("Go 1.22 ms", "1.22 ms"),
            ("20 Seconds", "20 Seconds"),
            ("1e3 ns", "1e3 ns"),
            ("1_000 ns", "1_000 ns"),
            ("a part of .5 of it", ".5"),
            ("version 20 times as fast", "20 times"),
            ("schema 20%", "20%"),
            ("HashMap 1.35 slower", "1.35"),
            ("since 2020 ms", "2020"),
            ("Time:20 ms", "20"),
            ("20 per cent", "20 per cent"),
            ("it took −\u{fffc} of it", "−"),
            ("it took -\u{fffc} of it", "-"),
            ("(-\u{fffc})", "(-"),
            ("10⁹ ns", "10⁹ ns"),
            ("20 TB", "20 TB"),
            ("2 GHz", "2 GHz"),
            ("20 req/s", "20 req/s"),
            ("3 percentage points", "3 percentage points"),
            ("5 ‰", "5 ‰"),
            ("2 orders of magnitude", "2 orders of magnitude"),
            ("a speedup of 3", "speedup of 3"),
            ("20 +- 3", "+- 3"),
            ("20\u{200b}ms", "20\u{200b}ms"),
            ("½ of it, ½ times", "½ times"),
            ("it took \u{fffc}00 of it", "00"),
            ("it took \u{fffc}.5 of it", ".5"),
            ("it took \u{fffc}e3 of it", "e3"),
            ("it took 1\u{fffc} of it", "1"),
            ("it took 0.\u{fffc} of it", "0."),
            ("it took \u{fffc}½ of it", "½"),
            ("it took 1e5\u{fffc} of it", "1e5"),
            ("it took 5-1\u{fffc} of it", "5-1"),
            ("it took a1\u{fffc} of it", "a1"),
            ("it took \u{fffc}\u{e003}00 of it", "00"),
            ("it took 1\u{200b}\u{e002}\u{fffc} of it", "1"),
        ] {
            assert_eq!(found(text), [number], "{text}");
        }
    }

    #[test]
    fn sizes_dates_versions_ids_and_places_do_not() {
        for text in [
            "at 92 items, n = 500 and 100,000",
            "0..\u{e004}, at most 2\u{e004} of them, 1.\u{e004}, \u{e004}.0 and \u{e004}e5",
            "- \u{fffc} of them, a\u{2013}b -- \u{fffc}, pre-\u{fffc}, m² and 10⁹",
            "at \u{fffc} and \u{fffc}, 3 or \u{fffc}–3 of \u{fffc}. 3 more",
            "on 2026-05-03 and in 2026",
            "maps 15.1.0 by Rust 1.95, version 2.0",
            "RUSTSEC-2026-0248, P4, WRK-001, MPL-2.0, SHA-256 and commit 4bc9b7a",
            "src/types.rs:184 and lib.rs:349–351, localhost:3000 and line:12 of it",
            "the 99th percentile",
            "leaves of 64 over std's Arc",
            "Python 3.12 runs it, Python 3.11, 3.12 and 3.13 do, and so does Go 1.22",
            "Kubernetes 1.30; since 1.30; 1.30 and later; (release 1.30)",
            "as section 4.2, chapter 3.1, § 4.2, §4.2, Fig. 2.1 and Sections 4.2–4.4 say",
            "4.2 Results",
            "a 64-bit machine with 32-bit words",
            "In 2026 files were moved; the 1990s; since May 2024 runs are longer; 2026",
            "C++ 1.2 and .NET 4.8, Ubuntu 24.04, node-js v1.30",
        ] {
            assert_eq!(found(text), [""; 0], "{text}");
        }
    }
}
