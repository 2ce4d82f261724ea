//! Tables that an author wrote.

use crate::book_test::BookTest;

fn columns(table: &str) -> Vec<bool> {
    let page = BookTest::with_chapter(&format!("# Chapter\n\n{table}")).build().unwrap();
    let head = page.split("<thead>").nth(1).unwrap().split("</thead>").next().unwrap();
    head.split("<th").skip(1).map(|cell| cell.starts_with(" style=\"text-align: right\"")).collect()
}

#[test]
fn a_column_of_numbers_is_aligned_at_its_end() {
    let table = "| name | time | ratio | words |\n|---|---|---|---|\n\
                 | a | [= fig(\"time/dump/plain/5\") =] | [= ratio(\"time/dump/shared/92\") =] | 3 of 5 |\n\
                 | b | – | [= ratio(\"time/dump/shared/5\") =] | 7 |\n";
    assert_eq!(columns(table), [false, true, true, false]);
    assert_eq!(columns(&table.replace("---|---|---|---", " - | - |-|-")), [false, true, true, false]);
    assert_eq!(columns(&table.replace("|---|---|---|---|", "---|---|---|---")), [false, true, true, false]);
}

#[test]
fn what_the_author_chose_stays_and_code_is_no_number() {
    let table = "| a | b | c | d |\n|:--|:-:|--:|---|\n| 1 | 2 | 3 | `4` |\n";
    assert_eq!(columns(table), [false, false, true, false]);
    assert_eq!(columns("> | a | b |\n> |---|---|\n> | x | 2 |\n"), [false, true]);
}
