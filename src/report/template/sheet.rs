//! The sheet of a table: the header, the rows that are known, and room for the others.

use rust_xlsxwriter::utility::column_number_to_name;
use rust_xlsxwriter::{Format, Formula, IgnoreError, Worksheet, XlsxError};

use super::column::{Column, Role};
use super::form::Sheet;
use super::lists::Lists;
use super::part::Part;
use super::source::Template;
use super::style::{BODY, framed};
use super::unfit::MOST_ROWS;
use super::validation::validation;
use super::value::Value;
use super::width::{height, lines, width};
use super::{marks, page};
use crate::cancel::look;
use crate::core::{Constant, Schema, TableId, Type};
use crate::invariant::fit;

/// So many rows are drawn at least: an empty form fills a page.
const LEAST_DRAWN: usize = 20;

/// So many rows are drawn after the last that is known.
const SPARE: usize = 5;

/// The widest a column is made.
const WIDEST: u32 = 28;

/// The longest text in a formula.
const LONGEST_IN_FORMULA: usize = 255;

pub(super) fn sheet(template: &Template<'_>, sheet: &Sheet<'_>, lists: &mut Lists) -> Result<Worksheet, XlsxError> {
    let mut page = page::page(template, &sheet.name, &sheet.name)?;
    // A formula that has given nothing says so to whoever reads the file before a program has worked it out.
    page.set_formula_result_default("");
    let known = if sheet.id == Schema::SUBJECTS { template.filled.rows.len() } else { 0 };
    let drawn = known.saturating_add(SPARE).max(LEAST_DRAWN).min(MOST_ROWS.saturating_sub(1));
    let last_row: u32 = fit(MOST_ROWS.saturating_sub(1));
    let mut tallest = 1;
    for (place, column) in sheet.columns.iter().enumerate() {
        look();
        let at: u16 = fit(place);
        let room = room(template, sheet.id, column, known);
        tallest = tallest.max(lines(&column.header, room));
        page.write_string_with_format(0, at, &column.header, &template.style.header(column.duty()))?;
        page.set_column_width(at, f64::from(room))?;
        let input = template.style.input(column.ty());
        // Who alone is in a workbook has no row below it.
        let is_closed = is_whole_key(template, sheet, column);
        let free = if is_closed { input.clone() } else { input.clone().set_unlocked() };
        page.set_column_format(at, &free)?;
        if let Some(rule) = validation(template, sheet, place, lists)? {
            page.add_data_validation(1, at, last_row, at, &rule)?;
        }
        if column.names_a_row() && *column.ty() == Type::Text {
            page.ignore_error_range(1, at, last_row, at, IgnoreError::NumberStoredAsText)?;
        }
        cells(template, (sheet, place, column), &mut page, (known, drawn), (&framed(input), &framed(free)))?;
    }
    page.set_row_height(0, height(tallest, BODY))?;
    let frozen = sheet.columns.iter().take_while(|column| column.role != Role::Other).count();
    // What names a row stays in view, as long as it leaves room for what is written.
    page.set_freeze_panes(1, if frozen < sheet.columns.len() { fit(frozen.min(3)) } else { 0 })?;
    page.set_repeat_rows(0, 0)?;
    marks::add(&mut page, sheet, fit(drawn))?;
    Ok(page)
}

/// The cells of a column that are drawn: known ones, and empty ones for others.
fn cells(
    template: &Template<'_>,
    (sheet, place, column): (&Sheet<'_>, usize, &Column<'_>),
    page: &mut Worksheet,
    (known, drawn): (usize, usize),
    (locked, free): (&Format, &Format),
) -> Result<(), XlsxError> {
    let at: u16 = fit(place);
    let part = template.part_of(column);
    let is_fixed = column.names_a_row() || column.role == Role::Title || part.is_some();
    for row in 0..drawn {
        look();
        let line = fit::<u32>(row).saturating_add(1);
        if let Some(value) = template.known(sheet.id, column, row) {
            let format = if is_fixed { locked } else { free };
            Value::of(value, column.ty()).write(page, line, at, format)?;
        } else if let Some(formula) = part.filter(|_| row >= known).and_then(|part| follows(sheet, place, line, part)) {
            page.write_formula_with_format(line, at, formula, locked)?;
        } else {
            page.write_blank(line, at, free)?;
        }
    }
    Ok(())
}

/// The value of a part, as soon as the row has a name: an empty row stays empty.
fn follows(sheet: &Sheet<'_>, place: usize, line: u32, part: &Part) -> Option<Formula> {
    let text = part.text.replace('"', "\"\"");
    let other = (0..sheet.columns.len()).find(|other| *other != place)?;
    let is_short = text.encode_utf16().count() <= LONGEST_IN_FORMULA;
    let (name, line) = (column_number_to_name(fit(other)), line.saturating_add(1));
    is_short.then(|| Formula::new(format!("IF(LEN(${name}{line})=0,\"\",\"{text}\")")).set_result(""))
}

/// Whether a column is all that names a subject and tells its workbook from the others.
fn is_whole_key(template: &Template<'_>, sheet: &Sheet<'_>, column: &Column<'_>) -> bool {
    template.part_of(column).is_some() && column.role == Role::Key && sheet.key().count() == 1
}

/// How wide a column is made: for what is written into it, and for a header that breaks once.
fn room(template: &Template<'_>, table: TableId, column: &Column<'_>, known: usize) -> u32 {
    /// More rows tell nothing new about the width.
    const LOOKED_AT: usize = 1_000;
    let written: u32 = match column.ty() {
        Type::Text if column.names_a_row() => 14,
        Type::Text if column.role == Role::Title => 22,
        Type::Text => 16,
        Type::Choice(choices) => {
            let widest = choices.in_files().iter().take(LOOKED_AT).map(|choice| width(choice)).max().unwrap_or(0);
            widest.saturating_add(4).clamp(9, 24)
        }
        Type::YesNo => 8,
        Type::Date => 12,
        Type::Number(_) => 13,
    };
    let texts = (0..known.min(LOOKED_AT)).filter_map(|row| match template.known(table, column, row)? {
        Constant::Text(text) => Some(width(text).saturating_add(2)),
        _ => None,
    });
    let header = width(&column.header);
    let header = if header <= 10 { header.saturating_add(2) } else { header.div_ceil(2).saturating_add(3) };
    texts.max().unwrap_or(0).max(written).max(header).min(WIDEST)
}
