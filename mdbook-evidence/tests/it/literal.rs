//! Chapters that show what a directive looks like.

use crate::book_test::{BookTest, expand, has, refusal};

#[test]
fn this_preprocessor_can_be_documented_with_itself() {
    let chapter = r#"# How to write

A directive stands between `[=` and `=]`; in prose write \[= to show one, as in \[= fig("time/a/b/1") =].

```markdown
It takes [= fig("time/dump/plain/92") =], [% never ended
```

    [= indented =]

| you write | you get |
|---|---|
| `[= fig("time/dump/plain/92") =]` | [= fig("time/dump/plain/92") =] |

<!-- [= nothing =] -->
"#;
    let page = expand(chapter);
    has(
        &page,
        [
            "between <code>[=</code> and <code>=]</code>",
            "write [= to show one, as in [= fig(",
            "It takes [= fig(\"time/dump/plain/92\") =], [% never ended",
            "[= indented =]",
            "<code>[= fig(\"time/dump/plain/92\") =]</code>",
        ],
    );
    assert!(page.contains("20.0&nbsp;µs") || page.contains("20&nbsp;µs"), "{page}");
}

#[test]
fn code_of_other_languages_is_left_alone() {
    let chapter = "```lua\ns = [=[ long ]=]\nt = [==[ a ]==]\n```\n\n```jsonnet\n[%d, x]\n```\n\n\
                   `printf(\"[%s]\")`, regex `[%-]`, POSIX class `[[=e=]]`, comment `[#- -#]` and [#- -#] in prose.";
    let page = expand(chapter);
    has(&page, ["[=[ long ]=]", "[==[ a ]==]", "[%d, x]", "[%s]", "[%-]", "[[=e=]]", "and [#- -#] in prose"]);
}

#[test]
fn an_error_below_code_has_its_line() {
    let message = refusal("`[=`\n\n```\n[= a\n[% b\n```\n\n[= fig(\"time/a/b/1\") =]");
    assert!(message.contains("chapter.md:8: "), "{message}");
}

#[test]
fn an_error_after_an_include_has_the_line_of_the_file() {
    let test = BookTest::with_chapter("# A\n\n```text\n{{#include part.txt}}\n```\n\nIt took 20 ms.\n")
        .write("src/part.txt", "one\ntwo\nthree\n");
    let message = test.refusal();
    assert!(message.contains("chapter.md:7: `20 ms`"), "{message}");
    let test = BookTest::with_chapter(
        "{{#include part.txt}}\n\n{{#include part.txt:2}}\n\n[= claim(\"c\") =]x[= end() =]\n\n\
                                        <!-- claims\nc: ratio(\"time/dump/shared/92\") > 1\n-->\n",
    )
    .write("src/part.txt", "one\ntwo\nthree\n");
    let message = test.build_strictly().unwrap_err();
    assert!(message.contains("chapter.md:5: claim `c` is false"), "{message}");
}

#[test]
fn a_claim_has_its_own_line_and_not_that_of_one_that_names_it() {
    let message = BookTest::with_chapter(
        "[= claim(\"all\") =]All[= end() =]\n\n[= claim(\"part\") =]part[= end() =]\n\n\
         <!-- claims\nall: claim(\"part\")\npart: ratio(\"time/dump/shared/92\") > 1\n-->\n",
    )
    .build_strictly()
    .unwrap_err();
    assert!(message.contains("chapter.md:3: claim `part` is false"), "{message}");
}

#[test]
fn the_anchor_of_a_heading_does_not_change_with_its_number() {
    let page = expand(
        "## It takes [= fig(\"time/dump/plain/92\") =] today\n\n## [= ratio(\"time/dump/shared/92\") =] of it {#own}\n\n\
         It *takes* [= fig(\"time/dump/plain/92\") =]\n---\n\n### It takes [= fig(\"time/dump/plain/92\") =] ###\n",
    );
    has(&page, ["id=\"it-takes--today\"", "id=\"own\"", "id=\"it-takes\"", "id=\"it-takes-1\""]);
}

#[test]
fn words_that_would_be_part_of_a_table_s_html_are_refused_and_an_empty_line_parts_them() {
    const TABLE: &str =
        "[= table('fig(\"time/dump/*/*\")', rows=\"container\", columns=\"n\", caption=\"Times\") =]";
    for words in [" It is *fast*.", "\nIt is *fast*.", "\n   - fast", "\r\nfast"] {
        let message = refusal(&format!("text\n\n{TABLE}{words}\n"));
        has(&message, ["chapter.md:3:", "Leave an empty line"]);
    }
    for fine in
        ["\n\nIt is *fast*.", "\n", "", "\n</div>", "\r\n\r\nfast", " [= fig(\"time/dump/plain/92\") =]"]
    {
        let page = expand(&format!("text\n\n{TABLE}{fine}"));
        assert!(page.contains("Times") && !page.contains("*fast*"), "{fine:?}: {page}");
    }
}

#[test]
fn a_table_or_a_list_in_a_heading_is_refused() {
    for directive in [
        "table('fig(\"time/dump/*/*\")', rows=\"container\", columns=\"n\", caption=\"c\")",
        "list(what=\"claims\")",
        "list(what=\"notes\")",
    ] {
        let message = refusal(&format!("text\n\n## All [= {directive} =]\n"));
        assert!(message.contains("chapter.md:3: a heading is the text of links to it"), "{message}");
    }
}

#[test]
fn a_control_character_and_a_forged_mark_are_refused_with_their_line() {
    for letter in ['\u{1}', '\u{2}', '\u{1b}', '\u{7f}', '\u{e000}', '\u{fffc}'] {
        let message = refusal(&format!("a\nb{letter}c"));
        assert!(message.contains("chapter.md:2: the text has the character"), "{message}");
    }
}

#[test]
fn a_statement_is_refused_with_what_to_write_instead() {
    for statement in [
        "[% raw %]\n[= a =]\n[% endraw %]",
        "[%\traw\t%]\n[= a =]\n[%\tendraw\t%]",
        "[% if fig(\"time/dump/plain/92\") > 9 %]many[% endif %]",
        "[% set n = given(\"1\", \"one\") %]",
        "[% for a in [1, 2] %]a[% endfor %]",
        "[%",
    ] {
        let message = refusal(&format!("text\n\n{statement}\n"));
        assert!(message.contains("chapter.md:3: a chapter has directives and no statements"), "{message}");
    }
}

#[test]
fn a_directive_is_one_call_and_nothing_beside_it() {
    let fig = "fig(\"time/dump/plain/92\")";
    for beside in [
        format!("{fig} * 2"),
        format!("{fig} + {fig}"),
        format!("{fig}{fig}"),
        format!("-{fig}"),
        format!("not {fig}"),
        format!("{fig} ~ \")\""),
        format!("{fig}()"),
        format!("{fig}.a"),
        format!("({fig})"),
        format!("{fig} if 1 < 2"),
        "name".to_owned(),
        "(1)".to_owned(),
        String::new(),
    ] {
        let message = refusal(&format!("text\n\nIt is [= {beside} =]."));
        assert!(message.contains("chapter.md:3: a directive is one call"), "{beside}: {message}");
    }
    let long = format!("text\n\n[= fig({}1) =]", "-".repeat(100_000));
    assert!(refusal(&long).contains("chapter.md:3: a directive has at most 10,000 characters"));
    for one in [fig, "fig ( \"time/dump/plain/92\" )", "fig('fig(\"time/dump/plain/92\")')"] {
        assert!(expand(&format!("It is [= {one} =] and [=-{one}-=].")).contains("20.0"), "{one}");
    }
}

#[test]
fn elements_of_code_in_a_paragraph_are_left_alone_in_any_case_and_however_deep() {
    for (opens, closes) in [
        ("<code>", "</code>"),
        ("<CODE>", "</CODE>"),
        ("<pre>", "</pre>"),
        ("<code>a <code>b</code> ", "</code>"),
    ] {
        let page =
            expand(&format!("text {opens}[= nothing =]{closes} and [= fig(\"time/dump/plain/92\") =]\n"));
        assert!(page.contains("[= nothing =]") && page.contains("20.0"), "{opens}: {page}");
    }
}
