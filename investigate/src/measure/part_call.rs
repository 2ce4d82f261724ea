//! Whether a run has a part, and how the part's program is called.

use evidence::Record;

use super::options::Options;
use super::part::Part;
use super::program::{Program, ProgramError};
use super::wall;

/// How often a count is taken until its control equals the baseline. One process in some hundreds counts a few
/// instructions off, whichever case it runs; a whole run in which one did is thrown away.
const TRIES: usize = 4;

/// The real backlog's size: larger ones take most of the time.
const QUICK_LOOP: usize = 92;

impl Part {
    /// Why the options leave it out, where they do.
    pub(super) fn left_out(self, options: &Options) -> Option<&'static str> {
        if options.skip.contains(&self) {
            Some("the run was told to skip that")
        } else if matches!(self, Self::Instructions | Self::Walls) && options.quick {
            Some("a quick run leaves that out")
        } else if matches!(self, Self::Loops | Self::Walls) && !options.operations.is_empty() {
            Some("the run was of some operations only")
        } else {
            None
        }
    }

    /// Calls the program as often as the part needs. `of_loop` has what the loop counts, where that is known.
    pub(super) fn answer(
        self,
        program: &Program,
        options: &Options,
        of_loop: &Record,
    ) -> Result<Record, ProgramError> {
        let operations = options.operations.iter().flat_map(|id| ["--operation".to_owned(), id.clone()]);
        match self {
            Self::Counts | Self::Instructions => {
                let arguments: Vec<String> = ["run".to_owned()].into_iter().chain(operations).collect();
                let mut answer = program.call(&arguments);
                for _ in 1..TRIES {
                    if !answer.as_ref().is_err_and(ProgramError::is_of_the_control) {
                        break;
                    }
                    answer = program.call(&arguments);
                }
                answer
            }
            Self::Loops => {
                let mut arguments = vec!["count".to_owned()];
                if options.quick {
                    arguments.extend(["--n".to_owned(), QUICK_LOOP.to_string()]);
                }
                program.call(&arguments)
            }
            Self::Walls => {
                let calls = wall::calls(of_loop);
                let mut walls = Record::new(program.name);
                for arguments in calls.iter().cycle().take(calls.len() * wall::ROUNDS) {
                    let call = || format!("{} {}", program.name, arguments.join(" "));
                    walls.add(program.call(arguments)?).map_err(|problem| ProgramError::PartAnswer {
                        call: call(),
                        problem: problem.to_string(),
                    })?;
                }
                Ok(walls)
            }
        }
    }
}
