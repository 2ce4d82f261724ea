//! Claims whose sentences and predicates do not belong together, and blocks of predicates that are not where they have to be.

use super::Input;
use crate::fixture::{BookTest, Project};

const SENTENCE: &str = "[= claim(\"slow\") =]It is slow[= end() =].";

const FOOT: &str = "<!-- claims\nslow: fig(\"time/snapshot/vec/92\") > 1\n-->";

/// A book whose second chapter has this text below its heading.
fn chapter(text: &str) -> Project {
    BookTest::new().chapter("bad.md", &format!("# Bad\n\n{text}\n")).project()
}

/// The same with a good claim and this at its foot.
fn foot(block: &str) -> Project {
    chapter(&format!("{SENTENCE}\n\n{block}"))
}

/// A good book whose claim was accepted as this line says.
fn accepted(lock: &str) -> Project {
    let project = foot(FOOT).with("claims.lock", lock);
    let text = project.read("book.toml").replace("records =", "claims-lock = \"claims.lock\"\nrecords =");
    project.with("book.toml", text)
}

/// A book that lists the word by which it compares.
fn comparing(text: &str) -> Project {
    let project = chapter(text);
    let text = project.read("book.toml").replace("records =", "directions = [\"faster\"]\nrecords =");
    project.with("book.toml", text)
}

pub(super) fn inputs() -> Vec<Input> {
    let mut inputs = chapters();
    inputs.extend(locks());
    inputs.extend(words_and_judgements());
    inputs
}

fn words_and_judgements() -> Vec<Input> {
    vec![
        Input::failed(
            "a judgement without a reason",
            |_| chapter("[= judgement() =]It is slow[= end() =]."),
            "build",
        ),
        Input::failed(
            "a judgement with an empty reason",
            |_| chapter("[= judgement(\"j\", reason=\" \") =]It is slow[= end() =]."),
            "build",
        ),
        Input::failed("a heading that compares and that nothing binds", |_| comparing("## Faster"), "build"),
        Input::failed("a first sentence that nothing binds", |_| comparing("## A\n\nIt is faster."), "check"),
        Input::failed(
            "a judgement in a claim",
            |_| {
                let judgement = "[= judgement(\"j\", reason=\"It is.\") =]slow[= end() =]";
                chapter(&format!("[= claim(\"slow\") =]It is\n{judgement}[= end() =].\n\n{FOOT}"))
            },
            "build",
        ),
        Input::failed(
            "a claim in a judgement",
            |_| {
                chapter(&format!(
                    "[= judgement(\"j\", reason=\"It is.\") =]So\n{SENTENCE}[= end() =]\n\n{FOOT}"
                ))
            },
            "build",
        ),
        Input::failed(
            "a judgement that is never ended",
            |_| chapter("[= judgement(\"j\", reason=\"It is.\") =]It is slow."),
            "build",
        ),
        Input::failed(
            "a word that does not follow",
            |_| {
                chapter(
                    "It is [= word('ratio(\"time/snapshot/vec/92\")', less=\"faster\", more=\"slower\") =].",
                )
            },
            "build",
        ),
        Input::failed(
            "a word without its opposite",
            |_| chapter("It is [= word('ratio(\"time/snapshot/vec/92\")', less=\"faster\") =]."),
            "build",
        ),
        Input::failed(
            "a word that no figure turns",
            |_| chapter("It is [= word('1 < 2', yes=\"fast\", no=\"slow\") =]."),
            "build",
        ),
        Input::failed(
            "a word that rests on a claim",
            |_| chapter("It is [= word('claim(\"slow\")', yes=\"slow\", no=\"fast\") =]."),
            "build",
        ),
        Input::failed(
            "a word that is a number",
            |_| {
                chapter(
                    "It is [= word('ratio(\"time/snapshot/vec/92\")', less=\"3 times faster\", more=\"slower\") =].",
                )
            },
            "build",
        ),
    ]
}

