//! What is kept for each name. A case looks its items and clocks up by their names all the time and adds to them
//! seldom, so that looking up is made quick, and the order is kept beside it.

use std::fmt;
use std::marker::PhantomData;
use std::ops::Index;

use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::name::head_of;

/// How many entries are made room for before any has been read, whatever is said of how many will come.
const MOST_ROOM: usize = 256;

/// How many chairs there are for each entry at least: so that most stand free, and what is not there is known at once.
const CHAIRS_EACH: usize = 2;

/// A chair on which nothing sits.
const FREE: u32 = u32::MAX;

/// What something is looked up by: a name, or its text.
pub trait Sought {
    /// The text.
    fn text(&self) -> &str;

    /// Its first bytes as a number, which orders most names.
    fn head(&self) -> u128 {
        head_of(self.text())
    }
}

impl Sought for str {
    fn text(&self) -> &str {
        self
    }
}

/// A map in the order of its names.
#[derive(Clone)]
pub struct ByName<K, V> {
    /// In the order in which they came.
    entries: Vec<(K, V)>,
    /// Where the entries lie, in the order of their names.
    order: Vec<u32>,
    /// Where they lie, from what is worked out of their names; a power of two of them. The same names give the same.
    chairs: Vec<u32>,
}

/// The chair that a name would like best, before it is cut to how many there are: from its beginning, end and length.
/// Names that agree in all three sit behind each other.
fn liked(head: u128, text: &str) -> usize {
    let tail = text
        .as_bytes()
        .last_chunk()
        .map_or(0, |tail| u64::from_le_bytes(*tail));
    let folded =
        (head >> 64) as u64 ^ (head as u64).rotate_left(29) ^ tail.rotate_left(7) ^ text.len() as u64;
    // Knuth's multiplier: it spreads names that differ in one letter.
    (folded.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32) as usize
}

impl<K, V> Default for ByName<K, V> {
    fn default() -> Self {
        Self::new()
    }
}

impl<K, V> ByName<K, V> {
    /// Nothing for any name.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            entries: Vec::new(),
            order: Vec::new(),
            chairs: Vec::new(),
        }
    }

    /// Whether it holds nothing.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// For how many names it holds something.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.entries.len()
    }

    /// All, by name.
    pub fn iter(&self) -> Iter<'_, K, V> {
        self.ordered_from(0)
    }

    /// The names.
    pub fn keys(&self) -> impl DoubleEndedIterator<Item = &K> {
        self.iter().map(|(name, _)| name)
    }

    /// What is kept, by name.
    pub fn values(&self) -> impl DoubleEndedIterator<Item = &V> {
        self.iter().map(|(_, value)| value)
    }

    /// What is kept, to be changed; in no order that means anything.
    pub fn values_mut(&mut self) -> impl Iterator<Item = &mut V> {
        self.entries.iter_mut().map(|(_, value)| value)
    }

    fn ordered_from(&self, place: usize) -> Iter<'_, K, V> {
        Iter {
            order: self.order.get(place..).unwrap_or_default().iter(),
            entries: &self.entries,
        }
    }

    fn at(&self, entry: u32) -> Option<&(K, V)> {
        self.entries.get(usize::try_from(entry).ok()?)
    }
}

impl<K: Sought, V> ByName<K, V> {
    /// Where the entry lies.
    fn find(&self, sought: &(impl Sought + ?Sized)) -> Option<usize> {
        let (head, text) = (sought.head(), sought.text());
        let liked = liked(head, text) & self.chairs.len().checked_sub(1)?;
        let (before, from) = self.chairs.split_at_checked(liked)?;
        for entry in from.iter().chain(before) {
            // A free chair names no entry.
            let entry = usize::try_from(*entry).ok()?;
            let (name, _) = self.entries.get(entry)?;
            if name.head() == head && is_same(name.text(), text) {
                return Some(entry);
            }
        }
        None
    }

