//! Named figures, gates and rules of a decision that cannot be used, and parameters that cannot be supposed.

use super::{Input, wrong};
use crate::fixture::{BookTest, Project};

const GATE: &str = "subject = \"representation\"\n\n[[gate]]\nid = \"push\"\nrule = \"R\"\nsource = \"S\"\nover = { n = [5] }\n\
                    holds = 'ratio(\"time/push/{representation}/{n}\") <= 1.1'\n";

const DECISION: &str = "[gates]\nmust-hold = []\nruling = \"material\"\nwhy = \"W\"\n\n\
    [[parameter]]\nname = \"items\"\ntitle = \"items\"\nvalue = 92\n\n\
    [candidates]\nof = \"snapshots\"\naxes = [\"representation\"]\ntoday = \"vec\"\n\n\
    [saves]\nof = '1'\nat-least = 0.05\nwhy = \"W\"\n\n\
    [size]\nof = '1'\ntitle = \"change\"\nunit = \"lines\"\nlargest = \"S\"\nwhy = \"W\"\nsteps = [{ name = \"S\", most = 50 }, { name = \"L\" }]\n";

/// A book with those files of rules.
fn ruled(figures: &str, gates: &str, decision: &str) -> Project {
    let project = BookTest::new().project();
    let places = "[preprocessor.evidence]\nfigures = \"figures.toml\"\ngates = \"gates.toml\"\ndecision = \"decision.toml\"\n";
    let text = project.read("book.toml").replace("[preprocessor.evidence]\n", places);
    project
        .with("book.toml", text)
        .with("figures.toml", figures)
        .with("gates.toml", gates)
        .with("decision.toml", decision)
}

/// Those files with these figures.
fn figures(text: &str) -> Project {
    ruled(text, GATE, DECISION)
}

/// Those files with a gate in which `line` is `instead`.
fn gate(line: &str, instead: &str) -> Project {
    assert!(GATE.contains(line), "{line}");
    ruled("", &GATE.replace(line, instead), DECISION)
}

/// Those files with a decision in which `line` is `instead`.
fn decision(line: &str, instead: &str) -> Project {
    assert!(DECISION.contains(line), "{line}");
    ruled("", GATE, &DECISION.replace(line, instead))
}

fn good() -> Project {
    ruled("", "gate = []\n", DECISION)
}

pub(super) fn inputs() -> Vec<Input> {
    [of_figures(), of_gates(), of_decisions(), parameters()].into_iter().flatten().collect()
}

fn of_figures() -> Vec<Input> {
    vec![
        wrong("a figures' file that is not there", "build", |_| good().without("figures.toml")),
        wrong("a figures' file that is not TOML", "build", |_| figures("a = \n")),
        wrong("a named figure that is no expression", "build", |_| figures("a = '1 +'\n")),
        wrong("a named figure that is a condition", "decide", |_| figures("\na = '1 < 2'\n")),
        wrong("a named figure with a minus in its name", "build", |_| figures("a-b = 1\n")),
        wrong("a name that nothing has", "decide", |_| figures("a = 'b + 1'\n")),
        wrong("a figure that rests on itself", "build", |_| figures("a = 'a + 1'\n")),
        wrong("figures in a circle", "decide", |_| figures("a = 'b'\nb = 'own(c)'\nc = 'max(a, 1)'\n")),
        wrong("a figure that rests on what is decided", "decide", |_| figures("a = 'saves(\"vec\")'\n")),
        wrong("a figure with a parameter's name", "decide", |_| figures("items = 1\n")),
        wrong("a figure with an axis' name", "decide", |_| figures("n = 1\n")),
        wrong("two hundred figures on top of each other", "decide", |_| tower(200)),
        wrong("a figure by an axis without a case", "decide", |_| {
            figures("[a]\nby = \"representation\"\nelse = 1\nfor = 2\n")
        }),
        wrong("a case of what no record has", "decide", |_| {
            figures("[a]\nby = \"representation\"\n[a.is]\nvce = 1\n")
        }),
        wrong("sizes that fall", "decide", |_| figures("[at]\nn = [92, 5]\n")),
        wrong("one size", "decide", |_| figures("[at]\nn = [92]\n")),
        wrong("a size of nothing", "decide", |_| figures("[at]\nn = [0, 5]\n")),
    ]
}

/// So many figures, each of which rests on the one before it.
fn tower(height: usize) -> Project {
    let stones = (1..height).map(|at| format!("a{at} = 'a{}'\n", at - 1));
    figures(&format!("a0 = 1\n{}", stones.collect::<String>()))
}

