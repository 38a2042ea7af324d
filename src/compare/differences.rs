//! What differs between two rule sets.

use std::collections::BTreeMap;

use super::item::{ClauseChange, Differences, Fate, ItemChange, Kind, Label, Named, Paired};
use super::meaning::Meanings;
use super::pairs::{Pairs, pairs, renamed};
use super::view::{Item, Side, Viewer, view};
use super::{clauses, period, reads, stayed};

/// Compares two rule sets.
#[must_use]
pub fn differences(old: Side<'_>, new: Side<'_>) -> Differences {
    let mut meanings = Meanings::default();
    let (before, after) = (view(old, &mut meanings), view(new, &mut meanings));
    let paired = pairs(&before, &after);
    let mut found = changes(&before, &after, &paired);
    let moved = moved_with_cycle(old, new, &found);
    follow_parameters(&mut found, (&before, &after), &paired, &moved);
    tell_glosses(&mut found);
    let (readers, former) = (reads::readers(&after), reads::readers(&before));
    for change in &mut found {
        if matches!(change.kind, Kind::Parameter | Kind::Definition) {
            let (readers, items) = if change.fate == Fate::Gone { (&former, &before) } else { (&readers, &after) };
            for name in reads::declared(change.kind, &change.code, items) {
                let new = readers.get(&name).into_iter().flatten().filter(|reader| !change.read_by.contains(reader));
                let new: Vec<_> = new.cloned().collect();
                change.read_by.extend(new);
            }
        }
    }
    found.sort_by_key(|change| change.kind.group());
    let named = |side: Side<'_>| Named { title: side.program.rules.title.clone(), file: side.path.to_owned() };
    let stayed = stayed::stayed((old, &before), (new, &after), &paired);
    Differences { old: named(old), new: named(new), items: found, stayed }
}

/// Tells of each indicator that differs which 口径 about it is new or another: one that has its code, or names it.
fn tell_glosses(found: &mut [ItemChange]) {
    let glosses: Vec<(String, ClauseChange)> = found
        .iter()
        .filter(|change| change.kind == Kind::Gloss)
        .filter_map(|change| {
            let text = change.clauses.iter().find(|clause| clause.label == Label::Itself)?;
            Some((change.code.clone(), text.clone()))
        })
        .collect();
    for change in found.iter_mut().filter(|change| change.kind == Kind::Indicator && change.fate == Fate::Changed) {
        for (code, text) in &glosses {
            let says = |text: &Option<String>| text.as_ref().is_some_and(|text| stayed::names_code(text, &change.code));
            let is_named = says(&text.old) || says(&text.new);
            if is_named || *code == change.code {
                let name = Some(code.clone());
                // One that names indicators is told once, by itself.
                let own = |text: &Option<String>| text.clone().filter(|_| !is_named);
                let (old, new) = (own(&text.old), own(&text.new));
                change.clauses.push(ClauseChange { label: Label::Gloss, name, old, new, parts: Vec::new() });
            }
        }
    }
}

