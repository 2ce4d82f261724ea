//! What a record says is text, whatever it looks like to Markdown or to a browser.

use serde_json::json;

use crate::book_test::BookTest;

/// Texts that mean something to Markdown, to HTML, to a terminal.
const HOSTILE: [&str; 8] = [
    "a | b",
    "`turn` and ``two``",
    "[x](javascript:alert(1)) <javascript:alert(1)>",
    "<script>alert(1)</script> <b onclick=\"x\">",
    "line\n\n# heading\n- item",
    "escape \u{1b}[31m and bell \u{7}",
    "*a* _b_ ~~c~~ -- 'd' {#id} &amp; \\| \\",
    "--> ]]> =] [= fig(\"time/a\") =]",
];

#[test]
fn a_hostile_text_of_a_record_is_shown_as_text_wherever_it_stands() {
    let chapter = "| a | b |\n|---|---|\n| [= fig(\"time/dump/plain/92\") =] | last |\n\n\
        It takes [= fig(\"time/dump/plain/92\") =], and [= about(\"operation/dump\") =].\n\n\
        [= table('fig(\"time/push/*/*\")', rows=\"container\", columns=\"n\", caption=\"c\") =]\n\n[= list(what=\"notes\") =]\n\n[= list(what=\"records\", caption=\"c\") =]\n";
    for text in HOSTILE {
        let test = BookTest::with_chapter(chapter).record("typical", |record| {
            record["command"] = text.into();
            record["machine"]["cpu"] = text.into();
            record["axes"]["operation"][0]["about"] = text.into();
            record["absent"]["time/push/shared/92"] = text.into();
            record["notes"] = json!([text]);
        });
        let page = test.build().unwrap();
        let html = scraper::Html::parse_fragment(&page);
        let count = |selector: &str| html.select(&scraper::Selector::parse(selector).unwrap()).count();
        assert_eq!(
            count("script, b, h1, h2, li em, [onclick], a[href^='javascript']"),
            0,
            "{text:?}: {page}"
        );
        let table = scraper::Selector::parse("table").unwrap();
        let first = html.select(&table).next().unwrap().inner_html();
        assert_eq!(first.matches("<td").count(), 2, "{text:?}: {first}");
        let written: String = html.root_element().text().collect();
        let shown: String =
            text.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect();
        assert!(written.matches(&shown).count() >= 4, "{text:?}: {written}");
        assert!(!page.contains(['\u{1b}', '\u{7}']), "{text:?}");
    }
}
