//! Gives up a render on a signal: at once while mdBook's preprocessors run, which takes most of the time, and after the last
//! page once it writes.

use std::sync::atomic::{AtomicU8, Ordering};
use std::sync::{Arc, mpsc};
use std::thread;
use std::time::Duration;

use mdbook_driver::book::Book;
use mdbook_driver::errors::{Error, Result};
use mdbook_evidence::Timings;
use mdbook_preprocessor::{Preprocessor, PreprocessorContext};

use crate::interrupt::Interrupt;

/// How often the wish to stop is looked for.
const TICK: Duration = Duration::from_millis(20);

const NOTHING_WRITTEN: u8 = 0;
const WRITING: u8 = 1;
const GIVEN_UP: u8 = 2;

/// Whether mdBook may begin to write.
#[derive(Debug, Clone, Default)]
pub(super) struct Stage(Arc<AtomicU8>);

impl Stage {
    /// From one stage to another, unless somebody else was first.
    fn step(&self, from: u8, to: u8) -> bool {
        self.0.compare_exchange(from, to, Ordering::SeqCst, Ordering::SeqCst).is_ok()
    }
}

/// Runs `work` in a thread of its own and returns what it returns; `None` when the user asked to stop. Nothing is written after
/// that: what `work` renders passes through [`Stoppable`].
pub(super) fn run<T: Send + 'static>(
    interrupt: &Interrupt,
    work: impl FnOnce(Stage) -> T + Send + 'static,
) -> Option<T> {
    let stage = Stage::default();
    let (sender, receiver) = mpsc::channel();
    let of_the_work = stage.clone();
    thread::spawn(move || sender.send(work(of_the_work)));
    loop {
        match receiver.recv_timeout(TICK) {
            Ok(done) => return (!interrupt.asked()).then_some(done),
            Err(mpsc::RecvTimeoutError::Timeout) if interrupt.asked() => {
                if !stage.step(NOTHING_WRITTEN, GIVEN_UP) {
                    let _ = receiver.recv();
                }
                return None;
            }
            Err(mpsc::RecvTimeoutError::Timeout) => {}
            // The thread panicked, and has said so.
            Err(mpsc::RecvTimeoutError::Disconnected) => return None,
        }
    }
}

/// A preprocessor after which mdBook may write, unless the render was given up.
#[derive(Debug)]
pub(super) struct Stoppable<P> {
    pub(super) preprocessor: P,
    /// Whether mdBook may begin to write.
    pub(super) stage: Stage,
    /// What is told when mdBook begins to write.
    pub(super) timings: Timings,
}

impl<P: Preprocessor> Preprocessor for Stoppable<P> {
    fn name(&self) -> &str {
        self.preprocessor.name()
    }

    fn run(&self, context: &PreprocessorContext, book: Book) -> Result<Book> {
        let book = self.preprocessor.run(context, book)?;
        self.timings.begin("rendering pages");
        // With several renderers it runs once for each.
        if self.stage.step(NOTHING_WRITTEN, WRITING) || self.stage.0.load(Ordering::SeqCst) == WRITING {
            Ok(book)
        } else {
            Err(Error::msg("given up"))
        }
    }

    fn supports_renderer(&self, renderer: &str) -> Result<bool> {
        self.preprocessor.supports_renderer(renderer)
    }
}
