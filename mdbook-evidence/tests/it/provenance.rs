//! How a reader learns where a number came from: by pointer, key and tap, and in print.

use scraper::{Html, Selector};

use crate::book_test::{BookTest, expand, has};

const TIME: &str = "[= fig(\"time/dump/plain/92\") =]";

fn all(page: &str, selector: &str) -> Vec<String> {
    let selector = Selector::parse(selector).expect("a selector");
    Html::parse_fragment(page).select(&selector).map(|found| found.html()).collect()
}

#[test]
fn a_number_in_a_sentence_and_one_in_a_table_lead_to_their_notes() {
    insta::assert_snapshot!(expand(&format!(
        "A dump takes {TIME}.\n\n| a | b |\n|---|---|\n| {TIME} | [= fig(\"bytes/dump/plain/92\") =] |\n"
    )));
}

#[test]
fn every_part_of_the_provenance_is_in_the_note() {
    let page = expand(TIME);
    let [note] = &all(&page, ".notes > li")[..] else { panic!("one note in {page}") };
    has(
        note,
        [
            "dump/plain/92",
            "12 rounds",
            "machine machine",
            "workload typical",
            "2026-11-23",
            "commit 0123456",
            "cargo run -- measure --quick",
        ],
    );
}

#[test]
fn a_key_reaches_a_number_and_opens_its_note_without_a_script() {
    let page = expand(TIME);
    let page = Html::parse_fragment(&page);
    let button = page.select(&Selector::parse("button").expect("a selector")).next().expect("a button");
    let note = button.attr("popovertarget").expect("what it opens");
    assert_eq!(button.attr("aria-describedby"), Some(note));
    let opened = page.select(&Selector::parse(&format!("#{note}[popover]")).expect("a selector")).count();
    assert_eq!(opened, 1);
}

#[test]
fn a_table_is_one_stop_of_the_tab_key_and_its_numbers_are_none() {
    let page = expand(
        "[= table('ratio(\"time/dump/*/*\")', rows=\"container\", columns=\"n\", caption=\"Sharing wins.\") =]",
    );
    assert_eq!(all(&page, "button").len(), 1, "{page}");
    assert_eq!(all(&page, "td .evidence[tabindex=\"-1\"][data-of]").len(), 6, "{page}");
}

#[test]
fn a_number_in_a_heading_or_a_link_opens_nothing_but_has_a_note() {
    let page = expand(&format!("## It takes {TIME}\n\n[{TIME}](chapter.md)"));
    assert!(all(&page, "button").is_empty() && all(&page, "a .evidence[data-note]").len() == 2, "{page}");
    assert_eq!(all(&page, ".notes > li").len(), 1, "{page}");
}

#[test]
fn of_a_long_text_only_the_last_word_is_a_button() {
    let page =
        expand("It asks for [= quoted(\"three crates, each in its newest version\", \"the manifest\") =].");
    let buttons = all(&page, ".evidence > button");
    assert!(buttons.len() == 1 && buttons[0].ends_with(">version</button>"), "{page}");
    assert!(page.contains(">three crates, each in its newest <button"), "{page}");
}

#[test]
fn punctuation_stays_with_its_number_and_a_name_in_one_piece() {
    let page = expand(&format!(
        "It takes ({TIME}), makes [= fig(\"allocations/dump/plain/92\") =]; and `dump-all` ends, not `dump`."
    ));
    let whole = all(&page, ".whole");
    assert_eq!(whole.len(), 3, "{page}");
    assert!(whole[0].contains(">(<span class=\"evidence\"") && whole[0].ends_with("]</span></span></span>"));
    assert!(whole[1].ends_with("</button></span>;</span>"), "{page}");
    assert!(whole[2].contains("<code>dump-all</code>"), "{page}");
    let heading = expand("## The `dump-all`\n\nText.");
    assert!(all(&heading, ".whole").is_empty(), "{heading}");
}

#[test]
fn an_interval_goes_on_in_the_line_where_its_cell_is_a_sentence() {
    let page = expand(&format!(
        "| a | b | c | d |\n|---|---|---|---|\n| {TIME} | it takes {TIME} | {TIME}, too | `vec` {TIME} |\n"
    ));
    assert_eq!(all(&page, "td > .evidence").len(), 1, "{page}");
    assert_eq!(all(&page, "td > .said > .evidence").len(), 3, "{page}");
}

#[test]
fn each_note_is_written_once_and_in_the_order_of_the_text() {
    let page = expand(&format!(
        "{TIME}\n\n[= table('fig(\"time/dump/*/*\")', rows=\"container\", columns=\"n\", caption=\"c\") =]\n\n{TIME} [= fig(\"bytes/dump/plain/92\") =]"
    ));
    let notes = all(&page, ".notes > li");
    assert_eq!(notes.len(), 3, "{page}");
    assert!(
        notes[0].contains("time/dump/plain/92") && notes[1].contains("table") && notes[2].contains("bytes")
    );
    assert_eq!(all(&page, ".records > li").len(), 1, "one record is said once");
}

#[test]
fn a_table_of_a_list_keeps_its_numbers_as_buttons() {
    let page = expand(&format!("- a list\n\n  | a |\n  |---|\n  | {TIME} |\n"));
    assert_eq!(all(&page, "td button").len(), 1, "{page}");
}

#[test]
fn a_chapter_without_numbers_has_no_notes() {
    assert!(all(&expand("text"), ".sources").is_empty());
}

#[test]
fn two_builds_are_the_same_to_the_byte() {
    let chapter = format!(
        "{TIME}\n\n[= plot('fig(\"time/dump/*/*\")', kind=\"line\", rows=\"container\", columns=\"n\", caption=\"c\") =]"
    );
    assert_eq!(expand(&chapter), expand(&chapter));
}

#[test]
fn the_numbers_of_each_chapter_are_counted() {
    let chapter = format!(
        "{TIME} [= quoted(\"11\", \"the letter\") =]\n\n[= table('ratio(\"time/dump/*/*\")', rows=\"container\", columns=\"n\", caption=\"c\") =]\n\n[= fig(\"time/dump/plain/5\") =]"
    );
    let covered = BookTest::with_chapter(&chapter).coverage();
    let [chapter] = &covered[..] else { panic!("one chapter in {covered:?}") };
    assert_eq!((chapter.file.as_str(), chapter.numbers, chapter.quotations), ("src/chapter.md", 8, 1));
}
