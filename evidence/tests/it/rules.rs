//! figures.toml, gates.toml and decision.toml: what is refused in them, and where; and what their names stand for.

use std::fs;
use std::path::Path;

use evidence::Evidence;
use evidence::metric::{Figures, View};
use evidence::predicate::Formula;
use evidence::rules::{RuleFiles, Rules};

use crate::fixture::Folder;

const GATE: &str = "[[gate]]\nid = \"push\"\nrule = \"R\"\nsource = \"S\"\nover = { operation = [\"push\"], n = [5, 30] }\n\
                    holds = 'ratio(\"time/{operation}/{container}/{n}\") <= 1.1'\n";

const UPHELD: &str =
    "[[gate]]\nid = \"kept\"\nrule = \"R\"\nsource = \"S\"\nby = \"a test\"\nupheld = \"tests/it.rs\"\n";

const SUBJECT: &str = "subject = \"container\"\n\n";

fn gates(text: &str) -> Result<Rules, String> {
    let text = format!("{SUBJECT}{text}");
    Rules::from_toml(None, Some(("gates.toml", &text)), None).map_err(|error| error.to_string())
}

fn figures(text: &str) -> Result<Rules, String> {
    Rules::from_toml(Some(("figures.toml", text)), None, None).map_err(|error| error.to_string())
}

#[test]
fn a_gate_that_would_hold_whatever_was_measured_is_refused_with_its_line() {
    for (line, instead, said) in [
        ("n = [5, 30]", "n = []", "`over.n` is empty"),
        ("n = [5, 30]", "n = [5, 5]", "`over.n` has `5` twice"),
        ("[\"push\"]", "[\" \"]", "`over.operation` has an empty text"),
        ("/{n}", "/5", "`over` has `n`, which `holds` does not use"),
        ("<= 1.1", "+ 1.1", "is not an expression"),
        ("id = \"push\"", "id = \"\"", "the gate has no `id`"),
        ("source = \"S\"", "source = \"S\"\nchapter = \"../../x.md\"", "`chapter` is `../../x.md`"),
        ("source = \"S\"", "source = \"S\"\nupheld = \"x\"", "a gate is judged by `holds`, or by a test"),
        ("source = \"S\"", "source = \"S\"\nlimit = 1.1", "unknown field `limit`"),
    ] {
        let error = gates(&format!("{UPHELD}\n{}", GATE.replace(line, instead))).expect_err(instead);
        assert!(error.contains(said) && error.starts_with("gates.toml:10: "), "{instead}: {error}");
    }
    let twice = gates(&format!("{UPHELD}\n{GATE}\n{GATE}")).unwrap_err();
    assert!(twice.starts_with("gates.toml:17: the gate `push` is there twice"), "{twice}");
    let unknown = gates(&GATE.replace("1.1", "most")).unwrap_err();
    assert!(unknown.starts_with("gates.toml: `push.holds` has `most`, and there is none"), "{unknown}");
}

#[test]
fn what_upholds_a_gate_is_a_file_of_the_repository() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("tests")).unwrap();
    fs::write(folder.path().join("tests/it.rs"), "").unwrap();
    for (test, said) in [
        ("tests/it.rs", None),
        ("../../../../etc/passwd", Some("leads out of the repository")),
        ("/etc/passwd", Some("leads out of the repository")),
        ("tests/../../x", Some("leads out of the repository")),
        ("", Some("leads out of the repository")),
        ("tests/gone.rs", Some("does not exist")),
        ("tests", Some("does not exist")),
    ] {
        let text = format!("{SUBJECT}{}", UPHELD.replace("tests/it.rs", test));
        fs::write(folder.path().join("gates.toml"), text).unwrap();
        let files = RuleFiles { gates: Some(Path::new("gates.toml")), ..RuleFiles::default() };
        match (Rules::load(folder.path(), files), said) {
            (Ok(_), None) => {}
            (Err(error), Some(said)) => assert!(error.to_string().contains(said), "{test}: {error}"),
            (loaded, _) => panic!("{test}: {loaded:?}"),
        }
    }
}

