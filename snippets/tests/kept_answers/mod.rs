//! Rustdoc, asked once: the same program says the same of the same chapter, and compiles each of its snippets to say so. What it said
//! is kept in the target folder, as skeptic keeps the programs that it compiled.

use std::env;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::Path;
use std::process::Command;
use std::sync::LazyLock;

use tempfile::TempDir;

/// It comes with every toolchain, in the component of the compiler.
fn rustdoc() -> Command {
    Command::new(env::var_os("RUSTDOC").unwrap_or_else(|| "rustdoc".into()))
}

/// Which rustdoc that is, to the commit.
static VERSION: LazyLock<String> = LazyLock::new(|| {
    let output = rustdoc().arg("-vV").output().expect("rustdoc is needed, beside rustc");
    String::from_utf8(output.stdout).unwrap()
});

/// What `rustdoc --test` prints of a chapter in the file `m.md`, with these arguments for the tests.
pub(crate) fn tested(chapter: &str, arguments: &[&str]) -> String {
    // It makes the compiler take what only a nightly one takes otherwise.
    let bootstrap = env::var_os("RUSTC_BOOTSTRAP");
    let question = format!("{}\n{bootstrap:?}\n{arguments:?}\n{chapter}\n", *VERSION);
    let mut hasher = DefaultHasher::new();
    question.hash(&mut hasher);
    let kept = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("rustdoc-{:016x}", hasher.finish()));
    let known = fs::read_to_string(&kept).unwrap_or_default();
    if let Some(answer) = known.strip_prefix(&question) {
        return answer.to_owned();
    }
    let answer = asked(chapter, arguments);
    // Written whole and then moved there, for another test may read it.
    let whole = tempfile::NamedTempFile::new_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    fs::write(whole.path(), question + &answer).unwrap();
    whole.persist(kept).unwrap();
    answer
}

fn asked(chapter: &str, arguments: &[&str]) -> String {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("m.md"), chapter).unwrap();
    let mut command = rustdoc();
    command.args(["--test", "--edition", "2021", "m.md"]).current_dir(folder.path());
    for argument in arguments {
        command.args(["--test-args", argument]);
    }
    let output = command.output().unwrap();
    // Where snippets are run, some are to fail.
    let ended = output.status.success() || arguments.is_empty() && output.status.code() == Some(101);
    assert!(ended, "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}
