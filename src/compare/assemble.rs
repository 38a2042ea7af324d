//! Two scorings beside one another, and each move shared among the players.

use super::corner::{Corner, Ends};
use super::effect::{
    EditNamed, Effect, IndicatorMove, Matrix, Mover, PlayerNamed, RulesAndData, Scored, Standing, SubjectMove,
};
use super::item::Kind;
use super::plan::{Place, Plan, Which};
use super::players::{Player, PlayerKind};
use super::shapley::shapley;
use crate::invariant::{OrBroken, fit};
use crate::number::Number;
use crate::program::Program;
use crate::result::{Mark, Marks};

/// A rule set with a set of the players, and whether it was scored with the newer data.
pub(super) type CornerOf<'f, 'c> = dyn Fn(usize) -> (&'c Corner, bool) + 'f;

/// More values than these are not kept: with more subjects there are fewer players.
const MOST_VALUES: usize = 1 << 23;

/// Among how many players a move of so many subjects is shared.
#[must_use]
pub fn most_players(subjects: usize) -> usize {
    let sets = MOST_VALUES.checked_div(subjects.max(1)).unwrap_or(1).max(2);
    fit(sets.ilog2())
}

/// The effect, from the rule sets with every set of the players.
#[must_use]
pub fn assembled<'a>(
    plan: &Plan<'_>,
    scored: Scored,
    players: &[Player],
    has_joined: bool,
    ends: &Ends<'_>,
    corner: &dyn Fn(usize) -> (&'a Corner, bool),
) -> Effect {
    let is_each = players
        .iter()
        .all(|player| player.kinds.iter().all(|kind| matches!(kind, PlayerKind::Edit | PlayerKind::Data)));
    let named = |player: &Player| PlayerNamed {
        kinds: player.kinds.clone(),
        edits: player.edits.iter().filter_map(|edit| plan.named(*edit)).collect(),
    };
    let mut subjects: Vec<SubjectMove> =
        ends.both.iter().map(|rows| subject(ends, *rows, players.len(), corner)).collect();
    subjects.sort_by(|one, other| {
        let place =
            |subject: &SubjectMove| (subject.new.rank.unwrap_or(usize::MAX), subject.old.rank.unwrap_or(usize::MAX));
        place(one).cmp(&place(other))
    });
    Effect {
        scored,
        players: players.iter().map(named).collect(),
        is_each,
        has_joined,
        subjects,
        gone: ends.gone.clone(),
        new: ends.new.clone(),
        matrix: matrix(ends),
        indicators: indicators(plan, ends),
        apart: apart(players, ends, corner),
    }
}

fn number(mark: Mark) -> Option<Number> {
    match mark {
        Mark::Given { value, places } => Some(Number::from_scaled(value, places)),
        Mark::NotApplicable | Mark::Withheld => None,
    }
}

fn total(corner: &Corner, row: usize) -> Option<Number> {
    corner.total(row).and_then(number)
}

fn standing(corner: &Corner, row: usize) -> Standing {
    Standing {
        total: corner.total(row).and_then(Mark::decimal),
        grade: corner.grade(row).map(str::to_owned),
        rank: corner.scores.rank.get(row).copied().flatten(),
    }
}

fn subject(ends: &Ends<'_>, (before, after): (usize, usize), players: usize, corner: &CornerOf<'_, '_>) -> SubjectMove {
    let row = |is_newer: bool| if is_newer { after } else { before };
    let change = total(ends.end, after).zip(total(ends.start, before)).map(|(new, old)| new - old);
    let shares = change.as_ref().map(|_| {
        shapley(players, &|set| {
            let (corner, is_newer) = corner(set);
            total(corner, row(is_newer)).unwrap_or_else(Number::zero)
        })
    });
    let grades = ends.start.grade(before).zip(ends.end.grade(after)).filter(|(old, new)| old != new);
    let grade_shares = grades.map(|(old, new)| {
        shapley(players, &|set| {
            let (corner, is_newer) = corner(set);
            let grade = corner.grade(row(is_newer));
            // Half for leaving the old grade, half for reaching the new one.
            let halves = usize::from(grade != Some(old)).saturating_add(usize::from(grade == Some(new)));
            Number::ratio(fit(halves), 2).or_broken("two is not 0")
        })
    });
    let subjects = &ends.end.scores.subjects;
    SubjectMove {
        key: subjects.key(after).into_owned(),
        name: subjects.name(after).map(str::to_owned),
        old: standing(ends.start, before),
        new: standing(ends.end, after),
        change,
        shares,
        grade_shares,
    }
}

fn matrix(ends: &Ends<'_>) -> Matrix {
    let labels = |program: &Program| -> Vec<Option<String>> {
        program.rules.outcomes().into_iter().map(|label| Some(label.to_owned())).collect()
    };
    let (mut old, mut new) = (labels(&ends.start.program), labels(&ends.end.program));
    let pairs: Vec<(Option<&str>, Option<&str>)> =
        ends.both.iter().map(|(before, after)| (ends.start.grade(*before), ends.end.grade(*after))).collect();
    // Outcomes of people stand in no rule, and some have no grade.
    for (was, is) in &pairs {
        for (labels, label) in [(&mut old, was), (&mut new, is)] {
            if !labels.iter().any(|known| known.as_deref() == *label) {
                labels.push(label.map(str::to_owned));
            }
        }
    }
    let count = |was: &Option<String>, is: &Option<String>| {
        pairs.iter().filter(|(old, new)| *old == was.as_deref() && *new == is.as_deref()).count()
    };
    let counts = old.iter().map(|was| new.iter().map(|is| count(was, is)).collect()).collect();
    Matrix { old, new, counts }
}

fn indicators(plan: &Plan<'_>, ends: &Ends<'_>) -> Vec<IndicatorMove> {
    let mut found = Vec::new();
    for slot in plan.slots.iter().filter(|slot| slot.kind == Kind::Indicator) {
        let is_of = |code: &str| [&slot.old, &slot.new].into_iter().flatten().any(|place: &Place| place.code == code);
        let place = |corner: &Corner| corner.program.rules.indicators.iter().position(|one| is_of(&one.code));
        let (before, after) = (place(ends.start), place(ends.end));
        let full =
            |corner: &Corner, at: Option<usize>| corner.program.rules.indicators.get(at?).map(|one| one.full.clone());
        let (old_full, new_full) = (full(ends.start, before), full(ends.end, after));
        let told = after.and_then(|at| ends.end.program.rules.indicators.get(at));
        let told = told.or_else(|| ends.start.program.rules.indicators.get(before?));
        let Some(told) = told else { continue };
        let marks = |corner: &Corner, at: Option<usize>, row: usize| -> Option<Number> {
            let Some(at) = at else { return Some(Number::zero()) };
            corner.scores.indicators.get(at).and_then(|marks: &Marks| marks.get(row)).and_then(number)
        };
        let mut changes: Vec<(String, Number)> = Vec::new();
        for (was, is) in &ends.both {
            if let (Some(old), Some(new)) = (marks(ends.start, before, *was), marks(ends.end, after, *is)) {
                changes.push((ends.end.scores.subjects.key(*is).into_owned(), new - old));
            }
        }
        let sum: Number = changes.iter().map(|(_, change)| change).sum();
        // Of several that moved as much the first one is named.
        let greatest = changes
            .iter()
            .rev()
            .max_by(|(_, one), (_, other)| one.cmp(other))
            .filter(|(_, change)| !change.is_negative() && !change.is_zero());
        let least =
            changes.iter().min_by(|(_, one), (_, other)| one.cmp(other)).filter(|(_, change)| change.is_negative());
        found.push(IndicatorMove {
            code: told.code.clone(),
            title: told.title.clone(),
            old_full,
            new_full,
            count: changes.len(),
            mean: sum.checked_div(&Number::count(changes.len())),
            most: greatest.map(mover),
            least: least.map(mover),
        });
    }
    found
}

fn mover((key, change): &(String, Number)) -> Mover {
    Mover { key: key.clone(), change: change.clone() }
}

fn apart(players: &[Player], ends: &Ends<'_>, corner: &CornerOf<'_, '_>) -> Option<RulesAndData> {
    let data = players.iter().position(|player| player.kinds.contains(&PlayerKind::Data))?;
    let data = 1_usize.checked_shl(fit(data))?;
    let all = 1_usize.checked_shl(fit(players.len()))?.saturating_sub(1);
    let rules = all & !data;
    if rules == 0 {
        return None;
    }
    let counted: Vec<&(usize, usize)> = ends
        .both
        .iter()
        .filter(|(before, after)| ends.start.total(*before).is_some() && ends.end.total(*after).is_some())
        .collect();
    let mean = |set: usize| -> Option<Number> {
        let (corner, is_newer) = corner(set);
        let totals = counted.iter().map(|(before, after)| total(corner, if is_newer { *after } else { *before }));
        let sum: Number = totals.sum::<Option<Number>>()?;
        sum.checked_div(&Number::count(counted.len()))
    };
    let step = |to: usize, from: usize| mean(to).zip(mean(from)).map(|(to, from)| to - from);
    let half = |one: &Option<Number>, other: &Option<Number>| {
        let both = one.as_ref().zip(other.as_ref()).map(|(one, other)| one + other)?;
        both.checked_div(&Number::count(2))
    };
    let (rules_on_old, rules_on_new) = (step(rules, 0), step(all, data));
    let (data_on_old, data_on_new) = (step(data, 0), step(all, rules));
    Some(RulesAndData {
        rules: half(&rules_on_old, &rules_on_new),
        data: half(&data_on_old, &data_on_new),
        rules_on_old,
        rules_on_new,
        data_on_old,
        data_on_new,
        count: counted.len(),
    })
}

impl Plan<'_> {
    /// An edit by its name.
    #[must_use]
    pub fn named(&self, edit: usize) -> Option<EditNamed> {
        let edit = self.edits.get(edit)?;
        Some(EditNamed { kind: edit.kind, code: edit.code.clone(), title: edit.title.clone() })
    }

    /// What an item is called on one side, and on the other where that does not have it.
    #[must_use]
    pub fn code(&self, edit: usize, which: Which) -> Option<String> {
        let slot = self.slots.iter().find(|slot| slot.edit == Some(edit))?;
        let (one, other) = match which {
            Which::Old => (&slot.old, &slot.new),
            Which::New => (&slot.new, &slot.old),
        };
        one.as_ref().or(other.as_ref()).map(|place| place.code.clone())
    }
}
