//! How a command ends.

use std::process::ExitCode;

/// Shown below `--help`, and in the README.
pub(crate) const TABLE: &str = "\
Exit codes:
  0    done, and what was checked holds
  1    a check failed, or something could not be done
  2    the input is wrong: an option, a path, or a file
  130  interrupted by Ctrl-C, SIGTERM or SIGHUP; nothing is half written";

/// How a command ends that did not do all that it was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Exit {
    /// A check failed, or something could not be done.
    Failed,
    /// The input is wrong: an option, a path, or a file.
    BadInput,
    /// The user asked to stop.
    Interrupted,
}

impl Exit {
    /// The code that a shell sees.
    pub(crate) const fn code(self) -> u8 {
        match self {
            Self::Failed => 1,
            Self::BadInput => 2,
            // What shells report for a program that Ctrl-C ended.
            Self::Interrupted => 130,
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit.code())
    }
}
