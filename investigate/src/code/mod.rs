//! Somebody's crate: what it defines, a copy of it that may be edited, and what the compiler says of that.

mod choose;
mod compile;
mod copy;
mod definition;
mod diagnostic;
mod error;
mod manifest;
mod place;
mod sources;
mod subject;
mod workplace;

pub(crate) use choose::choose;
pub(crate) use compile::{Compiled, Features};
pub(crate) use definition::{Definition, Holds, all as definitions, type_ident};
pub(crate) use diagnostic::{Message, Target};
pub(crate) use error::CodeError;
pub(crate) use manifest::{Crate, commit, read};
pub(crate) use place::Place;
pub(crate) use sources::{Source, read as sources};
pub(crate) use subject::{Subject, SubjectKind, field, method, type_name};
pub(crate) use workplace::Workplace;
