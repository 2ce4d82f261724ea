//! Puts together what the compiler warned of and what the syntax shows there.

use std::collections::{BTreeMap, BTreeSet};

use super::check::Hit;
use super::declarations::Declarations;
use super::element::Element;
use super::mark::{self, Mark};
use super::site::{self, SearchedSubject, Site, Sites};
use crate::code::{CompiledFor, Definition, FieldContents, Position, SourceFile, SubjectKind};

/// One subject with its uses.
#[derive(Debug)]
pub(super) struct SubjectUses {
    pub(super) definition: Definition,
    /// What was asked for: every use, or call sites.
    pub(super) calls: bool,
    /// How many warnings the compiler gave; one place has several where several targets compile it.
    pub(super) warnings: usize,
    /// What the items are, of a list.
    pub(super) element: Option<Element>,
    /// By file, line and column.
    pub(super) uses: Vec<ClassifiedUse>,
    /// What is to be done, by family and operation; none where families say nothing.
    pub(super) edits: BTreeMap<&'static str, BTreeMap<String, String>>,
}

/// One use, with all that the syntax tells of it.
#[derive(Debug)]
pub(super) struct ClassifiedUse {
    pub(super) file: String,
    /// How many calls of the crate's own macros lead here, if it stands in one.
    pub(super) expansions: usize,
    /// What the syntax tells; of a place that it does not show, the function around.
    pub(super) site: Site,
    /// What each family makes of it; none where families say nothing.
    pub(super) families: BTreeMap<&'static str, &'static str>,
}

/// What was asked for.
#[derive(Debug)]
pub(super) struct MarkedSubject {
    pub(super) definition: Definition,
    pub(super) mark: usize,
    /// Call sites, not all uses.
    pub(super) calls: bool,
}

/// Puts the compiler's answers and the syntax together.
pub(super) fn found(
    asked: Vec<MarkedSubject>,
    hits: &[Hit],
    marks: &[Mark],
    sources: &[SourceFile],
) -> Vec<SubjectUses> {
    let called = asked.iter().filter(|it| it.calls).map(|it| it.definition.subject.name.clone());
    let snapshots: Vec<String> = called.collect();
    let lists = asked.iter().filter(|it| it.definition.holds == FieldContents::List);
    let lists: Vec<String> = lists.map(|it| it.definition.subject.name.clone()).collect();
    let declarations = Declarations::of(sources);
    let mut all = Vec::new();
    for MarkedSubject { definition, mark, calls } in asked {
        let subject = &definition.subject;
        let element = Some(&definition)
            .filter(|it| it.holds == FieldContents::List)
            .and_then(|it| Element::of(it, sources));
        let wanted = SearchedSubject {
            name: &subject.name,
            kind: subject.kind,
            owner: subject.owner.as_deref(),
            holds: definition.holds,
            element: element.as_ref(),
            declarations: &declarations,
            snapshots: &snapshots,
            lists: &lists,
        };
        let mut own: Vec<&Hit> = hits.iter().filter(|hit| hit.mark == mark).collect();
        if subject.kind == SubjectKind::Type {
            own.retain(|hit| !hit.member);
        }
        let uses = uses(&own, &wanted, marks, sources);
        let warnings = own.len();
        all.push(SubjectUses { definition, calls, warnings, element, uses, edits: BTreeMap::new() });
    }
    all
}

fn uses(
    hits: &[&Hit],
    wanted: &SearchedSubject<'_>,
    marks: &[Mark],
    sources: &[SourceFile],
) -> Vec<ClassifiedUse> {
    let mut by_file: BTreeMap<&str, Vec<&Hit>> = BTreeMap::new();
    for hit in hits {
        by_file.entry(&hit.file).or_default().push(hit);
    }
    let mut all = Vec::new();
    for (file, hits) in by_file {
        let source = sources.iter().find(|source| source.path == file);
        let sites = source.map(|source| site::sites(source, wanted)).unwrap_or_default();
        let mut places: BTreeMap<Position, Vec<(&Hit, Option<&Site>)>> = BTreeMap::new();
        for hit in hits {
            let [start, end] = [hit.start, hit.end].map(|place| mark::original(marks, file, place));
            let site = sites.sites.iter().find(|site| is_at(site, start, end, wanted.kind));
            let place = site.map_or_else(|| name_in(source, wanted.name, start, end), |site| site.start);
            places.entry(place).or_default().push((hit, site));
        }
        all.extend(places.into_iter().map(|(place, hits)| one(file, place, &hits, &sites)));
    }
    all
}

/// The compiler's span of an access to a field ends with its name, that of a literal's or a pattern's field starts with it,
/// and that of a type has its whole path.
fn is_at(site: &Site, start: Position, end: Position, kind: SubjectKind) -> bool {
    let exact = site.start == start || site.end == end;
    exact || (kind == SubjectKind::Type && start <= site.start && site.end <= end)
}

fn one(file: &str, place: Position, hits: &[(&Hit, Option<&Site>)], sites: &Sites) -> ClassifiedUse {
    let calls: BTreeSet<_> = hits.iter().filter_map(|(hit, _)| hit.called.as_ref()).collect();
    let site = hits.iter().find_map(|(_, site)| site.cloned());
    let mut site = site.unwrap_or_else(|| sites.unclear(place));
    site.test = hits.iter().all(|(hit, _)| match hit.within {
        CompiledFor::Code => false,
        CompiledFor::Tests => true,
        CompiledFor::Either => site.test,
    });
    ClassifiedUse { file: file.to_owned(), expansions: calls.len(), site, families: BTreeMap::new() }
}

/// Where the name stands in a span that syntax knows nothing of: at its start, or else at its end.
fn name_in(source: Option<&SourceFile>, name: &str, start: Position, end: Position) -> Position {
    let text_at = |place: Position| {
        let source = source?;
        source.text.get(place.offset(&source.text)?..)
    };
    let column = |name: &str| end.column.saturating_sub(name.chars().count()).max(1);
    let raw = format!("r#{name}");
    let is_at = |place, name: &str| text_at(place).is_some_and(|rest| rest.starts_with(name));
    let at_raw = Position { column: column(&raw), ..end };
    if is_at(start, name) || is_at(start, &raw) {
        start
    } else if is_at(at_raw, &raw) {
        at_raw
    } else {
        Position { column: column(name), ..end }
    }
}
