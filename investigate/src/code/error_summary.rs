//! What cargo says before it gives up, in one line.

/// The most lines that a sentence is made of. Cargo says first what is wrong.
const LINES: usize = 10;

/// What cargo or a build script said, without what differs in every run and without the drawings of a place.
pub(crate) fn error_summary(errors: &str) -> String {
    let said = errors.split_once("error: ").map_or(errors, |(_, said)| said);
    let mut words = String::new();
    for line in said.lines().filter_map(|line| part(line.trim())).take(LINES) {
        let between = if words.is_empty() {
            ""
        } else if words.ends_with(':') {
            " "
        } else {
            "; "
        };
        words.push_str(between);
        words.push_str(line);
    }
    words.trim_end_matches(['.', ':']).to_owned()
}

/// The part of a line that tells something; `None` when there is none, as in what a compiler that crashed writes of its stack.
fn part(line: &str) -> Option<&str> {
    let numbered = line.trim_start_matches(|c: char| c.is_ascii_digit() || c == ' ');
    let idle = line.is_empty()
        || numbered.starts_with('|')
        || ["Caused by:", "--- ", "note: ", "cargo:", "/", "###"].iter().any(|it| line.starts_with(it));
    if idle {
        return None;
    }
    if line.starts_with("process didn't exit successfully") {
        // Behind the path of a program in the temporary folder.
        return line.rsplit_once("` (").map(|(_, status)| status.trim_end_matches(')'));
    }
    let line = line.strip_prefix("--> ").unwrap_or(line);
    // Before it stands the number of a thread.
    Some(line.split_once(" panicked at ").map_or(line, |(_, place)| place))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_drawing_leaves_its_place() {
        let said =
            "error: unclosed table, expected `]`\n --> Cargo.toml:1:9\n  |\n1 | [package\n  |         ^\n";
        assert_eq!(error_summary(said), "unclosed table, expected `]`; Cargo.toml:1:9");
    }

    #[test]
    fn a_build_script_leaves_its_own_words() {
        let said = "   Compiling a v0.1.0\nerror: failed to run custom build command for `a v0.1.0 (/a)`\n\nCaused by:\n  \
                    process didn't exit successfully: `/tmp/.tmpX/build-script-build` (exit status: 101)\n  \
                    --- stdout\n  cargo:rerun-if-changed=x\n\n  --- stderr\n\n  thread 'main' (6655) panicked at build.rs:1:13:\n  \
                    no database\n  note: run with `RUST_BACKTRACE=1` environment variable to display a backtrace\n";
        assert_eq!(
            error_summary(said),
            "failed to run custom build command for `a v0.1.0 (/a)`; exit status: 101; build.rs:1:13: no database"
        );
    }
}
