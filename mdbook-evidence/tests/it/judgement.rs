//! Sentences that are the author's opinion.

use scraper::{Html, Selector};

use crate::book_test::{BookTest, refusal};

const JUDGED: &str = "[= judgement(\"enough\", reason=\"Nobody has asked for more.\") =]That is *enough* at \
                      [= fig(\"time/dump/plain/92\") =].[= end() =]";

#[test]
fn a_judgement_is_marked_and_its_reason_is_reached_by_key_and_in_print() {
    let page = BookTest::with_chapter(&format!("# Chapter\n\n{JUDGED}\n")).build_strictly().unwrap();
    insta::assert_snapshot!(page);
    let page = Html::parse_fragment(&page);
    let button = page.select(&Selector::parse(".judgement button[aria-label]").unwrap()).next().unwrap();
    let note = button.attr("popovertarget").unwrap();
    assert_eq!(button.attr("aria-describedby"), Some(note));
    let note = page.select(&Selector::parse(&format!("#{note}[popover]")).unwrap()).next().unwrap();
    assert_eq!(note.text().collect::<String>(), "the author's judgement: Nobody has asked for more.");
}

#[test]
fn judgements_are_listed_with_their_reasons_and_lead_to_their_places() {
    let test = BookTest::with_chapter(&format!(
        "{JUDGED}\n\nAnd [= judgement(\"this\", reason=\"<b> | `c`\") =]this[= end() =].\n"
    ))
    .write("src/SUMMARY.md", "- [Chapter](chapter.md)\n- [List](in/list.md)\n")
    .write("src/in/list.md", "[= list(what=\"judgements\") =]\n");
    let page = test.build_strictly().unwrap();
    for id in ["judgement-enough", "judgement-this"] {
        assert!(page.contains(&format!("id=\"{id}\"")), "{page}");
    }
    insta::assert_snapshot!(test.page("in/list"));
    let none = BookTest::with_chapter("[= list(what=\"judgements\") =]\n").build().unwrap();
    assert_eq!(none, "<p>None.</p>");
}

#[test]
fn judgements_are_counted_by_chapter_and_are_no_numbers() {
    let chapter = format!(
        "{JUDGED} [= claim(\"c\") =]So[= end() =].\n\n<!-- claims\nc: ratio(\"time/dump/shared/92\") < 0.1\n-->\n"
    );
    let coverage = BookTest::with_chapter(&chapter).coverage();
    assert_eq!((coverage[0].claims, coverage[0].judgements, coverage[0].numbers), (1, 1, 1));
}

#[test]
fn a_judgement_around_a_figure_is_its_captions() {
    let page = BookTest::with_chapter(
        "[= judgement(\"seen\", reason=\"It is.\") =]\n[= plot('ratio(\"time/dump/*/*\")', kind=\"line\", rows=\"container\", columns=\"n\", caption=\"Cheap enough.\") =]\n[= end() =]\n",
    )
    .build_strictly()
    .unwrap();
    let caption = page.split("<figcaption>").nth(1).unwrap().split("</figcaption>").next().unwrap();
    assert!(caption.starts_with("<span class=\"judgement\" id=\"judgement-seen\">"), "{caption}");
    assert!(caption.contains("Cheap enough.") && caption.contains("‡"), "{caption}");
}

#[test]
fn a_judgement_needs_an_id_and_a_reason() {
    for (directive, message) in [
        ("judgement()", "`judgement()` is not `judgement(\"its-id\", reason=\"why you hold it\")`"),
        ("judgement(reason='x')", "is not `judgement(\"its-id\""),
        ("judgement('j')", "is not `judgement(\"its-id\""),
        ("judgement('J', reason='x')", "`J` is not an id"),
        ("judgement('j', reason=' ')", "judgement `j` has no reason"),
        ("judgement('j', raeson='x')", "is not `judgement(\"its-id\""),
        ("judgement('j', reason='x', why='y')", "is not `judgement(\"its-id\""),
        ("judgement('j', reason='It takes 20 ms.')", "the reason has `20 ms`"),
    ] {
        let said = refusal(&format!("# A\n\n[= {directive} =]So[= end() =].\n"));
        assert!(said.contains("chapter.md:3: ") && said.contains(message), "{directive}: {said}");
    }
}

#[test]
fn judgements_and_claims_do_not_hold_each_other_and_have_an_end() {
    let (claim, judgement) = ("[= claim(\"c\") =]", "[= judgement(\"j\", reason=\"x\") =]");
    for (chapter, said) in [
        (format!("{claim}a\n{judgement}b[= end() =][= end() =]"), "2: claim `c` is still open here"),
        (format!("{judgement}a\n{claim}b[= end() =][= end() =]"), "2: judgement `j` is still open here"),
        (format!("{judgement}a\n{judgement}b[= end() =]"), "2: judgement `j` is still open here"),
        (format!("a\n{judgement}b"), "2: judgement `j` has no end in its chapter"),
        (format!("{judgement}[= end() =]"), "1: judgement `j` binds nothing"),
        (
            format!("{judgement}a\n\nb[= end() =]"),
            "3: judgement `j`, which ends here, goes over more than one paragraph",
        ),
        (
            "a [= fig(judgement(\"j\", reason=\"r\")) =]".to_owned(),
            "1: a claim or a judgement stands in the text itself, not in another directive",
        ),
    ] {
        let foot = if chapter.contains(claim) { "\n\n<!-- claims\nc: 1 < 2\n-->\n" } else { "" };
        let message = refusal(&format!("{chapter}{foot}"));
        assert!(message.contains(&format!("chapter.md:{said}")), "{chapter}: {message}");
    }
}
