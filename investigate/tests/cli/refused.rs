//! A strict build of this project that is refused for several reasons at once. It takes seconds, and each test finds its own reason in
//! what was said.

use std::sync::LazyLock;

use crate::fixture::{Project, told};
use crate::{contributing, first_screen, headline};

/// What the build says of figures that were moved, of sentences that were turned round, and of a claim that is new.
pub(crate) static SAID: LazyLock<String> = LazyLock::new(|| {
    let project = contributing::with_a_chapter(Project::checkout());
    let project = project.with(first_screen::SUMMARY, first_screen::turned_round().0);
    headline::move_figures(&project);
    let (code, _, said) = told(project.command().arg("build"));
    assert_eq!(code, Some(1), "{said}");
    said
});
