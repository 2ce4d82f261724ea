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
            let brand = system.cpus().first().map(|cpu| cpu.brand().trim().to_owned());
            (brand.unwrap_or_default(), system.cpus().len(), system.total_memory())
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

/// The `hypervisor` flag is set by the hypervisor itself for its guests.
fn hypervisor() -> bool {
    let text = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let flags = text.lines().find(|line| line.starts_with("flags")).unwrap_or_default();
    flags.split_whitespace().any(|flag| flag == "hypervisor")
}
