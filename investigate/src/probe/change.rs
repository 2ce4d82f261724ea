//! The change that is probed.

use std::collections::BTreeMap;

use super::error::ProbeError;
use super::options::Options;
use super::slot::{self, TypeSlot};
use crate::code::{self, CodeError, Definition, Edit, SourceFile, WorkingCopy};
use crate::exit::Failure;

/// Ends the sentence that says what a crate has to compile for.
pub(super) const FOR: &str = "say what a change breaks";

/// A change of one type, wherever it is to be made.
#[derive(Debug)]
pub(super) struct Change {
    /// The type as it is written.
    pub(super) before: String,
    /// What it becomes.
    pub(super) after: String,
    /// The field.
    pub(super) definition: Definition,
    /// Where its type is written.
    pub(super) line: usize,
    edits: BTreeMap<String, Vec<Edit>>,
}

impl Change {
    /// Finds what is to be changed.
    pub(super) fn of(
        options: &Options,
        place: &WorkingCopy,
        sources: &[SourceFile],
    ) -> Result<Self, Failure> {
        let definition = code::choose(&options.field, &code::definitions(sources), sources)
            .map_err(|error| error.or_of_the_compiler(place, &options.of.part, FOR))?
            .clone();
        let slots = slot::all(sources);
        let name = definition.subject.to_string();
        let unknown = || ProbeError::UnknownPlace { name: name.clone(), alike: String::new() };
        let mut named = slots.iter().filter(|slot| slot.name == name && slot.source.path == definition.file);
        // Several in one file are in the order of the text.
        let field = named.find(|slot| slot.line >= definition.place.line);
        let field = field.ok_or_else(unknown)?;
        let (old, before) = field.ty().zip(field.text()).ok_or_else(unknown)?;

        let goal = &options.goal;
        let mut after = goal.template.replace("$F", &before);
        if after.contains("$T") {
            let item = slot::item_of(old).map(|item| code::text_of(field.source, item));
            let no_list = || ProbeError::NoList {
                field: name.clone(),
                ty: before.clone(),
                template: goal.template.clone(),
            };
            after = after.replace("$T", &item.flatten().ok_or_else(no_list)?);
        }
        let mut edits: BTreeMap<String, Vec<Edit>> = BTreeMap::new();
        edits.entry(definition.file.clone()).or_default().extend(field.replace(&before, &after));
        for name in &options.with {
            let slot = choose(name, &slots)?;
            let found = slot.replace(&before, &after);
            if found.is_empty() {
                let place = format!("{}:{}", slot.source.path, slot.line);
                return Err(ProbeError::NotMentioned { name: name.clone(), place, ty: before }.into());
            }
            edits.entry(slot.source.path.clone()).or_default().extend(found);
        }
        Ok(Self { before, after, line: field.line, definition, edits })
    }

    /// Marks the field, so that the compiler tells whether it is compiled.
    pub(super) fn look_for_it(&self, place: &WorkingCopy, sources: &[SourceFile]) -> Result<(), CodeError> {
        let Definition { file, place: at, .. } = &self.definition;
        let mark = Edit::insert(*at, code::presence(0));
        write(place, sources, &BTreeMap::from([(file.clone(), vec![mark])]))
    }

    /// Writes the files of the copy with the change.
    pub(super) fn make(&self, place: &WorkingCopy, sources: &[SourceFile]) -> Result<(), CodeError> {
        write(place, sources, &self.edits)
    }
}

/// Writes the files with their edits.
fn write(
    place: &WorkingCopy,
    sources: &[SourceFile],
    edits: &BTreeMap<String, Vec<Edit>>,
) -> Result<(), CodeError> {
    for source in sources {
        if let Some(edits) = edits.get(&source.path) {
            place.edit(&source.path, &code::apply(&source.text, edits.clone()))?;
        }
    }
    Ok(())
}

fn choose<'a, 's>(name: &str, slots: &'a [TypeSlot<'s>]) -> Result<&'a TypeSlot<'s>, ProbeError> {
    let matching: Vec<&TypeSlot<'_>> = slots.iter().filter(|slot| slot.name == name).collect();
    match matching.as_slice() {
        [one] => Ok(one),
        [] => {
            let last = name.rsplit([':', '.']).next().unwrap_or(name);
            let mut alike: Vec<&str> = slots.iter().map(|slot| slot.name.as_str()).collect();
            alike.retain(|other| other.rsplit([':', '.']).next() == Some(last));
            let alike =
                if alike.is_empty() { String::new() } else { format!("; there is {}", alike.join(", ")) };
            Err(ProbeError::UnknownPlace { name: name.to_owned(), alike })
        }
        several => Err(ProbeError::AmbiguousPlace {
            name: name.to_owned(),
            places: several.iter().map(|slot| format!("{}:{}", slot.source.path, slot.line)).collect(),
        }),
    }
}
