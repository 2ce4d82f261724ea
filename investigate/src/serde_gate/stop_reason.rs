//! How a library failed to come back.

use std::fmt;

use serde::{Deserialize, Serialize};

/// What a process may use, in bytes of addresses. A real backlog needs less than a hundredth.
pub(super) const MEMORY: u64 = 4 << 30;

/// How a library failed to come back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum StopReason {
    /// It took longer than this many seconds.
    Late(u64),
    /// It asked for more memory than it may have.
    Memory,
    /// It recursed deeper than its stack.
    Stack,
    /// It ended otherwise, with this status.
    Crash(String),
}

impl fmt::Display for StopReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Late(seconds) => write!(f, "no answer within {seconds} s"),
            Self::Memory => write!(f, "more than {} GiB of memory", MEMORY >> 30),
            Self::Stack => f.write_str("stack overflow"),
            Self::Crash(status) => write!(f, "crash, {status}"),
        }
    }
}
