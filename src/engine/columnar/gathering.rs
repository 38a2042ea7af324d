//! The cohort phase: what all subjects are asked, by groups of those that share some fields.

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::ops::Range;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::batch::Batch;
use super::cells::{Cells, Rows};
use super::fold::Fold;
use super::kind::Kind;
use super::op::Op;
use super::schedule::{Gather, grouping};
use super::vector::{Values, Vector};
use crate::cancel::{looking, parts};
use crate::core::{ByHash, FieldId, Schema};
use crate::cores::on_all_cores_if_long;
use crate::invariant::{OrBroken, broken, entry, fit};

/// The group of a subject that lacks one of the fields.
const NONE: u32 = u32::MAX;

/// What answers the questions to all subjects, with the groups that these are asked by.
pub(super) struct Gathering<'a> {
    cells: &'a Cells<'a>,
    subjects: usize,
    batch: Batch,
    known: BTreeMap<Vec<FieldId>, Arc<Groups>>,
}

/// Which subject is of which group.
struct Groups {
    of: Vec<u32>,
    count: usize,
}

impl<'a> Gathering<'a> {
    pub(super) fn new(cells: &'a Cells<'a>, subjects: usize, batch: Batch) -> Self {
        Self { cells, subjects, batch, known: BTreeMap::new() }
    }

    /// The columns of what is asked: the figures of some members, and the ranks of all, on whichever core is free.
    pub(super) fn answers(
        &mut self,
        gathers: &[Gather],
        columns: &[Option<Vector<'a>>],
        alarm: &AtomicBool,
    ) -> Vec<(usize, Vector<'a>)> {
        let asked: Vec<(&Gather, Arc<Groups>)> =
            gathers.iter().map(|gather| (gather, self.groups(grouping(&gather.op)))).collect();
        let of =
            |column: &usize| columns.get(*column).and_then(Option::as_ref).or_broken("what is asked about is kept");
        let tasks = asked.iter().enumerate().flat_map(|(place, (gather, groups))| {
            let parts = self.parts(gather, groups);
            parts.into_iter().map(move |rows| (place, rows))
        });
        let partial = on_all_cores_if_long(self.subjects, tasks.collect(), |(place, rows)| {
            let (gather, groups) = asked.get(place).or_broken("a task is of what is asked");
            (place, Partial::of(gather, groups, rows, of, alarm))
        });
        let mut whole: Vec<Option<Partial<'a>>> = asked.iter().map(|_| None).collect();
        for (place, partial) in partial {
            let known = whole.get_mut(place).or_broken("a task is of what is asked");
            *known = Some(match known.take() {
                None => partial,
                Some(known) => known.and(partial),
            });
        }
        let found = asked.into_iter().zip(whole).collect();
        on_all_cores_if_long(self.subjects, found, |((gather, groups), whole)| {
            let whole = whole.or_broken("each task has come to something");
            (gather.column, whole.finish(gather, &groups, alarm))
        })
    }

    /// The members whose figures are worked out by themselves, and put together then. Where there are nearly as many
    /// groups as members, that would take longer.
    fn parts(&self, gather: &Gather, groups: &Groups) -> Vec<Range<usize>> {
        let members = self.batch.members();
        let is_divided = matches!(gather.op, Op::Cohort(..)) && groups.count <= members.div_ceil(2);
        if self.subjects == 0 {
            // Nobody has a figure too.
            return std::iter::once(0..0).collect();
        }
        parts(self.subjects, if is_divided { members } else { self.subjects }).collect()
    }

    fn groups(&mut self, same: &[FieldId]) -> Arc<Groups> {
        if let Some(known) = self.known.get(same) {
            return Arc::clone(known);
        }
        let mut groups = Groups { of: vec![0; self.subjects], count: 1 };
        for field in same {
            groups = groups.divided(&self.cells.vector(Schema::SUBJECTS, *field, &Rows::Run(0..self.subjects)));
        }
        let groups = Arc::new(groups);
        self.known.insert(same.to_vec(), Arc::clone(&groups));
        groups
    }
}

impl Groups {
    /// Each group divided by the values of a column.
    fn divided(&self, column: &Vector<'_>) -> Self {
        match &column.values {
            Values::Texts(_) => self.divided_by(|row| column.text(row)),
            Values::Truths(_) => self.divided_by(|row| column.holds(row)),
            Values::Bits32(_) | Values::Bits64(_) | Values::Bits128(_) => self.divided_by(|row| column.number(row)),
        }
    }

