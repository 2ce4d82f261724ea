//! Somebody's crate: what it defines, a copy of it that may be edited, and what the compiler says of that.

mod cargo;
mod choose;
mod compile;
mod copy;
mod definition;
mod depth;
mod diagnostic;
mod error;
mod function;
mod last_words;
mod manifest;
mod part;
mod place;
mod presence;
mod sources;
mod subject;
mod tests_only;
mod workplace;
mod wrapper;

pub(crate) use cargo::{cargo, own_cargo, run as run_cargo, toolchain as rustc_version};
pub(crate) use choose::choose;
pub(crate) use compile::Compiled;
pub(crate) use definition::{Definition, Holds, all as definitions, plain, type_ident};
pub(crate) use depth::on_a_deep_stack;
pub(crate) use diagnostic::{Diagnostic, Message, Within};
pub(crate) use error::CodeError;
pub(crate) use function::function_at;
pub(crate) use last_words::last_words;
pub(crate) use manifest::{Crate, commit, read};
pub(crate) use part::Part;
pub(crate) use place::Place;
pub(crate) use presence::{all_present, attribute as presence};
pub(crate) use sources::{Source, read as sources, text_of};
pub(crate) use subject::{Subject, SubjectKind, field, method, type_name};
pub(crate) use tests_only::{is_in_test, is_test};
pub(crate) use workplace::Workplace;
