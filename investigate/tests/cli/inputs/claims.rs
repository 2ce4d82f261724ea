//! Claims whose sentences and predicates do not belong together, and blocks of predicates that are not where they have to be.

use super::{Input, failed, wrong};
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
    [chapters(), locks(), words_and_judgements()].into_iter().flatten().collect()
}

fn words_and_judgements() -> Vec<Input> {
    vec![
        failed("a judgement without a reason", "build", |_| {
            chapter("[= judgement() =]It is slow[= end() =].")
        }),
        failed("a judgement with an empty reason", "build", |_| {
            chapter("[= judgement(\"j\", reason=\" \") =]It is slow[= end() =].")
        }),
        failed("a heading that compares and that nothing binds", "build", |_| comparing("## Faster")),
        failed("a first sentence that nothing binds", "check", |_| comparing("## A\n\nIt is faster.")),
        failed("a judgement in a claim", "build", |_| {
            let judgement = "[= judgement(\"j\", reason=\"It is.\") =]slow[= end() =]";
            chapter(&format!("[= claim(\"slow\") =]It is\n{judgement}[= end() =].\n\n{FOOT}"))
        }),
        failed("a claim in a judgement", "build", |_| {
            chapter(&format!("[= judgement(\"j\", reason=\"It is.\") =]So\n{SENTENCE}[= end() =]\n\n{FOOT}"))
        }),
        failed("a judgement that is never ended", "build", |_| {
            chapter("[= judgement(\"j\", reason=\"It is.\") =]It is slow.")
        }),
        failed("a word that does not follow", "build", |_| {
            chapter("It is [= word('ratio(\"time/snapshot/vec/92\")', less=\"faster\", more=\"slower\") =].")
        }),
        failed("a word without its opposite", "build", |_| {
            chapter("It is [= word('ratio(\"time/snapshot/vec/92\")', less=\"faster\") =].")
        }),
        failed("a word that no figure turns", "build", |_| {
            chapter("It is [= word('1 < 2', yes=\"fast\", no=\"slow\") =].")
        }),
        failed("a word that rests on a claim", "build", |_| {
            chapter("It is [= word('claim(\"slow\")', yes=\"slow\", no=\"fast\") =].")
        }),
        failed("a word that is a number", "build", |_| {
            chapter(
                "It is [= word('ratio(\"time/snapshot/vec/92\")', less=\"3 times faster\", more=\"slower\") =].",
            )
        }),
    ]
}

fn locks() -> Vec<Input> {
    vec![
        failed("a claim that nobody accepted", "build", |_| accepted("")),
        failed("another sentence than was accepted", "build", |_| {
            accepted("slow\tIt is quick\ttime(\"snapshot/vec/92\") > 1\n")
        }),
        failed("another predicate than was accepted", "build", |_| {
            accepted("slow\tIt is slow\ttime(\"snapshot/vec/92\") > 100\n")
        }),
        failed("a claim that is gone", "build", |_| {
            accepted("fast\tIt is fast\t1 < 2\nslow\tIt is slow\ttime(\"snapshot/vec/92\") > 1\n")
        }),
        wrong("a lock with a conflict", "build", |_| accepted("<<<<<<< ours\nslow\tIt\t1 < 2\n")),
        wrong("a lock whose tabs are blanks", "build", |_| {
            accepted("slow    It is slow    fig(\"time/snapshot/vec/92\") > 1\n")
        }),
        wrong("a lock that is out of order", "build", |_| accepted("b\tB\t1 < 2\na\tA\t1 < 2\n")),
        wrong("a lock with a claim twice", "accept slow", |_| accepted("a\tB\t1 < 2\na\tA\t1 < 2\n")),
        wrong("a lock that is a FIFO", "build", |_| {
            accepted("").without("claims.lock").with_fifo("claims.lock")
        }),
        wrong("a lock that is a folder", "accept slow", |_| {
            accepted("").without("claims.lock").with("claims.lock/x", "")
        }),
        wrong("a lock that is a link to nothing", "accept slow", |_| {
            accepted("").without("claims.lock").with_link("claims.lock", "gone")
        }),
        wrong("accept without an id", "accept", |_| accepted("")),
        wrong("accept all", "accept --all", |_| accepted("")),
        wrong("accept a claim that there is not", "accept slwo", |_| accepted("")),
        wrong("accept in a book without a lock", "accept slow", |_| foot(FOOT)),
        wrong("accept in a book with an error", "accept slow", |_| {
            let project = accepted("");
            let text = project.read("src/bad.md").replace("-->", "--");
            project.with("src/bad.md", text)
        }),
        wrong("accept a claim that is there twice", "accept slow", |_| {
            let chapter = accepted("").read("src/bad.md");
            accepted("").with("src/first.md", chapter)
        }),
    ]
}

