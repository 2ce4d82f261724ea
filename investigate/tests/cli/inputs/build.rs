//! Books that must not be built.

use super::Input;

pub(super) fn inputs() -> Vec<Input> {
    vec![Input {
        what: "a root without a book.toml",
        lay: |project| project,
        run: "build --root bench-crate",
        exit: 2,
    }]
}
