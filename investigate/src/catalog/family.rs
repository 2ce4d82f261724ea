//! What each way to share a list makes of a use, as the compiler said of each operation. Nothing is compiled here: [`super::verdicts`] did
//! that, and its record is part of the program.

use std::collections::BTreeMap;

use super::verdicts::{CompilerAnswer, OperationVerdicts, SHARED_FILE, VerdictsRecord};
use evidence::record::RecordError;

use super::holder::Holder;
use super::list_operation::{ARROW, ExpectedType, ITEM, ITSELF, ListOperation};
use super::site::Site;

/// What the compiler said of each operation. Taken again with `cargo run -- verdicts`.
const RECORD: &str = include_str!("../../../records/verdicts/lists.json");

/// A way to share the list.
#[derive(Debug, Clone, Copy)]
pub(super) struct Family {
    /// As in tables and records.
    pub(super) id: &'static str,
    /// What changes in the code; with `{owner}`, `{field}` and `{item}` for the names in it.
    pub(super) what: &'static str,
    /// The representations that it stands for; one that shares in two ways is in two families.
    pub(super) representations: &'static [&'static str],
    /// Where the `Arc` is that makes the difference.
    shares: Shares,
}

/// What is shared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shares {
    /// The list or its items: its type changes, and every use sees that.
    List,
    /// The value that has the list: only who reaches that through an `Arc` sees it.
    Owner,
    /// What is given out of the value that has the list, which itself stays as it is.
    Snapshot,
}

/// What becomes of a use.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum UseVerdict {
    /// It compiles as it is.
    AsIs,
    /// Not to be told from the syntax, or never compiled.
    Unknown,
    /// It does not compile, and this does; nothing, where it can be left out.
    Edit(String),
    /// It does not compile, and nothing is known that does; the compiler's words.
    Redesign(String),
}

impl UseVerdict {
    /// As in tables and records.
    pub(super) fn name(&self) -> &'static str {
        match self {
            Self::AsIs => "as is",
            Self::Edit(_) => "edit",
            Self::Redesign(_) => "redesign",
            Self::Unknown => "unknown",
        }
    }
}

/// Every family.
pub(super) const FAMILIES: [Family; 8] = [
    Family {
        id: SHARED_FILE,
        what: "Arc<{owner}> where it is held and in what is given out",
        representations: &["arc-file"],
        shares: Shares::Owner,
    },
    Family {
        id: "memo",
        what: "Arc<{owner}> in what is given out, kept beside the value",
        representations: &["memo"],
        shares: Shares::Snapshot,
    },
    list("shared-list", "{field}: Arc<Vec<{item}>>", &["arc-vec", "arc-vec-arc"]),
    list(SHARED_ITEMS, "{field}: Vec<Arc<{item}>>", &["vec-arc", "arc-vec-arc", "im-arc", "imbl-arc"]),
    list("im", "{field}: im::Vector<{item}>", &["im", "im-arc"]),
    list("imbl", "{field}: imbl::Vector<{item}>", &["imbl", "imbl-arc"]),
    list("rpds", "{field}: rpds::VectorSync<{item}>", &["rpds"]),
    list("ecow", "{field}: ecow::EcoVec<{item}>", &["ecow"]),
];

const SHARED_ITEMS: &str = "shared-items";

/// A family that shares the list or its items.
const fn list(id: &'static str, what: &'static str, representations: &'static [&'static str]) -> Family {
    Family { id, what, representations, shares: Shares::List }
}

/// The families that a representation is in.
pub(crate) fn families_of(representation: &str) -> Vec<&'static str> {
    let has = |family: &&Family| family.representations.contains(&representation);
    FAMILIES.iter().filter(has).map(|family| family.id).collect()
}

impl Family {
    /// As the record of verdicts calls it.
    fn asked(self) -> &'static str {
        if self.shares == Shares::List { self.id } else { SHARED_FILE }
    }
}

/// What the compiler said, by operation.
#[derive(Debug)]
pub(super) struct ListVerdicts {
    record: VerdictsRecord,
    /// Which operations there are of one base.
    by_base: BTreeMap<String, Vec<usize>>,
}

impl ListVerdicts {
    /// Reads the record that is part of the program.
    pub(super) fn read() -> Result<Self, RecordError> {
        Ok(Self::of(VerdictsRecord::from_json("records/verdicts/lists.json", RECORD)?))
    }

    fn of(record: VerdictsRecord) -> Self {
        let mut by_base: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (at, asked) in record.operations.iter().enumerate() {
            let base = asked.operation.split(ARROW).next().unwrap_or_default().to_owned();
            by_base.entry(base).or_default().push(at);
        }
        Self { record, by_base }
    }

    /// The path of the type that a family's list has.
    pub(super) fn list(&self, family: Family) -> &str {
        let ty = self.record.families.get(family.asked()).map_or("", String::as_str);
        ty.split('<').next().unwrap_or_default()
    }

    /// What a family makes of a use.
    pub(super) fn of_use(&self, family: Family, it: &Site) -> UseVerdict {
        let verdict = self.of_operations(family, it);
        let untouched = match family.shares {
            Shares::List => return verdict,
            Shares::Owner => matches!(it.holder, Holder::Borrowed | Holder::Own),
            Shares::Snapshot => matches!(it.holder, Holder::Borrowed | Holder::Own | Holder::Part),
        };
        match verdict {
            _ if untouched => UseVerdict::AsIs,
            UseVerdict::Edit(_) | UseVerdict::Redesign(_) if it.holder == Holder::Unclear => {
                UseVerdict::Unknown
            }
            verdict => verdict,
        }
    }

