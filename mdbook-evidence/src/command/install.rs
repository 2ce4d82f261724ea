//! `mdbook-evidence install`: what a book needs, written into it.

use std::path::{Path, PathBuf};

use clap::Args;
use evidence::file::{read_bytes, read_text};
use mdbook_preprocessor::config::Config as BookConfig;
use toml_edit::{Array, DocumentMut, Item, Table, TableLike, Value, value};

use crate::command::error::CommandError;
use crate::config::{self, within};
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

/// Writes what the book lacks; returns a line on each file.
///
/// # Errors
/// [`CommandError`]; where it is of what was given, nothing is written.
pub fn run(options: &Options) -> Result<String, CommandError> {
    let root = options.root.as_path();
    config::book(root).map_err(CommandError::input)?;
    let file = within(root, "book.toml");
    let text = read_text(&file).map_err(|error| unreadable(&file, &error))?;
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
        atomic::write(&path, text.as_bytes()).map_err(CommandError::unwritable(&path))?;
    }
    Ok(said.join("\n"))
}

/// Whether the file is there as it should be; one that may not be replaced is an error.
fn is_there(asset: &Asset, path: &Path, replace: bool) -> Result<bool, CommandError> {
    match read_text(path) {
        Ok(text) if asset.is(&text) => Ok(true),
        Ok(text) if asset.wrote(&text) || replace => Ok(false),
        Ok(_) => Err(CommandError::Input(format!(
            "{} is not a file that this tool wrote. Give yours another name, or let it go with --replace.",
            path.display()
        ))),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(unreadable(path, &error)),
    }
}

fn unreadable(path: &Path, error: &std::io::Error) -> CommandError {
    CommandError::Input(format!("cannot read {}: {error}. Move it away.", path.display()))
}

/// The text of book.toml with the lines that it lacks, and what they are; every other line stays to the letter.
fn with_lines(file: &Path, text: &str) -> Result<(String, Vec<String>), CommandError> {
    let no_place = |problem: &str, lines: &str| {
        let file = file.display();
        CommandError::Input(format!("{file}: {problem} Correct it, or write `{lines}` yourself."))
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
    // An editor of TOML does not keep the line ends.
    let edited = document.to_string().replace("\r\n", "\n");
    Ok((if text.contains("\r\n") { edited.replace('\n', "\r\n") } else { edited }, added))
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
