//! Two results beside one another, cell by cell, and what each changed cell is due to.

use schemars::JsonSchema;
use serde::Serialize;

use super::corner::{Corner, Ends};
use super::item::Kind;
use super::plan::{Place, Plan};
use super::shapley::shapley;
use crate::invariant::{OrBroken, fit};
use crate::number::Number;
use crate::result::{Mark, Marks};

/// What a cell of a result is due to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Cause {
    /// Cells of the files.
    Data,
    /// Corrections of cells.
    Correction,
    /// Rules other than 参数.
    Rule,
    /// 参数
    Parameter,
}

/// A cell of the data that says something else.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct InputChange {
    /// The table.
    pub table: String,
    /// The key of the row; of a table without key what its cells say.
    pub key: String,
    /// The column; absent: the row is in one of the data alone.
    pub column: Option<String>,
    /// What it said; absent where it was empty, or there was no such row.
    pub old: Option<String>,
    /// What it says; absent where it is empty, or there is no such row.
    pub new: Option<String>,
    /// Whether it is the file or a correction that says so.
    pub cause: Cause,
    /// Why it was corrected, and the document that says so.
    pub reason: Vec<String>,
}

/// A column of a result.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum ResultColumn {
    /// The mark of an indicator.
    Indicator {
        /// Of the indicator.
        code: String,
    },
    /// 加分
    Bonus,
    /// 扣分
    Deduction,
    /// 总分
    Total,
    /// 等次
    Grade,
}

/// A cell of a result that changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ResultChange {
    /// The key of the subject.
    pub key: String,
    /// The column.
    pub column: ResultColumn,
    /// As it was; absent where it was withheld, or there was none.
    pub old: Option<String>,
    /// As it is.
    pub new: Option<String>,
    /// What it is due to.
    pub causes: Vec<Cause>,
    /// How much of the change is whose, in the order of `causes` of the whole; absent where it is no number everywhere.
    pub shares: Option<Vec<Number>>,
}

/// What changed from one result to another, cell by cell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Cells {
    /// What may be a cause.
    pub causes: Vec<Cause>,
    /// Cells of the data.
    pub inputs: Vec<InputChange>,
    /// Cells of the result, subject by subject.
    pub results: Vec<ResultChange>,
}

/// The cells of the results that changed.
#[must_use]
pub fn results<'c>(
    plan: &Plan<'_>,
    ends: &Ends<'_>,
    causes: &[Cause],
    corner: &dyn Fn(usize) -> Option<(&'c Corner, bool)>,
) -> Vec<ResultChange> {
    let mut columns: Vec<(ResultColumn, Vec<String>)> = Vec::new();
    for slot in plan.slots.iter().filter(|slot| slot.kind == Kind::Indicator) {
        let codes: Vec<String> =
            [&slot.new, &slot.old].into_iter().flatten().map(|place: &Place| place.code.clone()).collect();
        columns.extend(codes.first().cloned().map(|code| (ResultColumn::Indicator { code }, codes)));
    }
    let others = [ResultColumn::Bonus, ResultColumn::Deduction, ResultColumn::Total, ResultColumn::Grade];
    columns.extend(others.into_iter().map(|column| (column, Vec::new())));
    let mut found = Vec::new();
    for (before, after) in &ends.both {
        for (column, codes) in &columns {
            let of =
                |corner: &Corner, is_newer: bool| said(corner, if is_newer { *after } else { *before }, column, codes);
            let (old, new) = (of(ends.start, false), of(ends.end, true));
            if old == new {
                continue;
            }
            let (due, shares) = due(causes, &|set| corner(set).map(|(corner, is_newer)| of(corner, is_newer)));
            found.push(ResultChange {
                key: ends.end.scores.subjects.key(*after).into_owned(),
                column: column.clone(),
                old: old.text(),
                new: new.text(),
                causes: due,
                shares,
            });
        }
    }
    found
}

/// What a cell of a result says.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Cell {
    Mark(Mark),
    Grade(Option<String>),
    Absent,
}

impl Cell {
    fn text(&self) -> Option<String> {
        match self {
            Self::Mark(mark) => mark.decimal(),
            Self::Grade(grade) => grade.clone(),
            Self::Absent => None,
        }
    }

    fn number(&self) -> Option<Number> {
        match self {
            Self::Mark(Mark::Given { value, places }) => Some(Number::from_scaled(*value, *places)),
            Self::Absent => Some(Number::zero()),
            Self::Mark(_) | Self::Grade(_) => None,
        }
    }
}

fn said(corner: &Corner, row: usize, column: &ResultColumn, codes: &[String]) -> Cell {
    let scores = &corner.scores;
    let mark = |marks: &Marks| marks.get(row).map_or(Cell::Absent, Cell::Mark);
    match column {
        ResultColumn::Indicator { .. } => {
            let at = corner.program.rules.indicators.iter().position(|one| codes.contains(&one.code));
            at.and_then(|at| scores.indicators.get(at)).map_or(Cell::Absent, mark)
        }
        ResultColumn::Bonus => mark(&scores.bonus),
        ResultColumn::Deduction => mark(&scores.deduction),
        ResultColumn::Total => mark(&scores.total),
        ResultColumn::Grade => Cell::Grade(corner.grade(row).map(str::to_owned)),
    }
}

/// The causes of a change, and how much is whose where all that lies between is a number.
fn due(causes: &[Cause], cell: &dyn Fn(usize) -> Option<Cell>) -> (Vec<Cause>, Option<Vec<Number>>) {
    let sets = 1_usize.checked_shl(fit(causes.len())).or_broken("causes are few");
    let cells: Vec<Option<Cell>> = (0..sets).map(cell).collect();
    let at = |set: usize| cells.get(set).and_then(Option::as_ref);
    let numbers: Option<Vec<Number>> = (0..sets).map(|set| at(set)?.number()).collect();
    let shares = numbers.map(|numbers| {
        shapley(causes.len(), &|set| numbers.get(set).cloned().or_broken("each set of causes has its number"))
    });
    let counts = |place: usize| {
        if let Some(shares) = &shares {
            return shares.get(place).is_some_and(|share| !share.is_zero());
        }
        let bit = 1_usize.checked_shl(fit(place)).or_broken("causes are few");
        let differs = |set: usize| at(set).zip(at(set | bit)).is_some_and(|(without, with)| without != with);
        (0..sets).filter(|set| set & bit == 0).any(differs)
    };
    let due = causes.iter().enumerate().filter(|(place, _)| counts(*place)).map(|(_, cause)| *cause);
    (due.collect(), shares)
}
