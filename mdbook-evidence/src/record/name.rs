//! What a record may be named: it is a file's name too.

/// The most characters that a record's name has. Most file systems take 255 bytes.
const LONGEST: usize = 120;

/// Reads a record's name: it is a file's, with `.json`.
///
/// # Errors
/// A sentence that says what to write.
pub fn name(text: &str) -> Result<String, String> {
    let plain = |c: char| c.is_ascii_alphanumeric() || ".-_".contains(c);
    let starts = text.starts_with(|c: char| c.is_ascii_alphanumeric());
    if starts && text.chars().all(plain) && text.len() <= LONGEST && !text.ends_with(".json") {
        Ok(text.to_owned())
    } else {
        Err("write letters, digits and any of - _ . such as my-record; the folder and .json are added"
            .to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_stays_as_it_is_written_or_is_refused() {
        assert_eq!(name("my-record_2.1").unwrap(), "my-record_2.1");
        let long = "a".repeat(LONGEST + 1);
        for text in ["", ".", "..", "../a", "a/b", "a\\b", "-a", "a b", "a\nb", "🦀", "ä", "a.json", &long]
        {
            assert!(name(text).is_err(), "{text}");
        }
    }
}
