//! Putting a record together from its parts, each of them a record that says less than a whole one.

use super::{Axis, Figure, Problem, Record};

impl Record {
    /// Adds what a part says to what is there: samples behind samples, rows behind rows, coordinates to an axis that lacks them. Another
    /// count takes the place of the one that was there. The head of the part, such as its name, is passed over.
    ///
    /// # Errors
    /// What the part declares otherwise than it is declared; the record is then not to be used.
    pub fn add(&mut self, part: Self) -> Result<(), Problem> {
        for (id, axis) in part.axes {
            match (self.axes.get_mut(&id), axis) {
                (Some(Axis::Listed(known)), Axis::Listed(new)) => {
                    for value in new {
                        if known.iter().all(|it| it.id != value.id) {
                            known.push(value);
                        }
                    }
                }
                (Some(known), new) if *known != new => return Err(otherwise("the axis", &id)),
                (_, new) => drop(self.axes.insert(id, new)),
            }
        }
        for (id, measure) in part.measures {
            match self.measures.get(&id) {
                Some(known) if *known != measure => return Err(otherwise("the measure", &id)),
                _ => drop(self.measures.insert(id, measure)),
            }
        }
        for (id, new) in part.figures {
            let figures = self.figures.entry(id).or_default();
            for (point, figure) in new {
                match (figures.get_mut(&point), figure) {
                    (Some(Figure::Rounds(samples)), Figure::Rounds(new)) => samples.extend(new),
                    (_, figure) => drop(figures.insert(point, figure)),
                }
            }
        }
        for (id, table) in part.tables {
            match self.tables.get_mut(&id) {
                Some(known) if known.columns != table.columns => return Err(otherwise("the table", &id)),
                Some(known) => known.rows.extend(table.rows),
                None => drop(self.tables.insert(id, table)),
            }
        }
        self.coordinates.extend(part.coordinates);
        self.labels.extend(part.labels);
        self.absent.extend(part.absent);
        self.notes.extend(part.notes);
        Ok(())
    }
}

fn otherwise(what: &str, id: &str) -> Problem {
    Problem::new(format!("{what} `{id}`"), "a part of the record declares it otherwise")
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn part(mut fields: Value) -> Record {
        fields["schema"] = json!(super::super::SCHEMA);
        fields["name"] = json!("part");
        Record::from_json("part", &fields.to_string()).unwrap()
    }

    fn round(rope: f64, cord: Option<f64>) -> Record {
        let mut axes = json!({"line": [{"id": "rope", "title": "Rope"}], "n": "number"});
        let mut time = json!({"rope/9": [rope]});
        if let Some(cord) = cord {
            axes["line"].as_array_mut().unwrap().push(json!({"id": "cord"}));
            time["cord/9"] = json!([cord]);
        }
        part(
            json!({"axes": axes, "measures": {"time": {"unit": "ns", "axes": ["line", "n"]}}, "figures": {"time": time}}),
        )
    }

    #[test]
    fn rounds_become_samples_in_their_order_and_axes_grow() {
        let mut record = Record::new("whole");
        for it in [round(1.0, None), round(2.0, Some(7.0)), round(3.0, None)] {
            record.add(it).unwrap();
        }
        assert_eq!(record.name, "whole");
        assert_eq!(record.figure("time", "rope/9").unwrap().numbers(), [1.0, 2.0, 3.0]);
        assert_eq!(record.figure("time", "cord/9").unwrap().numbers(), [7.0]);
        let lines: Vec<&str> = record.values("line").iter().map(|value| value.id.as_str()).collect();
        assert_eq!(lines, ["rope", "cord"]);
        assert_eq!(Record::from_json("whole", &record.to_json()).unwrap(), record);
    }

    #[test]
    fn a_count_is_replaced_and_what_is_said_of_the_whole_is_added() {
        let counted = |count: f64, row: &str| {
            part(json!({
                "measures": {"knots": {"unit": "count", "axes": []}}, "figures": {"knots": {"": count}}, "labels": {"by": row},
                "tables": {"who": {"columns": [{"id": "name"}], "rows": [[row]]}}, "notes": [row],
            }))
        };
        let mut record = counted(1.0, "me");
        record.add(counted(2.0, "you")).unwrap();
        assert_eq!(record.figure("knots", ""), Some(&Figure::Exact(2.0)));
        assert_eq!((record.label("by"), record.notes.len(), record.tables["who"].rows.len()), ("you", 2, 2));
    }

    #[test]
    fn what_a_part_declares_otherwise_is_named() {
        let one = || {
            part(json!({
                "axes": {"n": "number"}, "measures": {"knots": {"unit": "count", "axes": ["n"]}},
                "tables": {"who": {"columns": [{"id": "name"}], "rows": []}},
            }))
        };
        for (other, place) in [
            (json!({"axes": {"n": [{"id": "many"}]}}), "the axis `n`"),
            (
                json!({"axes": {"n": "number"}, "measures": {"knots": {"unit": "bytes", "axes": ["n"]}}}),
                "the measure `knots`",
            ),
            (json!({"tables": {"who": {"columns": [{"id": "age"}], "rows": []}}}), "the table `who`"),
        ] {
            let refused = one().add(part(other)).unwrap_err();
            assert_eq!(refused, Problem::new(place, "a part of the record declares it otherwise"));
        }
    }
}
