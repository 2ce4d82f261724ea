//! Each input and library in a process of its own, with a limit of time and of memory.
//!
//! What an input does to a library cannot be known before: it may overflow the stack or fill the memory, and both would
//! end the gate with it.

use std::ffi::OsString;
use std::io::{self, Read, Write};
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

use wait_timeout::ChildExt;

use super::gate::{Outcome, SerdeVerdict};
use super::library::Library;
use super::stop_reason::StopReason;

/// How long an empty input may take: the gate judges twelve representations in it, perhaps without optimisation.
const PATIENCE: Duration = Duration::from_secs(120);

/// What each megabyte adds to that.
const PATIENCE_A_MEGABYTE: Duration = Duration::from_secs(30);

/// Which representations are to be judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum JudgedRepresentations {
    /// Every one.
    All,
    /// Today's alone.
    Todays,
}

/// Judges in processes of this same program.
#[derive(Debug)]
pub(super) struct Sandbox {
    /// Arguments before the library's name and the question.
    pub(super) arguments: Vec<OsString>,
}

impl Sandbox {
    /// What came of one text with one library.
    pub(super) fn judge(
        &self,
        library: Library,
        text: &str,
        whose: JudgedRepresentations,
    ) -> io::Result<SerdeVerdict> {
        let mut command = Command::new(std::env::current_exe()?);
        command.args(&self.arguments).args(["--alone", library.name()]);
        if whose == JudgedRepresentations::Todays {
            command.arg("--todays");
        }
        let megabytes = u32::try_from(text.len() / 1_000_000).unwrap_or(u32::MAX);
        let patience = PATIENCE + PATIENCE_A_MEGABYTE.saturating_mul(megabytes);
        match ask(command, text, patience)? {
            Ok(answer) => serde_json::from_slice(&answer).map_err(io::Error::other),
            Err(stop) => Ok(SerdeVerdict { outcome: Outcome::Stopped(stop), differences: Vec::new() }),
        }
    }
}

/// Gives the text to the process and returns what it prints.
fn ask(mut command: Command, text: &str, patience: Duration) -> io::Result<Result<Vec<u8>, StopReason>> {
    let pipes = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = pipes.spawn()?;
    let (stdin, stdout, stderr) = (child.stdin.take(), child.stdout.take(), child.stderr.take());
    thread::scope(|scope| {
        // A process that ends early closes the pipe; how it ended is told below.
        scope.spawn(move || stdin.map(|mut pipe| pipe.write_all(text.as_bytes())));
        let answer = scope.spawn(move || read(stdout));
        let complaint = scope.spawn(move || read(stderr));
        let ended = child.wait_timeout(patience);
        let Some(status) = ended? else {
            child.kill()?;
            child.wait()?;
            return Ok(Err(StopReason::Late(patience.as_secs())));
        };
        let answer = answer.join().unwrap_or_default();
        if status.success() {
            return Ok(Ok(answer));
        }
        let complaint = String::from_utf8_lossy(&complaint.join().unwrap_or_default()).into_owned();
        Ok(Err(if complaint.contains("memory allocation of") {
            StopReason::Memory
        } else if complaint.contains("overflowed its stack") {
            StopReason::Stack
        } else {
            StopReason::Crash(status.to_string())
        }))
    })
}

fn read(pipe: Option<impl Read>) -> Vec<u8> {
    let mut bytes = Vec::new();
    if let Some(mut pipe) = pipe {
        // What was read before an error is kept; an answer cut off is no JSON, and is said below.
        let _ = pipe.read_to_end(&mut bytes);
    }
    bytes
}

/// In the process of its own: limits its memory, where the system can, before it reads what may need any amount.
pub(super) fn limit_memory() {
    #[cfg(unix)]
    {
        use super::stop_reason::MEMORY;
        // Without the limit the gate is as right as with it; only the machine is less safe.
        let _ = rlimit::setrlimit(rlimit::Resource::AS, MEMORY, MEMORY);
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    fn shell(script: &str, patience: Duration) -> Result<Vec<u8>, StopReason> {
        let mut command = Command::new("sh");
        command.args(["-c", script]);
        ask(command, "a text", patience).expect("there is a shell")
    }

    const LONG: Duration = Duration::from_secs(60);

    #[test]
    fn a_process_is_given_the_text_and_its_answer_is_returned() {
        assert_eq!(shell("cat", LONG), Ok(b"a text".to_vec()));
    }

    #[test]
    fn a_process_that_does_not_answer_is_ended() {
        assert_eq!(shell("exec sleep 600", Duration::from_millis(50)), Err(StopReason::Late(0)));
    }

    #[test]
    fn how_a_process_ended_is_told_apart() {
        let aborts = |complaint: &str| shell(&format!("echo '{complaint}' >&2; kill -ABRT $$"), LONG);
        assert_eq!(aborts("memory allocation of 80 bytes failed"), Err(StopReason::Memory));
        assert_eq!(aborts("thread 'main' has overflowed its stack"), Err(StopReason::Stack));
        assert!(
            matches!(aborts("free(): invalid pointer"), Err(StopReason::Crash(status)) if status.contains('6'))
        );
        assert_eq!(shell("exit 3", LONG), Err(StopReason::Crash("exit status: 3".to_owned())));
    }
}
