//! Several figures under one name.

use super::error::JudgeError;
use super::refused::Refused;
use crate::expression::Term;
use crate::metric::{Figures, LookError, Measure, Metric};

/// No pattern stands for more paths.
const MOST_PATHS: usize = 4096;

/// Several figures of one measure: `*` stands for every representation but the baseline, or for every coordinate but the baseline's, `{30,92}` for each of its parts.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Pattern(Metric);

impl Pattern {
    /// The pattern; or what is there instead of one, and what is wanted.
    pub(super) fn new(measure: Measure, path: &str) -> Result<Self, Refused> {
        if !path.contains(['*', '{']) {
            let wanted = "a path with `*` for the representation, or `{30,92}` for several";
            return Err(Refused::new(format!("`{path}`"), wanted));
        }
        let sets = path.split('{').skip(1).filter_map(|rest| rest.split_once('}'));
        let paths = sets.map(|(parts, _)| parts.split(',').count()).fold(1, usize::saturating_mul);
        if paths > MOST_PATHS {
            return Err(Refused::new(
                format!("a pattern for {paths} paths"),
                format!("one for at most {MOST_PATHS}"),
            ));
        }
        Ok(Self(Metric::new(measure, path)))
    }

    /// Every path that it stands for, with `*` as it is.
    fn paths(&self) -> Vec<String> {
        let mut paths = vec![String::new()];
        let mut rest = self.0.path.as_str();
        while let Some((before, parts, after)) = braces(rest) {
            paths = paths
                .iter()
                .flat_map(|path| parts.split(',').map(move |part| format!("{path}{before}{}", part.trim())))
                .collect();
            rest = after;
        }
        paths.iter_mut().for_each(|path| path.push_str(rest));
        paths
    }

    /// The figures. Of `*`, those are left out that the record does not have: it says why it lacks them. What is named must be there.
    fn terms<'g>(&self, figures: &'g Figures<'_>) -> Result<Vec<Term<'g>>, JudgeError> {
        let subjects = &figures.record().subjects;
        let mut terms = Vec::new();
        for path in self.paths() {
            let look = |path: String| figures.term(&Metric::new(self.0.measure.clone(), path));
            if !path.contains('*') {
                terms.push(look(path)?);
            } else if let Measure::Value(record) | Measure::Relative(record) = &self.0.measure {
                let points = figures.evidence().points(&path, record.as_deref()).map_err(LookError::from)?;
                for point in points {
                    terms.push(look(point)?);
                }
            } else {
                let others = subjects.representations.iter().filter(|known| known.id != subjects.baseline);
                terms.extend(
                    others.filter_map(|representation| look(path.replace('*', &representation.id)).ok()),
                );
            }
        }
        Ok(terms)
    }

    pub(super) fn reduce<'g>(
        &self,
        figures: &'g Figures<'_>,
        choose: fn(Term<'g>, Term<'g>) -> Term<'g>,
    ) -> Result<Term<'g>, JudgeError> {
        self.terms(figures)?.into_iter().reduce(choose).ok_or_else(|| JudgeError::Nobody {
            pattern: self.0.path.clone(),
            record: figures.record().name.clone(),
        })
    }
}

fn braces(pattern: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = pattern.split_once('{')?;
    let (parts, after) = rest.split_once('}')?;
    Some((before, parts, after))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn braces_stand_for_each_of_their_parts() {
        let paths = |path: &str| Pattern(Metric::new(Measure::Ratio, path)).paths();
        assert_eq!(paths("{push,get}/*/{5, 30}"), ["push/*/5", "push/*/30", "get/*/5", "get/*/30"]);
        assert_eq!(paths("push/im/92"), ["push/im/92"]);
        assert_eq!(paths("push/{im"), ["push/{im"]);
    }
}
