//! The loop: looks at the backlog, starts agents, and writes down what they bring.

use std::collections::HashMap;
use std::time::Duration;

use tokio::task::JoinSet;

use super::RequestSite;
use super::agent::{Agent, AgentReport, Outcome, TRIAGE};
use super::coordinator::{CoordinatorError, Handle};
use super::pattern::{ItemSource, Request};
use super::pipeline::{self, MAIN, PRE, Phase};
use super::requester::{ItemLookup, Requester, Shared, look_afresh};
use super::select::{Action, Limits, Running, select};
use crate::model::{BacklogItem, ItemStatus, Mutation, PhasePool, View};

/// Failures in a row that end the run (`src/scheduler.rs:22`).
const BREAKER: u32 = 2;

/// How long the loop waits when nothing runs (`src/scheduler.rs:987`).
const IDLE: Duration = Duration::from_millis(10);

/// The sites of a completion.
const COMPLETION: [RequestSite; 9] = [
    RequestSite::Success,
    RequestSite::Subphase,
    RequestSite::Failed,
    RequestSite::Blocked,
    RequestSite::Cancelled,
    RequestSite::Merge,
    RequestSite::TriageWorklog,
    RequestSite::TriageCheck,
    RequestSite::TriageRouting,
];

/// What the scheduler is to do.
#[derive(Debug, Clone, Copy)]
pub struct Plan {
    /// How it asks for snapshots.
    pub request: Request,
    /// Agent runs after which it ends.
    pub phases: u32,
    /// How much goes on at once.
    pub limits: Limits,
    /// Who does the work.
    pub agent: Agent,
}

/// Why a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Halt {
    /// As many agents ran as were asked for.
    Cap,
    /// Nothing is left to do.
    Done,
    /// Too many failures in a row.
    Breaker,
}

