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
pub struct Coverage(Arc<Mutex<Covered>>);

/// What was found; nothing before the run.
#[derive(Debug, Clone, Default)]
pub struct Covered {
    /// Every chapter without an error, in the book's order.
    pub chapters: Vec<ChapterCoverage>,
    /// The sentences that are bound to predicates, each with what every view says of it, that of the default coordinates first.
    pub claims: Vec<(Claim, Vec<Finding>)>,
    /// What breaks when a figure of the chapters that draw the conclusion moves.
    pub headlines: Vec<Headline>,
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

/// The lines that a build prints.
impl fmt::Display for Coverage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Covered { chapters, claims, headlines } = &self.found();
        let records = records(claims);
        let everywhere = claims
            .iter()
            .filter(|(_, findings)| findings.iter().all(|finding| finding.truth == Ok(Truth::True)))
            .count();
        write!(f, "{} claims", claims.len())?;
        if let [(_, confirmed, ..), ..] = records.as_slice() {
            write!(f, ", {confirmed} confirmed, {everywhere} on")?;
            match records.len() {
                1 => f.write_str(" the only record")?,
                many => write!(f, " all {many} records")?,
            }
        }
        let count = |of: fn(&ChapterCoverage) -> usize| chapters.iter().map(of).sum::<usize>();
        writeln!(
            f,
            "; {} numbers and {} words expanded, {} quoted or given, {} judgements",
            count(|chapter| chapter.numbers),
            count(|chapter| chapter.words),
            count(|chapter| chapter.quotations),
            count(|chapter| chapter.judgements)
        )?;
        for (name, confirmed, unconfirmed, unmeasured) in &records {
            writeln!(
                f,
                "  {name}: {confirmed} confirmed, {unconfirmed} not confirmed, {unmeasured} not measured"
            )?;
        }
        for ChapterCoverage { file, claims, words, judgements, unbound, .. } in chapters {
            let bound = [(claims, "claim"), (words, "word"), (judgements, "judgement")];
            let bound = bound.into_iter().filter(|(count, _)| **count > 0);
            let bound =
                bound.map(|(count, name)| format!("{count} {name}{}", if *count == 1 { "" } else { "s" }));
            let unbound = (!unbound.is_empty()).then(|| format!("{} unbound", unbound.len()));
            let parts: Vec<String> = bound.chain(unbound).collect();
            if !parts.is_empty() {
                writeln!(f, "  {file}: {}", parts.join(", "))?;
            }
        }
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
    /// What was found.
    pub fn found(&self) -> Covered {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(crate) fn keep(&self, found: Covered) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = found;
    }
}

/// For each record that claims were judged on, the same for all, how many it confirms, does not confirm, and cannot judge for want of a
/// figure; that of the default coordinates first.
fn records(claims: &[(Claim, Vec<Finding>)]) -> Vec<(&str, usize, usize, usize)> {
    let of_first = claims.first().into_iter().flat_map(|(_, findings)| findings.iter().enumerate());
    let counted = of_first.map(|(place, finding)| {
        let truths = || claims.iter().map(|(_, findings)| &findings[place].truth);
        let confirmed = truths().filter(|truth| **truth == Ok(Truth::True)).count();
        let unmeasured = truths().filter(|truth| truth.is_err()).count();
        (finding.record.as_str(), confirmed, claims.len() - confirmed - unmeasured, unmeasured)
    });
    counted.collect()
}
