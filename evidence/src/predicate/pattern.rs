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
        match Self::too_many(path) {
            Some(paths) => Err(Refused::new(
                format!("a pattern for {paths} paths"),
                format!("one for at most {MOST_PATHS}"),
            )),
            None => Ok(Self(metric)),
        }
    }

    /// How many paths that would be, if they are more than anybody compares.
    pub(super) fn too_many(path: &str) -> Option<usize> {
        let (mut paths, mut rest) = (1_usize, path);
        while let Some((_, parts, after)) = braces(rest) {
            paths = paths.saturating_mul(parts.split(',').count());
            rest = after;
        }
        (paths > MOST_PATHS).then_some(paths)
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

    #[test]
    fn braces_are_counted_as_they_are_expanded() {
        for (group, groups) in [("{,,,,,,,,,}", 4), ("{,,,,,,,,,{}", 4), ("{a,{b,c,d,e,f,g,h,i}", 4)] {
            let too_many = |times| Pattern::too_many(&group.repeat(times));
            assert!(too_many(groups).is_some_and(|paths| paths > MOST_PATHS), "{group}");
            let few = group.repeat(groups - 1);
            assert_eq!(
                (too_many(groups - 1), Pattern::paths(&few).len() <= MOST_PATHS),
                (None, true),
                "{group}"
            );
        }
        assert!(Pattern::too_many(&"{,,,,,,,,,{}".repeat(10_000)).is_some());
    }
}
