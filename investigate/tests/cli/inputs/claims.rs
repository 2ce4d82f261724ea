//! Claims whose sentences and predicates do not belong together, and blocks of predicates that are not where they have to be.

use super::Input;
use crate::fixture::{BookTest, Project};

const SENTENCE: &str = "[= claim(\"slow\") =]It is slow[= end() =].";

const FOOT: &str = "<!-- claims\nslow: time(\"snapshot/vec/92\") > 1\n-->";

/// A book whose second chapter has this text below its heading.
fn chapter(text: &str) -> Project {
    BookTest::new().chapter("bad.md", &format!("# Bad\n\n{text}\n")).project()
}

/// The same with a good claim and this at its foot.
fn foot(block: &str) -> Project {
    chapter(&format!("{SENTENCE}\n\n{block}"))
}

pub(super) fn inputs() -> Vec<Input> {
    vec![
        Input::failed(
            "a claim with its predicate inside",
            |_| chapter("[= claim(\"slow\", 'time(\"snapshot/vec/92\") > 1') =]It is slow[= end() =]."),
            "build",
        ),
        Input::failed("a sentence without a predicate", |_| chapter(SENTENCE), "build"),
        Input::failed("a predicate without a sentence", |_| chapter(FOOT), "build"),
        Input::failed("a misspelt id at the foot", |_| foot(&FOOT.replace("slow", "solw")), "build"),
        Input::failed(
            "a predicate twice",
            |_| foot("<!-- claims\nslow: time(\"snapshot/vec/92\") > 1\nslow: 1 < 2\n-->"),
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
                    "<!-- claims\nslow: time(\"snapshot/vec/92\") > 1\n\n  && time(\"snapshot/vec/92\") << 2\n-->",
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
