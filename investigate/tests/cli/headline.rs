//! The conclusion rests on its figures: each of them, moved past the slack that the book prints, breaks what it says, or
//! is listed as carrying nothing.
//!
//! The moves are judged in memory, all of them; a few are made in the files too, to see that the commands judge alike.

use std::collections::{BTreeSet, HashMap};
use std::fs;
use std::sync::LazyLock;

use evidence::claim::{Claim, Judge};
use evidence::gate::How;
use evidence::metric::{Ask, Figures, Metric, View};
use evidence::predicate::{Flip, Interval, Moved, Truth};
use evidence::record::{Figure, InputKind, Record};
use evidence::rules::Rules;
use evidence::{Coordinates, Evidence, TO};
use mdbook_driver::MDBook;
use mdbook_evidence::{Breaks, EvidencePreprocessor, Headline};
use scraper::{ElementRef, Html, Selector};
use tempfile::TempDir;

use crate::decide::ruled;
use crate::fixture::{Project, root};
use crate::refused::SAID;

/// The project's own book and rules.
struct Book {
    evidence: Evidence,
    view: View,
    claims: Vec<Claim>,
    headlines: Vec<Headline>,
    /// Pages as a reader has them: the executive summary, the appendix of what figures carry, the matrix, the samples.
    summary: String,
    appendix: String,
    matrix: String,
    samples: String,
}

/// Built once for all tests.
static BOOK: LazyLock<Book> = LazyLock::new(Book::built);

impl Book {
    fn built() -> Self {
        let root = root();
        let folder = TempDir::new().unwrap();
        let mut book = MDBook::load(root).unwrap();
        book.config.build.build_dir = folder.path().to_owned();
        let config = mdbook_evidence::Config::of(&book.config, root).unwrap();
        let preprocessor = EvidencePreprocessor::strict();
        let coverage = preprocessor.coverage();
        book.with_preprocessor(preprocessor);
        book.build().unwrap();
        let page = |name: &str| fs::read_to_string(folder.path().join(name)).unwrap();
        let evidence = ruled(root);
        Self {
            view: evidence.views(&config.coordinates).unwrap().swap_remove(0),
            evidence,
            claims: coverage.found().claims.into_iter().map(|(claim, _)| claim).collect(),
            headlines: coverage.found().headlines,
            summary: page("executive-summary.html"),
            appendix: page("what-figures-carry.html"),
            matrix: page("matrix.html"),
            samples: page("samples.html"),
        }
    }

    fn judge<'a>(&'a self, figures: &'a Figures<'a>) -> Judge<'a> {
        Judge::new(&self.claims, figures)
    }

    fn record(&self) -> &Record {
        self.evidence.any(&self.view.name).unwrap()
    }

    /// What the strict build and `decide --check` would say, each with a name.
    fn broken(&self, figures: &Figures<'_>) -> Vec<String> {
        let judge = self.judge(figures);
        let claims = self.claims.iter().filter(|claim| judge.judge(&claim.id) != Ok(Truth::True));
        let mut broken: Vec<String> = claims.map(|claim| claim.id.clone()).collect();
        broken.extend(judge.decision_differences().unwrap_or_else(|error| vec![error.to_string()]));
        broken
    }

    /// The texts of the code in the cells of the appendix that `selector` chooses.
    fn listed(&self, selector: &str) -> BTreeSet<String> {
        let (page, selector) = (Html::parse_document(&self.appendix), Selector::parse(selector).unwrap());
        page.select(&selector).map(|code| code.text().collect()).collect()
    }
}

/// A little farther than where it flips.
fn past(to: Moved) -> Moved {
    match to {
        Moved::Times(factor) => Moved::Times(if factor >= 1.0 { factor * 1.02 } else { factor / 1.02 }),
        Moved::Count { .. } => to,
    }
}

#[test]
fn every_figure_of_the_conclusion_breaks_what_it_carries_or_is_listed_as_carrying_nothing() {
    let book = &*BOOK;
    assert_eq!(book.broken(&Figures::of(&book.evidence, &book.view)), Vec::<String>::new());
    let carrying = book.listed("section.carrying tbody th code");
    let idle = book.listed("section.carrying li > code:first-child");
    let mut moved = 0;
    for Headline { metric, breaks, .. } in &book.headlines {
        let printed = if breaks.is_empty() { &idle } else { &carrying };
        assert!(printed.contains(&metric.to_string()), "{metric} is not where the appendix should have it");
        let Some((what, flip)) = breaks.first() else { continue };
        let figures = Figures::with_moved(&book.evidence, &book.view, metric.clone(), past(flip.to));
        let judge = book.judge(&figures);
        match what {
            Breaks::Claim(id) => {
                assert_ne!(judge.judge(id), Ok(Truth::True), "{metric} moved, and {id} stands");
            }
            Breaks::Decision => {
                let differences = judge.decision_differences().unwrap();
                let representation = metric.path.split(['/', '+']).nth(2).unwrap_or_default();
                let named = metric.ask != Ask::Ratio
                    || differences.iter().any(|text| text.contains(&format!("`{representation}`")));
                assert!(!differences.is_empty() && named, "{metric} moved, and {differences:?} was said");
            }
        }
        moved += 1;
    }
    assert!(moved >= 60, "only {moved} figures carry the conclusion");
}

