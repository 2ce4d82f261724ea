//! The follow-up work item in the recommendation is one that the backlog would take.

use bench_crate::model::BacklogItem;

use crate::fixture::own;

#[test]
fn the_recommended_work_item_loads_as_a_backlog_item() {
    let chapter = own("src/recommendation.md");
    let block = chapter.split("```yaml\n").nth(1).unwrap().split("```").next().unwrap();
    let item: BacklogItem = serde_yaml::from_str(block).unwrap();
    assert_eq!(item.id, "WRK-NEXT");
    assert!(!item.title.is_empty());
    let broken = block.replace("status: new", "status: perhaps");
    assert!(serde_yaml::from_str::<BacklogItem>(&broken).is_err(), "a status that does not exist is refused");
}