    fn of_operations(&self, family: Family, it: &Site) -> UseVerdict {
        // What comes of the list is a `Vec` as before, where only its owner is shared.
        let counts =
            |list_operation: &&ListOperation| family.shares == Shares::List || list_operation.after.is_none();
        let list_operations = it.list.list_operations.iter().filter(counts);
        let verdict = list_operations
            .filter_map(|list_operation| self.of_operation(family, list_operation, it.list.element))
            .max();
        match verdict.unwrap_or(UseVerdict::Unknown) {
            // What is done with an item is not among what was compiled, nor whether one comes from such a list.
            _ if family.id == SHARED_ITEMS && !it.list.items_stay => UseVerdict::Unknown,
            verdict => verdict,
        }
    }

    /// `None` where the operation does not count.
    fn of_operation(
        &self,
        family: Family,
        list_operation: &ListOperation,
        element: &str,
    ) -> Option<UseVerdict> {
        let Some(base) = &list_operation.base else { return Some(UseVerdict::Unknown) };
        if let Some(after) = &list_operation.after
            && !self.gives_a_list(family, after, element)
        {
            return None;
        }
        let all = self.by_base.get(base).map(Vec::as_slice).unwrap_or_default();
        let all: Vec<&OperationVerdicts> =
            all.iter().filter_map(|at| self.record.operations.get(*at)).collect();
        if all.is_empty() {
            return (!list_operation.only_if_asked).then_some(UseVerdict::Unknown);
        }
        let exactly = |name: &str| all.iter().find(|asked| asked.operation == name).copied();
        let depends = all.iter().any(|asked| asked.operation != *base);
        let one = match &list_operation.wanted {
            ExpectedType::Anything => exactly(base),
            // Of types that were not asked about, nothing is known where the type matters.
            ExpectedType::This(this) => exactly(&format!("{base}{ARROW}{this}"))
                .or_else(|| exactly(base).filter(|_| this != ITEM || !depends)),
            ExpectedType::Unknown => None,
        };
        Some(match one {
            Some(asked) => said(asked.answer(family.asked(), element)),
            None => agreed(all.iter().map(|asked| said(asked.answer(family.asked(), element)))),
        })
    }

    /// Whether the result of an operation is a list of the family's type.
    fn gives_a_list(&self, family: Family, operation: &str, element: &str) -> bool {
        let name = format!("{operation}{ARROW}{ITSELF}");
        let asked = self.record.operations.iter().find(|asked| asked.operation == name);
        asked.is_some_and(|asked| said(asked.answer(family.asked(), element)) == UseVerdict::AsIs)
    }
}

fn said(answer: Option<&CompilerAnswer>) -> UseVerdict {
    match answer {
        None => UseVerdict::Unknown,
        Some(CompilerAnswer { error: None, .. }) => UseVerdict::AsIs,
        Some(CompilerAnswer { error: Some(_), instead: Some(instead), .. }) => {
            UseVerdict::Edit(instead.clone())
        }
        Some(CompilerAnswer { error: Some(error), instead: None, .. }) => UseVerdict::Redesign(error.clone()),
    }
}

/// The verdict that all of them share, or that it is not known.
fn agreed(all: impl Iterator<Item = UseVerdict>) -> UseVerdict {
    let worse = |one: UseVerdict, other: UseVerdict| match (&one, &other) {
        _ if one.name() == other.name() => one,
        // There is an error in every case; that it can be mended is not sure.
        (UseVerdict::Edit(_) | UseVerdict::Redesign(_), UseVerdict::Edit(_) | UseVerdict::Redesign(_)) => {
            one.max(other)
        }
        _ => UseVerdict::Unknown,
    };
    all.reduce(worse).unwrap_or(UseVerdict::Unknown)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_family_names_representations_that_there_are() {
        let known: Vec<&str> = bench_crate::registry::representations().iter().map(|it| it.id).collect();
        for id in FAMILIES.iter().flat_map(|family| family.representations) {
            assert!(known.contains(id), "{id}");
        }
        let named = |id: &&&str| !FAMILIES.iter().any(|family| family.representations.contains(id));
        let unnamed: Vec<&&str> = known.iter().filter(named).collect();
        assert_eq!(unnamed, [&"vec"], "what is measured has a family, but for what there is today");
    }

    #[test]
    fn every_family_was_asked_about() {
        let verdicts = ListVerdicts::read().unwrap();
        for family in FAMILIES {
            assert!(!verdicts.list(family).is_empty(), "{}", family.id);
        }
    }

    /// What is said of one operation on clonable items.
    fn verdict(family: &str, base: &str, wanted: ExpectedType) -> &'static str {
        let family = FAMILIES.into_iter().find(|it| it.id == family).unwrap();
        let list_operation = ListOperation::wanting(base, wanted);
        ListVerdicts::read().unwrap().of_operation(family, &list_operation, "clone").unwrap().name()
    }

    #[test]
    fn where_it_matters_what_is_expected_and_that_is_unknown_so_is_the_verdict() {
        let vec = || ExpectedType::This(super::super::list_operation::VEC.to_owned());
        assert_eq!(verdict("im", ".clone()", ExpectedType::Anything), "as is");
        assert_eq!(verdict("im", ".clone()", vec()), "edit");
        assert_eq!(verdict("im", ".clone()", ExpectedType::Unknown), "unknown");
        // A slice and a list are both lent as they are by one, and by the other neither.
        assert_eq!(verdict("shared-list", "&$", ExpectedType::Unknown), "as is");
        assert_eq!(verdict("im", "&$", ExpectedType::Unknown), "unknown");
    }

    #[test]
    fn an_operation_that_was_never_compiled_is_unknown() {
        assert_eq!(verdict("im", ".frobnicate()", ExpectedType::Anything), "unknown");
    }
}
