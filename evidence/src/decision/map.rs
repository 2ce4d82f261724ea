//! What is chosen over two parameters, as areas of a plane.
//!
//! The figures often do not tell the best candidates apart, and then who is ahead by a hair changes from point to point. So an area
//! is named after one candidate that is, at each of its points, the choice or as good as it: see [`Contenders`]. The areas are the
//! fewest that do.

use super::choose::Contenders;
use super::decider::Decider;
use super::fitness::Fitness;
use super::{Candidate, Case};
use crate::parallel;
use crate::predicate::JudgeError;

/// Columns of a map; between two of them a border is a straight line.
const COLUMNS: u32 = 16;

/// Points of a column that are looked at before its borders are searched for between them.
const ROWS: u32 = 8;

/// How near a border's place is found.
const CLOSE: f64 = 1.02;

/// A parameter, and between which values it is moved.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MapAxis {
    /// The place of the parameter.
    pub parameter: usize,
    /// The least and the most.
    pub range: [f64; 2],
}

impl MapAxis {
    /// The value that is `part` of the way from the least to the most, equal ratios being equally far.
    fn at(&self, part: f64) -> f64 {
        let [least, most] = self.range;
        least * (most / least).powf(part)
    }

    fn points(&self, steps: u32) -> impl Iterator<Item = f64> {
        (0..=steps).map(move |step| self.at(f64::from(step) / f64::from(steps)))
    }
}

/// What is chosen over two parameters.
#[derive(Debug, Clone, PartialEq)]
pub struct ChoiceMap {
    /// Across.
    pub x: MapAxis,
    /// Upwards.
    pub y: MapAxis,
    /// Who is chosen; today's is the first, where it is chosen anywhere.
    pub areas: Vec<Area>,
    /// For values from the least of `x` to the most, the bands from the least of `y` to the most, each going on where the one before ends.
    pub columns: Vec<(f64, Vec<Band>)>,
    /// How far off the costs are, as a part; 0 where nothing tests them.
    pub error: f64,
    /// The places of other parameters, each with the least and the most that it was seen to be: where these choose apart, it is open.
    pub ranged: Vec<(usize, [f64; 2])>,
}

/// A part of the map, in one piece or in several.
#[derive(Debug, Clone, PartialEq)]
pub struct Area {
    /// Who is chosen there, or as good as the choice.
    pub candidate: Candidate,
    /// Who is chosen there by a hair instead, at some point that was looked at.
    pub as_good: Vec<Candidate>,
}

/// A part of a column.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Band {
    /// From this value of `y`.
    pub from: f64,
    /// To this one.
    pub to: f64,
    /// The place of the area.
    pub area: usize,
    /// Whether the evidence leaves open what is chosen there.
    pub is_open: bool,
}

impl ChoiceMap {
    /// The map around `case`.
    ///
    /// # Errors
    /// [`JudgeError`] names the figure that is missing, or a value that a parameter cannot have.
    pub fn of(decider: &Decider<'_>, case: &[f64], x: MapAxis, y: MapAxis) -> Result<Self, JudgeError> {
        let mut map = Self::unseen(decider, x, y)?;
        let columns: Vec<f64> = x.points(COLUMNS).collect();
        let seen = on_all_processors(decider, &columns, |decider, at| {
            let points = y.points(ROWS).map(|up| map.look(decider, case, *at, up));
            Ok((*at, points.collect::<Result<Vec<_>, _>>()?))
        })?;
        let points = seen.iter().flat_map(|(_, points)| points);
        let legend = Legend::of(points.flat_map(|point| &point.seen), decider, case)?;
        let columns = on_all_processors(decider, &seen, |decider, (at, points)| {
            let look = |y: f64| Ok::<_, JudgeError>(Mark::of(&map.look(decider, case, *at, y)?, &legend));
            let marks = points.iter().map(|point| Mark::of(point, &legend)).collect();
            Ok((*at, bands(marks, &look)?))
        })?;
        (map.areas, map.columns) = (legend.areas, columns);
        Ok(map)
    }

    /// One of which no point was looked at.
    fn unseen(decider: &Decider<'_>, x: MapAxis, y: MapAxis) -> Result<Self, JudgeError> {
        let mut ranged = Vec::new();
        for (place, parameter) in decider.file().parameters.iter().enumerate() {
            if let Some(range) =
                parameter.range(decider.figures())?.filter(|_| ![x.parameter, y.parameter].contains(&place))
            {
                ranged.push((place, range));
            }
        }
        let fitness = Fitness::of(decider)?;
        let error = if fitness.comparisons == 0 { 0.0 } else { fitness.median_error };
        Ok(Self { x, y, areas: Vec::new(), columns: Vec::new(), error, ranged })
    }

    /// What is chosen at a point.
    fn look(&self, decider: &Decider<'_>, case: &[f64], x: f64, y: f64) -> Result<Point, JudgeError> {
        let file = decider.file();
        let mut moved = [(self.y.parameter, y), (self.x.parameter, x)];
        // One that stands against the other changes it too, and goes before it.
        if file.parameters[self.x.parameter].against.as_ref() == Some(&file.parameters[self.y.parameter].name)
        {
            moved.reverse();
        }
        let mut case = case.to_vec();
        for (place, value) in moved {
            case = file.suppose(&case, place, file.parameters[place].allowed(value)?);
        }
        let mut others = vec![case.clone()];
        for (place, range) in &self.ranged {
            let at_ends = |other: &Case| range.map(|end| file.suppose(other, *place, end));
            others = others.iter().flat_map(at_ends).collect();
        }
        others.retain(|other| *other != case);
        let seen: Result<_, JudgeError> =
            [case].iter().chain(&others).map(|case| decider.contenders(case, self.error)).collect();
        Ok(Point { y, seen: seen? })
    }
}

