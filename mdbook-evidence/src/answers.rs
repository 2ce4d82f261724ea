//! What the rules say, answered in one thread for all directives of a book.
//!
//! Everything that rests on the decision is written into one graph, which takes as long as hundreds of answers from it; and a graph is of
//! one thread. So the thread keeps it, and chapters that are expanded beside each other ask it.

use std::sync::mpsc::{Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use evidence::Evidence;
use evidence::claim::Judge;
use evidence::metric::{Figures, View};
use evidence::predicate::{Formula, Interval, JudgeError};

type Answer = Result<Interval, JudgeError>;

/// Answers from one view. The thread ends with it.
#[derive(Debug)]
pub(crate) struct Answers(Mutex<Sender<(Formula, Sender<Answer>)>>);

impl Answers {
    pub(crate) fn of(evidence: Arc<Evidence>, view: View) -> Self {
        let (ask, asked) = channel::<(Formula, Sender<Answer>)>();
        thread::spawn(move || {
            let figures = Figures::of(&evidence, &view);
            let judge = Judge::new(&[], &figures);
            for (formula, reply) in asked {
                // Whoever asked may have gone: another directive of its chapter failed.
                let _ = reply.send(judge.number(&formula));
            }
        });
        Self(Mutex::new(ask))
    }

    /// What a formula comes to; none where the thread is no more, because it panicked.
    pub(crate) fn number(&self, formula: &Formula) -> Option<Answer> {
        let (reply, answer) = channel();
        let ask = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        ask.send((formula.clone(), reply)).ok()?;
        drop(ask);
        answer.recv().ok()
    }
}
