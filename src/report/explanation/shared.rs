//! What is told once on a page.

use std::borrow::Cow;

use super::Page;
use crate::words::{Shared, Trace, TraceKind};

/// So deep on a page what is told elsewhere is not told again, even if it was cut there.
const DEEPEST: usize = 60;

impl Page<'_> {
    /// A figure as it is printed here, and where it is told if that is elsewhere: what stands on the page is not printed
    /// again. What was cut where it should have been told is told here.
    pub(super) fn shown<'a>(&self, trace: &'a Trace, depth: usize) -> (Cow<'a, Trace>, Option<String>) {
        let mut trace = Cow::Borrowed(trace);
        loop {
            let printed =
                trace.tells.iter().rev().chain(&trace.refers).find(|shared| self.printed.contains_key(shared));
            if let Some(shared) = printed.copied() {
                return (Cow::Owned(self.without(trace.into_owned(), shared)), self.above(shared));
            }
            let Some(shared) = trace.refers else { return (trace, None) };
            let told = self.told.get(&shared).filter(|_| !trace.is_below && depth < DEEPEST);
            match (told, shared) {
                (None, _) => {
                    let see = trace.see.clone();
                    return (trace, see);
                }
                (Some(told), Shared::Step(_)) => {
                    trace = Cow::Owned(Trace { label: trace.label.clone(), kind: trace.kind, ..(*told).clone() });
                }
                (Some(told), Shared::Cohort(_)) => {
                    let mut whole = Trace { refers: None, ..trace.into_owned() };
                    whole.from.extend(told.from.iter().filter(|part| part.kind == TraceKind::Member).cloned());
                    whole.tells.push(shared);
                    return (Cow::Owned(whole), None);
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
