//! A program in a job of its own, which can be ended as one.

use std::io;
use std::process::{ChildStderr, ChildStdout, Command, ExitStatus};
use std::thread;
use std::time::{Duration, Instant};

use process_wrap::std::{ChildWrapper, CommandWrap, JobObject};

/// The system tells when a job's process ends, but not in how long at most; so it is asked this often.
const LOOK: Duration = Duration::from_millis(2);

/// The program and what it starts.
pub(super) struct Group(Box<dyn ChildWrapper>);

impl Group {
    /// Starts it.
    pub(super) fn start(command: Command) -> io::Result<Self> {
        CommandWrap::from(command).wrap(JobObject).spawn().map(Self)
    }

    pub(super) fn pipes(&mut self) -> (Option<ChildStdout>, Option<ChildStderr>) {
        (self.0.stdout().take(), self.0.stderr().take())
    }

    /// The status of the program itself, if it ends in time.
    pub(super) fn wait(&mut self, time: Duration) -> io::Result<Option<ExitStatus>> {
        let asked = Instant::now();
        loop {
            let status = self.0.try_wait()?;
            if status.is_some() || asked.elapsed() >= time {
                return Ok(status);
            }
            thread::sleep(LOOK);
        }
    }

    /// Ends all of them: nothing can ask a program without a window to end by itself.
    pub(super) fn end(mut self) {
        let _ = self.0.kill();
    }
}
