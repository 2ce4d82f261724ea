//! The repository that the agents' work is committed to.

use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::pace::Pace;
use super::times::Times;

/// Why git did not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum GitError {
    /// It did not start.
    #[error("cannot run git {step}: {source}; install git or measure without it")]
    Start {
        /// The subcommand.
        step: String,
        /// What the system said.
        source: io::Error,
    },
    /// It failed.
    #[error("git {step} failed: {}", message.trim())]
    Failed {
        /// The subcommand.
        step: String,
        /// What it said.
        message: String,
    },
    /// Its thread ended early.
    #[error("the thread that ran git ended early: {0}; this is a fault of bench-crate")]
    Thread(#[from] tokio::task::JoinError),
}

/// What the coordinator asks of git. It waits for each answer and does nothing else meanwhile
/// (`src/coordinator.rs:592-680`).
#[derive(Debug)]
pub enum Git {
    /// It is not there.
    None(NoGit),
    /// It is.
    Repository(Repository),
}

impl From<NoGit> for Git {
    fn from(git: NoGit) -> Self {
        Self::None(git)
    }
}

impl From<Repository> for Git {
    fn from(git: Repository) -> Self {
        Self::Repository(git)
    }
}

impl Git {
    /// The commit that is checked out.
    pub(super) async fn head(&self) -> Result<String, GitError> {
        match self {
            Self::None(git) => git.head().await,
            Self::Repository(git) => git.head().await,
        }
    }

    /// Whether a commit is in the history of the one that is checked out.
    pub(super) async fn is_ancestor(&self, commit: &str) -> Result<bool, GitError> {
        match self {
            Self::None(git) => git.is_ancestor(commit).await,
            Self::Repository(git) => git.is_ancestor(commit).await,
        }
    }

    /// Stages whatever changed.
    pub(super) async fn stage(&self) -> Result<(), GitError> {
        match self {
            Self::None(git) => git.stage().await,
            Self::Repository(git) => git.stage().await,
        }
    }

    /// Commits what is staged, and returns whether there was anything.
    pub(super) async fn commit(&self, message: &str) -> Result<bool, GitError> {
        match self {
            Self::None(git) => git.commit(message).await,
            Self::Repository(git) => git.commit(message).await,
        }
    }
}

/// No repository: each answer takes as long as is given.
#[derive(Debug, Clone, Default)]
pub struct NoGit {
    /// How long a look at the history takes.
    pub look: Duration,
    /// How long staging takes.
    pub stage: Duration,
    /// How long a commit takes.
    pub commit: Duration,
    /// How exactly.
    pub pace: Pace,
}

impl NoGit {
    /// Named when asked for a commit.
    const COMMIT: &'static str = "0000000000000000000000000000000000000000";

    async fn head(&self) -> Result<String, GitError> {
        self.pace.work(self.look).await;
        Ok(Self::COMMIT.to_owned())
    }

    async fn is_ancestor(&self, _: &str) -> Result<bool, GitError> {
        self.pace.work(self.look).await;
        Ok(true)
    }

    async fn stage(&self) -> Result<(), GitError> {
        self.pace.work(self.stage).await;
        Ok(())
    }

    async fn commit(&self, _: &str) -> Result<bool, GitError> {
        self.pace.work(self.commit).await;
        Ok(true)
    }
}

/// A real repository.
#[derive(Debug)]
pub struct Repository {
    folder: PathBuf,
    times: Arc<Times>,
}

impl Repository {
    /// Makes a repository of this folder and commits what is in it.
    ///
    /// # Errors
    ///
    /// When git is not there or refuses.
    pub fn init(folder: &Path, times: Arc<Times>) -> Result<Self, GitError> {
        for arguments in [
            &["init", "--quiet"][..],
            &["config", "user.name", "bench-crate"],
            &["config", "user.email", "bench-crate@localhost"],
            &["config", "commit.gpgsign", "false"],
            &["add", "--all"],
            &["commit", "--quiet", "--allow-empty", "--message", "Begin"],
        ] {
            git(folder, arguments)?;
        }
        Ok(Self { folder: folder.to_owned(), times })
    }

    async fn on_its_thread<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Path) -> Result<T, GitError> + Send + 'static,
    ) -> Result<T, GitError> {
        let folder = self.folder.clone();
        let start = Instant::now();
        let result = tokio::task::spawn_blocking(move || work(&folder)).await?;
        self.times.git.add(start.elapsed());
        result
    }
}

impl Repository {
    async fn head(&self) -> Result<String, GitError> {
        self.on_its_thread(head).await
    }

    async fn is_ancestor(&self, commit: &str) -> Result<bool, GitError> {
        let commit = commit.to_owned();
        self.on_its_thread(move |folder| {
            match git(folder, &["merge-base", "--is-ancestor", &commit, "HEAD"]) {
                Ok(_) => Ok(true),
                // Exit code 1 is the answer no, and says nothing.
                Err(GitError::Failed { message, .. }) if message.is_empty() => Ok(false),
                Err(error) => Err(error),
            }
        })
        .await
    }

    async fn stage(&self) -> Result<(), GitError> {
        self.on_its_thread(|folder| {
            let changed = git(folder, &["status", "--porcelain"])?;
            let paths: Vec<&str> = changed.lines().filter_map(|line| line.get(3..)).collect();
            if !paths.is_empty() {
                git(folder, &[&["add", "--"], &paths[..]].concat())?;
            }
            Ok(())
        })
        .await
    }

    async fn commit(&self, message: &str) -> Result<bool, GitError> {
        let message = message.to_owned();
        self.on_its_thread(move |folder| {
            let status = git(folder, &["status", "--porcelain"])?;
            let staged = status.lines().any(|line| !line.starts_with([' ', '?']));
            if staged {
                git(folder, &["commit", "--message", &message])?;
                head(folder)?;
            }
            Ok(staged)
        })
        .await
    }
}

fn head(folder: &Path) -> Result<String, GitError> {
    Ok(git(folder, &["rev-parse", "HEAD"])?.trim().to_owned())
}

fn git(folder: &Path, arguments: &[&str]) -> Result<String, GitError> {
    let step = || arguments.first().copied().unwrap_or_default().to_owned();
    let output = Command::new("git")
        .args(arguments)
        .current_dir(folder)
        .output()
        .map_err(|source| GitError::Start { step: step(), source })?;
    if output.status.success() {
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    } else {
        let message = String::from_utf8_lossy(&output.stderr).into_owned();
        Err(GitError::Failed { step: step(), message })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn only_what_is_staged_is_committed_and_is_then_an_ancestor() {
        let folder = tempfile::tempdir().unwrap();
        let repository = Repository::init(folder.path(), Arc::default()).unwrap();
        let first = repository.head().await.unwrap();
        std::fs::write(folder.path().join("file"), "text").unwrap();
        assert!(!repository.commit("nothing is staged").await.unwrap());
        repository.stage().await.unwrap();
        assert!(repository.commit("the file").await.unwrap());
        assert_ne!(repository.head().await.unwrap(), first);
        assert!(repository.is_ancestor(&first).await.unwrap());
        let unknown = repository.is_ancestor(&"1".repeat(40)).await.unwrap_err();
        assert!(unknown.to_string().starts_with("git merge-base failed"), "{unknown}");
    }
}
