//! What is added and compared has one unit, wherever it stands.

use evidence::claim::Judge;
use evidence::decision::Decider;
use evidence::metric::{Figures, View};
use evidence::predicate::JudgeError;

use super::{FIGURES, GATES, claim, evidence, evidence_with};

#[test]
fn what_is_added_or_compared_has_one_unit_through_names_patterns_and_other_coordinates() {
    const TIME: &str = "fig(\"time/push/plain/10\")";
    const RATIO: &str = "ratio(\"time/push/shared/10\")";
    const SLOWER: &str = "with(slower, operation=\"push\", container=\"shared\", n=\"10\")";
    let evidence = evidence();
    let figures = Figures::of(&evidence, &View::default());
    let judged = |text: String| Judge::new(&[claim("c", &text)], &figures).judge("c");
    for text in [
        format!("{RATIO} < {TIME}"),
        format!("{TIME} + {RATIO} < 1"),
        format!("{TIME} / {TIME} > {TIME}"),
        format!("least(\"fig\", \"time/push/*/10\") > {RATIO}"),
        format!("1 < 2 || max({TIME}, {RATIO}) > 1"),
        "with(\"at(mixed, n=50)\", operation=\"push\") > 1".to_owned(),
        format!("{SLOWER} > {RATIO}"),
        format!("{SLOWER} * {TIME} > {TIME}"),
        format!("with(\"at(time, n=50)\", operation=\"push\", container=\"plain\") > {RATIO}"),
    ] {
        let said = judged(text.clone());
        assert!(matches!(said, Err(JudgeError::Units(..))), "{text}: {said:?}");
    }
    for text in [
        format!("{TIME} < 20"),
        format!("2 * {TIME} > {TIME} - 5"),
        format!("{TIME} / {TIME} < {RATIO} + 1"),
        format!("least(\"ratio\", \"time/push/*/10\") < {RATIO} * 2"),
        format!("{TIME} * {RATIO} < 3 * {TIME}"),
        format!("{SLOWER} < 3 * {TIME}"),
        // Nobody says what a parameter is measured in.
        format!("with(turn, items=5) > {TIME}"),
    ] {
        assert!(judged(text.clone()).is_ok(), "{text}: {:?}", judged(text.clone()));
    }
}

#[test]
fn a_name_has_a_unit_at_each_of_its_coordinates() {
    const BY: &str = "
[either]
by = \"container\"
else = 'ratio(\"time/push/shared/10\")'
[either.is]
plain = 'fig(\"time/push/plain/10\")'
";
    let evidence = evidence_with(GATES, &format!("{FIGURES}{BY}"));
    let asked = |container: &str| {
        format!("with(either, container=\"{container}\") < ratio(\"time/push/shared/10\") + 1")
    };
    let claims = ["plain", "shared"].map(|container| claim(container, &asked(container)));
    for order in [["plain", "shared"], ["shared", "plain"]] {
        let figures = Figures::of(&evidence, &View::default());
        let judge = Judge::new(&claims, &figures);
        for container in order {
            let said = judge.judge(container);
            let is_refused = matches!(said, Err(JudgeError::Units(..)));
            assert_eq!(is_refused, container == "plain", "{container}: {said:?}");
        }
    }
}

#[test]
fn a_gate_that_compares_a_time_with_a_ratio_has_no_verdict() {
    const RATIO: &str = "ratio(\"time/{operation}/{container}/{n}\")";
    let material = format!("material = 'slower <= {RATIO} && writes > 0'");
    for (rule, wrong) in [
        ("<= 1.1", "<= fig(\"time/{operation}/plain/{n}\") && writes > 0"),
        ("material = 'slower * writes / with(turn, items=n) <= 0.01'", &material),
    ] {
        let wrong = GATES.replace(rule, wrong);
        let evidence = evidence_with(&wrong, FIGURES);
        let figures = Figures::of(&evidence, &View::default());
        let said = Judge::new(&[claim("c", "gate(\"push\", \"shared\")")], &figures).judge("c");
        assert!(matches!(said, Err(JudgeError::Units(..))), "{rule}: {said:?}");
        // Nor does it have one where something is supposed, for which nobody has asked for the gate before.
        let figures = Figures::of(&evidence, &View::default());
        let decider = Decider::new(&figures).unwrap();
        let said = decider.choice(&decider.project().unwrap());
        assert!(matches!(said, Err(JudgeError::Units(..))), "{rule}: {said:?}");
    }
}
