//! What the measured code was built from, as hashes.
//!
//! A record carries them; see [`freshness`](crate::freshness). Rust is hashed as its tokens, without comments and documentation, and TOML as its
//! values: what only a reader sees makes no record stale. Nothing depends on where the checkout is, on the platform's line endings
//! or on which rustc builds the book.

mod cargo;
mod error;
mod hash;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::collection::Evidence;
use crate::file::read_bytes;
use crate::parallel;
use crate::record::{Input, InputKind, Record};
use crate::tokens;

pub use error::SourceError;
pub(crate) use hash::hex;
pub use hash::{digest, sha256};

use error::unreadable;

/// What a package is built from: each thing with its hash.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Fingerprint {
    /// None where only records are looked at.
    package: Option<String>,
    hashes: BTreeMap<InputKind, String>,
    /// Of records, by name.
    records: BTreeMap<String, String>,
}

impl Fingerprint {
    #[cfg(test)]
    pub(crate) fn new<const N: usize>(package: &str, hashes: [(InputKind, &str); N]) -> Self {
        let hashes = hashes.map(|(kind, hash)| (kind, hash.to_owned()));
        Self { package: Some(package.to_owned()), hashes: hashes.into(), records: BTreeMap::new() }
    }

    /// The same with the records that others were computed from.
    #[must_use]
    pub fn with(self, evidence: &Evidence) -> Self {
        let inputs = evidence.all().iter().flat_map(|record| &record.inputs);
        let named: BTreeSet<&str> =
            inputs.filter(|it| it.kind == InputKind::Record).map(|it| it.name.as_str()).collect();
        // Writing a record out to hash it takes as long as reading it.
        let all = evidence.all().iter();
        let named: Vec<&Record> = all.filter(|record| named.contains(record.name.as_str())).collect();
        let hashes = parallel::map(&named, |records| {
            records.map(|record| (record.name.clone(), record.sha256())).collect()
        });
        Self { records: hashes.into_iter().collect(), ..self }
    }

    /// Whether it says of an input what that is now. Where no package is looked at, only records can have changed.
    pub(crate) fn covers(&self, input: &Input) -> bool {
        self.package.is_some() || input.kind == InputKind::Record
    }

    /// The hash of what an input names; none where there is no such thing.
    pub fn of(&self, input: &Input) -> Option<&str> {
        let hash = match input.kind {
            InputKind::Record => self.records.get(&input.name),
            kind => self.hashes.get(&kind).filter(|_| Some(&input.name) == self.package.as_ref()),
        };
        hash.map(String::as_str)
    }

    /// What a record of these depends on.
    pub fn inputs(&self, kinds: &[InputKind]) -> Vec<Input> {
        let of = kinds.iter().filter_map(|kind| Some((*kind, self.hashes.get(kind)?)));
        of.map(|(kind, hash)| Input {
            kind,
            name: self.package.clone().unwrap_or_default(),
            commit: None,
            dirty: None,
            sha256: Some(hash.clone()),
        })
        .collect()
    }
}

/// The hashes of a package in the workspace at `root`; `package` is its name and its folder's.
///
/// Optional dependencies are left out: a build that times has none of them.
///
/// # Errors
/// [`SourceError`] names the file and what is wrong with it.
pub fn fingerprint(root: &Path, package: &str) -> Result<Fingerprint, SourceError> {
    let folder = root.join(package);
    let mut sources = BTreeMap::from([("Cargo.toml".to_owned(), folder.join("Cargo.toml"))]);
    collect(&folder.join("src"), "src", &mut sources)?;
    if folder.join("build.rs").is_file() {
        sources.insert("build.rs".to_owned(), folder.join("build.rs"));
    }
    let mut benches = BTreeMap::new();
    if folder.join("benches").is_dir() {
        collect(&folder.join("benches"), "benches", &mut benches)?;
    }
    let hashes = [
        (InputKind::Package, contents(&sources)?),
        (InputKind::Benches, contents(&benches)?),
        (InputKind::Dependencies, cargo::dependencies(root, package)?),
        (InputKind::Build, cargo::build(root, package)?),
    ];
    Ok(Fingerprint { package: Some(package.to_owned()), hashes: hashes.into(), records: BTreeMap::new() })
}

