use std::fs;

use gathering::{Gathered, Problem, Snippet, gather, survey};
use tempfile::TempDir;

/// A book under construction.
pub(crate) struct Book(pub(crate) TempDir);

impl Book {
    /// A book whose summary names `chapter.md`, with this text.
    pub(crate) fn of(chapter: impl AsRef<[u8]>) -> Self {
        Self(TempDir::new().unwrap())
            .with("src/SUMMARY.md", "- [Chapter](chapter.md)\n")
            .with("src/chapter.md", chapter)
    }

    pub(crate) fn with(self, file: &str, text: impl AsRef<[u8]>) -> Self {
        let path = self.0.path().join(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
        self
    }

    pub(crate) fn gathered(&self) -> Gathered {
        gather(self.0.path()).unwrap()
    }

    /// The code of the only snippet.
    pub(crate) fn code(&self) -> String {
        let [snippet] = <[_; 1]>::try_from(self.gathered().snippets).unwrap();
        snippet.code
    }

    pub(crate) fn test_names(&self) -> Vec<String> {
        self.gathered().snippets.iter().map(Snippet::test_name).collect()
    }

    /// What the author is told, a line for each problem.
    pub(crate) fn problems(&self) -> String {
        let problems = gather(self.0.path()).unwrap_err();
        problems.iter().map(Problem::to_string).collect::<Vec<_>>().join("\n")
    }

    /// Fails unless this is what the author is told first.
    #[track_caller]
    pub(crate) fn is_refused(&self, start: &str) {
        let problems = self.problems();
        assert!(problems.starts_with(start), "{problems}");
    }
}

/// A snippet with this one line.
pub(crate) fn fence(line: &str) -> String {
    format!("```rust\n{line}\n```\n")
}

/// What becomes of each fence of a book: `chapter.md:1 tested`, `chapter.md:5 ignored` or `chapter.md:9 refused`.
pub(crate) fn verdicts(book: &Book) -> Vec<String> {
    let (gathered, problems) = survey(book.0.path());
    let snippets = gathered
        .snippets
        .iter()
        .map(|snippet| format!("{} {}", snippet.place, if snippet.ignored { "ignored" } else { "tested" }));
    let refused = problems.iter().map(|problem| {
        let problem = problem.to_string();
        let (place, _) = problem.split_once(": ").unwrap();
        format!("{place} refused")
    });
    snippets.chain(refused).map(|verdict| verdict.replace("src/", "")).collect()
}
