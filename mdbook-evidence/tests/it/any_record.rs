//! Figures and tables of records that no directive was made for.

use serde_json::{Value, json};

use crate::book_test::{BookTest, has};

fn maps(name: &str) -> Value {
    let rounds = |unit: f64| [0.98, 1.0, 1.02, 1.01, 0.99, 1.0, 1.03, 0.97].map(|part| part * unit);
    json!({
        "schema": 2, "name": name, "command": "bench --all <fast>", "started": "2026-11-25",
        "notes": ["Nothing else ran."],
        "axes": {
            "group": [{"id": "get"}, {"id": "insert"}],
            "function": [{"id": "tree", "title": "The *tree*"}, {"id": "hash"}], "n": "number",
        },
        "measures": {
            "time": {"unit": "ns", "axes": ["group", "function", "n"], "baseline": {"function": "hash"}},
        },
        "figures": {"time": {
            "get/hash/1000": rounds(20.0), "get/hash/10": rounds(10.0), "get/tree/10": rounds(15.0),
            "insert/hash/10": [7.0],
        }},
        "absent": {"time/get/tree/1000": "It takes <an hour>."},
        "tables": {"lints": {
            "columns": [{"id": "file"}, {"id": "line"}, {"id": "kind-of"}, {"id": "tags"}, {"id": "fixed"}],
            "rows": [
                ["a.rs", 7, "style", ["x", "y"], true],
                ["b.rs", 1200, "bug", null, false],
                ["<b>*c*</b>\n\n[= time() =]\u{e000}n0\u{e001}", 3, "style", {"by": "me"}, null],
            ],
        }, "seen": {
            "columns": [{"id": "names"}, {"id": "where_it", "title": "where *it* stands"}],
            "rows": [
                [[{"code": "a|b"}, {"code": "c"}], {"text": "a <book>", "link": "https://example.org/?a=1&b=2"}],
                [{"code": "d"}, [{"text": "a, b", "link": "http://example.org"}, "c"]],
                ["e", {"text": "harmless", "link": "javascript:alert(1)"}],
                ["f", {"text": "of no form", "link": "https://example.org", "by": "me"}],
            ],
        }},
    })
}

/// A book without a reference, whose only evidence is `maps`.
fn book(chapter: &str) -> BookTest {
    BookTest::without_records(chapter).write("records/maps.json", &maps("maps").to_string())
}

fn refusal(chapter: &str) -> String {
    book(chapter).refusal()
}

#[test]
fn a_sentence_shows_a_figure_in_its_measures_unit_and_says_where_it_came_from() {
    let chapter = "A tree takes [= fig('fig(\"time/get/tree/10\")') =], [= fig('ratio(\"time/get/tree/10\")') =] as long; \
                   one run took [= fig('fig(\"time/insert/hash/10\")') =]; \
                   both take [= fig('fig(\"time/get/tree/10\") + fig(\"time/get/hash/10\")', unit=\"ns\") =].";
    insta::assert_snapshot!(book(chapter).build().unwrap());
}

#[test]
fn a_claim_holds_without_a_reference_record_and_a_false_one_is_refused() {
    let claim = |predicate: &str| {
        book(&format!(
            "[= claim(\"slower\") =]Slower.[= end() =]\n\n[= list(what=\"claims\") =]\n\n<!-- claims\nslower: {predicate}\n-->\n"
        ))
        .build_strictly()
    };
    let page = claim("least(\"ratio\", \"time/get/*/10\") > 1.2").unwrap();
    assert!(page.contains("ratio(\"time/get/tree/10\")</code> is 0.8"), "{page}");
    let said = claim("ratio(\"time/get/tree/10\") > 1.6").unwrap_err();
    has(&said, ["claim `slower` is false", "ratio(\"time/get/tree/10\") = 1.50"]);
}

#[test]
fn figures_of_two_records_name_both_as_their_source() {
    let other = json!({"schema": 2, "name": "sizes", "axes": {}, "measures": {"lines": {"unit": "count", "axes": []}},
        "figures": {"lines": {"": 3.0}}});
    let page = book("[= fig('fig(\"lines\") * fig(\"time/get/hash/10\")', unit=\"ns\") =]")
        .write("records/sizes.json", &other.to_string())
        .build()
        .unwrap();
    has(&page, ["computed from figures of the records", "sizes", "maps"]);
}

