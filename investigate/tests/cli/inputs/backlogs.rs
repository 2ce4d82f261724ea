//! Files that are no backlog, for both commands that read one.

use super::{Input, failed, wrong};
use crate::fixture::Project;

/// A file of that for the serde gate.
fn read(what: &'static str, contents: impl AsRef<[u8]> + Sync + 'static) -> Input {
    wrong(what, "serde b.yaml", move |it| it.with("b.yaml", &contents))
}

/// A file of that to be measured.
fn measured(what: &'static str, contents: impl AsRef<[u8]> + Sync + 'static) -> Input {
    wrong(what, "measure --quick --backlog b.yaml", move |it| it.with("b.yaml", &contents))
}

pub(super) fn inputs() -> Vec<Input> {
    vec![
        wrong("a backlog that is not there", "serde b.yaml", |it| it),
        wrong("a backlog that is not there, to be measured", "measure --quick --backlog b.yaml", |it| it),
        wrong("a folder", "serde bench-crate", |it| it),
        wrong("a folder, to be measured", "measure --quick --backlog bench-crate", |it| it),
        wrong("a FIFO that nobody writes to", "serde b.yaml", |it| it.with_fifo("b.yaml")),
        wrong("a FIFO, to be measured", "measure --quick --backlog b.yaml", |it| it.with_fifo("b.yaml")),
        wrong("a device without an end", "serde /dev/zero", |it| it),
        wrong("a device, to be measured", "measure --quick --backlog /dev/zero", |it| it),
        wrong("a link to a device", "serde --files-only b.yaml", |it| it.with_link("b.yaml", "/dev/urandom")),
        wrong("a link to nothing", "serde b.yaml", |it| it.with_link("b.yaml", "old.yaml")),
        wrong("a link to itself", "measure --quick --backlog b.yaml", |it| it.with_link("b.yaml", "b.yaml")),
        wrong("64 MiB and a byte", "serde b.yaml", |it| it.with_size("b.yaml", (64 << 20) + 1)),
        wrong("a terabyte", "measure --quick --backlog b.yaml", |it| it.with_size("b.yaml", 1 << 40)),
        read("a picture", b"\x89PNG\r\n\x1a\n\0\xff"),
        measured("a picture, to be measured", b"\x89PNG\r\n\x1a\n\0\xff"),
        read("UTF-16", b"i\0t\0e\0m\0s\0:\0\xfe\xff"),
        read("100 kB of opening brackets", "[".repeat(100_000)),
        measured("brackets, to be measured", "[".repeat(100_000)),
        read("nested mappings", "{a: ".repeat(25_000)),
        read("nested lists on one line", "- ".repeat(50_000)),
        measured("nested complex keys", "? ".repeat(50_000)),
        measured("an empty file, to be measured", b""),
        measured("white space, to be measured", b" \n\t\n"),
        measured("plain text, to be measured", b"Dear backlog"),
        measured("YAML that is cut off, to be measured", b"items: [a\nb: }"),
        measured("a list without keys, to be measured", b"- a\n- b\n"),
        measured("JSON lines, to be measured", b"{\"a\": 1}\n{\"a\": 2}\n"),
        wrong("no file for --files-only", "serde --files-only", |it| it),
        wrong("two backlogs to measure", "measure --backlog a.yaml b.yaml", |it| it),
        wrong("a seed that no record could hold exactly", "measure --quick --seed 281474976710657", |it| it),
        wrong("a name with a space", "measure --as My", |it| it),
        wrong("a name that leads elsewhere", "measure --as ../x", |it| it),
        wrong("an empty name", "measure --as= --quick", |it| it),
        wrong(
            "a name that is longer than a file's",
            "measure --as aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
            |it| it,
        ),
        wrong("too few rounds", "measure --rounds 11", |it| it),
        wrong("rounds that are no number", "measure --rounds many", |it| it),
        wrong("minutes that never end", "measure --minutes inf", |it| it),
        wrong("minutes below zero", "measure --minutes=-1", |it| it),
        wrong("a commit without a backlog", "measure --source-commit 4bc9b7a", |it| it),
        wrong("a part that there is not", "measure --skip everything", |it| it),
        wrong("a reason for a record that is not there", "waive nobody --because fine", with_a_field_record),
        wrong("a reason for a record of no sources", "waive field/x --because fine", with_a_field_record),
        wrong(
            "a reason for a record by another name than its own",
            "waive field/../field/x --because fine",
            with_a_field_record,
        ),
        wrong("a reason without a word", "waive fixture --because ", |it| it),
        wrong("a record to archive that is not there", "measure --archive nobody gone", with_a_field_record),
        wrong(
            "to archive a record by another name than its own",
            "measure --archive field/../field/x gone",
            with_a_field_record,
        ),
        wrong("to archive without a word", "measure --archive fixture ", |it| it),
        wrong("to archive what has no sources", "measure --archive field/x gone", with_a_field_record),
        wrong("to waive nothing", "waive --because fine", |it| it),
        failed("records that are a file", "measure --quick", |it| it.with("records", "")),
        failed("programs that are not there", "measure --quick --programs bench-crate", |it| it),
        failed("code that does not compile", "measure --quick", |it| it),
        wrong("a format that nobody reads", "measure --export csv", |it| it),
        wrong("an export without a book's record", "measure --export bmf", |it| it),
    ]
}

fn with_a_field_record(project: Project) -> Project {
    project.with("records/field/x.json", evidence::Record::new("field/x").to_json())
}