#[test]
fn a_name_that_means_nothing_is_refused_with_its_file_and_key() {
    for (text, said) in [
        ("a = 'b + 1'\n", "figures.toml:1: `a` has `b`, and there is none of that name; there are a."),
        ("a = 'a'\n", "figures.toml:1: `a` rests on itself: a → a."),
        ("a = 'b'\nb = 'own(c)'\nc = 'max(a, 1)'\n", "rests on itself: "),
        ("x = 1\na = '1 +'\n", "figures.toml:2: `a`: `1 +` is not an expression"),
        ("a = '1 < 2'\n", "has a condition where a number"),
        ("a-b = 1\n", "`a-b`: no name of a figure"),
        ("a = 'saves(\"x\")'\n", "figures.toml:1: `a` names a gate, a claim or what the decision says"),
        ("[a]\nby = \"x\"\nif = 1\n", "figures.toml:1: `a`: it has no key `if`"),
        ("[at]\nn = [5]\n", "`n` needs two sizes at least"),
        ("[at]\nn = [5, 5]\n", "which rise from size to size"),
        ("[at]\nn = [0, 5]\n", "and begin above 0"),
        ("[at]\nn = [5, 92]\n\n[n]\nby = \"x\"\nelse = 1\n", "`n` is the name of an axis"),
    ] {
        let error = figures(text).expect_err(text);
        assert!(error.contains(said), "{text}: {error}");
    }
    let tower: String = (1..100).map(|at| format!("a{at} = 'a{}'\n", at - 1)).collect();
    let error = figures(&format!("a0 = 1\n{tower}")).unwrap_err();
    assert!(error.contains("rests on more than 64 names"), "{error}");
}

#[test]
fn names_that_double_at_each_step_end_in_a_sentence_and_not_in_hours() {
    let levels = 1..40;
    let axes: Vec<String> = levels.clone().map(|at| format!("n{at}")).collect();
    let sum = axes.join(" + ");
    let doubling =
        levels.map(|at| format!("a{at} = 'with(a{}, n{at}=\"1\") + with(a{0}, n{at}=\"2\")'\n", at - 1));
    let doubling: String = doubling.collect();
    let sizes: String = axes.iter().map(|axis| format!("{axis} = [1, 2]\n")).collect();
    let error = value(&format!("a0 = '{sum}'\n{doubling}[at]\n{sizes}"), "a39").unwrap_err();
    assert!(error.contains("is asked for in too many ways"), "{error}");
}

/// What an expression comes to over the record of the fixture, with these named figures.
fn value(named: &str, text: &str) -> Result<f64, String> {
    let folder = Folder::changed(|record| {
        let times = [10.0, 100.0, 1000.0].map(|n: f64| (format!("push/vec/{n}"), n * n));
        let times = times.map(|(point, time)| (point, serde_json::json!([time, time])));
        record["figures"]["time"] = times.into_iter().collect();
        let ratios = ["push/vec/10", "push/vec/100", "push/vec/1000"]
            .map(|point| (point.to_owned(), serde_json::json!([1.0, 1.0])));
        record["figures"]["time-ratio"] = ratios.into_iter().collect();
    });
    let evidence = Evidence::load(folder.path()).expect("the folder loads").ruled(figures(named)?);
    let figures = Figures::of(&evidence, &View::default());
    let value = Formula::parse(text).map_err(|error| error.to_string())?.value(&figures);
    value.map(|found| found.value).map_err(|error| error.to_string())
}

#[test]
fn a_name_stands_for_its_expression_at_the_coordinates_that_are_meant() {
    let named = "double = 'with(time, n=\"10\") * 2'\ntime = 'fig(\"time/push/vec/{n}\")'\n";
    assert_eq!(value(named, "double"), Ok(200.0));
    assert_eq!(value(named, "with(time, n=\"100\") - double"), Ok(9800.0));
    assert_eq!(value(named, "min(double, 3, 7) + max(1, middle(2))"), Ok(5.0));
    let error = value(named, "time").unwrap_err();
    assert!(error.contains("there is no `time/push/vec/{n}`"), "{error}");
}