#[test]
fn rows_are_shown_as_text_whatever_they_hold() {
    let chapter = "[= rows(\"maps/lints\", caption=\"Every lint.\") =]\n\n\
                   [= rows(\"maps/lints\", columns=[\"line\", \"file\"], where=\"kind-of == style\", caption=\"Style.\") =]";
    insta::assert_snapshot!(book(chapter).build().unwrap());
}

#[test]
fn a_cell_may_be_code_or_a_link_to_the_web_and_a_column_may_have_a_title() {
    let chapter = "[= rows(\"maps/seen\", caption=\"Where each was seen.\") =]\n\n\
                   [= rows(\"maps/seen\", columns=[\"names\"], where=\"names == c || where_it == harmless\", caption=\"Two.\") =]";
    insta::assert_snapshot!(book(chapter).build().unwrap());
}

#[test]
fn a_table_of_figures_has_two_axes_and_holds_the_others() {
    let chapter = "[= table('fig(\"time/get/*/*\")', rows=\"function\", columns=\"n\", caption=\"Trees are slower.\") =]\n\n\
                   [= table('ratio(\"time/*/*/10\")', rows=\"group\", columns=\"function\", caption=\"Ratios.\") =]";
    insta::assert_snapshot!(book(chapter).build().unwrap());
}

#[test]
fn what_a_table_does_not_have_is_refused_with_what_it_has() {
    let table = |directive: &str| refusal(&format!("[= {directive} =]"));
    for (directive, said) in [
        ("rows(\"mpas/lints\", caption=\"c\")", "there is no record `mpas`; there are maps"),
        ("rows(\"maps/lint\", caption=\"c\")", "record maps has no table `lint`; it has `lints`, `seen`"),
        (
            "rows(\"maps/lints\", columns=[\"fil\"], caption=\"c\")",
            "the table `lints` has no column `fil`; it has `file`, `line`",
        ),
        (
            "rows(\"maps/lints\", where=\"kind-of == styel\", caption=\"c\")",
            "no row of `lints` has kind-of == styel; there are `bug`, `style`",
        ),
        (
            "rows(\"maps/lints\", where=\"style\", caption=\"c\")",
            "the table `lints` has no column `style`; it has `file`, `line`",
        ),
        (
            "rows(\"maps/lints\", where=\"kind-of=style\", caption=\"c\")",
            "`kind-of=style` chooses no rows: `=style` is left over",
        ),
        (
            "tally(\"maps/lints\", by=\"kind-of\", where=\"line ==\", caption=\"c\")",
            "chooses no rows: it ends where a column or a value is wanted",
        ),
        ("rows(\"maps/lints\", caption=\"It took 7 ms\")", "the caption has `7 ms`"),
        ("tally(\"maps/lints\", by=\"kind\", caption=\"c\")", "has no column `kind`"),
        (
            "table('fig(\"tiem/*/*/*\")', rows=\"n\", columns=\"group\", caption=\"c\")",
            "there is no measure `tiem`; there are `time`",
        ),
        (
            "table('fig(\"time/get/*/*\")', rows=\"n\", columns=\"map\", caption=\"c\")",
            "the measure `time` has no axis `map`; it has `function`, `group`, `n`",
        ),
        (
            "table('fig(\"time/get/*/*\")', rows=\"group\", columns=\"n\", caption=\"c\")",
            "`time/get/*/*` holds the axis `group` at `get`: write `*` there to leave it free",
        ),
        (
            "table('fig(\"time/*/*/*\")', rows=\"n\", columns=\"function\", caption=\"c\")",
            "`time/*/*/*` leaves the axis `group` free, which is neither the rows' nor the columns'",
        ),
        (
            "table('fig(\"time/gte/*/*\")', rows=\"n\", columns=\"function\", caption=\"c\")",
            "there is no `time/gte/*/*`; near it are",
        ),
        ("table('1 + 2', rows=\"n\", columns=\"function\", caption=\"c\")", "`1 + 2` is not fig"),
        ("table(rows=\"n\", columns=\"function\", caption=\"c\")", "columns is a list"),
        ("table(rows=\"n\", columns=[], caption=\"c\")", "a table needs a column"),
        (
            "plot('fig(\"time/get/*/*\")', kind=\"pie\", rows=\"function\", columns=\"n\", caption=\"c\")",
            "there is no plot of kind `pie`; there are line, dots, bars, stack, steps, map",
        ),
        (
            "plot('fig(\"time/get/*/*\")', kind=\"stack\", rest=\"r\", rows=\"function\", columns=\"n\", caption=\"c\")",
            "is no share of a whole, and a stack shows nothing else",
        ),
        (
            "plot('fig(\"time/*/*/10\")', kind=\"line\", rows=\"function\", columns=\"group\", caption=\"c\")",
            "a line needs columns on an axis of numbers",
        ),
        ("fig('fig(\"time/get/tree/11\")')", "no `time/get/tree/11`; near it are `time/get/tree/10`"),
        ("fig('fig(\"time/get/tree/1000\")')", "maps has no `time/get/tree/1000`: It takes <an hour>."),
        ("fig('2 * fig(\"time/get/tree/10\")')", "is more than one figure: name its unit"),
    ] {
        let found = table(directive);
        assert!(found.contains(said), "{directive}: {found}");
    }
}

