//! An order in which each figure follows what it reads, or the circles that leave none.

use std::collections::{BTreeMap, BTreeSet};

use super::figure::{Figure, Read, reads};
use crate::core::{Arena, FigureId};
use crate::finding::Span;
use crate::invariant::OrBroken;

/// Figures in a circle: each is read by the one before it, the first by the last.
pub type Ring = Vec<Read>;

/// The figures in order.
///
/// # Errors
/// Each circle once; a second circle through a figure of another one is broken where that one is.
pub(super) fn of(figures: &BTreeMap<FigureId, Figure>, arena: &Arena) -> Result<Vec<FigureId>, Vec<Ring>> {
    let mut search = Search::default();
    for id in figures.keys() {
        search.visit(*id, figures, arena);
    }
    if search.rings.is_empty() { Ok(search.order) } else { Err(search.rings) }
}

/// A walk along what is read. The path is kept by hand, as a rule set may have any number of figures.
#[derive(Default)]
struct Search {
    /// Figures that are done, each after what it reads.
    order: Vec<FigureId>,
    /// Figures that are done (true), or on the way down to where the walk stands.
    seen: BTreeMap<FigureId, bool>,
    /// That way.
    path: Vec<OnTheWay>,
    rings: Vec<Ring>,
    /// The figures of the rings.
    ringed: BTreeSet<FigureId>,
}

/// A figure on the way down.
struct OnTheWay {
    id: FigureId,
    /// Where it is read.
    span: Option<Span>,
    /// What it reads and has not been looked at, the next last.
    rest: Vec<Read>,
}

impl Search {
    fn go_down(&mut self, read: Read, figures: &BTreeMap<FigureId, Figure>, arena: &Arena) {
        let figure = figures.get(&read.id).or_broken("what is read is one of the figures");
        self.seen.insert(read.id, false);
        let mut rest = reads(arena, figure.expr);
        rest.sort_by_key(|read| read.id);
        rest.dedup_by_key(|read| read.id);
        self.path.push(OnTheWay { id: read.id, span: read.span, rest });
    }

    fn visit(&mut self, root: FigureId, figures: &BTreeMap<FigureId, Figure>, arena: &Arena) {
        if self.seen.contains_key(&root) {
            return;
        }
        self.go_down(Read { id: root, span: None }, figures, arena);
        while let Some(step) = self.path.last_mut() {
            let Some(read) = step.rest.pop() else {
                let done = step.id;
                self.seen.insert(done, true);
                self.order.push(done);
                self.path.pop();
                continue;
            };
            match self.seen.get(&read.id) {
                Some(true) => {}
                Some(false) => self.close_ring(read),
                None => self.go_down(read, figures, arena),
            }
        }
    }

    fn close_ring(&mut self, from: Read) {
        if self.ringed.contains(&from.id) {
            return;
        }
        let below = self.path.iter().skip_while(|step| step.id != from.id).skip(1);
        let ring: Ring = std::iter::once(from).chain(below.map(|step| Read { id: step.id, span: step.span })).collect();
        if !ring.iter().any(|read| self.ringed.contains(&read.id)) {
            self.ringed.extend(ring.iter().map(|read| read.id));
            self.rings.push(ring);
        }
    }
}
