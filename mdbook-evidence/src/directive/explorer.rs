//! `explorer`: every record by itself, chosen by machine and workload. `side_by_side`: one figure on every record.

use std::fmt::Write as _;
use std::sync::Arc;

use evidence::Measured;
use minijinja::value::{Kwargs, Value};
use minijinja::{Environment, Error, State};

use super::column::Column;
use super::table::{matrix, parse};
use super::{caption, optional_amount, refuse};
use crate::explorer::{CLAIMS, GATES, mark_of};
use crate::figure::{DATA, at_one_size};
use crate::html::{Cells, cell, escape, written};
use crate::page::Page;
use crate::provenance::{Provenance, Source};
use crate::record_set::RecordSet;

pub(crate) fn register(environment: &mut Environment<'static>, set: &Arc<RecordSet>) {
    let for_sections = Arc::clone(set);
    environment.add_function(
        "explorer",
        move |state: &State<'_, '_>, options: Kwargs| -> Result<Value, Error> {
            let caption = caption(state, &options)?;
            let n: usize = options.get("n")?;
            let names: Vec<String> = options.get("columns")?;
            let limit = optional_amount(&options, "limit")?;
            options.assert_all_used()?;
            let choice = Choice::of(for_sections.reference_first());
            let mut html = format!("<div class=\"explorer\">{}", choice.html());
            for record in &choice.records {
                let columns = parse(record, &names)?;
                let figure = match matrix(&*Page::of(state)?, record, n, &columns, DATA) {
                    Ok(table) => at_one_size(record, n, &columns, limit, caption, &table).to_string(),
                    // What the reference does not have, the author misspelt.
                    Err(missing) if choice.is_reference(record) => return Err(missing),
                    // A record of few operations has a section all the same.
                    Err(missing) => {
                        let reason = missing.detail().map_or_else(|| missing.to_string(), str::to_owned);
                        format!("<p class=\"missing\">No figure: {}</p>", escape(&reason))
                    }
                };
                html.push_str(&choice.section(record, &figure));
            }
            html.push_str(&choice.absent());
            html.push_str("</div>");
            Ok(Value::from_safe_string(html))
        },
    );
    let set = Arc::clone(set);
    environment.add_function(
        "side_by_side",
        move |state: &State<'_, '_>, column: &str, options: Kwargs| -> Result<Value, Error> {
            let caption = caption(state, &options)?;
            let n: usize = options.get("n")?;
            options.assert_all_used()?;
            let reference = set.reference();
            let column = Column::parse(reference, column)?;
            // What the baseline does not have, nothing has: the author meant something else.
            column.look(reference, &reference.subjects.baseline, n).map_err(refuse)?;
            Ok(Value::from_safe_string(side_by_side(&*Page::of(state)?, &set, column, n, caption)))
        },
    );
    for (name, mark) in [("gates_by_record", GATES), ("claims_by_record", CLAIMS)] {
        environment.add_function(name, move || Value::from_safe_string(mark.to_owned()));
    }
}

/// The records, and what a reader can choose them by.
struct Choice<'a> {
    /// The reference first.
    records: Vec<&'a Measured>,
    machines: Vec<&'a str>,
    workloads: Vec<&'a str>,
}

impl<'a> Choice<'a> {
    fn of(records: Vec<&'a Measured>) -> Self {
        let distinct = |name: fn(&Measured) -> &str| {
            let mut names: Vec<&str> = Vec::new();
            for name in records.iter().map(|record| name(record)) {
                if !names.contains(&name) {
                    names.push(name);
                }
            }
            names
        };
        let (machines, workloads) =
            (distinct(|record| &record.machine.name), distinct(|record| &record.workload.name));
        Self { records, machines, workloads }
    }

