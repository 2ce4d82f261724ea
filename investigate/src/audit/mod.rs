//! `audit`: what the crates of each representation bring with them.
//!
//! [`names`] reads from the code which crates a representation names, [`consumer`] makes a project with and without them,
//! and [`tree`] is what cargo then resolves. [`database`] has the advisories, [`release`] the days of releases,
//! [`archived`] the repositories that are closed, [`policy`] the project's rules, [`unsafe_lines`] counts and [`costs`]
//! measures. [`verdict`] applies the rules to these [`facts`], [`document`] makes a record of both with what [`page_tables`] has for
//! pages, and [`table`] prints them. [`own`] applies the same to the project itself.

mod archived;
mod consumer;
mod cost;
mod costs;
mod database;
mod day;
mod document;
mod error;
mod facts;
mod names;
mod own;
mod page_tables;
mod policy;
mod release;
mod table;
#[cfg(test)]
mod tests;
mod tree;
mod unsafe_lines;
mod verdict;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use cargo_metadata::{Dependency, Package};
use clap::Args;
use evidence::Record;
use evidence::record::Toolchain;
use jiff::civil::Date;

use crate::exit::Failure;
use crate::interrupt::Interrupt;
use crate::measure::toolchain;
use crate::output;
use crate::record_path;

use archived::ArchivedRepositories;
use consumer::Consumer;
use database::Database;
use error::AuditError;
use facts::{Addition, Audit, CrateFacts};
use names::NamedCrates;
use policy::Policy;
use release::Releases;
use tree::DependencyTree;

const EXAMPLES: &str = "\
Examples:
  cargo run -- audit                            (fetches the public database of advisories)
  cargo run -- audit --database ../advisory-db --record
  cargo run -- audit --database advisories --database-date 2026-08-20 --offline --json
  cargo run -- audit --costs --record --replace (takes minutes: programs are built several times)
  cargo run -- audit --own                      (the project's own dependencies under deny.toml)

For each representation: the crates that it adds to a project with serde, as cargo resolves them for this machine's platform
from Cargo.lock; their licences, releases and advisories; and whether they are maintained, free of open advisories and
allowed by deny.toml. The record goes to records/audit/advisories-<date>.json, by the database's date.
A verdict that fails is a result, not an error. Exits with 1 when --own finds something, with 2 when there is no database.";

/// Options of `audit`.
#[derive(Debug, Clone, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Options {
    /// A folder with advisories, laid out as the public database is; without it, that is fetched by git
    #[arg(long, value_name = "DIR")]
    database: Option<PathBuf>,

    /// The folder's date; without it, the day of its commit, or of its newest advisory where it is no git checkout
    #[arg(long, value_name = "DATE", requires = "database")]
    database_date: Option<Date>,

    /// The commit that the folder is of, where it is no git checkout
    #[arg(long, value_name = "COMMIT", requires = "database")]
    database_commit: Option<String>,

    /// Fetch nothing: neither advisories nor the registry's index
    #[arg(long)]
    offline: bool,

    /// Measure the time to compile and the size of a program as well
    #[arg(long)]
    costs: bool,

    /// Check the project's own dependencies instead
    #[arg(long, conflicts_with_all = ["costs", "record", "json"])]
    own: bool,

    /// Print JSON instead of a table
    #[arg(long)]
    json: bool,

    /// Write a record
    #[arg(long)]
    record: bool,

    /// Replace the record of that name
    #[arg(long, requires = "record")]
    replace: bool,
}

impl Options {
    /// The command that repeats the record, with the folder by its name only.
    fn command(&self) -> String {
        let mut command = "cargo run -- audit".to_owned();
        if let Some(name) = self.database.as_deref().and_then(Path::file_name) {
            command.push_str(&format!(" --database {}", name.to_string_lossy()));
        }
        if let Some(date) = self.database_date {
            command.push_str(&format!(" --database-date {date}"));
        }
        if let Some(commit) = &self.database_commit {
            command.push_str(&format!(" --database-commit {commit}"));
        }
        for (given, option) in [(self.offline, "offline"), (self.costs, "costs")] {
            if given {
                command.push_str(&format!(" --{option}"));
            }
        }
        command + " --record"
    }
}

