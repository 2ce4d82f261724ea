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

type Question = Box<dyn FnOnce(&Judge<'_>) + Send>;

/// Answers from one view. The thread ends with it.
#[derive(Debug)]
pub(crate) struct Answers(Mutex<Sender<Question>>);

impl Answers {
    pub(crate) fn of(evidence: Arc<Evidence>, view: View) -> Self {
        let (ask, asked) = channel::<Question>();
        thread::spawn(move || {
            let figures = Figures::of(&evidence, &view);
            let judge = Judge::new(&[], &figures);
            asked.into_iter().for_each(|question| question(&judge));
        });
        Self(Mutex::new(ask))
    }

    /// What a judge of no claims answers.
    pub(crate) fn ask<T: Send + 'static>(
        &self,
        question: impl FnOnce(&Judge<'_>) -> T + Send + 'static,
    ) -> T {
        let (reply, answer) = channel();
        let question: Question = Box::new(move |judge| {
            // Whoever asked waits for it.
            let _ = reply.send(question(judge));
        });
        let ask = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        // Where the thread is no more, nobody answers.
        let _ = ask.send(question);
        drop(ask);
        answer.recv().unwrap_or_else(|_| panic!("what the rules say cannot be computed; why stands above"))
    }
}
