//! The members of cohorts.

use std::collections::BTreeSet;
use std::ops::Range;

use super::Steps;
use super::task::{CohortKey, Telling};
use crate::cancel::{looking, sort_by};
use crate::core::{ExprId, ExprKind, FigureId, Peers, Schema, Statistic, TableId, Ties};
use crate::engine::exact;
use crate::engine::row_key;
use crate::invariant::{broken, entry};
use crate::number::{Number, over_common};
use crate::result::{Among, Cohort, CohortId, Many, Member, Operation};
use crate::review::view::{At, value};

/// Of so many members all are told in any case.
pub(super) const ALL_TOLD: usize = 60;

/// So many members are told on each side of a place, and of those with an equal value.
pub(super) const NEIGHBOURS: usize = 3;

/// Members that count, with what they have of each value.
struct Found {
    /// The table of the members.
    table: TableId,
    members: Vec<usize>,
    /// By value, one entry for each member.
    columns: Vec<Vec<exact::Value>>,
}

/// What one member has.
type Values<'f> = Box<dyn Iterator<Item = &'f exact::Value> + 'f>;

impl Found {
    /// What the member at this place has of each value.
    fn of(&self, place: usize) -> Values<'_> {
        Box::new(self.columns.iter().map(move |column| entry(column, place)))
    }

    /// Leaves out all other members.
    fn keep(&mut self, is_kept: impl Fn(usize, Values<'_>) -> bool) {
        let kept = |(place, member): (usize, &usize)| is_kept(*member, self.of(place));
        let kept: Vec<bool> = looking(self.members.iter().enumerate()).map(kept).collect();
        if kept.contains(&false) {
            let mut places = kept.iter();
            self.members.retain(|_| places.next() == Some(&true));
            for column in &mut self.columns {
                let mut places = kept.iter();
                column.retain(|_| places.next() == Some(&true));
            }
        }
    }
}

/// Sorts numbers from the least up, and of equal ones by their places; gives their sum and that of their squares.
fn in_order(sorted: &mut [(&Number, usize)]) -> (Number, Number) {
    if let Some((keys, common)) = over_common(sorted.iter().map(|(number, _)| *number)) {
        let sum = keys.iter().try_fold(0_i128, |sum, key| sum.checked_add(*key));
        let squares = keys.iter().try_fold(0_i128, |sum, key| sum.checked_add(key.checked_mul(*key)?));
        if let (Some(sum), Some(squares), Some(square)) = (sum, squares, common.checked_mul(common))
            && let Some(totals) = Number::ratio(sum, common).zip(Number::ratio(squares, square))
        {
            let mut keyed: Vec<_> = keys.into_iter().zip(sorted.iter().copied()).collect();
            sort_by(&mut keyed, |one, other| (one.0, one.1.1).cmp(&(other.0, other.1.1)));
            sorted.iter_mut().zip(keyed).for_each(|(place, (_, own))| *place = own);
            return totals;
        }
    }
    sort_by(sorted, Ord::cmp);
    let zero = Number::from_integer(0);
    looking(sorted.iter())
        .fold((zero.clone(), zero), |(sum, squares), (number, _)| (&sum + *number, &squares + &(*number * *number)))
}

