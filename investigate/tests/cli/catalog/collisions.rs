//! Crates with which the instrument could collide: what it writes into them, and what it runs them with.

use std::process::Command;

use super::{json, uses};
use crate::fixture::{MANIFEST, Project};

fn with_text(manifest: &str, text: &str) -> Project {
    let manifest = MANIFEST.replace("[workspace]", &format!("{manifest}\n[workspace]"));
    Project::new().with_crate(text).with("a/Cargo.toml", manifest)
}

/// The lines of the library that use the subject.
#[track_caller]
fn lines(text: &str, field: &str, expected: &[u32]) {
    let expected: Vec<String> = expected.iter().map(|line| format!("src/lib.rs:{line}")).collect();
    assert_eq!(uses(&with_text("", text), "a", field), expected);
}

#[test]
fn a_field_that_is_deprecated_already() {
    lines(
        "pub struct L {\n    #[deprecated(note = \"ü: use new\")] pub old: Vec<u8>, pub new: Vec<u8>,\n}\n\
         #[allow(deprecated)]\npub fn f(it: &L) -> usize { it.old.len() + it.new.len() }\n",
        "L.old",
        &[5],
    );
    lines(
        "pub struct L { #[deprecated] pub old: Vec<u8> }\n#[expect(deprecated)]\npub fn f(it: &L) -> usize { it.old.len() }\n",
        "L.old",
        &[3],
    );
    lines(
        "pub struct L {\n    #[cfg_attr(all(), deprecated(\n        note = \"x\"\n    ), doc = \"x\")]\n    pub old: Vec<u8> }\n\
         #[allow(deprecated)]\npub fn f(it: &L) -> usize { it.old.len() }\n",
        "L.old",
        &[7],
    );
}

#[test]
fn a_column_behind_a_deprecation_in_the_same_line_is_the_original_s() {
    let line = "#[deprecated(note = \"ü\")] pub struct L { pub a: u8 } #[allow(deprecated)] pub fn f(it: &L) -> u8 { it.a }\n";
    let project = with_text("", line);
    let document = json(project.command().args(["catalog", "a", "--field", "L.a"]));
    let column =
        line.chars().collect::<String>().split("it.a").next().unwrap().chars().count() + "it.".len() + 1;
    assert_eq!(document["uses"][0]["column"], column);
}

#[test]
fn a_deprecated_type_function_and_module_around_the_use() {
    let text = "#[deprecated]\npub struct L { pub items: Vec<u8> }\n\
                #[deprecated]\n#[allow(deprecated)]\npub fn f(it: &L) -> usize { it.items.len() }\n\
                #[deprecated]\npub mod old {\n    #[allow(deprecated)]\n    pub fn f(it: &crate::L) -> usize { it.items.len() }\n}\n";
    lines(text, "L.items", &[5, 9]);
    let project = with_text("", text);
    let document = json(project.command().args(["catalog", "a", "--type", "L"]));
    assert_eq!(document["uses"].as_array().unwrap().len(), 2);
}

#[test]
fn lints_that_deny_forbid_or_allow_it() {
    let code = "pub struct L { pub items: Vec<u8> }\n#[allow(deprecated)]\npub fn f(it: &L) -> usize { it.items.len() }\n";
    for lint in [
        "deny(warnings)",
        "deny(deprecated)",
        "allow(deprecated)",
        "allow(warnings, unknown_lints)",
        "deny(unknown_lints)",
    ] {
        lines(&format!("#![{lint}]\n{code}"), "L.items", &[4]);
    }
    let forbidden = "#![forbid(deprecated, unknown_lints)]\npub struct L { pub items: Vec<u8> }\npub fn f(it: &L) -> usize { it.items.len() }\n";
    lines(forbidden, "L.items", &[3]);
    for level in ["deny", "forbid", "allow"] {
        let project = with_text(
            &format!("[lints.rust]\ndeprecated = \"{level}\"\nunknown_lints = \"{level}\""),
            &code.replace("#[allow(deprecated)]", ""),
        );
        assert_eq!(uses(&project, "a", "L.items"), ["src/lib.rs:3"], "{level}");
    }
}

#[test]
fn a_byte_order_mark_a_shebang_and_letters_beyond_ascii() {
    lines("\u{feff}pub struct L(pub Vec<u8>); pub fn f(it: &L) -> usize { it.0.len() }\n", "L.0", &[1]);
    lines(
        "#!/usr/bin/env cargo\npub struct L(pub Vec<u8>);\r\npub fn f(it: &L) -> usize { it.0.len() }\r\n",
        "L.0",
        &[3],
    );
    lines(
        "pub struct Größe { /* ä */ pub häufig: Vec<u8> }\npub fn f(it: &Größe) -> usize { \"äöü\".len() + it.häufig.len() }\n",
        "Größe.häufig",
        &[2],
    );
    let project =
        with_text("", "\u{feff}pub struct L(pub Vec<u8>); pub fn f(it: &L) -> usize { it.0.len() }\n");
    let document = json(project.command().args(["catalog", "a", "--field", "L.0"]));
    assert_eq!(document["uses"][0]["column"], 59);
}

