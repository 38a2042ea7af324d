//! Edits: what of two rule sets can be taken from the one or from the other.

use std::collections::{BTreeMap, BTreeSet};

use super::clauses;
use super::differences::moved_with_cycle;
use super::item::{Fate, Kind, Label};
use super::meaning::Meanings;
use super::pairs::{pairs, renamed};
use super::period;
use super::reads::last;
use super::view::{At, Item, Side, view};
use crate::syntax;
use crate::syntax::ast;

/// Which of the two.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Which {
    /// The older one.
    Old,
    /// The newer one.
    New,
}

/// A change that can be made alone, as far as it does not rest on another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// What kind of item.
    pub kind: Kind,
    /// Its code or name.
    pub code: String,
    /// Its title.
    pub title: Option<String>,
    /// The 方面 to which it belongs: that of an indicator, or of the indicators that alone read it.
    pub head: Option<String>,
    /// What became of the item.
    pub fate: Fate,
}

/// An item of one side or of both.
#[derive(Debug)]
pub(super) struct Slot {
    pub(super) kind: Kind,
    pub(super) old: Option<Place>,
    pub(super) new: Option<Place>,
    /// The edit that it is; without one the newer is as good as the older.
    pub(super) edit: Option<usize>,
    /// Whether it goes with the data: a date or year that only moved with the cycle.
    pub(super) moves: bool,
}

/// An item of one side.
#[derive(Debug, Clone)]
pub(super) struct Place {
    pub(super) at: At,
    pub(super) code: String,
    /// The 方面 that it stands in.
    pub(super) head: Option<String>,
    /// The names in it.
    pub(super) names: BTreeSet<String>,
}

/// All items of two rule sets side by side.
#[derive(Debug)]
pub struct Plan<'f> {
    pub(super) old: &'f ast::File,
    pub(super) new: &'f ast::File,
    pub(super) slots: Vec<Slot>,
    pub(super) years: Option<i32>,
    pub(super) is_other_cycle: bool,
    /// The edits, in the order of the rules.
    pub edits: Vec<Edit>,
}

/// What rests on nothing that is scored.
const QUIET: &[Label] = &[Label::Title, Label::Basis, Label::Evidence, Label::Advice, Label::Direction, Label::Force];

impl<'f> Plan<'f> {
    /// Of two rule sets; `trees` are the same trees, with places that are in no text of the other.
    #[must_use]
    pub fn of(old: Side<'_>, new: Side<'_>, trees: (&'f ast::File, &'f ast::File)) -> Self {
        let mut meanings = Meanings::default();
        let (before, after) = (view(old, &mut meanings), view(new, &mut meanings));
        let paired = pairs(&before, &after);
        let names = renamed(&paired, &before, &after);
        let found = super::differences::changes(&before, &after, &paired);
        let moved = moved_with_cycle(old, new, &found);
        let homes = homes(&after, &before);
        let both = paired.both.iter().map(|(at, to, _)| (before.get(*at), after.get(*to)));
        let gone = paired.gone.iter().map(|at| (before.get(*at), None));
        let news = paired.new.iter().map(|to| (None, after.get(*to)));
        let mut plan = Self {
            old: trees.0,
            new: trees.1,
            slots: Vec::new(),
            years: period::years(&old.program.rules, &new.program.rules),
            is_other_cycle: old.program.rules.cycle != new.program.rules.cycle,
            edits: Vec::new(),
        };
        for (was, is) in both.chain(news).chain(gone) {
            let Some(item) = is.or(was) else { continue };
            let clauses: Vec<Label> = match (was, is) {
                (Some(was), Some(is)) => {
                    clauses::differing(was, is, &names).into_iter().map(|change| change.label).collect()
                }
                _ => vec![Label::Itself],
            };
            let of_cycle = item.kind == Kind::Parameter && moved.contains(&item.code);
            let is_edit = !of_cycle && is_scored(item.kind, was.is_some() && is.is_some(), &clauses);
            let edit = is_edit.then(|| plan.add(item, (was.is_some(), is.is_some()), &homes));
            let place = |item: &Item| Place {
                at: item.at,
                code: item.code.clone(),
                head: item.head.clone(),
                names: item.clauses.iter().flat_map(|clause| syntax::names(&clause.text)).collect(),
            };
            let (old, new) = (was.map(place), is.map(place));
            plan.slots.push(Slot { kind: item.kind, old, new, edit, moves: of_cycle });
        }
        plan.in_order(&after);
        plan.fixed_full_marks(&before, &after);
        plan
    }

