//! What each directive expands to.

use crate::book_test::{BookTest, expand, scale};

#[test]
fn a_time_shows_its_unit_and_interval_and_says_where_it_came_from() {
    insta::assert_snapshot!(expand("A dump takes [= fig(\"time/dump/plain/92\") =] today."));
}

#[test]
fn a_ratio_is_formed_inside_rounds_and_a_speedup_is_its_inverse() {
    insta::assert_snapshot!(expand(
        "[= ratio(\"time/dump/shared/92\") =], [= fig('1 / ratio(\"time/dump/shared/92\")', unit=\"ratio\") =]"
    ));
}

#[test]
fn a_ratio_may_be_to_another_than_the_baseline_in_a_sentence_a_table_and_a_claim() {
    let said = expand(
        "[= claim(\"c\") =]It is less[= end() =], [= ratio(\"time/dump/shared/92\", to=\"plain-again\") =].\n\n\
         [= table('ratio(\"time/dump/*/*\", to=\"shared\")', rows=\"container\", columns=\"n\", caption=\"c\") =]\n\n\
         <!-- claims\nc: ratio(\"time/dump/shared/92\", to=\"plain-again\") < 0.002\n  \
         && least(\"ratio\", \"time/dump/*/92\", to=\"plain-again\") > 0.0005\n-->\n",
    );
    assert!(said.contains("time/dump/shared/92 divided by that of plain-again"), "{said}");
    assert!(said.contains("time/dump/plain/5 divided by that of shared"), "{said}");
    let refused = |chapter: &str| BookTest::with_chapter(chapter).refusal();
    let alone = refused("[= fig(\"time/dump/shared/92\", to=\"plain\") =]");
    assert!(alone.contains("`to=` is for a ratio alone"), "{alone}");
    let claim = refused(
        "[= claim(\"c\") =]x[= end() =]\n\n<!-- claims\nc: fig(\"time/dump/shared/92\", to=\"plain\") < 1\n-->\n",
    );
    assert!(claim.contains("chapter.md:4: the predicate of claim `c` is not an expression"), "{claim}");
}

#[test]
fn a_table_shows_every_container_and_the_control_over_n() {
    insta::assert_snapshot!(expand(
        "[= table('ratio(\"time/dump/*/*\")', rows=\"container\", columns=\"n\", caption=\"Sharing wins.\") =]"
    ));
}

#[test]
fn a_container_without_the_operation_says_why() {
    let page =
        expand("[= table('fig(\"time/push/*/*\")', rows=\"container\", columns=\"n\", caption=\"Push\") =]");
    assert!(page.contains("None: <code>time/push/shared/92</code>: It cannot push."), "{page}");
}

#[test]
fn a_figure_is_described_in_words_and_carries_its_data_as_a_table() {
    insta::assert_snapshot!(expand(
        "[= plot('fig(\"time/dump/*/*\")', kind=\"line\", rows=\"container\", columns=\"n\", caption=\"Sharing is flat.\") =]"
    ));
}

#[test]
fn the_records_table_names_machine_workload_and_command() {
    insta::assert_snapshot!(expand("[= list(what=\"records\", caption=\"What was run\") =]"));
}

#[test]
fn an_operation_explains_what_it_times() {
    assert!(expand("[= about(\"operation/dump\") =]").contains("<em>Dump</em>: take one and drop it"));
}

#[test]
fn another_workload_of_the_same_machine_can_be_cited() {
    let test = BookTest::with_chapter("[= fig(\"time/dump/plain/92\", workload=\"mine\") =]")
        .record("mine", |record| scale(record, "dump/plain/92", 1.5));
    assert!(test.build().unwrap().contains("30.0&nbsp;µs"));
}

#[test]
fn a_figure_can_be_multiplied_with_its_interval() {
    let page = expand("[= fig(\"time/dump/plain/92\", times=11) =]");
    assert!(page.contains("220&nbsp;µs") && page.contains("218–222&nbsp;µs"), "{page}");
}

#[test]
fn a_count_is_exact_and_has_no_interval() {
    insta::assert_snapshot!(expand("[= fig(\"allocations/dump/plain/92\") =]"));
}

#[test]
fn a_count_of_the_loop_is_cited_by_candidate_and_a_share_is_shown_in_percent() {
    let page = expand(
        "[= fig(\"copies-per-stage/shared/today+drop-all/92/3\") =], [= fig(\"held-share/plain/today/92/3\") =]",
    );
    assert!(page.contains(">0.500<") && page.contains(">62.5&nbsp;%<"), "{page}");
}

