//! What is told once on a page, and referred to where else it stands.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use crate::result::Cell;
use crate::words::{Layout, Shared, Trace, TraceKind, listed};

/// So deep on a page what is told elsewhere is not told again, even if it was cut there.
const DEEPEST: usize = 60;

/// What stands on a page so far.
pub(in crate::report) struct OnPage<'t> {
    words: Layout,
    /// Where what may be referred to is told.
    told: &'t BTreeMap<Shared, &'t Trace>,
    /// What of it is on the page: under which title, and what it is called there.
    printed: BTreeMap<Shared, (String, String)>,
    /// Under which title lines are being written.
    title: String,
    /// The cells that stand under it.
    cells: BTreeSet<(String, u64, String)>,
    /// The 口径 that were told, with under which title.
    glosses: BTreeMap<String, String>,
}

/// A figure as it is printed in a place.
pub(in crate::report) struct Shown<'a> {
    pub(in crate::report) trace: Cow<'a, Trace>,
    /// Where it is told, if that is elsewhere.
    pub(in crate::report) see: Option<String>,
    /// What is told there, if that is on the page.
    pub(in crate::report) at: Option<Shared>,
}

impl<'t> OnPage<'t> {
    pub(in crate::report) fn empty(told: &'t BTreeMap<Shared, &'t Trace>, words: Layout) -> Self {
        Self {
            words,
            told,
            printed: BTreeMap::new(),
            title: String::new(),
            cells: BTreeSet::new(),
            glosses: BTreeMap::new(),
        }
    }

    /// Begins with what stands under the next title.
    pub(in crate::report) fn begin(&mut self, title: &str) {
        title.clone_into(&mut self.title);
        self.cells.clear();
    }

    /// 口径 under a title. Those that were told are only named, all of one place on one line.
    pub(in crate::report) fn glosses(&mut self, title: &str, glosses: &[String]) -> Vec<String> {
        let mut lines = Vec::new();
        let mut told: BTreeMap<String, Vec<&str>> = BTreeMap::new();
        for gloss in glosses {
            let (name, _) = gloss.split_once(['：', ':']).unwrap_or((gloss, ""));
            if let Some(place) = self.glosses.get(gloss) {
                told.entry(place.clone()).or_default().push(name);
            } else {
                lines.push(gloss.clone());
                self.glosses.insert(gloss.clone(), title.to_owned());
            }
        }
        let words = self.words;
        let named = told.iter().map(|(place, names)| {
            let place = words.in_brackets(&words.told_at(place));
            format!("{}{place}", listed(names, words.0))
        });
        lines.extend(named);
        lines
    }

    /// Notes what a figure that is printed here tells.
    pub(in crate::report) fn print(&mut self, trace: &Trace) {
        for shared in &trace.tells {
            self.printed.insert(*shared, (self.title.clone(), trace.label.clone()));
        }
    }

    /// Whether a cell has not been shown under the title at hand.
    pub(in crate::report) fn is_new(&mut self, Cell { file, row, column, .. }: &Cell) -> bool {
        self.cells.insert((file.clone(), *row, column.clone()))
    }

    /// A figure as it is printed here, and where it is told if that is elsewhere: what stands on the page is not printed
    /// again. What was cut where it should have been told is told here.
    pub(in crate::report) fn shown<'a>(&self, trace: &'a Trace, depth: usize) -> Shown<'a> {
        let mut trace = Cow::Borrowed(trace);
        loop {
            let printed =
                trace.tells.iter().rev().chain(&trace.refers).find(|shared| self.printed.contains_key(shared));
            if let Some(shared) = printed.copied() {
                let trace = Cow::Owned(self.without(trace.into_owned(), shared));
                return Shown { trace, see: self.above(shared), at: Some(shared) };
            }
            let Some(shared) = trace.refers else { return Shown { trace, see: None, at: None } };
            let told = self.told.get(&shared).filter(|_| !trace.is_below && depth < DEEPEST);
            match (told, shared) {
                (None, _) => {
                    let see = trace.see.clone();
                    return Shown { trace, see, at: Some(shared) };
                }
                (Some(told), Shared::Step(_)) => {
                    trace = Cow::Owned(Trace { label: trace.label.clone(), kind: trace.kind, ..(*told).clone() });
                }
                (Some(told), Shared::Cohort(_)) => {
                    let mut whole = Trace { refers: None, ..trace.into_owned() };
                    whole.from.extend(told.from.iter().filter(|part| part.kind == TraceKind::Member).cloned());
                    whole.tells.push(shared);
                    return Shown { trace: Cow::Owned(whole), see: None, at: None };
                }
            }
        }
    }

    /// Where something is on the page.
    fn above(&self, shared: Shared) -> Option<String> {
        let (title, _) = self.printed.get(&shared)?;
        Some(self.words.above(shared, Some(title.as_str()).filter(|title| *title != self.title)))
    }

    /// A figure without what is told elsewhere. It may have another name there.
    fn without(&self, trace: Trace, shared: Shared) -> Trace {
        match shared {
            Shared::Step(_) => {
                let name = self.printed.get(&shared).map(|(_, name)| name.clone());
                let formula = name.filter(|name| *name != trace.label).unwrap_or_default();
                Trace { label: trace.label, formula, value: trace.value, kind: trace.kind, ..Trace::default() }
            }
            Shared::Cohort(_) => {
                let from = trace.from.into_iter().filter(|part| part.kind != TraceKind::Member).collect();
                Trace { from, ..trace }
            }
        }
    }
}
