//! Figures over the subjects of a cohort while some cells are open. The members whose values cannot change are taken from
//! the data as they are.

use super::lens::Lens;
use super::may::{May, Truth};
use super::numbers::over;
use crate::core::{DataWeights, Expr, ExprId, ExprKind, Schema, Statistic, Ties};
use crate::engine::exact::{Reason, Value};
use crate::invariant::OrBroken;
use crate::number::{Number, weights};

impl Lens<'_> {
    /// A figure of a cohort, or a rank, for a subject.
    pub(super) fn cohort(&self, id: ExprId, row: usize) -> May {
        let node = &self.ground.program.arena[id];
        let (ExprKind::Cohort { peers, .. } | ExprKind::Rank { peers, .. }) = &node.kind else { return May::Anything };
        // Who moves to another cohort, and what rows of all subjects come to, is told by the exact engine alone.
        if self.reach.is_shared(peers) || !peers.are_subjects() {
            return May::Anything;
        }
        let members = match self.ground.base.peers(peers, row) {
            Ok(members) => members,
            Err(reason) => return May::Be(Value::missing(reason)),
        };
        match &node.kind {
            ExprKind::Cohort { statistic, filter, value, .. } => {
                let key = (node.class, members.first().copied().unwrap_or(0));
                if let Some(known) = self.cohorts.borrow().get(&key) {
                    return known.clone();
                }
                let may = self.gathered(node, &members, statistic, *filter, *value);
                self.cohorts.borrow_mut().insert(key, may.clone());
                may
            }
            ExprKind::Rank { value, descending, ties, .. } => self.rank(*value, row, &members, *descending, *ties),
            _ => May::Anything,
        }
    }

    /// What an expression may come to for a member.
    fn of_member(&self, expr: ExprId, row: usize) -> May {
        if self.is_open(self.reach.expr(expr), (Schema::SUBJECTS, row)) {
            return self.eval(expr, Schema::SUBJECTS, row);
        }
        self.ground.column(expr).get(row).map_or(May::Anything, |value| May::Be(value.clone()))
    }

    /// What those members may come to who have a value; nothing when it is not known who has one.
    fn present(&self, value: ExprId, members: &[usize]) -> Option<Vec<(Number, Number)>> {
        let mut present = Vec::with_capacity(members.len());
        for member in members {
            match self.of_member(value, *member) {
                May::Be(Value::Missing(_)) => {}
                may => {
                    let (low, high) = may.ends()?;
                    present.push((low.clone(), high.clone()));
                }
            }
        }
        Some(present)
    }

    fn gathered(
        &self,
        node: &Expr,
        members: &[usize],
        statistic: &Statistic,
        filter: Option<ExprId>,
        value: Option<ExprId>,
    ) -> May {
        let (mut sure, mut open) = (Vec::new(), 0_usize);
        for member in members {
            let Some(filter) = filter else {
                sure.push(*member);
                continue;
            };
            let may = self.of_member(filter, *member);
            match may.truth().settled() {
                Some(Some(true)) => sure.push(*member),
                Some(Some(false)) => {}
                Some(None) => return may,
                None if may.truth().unknown => return May::Anything,
                None => open = open.saturating_add(1),
            }
        }
        match (statistic, value) {
            (Statistic::Count, None) => {
                May::between(Number::count(sure.len()), Number::count(sure.len().saturating_add(open)))
            }
            (Statistic::Exists, _) if !sure.is_empty() => May::Be(Value::YesNo(true)),
            (Statistic::Exists, _) => May::of_truth(Truth { yes: open > 0, no: true, unknown: false }, None),
            _ if open > 0 => May::Anything,
            (Statistic::Count, Some(value)) => match self.present(value, &sure) {
                Some(present) => May::Be(Value::Number(Number::count(present.len()))),
                None => May::Anything,
            },
            (statistic, Some(value)) => match self.present(value, &sure) {
                Some(present) if present.is_empty() && *statistic != Statistic::Sum => {
                    May::Be(Value::missing(Reason::NoRow { table: Schema::SUBJECTS, span: node.span() }))
                }
                Some(present) => over(statistic, node, &present),
                None => May::Anything,
            },
            (_, None) => May::Anything,
        }
    }

    fn rank(&self, value: ExprId, row: usize, members: &[usize], descending: bool, ties: Ties) -> May {
        let own = self.of_member(value, row);
        if own.is_missing() {
            return own;
        }
        let Some((low, high)) = own.ends() else { return May::Anything };
        let others: Vec<usize> = members.iter().copied().filter(|member| *member != row).collect();
        let Some(others) = self.present(value, &others) else { return May::Anything };
        let settled = low == high && others.iter().all(|(low, high)| low == high);
        if ties == Ties::Dense {
            let movable = others.iter().any(|(low, high)| low != high);
            if movable {
                return May::Anything;
            }
            let mut different: Vec<&Number> = others.iter().map(|(low, _)| low).collect();
            different.sort();
            different.dedup();
            let ahead = |own: &Number| {
                different.iter().filter(|other| if descending { **other > own } else { **other < own }).count()
            };
            let (one, other) = (ahead(low).saturating_add(1), ahead(high).saturating_add(1));
            return May::between(Number::count(one.min(other)), Number::count(one.max(other)));
        }
        // How many come before at least and at most, and how many come before or tie.
        let beats = |one: &Number, other: &Number| if descending { one > other } else { one < other };
        let (best, worst) = if descending { (high, low) } else { (low, high) };
        let count = |is: &dyn Fn(&(Number, Number)) -> bool| others.iter().filter(|ends| is(ends)).count();
        let strong = |ends: &(Number, Number)| if descending { ends.1.clone() } else { ends.0.clone() };
        let weak = |ends: &(Number, Number)| if descending { ends.0.clone() } else { ends.1.clone() };
        let before = [count(&|ends| beats(&weak(ends), best)), count(&|ends| beats(&strong(ends), worst))];
        let through = [count(&|ends| !beats(best, &weak(ends))), count(&|ends| !beats(worst, &strong(ends)))];
        let ranks = [0, 1].map(|end: usize| {
            let first = before.get(end).copied().unwrap_or(0).saturating_add(1);
            let last = through.get(end).copied().unwrap_or(0).saturating_add(1);
            match ties {
                Ties::Competition | Ties::Dense => Number::count(first),
                Ties::Last => Number::count(last),
                Ties::Average => {
                    let sum = Number::count(first.saturating_add(last));
                    sum.checked_div(&Number::from_integer(2)).or_broken("two is not 0")
                }
            }
        });
        let [least, most] = ranks;
        debug_assert!(!settled || least == most);
        May::between(least, most)
    }

    /// A weight of an item that a cohort gives; of items that are not all known anything.
    pub(super) fn cohort_weight(&self, of: ExprId, index: usize, row: usize) -> May {
        let node = &self.ground.program.arena[self.ground.program.inlined(of)];
        let ExprKind::CohortWeights { same, kind, items, places } = &node.kind else { return May::Anything };
        if self.reach.is_among(same) {
            return May::Anything;
        }
        let members = match self.ground.base.members(same, row) {
            Ok(members) => members,
            Err(reason) => return May::Be(Value::missing(reason)),
        };
        let mut shares: Vec<Vec<Number>> = Vec::new();
        for member in members.iter() {
            let values: Option<Vec<Value>> =
                items.iter().map(|item| self.of_member(*item, *member).only().cloned()).collect();
            let Some(values) = values else { return May::Anything };
            shares.extend(values.iter().map(|value| value.as_number().cloned()).collect::<Option<Vec<Number>>>());
        }
        let weights = match kind {
            DataWeights::Entropy => weights::entropy(&shares, *places),
            DataWeights::Deviation => weights::deviation(&shares, *places),
            DataWeights::Critic => weights::critic(&shares, *places),
        };
        match weights.map(|weights| weights.get(index).cloned()) {
            Some(Some(weight)) => May::Be(Value::Number(weight)),
            Some(None) => May::Anything,
            None => May::Be(Value::missing(Reason::Alike(node.span()))),
        }
    }
}
