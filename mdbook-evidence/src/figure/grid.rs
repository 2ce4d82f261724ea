//! Figures in rows and columns: what a table and a plot show.
//!
//! An expression with free axes, such as `ratio("time/cycle/*/*")`, stands for many figures. `*` leaves an axis free, `{5,92}`
//! leaves it free among these; every free axis is the rows' or the columns'. So can an axis be that paths do not name, on which whole
//! records stand: it is free where the expression does not say `axis="…"`.

use std::collections::{BTreeMap, BTreeSet};

use evidence::metric::View;
use evidence::{Estimate, Evidence, Unit};
use minijinja::Error;

use crate::directive::ensure;
use crate::figure::cube::{Column, Cube, FigureCell, RowId, Slice};
use crate::page::html::{self, code, escape, written};
use crate::page::table::Cells;
use crate::page::{Page, SourcedTable};

/// Figures in rows and columns.
#[derive(Debug)]
pub(crate) struct Grid<'a> {
    /// What the rows are.
    corner: String,
    pub(crate) columns: Vec<Column>,
    pub(crate) rows: Vec<Row<'a>>,
    /// Paths that have no figure, with the record's reason.
    missing: BTreeMap<String, String>,
}

/// One row.
#[derive(Debug)]
pub(crate) struct Row<'a> {
    pub(super) id: RowId,
    pub(super) cells: Vec<Option<FigureCell<'a>>>,
}