#[test]
fn raw_identifiers() {
    let text = "pub struct L { pub r#type: Vec<u8> }\n\
                impl L { pub fn r#match(&self) -> usize { self.r#type.len() } }\n\
                pub fn f(it: &L) -> usize { let L { r#type } = it; r#type.len() + it.r#match() }\n\
                pub fn new() -> L { L { r#type: vec![] } }\n";
    lines(text, "L.type", &[2, 3, 4]);
    lines(text, "L.r#type", &[2, 3, 4]);
    let project = with_text("", text);
    let calls = json(project.command().args(["catalog", "a", "--calls", "match", "--field", "L.type"]));
    assert_eq!(calls["calls"][0]["line"], 3);
    let operations: Vec<&str> =
        calls["uses"].as_array().unwrap().iter().map(|it| it["operation"].as_str().unwrap()).collect();
    assert_eq!(operations, ["length", "pattern", "made empty"]);
    let changed = crate::probe::probed(&project, &["a", "--field", "L.type", "--as", "Vec<Option<$T>>"]);
    assert_eq!(changed["errors"], serde_json::json!([]));
}

#[test]
fn code_that_is_nested_deep() {
    let nested = |deep: usize| {
        let (open, close) = ("(".repeat(deep), ")".repeat(deep));
        format!(
            "pub struct L {{ pub items: Vec<u8> }}\npub fn f(it: &L) -> usize {{ {open}it.items.len(){close} }}\n"
        )
    };
    lines(&nested(600), "L.items", &[2]);
    // The compiler's stack ends before ours does.
    let project = with_text("", &nested(20_000));
    let run = project.command().args(["catalog", "a", "--field", "L.items"]).output().unwrap();
    let said = String::from_utf8(run.stderr).unwrap();
    assert_eq!(run.status.code(), Some(2), "{said}");
    assert!(said.starts_with("error: a does not compile") && said.len() < 1000, "{said}");
    // Each in a line of its own: the compiler shows the whole line with each of its warnings.
    let sum = "\n + it.items.len()".repeat(3000);
    let text = format!("pub struct L {{ pub items: Vec<u8> }}\npub fn f(it: &L) -> usize {{ 0{sum} }}\n");
    assert_eq!(uses(&with_text("", &text), "a", "L.items").len(), 3000);
}

#[test]
fn default_features_that_do_not_compile_are_left_off() {
    let project = with_text(
        "[features]\ndefault = [\"bad\"]\nbad = []\ngood = []",
        "#[cfg(feature = \"bad\")] compile_error!(\"not here\");\n\
         pub struct L { pub items: Vec<u8> }\n\
         #[cfg(feature = \"good\")] pub fn f(it: &L) -> usize { it.items.len() }\n",
    );
    let catalog =
        |options: &[&str]| project.command().args(["catalog", "a", "--field", "L.items"]).args(options);
    catalog(&[]).assert().code(2);
    catalog(&["--all-features"]).assert().code(2);
    let off = json(catalog(&["--no-default-features", "--features", "good", "--record=a"]));
    assert_eq!(off["uses"].as_array().unwrap().len(), 1);
    assert_eq!(
        off["command"],
        "cargo run -- catalog a --field L.items --features good --no-default-features --record=a"
    );
    let probed = crate::probe::probed(
        &project,
        &["a", "--field", "L.items", "--as", "Vec<$T>", "--no-default-features"],
    );
    assert_eq!(probed["figures"]["targets"][""], 1.0);
}

#[test]
fn of_two_definitions_under_other_conditions_the_line_chooses() {
    let text = "#[cfg(unix)] pub struct L { pub items: Vec<u8> }\n\
                #[cfg(not(unix))] pub struct L { pub items: Vec<u8> }\n\
                pub fn f(it: &L) -> usize { it.items.len() }\n";
    lines(text, "src/lib.rs:1:L.items", &[3]);
    let project = with_text("", text);
    let other = project.command().args(["catalog", "a", "--field", "src/lib.rs:2:L.items"]).output().unwrap();
    assert_eq!(other.status.code(), Some(2));
}

#[test]
fn what_another_cargo_set_does_not_decide_how_the_crate_is_compiled() {
    let project =
        with_text("", "pub struct L { pub items: Vec<u8> }\npub fn f(it: &L) -> usize { it.items.len() }\n");
    let run = project
        .command()
        .args(["catalog", "a", "--field", "L.items"])
        // As under `cargo +another run`.
        .env("CARGO", "/nowhere/cargo")
        .env("CARGO_ENCODED_RUSTFLAGS", "--cfg\u{1f}wrong\u{1f}--no-such-flag")
        .env("CARGO_MANIFEST_DIR", "/nowhere")
        .env("RUSTC", "/nowhere/rustc")
        .env("RUSTDOC", "/nowhere/rustdoc")
        .env("RUSTUP_TOOLCHAIN", "no-such-toolchain");
    let document = json(run);
    assert_eq!(document["uses"].as_array().unwrap().len(), 1);
    assert!(document["toolchain"]["rustc"].as_str().unwrap().starts_with("rustc "), "{document}");
}

