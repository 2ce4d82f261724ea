//! The same benches with their code at other addresses.
//!
//! Where functions and loops lie can move a time by more than what is compared (T. Mytkowicz and others, *Producing Wrong
//! Data Without Doing Anything Obviously Wrong!*, 2009, section 4; C. Curtsinger and E. Berger, *STABILIZER*, 2013). Runs of
//! one program all share one layout, so their range holds nothing of that: criterion's runs take turns with programs that
//! differ in nothing else.

use std::path::{Path, PathBuf};

use crate::measure::{CompileError, bench_program};

/// What the compiler is told beside the user's own flags; the first is the layout of `cargo bench`. The numbers are powers
/// of two, but for the loops', which are bytes.
pub(super) const LAYOUTS: [&str; 4] = [
    "",
    "-Cllvm-args=-align-all-functions=6",
    "-Cllvm-args=-align-loops=64",
    "-Cllvm-args=-align-all-nofallthru-blocks=5",
];

/// Which layout a run has; runs count from 1.
pub(super) fn of_run(run: usize) -> usize {
    (run - 1) % LAYOUTS.len()
}

/// Compiles a program for each layout, the first where `cargo bench` has it.
pub(super) fn programs(root: &Path) -> Result<Vec<PathBuf>, CompileError> {
    let first = bench_program(root, None)?;
    let target = first.ancestors().nth(3).map_or_else(|| root.join("target"), Path::to_owned);
    let others = LAYOUTS.iter().enumerate().skip(1).map(|(place, flags)| {
        let own = target.join("layouts").join(place.to_string());
        bench_program(root, Some((flags, &own)))
    });
    std::iter::once(Ok(first)).chain(others).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_take_turns_with_the_layouts() {
        assert_eq!([1, 2, 3, 4, 5, 12].map(of_run), [0, 1, 2, 3, 0, 3]);
    }
}
