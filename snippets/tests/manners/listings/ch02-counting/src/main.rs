// ANCHOR: all
fn main() {
    // ANCHOR: count
    let mut count = 0;
    count += 1;
    // ANCHOR_END: count
    assert_eq!(count, 1);
}
// ANCHOR_END: all
