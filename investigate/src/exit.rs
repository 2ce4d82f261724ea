//! How a command ends, and why one did not do all that it was asked for.

use std::fmt::Display;
use std::process::ExitCode;

use evidence::LoadError;
use evidence::point::PointError;
use evidence::rules::RulesError;
use evidence::source::SourceError;
use mdbook_evidence::DestinationError;
use mdbook_evidence::command::import::criterion::CriterionError;
use mdbook_evidence::folder::sources::SourcesError;

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

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(match exit {
            Exit::Failed => 1,
            Exit::BadInput => 2,
            // What shells report for a program that Ctrl-C ended.
            Exit::Interrupted => 130,
        })
    }
}

/// An error that a command can end with. One that can end it in several ways tells them apart without a wildcard: a new case names its
/// code, or does not compile.
pub(crate) trait Ends: Display {
    /// How the command ends for it.
    fn exit(&self) -> Exit;
}

/// Why a command did not do all that it was asked for: any error that says how to end, as what the user is told.
#[derive(Debug)]
pub(crate) struct Failure {
    /// What the user is told.
    pub(crate) message: String,
    /// How the command ends for it.
    pub(crate) exit: Exit,
}

impl<E: Ends> From<E> for Failure {
    fn from(error: E) -> Self {
        Self::new(&error, error.exit())
    }
}

impl Failure {
    /// One that ends a command otherwise than most errors of its kind.
    pub(crate) fn new(error: impl Display, exit: Exit) -> Self {
        Self { message: error.to_string(), exit }
    }
}

/// Errors that all end a command in the same way, whatever case such an enum gets later; or how each case of one error ends it.
macro_rules! ends {
    ($exit:ident: $($error:ty),+) => {
        $(impl $crate::exit::Ends for $error {
            fn exit(&self) -> $crate::exit::Exit {
                $crate::exit::Exit::$exit
            }
        })+
    };
    ($error:ident { $($exit:ident: $($case:ident),+;)+ }) => {
        impl $crate::exit::Ends for $error {
            fn exit(&self) -> $crate::exit::Exit {
                match self {
                    $($(Self::$case { .. })|+ => $crate::exit::Exit::$exit,)+
                }
            }
        }
    };
}
pub(crate) use ends;

// A record that cannot be read is not here: one that a user names is wrong input, and one that was just measured is not.
ends!(BadInput: LoadError, PointError, RulesError, SourceError);
ends!(BadInput: CriterionError, DestinationError, SourcesError);
