//! The cells of a sheet.

use super::bytes::Run;
use super::globals::Globals;
use super::records::{PART, broken, kind, record};
use super::strings::{Strings, text};
use crate::book::decimal::of_float;
use crate::book::fault::Fault;
use crate::book::growing::{Growing, Place};
use crate::book::sheet::{Area, Kind, Sheet};
use crate::book::shown::Shown;
use crate::book::value::number;
use crate::cancel::look;
use crate::invariant::fit;

/// The flag of a row that is not shown.
const HIDDEN: u16 = 0x20;

struct Reading<'r> {
    globals: &'r Globals,
    strings: &'r Strings,
    /// Where shared texts are kept once a cell has said them.
    kept: Vec<Option<Place>>,
    growing: Growing<'r>,
    /// The cell of a formula whose text comes in a record of its own.
    awaited: Option<(u16, u16)>,
    text: String,
    written: String,
}

/// Reads the sheet that begins at a place.
pub(super) fn read(stream: &[u8], start: usize, globals: &Globals, strings: &Strings) -> Result<Sheet, Fault> {
    let mut rest = stream.get(start..).ok_or_else(broken)?;
    let kept = vec![None; strings.len()];
    let (growing, text, written) = (Growing::new(PART), String::new(), String::new());
    let mut reading = Reading { globals, strings, kept, growing, awaited: None, text, written };
    // Charts within a sheet have records of the same kinds.
    let mut depth = 0_usize;
    loop {
        look();
        let record = record(rest).ok_or_else(broken)?;
        rest = record.rest;
        match record.kind {
            kind::BEGIN => depth = depth.saturating_add(1),
            kind::END if depth <= 1 => return reading.growing.finish(),
            kind::END => depth = depth.saturating_sub(1),
            _ if depth == 1 => reading.record(record.kind, Run(record.data)).ok_or_else(broken)??,
            _ if depth == 0 => return Err(broken()),
            _ => {}
        }
    }
}

