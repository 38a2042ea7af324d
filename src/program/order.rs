//! An order in which each figure follows what it reads, or the circles that leave none.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use super::figure::{Figure, Read, reads};
use crate::core::{Arena, FigureId, Quick, Runs};
use crate::finding::Span;
use crate::invariant::OrBroken;

/// Figures in a circle: each is read by the one before it, the first by the last.
pub type Ring = Vec<Read>;

/// Figures in order.
pub(super) struct InOrder {
    pub(super) figures: Vec<Figure>,
    pub(super) places: Quick<FigureId, usize>,
    pub(super) reads: Reads,
}

/// The places of the figures that each figure reads directly, each once.
#[derive(Debug, Clone, Default)]
pub(super) struct Reads {
    /// Those of the first figure, then those of the second …
    places: Vec<usize>,
    /// Where those of each figure end.
    ends: Vec<usize>,
}

impl Reads {
    /// Of the figure at a place.
    pub(super) fn of(&self, place: usize) -> &[usize] {
        let end = |place: usize| *self.ends.get(place).or_broken("a place is that of a figure");
        let start = place.checked_sub(1).map_or(0, end);
        self.places.get(start..end(place)).or_broken("what a figure reads ends behind its beginning")
    }
}

/// Figures in order; of two with one id the later counts.
///
/// # Errors
/// Each circle once; a second circle through a figure of another one is broken where that one is.
pub(super) fn of(figures: &Runs<Figure>, arena: &Arena) -> Result<InOrder, Vec<Ring>> {
    let mut by_id: Vec<(&Figure, usize)> = figures.iter().zip(0..).collect();
    by_id.sort_unstable_by_key(|(figure, at)| (figure.id, Reverse(*at)));
    by_id.dedup_by_key(|(figure, _)| figure.id);
    let places = by_id.iter().enumerate().map(|(place, (figure, _))| (figure.id, place)).collect();
    let mut search = Search {
        places,
        arena,
        order: Vec::with_capacity(by_id.len()),
        in_order: vec![0; by_id.len()],
        reads: Reads::default(),
        states: vec![State::Untouched; by_id.len()],
        path: Vec::new(),
        rings: Vec::new(),
        ringed: BTreeSet::new(),
        figures: by_id,
    };
    for place in 0..search.figures.len() {
        search.visit(place);
    }
    let Search { mut places, order: figures, reads, rings, .. } = search;
    if !rings.is_empty() {
        return Err(rings);
    }
    for (place, figure) in figures.iter().enumerate() {
        places.insert(figure.id, place);
    }
    Ok(InOrder { figures, places, reads })
}

/// A walk along what is read. The path is kept by hand, as a rule set may have any number of figures.
struct Search<'a> {
    /// By id; their places here stand for them.
    figures: Vec<(&'a Figure, usize)>,
    places: Quick<FigureId, usize>,
    arena: &'a Arena,
    /// Figures that are done, each after what it reads.
    order: Vec<Figure>,
    /// The place of each of them in that order.
    in_order: Vec<usize>,
    reads: Reads,
    states: Vec<State>,
    /// The way down to where the walk stands.
    path: Vec<OnTheWay>,
    rings: Vec<Ring>,
    /// The figures of the rings.
    ringed: BTreeSet<FigureId>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Untouched,
    OnTheWay,
    Done,
}

/// A figure on the way down.
struct OnTheWay {
    place: usize,
    id: FigureId,
    /// Where it is read.
    span: Option<Span>,
    /// What it reads.
    reads: Vec<(usize, Read)>,
    /// So many of that have not been looked at; the last of them is the next.
    left: usize,
}

impl Search<'_> {
    fn state(&mut self, place: usize) -> &mut State {
        self.states.get_mut(place).or_broken("every figure has a state")
    }

    fn figure(&self, place: usize) -> Figure {
        *self.figures.get(place).or_broken("a place is that of a figure").0
    }

    fn go_down(&mut self, place: usize, read: Read) {
        let expr = self.figure(place).expr;
        *self.state(place) = State::OnTheWay;
        let reads = reads(self.arena, expr).into_iter();
        let place_of = |read: &Read| *self.places.get(&read.id).or_broken("what is read is one of the figures");
        let mut reads: Vec<(usize, Read)> = reads.map(|read| (place_of(&read), read)).collect();
        reads.sort_by_key(|(place, _)| *place);
        reads.dedup_by_key(|(place, _)| *place);
        let left = reads.len();
        self.path.push(OnTheWay { place, id: read.id, span: read.span, reads, left });
    }

    fn visit(&mut self, root: usize) {
        if *self.state(root) != State::Untouched {
            return;
        }
        self.go_down(root, Read { id: self.figure(root).id, span: None });
        while let Some(step) = self.path.last_mut() {
            let next = step.left.checked_sub(1).and_then(|left| Some((left, *step.reads.get(left)?)));
            let Some((left, (place, read))) = next else {
                if let Some(done) = self.path.pop() {
                    self.done(&done);
                }
                continue;
            };
            step.left = left;
            match *self.state(place) {
                State::Done => {}
                State::OnTheWay => self.close_ring(read),
                State::Untouched => self.go_down(place, read),
            }
        }
    }

    fn done(&mut self, step: &OnTheWay) {
        *self.state(step.place) = State::Done;
        *self.in_order.get_mut(step.place).or_broken("every figure has a place") = self.order.len();
        self.order.push(self.figure(step.place));
        let in_order = |(place, _): &(usize, Read)| *self.in_order.get(*place).or_broken("every figure has a place");
        self.reads.places.extend(step.reads.iter().map(in_order));
        self.reads.ends.push(self.reads.places.len());
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
