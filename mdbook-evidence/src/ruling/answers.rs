//! What the rules say, answered in one thread for all directives of a book.
//!
//! Everything that rests on the decision is written into one graph, which takes as long as hundreds of answers from it; and a graph is of
//! one thread. So the thread keeps it, and chapters that are expanded beside each other ask it.

use std::any::Any;
use std::sync::mpsc::{Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use evidence::Evidence;
use evidence::claim::Judge;
use evidence::metric::{Figures, View};

type Answer = Box<dyn Any + Send>;
type Question = Box<dyn FnOnce(&Judge<'_>) -> Answer + Send>;

/// Answers from one view. The thread ends with it.
#[derive(Debug)]
pub(crate) struct Answers(Mutex<Sender<(Question, Sender<Answer>)>>);

impl Answers {
    pub(crate) fn of(evidence: Arc<Evidence>, view: View) -> Self {
        let (ask, asked) = channel::<(Question, Sender<Answer>)>();
        thread::spawn(move || {
            let figures = Figures::of(&evidence, &view);
            let judge = Judge::new(&[], &figures);
            for (question, reply) in asked {
                // Whoever asked waits for it.
                let _ = reply.send(question(&judge));
            }
        });
        Self(Mutex::new(ask))
    }

    /// What a judge of no claims answers.
    pub(crate) fn ask<T: Send + 'static>(
        &self,
        question: impl FnOnce(&Judge<'_>) -> T + Send + 'static,
    ) -> T {
        let (reply, answer) = channel();
        let question: Question = Box::new(move |judge| Box::new(question(judge)));
        let ask = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        // Where the thread is no more, nobody answers.
        let _ = ask.send((question, reply));
        drop(ask);
        let answer = answer.recv().ok().and_then(|answer| answer.downcast().ok());
        *answer.unwrap_or_else(|| panic!("what the rules say cannot be computed; why stands above"))
    }
}
