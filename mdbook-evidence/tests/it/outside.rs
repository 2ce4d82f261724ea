//! What a strict build refuses to publish.

use std::os::unix::fs::symlink;

use crate::book_test::{BookTest, has};

fn strict(chapter: &str) -> String {
    let test = BookTest::with_chapter(chapter)
        .write("secret.txt", "secret")
        .write("src/part.txt", "part")
        .write("src/outer.md", "{{#include ../secret.txt}}\n");
    test.build_strictly().expect_err("the book must not build")
}

#[test]
fn an_include_of_a_file_outside_of_the_sources_is_refused_with_its_line() {
    for (include, path) in [
        ("{{#include ../secret.txt}}", "../secret.txt"),
        ("{{#include ../secret.txt:1:2}}", "../secret.txt"),
        ("{{ #rustdoc_include ./../secret.txt:all }}", "./../secret.txt"),
        ("{{#include /etc/hostname}}", "/etc/hostname"),
        // mdBook shows what stands behind a backslash only without a blank between.
        ("\\{{ #include ../secret.txt}}", "../secret.txt"),
        ("{{#include ../not/there.txt}}", "../not/there.txt"),
        ("{{#playground ../secret.txt editable}}", "../secret.txt"),
        ("{{#template ../secret.txt a=b}}", "../secret.txt"),
        ("```text\n{{#include ../secret.txt}}\n```", "../secret.txt"),
    ] {
        let message = strict(&format!("# A\n\n{include}\n"));
        let line = 3 + include.starts_with("```") as usize;
        let expected = format!("src/chapter.md:{line}: the file `{path}` that is included is outside");
        assert!(message.contains(&expected), "{include}: {message}");
    }
    let message = strict("{{#include outer.md}}\n");
    assert!(message.contains("src/outer.md:1: the file `../secret.txt`"), "{message}");
}

#[test]
fn a_link_that_leads_out_or_runs_a_script_is_refused_with_its_line() {
    for link in [
        "[x](../secret.txt)",
        "[x](a/../../secret.txt#y)",
        "<a href=\"../secret.txt\">x</a>",
        "![x](%2e%2e/secret.txt)",
        "[x][r]\n\n[r]: ../secret.txt",
        "[x](../a:b)",
        "<a href=\"..\\secret.txt\">x</a>",
        "<img srcset=\"a.png, ../secret.png 2x\">",
    ] {
        let message = strict(&format!("text\n\n{link}\n"));
        has(&message, ["src/chapter.md:3: the link `", "leads out"]);
    }
    for link in [
        "[x](javascript:alert(1))",
        "[x](JavaScript:alert(1))",
        "<javascript:alert(1)>",
        "[x](&#106;avascript:alert(1))",
        "<a href='java&#10;script:alert(1)'>x</a>",
        "<a href=\"  javascript&colon;alert(1)\">x</a>",
        "<form action=javascript:alert(1)>",
        "[x](vbscript:x)",
        "[x](data:text/html,x)",
        "[x](file:///etc/passwd)",
        "<a title=' href=\"' href=\"javascript:alert(1)\">x</a>",
        "<a href=\"&#0000000106;avascript:alert(1)\">x</a>",
        "<a href='&#106;avascript:alert(1)//\"'>x</a>",
        "<pre><a href=\"java\tscript:alert(1)\">x</a></pre>",
        "<svg><a><animate attributeName=href values=\"x;javascript:alert(1)\" /></a></svg>",
        "<svg><a><set attributeName=href to=javascript:alert(1) /></a></svg>",
        "<iframe srcdoc=\"<a href='&amp;#106;avascript:alert(1)'>x</a>\"></iframe>",
        "<iframe src=\"data:;base64,PHNjcmlwdD4=\"></iframe>",
        "<object data=data:application/xml,x></object>",
        "<meta http-equiv=refresh content=\"0; url=javascript:alert(1)\">",
        "<svg><a xlink:href=\"javascript:alert(1)\">x</a></svg>",
        "<meta http-equiv=refresh content=\"0; url='javascript:alert(1)'\">",
        "<div><svg><title><iframe src=\"javascript:alert(1)\"></iframe></title></svg></div>",
        "<div><svg><style><p><a href=\"javascript:alert(1)\">x</a></p></style></svg></div>",
        "[= given(\"a ` b\", \"c\") =] [x](javascript:alert(1)) [= given(\"d ` e\", \"f\") =]",
        "[= given(\"<!--\", \"c\") =] [x](javascript:alert(1)) [= given(\"-->\", \"f\") =]",
        "<p>[= given(\"<b title='\", \"c\") =] <a href=\"javascript:alert(1)\">x</a> [= given(\"'>\", \"c\") =]</p>",
    ] {
        let message = strict(&format!("text\n\n{link}\n"));
        has(&message, ["src/chapter.md:3: the link `", "script"]);
    }
}

