//! The project's own dependencies under the project's own rules.

use std::path::Path;

use cargo_metadata::{Metadata, Package};

use super::consumer;
use super::database::Database;
use super::error::AuditError;
use super::facts::AdvisoryKind;
use super::policy::Policy;
use super::tree::DependencyTree;

/// What was found.
#[derive(Debug)]
pub(super) struct OwnFindings {
    /// Packages that were looked at.
    pub(super) packages: usize,
    /// What breaks the rules, a sentence for each.
    pub(super) findings: Vec<String>,
    /// Ids that are put up with and were found.
    pub(super) ignored: Vec<String>,
}

/// Checks everything that the workspace in `root` resolves for `target`, development dependencies included.
pub(super) fn check(
    root: &Path,
    target: &str,
    policy: &Policy,
    database: &Database,
) -> Result<OwnFindings, AuditError> {
    let metadata: Metadata = consumer::resolved(&root.join("Cargo.toml"), target)
        .map_err(|error| consumer::resolve("the project", &error))?;
    let tree = DependencyTree::of(metadata);
    let mut own = OwnFindings { packages: tree.packages.len(), findings: Vec::new(), ignored: Vec::new() };
    for (id, (package, _)) in &tree.packages {
        own.findings.extend(licence(id, package, policy));
        for advisory in database.on(&package.name, &package.version, target) {
            if !advisory.affects || advisory.kind == AdvisoryKind::Notice {
                continue;
            }
            if policy.ignored.contains(&advisory.id) {
                own.ignored.push(advisory.id);
            } else {
                let kind = advisory.kind.name();
                own.findings.push(format!("{id} has {} ({kind}): {}.", advisory.id, advisory.title));
            }
        }
    }
    Ok(own)
}

fn licence(id: &str, package: &Package, policy: &Policy) -> Option<String> {
    if policy.allows(package.license.as_deref()) {
        return None;
    }
    Some(package.license.as_ref().map_or_else(
        || format!("{id} states no licence."),
        |licence| format!("{id} is licensed as {licence}, which is not among the allowed."),
    ))
}
