//! Two clauses beside one another.

use super::item::{ClauseChange, Label, PartChange};
use super::view::{Clause, Item, Renamed};
use crate::syntax;

/// What of two items differs.
pub(super) fn differing(old: &Item, new: &Item, renamed: &Renamed) -> Vec<ClauseChange> {
    let mut found = Vec::new();
    let mut rest: Vec<&Clause> = new.clauses.iter().collect();
    for before in &old.clauses {
        let is_it = |clause: &&Clause| clause.label == before.label && is_named_alike(before, clause, renamed);
        let alone = |clause: &&Clause| is_alone(before, &old.clauses) && is_alone(clause, &new.clauses);
        let at = rest.iter().position(is_it).or_else(|| {
            rest.iter()
                .position(|clause| clause.label == before.label && clause.label == Label::Adjustment && alone(clause))
        });
        let after = at.map(|at| rest.remove(at));
        found.extend(between(Some(before), after, renamed));
    }
    found.extend(rest.into_iter().filter_map(|after| between(None, Some(after), renamed)));
    let rank = |label: Label| if label == Label::Quota { Label::Requirement } else { label };
    found.sort_by_key(|change| rank(change.label));
    found
}

fn is_named_alike(old: &Clause, new: &Clause, renamed: &Renamed) -> bool {
    let name = old.name.as_ref().map(|name| renamed.get(name).unwrap_or(name));
    name == new.name.as_ref()
}

/// Whether an item has one clause of its label.
fn is_alone(clause: &Clause, clauses: &[Clause]) -> bool {
    clauses.iter().filter(|other| other.label == clause.label).count() == 1
}

/// All clauses of an item that say something of marks or data, as new or as gone.
pub(super) fn whole(item: &Item, is_new: bool) -> Vec<ClauseChange> {
    let quiet = [Label::Title, Label::Head, Label::Basis, Label::Evidence, Label::Advice, Label::Text];
    let told = item.clauses.iter().filter(|clause| !quiet.contains(&clause.label));
    let change = |clause: &Clause| {
        let (old, new) = if is_new { (None, Some(clause)) } else { (Some(clause), None) };
        said(old, new, Vec::new())
    };
    told.map(change).collect()
}

fn said(old: Option<&Clause>, new: Option<&Clause>, parts: Vec<PartChange>) -> ClauseChange {
    let either = new.or(old);
    let label = either.map_or(Label::Itself, |clause| clause.label);
    let name = either.and_then(|clause| clause.name.clone());
    // What an 调整 asks stands in its text.
    let name = name.filter(|_| label != Label::Adjustment);
    let text = |clause: Option<&Clause>| {
        clause.filter(|clause| clause.label != Label::Text).map(|clause| syntax::one_line(&clause.text))
    };
    ClauseChange { label, name, old: text(old), new: text(new), parts }
}

fn between(old: Option<&Clause>, new: Option<&Clause>, renamed: &Renamed) -> Option<ClauseChange> {
    let (Some(before), Some(after)) = (old, new) else { return Some(said(old, new, Vec::new())) };
    let is_same = before.said(renamed) == after.said(&Renamed::new())
        || before.meaning.is_some() && before.meaning == after.meaning;
    if is_same {
        return None;
    }
    if after.label == Label::Text {
        return Some(said(old, new, Vec::new()));
    }
    Some(said(old, new, parts(before, after)))
}

/// The parts that differ, where some of two clauses is the same.
fn parts(old: &Clause, new: &Clause) -> Vec<PartChange> {
    let has_list = !old.rows.is_empty() || !new.rows.is_empty();
    let is_conjunction = has_list && !old.text.contains('{') && !new.text.contains('{');
    if is_conjunction {
        return rows(&old.rows, &new.rows);
    }
    if !matches!(new.label, Label::Scoring | Label::Quota | Label::Column | Label::Adjustment | Label::Missing) {
        return Vec::new();
    }
    let pieces = |clause: &Clause| {
        let text = if clause.rows.is_empty() { clause.text.clone() } else { without_lists(&clause.text) };
        syntax::pieces(&text)
    };
    let (before, after) = (pieces(old), pieces(new));
    let first = |pieces: &[syntax::Piece]| pieces.first().map(|piece| first_word(&piece.text));
    // Another method is another clause.
    if new.label == Label::Scoring && first(&before) != first(&after) {
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut rest: Vec<&syntax::Piece> = after.iter().collect();
    let mut same = 0_usize;
    for piece in &before {
        let text = |piece: &syntax::Piece| piece.text.clone();
        match rest.iter().position(|other| other.word == piece.word).map(|at| rest.remove(at)) {
            Some(other) if syntax::said(&other.text) == syntax::said(&piece.text) => same = same.saturating_add(1),
            Some(other) => found.push(PartChange { old: Some(text(piece)), new: Some(text(other)) }),
            None => found.push(PartChange { old: Some(text(piece)), new: None }),
        }
    }
    found.extend(rest.into_iter().map(|piece| PartChange { old: None, new: Some(piece.text.clone()) }));
    found.extend(rows(&old.rows, &new.rows));
    if same == 0 && !has_list { Vec::new() } else { found }
}

fn first_word(text: &str) -> String {
    syntax::said(text).split(' ').next().unwrap_or_default().to_owned()
}

/// A clause without what stands in its braces.
fn without_lists(text: &str) -> String {
    let (mut plain, mut depth) = (String::new(), 0_usize);
    for letter in text.chars() {
        match letter {
            '{' | '｛' => depth = depth.saturating_add(1),
            '}' | '｝' => depth = depth.saturating_sub(1),
            _ if depth == 0 => plain.push(letter),
            _ => {}
        }
    }
    plain
}

/// Rows that differ: as many as before in their order, else those that are not in both.
fn rows(old: &[String], new: &[String]) -> Vec<PartChange> {
    let alike = |old: &String, new: &String| syntax::said(old) == syntax::said(new);
    if old.len() == new.len() {
        let pairs = old.iter().zip(new).filter(|(old, new)| !alike(old, new));
        return pairs.map(|(old, new)| PartChange { old: Some(old.clone()), new: Some(new.clone()) }).collect();
    }
    let key = |row: &str| syntax::said(row.split_once([':', '：']).map_or(row, |(key, _)| key));
    let mut rest: Vec<&String> = new.iter().collect();
    let mut found = Vec::new();
    for row in old {
        let at = rest
            .iter()
            .position(|other| alike(row, other))
            .or_else(|| rest.iter().position(|other| key(other) == key(row)));
        match at.map(|at| rest.remove(at)) {
            Some(other) if alike(row, other) => {}
            other => found.push(PartChange { old: Some(row.clone()), new: other.cloned() }),
        }
    }
    found.extend(rest.into_iter().map(|row| PartChange { old: None, new: Some(row.clone()) }));
    found
}
