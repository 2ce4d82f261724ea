//! How deep code may be nested. It is read by functions that call themselves, and where their stack ends, so does the process.

use std::io;
use std::panic::resume_unwind;
use std::thread;

/// Enough for [`DEEPEST`] and for as long a chain of operators, without the compiler's optimisations. Only what is used of it is
/// memory.
const STACK: usize = 256 << 20;

/// The most brackets around anything. Those that write code by program stay below a tenth of it.
const DEEPEST: usize = 3000;

/// Does the work on a stack of that size.
pub(crate) fn on_a_deep_stack<T: Send>(work: impl FnOnce() -> T + Send) -> io::Result<T> {
    thread::scope(|scope| {
        let worker = thread::Builder::new().stack_size(STACK).spawn_scoped(scope, work)?;
        Ok(worker.join().unwrap_or_else(|panic| resume_unwind(panic)))
    })
}

/// Whether more brackets are open somewhere than may be. Those in texts and comments count too.
pub(crate) fn is_too_deep(text: &str) -> bool {
    let mut open: usize = 0;
    text.bytes().any(|byte| {
        match byte {
            b'(' | b'[' | b'{' => open += 1,
            b')' | b']' | b'}' => open = open.saturating_sub(1),
            _ => {}
        }
        open > DEEPEST
    })
}
