//! Records of a stream, each with those that continue it.

use super::bytes::Run;
use crate::book::fault::Fault;
use crate::words;

/// The part that faults are said of.
pub(super) const PART: &str = "Workbook";

/// A record.
#[derive(Debug, Clone, Copy)]
pub(super) struct Record<'s> {
    pub(super) kind: u16,
    /// What it holds.
    pub(super) data: &'s [u8],
    /// What stands behind it.
    pub(super) rest: &'s [u8],
}

/// The kinds of records that are looked at.
pub(super) mod kind {
    pub(in super::super) const FORMULA: u16 = 0x0006;
    pub(in super::super) const END: u16 = 0x000A;
    pub(in super::super) const EPOCH: u16 = 0x0022;
    pub(in super::super) const PASSWORD: u16 = 0x002F;
    pub(in super::super) const CONTINUE: u16 = 0x003C;
    pub(in super::super) const PAGE: u16 = 0x0042;
    pub(in super::super) const COLUMNS: u16 = 0x007D;
    pub(in super::super) const SHEET: u16 = 0x0085;
    pub(in super::super) const NUMBERS: u16 = 0x00BD;
    pub(in super::super) const RICH: u16 = 0x00D6;
    pub(in super::super) const STYLE: u16 = 0x00E0;
    pub(in super::super) const MERGED: u16 = 0x00E5;
    pub(in super::super) const STRINGS: u16 = 0x00FC;
    pub(in super::super) const SHARED: u16 = 0x00FD;
    pub(in super::super) const NUMBER: u16 = 0x0203;
    pub(in super::super) const LABEL: u16 = 0x0204;
    pub(in super::super) const TRUTH: u16 = 0x0205;
    pub(in super::super) const STRING: u16 = 0x0207;
    pub(in super::super) const ROW: u16 = 0x0208;
    pub(in super::super) const SMALL: u16 = 0x027E;
    pub(in super::super) const FORMAT: u16 = 0x041E;
    pub(in super::super) const BEGIN: u16 = 0x0809;
}

/// The first record of bytes; none where they are too few.
pub(super) fn record(bytes: &[u8]) -> Option<Record<'_>> {
    let mut run = Run(bytes);
    let (kind, length) = (run.u16()?, run.u16()?);
    let data = run.take(length.into())?;
    Some(Record { kind, data, rest: run.0 })
}

/// What is said of a stream that is not what it should be.
pub(super) fn broken() -> Fault {
    Fault::Broken { part: PART.to_owned(), why: words!("里的记录不完整", "its records are not complete") }
}
