//! What a cell of a table is to a reader.

use std::borrow::Cow;
use std::fmt;

use serde_json::{Map, Value};

/// A cell, as it is shown, compared and counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell<'a> {
    /// Nothing: `null`, or a text or a list without anything in it.
    Empty,
    /// Words, and whatever has no form of its own.
    Text(Cow<'a, str>),
    /// `{"code": "a name"}`.
    Code(&'a str),
    /// `{"text": "its text", "link": "https://an.address"}`.
    Link {
        /// What a reader sees.
        text: &'a str,
        /// Where it leads; whoever shows it looks whether that is an address of the web.
        address: &'a str,
    },
    /// Several; none of them is empty.
    List(Vec<Self>),
}

impl<'a> Cell<'a> {
    /// The cell that a record has as JSON.
    pub fn of(json: &'a Value) -> Self {
        let text = |text: String| Self::Text(Cow::Owned(text));
        match json {
            Value::Null => Self::Empty,
            Value::String(text) if text.is_empty() => Self::Empty,
            Value::String(text) => Self::Text(Cow::Borrowed(text)),
            Value::Bool(true) => Self::Text(Cow::Borrowed("yes")),
            Value::Bool(false) => Self::Text(Cow::Borrowed("no")),
            Value::Number(number) => text(number.to_string()),
            Value::Array(cells) => {
                let cells: Vec<Self> = cells.iter().map(Self::of).filter(|it| *it != Self::Empty).collect();
                if cells.is_empty() { Self::Empty } else { Self::List(cells) }
            }
            Value::Object(fields) => Self::with_form(fields).unwrap_or_else(|| {
                let fields = fields.iter().map(|(name, cell)| format!("{name}: {}", Self::of(cell)));
                text(fields.collect::<Vec<_>>().join("; "))
            }),
        }
    }

    /// The fields of a cell that has some, and is neither code nor a link.
    pub(crate) fn fields(json: &'a Value) -> Option<&'a Map<String, Value>> {
        json.as_object().filter(|fields| Self::with_form(fields).is_none())
    }

    /// What has a form of its own: code or a link.
    fn with_form(fields: &'a Map<String, Value>) -> Option<Self> {
        let of = |name: &str| fields.get(name).and_then(Value::as_str);
        match (fields.len(), of("code"), of("text"), of("link")) {
            (1, Some(code), ..) => Some(Self::Code(code)),
            (2, _, Some(text), Some(address)) => Some(Self::Link { text, address }),
            _ => None,
        }
    }

    /// The cells of a list as one text: with commas between them, or semicolons where one has a comma itself.
    pub fn join(cells: &[Self], shown: impl Fn(&Self) -> String) -> String {
        let between = if cells.iter().any(|cell| cell.to_string().contains(',')) { "; " } else { ", " };
        cells.iter().map(shown).collect::<Vec<_>>().join(between)
    }
}

/// The text without markup; nothing for an empty cell.
impl fmt::Display for Cell<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => Ok(()),
            Self::Text(text) => f.write_str(text),
            Self::Code(text) | Self::Link { text, .. } => f.write_str(text),
            Self::List(cells) => f.write_str(&Self::join(cells, ToString::to_string)),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn text(json: &Value) -> String {
        Cell::of(json).to_string()
    }

    #[test]
    fn links_and_code_are_read_as_their_text() {
        let link = json!({"text": "rope 15.1.0", "link": "https://example.org"});
        assert_eq!(Cell::of(&link), Cell::Link { text: "rope 15.1.0", address: "https://example.org" });
        assert_eq!(text(&link), "rope 15.1.0");
        assert_eq!(text(&json!([{"code": "rope"}, null, link])), "rope, rope 15.1.0");
        assert_eq!(text(&json!(["a, b", "c"])), "a, b; c");
    }

    #[test]
    fn what_only_looks_like_a_link_or_code_is_its_fields() {
        for (cell, said) in [
            (json!({"code": 7}), "code: 7"),
            (json!({"code": "a", "line": 3}), "code: a; line: 3"),
            (json!({"link": "https://a.b"}), "link: https://a.b"),
            (json!({"link": "https://a.b", "text": "a", "by": "me"}), "by: me; link: https://a.b; text: a"),
        ] {
            assert_eq!(text(&cell), said);
        }
    }

    #[test]
    fn nothing_is_empty_whatever_it_is_written_as() {
        for cell in [json!(null), json!(""), json!([]), json!([null, ""])] {
            assert_eq!(Cell::of(&cell), Cell::Empty, "{cell}");
        }
    }
}
