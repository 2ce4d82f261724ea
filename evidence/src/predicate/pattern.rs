//! Several figures under one name.

use super::refused::Refused;
use crate::metric::Metric;

/// No pattern stands for more paths.
const MOST_PATHS: usize = 4096;

/// Several figures of one measure: `*` stands for every coordinate but the baseline's and the control's, `{30,92}` for each of its parts.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Pattern(pub(super) Metric);

impl Pattern {
    /// The pattern; or what is there instead of one, and what is wanted.
    pub(super) fn new(metric: Metric) -> Result<Self, Refused> {
        let path = &metric.path;
        if !path.contains(['*', '{']) {
            let wanted = "a path with `*` for every coordinate, or `{30,92}` for several";
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
        Ok(Self(metric))
    }

    /// Every path that it stands for, with `*` as it is.
    pub(super) fn paths(path: &str) -> Vec<String> {
        let mut paths = vec![String::new()];
        let mut rest = path;
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
        let paths = Pattern::paths;
        assert_eq!(paths("{push,get}/*/{5, 30}"), ["push/*/5", "push/*/30", "get/*/5", "get/*/30"]);
        assert_eq!(paths("push/rope/92"), ["push/rope/92"]);
        assert_eq!(paths("push/{rope"), ["push/{rope"]);
    }
}
