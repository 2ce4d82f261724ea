//! What the rules would choose, on a page: a book whose `shared` takes a thousandth of `plain`'s time, and where a turn of a
//! millisecond takes four dumps.

mod assumptions;

use crate::book_test::{BookTest, has, scale};

const FIGURES: &str = r#"
writes = 'dumps_per_turn * mutations_per_dump'
now = 'with("at(time, n=items)", operation="dump")'
cost = 'now * dumps_per_turn + now * writes + now * dumps_per_turn'
cost_today = 'with(cost, container="plain")'
handling = 'now * dumps_per_turn + now * writes'
turn = 'middle(max((turn_ms + (client_ms - own(client_ms)) / 3) * 1e6 - middle(own(cost_today)), 0) + cost_today)'

[at]
n = [5, 92]

[time]
by = "container"
else = 'middle(fig("time/{operation}/plain/{n}")) * ratio("time/{operation}/{container}/{n}")'
[time.is]
plain = 'middle(fig("time/{operation}/plain/{n}"))'

[lines_of_type]
by = "container"
[lines_of_type.is]
plain = 0
shared = 24

[lines_of_requests]
by = "pattern"
[lines_of_requests.is]
today = 0
"today+drop-all" = 100
"#;

const DECISION: &str = r#"
[gates]
must-hold = []
ruling = "material"
why = "w"
[[parameter]]
name = "items"
title = "items"
value = 92
[[parameter]]
name = "dumps_per_turn"
title = "dumps per turn"
value = '4'
against = "mutations_per_dump"
[[parameter]]
name = "mutations_per_dump"
title = "mutations per dump"
value = '1'
[[parameter]]
name = "client_ms"
title = "client time"
said = "clients of {} ms"
value = 20
[[parameter]]
name = "turn_ms"
title = "today's turn"
said = "turns of {} ms"
value = '1'
range = ['0.5', '2']
[[parameter]]
name = "worth_share"
title = "what a change must save"
unit = "share"
value = 0.05
[candidates]
of = "copies-per-stage"
axes = ["container", "pattern"]
today = "plain+today"
[saves]
of = '(cost_today - cost) / turn'
at-least = 'worth_share'
why = "w"
[size]
of = 'lines_of_type + lines_of_requests'
title = "migration"
unit = "lines"
steps = [{ name = "S", most = 50 }, { name = "M", most = 150 }, { name = "L" }]
largest = "M"
why = "w"
[titles]
expected = "the model says it saves"
[prediction]
largest-error = 0.15
expected = '1 - handling / with(handling, container="plain", pattern="today")'
[[prediction.row]]
candidate = "shared+today"
set = "one"
seen = '1 - fig("copies-per-stage/shared/today/92/3") / fig("copies-per-stage/plain/today/92/3")'
apart = "another block"
"#;

fn book(chapter: &str) -> BookTest {
    BookTest::with_chapter(chapter)
        .write("figures.toml", FIGURES)
        .write("decision.toml", DECISION)
        .write("gates.toml", "gate = []\n")
        .with_key("figures = \"figures.toml\"\ndecision = \"decision.toml\"\ngates = \"gates.toml\"")
}

fn page(chapter: &str) -> String {
    book(chapter).build_strictly().unwrap()
}

#[test]
fn values_that_choose_alike_stand_together() {
    let page = page("Chosen is [= list(what=\"choices\", of=\"worth_share\", at=[0.01, 0.1, 0.5]) =].\n");
    has(&page, ["at 1&nbsp;% and 10&nbsp;% <code>shared+today", "; at 50&nbsp;% <code>plain+today</code>"]);
}

#[test]
fn a_flip_is_a_value_or_how_many_times_as_much_and_knows_of_other_clients() {
    let page = page(
        "[= fig('flip(\"worth_share\")', unit=\"share\", digits=2) =], \
         [= fig('flip(\"dumps_per_turn\") / dumps_per_turn', unit=\"ratio\", digits=2) =], \
         [= fig('flip(\"dumps_per_turn\", client_ms=60000) / dumps_per_turn', unit=\"ratio\", digits=2) =]\n",
    );
    // 4 x (dump, write, walk) of 20 us are 24 % of a millisecond.
    has(&page, [">24&nbsp;%<", ">no value<", ">6,600&nbsp;×<"]);
}

#[test]
fn flips_have_a_row_for_each_value_and_a_column_for_the_ends_of_what_was_seen() {
    let page = page(
        "[= list(what=\"flips\", of=\"dumps_per_turn\", rows=\"client_ms\", at=[20, 60000], columns=\"turn_ms\", caption=\"Where it turns.\") =]\n",
    );
    for column in ["turns of 0.500 ms", "turns of 1 ms", "turns of 2 ms"] {
        assert!(page.contains(column), "{column}: {page}");
    }
    assert!(page.contains(">clients of 20 ms<") && page.contains(">clients of 60,000 ms<"), "{page}");
}