fn contents(files: &BTreeMap<String, PathBuf>) -> Result<String, SourceError> {
    let mut hash = Sha256::new();
    for (name, path) in files {
        let bytes = read_bytes(path).map_err(unreadable(path))?;
        let contents = match path.extension().and_then(|extension| extension.to_str()) {
            Some("rs") => tokens::of(&bytes),
            Some("toml") => values(&bytes),
            _ => None,
        };
        let contents = contents.unwrap_or_else(|| normalised(&bytes));
        // The length ends each entry, so that text cannot move from one file to the next unseen.
        hash.update(format!("{name}\n{}\n", contents.len()));
        hash.update(contents);
    }
    Ok(hex(hash))
}

/// The values of a TOML file, in the order of their keys; none of what is no TOML.
fn values(bytes: &[u8]) -> Option<Vec<u8>> {
    let table: toml::Table = std::str::from_utf8(bytes).ok()?.parse().ok()?;
    Some(table.to_string().into_bytes())
}

/// Adds every file below `folder`, under names that start with `prefix` and are joined by `/`.
fn collect(folder: &Path, prefix: &str, files: &mut BTreeMap<String, PathBuf>) -> Result<(), SourceError> {
    for entry in fs::read_dir(folder).map_err(unreadable(folder))? {
        let entry = entry.map_err(unreadable(folder))?;
        let path = entry.path();
        let name = format!("{prefix}/{}", entry.file_name().to_string_lossy());
        if path.is_dir() {
            collect(&path, &name, files)?;
        } else {
            files.insert(name, path);
        }
    }
    Ok(())
}

