//! `mdbook-evidence import`: what it makes of criterion's folders, and what it refuses.

use std::fs;

use snapbox::cmd::{Command, OutputAssert};
use snapbox::str;

use crate::book_test::{BookTest, has};
use crate::criterion_folder::{benchmark, estimates};

/// Runs the command in the book's folder.
fn import(test: &BookTest, arguments: &str) -> OutputAssert {
    Command::new(env!("CARGO_BIN_EXE_mdbook-evidence"))
        .current_dir(test.root())
        .args(["import", "--from", "criterion"])
        .args(arguments.split_whitespace())
        .assert()
}

fn book() -> BookTest {
    BookTest::without_records("text\n")
}

fn record(test: &BookTest) -> String {
    fs::read_to_string(test.root().join("records/maps.json")).unwrap()
}

/// What is refused with exit code 2, and that nothing was written.
fn refusal(test: &BookTest, arguments: &str) -> String {
    let output = import(test, arguments).code(2).stdout_eq("").get_output().clone();
    let records = fs::read_dir(test.root().join("records")).unwrap();
    assert_eq!(records.count(), 1, "only what keeps the folder");
    String::from_utf8(output.stderr).unwrap()
}

/// Sees to it that the command said one sentence.
fn says(said: String, sentence: &str) {
    snapbox::assert_data_eq!(said, format!("error: {sentence}\n"));
}

