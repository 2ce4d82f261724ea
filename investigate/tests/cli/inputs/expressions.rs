//! Predicates and formulas that mean nothing, rest on themselves, or are too much.

use super::{Input, failed};
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
        failed("a claim that is no condition", "build", |_| claiming("1 + 2")),
        failed("a comparison of comparisons", "build", |_| claiming("1 < 2 < 3")),
        failed("a parenthesis that is never closed", "build", |_| claiming("1 < 2 && (3 < 4")),
        failed("a path without quotes", "build", |_| claiming("ratio(push/im/92) > 1.1")),
        failed("a figure that nothing is called by", "build", |_| claiming("speed(\"push/im/92\") > 1.1")),
        failed("a pattern without a set", "build", |_| {
            claiming("least(\"ratio\", \"time/push/im/92\") > 1.1")
        }),
        failed("five sets of ten", "build", |_| {
            claiming(&format!("least(\"ratio\", \"time/{}\") > 1", "{0,1,2,3,4,5,6,7,8,9}".repeat(5)))
        }),
        failed("a parameter that no project has", "build", |_| claiming("decides(\"a\", size=\"2\")")),
        failed("a parameter of no times", "build", |_| claiming("decides(\"a\", items=\"0\")")),
        failed("a name that nothing has", "build", |_| claiming("snapshot_share < 1")),
        failed("a name that is called", "build", |_| claiming("snapshot_share(1) < 1")),
        failed("a middle of two", "build", |_| claiming("middle(1, 2) < 3")),
        failed("a least of one", "build", |_| claiming("min(1) < 3")),
        failed("a least of conditions", "build", |_| claiming("min(1 < 2, 3) < 3")),
        failed("a comma between parentheses", "build", |_| claiming("(1, 2) < 3")),
        failed("a function without end", "build", |_| claiming("max(1, 2")),
        failed("functions without end", "build", |_| claiming(&much("max("))),
        failed("a value elsewhere that is nowhere", "build", |_| claiming("with(items) < 3")),
        failed("a value between no sizes", "build", |_| claiming("at('1', n=5) < 3")),
        failed("a claim on what is looked for", "build", |_| claiming("flip(\"items\") > 10")),
        failed("parentheses without end", "build", |_| claiming(&much("("))),
        failed("brackets without end", "build", |_| claiming(&much("["))),
        failed("denials without end", "build", |_| claiming(&much("!"))),
        failed("a sum without end", "build", |_| claiming(&format!("{}1 > 0", much("1+")))),
        failed("conditions without end", "build", |_| claiming(&format!("{}1 < 2", much("1<2&&")))),
        failed("zero divided by zero", "build", |_| claiming("!(0 / 0 > 1)")),
        failed("a claim on a claim that is not there", "build", |_| claiming("claim(\"good\")")),
        failed("a claim that rests on itself", "build", |_| claiming("1 < 2 && claim(\"bad\")")),
        failed("claims that rest on each other", "build", |_| {
            let both = "[= claim(\"one\") =]It is[= end() =] [= claim(\"two\") =]so[= end() =].\n\n\
                            <!-- claims\none: claim(\"two\")\ntwo: claim(\"one\")\n-->\n";
            BookTest::new().chapter("bad.md", both).project()
        }),
        failed("a claim that no figure can break", "build", |_| claiming("1 < 2")),
    ]
}
