//! The page on which a reader moves what the rules suppose.

use super::{book, page};
use crate::book_test::BookTest;

const MOVED: &str = "parameters=[\"items\", \"worth_share\"], at={\"items\": [5, 1000]}, times={\"worth_share\": [0.5, 10]}, \
                     columns=[[\"cost\", \"cost\", \"ns\"]]";

fn moved(options: &str) -> String {
    format!("# Title\n\n[= explorer({options}, caption=\"What is chosen.\") =]\n\nText behind it.\n")
}

#[test]
fn a_page_on_which_parameters_are_moved_has_the_rules_and_without_scripts_the_decision_as_it_is() {
    let page = page(&moved(MOVED));
    let html = scraper::Html::parse_fragment(&page);
    let select = |what: &str| scraper::Selector::parse(what).unwrap();
    let texts = |what: &str| -> Vec<String> {
        html.select(&select(what)).map(|found| found.text().collect::<String>()).collect()
    };
    assert_eq!(texts(".chosen"), ["The rules choose shared+today."]);
    assert_eq!(html.select(&select(".chosen[aria-live=polite]")).count(), 1);
    assert_eq!(texts("label"), ["items", "what a change must save, as a part of 1"]);
    for input in html.select(&select("input[type=number]")) {
        let label = format!("label[for={}]", input.attr("id").unwrap());
        assert_eq!(html.select(&select(&label)).count(), 1, "{label}");
    }
    assert!(
        texts("noscript").concat().contains("Scripts are off") || page.contains("Scripts are off"),
        "{page}"
    );
    assert!(texts("th[scope=row]").contains(&"plain+today".to_owned()), "{page}");
    assert_eq!(texts("td:nth-child(3)"), ["240\u{a0}ns", "240\u{a0}ns", "240\u{a0}µs", "240\u{a0}µs"]);
    // Whatever another directive supposed before.
    let supposed =
        format!("[= fig('flip(\"items\", dumps_per_turn=400)', unit=\"count\") =]\n\n{}", moved(MOVED));
    assert_eq!(super::page(&supposed).matches("<td>240&nbsp;µs</td>").count(), 2);
    // Nothing of the script became text of the chapter.
    assert!(texts("p").contains(&"Text behind it.".to_owned()), "{page}");
    let rules = texts("script[type='application/json']").concat();
    let rules: serde_json::Value = serde_json::from_str(&rules).unwrap();
    assert_eq!(rules["moved"], serde_json::json!([[0, [5.0, 1000.0]], [5, [0.025, 0.5]]]));
    assert_eq!(rules["parameters"][1]["against"], 2);
    assert_eq!(rules["candidates"].as_array().unwrap().len(), 4);
    let nodes = rules["nodes"].as_array().unwrap();
    assert!(nodes[..6].iter().all(serde_json::Value::is_null) && nodes.len() > 20, "{nodes:?}");
}

#[test]
fn parameters_that_cannot_be_moved_are_refused_with_what_to_write() {
    for (from, to, expected) in [
        ("[\"items\", \"worth_share\"]", "[]", "`parameters` is empty. Name the parameters"),
        ("[\"items\", ", "[\"items\", \"items\", ", "`items` is twice among the parameters"),
        ("[\"items\", ", "[", "there is a range of `items`, which is none of the parameters"),
        ("{\"items\": [5, 1000]}", "{}", "`items` needs one range: at={\"items\": [least, most]}"),
        ("[5, 1000]", "[1000, 5]", "`at` has no range for `items`"),
        (
            "[5, 1000]",
            "[500, 1000]",
            "the range of `items` goes from 500 to 1,000, and leaves out what it is here, 92",
        ),
        ("[0.5, 10]", "[0.5, 100]", "the parameter `worth_share` comes to 5. It must be a part"),
        ("\"ns\"", "\"inch\"", "is no column: write [\"head\", \"expression\", \"unit\"]"),
        ("[\"cost\", \"cost\", \"ns\"]", "\"cost\"", "is no column"),
        ("\"cost\", \"ns\"", "\"costs\", \"ns\"", "there is no figure or parameter `costs`"),
        ("\"cost\", \"ns\"", "\"1 +\", \"ns\"", "is not an expression"),
        ("[[\"cost\"", "[[\"took 20 ms\"", "the head has `20 ms`"),
        ("columns=", "rows=\"container\", columns=", "rows"),
    ] {
        assert!(MOVED.contains(from), "{from}");
        let said = book(&moved(&MOVED.replacen(from, to, 1))).refusal();
        assert!(said.contains("chapter.md:3") && said.contains(expected), "{to}: {said}");
    }
    let unknown = moved(&MOVED.replace("items", "speed"));
    let said = book(&unknown).refusal();
    assert!(said.contains("there is no parameter `speed`; there are items"), "{said}");
    assert!(BookTest::with_chapter(&moved(MOVED)).refusal().contains("the book has no `decision` file"));
}

#[test]
fn the_script_of_the_explorer_is_small_and_asks_nobody() {
    let script = include_str!("../../../assets/explorer.js");
    assert!(script.len() < 30_000, "{} bytes", script.len());
    for word in ["fetch(", "XMLHttpRequest", "eval(", "Function(", "import(", "innerHTML", "http"] {
        assert!(!script.contains(word), "{word}");
    }
}
