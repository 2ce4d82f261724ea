//! The rules as a document, so that a page can decide for parameters that its reader moves.

use serde_json::{Value, json};

use super::choose::OpenOutcome;
use super::decider::Decider;
use super::reason::Reason;
use crate::expression::{Id, Term};
use crate::predicate::{Formula, JudgeError};

/// The rules over every parameter, as JSON: the nodes below the choice and below `more`, which is shown of each candidate at its coordinates, and
/// by their places what they stand for. What rests on no parameter is a constant.
///
/// # Errors
/// [`JudgeError`] names the figure that is missing.
pub fn decision_tree(decider: &Decider<'_>, project: &[f64], more: &[Formula]) -> Result<Value, JudgeError> {
    let file = decider.file();
    let (inputs, open, more) = decider.written(project, more)?;
    let [chosen, _] = open.chosen;
    let gates = |of: &OpenOutcome<'_>| {
        open.gates(&of.candidate, file.gates.ruling).map(|(_, verdict)| verdict).collect::<Vec<_>>()
    };
    let mut roots = vec![chosen, open.at_least];
    for of in &open.outcomes {
        roots.extend([of.saves, of.enough].into_iter().chain(of.size).chain(gates(of)));
    }
    let roots: Vec<Id> = roots.iter().chain(more.iter().flatten()).map(|term| term.id()).collect();
    let tree = decider.figures().graph().tree(&roots, inputs);
    let place = |term: Term<'_>| tree.place(term.id());
    let candidates = open.outcomes.iter().zip(&more).map(|(of, more)| {
        json!({
            "name": of.candidate.name,
            "saves": place(of.saves),
            "enough": place(of.enough),
            "size": of.size.map(place),
            // Of those that `gates` says below, in their order; none where the candidate is not judged.
            "gates": gates(of).into_iter().map(place).collect::<Vec<_>>(),
            "more": more.iter().map(|term| place(*term)).collect::<Vec<_>>(),
        })
    });
    let reasons =
        file.gates.must_hold.iter().map(|id| {
            json!([Reason::Gate(id.clone()).to_string(), Reason::Undecided(id.clone()).to_string()])
        });
    let steps = file.size.iter().flat_map(|sizes| {
        sizes.steps.iter().map(|step| {
            let is_too_large = sizes.is_too_large(step.most.unwrap_or(f64::INFINITY));
            let reason =
                is_too_large.then(|| Reason::TooLarge(sizes.title.clone(), step.name.clone()).to_string());
            json!({"name": step.name, "most": step.most, "reason": reason})
        })
    });
    let parameters = file.parameters.iter().zip(project).map(|(parameter, value)| {
        let against = parameter.against.as_deref().and_then(|name| file.place(name).ok());
        json!({"name": parameter.name, "own": value, "against": against, "unit": parameter.unit})
    });
    Ok(json!({
        "candidates": candidates.collect::<Vec<_>>(),
        "gates": reasons.collect::<Vec<_>>(),
        "today": open.today,
        "chosen": place(chosen),
        "at-least": place(open.at_least),
        "parameters": parameters.collect::<Vec<_>>(),
        "size": {"unit": file.size.as_ref().map(|sizes| &sizes.unit), "steps": steps.collect::<Vec<_>>()},
        "reasons": {"little": Reason::SavesTooLittle.to_string(), "not-sized": Reason::NotSized.to_string(),
            "less": Reason::SavesLess.to_string()},
        "nodes": tree.nodes,
    }))
}
