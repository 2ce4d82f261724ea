//! Files that are no backlog.

use super::*;

/// Runs with that file's contents; the record of an earlier run must not change.
fn refused(contents: Option<&[u8]>) -> OutputAssert {
    let project = &Project::new();
    project.write("backlog.yaml", "items: []\n");
    measure(project, &["--quick", "--backlog", "backlog.yaml"]).assert().success();
    let before = record(project);
    fs::remove_file(project.path("backlog.yaml")).unwrap();
    if let Some(contents) = contents {
        project.write("backlog.yaml", contents);
    }
    let refusal = measure(project, &["--quick", "--backlog", "backlog.yaml"]).assert();
    assert_eq!(record(project), before);
    refusal.code(2).stdout_eq(str![""])
}

#[test]
fn when_there_is_no_such_file() {
    refused(None).stderr_eq(str![[r#"
error: cannot read the backlog backlog.yaml: No such file or directory (os error 2). Name a YAML file.

"#]]);
}

#[test]
fn when_it_is_empty() {
    refused(Some(b" \n")).stderr_eq(str![[r#"
error: the backlog backlog.yaml is empty. Name a file with items.

"#]]);
}

#[test]
fn when_it_is_not_yaml() {
    refused(Some(b"items: [a\nb: }")).stderr_eq(str![[r#"
error: the backlog backlog.yaml is not YAML: did not find expected ',' or ']' at line 2 column 2, while parsing a flow sequence at line 1 column 8. Name a backlog file.

"#]]);
}

#[test]
fn when_it_is_plain_text() {
    refused(Some(b"Dear backlog")).stderr_eq(str![[r#"
error: the backlog backlog.yaml is not YAML: it has no keys. Name a backlog file.

"#]]);
}

#[test]
fn when_it_is_a_picture() {
    refused(Some(b"\x89PNG\r\n\x1a\n\0\xff")).stderr_eq(str![[r#"
error: cannot read the backlog backlog.yaml: the byte in line 1, column 1 is not UTF-8. Name a YAML file.

"#]]);
}

#[test]
fn when_the_measured_code_refuses_its_items() {
    let project = Project::new().with("not-a-backlog.yaml", "items: 3\n");
    let measure = measure(&project, &["--quick", "--backlog", "not-a-backlog.yaml"]);
    measure.assert().code(2).stdout_eq(str![""]).stderr_eq(str![[r#"
error: item 3 has no id

"#]]);
}