/// Audits and prints what was found.
pub(crate) fn run(root: &Path, options: &Options) -> Result<(), Failure> {
    let interrupt = Interrupt::listen();
    match audit(root, options, &interrupt) {
        // Whatever failed: a signal of the terminal ends what was started too.
        Err(_) if interrupt.asked() => Err(AuditError::Interrupted.into()),
        done => done,
    }
}

fn audit(root: &Path, options: &Options, interrupt: &Interrupt) -> Result<(), Failure> {
    let policy = Policy::read(root)?;
    let (folder, commit) = (options.database.as_deref(), options.database_commit.as_deref());
    let database = Database::open(folder, options.database_date, commit, options.offline, interrupt)?;
    if options.own {
        return own(root, &policy, &database);
    }
    // By the database's date.
    let name = format!("audit/advisories-{}", database.date);
    let path = record_path::where_asked(root, &name, options.record, options.replace)?;
    let found = find(root, name, options, &policy, &database, interrupt)?;
    stop_if_asked(interrupt)?;
    let record = document::of(&found);
    let shown = if options.json { record.to_json() } else { found.to_string() };
    output::print(shown.trim_end())?;
    Ok(record_path::write_where_asked(root, path, &record)?)
}

fn own(root: &Path, policy: &Policy, database: &Database) -> Result<(), Failure> {
    let found = own::check(root, &toolchain(root).host, policy, database)?;
    output::print(format_args!(
        "{} dependencies, {} advisories of {}: {} findings, {} more that {} puts up with",
        found.packages,
        database.count(),
        database.date,
        found.findings.len(),
        found.ignored.len(),
        policy::FILE,
    ))?;
    for finding in &found.findings {
        output::print(format_args!("- {finding}"))?;
    }
    found.findings.first().map_or(Ok(()), |first| {
        Err(AuditError::OwnFindings { count: found.findings.len(), first: first.clone() }.into())
    })
}

fn find(
    root: &Path,
    name: String,
    options: &Options,
    policy: &Policy,
    database: &Database,
    interrupt: &Interrupt,
) -> Result<Audit, AuditError> {
    let today = day::today();
    let age_days = day::between(database.date, today)
        .ok_or_else(|| AuditError::FromTheFuture(database.date.to_string()))?;
    let known = consumer::dependencies(root)?;
    let all = all_names(root, &known)?;
    let toolchain = toolchain(root);
    let mut notes = Vec::new();
    if options.offline || !refresh(root, &known, &all)? {
        notes.push(
            "Newest releases are from the index as cargo last fetched it: it was not fetched anew."
                .to_owned(),
        );
    }

    let mut trees: BTreeMap<&BTreeSet<String>, DependencyTree> = BTreeMap::new();
    for names in &all {
        stop_if_asked(interrupt)?;
        if !trees.contains_key(&names.dependencies) {
            let consumer = Consumer::new(root, &known, &names.dependencies)?;
            trees.insert(&names.dependencies, DependencyTree::of(consumer.resolved(&toolchain.host)?));
        }
    }
    let nothing = BTreeSet::new();
    let present = match trees.remove(&nothing) {
        Some(tree) => tree,
        None => DependencyTree::of(Consumer::new(root, &known, &nothing)?.resolved(&toolchain.host)?),
    };
    let crates = CrateLookup {
        policy,
        database,
        releases: Releases::open(),
        archived: ArchivedRepositories::read(root)?,
        today,
        present: &present,
        target: &toolchain.host,
    };
    let mut added: BTreeMap<&String, CrateFacts> = BTreeMap::new();
    for (id, (package, needs)) in trees.values().flat_map(|tree| &tree.packages) {
        stop_if_asked(interrupt)?;
        if !present.packages.contains_key(id) && !added.contains_key(id) {
            added.insert(id, crates.describe(package, needs, &mut notes));
        }
    }
    let mut head = Record::new(name);
    head.command = options.command();
    head.toolchain = Some(Toolchain::of(&toolchain.rustc));
    head.started = today.to_string();
    head.notes = notes;
    let representations = all.iter().map(|names| addition(names, trees.get(&names.dependencies), &present));
    Ok(Audit {
        head,
        target: toolchain.host,
        database: facts::DatabaseFacts {
            commit: database.commit.clone(),
            date: database.date.to_string(),
            age_days,
            advisories: database.count(),
        },
        allowed_licences: policy.allowed.clone(),
        present: present.packages.keys().cloned().collect(),
        representations: representations.collect(),
        crates: added.into_values().collect(),
        costs: if options.costs { Some(costs::measure(root, &known, &all, interrupt)?) } else { None },
    })
}

