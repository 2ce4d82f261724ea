//! Names that are safe in a file name and short to read.

/// Lower-case letters and digits, with single dashes for everything between.
pub(crate) fn slug(text: &str) -> String {
    let words = text.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_ascii_lowercase).collect::<Vec<_>>().join("-")
}

/// A machine's name from its CPU model and its logical cores.
pub(super) fn machine(cpu: &str, cores: usize) -> String {
    let plain = cpu.replace("(R)", " ").replace("(TM)", " ").replace("(r)", " ").replace("(tm)", " ");
    let model = plain.split('@').next().unwrap_or(&plain);
    // Brands end in words that every model has, such as `8-Core Processor`.
    let words: Vec<&str> = model
        .split_whitespace()
        .filter(|word| !matches!(*word, "CPU" | "Processor" | "with") && !word.ends_with("-Core"))
        .collect();
    let name = slug(&words.join(" "));
    let name = if name.is_empty() { "unknown-cpu".to_owned() } else { name };
    format!("{name}-{cores}-core{}", if cores == 1 { "" } else { "s" })
}

/// The longest name: with a workload and operations behind it, it still is a file name.
const LONGEST: usize = 60;

/// A name for a machine that is the same in a file name, a directive and a link.
pub(super) fn named_machine(text: &str) -> Result<String, String> {
    if text.is_empty() || text != slug(text) || text.len() > LONGEST {
        return Err(format!(
            "write lower-case letters and digits with single dashes, at most {LONGEST}, such as my-laptop"
        ));
    }
    Ok(text.to_owned())
}

/// A run of some operations gets a name of its own: under the usual one it would replace a record that has them all.
pub(super) fn of_run(machine: &str, workload: &str, operations: &[String]) -> String {
    let mut parts = vec![machine.to_owned(), workload.to_owned()];
    parts.extend(operations.iter().map(|id| slug(id)));
    parts.join("-")
}

/// A workload's name from a backlog's file name. The generated workloads keep their names for themselves.
pub(super) fn backlog(stem: &str) -> String {
    match slug(stem).as_str() {
        "" => "backlog".to_owned(),
        taken @ ("typical" | "full") => format!("{taken}-file"),
        name => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_machine_is_named_by_what_tells_it_from_others() {
        assert_eq!(machine("AMD EPYC", 2), "amd-epyc-2-cores");
        assert_eq!(machine("AMD Ryzen 7 5800X 8-Core Processor", 16), "amd-ryzen-7-5800x-16-cores");
        assert_eq!(machine("Intel(R) Core(TM) i7-9750H CPU @ 2.60GHz", 12), "intel-core-i7-9750h-12-cores");
        assert_eq!(machine("Apple M2 Pro", 1), "apple-m2-pro-1-core");
        assert_eq!(machine("", 4), "unknown-cpu-4-cores");
    }

    #[test]
    fn a_name_with_two_dashes_is_none() {
        assert_eq!(named_machine("my-laptop").as_deref(), Ok("my-laptop"));
        assert!(named_machine("my--laptop").is_err());
    }

    #[test]
    fn a_file_does_not_take_the_name_of_a_generated_workload() {
        assert_eq!(backlog("backlog-4bc9b7a"), "backlog-4bc9b7a");
        assert_eq!(backlog("My Backlog_2"), "my-backlog-2");
        assert_eq!(backlog("typical"), "typical-file");
        assert_eq!(backlog("…"), "backlog");
    }
}
