//! The cohort phase: what all subjects are asked, or the rows of all of them, by groups of those that share some fields.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::batch::Batch;
use super::cells::Cells;
use super::columns::{Column, Part};
use super::figure::Figure;
use super::fold::Fold;
use super::groups::Groups;
use super::kind::Kind;
use super::op::Op;
use super::schedule::{Gather, grouping};
use super::vector::Vector;
use crate::cancel::parts;
use crate::core::{Peers, TableId};
use crate::cores::on_all_cores_if_long;
use crate::invariant::{OrBroken, broken, entry};

/// What answers the questions to all subjects, with the groups that these are asked by.
pub(super) struct Gathering<'a> {
    cells: &'a Cells<'a>,
    /// How many rows each table has.
    rows: Vec<usize>,
    batch: Batch,
    known: BTreeMap<Peers, Arc<Groups>>,
    looked_up: BTreeMap<LookUp, Asked>,
}

/// The table that looks rows up, theirs, the one above both, and the columns of what they say and of what it says.
type LookUp = (TableId, TableId, TableId, Vec<(usize, usize)>);

/// The groups of the rows that are asked about, and of those that read what they come to.
#[derive(Clone)]
struct Asked {
    members: Arc<Groups>,
    readers: Arc<Groups>,
}

impl<'a> Gathering<'a> {
    pub(super) fn new(cells: &'a Cells<'a>, rows: Vec<usize>, batch: Batch) -> Self {
        Self { cells, rows, batch, known: BTreeMap::new(), looked_up: BTreeMap::new() }
    }

    fn rows_of(&self, table: TableId) -> usize {
        *entry(&self.rows, table.0)
    }

