//! Figures over the members of a cohort: subjects, or rows of all of them.

use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;

use super::calls::Column;
use super::evaluator::Evaluator;
use super::figure::summary;
use super::groups::Groups;
use super::reasons::{Gathered, Reason, Reasons};
use super::rows::count;
use super::script::seen;
use super::sorted::Sorted;
use super::value::Value;
use crate::cancel::looking;
use crate::core::{ClassId, DataWeights, Expr, ExprId, ExprKind, FieldId, Peers, Schema, Statistic, TableId, Type};
use crate::data::Cell;
use crate::invariant::{OrBroken, broken, entry, fit};
use crate::number::{Date, Number, weights};
use crate::script::Datum;

/// Groupings and figures worked out so far: members by shared fields, results by what the expression means and the
/// group's first member.
#[derive(Default)]
pub(super) struct Cohorts {
    groups: BTreeMap<Peers, Rc<Groups>>,
    figures: BTreeMap<(ClassId, usize), Value>,
    ranked: BTreeMap<(ClassId, usize), Sorted>,
    /// The weights of all items; nothing where the cohort does not tell them apart.
    weights: BTreeMap<(ClassId, usize), Option<Vec<Number>>>,
    /// The values of members that have one, for scripts.
    columns: BTreeMap<ColumnKey, Result<Column, Reasons>>,
}

/// The fields that members share, the filter, the value, how many base units one of its numbers is, and the group's
/// first member.
type ColumnKey = (Vec<FieldId>, Option<ClassId>, ClassId, Number, usize);

/// A field value as a key of groups; a missing value forms no group.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum GroupKey {
    Text(String),
    Number(Number),
    Choice(usize),
    YesNo(bool),
    Date(Date),
}

