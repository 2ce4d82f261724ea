//! Files that a person, a crash, another program or an attacker may leave where the backlog should be.

/// The first line of a backlog.
const HEAD: &str = "schema_version: 3\n";

/// The shortest item.
const ITEM: &str = "\
- id: WRK-001
  title: a title
  status: new
  created: 2026-02-20T00:00:00Z
  updated: 2026-02-20T00:00:00Z
";

/// Deeper than any reader's stack should be trusted with. Not more: the libraries take time with its square.
const DEEP: usize = 2_000;

/// As many levels of nine aliases each: nine to the ninth scalars, if a reader lets them be expanded.
const BOMB_LEVELS: usize = 9;

/// Each text with what is wrong with it, or odd about it.
pub(super) fn table() -> Vec<(&'static str, String)> {
    [nothing(), lists_that_are_none(), fields(), bytes(), damage(), bombs()].concat()
}

fn nothing() -> Vec<(&'static str, String)> {
    vec![
        ("empty file", String::new()),
        ("only blanks", " \n\n".to_owned()),
        ("only a comment", "# nothing yet\n".to_owned()),
        ("the file is null", "~\n".to_owned()),
        ("the file is a list", format!("- {HEAD}")),
        ("the file is a word", "backlog\n".to_owned()),
        ("items missing", HEAD.to_owned()),
        ("`items:` blank", format!("{HEAD}items:\n")),
        ("`items: ~`", format!("{HEAD}items: ~\n")),
        ("`items: []`", format!("{HEAD}items: []\n")),
    ]
}

fn lists_that_are_none() -> Vec<(&'static str, String)> {
    let items = |value: &str| format!("{HEAD}items: {value}\n");
    vec![
        ("`items: 3`", items("3")),
        ("`items: text`", items("text")),
        ("`items: \"\"`", items("\"\"")),
        ("`items: {}`", items("{}")),
        ("`items: {a: 1}`", items("{a: 1}")),
        ("`items: !list []`", items("!list []")),
        ("an item is a text", items("[WRK-001]")),
        ("an item is null", items("[~]")),
        ("an item is a list", items("[[WRK-001, a title, new]]")),
        ("an item has a tag", format!("{HEAD}items:\n{}", ITEM.replacen("- ", "- !Item\n  ", 1))),
        ("an item is an alias of another", {
            let anchored = ITEM.replacen("- ", "- &first\n  ", 1);
            format!("{HEAD}items:\n{anchored}- *first\n")
        }),
        ("an item of 10,000 characters, 100 times by alias", {
            let anchored = ITEM.replacen("- ", "- &first\n  ", 1).replacen("a title", &"a".repeat(10_000), 1);
            format!("{HEAD}items:\n{anchored}{}", "- *first\n".repeat(100))
        }),
        ("an alias of nothing", items("[*nobody]")),
        ("an alias of what it is in", items("&items [*items]")),
        (
            "an item with a merge key",
            format!("base: &base {{title: a}}\n{HEAD}items:\n- <<: *base\n  id: a\n"),
        ),
    ]
}

fn fields() -> Vec<(&'static str, String)> {
    let item = |old: &str, new: &str| format!("{HEAD}items:\n{}", ITEM.replacen(old, new, 1));
    let version = |value: &str| format!("schema_version: {value}\nitems: []\n");
    vec![
        ("unknown field of the file", format!("{HEAD}later: yes\nitems: []\n")),
        ("unknown field of an item", item("  title", "  later: [1, {a: b}]\n  title")),
        ("a key of the file twice", format!("{HEAD}items: []\nitems: []\n")),
        ("a key of an item twice", item("  title", "  title: first\n  title")),
        ("an unknown key twice", format!("{HEAD}later: 1\nlater: 2\n")),
        ("unknown status", item("new", "lost")),
        ("status in capitals", item("new", "New")),
        ("status as a number", item("new", "0")),
        ("status as a tag", item("new", "!new")),
        ("unknown size", item("  created", "  size: huge\n  created")),
        ("title missing", item("  title: a title\n", "")),
        ("title blank", item(" a title", "")),
        ("title null", item("a title", "~")),
        ("title a number", item("a title", "3")),
        ("title `true`", item("a title", "true")),
        ("title `yes`", item("a title", "yes")),
        ("title a list", item("a title", "[a]")),
        ("title tagged as binary", item("a title", "!!binary aGVsbG8=")),
        ("title a number tagged as text", item("a title", "!!str 3")),
        ("title with a tag of its own", item("a title", "!title a")),
        ("tags null", item("  created", "  tags: ~\n  created")),
        ("tags a text", item("  created", "  tags: one\n  created")),
        ("schema version missing", "items: []\n".to_owned()),
        ("schema version a text", version("\"3\"")),
        ("schema version a word", version("three")),
        ("schema version with a fraction", version("3.0")),
        ("schema version negative", version("-3")),
        ("schema version too big", version("4294967296")),
        ("schema version 2", version("2")),
        ("schema version 99", version("99")),
        ("an item of schema 1", {
            let fields = "  phase: build\n  requires_human_review: false\n  origin: ~\n  created";
            item("  created", fields).replace("version: 3", "version: 1").replace("new", "in_progress")
        }),
        ("an item of schema 1 in a status of then", {
            item("new", "researching").replace("version: 3", "version: 1")
        }),
        ("an item of schema 2", {
            let fields = "  pipeline_type: feature\n  phase: build\n  created";
            item("  created", fields).replace("version: 3", "version: 2").replace("new", "in_progress")
        }),
    ]
}

