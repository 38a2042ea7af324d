//! Tables whose rows and columns are exchanged: the names of the columns stand one below the other, each row of data beside
//! them.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::grid::{Grid, Line, Spot};
use super::heading::{Found, is_declared, units_above};
use crate::book::{Area, Sheet};
use crate::core::Table;
use crate::data::header::wanted;
use crate::data::heading::{Heading, plain};
use crate::invariant::fit;
use crate::number::Unit;

/// No such table has more lines: each of them is a column of the rules, a title or a note.
const TALLEST: usize = 1000;

/// The names stand in one of so many columns: numbers of rows and the like may stand before them.
const SEARCHED: usize = 4;

/// A grid as its rows of data see it.
pub(super) struct Turned<'g> {
    pub(super) grid: Grid<'g>,
    /// The units that the notes beside it name.
    pub(super) units: Vec<Unit>,
}

/// A grid with rows and columns exchanged and its header, where that is whole and the one of the grid as it is, is not.
pub(super) fn turned<'g>(grid: &Grid<'g>, found: Option<&Found>, declared: &Table) -> Option<(Turned<'g>, Found)> {
    if found.is_some_and(|found| found.is_whole) || declared.layout.header_row.is_some() {
        return None;
    }
    let turned = Turned::of(grid, declared)?;
    let found = Found::of(&turned.grid, declared).filter(|found| found.is_whole)?;
    Some((turned, found))
}

/// The header of a sheet, whichever way it is turned.
pub(super) fn header_of(sheet: &Sheet, declared: &Table) -> Option<Found> {
    let grid = Grid::of(sheet);
    let found = Found::of(&grid, declared);
    match turned(&grid, found.as_ref(), declared) {
        Some((_, found)) => Some(found),
        None => found,
    }
}

impl<'g> Turned<'g> {
    /// Of a grid in one of whose first columns stand all names of columns. A line that says nothing of any row of data is a
    /// title or a note.
    pub(super) fn of(grid: &Grid<'g>, declared: &Table) -> Option<Self> {
        if grid.lines.len() > TALLEST || wanted(declared).len() < 2 {
            return None;
        }
        let names = (0..SEARCHED).find(|column| has_names(grid, *column, declared))?;
        let is_one =
            |line: &&Line<'_>| line.spots.len() > 1 || line.text(names).is_some_and(|name| is_declared(name, declared));
        let (kept, beside): (Vec<&Line<'g>>, Vec<&Line<'g>>) = grid.lines.iter().partition(is_one);
        let mut columns: BTreeMap<usize, Vec<Spot<'g>>> = BTreeMap::new();
        for line in kept {
            crate::cancel::look();
            let row = fit::<usize>(line.number).saturating_sub(1);
            for spot in &line.spots {
                columns.entry(spot.column).or_default().push(Spot { column: row, ..*spot });
            }
        }
        let line = |(column, spots): (usize, Vec<Spot<'g>>)| Line {
            number: fit(column.saturating_add(1)),
            is_hidden: grid.hidden_columns.contains(&fit(column)),
            spots,
        };
        let merged = grid.merged.iter().map(|area| Area { rows: area.columns.clone(), columns: area.rows.clone() });
        let merged = Cow::Owned(merged.collect());
        let lines = columns.into_iter().map(line).collect();
        let units = units_above(beside);
        Some(Self { grid: Grid { lines, merged, hidden_columns: &[], epoch: grid.epoch }, units })
    }
}

/// Whether all names of columns stand in a column.
fn has_names(grid: &Grid<'_>, column: usize, declared: &Table) -> bool {
    let found: Vec<&str> = grid.lines.iter().filter_map(|line| line.text(column)).collect();
    let has = |column: &String| found.iter().any(|name| plain(name) == plain(column));
    declared.parent.iter().flat_map(|parent| &parent.headers).all(has)
        && declared.fields.iter().all(|field| found.iter().any(|name| Heading::of(super::trim(name), field).is_some()))
}
