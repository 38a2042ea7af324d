//! For one subject: the marks that it lost, and the least that leads to a better outcome or a worse one.

use std::collections::{BTreeMap, BTreeSet};

use super::grid::{Grid, NoGrid};
use super::lens::{At, Ground};
use super::level::{Wanted, level};
use super::limits::{Allowed, Limits};
use super::reach::Reach;
use super::said::{key, text};
use super::search::{Nearest, Search};
use super::together::cheapest;
use crate::core::{ChildId, FieldId, Schema, SubjectId};
use crate::cores::with_hands;
use crate::data::Tables;
use crate::engine::full_marks;
use crate::invariant::{OrBroken, entry};
use crate::number::{Calendar, Number};
use crate::program::Program;
use crate::result::change::{Said, Was};
use crate::result::why_not::{Column, Lost, NotSearched, Outcome, Reached, Searched, WhyNot};
use crate::result::{Decision, Mark, Scores};

/// What is asked about some subjects of the same data.
pub struct Asked<'a> {
    /// The rules.
    pub program: &'a Program,
    /// The data.
    pub tables: &'a Tables,
    /// The working days.
    pub calendar: &'a Calendar,
    /// What everyone has.
    pub scores: &'a Scores,
    /// What may be changed.
    pub limits: &'a Limits,
    /// So many cells are told of each subject.
    pub most: usize,
}

impl Asked<'_> {
    /// For each of some subjects.
    #[must_use]
    pub fn why_not(&self, rows: Vec<usize>) -> Vec<WhyNot> {
        let Self { program, tables, calendar, scores, limits, most } = self;
        let hand = || (Ground::new(program, tables, calendar), self.reaches());
        with_hands(rows, hand, |(ground, reaches), row| {
            ground.forget_rows();
            One { ground, scores, limits, reaches, row, most: *most }.why_not()
        })
    }

    /// What depends on each column that may be tried, if the outcome does.
    fn reaches(&self) -> BTreeMap<Column, Reach<'_>> {
        let rules = &self.program.rules;
        let groups: BTreeSet<FieldId> = rules
            .each_grade()
            .filter_map(|(_, grade)| grade.quota.as_ref())
            .flat_map(|quota| quota.same.clone())
            .collect();
        let tried = self.limits.tried().map(|(column, _)| *column);
        tried
            .filter_map(|column| {
                let reach = Reach::of(self.program, BTreeSet::from([(column.table, column.field)]));
                let groups = column.table == Schema::SUBJECTS && groups.contains(&column.field);
                (groups || reach.outcome().is_any()).then_some((column, reach))
            })
            .collect()
    }
}

struct One<'g> {
    ground: &'g Ground<'g>,
    scores: &'g Scores,
    limits: &'g Limits,
    reaches: &'g BTreeMap<Column, Reach<'g>>,
    row: usize,
    most: usize,
}

