//! Changes to the rows of lists: one band, one part, one arm alone.

use super::super::skeleton::{Between, Row, Stretch, Text, Verb};
use super::refusal;
use crate::finding::{Diagnostic, Span};
use crate::number::Number;

/// The texts in which rows are looked for, and where a row without a neighbour goes.
pub(super) struct Lists<'t> {
    /// The texts; the first ones come first.
    pub(super) texts: Vec<&'t mut Text>,
    /// What they belong to, in words.
    pub(super) of: (String, String),
    /// Where that stands.
    pub(super) at: Span,
}

impl Lists<'_> {
    /// Carries out changes one after the other. Gives back what cannot be carried out.
    pub(super) fn apply(&mut self, changes: Vec<Row>) -> Vec<Diagnostic> {
        let mut refused = Vec::new();
        let mut above: Option<String> = None;
        let mut rest = changes.into_iter();
        while let Some(change) = rest.next() {
            let found: usize = self.texts.iter().map(|text| count(text, &change.key)).sum();
            let is_new = matches!(change.verb, Verb::Insert(_));
            let key = change.to.clone().unwrap_or_else(|| change.key.clone());
            match (is_new, found) {
                (true, 0) => {
                    let below = rest.as_slice().first().map(|next| next.key.as_str());
                    let written = (change.shown.clone(), change.written);
                    if !self.insert(change, above.as_deref(), below) {
                        refused.push(refusal::which_list(&self.of, &written.0, written.1, self.at));
                    }
                }
                (true, _) => refused.push(refusal::row_is_there(&self.of, &change, self.place(&change.key))),
                (false, 0) => refused.push(refusal::no_row(&self.of, &change, &self.known(), self.at)),
                (false, 1) => self.change(change),
                (false, _) => refused.push(refusal::which_list(&self.of, &change.shown, change.written, self.at)),
            }
            above = Some(key);
        }
        refused
    }

    /// Whether a row can be put into the lists: terms joined by 且 become items when an item with a label comes to them,
    /// and nothing can be put beside terms joined by 或.
    fn takes(&mut self, row: &Row) -> bool {
        let has_label = row.shown.starts_with(['"', '“', '＂']);
        let lists = self.texts.iter_mut().flat_map(|text| &mut text.0).filter_map(|stretch| match stretch {
            Stretch::Rows(_, between) => Some(between),
            Stretch::Written(_) | Stretch::Said(_) => None,
        });
        let mut takes = true;
        for between in lists.filter(|_| has_label) {
            match between {
                Between::Terms(word) if matches!(word.trim(), "且" | "and") => *between = Between::Statements,
                Between::Terms(_) => takes = false,
                Between::Statements | Between::Names => {}
            }
        }
        takes
    }

    fn known(&self) -> Vec<String> {
        let mut known = Vec::new();
        self.texts.iter().for_each(|text| shown(text, &mut known));
        known
    }

    fn place(&self, key: &str) -> Span {
        self.texts.iter().find_map(|text| place(text, key)).unwrap_or(self.at)
    }

    fn change(&mut self, change: Row) {
        let key = change.key.clone();
        let mut change = Some(change);
        let mut act = |rows: &mut Vec<Row>, at: usize| {
            let Some(change) = change.take() else { return };
            if change.verb == Verb::Remove {
                rows.remove(at);
            } else if let Some(row) = rows.get_mut(at) {
                *row = changed(row, change);
            }
        };
        for text in &mut self.texts {
            if at_row(text, &key, &mut act) {
                return;
            }
        }
    }

    /// Puts a row behind the one written above it, in front of the one written below, or where its number belongs in
    /// the only list; false when there is no telling which list is meant.
    fn insert(&mut self, row: Row, above: Option<&str>, below: Option<&str>) -> bool {
        if !self.takes(&row) {
            return false;
        }
        let mut row = Some(row);
        for (neighbour, step) in [(above, 1), (below, 0)] {
            let Some(key) = neighbour else { continue };
            let is_there = self.texts.iter().map(|text| count(text, key)).sum::<usize>() == 1;
            let mut act = |rows: &mut Vec<Row>, at: usize| {
                // 其余 stays last.
                let is_last = rows.get(at).is_some_and(|known| known.key == "其余");
                let at = if is_last { at } else { (at + step).min(rows.len()) };
                row.take().into_iter().for_each(|row| rows.insert(at, row));
            };
            if is_there && self.texts.iter_mut().any(|text| at_row(text, key, &mut act)) {
                return true;
            }
        }
        let lists = |text: &Text| text.0.iter().filter(|stretch| is_list(stretch)).count();
        let mut candidates: Vec<&mut Text> =
            self.texts.iter_mut().map(|text| &mut **text).filter(|text| lists(text) > 0).collect();
        let only = match candidates.as_mut_slice() {
            [only] if lists(only) == 1 => only,
            _ => return false,
        };
        let list = only.0.iter_mut().find_map(|stretch| match stretch {
            Stretch::Rows(rows, between) => Some((rows, *between)),
            Stretch::Written(_) | Stretch::Said(_) => None,
        });
        let (Some((rows, between)), Some(row)) = (list, row) else { return false };
        let at = if matches!(between, Between::Terms(_)) { rows.len() } else { where_it_belongs(rows, &row.key) };
        rows.insert(at, row);
        true
    }
}

