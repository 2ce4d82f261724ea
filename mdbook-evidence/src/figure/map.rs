//! Whom the rules choose over two parameters: `x=` across, of which several make a panel each, and `y=` upwards.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use evidence::Unit;
use evidence::decision::{Band, Candidate, ChoiceMap, MapAxis};
use minijinja::Error;
use minijinja::value::{Kwargs, Value, ValueKind};

use super::band::{letter, open, said};
use super::plane::{self, Axis, Panel};
use crate::directive::ruled::{Moved, Ruling, provenance, ruling};
use crate::directive::{ensure, refuse, wording};
use crate::page::html::{code, escape};
use crate::page::table::Cells;
use crate::page::{Page, SourcedTable};

/// What a directive asks for.
#[derive(Clone)]
pub(super) struct Request {
    x: Vec<String>,
    y: String,
    /// Ranges by the names of parameters: values, or how many times what a parameter is here.
    at: BTreeMap<String, [f64; 2]>,
    times: BTreeMap<String, [f64; 2]>,
    /// What the point of this project is called.
    mark: String,
    caption: String,
}

impl Request {
    /// `x=["a", "b"], y="c", at={"a": [1, 1000]}, times={"b": [0.1, 10], "c": [1, 100]}, mark="here"`.
    pub(super) fn of(page: &Page, options: &Kwargs, caption: &str) -> Result<Self, Error> {
        let x: Value = options.get("x")?;
        let x = if x.kind() == ValueKind::Seq {
            x.try_iter()?.map(|name| name.to_string()).collect()
        } else {
            vec![x.to_string()]
        };
        let y: String = options.get("y")?;
        let (at, times) = (ranges(options, "at")?, ranges(options, "times")?);
        let mark: String = options.get("mark")?;
        wording(page, "label", &mark)?;
        ensure(!x.is_empty(), || "`x` is empty. Name the parameters that a map has across")?;
        for (place, name) in x.iter().enumerate() {
            ensure(*name != y && !x[..place].contains(name), || {
                format!("`{name}` is on two axes of the map. Name each parameter once")
            })?;
        }
        for name in at.keys().chain(times.keys()) {
            ensure(*name == y || x.contains(name), || {
                format!("there is a range of `{name}`, which is on no axis of the map")
            })?;
        }
        Ok(Self { x, y, at, times, mark, caption: caption.to_owned() })
    }

    /// The drawing with what its letters mean, and its data under that name.
    pub(super) fn draw(&self, page: &Page, data: &str) -> Result<(String, SourcedTable), Error> {
        let request = self.clone();
        let (drawn, y, rows) = ruling(&page.set, move |ruling| request.drawn(ruling))?;
        let head = ["where".to_owned(), escape(&y), "left open".to_owned()];
        let source = || provenance(&self.y, page.set.source(page.set.view()));
        let provenances = rows.iter().flat_map(|_| [source(), source()]).collect();
        Ok((drawn, page.table(Cells::Words, data, &head, &rows, provenances)))
    }

    /// The drawing with what its letters mean, the title of what goes upwards, and the rows of the data.
    fn drawn(&self, ruling: &Ruling<'_, '_>) -> Result<(String, String, Vec<Vec<String>>), Error> {
        let y = self.axis(ruling, &self.y)?;
        let panels = self.x.iter().map(|name| {
            let x = self.axis(ruling, name)?;
            let map = ChoiceMap::of(ruling.decider, &ruling.project, x.moved, y.moved).map_err(refuse)?;
            Ok((x, map))
        });
        let maps: Vec<(Axis, ChoiceMap)> = panels.collect::<Result<_, Error>>()?;
        let legend = Legend::of(&maps);
        let panels = maps.iter().map(|(x, map)| Panel {
            x,
            y: &y,
            columns: map.columns.iter().map(|column| legend.column(map, column)).collect(),
        });
        let panels: Vec<Panel<'_>> = panels.collect();
        let names: Vec<&str> = legend.areas.iter().map(|(candidate, _)| candidate.name.as_str()).collect();
        let described = format!("{} {}", self.caption, plane::describe(&panels, &names, &self.mark));
        let drawing = plane::draw(&panels, &names, &self.mark, &described);
        let rows = panels.iter().flat_map(|panel| rows(panel, ruling)).collect();
        let key = legend.key(ruling, &maps);
        Ok((format!("{drawing}{key}"), y.title.clone(), rows))
    }

    /// The axis of a parameter.
    fn axis(&self, ruling: &Ruling<'_, '_>, name: &str) -> Result<Axis, Error> {
        let Moved { place, parameter, own, range, per } = ruling.moved(name, &self.at, &self.times)?;
        let title = match per {
            Some(own) => format!("{} (1 × is {})", parameter.title, parameter.unit.show(own)),
            None => parameter.title.clone(),
        };
        let unit = if per.is_some() { Unit::Ratio } else { parameter.unit };
        Ok(Axis { moved: MapAxis { parameter: place, range }, title, unit, per: per.unwrap_or(1.0), own })
    }
}

