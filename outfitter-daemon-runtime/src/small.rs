//! A map and a sort for few elements, which cost little to compile.
//!
//! A `BTreeMap` and a `sort` of the standard library are each compiled anew for every type that they hold, in every
//! program that builds this library for development: together a quarter of all its code, for lists of ten checks.

use std::borrow::Borrow;

/// A map that is a list; its entries stay in the order in which they came.
#[derive(Clone, Debug)]
pub(crate) struct SmallMap<K, V>(Vec<(K, V)>);

impl<K: Eq, V> SmallMap<K, V> {
    pub(crate) fn get<Q: Eq + ?Sized>(&self, key: &Q) -> Option<&V>
    where
        K: Borrow<Q>,
    {
        let (_, value) = self.0.iter().find(|(known, _)| known.borrow() == key)?;
        Some(value)
    }

    /// Puts a value in the place of the one of this key, or behind all others.
    pub(crate) fn insert(&mut self, key: K, value: V) {
        match self.0.iter_mut().find(|(known, _)| *known == key) {
            Some((_, old)) => *old = value,
            None => self.0.push((key, value)),
        }
    }

    #[cfg(feature = "client")]
    pub(crate) fn remove(&mut self, key: &K) {
        if let Some(place) = self.0.iter().position(|(known, _)| known == key) {
            self.0.remove(place);
        }
    }

    #[cfg(feature = "client")]
    pub(crate) fn iter(&self) -> std::slice::Iter<'_, (K, V)> {
        self.0.iter()
    }
}

impl<K, V> SmallMap<K, V> {
    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    #[cfg(feature = "daemon")]
    pub(crate) fn clear(&mut self) {
        self.0.clear();
    }
}

impl<K, V> Default for SmallMap<K, V> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<K, V> IntoIterator for SmallMap<K, V> {
    type Item = (K, V);
    type IntoIter = std::vec::IntoIter<(K, V)>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

/// These in order; what is equal stays in the order in which it came.
#[cfg(feature = "daemon")]
pub(crate) fn sorted<T>(items: Vec<T>, is_before: impl Fn(&T, &T) -> bool) -> Vec<T> {
    let mut sorted = Vec::with_capacity(items.len());
    for item in items {
        let mut place = sorted.len();
        while place > 0 && is_before(&item, &sorted[place - 1]) {
            place -= 1;
        }
        sorted.insert(place, item);
    }
    sorted
}

#[cfg(all(test, feature = "client"))]
mod tests {
    use super::*;

    #[test]
    fn a_key_has_one_value_at_its_first_place() {
        let mut map = SmallMap::default();
        for (key, value) in [("b", 1), ("a", 2), ("b", 3)] {
            map.insert(key, value);
        }
        assert_eq!(map.iter().copied().collect::<Vec<_>>(), [("b", 3), ("a", 2)]);
        map.remove(&"b");
        assert_eq!((map.get("a"), map.get("b"), map.len()), (Some(&2), None, 1));
    }

    #[cfg(feature = "daemon")]
    #[test]
    fn sorts_and_leaves_equals_as_they_came() {
        let items = vec![(2, 'a'), (1, 'b'), (2, 'c'), (0, 'd'), (1, 'e')];
        let sorted = sorted(items, |one, other| one.0 < other.0);
        assert_eq!(sorted, [(0, 'd'), (1, 'b'), (1, 'e'), (2, 'a'), (2, 'c')]);
    }
}