/// Git may check text out with CRLF; the code is the same.
fn normalised(contents: &[u8]) -> Vec<u8> {
    let next = contents.iter().skip(1).map(Some).chain([None]);
    let plain = contents.iter().zip(next).filter(|pair| *pair != (&b'\r', Some(&b'\n')));
    plain.map(|(byte, _)| *byte).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use tempfile::TempDir;

    const MANIFEST: &str = "[package]\nname = \"bench-crate\"\n\n[dependencies]\nrope.workspace = true\n\
        gungraun = { workspace = true, optional = true }\n\n[dev-dependencies]\nproptest.workspace = true\n";

    const LOCK: &str = r#"
        version = 4
        [[package]]
        name = "bench-crate"
        version = "0.1.0"
        dependencies = ["gungraun", "rope", "proptest"]
        [[package]]
        name = "gungraun"
        version = "0.1.0"
        checksum = "g"
        [[package]]
        name = "rope"
        version = "15.1.0"
        checksum = "i"
        dependencies = ["bitmaps 2.1.0"]
        [[package]]
        name = "bitmaps"
        version = "2.1.0"
        checksum = "b2"
        [[package]]
        name = "bitmaps"
        version = "3.0.0"
        checksum = "b3"
        [[package]]
        name = "proptest"
        version = "1.0.0"
        checksum = "p"
    "#;

    struct Project(TempDir);

    impl Project {
        fn new() -> Self {
            Self(TempDir::new().unwrap())
                .with("bench-crate/Cargo.toml", MANIFEST)
                .with("bench-crate/src/lib.rs", "pub mod a;\n")
                .with("bench-crate/src/inner/a.rs", "pub fn a() {}\n")
                .with("Cargo.lock", LOCK)
                .with("Cargo.toml", "[workspace]\n[profile.release]\ndebug = 1\n")
        }

        fn with(self, file: &str, text: &str) -> Self {
            let path = self.0.path().join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
            self
        }

        fn fingerprint(&self) -> Fingerprint {
            fingerprint(self.0.path(), "bench-crate").unwrap()
        }
    }

    #[test]
    fn the_folder_line_endings_and_files_beside_the_sources_do_not_matter() {
        let windows = Project::new().with("bench-crate/src/lib.rs", "pub mod a;\r\n");
        let beside = Project::new().with("bench-crate/README.md", "x").with("src/chapter.md", "x");
        for project in [Project::new(), windows, beside] {
            assert_eq!(changed(&project), []);
        }
    }

    /// Which hashes a change changes.
    fn changed(project: &Project) -> Vec<InputKind> {
        let (before, now) = (Project::new().fingerprint(), project.fingerprint());
        before
            .hashes
            .iter()
            .filter(|(kind, hash)| now.hashes[*kind] != **hash)
            .map(|(kind, _)| *kind)
            .collect()
    }

    #[test]
    fn what_only_a_reader_sees_changes_nothing() {
        let manifest = format!(
            "# A comment.\n{}",
            MANIFEST.replace("rope.workspace = true", "rope.workspace   =   true")
        );
        for (file, text) in [
            (
                "bench-crate/src/inner/a.rs",
                "/// What it does.\n#[doc = \"More.\"]\npub fn a() {\n    // Nothing.\n}\n",
            ),
            ("bench-crate/src/inner/a.rs", "//! A module.\n/* Of little use. */ pub fn a() { }\n"),
            ("bench-crate/Cargo.toml", &manifest),
            (
                "Cargo.toml",
                "# A comment.\n[workspace]\n[profile.release]\ndebug = 1\n[profile.dev]\nopt-level = 2\n",
            ),
        ] {
            assert_eq!(changed(&Project::new().with(file, text)), [], "{text}");
        }
    }

    #[test]
    fn what_the_compiler_sees_changes_the_hash_of_what_it_is_of() {
        for (file, text, kind) in [
            ("bench-crate/src/inner/a.rs", "pub fn b() {}\n", InputKind::Package),
            ("bench-crate/src/inner/a.rs", "pub fn a(b: u8) {}\n", InputKind::Package),
            ("bench-crate/src/inner/a.rs", "#[inline]\npub fn a() {}\n", InputKind::Package),
            ("bench-crate/src/inner/a.rs", "pub fn a() { \"// no comment\"; }\n", InputKind::Package),
            ("bench-crate/src/a.rs", "", InputKind::Package),
            ("bench-crate/src/broken.rs", "fn (", InputKind::Package),
            ("bench-crate/src/data.txt", "1", InputKind::Package),
            ("bench-crate/build.rs", "fn main() {}", InputKind::Package),
            ("bench-crate/benches/b.rs", "fn main() {}", InputKind::Benches),
            ("Cargo.toml", "[workspace]\n[profile.release]\ndebug = 1\nlto = true\n", InputKind::Build),
            (
                "Cargo.toml",
                "[profile.release]\ndebug = 1\n[workspace.dependencies]\nrope = { version = \"15\", features = [\"a\"] }\n",
                InputKind::Build,
            ),
            (".cargo/config.toml", "[build]\nrustflags = [\"-Ctarget-cpu=native\"]\n", InputKind::Build),
            (".cargo/config", "[build]\nrustflags = [\"-Ctarget-cpu=native\"]\n", InputKind::Build),
            ("rust-toolchain.toml", "[toolchain]\nchannel = \"1.90\"\n", InputKind::Build),
            ("rust-toolchain", "nightly\n", InputKind::Build),
        ] {
            assert_eq!(changed(&Project::new().with(file, text)), [kind], "{file}: {text}");
        }
    }

    #[test]
    fn signs_that_stand_apart_are_not_the_operator_that_they_would_be_together() {
        let of = |code: &str| {
            let text = format!("fn a() -> bool {{ {code} }}\n");
            Project::new().with("bench-crate/src/inner/a.rs", &text).fingerprint()
        };
        assert_ne!(of("x && y"), of("x & &y"));
        assert_ne!(of("x << y > ::Z"), of("x < <y>::Z"));
        assert_ne!(of("x || y"), of("x | | y"));
        for (one, other) in [("x&&y", "x  &&  y"), ("f::<G<H>>()", "f :: < G < H > > ()"), ("x&y", "x & y")] {
            assert_eq!(of(one), of(other), "{one}");
        }
    }

    #[test]
    fn text_that_moves_to_another_file_changes_the_sources() {
        let one = Project::new().with("bench-crate/src/m.rs", "ab").with("bench-crate/src/n.rs", "c");
        let other = Project::new().with("bench-crate/src/m.rs", "a").with("bench-crate/src/n.rs", "bc");
        assert_ne!(one.fingerprint(), other.fingerprint());
    }

    #[test]
    fn only_packages_that_the_timed_build_has_change_the_dependencies() {
        let updated = LOCK.replace("2.1.0", "2.1.1").replace("b2", "b21");
        assert_eq!(changed(&Project::new().with("Cargo.lock", &updated)), [InputKind::Dependencies]);
        let other = LOCK.replace("\"p\"", "\"p9\"").replace("\"g\"", "\"g9\"").replace("b3", "b39");
        assert_eq!(changed(&Project::new().with("Cargo.lock", &other)), []);
    }

    #[test]
    fn a_lock_file_that_is_missing_or_lacks_the_package_is_named() {
        let refusal =
            |project: Project| fingerprint(project.0.path(), "bench-crate").unwrap_err().to_string();
        let project = Project::new();
        fs::remove_file(project.0.path().join("Cargo.lock")).unwrap();
        let message = refusal(project);
        assert!(message.contains("Cargo.lock") && message.contains("root folder"), "{message}");
        let message = refusal(Project::new().with("Cargo.lock", "version = 4\n"));
        assert!(message.contains("it has no package `bench-crate`"), "{message}");
    }
}