    /// Two groups of buttons that need no script: rules hide the sections that were not chosen. A browser that does not
    /// know `:has` shows every section, one below the other, and so does paper.
    fn html(&self) -> String {
        let mut rules = String::new();
        let mut groups = String::new();
        for (axis, legend, names) in
            [("machine", "Machine", &self.machines), ("workload", "Workload", &self.workloads)]
        {
            let _ = write!(
                groups,
                "<fieldset><legend>{legend}</legend><label><input type=\"radio\" name=\"{axis}\" checked> all</label>"
            );
            for (index, name) in names.iter().enumerate() {
                let _ = write!(
                    groups,
                    " <label><input type=\"radio\" name=\"{axis}\" class=\"{axis}-{index}\"> <code>{}</code></label>",
                    escape(name)
                );
                let _ = write!(
                    rules,
                    ".explorer:has(.{axis}-{index}:checked) .of-record:not(.of-{axis}-{index}) {{ display: none }} "
                );
            }
            groups.push_str("</fieldset>");
        }
        for (_, _, Place { machine, workload }) in self.unmeasured() {
            let _ = write!(
                rules,
                ".explorer:has(.machine-{machine}:checked):has(.workload-{workload}:checked) \
                 .absent.of-machine-{machine}.of-workload-{workload} {{ display: block }} "
            );
        }
        format!("<style>@media screen {{ {rules}}}</style><div class=\"switch\">{groups}</div>")
    }

    fn is_reference(&self, record: &Measured) -> bool {
        std::ptr::eq(record, self.records[0])
    }

    fn section(&self, record: &Measured, figure: &str) -> String {
        let place = self.place(&record.machine.name, &record.workload.name);
        let reference = if self.is_reference(record) { " (reference)" } else { "" };
        let name = escape(&record.name);
        format!(
            "<section class=\"of-record {}\" aria-labelledby=\"record-{name}\"><h3 id=\"record-{name}\"><code>{name}</code>\
             {reference}</h3><p class=\"about\">{}</p>{figure}{}</section>",
            place.class(),
            Source::from(record).html(),
            mark_of(record)
        )
    }

    /// What is said where a machine and a workload are chosen that no record has.
    fn absent(&self) -> String {
        let paragraphs = self.unmeasured().map(|(machine, workload, place)| {
            format!(
                "<p class=\"absent {}\">Nothing was measured of <code>{}</code> on <code>{}</code>.</p>",
                place.class(),
                escape(workload),
                escape(machine)
            )
        });
        paragraphs.collect()
    }

    fn unmeasured(&self) -> impl Iterator<Item = (&'a str, &'a str, Place)> + '_ {
        let all = self
            .machines
            .iter()
            .flat_map(|machine| self.workloads.iter().map(move |workload| (*machine, *workload)));
        let there = |machine: &str, workload: &str| {
            self.records.iter().any(|it| it.machine.name == machine && it.workload.name == workload)
        };
        all.filter(move |(machine, workload)| !there(machine, workload))
            .map(|(machine, workload)| (machine, workload, self.place(machine, workload)))
    }

    fn place(&self, machine: &str, workload: &str) -> Place {
        let of = |names: &[&str], name: &str| names.iter().position(|known| *known == name).unwrap_or(0);
        Place { machine: of(&self.machines, machine), workload: of(&self.workloads, workload) }
    }
}

/// A record's machine and workload, by their numbers.
#[derive(Clone, Copy)]
struct Place {
    machine: usize,
    workload: usize,
}

impl Place {
    fn class(self) -> String {
        format!("of-machine-{} of-workload-{}", self.machine, self.workload)
    }
}

/// A row for each representation, a column for each record.
fn side_by_side(page: &Page, set: &RecordSet, column: Column<'_>, n: usize, caption: &str) -> String {
    let records = set.reference_first();
    let head: Vec<String> = std::iter::once("representation".to_owned())
        .chain(records.iter().map(|record| format!("<code>{}</code>", escape(&record.name))))
        .collect();
    let mut provenances = Vec::new();
    let rows: Vec<Vec<String>> = set
        .reference()
        .subjects
        .representations
        .iter()
        .map(|representation| {
            let cells = records.iter().map(|record| match column.look(record, &representation.id, n) {
                Ok(estimate) => {
                    let provenance = Provenance::measured(&estimate, record);
                    let (text, interval) = written(&estimate);
                    let cell = cell(&text, interval.as_deref(), &provenance.line(), None);
                    provenances.push(provenance);
                    cell
                }
                Err(_) => "not measured".to_owned(),
            });
            std::iter::once(format!("<code>{}</code>", escape(&representation.id))).chain(cells).collect()
        })
        .collect();
    page.table(Cells::Numbers, caption, &head, &rows, provenances).html()
}
