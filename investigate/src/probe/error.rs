//! Why there is no probe.

use thiserror::Error;

use crate::exit::ends;

/// Why there is no probe.
#[derive(Debug, Error)]
pub(crate) enum ProbeError {
    #[error("{field} is a `{ty}` and no Vec, so that `{template}` has no $T. Write $F for the whole type.")]
    NoList {
        field: String,
        ty: String,
        /// What it was to become.
        template: String,
    },
    #[error(
        "there is no field, method or function `{name}`{alike}. Write Type.field, Enum::Variant.field, Type::method or function."
    )]
    UnknownPlace {
        name: String,
        /// What there is of its last part.
        alike: String,
    },
    #[error("there are {} `{name}`: {}. A probe changes one; rename the others in a copy of your own.", places.len(), places.join(", "))]
    AmbiguousPlace { name: String, places: Vec<String> },
    #[error("`{name}` ({place}) does not mention `{ty}`, so that there is nothing to change. Leave it out.")]
    NotMentioned { name: String, place: String, ty: String },
    #[error("cannot add `{dependency}`: {said}. Correct --dependency.")]
    Dependency { dependency: String, said: String },
    #[error("`{ty}` is no type here: {said}. Correct --as, or name what it needs with --dependency.")]
    NoType { ty: String, said: String },
}

ends!(BadInput: ProbeError);
