//! A kind of evidence that nothing here knows: a tool's output becomes a record by a few lines of shell, and a book rests on it.

use std::process::Command;

use crate::book_test::{BookTest, has};

/// What a tool such as `size -B` prints of three programs.
const PRINTED: &str = "\
   text    data     bss     dec     hex filename
 402113   18472    1200  421785   66f99 plain
 391876   18400    1200  411476   64754 lean
1250331   40216    2864 1293411  13bc63 full
";

/// Ten lines that make the record.
const SCRIPT: &str = r#"
values=$(awk 'NR > 1 { printf "%s{\"id\": \"%s\"}", sep, $6; sep = ", " }' sizes.txt)
figures=$(awk 'NR > 1 { printf "%s\"%s\": %s", sep, $6, $1; sep = ", " }' sizes.txt)
rows=$(awk 'NR > 1 { printf "%s[\"%s\", %s, %s, %s]", sep, $6, $1, $2, $3; sep = ", " }' sizes.txt)
cat > records/sizes.json <<END
{"schema": 2, "name": "sizes", "command": "size -B target/release/*", "started": "2026-11-26",
 "axes": {"program": [$values]},
 "measures": {"text": {"unit": "bytes", "axes": ["program"], "better": "less", "baseline": {"program": "plain"}}},
 "figures": {"text": {$figures}},
 "tables": {"sections": {"columns": [{"id": "program"}, {"id": "text"}, {"id": "data"}, {"id": "bss"}], "rows": [$rows]}}}
END
"#;

const CHAPTER: &str = r#"
[= claim("lean") =]The lean program is the smallest[= end() =]: [= fig('fig("text/lean")') =], which is [= fig('ratio("text/lean")') =] of the plain one.

[= rows("sizes/sections", columns=["program", "data"], where="program == full", caption="What the full program holds.") =]

[= list(what="claims") =]

<!-- claims
lean: ratio("text/lean") < 0.98 && least("fig", "text/*") == fig("text/lean")
-->
"#;

fn book(printed: &str) -> BookTest {
    let test = BookTest::without_records(CHAPTER).write("sizes.txt", printed);
    let status = Command::new("sh").args(["-eu", "-c", SCRIPT]).current_dir(test.root()).status();
    assert!(status.unwrap().success());
    test
}

#[test]
fn it_stands_in_a_sentence_and_holds_a_claim() {
    let page = book(PRINTED).build_strictly().unwrap();
    assert!(page.contains("392&nbsp;kB"), "{page}");
    assert!(page.contains("0.975&nbsp;×"), "{page}");
    assert!(page.contains("<td>40216</td>"), "{page}");
    assert!(page.contains("1 confirmed"), "{page}");
    assert!(page.contains("record sizes, taken 2026-11-26, by size -B target/release/*"), "{page}");
}

#[test]
fn a_number_that_no_longer_bears_the_sentence_is_refused() {
    let said = book(&PRINTED.replace("391876", "401000")).build_strictly().unwrap_err();
    has(&said, ["src/chapter.md:2: claim `lean` is false", "ratio(\"text/lean\") = 0.997"]);
}

#[test]
fn what_no_tool_prints_is_refused_with_its_place() {
    let said = book(&PRINTED.replace("391876", "-391876")).refusal();
    assert!(said.contains("records/sizes.json: text/lean: -391876 is not a number from zero up"), "{said}");
    let said = book(&PRINTED.replace("391876", "NaN")).refusal();
    assert!(said.contains("records/sizes.json:") && said.contains("`NaN` is no number"), "{said}");
}
