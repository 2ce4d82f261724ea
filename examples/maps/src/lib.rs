//! Three maps behind one trait, so that each is measured by the same code.

use std::collections::{BTreeMap, HashMap};

use indexmap::IndexMap;

/// What all three can do.
pub trait Map: Default {
    /// Its name in the benches' ids.
    const NAME: &'static str;

    /// Adds an entry.
    fn insert(&mut self, key: u64, value: u64);

    /// The value of a key.
    fn get(&self, key: u64) -> Option<&u64>;

    /// All entries, each once, in the map's own order.
    fn iter(&self) -> impl Iterator<Item = (&u64, &u64)>;
}

macro_rules! map {
    ($name:ident) => {
        impl Map for $name<u64, u64> {
            const NAME: &'static str = stringify!($name);

            fn insert(&mut self, key: u64, value: u64) {
                self.insert(key, value);
            }

            fn get(&self, key: u64) -> Option<&u64> {
                self.get(&key)
            }

            fn iter(&self) -> impl Iterator<Item = (&u64, &u64)> {
                self.iter()
            }
        }
    };
}

map!(HashMap);
map!(BTreeMap);
map!(IndexMap);

/// A map with these keys.
pub fn filled<M: Map>(keys: &[u64]) -> M {
    let mut map = M::default();
    for &key in keys {
        map.insert(key, !key);
    }
    map
}

/// Different keys in no order, the same in every run: splitmix64 of 1, 2, 3 and so on.
pub fn keys(count: u64) -> Vec<u64> {
    (1..=count).map(scattered).collect()
}

/// The same keys in another order, so that a look-up does not follow the order in which they came in.
pub fn shuffled(keys: &[u64]) -> Vec<u64> {
    let mut keys = keys.to_vec();
    keys.sort_by_key(|key| scattered(*key));
    keys
}

fn scattered(number: u64) -> u64 {
    let mut mixed = number.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn holds_what_was_put_in<M: Map>() {
        let keys = keys(1_000);
        let map: M = filled(&keys);
        assert!(shuffled(&keys).iter().all(|key| map.get(*key) == Some(&!key)));
        assert_eq!(map.iter().count(), keys.len());
        assert_eq!(map.get(0), None);
    }

    #[test]
    fn each_map_holds_what_was_put_in() {
        holds_what_was_put_in::<HashMap<u64, u64>>();
        holds_what_was_put_in::<BTreeMap<u64, u64>>();
        holds_what_was_put_in::<IndexMap<u64, u64>>();
    }
}
