//! claims.lock: what is not as it was accepted stops a strict build, and `accept` writes one line.

use std::fs;
use std::os::unix::fs::symlink;
use std::process::Output;

use crate::book_test::{BookTest, has};

const LOCK: &str = "# Reviewed.\n\n\
    cheap\tSharing `is` cheap.\tratio(\"time/dump/shared/92\") < 0.1\n\
    dear\tA clone takes [= fig(\"time/dump/plain/92\") =].\tfig(\"time/dump/plain/92\") > 1\n";

const CHAPTER: &str = "# Chapter\n\n[= claim(\"dear\") =]A clone\n  takes [= fig(\"time/dump/plain/92\") =].[= end() =]\n\n\
    [= claim(\"cheap\") =]Sharing `is` cheap.[= end() =]\n\n\
    <!-- claims\ncheap: ratio(\"time/dump/shared/92\")\n  < 0.1\ndear: fig(\"time/dump/plain/92\") > 1\n-->\n";

const LOCKED: &str = "claims-lock = \"claims.lock\"";

fn book(chapter: &str, lock: &str) -> BookTest {
    BookTest::with_chapter(chapter).with_key(LOCKED).write("claims.lock", lock)
}

fn refusal(chapter: &str, lock: &str) -> String {
    book(chapter, lock).build_strictly().expect_err("the book must not build")
}

fn accept(book: &BookTest, id: &str) -> Output {
    book.command(&["accept", id])
}

fn lock(book: &BookTest) -> String {
    fs::read_to_string(book.root().join("claims.lock")).unwrap()
}

#[test]
fn what_is_as_it_was_accepted_builds_wherever_its_lines_break() {
    book(CHAPTER, LOCK).build_strictly().unwrap();
    let reflowed = CHAPTER.replace("A clone\n  takes", "A\nclone takes").replace("\n  < 0.1", " < 0.1");
    book(&reflowed, LOCK).build_strictly().unwrap();
}

