//! The names of machines and runs.

use super::slug;

/// The longest name: with a workload and operations behind it, it still is a file name.
const LONGEST: usize = 60;

/// A name for a machine that is the same in a file name, a directive and a link.
pub(super) fn machine(text: &str) -> Result<String, String> {
    if text.is_empty() || text != slug::slug(text) || text.len() > LONGEST {
        return Err(format!(
            "write lower-case letters and digits with single dashes, at most {LONGEST}, such as my-laptop"
        ));
    }
    Ok(text.to_owned())
}

/// A run of some operations gets a name of its own: under the usual one it would replace a record that has them all.
pub(super) fn of_run(machine: &str, workload: &str, operations: &[String]) -> String {
    let mut parts = vec![machine.to_owned(), workload.to_owned()];
    parts.extend(operations.iter().map(|id| slug::slug(id)));
    parts.join("-")
}