/// What `ask` says of each item, by deciders that are like this one.
fn on_all_processors<T: Sync, R: Send>(
    decider: &Decider<'_>,
    items: &[T],
    ask: impl Fn(&Decider<'_>, &T) -> Result<R, JudgeError> + Sync,
) -> Result<Vec<R>, JudgeError> {
    let anew = decider.figures().anew();
    let answers = parallel::map(items, |taken| {
        let figures = anew();
        let decider = Decider::new(&figures);
        taken.map(|item| ask(decider.as_ref().map_err(Clone::clone)?, item)).collect()
    });
    answers.into_iter().collect()
}

/// What is chosen at a point, and then at the ends of what other parameters were seen to be.
struct Point {
    y: f64,
    seen: Vec<Contenders>,
}

/// What the map shows at a point of a column.
#[derive(Clone, Copy)]
struct Mark {
    y: f64,
    area: usize,
    is_open: bool,
}

impl Mark {
    fn of(point: &Point, legend: &Legend) -> Self {
        let area = legend.area(&point.seen[0]);
        let is_open = area.is_none() || point.seen.iter().any(|it| it.is_open || legend.area(it) != area);
        // What only a point between those that were looked at first has is left open, in the area that was named last.
        Self { y: point.y, area: area.unwrap_or(legend.areas.len() - 1), is_open }
    }
}

/// The bands between points of a column, which are in order.
fn bands(marks: Vec<Mark>, look: &impl Fn(f64) -> Result<Mark, JudgeError>) -> Result<Vec<Band>, JudgeError> {
    let marks = with_borders(marks, look, |one, other| one.area == other.area)?;
    let marks = with_borders(marks, look, |one, other| one.is_open == other.is_open)?;
    let mut bands: Vec<Band> = Vec::new();
    for (place, mark) in marks.iter().enumerate() {
        let Mark { y, area, is_open } = *mark;
        match bands.last_mut() {
            Some(band) if band.area == area && band.is_open == is_open => band.to = y,
            before => {
                let from = if place == 0 { y } else { (marks[place - 1].y * y).sqrt() };
                if let Some(band) = before {
                    band.to = from;
                }
                bands.push(Band { from, to: y, area, is_open });
            }
        }
    }
    Ok(bands)
}

/// The marks, and between two that are not alike those on both sides of each border.
fn with_borders(
    marks: Vec<Mark>,
    look: &impl Fn(f64) -> Result<Mark, JudgeError>,
    alike: impl Fn(&Mark, &Mark) -> bool,
) -> Result<Vec<Mark>, JudgeError> {
    let mut found: Vec<Mark> = Vec::new();
    for mark in marks {
        while let Some(before) =
            found.last().copied().filter(|before| !alike(before, &mark) && mark.y / before.y > CLOSE)
        {
            let (mut near, mut far) = (before, mark);
            while far.y / near.y > CLOSE {
                let middle = look((near.y * far.y).sqrt())?;
                if alike(&middle, &before) { near = middle } else { far = middle }
            }
            found.extend([near, far].into_iter().filter(|it| it.y > before.y && it.y < mark.y));
            // Behind this border there may be another.
            if alike(&far, &mark) {
                break;
            }
        }
        found.push(mark);
    }
    Ok(found)
}

/// The areas, as few as there can be.
struct Legend {
    areas: Vec<Area>,
    /// Each area's candidate, by its place among all.
    places: Vec<usize>,
}

impl Legend {
    /// Again and again, the candidate that is as good as any at the most points that are still without one; of equals, the one that
    /// is the smaller change.
    fn of<'p>(
        points: impl Iterator<Item = &'p Contenders>,
        decider: &Decider<'_>,
        case: &[f64],
    ) -> Result<Self, JudgeError> {
        let outcomes = decider.choice(case)?.outcomes;
        let points: Vec<&Contenders> = points.collect();
        let mut left = points.clone();
        let mut places: Vec<usize> = Vec::new();
        while !left.is_empty() {
            let mut counts = vec![0_u32; outcomes.len()];
            left.iter().flat_map(|point| &point.as_good).for_each(|place| counts[*place] += 1);
            let size = |place: &usize| outcomes[*place].size.unwrap_or(f64::INFINITY);
            let ahead = |one: &usize, other: &usize| {
                counts[*one].cmp(&counts[*other]).then(size(other).total_cmp(&size(one))).then(other.cmp(one))
            };
            let Some(best) = (0..outcomes.len()).max_by(ahead) else { break };
            places.push(best);
            left.retain(|point| !point.as_good.contains(&best));
        }
        let is_today = |place: &usize| outcomes[*place].candidate.is_named(&decider.file().candidates.today);
        places.sort_by_key(|place| !is_today(place));
        let mut legend = Self { areas: Vec::new(), places };
        for place in &legend.places {
            legend.areas.push(Area { candidate: outcomes[*place].candidate.clone(), as_good: Vec::new() });
        }
        for point in points {
            let Some(area) = legend.area(point) else { continue };
            let (chosen, area) = (&outcomes[point.chosen].candidate, &mut legend.areas[area]);
            if area.candidate != *chosen && !area.as_good.contains(chosen) {
                area.as_good.push(chosen.clone());
            }
        }
        Ok(legend)
    }

    /// The area that a point is in.
    fn area(&self, point: &Contenders) -> Option<usize> {
        self.places.iter().position(|place| point.as_good.contains(place))
    }
}
