//! The workbook that counties fill in: a sheet of instructions, a sheet for each table, totals.
//!
//! ```text
//! program ──Form──► sheets and columns ──guide, sheet, totals, lists──► xlsx
//! rows of subjects ──parts──► Filled, one for each workbook ─────────────┘
//! ```
//!
//! A filled one comes back as data without any mapping: a sheet bears the name of its table, its first row the declared
//! headers, each with its unit, and what else is in the workbook is on sheets that no table is named like.

mod bound;
mod column;
mod duty;
mod form;
mod guide;
mod heading;
mod lists;
mod marks;
mod message;
mod names;
mod page;
mod part;
mod reader;
mod says;
mod sheet;
mod source;
mod style;
mod totals;
mod unfit;
mod validation;
mod value;
mod width;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};

use crate::cancel::look;
use crate::finding::Language;
use crate::program::{Program, Readers};
use form::Form;
use lists::Lists;
use says::Says;
use source::Template;
use style::Style;

pub use names::file_name;
pub use part::{Filled, Part, Row, parts};
pub use unfit::Unfit;

/// The bytes of one workbook: the same for the same rules and rows.
///
/// # Errors
/// Everything that no workbook can hold.
pub fn workbook(program: &Program, filled: &Filled, language: Language) -> Result<Vec<u8>, Vec<Unfit>> {
    let form = Form::of(&program.rules, language, filled)?;
    let readers = Readers::of(program);
    let (says, style) = (Says(language), Style(language));
    let template = Template { program, readers: &readers, form: &form, filled, says, style };
    written(&template).map_err(|error| vec![Unfit::Refused(error.to_string())])
}

fn written(template: &Template<'_>) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    book.set_properties(&properties(template)?);
    let mut lists = Lists::new(template.form.lists_name.clone());
    book.push_worksheet(guide::sheet(template)?);
    for sheet in &template.form.sheets {
        look();
        book.push_worksheet(sheet::sheet(template, sheet, &mut lists)?);
    }
    book.push_worksheet(totals::sheet(template)?);
    if let Some(sheet) = lists.sheet(template)? {
        book.push_worksheet(sheet);
    }
    book.save_to_buffer()
}

/// The same bytes whenever they are written: the time of creation is none.
fn properties(template: &Template<'_>) -> Result<DocProperties, XlsxError> {
    let created = ExcelDateTime::from_ymd(2000, 1, 1)?;
    let title = template.program.rules.title.as_str();
    Ok(DocProperties::new().set_title(title).set_creation_datetime(&created))
}
