//! The comparison as text.

use std::fmt;

use evidence::Unit;

use super::compare::{Agreement, CellAgreement};

impl fmt::Display for Agreement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { reference, cells, runs } = self;
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
        let (pairs, compared, disagree) = (self.pairs(), self.compared(), self.disagree());
        write!(
            f,
            "\nOf {pairs} pairs {compared} are apart in both; {} agree, {disagree} disagree ({runs} runs of criterion, ratios of {reference})",
            compared - disagree
        )
    }
}