#[test]
fn a_candidate_has_a_size_and_what_it_saves_and_one_that_nobody_sized_is_not_chosen() {
    let chapter = "[= fig('size(\"shared+today\")', unit=\"size\") =]; [= fig('size(\"shared/today+drop-all\")', unit=\"size\") =]; \
                   [= fig('saves(\"shared+today\")', unit=\"share\") =]\n";
    let sized = page(chapter);
    has(&sized, ["24 lines (S)", "124 lines (M)", ">24.0&nbsp;%<"]);
    let of_no_size =
        book("[= list(what=\"decision\") =] [= fig('size(\"shared+today\")', unit=\"size\") =]\n")
            .write("figures.toml", &FIGURES.replace("shared = 24", ""));
    let page = of_no_size.build_strictly().unwrap();
    has(&page, ["not sized", "was never sized", "The rules choose <code>plain+today</code>"]);
}

#[test]
fn what_is_saved_and_how_large_it_is_are_plain_numbers() {
    let saves = "'(cost_today - cost) / turn'";
    for (from, to, key, said) in [
        (saves, "'with(now, container=\"plain\") - now'", "saves.of", "a time"),
        ("'worth_share'", "'with(now, container=\"plain\")'", "saves.at-least", "a time"),
        ("'lines_of_type + lines_of_requests'", "'now'", "size.of", "a time"),
        (saves, "'now - 1 / now'", "saves.of", "a time and a product of several that are added"),
        (saves, "'1 / now'", "saves.of", "a product of several"),
    ] {
        assert!(DECISION.contains(from), "{from}");
        let decision = DECISION.replace(from, to);
        let refusal = book("[= list(what=\"decision\") =]\n").write("decision.toml", &decision).refusal();
        let said = format!("`{key}` in the decision's file comes to {said}");
        assert!(refusal.contains(&said), "{to}: {refusal}");
    }
}

#[test]
fn a_decision_may_do_without_gates_and_without_sizes() {
    // Both patterns save alike here; with sizes, the smaller change is chosen.
    let size = DECISION.find("[size]").unwrap()..DECISION.find("[titles]").unwrap();
    let gates = DECISION.find("[gates]").unwrap()..DECISION.find("[[parameter]]").unwrap();
    let decision = DECISION.replace(&DECISION[size], "").replace(&DECISION[gates], "");
    let page =
        book("[= list(what=\"decision\") =]\n").write("decision.toml", &decision).build_strictly().unwrap();
    assert!(page.contains("The rules choose <code>shared+today</code>.</p>"), "{page}");
    assert!(!page.contains("verdict") && !page.contains("its size") && !page.contains("sized"), "{page}");
    let sized = "[= fig('size(\"shared+today\") + 1', unit=\"count\") =]\n";
    let said = book(sized).write("decision.toml", &decision).refusal();
    assert!(said.contains("`shared+today`") && said.contains("sized"), "{said}");
}

#[test]
fn a_prediction_stands_beside_what_was_measured_with_the_reason_where_they_do_not_compare() {
    let page = page("[= list(what=\"predictions\", caption=\"Foreseen.\") =]\n");
    assert!(page.contains("<code>shared+today</code><br>another block"), "{page}");
    assert!(page.contains("56.4&nbsp;%"), "1 - 1.7 / 3.9: {page}");
}

#[test]
fn a_formula_over_figures_is_shown_in_the_unit_that_was_asked_for() {
    let page = page("[= fig('fig(\"copies-per-stage/shared/today/92/3\") / 2', unit=\"share\") =]\n");
    assert!(page.contains("85.0&nbsp;%"), "{page}");
}

#[test]
fn every_machine_says_what_it_chooses_and_how_many_concluding_claims_hold_there() {
    let chapter = "[= list(what=\"choices-by-view\", of=\"machine\") =]. [= claim(\"cheap\") =]It is cheap[= end() =].\n\n\
                   <!-- claims\ncheap: ratio(\"time/dump/shared/92\") < 0.1\n-->\n";
    let book = book(chapter).record_on("other", "typical", |record| scale(record, "dump/shared/92", 2000.0));
    let page = book.with_key("headline = [\"chapter.md\"]").build_strictly().unwrap();
    has(
        &page,
        [
            "on <code>machine</code> (this book’s numbers)",
            "<code>plain+today</code> on <code>other</code> (0 of 1 concluding claims hold there)",
        ],
    );
}