#[test]
fn the_user_s_compiler_wrapper_still_runs() {
    let project =
        with_text("", "pub struct L { pub items: Vec<u8> }\npub fn f(it: &L) -> usize { it.items.len() }\n")
            .with("cache", "#!/bin/sh\necho run >> \"$(dirname \"$0\")/ran\"\nexec \"$@\"\n");
    assert!(Command::new("chmod").arg("+x").arg(project.path("cache")).status().unwrap().success());
    let run = project.command().args(["catalog", "a", "--field", "L.items"]);
    let document = json(run.env("RUSTC_WRAPPER", project.path("cache")));
    assert_eq!(document["uses"].as_array().unwrap().len(), 1);
    assert!(project.path("ran").is_file());
}

/// Needs rustup, as the project does.
#[test]
fn a_toolchain_that_the_crate_asks_for_and_that_is_missing_is_named_and_not_downloaded() {
    let project = with_text("", "pub struct L { pub items: Vec<u8> }\n")
        .with("a/rust-toolchain.toml", "[toolchain]\nchannel = \"1.2.0\"\n");
    let run = project.command().args(["catalog", "a", "--field", "L.items"]);
    run.env("CARGO", "cargo").env("RUSTUP_TOOLCHAIN", "stable").assert().code(2).stderr_eq(snapbox::str![[
        r#"
error: a cannot be compiled: toolchain '1.2.0-[..]' is not installed. Run `rustup toolchain install` in it.

"#
    ]]);
}

/// Needs rustup, as the project does.
#[test]
fn the_crate_s_own_toolchain_compiles_it_and_is_recorded() {
    let sysroot = Command::new("rustc").args(["--print", "sysroot"]).output().unwrap().stdout;
    let bin = format!("{}/bin", String::from_utf8(sysroot).unwrap().trim());
    let code = "#[cfg(own)] pub struct L { pub items: Vec<u8> }\n#[cfg(own)] pub fn f(it: &L) -> usize { it.items.len() }\n";
    let project = with_text("", code)
        .with("a/rust-toolchain.toml", "")
        .with("own/bin/cargo", format!("#!/bin/sh\nexec {bin}/cargo \"$@\"\n"))
        .with(
            "own/bin/rustc",
            format!("#!/bin/sh\n[ \"$1\" = --version ] && exec echo rustc 9.9.9\nexec {bin}/rustc --cfg own \"$@\"\n"),
        );
    let own = project.path("own");
    project.write("a/rust-toolchain.toml", format!("[toolchain]\npath = \"{}\"\n", own.display()));
    let programs = [own.join("bin/cargo"), own.join("bin/rustc")];
    assert!(Command::new("chmod").arg("+x").args(programs).status().unwrap().success());
    let run = project.command().args(["catalog", "a", "--field", "L.items"]);
    let document = json(run.env("CARGO", "cargo").env("RUSTUP_TOOLCHAIN", "stable"));
    assert_eq!(document["toolchain"]["rustc"], "rustc 9.9.9");
    assert_eq!(document["uses"].as_array().unwrap().len(), 1);
}

#[test]
fn git_is_asked_and_its_index_stays_as_it_is() {
    let project = with_text("build = \"build.rs\"", "pub struct L { pub items: Vec<u8> }\npub fn f(it: &L) -> usize { it.items.len() }\n")
        .with(
            "a/build.rs",
            "fn main() {\n    let git = |arguments: &[&str]| std::process::Command::new(\"git\").args(arguments).output().unwrap();\n    \
             assert!(git(&[\"rev-parse\", \"HEAD\"]).status.success(), \"no commit\");\n    git(&[\"status\"]);\n}\n",
        );
    let git = |arguments: &[&str]| {
        let identity = ["-c", "user.name=a", "-c", "user.email=a@b"];
        let output = Command::new("git")
            .args(identity)
            .args(arguments)
            .current_dir(project.path("a"))
            .output()
            .unwrap();
        assert!(output.status.success(), "{output:?}");
        String::from_utf8(output.stdout).unwrap().trim().to_owned()
    };
    git(&["init", "--quiet"]);
    git(&["add", "."]);
    git(&["commit", "--quiet", "--message=one"]);
    // The index remembers another time: a status that may write would correct it.
    project.write("a/src/lib.rs", project.read("a/src/lib.rs"));
    let index = std::fs::read(project.path("a/.git/index")).unwrap();
    let document =
        json(project.command().args(["catalog", "a", "--field", "L.items"]).env("GIT_DIR", "/nowhere"));
    assert_eq!(document["inputs"][0]["commit"], git(&["rev-parse", "--short", "HEAD"]).as_str());
    assert_eq!(document["inputs"][0]["dirty"], false);
    assert_eq!(std::fs::read(project.path("a/.git/index")).unwrap(), index);
}
