//! Reads the rendered pages back and looks up everything that they ask for.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::fs;
use std::path::Path;

use evidence::parallel;
use mdbook_evidence::slashed;
use walkdir::WalkDir;

use super::chapter::Chapter;
use super::error::BuildError;
use super::page::{Page, Reference};
use super::place;
use super::problem::{Fault, Problem};
use super::style;
use super::target::{LinkTarget, resolve, site_path};

/// All chapters on one page. Its faults are those of the chapters, with anchors renamed.
const PRINT: &str = "print.html";

/// Everything in the destination folder.
#[derive(Debug)]
pub(super) struct RenderedSite {
    pages: BTreeMap<String, Page>,
    styles: BTreeMap<String, Vec<Reference>>,
    files: BTreeSet<String>,
    path: String,
}

impl RenderedSite {
    /// Reads a rendered book.
    pub(super) fn read(folder: &Path, site_url: &str) -> Result<Self, BuildError> {
        let mut site = Self {
            pages: BTreeMap::new(),
            styles: BTreeMap::new(),
            files: BTreeSet::new(),
            path: site_path(site_url),
        };
        let mut pages = Vec::new();
        for entry in WalkDir::new(folder).sort_by_file_name() {
            let entry =
                entry.map_err(|error| unreadable(error.path().unwrap_or(folder), error.to_string()))?;
            if !entry.file_type().is_file() {
                continue;
            }
            let name = slashed(entry.path().strip_prefix(folder).unwrap_or(entry.path()));
            match entry.path().extension().and_then(|extension| extension.to_str()) {
                Some("html") => {
                    let bytes = entry.metadata().map_or(0, |metadata| metadata.len());
                    pages.push((bytes, name.clone(), entry.into_path()));
                }
                Some("css") => {
                    let addresses = style::addresses(&text(entry.path())?).into_iter();
                    let element = "style".to_owned();
                    let references = addresses
                        .map(|target| Reference { element: element.clone(), target, loaded: true })
                        .collect();
                    site.styles.insert(name.clone(), references);
                }
                _ => {}
            }
            site.files.insert(name);
        }
        // The longest first, so that no thread is left alone with it.
        pages.sort_by_key(|(bytes, ..)| Reverse(*bytes));
        let parsed = parallel::map(&pages, |pages| {
            pages.map(|(_, name, path)| Ok((name.clone(), Page::parse(&text(path)?)))).collect()
        });
        site.pages = parsed.into_iter().collect::<Result<_, _>>()?;
        Ok(site)
    }

    /// How many pages there are.
    pub(super) fn pages(&self) -> usize {
        self.pages.len()
    }

    fn fault(&self, reference: &Reference, page: &str, base: Option<&str>) -> Option<Fault> {
        if reference.target.is_empty() {
            return None;
        }
        // To a browser, a bare anchor on a page with a base leads to the base. mdBook's headings on its 404 page have such
        // anchors to themselves, and no author can change that.
        let base = base.filter(|_| !reference.target.starts_with('#'));
        match resolve(&reference.target, page, base, &self.path) {
            LinkTarget::External if reference.loaded => Some(Fault::External(reference.clone())),
            LinkTarget::External | LinkTarget::Other => None,
            LinkTarget::Outside => Some(Fault::Outside(reference.clone())),
            LinkTarget::Internal { path, .. } if !self.files.contains(&path) => {
                Some(Fault::NoFile { reference: reference.clone(), path })
            }
            LinkTarget::Internal { path, anchor } => {
                let anchor = anchor?;
                let page = self.pages.get(&path)?;
                // Browsers take `#top` for the start of any page.
                let known = page.ids.contains(&anchor) || anchor == "top";
                (!known).then(|| Fault::NoAnchor { reference: reference.clone(), path, anchor })
            }
        }
    }
}

fn text(path: &Path) -> Result<String, BuildError> {
    fs::read_to_string(path).map_err(|error| unreadable(path, error.to_string()))
}

fn unreadable(path: &Path, problem: String) -> BuildError {
    BuildError::Unreadable { path: path.to_owned(), problem }
}

/// What is wrong with the pages, in their order, each once.
pub(super) fn problems(site: &RenderedSite, chapters: &[Chapter]) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (name, page) in site.pages.iter().filter(|(name, _)| *name != PRINT) {
        problems.extend(of_page(site, chapters, name, page));
    }
    for (name, references) in &site.styles {
        let faults = references.iter().filter_map(|reference| site.fault(reference, name, None));
        problems.extend(faults.map(|fault| Problem::new(name, None, fault)));
    }
    // What only the joined page has is still a fault; what it repeats is not worth a second line.
    if problems.is_empty()
        && let Some((name, page)) = site.pages.get_key_value(PRINT)
    {
        problems.extend(of_page(site, chapters, name, page));
    }
    let mut seen = HashSet::new();
    problems.retain(|problem| seen.insert(problem.clone()));
    problems
}

fn of_page(site: &RenderedSite, chapters: &[Chapter], name: &str, page: &Page) -> Vec<Problem> {
    let chapter = chapters.iter().find(|chapter| chapter.page == name);
    let mut problems = Vec::new();
    let mut add = |fault: Fault, find: &dyn Fn(&str) -> Vec<usize>| {
        let lines = chapter.map(|chapter| find(&chapter.text)).unwrap_or_default();
        let file = chapter.map_or(name, |chapter| &chapter.file);
        if lines.is_empty() {
            problems.push(Problem::new(file, None, fault.clone()));
        }
        problems.extend(lines.into_iter().map(|line| Problem::new(file, Some(line), fault.clone())));
    };
    for reference in &page.references {
        if let Some(fault) = site.fault(reference, name, page.base.as_deref()) {
            add(fault, &|text| place::of_address(text, &reference.target));
        }
    }
    if page.playground {
        add(Fault::Playground, &|_| Vec::new());
    }
    problems
}