#[test]
fn a_changed_sentence_stops_the_strict_build_with_both_and_what_to_do() {
    let said = refusal(&CHAPTER.replace("`is` cheap", "`is` free"), LOCK);
    snapbox::assert_data_eq!(
        said,
        snapbox::str![[r#"
...
src/chapter.md:6: claim `cheap` has another sentence than was accepted.
  sentence was: Sharing `is` cheap.
  sentence is: Sharing `is` free.
  predicate: ratio("time/dump/shared/92") < 0.1
  If the predicate says what the sentence says, run `mdbook-evidence accept cheap`.
"#]]
    );
}

#[test]
fn a_changed_predicate_stops_the_strict_build_though_it_holds() {
    let said = refusal(&CHAPTER.replace("< 0.1", "< 0.2"), LOCK);
    has(
        &said,
        [
            "chapter.md:6: claim `cheap` has another predicate than was accepted.\n  sentence: Sharing `is` cheap.\n",
            "\n  predicate was: ratio(\"time/dump/shared/92\") < 0.1\n  predicate is: ratio(\"time/dump/shared/92\") < 0.2\n",
        ],
    );
    let both = refusal(&CHAPTER.replace("< 0.1", "< 0.2").replace("cheap.", "free."), LOCK);
    assert!(both.contains("has another sentence and another predicate"), "{both}");
}

#[test]
fn the_number_in_a_sentence_may_change_and_its_directive_may_not() {
    let moved = |record: &mut serde_json::Value| crate::book_test::scale(record, "dump/plain/92", 1.5);
    book(CHAPTER, LOCK).record("typical", moved).build_strictly().unwrap();
    let said = refusal(&CHAPTER.replace("plain/92\") =]", "plain/5\") =]"), LOCK);
    assert!(said.contains("claim `dear` has another sentence"), "{said}");
}

#[test]
fn a_new_claim_and_one_that_is_gone_stop_the_strict_build() {
    let (first, second) = LOCK.split_once("dear").unwrap();
    let said = refusal(CHAPTER, first);
    assert!(said.contains("chapter.md:3: claim `dear` is new.\n  sentence: A clone takes [= fig("), "{said}");
    let said = refusal(CHAPTER, &format!("{first}clear\tIt is.\t1 < 2\ndear{second}"));
    assert!(said.contains("claims.lock:4: claim `clear` is gone from the chapters.\n  sentence: It is.\n  predicate: 1 < 2\n"), "{said}");
    assert!(said.ends_with("run `mdbook-evidence accept clear`."), "{said}");
}

#[test]
fn a_lock_that_was_deleted_has_accepted_nothing() {
    let book = book(CHAPTER, LOCK);
    fs::remove_file(book.root().join("claims.lock")).unwrap();
    let said = book.build_strictly().unwrap_err();
    assert_eq!(said.matches(" is new.").count(), 2, "{said}");
    assert!(accept(&book, "dear").status.success());
    assert_eq!(lock(&book), LOCK.split_once("\n\n").unwrap().1.split_once('\n').unwrap().1);
}

#[test]
fn reading_and_a_book_without_a_lock_notice_nothing() {
    book(CHAPTER, "# Nothing.\n").build().unwrap();
    BookTest::with_chapter(CHAPTER).build_strictly().unwrap();
}

#[test]
fn claims_are_not_called_gone_where_their_chapter_has_an_error() {
    let said = refusal(&CHAPTER.replace("fig(\"time/dump/plain/92\") =]", "fig(\"time/nothing\") =]"), LOCK);
    assert!(said.contains("chapter.md:") && !said.contains("gone"), "{said}");
}

#[test]
fn accept_writes_the_line_of_that_claim_and_no_other() {
    let changed = CHAPTER.replace("cheap.", "free.").replace("> 1\n", "> 2\n");
    let book = book(&changed, LOCK);
    let output = accept(&book, "cheap");
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(
        output.status.success()
            && said.starts_with("Accepted `cheap` in claims.lock.\n  sentence: Sharing `is` free.\n"),
        "{said}"
    );
    assert_eq!(lock(&book), LOCK.replace("is` cheap.", "is` free."));
    let said = book.build_strictly().unwrap_err();
    assert!(said.contains("claim `dear` has another predicate") && !said.contains("cheap"), "{said}");
    accept(&book, "dear");
    book.build_strictly().unwrap();
    let before = lock(&book);
    let output = accept(&book, "dear");
    assert!(output.status.success());
    has(&String::from_utf8_lossy(&output.stdout), ["nothing was written"]);
    assert_eq!(lock(&book), before);
}

#[test]
fn accept_puts_a_new_claim_in_its_place_and_takes_one_out_that_is_gone() {
    let chapter = CHAPTER.replace("claim(\"cheap\")", "claim(\"a\")").replace("\ncheap:", "\na:");
    let book = book(&chapter, LOCK.trim_end());
    for id in ["a", "cheap"] {
        assert!(accept(&book, id).status.success());
    }
    assert_eq!(lock(&book), LOCK.replace("cheap\t", "a\t").trim_end());
    let chapter = chapter.replace("claim(\"dear\")", "claim(\"z\")").replace("\ndear:", "\nz:");
    let book = book.write("src/chapter.md", &chapter);
    for id in ["z", "dear"] {
        assert!(accept(&book, id).status.success());
    }
    assert_eq!(lock(&book), LOCK.replace("cheap\t", "a\t").replace("dear\t", "z\t"));
    book.build_strictly().unwrap();
}

#[test]
fn a_claim_in_an_included_file_is_accepted_as_the_book_has_it() {
    let book = book("# Chapter\n\n{{#include part.txt}}\n\n<!-- claims\ncheap: ratio(\"time/dump/shared/92\") < 0.1\n-->\n", "")
        .write("src/part.txt", "[= claim(\"cheap\") =]Sharing is cheap.[= end() =]\n");
    assert!(accept(&book, "cheap").status.success());
    book.build_strictly().unwrap();
}

#[test]
fn a_judgement_is_accepted_with_its_reason_and_a_change_of_either_is_refused() {
    let chapter = |sentence: &str, reason: &str| {
        format!("# A\n\n[= judgement(\"enough\", reason=\"{reason}\") =]{sentence}[= end() =]\n")
    };
    let first = book(&chapter("That is enough.", "Nobody asked."), "");
    assert!(first.build_strictly().unwrap_err().contains("judgement `enough` is new."));
    assert!(accept(&first, "enough").status.success());
    let accepted = lock(&first);
    assert_eq!(accepted, "enough\tThat is enough.\tjudgement: Nobody asked.\n");
    first.build_strictly().unwrap();
    let said = refusal(&chapter("That is not enough.", "Nobody asked."), &accepted);
    assert!(said.contains("judgement `enough` has another sentence than was accepted."), "{said}");
    let said = refusal(&chapter("That is enough.", "Somebody asked."), &accepted);
    has(
        &said,
        [
            "has another reason than was accepted.",
            "reason was: Nobody asked.",
            "If you hold the sentence for that reason, run `mdbook-evidence accept enough`.",
        ],
    );
    let said = refusal("# A\n", &accepted);
    assert!(said.contains("claims.lock:1: judgement `enough` is gone from the chapters."), "{said}");
    let claim = "# A\n\n[= claim(\"enough\") =]That is enough.[= end() =]\n\n<!-- claims\nenough: ratio(\"time/dump/shared/92\") < 0.1\n-->\n";
    assert!(refusal(claim, &accepted).contains("predicate was: judgement: Nobody asked."));
    let twice = chapter("A.", "x") + &chapter("B.", "x");
    has(&refusal(&twice, ""), ["src/chapter.md:6: judgement `enough` is there twice. Give each its own id."]);
}

#[test]
fn accept_needs_no_evidence_and_follows_a_link() {
    let book = book(&CHAPTER.replace("cheap.", "free."), LOCK);
    fs::remove_dir_all(book.root().join("records")).unwrap();
    fs::rename(book.root().join("claims.lock"), book.root().join("real")).unwrap();
    symlink("real", book.root().join("claims.lock")).unwrap();
    assert!(accept(&book, "cheap").status.success());
    assert!(book.root().join("claims.lock").is_symlink());
    assert!(fs::read_to_string(book.root().join("real")).unwrap().contains("free."));
}

#[test]
fn what_cannot_be_accepted_is_refused_with_its_place_and_nothing_is_written() {
    let good = || book(CHAPTER, LOCK);
    let twice = CHAPTER.replace("claim(\"dear\")", "claim(\"cheap\")").replace("\ndear:", "\ncheap-er:");
    for (book, id, said) in [
        (
            good(),
            "chaep",
            "there is no claim and no judgement `chaep`, in the chapters or in claims.lock; there is `cheap`. Correct the id.",
        ),
        (good(), "\u{1f980}", "there is no claim"),
        (BookTest::with_chapter(CHAPTER), "cheap", "there is no `claims-lock`. Name a file there"),
        (
            book(CHAPTER, "cheap\tSharing.\n"),
            "cheap",
            "claims.lock:1: `cheap\tSharing.` is not an id, a sentence and a predicate",
        ),
        (book(CHAPTER, "<<<<<<< ours\n"), "cheap", "claims.lock:1: `<<<<<<< ours` is not an id"),
        (
            book(CHAPTER, &format!("{LOCK}cheap\tA.\t1 < 2\n")),
            "cheap",
            "claims.lock:5: `cheap` is there twice",
        ),
        (
            book(CHAPTER, &format!("{LOCK}a\tA.\t1 < 2\n")),
            "cheap",
            "claims.lock:5: `a` stands below one that comes after it",
        ),
        (book(&twice, LOCK), "cheap", "src/chapter.md:11: the predicate of claim `cheap-er` has no sentence"),
    ] {
        let before = fs::read_to_string(book.root().join("claims.lock")).ok();
        let output = accept(&book, id);
        let message = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{message}");
        assert!(message.starts_with("error: ") && message.contains(said), "{message}");
        assert_eq!(fs::read_to_string(book.root().join("claims.lock")).ok(), before);
    }
}

#[test]
fn a_lock_that_cannot_be_read_stops_the_strict_build_with_its_place() {
    let said = refusal(CHAPTER, &format!("{LOCK}\nnot a line\n"));
    has(&said, ["claims.lock:6: `not a line` is not an id, a sentence and a predicate with a tab between."]);
    let test = BookTest::with_chapter(CHAPTER).with_key(LOCKED).write("claims.lock/x", "");
    let said = test.build_strictly().unwrap_err();
    assert!(said.contains("cannot read claims.lock: it is a folder"), "{said}");
    fs::remove_dir_all(test.root().join("claims.lock")).unwrap();
    symlink("nowhere", test.root().join("claims.lock")).unwrap();
    let said = test.build_strictly().unwrap_err();
    assert!(said.contains("cannot read claims.lock: "), "{said}");
}

#[test]
fn two_that_accept_at_once_both_leave_their_line() {
    let book = book(CHAPTER, "");
    std::thread::scope(|scope| {
        for id in ["dear", "cheap"] {
            scope.spawn(|| assert!(accept(&book, id).status.success()));
        }
    });
    let lines: Vec<String> =
        lock(&book).lines().map(|line| line.split('\t').next().unwrap().to_owned()).collect();
    assert_eq!(lines, ["cheap", "dear"]);
}

#[test]
fn an_accepted_line_ends_as_the_others_do() {
    let book = book(CHAPTER, &LOCK.replace('\n', "\r\n").replace("is` cheap", "was` cheap"));
    assert!(accept(&book, "cheap").status.success());
    let text = lock(&book);
    assert_eq!(text.matches('\n').count(), text.matches("\r\n").count(), "{text:?}");
}
