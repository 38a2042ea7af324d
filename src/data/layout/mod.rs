//! Tables as people make them: a header below titles and notes, in several rows, with merged cells.
//!
//! ```text
//! sheet, lines of text ──grid──► lines of cells ──heading──► header ──rows──► rows of data
//! ```

mod choice;
mod grid;
mod heading;
mod rows;
mod turned;

pub(super) use choice::{Chosen, chosen, report};

use self::grid::Grid;
pub(super) use self::grid::lines_of;
use self::heading::{Found, own_unit, units_above};
use self::rows::SheetRows;
use self::turned::turned;
use super::blank::trim;
use super::findings::Findings;
use super::header::Header;
use super::left_out::{LeftOut, What};
use super::lines::Lines;
use super::reading::{self, Form};
use super::rows::{self as read_rows, Above, Rows};
use super::{crowded, totals};
use crate::book::Sheet;
use crate::core::{Field, Table, Type};
use crate::finding::{Code, Diagnostic};
use crate::host::progress::Progress;
use crate::invariant::OrBroken;
use crate::number::Unit;
use crate::words;

/// A text of more bytes has its header in its first line, or is refused.
const LARGEST_TEXT: u64 = 64 << 20;

/// Reads the rows of a sheet; `None` when there is no telling what they are.
pub(super) fn read(
    sheet: &Sheet,
    form: Form,
    declared: &Table,
    above: Option<&Above<'_>>,
    findings: &mut Findings<'_>,
    progress: &Progress,
) -> Option<Rows> {
    let grid = Grid::of(sheet);
    let way = Way { form, turned: None };
    let found = Found::of(&grid, declared);
    if let Some((turned, found)) = turned(&grid, found.as_ref(), declared) {
        let way = Way { turned: Some(&turned.units), ..way };
        return of_grid(&turned.grid, &found, way, declared, above, findings, progress);
    }
    let Some(found) = found else {
        report_no_header(declared, findings);
        return None;
    };
    of_grid(&grid, &found, way, declared, above, findings, progress)
}

/// How a grid is read.
struct Way<'w> {
    form: Form,
    /// The units that notes beside it name, where its rows and columns are exchanged.
    turned: Option<&'w [Unit]>,
}

/// Reads a text whose first line is not the header; `None` when no other lines are either.
pub(super) fn read_text(
    text: &str,
    (delimiter, form): (u8, Form),
    declared: &Table,
    above: Option<&Above<'_>>,
    findings: &mut Findings<'_>,
    progress: &Progress,
) -> Option<Rows> {
    let lines = lines_of(text, delimiter)?;
    let grid = Grid::of_texts(&lines);
    let way = Way { form, turned: None };
    let found = Found::of(&grid, declared);
    if let Some((turned, found)) = turned(&grid, found.as_ref(), declared) {
        let way = Way { turned: Some(&turned.units), ..way };
        return of_grid(&turned.grid, &found, way, declared, above, findings, progress);
    }
    let found = found.filter(|found| found.is_whole)?;
    of_grid(&grid, &found, way, declared, above, findings, progress)
}

/// Whether a text may be looked through for its header.
pub(super) fn may_be_searched(length: u64) -> bool {
    length <= LARGEST_TEXT
}

fn of_grid(
    grid: &Grid<'_>,
    found: &Found,
    way: Way<'_>,
    declared: &Table,
    above: Option<&Above<'_>>,
    findings: &mut Findings<'_>,
    progress: &Progress,
) -> Option<Rows> {
    let mut header = Header::read(found.names.iter().map(String::as_str), declared, findings);
    if header.is_foreign() {
        return None;
    }
    if way.form.is_sheet() || way.turned.is_some() {
        findings.address(header.columns(declared), way.turned.is_some());
    }
    let notes = grid.lines.get(..found.first).unwrap_or_default();
    let units = way.turned.map_or_else(|| units_above(notes), <[Unit]>::to_vec);
    give(&mut header, &units, declared, findings);
    let before = found.first.saturating_add(found.depth);
    let line = grid.lines.get(before.saturating_sub(1)).map_or(0, |line| line.number);
    let mut source = SheetRows::new(grid, before, &header, declared);
    let part = read_rows::read(&mut source, &header, declared, above, findings.part(), progress);
    findings.append(part.findings, 0);
    let lines = Lines::Stretched(part.lines);
    let mut columns = Vec::with_capacity(part.builders.len());
    for (builder, field) in part.builders.into_iter().zip(&declared.fields) {
        let (column, crowded) = builder.finish();
        let line = |row: usize| lines.get(row).or_broken("each row has its line");
        crowded::report(findings, line, field, &column, &crowded);
        columns.push(column);
    }
    if findings.is_empty() {
        totals::check(&part.left_out, &header, (declared, &columns, &lines), findings);
    }
    let mut left_out = part.left_out;
    left_out.extend(source.again.iter().map(|line| (LeftOut { line: *line, what: What::Header }, Vec::new())));
    left_out.sort_by_key(|(row, _)| row.line);
    let mut reading = reading::of_file(findings, way.form, (&header, line), declared, left_out);
    reading.is_turned = way.turned.is_some();
    reading.hidden_rows = source.hidden;
    let parents = super::parents::Parents::of_runs(&part.parents, above.map_or(0, |above| above.link.rows()));
    let whole = part.whole && (declared.parent.is_none() || !header.parent.is_empty());
    Some(Rows { columns, parents, lines, whole, readings: vec![reading] })
}

/// Bare numbers are in the unit that a note above the header names, where the column names none of its own.
fn give(header: &mut Header, noted: &[Unit], declared: &Table, findings: &mut Findings<'_>) {
    let columns = declared.fields.iter().zip(&header.fields).zip(&mut header.given);
    for ((field, position), given) in columns {
        let (Type::Number(unit), Some(position)) = (&field.ty, *position) else { continue };
        let Some(note) = noted.iter().find(|note| note.dimension == unit.dimension) else { continue };
        let name = header.names.get(position).map_or("", String::as_str);
        match own_unit(name).filter(|own| own.dimension == unit.dimension) {
            Some(own) if own.scale != note.scale => report_units(field, &own, note, findings),
            None if note.scale != unit.scale && !unit.is_percent() => *given = Some(note.clone()),
            Some(_) | None => {}
        }
    }
}

fn report_units(field: &Field, own: &Unit, note: &Unit, findings: &mut Findings<'_>) {
    findings.add(Code::H0502, |at| {
        let (column, own, note) = (&field.column, &own.name, &note.name);
        let message = words!(
            "「{column}」的表头写的单位是「{own}」，表头上面写的是「{note}」",
            "the header of `{column}` is in `{own}`, and the note above it says `{note}`"
        );
        let help = words!("两处写成同一个单位", "write one unit in both places");
        Diagnostic::data(Code::H0502, at.place(None, Some(column), None), message).help(help)
    });
}

fn report_no_header(declared: &Table, findings: &mut Findings<'_>) {
    let wanted: Vec<&str> = super::header::wanted(declared);
    findings.add(Code::H0502, |at| {
        let table = &declared.name;
        let listed = super::complaint::listed(wanted.iter().copied());
        let message = words!(
            "这里没有数据「{table}」的表头，也就是没有一行写着它的列名",
            "there is no header of `{table}` here: no row with the names of its columns"
        );
        let (zh, en) = (listed.zh, listed.en);
        Diagnostic::data(Code::H0502, at.place(None, None, None), message).help(words!(
            "列名须是：{zh}；表头在别处的，在 数据 中写 表头行 和行号",
            "the columns are {en}; if the header stands elsewhere, write header_row and its number in the table"
        ))
    });
}