/// A row as a change leaves it.
fn changed(row: &Row, change: Row) -> Row {
    let is_whole = change.text.0.len() > 1
        || matches!(change.text.0.first(), Some(Stretch::Written(whole)) if *whole != change.address);
    let key = change.to.clone().unwrap_or_else(|| change.key.clone());
    let plain = Row { verb: Verb::Plain, to: None, key, ..change };
    if !row.cells.is_empty() && row.cells.len() == plain.cells.len() {
        return in_cells(row, plain);
    }
    if is_whole {
        return plain;
    }
    // Only the address is new: what stands before and behind the old one stays.
    let before = row.text.0.first().and_then(|first| match first {
        Stretch::Written(span) if span.start < row.address.start && span.source == row.address.source => {
            Some(Stretch::Written(Span { end: row.address.start, ..*span }))
        }
        _ => None,
    });
    let mut stretches: Vec<Stretch> = before.into_iter().chain([Stretch::Written(plain.address)]).collect();
    for stretch in &row.text.0 {
        match stretch {
            Stretch::Written(span) if span.start < row.address.end && span.source == row.address.source => {
                let rest = Span { start: row.address.end.min(span.end), ..*span };
                stretches.push(Stretch::Written(rest));
            }
            other => stretches.push(other.clone()),
        }
    }
    Row { text: Text(stretches), ..plain }
}

/// A row with bars: a cell that says nothing keeps what is there.
fn in_cells(row: &Row, change: Row) -> Row {
    let cells: Vec<Option<Span>> = row.cells.iter().zip(&change.cells).map(|(known, said)| said.or(*known)).collect();
    let mut stretches = Vec::new();
    for (place, cell) in cells.iter().enumerate() {
        if place > 0 {
            stretches.push(Stretch::Said(" | "));
        }
        stretches.push(cell.map_or(Stretch::Said("—"), Stretch::Written));
    }
    Row { text: Text(stretches), cells, ..change }
}

fn is_list(stretch: &Stretch) -> bool {
    matches!(stretch, Stretch::Rows(rows, _) if !rows.is_empty())
}

fn rows_of(text: &Text) -> impl Iterator<Item = &Row> {
    text.0.iter().flat_map(|stretch| match stretch {
        Stretch::Rows(rows, _) => rows.as_slice(),
        Stretch::Written(_) | Stretch::Said(_) => &[],
    })
}

/// Whether there are lists in a text.
pub(super) fn has_lists(text: &Text) -> bool {
    text.0.iter().any(is_list)
}

/// Whether one of these rows is in a text.
pub(super) fn has_any(text: &Text, keys: &[String]) -> bool {
    keys.iter().any(|key| count(text, key) > 0)
}

fn count(text: &Text, key: &str) -> usize {
    rows_of(text).map(|row| usize::from(row.key == key) + count(&row.text, key)).sum()
}

fn place(text: &Text, key: &str) -> Option<Span> {
    rows_of(text).find_map(|row| if row.key == key { Some(row.written) } else { place(&row.text, key) })
}

fn shown(text: &Text, known: &mut Vec<String>) {
    for row in rows_of(text) {
        known.push(row.shown.clone());
        shown(&row.text, known);
    }
}

fn at_row(text: &mut Text, key: &str, act: &mut dyn FnMut(&mut Vec<Row>, usize)) -> bool {
    for stretch in &mut text.0 {
        let Stretch::Rows(rows, _) = stretch else { continue };
        if let Some(at) = rows.iter().position(|row| row.key == key) {
            act(rows, at);
            return true;
        }
        if rows.iter_mut().any(|row| at_row(&mut row.text, key, act)) {
            return true;
        }
    }
    false
}

/// The first number in an address.
fn number(key: &str) -> Option<Number> {
    let from = key.find(|letter: char| letter.is_ascii_digit())?;
    let rest = key.get(from..)?;
    let end = rest.find(|letter: char| !letter.is_ascii_digit() && letter != '.').unwrap_or(rest.len());
    Number::parse(rest.get(..end)?)
}

/// Among rows whose numbers rise or fall, where a row with this address belongs; else before 其余, or at the end.
fn where_it_belongs(rows: &[Row], key: &str) -> usize {
    let last = rows.iter().position(|row| row.key == "其余").unwrap_or(rows.len());
    let known: Option<Vec<Number>> = rows.iter().take(last).map(|row| number(&row.key)).collect();
    let (Some(known), Some(new)) = (known, number(key)) else { return last };
    let (Some(first), Some(end)) = (known.first(), known.last()) else { return last };
    // One row alone is taken for the first of a list that falls, as bands from the best down do.
    let falls = first > end || known.len() == 1 && key.starts_with(['≥', '>']);
    known.iter().position(|other| if falls { *other < new } else { *other > new }).unwrap_or(last)
}
