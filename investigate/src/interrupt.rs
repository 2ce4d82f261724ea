//! The wish to stop: Ctrl-C, SIGTERM, or SIGHUP when the terminal goes. It is noted here and obeyed where nothing is left half
//! done: between two processes, two files, two steps. [`crate::child`] ends a process that runs meanwhile.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

#[cfg(unix)]
use signal_hook::consts::SIGHUP;
use signal_hook::consts::{SIGINT, SIGTERM};

/// What asks to stop.
const SIGNALS: &[i32] = &[
    SIGINT,
    SIGTERM,
    #[cfg(unix)]
    SIGHUP,
];

/// Whether the user has asked to stop.
#[derive(Debug, Clone, Default)]
pub(crate) struct Interrupt(Arc<AtomicBool>);

impl Interrupt {
    /// Listens from now on. Where that is not possible, the signals end the process as usual.
    pub(crate) fn listen() -> Self {
        let interrupt = Self::default();
        for &signal in SIGNALS {
            if !is_ignored(signal) {
                let _ = signal_hook::flag::register(signal, Arc::clone(&interrupt.0));
            }
        }
        interrupt
    }

    /// As if the user had.
    #[cfg(test)]
    pub(crate) fn ask(&self) {
        self.0.store(true, Ordering::SeqCst);
    }

    /// Whether to stop.
    pub(crate) fn asked(&self) -> bool {
        self.0.load(Ordering::SeqCst)
    }
}

/// Whether whoever started this process wants it to ignore the signal, as `nohup` does for SIGHUP. Only Linux tells.
fn is_ignored(signal: i32) -> bool {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    let mask = mask.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok());
    mask.is_some_and(|mask| mask >> (signal - 1) & 1 == 1)
}