/// Why the scheduler gave up.
#[derive(Debug, thiserror::Error)]
pub enum SchedulerError {
    /// The coordinator did not do what was asked.
    #[error(transparent)]
    Coordinator(#[from] CoordinatorError),
    /// A task panicked.
    #[error("a task of the scheduler ended early: {0}; this is a fault of bench-crate")]
    Task(#[from] tokio::task::JoinError),
}

/// What a task returns: its item, its phase and what the agent said.
type Done = (String, String, Result<AgentReport, CoordinatorError>);

struct Scheduler {
    requester: Requester,
    plan: Plan,
    running: Running,
    tasks: JoinSet<Done>,
    /// How often each phase of each item has run.
    runs: HashMap<(String, String), u32>,
    started: u32,
    failures: u32,
}

/// Runs the loop to its end (restated from `src/scheduler.rs:528`), with neither targets nor filters.
///
/// # Errors
///
/// When the coordinator refuses something that the scheduler must have.
pub async fn run(handle: Handle, plan: Plan) -> Result<Halt, SchedulerError> {
    let scheduler = Scheduler {
        requester: Requester::new(handle, plan.request),
        plan,
        running: Running::new(),
        tasks: JoinSet::new(),
        runs: HashMap::new(),
        started: 0,
        failures: 0,
    };
    scheduler.run().await
}

impl Scheduler {
    async fn run(mut self) -> Result<Halt, SchedulerError> {
        loop {
            if self.failures >= BREAKER {
                while let Some(done) = self.tasks.join_next().await {
                    self.complete(done?).await?;
                }
                self.requester.handle().batch_commit().await?;
                return Ok(Halt::Breaker);
            }
            self.requester.handle().inbox().await?;
            self.requester.handle().counters().ticks.add(1);

            let snapshot = self.requester.begin_tick().await?;
            self.requester.handle().pace().step().await;
            let actions = select(&**snapshot, &self.running, self.plan.limits);
            // From here on the requester alone holds it.
            drop(snapshot);
            if actions.is_empty() && self.running.is_empty() {
                return Ok(Halt::Done);
            }
            self.requester.only_these_are_left(
                &[
                    &[RequestSite::Promotion, RequestSite::PhaseTask, RequestSite::TriageTask][..],
                    &COMPLETION[..],
                ]
                .concat(),
            );
            for action in actions {
                self.requester.handle().pace().step().await;
                match action {
                    Action::Promote { id } => self.promote(&id).await?,
                    Action::Triage { .. } | Action::Run { .. } if self.started >= self.plan.phases => break,
                    Action::Triage { id } => self.start_triage(id).await?,
                    Action::Run { id, phase } => self.start_phase(id, phase).await?,
                }
            }
            self.requester.only_these_are_left(&COMPLETION);

            if self.started >= self.plan.phases && self.tasks.is_empty() {
                self.requester.handle().batch_commit().await?;
                return Ok(Halt::Cap);
            }
            if let Some(done) = self.tasks.join_next().await {
                self.requester.handle().pace().step().await;
                self.complete(done?).await?;
            } else {
                self.requester.handle().pace().sleep(IDLE).await;
            }
            self.requester.handle().batch_commit().await?;
            self.requester.end_tick();
        }
    }

    async fn promote(&mut self, id: &str) -> Result<(), SchedulerError> {
        let look = self.requester.look(RequestSite::Promotion, id).await?;
        if look.item(id).is_none() {
            return Err(CoordinatorError::NoItem { id: id.to_owned() }.into());
        }
        let _held = self.requester.keep(look, Shared::ReadAgain);
        self.requester.handle().counters().promotions.add(1);
        self.requester.update(id, Mutation::Transition(ItemStatus::InProgress)).await?;
        self.requester.update(id, Mutation::SetPhase(MAIN[0].name.to_owned())).await?;
        self.requester.update(id, Mutation::SetPhasePool(PhasePool::Main)).await?;
        Ok(())
    }

    fn note_start(&mut self, id: &str, phase: &str, destructive: bool) -> u32 {
        self.started += 1;
        self.requester.handle().counters().phases.add(1);
        self.running.insert(id.to_owned(), destructive);
        let run = self.runs.entry((id.to_owned(), phase.to_owned())).or_default();
        *run += 1;
        *run
    }

    /// Starts a task that reads its item and lets the agent run the phase. The snapshot lives as long
    /// as the task, since the variable does (`src/scheduler.rs:873`).
    async fn start_phase(&mut self, id: String, phase: Phase) -> Result<(), SchedulerError> {
        let run = self.note_start(&id, phase.name, phase.destructive);
        let (handle, request, agent) =
            (self.requester.handle().clone(), self.requester.request(), self.plan.agent);
        // A reference to the tick's snapshot cannot go along: the task may outlive it. The item can.
        let item = match request.pattern.source(RequestSite::PhaseTask) {
            ItemSource::Tick => {
                let look = self.requester.look(RequestSite::PhaseTask, &id).await?;
                look.item(&id).map(|item| self.requester.give(item))
            }
            _ => None,
        };
        self.tasks.spawn(async move {
            handle.pace().step().await;
            let report = run_phase(&handle, request, &id, item, phase, agent, run).await;
            (id, phase.name.to_owned(), report)
        });
        Ok(())
    }

    /// Starts a task that tells the agent about its item and all others, and lets it judge. The
    /// snapshot lives as long as the task (`src/scheduler.rs:1585`).
    async fn start_triage(&mut self, id: String) -> Result<(), SchedulerError> {
        let run = self.note_start(&id, TRIAGE, false);
        self.requester.handle().counters().triages.add(1);
        let (handle, request, agent) =
            (self.requester.handle().clone(), self.requester.request(), self.plan.agent);
        let prompt = match request.pattern.source(RequestSite::TriageTask) {
            ItemSource::Tick => {
                let look = self.requester.look(RequestSite::TriageTask, &id).await?;
                handle.pace().step().await;
                triage_prompt(&handle, &look, &id)
            }
            _ => None,
        };
        self.tasks.spawn(async move {
            handle.pace().step().await;
            let report = run_triage(&handle, request, &id, prompt, agent, run).await;
            (id, TRIAGE.to_owned(), report)
        });
        Ok(())
    }

    async fn complete(&mut self, (id, phase, report): Done) -> Result<(), SchedulerError> {
        self.running.remove(&id);
        let report = report?;
        let triage = phase == TRIAGE;
        let reader = match report.outcome {
            _ if triage && report.outcome != Outcome::Failed => RequestSite::TriageWorklog,
            Outcome::Success => RequestSite::Success,
            Outcome::Subphase => RequestSite::Subphase,
            Outcome::Failed => RequestSite::Failed,
            Outcome::Blocked => RequestSite::Blocked,
            Outcome::Cancelled => RequestSite::Cancelled,
        };
        self.requester.begin_completion(reader).await?;
        match reader {
            RequestSite::TriageWorklog => self.triaged(&id, report).await?,
            RequestSite::Success => self.succeeded(&id, &phase, report).await?,
            RequestSite::Subphase => self.went_on(&id, &phase, report).await?,
            RequestSite::Cancelled => self.cancelled(&id, &phase).await?,
            _ => self.stopped(reader, &id, &phase).await?,
        }
        self.requester.end_completion();
        Ok(())
    }

    async fn note_findings(
        &mut self,
        id: &str,
        phase: &str,
        report: &mut AgentReport,
    ) -> Result<(), SchedulerError> {
        if !report.follow_ups.is_empty() {
            let found = std::mem::take(&mut report.follow_ups);
            self.requester.handle().follow_ups(found, format!("{id}/{phase}")).await?;
        }
        Ok(())
    }

    /// `src/scheduler.rs:1123`: writes first and reads then, because the next step follows from what
    /// was written.
    async fn succeeded(
        &mut self,
        id: &str,
        phase: &str,
        mut report: AgentReport,
    ) -> Result<(), SchedulerError> {
        if let Some(assessments) = report.assessments {
            self.requester.update(id, Mutation::Assess(assessments)).await?;
        }
        self.note_findings(id, phase, &mut report).await?;
        let look = self.requester.look(RequestSite::Success, id).await?;
        let item = look.item(id).ok_or_else(|| CoordinatorError::NoItem { id: id.to_owned() })?;
        let commits = pipeline::named(phase).is_some_and(|phase| phase.destructive);
        self.requester.handle().log(self.requester.give(item), phase, "Complete").await?;
        self.requester.handle().complete_phase(id, phase, commits).await?;
        let mutations = pipeline::after(item, phase);
        let _held = self.requester.keep(look, Shared::ReadNoMore);
        for mutation in mutations {
            let done = mutation == Mutation::Transition(ItemStatus::Done);
            self.requester.update(id, mutation).await?;
            if done {
                self.requester.handle().archive(id).await?;
                self.failures = 0;
            }
        }
        Ok(())
    }

    /// `src/scheduler.rs:1228`: reads first, and the phase stays what it is.
    async fn went_on(
        &mut self,
        id: &str,
        phase: &str,
        mut report: AgentReport,
    ) -> Result<(), SchedulerError> {
        let look = self.requester.look(RequestSite::Subphase, id).await?;
        self.log_if_there(&look, id, phase, "Subphase Complete").await?;
        let _held = self.requester.keep(look, Shared::ReadNoMore);
        if let Some(assessments) = report.assessments {
            self.requester.update(id, Mutation::Assess(assessments)).await?;
        }
        self.note_findings(id, phase, &mut report).await?;
        self.requester.handle().complete_phase(id, phase, true).await?;
        Ok(())
    }

    /// `src/scheduler.rs:1283` and `:1312`.
    async fn stopped(&mut self, site: RequestSite, id: &str, phase: &str) -> Result<(), SchedulerError> {
        let failed = site == RequestSite::Failed;
        let look = self.requester.look(site, id).await?;
        self.log_if_there(&look, id, phase, if failed { "Failed" } else { "Blocked" }).await?;
        let _held = self.requester.keep(look, Shared::ReadNoMore);
        self.requester.update(id, Mutation::Block("The agent could not go on.".to_owned())).await?;
        self.failures = if failed { self.failures + 1 } else { 0 };
        Ok(())
    }

    /// `src/scheduler.rs:1100`: only logs.
    async fn cancelled(&mut self, id: &str, phase: &str) -> Result<(), SchedulerError> {
        let look = self.requester.look(RequestSite::Cancelled, id).await?;
        self.log_if_there(&look, id, phase, "Cancelled").await?;
        let _held = self.requester.keep(look, Shared::ReadNoMore);
        Ok(())
    }

    async fn log_if_there(
        &self,
        look: &ItemLookup,
        id: &str,
        phase: &str,
        outcome: &'static str,
    ) -> Result<(), SchedulerError> {
        if let Some(item) = look.item(id) {
            self.requester.handle().log(self.requester.give(item), phase, outcome).await?;
        }
        Ok(())
    }

    /// `src/scheduler.rs:1444`: reads for the worklog, writes, and reads again what became of it.
    async fn triaged(&mut self, id: &str, mut report: AgentReport) -> Result<(), SchedulerError> {
        let look = self.requester.look(RequestSite::TriageWorklog, id).await?;
        self.log_if_there(&look, id, TRIAGE, "Complete").await?;
        let duplicate = report.duplicate.then(|| before(id)).flatten();
        let _held = self.requester.keep(look, Shared::ReadAgain);
        self.note_findings(id, TRIAGE, &mut report).await?;
        if let Some(duplicate) = duplicate
            && self.merge(id, &duplicate).await?
        {
            self.requester.handle().complete_phase(id, TRIAGE, true).await?;
            return Ok(());
        }
        self.requester.handle().complete_phase(id, TRIAGE, true).await?;
        self.route(id, &report).await?;
        let look = self.requester.look(RequestSite::TriageCheck, id).await?;
        let _blocked = look.item(id).is_some_and(|item| item.status == ItemStatus::Blocked);
        let _held = self.requester.keep(look, Shared::ReadNoMore);
        Ok(())
    }

    /// `src/scheduler.rs:1350`: the later item goes into the earlier one. Returns whether `id` is gone.
    async fn merge(&mut self, id: &str, duplicate: &str) -> Result<bool, SchedulerError> {
        let look = self.requester.look(RequestSite::Merge, duplicate).await?;
        let Some(other) = look.item(duplicate).filter(|item| item.status != ItemStatus::Done) else {
            return Ok(false);
        };
        let number = |id: &str| id.rsplit('-').next().and_then(|number| number.parse::<u32>().ok());
        let goes = match (number(id), number(duplicate)) {
            (Some(own), Some(other)) => own >= other,
            _ => true,
        };
        let (source, target) = if goes { (id, duplicate) } else { (duplicate, id) };
        let gone = if !goes {
            Some(self.requester.give(other))
        } else if let ItemLookup::Item(_) = look {
            // A query answers for one item, so the item itself takes another.
            self.requester.handle().item(RequestSite::Merge, id).await?.map(|item| self.requester.give(&item))
        } else {
            look.item(id).map(|item| self.requester.give(item))
        };
        if let Some(item) = gone {
            self.requester.handle().log(item, TRIAGE, "Merged").await?;
        }
        let _held = self.requester.keep(look, Shared::ReadAgain);
        self.requester.merge(source, target).await?;
        Ok(goes)
    }

    /// `src/scheduler.rs:1623`: where the item goes depends on the assessments that were just written.
    async fn route(&mut self, id: &str, report: &AgentReport) -> Result<(), SchedulerError> {
        if let Some(assessments) = report.assessments {
            self.requester.update(id, Mutation::Assess(assessments)).await?;
        }
        if report.outcome == Outcome::Blocked {
            return Ok(self.requester.update(id, Mutation::Block("It needs an answer.".to_owned())).await?);
        }
        let look = self.requester.look(RequestSite::TriageRouting, id).await?;
        let item = look.item(id).ok_or_else(|| CoordinatorError::NoItem { id: id.to_owned() })?;
        let skips = pipeline::is_small_and_safe(item);
        let _held = self.requester.keep(look, Shared::ReadAgain);
        self.requester.update(id, Mutation::Transition(ItemStatus::Scoping)).await?;
        if skips {
            self.requester.update(id, Mutation::Transition(ItemStatus::Ready)).await?;
        } else {
            self.requester.update(id, Mutation::SetPhase(PRE[0].name.to_owned())).await?;
            self.requester.update(id, Mutation::SetPhasePool(PhasePool::Pre)).await?;
        }
        Ok(())
    }
}

/// The id with the number before this one's: what the model's agent takes an item for a copy of.
fn before(id: &str) -> Option<String> {
    let (prefix, number) = id.rsplit_once('-')?;
    Some(format!("{prefix}-{:03}", number.parse::<u32>().ok()?.checked_sub(1)?))
}

/// What a task does that runs a phase (restated from `src/scheduler.rs:871` and `src/executor.rs:308`).
/// `given` is the item, where the scheduler has read it already.
async fn run_phase(
    handle: &Handle,
    request: Request,
    id: &str,
    given: Option<BacklogItem>,
    phase: Phase,
    agent: Agent,
    run: u32,
) -> Result<AgentReport, CoordinatorError> {
    let (item, _held) = match given {
        Some(item) => (item, None),
        None => {
            let look = look_afresh(handle, request.pattern, RequestSite::PhaseTask, id).await?;
            let item =
                look.item(id).cloned().ok_or_else(|| CoordinatorError::NoItem { id: id.to_owned() })?;
            handle.counters().cloned_by_sites.add(1);
            (item, (!request.drop_early.of_tasks()).then_some(look))
        }
    };
    if phase.destructive
        && let Some(commit) = item.last_phase_commit
    {
        // Whatever git says: the default is to go on.
        let _ = handle.is_ancestor(commit).await;
    }
    let commit = handle.head().await?;
    handle.start_phase(id, commit).await?;
    Ok(agent.run(handle.pace(), id, phase.name, run).await)
}

/// What a task does that triages (restated from `src/scheduler.rs:1584`). `given` is the prompt, where
/// the scheduler has made it already.
async fn run_triage(
    handle: &Handle,
    request: Request,
    id: &str,
    given: Option<String>,
    agent: Agent,
    run: u32,
) -> Result<AgentReport, CoordinatorError> {
    let _held = match given {
        Some(_) => None,
        None => {
            let look = look_afresh(handle, request.pattern, RequestSite::TriageTask, id).await?;
            handle.pace().step().await;
            triage_prompt(handle, &look, id).ok_or_else(|| CoordinatorError::NoItem { id: id.to_owned() })?;
            (!request.drop_early.of_tasks()).then_some(look)
        }
    };
    Ok(agent.run(handle.pace(), id, TRIAGE, run).await)
}

/// The item, and a line for each other: why this site needs the whole list.
fn triage_prompt(handle: &Handle, look: &ItemLookup, id: &str) -> Option<String> {
    let ItemLookup::Snapshot(snapshot) = look else { return None };
    let item = snapshot.find(id)?.clone();
    handle.counters().cloned_by_sites.add(1);
    let mut prompt = item.title;
    for other in snapshot.iter().filter(|other| other.id != id && other.status != ItemStatus::Done) {
        prompt.push('\n');
        prompt.push_str(&other.id);
        prompt.push(' ');
        prompt.push_str(&other.title);
    }
    Some(prompt)
}
