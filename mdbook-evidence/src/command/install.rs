//! `mdbook-evidence install`: what a book needs, written into it.

use std::path::{Path, PathBuf};

use clap::Args;
use evidence::file::{read_bytes, read_text};
use mdbook_preprocessor::config::Config as BookConfig;
use thiserror::Error;
use toml_edit::{Array, DocumentMut, Item, Table, TableLike, Value, value};

use crate::config::{self, ConfigError, within};
use crate::folder::atomic;
use crate::style::{ASSETS, Asset};

const EXAMPLES: &str = "\
Examples:
  mdbook-evidence install                   the book is in this folder
  mdbook-evidence install --root docs

Writes theme/evidence.css and theme/evidence.js, names them in book.toml, and adds the table [preprocessor.evidence] there; what the file
has besides stays as it is. Run it again with a new version of mdbook-evidence: files that an earlier one wrote are written anew.

Exits with 2 when book.toml or a file in the way cannot be used, and with 1 when a file cannot be written.";

/// Options of `install`.
#[derive(Debug, Clone, Args)]
#[command(after_help = EXAMPLES)]
pub struct Options {
    /// The book's root folder, with book.toml
    #[arg(long, value_name = "BOOK", default_value = ".")]
    root: PathBuf,

    /// Replace a style sheet or script of that name that is not this tool's
    #[arg(long)]
    replace: bool,
}

/// Why a book has not got what it needs.
#[derive(Debug, Error)]
pub enum InstallError {
    /// book.toml cannot be used.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// book.toml says something else where the lines would stand.
    #[error("{0}")]
    NoPlace(String),
    /// There is a file of that name, and this tool did not write it.
    #[error("{} is not a file that this tool wrote. Give yours another name, or let it go with --replace.", .0.display())]
    Foreign(PathBuf),
    /// There is something of that name that cannot be read.
    #[error("cannot read {}: {}. Move it away.", .0.display(), .1)]
    Unreadable(PathBuf, #[source] std::io::Error),
    /// A file was not written.
    #[error("cannot write {}: {}. Check the folder's permissions and the disk's space.", .0.display(), .1)]
    Unwritable(PathBuf, #[source] std::io::Error),
}

impl InstallError {
    /// The command's exit code for it: 2 for what was given, 1 for what could not be done.
    pub fn exit_code(&self) -> u8 {
        match self {
            Self::Unwritable(..) => 1,
            Self::Config(_) | Self::NoPlace(_) | Self::Foreign(_) | Self::Unreadable(..) => 2,
        }
    }
}

/// Writes what the book lacks; returns a line on each file.
///
/// # Errors
/// [`InstallError`]; where it is of what was given, nothing is written.
pub fn run(options: &Options) -> Result<String, InstallError> {
    let root = options.root.as_path();
    config::book(root)?;
    let file = within(root, "book.toml");
    let text = read_text(&file).map_err(|error| InstallError::Unreadable(file.clone(), error))?;
    let (edited, added) = with_lines(&file, &text)?;
    let begins = read_bytes(&file).is_ok_and(|bytes| bytes.starts_with(BYTE_ORDER_MARK.as_bytes()));
    let edited = if begins { format!("{BYTE_ORDER_MARK}{edited}") } else { edited };
    let mut said = Vec::new();
    let mut writes = Vec::new();
    for asset in &ASSETS {
        let path = within(root, asset.file);
        if is_there(asset, &path, options.replace)? {
            said.push(format!("{}: as it should be", path.display()));
        } else {
            said.push(format!("{}: written", path.display()));
            writes.push((path, asset.text));
        }
    }
    if added.is_empty() {
        said.push(format!("{}: as it should be", file.display()));
    } else {
        said.push(format!("{}: added {}", file.display(), added.join(", ")));
        writes.push((file, &edited));
    }
    for (path, text) in writes {
        atomic::write(&path, text.as_bytes())
            .map_err(|error| InstallError::Unwritable(path.clone(), error))?;
    }
    Ok(said.join("\n"))
}

/// Whether the file is there as it should be; one that may not be replaced is an error.
fn is_there(asset: &Asset, path: &Path, replace: bool) -> Result<bool, InstallError> {
    match read_text(path) {
        Ok(text) if asset.is(&text) => Ok(true),
        Ok(text) if asset.wrote(&text) || replace => Ok(false),
        Ok(_) => Err(InstallError::Foreign(path.to_owned())),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(InstallError::Unreadable(path.to_owned(), error)),
    }
}

/// The text of book.toml with the lines that it lacks, and what they are; every other line stays to the letter.
fn with_lines(file: &Path, text: &str) -> Result<(String, Vec<String>), InstallError> {
    let no_place = |problem: &str, lines: &str| {
        let file = file.display();
        InstallError::NoPlace(format!("{file}: {problem} Correct it, or write `{lines}` yourself."))
    };
    let not_toml = |error: &dyn std::fmt::Display| no_place(&format!("it cannot be edited: {error}."), TABLE);
    let mut document: DocumentMut = text.parse().map_err(|error: toml_edit::TomlError| not_toml(&error))?;
    let mut added = Vec::new();
    let preprocessors = below(document.as_table_mut(), "preprocessor")
        .ok_or_else(|| no_place("`preprocessor` is no table.", TABLE))?;
    if preprocessors.get("evidence").is_some_and(|evidence| !evidence.is_table_like()) {
        return Err(no_place("`preprocessor.evidence` is no table.", TABLE));
    }
    if preprocessors.get("evidence").is_none() {
        let table = below(preprocessors, "evidence")
            .ok_or_else(|| no_place("`preprocessor` takes no table.", TABLE))?;
        table.insert("command", value("mdbook-evidence"));
        table.insert("after", value(Array::from_iter(["links"])));
        table.insert("records", value("records"));
        added.push(TABLE.to_owned());
    }
    for asset in &ASSETS {
        let book: BookConfig =
            document.to_string().parse().map_err(|error| not_toml(&format!("{error:#}")))?;
        if asset.named(&book).is_some() {
            continue;
        }
        let line = format!("{} = [\"{}\"]", asset.key, asset.file);
        let html = below(document.as_table_mut(), "output")
            .and_then(|output| below(output, "html"))
            .ok_or_else(|| no_place("`output.html` is no table.", &line))?;
        let list = html.entry(asset.key).or_insert_with(|| value(Array::new()));
        let list = list.as_value_mut().and_then(Value::as_array_mut);
        let list = list.filter(|list| list.iter().all(Value::is_str));
        list.ok_or_else(|| no_place(&format!("`{}` is no list of files.", asset.key), &line))?
            .push(asset.file);
        added.push(format!("{} in `{}`", asset.file, asset.key));
    }
    Ok((ended_as(text, &document.to_string()), added))
}

/// The edited text with the line ends of the former one, which an editor of TOML does not keep.
fn ended_as(former: &str, edited: &str) -> String {
    let edited = edited.replace("\r\n", "\n");
    if former.contains("\r\n") { edited.replace('\n', "\r\n") } else { edited }
}

/// What some editors begin a file with.
const BYTE_ORDER_MARK: &str = "\u{feff}";

/// The table that is added.
const TABLE: &str = "[preprocessor.evidence]";

/// The table of that name, which is made where there is none.
fn below<'a>(parent: &'a mut dyn TableLike, key: &str) -> Option<&'a mut dyn TableLike> {
    let new = || {
        let mut table = Table::new();
        // Without a head of its own where it holds nothing but tables.
        table.set_implicit(true);
        Item::Table(table)
    };
    parent.entry(key).or_insert_with(new).as_table_like_mut()
}
