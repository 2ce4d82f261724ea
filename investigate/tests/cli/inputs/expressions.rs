//! Predicates and formulas that mean nothing, rest on themselves, or are too much.

use super::Input;
use crate::fixture::{BookTest, Project};

/// A book whose only chapter claims that.
fn claiming(predicate: &str) -> Project {
    let chapter =
        format!("# Bad\n\n[= claim(\"bad\") =]It is so[= end() =].\n\n<!-- claims\nbad: {predicate}\n-->\n");
    BookTest::new().chapter("bad.md", &chapter).project()
}

/// About a hundred thousand bytes.
fn much(of: &str) -> String {
    of.repeat(100_000 / of.len())
}

pub(super) fn inputs() -> Vec<Input> {
    vec![
        Input::failed("a claim that is no condition", |_| claiming("1 + 2"), "build"),
        Input::failed("a comparison of comparisons", |_| claiming("1 < 2 < 3"), "build"),
        Input::failed("a parenthesis that is never closed", |_| claiming("1 < 2 && (3 < 4"), "build"),
        Input::failed("a path without quotes", |_| claiming("ratio(push/im/92) > 1.1"), "build"),
        Input::failed(
            "a figure that nothing is called by",
            |_| claiming("speed(\"push/im/92\") > 1.1"),
            "build",
        ),
        Input::failed(
            "a pattern without a set",
            |_| claiming("least(\"ratio\", \"time/push/im/92\") > 1.1"),
            "build",
        ),
        Input::failed(
            "five sets of ten",
            |_| claiming(&format!("least(\"ratio\", \"time/{}\") > 1", "{0,1,2,3,4,5,6,7,8,9}".repeat(5))),
            "build",
        ),
        Input::failed("a parameter that no project has", |_| claiming("decides(\"a\", size=\"2\")"), "build"),
        Input::failed("a parameter of no times", |_| claiming("decides(\"a\", items=\"0\")"), "build"),
        Input::failed("a name that nothing has", |_| claiming("snapshot_share < 1"), "build"),
        Input::failed("a name that is called", |_| claiming("snapshot_share(1) < 1"), "build"),
        Input::failed("a middle of two", |_| claiming("middle(1, 2) < 3"), "build"),
        Input::failed("a least of one", |_| claiming("min(1) < 3"), "build"),
        Input::failed("a least of conditions", |_| claiming("min(1 < 2, 3) < 3"), "build"),
        Input::failed("a comma between parentheses", |_| claiming("(1, 2) < 3"), "build"),
        Input::failed("a function without end", |_| claiming("max(1, 2"), "build"),
        Input::failed("functions without end", |_| claiming(&much("max(")), "build"),
        Input::failed("a value elsewhere that is nowhere", |_| claiming("with(items) < 3"), "build"),
        Input::failed("a value between no sizes", |_| claiming("at('1', n=5) < 3"), "build"),
        Input::failed("a claim on what is looked for", |_| claiming("flip(\"items\") > 10"), "build"),
        Input::failed("parentheses without end", |_| claiming(&much("(")), "build"),
        Input::failed("brackets without end", |_| claiming(&much("[")), "build"),
        Input::failed("denials without end", |_| claiming(&much("!")), "build"),
        Input::failed("a sum without end", |_| claiming(&format!("{}1 > 0", much("1+"))), "build"),
        Input::failed("conditions without end", |_| claiming(&format!("{}1 < 2", much("1<2&&"))), "build"),
        Input::failed("zero divided by zero", |_| claiming("!(0 / 0 > 1)"), "build"),
        Input::failed("a claim on a claim that is not there", |_| claiming("claim(\"good\")"), "build"),
        Input::failed("a claim that rests on itself", |_| claiming("1 < 2 && claim(\"bad\")"), "build"),
        Input::failed(
            "claims that rest on each other",
            |_| {
                let both = "[= claim(\"one\") =]It is[= end() =] [= claim(\"two\") =]so[= end() =].\n\n\
                            <!-- claims\none: claim(\"two\")\ntwo: claim(\"one\")\n-->\n";
                BookTest::new().chapter("bad.md", both).project()
            },
            "build",
        ),
        Input::failed("a claim that no figure can break", |_| claiming("1 < 2"), "build"),
    ]
}