    /// What is kept for the name.
    pub fn get(&self, name: &(impl Sought + ?Sized)) -> Option<&V> {
        let entry = self.find(name)?;
        self.entries.get(entry).map(|(_, value)| value)
    }

    /// The same, to be changed.
    pub fn get_mut(&mut self, name: &(impl Sought + ?Sized)) -> Option<&mut V> {
        let entry = self.find(name)?;
        self.entries.get_mut(entry).map(|(_, value)| value)
    }

    /// Whether something is kept for the name.
    pub fn contains_key(&self, name: &(impl Sought + ?Sized)) -> bool {
        self.find(name).is_some()
    }

    /// Those whose name is this or comes after it.
    pub fn from_name(&self, name: &(impl Sought + ?Sized)) -> Iter<'_, K, V> {
        self.ordered_from(self.place_of(name))
    }

    /// How many names come before this one.
    fn place_of(&self, name: &(impl Sought + ?Sized)) -> usize {
        let (head, text) = (name.head(), name.text());
        let comes_before = |entry: &u32| {
            self.at(*entry)
                .is_some_and(|(other, _)| (other.head(), other.text()) < (head, text))
        };
        self.order.partition_point(comes_before)
    }

    /// Keeps this for the name, in place of what was kept for it.
    pub fn insert(&mut self, name: K, value: V) {
        let found = self.find(&name).and_then(|entry| self.entries.get_mut(entry));
        match found {
            Some(kept) => kept.1 = value,
            None => self.add(name, value),
        }
    }

    /// Keeps this for a name for which nothing is kept. As many as a number of 32 bits counts are far more than fit.
    fn add(&mut self, name: K, value: V) {
        let Some(entry) = u32::try_from(self.entries.len())
            .ok()
            .filter(|entry| *entry != FREE)
        else {
            return;
        };
        self.order.insert(self.place_of(&name), entry);
        self.entries.push((name, value));
        let wanted = self.entries.len().saturating_mul(CHAIRS_EACH).next_power_of_two();
        if wanted > self.chairs.len() {
            self.chairs.clear();
            self.chairs.resize(wanted, FREE);
            (0..=entry).for_each(|entry| self.seat(entry));
        } else {
            self.seat(entry);
        }
    }

    /// Gives an entry the first free chair from the one that its name likes best.
    fn seat(&mut self, entry: u32) {
        let most = self.chairs.len().saturating_sub(1);
        let liked = self
            .at(entry)
            .map_or(0, |(name, _)| liked(name.head(), name.text()));
        let chairs = (0..=most).map(|further| liked.wrapping_add(further) & most);
        for chair in chairs {
            if let Some(chair) = self.chairs.get_mut(chair).filter(|chair| **chair == FREE) {
                *chair = entry;
                return;
            }
        }
    }
}

/// Whether texts whose beginnings are the same are the same: most names of a case are the flow's own.
fn is_same(one: &str, other: &str) -> bool {
    one.len() == other.len() && (std::ptr::eq(one.as_ptr(), other.as_ptr()) || one == other)
}

impl<K: Sought + Clone, V: Default> ByName<K, V> {
    /// What is kept for the name, begun where nothing is.
    #[allow(clippy::indexing_slicing, reason = "what is found or added is there")]
    pub fn begun(&mut self, name: &K) -> &mut V {
        let entry = self.find(name).unwrap_or_else(|| {
            self.add(name.clone(), V::default());
            self.entries.len() - 1
        });
        &mut self.entries[entry].1
    }
}

/// See [`ByName::iter`].
pub struct Iter<'a, K, V> {
    order: std::slice::Iter<'a, u32>,
    entries: &'a [(K, V)],
}

impl<K, V> Clone for Iter<'_, K, V> {
    fn clone(&self) -> Self {
        Self {
            order: self.order.clone(),
            entries: self.entries,
        }
    }
}

impl<'a, K, V> Iterator for Iter<'a, K, V> {
    type Item = (&'a K, &'a V);

