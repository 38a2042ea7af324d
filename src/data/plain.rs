//! A block of text in which every cell is as plain as most are: read column by column, several times as fast as record by
//! record. One cell that is not, and the block is read by its records, which know what to say of it.

use super::aside::Aside;
use super::blank::trim;
use super::column::Builder;
use super::findings::Findings;
use super::header::Header;
use super::link::Link;
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

    /// The cells of a column, one below the other.
    fn column(&self, position: usize) -> impl Iterator<Item = &'t str> {
        let starts = (0..self.rows()).map(move |row| match (row * self.width + position).checked_sub(1) {
            Some(before) => fit::<usize>(*entry(&self.ends, before)) + 1,
            None => 0,
        });
        let ends = self.ends.iter().skip(position).step_by(self.width);
        starts.zip(ends).map(|(start, end)| part_of(self.text, start..fit(*end)))
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
    if !header.unnamed.is_empty() || (declared.key.is_empty() && declared.parent.is_none()) {
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
        let mut builder = Builder::new(field);
        let is_key = declared.key.contains(&KeyPart::Field(FieldId(id)));
        match position {
            Some(position) if !is_key => builder.add_plain(cells.column(*position), field)?,
            Some(position) => {
                let is_plain =
                    |cell: &str| !cell.is_empty() && trim(cell).len() == cell.len() && Aside::of(cell).is_none();
                let mut all = true;
                builder.add_plain(cells.column(*position).inspect(|cell| all &= is_plain(cell)), field)?;
                if !all {
                    return None;
                }
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
    Some(Part { builders, parents, lines, ended, whole: true, findings: findings.part() })
}

/// The rows above, where one column names each of them.
fn parents(cells: &Cells<'_>, header: &Header, above: &Above<'_>) -> Option<Vec<u32>> {
    let ([position], Link::To(_)) = (header.parent.as_slice(), &above.link) else { return None };
    let mut last: Option<(&str, u32)> = None;
    let mut parents = Vec::with_capacity(cells.rows());
    for cell in cells.column(*position) {
        let parent = match last {
            Some((text, parent)) if text == cell => parent,
            _ => above.link.find_near(cell, last.map(|(_, parent)| parent))?,
        };
        last = Some((cell, parent));
        parents.push(parent);
    }
    Some(parents)
}
