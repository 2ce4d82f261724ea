//! Writes the decision that follows now into decision.toml, and leaves the rest of the file as it is.

use std::path::Path;

use evidence::decision::Decided;
use evidence::file::read_text;
use toml_edit::{DocumentMut, Item, TomlError};

use super::error::DecideError;
use mdbook_evidence::folder::atomic;

/// Stands above the part that is written.
const COMMENT: &str = "\n# Written by `cargo run -- decide --accept`.\n";

/// Writes the decision into the file.
/// Where that fails, the file is as it was.
pub(super) fn write(file: &Path, decided: &Decided) -> Result<(), DecideError> {
    let text = read_text(file).map_err(|error| DecideError::Unwritten(error.to_string()))?;
    let text = replaced(&text, decided).map_err(DecideError::Unwritten)?;
    atomic::write(file, text.as_bytes()).map_err(|error| DecideError::Unwritten(error.to_string()))
}

/// The text with this decision in the place of the former one; everything else stays to the letter.
fn replaced(text: &str, decided: &Decided) -> Result<String, String> {
    let mut document: DocumentMut = text.parse().map_err(|error: TomlError| error.to_string())?;
    let written = toml::to_string(&AcceptedDecision { decided }).map_err(|error| error.to_string())?;
    let mut written: DocumentMut = written.parse().map_err(|error: TomlError| error.to_string())?;
    let Some(Item::Table(mut new)) = written.remove("decided") else {
        return Err("the decision is no table".to_owned());
    };
    match document.get("decided").and_then(Item::as_table) {
        Some(former) => {
            *new.decor_mut() = former.decor().clone();
            new.set_position(former.position());
        }
        None => {
            new.decor_mut().set_prefix(COMMENT);
            new.set_position(None);
        }
    }
    // Their places are those of the text they were read from; without one, they stand below their table.
    for (_, item) in new.iter_mut() {
        if let Some(table) = item.as_table_mut() {
            table.set_position(None);
        }
    }
    document.insert("decided", Item::Table(new));
    Ok(document.to_string())
}

#[derive(serde::Serialize)]
struct AcceptedDecision<'a> {
    decided: &'a Decided,
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    fn decided(candidate: &str) -> Decided {
        Decided {
            candidate: candidate.to_owned(),
            by_the_other_verdict: "other".to_owned(),
            on: "2026-11-25".to_owned(),
            record: "r".to_owned(),
            lost: BTreeMap::from([("im".to_owned(), vec!["saves too little".to_owned()])]),
            fails: BTreeMap::new(),
        }
    }

    const AROUND: [&str; 2] = [
        "# Above.\n[acting]\nworth-share   = 0.05 # why\n\n",
        "\n# Below.\n[migration]\nS = [\n  \"a\",\n]\n",
    ];

    #[test]
    fn what_stands_above_and_below_stays_to_the_letter() {
        let [above, below] = AROUND;
        let text =
            format!("{above}# Written.\n[decided]\ncandidate = \"old\"\n\n[decided.lost]\nim = []\n{below}");
        let now = replaced(&text, &decided("new")).unwrap();
        assert!(now.starts_with(&format!("{above}# Written.\n[decided]\ncandidate = \"new\"\n")), "{now}");
        assert!(now.ends_with(below), "{now}");
        assert!(!now.contains("old"), "{now}");
        assert_eq!(replaced(&now, &decided("new")).unwrap(), now);
    }

    #[test]
    fn a_first_decision_is_written_below_everything() {
        let text = AROUND.concat();
        let now = replaced(&text, &decided("new")).unwrap();
        assert!(now.starts_with(&format!("{text}{COMMENT}[decided]\ncandidate = \"new\"")), "{now}");
        assert!(now.contains("[decided.lost]\nim = [\"saves too little\"]"), "{now}");
    }
}