fn chapters() -> Vec<Input> {
    vec![
        failed("a claim with its predicate inside", "build", |_| {
            chapter("[= claim(\"slow\", 'fig(\"time/snapshot/vec/92\") > 1') =]It is slow[= end() =].")
        }),
        failed("a sentence without a predicate", "build", |_| chapter(SENTENCE)),
        failed("a predicate without a sentence", "build", |_| chapter(FOOT)),
        failed("a misspelt id at the foot", "build", |_| foot(&FOOT.replace("slow", "solw"))),
        failed("a predicate twice", "build", |_| {
            foot("<!-- claims\nslow: fig(\"time/snapshot/vec/92\") > 1\nslow: 1 < 2\n-->")
        }),
        failed("an empty predicate", "build", |_| foot("<!-- claims\nslow:\n-->")),
        failed("a line that is no predicate", "build", |_| foot("<!-- claims\nslow = 1 < 2\n-->")),
        failed("a predicate that begins indented", "build", |_| foot("<!-- claims\n  slow: 1 < 2\n-->")),
        failed("a mistake in the third line of a predicate", "build", |_| {
            foot(
                "<!-- claims\nslow: fig(\"time/snapshot/vec/92\") > 1\n\n  && fig(\"time/snapshot/vec/92\") << 2\n-->",
            )
        }),
        failed("a block that is never closed", "build", |_| foot(FOOT.trim_end_matches("-->"))),
        failed("a block that is closed by two dashes", "build", |_| foot(&FOOT.replace("-->", "--"))),
        failed("a block that is closed inside a predicate", "build", |_| {
            foot("<!-- claims\nslow: 2 --> 1\n-->")
        }),
        failed("text after the block", "build", |_| foot(&format!("{FOOT}\n\nIt is slow."))),
        failed("a comment after the block", "build", |_| foot(&format!("{FOOT}\n<!-- why -->"))),
        failed("two blocks", "build", |_| foot(&format!("{FOOT}\n\n{FOOT}"))),
        failed("a block in a list", "build", |_| foot("- slow\n\n  <!-- claims\n  slow: 1 < 2\n  -->")),
        failed("a block in other HTML", "build", |_| foot(&format!("<div>\n{FOOT}\n</div>"))),
        failed("a block in a paragraph", "build", |_| chapter(&format!("{SENTENCE} {FOOT}"))),
        failed("a claim over two paragraphs", "build", |_| {
            chapter(&format!("[= claim(\"slow\") =]It is\n\nslow[= end() =].\n\n{FOOT}"))
        }),
        failed("a claim that is never ended", "build", |_| {
            chapter(&format!("[= claim(\"slow\") =]It is slow.\n\n{FOOT}"))
        }),
        failed("a claim in a claim", "build", |_| {
            chapter(&format!("[= claim(\"slow\") =]It [= claim(\"slow\") =]is slow[= end() =].\n\n{FOOT}"))
        }),
        failed("an end without a claim", "build", |_| chapter("It is slow[= end() =].")),
        failed("a claim in a loop", "build", |_| {
            chapter(&format!("[% for x in [1, 2] %]{SENTENCE}[% endfor %]\n\n{FOOT}"))
        }),
        failed("a claim in a condition", "build", |_| {
            chapter(&format!("It[% if false %]{SENTENCE}[% endif %]\n\n{FOOT}"))
        }),
        failed("a block in reading", "read --port 0", |_| foot(&format!("{FOOT}\n\nIt is slow."))),
    ]
}
