//! Texts as pages: by a dictionary where few of them differ.

use std::collections::BTreeMap;
use std::io;

use super::chunk::{Chunk, Rows};
use crate::cancel::look;
use crate::invariant::{OrBroken, fit};

/// Where more texts differ, they are written one by one.
const ENTRIES: usize = 1 << 12;

/// Longer texts are not told as the least or the greatest.
const LONGEST_END: usize = 64;

/// Bytes of texts after which a page ends.
const PAGE: usize = 1 << 20;

/// The chunk of some rows of a column.
pub(super) fn chunk<T: AsRef<str>>(mut rows: impl Iterator<Item = Option<T>>) -> io::Result<Chunk> {
    let mut dictionary = Dictionary::default();
    while dictionary.entries.len() <= ENTRIES {
        let Some(text) = rows.next() else { break };
        dictionary.push(text.as_ref().map(AsRef::as_ref));
    }
    if dictionary.is_of_use() {
        return dictionary.chunk();
    }
    let mut plain = Plain::default();
    let mut keys = dictionary.keys.iter();
    for is_present in &dictionary.present {
        let key = is_present.then(|| fit::<usize>(*keys.next().or_broken("a row that is there has its key")));
        plain.push(key.and_then(|key| dictionary.entries.get(key)).map(String::as_str))?;
    }
    for text in rows {
        plain.push(text.as_ref().map(AsRef::as_ref))?;
    }
    plain.chunk()
}

/// The same of rows of which those with the same code say the same.
pub(super) fn coded<C: Copy + Ord>(
    rows: impl Iterator<Item = C> + Clone,
    text: impl Fn(C) -> Option<String>,
) -> io::Result<Chunk> {
    let mut dictionary = Dictionary::default();
    let mut known: BTreeMap<C, Option<u32>> = BTreeMap::new();
    let mut last = None;
    for code in rows.clone() {
        let key = match last {
            Some((before, key)) if before == code => key,
            _ => *known.entry(code).or_insert_with(|| text(code).map(|text| dictionary.key(&text))),
        };
        last = Some((code, key));
        dictionary.present.push(key.is_some());
        dictionary.keys.extend(key);
    }
    if dictionary.is_of_use() { dictionary.chunk() } else { chunk(rows.map(text)) }
}

/// Texts of which few differ.
#[derive(Default)]
struct Dictionary {
    present: Vec<bool>,
    /// Of those that are present.
    keys: Vec<u32>,
    entries: Vec<String>,
    known: BTreeMap<String, u32>,
}

impl Dictionary {
    fn push(&mut self, text: Option<&str>) {
        self.present.push(text.is_some());
        if let Some(text) = text {
            let key = self.key(text);
            self.keys.push(key);
        }
    }

    fn key(&mut self, text: &str) -> u32 {
        if let Some(known) = self.known.get(text) {
            return *known;
        }
        let key = fit(self.entries.len());
        self.entries.push(text.to_owned());
        self.known.insert(text.to_owned(), key);
        key
    }

    /// Whether few texts differ.
    fn is_of_use(&self) -> bool {
        self.entries.len() <= ENTRIES && self.entries.len() * 2 <= self.keys.len()
    }

    fn chunk(self) -> io::Result<Chunk> {
        let mut ends = Ends::default();
        let mut entries = Vec::new();
        for entry in &self.entries {
            ends.include(entry);
            write(&mut entries, entry);
        }
        let mut chunk = Chunk::default();
        if self.entries.is_empty() {
            chunk.plain(Rows::some(&self.present), &[])?;
        } else {
            chunk.dictionary(&entries, self.entries.len())?;
            chunk.keys(Rows::some(&self.present), &self.keys, self.entries.len())?;
        }
        Ok(chunk.between(ends.told()))
    }
}

/// Texts one behind the other.
#[derive(Default)]
struct Plain {
    done: Chunk,
    ends: Ends,
    /// Of the page that grows.
    present: Vec<bool>,
    values: Vec<u8>,
}

impl Plain {
    fn push(&mut self, text: Option<&str>) -> io::Result<()> {
        self.present.push(text.is_some());
        if let Some(text) = text {
            self.ends.include(text);
            write(&mut self.values, text);
        }
        if self.values.len() >= PAGE { self.end_page() } else { Ok(()) }
    }

    fn end_page(&mut self) -> io::Result<()> {
        look();
        self.done.plain(Rows::some(&self.present), &self.values)?;
        self.present.clear();
        self.values.clear();
        Ok(())
    }

    fn chunk(mut self) -> io::Result<Chunk> {
        if !self.present.is_empty() {
            self.end_page()?;
        }
        Ok(self.done.between(self.ends.told()))
    }
}

/// A text behind its length.
fn write(bytes: &mut Vec<u8>, text: &str) {
    bytes.extend_from_slice(&fit::<u32>(text.len()).to_le_bytes());
    bytes.extend_from_slice(text.as_bytes());
}

/// The least and the greatest of texts, in the order of their bytes.
#[derive(Default)]
struct Ends(Option<(String, String)>);

impl Ends {
    fn include(&mut self, text: &str) {
        match &mut self.0 {
            None => self.0 = Some((text.to_owned(), text.to_owned())),
            Some((_, greatest)) if text > greatest.as_str() => text.clone_into(greatest),
            Some((least, _)) if text < least.as_str() => text.clone_into(least),
            Some(_) => {}
        }
    }

    fn told(self) -> Option<(Vec<u8>, Vec<u8>)> {
        let (least, greatest) = self.0?;
        let is_short = least.len().max(greatest.len()) <= LONGEST_END;
        is_short.then(|| (least.into_bytes(), greatest.into_bytes()))
    }
}