impl One<'_> {
    fn why_not(&self) -> WhyNot {
        let (row, scores) = (self.row, self.scores);
        let decision = *scores.decisions.of(row);
        let label = scores.grade.of(row).clone();
        let (mut grids, mut empty) = (Vec::new(), BTreeSet::new());
        for (column, allowed) in self.limits.tried().filter(|(column, _)| self.reaches.contains_key(*column)) {
            for at in self.cells(*column) {
                match self.grid(at, allowed) {
                    Ok(grid) => grids.push(grid),
                    Err(NoGrid::Empty) => {
                        empty.insert(*column);
                    }
                    Err(NoGrid::Text | NoGrid::Fixed) => {}
                }
            }
        }
        let own = level(self.ground.program, decision, label.as_deref());
        let not_searched = match decision {
            Decision::Open => Some(NotSearched::NoGrades),
            Decision::Manual => Some(NotSearched::ByPeople),
            Decision::NotParticipating => Some(NotSearched::NotParticipating),
            Decision::Withheld { .. } => Some(NotSearched::Open),
            _ => None,
        };
        let search = |wanted: fn(usize) -> Wanted, together: bool| match (not_searched, own) {
            (Some(why), _) => Outcome::NotSearched(why),
            (None, None) => Outcome::NotSearched(NotSearched::NoGrades),
            (None, Some(0)) if together => Outcome::NotSearched(NotSearched::AtEnd),
            (None, Some(own)) => Outcome::Searched(Box::new(self.searched(&grids, wanted(own), together))),
        };
        WhyNot {
            subject: SubjectId(row),
            grade: label,
            decision,
            total: mark(&scores.total, row),
            rank: scores.rank.get(row).copied().flatten(),
            lost: self.lost(),
            better: search(Wanted::Better, true),
            worse: search(Wanted::Worse, false),
            empty: empty.into_iter().collect(),
        }
    }

    /// The cells of a column that belong to the subject.
    fn cells(&self, column: Column) -> Vec<At> {
        let Column { table, field } = column;
        let at = |row: usize| (table, field, row);
        if table == Schema::SUBJECTS {
            return vec![at(self.row)];
        }
        let below = self.ground.base.rows_below((Schema::SUBJECTS, self.row), table);
        below.unwrap_or_default().into_iter().map(at).collect()
    }

    fn grid(&self, at: At, allowed: &Allowed) -> Result<Grid, NoGrid> {
        let declared =
            self.ground.program.rules.schema.field(at.0, at.1).or_broken("a column that is tried is declared");
        let table = self.ground.tables.get(at.0).or_broken("each declared table is there");
        Grid::of(at, table, declared, allowed.within.as_ref(), self.ground.calendar.covered())
    }

    fn searched(&self, grids: &[Grid], wanted: Wanted, together: bool) -> Searched {
        let search = Search { ground: self.ground, scores: self.scores, row: self.row, wanted };
        let mut searched = Searched { tried: grids.len(), ..Searched::default() };
        let none = Reach::of(self.ground.program, BTreeSet::new());
        let reach = |grid: &Grid| {
            let column = Column { table: grid.at.0, field: grid.at.1 };
            self.reaches.get(&column).map_or(&none, |reach| reach)
        };
        // By what they cost; those that cost the same in the order of the cells.
        let mut found: BTreeMap<(Number, usize), i128> = BTreeMap::new();
        let mut look =
            |found: &mut BTreeMap<(Number, usize), i128>, place: usize, grid: &Grid, from: (i128, bool)| match search
                .nearest(grid, reach(grid), from)
            {
                Nearest::At(step) => {
                    found.insert((grid.share(step), place), step);
                }
                Nearest::Nowhere => {}
                Nearest::Unknown(step) => {
                    let nearer = step.saturating_sub(1);
                    searched.unfinished.push(self.said(grid, if grid.high > 0 { nearer } else { -nearer }));
                }
            };
        let mut first = 0;
        for column in grids.chunk_by(|one, other| (one.at.0, one.at.1) == (other.at.0, other.at.1)) {
            let reach = column.first().map_or(&none, reach);
            for place in search.that_may(column, reach) {
                look(&mut found, first + place, entry(column, place), (1, false));
            }
            first += column.len();
        }
        let mut single = Vec::new();
        while let Some(((_, place), step)) = found.pop_first() {
            if single.len() >= self.most {
                searched.more = found.len().saturating_add(1);
                break;
            }
            let grid = entry(grids, place);
            match search.confirmed(&[(grid, step)]) {
                Some(scores) => single.push(self.reached(&[(grid, step)], &scores)),
                // The rules refuse such data: the next value.
                None if step > 0 => look(&mut found, place, grid, (step, true)),
                None => look(&mut found, place, grid, (1_i128.saturating_sub(step), false)),
            }
        }
        searched.single = single;
        if together && searched.single.is_empty() && self.limits.is_limited() && grids.len() > 1 {
            searched.tried_together = true;
            let columns = grids.iter().map(|grid| (grid.at.0, grid.at.1)).collect();
            let reach = Reach::of(self.ground.program, columns);
            let (found, unfinished) = cheapest(&search, grids, &reach);
            searched.is_together_unfinished = unfinished;
            searched.together = found.map(|found| {
                let steps: Vec<(&Grid, i128)> =
                    found.steps.iter().filter_map(|(place, step)| Some((grids.get(*place)?, *step))).collect();
                self.reached(&steps, &found.scores)
            });
        }
        searched
    }

    fn reached(&self, steps: &[(&Grid, i128)], then: &Scores) -> Reached {
        let row = self.row;
        let grade = |of: &Scores, row: usize| of.grade.of(row).clone();
        let others = (0..self.scores.subjects.len()).filter(|other| *other != row);
        let others = others
            .map(|other| (SubjectId(other), Was { before: grade(self.scores, other), after: grade(then, other) }));
        Reached {
            cells: steps.iter().map(|(grid, step)| self.said(grid, *step)).collect(),
            steps: steps.iter().map(|(grid, step)| if grid.is_ordered() { *step } else { 0 }).collect(),
            share: steps.iter().map(|(grid, step)| grid.share(*step)).sum(),
            grade: grade(then, row),
            total: mark(&then.total, row),
            rank: then.rank.get(row).copied().flatten(),
            others: others.filter(|(_, was)| was.differs()).collect(),
        }
    }

    /// A cell that says what it does at a step.
    fn said(&self, grid: &Grid, step: i128) -> Said {
        let (table, field, row) = grid.at;
        let schema = &self.ground.program.rules.schema;
        let own = self.ground.tables.get(table).or_broken("each declared table is there");
        Said {
            table,
            field,
            key: key(schema, self.ground.tables, table, row),
            subject: SubjectId(self.row),
            text: Was { before: text(schema, own, table, field, row), after: Some(grid.shown(step)) },
            reason: String::new(),
            document: String::new(),
        }
    }

    /// The marks that the subject does not have, most first.
    fn lost(&self) -> Vec<Lost> {
        let rules = &self.ground.program.rules;
        let marks = rules.each_indicator().zip(&self.scores.indicators);
        let mut lost: Vec<Lost> = marks
            .filter_map(|((id, _), marks)| {
                let mark = mark(marks, self.row);
                let own = match mark {
                    Mark::Given { value, places } => Number::from_scaled(value, places),
                    Mark::Withheld => Number::zero(),
                    Mark::NotApplicable => return None,
                };
                let full = full_marks(self.ground.program, &self.ground.base, ChildId::Indicator(id), self.row)?;
                let lost = &full - &own;
                (!lost.is_zero() && !lost.is_negative()).then_some(Lost { indicator: id, mark, full, lost })
            })
            .collect();
        lost.sort_by(|one, other| other.lost.cmp(&one.lost).then(one.indicator.cmp(&other.indicator)));
        lost
    }
}

fn mark(marks: &crate::result::Marks, row: usize) -> Mark {
    marks.get(row).or_broken("every subject has its mark")
}