#[test]
fn a_fact_is_one_cell_of_one_row_and_a_link_stays_one() {
    let about = |rest: &str| book(&format!("It is [= about(\"maps/{rest}) =].\n"));
    let line = about("lints\", \"line\", where=\"file == b.rs\"").build().unwrap();
    assert!(line.contains(">1200</button>") && line.contains("line in the table lints"), "{line}");
    let field = about("lints\", \"tags.by\", where=\"kind-of == style && !fixed\"").build().unwrap();
    assert!(field.contains(">me</button>"), "{field}");
    let links = about("seen\", \"where_it\", where=\"names == d\"").build().unwrap();
    assert!(links.contains("<a href=\"http://example.org\">a, b</a>; c"), "{links}");
    for (rest, said) in [
        (
            "lints\", \"line\", where=\"kind-of == style\"",
            "holds of 2 rows of maps/lints. A fact is of one: say which.",
        ),
        ("lints\", \"line\", where=\"file == a.rs && !fixed\"", "holds of 0 rows"),
        ("lints\", \"tags\", where=\"file == b.rs\"", "`tags` is empty in that row of maps/lints"),
        ("lints\", \"lien\", where=\"file == b.rs\"", "lien"),
        ("lints\", where=\"file == b.rs\"", "`where` chooses a row of a table"),
    ] {
        let message = about(rest).refusal();
        assert!(message.contains(said), "{rest}: {message}");
    }
}

#[test]
fn cells_lead_to_an_address_with_the_row_in_it_and_to_none_but_of_the_web() {
    let rows = |address: &str| {
        book(&format!(
            "[= rows(\"maps/lints\", columns=[\"file\", \"line\", \"tags\"], links={address}, caption=\"c\") =]\n"
        ))
    };
    let page =
        rows("{\"line\": \"https://example.org/{file}#L{line}\", \"tags\": \"https://example.org/{tags}\"}");
    let page = page.build().unwrap();
    assert!(page.contains("<a href=\"https://example.org/a.rs#L7\">7</a>"), "{page}");
    assert!(page.contains("<td>–</td>"), "an empty cell leads nowhere: {page}");
    assert!(!rows("{\"line\": \"javascript:{file}\"}").build().unwrap().contains("<a href=\"javascript"));
    let message = rows("{\"lien\": \"https://example.org\"}").refusal();
    assert!(message.contains("lien"), "{message}");
}

#[test]
fn a_bar_is_as_long_as_its_share_and_nothing_but_a_share_is_one() {
    let bars = |expression: &str, columns: &str| {
        book(&format!(
            "[= plot(kind=\"bars\", columns={columns}, bars=[[\"a part\", '{expression}']], digits=2, caption=\"c\") =]\n"
        ))
    };
    let two = "[\"of it\", \"share\"]";
    let page = bars("0.5 * fig(\"time/get/hash/10\") / fig(\"time/get/hash/1000\")", two).build().unwrap();
    has(&page, ["<span>a part</span><span style=\"--share:0.25", "25&nbsp;%"]);
    for (expression, columns, said) in [
        ("ratio(\"time/get/tree/10\")", two, "and a bar is a share, from 0 to 1"),
        ("fig(\"time/get/hash/10\")", two, "is a time, and in the unit share it would be another number"),
        ("fig(\"time/gte/hash/10\")", two, "time/gte/hash/10"),
        ("0.5 * ratio(\"time/get/hash/10\")", "[\"one\"]", "bars have two columns"),
        ("0.5 * ratio(\"time/get/hash/10\")", "[\"took 20 ms\", \"b\"]", "the head has `20 ms`"),
    ] {
        let message = bars(expression, columns).refusal();
        assert!(message.contains(said), "{expression}: {message}");
    }
}

