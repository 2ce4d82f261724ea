//! A program in a process group of its own, which can be ended as one.

use std::io;
use std::os::unix::process::CommandExt;
use std::process::{Child, ChildStderr, ChildStdout, Command, ExitStatus};
use std::thread;
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process_group, test_kill_process_group};
use wait_timeout::ChildExt;

/// How long a program has to end by itself.
const PATIENCE: Duration = Duration::from_secs(2);

/// How often it is looked whether it has.
const LOOK: Duration = Duration::from_millis(20);

/// The program and what it starts.
pub(super) struct Group(Child);

impl Group {
    /// Starts it. A terminal's Ctrl-C then reaches this process only.
    pub(super) fn start(mut command: Command) -> io::Result<Self> {
        command.process_group(0).spawn().map(Self)
    }

    pub(super) fn pipes(&mut self) -> (Option<ChildStdout>, Option<ChildStderr>) {
        (self.0.stdout.take(), self.0.stderr.take())
    }

    /// The status of the program itself, if it ends in time.
    pub(super) fn wait(&mut self, time: Duration) -> io::Result<Option<ExitStatus>> {
        self.0.wait_timeout(time)
    }

    /// Asks all of them to end and then makes them.
    pub(super) fn end(mut self) {
        let group = Pid::from_child(&self.0);
        for signal in [Signal::TERM, Signal::KILL] {
            let _ = kill_process_group(group, signal);
            let asked = Instant::now();
            while asked.elapsed() < PATIENCE {
                // Until it is waited for, it counts as one of the group.
                let _ = self.0.try_wait();
                if test_kill_process_group(group).is_err() {
                    return;
                }
                thread::sleep(LOOK);
            }
        }
    }
}
