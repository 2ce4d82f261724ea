//! Runs another program to its end, or ends it when the user asks to stop: with everything that it started, because what goes
//! on would go on writing into folders that are removed.

#[cfg(unix)]
mod unix;
#[cfg(windows)]
mod windows;

use std::io::{self, Read};
use std::process::{Command, ExitStatus, Output, Stdio};
use std::thread::{self, JoinHandle};
use std::time::Duration;

#[cfg(unix)]
use self::unix::Group;
#[cfg(windows)]
use self::windows::Group;
use crate::interrupt::Interrupt;

/// How often the wish to stop is looked for.
const TICK: Duration = Duration::from_millis(20);

/// Runs the program without input and returns what it wrote; `None` when the user asked to stop.
/// A program that fails is no error.
pub(crate) fn output(mut command: Command, interrupt: &Interrupt) -> io::Result<Option<Output>> {
    if interrupt.asked() {
        return Ok(None);
    }
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut group = Group::start(command)?;
    // Read while it runs: it would wait for a reader once a pipe is full.
    let (stdout, stderr) = group.pipes();
    let (stdout, stderr) = (read(stdout), read(stderr));
    let Some(status) = wait(&mut group, interrupt)? else {
        group.end();
        return Ok(None);
    };
    Ok(Some(Output { status, stdout: text(stdout)?, stderr: text(stderr)? }))
}

fn read(pipe: Option<impl Read + Send + 'static>) -> JoinHandle<io::Result<Vec<u8>>> {
    thread::spawn(move || {
        let mut bytes = Vec::new();
        pipe.map(|mut pipe| pipe.read_to_end(&mut bytes)).transpose()?;
        Ok(bytes)
    })
}

fn text(reader: JoinHandle<io::Result<Vec<u8>>>) -> io::Result<Vec<u8>> {
    reader.join().unwrap_or_else(|_| Err(io::Error::other("its output could not be read")))
}

/// The status that it ended with; `None` when the user asked to stop before.
fn wait(group: &mut Group, interrupt: &Interrupt) -> io::Result<Option<ExitStatus>> {
    while !interrupt.asked() {
        if let Some(status) = group.wait(TICK)? {
            // The signal may have been sent to both.
            return Ok((!interrupt.asked()).then_some(status));
        }
    }
    Ok(None)
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    fn shell(script: &str) -> Command {
        let mut command = Command::new("sh");
        command.args(["-c", script]);
        command
    }

    #[test]
    fn a_program_s_output_is_whole_however_long_it_is() {
        let output = output(shell("yes | head -c 300000; echo no >&2; exit 3"), &Interrupt::default());
        let output = output.unwrap().unwrap();
        assert_eq!((output.stdout.len(), output.stderr.as_slice()), (300_000, &b"no\n"[..]));
        assert_eq!(output.status.code(), Some(3));
    }

    #[test]
    fn a_program_that_does_not_want_to_end_is_ended_with_what_it_started() {
        let folder = tempfile::tempdir().unwrap();
        let interrupt = Interrupt::default();
        let asking = interrupt.clone();
        let started = folder.path().join("started");
        let asker = thread::spawn(move || {
            while std::fs::read_to_string(&started).unwrap_or_default().trim().is_empty() {
                thread::sleep(TICK);
            }
            asking.ask();
            std::fs::read_to_string(&started).unwrap().trim().parse::<i32>().unwrap()
        });
        let script =
            "trap '' TERM; sh -c 'trap \"\" TERM; echo $$ > started; while :; do sleep 1; done' & wait";
        let mut command = shell(script);
        command.current_dir(folder.path());
        assert_eq!(output(command, &interrupt).unwrap(), None);
        let grandchild = rustix::process::Pid::from_raw(asker.join().unwrap()).unwrap();
        assert!(rustix::process::test_kill_process(grandchild).is_err());
    }
}
