//! What can be chosen in a drop-down: written into the rule of the cell where it fits, else on a sheet of its own.

use rust_xlsxwriter::utility::worksheet_range_absolute;
use rust_xlsxwriter::{DataValidation, Formula, Worksheet, XlsxError};

use super::page;
use super::source::Template;
use super::width::width;
use crate::invariant::fit;

/// The longest list that the rule of a cell takes, in units of UTF-16 with the commas.
const LONGEST: usize = 255;

/// The lists that stand on a sheet.
#[derive(Debug)]
pub(super) struct Lists {
    name: String,
    lists: Vec<Vec<String>>,
}

impl Lists {
    pub(super) fn new(name: String) -> Self {
        Self { name, lists: Vec::new() }
    }

    /// A rule by which one of some texts is chosen.
    pub(super) fn choose(&mut self, choices: &[String]) -> Result<DataValidation, XlsxError> {
        if is_plain(choices) {
            return DataValidation::new().allow_list_strings(choices);
        }
        let place = self.lists.iter().position(|list| list == choices).unwrap_or_else(|| {
            self.lists.push(choices.to_vec());
            self.lists.len().saturating_sub(1)
        });
        let (column, last) = (fit::<u16>(place), fit::<u32>(choices.len()));
        let range = worksheet_range_absolute(&self.name, 1, column, last, column);
        Ok(DataValidation::new().allow_list_formula(Formula::new(range)))
    }

    /// The sheet, if there are lists on it.
    pub(super) fn sheet(&self, template: &Template<'_>) -> Result<Option<Worksheet>, XlsxError> {
        if self.lists.is_empty() {
            return Ok(None);
        }
        let mut sheet = page::page(template, &self.name, &self.name)?;
        for (place, list) in self.lists.iter().enumerate() {
            let column: u16 = fit(place);
            let widest = list.iter().map(|choice| width(choice)).max().unwrap_or(0).clamp(10, 40);
            sheet.set_column_width(column, f64::from(widest.saturating_add(2)))?;
            let title = template.says.list(place.saturating_add(1));
            sheet.write_string_with_format(0, column, title, &template.style.section())?;
            for (row, choice) in list.iter().enumerate() {
                let row = fit::<u32>(row).saturating_add(1);
                sheet.write_string_with_format(row, column, choice, &template.style.cell())?;
            }
        }
        Ok(Some(sheet))
    }
}

/// Whether a list can be written with commas between what it has.
fn is_plain(choices: &[String]) -> bool {
    let odd = |choice: &String| choice.contains([',', '"', '\n']) || choice.trim() != choice || choice.is_empty();
    let length = choices.iter().map(|choice| choice.encode_utf16().count().saturating_add(1)).sum::<usize>();
    length <= LONGEST && !choices.iter().any(odd)
}
