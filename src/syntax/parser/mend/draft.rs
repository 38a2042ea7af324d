//! A text that is rewritten step by step, with the edits that lead there.

use crate::invariant::part_of;
use std::ops::Range;

/// A part of the first text and what stands there now.
#[derive(Debug, Clone)]
struct Change {
    from: Range<usize>,
    to: Range<usize>,
}

/// A text on its way from one wording to another.
#[derive(Debug, Clone)]
pub(super) struct Draft {
    text: String,
    /// In order; none touches another.
    changes: Vec<Change>,
}

impl Draft {
    pub(super) fn new(text: &str) -> Self {
        Self { text: text.to_owned(), changes: Vec::new() }
    }

    /// As it stands now.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// The first text with something else at a place of the present one. `None` when there is no such place.
    pub(super) fn with(&self, place: &Range<usize>, written: &str) -> Option<Self> {
        let meets = |change: &&Change| change.to.start <= place.end && place.start <= change.to.end;
        let touched: Vec<&Change> = self.changes.iter().filter(meets).collect();
        let start = touched.first().map_or(place.start, |first| first.to.start.min(place.start));
        let end = touched.last().map_or(place.end, |last| last.to.end.max(place.end));
        let (before, after) = (self.text.get(start..place.start)?, self.text.get(place.end..end)?);
        let new = format!("{before}{written}{after}");
        let from_start = touched.first().filter(|first| first.to.start == start).map(|first| first.from.start);
        let from_end = touched.last().filter(|last| last.to.end == end).map(|last| last.from.end);
        let from = from_start.or_else(|| self.first_place(start))?..from_end.or_else(|| self.first_place(end))?;
        let mut text = self.text.get(..start)?.to_owned();
        text.push_str(&new);
        text.push_str(self.text.get(end..)?);
        let mut changes: Vec<Change> = Vec::new();
        let mut is_new = true;
        for change in self.changes.iter().filter(|change| !meets(change)) {
            if change.to.start < start {
                changes.push(change.clone());
                continue;
            }
            if std::mem::take(&mut is_new) {
                changes.push(Change { from: from.clone(), to: start..start + new.len() });
            }
            let moved = |at: usize| (at + new.len()).checked_sub(end - start);
            changes.push(Change { from: change.from.clone(), to: moved(change.to.start)?..moved(change.to.end)? });
        }
        if is_new {
            changes.push(Change { from, to: start..start + new.len() });
        }
        Some(Self { text, changes })
    }

    /// Where a part of the present text was in the first one, with all of what was written anew in it.
    pub(super) fn first_part(&self, part: &Range<usize>) -> Option<Range<usize>> {
        let within = |at: usize| self.changes.iter().find(|change| change.to.start < at && at < change.to.end);
        let start = within(part.start).map(|change| change.from.start).or_else(|| self.first_place(part.start))?;
        let end = within(part.end).map(|change| change.from.end).or_else(|| self.first_place(part.end))?;
        let inside = self.changes.iter().filter(|change| part.start <= change.to.start && change.to.end <= part.end);
        let (start, end) =
            inside.fold((start, end), |(start, end), change| (start.min(change.from.start), end.max(change.from.end)));
        Some(start..end.max(start))
    }

    /// Where a place of the present text was in the first one; what has been written there begins where it began.
    fn first_place(&self, at: usize) -> Option<usize> {
        let mut first = at;
        for change in self.changes.iter().take_while(|change| change.to.start < at) {
            if at < change.to.end {
                return Some(change.from.start);
            }
            first = (first + change.from.len()).checked_sub(change.to.len())?;
        }
        Some(first)
    }

    /// Places of the first text and what stands there now.
    pub(super) fn edits(&self) -> impl Iterator<Item = (Range<usize>, &str)> {
        self.changes.iter().map(|change| (change.from.clone(), part_of(&self.text, change.to.clone())))
    }
}
