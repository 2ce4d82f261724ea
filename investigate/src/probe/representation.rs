//! The types that a field can be changed to. To probe any other, none has to be added here: `--as 'some::Type<$T>'`.

/// A type by the id of its representation.
#[derive(Debug, Clone, Copy)]
pub(super) struct KnownType {
    /// As in the rest of the book.
    pub(super) id: &'static str,
    /// The type; `$T` is what the list holds, `$F` the field's whole type.
    pub(super) template: &'static str,
    /// What has to be added, as `cargo add` takes it.
    pub(super) dependency: Option<&'static str>,
    /// Which feature of it reads and writes with serde.
    pub(super) serde: Option<&'static str>,
}

/// Every type that has an id.
pub(super) const KNOWN: [KnownType; 10] = [
    KnownType { id: "arc-file", template: "std::sync::Arc<$F>", dependency: None, serde: None },
    KnownType { id: "arc-vec", template: "std::sync::Arc<Vec<$T>>", dependency: None, serde: None },
    KnownType { id: "vec-arc", template: "Vec<std::sync::Arc<$T>>", dependency: None, serde: None },
    KnownType {
        id: "arc-vec-arc",
        template: "std::sync::Arc<Vec<std::sync::Arc<$T>>>",
        dependency: None,
        serde: None,
    },
    KnownType { id: "im", template: "im::Vector<$T>", dependency: Some("im@15.1"), serde: Some("serde") },
    KnownType {
        id: "im-arc",
        template: "im::Vector<std::sync::Arc<$T>>",
        dependency: Some("im@15.1"),
        serde: Some("serde"),
    },
    KnownType {
        id: "imbl",
        template: "imbl::Vector<$T>",
        dependency: Some("imbl@7.0"),
        serde: Some("serde"),
    },
    KnownType {
        id: "imbl-arc",
        template: "imbl::Vector<std::sync::Arc<$T>>",
        dependency: Some("imbl@7.0"),
        serde: Some("serde"),
    },
    KnownType {
        id: "rpds",
        template: "rpds::VectorSync<$T>",
        dependency: Some("rpds@1.2"),
        serde: Some("serde"),
    },
    KnownType {
        id: "ecow",
        template: "ecow::EcoVec<$T>",
        dependency: Some("ecow@0.3"),
        serde: Some("serde"),
    },
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
    /// What has to be added.
    pub(super) dependency: Option<&'static str>,
    /// Which feature of it reads and writes with serde.
    pub(super) serde: Option<&'static str>,
}

/// Reads an id or a type.
///
/// # Errors
/// A sentence that lists the ids and says how a type is written.
pub(super) fn goal(text: &str) -> Result<NewType, String> {
    if let Some(known) = KNOWN.iter().find(|known| known.id == text) {
        return Ok(NewType {
            written: text.to_owned(),
            template: known.template.to_owned(),
            dependency: known.dependency,
            serde: known.serde,
        });
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
        let ids: Vec<&str> = KNOWN.iter().map(|known| known.id).collect();
        return Err(format!("write one of {}, or a type such as 'some::Type<$T>'", ids.join(", ")));
    }
    Ok(NewType { written: text.to_owned(), template: text.to_owned(), dependency: None, serde: None })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_known_type_is_a_representation_and_a_type() {
        let ids: Vec<&str> = bench_crate::registry::representations().iter().map(|it| it.id).collect();
        for known in KNOWN {
            assert!(ids.contains(&known.id), "{}", known.id);
            assert!(goal(known.template).is_ok(), "{}", known.template);
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
