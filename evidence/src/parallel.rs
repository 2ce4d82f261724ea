//! Work that is shared among the machine's processors.

use std::panic::resume_unwind;
use std::sync::{Mutex, PoisonError};
use std::thread;

/// On how many threads [`map`] works: as many as there are processors for.
pub fn threads() -> usize {
    thread::available_parallelism().map_or(1, usize::from)
}

/// What is made of each item, in the order of the items. Every thread runs `worker` once, which makes one thing of each item that it
/// takes: so it can begin with something that all of them need. Items are taken one by one, so that a large one delays no other.
pub fn map<'a, T: Sync, R: Send>(
    items: &'a [T],
    worker: impl Fn(&mut dyn Iterator<Item = &'a T>) -> Vec<R> + Sync,
) -> Vec<R> {
    let left = Mutex::new(items.iter().enumerate());
    let next = || left.lock().unwrap_or_else(PoisonError::into_inner).next();
    let run = |first: Option<(usize, &'a T)>| {
        let mut places = Vec::new();
        let mut taken = first.into_iter().chain(std::iter::from_fn(next)).map(|(place, item)| {
            places.push(place);
            item
        });
        let made = worker(&mut taken);
        places.into_iter().zip(made).collect::<Vec<_>>()
    };
    if items.is_empty() {
        return Vec::new();
    }
    let threads = threads().min(items.len());
    let made: Vec<(usize, R)> = thread::scope(|scope| {
        // This thread works too, and on the first item, which may be the largest: what one thread frees is used again by itself only, and
        // what this one has freed is most.
        let first = next();
        let others: Vec<_> = (1..threads).map(|_| scope.spawn(|| run(None))).collect();
        let mut made = run(first);
        let ended = others.into_iter().map(thread::ScopedJoinHandle::join);
        made.extend(ended.flat_map(|made| made.unwrap_or_else(|panic| resume_unwind(panic))));
        made
    });
    let mut in_order: Vec<Option<R>> = items.iter().map(|_| None).collect();
    for (place, made) in made {
        in_order[place] = Some(made);
    }
    in_order.into_iter().flatten().collect()
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    #[test]
    fn what_is_made_stands_in_the_order_of_the_items() {
        let items: Vec<u64> = (0..100).collect();
        let twice = |item: &u64| {
            std::thread::sleep(Duration::from_micros(100 - item));
            item * 2
        };
        let made = super::map(&items, |items| items.map(twice).collect());
        assert!(made.iter().copied().eq((0..100).map(|item| item * 2)));
        assert_eq!(super::map(&[0_u64; 0], |items| items.map(twice).collect()), [0; 0]);
    }

    #[test]
    #[should_panic(expected = "three")]
    fn a_panic_is_passed_on() {
        super::map(&[1, 2, 3], |items| items.map(|item| assert!(*item != 3, "three")).collect());
    }
}
