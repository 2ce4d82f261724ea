//! Files that are no backlog, for both commands that read one.

use super::Input;
use crate::fixture::Project;

/// A project with that file.
fn backlog(project: Project, contents: &[u8]) -> Project {
    project.with("b.yaml", contents)
}

pub(super) fn inputs() -> Vec<Input> {
    vec![
        Input::wrong("a backlog that is not there", |it| it, "serde b.yaml"),
        Input::wrong(
            "a backlog that is not there, to be measured",
            |it| it,
            "measure --quick --backlog b.yaml",
        ),
        Input::wrong("a folder", |it| it, "serde bench-crate"),
        Input::wrong("a folder, to be measured", |it| it, "measure --quick --backlog bench-crate"),
        Input::wrong("a FIFO that nobody writes to", |it| it.with_fifo("b.yaml"), "serde b.yaml"),
        Input::wrong(
            "a FIFO, to be measured",
            |it| it.with_fifo("b.yaml"),
            "measure --quick --backlog b.yaml",
        ),
        Input::wrong("a device without an end", |it| it, "serde /dev/zero"),
        Input::wrong("a device, to be measured", |it| it, "measure --quick --backlog /dev/zero"),
        Input::wrong(
            "a link to a device",
            |it| it.with_link("b.yaml", "/dev/urandom"),
            "serde --files-only b.yaml",
        ),
        Input::wrong("a link to nothing", |it| it.with_link("b.yaml", "old.yaml"), "serde b.yaml"),
        Input::wrong(
            "a link to itself",
            |it| it.with_link("b.yaml", "b.yaml"),
            "measure --quick --backlog b.yaml",
        ),
        Input::wrong("64 MiB and a byte", |it| it.with_size("b.yaml", (64 << 20) + 1), "serde b.yaml"),
        Input::wrong("a terabyte", |it| it.with_size("b.yaml", 1 << 40), "measure --quick --backlog b.yaml"),
        Input::wrong("a picture", |it| backlog(it, b"\x89PNG\r\n\x1a\n\0\xff"), "serde b.yaml"),
        Input::wrong(
            "a picture, to be measured",
            |it| backlog(it, b"\x89PNG\r\n\x1a\n\0\xff"),
            "measure --quick --backlog b.yaml",
        ),
        Input::wrong("UTF-16", |it| backlog(it, b"i\0t\0e\0m\0s\0:\0\xfe\xff"), "serde b.yaml"),
        Input::wrong(
            "100 kB of opening brackets",
            |it| backlog(it, "[".repeat(100_000).as_bytes()),
            "serde b.yaml",
        ),
        Input::wrong(
            "brackets, to be measured",
            |it| backlog(it, "[".repeat(100_000).as_bytes()),
            "measure --quick --backlog b.yaml",
        ),
        Input::wrong("nested mappings", |it| backlog(it, "{a: ".repeat(25_000).as_bytes()), "serde b.yaml"),
        Input::wrong(
            "nested lists on one line",
            |it| backlog(it, "- ".repeat(50_000).as_bytes()),
            "serde b.yaml",
        ),
        Input::wrong(
            "nested complex keys",
            |it| backlog(it, "? ".repeat(50_000).as_bytes()),
            "measure --quick --backlog b.yaml",
        ),
        Input::wrong(
            "an empty file, to be measured",
            |it| backlog(it, b""),
            "measure --quick --backlog b.yaml",
        ),
        Input::wrong(
            "white space, to be measured",
            |it| backlog(it, b" \n\t\n"),
            "measure --quick --backlog b.yaml",
        ),
        Input::wrong(
            "plain text, to be measured",
            |it| backlog(it, b"Dear backlog"),
            "measure --quick --backlog b.yaml",
        ),
        Input::wrong(
            "YAML that is cut off, to be measured",
            |it| backlog(it, b"items: [a\nb: }"),
            "measure --quick --backlog b.yaml",
        ),
        Input::wrong(
            "a list without keys, to be measured",
            |it| backlog(it, b"- a\n- b\n"),
            "measure --quick --backlog b.yaml",
        ),
        Input::wrong(
            "JSON lines, to be measured",
            |it| backlog(it, b"{\"a\": 1}\n{\"a\": 2}\n"),
            "measure --quick --backlog b.yaml",
        ),
        Input::wrong("no file for --files-only", |it| it, "serde --files-only"),
        Input::wrong("two backlogs to measure", |it| it, "measure --backlog a.yaml b.yaml"),
        Input::wrong(
            "a seed that no record could hold exactly",
            |it| it,
            "measure --quick --seed 281474976710657",
        ),
        Input::wrong("a name with a space", |it| it, "measure --as My"),
        Input::wrong("a name that leads elsewhere", |it| it, "measure --as ../x"),
        Input::wrong("an empty name", |it| it, "measure --as= --quick"),
        Input::wrong(
            "a name that is longer than a file's",
            |it| it,
            "measure --as aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        ),
        Input::wrong("too few rounds", |it| it, "measure --rounds 11"),
        Input::wrong("rounds that are no number", |it| it, "measure --rounds many"),
        Input::wrong("minutes that never end", |it| it, "measure --minutes inf"),
        Input::wrong("minutes below zero", |it| it, "measure --minutes=-1"),
        Input::wrong("a commit without a backlog", |it| it, "measure --source-commit 4bc9b7a"),
        Input::wrong("a part that there is not", |it| it, "measure --skip everything"),
        Input::wrong(
            "a reason for a record that is not there",
            with_a_field_record,
            "waive nobody --because fine",
        ),
        Input::wrong(
            "a reason for a record of no sources",
            with_a_field_record,
            "waive field/x --because fine",
        ),
        Input::wrong(
            "a reason for a record by another name than its own",
            with_a_field_record,
            "waive field/../field/x --because fine",
        ),
        Input::wrong("a reason without a word", |it| it, "waive fixture --because "),
        Input::wrong(
            "a record to archive that is not there",
            with_a_field_record,
            "measure --archive nobody gone",
        ),
        Input::wrong(
            "to archive a record by another name than its own",
            with_a_field_record,
            "measure --archive field/../field/x gone",
        ),
        Input::wrong("to archive without a word", |it| it, "measure --archive fixture "),
        Input::wrong("to archive what has no sources", with_a_field_record, "measure --archive field/x gone"),
        Input::wrong("to waive nothing", |it| it, "waive --because fine"),
        Input::failed("records that are a file", |it| it.with("records", ""), "measure --quick"),
        Input::failed("programs that are not there", |it| it, "measure --quick --programs bench-crate"),
        Input::failed("code that does not compile", |it| it, "measure --quick"),
        Input::wrong("a format that nobody reads", |it| it, "measure --export csv"),
        Input::wrong("an export without a book's record", |it| it, "measure --export bmf"),
    ]
}

fn with_a_field_record(project: Project) -> Project {
    project.with("records/field/x.json", evidence::Record::new("field/x").to_json())
}
