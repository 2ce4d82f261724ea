//! Compares every representation with today's, on one input and with one library.

use bench_crate::model::BacklogFile;
use evidence::source::sha256;
use serde::{Deserialize, Serialize};

use super::difference::{Difference, Step};
use super::dyn_representation::{DynRepresentation, ReadBacklog};
use super::library::{Library, Refusal};
use super::stop_reason::StopReason;

/// What today's representation makes of an input.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Outcome {
    /// A backlog.
    Accepted(Accepted),
    /// No backlog.
    Refused(Refusal),
    /// The library did not come back with either.
    Stopped(StopReason),
}

/// A backlog that was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Accepted {
    /// How many items it has.
    pub(super) items: usize,
    /// SHA-256 of its value, in hexadecimal: the same for equal values, whichever library read them.
    pub(super) value: String,
    /// The file that is written of it, or why none is.
    pub(super) written: Result<String, String>,
}

/// What came of one input with one library.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct SerdeVerdict {
    /// What today's representation makes of it.
    pub(super) outcome: Outcome,
    /// For each representation that differs from today's, in what first.
    pub(super) differences: Vec<Difference>,
}

impl Outcome {
    /// A name for records.
    pub(super) fn name(&self) -> &'static str {
        match self {
            Self::Accepted(_) => "accepted",
            Self::Refused(_) => "refused",
            Self::Stopped(_) => "stopped",
        }
    }

    /// The backlog, where it is one.
    pub(super) fn accepted(&self) -> Option<&Accepted> {
        if let Self::Accepted(accepted) = self { Some(accepted) } else { None }
    }

    /// The file that was written, where one was.
    pub(super) fn written(&self) -> Option<&str> {
        self.accepted()?.written.as_deref().ok()
    }
}

/// Judges `others` against `todays`, and `todays` against its own round trip.
///
/// That today's representation reads what another wrote needs no step of its own: the bytes are the same, or that is the
/// difference.
pub(super) fn judge(
    library: Library,
    text: &str,
    todays: &DynRepresentation,
    others: &[DynRepresentation],
) -> SerdeVerdict {
    match (todays.read)(library, text) {
        Ok(read) => {
            let other = |subject: &DynRepresentation| match (subject.read)(library, text) {
                Ok(own) => after_reading(library, text, &read, subject, &own),
                Err(refusal) => {
                    let (expected, actual) = (accepted_in_words(&read.value), refusal_in_words(&refusal));
                    Difference::of(subject.id, Step::Outcome, &expected, &actual)
                }
            };
            let own = after_reading(library, text, &read, todays, &read);
            SerdeVerdict {
                differences: own.into_iter().chain(others.iter().filter_map(other)).collect(),
                outcome: Outcome::Accepted(Accepted {
                    items: read.value.items.len(),
                    // JSON has a form for every text and number, so that nothing is lost and nothing can fail.
                    value: sha256(serde_json::to_vec(&read.value).unwrap_or_default()),
                    written: read.written,
                }),
            }
        }
        Err(refusal) => SerdeVerdict {
            differences: others
                .iter()
                .filter_map(|subject| refused(library, text, &refusal, subject))
                .collect(),
            outcome: Outcome::Refused(refusal),
        },
    }
}

/// The first difference on an input that today's representation refuses.
fn refused(
    library: Library,
    text: &str,
    refusal: &Refusal,
    subject: &DynRepresentation,
) -> Option<Difference> {
    let read = (subject.value)(library, text);
    let (expected, actual) = (refusal_in_words(refusal), outcome_in_words(&read));
    Difference::of(subject.id, Step::Outcome, &expected, &actual)
}

