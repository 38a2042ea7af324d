//! The rows of data of a grid, one by one.

use super::grid::{Grid, Line, Spot};
use crate::book::{Area, Epoch, Kind};
use crate::core::{Table, Type};
use crate::data::complaint::Fault;
use crate::data::header::Header;
use crate::data::records::{Record, Source};
use crate::invariant::fit;

/// Goes over the rows below a header.
pub(super) struct SheetRows<'g> {
    lines: std::slice::Iter<'g, Line<'g>>,
    width: usize,
    line: u64,
    record: Record<'g>,
    /// Cells that were made one downwards, and what they say, by the row they begin in.
    down: Vec<(&'g Area, &'g str)>,
    /// Those of them that reach the row at hand.
    open: Vec<(&'g Area, &'g str)>,
    epoch: Option<Epoch>,
    /// Titles and the header.
    head: &'g [Line<'g>],
    /// The rows that say one of these again, as each page of a print does.
    pub(super) again: Vec<u64>,
    /// Rows that the program does not show.
    pub(super) hidden: usize,
}

impl<'g> SheetRows<'g> {
    /// Behind so many lines. What a cell of several rows says is said of each of them, but not a number: that would be
    /// counted several times.
    pub(super) fn new(grid: &'g Grid<'g>, before: usize, header: &Header, declared: &Table) -> Self {
        let is_number = |column: usize| {
            let mut fields = declared.fields.iter().zip(&header.fields);
            fields.any(|(field, position)| *position == Some(column) && matches!(field.ty, Type::Number(_)))
        };
        let lines = grid.lines.get(before..).unwrap_or_default();
        let first_row = lines.first().map_or(u64::MAX, |line| line.number.saturating_sub(1));
        let is_down = |area: &&Area| {
            let column = fit(area.columns.start);
            area.rows.len() > 1
                && area.columns.len() == 1
                && u64::from(area.rows.start) >= first_row
                && !is_number(column)
        };
        let said = |area: &'g Area| {
            let number = u64::from(area.rows.start).saturating_add(1);
            let place = lines.binary_search_by_key(&number, |line| line.number).ok()?;
            Some((area, lines.get(place)?.text(fit(area.columns.start))?))
        };
        let mut down: Vec<_> = grid.merged.iter().filter(is_down).filter_map(said).collect();
        // The next one to begin stands last.
        down.sort_by_key(|(area, _)| std::cmp::Reverse(area.rows.start));
        let width = header.width;
        let (record, open, epoch) = (Record::default(), Vec::new(), grid.epoch);
        let head = grid.lines.get(..before).unwrap_or_default();
        Self { lines: lines.iter(), width, line: 0, record, down, open, epoch, head, again: Vec::new(), hidden: 0 }
    }

    fn fill(&mut self, line: &'g Line<'g>) {
        let row = line.number.saturating_sub(1);
        while let Some(area) = self.down.pop_if(|(area, _)| u64::from(area.rows.start) <= row) {
            self.open.push(area);
        }
        self.open.retain(|(area, _)| u64::from(area.rows.end) > row);
        let mut spots = line.spots.iter().peekable();
        let open = &self.open;
        self.record.fill((0..self.width).map(|column| {
            let spot = spots.next_if(|spot| spot.column == column);
            let said = spot.map(|spot| (super::trim(spot.text), fault(spot)));
            let merged = || open.iter().find(|(area, _)| fit::<usize>(area.columns.start) == column);
            said.or_else(|| merged().map(|(_, text)| (super::trim(text), None))).unwrap_or_default()
        }));
    }
}

/// Why a cell holds no value.
fn fault(spot: &Spot<'_>) -> Option<Fault<'static>> {
    match spot.kind {
        Kind::Error => Some(Fault::Formula),
        Kind::Unvalued => Some(Fault::Unvalued),
        Kind::Lost => Some(Fault::Lost),
        Kind::Text | Kind::Number | Kind::Percent | Kind::Date | Kind::Truth => None,
    }
}

impl<'g> Source<'g> for SheetRows<'g> {
    fn advance(&mut self) -> Option<u64> {
        let line = loop {
            let line = self.lines.next()?;
            if !self.head.iter().any(|head| head.says(line)) {
                break line;
            }
            self.again.push(line.number);
        };
        self.line = line.number;
        self.hidden = self.hidden.saturating_add(usize::from(line.is_hidden));
        self.fill(line);
        Some(line.number)
    }

    fn record(&self) -> &Record<'g> {
        &self.record
    }

    fn line(&self) -> u64 {
        self.line.saturating_add(1)
    }

    fn epoch(&self) -> Option<Epoch> {
        self.epoch
    }
}
