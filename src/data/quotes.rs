//! Quotation marks around the cells of a record.

use super::blank::is_blank;

/// What stands behind the closing mark of a cell, where only blanks may.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Stray<'a> {
    /// Which cell of the record, from 0.
    pub(super) cell: usize,
    /// The cell as it is written.
    pub(super) written: &'a str,
    /// What of it stands behind the mark.
    pub(super) behind: &'a str,
}

/// Where a reader of the record is.
enum State {
    /// Before the first sign of a cell.
    Start,
    /// In a cell that does not begin with a mark; marks in it are signs like any other.
    Plain,
    Quoted,
    /// Behind a mark within marks: of two, the second opens again what the first closed.
    Closed {
        at: usize,
        /// Nothing has come between.
        just: bool,
    },
    Stray {
        at: usize,
    },
}

/// The marks of one record.
pub(super) struct Marks<'a> {
    /// The first cell that goes on behind its closing mark.
    pub(super) stray: Option<Stray<'a>>,
    /// Whether the record ends inside marks: then it has swallowed all lines after an opening mark.
    pub(super) is_open: bool,
}

/// Goes through a record, which may end with a line end.
pub(super) fn marks(record: &str, delimiter: char) -> Marks<'_> {
    let mut state = State::Start;
    let (mut cell, mut start) = (0_usize, 0_usize);
    let found = |cell, start: usize, at: usize, end: usize| {
        let (written, behind) = (record.get(start..end)?, record.get(at..end)?);
        Some(Stray { cell, written, behind })
    };
    for (place, sign) in record.char_indices() {
        let next = place.saturating_add(sign.len_utf8());
        state = match state {
            State::Quoted if sign == '"' => State::Closed { at: next, just: true },
            State::Quoted => State::Quoted,
            State::Closed { just: true, .. } if sign == '"' => State::Quoted,
            State::Stray { at } if sign == delimiter || matches!(sign, '\n' | '\r') => {
                return Marks { stray: found(cell, start, at, place), is_open: false };
            }
            _ if sign == delimiter => {
                cell = cell.saturating_add(1);
                start = next;
                State::Start
            }
            State::Start if sign == '"' => State::Quoted,
            State::Start | State::Plain => State::Plain,
            State::Closed { at, .. } if is_blank(sign) => State::Closed { at, just: false },
            State::Closed { at, .. } | State::Stray { at } => State::Stray { at },
        };
    }
    match state {
        State::Stray { at } => Marks { stray: found(cell, start, at, record.len()), is_open: false },
        state => Marks { stray: None, is_open: matches!(state, State::Quoted) },
    }
}
