//! What the system says about the machine.

use std::fs;

use evidence::record::Machine;
use sysinfo::{CpuRefreshKind, MemoryRefreshKind, RefreshKind, System};

use super::slug;

const UNKNOWN: &str = "unknown";

/// The machine that this process runs on. What the system does not tell is `unknown`, never left out.
pub(crate) fn describe() -> Machine {
    let wanted = RefreshKind::nothing()
        .with_cpu(CpuRefreshKind::nothing())
        .with_memory(MemoryRefreshKind::nothing().with_ram());
    let system = System::new_with_specifics(wanted);
    let (cpu, cores, memory_bytes) = system.map_or_else(
        |_| (String::new(), 0, 0),
        |system| {
            let brand = system.cpus().first().map(|cpu| cpu.brand().trim().to_owned()).unwrap_or_default();
            (told_apart(&brand, &cpuinfo()), system.cpus().len(), system.total_memory())
        },
    );
    Machine {
        name: slug::machine(&cpu, cores),
        cpu: if cpu.is_empty() { UNKNOWN.to_owned() } else { cpu },
        cores,
        memory_bytes,
        os: System::long_os_version().unwrap_or_else(|_| UNKNOWN.to_owned()),
        kernel: System::kernel_version().unwrap_or_else(|_| UNKNOWN.to_owned()),
        governor: governor(),
        virtualised: hypervisor(),
    }
}

/// Linux shows the governor where it controls the frequency; under most hypervisors it does not.
fn governor() -> Option<String> {
    let text = fs::read_to_string("/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor").ok()?;
    Some(text.trim().to_owned())
}

/// Linux's description of the processors; empty elsewhere.
fn cpuinfo() -> String {
    fs::read_to_string("/proc/cpuinfo").unwrap_or_default()
}

/// The brand, with family and model where Linux tells them: hypervisors give processors of several generations one
/// brand, and their ratios differ.
fn told_apart(brand: &str, cpuinfo: &str) -> String {
    let number = |key: &str| {
        let (_, value) =
            cpuinfo.lines().filter_map(|line| line.split_once(':')).find(|(name, _)| name.trim() == key)?;
        value.trim().parse::<u32>().ok()
    };
    match (brand, number("cpu family"), number("model")) {
        ("", ..) | (_, None, _) | (_, _, None) => brand.to_owned(),
        (brand, Some(family), Some(model)) => format!("{brand}, family {family} model {model}"),
    }
}

/// The `hypervisor` flag is set by the hypervisor itself for its guests.
fn hypervisor() -> bool {
    let text = cpuinfo();
    let flags = text.lines().find(|line| line.starts_with("flags")).unwrap_or_default();
    flags.split_whitespace().any(|flag| flag == "hypervisor")
}

#[cfg(test)]
mod tests {
    use super::told_apart;

    #[test]
    fn processors_of_one_brand_are_told_apart_by_family_and_model() {
        let cpuinfo =
            "processor\t: 0\ncpu family\t: 26\nmodel\t\t: 2\nmodel name\t: AMD EPYC\nstepping\t: 1\n";
        assert_eq!(told_apart("AMD EPYC", cpuinfo), "AMD EPYC, family 26 model 2");
    }

    #[test]
    fn a_brand_stands_alone_where_the_system_tells_no_more() {
        assert_eq!(told_apart("Apple M4", ""), "Apple M4");
        assert_eq!(told_apart("", "cpu family: 26\nmodel: 2\n"), "");
    }
}