#[test]
fn a_ratio_has_a_sign_for_its_side_of_the_limit_and_keeps_its_interval() {
    let table = |limit: &str| {
        book(&format!(
            "[= table('ratio(\"time/get/*/*\")', rows=\"function\", columns=\"n\", limit={limit}, caption=\"c\") =]\n"
        ))
    };
    let page = table("1.1").build().unwrap();
    assert!(page.contains("beside above\">▲") && page.contains("beside between\">≈"), "{page}");
    assert!(page.contains("data-of=\"["), "the note has the interval: {page}");
    assert!(table("1.5").build().unwrap().contains("beside open\">?"));
    for limit in ["1", "0.9", "0", "-1"] {
        table(limit).refusal();
    }
}

#[test]
fn a_chart_is_drawn_for_both_widths_and_colours_what_it_is_about() {
    let plot = |rest: &str| {
        book(&format!(
            "[= plot('fig(\"time/get/*/*\")', kind=\"line\", rows=\"function\", columns=\"n\", {rest}, caption=\"c\") =]\n"
        ))
    };
    let page = plot("x=\"entries\", highlight=[\"hash\"]").build().unwrap();
    has(
        &page,
        [
            "class=\"chart wide\"",
            "class=\"chart narrow\"",
            ">entries</text>",
            "class=\"series rest\"",
            "1,000</text>",
        ],
    );
    assert!(plot("highlight=[\"hsah\"]").refusal().contains("there is no row `hsah` to highlight"));
    assert!(plot("x=\"took 20 ms\"").refusal().contains("the title has `20 ms`"));
}

#[test]
fn a_measure_of_two_records_is_shown_of_the_one_that_is_named() {
    let two = |named: &str| {
        let directive = format!(
            "[= table('fig(\"time/get/*/*\"{named})', rows=\"n\", columns=\"function\", caption=\"c\") =]"
        );
        book(&directive).write("records/other.json", &maps("other").to_string()).build()
    };
    assert!(two("").unwrap_err().contains("stands in several records"));
    assert!(two(", record=\"other\"").unwrap().contains("record other"));
}

#[test]
fn a_record_must_stand_at_the_book_s_coordinates() {
    let at = |machine: &str| {
        book("[= fig('fig(\"time/get/hash/10\")') =]")
            .with_key(&format!("coordinates = {{ machine = \"{machine}\" }}"))
            .record("typical", |_| {})
    };
    assert!(at("machine").build_strictly().is_ok());
    let refusal = at("mashine").refusal();
    has(&refusal, ["there is no record at machine=\"mashine\"; there are machine=\"machine\""]);
}

#[test]
fn zero_is_drawn_at_the_start_of_a_logarithmic_axis_and_nothing_is_shown_per_zero() {
    let record = r#"{"schema":2,"name":"r","command":"c",
        "axes":{"f":[{"id":"A","title":"A"}],"n":"number"},
        "measures":{"m":{"unit":"count","axes":["f","n"]}},
        "figures":{"m":{"A/0":2,"A/1":0,"A/2":3}}}"#;
    let plot =
        "[= plot('fig(\"m/*/*\")', kind=\"line\", rows=\"f\", columns=\"n\", x=\"n\", caption=\"c\") =]\n";
    for record in [record.to_owned(), record.replace(":2,\"A/1\":0,\"A/2\":3", ":0,\"A/1\":0,\"A/2\":0")] {
        let page = BookTest::with_chapter(plot).write("records/r.json", &record).build_strictly().unwrap();
        assert!(page.contains("<svg") && !page.contains("NaN") && !page.contains("inf"), "{page}");
    }
    let refused =
        BookTest::with_chapter("[= fig(\"m/A/2\", per=\"m/A/1\") =]\n").write("records/r.json", record);
    let said = refused.build_strictly().expect_err("must not build");
    assert!(said.contains("chapter.md:1: `m/A/1` is zero: nothing can be shown per so many"), "{said}");
}
