//! `mdbook-evidence accept`: writes into the lock that a claim or a judgement was reviewed.
//!
//! One at a time: who accepts all at once has read none.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use clap::Args;
use mdbook_preprocessor::book::Book;
use mdbook_preprocessor::config::Config as BookConfig;
use mdbook_preprocessor::errors::Result as MdBookResult;
use mdbook_preprocessor::{Preprocessor, PreprocessorContext};

use crate::claim::lock::Lock;
use crate::claim::reviewed::Reviewed;
use crate::command::check::preprocess;
use crate::command::error::CommandError;
use crate::config::{self, Config};
use crate::folder::atomic;
use crate::folder::lock;
use crate::folder::sources;
use crate::preprocessor::reviewed_of;

/// What is wrong with a book that has none.
const NO_LOCK: &str = "book.toml, [preprocessor.evidence]: there is no `claims-lock`. Name a file there, such as claims-lock = \"claims.lock\".";

/// How alike an id must be, up to 1, to be the one that was meant.
const ALIKE: f64 = 0.8;

const EXAMPLES: &str = "\
Examples:
  mdbook-evidence accept tree-is-slower          the book is in this folder
  mdbook-evidence accept tree-is-slower --root docs

The file that `claims-lock` in book.toml names has a line for each claim, with its id, its sentence and its predicate, and one for each
judgement, with its reason; tabs stand between. A strict build refuses a sentence that is not as its line has it, one without a line, and a
line without its sentence. Read whether the predicate says what the sentence says, or whether you hold it for that reason, then accept it:
its line is written anew, or taken out where the sentence is gone, and nothing else is.

Exits with 2 when book.toml, a chapter, the file or the id cannot be used, and with 1 when the file cannot be written.";

/// Options of `accept`.
#[derive(Debug, Clone, Args)]
#[command(after_help = EXAMPLES)]
pub struct Options {
    /// The id of the claim or the judgement
    #[arg(value_name = "ID")]
    id: String,

    /// The book's root folder, with book.toml
    #[arg(long, value_name = "BOOK", default_value = ".")]
    root: PathBuf,
}

/// Accepts a claim or a judgement of the book that the options name; says what it did.
///
/// # Errors
/// [`CommandError`]; nothing is written then.
pub fn run(options: &Options) -> Result<String, CommandError> {
    let Options { id, root } = options;
    accept(root, config::book(root).map_err(CommandError::input)?, id)
}

/// Writes the claim or the judgement as the book in `root` has it into its lock, or takes it out where no chapter has it any more; says
/// what it did.
///
/// # Errors
/// [`CommandError`]; nothing is written then.
pub fn accept(root: &Path, book: BookConfig, id: &str) -> Result<String, CommandError> {
    let config = Config::of(&book, root).map_err(CommandError::input)?;
    let file = config.claims_lock.as_deref().ok_or_else(|| CommandError::input(NO_LOCK))?;
    let read = || Lock::read(root, file).map_err(CommandError::input);
    read()?;
    let chapters = chapters(root, book)?;
    // Two that accept at once write one after the other, and the second reads what the first wrote.
    let unwritable = CommandError::unwritable(file);
    let _alone = lock::folder(root).map_err(&unwritable)?;
    let lock = read()?;
    let placed = chapters.iter().flat_map(|(file, claims)| claims.iter().map(move |one| (file, one)));
    let placed: Vec<(&String, &Reviewed)> = placed.collect();
    let found: Vec<&(&String, &Reviewed)> = placed.iter().filter(|(_, one)| one.id == id).collect();
    let name = file.display();
    let sentence = match found[..] {
        [(_, one)] => Some(*one),
        [] if lock.has(id) => None,
        [] => {
            let alike = |one: &String| strsim::jaro(one, id);
            let ids = placed.iter().map(|(_, one)| &one.id).filter(|one| alike(one) > ALIKE);
            let near = ids.max_by(|one, other| alike(one).total_cmp(&alike(other)));
            let near = near.map(|near| format!("; there is `{near}`")).unwrap_or_default();
            return Err(CommandError::Input(format!(
                "there is no claim and no judgement `{id}`, in the chapters or in {name}{near}. Correct the id."
            )));
        }
        _ => {
            let places = found.iter().map(|(file, one)| format!("{file}:{}", one.line));
            let places = places.collect::<Vec<_>>().join(" and ");
            return Err(CommandError::Input(format!(
                "`{id}` is there twice: {places}. Give each its own id."
            )));
        }
    };
    let Some(text) = lock.accepting(id, sentence) else {
        return Ok(format!("`{id}` is in {name} as the chapter has it; nothing was written."));
    };
    atomic::write(&root.join(file), text.as_bytes()).map_err(unwritable)?;
    Ok(match sentence {
        Some(Reviewed { sentence, stands_on, .. }) => {
            let ([_, of, _], text) = (stands_on.words(), stands_on.text());
            format!("Accepted `{id}` in {name}.\n  sentence: {sentence}\n  {of}: {text}")
        }
        None => format!("Took `{id}` out of {name}."),
    })
}

/// The claims and judgements of the book's chapters, as they are when its other preprocessors are done with them.
fn chapters(root: &Path, config: BookConfig) -> Result<Vec<OfChapter>, CommandError> {
    let reader = Reader::default();
    sources::summary(root, &config.book.src).map_err(CommandError::input)?;
    let unreadable = |error| CommandError::Failed(format!("the chapters cannot be read: {error:#}"));
    preprocess(root, config, reader.clone()).map_err(unreadable)?;
    let read = std::mem::take(&mut *reader.0.lock().unwrap_or_else(PoisonError::into_inner));
    let (chapters, errors): (Vec<_>, Vec<_>) = read.into_iter().partition(Result::is_ok);
    let errors: Vec<String> = errors.into_iter().filter_map(Result::err).flatten().collect();
    if errors.is_empty() {
        Ok(chapters.into_iter().filter_map(Result::ok).collect())
    } else {
        Err(CommandError::Input(errors.join("\n")))
    }
}

/// A chapter's file, and its claims and judgements.
type OfChapter = (String, Vec<Reviewed>);

/// Those of each chapter, or what is wrong with it.
type Found = Vec<Result<OfChapter, Vec<String>>>;

/// Stands where the preprocessor stands, and reads the sentences instead of expanding them.
#[derive(Debug, Clone, Default)]
struct Reader(Arc<Mutex<Found>>);

impl Preprocessor for Reader {
    fn name(&self) -> &'static str {
        "evidence"
    }

    fn run(&self, context: &PreprocessorContext, book: Book) -> MdBookResult<Book> {
        let mut read = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for chapter in book.chapters() {
            read.push(reviewed_of(chapter, &context.root, &context.config.book.src));
        }
        drop(read);
        Ok(book)
    }
}
