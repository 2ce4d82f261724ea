//! `build`: the book as it is published, and nothing that a reader would trip over.
//!
//! [`book`] renders it in this process and beside its folder ([`mdbook_evidence::folder::staging`]), with its [`records`] and, where its [`address`] is
//! known, with what [`announce`] says of that. [`check`] reads what was written as a browser would, and [`place`] finds the line of the chapter that is to be changed. Only a book without a fault is put in place.

mod address;
mod announce;
mod book;
mod chapter;
mod check;
mod error;
mod page;
mod place;
mod problem;
mod records;
mod stopping;
mod style;
mod target;

use std::fmt;
use std::path::{Path, PathBuf};

use clap::Args;
use mdbook_evidence::{Coverage, Timings};

pub(crate) use book::{RenderError, Strictness, render};

use book::Pages;
use check::RenderedSite;
use error::BuildError;
use problem::Problem;

use crate::exit::Failure;
use crate::interrupt::Interrupt;
use crate::output;

const EXAMPLES: &str = "\
Examples:
  cargo run -- build
  cargo run -- build --dest /tmp/site
  cargo run -- build --timings      also say where the time went

Fails on stale evidence, on a claim that the evidence does not support, on what leads out of the book's sources, on a broken
link, anchor or image, and on anything that a page would load from the network.";

/// Options of `build`.
#[derive(Debug, Clone, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Options {
    /// Where to put the pages; without it, the build-dir of book.toml
    #[arg(long, value_name = "DIR")]
    dest: Option<PathBuf>,

    /// Print how long each stage took, to standard error
    #[arg(long)]
    timings: bool,
}

/// What was built.
#[derive(Debug)]
pub(crate) struct BuildReport {
    destination: PathBuf,
    pages: usize,
    coverage: Coverage,
}

impl fmt::Display for BuildReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { destination, pages, coverage } = self;
        writeln!(f, "Built {pages} pages in {}; links, anchors and files are whole", destination.display())?;
        write!(f, "{coverage}")
    }
}

/// Builds strictly and checks every page; tells all problems of the pages together.
pub(crate) fn run(root: &Path, options: &Options) -> Result<BuildReport, Failure> {
    let timings = Timings::default();
    let built = built(root, options.dest.as_deref(), &timings);
    timings.end();
    if options.timings {
        output::tell(&timings);
    }
    built
}

fn built(root: &Path, destination: Option<&Path>, timings: &Timings) -> Result<BuildReport, Failure> {
    let interrupt = Interrupt::listen();
    let rendered = render(root, destination, Strictness::Publishing, timings, &interrupt)?;
    timings.begin("reading the pages back");
    let Pages { site_url, chapters, complaints, coverage, .. } = &rendered.pages;
    let site = RenderedSite::read(&rendered.folder(), site_url)?;
    timings.begin("looking up links");
    let mut problems: Vec<Problem> = complaints.iter().cloned().map(Problem::complaint).collect();
    problems.extend(check::problems(&site, chapters));
    if !problems.is_empty() {
        return Err(BuildError::Unfit(problems).into());
    }
    timings.begin("putting the book in its place");
    let coverage = coverage.clone();
    let destination = rendered.publish(&interrupt)?;
    let root = root.canonicalize().unwrap_or_else(|_| root.to_owned());
    let destination = destination.strip_prefix(root).unwrap_or(&destination).to_owned();
    Ok(BuildReport { destination, pages: site.pages(), coverage })
}