#[test]
fn a_matrix_puts_several_measures_beside_each_other() {
    insta::assert_snapshot!(expand(
        "[= table(rows=\"container\", columns=['ratio(\"time/dump/*/92\")', 'fig(\"bytes/dump/*/92\")', 'fig(\"time/push/*/92\")'], caption=\"All.\") =]"
    ));
}

#[test]
fn a_loop_table_has_a_column_for_each_pattern() {
    insta::assert_snapshot!(expand(
        "[= table('fig(\"copies-per-stage/*/*/92/3\")', rows=\"container\", columns=\"pattern\", caption=\"Dropping early halves it.\") =]"
    ));
}

#[test]
fn a_dots_figure_marks_the_limit_and_what_is_missing() {
    insta::assert_snapshot!(expand(
        "[= plot(kind=\"dots\", rows=\"container\", columns=['ratio(\"time/dump/*/92\")', 'ratio(\"time/push/*/92\")'], limit=1.1, caption=\"One line.\") =]"
    ));
}

#[test]
fn a_shares_figure_names_what_no_part_accounts_for() {
    insta::assert_snapshot!(expand(
        "[= plot(kind=\"stack\", rows=\"container,pattern\", columns=[[\"dump\", 'fig(\"wall-dump-share/*/*/92/3/20/yes\")'], [\"git\", 'fig(\"wall-git-share/*/*/92/3/20/yes\")']], rest=\"client\", caption=\"Git.\") =]"
    ));
}

#[test]
fn shares_that_are_more_than_the_whole_are_refused() {
    let of = |part: &str| format!("[\"{part}\", 'fig(\"wall-{part}-share/*/*/92/3/20/yes\")']");
    let chapter = |parts: [&str; 2]| {
        let columns = parts.map(of).join(", ");
        let chapter = format!(
            "[= plot(kind=\"stack\", rows=\"container,pattern\", columns=[{columns}], rest=\"client\", caption=\"Git.\") =]"
        );
        BookTest::with_chapter(&chapter)
    };
    let said = chapter(["git", "git"]).refusal();
    assert!(said.contains("come to 1.400 of the whole. Name parts that do not overlap."), "{said}");
    chapter(["git", "dump"]).build().unwrap();
}

#[test]
fn a_time_of_the_loop_is_a_median_of_runs() {
    let page = expand("[= fig(\"wall-dump-share/plain/today/92/3/20/yes\") =]");
    assert!(page.contains("0.200&nbsp;%"), "{page}");
}

#[test]
fn what_a_run_could_not_measure_is_listed() {
    let test = BookTest::with_chapter("[= list(what=\"notes\") =]")
        .record("typical", |record| record["notes"] = vec!["valgrind is missing."].into());
    assert!(test.build().unwrap().contains("<code>machine-typical</code>: valgrind is missing."));
    assert!(expand("[= list(what=\"notes\") =]").contains("Nothing was left out."));
}

#[test]
fn files_are_listed_by_name_where_nobody_publishes_them() {
    let page = expand("[= list(what=\"files\") =]");
    assert!(page.contains("<li><code>machine-typical</code></li>") && !page.contains("download"), "{page}");
}

#[test]
fn braces_indexing_and_includes_of_rust_survive() {
    let page = expand("`let a = [1; 3]; format!(\"{{}}\"); #[derive(Clone)] x[..=2] {% raw %}`");
    assert!(page.contains("{% raw %}") && page.contains("x[..=2]") && page.contains("{{}}"), "{page}");
}

#[test]
fn the_command_that_mdbook_starts_expands_as_the_library_does() {
    let test = BookTest::with_chapter("A dump takes [= fig(\"time/dump/plain/92\") =].");
    assert_eq!(test.build_by_command().unwrap(), test.build().unwrap());
}

#[test]
fn a_directive_that_fails_in_the_command_fails_mdbooks_build() {
    let test = BookTest::with_chapter("[= fig(\"time/dump/nobody/92\") =]");
    assert!(test.build_by_command().is_err());
}

#[test]
fn a_figure_shows_as_many_digits_as_it_is_asked_for() {
    let page = BookTest::with_chapter("[= fig(\"time/dump/plain/92\", digits=1) =]\n").build().unwrap();
    assert!(page.contains(">20\u{a0}µs<") || page.contains("20&nbsp;µs"), "{page}");
    for digits in ["0", "4"] {
        let said = BookTest::with_chapter(&format!("[= fig(\"time/dump/plain/92\", digits={digits}) =]\n"))
            .refusal();
        assert!(said.contains(&format!("digits={digits} cannot be shown")), "{said}");
    }
}