    /// The columns of what is asked: the figures of some members, and the ranks of all, on whichever core is free.
    pub(super) fn answers(
        &mut self,
        gathers: &[Gather],
        columns: &[Option<Arc<Column<'a>>>],
        alarm: &AtomicBool,
    ) -> Vec<(usize, Column<'a>)> {
        let of =
            |column: usize| columns.get(column).and_then(Option::as_deref).or_broken("what is asked about is kept");
        let asked: Vec<(&Gather, Asked)> = gathers.iter().map(|gather| (gather, self.asked(gather, of))).collect();
        let tasks = asked.iter().enumerate().flat_map(|(place, (gather, asked))| {
            let parts = self.parts(gather, &asked.members);
            parts.into_iter().map(move |rows| (place, rows))
        });
        let longest = gathers.iter().map(|gather| self.rows_of(members_of(gather))).max().unwrap_or(0);
        let partial = on_all_cores_if_long(longest, tasks.collect(), |(place, rows)| {
            let (gather, asked) = asked.get(place).or_broken("a task is of what is asked");
            (place, Partial::of(gather, &asked.members, rows, of, alarm))
        });
        let mut whole: Vec<Option<Partial<'a>>> = asked.iter().map(|_| None).collect();
        for (place, partial) in partial {
            let known = whole.get_mut(place).or_broken("a task is of what is asked");
            *known = Some(match known.take() {
                None => partial,
                Some(known) => known.and(partial),
            });
        }
        let found = asked.into_iter().zip(whole);
        let found = found.map(|((gather, asked), whole)| {
            let whole = whole.or_broken("each task has come to something");
            (gather.column, whole.finish(gather, asked, alarm))
        });
        found.collect()
    }

    /// The members whose figures are worked out by themselves, and put together then. Where there are nearly as many
    /// groups as members, that would take longer.
    fn parts(&self, gather: &Gather, groups: &Groups) -> Vec<Range<usize>> {
        let members = self.batch.members();
        let is_divided = !matches!(gather.op, Op::Rank(..)) && groups.count <= members.div_ceil(2);
        let rows = self.rows_of(members_of(gather));
        if rows == 0 {
            // Nobody has a figure too.
            return std::iter::once(0..0).collect();
        }
        parts(rows, if is_divided { members } else { rows }).collect()
    }

    fn asked<'v>(&mut self, gather: &Gather, of: impl Fn(usize) -> &'v Column<'a>) -> Asked
    where
        'a: 'v,
    {
        let Op::Beside(beside) = &gather.op else {
            let members = self.groups(gather);
            return Asked { readers: Arc::clone(&members), members };
        };
        let look_up = (gather.table, beside.of, beside.above, beside.keys.clone());
        if let Some(known) = self.looked_up.get(&look_up) {
            return known.clone();
        }
        // Those that are looked up and those that look for them are grouped together.
        let rows = (self.rows_of(beside.of), self.rows_of(gather.table));
        let above = |table: TableId, rows: usize| self.cells.numbers(table, beside.above, &(0..rows));
        let mut groups = Groups { of: vec![0; rows.0 + rows.1], count: 1 };
        groups = groups.divided(&above(beside.of, rows.0).and(rows, above(gather.table, rows.1)));
        for (theirs, own) in &beside.keys {
            let own = of(*own).part(&(0..rows.1));
            groups = groups.divided(&of(*theirs).part(&(0..rows.0)).and(rows, own));
        }
        let Groups { of: mut members, count } = groups;
        let readers = members.split_off(rows.0);
        let asked = Asked {
            members: Arc::new(Groups { of: members, count }),
            readers: Arc::new(Groups { of: readers, count }),
        };
        self.looked_up.insert(look_up, asked.clone());
        asked
    }

    fn groups(&mut self, gather: &Gather) -> Arc<Groups> {
        let peers = Peers { table: gather.table, same: grouping(&gather.op).to_vec() };
        if let Some(known) = self.known.get(&peers) {
            return Arc::clone(known);
        }
        let rows = self.rows_of(peers.table);
        let mut groups = Groups { of: vec![0; rows], count: 1 };
        for (of, field) in &peers.same {
            let cells = self.cells;
            groups = groups.divided(&cells.vector(*of, *field, &cells.rows(peers.table, *of, &(0..rows))));
        }
        let groups = Arc::new(groups);
        self.known.insert(peers, Arc::clone(&groups));
        groups
    }
}

/// The table of the rows that are asked about.
fn members_of(gather: &Gather) -> TableId {
    match &gather.op {
        Op::Beside(beside) => beside.of,
        _ => gather.table,
    }
}

/// What is known of all that is asked when some members have been gone through.
enum Partial<'a> {
    Figure(Fold<'a>),
    /// Of all members.
    Ranks(Part<'a>),
}

impl<'a> Partial<'a> {
    fn of<'v>(
        gather: &Gather,
        groups: &Groups,
        rows: Range<usize>,
        of: impl Fn(usize) -> &'v Column<'a>,
        alarm: &AtomicBool,
    ) -> Self
    where
        'a: 'v,
    {
        let mut read: BTreeMap<usize, Vector<'a>> = BTreeMap::new();
        let mut add = |column: &usize| {
            read.entry(*column).or_insert_with(|| of(*column).part(&rows));
        };
        match &gather.op {
            Op::Beside(beside) => beside.figure.each_part(add),
            op => op.each_part(&mut add),
        }
        let of = |column: &usize| read.get(column).or_broken("what is asked about is read");
        let folded = |figure: &Figure<usize>, kind: Kind| {
            let mut fold = Fold::new(figure, kind, groups.count);
            fold.add(figure, groups.some(&rows), of);
            fold
        };
        match (&gather.op, gather.kind) {
            (Op::Cohort(_, figure), kind) => Self::Figure(folded(figure, kind)),
            (Op::Beside(beside), kind) => Self::Figure(folded(&beside.figure, kind)),
            (Op::Rank(_, ranking), Kind::Whole(width)) => {
                let ranks = ranking.ranks(&groups.of, groups.count, of, width).unwrap_or_else(|| {
                    alarm.store(true, Ordering::Relaxed);
                    Vector::nothing(Kind::Whole(width))
                });
                Self::Ranks(Part::of(&ranks, rows, true))
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

    fn finish(self, gather: &Gather, Asked { members, readers }: Asked, alarm: &AtomicBool) -> Column<'a> {
        match self {
            Self::Figure(fold) => {
                let found = fold.finish(members.count, alarm);
                // All rows are one group, and have one value.
                let is_same = matches!(gather.op, Op::Cohort(..)) && grouping(&gather.op).is_empty();
                if is_same { Column::Same(found) } else { Column::Shared(found, readers) }
            }
            Self::Ranks(ranks) => Column::Parts(gather.kind, vec![ranks]),
        }
    }
}