#[test]
fn several_folders_are_rounds_of_one_record() {
    let test = book().runs_of_maps(3);
    import(&test, "target/run-1 target/run-2 target/run-3 --name maps --baseline HashMap")
        .success()
        .stdout_eq(str![[r#"
Wrote records/maps.json: 4 figures of 3 runs.

"#]]);
    snapbox::assert_data_eq!(
        record(&test),
        str![[r#"
{
  "schema": 2,
  "name": "maps",
  "about": "medians that criterion saved",
  "command": "mdbook-evidence import --from criterion target/run-1 target/run-2 target/run-3 --name maps --baseline HashMap",
  "labels": {
    "runs": "3"
  },
  "axes": {
    "group": [
      {"id": "get"}
    ],
    "function": [
      {"id": "BTreeMap"},
      {"id": "HashMap"}
    ],
    "value": "number"
  },
  "measures": {
    "time": {
      "unit": "ns",
      "axes": ["group", "function", "value"],
      "better": "less",
      "baseline": {"function": "HashMap"}
    }
  },
  "figures": {
    "time": {
      "get/BTreeMap/100": [16.05, 15.45, 16.5],
      "get/BTreeMap/1000": [32.1, 30.9, 33.0],
      "get/HashMap/100": [10.7, 10.3, 11.0],
      "get/HashMap/1000": [21.4, 20.6, 22.0]
    }
  }
}

"#]]
    );
}

#[test]
fn one_folder_is_one_run_and_says_so_in_the_record_and_on_the_page() {
    let test =
        BookTest::without_records("It takes [= fig('fig(\"time/get/HashMap/1000\")') =].\n").runs_of_maps(1);
    import(&test, "target/run-1 --name maps").success().stdout_eq(str![[r#"
Wrote records/maps.json: 4 figures of one run.

"#]]);
    assert!(record(&test).contains("interval says nothing of what changes from run to run"));
    let page = test.build().unwrap();
    assert!(page.contains("one run: it says nothing of what changes from run to run"), "{page}");
    assert!(page.contains("One run of criterion: its interval says nothing"), "{page}");
    assert!(!page.contains("class=\"interval\""), "{page}");
}

#[test]
fn what_each_version_of_criterion_writes_is_read() {
    let slope = estimates("7.0").replace("\"slope\":null", "\"slope\":{\"point_estimate\":5.0}");
    for (version, throughput, estimates) in [
        ("0.5", r#"{"BytesDecimal":1024}"#, &slope),
        ("0.6", r#"{"Elements":1000}"#, &slope),
        ("0.7", r#"{"Bits":8}"#, &estimates("7.0")),
        ("0.8", r#"{"ElementsAndBytes":{"elements":1000,"bytes":8}}"#, &estimates("7.0")),
    ] {
        let run = benchmark("get", Some("HashMap"), Some("1000"))
            .replace("\"throughput\":null", &format!("\"throughput\":{throughput}"));
        assert!(run.contains(throughput), "{run}");
        let test = book()
            .write("target/criterion/get/HashMap/1000/new/benchmark.json", &run)
            .write("target/criterion/get/HashMap/1000/new/estimates.json", estimates);
        import(&test, "target/criterion --name maps").success();
        assert!(record(&test).contains(r#""get/HashMap/1000": [7.0]"#), "{version}: {}", record(&test));
    }
}

#[test]
fn benches_without_group_function_or_value_have_fewer_axes_or_a_hyphen() {
    let home = |benches: &[(&str, Option<&str>, Option<&str>)]| {
        benches.iter().enumerate().fold(book(), |test, (place, (group, function, value))| {
            test.write(&format!("c/{place}/new/benchmark.json"), &benchmark(group, *function, *value))
                .write(&format!("c/{place}/new/estimates.json"), &estimates("7.0"))
        })
    };
    let points = |benches: &[(&str, Option<&str>, Option<&str>)], options: &str| {
        let test = home(benches);
        import(&test, &format!("c --name maps{options}")).success();
        let text = record(&test);
        let figures = text.split("\"figures\"").nth(1).unwrap();
        figures
            .lines()
            .filter_map(|line| line.trim().strip_suffix("[7.0],").or(line.trim().strip_suffix("[7.0]")))
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    assert_eq!(
        points(&[("fib", None, None), ("sort", None, None)], " --baseline fib"),
        ["\"fib\": ", "\"sort\": "]
    );
    assert_eq!(points(&[("g", None, Some("5"))], ""), ["\"g/5\": "]);
    assert_eq!(
        points(&[("fib 20", None, None), ("a/b*", Some("x\"y"), Some("1e3"))], ""),
        ["\"a_b_/x_y/1e3\": ", "\"fib 20/-/-\": "]
    );
}

#[test]
fn the_recorded_command_has_words_that_a_shell_takes_and_nothing_of_this_machine() {
    let test = book().bench("it's here", ["get", "Hash Map", "5"], 7.0);
    let whole = test.root().join("it's here").display().to_string();
    Command::new(env!("CARGO_BIN_EXE_mdbook-evidence"))
        .args(["import", "--from", "criterion", &whole, "--name", "maps", "--baseline", "Hash Map"])
        .args(["--root", &test.root().display().to_string()])
        .assert()
        .success();
    let text = record(&test);
    let folder = test.root().file_name().unwrap().to_string_lossy().into_owned();
    assert!(!text.contains(&whole), "{text}");
    // As JSON writes a backslash.
    let command = format!(r"criterion 'it'\\''s here' --root {folder} --name maps --baseline 'Hash Map'");
    assert!(text.contains(&command), "{text}");
}

#[test]
fn a_record_is_replaced_only_when_asked_for() {
    let test = book().runs_of_maps(2);
    import(&test, "target/run-1 --name maps").success();
    let before = record(&test);
    import(&test, "target/run-1 target/run-2 --name maps").code(2).stderr_eq(str![[r#"
error: records/maps.json is there already. Give the new record another name, or replace the old one with --replace.

"#]]);
    assert_eq!(record(&test), before);
    import(&test, "target/run-1 target/run-2 --name maps --replace").success();
    assert_ne!(record(&test), before);
}

#[test]
fn a_folder_that_cannot_be_used_is_named_with_what_is_wrong() {
    let said = |test: BookTest, arguments: &str| refusal(&test, &format!("{arguments} --name maps"));
    let at = |file: &str, text: &str| {
        book().runs_of_maps(1).write(&format!("target/run-1/get/HashMap/100/new/{file}"), text)
    };
    says(
        said(book(), "nowhere"),
        "cannot read nowhere: No such file or directory (os error 2). Run the benches again, or name the folder that criterion wrote to.",
    );
    for folder in ["src", "target/run-1"] {
        let sentence = format!(
            "{folder} holds no run of criterion: there is no new/estimates.json below it. Run `cargo bench`, or name the folder that it \
             saved to, which is target/criterion or $CRITERION_HOME."
        );
        says(said(book().write("target/run-1/a/report/index.html", "<p>"), folder), &sentence);
    }
    for (file, text, problem) in [
        ("estimates.json", "{\"median\": {".to_owned(), "EOF while parsing an object at line 1 column 12"),
        ("estimates.json", estimates("NaN"), "expected value at line 1 column 248"),
        ("estimates.json", estimates("1e999"), "number out of range at line 1 column 252"),
        ("benchmark.json", "{}".to_owned(), "missing field `full_id` at line 1 column 2"),
    ] {
        let sentence = format!(
            "target/run-1/get/HashMap/100/new/{file} is not what criterion 0.5 to 0.8 writes: {problem}. Its files are private; \
             fit mdbook-evidence/src/command/import/criterion.rs to its version."
        );
        says(said(at(file, &text), "target/run-1"), &sentence);
    }
    for (median, shown) in [("0.0", "0"), ("-3.5", "-3.5")] {
        let sentence = format!(
            "target/run-1/get/HashMap/100/new/estimates.json: the median of `get/HashMap/100` is {shown} ns, which nothing takes. Run \
             that bench again."
        );
        says(said(at("estimates.json", &estimates(median)), "target/run-1"), &sentence);
    }
    let twice = at("benchmark.json", &benchmark("get", Some("HashMap"), Some("1000")));
    says(
        said(twice, "target/run-1"),
        "target/run-1/get/HashMap/100/new and target/run-1/get/HashMap/1000/new both hold `get/HashMap/1000`. Remove the one that is of another run.",
    );
}

#[test]
fn a_run_that_was_cut_off_is_refused() {
    for file in ["estimates.json", "benchmark.json"] {
        let test = book().runs_of_maps(1);
        let file = format!("target/run-1/get/HashMap/100/new/{file}");
        fs::remove_file(test.root().join(&file)).unwrap();
        let problem = "No such file or directory (os error 2)";
        let sentence = format!(
            "cannot read {file}: {problem}. Run the benches again, or name the folder that criterion wrote to."
        );
        says(refusal(&test, "target/run-1 --name maps"), &sentence);
    }
}

#[test]
fn runs_are_of_the_same_benches_and_each_is_one_folder() {
    let more = book().runs_of_maps(2).bench("target/run-2", ["get", "Vec", "100"], 3.0);
    for folders in ["target/run-1 target/run-2", "target/run-2 target/run-1"] {
        says(
            refusal(&more, &format!("{folders} --name maps")),
            "target/run-2 has `get/Vec/100`, and target/run-1 does not: runs are of the same benches. Run all of them in each, or leave that folder out.",
        );
    }
    says(
        refusal(&more, "target/run-1 ./target/../target/run-1 --name maps"),
        "target/run-1 and ./target/../target/run-1 hold the same files, and each folder is one run. Name it once.",
    );
}

#[test]
fn benches_whose_paths_would_be_the_same_are_refused() {
    let test = book()
        .write("c/1/new/benchmark.json", &benchmark("a/b", None, None))
        .write("c/1/new/estimates.json", &estimates("7.0"))
        .write("c/2/new/benchmark.json", &benchmark("a_b", None, None))
        .write("c/2/new/estimates.json", &estimates("7.0"));
    says(
        refusal(&test, "c --name maps"),
        "`a/b` and `a_b` would both be `time/a_b`. Rename one of the benches: a path cannot hold / and the like.",
    );
}

#[test]
fn names_that_are_none_are_refused() {
    let test = book().runs_of_maps(1);
    says(
        refusal(&test, "target/run-1 --name maps --baseline hashmap"),
        "there is no `hashmap` to divide by; there are BTreeMap, HashMap",
    );
    snapbox::assert_data_eq!(
        refusal(&test, "target/run-1 --name ../maps"),
        str![[r#"
error: invalid value '../maps' for '--name <NAME>': write letters, digits and any of - _ . such as my-record; the folder and .json are added

For more information, try '--help'.

"#]]
    );
    assert!(refusal(&test, "target/run-1").contains("--name <NAME>"));
    assert!(refusal(&test, "--name maps").contains("<DIR>"));
}

#[test]
fn a_book_that_does_not_say_where_its_records_are_is_refused() {
    let with =
        |toml: &str| refusal(&book().runs_of_maps(1).write("book.toml", toml), "target/run-1 --name maps");
    says(with("[book\n"), "book.toml:1: unclosed table, expected `]`. Correct the line.");
    says(
        with("[book]\ntitle = \"t\"\n"),
        "book.toml has no [preprocessor.evidence] table. Run `mdbook-evidence install`, which adds it, or add one with `records`.",
    );
    says(
        with("[preprocessor.evidence]\ncommand = \"none\"\n"),
        "book.toml, [preprocessor.evidence]: missing field `records`. `records` is needed; mdbook-evidence/README.md describes every key.",
    );
    let elsewhere = book().runs_of_maps(1);
    says(
        refusal(&elsewhere, "target/run-1 --name maps --root src"),
        "src/book.toml: No such file or directory (os error 2). Name the folder of the book.",
    );
}

#[test]
fn a_record_that_cannot_be_written_is_no_fault_of_the_input() {
    let test = book().runs_of_maps(1);
    fs::remove_dir_all(test.root().join("records")).unwrap();
    let test = test.write("records", "a file");
    import(&test, "target/run-1 --name maps").code(1).stderr_eq(str![[r#"
error: cannot write records/maps.json: File exists (os error 17). Check the folder's permissions and the disk's space.

"#]]);
}

#[test]
fn the_help_has_an_example() {
    let output =
        Command::new(env!("CARGO_BIN_EXE_mdbook-evidence")).args(["import", "--help"]).assert().success();
    let help = String::from_utf8(output.get_output().stdout.clone()).unwrap();
    has(&help, ["mdbook-evidence import --from criterion target/run-* --name maps --baseline HashMap"]);
}

#[test]
fn a_run_counts_once_though_its_folder_lies_in_another_or_was_copied() {
    let test = book().bench("target/all/one", ["get", "HashMap", "100"], 3.0).bench(
        "copy/one",
        ["get", "HashMap", "100"],
        3.0,
    );
    let said = refusal(&test, "target/all target/all/one --name maps");
    assert!(said.contains("target/all and target/all/one hold the same files"), "{said}");
    let said = refusal(&test, "target/all copy --name maps");
    assert!(said.contains("target/all and copy have the same medians to the last digit"), "{said}");
}

#[test]
fn a_number_has_one_name_however_the_bench_writes_it() {
    let test =
        book().bench("run", ["get", "HashMap", "1.0"], 3.0).bench("run", ["get", "BTreeMap", "1"], 4.0);
    import(&test, "run --name maps").success();
    let record = record(&test);
    assert!(record.contains("get/BTreeMap/1\"") && record.contains("get/HashMap/1\""), "{record}");
    let twice =
        book().bench("run", ["get", "HashMap", "1.0"], 3.0).bench("run", ["get", "HashMap", "1"], 4.0);
    let said = refusal(&twice, "run --name maps");
    assert!(said.contains("would both be `time/"), "{said}");
}
