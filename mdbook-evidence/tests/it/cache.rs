//! What was found the last time, kept for who reads.

use std::fs;

use crate::book_test::{BookTest, scale};

const CHAPTER: &str = "[= claim(\"cheap\") =]It is cheap[= end() =]: [= ratio(\"time/dump/shared/92\") =].\n\n[= list(what=\"claims\") =]\n\n\
     <!-- claims\ncheap: ratio(\"time/dump/shared/92\") < 1\n-->\n";

/// A book that keeps what was found in that file.
fn book(chapter: &str, cache: &str) -> BookTest {
    BookTest::with_chapter(chapter).with_key(&format!("cache = \"{cache}\""))
}

#[test]
fn what_was_found_the_last_time_is_read_again_and_strictly_it_is_not() {
    let test = book(CHAPTER, "kept.json");
    let kept = test.root().join("kept.json");
    let first = test.build().unwrap();
    assert!(first.contains("1 confirmed"), "{first}");
    let text = fs::read_to_string(&kept).unwrap();
    assert_eq!(test.build().unwrap(), first);
    assert_eq!(fs::read_to_string(&kept).unwrap(), text);

    // So that it shows where it was read from.
    let other = text.replace(r#""Ok":"True""#, r#""Ok":"False""#);
    assert_ne!(other, text);
    fs::write(&kept, &other).unwrap();
    assert!(test.build().unwrap().contains("0 confirmed"));
    assert_eq!(test.build_strictly().unwrap(), first);
    assert_eq!(fs::read_to_string(&kept).unwrap(), other);
}

#[test]
fn what_was_found_for_other_records_rules_or_claims_is_found_anew() {
    type Change = fn(BookTest) -> BookTest;
    let changes: [Change; 3] = [
        |test| test.record("typical", |record| scale(record, "dump/shared/92", 5_000.0)),
        |test| test.record("full", |_| {}),
        |test| test.write("src/chapter.md", &CHAPTER.replace("< 1", "< 0.0001")),
    ];
    for change in changes {
        let test = book(CHAPTER, "kept.json");
        let before = test.build().unwrap();
        let test = change(test);
        let after = test.build().unwrap();
        assert_ne!(after, before);
        fs::remove_file(test.root().join("kept.json")).unwrap();
        assert_eq!(after, test.build().unwrap());
    }
}

#[test]
fn a_file_that_holds_something_else_is_left_as_it_is_and_one_cut_off_is_replaced() {
    let test = book(CHAPTER, "src/chapter.md");
    assert!(test.refusal().contains(
        "book.toml:5: `cache` in [preprocessor.evidence] is src/chapter.md, which holds something else. Name a file that is not there yet."
    ));
    assert_eq!(fs::read_to_string(test.root().join("src/chapter.md")).unwrap(), CHAPTER);

    let test = book(CHAPTER, "kept/it.json").write("kept/it.json", "{\"of\":\"12");
    let page = test.build().unwrap();
    assert!(fs::read_to_string(test.root().join("kept/it.json")).unwrap().ends_with("}}"));
    assert_eq!(test.build().unwrap(), page);
}

#[test]
fn a_chapter_that_was_edited_is_expanded_anew_and_the_others_are_as_they_were() {
    let other = "It takes [= fig(\"time/dump/plain/92\") =].\n";
    let test = book(CHAPTER, "kept.json")
        .write("src/SUMMARY.md", "- [Chapter](chapter.md)\n- [Other](other.md)\n")
        .write("src/other.md", other);
    test.build().unwrap();
    let before = test.page("other");
    let test = test.write("src/chapter.md", &CHAPTER.replace("It is cheap", "It costs little"));
    assert!(test.build().unwrap().contains("It costs little"));
    assert_eq!(test.page("other"), before);
    let test = test.write("src/other.md", &other.replace("plain", "shared"));
    test.build().unwrap();
    let after = test.page("other");
    fs::remove_file(test.root().join("kept.json")).unwrap();
    test.build().unwrap();
    assert_eq!(test.page("other"), after);
    assert_ne!(after, before);
}
