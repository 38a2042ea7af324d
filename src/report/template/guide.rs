//! The sheet of instructions: how to fill the others in, and for each column what may be written and what it is for.

use rust_xlsxwriter::{Format, Worksheet, XlsxError};

use super::bound::bounds;
use super::column::{Column, Role};
use super::duty::Duty;
use super::form::Sheet;
use super::message::allowed;
use super::page;
use super::reader::Purpose;
use super::source::Template;
use super::style::{BODY, TITLE};
use super::unfit::LONGEST_TEXT;
use super::width::{cut, height, lines};
use crate::cancel::look;
use crate::core::{Schema, Type};

/// The widths of the columns.
const WIDTHS: [u32; 7] = [20, 30, 8, 16, 9, 40, 34];

/// More 口径 are read at the end of the page, where all of them stand.
const MOST_GLOSSES: usize = 8;

/// The last column.
const LAST: u16 = 6;

/// A page that is being written from above.
struct Writer<'w, 't> {
    template: &'w Template<'t>,
    page: Worksheet,
    line: u32,
}

pub(super) fn sheet(template: &Template<'_>) -> Result<Worksheet, XlsxError> {
    let name = &template.form.guide_name;
    let mut writer = Writer { template, page: page::page(template, name, name)?, line: 0 };
    for (at, width) in (0_u16..).zip(WIDTHS) {
        writer.page.set_column_width(at, f64::from(width))?;
    }
    writer.head()?;
    writer.titles()?;
    for (place, sheet) in template.form.sheets.iter().enumerate() {
        look();
        writer.table(place.saturating_add(1), sheet)?;
    }
    writer.glosses()?;
    Ok(writer.page)
}

impl Writer<'_, '_> {
    fn head(&mut self) -> Result<(), XlsxError> {
        let (template, style) = (self.template, self.template.style);
        let rules = &template.program.rules;
        self.across(&rules.title, &style.title(), TITLE)?;
        self.across(&template.says.about(rules), &style.subtitle(), BODY)?;
        if let Some(part) = &template.filled.part {
            let name = rules.schema.field(Schema::SUBJECTS, part.field).map_or("", |field| &field.name);
            self.across(&template.says.part(name, &part.text), &style.subtitle(), BODY)?;
        }
        let subjects = template.form.sheets.first().map_or("", |sheet| sheet.name.as_str());
        for said in template.says.how(subjects, &template.form.totals_name, template.form.sheets.len()) {
            self.across(&said, &style.text(), BODY)?;
        }
        self.legend()
    }

    /// What the colours of headers mean.
    fn legend(&mut self) -> Result<(), XlsxError> {
        let (says, style) = (self.template.says, self.template.style);
        let duties = [Duty::Required, Duty::Recorded, Duty::Optional];
        self.page.write_string_with_format(self.line, 0, says.legend(), &style.text())?;
        for (at, duty) in [1, 3, 5].into_iter().zip(duties) {
            self.page.write_string_with_format(self.line, at, says.duty(duty), &style.header(duty))?;
        }
        self.page.set_row_height(self.line, height(1, BODY))?;
        self.line = self.line.saturating_add(2);
        Ok(())
    }

    /// The titles of the columns, again on each printed page.
    fn titles(&mut self) -> Result<(), XlsxError> {
        let titles = self.template.says.guide_titles();
        let format = self.template.style.header(Duty::Recorded);
        for (at, title) in (0_u16..).zip(titles) {
            self.page.write_string_with_format(self.line, at, title, &format)?;
        }
        self.page.set_row_height(self.line, height(1, BODY))?;
        self.page.set_repeat_rows(self.line, self.line)?;
        self.line = self.line.saturating_add(1);
        Ok(())
    }

    fn table(&mut self, number: usize, sheet: &Sheet<'_>) -> Result<(), XlsxError> {
        let template = self.template;
        let schema = &template.program.rules.schema;
        let above = sheet.table.parent.as_ref().and_then(|parent| schema.table(parent.table));
        let key: Vec<&str> = sheet
            .key()
            .filter_map(|place| sheet.columns.get(place).map(|column| column.field.column.as_str()))
            .collect();
        let mut said = template.says.table(number, &sheet.name, above.map(|above| above.name.as_str()), &key);
        let counted = Purpose::of_rows(template, sheet.id);
        if !counted.items.is_empty() {
            said = [said, template.says.rows_used_by(&counted.items)].concat();
        }
        self.across(&said, &template.style.section(), BODY.saturating_add(1))?;
        for column in &sheet.columns {
            self.column(sheet, column)?;
        }
        Ok(())
    }

    fn column(&mut self, sheet: &Sheet<'_>, column: &Column<'_>) -> Result<(), XlsxError> {
        let (template, says, style) = (self.template, self.template.says, self.template.style);
        let purpose = Purpose::of_column(template, column, sheet.id);
        let (low, high) = bounds(column.field);
        let unit = match &column.field.ty {
            Type::Number(unit) => unit.name.as_str(),
            _ => "",
        };
        let mut basis = vec![says.several(&purpose.clauses)];
        basis.extend(purpose.glosses.iter().take(MOST_GLOSSES).map(|gloss| says.gloss(&gloss.code, &gloss.text)));
        basis.retain(|line| !line.is_empty());
        let kind = if column.role == Role::Parent { allowed(template, column) } else { says.kind(column) };
        let texts = [
            column.header.clone(),
            kind,
            unit.to_owned(),
            says.range(low.as_ref(), high.as_ref()),
            says.duty(column.duty()).to_owned(),
            says.items(&purpose.items, &purpose.evidence),
            basis.join("\n"),
        ];
        let mut tallest = 1;
        for ((at, width), text) in (0_u16..).zip(WIDTHS).zip(&texts) {
            let format = if matches!(at, 2 | 4) { style.centred() } else { style.cell() };
            self.page.write_string_with_format(self.line, at, cut(text, LONGEST_TEXT), &format)?;
            tallest = tallest.max(lines(text, width));
        }
        self.page.set_row_height(self.line, height(tallest, BODY))?;
        self.line = self.line.saturating_add(1);
        Ok(())
    }

    /// What was decided where the document leaves something open.
    fn glosses(&mut self) -> Result<(), XlsxError> {
        let (says, style) = (self.template.says, self.template.style);
        let glosses = &self.template.program.rules.glosses;
        if glosses.is_empty() {
            return Ok(());
        }
        self.line = self.line.saturating_add(1);
        self.across(says.glosses(), &style.section(), BODY.saturating_add(1))?;
        for gloss in glosses {
            let basis = self.template.says.0.listed(&gloss.basis);
            self.across(&says.gloss_with_basis(&gloss.code, &gloss.text, &basis), &style.text(), BODY)?;
        }
        Ok(())
    }

    /// A line of text over the whole page.
    fn across(&mut self, text: &str, format: &Format, size: u32) -> Result<(), XlsxError> {
        let text = &cut(text, LONGEST_TEXT);
        self.page.merge_range(self.line, 0, self.line, LAST, text, format)?;
        // Larger letters take more room.
        let room = WIDTHS.iter().sum::<u32>().saturating_mul(BODY).checked_div(size).unwrap_or(1);
        self.page.set_row_height(self.line, height(lines(text, room), size))?;
        self.line = self.line.saturating_add(1);
        Ok(())
    }
}