/// The items that differ: those of the new rule set in its order, each that is gone behind the one before it.
pub(super) fn changes(before: &[Item], after: &[Item], paired: &Pairs) -> Vec<ItemChange> {
    let names = renamed(paired, before, after);
    let mut found: Vec<(usize, ItemChange)> = Vec::new();
    let change = |item: &Item, fate, paired, clauses| ItemChange {
        kind: item.kind,
        code: item.code.clone(),
        title: item.title.clone(),
        head: item.head.clone(),
        fate,
        paired,
        clauses,
        read_by: Vec::new(),
    };
    for (at, to, how) in &paired.both {
        let (Some(old), Some(new)) = (before.get(*at), after.get(*to)) else { continue };
        let mut clauses = clauses::differing(old, new, &names);
        if old.code != new.code {
            let code = ClauseChange {
                label: Label::Code,
                name: None,
                old: Some(old.code.clone()),
                new: Some(new.code.clone()),
                parts: Vec::new(),
            };
            clauses.insert(0, code);
        }
        if !clauses.is_empty() {
            found.push((*to, change(new, Fate::Changed, *how, clauses)));
        }
    }
    let news = paired.new.iter().filter_map(|to| Some((*to, after.get(*to)?)));
    found.extend(news.map(|(to, item)| (to, change(item, Fate::New, Paired::Code, clauses::whole(item, true)))));
    for at in &paired.gone {
        let Some(item) = before.get(*at) else { continue };
        let earlier = paired.both.iter().filter(|(other, ..)| other < at).max_by_key(|(other, ..)| *other);
        let to = earlier.map_or(0, |(_, to, _)| *to);
        found.push((to, change(item, Fate::Gone, Paired::Code, clauses::whole(item, false))));
    }
    found.sort_by_key(|(to, _)| *to);
    found.into_iter().map(|(_, change)| change).collect()
}

/// The parameters that only moved with the cycle.
pub(super) fn moved_with_cycle(old: Side<'_>, new: Side<'_>, found: &[ItemChange]) -> Vec<String> {
    let Some(years) = period::years(&old.program.rules, &new.program.rules) else { return Vec::new() };
    let parameters = found.iter().filter(|change| change.kind == Kind::Parameter && change.fate == Fate::Changed);
    let is_later = |name: &str| {
        let (before, after) = (Viewer::value_of(old, name)?, Viewer::value_of(new, name)?);
        Some(period::later(&before.0, &before.1, years)? == after.0)
    };
    let moved = parameters.filter(|change| is_later(&change.code) == Some(true));
    moved.map(|change| change.code.clone()).collect()
}

/// Tells of each indicator which parameters that it reads have another value.
fn follow_parameters(
    found: &mut Vec<ItemChange>,
    (before, after): (&[Item], &[Item]),
    paired: &Pairs,
    moved: &[String],
) {
    let changed: BTreeMap<String, ClauseChange> = found
        .iter()
        .filter(|change| change.kind == Kind::Parameter && change.fate == Fate::Changed)
        .filter(|change| !moved.contains(&change.code))
        .filter_map(|change| {
            let value = change.clauses.iter().find(|clause| clause.label == Label::Itself)?;
            Some((
                change.code.clone(),
                ClauseChange { label: Label::Reads, name: Some(change.code.clone()), ..value.clone() },
            ))
        })
        .collect();
    if changed.is_empty() {
        return;
    }
    let (former, reads) = (reads::Reads::of(before), reads::Reads::of(after));
    for (at, to, how) in &paired.both {
        let (Some(old), Some(new)) = (before.get(*at), after.get(*to)) else { continue };
        if new.kind != Kind::Indicator {
            continue;
        }
        let (was, is) = (former.reached(old), reads.reached(new));
        let told: Vec<ClauseChange> = changed
            .iter()
            .filter(|(name, _)| was.contains(*name) && is.contains(*name))
            .map(|(_, told)| told.clone())
            .collect();
        if told.is_empty() {
            continue;
        }
        let known = found
            .iter_mut()
            .find(|change| change.kind == Kind::Indicator && change.fate != Fate::Gone && change.code == new.code);
        if let Some(known) = known {
            known.clauses.extend(told);
            continue;
        }
        let change = ItemChange {
            kind: Kind::Indicator,
            code: new.code.clone(),
            title: new.title.clone(),
            head: new.head.clone(),
            fate: Fate::Changed,
            paired: *how,
            clauses: told,
            read_by: Vec::new(),
        };
        let place = |code: &str| after.iter().position(|item| item.kind == Kind::Indicator && item.code == code);
        let at = found.iter().position(|other| other.kind == Kind::Indicator && place(&other.code) > Some(*to));
        found.insert(at.unwrap_or(found.len()), change);
    }
}