impl Steps<'_> {
    /// The members of a cohort of a row that count, with what they have of each value; nobody where it is not
    /// known who they are. Another subject's figures are named, not followed: its own explanation has them.
    pub(super) fn cohort(
        &mut self,
        peers: &Peers,
        filter: Option<ExprId>,
        values: &[ExprId],
        row: usize,
        telling: Telling,
    ) -> CohortId {
        self.cohort_for(values, (peers, filter, values), row, telling)
    }

    /// The same; what it is for tells it from others, with few expressions where there are many values.
    pub(super) fn cohort_for(
        &mut self,
        what: &[ExprId],
        (peers, filter, values): (&Peers, Option<ExprId>, &[ExprId]),
        row: usize,
        telling: Telling,
    ) -> CohortId {
        let view = self.view;
        let telling = if self.tells_all { Telling::All } else { telling };
        let members = view.evaluator.peers(peers, row).unwrap_or_default();
        let class = |expr: ExprId| view.program.arena[expr].class;
        let classes = what.iter().map(|value| class(*value)).collect();
        let key = (peers.clone(), filter.map(class), classes, members.first().copied(), telling.clone());
        if let Some(known) = self.cohort_ids.get(&key) {
            return *known;
        }
        if let (None, [only], true) = (filter, values, peers.are_subjects())
            && let Some(cohort) = self.of_whole_numbers(&members, *only, row, &telling)
        {
            return self.add_cohort(key, cohort);
        }
        let counts = |member: &usize| {
            let chosen = filter.map(|filter| view.evaluator.of_member(filter, (peers.table, *member)));
            !matches!(chosen, Some(exact::Value::YesNo(false)))
        };
        let members: Vec<usize> = looking(members.iter().copied()).filter(counts).collect();
        let column = |value: &ExprId| {
            looking(members.iter()).map(|row| view.evaluator.of_member(*value, (peers.table, *row))).collect()
        };
        let mut found = Found { table: peers.table, columns: values.iter().map(column).collect(), members };
        let subject = |member: usize| view.evaluator.up(peers.table, member, Schema::SUBJECTS);
        // Who does not participate is no member of a comparison of values and marks.
        let takes_part = |member: usize, mut found: Values<'_>| {
            found.all(|found| found.reasons().is_none())
                || view.program.figure(FigureId::Participates).is_none()
                || subject(member).map(|subject| view.evaluator.figure(FigureId::Participates, subject))
                    != Some(exact::Value::YesNo(false))
        };
        found.keep(takes_part);
        let cohort = self.brief(&found, values, row, &telling).unwrap_or_else(|| Cohort {
            members: looking(0..found.members.len()).map(|place| self.member(&found, place, values, None)).collect(),
            many: None,
        });
        self.add_cohort(key, cohort)
    }

    fn add_cohort(&mut self, key: CohortKey, cohort: Cohort) -> CohortId {
        let id = CohortId(self.cohorts.len());
        self.cohorts.push(cohort);
        self.cohort_ids.insert(key, id);
        id
    }

    fn member(&self, found: &Found, place: usize, values: &[ExprId], among: Option<Among>) -> Member {
        let view = self.view;
        let at = (found.table, *entry(&found.members, place));
        let (cells, rows) = view.cells_of_member(values, at);
        Member {
            key: row_key(view.program, view.evaluator.tables(), at),
            values: found.of(place).zip(values).map(|(found, expr)| value(found, view.ty(*expr))).collect(),
            cells,
            rows,
            among,
        }
    }

    /// Many members by what they come to and those that decide; `None` where all are to be told.
    fn brief(&self, found: &Found, values: &[ExprId], row: usize, telling: &Telling) -> Option<Cohort> {
        let count = found.members.len();
        if count <= ALL_TOLD || *telling == Telling::All || values.len() > 1 {
            return None;
        }
        let Some(expr) = values.first() else {
            let many = Many { count, with_value: count, sum: None, squares: None };
            return Some(Cohort { members: Vec::new(), many: Some(many) });
        };
        // From the least up; of equal ones in the order of the subject table.
        let mut sorted: Vec<(&Number, usize)> = Vec::with_capacity(count);
        for (place, own) in looking(entry(&found.columns, 0).iter().enumerate()) {
            match own {
                exact::Value::Number(number) => sorted.push((number, place)),
                exact::Value::Missing(_) => {}
                // What is no number has no sum and no place.
                _ => return None,
            }
        }
        let totals = in_order(&mut sorted);
        let sum = value(&exact::Value::Number(totals.0), self.view.ty(*expr));
        let many = Many { count, with_value: sorted.len(), sum: Some(sum), squares: Some(totals.1) };
        let equal = |number: &Number| -> Range<usize> {
            let below = sorted.partition_point(|(other, _)| *other < number);
            below..sorted.partition_point(|(other, _)| *other <= number)
        };
        let mut told: BTreeSet<usize> = BTreeSet::new();
        let mut tell = |places: Range<usize>| told.extend(places.take(NEIGHBOURS));
        match telling {
            Telling::All | Telling::Sums => {}
            Telling::Holders => {
                let ends = sorted.first().into_iter().chain(sorted.last());
                ends.for_each(|(number, _)| tell(equal(number)));
            }
            Telling::Around(number) => {
                let like = equal(number);
                tell(like.start.saturating_sub(NEIGHBOURS)..like.start);
                tell(like.clone());
                tell(like.end..sorted.len().min(like.end + NEIGHBOURS));
                // The subject itself, however many have as much.
                let is_own = |at: &usize| {
                    let place = sorted.get(*at).map(|(_, place)| *place);
                    place.and_then(|place| found.members.get(place)) == Some(&row)
                };
                told.extend(like.into_iter().find(is_own));
            }
        }
        let member = |at: usize| {
            let (number, place) = sorted.get(at)?;
            let like = equal(number);
            let among = Among { below: like.start, above: sorted.len() - like.end };
            Some(self.member(found, *place, values, Some(among)))
        };
        Some(Cohort { members: told.into_iter().filter_map(member).collect(), many: Some(many) })
    }

    /// Who decides a figure over the members: what it came to tells whose neighbours.
    pub(super) fn telling(statistic: &Statistic, result: &exact::Value) -> Telling {
        match (statistic, result.as_number()) {
            (Statistic::Min | Statistic::Max, _) => Telling::Holders,
            (Statistic::Quantile { .. }, Some(number)) => Telling::Around(number.clone()),
            (
                Statistic::Count
                | Statistic::Exists
                | Statistic::Sum
                | Statistic::Mean
                | Statistic::Variance { .. }
                | Statistic::StandardDeviation { .. },
                _,
            ) => Telling::Sums,
            _ => Telling::All,
        }
    }

    pub(super) fn rank_done(&mut self, expr: ExprId, at: At) {
        let view = self.view;
        let ExprKind::Rank { peers, value, descending, ties } = &view.program.arena[expr].kind else {
            broken("only a rank is ranked")
        };
        let own = self.last_done();
        let telling = match (ties, self.value(own).as_number()) {
            // Every different value counts.
            (Ties::Dense, _) => Telling::All,
            (_, Some(number)) => Telling::Around(number.clone()),
            (_, None) => Telling::Sums,
        };
        let cohort = self.cohort(peers, None, &[*value], at.1, telling);
        let (ranked, descending, ties) = (view.source(*value), *descending, *ties);
        let operation = Operation::Rank { ranked, own, descending, ties, cohort };
        let clause = Some(view.source(expr));
        self.finish_node(expr, operation, view.eval(expr, at), clause);
    }
}