/// Between two steps, the error with which a user's wish to stop ends the audit.
fn stop_if_asked(interrupt: &Interrupt) -> Result<(), AuditError> {
    if interrupt.asked() { Err(AuditError::Interrupted) } else { Ok(()) }
}

fn all_names(root: &Path, known: &[Dependency]) -> Result<Vec<NamedCrates>, AuditError> {
    let known: BTreeSet<String> = known.iter().map(|it| consumer::name(it).to_owned()).collect();
    let folder = root.join(consumer::PACKAGE);
    let all = bench_crate::registry::representations();
    all.iter().map(|it| names::read(&folder, it.id, &known)).collect()
}

/// Whether the index could be fetched anew for everything that is added.
fn refresh(root: &Path, known: &[Dependency], all: &[NamedCrates]) -> Result<bool, AuditError> {
    let everything = all.iter().flat_map(|names| names.dependencies.clone()).collect();
    Ok(release::refresh(&Consumer::new(root, known, &everything)?))
}

fn addition(names: &NamedCrates, tree: Option<&DependencyTree>, present: &DependencyTree) -> Addition {
    let is_new = |id: &&String| !present.packages.contains_key(*id);
    let packages = tree.into_iter().flat_map(|tree| &tree.packages);
    let named =
        packages.clone().filter(|(_, (package, _))| names.dependencies.contains(package.name.as_str()));
    Addition {
        representation: names.representation.to_owned(),
        names: named.map(|(id, _)| id).filter(is_new).cloned().collect(),
        adds: packages.map(|(id, _)| id).filter(is_new).cloned().collect(),
    }
}

/// What is needed to describe a crate.
struct CrateLookup<'a> {
    policy: &'a Policy,
    database: &'a Database,
    releases: Releases,
    archived: ArchivedRepositories,
    today: Date,
    present: &'a DependencyTree,
    /// The platform that everything is resolved for.
    target: &'a str,
}

impl CrateLookup<'_> {
    fn describe(&self, package: &Package, needs: &[String], notes: &mut Vec<String>) -> CrateFacts {
        let version = package.version.to_string();
        let folder = package.manifest_path.parent().map(|folder| folder.join("src"));
        let counted = folder.map(|src| unsafe_lines::count(src.as_std_path())).unwrap_or_default();
        if counted.unread > 0 {
            notes.push(format!(
                "{} files of {} {version} were not counted: they are no Rust that can be read.",
                counted.unread, package.name
            ));
        }
        CrateFacts {
            name: package.name.to_string(),
            licence: package.license.clone(),
            licence_allowed: self.policy.allows(package.license.as_deref()),
            rust_version: package.rust_version.as_ref().map(ToString::to_string),
            edition: package.edition.to_string(),
            repository: package.repository.clone(),
            released: self.releases.of(&package.name, &version),
            newest: self.releases.newest(&package.name, self.today),
            archived: self.archived.of(package.repository.as_deref()),
            unsafe_lines: counted.lines,
            advisories: self.database.on(&package.name, &package.version, self.target),
            requires: needs.iter().filter(|id| !self.present.packages.contains_key(*id)).cloned().collect(),
            version,
        }
    }
}