fn bytes() -> Vec<(&'static str, String)> {
    let good = format!("{HEAD}items:\n{ITEM}");
    vec![
        ("CRLF line ends", good.replace('\n', "\r\n")),
        ("CR line ends", good.replace('\n', "\r")),
        ("byte order mark", format!("\u{feff}{good}")),
        ("byte order mark in the middle", good.replacen("items", "\u{feff}items", 1)),
        ("NUL in a text", good.replacen("a title", "a\0title", 1)),
        ("NULs after the end", format!("{good}{}", "\0".repeat(512))),
        ("only NULs", "\0".repeat(512)),
        ("control character", good.replacen("a title", "a\u{7}title", 1)),
        ("tabs for indentation", good.replace("  ", "\t")),
        ("tab after a colon", good.replacen("title: ", "title:\t", 1)),
        ("a text of 100,000 characters", good.replacen("a title", &"a".repeat(100_000), 1)),
    ]
}

fn damage() -> Vec<(&'static str, String)> {
    let good = format!("{HEAD}items:\n{ITEM}");
    let cut = |before: &str| good.split(before).next().unwrap_or_default().to_owned();
    vec![
        ("cut off after an item's id", cut("  title")),
        ("cut off in a key", cut("ted: ")),
        ("cut off in a text", cut("tle\n")),
        ("cut off in quotes", good.replacen("a title", "\"a title", 1)),
        ("cut off in a flow list", format!("{HEAD}items: [{{id: WRK-001")),
        ("an item's line too far left", good.replacen("  status", "status", 1)),
        ("an item's line too far right", good.replacen("  status", "     status", 1)),
        ("a merge conflict", good.replacen("- id", "<<<<<<< HEAD\n- id", 1)),
        ("written twice", format!("{good}{good}")),
        ("two documents", format!("{good}---\n{good}")),
        ("a document's start and end marked", format!("---\n{good}...\n")),
        ("a list as a key", format!("{HEAD}? [a, b]\n: c\n")),
    ]
}

fn bombs() -> Vec<(&'static str, String)> {
    let nested = |levels: usize| format!("{}{}", "[".repeat(levels), "]".repeat(levels));
    let mut bomb = "level0: &l0 boom\n".to_owned();
    for level in 1..=BOMB_LEVELS {
        let aliases = vec![format!("*l{}", level - 1); 9].join(", ");
        bomb.push_str(&format!("level{level}: &l{level} [{aliases}]\n"));
    }
    vec![
        ("100 lists in an unknown field", format!("{HEAD}later: {}\n", nested(100))),
        ("2,000 lists in an unknown field", format!("{HEAD}later: {}\n", nested(DEEP))),
        ("2,000 lists as items", format!("{HEAD}items: {}\n", nested(DEEP))),
        ("2,000 lists left open", format!("{HEAD}items: {}", "[".repeat(DEEP))),
        ("2,000 block lists", format!("{HEAD}items:\n{}a\n", "- ".repeat(DEEP))),
        ("alias bomb in unknown fields", format!("{bomb}{HEAD}")),
        ("alias bomb as items", format!("{bomb}{HEAD}items: *l{BOMB_LEVELS}\n")),
        ("alias bomb as tags", {
            let tagged = ITEM.replacen("  created", "  tags: *l9\n  created", 1);
            format!("{bomb}{HEAD}items:\n{tagged}")
        }),
    ]
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn each_name_stands_for_one_text_and_each_text_is_tried_once() {
        let table = table();
        let names: HashSet<_> = table.iter().map(|(name, _)| name).collect();
        let texts: HashSet<_> = table.iter().map(|(_, text)| text).collect();
        assert_eq!((names.len(), texts.len()), (table.len(), table.len()));
    }

    #[test]
    fn what_is_spoilt_is_a_good_item() {
        let file: bench_crate::model::BacklogFile =
            serde_yaml::from_str(&format!("{HEAD}items:\n{ITEM}")).unwrap();
        assert_eq!(file.items.len(), 1);
    }
}
