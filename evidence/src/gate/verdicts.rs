//! The gates' verdicts as expressions, each written once.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use super::file::Gate;
use super::judge::OpenVerdict;
use crate::coordinates::Coordinates;
use crate::metric::Figures;
use crate::predicate::{JudgeError, Scope};

/// The verdicts over some figures, by the ids of gate and subject.
#[derive(Debug, Default)]
pub(crate) struct OpenVerdicts<'g>(RefCell<HashMap<(String, String), Known<'g>>>);

type Known<'g> = Result<Rc<OpenVerdict<'g>>, JudgeError>;

impl<'g> OpenVerdicts<'g> {
    /// What a gate says of a subject when every parameter is as it is.
    pub(crate) fn of(&self, gate: &Gate, subject: &str, figures: &'g Figures<'g>) -> Known<'g> {
        let key = (gate.id.clone(), subject.to_owned());
        if let Some(known) = self.0.borrow().get(&key) {
            return known.clone();
        }
        let found = judge(gate, subject, &Scope::of(figures), None);
        self.0.borrow_mut().insert(key, found.clone());
        found
    }

    /// What it says when `scope` supposes something of parameters: the same, but for what rests on them.
    pub(crate) fn supposing(&self, gate: &Gate, subject: &str, scope: &Scope<'_, 'g>) -> Known<'g> {
        // The units of its rules are looked at here, and not again where something is supposed.
        let own = self.of(gate, subject, scope.figures)?;
        let rules = scope.figures.rules();
        let resting = gate.programs().filter(|(_, program)| rules.rest_on_parameters(&program.names()));
        match resting.map(|(key, _)| key).collect::<Vec<_>>().as_slice() {
            [] => Ok(own),
            ["material"] => judge(gate, subject, scope, Some(&own)),
            _ => judge(gate, subject, scope, None),
        }
    }
}

fn judge<'g>(gate: &Gate, subject: &str, scope: &Scope<'_, 'g>, own: Option<&OpenVerdict<'g>>) -> Known<'g> {
    let axis = scope.figures.rules().gates.subject.as_str();
    gate.judge(&scope.at(&Coordinates::from_iter([(axis, subject)])), own).map(Rc::new)
}