impl Reading<'_> {
    /// Takes what a record holds; none where it is too short.
    fn record(&mut self, kind: u16, mut run: Run<'_>) -> Option<Result<(), Fault>> {
        Some(match kind {
            kind::ROW => {
                let row = run.u16()?;
                run.take(10)?;
                if run.u16()? & HIDDEN != 0 {
                    self.growing.hide_row(u32::from(row).saturating_add(1));
                }
                Ok(())
            }
            kind::COLUMNS => {
                let (first, last) = (run.u16()?, run.u16()?);
                let width = run.u16()?;
                run.take(2)?;
                if run.u16()? & 1 != 0 || width == 0 {
                    self.growing.hide_columns(first.into(), last.into());
                }
                Ok(())
            }
            kind::MERGED => {
                for _ in 0..run.u16()? {
                    let (top, bottom, left, right) = (run.u16()?, run.u16()?, run.u16()?, run.u16()?);
                    let rows = u32::from(top)..u32::from(bottom).saturating_add(1);
                    self.growing.merge(Area { rows, columns: u32::from(left)..u32::from(right).saturating_add(1) });
                }
                Ok(())
            }
            kind::NUMBER => {
                let (row, column, shown) = self.cell(&mut run)?;
                let value = f64::from_bits(run.u64()?);
                self.number(row, column, shown, value)
            }
            kind::SMALL => {
                let (row, column, shown) = self.cell(&mut run)?;
                let value = small(run.u32()?);
                self.number(row, column, shown, value)
            }
            kind::NUMBERS => {
                let (row, mut column) = (run.u16()?, run.u16()?);
                // The last column stands behind the numbers.
                while run.0.len() >= 6 {
                    let (style, value) = (run.u16()?, small(run.u32()?));
                    let done = self.number(row, column, self.shown(style), value);
                    if done.is_err() {
                        return Some(done);
                    }
                    column = column.checked_add(1)?;
                }
                Ok(())
            }
            kind::SHARED => {
                let (row, column, _) = self.cell(&mut run)?;
                let place = fit(run.u32()?);
                self.shared(row, column, place)?
            }
            kind::LABEL | kind::RICH => {
                let (row, column, _) = self.cell(&mut run)?;
                let text = text(&mut run, false, self.globals.page)?;
                self.said(row, column, &text)
            }
            kind::TRUTH => {
                let (row, column, _) = self.cell(&mut run)?;
                let (value, is_error) = (run.u8()?, run.u8()? != 0);
                self.truth(row, column, value, is_error)
            }
            kind::FORMULA => {
                let (row, column, shown) = self.cell(&mut run)?;
                let value = run.u64()?;
                self.formula(row, column, shown, value)
            }
            kind::STRING => {
                let text = text(&mut run, false, self.globals.page)?;
                match self.awaited.take() {
                    Some((row, column)) => self.said(row, column, &text),
                    None => Ok(()),
                }
            }
            _ => Ok(()),
        })
    }

    /// The place of a cell, and how it shows numbers.
    fn cell(&self, run: &mut Run<'_>) -> Option<(u16, u16, Shown)> {
        let (row, column, style) = (run.u16()?, run.u16()?, run.u16()?);
        Some((row, column, self.shown(style)))
    }

    fn shown(&self, style: u16) -> Shown {
        self.globals.styles.get(usize::from(style)).copied().unwrap_or_default()
    }

    fn row(&mut self, row: u16) -> Result<(), Fault> {
        self.growing.row(u32::from(row).saturating_add(1), false)
    }

    fn number(&mut self, row: u16, column: u16, shown: Shown, value: f64) -> Result<(), Fault> {
        self.row(row)?;
        of_float(value, &mut self.written);
        let kind = number(&self.written, shown, self.globals.epoch, &mut self.text);
        self.growing.put(column.into(), kind, &self.text, Some(&self.written)).map(drop)
    }

    fn said(&mut self, row: u16, column: u16, text: &str) -> Result<(), Fault> {
        if text.is_empty() {
            return Ok(());
        }
        self.row(row)?;
        self.growing.put(column.into(), Kind::Text, text, None).map(drop)
    }

    fn shared(&mut self, row: u16, column: u16, place: usize) -> Option<Result<(), Fault>> {
        let (text, kept) = (self.strings.get(place)?, self.kept.get_mut(place)?);
        if text.is_empty() {
            return Some(Ok(()));
        }
        if let Err(fault) = self.growing.row(u32::from(row).saturating_add(1), false) {
            return Some(Err(fault));
        }
        if let Some(place) = kept {
            return Some(self.growing.put_at(column.into(), Kind::Text, *place));
        }
        let put = self.growing.put(column.into(), Kind::Text, text, None);
        Some(put.map(|place| *kept = Some(place)))
    }

    fn truth(&mut self, row: u16, column: u16, value: u8, is_error: bool) -> Result<(), Fault> {
        self.row(row)?;
        let (text, kind, raw) = match (is_error, value) {
            (false, 0) => ("FALSE", Kind::Truth, Some("0")),
            (false, _) => ("TRUE", Kind::Truth, Some("1")),
            (true, 0x00) => ("#NULL!", Kind::Error, None),
            (true, 0x07) => ("#DIV/0!", Kind::Error, None),
            (true, 0x17) => ("#REF!", Kind::Error, None),
            (true, 0x1D) => ("#NAME?", Kind::Error, None),
            (true, 0x24) => ("#NUM!", Kind::Error, None),
            (true, 0x2A) => ("#N/A", Kind::Error, None),
            (true, _) => ("#VALUE!", Kind::Error, None),
        };
        self.growing.put(column.into(), kind, text, raw).map(drop)
    }

    /// The value that a formula came to: a number, or what the lowest byte says where the two highest are full.
    fn formula(&mut self, row: u16, column: u16, shown: Shown, value: u64) -> Result<(), Fault> {
        let [what, _, detail, _, _, _, 0xFF, 0xFF] = value.to_le_bytes() else {
            return self.number(row, column, shown, f64::from_bits(value));
        };
        match what {
            0 => {
                self.awaited = Some((row, column));
                Ok(())
            }
            1 => self.truth(row, column, detail, false),
            2 => self.truth(row, column, detail, true),
            // An empty text. Some writers (xlwt) leave it where a formula was never worked out: the cell is empty then.
            _ => Ok(()),
        }
    }
}

/// A number in four bytes: the upper ones of a float, or a whole number, maybe in hundredths.
fn small(bits: u32) -> f64 {
    let number =
        if bits & 2 == 0 { f64::from_bits(u64::from(bits & !3) << 32) } else { f64::from(bits.cast_signed() >> 2) };
    if bits & 1 == 0 { number } else { number / 100.0 }
}