#[test]
fn a_figure_is_another_expression_for_another_coordinate() {
    let named = "[size]\nby = \"kind\"\nelse = 'n'\n[size.is]\nsmall = 7\n[at]\nn = [10, 100]\n";
    assert_eq!(value(named, "with(size, kind=\"small\")"), Ok(7.0));
    assert_eq!(value(named, "with(size, kind=\"large\", n=\"40\")"), Ok(40.0));
    let error = value(named, "size").unwrap_err();
    assert!(error.contains("`size` differs by `kind`, and here it is not said which"), "{error}");
    let error = value(&named.replace("else = 'n'\n", ""), "with(size, kind=\"large\")").unwrap_err();
    assert!(error.contains("`size` has no case for the `kind` large"), "{error}");
}

#[test]
fn between_sizes_and_beyond_them_a_power_law_is_taken() {
    let named = "time = 'fig(\"time/push/vec/{n}\")'\n[at]\nn = [10, 50, 100, 1000]\n";
    for (n, time) in
        [(10.0, 100.0), (30.0, 900.0), (100.0, 1e4), (500.0, 250_000.0), (2000.0, 4e6), (5.0, 25.0)]
    {
        let found = value(named, &format!("at(time, n={n})")).unwrap();
        assert!((found / time - 1.0).abs() < 1e-9, "{n}: {found}");
    }
    let error = value(&named.replace("vec", "nobody"), "at(time, n=30)").unwrap_err();
    assert!(error.contains("there is no `time/push/nobody/"), "{error}");
}

#[test]
fn the_rules_of_a_decision_that_cannot_be_are_refused_with_their_key() {
    let decision = |line: &str, instead: &str| {
        assert!(DECISION.contains(line), "{line}");
        let text = DECISION.replace(line, instead);
        Rules::from_toml(None, None, Some(("decision.toml", &text))).map_err(|error| error.to_string())
    };
    decision("92", "93").unwrap();
    for (line, instead, said) in [
        ("value = 92", "value = nan", "has `NaN`"),
        ("name = \"items\"", "name = \"all-items\"", "`all-items` is no name of a parameter"),
        ("value = 92", "value = 'items'", "`items` rests on itself"),
        ("value = 92", "value = 92\nagainst = \"rate\"", "`parameter.against` has `rate`"),
        ("most = 50", "most = inf", "`size.steps` must rise"),
        ("{ name = \"L\" }", "{ name = \"L\", most = 60 }", "the last has none"),
        ("largest = \"S\"", "largest = \"M\"", "`size.largest` is `M`, which is no step; there are S, L"),
        ("must-hold = []", "must-hold = [\"push\", \"push\"]", "`gates.must-hold` has `push` twice"),
        ("must-hold = []", "must-hold = [\"push\"]", "`gates.must-hold` has `push`, and there is none"),
        ("axes = [\"container\"]", "axes = []", "`candidates` needs `of`"),
        ("of = 'items'", "of = 'itms'", "`saves.of` has `itms`"),
        ("largest-error = 0.15", "largest-error = 1.5", "`test.largest-error` is 1.5"),
        ("n = [30]", "n = []", "`over.n` is empty"),
    ] {
        let error = decision(line, instead).expect_err(instead);
        assert!(error.starts_with("decision.toml: ") && error.contains(said), "{instead}: {error}");
    }
}

const DECISION: &str = r#"
[gates]
must-hold = []
ruling = "as-written"
why = "w"
[[parameter]]
name = "items"
title = "items"
value = 92
[candidates]
of = "dumps"
axes = ["container"]
today = "vec"
[saves]
of = 'items'
at-least = 0.05
why = "w"
[size]
of = 10
title = "change"
unit = "lines"
steps = [{ name = "S", most = 50 }, { name = "L" }]
largest = "S"
why = "w"
[test]
largest-error = 0.15
[[test.row]]
over = { n = [30] }
expected = 'n'
seen = 'fig("time/push/vec/{n}")'
"#;
