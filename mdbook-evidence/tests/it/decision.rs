//! What the rules would choose, on a page: a book whose `shared` takes a thousandth of `plain`'s time, and where a tick of a
//! millisecond takes four snapshots.

use crate::book_test::{BookTest, scale};

const DECISION: &str = r#"
[gates]
must-hold = []
ruling = "material"
why = "w"
material-share = 0.01
[acting]
worth-share = 0.05
why = "w"
largest-migration = "M"
[project]
items = 92
snapshots-per-tick = '4'
mutations-per-snapshot = '1'
agent-ms = 20
concurrency = 3
tick = '1000000'
tick-range = ['500000', '2000000']
[model]
save = '0'
in-the-field = '1'
query = '0'
today = "today"
snapshots = '1'
copying = '0'
queries = '0'
operations = { snapshot = "snapshot", write = "snapshot", cycle = "snapshot", read = "snapshot", save = "snapshot" }
fit = [5, 92]
test = []
largest-error = 0.15
largest-field-error = 0.15
[[model.field]]
candidate = "shared+today"
took = 'fig("copies-per-phase/shared/today/92/3")'
today = 'fig("copies-per-phase/plain/today/92/3")'
apart = "another block"
[migration]
why = "w"
small = 50
medium = 150
[migration.lines]
shared = '24'
drop-all = '100'
"#;

fn book(chapter: &str) -> BookTest {
    let book =
        BookTest::with_chapter(chapter).write("decision.toml", DECISION).write("gates.toml", "gate = []\n");
    let toml = std::fs::read_to_string(book.root().join("book.toml")).unwrap();
    book.write("book.toml", &format!("{toml}decision = \"decision.toml\"\ngates = \"gates.toml\"\n"))
}

fn page(chapter: &str) -> String {
    book(chapter).build_strictly().unwrap()
}

#[test]
fn values_that_choose_alike_stand_together() {
    let page = page("Chosen is [= choices(\"worth-share\", [0.01, 0.1, 0.5]) =].\n");
    assert!(page.contains("at 1&nbsp;% and 10&nbsp;% <code>shared+today"), "{page}");
    assert!(page.contains("; at 50&nbsp;% <code>plain+today</code>"), "{page}");
}

#[test]
fn a_flip_is_a_value_or_how_many_times_as_much_and_knows_of_other_agents() {
    let page = page(
        "[= flip(\"worth-share\") =], [= flip(\"snapshots-per-tick\", times=true) =], \
         [= flip(\"snapshots-per-tick\", agent_ms=60000, times=true) =]\n",
    );
    // 4 x (snapshot, write, walk) of 20 us are 24 % of a millisecond.
    assert!(page.contains(">24&nbsp;%<"), "{page}");
    assert!(page.contains(">no value<") && page.contains(">6,600&nbsp;×<"), "{page}");
}

#[test]
fn flips_have_a_row_for_each_agent_and_a_column_for_each_tick_that_was_seen() {
    let page =
        page("[= flips(\"snapshots-per-tick\", agents_ms=[20, 60000], caption=\"Where it turns.\") =]\n");
    for column in ["ticks of 0.500 ms", "ticks of 1 ms", "ticks of 2 ms"] {
        assert!(page.contains(column), "{column}: {page}");
    }
    assert!(page.contains(">20.0&nbsp;ms<") && page.contains(">60.0&nbsp;s<"), "{page}");
}

#[test]
fn a_candidate_has_a_size_and_what_it_saves_and_one_that_nobody_sized_is_not_chosen() {
    let chapter = "[= size(\"shared+today\") =]; [= size(\"shared+today+drop-all\") =]; [= saves(\"shared+today\") =]\n";
    let sized = page(chapter);
    assert!(sized.contains("24 lines (S)") && sized.contains("124 lines (M)"), "{sized}");
    assert!(sized.contains(">24.0&nbsp;%<"), "{sized}");
    let of_no_size =
        book("[= decision() =]\n").write("decision.toml", &DECISION.replace("shared = '24'", ""));
    let page = of_no_size.build_strictly().unwrap();
    assert!(page.contains("not sized") && page.contains("was never sized"), "{page}");
    assert!(page.contains("The rules choose <code>plain+today</code>"), "{page}");
}

