//! What has to be said of all subjects.

use std::ops::Index;

use serde::{Deserialize, Serialize};

use super::Note;
use crate::invariant::{OrBroken, entry, fit};

/// The notes of all subjects, in the order of the subject table. Most subjects have none, and cost next to nothing.
///
/// ```
/// # mod parks { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/parks.rs")); }
/// let notes = parks::run()?.score()?.notes;
/// assert_eq!(notes.iter().map(Vec::len).collect::<Vec<_>>(), [0, 0, 1, 2]);
/// assert_eq!(notes.get(1), Some(&notes[1]));
/// assert_eq!(notes.get(4), None);
/// # Ok::<(), heng::Error>(())
/// ```
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(from = "Vec<Vec<Note>>", into = "Vec<Vec<Note>>")]
pub struct Notes {
    /// For each subject 0, or which of the lists it has, from 1.
    place: Vec<u32>,
    lists: Vec<List>,
}

/// The notes of one subject, or of several who are told the same.
#[derive(Debug, Clone)]
struct List {
    notes: Vec<Note>,
    subjects: u32,
}

static NONE: Vec<Note> = Vec::new();

impl Notes {
    /// Of so many subjects of whom nothing has to be said so far.
    #[must_use]
    pub(crate) fn none(subjects: usize) -> Self {
        Self { place: vec![0; subjects], lists: Vec::new() }
    }

    /// Adds a note of a subject, unless it has it. Those who are told the same, one after the other, share it.
    pub(crate) fn add(&mut self, subject: usize, note: Note) {
        let place = self.place.get_mut(subject).or_broken("each subject has its notes");
        let Some(own) = fit::<usize>(*place).checked_sub(1) else {
            match self.lists.last_mut().filter(|last| matches!(last.notes.as_slice(), [only] if *only == note)) {
                Some(last) => last.subjects += 1,
                None => self.lists.push(List { notes: vec![note], subjects: 1 }),
            }
            *place = fit(self.lists.len());
            return;
        };
        let list = self.lists.get_mut(own).or_broken("each place has its list");
        if list.notes.contains(&note) {
            return;
        }
        if list.subjects == 1 {
            // Few subjects have more than one.
            list.notes.reserve_exact(1);
            list.notes.push(note);
            return;
        }
        list.subjects -= 1;
        let notes = list.notes.iter().cloned().chain([note]).collect();
        self.lists.push(List { notes, subjects: 1 });
        *place = fit(self.lists.len());
    }

    /// Where the notes of a subject stand: those of the same place are told the same.
    pub(crate) fn place(&self, subject: usize) -> u32 {
        *entry(&self.place, subject)
    }

    /// The notes of a place.
    pub(crate) fn at(&self, place: u32) -> &Vec<Note> {
        fit::<usize>(place).checked_sub(1).map_or(&NONE, |list| &entry(&self.lists, list).notes)
    }

    /// The notes of a subject; `None` past the last.
    #[must_use]
    pub fn get(&self, subject: usize) -> Option<&Vec<Note>> {
        self.place.get(subject).map(|place| self.at(*place))
    }

    /// The notes of a subject.
    pub(crate) fn of(&self, subject: usize) -> &Vec<Note> {
        self.get(subject).or_broken("every subject has its notes")
    }

    /// The notes of each subject.
    pub fn iter(&self) -> impl Iterator<Item = &Vec<Note>> {
        (0..self.place.len()).filter_map(|subject| self.get(subject))
    }
}

impl Index<usize> for Notes {
    type Output = Vec<Note>;

    fn index(&self, subject: usize) -> &Vec<Note> {
        self.of(subject)
    }
}

impl PartialEq for Notes {
    fn eq(&self, other: &Self) -> bool {
        self.place.len() == other.place.len() && self.iter().eq(other.iter())
    }
}

impl Eq for Notes {}

impl From<Vec<Vec<Note>>> for Notes {
    fn from(lists: Vec<Vec<Note>>) -> Self {
        let mut notes = Self::none(lists.len());
        for (subject, list) in lists.into_iter().enumerate() {
            for note in list {
                notes.add(subject, note);
            }
        }
        notes
    }
}

impl From<Notes> for Vec<Vec<Note>> {
    fn from(notes: Notes) -> Self {
        notes.iter().cloned().collect()
    }
}
