//! The lint that keeps locks away from backlog data is alive: a crate that breaks it is refused.

use std::path::Path;
use std::process::Command;

#[test]
#[ignore = "needs clippy: install it, and add --ignored"]
fn locks_on_backlog_data_are_refused() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let target = tempfile::tempdir().unwrap();
    let output = Command::new(env!("CARGO"))
        .args(["clippy", "--offline", "--quiet", "--manifest-path"])
        .arg(root.join("tests/fixtures/locks/Cargo.toml"))
        .arg("--target-dir")
        .arg(target.path())
        .args(["--", "--deny", "clippy::disallowed_types"])
        .env("CLIPPY_CONF_DIR", root)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success(), "locks were let through: {said}");
    for lock in ["std::sync::Mutex", "std::sync::RwLock"] {
        assert!(said.contains(&format!("use of a disallowed type `{lock}`")), "{lock}: {said}");
    }
    assert!(said.contains("the brief allows no lock on backlog data"), "{said}");
}