#[test]
fn every_claim_falls_when_the_evidence_crosses_its_predicate() {
    let book = &*BOOK;
    let figures = Figures::of(&book.evidence, &book.view);
    let judge = book.judge(&figures);
    let ids: Vec<&str> = book.claims.iter().map(|claim| claim.id.as_str()).collect();
    for (Claim { id, predicate }, slack) in book.claims.iter().zip(judge.slack(&ids, &|_| true)) {
        let nearest = slack.into_iter().next();
        let nearest = nearest.unwrap_or_else(|| panic!("no figure moves {id}: {}", predicate.text));
        let moved = Figures::with_moved(&book.evidence, &book.view, nearest.metric.clone(), past(nearest.to));
        let fallen = book.judge(&moved).judge(id);
        assert_ne!(fallen, Ok(Truth::True), "{} is {}, and {id} stands", nearest.metric, nearest.to);
    }
    assert!(book.claims.len() >= 40, "only {} claims were moved", book.claims.len());
}

/// Moves that a reader once made and that nothing noticed.
#[test]
fn a_figure_of_the_conclusion_that_somebody_moved_breaks_what_it_carries() {
    let book = &*BOOK;
    let (alone, file) = (Coordinates::default(), Coordinates::from_iter([(TO, "arc-file")]));
    for (ask, path, named, factor) in [
        (Ask::Fig, "time/snapshot/vec/1000", &alone, 3.0),
        (Ask::Fig, "time/snapshot/vec/10000", &alone, 3.0),
        (Ask::Ratio, "time/cycle/vec-arc/500", &file, 4.0),
        (Ask::Fig, "deep-copies-per-phase/vec/today/92/3", &alone, 1.5),
        (Ask::Fig, "field-git-total-ns/today/92/3", &alone, 0.5),
        (Ask::Fig, "field-ported-code-lines/im", &alone, 3.0),
    ] {
        let metric = Metric { ask, path: path.to_owned(), named: named.clone() };
        let moved = Figures::with_moved(&book.evidence, &book.view, metric, Moved::Times(factor));
        assert!(!book.broken(&moved).is_empty(), "{path} times {factor} breaks nothing");
    }
}

#[test]
fn every_comparison_of_the_gates_shows_both_verdicts_and_leads_to_its_samples() {
    let book = &*BOOK;
    let samples = Html::parse_document(&book.samples);
    let [rows, cells, links, rounds] =
        ["main details tbody tr", "td", "th a", "main tbody tr"].map(|it| Selector::parse(it).unwrap());
    let of_id: HashMap<&str, ElementRef<'_>> = samples
        .select(&rounds)
        .flat_map(|row| {
            let inside = row.descendants().filter_map(ElementRef::wrap);
            inside.filter_map(move |element| Some((element.value().id()?, row)))
        })
        .collect();
    let mut compared = 0;
    for row in samples.select(&rows) {
        let link = row.select(&links).next().unwrap();
        let cells: Vec<String> = row.select(&cells).map(|cell| cell.text().collect()).collect();
        let [ratio, limit, written, difference, _, material] = cells.as_slice() else { panic!("{cells:?}") };
        assert!(ratio.contains('[') && limit.starts_with("1.1"), "{cells:?}");
        for verdict in [written, material] {
            assert!(["pass", "fail", "inconclusive"].contains(&verdict.as_str()), "{cells:?}");
        }
        assert!(["below", "more", "less"].iter().any(|word| difference.contains(word)), "{cells:?}");
        let (page, id) = link.value().attr("href").unwrap().split_once('#').unwrap();
        assert_eq!(page, "samples.html");
        assert!(of_id[id].text().last().unwrap().split(' ').count() >= 12, "{id}");
        compared += 1;
    }
    let ratios = book
        .evidence
        .rules()
        .decision
        .as_ref()
        .unwrap()
        .decided
        .as_ref()
        .unwrap()
        .fails
        .values()
        .map(Vec::len)
        .sum::<usize>();
    assert!(compared > ratios, "{compared} comparisons, of which {ratios} failed");
}

