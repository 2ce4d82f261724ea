//! The types that a field can be changed to. To probe any other, none has to be added here: `--as 'some::Type<$T>'`.

/// A type by the id of its representation, with what has to be added for it, as `cargo add` takes it. `$T` is what the list holds, `$F` the
/// field's whole type.
type KnownType = (&'static str, &'static str, Option<&'static str>);

/// Every type that has an id.
const KNOWN: [KnownType; 10] = [
    ("arc-file", "std::sync::Arc<$F>", None),
    ("arc-vec", "std::sync::Arc<Vec<$T>>", None),
    ("vec-arc", "Vec<std::sync::Arc<$T>>", None),
    ("arc-vec-arc", "std::sync::Arc<Vec<std::sync::Arc<$T>>>", None),
    ("im", "im::Vector<$T>", Some("im@15.1")),
    ("im-arc", "im::Vector<std::sync::Arc<$T>>", Some("im@15.1")),
    ("imbl", "imbl::Vector<$T>", Some("imbl@7.0")),
    ("imbl-arc", "imbl::Vector<std::sync::Arc<$T>>", Some("imbl@7.0")),
    ("rpds", "rpds::VectorSync<$T>", Some("rpds@1.2")),
    ("ecow", "ecow::EcoVec<$T>", Some("ecow@0.3")),
];

/// The most characters of a type. One of this length cannot be nested too deep to be read.
const LONGEST: usize = 400;

/// What a field is changed to.
#[derive(Debug, Clone)]
pub(super) struct NewType {
    /// As the user wrote it.
    pub(super) written: String,
    /// The type.
    pub(super) template: String,
    /// What has to be added; a feature `serde` of it reads and writes with serde.
    pub(super) dependency: Option<&'static str>,
}

/// Reads an id or a type.
pub(super) fn goal(text: &str) -> Result<NewType, String> {
    let new = |template: &str, dependency| NewType {
        written: text.to_owned(),
        template: template.to_owned(),
        dependency,
    };
    if let Some((_, template, dependency)) = KNOWN.iter().find(|(id, ..)| *id == text) {
        return Ok(new(template, *dependency));
    }
    if text == "memo" {
        return Err("memo changes the type of no field: the value stays as it is, beside an Arc of its last snapshot. What that asks \
                    of those who get snapshots is a part of arc-file"
            .to_owned());
    }
    if text.len() > LONGEST {
        return Err(format!("write a type of at most {LONGEST} characters"));
    }
    let filled = text.replace("$T", "T").replace("$F", "T");
    if filled == text || syn::parse_str::<syn::Type>(&filled).is_err() {
        let ids = KNOWN.map(|(id, ..)| id).join(", ");
        return Err(format!("write one of {ids}, or a type such as 'some::Type<$T>'"));
    }
    Ok(new(text, None))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_known_type_is_a_representation_and_a_type() {
        let ids: Vec<&str> = bench_crate::registry::representations().iter().map(|it| it.id).collect();
        for (id, template, _) in KNOWN {
            assert!(ids.contains(&id), "{id}");
            assert!(goal(template).is_ok(), "{template}");
        }
    }

    #[test]
    fn what_is_neither_an_id_nor_a_template_is_refused() {
        assert!(goal("memo").unwrap_err().starts_with("memo changes the type of no field"));
        assert!(goal("immm").unwrap_err().starts_with("write one of arc-file, "));
        let deep = format!("{}$T{}", "Vec<".repeat(5000), ">".repeat(5000));
        assert!(goal(&deep).unwrap_err().starts_with("write a type of at most"));
        assert!(goal("Vec<$T").is_err() && goal("Vec<u8>").is_err());
    }
}
