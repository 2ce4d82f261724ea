//! Turns a record into a [`Measured`], and that into a record.

use std::collections::BTreeMap;

use indexmap::{IndexMap, IndexSet};

use super::control::{TOLERANCE, false_decisions};
use super::{
    Candidate, Cell, LoopCounts, Measured, MeasuredSources, Missing, Mode, Operation, OperationCounts, Run,
    Series, SiteCounts, Subjects, TitledId, Wall, Workload,
};
use evidence::Unit;
use evidence::record::{Axis, Better, Figure, Measure, Problem, Record, RecordError, Rounds, Value};

const OPERATION: &str = "operation";
const REPRESENTATION: &str = "representation";
const N: &str = "n";
const PATTERN: &str = "pattern";
const CONCURRENCY: &str = "concurrency";
const SITE: &str = "site";
const AGENT: &str = "agent-ms";
const COMMITS: &str = "commits";

/// How often noise alone passed for a difference, of so many comparisons of the baseline with itself, by what a difference is.
const FALSE: &str = "false-decisions";
const NULL: &str = "null-comparisons";
const OF_NOISE: &str = "tolerance";

const MACHINE: &str = "machine";
const WORKLOAD: &str = "workload";

const TIME: &str = "time";
const RATIO: &str = "time-ratio";

/// The axes of what was counted of an operation.
const OF_COUNTS: [&str; 3] = [OPERATION, REPRESENTATION, N];
/// The axes of what the loop did.
const OF_LOOPS: [&str; 4] = [REPRESENTATION, PATTERN, N, CONCURRENCY];
/// The axes of what one place in the loop did.
const OF_SITES: [&str; 5] = [REPRESENTATION, PATTERN, N, CONCURRENCY, SITE];
/// The axes of what the loop took on a real clock.
const OF_WALLS: [&str; 6] = [REPRESENTATION, PATTERN, N, CONCURRENCY, AGENT, COMMITS];

/// The first part of the id of what one place in the loop did, and of what the loop did on a real clock: the same words
/// also stand for what the whole loop did on the paused one.
const OF_A_SITE: &str = "site-";
const ON_A_CLOCK: &str = "wall-";

impl Measured {
    /// The record of it.
    pub(crate) fn to_record(&self) -> Record {
        let mut record = Record::new(&self.name);
        record.started.clone_from(&self.run.started);
        record.machine = Some(self.machine.clone());
        record.toolchain = Some(self.toolchain.clone());
        self.source.put(&mut record);
        record.command.clone_from(&self.run.command);
        record.seconds = Some(self.run.duration_seconds);
        record.rounds = Some(Rounds {
            least: self.run.rounds,
            looks: self.run.looks.clone(),
            level: self.run.confidence,
            seed: self.run.seed,
            budget_ms: Some(self.run.budget_ms),
        });
        self.label(&mut record);
        record.coordinates = IndexMap::from([
            (MACHINE.to_owned(), self.machine.name.clone()),
            (WORKLOAD.to_owned(), self.workload.name.clone()),
        ]);
        record.notes.clone_from(&self.notes);
        self.declare(&mut record);
        for cell in &self.cells {
            for series in &cell.series {
                let point = format!("{}/{}/{}", cell.operation, series.representation, cell.n);
                record.put(TIME, point.clone(), Figure::Rounds(series.nanoseconds.clone()));
                record.put(RATIO, point, Figure::Rounds(series.ratio.clone()));
            }
            for missing in &cell.missing {
                let path = format!("{TIME}/{}/{}/{}", cell.operation, missing.representation, cell.n);
                record.absent.insert(path, missing.reason.clone());
            }
        }
        let of = |id: &str| IndexMap::from([(REPRESENTATION.to_owned(), id.to_owned())]);
        let (baseline, control) = (of(&self.subjects.baseline), of(&self.subjects.control));
        if self.run.mode == Mode::Full {
            let found = false_decisions(self, TOLERANCE);
            for (measure, count) in [(FALSE, found.declared), (NULL, found.comparisons)] {
                record.declare(measure, &[OF_NOISE]);
                #[expect(clippy::cast_precision_loss, reason = "comparisons are thousands")]
                record.put(measure, TOLERANCE.to_string(), Figure::Exact(count as f64));
            }
            record.axes.insert(OF_NOISE.to_owned(), Axis::NUMBERS);
        }
        for count in &self.counts {
            let point = format!("{}/{}/{}", count.operation, count.representation, count.n);
            for (measure, value) in &count.values {
                let measure_of = record.declare(measure, &OF_COUNTS);
                measure_of.baseline.clone_from(&baseline);
                measure_of.control.clone_from(&control);
                record.put(measure, point.clone(), Figure::Exact(*value));
            }
        }
        for run in &self.loops {
            let point = format!("{}/{}/{}", path(&run.candidate), run.n, run.concurrency);
            for (measure, value) in &run.values {
                record.declare(measure, &OF_LOOPS).baseline.clone_from(&baseline);
                record.put(measure, point.clone(), Figure::Exact(*value));
            }
            for site in &run.sites {
                for (measure, value) in &site.values {
                    let measure = format!("{OF_A_SITE}{measure}");
                    record.declare(&measure, &OF_SITES).baseline.clone_from(&baseline);
                    record.put(&measure, format!("{point}/{}", site.site), Figure::Exact(*value));
                }
            }
        }
        for wall in &self.walls {
            let commits = if wall.git { "yes" } else { "no" };
            let point = format!(
                "{}/{}/{}/{}/{commits}",
                path(&wall.candidate),
                wall.n,
                wall.concurrency,
                wall.agent_ms
            );
            for (measure, values) in &wall.values {
                let measure = format!("{ON_A_CLOCK}{}", measure.trim_start_matches(ON_A_CLOCK));
                record.declare(&measure, &OF_WALLS).baseline.clone_from(&baseline);
                record.put(&measure, point.clone(), Figure::Rounds(values.clone()));
            }
        }
        record
    }

