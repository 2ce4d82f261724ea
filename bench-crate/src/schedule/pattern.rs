//! How, how often and for how long the scheduler asks for snapshots.

use std::fmt;
use std::str::FromStr;

use super::RequestSite;

/// Where a site gets what it reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ItemSource {
    /// Asks for a snapshot of its own.
    Own,
    /// Reads the snapshot of the tick, by reference. When its item was written since that was taken,
    /// it asks for a new one, which the sites after it then share.
    Tick,
    /// Reads the snapshot that was taken when the completion was handled, by reference.
    Completion,
    /// Asks the coordinator for its one item.
    Item,
}

/// Where, how often and for how long the scheduler asks for snapshots.
///
/// **To add one**: a variant, its [`id`](Self::id) and its line in [`source`](Self::source).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Pattern {
    /// Each site asks for the whole backlog: 4bc9b7a.
    Today,
    /// One snapshot per tick, passed by reference to all that happens in the tick.
    TickCache,
    /// The change that was made: bc10e92 with its parent b8c0dff. Fewer sites ask, but one of them does
    /// so at every completion, also where nothing reads what it gets.
    AsShipped,
    /// A site that needs one item asks for that item.
    ItemQuery,
}

impl Pattern {
    /// Every pattern; the first is today's.
    pub const ALL: [Self; 4] = [Self::Today, Self::TickCache, Self::AsShipped, Self::ItemQuery];

    /// The id in lists, records and on the command line.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Today => "today",
            Self::TickCache => "tick-cache",
            Self::AsShipped => "as-shipped",
            Self::ItemQuery => "item-query",
        }
    }

    /// Where `site` gets what it reads: the one place that makes a pattern what it is.
    ///
    /// [`RequestSite::Completion`] is a request only where some site [reads](ItemSource::Completion) it.
    #[must_use]
    pub fn source(self, site: RequestSite) -> ItemSource {
        match (self, site) {
            (_, RequestSite::Tick | RequestSite::Completion) | (Self::Today, _) => ItemSource::Own,
            (Self::TickCache, _) | (Self::AsShipped, RequestSite::Promotion) => ItemSource::Tick,
            (
                Self::AsShipped,
                RequestSite::Subphase
                | RequestSite::Failed
                | RequestSite::Blocked
                | RequestSite::Cancelled
                | RequestSite::TriageWorklog,
            ) => ItemSource::Completion,
            (Self::ItemQuery, site) if !site.needs_the_whole_list() => ItemSource::Item,
            (Self::AsShipped | Self::ItemQuery, _) => ItemSource::Own,
        }
    }

    /// Whether each completion begins with a snapshot.
    #[must_use]
    pub fn asks_per_completion(self) -> bool {
        RequestSite::ALL.into_iter().any(|site| self.source(site) == ItemSource::Completion)
    }

    /// Whether one of these sites reads the tick's snapshot.
    #[must_use]
    pub fn shares_the_tick_with(self, sites: &[RequestSite]) -> bool {
        sites.iter().any(|&site| self.source(site) == ItemSource::Tick)
    }
}

/// Which snapshots are dropped right after their last use rather than at the end of their scope.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum DropEarly {
    /// None: each lives as long as the variable that holds it.
    #[default]
    Nothing,
    /// The tick's, after actions are selected from it and unless a later site of the tick reads it; and
    /// those of the tasks, once the agent's input is made of them. Handlers keep theirs to their end,
    /// across what they write. In code: a `drop` line in the loop and one in each of the two tasks.
    Tasks,
    /// Every one. Besides the above, each handler takes out of its snapshot what it needs and drops it
    /// before it writes: at the ten sites that promote an item or handle what an agent brought.
    All,
}

impl DropEarly {
    /// Every scope; the first is today's.
    pub const EACH: [Self; 3] = [Self::Nothing, Self::Tasks, Self::All];

    /// What is appended to a pattern's id.
    fn suffix(self) -> &'static str {
        match self {
            Self::Nothing => "",
            Self::Tasks => "+drop-tasks",
            Self::All => "+drop-all",
        }
    }

    /// Whether the tick's snapshot and those of tasks are dropped early.
    pub(super) fn of_tasks(self) -> bool {
        self != Self::Nothing
    }

    /// Whether those of handlers are.
    pub(super) fn of_handlers(self) -> bool {
        self == Self::All
    }
}

/// A pattern, and which of its snapshots are dropped early.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Request {
    /// The pattern.
    pub pattern: Pattern,
    /// What is dropped early.
    pub drop_early: DropEarly,
}

impl Request {
    /// Every pattern with every scope of early drops.
    pub fn all() -> impl Iterator<Item = Self> {
        Pattern::ALL
            .into_iter()
            .flat_map(|pattern| DropEarly::EACH.map(|drop_early| Self { pattern, drop_early }))
    }
}

impl fmt::Display for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.pattern.id())?;
        f.write_str(self.drop_early.suffix())
    }
}

/// A pattern that is in no list.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("there is no pattern {id:?}; there are: {}", Request::all().map(|it| it.to_string()).collect::<Vec<_>>().join(", "))]
pub struct UnknownPattern {
    id: String,
}

impl FromStr for Request {
    type Err = UnknownPattern;

    fn from_str(id: &str) -> Result<Self, UnknownPattern> {
        Self::all().find(|it| it.to_string() == id).ok_or_else(|| UnknownPattern { id: id.to_owned() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_site_that_needs_one_item_asks_for_one() {
        for site in RequestSite::ALL {
            let one = Pattern::ItemQuery.source(site) == ItemSource::Item;
            assert_eq!(one, !site.needs_the_whole_list() && site != RequestSite::Completion, "{site:?}");
        }
    }

    #[test]
    fn only_the_shipped_change_asks_at_every_completion() {
        let asking: Vec<_> = Pattern::ALL.into_iter().filter(|it| it.asks_per_completion()).collect();
        assert_eq!(asking, [Pattern::AsShipped]);
    }

    #[test]
    fn a_request_is_read_as_it_is_written() {
        assert_eq!(Request::all().count(), 12);
        for request in Request::all() {
            assert_eq!(request.to_string().parse(), Ok(request));
        }
        let error = "never".parse::<Request>().unwrap_err().to_string();
        assert!(
            error.starts_with(
                "there is no pattern \"never\"; there are: today, today+drop-tasks, today+drop-all"
            ),
            "{error}"
        );
    }
}