    fn next(&mut self) -> Option<Self::Item> {
        let entry = usize::try_from(*self.order.next()?).ok()?;
        let (name, value) = self.entries.get(entry)?;
        Some((name, value))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.order.size_hint()
    }
}

impl<K, V> DoubleEndedIterator for Iter<'_, K, V> {
    fn next_back(&mut self) -> Option<Self::Item> {
        let entry = usize::try_from(*self.order.next_back()?).ok()?;
        let (name, value) = self.entries.get(entry)?;
        Some((name, value))
    }
}

impl<'a, K, V> IntoIterator for &'a ByName<K, V> {
    type Item = (&'a K, &'a V);
    type IntoIter = Iter<'a, K, V>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl<K: Sought, V> FromIterator<(K, V)> for ByName<K, V> {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(entries: I) -> Self {
        let mut kept = Self::new();
        for (name, value) in entries {
            kept.insert(name, value);
        }
        kept
    }
}

impl<K: Sought, V, Q: Sought + ?Sized> Index<&Q> for ByName<K, V> {
    type Output = V;

    /// For tests, which know what is there.
    #[allow(clippy::expect_used, reason = "as in every map")]
    fn index(&self, name: &Q) -> &V {
        self.get(name).expect("something of that name")
    }
}

impl<K: PartialEq, V: PartialEq> PartialEq for ByName<K, V> {
    fn eq(&self, other: &Self) -> bool {
        self.len() == other.len() && self.iter().eq(other.iter())
    }
}

impl<K: Eq, V: Eq> Eq for ByName<K, V> {}

impl<K: fmt::Debug, V: fmt::Debug> fmt::Debug for ByName<K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self).finish()
    }
}

impl<K: Serialize, V: Serialize> Serialize for ByName<K, V> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self)
    }
}

impl<'de, K, V> Deserialize<'de> for ByName<K, V>
where
    K: Sought + Deserialize<'de>,
    V: Deserialize<'de>,
{
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Entries(PhantomData))
    }
}

struct Entries<K, V>(PhantomData<(K, V)>);

impl<'de, K, V> Visitor<'de> for Entries<K, V>
where
    K: Sought + Deserialize<'de>,
    V: Deserialize<'de>,
{
    type Value = ByName<K, V>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a map by name")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut kept = ByName::new();
        kept.entries
            .reserve(map.size_hint().unwrap_or_default().min(MOST_ROOM));
        while let Some((name, value)) = map.next_entry()? {
            kept.insert(name, value);
        }
        Ok(kept)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;
    use crate::id::ItemId;

    fn named(text: &str) -> ItemId {
        ItemId::of_row(text, "1")
    }

    proptest! {
        #[test]
        fn it_is_as_the_map_of_the_standard_library(
            all in prop::collection::vec(("[ab]{0,2}(same_beginning_)?[a-cæø]{0,3}", 0..9_u8), 0..40),
            sought in "[ab]{0,2}(same_beginning_)?[a-cæø]{0,3}",
        ) {
            let (mut kept, mut plain) = (ByName::new(), BTreeMap::new());
            for (text, value) in &all {
                kept.insert(named(text), *value);
                plain.insert(named(text), *value);
                *kept.begun(&named("b")) += 1;
                *plain.entry(named("b")).or_default() += 1;
            }
            prop_assert!(kept.iter().eq(plain.iter()));
            prop_assert!(kept.iter().rev().eq(plain.iter().rev()));
            let sought = named(&sought);
            prop_assert_eq!(kept.get(&sought), plain.get(&sought));
            prop_assert_eq!(kept.get(sought.as_str()), plain.get(&sought));
            prop_assert!(kept.from_name(&sought).eq(plain.range(sought..)));
            let written = serde_json::to_string(&plain).unwrap();
            prop_assert_eq!(serde_json::to_string(&kept).unwrap(), written.clone());
            prop_assert_eq!(serde_json::from_str::<ByName<ItemId, u8>>(&written).unwrap(), kept);
        }
    }
}