    /// Reads a record. `file` is the name to use in messages.
    ///
    /// # Errors
    /// [`RecordError`] when the text is no record, or not one of a run of `measure`.
    pub(crate) fn from_json(file: &str, text: &str) -> Result<Self, RecordError> {
        Self::of(&Record::from_json(file, text)?).map_err(|problem| problem.of(file))
    }

    /// What a record says.
    ///
    /// # Errors
    /// The part of the record that is missing or impossible, and what is wrong with it.
    pub(crate) fn of(record: &Record) -> Result<Self, Problem> {
        let lacks = |place: &str, problem: &str| Problem::new(place, problem);
        let label = |name: &str| {
            Some(record.label(name))
                .filter(|text| !text.is_empty())
                .ok_or_else(|| lacks(name, "it is not said"))
        };
        let number =
            |name: &str| label(name)?.parse::<u64>().map_err(|_| lacks(name, "it is no whole number"));
        let optional = |name: &str| record.labels.contains_key(name).then(|| number(name)).transpose();
        let rounds =
            record.rounds.as_ref().ok_or_else(|| lacks("rounds", "it is not said how it measured"))?;
        let time = record.measures.get(TIME).ok_or_else(|| lacks(TIME, "it is not among the measures"))?;
        let of = |side: &IndexMap<String, String>| {
            side.get(REPRESENTATION).cloned().ok_or_else(|| lacks(TIME, "it has no baseline or no control"))
        };
        let mut measured = Self {
            name: record.name.clone(),
            machine: record.machine.clone().ok_or_else(|| lacks("machine", "it is not said where it ran"))?,
            workload: Workload {
                name: record
                    .coordinates
                    .get(WORKLOAD)
                    .cloned()
                    .ok_or_else(|| lacks(WORKLOAD, "it is not among the coordinates"))?,
                items: usize::try_from(number("workload-items")?).unwrap_or(usize::MAX),
                yaml_bytes: number("workload-yaml-bytes")?,
                sha256: label("workload-sha256")?.to_owned(),
                seed: optional("workload-seed")?,
                source_commit: Some(record.label("workload-commit").to_owned()).filter(|it| !it.is_empty()),
            },
            toolchain: record.toolchain.clone().ok_or_else(|| lacks("toolchain", "it is not said"))?,
            source: MeasuredSources::of(record)
                .ok_or_else(|| lacks("inputs", "it is not said what was measured"))?,
            run: Run {
                command: record.command.clone(),
                mode: if label("mode")? == "quick" { Mode::Quick } else { Mode::Full },
                seed: rounds.seed,
                started: record.started.clone(),
                duration_seconds: record.seconds.unwrap_or(0.0),
                rounds: rounds.least,
                looks: rounds.looks.clone(),
                confidence: rounds.level,
                budget_ms: rounds.budget_ms.unwrap_or(0),
            },
            subjects: Subjects {
                baseline: of(&time.baseline)?,
                control: of(&time.control)?,
                representations: record
                    .values(REPRESENTATION)
                    .iter()
                    .map(|it| TitledId { id: it.id.clone(), title: it.title.clone() })
                    .collect(),
                operations: record.values(OPERATION).iter().map(operation).collect(),
            },
            cells: cells(record),
            counts: Vec::new(),
            loops: Vec::new(),
            walls: Vec::new(),
            notes: record.notes.clone(),
        };
        measured.counted(record).ok_or_else(|| lacks("figures", "a candidate is named as none is"))?;
        Ok(measured)
    }
}

