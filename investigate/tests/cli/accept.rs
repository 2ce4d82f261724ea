//! `accept`: what a build asks for is what it does.

use snapbox::str;

use crate::fixture::BookTest;

#[test]
fn the_command_that_a_build_prints_accepts_the_claim() {
    let chapter = "# Chapter\n\n[= claim(\"slow\") =]It is *slow*[= end() =].\n\n<!-- claims\nslow: fig(\"time/snapshot/vec/92\") > 1\n-->\n";
    let project = BookTest::new().chapter("second.md", chapter).project();
    let text = project.read("book.toml").replace("records =", "claims-lock = \"claims.lock\"\nrecords =");
    let project = project.with("book.toml", text);
    project.command().arg("build").assert().code(1).stderr_eq(str![[r#"
error: the book was not built: src/second.md:3: claim `slow` is new.
  sentence: It is *slow*
  predicate: fig("time/snapshot/vec/92") > 1
  If the predicate says what the sentence says, run `cargo run -- accept slow`.

"#]]);
    project.command().args(["accept", "slow"]).assert().success().stdout_eq(str![[r#"
Accepted `slow` in claims.lock.
  sentence: It is *slow*
  predicate: fig("time/snapshot/vec/92") > 1

"#]]);
    snapbox::assert_data_eq!(
        project.read("claims.lock"),
        "slow\tIt is *slow*\tfig(\"time/snapshot/vec/92\") > 1\n"
    );
    project.command().arg("build").assert().success();
}
