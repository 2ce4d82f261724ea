//! Named figures, gates and rules of a decision that cannot be used, and parameters that cannot be supposed.

use super::Input;
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
    let mut inputs = of_figures();
    inputs.extend(of_gates());
    inputs.extend(of_decisions());
    inputs.extend(parameters());
    inputs
}

fn of_figures() -> Vec<Input> {
    vec![
        Input::wrong("a figures' file that is not there", |_| good().without("figures.toml"), "build"),
        Input::wrong("a figures' file that is not TOML", |_| figures("a = \n"), "build"),
        Input::wrong("a named figure that is no expression", |_| figures("a = '1 +'\n"), "build"),
        Input::wrong("a named figure that is a condition", |_| figures("\na = '1 < 2'\n"), "decide"),
        Input::wrong("a named figure with a minus in its name", |_| figures("a-b = 1\n"), "build"),
        Input::wrong("a name that nothing has", |_| figures("a = 'b + 1'\n"), "decide"),
        Input::wrong("a figure that rests on itself", |_| figures("a = 'a + 1'\n"), "build"),
        Input::wrong(
            "figures in a circle",
            |_| figures("a = 'b'\nb = 'own(c)'\nc = 'max(a, 1)'\n"),
            "decide",
        ),
        Input::wrong(
            "a figure that rests on what is decided",
            |_| figures("a = 'saves(\"vec\")'\n"),
            "decide",
        ),
        Input::wrong("a figure with a parameter's name", |_| figures("items = 1\n"), "decide"),
        Input::wrong("a figure with an axis' name", |_| figures("n = 1\n"), "decide"),
        Input::wrong("two hundred figures on top of each other", |_| tower(200), "decide"),
        Input::wrong(
            "a figure by an axis without a case",
            |_| figures("[a]\nby = \"representation\"\nelse = 1\nfor = 2\n"),
            "decide",
        ),
        Input::wrong(
            "a case of what no record has",
            |_| figures("[a]\nby = \"representation\"\n[a.is]\nvce = 1\n"),
            "decide",
        ),
        Input::wrong("sizes that fall", |_| figures("[at]\nn = [92, 5]\n"), "decide"),
        Input::wrong("one size", |_| figures("[at]\nn = [92]\n"), "decide"),
        Input::wrong("a size of nothing", |_| figures("[at]\nn = [0, 5]\n"), "decide"),
    ]
}

/// So many figures, each of which rests on the one before it.
fn tower(height: usize) -> Project {
    let stones = (1..height).map(|at| format!("a{at} = 'a{}'\n", at - 1));
    figures(&format!("a0 = 1\n{}", stones.collect::<String>()))
}

fn of_gates() -> Vec<Input> {
    vec![
        Input::wrong("a gates' file that is not there", |_| good().without("gates.toml"), "build"),
        Input::wrong("a gates' file that is not TOML", |_| ruled("", "[[gate]\n", DECISION), "build"),
        Input::wrong(
            "a gates' file that is a FIFO",
            |_| good().without("gates.toml").with_fifo("gates.toml"),
            "build",
        ),
        Input::wrong("a gates' file that is empty", |_| ruled("", "", DECISION), "decide"),
        Input::wrong("gates of nobody", |_| gate("subject = \"representation\"\n", ""), "decide"),
        Input::wrong("a gate with a misspelt key", |_| gate("over", "ovre"), "build"),
        Input::wrong(
            "a gate that is judged by nothing",
            |_| gate("holds = 'ratio(\"time/push/{representation}/{n}\") <= 1.1'", ""),
            "build",
        ),
        Input::wrong("a gate that is no condition", |_| gate(" <= 1.1", ""), "build"),
        Input::wrong("a gate without a size", |_| gate("n = [5]", "n = []"), "build"),
        Input::wrong("a gate over one size twice", |_| gate("n = [5]", "n = [5, 5]"), "build"),
        Input::wrong("a gate over sizes that it does not use", |_| gate("/{n}", "/5"), "build"),
        Input::wrong("a gate with a limit that is no number", |_| gate("1.1", "nan"), "decide"),
        Input::wrong("a gate twice", |_| ruled("", &format!("{GATE}{}", &GATE[28..]), DECISION), "decide"),
        Input::wrong(
            "a gate that rests on a gate",
            |_| gate("1.1", "1.1 && gate(\"push\", \"vec\")"),
            "decide",
        ),
        Input::wrong(
            "a gate upheld by a file elsewhere",
            |_| {
                let upheld = "id = \"a\"\nrule = \"R\"\nsource = \"S\"\nby = \"B\"\nupheld = \"../../../../etc/passwd\"\n";
                ruled("", &format!("subject = \"representation\"\n[[gate]]\n{upheld}"), DECISION)
            },
            "build",
        ),
        Input::wrong(
            "a gate upheld by a file that is gone",
            |_| {
                let upheld =
                    "id = \"a\"\nrule = \"R\"\nsource = \"S\"\nby = \"B\"\nupheld = \"tests/gone.rs\"\n";
                ruled("", &format!("subject = \"representation\"\n[[gate]]\n{upheld}"), DECISION)
            },
            "build",
        ),
    ]
}