fn locks() -> Vec<Input> {
    vec![
        Input::failed("a claim that nobody accepted", |_| accepted(""), "build"),
        Input::failed(
            "another sentence than was accepted",
            |_| accepted("slow\tIt is quick\ttime(\"snapshot/vec/92\") > 1\n"),
            "build",
        ),
        Input::failed(
            "another predicate than was accepted",
            |_| accepted("slow\tIt is slow\ttime(\"snapshot/vec/92\") > 100\n"),
            "build",
        ),
        Input::failed(
            "a claim that is gone",
            |_| accepted("fast\tIt is fast\t1 < 2\nslow\tIt is slow\ttime(\"snapshot/vec/92\") > 1\n"),
            "build",
        ),
        Input::wrong("a lock with a conflict", |_| accepted("<<<<<<< ours\nslow\tIt\t1 < 2\n"), "build"),
        Input::wrong(
            "a lock whose tabs are blanks",
            |_| accepted("slow    It is slow    fig(\"time/snapshot/vec/92\") > 1\n"),
            "build",
        ),
        Input::wrong("a lock that is out of order", |_| accepted("b\tB\t1 < 2\na\tA\t1 < 2\n"), "build"),
        Input::wrong("a lock with a claim twice", |_| accepted("a\tB\t1 < 2\na\tA\t1 < 2\n"), "accept slow"),
        Input::wrong(
            "a lock that is a FIFO",
            |_| accepted("").without("claims.lock").with_fifo("claims.lock"),
            "build",
        ),
        Input::wrong(
            "a lock that is a folder",
            |_| accepted("").without("claims.lock").with("claims.lock/x", ""),
            "accept slow",
        ),
        Input::wrong(
            "a lock that is a link to nothing",
            |_| accepted("").without("claims.lock").with_link("claims.lock", "gone"),
            "accept slow",
        ),
        Input::wrong("accept without an id", |_| accepted(""), "accept"),
        Input::wrong("accept all", |_| accepted(""), "accept --all"),
        Input::wrong("accept a claim that there is not", |_| accepted(""), "accept slwo"),
        Input::wrong("accept in a book without a lock", |_| foot(FOOT), "accept slow"),
        Input::wrong(
            "accept in a book with an error",
            |_| {
                let project = accepted("");
                let text = project.read("src/bad.md").replace("-->", "--");
                project.with("src/bad.md", text)
            },
            "accept slow",
        ),
        Input::wrong(
            "accept a claim that is there twice",
            |_| {
                let chapter = accepted("").read("src/bad.md");
                accepted("").with("src/first.md", chapter)
            },
            "accept slow",
        ),
    ]
}

fn chapters() -> Vec<Input> {
    vec![
        Input::failed(
            "a claim with its predicate inside",
            |_| chapter("[= claim(\"slow\", 'fig(\"time/snapshot/vec/92\") > 1') =]It is slow[= end() =]."),
            "build",
        ),
        Input::failed("a sentence without a predicate", |_| chapter(SENTENCE), "build"),
        Input::failed("a predicate without a sentence", |_| chapter(FOOT), "build"),
        Input::failed("a misspelt id at the foot", |_| foot(&FOOT.replace("slow", "solw")), "build"),
        Input::failed(
            "a predicate twice",
            |_| foot("<!-- claims\nslow: fig(\"time/snapshot/vec/92\") > 1\nslow: 1 < 2\n-->"),
            "build",
        ),
        Input::failed("an empty predicate", |_| foot("<!-- claims\nslow:\n-->"), "build"),
        Input::failed("a line that is no predicate", |_| foot("<!-- claims\nslow = 1 < 2\n-->"), "build"),
        Input::failed(
            "a predicate that begins indented",
            |_| foot("<!-- claims\n  slow: 1 < 2\n-->"),
            "build",
        ),
        Input::failed(
            "a mistake in the third line of a predicate",
            |_| {
                foot(
                    "<!-- claims\nslow: fig(\"time/snapshot/vec/92\") > 1\n\n  && fig(\"time/snapshot/vec/92\") << 2\n-->",
                )
            },
            "build",
        ),
        Input::failed("a block that is never closed", |_| foot(FOOT.trim_end_matches("-->")), "build"),
        Input::failed("a block that is closed by two dashes", |_| foot(&FOOT.replace("-->", "--")), "build"),
        Input::failed(
            "a block that is closed inside a predicate",
            |_| foot("<!-- claims\nslow: 2 --> 1\n-->"),
            "build",
        ),
        Input::failed("text after the block", |_| foot(&format!("{FOOT}\n\nIt is slow.")), "build"),
        Input::failed("a comment after the block", |_| foot(&format!("{FOOT}\n<!-- why -->")), "build"),
        Input::failed("two blocks", |_| foot(&format!("{FOOT}\n\n{FOOT}")), "build"),
        Input::failed(
            "a block in a list",
            |_| foot("- slow\n\n  <!-- claims\n  slow: 1 < 2\n  -->"),
            "build",
        ),
        Input::failed("a block in other HTML", |_| foot(&format!("<div>\n{FOOT}\n</div>")), "build"),
        Input::failed("a block in a paragraph", |_| chapter(&format!("{SENTENCE} {FOOT}")), "build"),
        Input::failed(
            "a claim over two paragraphs",
            |_| chapter(&format!("[= claim(\"slow\") =]It is\n\nslow[= end() =].\n\n{FOOT}")),
            "build",
        ),
        Input::failed(
            "a claim that is never ended",
            |_| chapter(&format!("[= claim(\"slow\") =]It is slow.\n\n{FOOT}")),
            "build",
        ),
        Input::failed(
            "a claim in a claim",
            |_| {
                chapter(&format!(
                    "[= claim(\"slow\") =]It [= claim(\"slow\") =]is slow[= end() =].\n\n{FOOT}"
                ))
            },
            "build",
        ),
        Input::failed("an end without a claim", |_| chapter("It is slow[= end() =]."), "build"),
        Input::failed(
            "a claim in a loop",
            |_| chapter(&format!("[% for x in [1, 2] %]{SENTENCE}[% endfor %]\n\n{FOOT}")),
            "build",
        ),
        Input::failed(
            "a claim in a condition",
            |_| chapter(&format!("It[% if false %]{SENTENCE}[% endif %]\n\n{FOOT}")),
            "build",
        ),
        Input::failed("a block in reading", |_| foot(&format!("{FOOT}\n\nIt is slow.")), "read --port 0"),
    ]
}
