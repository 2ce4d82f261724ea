use crate::draft::{Book, fence, verdicts};

/// The words after a fence, and what becomes of it.
pub(crate) const WORDS: &[(&str, &str)] = &[
    ("rust", "tested"),
    (" rust ", "tested"),
    ("rust,", "tested"),
    ("rust,rust", "tested"),
    ("rust,ignore", "ignored"),
    ("rust ignore", "ignored"),
    ("rust\tignore", "ignored"),
    (" rust , ignore ", "ignored"),
    ("ignore,rust", "refused"),
    ("rust;ignore", "refused"),
    ("rust.ignore", "refused"),
    ("rust:main.rs", "refused"),
    ("rust,ignoree", "refused"),
    ("rust,ignore-linux", "refused"),
    ("rust,Ignore", "refused"),
    ("rust,editable", "refused"),
    ("rust,noplayground", "refused"),
    ("rust,mdbook-runnable", "refused"),
    ("rust,hidelines=#", "refused"),
    ("rust,edition2021", "refused"),
    ("rust,E0308", "refused"),
    ("rust,test_harness", "refused"),
    ("rust,text", "refused"),
    ("rust {.numbered}", "refused"),
    ("rust (a comment)", "refused"),
    ("{.rust}", "refused"),
    ("{.numbered}", "refused"),
    ("(a comment)", "refused"),
    (".rust", "refused"),
    ("RUST", "refused"),
    ("rs,ignore", "refused"),
    ("text,rust", "refused"),
    ("ignore", "refused"),
    ("ignore-windows", "refused"),
    ("should_panic", "refused"),
    ("no_run", "refused"),
    ("compile_fail,E0308", "refused"),
    ("edition2021", "refused"),
    ("E0308", "refused"),
    ("edition", "refused"),
    ("standalone_crate", "refused"),
    ("ignore,text", "refused"),
    ("rust,(ignore)", "refused"),
    ("{class=\"a\"}", "refused"),
    ("\"rust\"", "refused"),
    ("\"no_run\"", "refused"),
];

/// The words of fences that are not Rust.
pub(crate) const OTHER_WORDS: &[&str] = &[
    "",
    " ",
    ",",
    "toml",
    "text,ignore",
    "text,should_panic",
    "toml {.x}",
    ".toml",
    "rusty",
    "console",
    "trust",
    "rust-script",
    "c++",
    "E12",
    "=",
];

/// Chapters with one fence, and its line.
pub(crate) const FENCES: &[(&str, usize)] = &[
    ("> > ```rust\n> > f();\n> > ```\n", 1),
    ("-\t```rust\n\tf();\n\t```\n", 1),
    ("1. Text\n\n   - > ```rust\n     > f();\n     > ```\n", 3),
    ("- [ ] Task\n\n  ```rust\n  f();\n  ```\n", 3),
    ("Term\n\n: ```rust\n  f();\n  ```\n", 3),
    ("> [!NOTE]\n> ```rust\n> f();\n> ```\n", 2),
    ("   ```rust\n   f();\n   ```\n", 1),
    ("Text\n```rust\nf();\n```\n", 2),
    ("| a |\n|---|\n| b |\n```rust\nf();\n```\n", 4),
    ("<details>\n\n```rust\nf();\n```\n\n</details>\n", 3),
    ("<span>Text</span>\n```rust\nf();\n```\n", 2),
    // Unclosed, it goes on to the end.
    ("Text\n\n```rust\nf();\n", 3),
    ("```rust\nf();\n~~~\n", 1),
    ("`````rust\n```\n`````\n", 1),
    ("> ```rust\n> f();\nText\n", 1),
];

/// Chapters in which nothing is a Rust fence.
pub(crate) const NO_FENCES: &[&str] = &[
    "    ```rust\n    f();\n    ```\n",
    "\t```rust\n\tf();\n",
    "<details>\n```rust\nf();\n```\n</details>\n",
    "<!--\n\n```rust\nf();\n```\n\n-->\n",
    "<pre>\n\n```rust\nf();\n```\n\n</pre>\n",
    "````\n```rust\nf();\n```\n````\n",
    "``rust\nf();\n``\n",
    "Text ```rust f(); ``` text\n",
    "```rust `a`\nf();\n",
    "| ```rust |\n|---|\n",
    "\\```rust\nf();\n",
];

#[test]
fn other_languages_are_left_alone() {
    let book = Book::of("```toml\na = 1\n```\n\n```\nrust\n```\n\n    indented rust\n\n`rust`\n");
    assert_eq!(book.gathered().snippets, []);
}

#[test]
fn fences_in_lists_quotes_and_footnotes_are_found() {
    let book = Book::of(
        "1. One\n\n   ```rust\n   f();\n   ```\n\n> ```rust\n> g();\n> ```\n\n[^n]: Note\n\n    ```rust\n    h();\n    ```\n",
    );
    let codes: Vec<_> = book.gathered().snippets.into_iter().map(|snippet| snippet.code).collect();
    assert_eq!(codes, ["f();\n", "g();\n", "h();\n"]);
}

