//! Figures over rows below and over subjects of which some may not count.

use super::evaluator::Supposing;
use super::open::Cell;
use super::several::{self, Member};
use super::value::Possible;
use crate::core::{Constant, ExprId, FieldId, Peers, Schema, Statistic, TableId};
use crate::proof::Domain;

impl Supposing<'_> {
    pub(super) fn rows(
        &self,
        expr: ExprId,
        at: (TableId, usize),
        (of, statistic): (TableId, &Statistic),
        filter: Option<ExprId>,
        value: Option<ExprId>,
    ) -> Possible {
        let node = &self.program.arena[expr];
        let Some(rows) = self.exact.rows_below(at, of) else { return Possible::missing(&node.ty) };
        let mut members = Vec::new();
        let mut lacks = false;
        for row in rows {
            let counts = filter.map(|filter| self.eval(filter, of, row));
            lacks |= counts.as_ref().is_some_and(|counts| counts.lacks);
            if counts.as_ref().is_some_and(|counts| !counts.as_truth().can_hold) {
                continue;
            }
            let is_sure = counts.is_none_or(|counts| counts.must_hold());
            let own = value.map(|value| self.eval(value, of, row));
            lacks |= own.as_ref().is_some_and(|own| own.lacks);
            let domain = own.map_or_else(|| Domain::constant(&Constant::YesNo(true)), |own| own.domain);
            members.push(Member { is_sure, domain });
        }
        several::figure(statistic, &members, node, of, lacks)
    }

    pub(super) fn cohort(
        &self,
        expr: ExprId,
        row: usize,
        peers: &Peers,
        statistic: &Statistic,
        (filter, value): (Option<ExprId>, Option<ExprId>),
    ) -> Possible {
        let node = &self.program.arena[expr];
        let Some(members) = self.peers(peers, row) else { return Possible::missing(&node.ty) };
        // All of a group that is known have the same figure.
        let is_known = members.iter().all(|(_, is_sure)| *is_sure);
        let key = members.first().filter(|_| is_known).map(|(first, _)| (node.class, *first));
        if let Some(known) = key.and_then(|key| self.cohorts.borrow().get(&key).cloned()) {
            return known;
        }
        // What is known on the way to here is not of the cohort.
        let aside = std::mem::take(&mut *self.narrowed.borrow_mut());
        let (members, lacks) = self.chosen(peers.table, members.into_iter(), filter, value);
        *self.narrowed.borrow_mut() = aside;
        let found = several::figure(statistic, &members, node, peers.table, lacks);
        if let Some(key) = key {
            self.cohorts.borrow_mut().insert(key, found.clone());
        }
        found
    }

    /// Those of a cohort who count and have a value; whether it can be missing who counts.
    pub(super) fn chosen(
        &self,
        table: TableId,
        members: impl Iterator<Item = (usize, bool)>,
        filter: Option<ExprId>,
        value: Option<ExprId>,
    ) -> (Vec<Member>, bool) {
        let mut chosen = Vec::new();
        let mut lacks = false;
        for (row, is_sure) in members {
            let counts = filter.map(|filter| self.eval(filter, table, row));
            lacks |= counts.as_ref().is_some_and(|counts| counts.lacks);
            if counts.as_ref().is_some_and(|counts| !counts.as_truth().can_hold) {
                continue;
            }
            let own = value.map(|value| self.eval(value, table, row));
            if own.as_ref().is_some_and(|own| own.domain.is_empty()) {
                continue;
            }
            let has_value = own.as_ref().is_none_or(|own| !own.lacks);
            let is_sure = is_sure && has_value && counts.is_none_or(|counts| counts.must_hold());
            let domain = own.map_or_else(|| Domain::constant(&Constant::YesNo(true)), |own| own.domain);
            chosen.push(Member { is_sure, domain });
        }
        (chosen, lacks)
    }

    /// Whether a cell of one of these columns of the subjects is open.
    pub(super) fn is_open_column(&self, same: &[FieldId]) -> bool {
        same.iter().any(|field| self.hangs.columns.contains(&(Schema::SUBJECTS, *field)))
    }

    /// Who shares fields with a subject, and who may; nobody where it lacks one of the fields for good.
    pub(super) fn members(&self, same: &[FieldId], row: usize) -> Option<Vec<(usize, bool)>> {
        self.peers(&Peers::of_subjects(same), row)
    }

    /// The same of rows of any table.
    pub(super) fn peers(&self, peers: &Peers, row: usize) -> Option<Vec<(usize, bool)>> {
        let is_open = |row: usize| {
            let cells = peers.same.iter().filter_map(|(table, field)| {
                let row = self.exact.up(peers.table, row, *table)?;
                Some(Cell { table: *table, field: *field, row })
            });
            let open: Vec<Cell> = cells.filter(|cell| self.open.get(*cell).is_some()).collect();
            self.asked.borrow_mut().extend(&open);
            !open.is_empty()
        };
        let rows = 0..self.exact.tables().table(peers.table).rows;
        let hangs = peers.same.iter().any(|shared| self.hangs.columns.contains(shared));
        if hangs && is_open(row) {
            return Some(rows.map(|other| (other, other == row)).collect());
        }
        let known = self.exact.peers(peers, row).ok()?;
        let mut members: Vec<(usize, bool)> = known.iter().map(|member| (*member, true)).collect();
        if hangs {
            members.extend(rows.filter(|other| is_open(*other)).map(|other| (other, false)));
        }
        Some(members)
    }
}
