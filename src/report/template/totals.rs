//! The sheet of totals: formulas over the other sheets, for whoever checks them before they are sent.

use rust_xlsxwriter::utility::worksheet_range_absolute;
use rust_xlsxwriter::{Format, Formula, Worksheet, XlsxError};

use super::column::Column;
use super::duty::Duty;
use super::form::Sheet;
use super::page;
use super::source::Template;
use super::style::{BODY, TITLE, adds_up};
use super::unfit::MOST_ROWS;
use super::value::in_cells;
use super::width::{height, lines};
use crate::cancel::look;
use crate::core::{Constant, Schema};
use crate::invariant::fit;
use crate::number::Number;

/// The widths of the columns.
const WIDTHS: [u32; 5] = [24, 44, 16, 20, 24];

/// The first line of the table of totals.
const FIRST: u32 = 3;

pub(super) fn sheet(template: &Template<'_>) -> Result<Worksheet, XlsxError> {
    let (says, style) = (template.says, template.style);
    let mut page = page::page(template, &template.form.totals_name, &template.form.totals_name)?;
    for (at, width) in (0_u16..).zip(WIDTHS) {
        page.set_column_width(at, f64::from(width))?;
    }
    page.merge_range(0, 0, 0, 4, &template.form.totals_name, &style.title())?;
    page.set_row_height(0, height(1, TITLE))?;
    page.merge_range(1, 0, 1, 4, says.totals_note(), &style.text())?;
    page.set_row_height(1, height(lines(says.totals_note(), WIDTHS.iter().sum()), BODY))?;
    for (at, title) in (0_u16..).zip(says.totals_titles()) {
        page.write_string_with_format(FIRST.saturating_sub(1), at, title, &style.header(Duty::Recorded))?;
    }
    page.set_repeat_rows(FIRST.saturating_sub(1), FIRST.saturating_sub(1))?;
    page.set_freeze_panes(FIRST, 0)?;
    let mut line = FIRST;
    for sheet in &template.form.sheets {
        line = table(template, sheet, &mut page, line)?;
    }
    Ok(page)
}

/// The lines of a table: how many rows it has, then each of its columns. Gives the line behind.
fn table(template: &Template<'_>, sheet: &Sheet<'_>, page: &mut Worksheet, line: u32) -> Result<u32, XlsxError> {
    let (says, style) = (template.says, template.style);
    let rows = if sheet.id == Schema::SUBJECTS { template.filled.rows.len() } else { 0 };
    let count = fit::<u32>(sheet.columns.len());
    let (first, last) = (line.saturating_add(1), line.saturating_add(count));
    // The most that a column has is how many rows there are. Lines of a sheet are counted from 1.
    let most = format!("MAX(C{}:C{})", first.saturating_add(1), last.saturating_add(1));
    let bold = style.cell().set_bold();
    page.write_string_with_format(line, 0, &sheet.name, &bold)?;
    page.write_string_with_format(line, 1, says.rows(), &bold)?;
    number(page, (line, 2), Formula::new(most).set_result(rows.to_string()), &style.centred().set_bold())?;
    for at in [3, 4] {
        page.write_blank(line, at, &bold)?;
    }
    let mut at = first;
    for (place, column) in sheet.columns.iter().enumerate() {
        look();
        let cells = worksheet_range_absolute(&sheet.name, 1, fit(place), fit(MOST_ROWS.saturating_sub(1)), fit(place));
        let known = (0..rows).filter_map(|row| template.known(sheet.id, column, row));
        let (filled, sum) = known.fold((0_usize, Number::zero()), |(filled, sum), value| match value {
            Constant::Number(base) => (filled.saturating_add(1), sum + base),
            _ => (filled.saturating_add(1), sum),
        });
        page.write_string_with_format(at, 0, &sheet.name, &style.cell())?;
        page.write_string_with_format(at, 1, &column.header, &style.cell())?;
        // A formula that gives nothing counts as nothing; functions that look for texts differ between programs.
        let count = format!("ROWS({cells})-COUNTBLANK({cells})");
        let count = Formula::new(count).set_result(filled.to_string());
        number(page, (at, 2), count, &style.centred())?;
        if column.duty() == Duty::Optional {
            page.write_string_with_format(at, 3, "—", &style.centred())?;
        } else {
            let (row, own) = (line.saturating_add(1), at.saturating_add(1));
            let lacking = Formula::new(format!("C{row}-C{own}")).set_result(rows.saturating_sub(filled).to_string());
            number(page, (at, 3), lacking, &style.centred())?;
        }
        total(template, column, page, (at, cells), &sum)?;
        at = at.saturating_add(1);
    }
    Ok(at)
}

/// The sum of a column, if one means something.
fn total(
    template: &Template<'_>,
    column: &Column<'_>,
    page: &mut Worksheet,
    (line, cells): (u32, String),
    sum: &Number,
) -> Result<(), XlsxError> {
    if !adds_up(column.ty()) || column.names_a_row() {
        page.write_string_with_format(line, 4, "—", &template.style.centred())?;
        return Ok(());
    }
    let shown = in_cells(sum, column.ty()).map(|sum| sum.to_readable(2)).unwrap_or_default();
    let formula = Formula::new(format!("SUM({cells})")).set_result(shown);
    number(page, (line, 4), formula, &template.style.number(column.ty()))
}

fn number(page: &mut Worksheet, (line, at): (u32, u16), formula: Formula, format: &Format) -> Result<(), XlsxError> {
    page.write_formula_with_format(line, at, formula, format)?;
    Ok(())
}