/// What a directive says of its grid.
#[derive(Debug)]
pub(crate) enum Spread<'s> {
    /// One expression, over an axis.
    Over(&'s str, &'s str),
    /// One expression, over the records that have such figures, of every view.
    Records(&'s str),
    /// An expression for each column, and its title where it has one.
    Each(&'s [(Option<String>, String)]),
}

impl<'a> Grid<'a> {
    /// The figures from one view; of `spread` over records, from all of them.
    ///
    /// # Errors
    /// What was not measured, or what the expressions leave open.
    pub(crate) fn of(
        evidence: &'a Evidence,
        views: &[View],
        rows: &str,
        spread: &Spread<'_>,
    ) -> Result<Self, Error> {
        let here = views.first().cloned().unwrap_or_default();
        let rows: Vec<&str> = rows.split(',').map(str::trim).collect();
        let mut slices = Vec::new();
        match spread {
            Spread::Each(expressions) => {
                for (title, text) in *expressions {
                    let cube = Cube::of(evidence, &here.at, text)?;
                    let own = cube.column(&rows)?;
                    let column = Column { title: title.clone().unwrap_or(own.title), ..own };
                    slices.push((column, cube.slice(&rows, None)?));
                }
            }
            Spread::Over(text, axis) => {
                let cube = Cube::of(evidence, &here.at, text)?;
                for coordinate in cube.on(cube.axis(axis)?) {
                    slices.push((cube.head(axis, coordinate), cube.slice(&rows, Some((axis, coordinate)))?));
                }
            }
            Spread::Records(text) => {
                for view in views {
                    match Cube::of(evidence, &view.at, text) {
                        Ok(cube) => {
                            let column = Column { title: view.name.clone(), is_id: true, number: None };
                            slices.push((column, cube.slice(&rows, None)?));
                        }
                        // What the first does not have, the author misspelt.
                        Err(missing) if view.at == here.at => return Err(missing),
                        Err(_) => {}
                    }
                }
            }
        }
        ensure(!slices.is_empty(), || "a table needs a column: columns=[…] is empty")?;
        Ok(Self::joined(rows.join(" and "), slices))
    }

    /// Columns beside each other: a row for each that any of them has.
    fn joined(corner: String, slices: Vec<(Column, Slice<'a>)>) -> Self {
        let (columns, slices): (Vec<Column>, Vec<Slice<'a>>) = slices.into_iter().unzip();
        // A record may have its row elsewhere, because its axis has more values or fewer: the first that has it says where it stands.
        let mut ids: BTreeMap<String, RowId> = BTreeMap::new();
        let mut missing = BTreeMap::new();
        let mut found: Vec<BTreeMap<String, Option<FigureCell<'a>>>> = Vec::new();
        for slice in slices {
            for id in slice.figures.keys() {
                ids.entry(id.name.clone()).or_insert_with(|| id.clone());
            }
            missing.extend(slice.missing);
            found.push(slice.figures.into_iter().map(|(id, cell)| (id.name, cell)).collect());
        }
        let names: BTreeSet<RowId> = ids.into_values().collect();
        let rows = names.into_iter().map(|id| Row {
            cells: found.iter_mut().map(|column| column.remove(&id.name).flatten()).collect(),
            id,
        });
        Self { corner, columns, rows: rows.collect(), missing }
    }

    /// The unit of the first figure.
    pub(crate) fn unit(&self) -> Unit {
        self.estimates().next().map_or(Unit::Count, |estimate| estimate.unit)
    }

    /// Every figure.
    pub(crate) fn estimates(&self) -> impl Iterator<Item = &Estimate> {
        self.rows.iter().flat_map(|row| &row.cells).flatten().map(|shown| &shown.estimate)
    }

    /// The rows but for the control's.
    pub(crate) fn subjects(&self) -> impl Iterator<Item = &Row<'a>> {
        self.rows.iter().filter(|row| !row.id.is_control)
    }

    /// Leaves only the rows whose first figure is another than the row's before.
    pub(crate) fn only_changes(&mut self) {
        let mut before = None;
        self.rows.retain(|row| {
            let value = row.cells[0].as_ref().map(|shown| shown.estimate.value);
            before.replace(value) != Some(value)
        });
    }

    /// It as a table; below it, why a cell says none. With `limit`, a ratio is marked by the side of it on which it is, and shows its
    /// interval in its note and in print.
    pub(crate) fn table(&self, page: &Page, caption: &str, limit: Option<f64>) -> SourcedTable {
        let titles = self.columns.iter().map(|column| match column {
            Column { title, is_id: true, .. } => code(title),
            Column { title, .. } => escape(title),
        });
        let head: Vec<String> = std::iter::once(escape(&self.corner)).chain(titles).collect();
        let mut provenances = Vec::new();
        let rows = self.rows.iter().map(|row| {
            let note = if row.id.is_control { " (A/A: noise alone)" } else { "" };
            let cells = row.cells.iter().map(|cell| match cell {
                None => "none".to_owned(),
                Some(shown) => {
                    let provenance = shown.provenance();
                    let (text, interval) = written(&shown.estimate);
                    let limit = limit.filter(|_| shown.estimate.unit == Unit::Ratio);
                    let cell = match limit {
                        Some(limit) => {
                            let of = match &interval {
                                Some(interval) => format!("[{interval}] {provenance}"),
                                None => provenance.to_string(),
                            };
                            beside(&shown.estimate, limit, &html::cell(&text, interval.as_deref(), &of, None))
                        }
                        None => html::cell(&text, interval.as_deref(), &provenance.to_string(), None),
                    };
                    provenances.push(provenance);
                    cell
                }
            });
            std::iter::once(format!("{}{note}", code(&row.id.name))).chain(cells).collect()
        });
        let rows: Vec<Vec<String>> = rows.collect();
        let mut table = page.table(Cells::Numbers, caption, &head, &rows, provenances);
        for (path, reason) in &self.missing {
            let reason = format!("<p class=\"missing\">None: {}: {}</p>", code(path), escape(reason));
            table.table.push_str(&reason);
        }
        table
    }
}

/// A ratio's cell with a sign for the side of the limit on which its whole interval is: so many times as much, so many times as
/// little, or between.
fn beside(estimate: &Estimate, limit: f64, cell: &str) -> String {
    let (class, sign) = if estimate.low > limit {
        ("above", "▲")
    } else if estimate.high < 1.0 / limit {
        ("below", "▼")
    } else if estimate.high <= limit && estimate.low >= 1.0 / limit {
        ("between", "≈")
    } else {
        ("open", "?")
    };
    format!("<span class=\"beside {class}\">{sign} {cell}</span>")
}