impl Measured {
    fn label(&self, record: &mut Record) {
        let workload = &self.workload;
        let mut label = |name: &str, text: String| record.labels.insert(name.to_owned(), text.into());
        label("mode", if self.run.mode == Mode::Quick { "quick" } else { "full" }.to_owned());
        label("workload-items", workload.items.to_string());
        label("workload-yaml-bytes", workload.yaml_bytes.to_string());
        label("workload-sha256", workload.sha256.clone());
        if let Some(seed) = workload.seed {
            label("workload-seed", seed.to_string());
        }
        if let Some(commit) = &workload.source_commit {
            label("workload-commit", commit.clone());
        }
    }

    fn declare(&self, record: &mut Record) {
        let subjects = &self.subjects;
        let operations = subjects.operations.iter().map(|operation| Value {
            id: operation.id.clone(),
            title: operation.title.clone(),
            about: operation.about.clone(),
            group: operation.kind.clone(),
        });
        let named = |it: &TitledId| Value { title: it.title.clone(), ..Value::of(&it.id) };
        let candidates = self.loops.iter().map(|run| &run.candidate);
        let candidates = candidates.chain(self.walls.iter().map(|wall| &wall.candidate));
        let patterns: IndexSet<String> = candidates.map(Candidate::request).collect();
        let sites = self.loops.iter().flat_map(|run| &run.sites);
        let sites: IndexSet<&String> = sites.map(|site| &site.site).collect();
        let listed = [
            (OPERATION, operations.collect::<Vec<_>>()),
            (REPRESENTATION, subjects.representations.iter().map(named).collect()),
            (PATTERN, patterns.into_iter().map(Value::of).collect()),
            (SITE, sites.into_iter().map(Value::of).collect()),
            (COMMITS, ["yes", "no"].map(Value::of).to_vec()),
        ];
        for (id, values) in listed {
            record.axes.insert(id.to_owned(), Axis::Listed(values));
        }
        for id in [N, CONCURRENCY, AGENT] {
            record.axes.insert(id.to_owned(), Axis::NUMBERS);
        }
        let of = |id: &str| IndexMap::from([(REPRESENTATION.to_owned(), id.to_owned())]);
        let (baseline, control) = (of(&subjects.baseline), of(&subjects.control));
        let time = Measure {
            better: Some(Better::Less),
            paired: Some(RATIO.to_owned()),
            baseline: baseline.clone(),
            control: control.clone(),
            ..Measure::new(Unit::Nanoseconds, &OF_COUNTS)
        };
        let ratio = Measure { better: Some(Better::Less), control, ..Measure::new(Unit::Ratio, &OF_COUNTS) };
        record.measures.insert(TIME.to_owned(), time);
        record.measures.insert(RATIO.to_owned(), ratio);
    }

