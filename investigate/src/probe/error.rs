//! Why there is no probe.

use thiserror::Error;

use crate::code::CodeError;
use crate::exit::Exit;
use crate::output::OutputError;

/// Why there is no probe.
#[derive(Debug, Error)]
pub(crate) enum ProbeError {
    /// The field is no list, and the wanted type asks what it holds.
    #[error("{field} is a `{ty}` and no Vec, so that `{template}` has no $T. Write $F for the whole type.")]
    NoList {
        /// The field.
        field: String,
        /// Its type.
        ty: String,
        /// What it was to become.
        template: String,
    },
    /// A name in `--with` is nothing whose type could be changed.
    #[error(
        "there is no field, method or function `{name}`{alike}. Write Type.field, Enum::Variant.field, Type::method or function."
    )]
    UnknownPlace {
        /// The name.
        name: String,
        /// What there is of its last part.
        alike: String,
    },
    /// Several have that name.
    #[error("there are {} `{name}`: {}. A probe changes one; rename the others in a copy of your own.", places.len(), places.join(", "))]
    AmbiguousPlace {
        /// The name.
        name: String,
        /// File and line of each.
        places: Vec<String>,
    },
    /// The type is not written there.
    #[error("`{name}` ({place}) does not mention `{ty}`, so that there is nothing to change. Leave it out.")]
    NotMentioned {
        /// The name.
        name: String,
        /// File and line.
        place: String,
        /// The type.
        ty: String,
    },
    /// A dependency cannot be added.
    #[error("cannot add `{dependency}`: {said}. Correct --dependency.")]
    Dependency {
        /// The dependency.
        dependency: String,
        /// What cargo said.
        said: String,
    },
    /// The new type is none.
    #[error("`{ty}` is no type here: {said}. Correct --as, or name what it needs with --dependency.")]
    NoType {
        /// The type.
        ty: String,
        /// What the compiler said.
        said: String,
    },
    /// The crate is not what it takes.
    #[error(transparent)]
    Code(#[from] CodeError),
    /// Standard output takes nothing.
    #[error(transparent)]
    Output(#[from] OutputError),
}

impl ProbeError {
    /// How the command ends for it.
    pub(crate) fn exit(&self) -> Exit {
        match self {
            Self::Output(error) => error.exit(),
            Self::Code(error) => error.exit(),
            Self::NoList { .. }
            | Self::UnknownPlace { .. }
            | Self::AmbiguousPlace { .. }
            | Self::NotMentioned { .. }
            | Self::Dependency { .. }
            | Self::NoType { .. } => Exit::BadInput,
        }
    }
}