#[test]
fn every_number_of_the_summary_says_where_it_came_from_to_pointer_key_tap_and_print() {
    let book = &*BOOK;
    let page = Html::parse_document(&book.summary);
    let [numbers, button] = ["main .evidence[data-of]", "button"].map(|it| Selector::parse(it).unwrap());
    let parts =
        [" rounds", "interval", ", machine ", ", workload ", ", taken ", ", commit ", ", by cargo run"];
    let mut measured = 0;
    for number in page.select(&numbers) {
        // The pointer's strip, and the mark in print.
        let of = number.attr("data-of").unwrap();
        // Those of a directive's table have one note, which the table opens.
        let Some(note) = number.attr("data-note") else { continue };
        // The key's and the tap's note; a number in a table of the text has the same.
        let id = format!("executive-summary-note-{note}");
        let opened = page.select(&Selector::parse(&format!("#{id}[popover]")).unwrap()).next().unwrap();
        if let Some(button) = number.select(&button).next() {
            assert_eq!(button.attr("popovertarget"), Some(id.as_str()));
        }
        let opened: String = opened.text().collect();
        if of.contains(" rounds") {
            for part in parts {
                assert!(of.contains(part) && opened.contains(part), "{part} in {of} and {opened}");
            }
            measured += 1;
        }
    }
    assert!(measured >= 15, "only {measured} measured numbers");
}

#[test]
fn two_representations_that_change_places_break_something_whichever_they_are() {
    let book = &*BOOK;
    let ids: Vec<&str> =
        book.record().values("representation").iter().map(|known| known.id.as_str()).collect();
    let mut evidence = book.evidence.clone();
    let mut swapped = 0;
    for (place, one) in ids.iter().enumerate() {
        for other in &ids[place + 1..] {
            let record = swap(book.record(), one, other);
            evidence = evidence.with(record);
            let figures = Figures::of(&evidence, &book.view);
            // The decision names whom it is about; claims only their own ids, and are asked where it says nothing.
            let differences = book.judge(&figures).decision_differences().unwrap_or_default();
            let named = |text: &String| text.contains(one) || text.contains(other);
            let broken = differences.iter().any(named) || !book.broken(&figures).is_empty();
            assert!(
                broken || TWINS.contains(&(one, other)),
                "{one} and {other} changed places, and nothing broke: {differences:?}"
            );
            swapped += 1;
        }
    }
    assert!(swapped >= 55, "{swapped} pairs");
}

/// Pairs that nothing in the book tells apart: one tree under two crates, whose intervals overlap. Only a count of
/// instructions does, and not every machine can take one. The appendix says so.
const TWINS: [(&str, &str); 1] = [("im-arc", "imbl-arc")];

/// The record with every figure of one representation under the other's name.
fn swap(record: &Record, one: &str, other: &str) -> Record {
    let mut record = record.clone();
    let exchanged = |coordinate: &str| match coordinate {
        it if it == one => other.to_owned(),
        it if it == other => one.to_owned(),
        it => it.to_owned(),
    };
    let moved = |path: &str| match path.contains(one) || path.contains(other) {
        true => path.split('/').map(exchanged).collect::<Vec<_>>().join("/"),
        false => path.to_owned(),
    };
    for figures in record.figures.values_mut() {
        *figures = figures.drain(..).map(|(point, figure)| (moved(&point), figure)).collect();
    }
    record.absent = record.absent.drain(..).map(|(path, reason)| (moved(&path), reason)).collect();
    record
}

/// A figure of each kind, with how far it is moved and the claim that it breaks.
fn moves(book: &Book) -> Vec<(&Headline, Moved, &str)> {
    let own = |it: &Metric| it.named.is_empty();
    let kinds: [&dyn Fn(&Metric) -> bool; 4] = [
        &|it| own(it) && it.ask == Ask::Fig && it.path.starts_with("time/"),
        &|it| own(it) && it.ask == Ask::Ratio,
        &|it| own(it) && it.path.contains("-per-phase/") && !it.path.starts_with("field-"),
        &|it| it.path.starts_with("field-"),
    ];
    let move_of = |is_of_kind: &dyn Fn(&Metric) -> bool| {
        let mut of_kind = book.headlines.iter().filter(|headline| is_of_kind(&headline.metric));
        of_kind.find_map(|headline| {
            headline.breaks.iter().find_map(|(what, flip)| match what {
                Breaks::Claim(id) => Some((headline, flip.to, id.as_str())),
                Breaks::Decision => None,
            })
        })
    };
    kinds.map(|kind| move_of(kind).unwrap()).into()
}

