//! How many of a book's numbers come from evidence, chapter by chapter.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use evidence::claim::Claim;
use evidence::predicate::Truth;

use crate::chapter::binding::Unbound;
use crate::claim::asking::Finding;
use crate::claim::headline::Headline;

/// What the chapters of the last run hold. Clones share it, since mdBook takes the preprocessor for itself.
#[derive(Debug, Clone, Default)]
pub struct Coverage(Arc<Mutex<Found>>);

#[derive(Debug, Clone, Default)]
struct Found {
    chapters: Vec<ChapterCoverage>,
    claims: Vec<(Claim, Vec<Finding>)>,
    headlines: Vec<Headline>,
}

/// What one chapter holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChapterCoverage {
    /// The chapter's name.
    pub chapter: String,
    /// Its source file, from the book's root.
    pub file: String,
    /// Numbers that directives expanded from evidence, those in tables included.
    pub numbers: usize,
    /// Figures marked as quoted or given.
    pub quotations: usize,
    /// Sentences that are bound to predicates.
    pub claims: usize,
    /// Words that figures chose.
    pub words: usize,
    /// Sentences that are the author's judgement.
    pub judgements: usize,
    /// Sentences with words of direction that nothing binds.
    pub unbound: Vec<Unbound>,
}

/// What one record says of the claims.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OfRecord {
    /// Its name.
    pub name: String,
    /// Claims that hold there.
    pub confirmed: usize,
    /// Claims that are false there, or that its intervals do not settle.
    pub unconfirmed: usize,
    /// Claims on figures that it does not have.
    pub unmeasured: usize,
}

/// The lines that a build prints.
impl fmt::Display for Coverage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (claims, records) = (self.claims(), self.records());
        let everywhere = claims
            .iter()
            .filter(|(_, findings)| findings.iter().all(|finding| finding.truth == Ok(Truth::True)))
            .count();
        write!(f, "{} claims", claims.len())?;
        if let [default, ..] = records.as_slice() {
            write!(f, ", {} confirmed, {everywhere} on", default.confirmed)?;
            match records.len() {
                1 => f.write_str(" the only record")?,
                many => write!(f, " all {many} records")?,
            }
        }
        let count = |of: fn(&ChapterCoverage) -> usize| self.chapters().iter().map(of).sum::<usize>();
        writeln!(
            f,
            "; {} numbers and {} words expanded, {} quoted or given, {} judgements",
            count(|chapter| chapter.numbers),
            count(|chapter| chapter.words),
            count(|chapter| chapter.quotations),
            count(|chapter| chapter.judgements)
        )?;
        for OfRecord { name, confirmed, unconfirmed, unmeasured } in &records {
            writeln!(
                f,
                "  {name}: {confirmed} confirmed, {unconfirmed} not confirmed, {unmeasured} not measured"
            )?;
        }
        for ChapterCoverage { file, claims, words, judgements, unbound, .. } in self.chapters() {
            let bound = [(claims, "claim"), (words, "word"), (judgements, "judgement")];
            let bound = bound.into_iter().filter(|(count, _)| *count > 0);
            let bound =
                bound.map(|(count, name)| format!("{count} {name}{}", if count == 1 { "" } else { "s" }));
            let unbound = (!unbound.is_empty()).then(|| format!("{} unbound", unbound.len()));
            let parts: Vec<String> = bound.chain(unbound).collect();
            if !parts.is_empty() {
                writeln!(f, "  {file}: {}", parts.join(", "))?;
            }
        }
        let headlines = self.headlines();
        let idle = headlines.iter().filter(|headline| headline.breaks.is_empty()).count();
        write!(
            f,
            "{} figures of the conclusion: moving one breaks a claim or the decision for {}, and {idle} carry nothing",
            headlines.len(),
            headlines.len() - idle
        )
    }
}

impl Coverage {
    /// Every chapter without an error, in the book's order; none before the run.
    pub fn chapters(&self) -> Vec<ChapterCoverage> {
        self.found(|found| found.chapters.clone())
    }

    /// The sentences that are bound to predicates, each with what every view says of it, that of the default coordinates first.
    pub fn claims(&self) -> Vec<(Claim, Vec<Finding>)> {
        self.found(|found| found.claims.clone())
    }

    /// What breaks when a figure of the chapters that draw the conclusion moves.
    pub fn headlines(&self) -> Vec<Headline> {
        self.found(|found| found.headlines.clone())
    }

    pub(crate) fn set(&self, chapters: Vec<ChapterCoverage>) {
        self.found(|found| found.chapters = chapters);
    }

    pub(crate) fn set_claims(&self, claims: Vec<(Claim, Vec<Finding>)>, headlines: Vec<Headline>) {
        self.found(|found| (found.claims, found.headlines) = (claims, headlines));
    }

    /// For each record that claims were judged on, how many it confirms, does not confirm, and cannot judge for want of a
    /// figure; that of the default coordinates first.
    pub fn records(&self) -> Vec<OfRecord> {
        let mut records: Vec<OfRecord> = Vec::new();
        for finding in self.claims().into_iter().flat_map(|(_, findings)| findings) {
            let known = records.iter().position(|record| record.name == finding.record);
            let place = known.unwrap_or_else(|| {
                records.push(OfRecord { name: finding.record, ..OfRecord::default() });
                records.len() - 1
            });
            let record = &mut records[place];
            match finding.truth {
                Ok(Truth::True) => record.confirmed += 1,
                Ok(_) => record.unconfirmed += 1,
                Err(_) => record.unmeasured += 1,
            }
        }
        records
    }

    fn found<T>(&self, look: impl FnOnce(&mut Found) -> T) -> T {
        look(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}
