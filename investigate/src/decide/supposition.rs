//! What is supposed of parameters: `items=500`.

use evidence::decision::{Case, DecisionFile};
use evidence::predicate::JudgeError;

/// A parameter's name and what it is supposed to be.
pub(super) fn setting(text: &str) -> Result<(String, f64), String> {
    let (name, number) = text.split_once('=').ok_or("write a parameter with its value, such as items=500")?;
    let number = number.trim().parse().map_err(|_| format!("`{number}` is no number"))?;
    Ok((name.trim().to_owned(), number))
}

/// The project's case with what is supposed, one after the other.
pub(super) fn what_if(
    sets: &[(String, f64)],
    file: &DecisionFile,
    project: &Case,
) -> Result<Case, JudgeError> {
    let suppose = |case: Case, (name, value): &(String, f64)| {
        let place = file.place(name)?;
        Ok(file.suppose(&case, place, file.parameters[place].allowed(*value)?))
    };
    sets.iter().try_fold(project.clone(), suppose)
}