    /// Full marks that are not those of the parts do not follow them: a change of them is an edit.
    fn fixed_full_marks(&mut self, before: &[Item], after: &[Item]) {
        let full = |items: &[Item], place: Option<&Place>| {
            let item = items.iter().find(|item| Some(item.at) == place.map(|place| place.at))?;
            let clause = item.clauses.iter().find(|clause| clause.label == Label::FullMarks)?;
            Some((item.clone(), syntax::said(&clause.text)))
        };
        for at in 0..self.slots.len() {
            let Some(slot) = self.slots.get(at).filter(|slot| slot.edit.is_none()) else { continue };
            let follows = match slot.kind {
                Kind::Head => self.adds_up(slot),
                Kind::FullMarks => self.all_add_up(),
                _ => continue,
            };
            let (was, is) = (full(before, slot.old.as_ref()), full(after, slot.new.as_ref()));
            if let (false, Some((_, was)), Some((item, is))) = (follows, was, is)
                && was != is
            {
                let edit = self.add(&item, (true, true), &BTreeMap::new());
                if let Some(slot) = self.slots.get_mut(at) {
                    slot.edit = Some(edit);
                }
            }
        }
    }

    fn add(&mut self, item: &Item, (was, is): (bool, bool), homes: &BTreeMap<String, BTreeSet<String>>) -> usize {
        let head = match item.kind {
            Kind::Head => Some(item.code.clone()),
            Kind::Indicator => item.head.clone(),
            Kind::Parameter | Kind::Definition => homes.get(last(&item.code)).and_then(|heads| {
                let mut heads = heads.iter();
                heads.next().filter(|_| heads.next().is_none()).cloned()
            }),
            _ => None,
        };
        let fate = match (was, is) {
            (true, true) => Fate::Changed,
            (false, _) => Fate::New,
            _ => Fate::Gone,
        };
        self.edits.push(Edit { kind: item.kind, code: item.code.clone(), title: item.title.clone(), head, fate });
        self.edits.len().saturating_sub(1)
    }

    /// Slots in the order of the newer file; what is gone stands last.
    fn in_order(&mut self, after: &[Item]) {
        let place = |slot: &Slot| {
            let new = slot.new.as_ref()?;
            after.iter().position(|item| item.at == new.at && item.kind == slot.kind)
        };
        self.slots.sort_by_key(|slot| place(slot).unwrap_or(usize::MAX));
    }

    /// The names that an edit reads on one side, also through definitions of that side.
    #[must_use]
    pub fn reached(&self, edit: usize, which: Which) -> BTreeSet<String> {
        let of = |slot: &'_ Slot| match which {
            Which::Old => slot.old.clone(),
            Which::New => slot.new.clone(),
        };
        let mut open: Vec<String> = self
            .slots
            .iter()
            .filter(|slot| slot.edit == Some(edit))
            .filter_map(of)
            .flat_map(|place| place.names)
            .collect();
        let mut found = BTreeSet::new();
        while let Some(name) = open.pop() {
            if !found.insert(name.clone()) {
                continue;
            }
            let definitions = self.slots.iter().filter(|slot| slot.kind == Kind::Definition).filter_map(of);
            open.extend(definitions.filter(|place| last(&place.code) == name).flat_map(|place| place.names));
        }
        found
    }
}

/// Whether a change is one of what is scored. What is only declared decides nothing until something reads it.
fn is_scored(kind: Kind, is_in_both: bool, clauses: &[Label]) -> bool {
    let tells = clauses.iter().any(|label| !QUIET.contains(label));
    match kind {
        Kind::RuleSet
        | Kind::Cycle
        | Kind::Document
        | Kind::FullMarks
        | Kind::Gloss
        | Kind::Enumeration
        | Kind::Table => false,
        Kind::Parameter | Kind::Definition | Kind::Script | Kind::ScriptLimits => is_in_both && tells,
        Kind::Head => clauses.iter().any(|label| !QUIET.contains(label) && *label != Label::FullMarks),
        _ => tells,
    }
}

/// The 方面 whose indicators read a name, also through definitions, and an empty one for all others that do.
fn homes(after: &[Item], before: &[Item]) -> BTreeMap<String, BTreeSet<String>> {
    let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for items in [after, before] {
        let reads = super::reads::Reads::of(items);
        for item in items {
            let home = match item.kind {
                Kind::Indicator => item.head.clone().unwrap_or_default(),
                Kind::Definition | Kind::Parameter | Kind::Gloss | Kind::Script | Kind::Enumeration | Kind::Table => {
                    continue;
                }
                _ => String::new(),
            };
            for name in reads.reached(item) {
                found.entry(name).or_default().insert(home.clone());
            }
        }
    }
    found
}
