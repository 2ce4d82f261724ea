//! What a book computes and decides by: named figures, gates and the decision's rules, each in a file of its own.

mod error;

pub use error::RulesError;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use crate::decision::{DecisionFile, Parameter};
use crate::ensure::ensure;
use crate::file::read_text;
use crate::gate::{Gates, How};
use crate::named::{Definition, FigureFile};
use crate::predicate::{Program, SUPPOSED};

/// No name rests on more others, one after the other.
const DEEPEST: usize = 64;

/// All rules of a book.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Rules {
    /// The figures that have names.
    pub figures: FigureFile,
    /// What subjects are judged by.
    pub gates: Gates,
    /// How it is decided among candidates; none where nothing is.
    pub decision: Option<DecisionFile>,
    /// What each name differs by.
    by: BTreeMap<Arc<str>, BTreeSet<String>>,
}

/// The rules' files, from the book's root.
#[derive(Debug, Clone, Copy, Default)]
pub struct RuleFiles<'p> {
    /// The named figures.
    pub figures: Option<&'p Path>,
    /// The gates.
    pub gates: Option<&'p Path>,
    /// The decision.
    pub decision: Option<&'p Path>,
}

/// What a name stands for.
pub(crate) enum Named<'r> {
    /// A parameter of the decision.
    Parameter(&'r Parameter),
    /// A figure.
    Figure(&'r Definition),
}

impl Rules {
    /// Loads the files that a book has, below `root`.
    ///
    /// # Errors
    /// [`RulesError`] names the file and what is wrong with it.
    pub fn load(root: &Path, files: RuleFiles<'_>) -> Result<Self, RulesError> {
        let text = |key: &'static str, file: Option<&Path>| -> Result<Option<(String, String)>, RulesError> {
            let Some(file) = file else { return Ok(None) };
            let name = file.display().to_string();
            match read_text(&root.join(file)) {
                Ok(text) => Ok(Some((name, text))),
                Err(error) => Err(RulesError::Unreadable(format!(
                    "cannot read {name}: {error}. Check the `{key}` path in book.toml."
                ))),
            }
        };
        let [figures, gates, decision] =
            [text("figures", files.figures)?, text("gates", files.gates)?, text("decision", files.decision)?];
        let [figures, gates, decision] = [&figures, &gates, &decision]
            .map(|file| file.as_ref().map(|(name, text)| (name.as_str(), text.as_str())));
        let rules = Self::from_toml(figures, gates, decision)?;
        if let Some((name, _)) = gates {
            rules.gates.check_tests(root, name)?;
        }
        Ok(rules)
    }

    /// Reads the files' texts, each with the name that messages have for it.
    ///
    /// # Errors
    /// [`RulesError`] when a text is not TOML of its form, or names what is not there.
    pub fn from_toml(
        figures: Option<(&str, &str)>,
        gates: Option<(&str, &str)>,
        decision: Option<(&str, &str)>,
    ) -> Result<Self, RulesError> {
        let read = |(file, text)| FigureFile::from_toml(file, text);
        let mut rules = Self {
            by: BTreeMap::new(),
            figures: figures.map(read).transpose()?.unwrap_or_default(),
            gates: gates.map(|(file, text)| Gates::from_toml(file, text)).transpose()?.unwrap_or_default(),
            decision: decision.map(|(file, text)| DecisionFile::from_toml(file, text)).transpose()?,
        };
        rules.check([figures, gates, decision].map(|file| file.map_or("", |(name, _)| name)))?;
        let mut by = BTreeMap::new();
        rules.names().for_each(|name| drop(rules.found_to_differ_by(name, &mut by)));
        rules.by = by;
        Ok(rules)
    }

    /// What a name stands for.
    pub(crate) fn named<'r>(&'r self, name: &str) -> Option<Named<'r>> {
        let parameter = self.decision.as_ref().and_then(|file| file.parameter(name));
        parameter.map(Named::Parameter).or_else(|| self.figures.figures.get(name).map(Named::Figure))
    }

    /// What a name's value differs by: axes, and parameters behind [`SUPPOSED`]. All else leaves it what it is, so that it is
    /// computed once. With the name as the rules have it; none for a name that they do not know.
    pub(crate) fn differs_by(&self, name: &str) -> Option<(Arc<str>, &BTreeSet<String>)> {
        self.by.get_key_value(name).map(|(name, by)| (Arc::clone(name), by))
    }

    /// Whether what has one of these names is another when something is supposed of a parameter.
    pub(crate) fn rest_on_parameters(&self, names: &[&str]) -> bool {
        let mut all = names.iter().filter_map(|name| self.differs_by(name));
        all.any(|(_, by)| by.iter().any(|by| by.starts_with(SUPPOSED)))
    }

    fn found_to_differ_by(
        &self,
        name: &str,
        known: &mut BTreeMap<Arc<str>, BTreeSet<String>>,
    ) -> BTreeSet<String> {
        if let Some(found) = known.get(name) {
            return found.clone();
        }
        let found = match self.named(name) {
            // The name of an axis.
            None => BTreeSet::from([name.to_owned()]),
            Some(Named::Parameter(parameter)) => BTreeSet::from([format!("{SUPPOSED}{}", parameter.name)]),
            Some(Named::Figure(definition)) => {
                let mut found = BTreeSet::new();
                if let Definition::Cases { by, .. } = definition {
                    found.insert(by.clone());
                }
                for formula in definition.formulas() {
                    found
                        .extend(formula.program.differs_by(&mut |name| self.found_to_differ_by(name, known)));
                }
                found
            }
        };
        known.insert(name.into(), found.clone());
        found
    }

    /// Whether something has that name.
    pub fn has(&self, name: &str) -> bool {
        self.named(name).is_some()
    }

    /// All names.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        let parameters = self.decision.iter().flat_map(|file| &file.parameters).map(|it| it.name.as_str());
        self.figures.figures.keys().map(String::as_str).chain(parameters)
    }

    /// The coordinates on an axis at which named figures take something.
    pub fn coordinates_on(&self, axis: &str) -> BTreeSet<&str> {
        let formulas = self.figures.figures.values().flat_map(Definition::formulas);
        formulas.flat_map(|formula| formula.program.coordinates_on(axis)).collect()
    }

    /// The sizes of an axis between which values are taken.
    pub fn sizes(&self, axis: &str) -> Option<&[f64]> {
        self.figures.at.get(axis).map(Vec::as_slice)
    }

    /// Every expression of the files, of which these are the names of two: each with its place and its key there.
    fn written<'r>(&'r self, [gates, decision]: [&'r str; 2]) -> Vec<(&'r str, String, &'r Program)> {
        let mut all = Vec::new();
        for (name, definition) in &self.figures.figures {
            let place = self.figures.place(name);
            all.extend(definition.formulas().map(|formula| (place, name.clone(), &formula.program)));
        }
        for (key, formula) in self.decision.iter().flat_map(DecisionFile::formulas) {
            all.push((decision, key, &formula.program));
        }
        for gate in &self.gates.gates {
            let programs = gate.programs();
            all.extend(programs.map(|(key, program)| (gates, format!("{}.{key}", gate.id), program)));
        }
        all
    }

    /// The axes on which an expression can have a coordinate.
    fn axes(&self) -> BTreeSet<&str> {
        let over = self.gates.gates.iter().filter_map(|gate| match &gate.how {
            How::Judged { over, .. } => Some(over.keys()),
            How::Upheld { .. } => None,
        });
        let of_decision = self.decision.iter().flat_map(DecisionFile::axes);
        let known = over.flatten().chain(self.figures.at.keys()).map(String::as_str);
        known.chain(of_decision).chain([self.gates.subject.as_str()]).collect()
    }

    fn check(&self, files: [&str; 3]) -> Result<(), RulesError> {
        let [figures, gates, decision] = files;
        let axes = self.axes();
        for name in self.names() {
            let twice = self.figures.figures.contains_key(name)
                && self.decision.as_ref().is_some_and(|file| file.parameter(name).is_some());
            ensure(!twice, || {
                format!("the parameter `{name}` is also a figure of {figures}. Give one of them another name")
            })
            .map_err(|problem| RulesError::malformed(decision, problem))?;
            ensure(!axes.contains(name), || {
                format!("`{name}` is the name of an axis. Give the figure or parameter another")
            })
            .map_err(|problem| RulesError::malformed(self.figures.place(name), problem))?;
        }
        let mut rests: BTreeMap<&str, (&str, BTreeSet<&str>)> = BTreeMap::new();
        let written = self.written([gates, decision]);
        for (file, key, program) in &written {
            ensure(program.facts().next().is_none(), || {
                format!(
                    "`{key}` names a gate, a claim or what the decision says. Those rest on this file; write an expression over figures"
                )
            })
            .map_err(|problem| RulesError::malformed(*file, problem))?;
            let names = program.names();
            if let Some(name) = names.iter().find(|name| !axes.contains(**name) && !self.has(name)) {
                let known: Vec<&str> = self.names().collect();
                return Err(RulesError::unknown(file, key, name, &known));
            }
            let key =
                key.strip_prefix("parameter.").and_then(|key| key.strip_suffix(".value")).unwrap_or(key);
            let (_, on) = rests.entry(key).or_insert((file, BTreeSet::new()));
            on.extend(names.into_iter().filter(|name| self.has(name)));
        }
        in_order(&rests)?;
        match &self.decision {
            Some(file) => file.check_gates(decision, &self.gates),
            None => Ok(()),
        }
    }
}

