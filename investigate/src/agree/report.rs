//! The comparison as text.

use std::fmt;

use evidence::Unit;

use super::compare::{Agreement, CellAgreement};
use super::runs::CriterionRuns;

/// What is printed.
pub(super) struct AgreementReport<'a> {
    /// Criterion's runs.
    pub(super) runs: &'a CriterionRuns,
    /// What came of comparing them.
    pub(super) agreement: &'a Agreement,
}

impl fmt::Display for AgreementReport<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Agreement { reference, cells } = self.agreement;
        writeln!(
            f,
            "{:<18} {:>5} {:>7} {:>15} {:>7} {:>9}",
            "operation", "n", "pairs", "apart in both", "agree", "disagree"
        )?;
        for cell in cells {
            let CellAgreement { operation, n, pairs, compared, .. } = cell;
            let (agree, disagree) = (cell.agree(), cell.disagree.len());
            writeln!(f, "{operation:<18} {n:>5} {pairs:>7} {compared:>15} {agree:>7} {disagree:>9}")?;
        }
        let mut heading = "\nCriterion and the record disagree on:\n";
        for cell in cells {
            for pair in &cell.disagree {
                writeln!(
                    f,
                    "{heading}  {} at {}: {} takes {} of {} by criterion, {} by the record",
                    cell.operation,
                    cell.n,
                    pair.slower,
                    Unit::Ratio.show(pair.criterion),
                    pair.faster,
                    Unit::Ratio.show(pair.ratios)
                )?;
                heading = "";
            }
        }
        let (pairs, compared, disagree) =
            (self.agreement.pairs(), self.agreement.compared(), self.agreement.disagree());
        write!(
            f,
            "\nOf {pairs} pairs {compared} are apart in both; {} agree, {disagree} disagree ({} runs of criterion, ratios of {reference})",
            compared - disagree,
            self.runs.runs()
        )
    }
}