/// The first difference between what today's representation read and what another, which read a backlog too, did.
fn after_reading(
    library: Library,
    text: &str,
    todays: &ReadBacklog,
    subject: &DynRepresentation,
    read: &ReadBacklog,
) -> Option<Difference> {
    let differs = |step, expected: &str, actual: &str| Difference::of(subject.id, step, expected, actual);
    let other_value = |step, value: &BacklogFile| {
        let same = *value == todays.value;
        (!same).then(|| differs(step, &format!("{:#?}", todays.value), &format!("{value:#?}"))).flatten()
    };

    let bytes = file_or_problem(&todays.written);
    let taken_over = (subject.write)(library, &todays.value);
    let reads_todays = || {
        // A file that is already as today's writes it was read above.
        if bytes == text {
            return None;
        }
        match (subject.value)(library, bytes) {
            Ok(value) => other_value(Step::ReadsTodays, &value),
            Err(refusal) => {
                let expected = accepted_in_words(&todays.value);
                differs(Step::ReadsTodays, &expected, &refusal_in_words(&refusal))
            }
        }
    };
    other_value(Step::Value, &read.value)
        .or_else(|| differs(Step::Written, bytes, file_or_problem(&read.written)))
        .or_else(|| differs(Step::TakenOver, bytes, file_or_problem(&taken_over)))
        .or_else(reads_todays)
}

fn file_or_problem(written: &Result<String, String>) -> &str {
    match written {
        Ok(text) | Err(text) => text,
    }
}

fn outcome_in_words(read: &Result<BacklogFile, Refusal>) -> String {
    read.as_ref().map_or_else(refusal_in_words, accepted_in_words)
}

fn accepted_in_words(file: &BacklogFile) -> String {
    format!("accepted, {} items", file.items.len())
}

fn refusal_in_words(refusal: &Refusal) -> String {
    format!("refused: {}", refusal.message)
}

#[cfg(test)]
mod tests {
    use bench_crate::model::BacklogItem;
    use bench_crate::workload::Workload;
    use serde::de::Error as _;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    use super::super::dyn_representation::{self, Codec};
    use super::super::faulty::Faulty;
    use super::*;

    /// A type that reads and writes as today's does, but for what a test says.
    macro_rules! wrong {
        ($name:ident, read: |$text:ident| $read:expr, take_over: |$file:ident| $take_over:expr) => {
            struct $name(BacklogFile);

            impl<'de> Deserialize<'de> for $name {
                fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                    let $text = deserializer;
                    $read.map(Self)
                }
            }

            impl Serialize for $name {
                fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                    self.0.serialize(serializer)
                }
            }

            impl Codec for $name {
                fn take_over($file: BacklogFile) -> Self {
                    Self($take_over)
                }