fn of_gates() -> Vec<Input> {
    vec![
        wrong("a gates' file that is not there", "build", |_| good().without("gates.toml")),
        wrong("a gates' file that is not TOML", "build", |_| ruled("", "[[gate]\n", DECISION)),
        wrong("a gates' file that is a FIFO", "build", |_| {
            good().without("gates.toml").with_fifo("gates.toml")
        }),
        wrong("a gates' file that is empty", "decide", |_| ruled("", "", DECISION)),
        wrong("gates of nobody", "decide", |_| gate("subject = \"representation\"\n", "")),
        wrong("a gate with a misspelt key", "build", |_| gate("over", "ovre")),
        wrong("a gate that is judged by nothing", "build", |_| {
            gate("holds = 'ratio(\"time/push/{representation}/{n}\") <= 1.1'", "")
        }),
        wrong("a gate that is no condition", "build", |_| gate(" <= 1.1", "")),
        wrong("a gate without a size", "build", |_| gate("n = [5]", "n = []")),
        wrong("a gate over one size twice", "build", |_| gate("n = [5]", "n = [5, 5]")),
        wrong("a gate over sizes that it does not use", "build", |_| gate("/{n}", "/5")),
        wrong("a gate with a limit that is no number", "decide", |_| gate("1.1", "nan")),
        wrong("a gate twice", "decide", |_| ruled("", &format!("{GATE}{}", &GATE[28..]), DECISION)),
        wrong("a gate that rests on a gate", "decide", |_| gate("1.1", "1.1 && gate(\"push\", \"vec\")")),
        wrong("a gate upheld by a file elsewhere", "build", |_| {
            let upheld =
                "id = \"a\"\nrule = \"R\"\nsource = \"S\"\nby = \"B\"\nupheld = \"../../../../etc/passwd\"\n";
            ruled("", &format!("subject = \"representation\"\n[[gate]]\n{upheld}"), DECISION)
        }),
        wrong("a gate upheld by a file that is gone", "build", |_| {
            let upheld = "id = \"a\"\nrule = \"R\"\nsource = \"S\"\nby = \"B\"\nupheld = \"tests/gone.rs\"\n";
            ruled("", &format!("subject = \"representation\"\n[[gate]]\n{upheld}"), DECISION)
        }),
    ]
}

fn of_decisions() -> Vec<Input> {
    vec![
        wrong("a decision's file that is not there", "build", |_| good().without("decision.toml")),
        wrong("a decision's file that is not TOML", "build", |_| ruled("", GATE, "[gates]\nmust-hold = [\n")),
        wrong("a decision's file that is empty", "decide", |_| ruled("", "gate = []\n", "")),
        wrong("a decision's file with a key that is unknown", "build", |_| {
            decision("why = \"W\"\n\n[[", "why = \"W\"\nwhen = 1\n\n[[")
        }),
        wrong("a decision's file that is a device", "read --port 0", |_| {
            good().without("decision.toml").with_link("decision.toml", "/dev/zero")
        }),
        wrong("a gate that must hold and is none", "decide", |_| {
            decision("must-hold = []", "must-hold = [\"pull\"]")
        }),
        wrong("a saving that is no expression", "decide", |_| decision("of = '1'\nat", "of = '1 +'\nat")),
        wrong("a saving over a name that nothing has", "decide", |_| {
            decision("of = '1'\nat", "of = 'cost'\nat")
        }),
        wrong("sizes that end", "decide", |_| decision("{ name = \"L\" }", "{ name = \"L\", most = 90 }")),
        wrong("sizes that fall", "decide", |_| {
            decision("{ name = \"L\" }", "{ name = \"M\", most = 9 }, { name = \"L\" }")
        }),
        wrong("a largest size that is none", "decide", |_| decision("largest = \"S\"", "largest = \"XL\"")),
        wrong("a parameter twice", "decide", |_| {
            decision(
                "[candidates]",
                "[[parameter]]\nname = \"items\"\ntitle = \"i\"\nvalue = 1\n[candidates]",
            )
        }),
        wrong("a parameter against nobody", "decide", |_| {
            decision("value = 92", "value = 92\nagainst = \"writes\"")
        }),
        wrong("a parameter with a minus in its name", "decide", |_| {
            decision("name = \"items\"", "name = \"all-items\"")
        }),
        wrong("a parameter that divides by zero", "decide", |_| decision("value = 92", "value = '1 / 0'")),
        wrong("a parameter below zero", "decide", |_| decision("value = 92", "value = '1 - 2'")),
        wrong("a part that is more than all", "decide", |_| {
            decision("value = 92", "value = 2\nunit = \"share\"")
        }),
        wrong("candidates of a measure that no record has", "decide", |_| good()),
    ]
}

fn parameters() -> Vec<Input> {
    vec![
        wrong("a parameter that no decision has", "decide --set size=3", |_| good()),
        wrong("items below zero", "decide --set items=-3", |_| good()),
        wrong("no items", "decide --set items=0", |_| good()),
        wrong("items that are no number", "decide --set items=many", |_| good()),
        wrong("more items than digits can tell", "decide --set items=1e308", |_| good()),
        wrong("items without end", "decide --set items=inf", |_| good()),
        wrong("a parameter without a value", "decide --set items", |_| good()),
        wrong("to check what is only supposed", "decide --check --set items=20", |_| good()),
        wrong("to accept what is only supposed", "decide --accept --set items=20", |_| good()),
    ]
}