fn of_decisions() -> Vec<Input> {
    vec![
        Input::wrong("a decision's file that is not there", |_| good().without("decision.toml"), "build"),
        Input::wrong(
            "a decision's file that is not TOML",
            |_| ruled("", GATE, "[gates]\nmust-hold = [\n"),
            "build",
        ),
        Input::wrong("a decision's file that is empty", |_| ruled("", "gate = []\n", ""), "decide"),
        Input::wrong(
            "a decision's file with a key that is unknown",
            |_| decision("why = \"W\"\n\n[[", "why = \"W\"\nwhen = 1\n\n[["),
            "build",
        ),
        Input::wrong(
            "a decision's file that is a device",
            |_| good().without("decision.toml").with_link("decision.toml", "/dev/zero"),
            "read --port 0",
        ),
        Input::wrong(
            "a gate that must hold and is none",
            |_| decision("must-hold = []", "must-hold = [\"pull\"]"),
            "decide",
        ),
        Input::wrong(
            "a saving that is no expression",
            |_| decision("of = '1'\nat", "of = '1 +'\nat"),
            "decide",
        ),
        Input::wrong(
            "a saving over a name that nothing has",
            |_| decision("of = '1'\nat", "of = 'cost'\nat"),
            "decide",
        ),
        Input::wrong(
            "sizes that end",
            |_| decision("{ name = \"L\" }", "{ name = \"L\", most = 90 }"),
            "decide",
        ),
        Input::wrong(
            "sizes that fall",
            |_| decision("{ name = \"L\" }", "{ name = \"M\", most = 9 }, { name = \"L\" }"),
            "decide",
        ),
        Input::wrong(
            "a largest size that is none",
            |_| decision("largest = \"S\"", "largest = \"XL\""),
            "decide",
        ),
        Input::wrong(
            "a parameter twice",
            |_| {
                decision(
                    "[candidates]",
                    "[[parameter]]\nname = \"items\"\ntitle = \"i\"\nvalue = 1\n[candidates]",
                )
            },
            "decide",
        ),
        Input::wrong(
            "a parameter against nobody",
            |_| decision("value = 92", "value = 92\nagainst = \"writes\""),
            "decide",
        ),
        Input::wrong(
            "a parameter with a minus in its name",
            |_| decision("name = \"items\"", "name = \"all-items\""),
            "decide",
        ),
        Input::wrong(
            "a parameter that divides by zero",
            |_| decision("value = 92", "value = '1 / 0'"),
            "decide",
        ),
        Input::wrong("a parameter below zero", |_| decision("value = 92", "value = '1 - 2'"), "decide"),
        Input::wrong(
            "a part that is more than all",
            |_| decision("value = 92", "value = 2\nunit = \"share\""),
            "decide",
        ),
        Input::wrong("candidates of a measure that no record has", |_| good(), "decide"),
    ]
}

fn parameters() -> Vec<Input> {
    vec![
        Input::wrong("a parameter that no decision has", |_| good(), "decide --set size=3"),
        Input::wrong("items below zero", |_| good(), "decide --set items=-3"),
        Input::wrong("no items", |_| good(), "decide --set items=0"),
        Input::wrong("items that are no number", |_| good(), "decide --set items=many"),
        Input::wrong("more items than digits can tell", |_| good(), "decide --set items=1e308"),
        Input::wrong("items without end", |_| good(), "decide --set items=inf"),
        Input::wrong("a parameter without a value", |_| good(), "decide --set items"),
        Input::wrong("to check what is only supposed", |_| good(), "decide --check --set items=20"),
        Input::wrong("to accept what is only supposed", |_| good(), "decide --accept --set items=20"),
    ]
}