    /// Fills in what was counted, and what the loop took; none where a point is none of these.
    fn counted(&mut self, record: &Record) -> Option<()> {
        let mut counts: IndexMap<&str, BTreeMap<String, f64>> = IndexMap::new();
        let mut loops: IndexMap<&str, BTreeMap<String, f64>> = IndexMap::new();
        let mut sites: IndexMap<&str, IndexMap<&str, BTreeMap<String, f64>>> = IndexMap::new();
        let mut walls: IndexMap<&str, BTreeMap<String, Vec<f64>>> = IndexMap::new();
        for (id, figures) in &record.figures {
            let axes: Vec<&str> = record.measures.get(id)?.axes.iter().map(String::as_str).collect();
            for (point, figure) in figures {
                let value = || figure.numbers().first().copied();
                match axes.as_slice() {
                    axes if axes == OF_COUNTS && ![TIME, RATIO].contains(&id.as_str()) => {
                        counts.entry(point).or_default().insert(id.clone(), value()?);
                    }
                    axes if axes == OF_LOOPS => {
                        loops.entry(point).or_default().insert(id.clone(), value()?);
                    }
                    axes if axes == OF_SITES => {
                        let (run, site) = point.rsplit_once('/')?;
                        let measure = id.strip_prefix(OF_A_SITE)?.to_owned();
                        sites.entry(run).or_default().entry(site).or_default().insert(measure, value()?);
                    }
                    axes if axes == OF_WALLS => {
                        let short = id.strip_prefix(ON_A_CLOCK)?;
                        let measure = if short == "ns" { id.clone() } else { short.to_owned() };
                        walls.entry(point).or_default().insert(measure, figure.numbers().to_vec());
                    }
                    _ => {}
                }
            }
        }
        for (point, values) in counts {
            let [operation, representation, n] = parts(point)?;
            let (operation, representation) = (operation.to_owned(), representation.to_owned());
            self.counts.push(OperationCounts { operation, n: n.parse().ok()?, representation, values });
        }
        for (point, values) in loops {
            let [representation, request, n, concurrency] = parts(point)?;
            let of_run = sites.swap_remove(point).unwrap_or_default();
            let of_run =
                of_run.into_iter().map(|(site, values)| SiteCounts { site: site.to_owned(), values });
            self.loops.push(LoopCounts {
                candidate: Candidate::of(representation, request),
                n: n.parse().ok()?,
                concurrency: concurrency.parse().ok()?,
                values,
                sites: of_run.collect(),
            });
        }
        for (point, values) in walls {
            let [representation, request, n, concurrency, agent, commits] = parts(point)?;
            self.walls.push(Wall {
                candidate: Candidate::of(representation, request),
                n: n.parse().ok()?,
                concurrency: concurrency.parse().ok()?,
                agent_ms: agent.parse().ok()?,
                git: commits == "yes",
                values,
            });
        }
        Some(())
    }
}

/// A candidate's coordinates.
fn path(candidate: &Candidate) -> String {
    format!("{}/{}", candidate.representation, candidate.request())
}

fn operation(value: &Value) -> Operation {
    Operation {
        id: value.id.clone(),
        title: value.title.clone(),
        about: value.about.clone(),
        kind: value.group.clone(),
    }
}

/// The cells, in the order of their first points.
fn cells(record: &Record) -> Vec<Cell> {
    let mut cells: Vec<Cell> = Vec::new();
    let mut cell = |operation: &str, n: &str, add: &mut dyn FnMut(&mut Cell)| {
        let Ok(n) = n.parse() else { return };
        let place = cells.iter().position(|cell| cell.n == n && cell.operation == operation);
        let place = place.unwrap_or_else(|| {
            let (series, missing) = (Vec::new(), Vec::new());
            cells.push(Cell { operation: operation.to_owned(), n, series, missing });
            cells.len() - 1
        });
        add(&mut cells[place]);
    };
    for (point, figure) in record.figures.get(TIME).into_iter().flatten() {
        let Some([operation, representation, n]) = parts(point) else { continue };
        let ratio = record.figure(RATIO, point).map_or(&[][..], Figure::numbers);
        cell(operation, n, &mut |cell| {
            cell.series.push(Series {
                representation: representation.to_owned(),
                nanoseconds: figure.numbers().to_vec(),
                ratio: ratio.to_vec(),
            });
        });
    }
    for (path, reason) in &record.absent {
        let Some([TIME, operation, representation, n]) = parts(path) else { continue };
        let (representation, reason) = (representation.to_owned(), reason.clone());
        cell(operation, n, &mut |cell| {
            cell.missing.push(Missing { representation: representation.clone(), reason: reason.clone() });
        });
    }
    cells
}

fn parts<const N: usize>(path: &str) -> Option<[&str; N]> {
    path.split('/').collect::<Vec<_>>().try_into().ok()
}
