//! A column of a map in bands, from below.

use evidence::decision::Band;

/// An area's name on the map.
pub(super) fn letter(area: usize) -> String {
    let letters =
        u8::try_from(area).ok().and_then(|area| b'A'.checked_add(area)).filter(u8::is_ascii_uppercase);
    letters.map_or_else(|| (area + 1).to_string(), |letter| char::from(letter).to_string())
}

/// The parts of a column that are left open, those that touch as one.
pub(super) fn open(bands: &[Band]) -> impl Iterator<Item = [f64; 2]> {
    joined(bands, |one, other| one.is_open == other.is_open)
        .into_iter()
        .filter(|it| it.is_open)
        .map(|it| [it.from, it.to])
}

/// The parts of a column by their areas alone.
pub(super) fn areas(bands: &[Band]) -> Vec<Band> {
    joined(bands, |one, other| one.area == other.area)
}

fn joined(bands: &[Band], alike: impl Fn(&Band, &Band) -> bool) -> Vec<Band> {
    let mut joined: Vec<Band> = Vec::new();
    for band in bands {
        match joined.last_mut() {
            Some(last) if alike(last, band) => last.to = band.to,
            _ => joined.push(*band),
        }
    }
    joined
}

/// `A to 7.46 ×, then B`.
pub(super) fn said(bands: &[Band], show: impl Fn(f64) -> String) -> String {
    let areas = areas(bands);
    let (last, before) = (&areas[areas.len() - 1], &areas[..areas.len() - 1]);
    let mut said: Vec<String> =
        before.iter().map(|band| format!("{} to {}", letter(band.area), show(band.to))).collect();
    said.push(if said.is_empty() { letter(last.area) } else { format!("then {}", letter(last.area)) });
    said.join(", ")
}

/// All areas from below in an order that every column has them in; none where there is no such order.
pub(super) fn order<'p>(columns: impl Iterator<Item = &'p [Band]> + Clone) -> Option<Vec<usize>> {
    let mut order: Vec<usize> = Vec::new();
    for bands in columns.clone() {
        let mut next = 0;
        for band in bands {
            match order.iter().position(|known| *known == band.area) {
                Some(place) => next = place + 1,
                None => {
                    order.insert(next, band.area);
                    next += 1;
                }
            }
        }
    }
    let place = |area: usize| order.iter().position(|known| *known == area);
    let is_ordered = |bands: &[Band]| bands.windows(2).all(|pair| place(pair[0].area) < place(pair[1].area));
    columns.into_iter().all(is_ordered).then_some(order)
}

/// From where to where an area goes in a column; where it is not in it, twice the border that it would lie on.
pub(super) fn edges(bands: &[Band], order: &[usize], area: usize) -> Option<[f64; 2]> {
    if let Some(band) = bands.iter().find(|band| band.area == area) {
        return Some([band.from, band.to]);
    }
    let own = order.iter().position(|known| *known == area)?;
    let is_below = |band: &&Band| order.iter().position(|known| *known == band.area) < Some(own);
    let border = bands.iter().rfind(is_below).map(|band| band.to);
    border.or_else(|| bands.first().map(|band| band.from)).map(|border| [border, border])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bands(areas: &[usize]) -> Vec<Band> {
        let band = |(place, area): (usize, &usize)| {
            let from = (place + 1) as f64;
            Band { from, to: from + 1.0, area: *area, is_open: *area == 1 }
        };
        areas.iter().enumerate().map(band).collect()
    }

    fn order_of(columns: &[&[usize]]) -> Option<Vec<usize>> {
        let columns: Vec<Vec<Band>> = columns.iter().map(|areas| bands(areas)).collect();
        order(columns.iter().map(Vec::as_slice))
    }

    #[test]
    fn areas_have_an_order_where_no_two_columns_have_them_the_other_way_round() {
        assert_eq!(order_of(&[&[0, 1], &[0, 2, 1], &[2]]), Some(vec![0, 2, 1]));
        assert_eq!(order_of(&[&[0, 1], &[1, 0]]), None);
        assert_eq!(order_of(&[&[0, 1, 0]]), None);
    }

    #[test]
    fn an_area_that_a_column_lacks_has_no_height_on_the_border_that_it_would_lie_on() {
        assert_eq!(edges(&bands(&[0, 1]), &[0, 2, 1], 2), Some([2.0, 2.0]));
        assert_eq!(edges(&bands(&[1]), &[0, 1], 0), Some([1.0, 1.0]));
        assert_eq!(edges(&bands(&[0, 1]), &[0, 1], 1), Some([2.0, 3.0]));
    }

    #[test]
    fn what_is_open_on_both_sides_of_a_border_is_one_part() {
        let open_on_both_sides = bands(&[1, 1, 0, 1]);
        assert_eq!(open(&open_on_both_sides).collect::<Vec<_>>(), [[1.0, 3.0], [4.0, 5.0]]);
    }
}