    fn divided_by<K: Hash + Eq>(&self, key: impl Fn(usize) -> Option<K>) -> Self {
        let mut known = ByHash::default();
        // The first row of each group.
        let mut first: Vec<usize> = Vec::new();
        let of = looking(self.of.iter().enumerate()).map(|(row, group)| match key(row) {
            Some(own) if *group != NONE => {
                let mut hasher = DefaultHasher::new();
                (*group, &own).hash(&mut hasher);
                let [a, b, c, d, ..] = hasher.finish().to_le_bytes();
                let same = |other: u32| {
                    let row = *entry(&first, fit(other));
                    entry(&self.of, row) == group && key(row).as_ref() == Some(&own)
                };
                let next = fit(first.len());
                known.find_or_add(u32::from_le_bytes([a, b, c, d]), next, same).unwrap_or_else(|| {
                    first.push(row);
                    next
                })
            }
            _ => NONE,
        });
        let of = of.collect();
        Self { of, count: first.len() }
    }
}

/// What is known of all that is asked when some members have been gone through.
enum Partial<'a> {
    Figure(Fold<'a>),
    /// Of all members.
    Ranks(Vector<'a>),
}

impl<'a> Partial<'a> {
    fn of<'v>(
        gather: &Gather,
        groups: &Groups,
        rows: Range<usize>,
        of: impl Fn(&usize) -> &'v Vector<'a>,
        alarm: &AtomicBool,
    ) -> Self
    where
        'a: 'v,
    {
        match (&gather.op, gather.kind) {
            (Op::Cohort(_, figure), kind) => {
                let mut fold = Fold::new(figure, kind, groups.count);
                let own = groups.of.get(rows.clone()).or_broken("each subject has its group");
                if own.len() == groups.of.len() {
                    fold.add(figure, own, of);
                } else {
                    let mut some: BTreeMap<usize, Vector<'a>> = BTreeMap::new();
                    figure.each_part(|column| {
                        let whole = of(column);
                        some.insert(*column, if whole.len() == 1 { whole.clone() } else { whole.part(&rows) });
                    });
                    fold.add(figure, own, |column| some.get(column).or_broken("the part of each column is there"));
                }
                Self::Figure(fold)
            }
            (Op::Rank(_, ranking), Kind::Whole(width)) => {
                let ranks = ranking.ranks(&groups.of, groups.count, of, width);
                Self::Ranks(ranks.unwrap_or_else(|| {
                    alarm.store(true, Ordering::Relaxed);
                    Vector::nothing(Kind::Whole(width))
                }))
            }
            _ => broken("all subjects are asked for figures and ranks"),
        }
    }

    /// Of these members and of others.
    fn and(self, others: Self) -> Self {
        match (self, others) {
            (Self::Figure(fold), Self::Figure(others)) => Self::Figure(fold.and(others)),
            _ => broken("ranks are taken among all"),
        }
    }

    fn finish(self, gather: &Gather, groups: &Groups, alarm: &AtomicBool) -> Vector<'a> {
        match self {
            Self::Figure(fold) => {
                let found = fold.finish(groups.count, alarm);
                // All subjects are one group, and have one value.
                if grouping(&gather.op).is_empty() { found } else { spread(&found, &groups.of) }
            }
            Self::Ranks(ranks) => ranks,
        }
    }
}

/// The value of its group for each subject.
fn spread<'a>(found: &Vector<'a>, groups: &[u32]) -> Vector<'a> {
    fn each<T: Copy + Default>(list: &[T], groups: &[u32]) -> Vec<T> {
        let of = |group: u32| if group == NONE { T::default() } else { *entry(list, fit(group)) };
        groups.iter().map(|group| of(*group)).collect()
    }
    let values = match &found.values {
        Values::Bits32(list) => Values::Bits32(each(list, groups)),
        Values::Bits64(list) => Values::Bits64(each(list, groups)),
        Values::Bits128(list) => Values::Bits128(each(list, groups)),
        Values::Truths(list) => Values::Truths(each(list, groups)),
        Values::Texts(list) => Values::Texts(each(list, groups)),
    };
    let present = groups.iter().map(|group| *group != NONE && found.has(fit(*group)));
    Vector { values, present: Some(present.collect()) }
}