#[test]
fn what_there_is_not_is_refused_with_what_there_is() {
    for (directive, expected) in [
        (
            "list(what=\"choices\", of=\"size\", at=[1])",
            "there is no parameter `size`; there are items, dumps_per_turn",
        ),
        (
            "list(what=\"choices\", of=\"items\", at=[0])",
            "the parameter `items` comes to 0. It must be a number above zero",
        ),
        (
            "list(what=\"choices\", of=\"worth_share\", at=[2])",
            "the parameter `worth_share` comes to 2. It must be a part",
        ),
        (
            "list(what=\"choices-by-view\", of=\"planet\")",
            "records have no axis `planet`; they have machine, workload",
        ),
        ("list(what=\"gate\")", "there is no list of `gate`; there are claims, claims-by-record"),
        ("fig('flip(\"rate\")', unit=\"count\")", "there is no parameter `rate`"),
        ("fig('flip(\"items\", rate=2)', unit=\"count\")", "there is no parameter `rate`"),
        ("fig('size(\"shared\")', unit=\"size\")", "there is no candidate `shared`"),
        ("fig('cost', unit=\"ns\")", "differs by `container`, and here it is not said which"),
        (
            "fig('costs', unit=\"ns\")",
            "there is no figure or parameter `costs`; there are 15, such as cost, cost_today, ",
        ),
        ("fig('1 +', unit=\"ns\")", "is not an expression"),
        ("fig('1', unit=\"inch\")", "there is no unit `inch`"),
    ] {
        let said = book(&format!("[= {directive} =]\n")).refusal();
        assert!(said.contains(expected), "{directive}: {said}");
    }
    let said = BookTest::with_chapter("[= fig('flip(\"items\")', unit=\"count\") =]\n").refusal();
    assert!(said.contains("the book has no `decision` file"), "{said}");
}

#[test]
fn a_concluding_claim_near_its_limit_is_refused_and_elsewhere_it_is_not() {
    let near = "[= claim(\"near\") =]It is cheap[= end() =].\n\n<!-- claims\nnear: ratio(\"time/dump/shared/92\") < 0.00104\n-->\n";
    book(near).build_strictly().unwrap();
    let said = book(near).with_key("headline = [\"chapter.md\"]").build_strictly().unwrap_err();
    has(&said, ["claim `near` rests on a figure near its limit: `ratio(\"time/dump/shared/92\")`"]);
}

#[test]
fn names_that_there_are_not_and_parameters_that_cannot_be_are_refused_with_their_key() {
    for (file, line, instead, said) in [
        (
            "decision",
            "must-hold = []",
            "must-hold = [\"push\"]",
            "decision.toml: `gates.must-hold` has `push`",
        ),
        ("figures", "shared = 24", "shred = 24", "figures.toml: `lines_of_type.is` has `shred`"),
        ("figures", "\"today+drop-all\"", "drop-some", "there are today, today+drop-all"),
        ("decision", "value = '4'", "value = '1 / 0'", "the parameter `dumps_per_turn` comes to NaN"),
        ("decision", "value = '1'\nrange", "value = '0'\nrange", "the parameter `turn_ms` comes to 0"),
        ("decision", "value = '1'\n[", "value = '0 - 1'\n[", "`mutations_per_dump` comes to -1"),
        ("decision", "today = \"plain+today\"", "today = \"plain\"", "there is no candidate `plain`"),
        (
            "decision",
            "of = \"copies-per-stage\"",
            "of = \"copies\"",
            "no measure of the candidates here `copies`",
        ),
    ] {
        let text = if file == "figures" { FIGURES } else { DECISION };
        assert!(text.contains(line), "{line}");
        let book = book("[= fig('flip(\"items\")', unit=\"count\") =]\n")
            .write(&format!("{file}.toml"), &text.replacen(line, instead, 1));
        let message = book.refusal();
        assert!(message.contains(said), "{instead}: {message}");
    }
}

#[test]
fn a_named_figure_stands_in_claims_and_on_pages() {
    let chapter = "[= fig('with(cost, container=\"shared\")', unit=\"ns\") =] [= fig('items', unit=\"count\") =] \
                   [= claim(\"c\") =]It is less[= end() =].\n\n<!-- claims\n\
                   c: with(cost, container=\"shared\") < cost_today && saves(\"shared+today\") > 0.2\n-->\n";
    // 12 walks and the like of 20 ns; of plain's 20 us each.
    let page = page(chapter);
    assert!(page.contains(">240&nbsp;ns<") && page.contains(">92<"), "{page}");
}

fn map(options: &str) -> String {
    format!(
        "[= plot(kind=\"map\", x=[\"client_ms\", \"worth_share\"], y=\"dumps_per_turn\", {options}, mark=\"here\", caption=\"Sharing pays above the line.\") =]\n"
    )
}