/// Whether each name rests only on names that can be computed before it, and not on too many.
fn in_order(rests: &BTreeMap<&str, (&str, BTreeSet<&str>)>) -> Result<(), RulesError> {
    let mut depth: BTreeMap<&str, usize> = BTreeMap::new();
    loop {
        let known = |on: &BTreeSet<&str>| on.iter().all(|name| depth.contains_key(name));
        let next: Vec<(&str, &str, usize)> = rests
            .iter()
            .filter(|(name, (_, on))| !depth.contains_key(*name) && known(on))
            .map(|(name, (file, on))| {
                (*name, *file, on.iter().filter_map(|on| depth.get(on)).max().map_or(0, |most| most + 1))
            })
            .collect();
        if next.is_empty() {
            break;
        }
        for (name, file, deep) in next {
            if deep > DEEPEST {
                return Err(RulesError::malformed(
                    file,
                    format!(
                        "`{name}` rests on more than {DEEPEST} names, one after the other. Write some of them in one"
                    ),
                ));
            }
            depth.insert(name, deep);
        }
    }
    let Some((&first, (file, _))) = rests.iter().find(|(name, _)| !depth.contains_key(*name)) else {
        return Ok(());
    };
    // Whatever is left rests on something that is left; sooner or later one is met again.
    let mut path = vec![first];
    loop {
        let (_, on) = &rests[path[path.len() - 1]];
        let Some(next) = on.iter().find(|on| !depth.contains_key(*on) && rests.contains_key(*on)) else {
            return Ok(());
        };
        if let Some(begins) = path.iter().position(|known| known == next) {
            let circle: Vec<&str> = path[begins..].iter().chain([next]).copied().collect();
            let file = rests.get(next).map_or(*file, |(file, _)| file);
            let path = circle.join(" → ");
            let problem = format!("`{next}` rests on itself: {path}. Write one of them without the others.");
            return Err(RulesError::malformed(file, problem));
        }
        path.push(next);
    }
}
