//! How a grade follows from the entries of 等次, and what is in the way of the next one.

use super::line::{Competitor, Forest, Item};
use super::tree::{Tree, seen};
use crate::words::{Layout, ToldAsked, ToldCompetitor, ToldNextGrade, ToldPlacing, ToldRuling, Trace};

/// The grades that were asked: the one that the subject has and the next one with their terms, in a full page all.
pub(super) fn grades(
    ruling: &ToldRuling,
    next: Option<&ToldNextGrade>,
    full: bool,
    words: Layout,
    tree: &mut Tree<'_>,
) -> Vec<Item> {
    let is_next = |asked: &ToldAsked| next.is_some_and(|next| next.grade == asked.grade);
    ruling.grades.iter().map(|asked| self::asked(asked, is_next(asked), full, words, tree)).collect()
}

fn asked(asked: &ToldAsked, is_next: bool, full: bool, words: Layout, tree: &mut Tree<'_>) -> Item {
    let is_told = full || asked.is_given || is_next || asked.placing.is_some();
    // What the next grade lacks stands below, under its own title.
    let terms = asked.terms.iter().filter(|term| is_told && !(is_next && term.holds == Some(false)));
    let terms = terms.map(|term| (format!("{}  {}", term.verdict, term.sentence), term.trace.from.as_slice()));
    let forest = tree.sentences(&asked.clause, terms);
    let placing = asked.placing.as_ref();
    Item {
        name: seen(&asked.clause),
        mark: seen(&asked.fate),
        lines: placing.iter().flat_map(|placing| &placing.sentences).map(|said| seen(said)).collect(),
        competitors: placing.map(|placing| competitors(placing, words)).unwrap_or_default(),
        tree: forest,
        is_open: asked.is_given || placing.is_some(),
        ..Item::default()
    }
}

fn competitors(placing: &ToldPlacing, words: Layout) -> Vec<Competitor> {
    let before = std::iter::once(None).chain(placing.competitors.iter().map(Some));
    let known = placing.competitors.iter().zip(before).map(|(known, before)| {
        let ends = before.is_some_and(|before: &ToldCompetitor| before.has == Some(true) && known.has != Some(true));
        let is_cut = before.is_some_and(|before| known.place > before.place.saturating_add(1));
        let above = match (ends, is_cut) {
            (true, _) => Some(words.line_of_places().to_owned()),
            (false, true) => Some("…".to_owned()),
            (false, false) => None,
        };
        let apart = known.apart.as_deref().map(|apart| words.in_brackets(apart)).unwrap_or_default();
        Competitor {
            place: known.place,
            name: seen(format!("{} {}", known.key, known.name.as_deref().unwrap_or_default()).trim_end()),
            values: known.values.iter().map(|value| seen(value)).collect(),
            verdict: seen(&format!("{}{apart}", known.verdict)),
            is_own: known.is_own,
            above,
        }
    });
    known.collect()
}

/// What is in the way of the next grade.
pub(super) fn next(next: &ToldNextGrade, ruling: Option<&ToldRuling>, tree: &mut Tree<'_>) -> Forest {
    let asked = ruling.and_then(|ruling| ruling.grades.iter().find(|asked| asked.grade == next.grade));
    let nothing: &[Trace] = &[];
    let held = next.held.iter().flat_map(|held| {
        let lift = held.lift.iter().map(|term| term.sentence.clone());
        std::iter::once(held.what.clone()).chain(lift)
    });
    let said = held.chain(next.earning.clone()).chain(next.quota.clone()).map(|said| (said, nothing));
    let unmet = next.unmet.iter().map(|term| {
        let told = asked.and_then(|asked| asked.terms.iter().find(|asked| asked.sentence == term.sentence));
        (term.sentence.clone(), told.map_or(nothing, |told| told.trace.from.as_slice()))
    });
    tree.sentences("", said.chain(unmet))
}