#[test]
fn directives_of_the_evidence_do_not_hide_a_snippet() {
    let book = Book::of(format!(
        "Costs [= value(\"a/b/92\") =] `[= x =]`.\n\n[% claim \"c\" %]\n{}\n[% endclaim %]\n[=\n  table(\"t\")\n=]\n{}",
        fence("f();"),
        fence("g();"),
    ));
    assert_eq!(book.test_names(), ["src_chapter_line_4", "src_chapter_line_12"]);
}

#[test]
fn words_that_skeptic_handles_wrongly_are_rejected_with_their_place() {
    for word in ["compile_fail", "should_panic", "no_run", "skt-x", "edition2018", "ingore"] {
        let book = Book::of(format!("Text\n\n```rust,{word}\nf();\n```\n"));
        book.is_refused(&format!("src/chapter.md:3: a snippet cannot be `{word}`: "));
    }
}

#[test]
fn rust_under_another_name_would_not_be_tested_and_is_rejected() {
    for name in ["rs", "Rust"] {
        let book = Book::of(format!("```{name}\nf();\n```\n"));
        book.is_refused(&format!("src/chapter.md:1: a snippet cannot be `{name}`: "));
    }
}

#[test]
fn an_ignored_snippet_begins_with_a_visible_comment() {
    let explained = Book::of("```rust,ignore\n# use x;\n// From src/lib.rs\nf();\n```\n").gathered();
    assert!(explained.snippets[0].ignored);
    let unexplained = Book::of("```rust,ignore\n# // hidden\nf();\n```\n");
    unexplained.is_refused("src/chapter.md:1: an ignored snippet must begin with a comment");
}

#[test]
fn a_directive_in_a_tested_snippet_is_rejected() {
    let book = Book::of(fence("let n = [= value(\"n\") =];"));
    book.is_refused("src/chapter.md:1: a tested snippet cannot contain `[=`");
}

#[test]
fn the_words_after_a_fence_are_read_as_mdbook_and_rustdoc_read_them() {
    for (info, verdict) in WORDS {
        for fence in ["```", "~~~~"] {
            let book = Book::of(format!("Text\n\n{fence}{info}\n// Why\n{fence}\n"));
            assert_eq!(verdicts(&book), [format!("chapter.md:3 {verdict}")], "{fence}{info}");
        }
    }
    for info in OTHER_WORDS {
        assert_eq!(verdicts(&Book::of(format!("```{info}\n// Why\n```\n"))), [""; 0], "{info}");
    }
}

#[test]
fn a_fence_is_where_mdbook_sees_one() {
    for (chapter, line) in FENCES {
        let verdict = [format!("chapter.md:{line} tested")];
        assert_eq!(verdicts(&Book::of(chapter)), verdict, "{chapter}");
        let windows = chapter.replace('\n', "\r\n");
        assert_eq!(verdicts(&Book::of(windows)), verdict, "{chapter} with CRLF");
    }
    for chapter in NO_FENCES {
        assert_eq!(verdicts(&Book::of(chapter)), [""; 0], "{chapter}");
    }
}

#[test]
fn a_fence_in_a_hundred_quotes_is_found() {
    let quotes = ">".repeat(100);
    let book = Book::of(format!("{quotes} ```rust\n{quotes} f();\n{quotes} ```\n"));
    assert_eq!(book.code(), "f();\n");
}

#[test]
fn what_skeptic_cannot_be_given_is_refused() {
    for (code, why) in [
        ("let s = r#####\"a\"#####;".to_owned(), "skeptic keeps it in a string"),
        ("a();\rb();".to_owned(), "it has a carriage return"),
        ("a();\n".repeat(10_000), "it is longer than 32 KiB"),
    ] {
        for info in ["rust", "rust,ignore"] {
            let book = Book::of(format!("```{info}\n// Why\n{code}\n```\n"));
            book.is_refused(&format!("src/chapter.md:1: this snippet cannot be tested: {why}"));
        }
    }
}

#[test]
fn a_snippet_nested_as_deep_as_its_length_allows_is_gathered() {
    for (open, close) in [
        ("(", ")"),
        ("[", "]"),
        ("{", "}"),
        ("[", ""),
        ("!", ""),
        ("&", ""),
        ("1+", ""),
        ("|a|", ""),
        ("return ", ""),
        ("if a {} else ", ""),
        ("match a { _ => ", "}"),
        ("#[a]", ""),
        ("a!(", ")"),
        ("mod a {", "}"),
        ("fn a() {", "}"),
    ] {
        let times = 32_000 / (open.len() + close.len());
        let book = Book::of(fence(&format!("{}1{}", open.repeat(times), close.repeat(times))));
        assert_eq!(book.gathered().snippets.len(), 1, "{open}");
    }
    let types = format!("let a: {}u8{};", "Vec<".repeat(6_000), ">".repeat(6_000));
    assert_eq!(Book::of(fence(&types)).gathered().snippets.len(), 1);
}
