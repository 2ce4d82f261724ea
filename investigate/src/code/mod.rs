//! Somebody's crate: what it defines, a copy of it that may be edited, and what the compiler says of that.

mod choose;
mod compile;
mod copy;
mod definition;
mod diagnostic;
mod error;
mod function;
mod manifest;
mod place;
mod sources;
mod subject;
mod tests_only;
mod workplace;

pub(crate) use choose::choose;
pub(crate) use compile::{Compiled, Part, cargo};
pub(crate) use definition::{Definition, Holds, all as definitions, type_ident};
pub(crate) use diagnostic::{Diagnostic, Message, Target};
pub(crate) use error::CodeError;
pub(crate) use function::function_at;
pub(crate) use manifest::{Crate, commit, read};
pub(crate) use place::Place;
pub(crate) use sources::{Source, read as sources, text_of};
pub(crate) use subject::{Subject, SubjectKind, field, method, type_name};
pub(crate) use tests_only::{is_in_test, is_test};
pub(crate) use workplace::Workplace;
