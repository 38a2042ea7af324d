//! Lines of rows that mostly stand one behind the other.

/// The line of each row, by the rows at which they do not go on one by one.
#[derive(Debug, Clone, Default)]
pub struct Stretches {
    /// The first row of a stretch and its line.
    starts: Vec<(usize, u64)>,
    rows: usize,
    /// The line behind the last row.
    next: u64,
}

impl Stretches {
    /// Adds a row.
    pub(super) fn push(&mut self, line: u64) {
        if self.rows == 0 || self.next != line {
            self.starts.push((self.rows, line));
        }
        self.rows = self.rows.saturating_add(1);
        self.next = line.saturating_add(1);
    }

    /// Adds rows of a part that so many lines stand before.
    pub(super) fn append(&mut self, part: &Self, lines: u64) {
        for (row, line) in &part.starts {
            let (row, line) = (self.rows.saturating_add(*row), line.saturating_add(lines));
            let goes_on = self.line_behind(row);
            if goes_on != Some(line) {
                self.starts.push((row, line));
            }
        }
        self.rows = self.rows.saturating_add(part.rows);
        self.next = part.next.saturating_add(lines);
    }

    /// The line on which a row stands if it goes on with the last stretch.
    fn line_behind(&self, row: usize) -> Option<u64> {
        let (start, line) = self.starts.last()?;
        let further = u64::try_from(row.saturating_sub(*start)).ok()?;
        Some(line.saturating_add(further))
    }

    /// The line of a row; `None` past the last.
    pub(super) fn get(&self, row: usize) -> Option<u64> {
        if row >= self.rows {
            return None;
        }
        let stretch = self.starts.partition_point(|(start, _)| *start <= row).checked_sub(1)?;
        let (start, line) = self.starts.get(stretch)?;
        Some(line.saturating_add(u64::try_from(row.saturating_sub(*start)).ok()?))
    }

    /// The row on a line; `None` where none begins.
    pub(super) fn row_on(&self, line: u64) -> Option<usize> {
        let stretch = self.starts.partition_point(|(_, first)| *first <= line).checked_sub(1)?;
        let (start, first) = self.starts.get(stretch)?;
        let row = start.checked_add(usize::try_from(line.checked_sub(*first)?).ok()?)?;
        let end = self.starts.get(stretch.saturating_add(1)).map_or(self.rows, |(start, _)| *start);
        (row < end).then_some(row)
    }

    /// Number of rows.
    pub(super) fn len(&self) -> usize {
        self.rows
    }
}
