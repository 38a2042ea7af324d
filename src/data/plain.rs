//! A block of text in which every cell is as plain as most are: read column by column, several times as fast as record by
//! record. One cell that is not, and the block is read by its records, which know what to say of it.

use std::ops::Range;

use super::aside::Aside;
use super::blank::trim;
use super::column::Builder;
use super::findings::Findings;
use super::header::Header;
use super::left_out::is_dash;
use super::link::Link;
use super::parents::{self, Run};
use super::rows::{Above, Part};
use super::stretches::Stretches;
use crate::core::{FieldId, KeyPart, Table};
use crate::host::progress::Progress;
use crate::invariant::{entry, fit, part_of};

/// The cells of a block.
struct Cells<'t> {
    text: &'t str,
    /// Where each cell ends.
    ends: Vec<u32>,
    width: usize,
    /// How many lines end.
    lines: u64,
}

impl<'t> Cells<'t> {
    /// Of a text in which every line is a row of so many cells, none of them in marks.
    fn of(text: &'t str, delimiter: u8, width: usize) -> Option<Self> {
        let bytes = text.as_bytes();
        if width == 0 || bytes.len() > fit::<usize>(u32::MAX) || memchr::memchr2(b'"', b'\r', bytes).is_some() {
            return None;
        }
        let mut ends: Vec<u32> = Vec::with_capacity(bytes.len() / 4);
        let (mut left, mut lines) = (width, 0_u64);
        for end in memchr::memchr2_iter(delimiter, b'\n', bytes) {
            left -= 1;
            let ends_line = *entry(bytes, end) == b'\n';
            if ends_line != (left == 0) {
                return None;
            }
            if ends_line {
                (left, lines) = (width, lines + 1);
            }
            ends.push(fit(end));
        }
        if bytes.last().is_some_and(|last| *last != b'\n') {
            ends.push(fit(bytes.len()));
            left -= 1;
        }
        (left == 0 || left == width).then_some(Self { text, ends, width, lines })
    }

    fn rows(&self) -> usize {
        self.ends.len() / self.width
    }

    /// Where the cells of a column stand, one below the other.
    fn places(&self, position: usize) -> impl Iterator<Item = Range<usize>> {
        let last = self.width - 1;
        let mut behind = 0;
        self.ends.chunks_exact(self.width).map(move |row| {
            let start = position.checked_sub(1).map_or(behind, |before| fit::<usize>(*entry(row, before)) + 1);
            behind = fit::<usize>(*entry(row, last)) + 1;
            start..fit(*entry(row, position))
        })
    }

    /// The cells of a column, one below the other.
    fn column(&self, position: usize) -> impl Iterator<Item = &'t str> {
        self.places(position).map(|place| part_of(self.text, place))
    }
}

/// Reads a block that begins with a row, on a line; `None` when a cell of it is not plain.
pub(super) fn read<'f>(
    (text, line): (&str, u64),
    delimiter: u8,
    header: &Header,
    declared: &Table,
    above: Option<&Above<'_>>,
    findings: &Findings<'f>,
    progress: &Progress,
) -> Option<Part<'f>> {
    // Without a key, nothing tells a row from a line of blanks.
    if declared.layout.has_marks()
        || header.given.iter().any(Option::is_some)
        || !header.unnamed.is_empty()
        || (declared.key.is_empty() && declared.parent.is_none())
    {
        return None;
    }
    // Behind the header its line ends.
    let (text, line) = text.strip_prefix('\n').map_or((text, line), |rest| (rest, line + 1));
    let cells = Cells::of(text, delimiter, header.width)?;
    let parents = match above {
        Some(above) => parents(&cells, header, above)?,
        None => Vec::new(),
    };
    let mut builders = Vec::with_capacity(declared.fields.len());
    for (id, (field, position)) in declared.fields.iter().zip(&header.fields).enumerate() {
        let mut builder = Builder::new(field).under(header.shown(id, field));
        let is_key = declared.key.contains(&KeyPart::Field(FieldId(id)));
        match position {
            Some(position) => {
                let is_plain = |cell: &str| {
                    !cell.is_empty() && trim(cell).len() == cell.len() && Aside::of(cell).is_none() && !is_dash(cell)
                };
                if is_key && !cells.column(*position).all(is_plain) {
                    return None;
                }
                builder.add_plain(text, cells.places(*position), field)?;
            }
            None if is_key => return None,
            None => (0..cells.rows()).for_each(|_| builder.push(None, None)),
        }
        builders.push(builder);
    }
    let mut tally = progress.tally();
    let mut lines = Stretches::default();
    for line in (line..).take(cells.rows()) {
        tally.one();
        lines.push(line);
    }
    let ended = (line - 1) + cells.lines;
    Some(Part { builders, parents, lines, left_out: Vec::new(), ended, whole: true, findings: findings.part() })
}

/// The rows above, where one column names each of them.
fn parents(cells: &Cells<'_>, header: &Header, above: &Above<'_>) -> Option<Vec<Run>> {
    let ([position], Link::To(_)) = (header.parent.as_slice(), &above.link) else { return None };
    let mut runs: Vec<Run> = Vec::new();
    let mut last = "";
    for cell in cells.column(*position) {
        if let Some((_, rows)) = runs.last_mut().filter(|_| cell == last) {
            *rows += 1;
            continue;
        }
        let parent = above.link.find_near(cell, runs.last().map(|(parent, _)| *parent))?;
        parents::add(&mut runs, parent, 1);
        last = cell;
    }
    Some(runs)
}
