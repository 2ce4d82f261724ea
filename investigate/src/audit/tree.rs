//! What cargo resolves: packages, and which needs which.

use std::collections::BTreeMap;

use cargo_metadata::{Metadata, Package, PackageId};

/// The packages that a project depends on, by `name version`; the project itself is left out.
#[derive(Debug, Default)]
pub(super) struct DependencyTree {
    /// The packages and the `name version` of what each depends on, sorted.
    pub(super) packages: BTreeMap<String, (Package, Vec<String>)>,
}

impl DependencyTree {
    /// Everything that was resolved, normal and build dependencies alike, without the workspace's own members.
    pub(super) fn of(metadata: Metadata) -> Self {
        let members = metadata.workspace_members;
        let ids: BTreeMap<PackageId, String> =
            metadata.packages.iter().map(|package| (package.id.clone(), id(package))).collect();
        let mut requires: BTreeMap<PackageId, Vec<String>> = metadata
            .resolve
            .map(|resolve| resolve.nodes)
            .unwrap_or_default()
            .into_iter()
            .map(|node| {
                let mut needs: Vec<String> =
                    node.dependencies.iter().filter_map(|id| ids.get(id)).cloned().collect();
                needs.sort();
                (node.id, needs)
            })
            .collect();
        let packages = metadata
            .packages
            .into_iter()
            .filter(|package| !members.contains(&package.id))
            .filter_map(|package| {
                let needs = requires.remove(&package.id)?;
                Some((id(&package), (package, needs)))
            })
            .collect();
        Self { packages }
    }
}

/// `name version`.
fn id(package: &Package) -> String {
    format!("{} {}", package.name, package.version)
}
