//! The programs that measure, compiled before anything is measured: the machine is then quiet.

use std::path::Path;

use crate::output;

use super::compile;
use super::options::Options;
use super::part::Part;
use super::program::Program;

/// The program that times, and those of the parts that are asked for and compile.
#[derive(Debug)]
pub(super) struct Programs {
    /// The program that times.
    pub(super) slices: Program,
    others: Vec<Program>,
}

impl Programs {
    /// Compiles them. One but that which times is left out where it does not compile; cargo has said why.
    pub(super) fn new(root: &Path, options: &Options) -> Result<Self, compile::CompileError> {
        let slices = program(root, options, "slices", None)?;
        let mut others: Vec<Program> = Vec::new();
        for part in Part::ALL.into_iter().filter(|part| part.left_out(options).is_none()) {
            if others.iter().all(|other| other.name != part.name()) {
                others.extend(program(root, options, part.name(), part.feature()).ok());
            }
        }
        Ok(Self { slices, others })
    }

    /// The program of that part; none where it does not compile.
    pub(super) fn of(&self, part: Part) -> Option<&Program> {
        self.others.iter().find(|program| program.name == part.name())
    }
}

/// One program by itself: what counts, without what times.
pub(super) fn program_of(
    root: &Path,
    options: &Options,
    part: Part,
) -> Result<Program, compile::CompileError> {
    program(root, options, part.name(), part.feature())
}

fn program(
    root: &Path,
    options: &Options,
    name: &'static str,
    feature: Option<&'static str>,
) -> Result<Program, compile::CompileError> {
    let binary = match &options.programs {
        Some(folder) if folder.join(name).exists() => folder.join(name),
        Some(_) => return Err(compile::CompileError::NoProgram(name)),
        None => {
            output::tell(format_args!(
                "Compiling `{name}` (cargo {})",
                compile::arguments(name, feature).join(" ")
            ));
            compile::program(root, name, feature)?
        }
    };
    Ok(Program { name, binary, input: options.input() })
}
