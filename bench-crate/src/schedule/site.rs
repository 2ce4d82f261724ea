//! The places in the scheduler that read the backlog.

/// One place in the scheduler that reads the backlog.
///
/// Lines are of `src/scheduler.rs` at 4bc9b7a, where each of them asks for the whole backlog.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RequestSite {
    /// Selects what to do next, once a tick (line 607). Needs the whole list.
    Tick,
    /// A task that runs a phase: looks at its item, then waits for the agent (line 873).
    PhaseTask,
    /// A phase that succeeded: worklog and next step (line 1156).
    Success,
    /// A part of a phase that succeeded: worklog (line 1247).
    Subphase,
    /// A phase that failed: worklog (line 1293).
    Failed,
    /// A phase that is blocked: worklog (line 1322).
    Blocked,
    /// A phase that was cancelled: worklog (line 1103).
    Cancelled,
    /// A duplicate that triage found: is it there, and not done? (line 1364)
    Merge,
    /// A triage that succeeded: worklog (line 1464).
    TriageWorklog,
    /// Whether triage left its item blocked (line 1501).
    TriageCheck,
    /// An item that enters the pipeline (line 1518).
    Promotion,
    /// A task that triages: tells the agent about its item and all others (line 1585). Needs the
    /// whole list.
    TriageTask,
    /// Where a triaged item goes, by its assessments (line 1676).
    TriageRouting,
    /// Once a completion, whatever its kind: only in the change that was shipped (line 1074 at
    /// bc10e92).
    Completion,
}

impl RequestSite {
    /// Every site.
    pub const ALL: [Self; 14] = [
        Self::Tick,
        Self::PhaseTask,
        Self::Success,
        Self::Subphase,
        Self::Failed,
        Self::Blocked,
        Self::Cancelled,
        Self::Merge,
        Self::TriageWorklog,
        Self::TriageCheck,
        Self::Promotion,
        Self::TriageTask,
        Self::TriageRouting,
        Self::Completion,
    ];

    /// How many there are.
    pub const COUNT: usize = Self::ALL.len();

    /// The id in lists and records.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Tick => "tick",
            Self::PhaseTask => "phase-task",
            Self::Success => "success",
            Self::Subphase => "subphase",
            Self::Failed => "failed",
            Self::Blocked => "blocked",
            Self::Cancelled => "cancelled",
            Self::Merge => "merge",
            Self::TriageWorklog => "triage-worklog",
            Self::TriageCheck => "triage-check",
            Self::Promotion => "promotion",
            Self::TriageTask => "triage-task",
            Self::TriageRouting => "triage-routing",
            Self::Completion => "completion",
        }
    }

    /// The line of the request in `src/scheduler.rs`: at 4bc9b7a, but for
    /// [`Completion`](Self::Completion), which is at bc10e92.
    #[must_use]
    pub fn line(self) -> u32 {
        match self {
            Self::Tick => 607,
            Self::PhaseTask => 873,
            Self::Success => 1156,
            Self::Subphase => 1247,
            Self::Failed => 1293,
            Self::Blocked => 1322,
            Self::Cancelled => 1103,
            Self::Merge => 1364,
            Self::TriageWorklog => 1464,
            Self::TriageCheck => 1501,
            Self::Promotion => 1518,
            Self::TriageTask => 1585,
            Self::TriageRouting => 1676,
            Self::Completion => 1074,
        }
    }

    /// Whether one item is not enough for what the site does.
    #[must_use]
    pub fn needs_the_whole_list(self) -> bool {
        matches!(self, Self::Tick | Self::TriageTask)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_site_is_listed_once_in_the_order_of_its_number() {
        for (index, site) in RequestSite::ALL.into_iter().enumerate() {
            assert_eq!(site as usize, index);
        }
    }
}
