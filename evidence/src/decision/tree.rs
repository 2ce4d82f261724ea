//! The rules as a document, so that a page can decide for parameters that its reader moves.

use serde_json::{Value, json};

use super::Case;
use super::choose::PartsOfCandidate;
use super::decider::{Decider, Written};
use super::reason::Reason;
use crate::expression::Term;
use crate::predicate::{Formula, JudgeError};

/// What else is shown of each candidate: an expression at its coordinates.
pub type AskedOfCandidates = [Formula];

/// The rules over every parameter, as JSON: the nodes below the choice and `more`, and by their places what they stand for. What rests on no
/// parameter is a constant.
///
/// # Errors
/// [`JudgeError`] names the figure that is missing.
pub fn decision_tree(
    decider: &Decider<'_>,
    project: &Case,
    more: &AskedOfCandidates,
) -> Result<Value, JudgeError> {
    let Written { inputs, parts, more } = decider.written(project, more)?;
    let of_candidate = |of: &PartsOfCandidate<'_, '_>| -> Vec<crate::expression::Id> {
        let gates = of.gates.iter().map(|(_, verdict)| *verdict);
        [of.saves, of.enough].into_iter().chain(of.size).chain(gates).map(Term::id).collect()
    };
    let mut roots = vec![parts.chosen.id(), parts.at_least.id()];
    roots.extend(parts.candidates.iter().flat_map(of_candidate));
    roots.extend(more.iter().flatten().map(|term| term.id()));
    let tree = decider.figures().graph().tree(&roots, inputs);
    let place = |term: Term<'_>| tree.place(term.id());
    let candidates = parts.candidates.iter().zip(&more).map(|(of, more)| {
        json!({
            "name": of.candidate.name,
            "saves": place(of.saves),
            "enough": place(of.enough),
            "size": of.size.map(place),
            // Of those that `gates` says below, in their order; none where the candidate is not judged.
            "gates": of.gates.iter().map(|(_, verdict)| place(*verdict)).collect::<Vec<_>>(),
            "more": more.iter().map(|term| place(*term)).collect::<Vec<_>>(),
        })
    });
    let file = decider.file();
    let gates =
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
    let parameters = file.parameters.iter().zip(project.values()).map(|(parameter, value)| {
        let against = parameter.against.as_deref().and_then(|name| file.place(name).ok());
        json!({"name": parameter.name, "own": value, "against": against, "unit": parameter.unit})
    });
    Ok(json!({
        "candidates": candidates.collect::<Vec<_>>(),
        "gates": gates.collect::<Vec<_>>(),
        "today": parts.today,
        "chosen": place(parts.chosen),
        "at-least": place(parts.at_least),
        "parameters": parameters.collect::<Vec<_>>(),
        "size": {"unit": file.size.as_ref().map(|sizes| &sizes.unit), "steps": steps.collect::<Vec<_>>()},
        "reasons": {"little": Reason::SavesTooLittle.to_string(), "not-sized": Reason::NotSized.to_string(),
            "less": Reason::SavesLess.to_string()},
        "nodes": tree.nodes,
    }))
}