const RANGES: &str =
    "at={\"client_ms\": [1, 1000], \"worth_share\": [0.01, 0.9]}, times={\"dumps_per_turn\": [0.01, 100]}";

#[test]
fn a_map_shows_where_another_is_chosen_and_what_is_left_open() {
    let page = page(&map(RANGES));
    let figure = scraper::Html::parse_fragment(&page);
    let select = |what: &str| scraper::Selector::parse(what).unwrap();
    let texts = |what: &str| -> Vec<String> {
        figure.select(&select(what)).map(|found| found.text().collect::<String>()).collect()
    };
    // Each is drawn for a page and for a phone.
    assert_eq!(texts("svg .letter"), ["A", "B", "A", "B", "A", "B", "A", "B"]);
    assert_eq!(texts("svg text.mark"), ["here"; 4]);
    assert_eq!(figure.select(&select("svg path.open")).count(), 4);
    assert_eq!(
        texts(".key li"),
        [
            "A plain+today, as it is",
            "B shared+today",
            " left open: what was seen reaches from turns of 0.500 ms to turns of 2 ms"
        ]
    );
    // With clients of 422 ms a turn is 135 ms; (8 k + 4) x 20 us are a twentieth of it from k = 43.8 on.
    assert!(texts("td").contains(&"A to 44.1\u{a0}×, then B".to_owned()), "{:?}", texts("td"));
    let drawn = figure.select(&select("svg.wide")).next().unwrap();
    let told = drawn.attr("aria-label").unwrap();
    assert!(told.starts_with("Sharing pays above the line. A is plain+today; B is shared+today."), "{told}");
    assert!(told.contains("here is at 20 and 1.00\u{a0}×"), "{told}");
    insta::assert_snapshot!(drawn.html().replace("><", ">\n<"));
}

#[test]
fn a_map_of_one_parameter_across_needs_no_list() {
    let page = page(
        "[= plot(kind=\"map\", x=\"client_ms\", y=\"dumps_per_turn\", at={\"client_ms\": [1, 1000], \"dumps_per_turn\": [0.1, 100]}, mark=\"here\", caption=\"c\") =]\n",
    );
    assert!(page.contains(">dumps per turn</text>") && page.contains(">client time</text>"), "{page}");
}

#[test]
fn a_map_that_cannot_be_drawn_is_refused_with_what_to_write() {
    let of = |from: &str, to: &str| {
        let directive = map(RANGES);
        assert!(directive.contains(from), "{from}");
        book(&format!("# Title\n\n{}", directive.replacen(from, to, 1))).refusal()
    };
    for (from, to, expected) in [
        ("\"worth_share\"]", "\"worth\"]", "a range of `worth_share`, which is on no axis of the map"),
        ("\"client_ms\", \"worth", "\"worth_share\", \"worth", "`worth_share` is on two axes of the map"),
        ("y=\"dumps_per_turn\"", "y=\"client_ms\"", "`client_ms` is on two axes of the map"),
        ("[\"client_ms\", \"worth_share\"]", "[]", "`x` is empty. Name the parameters"),
        ("\"client_ms\": [1, 1000], ", "", "`client_ms` needs one range: at={\"client_ms\": [least, most]}"),
        ("times={", "times={\"client_ms\": [1, 2], ", "`client_ms` needs one range"),
        ("[1, 1000]", "[1000, 1]", "`at` has no range for `client_ms`. Write at={"),
        ("[1, 1000]", "[0, 1000]", "`at` has no range for `client_ms`"),
        ("[1, 1000]", "[1]", "`at` has no range for `client_ms`"),
        ("[1, 1000]", "\"all\"", "`at` has no range for `client_ms`"),
        ("{\"dumps_per_turn\": [0.01, 100]}", "[0.01, 100]", "`times` has no names"),
        (
            "[1, 1000]",
            "[100, 1000]",
            "the range of `client_ms` goes from 100 to 1,000, and leaves out what it is here, 20",
        ),
        ("[0.01, 0.9]", "[0.01, 2]", "the parameter `worth_share` comes to 2. It must be a part"),
        ("\"here\"", "\"took 20 ms\"", "the label has `20 ms`"),
        (", mark=\"here\"", "", "mark"),
        ("mark=", "limit=2, mark=", "limit"),
    ] {
        let said = of(from, to);
        assert!(said.contains("chapter.md:3") && said.contains(expected), "{to}: {said}");
    }
    let unknown = map(RANGES).replace("client_ms", "speed");
    let said = book(&unknown).refusal();
    assert!(said.contains("there is no parameter `speed`; there are items, dumps_per_turn"), "{said}");
    let said = BookTest::with_chapter(&map(RANGES)).refusal();
    assert!(said.contains("the book has no `decision` file"), "{said}");
}
