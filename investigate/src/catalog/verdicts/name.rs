//! Under which name an operation is asked about: it is read from the code that is compiled just as from a user's.

use super::program::written;
use crate::catalog::declarations::Declarations;
use crate::catalog::site::{self, SearchedSubject};
use crate::code::{FieldContents, SourceFile, SubjectKind};

/// The name of what the code does with the list; `None` where that is not to be told.
pub(super) fn of(code: &str) -> Option<String> {
    let code = written(code);
    let head = "fn f(mut file: File<T>, mut other: File<T>, value: T, mut more: Vec<T>) { ";
    let text = format!("{head}{code} }}");
    let source = SourceFile::new("src/lib.rs".to_owned(), text.clone());
    let wanted = SearchedSubject {
        name: "items",
        kind: SubjectKind::Field,
        owner: Some("File"),
        holds: FieldContents::List,
        element: None,
        declarations: &Declarations::default(),
        snapshots: &[],
        lists: &[],
    };
    let sites = site::sites(&source, &wanted).sites;
    // The list itself; only where it is made, there is none before.
    let list = text.find("file.items").map(|at| at + "file.".len() + 1);
    let site = sites.iter().find(|site| list.is_none_or(|column| site.start.column == column))?;
    // What is done with its result is another operation.
    let own = site.list.list_operations.iter().rev().find(|list_operation| list_operation.after.is_none());
    own?.name()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::super::calls::CALLS;
    use super::*;

    #[test]
    fn every_operation_has_a_name_of_its_own() {
        let mut names = BTreeSet::new();
        for (code, _) in CALLS.iter().flat_map(|(_, calls)| *calls) {
            let name = of(code).unwrap_or_else(|| panic!("`{code}` has no name"));
            assert!(names.insert(name.clone()), "`{code}` has the name `{name}` of another");
        }
    }

    #[test]
    fn an_operation_is_named_by_what_matters_to_a_list() {
        let names =
            ["$.push(value);", "let _: &[T] = &$;", "$.append(&mut %);", "$ == vec![];", "$.iter().rev();"];
        let names: Vec<String> = names.iter().map(|code| of(code).unwrap()).collect();
        assert_eq!(names, [".push(_)", "&$ -> slice", ".append(&mut list)", "== -> vec![]", ".iter().rev()"]);
    }
}
