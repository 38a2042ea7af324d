//! The header of a table among titles, notes and rows of data: one row, or several of which the upper ones span columns.

use super::grid::{Grid, Line};
use crate::book::Area;
use crate::core::Table;
use crate::data::findings::Findings;
use crate::data::header::{Header, MOST_COLUMNS};
use crate::data::heading::{Heading, named_unit, plain};
use crate::invariant::fit;
use crate::number::Unit;

/// No title and no notes are longer than so many lines.
const SEARCHED: usize = 60;

/// No header has more rows.
const DEEPEST: usize = 4;

/// Where the header is.
pub(super) struct Found {
    /// The lines of the grid that it is.
    pub(super) first: usize,
    pub(super) depth: usize,
    /// What each column is called.
    pub(super) names: Vec<String>,
    /// Whether all declared columns are in it.
    pub(super) is_whole: bool,
    /// How many declared columns are in it.
    columns: usize,
}

impl Found {
    /// The best there is: the first that has all declared columns, or else that which has most of them. `None` where
    /// nothing declared is to be seen.
    pub(super) fn of(grid: &Grid<'_>, declared: &Table) -> Option<Self> {
        let width = grid.width().min(MOST_COLUMNS);
        let mut best: Option<Self> = None;
        // By its last line, with as few lines above it as will do: a title that stands above is none of it.
        for (end, last) in grid.lines.iter().enumerate().take(SEARCHED) {
            if declared.layout.header_row.is_some_and(|row| u64::from(row) != last.number) {
                continue;
            }
            for depth in 1..=DEEPEST {
                let Some(first) = end.saturating_add(1).checked_sub(depth) else { break };
                let Some(lines) = grid.lines.get(first..=end) else { break };
                if depth > 1 && !is_header(lines) {
                    break;
                }
                let found = Self::at(first, lines, (&grid.merged, width), declared);
                if found.is_whole {
                    return Some(found);
                }
                if best.as_ref().is_none_or(|best| best.columns < found.columns) {
                    best = Some(found);
                }
            }
        }
        best.filter(|best| best.columns > 0)
    }

    /// How many declared columns are in it.
    pub(super) fn columns(&self) -> usize {
        self.columns
    }

    /// Whether more than half of the declared columns are in it.
    pub(super) fn has_most(&self, declared: &Table) -> bool {
        let above = declared.parent.as_ref().map_or(0, |parent| parent.headers.len());
        self.columns.saturating_mul(2) > declared.fields.len().saturating_add(above)
    }

    fn at(first: usize, lines: &[Line<'_>], (merged, width): (&[Area], usize), declared: &Table) -> Self {
        let names: Vec<String> = (0..width).map(|column| name(lines, merged, column, declared)).collect();
        let mut scratch = Findings::new("", "");
        let header = Header::read(names.iter().map(String::as_str), declared, &mut scratch);
        let columns = header.fields.iter().filter(|position| position.is_some()).count();
        let columns = columns.saturating_add(header.parent.len());
        Self { first, depth: lines.len(), names, is_whole: header.is_whole(declared), columns }
    }
}

/// Whether lines can be a header together: none but the last has a number, and there is something in each.
fn is_header(lines: &[Line<'_>]) -> bool {
    let is_year = |text: &str| text.len() == 4 && (text.starts_with("19") || text.starts_with("20"));
    let is_number = |text: &str| {
        !text.is_empty() && !is_year(text) && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
    };
    lines.iter().all(|line| !line.spots.iter().any(|spot| is_number(super::trim(spot.text))))
}

/// What a column is called: by all rows of the header from the top down or by some that follow one another, as the rules
/// have it.
fn name(lines: &[Line<'_>], merged: &[Area], column: usize, declared: &Table) -> String {
    let mut levels: Vec<&str> = Vec::with_capacity(lines.len());
    for (level, line) in lines.iter().enumerate() {
        let is_lowest = level.saturating_add(1) == lines.len();
        let own = line.text(column).or_else(|| spanned(lines, line, merged, column));
        // A cell of an upper row that is not merged spans what has names of its own below it.
        let above = || {
            let below = lines.get(level.saturating_add(1)..).unwrap_or_default();
            let is_divided = below.iter().any(|line| line.text(column).is_some());
            line.spots.iter().rev().find(|spot| spot.column < column).filter(|_| is_divided).map(|spot| spot.text)
        };
        let own = own.or_else(|| if is_lowest || merged_at_all(merged, line) { None } else { above() });
        if let Some(text) = own.map(super::trim).filter(|text| !text.is_empty() && levels.last() != Some(text)) {
            levels.push(text);
        }
    }
    // The longest run, and of those that are as long the lowest.
    let runs = (1..=levels.len()).rev().flat_map(|length| levels.windows(length).rev());
    let mut ways = runs.map(<[&str]>::concat);
    ways.find(|way| is_declared(way, declared)).unwrap_or_else(|| levels.concat())
}

/// What stands in the cells that were made one with that of a column.
fn spanned<'g>(lines: &[Line<'g>], line: &Line<'g>, merged: &[Area], column: usize) -> Option<&'g str> {
    let (row, place) = (row_of(line)?, u32::try_from(column).ok()?);
    let area = merged.iter().find(|area| area.rows.contains(&row) && area.columns.contains(&place))?;
    let top = lines.iter().find(|line| row_of(line) == Some(area.rows.start))?;
    top.text(fit(area.columns.start))
}

fn merged_at_all(merged: &[Area], line: &Line<'_>) -> bool {
    row_of(line).is_some_and(|row| merged.iter().any(|area| area.rows.contains(&row)))
}

fn row_of(line: &Line<'_>) -> Option<u32> {
    u32::try_from(line.number).ok()?.checked_sub(1)
}

/// Whether words above a column name one that is declared.
pub(super) fn is_declared(name: &str, declared: &Table) -> bool {
    let is_field = declared.fields.iter().any(|field| Heading::of(name, field).is_some());
    let wanted = plain(name);
    is_field || declared.parent.iter().flat_map(|parent| &parent.headers).any(|header| plain(header) == wanted)
}

/// The units that the notes above a header name, each of another quantity: 单位：万元、家、人.
pub(super) fn units_above<'l>(lines: impl IntoIterator<Item = &'l Line<'l>>) -> Vec<Unit> {
    let mut units: Vec<Unit> = Vec::new();
    for spot in lines.into_iter().flat_map(|line| &line.spots) {
        let text = plain(spot.text);
        let Some((before, after)) = text.split_once("单位:") else { continue };
        // 填报单位 is an office.
        if before.ends_with(|sign: char| sign.is_alphabetic()) {
            continue;
        }
        let after = after.trim_end_matches([')', ']']);
        units.extend(after.split(['、', ',', ';', ' ']).filter_map(Unit::read));
    }
    let is_one = |unit: &Unit| units.iter().filter(|other| other.dimension == unit.dimension).count() == 1;
    units.iter().filter(|unit| is_one(unit)).cloned().collect()
}

/// The unit that a column's own words name.
pub(super) fn own_unit(name: &str) -> Option<Unit> {
    named_unit(&plain(name))
}
