//! The ways to hold and share a backlog.
//!
//! **To add one**: write `<name>.rs` beside this file and add one line to the list at the end of
//! this one. Benchmarks, the model test and everything built on the [registry](crate::registry)
//! then include it.

mod definition;
mod items;

use std::sync::Arc;

use crate::model::{BacklogFile, BacklogItem};

pub use definition::{MergeError, Missing, Representation};
pub use items::Items;
pub use memo::Memo;

/// Something to be done with each representation's type in turn.
pub trait Visitor {
    /// Does it for one.
    fn visit<R: Representation>(&mut self);
}

macro_rules! representations {
    ($($module:ident => $type:ty,)*) => {
        $(mod $module;)*

        /// Visits every representation in the order of the list.
        pub fn visit_all(visitor: &mut impl Visitor) {
            $(visitor.visit::<$type>();)*
        }
    };
}

// The list. The first is the baseline: what the coordinator does today.
representations! {
    vec => BacklogFile<Vec<BacklogItem>>,
    arc_file => Arc<BacklogFile>,
    arc_vec => BacklogFile<Arc<Vec<BacklogItem>>>,
    vec_arc => BacklogFile<Vec<Arc<BacklogItem>>>,
    arc_vec_arc => BacklogFile<Arc<Vec<Arc<BacklogItem>>>>,
    im => BacklogFile<::im::Vector<BacklogItem>>,
    im_arc => BacklogFile<::im::Vector<Arc<BacklogItem>>>,
    imbl => BacklogFile<::imbl::Vector<BacklogItem>>,
    imbl_arc => BacklogFile<::imbl::Vector<Arc<BacklogItem>>>,
    rpds => BacklogFile<::rpds::VectorSync<BacklogItem>>,
    ecow => BacklogFile<::ecow::EcoVec<BacklogItem>>,
    memo => Memo,
}