#[test]
fn a_prediction_stands_beside_what_was_measured_with_the_reason_where_they_do_not_compare() {
    let page = page("[= predictions(caption=\"Foreseen.\") =]\n");
    assert!(page.contains("<code>shared+today</code><br>another block"), "{page}");
    assert!(page.contains("56.4&nbsp;%"), "1 - 1.7 / 3.9: {page}");
}

#[test]
fn a_formula_over_figures_is_shown_in_the_unit_that_was_asked_for() {
    let page = page("[= fig('fig(\"copies-per-phase/shared/today/92/3\") / 2', unit=\"share\") =]\n");
    assert!(page.contains("85.0&nbsp;%"), "{page}");
}

#[test]
fn every_machine_says_what_it_chooses_and_how_many_concluding_claims_hold_there() {
    let chapter = "[= machines() =]. [= claim(\"cheap\") =]It is cheap[= end() =].\n\n\
                   <!-- claims\ncheap: ratio(\"time/snapshot/shared/92\") < 0.1\n-->\n";
    let book = book(chapter).record_on("other", "typical", |record| scale(record, 1, 2, 2000.0));
    let toml = std::fs::read_to_string(book.root().join("book.toml")).unwrap();
    let page =
        book.write("book.toml", &format!("{toml}headline = [\"chapter.md\"]\n")).build_strictly().unwrap();
    assert!(page.contains("on <code>machine</code> (the record that this book cites)"), "{page}");
    assert!(
        page.contains("<code>plain+today</code> on <code>other</code> (0 of 1 concluding claims hold there)"),
        "{page}"
    );
}

#[test]
fn what_there_is_not_is_refused_with_what_there_is() {
    for (directive, expected) in [
        ("choices(\"size\", [1])", "there is no parameter `size`; there are items, snapshots-per-tick"),
        ("choices(\"items\", [0])", "`items` is 0.0. Write a number above zero"),
        ("flip(\"rate\")", "there is no parameter `rate`"),
        ("size(\"shared\")", "there is no candidate `shared`"),
        ("fig('1 +', unit=\"ns\")", "is not an expression"),
        ("fig('1', unit=\"inch\")", "there is no unit `inch`"),
    ] {
        let said = book(&format!("[= {directive} =]\n")).refusal();
        assert!(said.contains(expected), "{directive}: {said}");
    }
    let said = BookTest::with_chapter("[= flip(\"items\") =]\n").refusal();
    assert!(said.contains("the book has no `decision` file"), "{said}");
}

#[test]
fn a_concluding_claim_near_its_limit_is_refused_and_elsewhere_it_is_not() {
    let near = "[= claim(\"near\") =]It is cheap[= end() =].\n\n<!-- claims\nnear: ratio(\"time/snapshot/shared/92\") < 0.00104\n-->\n";
    book(near).build_strictly().unwrap();
    let book = book(near);
    let toml = std::fs::read_to_string(book.root().join("book.toml")).unwrap();
    let said = book
        .write("book.toml", &format!("{toml}headline = [\"chapter.md\"]\n"))
        .build_strictly()
        .expect_err("must not build");
    assert!(
        said.contains("claim `near` rests on a figure near its limit: `ratio(\"time/snapshot/shared/92\")`"),
        "{said}"
    );
}

#[test]
fn names_that_there_are_not_and_rates_that_cannot_be_are_refused_with_their_key() {
    for (line, instead, said) in [
        ("must-hold = []", "must-hold = [\"push\"]", "decision.toml: `gates.must-hold` has `push`"),
        ("shared = '24'", "shred = '24'", "decision.toml: `migration.lines` has `shred`"),
        ("drop-all = '100'", "drop-some = '100'", "there are drop-all, drop-tasks, plain, shared, today"),
        ("snapshots-per-tick = '4'", "snapshots-per-tick = '1 / 0'", "`snapshots-per-tick` comes to inf"),
        (
            "mutations-per-snapshot = '1'",
            "mutations-per-snapshot = '0 - 1'",
            "`mutations-per-snapshot` comes to -1",
        ),
        ("tick = '1000000'", "tick = '0'", "`tick` comes to 0"),
    ] {
        let book = book("[= flip(\"items\") =]\n").write("decision.toml", &DECISION.replace(line, instead));
        let message = book.refusal();
        assert!(message.contains(said), "{instead}: {message}");
    }
}
