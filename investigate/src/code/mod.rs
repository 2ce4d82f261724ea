//! Somebody's crate: what it defines, a copy of it that may be edited, and what the compiler says of that.

mod around;
mod cargo;
mod choose;
mod command;
mod compile;
mod copy;
mod count;
mod crate_id;
mod definition;
mod depth;
mod diagnostic;
mod edit;
mod error;
mod error_summary;
mod function;
mod link;
mod manifest;
mod position;
mod presence;
mod sources;
mod subject;
mod target_selection;
mod tests_only;
mod working_copy;
mod wrapper;

pub(crate) use cargo::{cargo, own_cargo, run as run_cargo, toolchain as rustc_version};
pub(crate) use choose::choose;
pub(crate) use command::{CrateOptions, Finding};
pub(crate) use compile::Compiled;
pub(crate) use count::Count;
pub(crate) use crate_id::CrateId;
pub(crate) use definition::{
    Definition, FieldContents, all as definitions, field_name, plain, type_arguments, type_ident,
};
pub(crate) use diagnostic::{CargoMessage, CompiledFor, Diagnostic};
pub(crate) use edit::{Edit, apply};
pub(crate) use error::CodeError;
pub(crate) use function::{function_at, is_in_test};
pub(crate) use manifest::{Crate, commit};
pub(crate) use position::Position;
pub(crate) use presence::{all_present, attribute as presence};
pub(crate) use sources::{SourceFile, read as sources, text_of};
pub(crate) use subject::{Subject, SubjectKind, field, method, type_name};
pub(crate) use target_selection::TargetSelection;
pub(crate) use tests_only::{is_test, is_test_file};
pub(crate) use working_copy::WorkingCopy;
pub(crate) use wrapper::run_as_rustc;
