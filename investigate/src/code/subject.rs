//! What is looked for: a field, a method or a type.

use std::fmt;

use crate::named::named;

/// Something whose uses the compiler is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Subject {
    /// Which of several definitions: a file of the crate.
    pub(crate) file: Option<String>,
    /// Which of several in that file.
    pub(crate) line: Option<usize>,
    /// The type that has it; `None` for a method that was named alone, and for a type.
    pub(crate) owner: Option<String>,
    /// Its own name.
    pub(crate) name: String,
    pub(crate) kind: SubjectKind,
}

named! {
    /// What a subject is.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub(crate) enum SubjectKind {
        /// A field of a struct.
        Field = "field",
        /// A method.
        Method = "method",
        /// A struct, an enum, a union, a trait or an alias.
        Type = "type",
    }
}

impl Subject {
    /// As on a command line, with what tells it from others of its name.
    pub(crate) fn as_option(&self) -> String {
        let file = self.file.iter().map(|file| format!("{file}:"));
        let line = self.line.iter().map(|line| format!("{line}:"));
        file.chain(line).chain([self.to_string()]).collect()
    }
}

impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let separator = if self.kind == SubjectKind::Field { "." } else { "::" };
        match &self.owner {
            Some(owner) => write!(f, "{owner}{separator}{}", self.name),
            None => f.write_str(&self.name),
        }
    }
}

/// Reads `BacklogFile.items`.
pub(crate) fn field(text: &str) -> Result<Subject, String> {
    let subject = read(SubjectKind::Field, text, |written| {
        let (owner, own) = written.split_once('.')?;
        Some((Some(name(owner)?), member(own)?))
    });
    subject.ok_or_else(|| "write it as TYPE.NAME, such as BacklogFile.items".to_owned())
}

/// Reads `CoordinatorHandle::get_snapshot`, or the method's name alone.
pub(crate) fn method(text: &str) -> Result<Subject, String> {
    let subject = read(SubjectKind::Method, text, |written| match written.split_once("::") {
        Some((owner, own)) => Some((Some(name(owner)?), name(own)?)),
        None => Some((None, name(written)?)),
    });
    subject.ok_or_else(|| "write it as TYPE::NAME or NAME, such as get_snapshot".to_owned())
}

/// Reads `BacklogFile`.
pub(crate) fn type_name(text: &str) -> Result<Subject, String> {
    let subject = read(SubjectKind::Type, text, |written| Some((None, name(written)?)));
    subject.ok_or_else(|| "write its name alone, such as BacklogFile".to_owned())
}

/// The owner and the name, behind the place where one is written.
fn read<'a>(
    kind: SubjectKind,
    text: &'a str,
    parts: impl FnOnce(&'a str) -> Option<(Option<&'a str>, &'a str)>,
) -> Option<Subject> {
    let (file, line, written) = split_place(text);
    let (owner, name) = parts(written)?;
    Some(Subject { file, line, owner: owner.map(str::to_owned), name: name.to_owned(), kind })
}

/// `src/types.rs:BacklogFile.items` names one of several definitions, and `src/types.rs:12:BacklogFile.items` one of a file.
fn split_place(text: &str) -> (Option<String>, Option<usize>, &str) {
    let Some((file, rest)) = text.split_once(".rs:") else { return (None, None, text) };
    let line = rest.split_once(':').and_then(|(line, rest)| Some((line.parse().ok()?, rest)));
    let (line, rest) = line.map_or((None, rest), |(line, rest)| (Some(line), rest));
    (Some(format!("{file}.rs")), line, rest)
}

/// The name without the `r#` that it may need in code; `None` when it is none.
fn name(text: &str) -> Option<&str> {
    let plain = text.strip_prefix("r#").unwrap_or(text);
    // As it stands: syn reads over spaces and comments.
    let is_name = |text: &str| syn::parse_str::<syn::Ident>(text).is_ok_and(|name| name == text);
    (is_name(plain) || is_name(&format!("r#{plain}"))).then_some(plain)
}

/// A field of a tuple struct is named by its number.
fn member(text: &str) -> Option<&str> {
    let number = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    name(text).or_else(|| number.then_some(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_subject_is_read_as_it_is_written_in_code() {
        let read = |subject: Result<Subject, String>| subject.unwrap().to_string();
        assert_eq!(read(field("BacklogFile.items")), "BacklogFile.items");
        assert_eq!(read(field("Wrapper.0")), "Wrapper.0");
        assert_eq!(read(method("Handle::get")), "Handle::get");
        assert_eq!(read(method("get")), "get");
        assert_eq!(read(type_name("BacklogFile")), "BacklogFile");
        assert_eq!(read(field("L.type")), read(field("L.r#type")));
        for text in ["src/a.rs:A.b", "src/a.rs:12:A.b", "A.b"] {
            assert_eq!(field(text).unwrap().as_option(), text);
        }
    }

    #[test]
    fn anything_else_is_refused_with_how_it_is_written() {
        assert_eq!(field("items").unwrap_err(), "write it as TYPE.NAME, such as BacklogFile.items");
        assert!(field("A.b.c").is_err() && method("a b").is_err() && type_name("a::B").is_err());
        for text in ["", ".", "..", "A.", ".b", "A.-1", "A.self", "🦀.b", "A.b\n", "A.+1", "a.rs:"] {
            assert!(field(text).is_err(), "{text}");
        }
    }
}
