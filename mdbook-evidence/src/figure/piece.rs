//! A column of a map in pieces, from below.

/// A part of a column.
#[derive(Clone, Copy)]
pub(super) struct Piece {
    pub(super) from: f64,
    pub(super) to: f64,
    pub(super) area: usize,
    pub(super) is_open: bool,
}

/// An area's name on the map.
pub(super) fn letter(area: usize) -> String {
    let letters =
        u8::try_from(area).ok().and_then(|area| b'A'.checked_add(area)).filter(u8::is_ascii_uppercase);
    letters.map_or_else(|| (area + 1).to_string(), |letter| char::from(letter).to_string())
}

/// The parts of a column that are left open, those that touch as one.
pub(super) fn open(pieces: &[Piece]) -> impl Iterator<Item = [f64; 2]> {
    joined(pieces, |one, other| one.is_open == other.is_open)
        .into_iter()
        .filter(|it| it.is_open)
        .map(|it| [it.from, it.to])
}

/// The parts of a column by their areas alone.
pub(super) fn areas(pieces: &[Piece]) -> Vec<Piece> {
    joined(pieces, |one, other| one.area == other.area)
}

fn joined(pieces: &[Piece], alike: impl Fn(&Piece, &Piece) -> bool) -> Vec<Piece> {
    let mut joined: Vec<Piece> = Vec::new();
    for piece in pieces {
        match joined.last_mut() {
            Some(last) if alike(last, piece) => last.to = piece.to,
            _ => joined.push(*piece),
        }
    }
    joined
}

/// `A to 7.46 ×, then B`.
pub(super) fn said(pieces: &[Piece], show: impl Fn(f64) -> String) -> String {
    let areas = areas(pieces);
    let (last, before) = (&areas[areas.len() - 1], &areas[..areas.len() - 1]);
    let mut said: Vec<String> =
        before.iter().map(|piece| format!("{} to {}", letter(piece.area), show(piece.to))).collect();
    said.push(if said.is_empty() { letter(last.area) } else { format!("then {}", letter(last.area)) });
    said.join(", ")
}

/// All areas from below in an order that every column has them in; none where there is no such order.
pub(super) fn order<'p>(columns: impl Iterator<Item = &'p [Piece]> + Clone) -> Option<Vec<usize>> {
    let mut order: Vec<usize> = Vec::new();
    for pieces in columns.clone() {
        let mut next = 0;
        for piece in pieces {
            match order.iter().position(|known| *known == piece.area) {
                Some(place) => next = place + 1,
                None => {
                    order.insert(next, piece.area);
                    next += 1;
                }
            }
        }
    }
    let place = |area: usize| order.iter().position(|known| *known == area);
    let is_ordered =
        |pieces: &[Piece]| pieces.windows(2).all(|pair| place(pair[0].area) < place(pair[1].area));
    columns.into_iter().all(is_ordered).then_some(order)
}

/// From where to where an area goes in a column; where it is not in it, twice the border that it would lie on.
pub(super) fn edges(pieces: &[Piece], order: &[usize], area: usize) -> Option<[f64; 2]> {
    if let Some(piece) = pieces.iter().find(|piece| piece.area == area) {
        return Some([piece.from, piece.to]);
    }
    let own = order.iter().position(|known| *known == area)?;
    let is_below = |piece: &&Piece| order.iter().position(|known| *known == piece.area) < Some(own);
    let border = pieces.iter().rfind(is_below).map(|piece| piece.to);
    border.or_else(|| pieces.first().map(|piece| piece.from)).map(|border| [border, border])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figure::as_f64;

    fn pieces(areas: &[usize]) -> Vec<Piece> {
        let piece = |(place, area): (usize, &usize)| {
            let from = as_f64(place + 1);
            Piece { from, to: from + 1.0, area: *area, is_open: *area == 1 }
        };
        areas.iter().enumerate().map(piece).collect()
    }

    fn order_of(columns: &[&[usize]]) -> Option<Vec<usize>> {
        let columns: Vec<Vec<Piece>> = columns.iter().map(|areas| pieces(areas)).collect();
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
        assert_eq!(edges(&pieces(&[0, 1]), &[0, 2, 1], 2), Some([2.0, 2.0]));
        assert_eq!(edges(&pieces(&[1]), &[0, 1], 0), Some([1.0, 1.0]));
        assert_eq!(edges(&pieces(&[0, 1]), &[0, 1], 1), Some([2.0, 3.0]));
    }

    #[test]
    fn what_is_open_on_both_sides_of_a_border_is_one_part() {
        let open_on_both_sides = pieces(&[1, 1, 0, 1]);
        assert_eq!(open(&open_on_both_sides).collect::<Vec<_>>(), [[1.0, 3.0], [4.0, 5.0]]);
    }
}