                fn value(&self) -> BacklogFile {
                    self.0.clone()
                }
            }
        };
    }

    /// The difference of a wrong type from today's, which must be the same with either library.
    fn difference<C: Codec>(text: &str) -> Option<Difference> {
        let subjects = dyn_representation::all();
        let found = Library::ALL.map(|library| {
            let verdict = judge(library, text, &subjects[0], &[DynRepresentation::of::<C>("wrong")]);
            assert!(verdict.differences.len() <= 1, "{:?}", verdict.differences);
            verdict.differences.into_iter().next()
        });
        let [first, second, third, other] = found;
        assert_eq!((&first, &first), (&second, &third));
        // Another library writes and refuses in other words, but it differs in the same step.
        let step = |found: &Option<Difference>| found.as_ref().map(|difference| difference.step);
        assert_eq!(step(&first), step(&other));
        first
    }

    fn step<C: Codec>(text: &str) -> Option<Step> {
        difference::<C>(text).map(|difference| difference.step)
    }

    fn five_items() -> String {
        Library::SerdeYaml.write(&Workload::typical(1).at(5)).unwrap()
    }

    #[test]
    fn a_representation_that_writes_other_bytes_is_caught_with_the_line() {
        let text = five_items();
        let found = difference::<Faulty>(&text).unwrap();
        assert_eq!((found.step, found.line), (Step::Written, 3));
        assert_eq!(found.expected.as_deref(), text.lines().nth(2));
        assert_ne!(found.expected, found.actual);
    }

    #[test]
    fn a_representation_that_reads_another_value_is_caught() {
        fn without_last<'de, D: Deserializer<'de>>(deserializer: D) -> Result<BacklogFile, D::Error> {
            let mut file: BacklogFile = BacklogFile::deserialize(deserializer)?;
            file.items.pop();
            Ok(file)
        }
        wrong!(LosesItems, read: |text| without_last(text), take_over: |file| file);
        assert_eq!(step::<LosesItems>(&five_items()), Some(Step::Value));
    }

    #[test]
    fn a_representation_that_refuses_what_todays_accepts_is_caught() {
        wrong!(Refuses, read: |_text| Err(D::Error::custom("never")), take_over: |file| file);
        let found = difference::<Refuses>(&five_items()).unwrap();
        assert_eq!(found.expected.as_deref(), Some("accepted, 5 items"));
        assert_eq!(found.actual.as_deref(), Some("refused: never"));
    }

    #[test]
    fn a_representation_that_accepts_what_todays_refuses_is_caught() {
        #[derive(Deserialize)]
        struct Lenient {
            schema_version: u32,
            items: Option<Vec<BacklogItem>>,
        }
        fn lenient<'de, D: Deserializer<'de>>(deserializer: D) -> Result<BacklogFile, D::Error> {
            let Lenient { schema_version, items } = Lenient::deserialize(deserializer)?;
            Ok(BacklogFile { schema_version, items: items.unwrap_or_default(), next_item_id: 0 })
        }
        wrong!(AcceptsNull, read: |text| lenient(text), take_over: |file| file);
        let found = difference::<AcceptsNull>("schema_version: 3\nitems: ~\n").unwrap();
        assert_eq!(found.step, Step::Outcome);
        assert_eq!(found.actual.as_deref(), Some("accepted, 0 items"));
    }

    #[test]
    fn a_representation_that_refuses_with_another_message_is_caught() {
        fn reworded<'de, D: Deserializer<'de>>(deserializer: D) -> Result<BacklogFile, D::Error> {
            BacklogFile::deserialize(deserializer).map_err(|_| D::Error::custom("a vector was expected"))
        }
        wrong!(Rewords, read: |text| reworded(text), take_over: |file| file);
        assert_eq!(step::<Rewords>(&five_items()), None);
        assert_eq!(step::<Rewords>("schema_version: 3\nitems: 3\n"), Some(Step::Outcome));
    }

    #[test]
    fn a_representation_that_takes_a_backlog_over_otherwise_is_caught() {
        wrong!(
            ForgetsNumber,
            read: |text| BacklogFile::deserialize(text),
            take_over: |file| BacklogFile { next_item_id: 0, ..file }
        );
        assert_eq!(step::<ForgetsNumber>(&five_items()), Some(Step::TakenOver));
    }

    #[test]
    fn a_representation_that_reads_a_persons_file_but_not_todays_is_caught() {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Short {
            schema_version: u32,
        }
        fn short<'de, D: Deserializer<'de>>(deserializer: D) -> Result<BacklogFile, D::Error> {
            let Short { schema_version } = Short::deserialize(deserializer)?;
            Ok(BacklogFile { schema_version, ..BacklogFile::default() })
        }
        wrong!(ReadsOnlyShort, read: |text| short(text), take_over: |file| file);
        assert_eq!(step::<ReadsOnlyShort>("schema_version: 3\n"), Some(Step::ReadsTodays));
    }

    #[test]
    fn todays_representation_is_judged_by_its_own_round_trip() {
        let verdict =
            judge(Library::SerdeYaml, "schema_version: 3\n", &DynRepresentation::of::<Faulty>("todays"), &[]);
        assert_eq!(verdict.differences, []);
        let text = format!("{}# not as it is written\n", five_items());
        let verdict = judge(Library::SerdeYaml, &text, &DynRepresentation::of::<Faulty>("todays"), &[]);
        assert_eq!(verdict.differences[0].step, Step::ReadsTodays);
    }
}
