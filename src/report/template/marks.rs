//! Colours that show while somebody writes what is still wrong: what is left out, what is there twice.

use rust_xlsxwriter::utility::column_number_to_name;
use rust_xlsxwriter::{Color, ConditionalFormatFormula, Format, Formula, Worksheet, XlsxError};

use super::duty::Duty;
use super::form::Sheet;
use super::style::framed;
use super::unfit::MOST_ROWS;
use crate::invariant::fit;

/// Among so many rows what is there twice is looked for while somebody writes; among all it is when the file is read.
const LOOKED_THROUGH: u32 = 3_000;

const LEFT_OUT: Color = Color::RGB(0x00FF_F2CC);
const TWICE: Color = Color::RGB(0x00F8_CBAD);

/// Adds the colours of a sheet; rows after the first `drawn` get their lines as soon as something stands in them.
pub(super) fn add(page: &mut Worksheet, sheet: &Sheet<'_>, drawn: u32) -> Result<(), XlsxError> {
    let last_row: u32 = fit(MOST_ROWS.saturating_sub(1));
    key(page, sheet, last_row)?;
    for (place, column) in sheet.columns.iter().enumerate() {
        if column.duty() == Duty::Required {
            let (at, name) = (fit(place), column_number_to_name(fit(place)));
            let rule = format!("AND({},LEN(${name}2)=0)", is_written(sheet, 2));
            page.add_conditional_format(1, at, last_row, at, &colour(rule, LEFT_OUT))?;
        }
    }
    let next = drawn.saturating_add(1);
    if next < last_row {
        let rule = Formula::new(is_written(sheet, next.saturating_add(1)));
        let lines = ConditionalFormatFormula::new().set_rule(rule).set_format(framed(Format::new()));
        page.add_conditional_format(next, 0, last_row, fit(sheet.columns.len().saturating_sub(1)), &lines)?;
    }
    Ok(())
}

/// Whether something stands in a row, counted from 1; a formula that gives nothing is nothing.
fn is_written(sheet: &Sheet<'_>, row: u32) -> String {
    let last = column_number_to_name(fit(sheet.columns.len().saturating_sub(1)));
    format!("SUMPRODUCT(--(LEN($A{row}:${last}{row})>0))>0")
}

/// Keys that are there twice. Texts are compared as they are: functions that count take codes of 18 digits for numbers
/// and see 15 of them.
fn key(page: &mut Worksheet, sheet: &Sheet<'_>, last_row: u32) -> Result<(), XlsxError> {
    let parts: Vec<usize> = sheet.key().collect();
    if parts.is_empty() {
        return Ok(());
    }
    let last = LOOKED_THROUGH.saturating_add(1);
    let names: Vec<String> = parts.iter().map(|place| column_number_to_name(fit(*place))).collect();
    let same: Vec<String> = names.iter().map(|name| format!("(${name}$2:${name}${last}=${name}2)")).collect();
    let filled: Vec<String> = names.iter().map(|name| format!("LEN(${name}2)>0")).collect();
    let rule = format!("AND({},SUMPRODUCT(--({}))>1)", filled.join(","), same.join("*"));
    for place in parts {
        let at = fit(place);
        page.add_conditional_format(1, at, last_row, at, &colour(rule.clone(), TWICE))?;
    }
    Ok(())
}

fn colour(rule: String, colour: Color) -> ConditionalFormatFormula {
    let format = Format::new().set_background_color(colour);
    ConditionalFormatFormula::new().set_rule(Formula::new(rule)).set_format(format)
}