#[test]
fn a_symbolic_link_out_of_the_sources_is_refused_and_one_inside_is_not() {
    let test = BookTest::with_chapter("text").write("secret.txt", "s").write("src/part.txt", "p");
    symlink("part.txt", test.root().join("src/inside.txt")).unwrap();
    test.build_strictly().unwrap();
    symlink("../secret.txt", test.root().join("src/leak.txt")).unwrap();
    symlink("/etc", test.root().join("src/folder")).unwrap();
    symlink("../nothing", test.root().join("src/dangling")).unwrap();
    let message = test.build_strictly().unwrap_err();
    for link in ["src/leak.txt: this symbolic link leads to ../secret.txt", "src/folder: ", "src/dangling: "]
    {
        assert!(message.contains(link), "{message}");
    }
    assert!(!message.contains("inside.txt"), "{message}");
}

#[test]
fn what_stays_inside_is_built_and_a_reader_may_include_what_they_like() {
    let inside = "{{#include part.txt}} {{#include ../src/part.txt}} \\{{#include ../secret.txt}} [x](chapter.md) \
                  [w](https://example.org/a:b) [m](mailto:a@b.c) `[x](javascript:y)` \
                  [= quoted(\"[x](javascript:y) ../z\", \"an advisory\") =]\n\n<meta name=\"keywords\" content=\"rust, javascript: a guide\">\n\n\
                  <script>'<a href=\"javascript:y\">'</script>\n\n```\n[x](javascript:y)\n```\n\n\
                  \\{{#title x}} and {{#include ../secret.txt}}\n";
    let test = BookTest::with_chapter(inside).write("src/part.txt", "part");
    test.build_strictly().unwrap();
    BookTest::with_chapter("{{#include ../secret.txt}}").write("secret.txt", "s").build().unwrap();
}

#[test]
fn a_chapter_that_the_summary_takes_from_outside_is_refused() {
    let test = BookTest::with_chapter("text")
        .write("src/SUMMARY.md", "# Summary\n\n- [Chapter](chapter.md)\n- [Out](../out.md)\n")
        .write("out.md", "# Out");
    let message = test.build_strictly().unwrap_err();
    assert!(message.contains("src/SUMMARY.md:4: the link `../out.md` leads out"), "{message}");
}

#[test]
fn a_script_in_what_is_included_is_refused_whatever_the_file_is_called_at_the_line_that_includes_it() {
    for (name, chapter, text) in [
        ("x.html", "{{#include x.html}}", "<a href=\"javascript:alert(1)\">x</a>"),
        ("x.txt", "{{#include x.txt}}", "[x](javascript:alert(1))"),
        ("x", "{{#include x}}", "<javascript:a>"),
        ("x", "[x](java{{#include x}})", "script:alert(1)"),
    ] {
        let test = BookTest::with_chapter(&format!("# A\n\n{chapter}\n")).write(&format!("src/{name}"), text);
        let said = test.build_strictly().expect_err("must not build");
        let expected = "src/chapter.md:3: the link `javascript:";
        assert!(said.contains(expected), "{name}: {said}");
    }
    // An address in code that is shown leads nowhere.
    let test = BookTest::with_chapter("# A\n\n```text\n{{#include x.txt}}\n```\n");
    test.write("src/x.txt", "[x](../secret.txt) <a href=\"javascript:alert(1)\">").build_strictly().unwrap();
}

#[test]
fn what_is_included_and_not_there_has_its_line_where_the_chapter_itself_includes_it() {
    let chapter = "# A\n\n{{#include part.txt}}\n\n{{#include part/gone.txt:2}}\n";
    let test = BookTest::with_chapter(chapter).write("src/part.txt", "1\n\n2\n");
    let said = test.build_strictly().expect_err("must not build");
    let expected =
        "src/chapter.md:5: the file `part/gone.txt` that is included is not there. Write it, or correct";
    assert!(said.contains(expected), "{said}");
    // Of what is included, perhaps only another part is.
    let part = "{{#include part.txt:2}}\n";
    let test = BookTest::with_chapter(part).write("src/part.txt", "{{#include gone.txt}}\n2\n");
    test.build_strictly().unwrap();
}

#[test]
fn what_would_be_included_only_after_the_chapters_were_looked_at_is_refused() {
    let test = BookTest::without_records("text\n\n{{#include x.txt}}\n").write("src/x.txt", "x");
    let said = test.build_strictly().expect_err("must not build");
    has(&said, ["src/chapter.md:3: the file `x.txt` is included after directives", "after = [\"links\"]"]);
}

#[test]
fn an_address_that_is_one_only_behind_a_table_is_refused() {
    let table = "[= table(rows=\"container\", columns=['ratio(\"time/dump/*/92\")'], caption=\"c\") =]";
    let said = strict(&format!("{table}\n<br> `<a href=\"javascript:alert(1)\">x</a>`\n"));
    assert!(said.contains("src/chapter.md: the link `javascript:alert(1)` is no address"), "{said}");
}

#[test]
fn an_address_that_a_directive_completes_is_refused() {
    let said = strict("[x](java[= given(\"script:alert(1)\", \"a\") =])\n");
    assert!(said.contains("src/chapter.md:1: a directive cannot stand in an address"), "{said}");
}