/// Two rising numbers for each name.
pub(crate) fn ranges(options: &Kwargs, option: &str) -> Result<BTreeMap<String, [f64; 2]>, Error> {
    let Some(given) = options.get::<Option<Value>>(option)? else { return Ok(BTreeMap::new()) };
    let wrong = |what: &str| {
        refuse(format!(
            "`{option}` {what}. Write {option}={{\"a parameter\": [least, most]}}, both above zero"
        ))
    };
    if given.kind() != ValueKind::Map {
        return Err(wrong("has no names"));
    }
    let range = |name: Value| {
        let ends: Vec<Value> = given.get_item(&name)?.try_iter().map(Iterator::collect).unwrap_or_default();
        let numbers: Vec<f64> = ends.into_iter().filter_map(|end| end.try_into().ok()).collect();
        match numbers[..] {
            [least, most] if 0.0 < least && least < most && most.is_finite() => {
                Ok((name.to_string(), [least, most]))
            }
            _ => Err(wrong(&format!("has no range for `{name}`"))),
        }
    };
    given.try_iter()?.map(range).collect()
}

/// The areas of all panels, each with who else is ahead in it in places.
struct Legend {
    areas: Vec<(Candidate, Vec<Candidate>)>,
}

impl Legend {
    fn of(maps: &[(Axis, ChoiceMap)]) -> Self {
        let mut legend = Self { areas: Vec::new() };
        for area in maps.iter().flat_map(|(_, map)| &map.areas) {
            let place = legend.place(&area.candidate).unwrap_or_else(|| {
                legend.areas.push((area.candidate.clone(), Vec::new()));
                legend.areas.len() - 1
            });
            let others = &mut legend.areas[place].1;
            for other in &area.as_good {
                if !others.contains(other) {
                    others.push(other.clone());
                }
            }
        }
        legend
    }

    fn place(&self, candidate: &Candidate) -> Option<usize> {
        self.areas.iter().position(|(known, _)| known == candidate)
    }

    /// A column, with its areas by their places here.
    fn column(&self, map: &ChoiceMap, (at, bands): &(f64, Vec<Band>)) -> (f64, Vec<Band>) {
        let bands = bands.iter().map(|band| {
            let area = self.place(&map.areas[band.area].candidate).unwrap_or_default();
            Band { area, ..*band }
        });
        (*at, bands.collect())
    }

    /// What the letters and the hatching mean.
    fn key(&self, ruling: &Ruling<'_, '_>, maps: &[(Axis, ChoiceMap)]) -> String {
        let today = &ruling.decider.file().candidates.today;
        let mut html = String::from("<ul class=\"key chart\">");
        for (place, (candidate, others)) in self.areas.iter().enumerate() {
            let _ = write!(
                html,
                "<li><b class=\"swatch series-{}\">{}</b> {}",
                place % 12,
                letter(place),
                code(&candidate.name)
            );
            if candidate.is_named(today) {
                html.push_str(", as it is");
            }
            if !others.is_empty() {
                let others: Vec<String> = others.iter().map(|other| code(&other.name)).collect();
                let _ = write!(html, ", or what is not told apart from it: {}", others.join(", "));
            }
            html.push_str("</li>");
        }
        let Some((_, map)) = maps.first() else { return html };
        let seen = map.ranged.iter().map(|(place, [least, most])| {
            let parameter = &ruling.decider.file().parameters[*place];
            format!("from {} to {}", escape(&parameter.say(*least)), escape(&parameter.say(*most)))
        });
        let seen: Vec<String> = seen.collect();
        let seen = (!seen.is_empty()).then(|| format!("what was seen reaches {}", seen.join(", and ")));
        let error = (map.error > 0.0)
            .then(|| format!("the median error of the costs is {}", Unit::Share.show(map.error)));
        let why: Vec<String> = seen.into_iter().chain(error).collect();
        let why = if why.is_empty() { "intervals overlap".to_owned() } else { why.join("; ") };
        let _ = write!(html, "<li><b class=\"swatch open\"></b> left open: {why}</li></ul>");
        html
    }
}

/// A row for every other column of a panel.
fn rows(panel: &Panel<'_>, ruling: &Ruling<'_, '_>) -> Vec<Vec<String>> {
    let parameter = &ruling.decider.file().parameters[panel.x.moved.parameter];
    let rows = panel.columns.iter().step_by(2).map(|(x, bands)| {
        let open = open(bands);
        let open = open.map(|[from, to]| format!("{} to {}", panel.y.show(from), panel.y.show(to)));
        let open: Vec<String> = open.collect();
        let open = if open.is_empty() { "nothing".to_owned() } else { open.join(", ") };
        vec![escape(&parameter.say(*x)), escape(&said(bands, |value| panel.y.show(value))), escape(&open)]
    });
    rows.collect()
}