impl Evaluator<'_> {
    /// A cohort figure or rank for a row.
    pub(super) fn cohort(&self, expr: &Expr, (table, row): (TableId, usize)) -> Value {
        let (ExprKind::Cohort { peers, .. } | ExprKind::Rank { peers, .. }) = &expr.kind else {
            broken("only figures over cohorts are asked for one")
        };
        let members = match self.peers(peers, row) {
            Ok(members) => members,
            Err(reason) => return Value::missing(reason),
        };
        let key = (expr.class, first(&members));
        match &expr.kind {
            ExprKind::Cohort { statistic, filter, value, .. } => {
                if let Some(value) = self.cohorts.borrow().figures.get(&key) {
                    return value.clone();
                }
                let value = self.statistic(expr, (table, &members), statistic, *filter, *value);
                self.cohorts.borrow_mut().figures.insert(key, value.clone());
                value
            }
            ExprKind::Rank { value, descending, ties, .. } => {
                let own = match self.eval(*value, table, row) {
                    Value::Number(own) => own,
                    other => return other,
                };
                if !self.cohorts.borrow().ranked.contains_key(&key) {
                    let sorted = match self.known_numbers(*value, table, &members) {
                        Some((numbers, bottom)) => Sorted::whole(numbers, bottom, *ties),
                        None => Sorted::numbers(self.present(*value, table, &members), *ties),
                    };
                    self.cohorts.borrow_mut().ranked.insert(key, sorted);
                }
                let cohorts = self.cohorts.borrow();
                let sorted = cohorts.ranked.get(&key).or_broken("the numbers have been put in order");
                Value::Number(sorted.rank(&own, *descending, *ties).or_broken("a rank fits 64 bits"))
            }
            _ => broken("only figures over cohorts are asked for one"),
        }
    }

    /// The subjects that share fields with a subject, itself among them, in file order.
    ///
    /// # Errors
    /// The empty cell, when the subject lacks one of the fields.
    pub fn members(&self, same: &[FieldId], row: usize) -> Result<Arc<[usize]>, Reason> {
        self.peers(&Peers::of_subjects(same), row)
    }

    /// The rows that a row is compared with, itself among them, in file order.
    ///
    /// # Errors
    /// The empty cell, when the row lacks one of the fields that they share.
    pub fn peers(&self, peers: &Peers, row: usize) -> Result<Arc<[usize]>, Reason> {
        let groups = self.groups_of(peers);
        match groups.of(row) {
            Some(group) => Ok(groups.shared_members(group)),
            None => self.group_key(peers, row).map(|_| Arc::default()),
        }
    }

    /// The subjects that lack one of the fields and so belong to no cohort that shares them.
    #[must_use]
    pub fn ungrouped(&self, same: &[FieldId]) -> Vec<usize> {
        let groups = self.groups(same);
        (0..self.tables.subjects().rows).filter(|row| groups.of(*row).is_none()).collect()
    }

    /// The subjects by shared fields, grouped when first asked for.
    #[must_use]
    pub fn groups(&self, same: &[FieldId]) -> Rc<Groups> {
        self.groups_of(&Peers::of_subjects(same))
    }

    /// Rows by what they share, grouped when first asked for.
    #[must_use]
    pub fn groups_of(&self, peers: &Peers) -> Rc<Groups> {
        if let Some(groups) = self.cohorts.borrow().groups.get(peers) {
            return Rc::clone(groups);
        }
        let groups = Rc::new(self.grouped(peers));
        self.cohorts.borrow_mut().groups.insert(peers.clone(), Rc::clone(&groups));
        groups
    }

    fn grouped(&self, peers: &Peers) -> Groups {
        let table = self.tables.table(peers.table);
        // An enumeration by itself needs no keys.
        if let [(of, field)] = peers.same.as_slice()
            && *of == peers.table
            && let Some(choices) = table.choices(*field)
        {
            return Groups::shared(choices);
        }
        let mut ids: BTreeMap<Vec<GroupKey>, usize> = BTreeMap::new();
        Groups::shared(looking(0..table.rows).map(|row| {
            let next = ids.len();
            self.group_key(peers, row).ok().map(|key| *ids.entry(key).or_insert(next))
        }))
    }

    fn group_key(&self, peers: &Peers, row: usize) -> Result<Vec<GroupKey>, Reason> {
        peers
            .same
            .iter()
            .map(|(of, field)| {
                let row = self.up(peers.table, row, *of).ok_or(Reason::UnknownTable(*of))?;
                let missing = Reason::Cell { table: *of, row, field: *field };
                match self.tables.table(*of).cell(*field, row) {
                    Cell::Missing => Err(missing),
                    Cell::Text(text) => Ok(GroupKey::Text(text.to_owned())),
                    Cell::Number(number) => Ok(GroupKey::Number(number)),
                    Cell::Choice(choice) => Ok(GroupKey::Choice(choice)),
                    Cell::YesNo(truth) => Ok(GroupKey::YesNo(truth)),
                    Cell::Date(date) => Ok(GroupKey::Date(date)),
                }
            })
            .collect()
    }

    fn statistic(
        &self,
        expr: &Expr,
        (table, members): (TableId, &[usize]),
        statistic: &Statistic,
        filter: Option<ExprId>,
        value: Option<ExprId>,
    ) -> Value {
        let mut chosen = Vec::new();
        for row in members {
            match filter.map(|filter| self.of_member(filter, (table, *row))) {
                None | Some(Value::YesNo(true)) => chosen.push(*row),
                // A count over subjects may not pass over one that nobody knows about.
                Some(missing @ Value::Missing(_)) => return missing,
                Some(_) => {}
            }
        }
        match (statistic, value) {
            (Statistic::Count, None) => count(chosen.len()),
            (Statistic::Count, Some(value)) => count(self.present(value, table, &chosen).len()),
            (Statistic::Exists, _) => Value::YesNo(!chosen.is_empty()),
            (statistic, Some(value)) => {
                if let Some(known) = self.known_statistic(statistic, value, (table, &chosen)) {
                    return Value::Number(known);
                }
                let numbers = self.present(value, table, &chosen);
                let nobody = numbers.is_empty();
                match summary(statistic, numbers, expr, table) {
                    // Nobody has a value: each says why.
                    Value::Missing(none) if nobody => {
                        Value::Missing(self.lacking(value, table, &chosen).unwrap_or(none))
                    }
                    value => value,
                }
            }
            (_, None) => broken("only a count and exists have no value"),
        }
    }

    /// A figure that whole numbers tell; nothing where nobody has one, who has to say why.
    fn known_statistic(
        &self,
        statistic: &Statistic,
        value: ExprId,
        (table, rows): (TableId, &[usize]),
    ) -> Option<Number> {
        let (numbers, bottom) = self.known_numbers(value, table, rows).filter(|(numbers, _)| !numbers.is_empty())?;
        let sum = || numbers.iter().try_fold(0_i128, |sum, number| sum.checked_add(*number));
        let (above, below) = match statistic {
            Statistic::Min => (numbers.iter().min().copied()?, 1),
            Statistic::Max => (numbers.iter().max().copied()?, 1),
            Statistic::Sum => (sum()?, 1),
            Statistic::Mean => (sum()?, fit(numbers.len())),
            _ => return None,
        };
        Number::ratio(above, bottom.checked_mul(below)?)
    }

    /// The values that the members of a cohort have, in file order, as scripts see them; who has none is left out.
    ///
    /// # Errors
    /// Why the cohort of the subject is not known.
    pub(super) fn column(
        &self,
        same: &[FieldId],
        filter: Option<ExprId>,
        value: ExprId,
        ty: &Type,
        row: usize,
    ) -> Result<Column, Reasons> {
        let members = self.members(same, row).map_err(Reasons::from)?;
        let class = |expr: ExprId| self.program.arena[expr].class;
        let key = (same.to_vec(), filter.map(class), class(value), ty.script_scale(), first(&members));
        if let Some(known) = self.cohorts.borrow().columns.get(&key) {
            return known.clone();
        }
        let values = self.values(&members, filter, value, ty);
        let column = values.map(|values| self.scripts.calls.column(values));
        self.cohorts.borrow_mut().columns.insert(key, column.clone());
        column
    }

    fn values(
        &self,
        members: &[usize],
        filter: Option<ExprId>,
        value: ExprId,
        ty: &Type,
    ) -> Result<Vec<Datum>, Reasons> {
        let mut values = Vec::new();
        for member in members.iter().copied() {
            match filter.map(|filter| self.eval(filter, Schema::SUBJECTS, member)) {
                None | Some(Value::YesNo(true)) => {}
                Some(Value::Missing(reasons)) => return Err(reasons),
                Some(_) => continue,
            }
            values.extend(seen(self.eval(value, Schema::SUBJECTS, member), ty));
        }
        Ok(values)
    }

    /// A weight of an item that a cohort gives; members without one of the items are left out.
    pub(super) fn cohort_weight(&self, of: ExprId, index: usize, row: usize) -> Value {
        let expr = &self.program.arena[self.program.inlined(of)];
        let ExprKind::CohortWeights { same, kind, items, places } = &expr.kind else {
            broken("a weight is one of several")
        };
        let members = match self.members(same, row) {
            Ok(members) => members,
            Err(reason) => return Value::missing(reason),
        };
        let key = (expr.class, first(&members));
        if !self.cohorts.borrow().weights.contains_key(&key) {
            let weights = self.cohort_weights(&members, *kind, items, *places);
            self.cohorts.borrow_mut().weights.insert(key, weights);
        }
        let cohorts = self.cohorts.borrow();
        let weights = cohorts.weights.get(&key).or_broken("the weights have been worked out");
        let weight = weights.as_ref().map(|weights| entry(weights, index).clone());
        weight.map_or_else(|| Value::missing(Reason::Alike(expr.span())), Value::Number)
    }

    fn cohort_weights(
        &self,
        members: &[usize],
        kind: DataWeights,
        items: &[ExprId],
        places: u32,
    ) -> Option<Vec<Number>> {
        let whole = |row: &usize| -> Option<Vec<Number>> {
            items.iter().map(|item| self.of_member(*item, (Schema::SUBJECTS, *row)).as_number().cloned()).collect()
        };
        let shares: Vec<Vec<Number>> = members.iter().filter_map(whole).collect();
        match kind {
            DataWeights::Entropy => weights::entropy(&shares, places),
            DataWeights::Deviation => weights::deviation(&shares, places),
            DataWeights::Critic => weights::critic(&shares, places),
        }
    }

    /// Why none of some members has a value.
    fn lacking(&self, value: ExprId, table: TableId, rows: &[usize]) -> Option<Reasons> {
        let mut all = Gathered::default();
        for row in rows {
            if let Value::Missing(reasons) = self.eval(value, table, *row) {
                all.add(reasons);
            }
        }
        all.all()
    }

    fn present(&self, value: ExprId, table: TableId, rows: &[usize]) -> Vec<Number> {
        if let Some((numbers, bottom)) = self.known_numbers(value, table, rows) {
            let one = |number: &i128| Number::ratio(*number, bottom);
            return numbers.iter().filter_map(one).collect();
        }
        rows.iter().filter_map(|row| self.of_member(value, (table, *row)).as_number().cloned()).collect()
    }
}

/// What stands for a cohort: its first member. A 示例 without subjects has a cohort of nobody.
fn first(members: &[usize]) -> usize {
    members.first().copied().unwrap_or(0)
}