/// Makes these moves in a copy of the checkout's files.
pub(crate) fn move_figures(project: &Project) {
    let book = &*BOOK;
    let read = |file: &str| Record::from_json("copied", &project.read(file)).unwrap();
    for (headline, to, _) in moves(book) {
        let Metric { path, named, .. } = &headline.metric;
        let point = book.evidence.point(path, &book.view.at, named).unwrap();
        let file = format!("records/{}.json", point.record.name);
        let mut record = read(&file);
        scale(&mut record, headline, past(to));
        project.write(&file, record.to_json());
    }
    // What was computed from a moved record is made to name it as it is now: what breaks is to be a claim.
    for name in project.names("records/agreement") {
        let file = format!("records/agreement/{name}");
        let mut record = read(&file);
        let inputs = record.inputs.iter_mut().enumerate();
        for (place, input) in inputs.filter(|(_, input)| input.kind == InputKind::Record) {
            let now = read(&format!("records/{}.json", input.name)).sha256();
            if let Some(waiver) = &mut record.waiver {
                waiver.sha256[place].clone_from(&now);
            }
            input.sha256 = Some(now);
        }
        project.write(&file, record.to_json());
    }
}

/// Moves what a figure is computed from.
fn scale(record: &mut Record, Headline { metric, .. }: &Headline, to: Moved) {
    let (measure, point) = match metric.path.split_once('/').unwrap() {
        ("time", point) if metric.ask == Ask::Ratio => ("time-ratio", point),
        parts => parts,
    };
    let times = |value: &mut f64| *value = to.of(Interval::point(*value)).value;
    match record.figures[measure].get_mut(point).unwrap() {
        Figure::Exact(value) => times(value),
        Figure::Rounds(samples) => samples.iter_mut().for_each(times),
        Figure::Runs { value, runs } => runs.iter_mut().chain([value]).for_each(times),
    }
}

#[test]
fn the_strict_build_judges_a_moved_file_as_the_figures_are_judged_in_memory() {
    for (headline, _, id) in moves(&BOOK) {
        assert!(SAID.contains(&format!("claim `{id}` is ")), "{}: {}", headline.metric, *SAID);
    }
}

#[test]
fn every_gate_leads_to_what_it_is_judged_by() {
    let page = Html::parse_document(&BOOK.matrix);
    let (item, link) = (Selector::parse("main li").unwrap(), Selector::parse("a").unwrap());
    for gate in &BOOK.evidence.rules().gates.gates {
        let start = format!("{}: ", gate.id);
        let found = page.select(&item).find(|it| it.text().collect::<String>().starts_with(&start));
        let found = found.unwrap_or_else(|| panic!("the matrix does not list `{}`", gate.id));
        let leads_to = found.select(&link).filter_map(|it| it.attr("href")).last();
        match &gate.how {
            How::Judged { over, .. } if !over.is_empty() => {
                assert_eq!(leads_to, Some("samples.html"), "{}", gate.id);
            }
            How::Judged { .. } => {
                let chapter = gate.chapter.as_ref().unwrap().replace(".md", ".html");
                assert_eq!(leads_to, Some(chapter.as_str()), "{}", gate.id);
            }
            How::Upheld { test, .. } => assert!(found.text().any(|text| text == test), "{}", gate.id),
        }
    }
}

#[test]
fn the_gates_and_their_comparisons_say_which_run_they_come_from() {
    let record = BOOK.record();
    let source = format!("All from record {}, machine {}", record.name, record.coordinates["machine"]);
    assert_eq!(BOOK.matrix.matches(&source).count(), 1);
    assert_eq!(BOOK.samples.matches(&source).count(), 1);
    assert!(BOOK.matrix.contains(&record.command.replace('&', "&amp;")));
}

/// Without the decision's file: another test moves the decision's figures.
#[test]
fn every_flip_of_every_claim_on_every_record_is_what_judging_anew_says() {
    let book = &*BOOK;
    let evidence = book.evidence.clone().ruled(Rules::default());
    let claims = &book.claims;
    let mut flipped = 0;
    for view in evidence.views(&book.view.at).unwrap() {
        let figures = Figures::of(&evidence, &view);
        let judge = Judge::new(claims, &figures);
        let ids: Vec<&str> = claims.iter().map(|claim| claim.id.as_str()).collect();
        for (id, slack) in ids.iter().zip(judge.slack(&ids, &|_| true)) {
            for Flip { metric, to } in slack.into_iter().take(3) {
                let anew = |to| {
                    let figures = Figures::with_moved(&evidence, &view, metric.clone(), to);
                    Judge::new(claims, &figures).judge(id)
                };
                let before = match to {
                    Moved::Times(factor) => Moved::Times(if factor > 1.0 {
                        (factor / 1.002).max(1.0)
                    } else {
                        (factor * 1.002).min(1.0)
                    }),
                    Moved::Count { from, to } => {
                        Moved::Count { from, to: if to > from { to - 1.0 } else { to + 1.0 } }
                    }
                };
                assert_ne!(anew(to), Ok(Truth::True), "{}: {id} stands with {metric} at {to:?}", view.name);
                assert_eq!(
                    anew(before),
                    Ok(Truth::True),
                    "{}: {id} fell before {metric} was at {to:?}",
                    view.name
                );
                flipped += 1;
            }
        }
    }
    assert!(flipped > 300, "only {flipped} flips");
}
