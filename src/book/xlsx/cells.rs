//! The cells of a sheet, in one pass over its part.

use std::io::BufRead;

use super::strings::Strings;
use crate::book::dates::{Epoch, iso};
use crate::book::escapes::decode;
use crate::book::fault::Fault;
use crate::book::growing::{Growing, Place};
use crate::book::reference::{area, cell as reference};
use crate::book::sheet::{Kind, Sheet, address};
use crate::book::shown::Shown;
use crate::book::value::number;
use crate::book::xml::{Next, Tag, Xml, is_true};
use crate::words;

/// What a sheet shares with the others of its workbook.
pub(super) struct About<'w> {
    pub(super) strings: &'w Strings,
    pub(super) styles: &'w [Shown],
    pub(super) epoch: Epoch,
    pub(super) is_stale: bool,
}

/// What a cell says its value is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Form {
    #[default]
    Number,
    Shared,
    Inline,
    Said,
    Truth,
    Error,
    Date,
}

/// A cell while it is read.
#[derive(Default)]
struct Open {
    row: u32,
    column: u32,
    form: Form,
    shown: Shown,
    /// What stands in `v`, and in the texts of `is`.
    value: String,
    has_value: bool,
    formula: String,
    has_formula: bool,
}

/// What the texts that come next belong to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum At {
    Value,
    Formula,
    Inline,
    Elsewhere,
}

struct Reading<'r> {
    about: &'r About<'r>,
    part: &'r str,
    growing: Growing<'r>,
    /// Where shared texts are kept once a cell has said them.
    kept: Vec<Option<Place>>,
    cell: Open,
    text: String,
}

/// Reads a sheet.
pub(super) fn read(input: impl BufRead, part: &str, about: &About<'_>) -> Result<Sheet, Fault> {
    let mut xml = Xml::new(input, part);
    let kept = vec![None; about.strings.len()];
    let growing = Growing::new(part);
    let mut reading = Reading { about, part, growing, kept, cell: Open::default(), text: String::new() };
    let (mut is_data, mut at, mut phonetic) = (false, At::Elsewhere, usize::MAX);
    loop {
        match xml.next()? {
            Next::Start(depth, tag) => match (depth, tag.local_name()) {
                (1, name) if name != "worksheet" => {
                    return Err(xml.broken(words!("不是工作表", "it is not a worksheet")));
                }
                (2, name) => is_data = name == "sheetData",
                (3, "row") if is_data => reading.row(&tag)?,
                (4, "c") if is_data => reading.begin(&tag)?,
                (5, "v") if is_data => {
                    (reading.cell.has_value, at) = (true, At::Value);
                }
                (5, "f") if is_data => {
                    (reading.cell.has_formula, at) = (true, At::Formula);
                }
                (6.., "rPh") if is_data => phonetic = depth,
                (6 | 7, "t") if is_data && depth < phonetic => at = At::Inline,
                (3, "col") => reading.column(&tag)?,
                (3, "mergeCell") => reading.merge(&tag)?,
                _ => {}
            },
            Next::Text(_, piece) if is_data => match at {
                At::Value | At::Inline => reading.cell.value.push_str(&piece),
                At::Formula => reading.cell.formula.push_str(&piece),
                At::Elsewhere => {}
            },
            Next::End(4) if is_data => reading.end()?,
            Next::End(depth) => {
                at = At::Elsewhere;
                if depth == phonetic {
                    phonetic = usize::MAX;
                }
                is_data &= depth > 2;
            }
            Next::Over => return reading.growing.finish(),
            Next::Text(..) | Next::Nothing => {}
        }
    }
}

impl Reading<'_> {
    /// A row begins; without a number it is the next.
    fn row(&mut self, tag: &Tag<'_>) -> Result<(), Fault> {
        let (mut number, mut is_hidden) = (None, false);
        for attribute in tag.attributes() {
            let (key, value) = attribute?;
            match key {
                "r" => number = Some(value.parse::<u32>().unwrap_or_default()),
                // Rows that a filter leaves out are hidden as those that a person hides.
                "hidden" => is_hidden |= is_true(&value),
                "ht" => is_hidden |= value == "0",
                _ => {}
            }
        }
        self.cell.row = number.unwrap_or_else(|| self.cell.row.saturating_add(1));
        // The first cell without a place stands in the first column.
        self.cell.column = u32::MAX;
        self.growing.row(self.cell.row, is_hidden)
    }

    /// A cell begins; without a place it is the next.
    fn begin(&mut self, tag: &Tag<'_>) -> Result<(), Fault> {
        let cell = &mut self.cell;
        let mut column = cell.column.wrapping_add(1);
        (cell.form, cell.shown) = (Form::default(), Shown::default());
        for attribute in tag.attributes() {
            let (key, value) = attribute?;
            match key {
                "r" => match reference(&value) {
                    Some((to, row)) if row == cell.row => column = to,
                    _ => {
                        let (row, value) = (cell.row, value.escape_debug());
                        let why =
                            words!("第 {row} 行里有单元格自称 {value}", "a cell of row {row} says that it is {value}");
                        return Err(Fault::Broken { part: self.part.to_owned(), why });
                    }
                },
                "s" => {
                    let style: usize = value.parse().unwrap_or_default();
                    cell.shown = self.about.styles.get(style).copied().unwrap_or_default();
                }
                "t" => {
                    cell.form = match value.as_ref() {
                        "n" => Form::Number,
                        "s" => Form::Shared,
                        "inlineStr" => Form::Inline,
                        "str" => Form::Said,
                        "b" => Form::Truth,
                        "e" => Form::Error,
                        "d" => Form::Date,
                        _ => {
                            let (row, value) = (cell.row, value.escape_debug());
                            let why = words!(
                                "第 {row} 行里有单元格的类型是 {value}，没有这种类型",
                                "a cell of row {row} is of a type {value} that there is not"
                            );
                            return Err(Fault::Broken { part: self.part.to_owned(), why });
                        }
                    }
                }
                _ => {}
            }
        }
        cell.column = column;
        cell.value.clear();
        cell.formula.clear();
        (cell.has_value, cell.has_formula) = (false, false);
        self.growing.column(column)
    }

    /// A cell ends.
    fn end(&mut self) -> Result<(), Fault> {
        let (cell, growing, text) = (&self.cell, &mut self.growing, &mut self.text);
        let is_text = matches!(cell.form, Form::Said | Form::Inline);
        let value = if is_text { cell.value.as_str() } else { cell.value.trim() };
        let column = cell.column;
        text.clear();
        let is_valued = match cell.form {
            // A formula can come to an empty text.
            _ if is_text => cell.has_value || !value.is_empty(),
            // Whose values are to be worked out by who opens the file has a 0 in their stead.
            Form::Number => !(value.is_empty() || (self.about.is_stale && value == "0")),
            _ => !value.is_empty(),
        };
        if cell.has_formula && !is_valued {
            text.push('=');
            decode(&cell.formula, text);
            return growing.put(column, Kind::Unvalued, text, None).map(drop);
        }
        if value.is_empty() {
            return Ok(());
        }
        match cell.form {
            Form::Number => {
                let kind = number(value, cell.shown, self.about.epoch, text);
                growing.put(column, kind, text, Some(value))?;
            }
            Form::Shared => {
                let place: Option<usize> = value.parse().ok();
                let (Some(shared), Some(kept)) = (
                    place.and_then(|place| self.about.strings.get(place)),
                    place.and_then(|place| self.kept.get_mut(place)),
                ) else {
                    let cell = address(column, cell.row);
                    let why =
                        words!("里单元格 {cell} 的文字找不到", "the text of the cell {cell} is nowhere in the file");
                    return Err(Fault::Broken { part: self.part.to_owned(), why });
                };
                match kept {
                    _ if shared.is_empty() => {}
                    Some(place) => growing.put_at(column, Kind::Text, *place)?,
                    None => *kept = Some(growing.put(column, Kind::Text, shared, None)?),
                }
            }
            Form::Inline | Form::Said => {
                decode(value, text);
                growing.put(column, Kind::Text, text, None)?;
            }
            Form::Truth => {
                let truth = match value {
                    "1" | "true" | "TRUE" => Some("TRUE"),
                    "0" | "false" | "FALSE" => Some("FALSE"),
                    _ => None,
                };
                let kind = if truth.is_some() { Kind::Truth } else { Kind::Error };
                growing.put(column, kind, truth.unwrap_or(value), Some(value))?;
            }
            Form::Error => growing.put(column, Kind::Error, value, None).map(drop)?,
            Form::Date => {
                let date = iso(value);
                let kind = if date.is_some() { Kind::Date } else { Kind::Error };
                growing.put(column, kind, date.as_deref().unwrap_or(value), Some(value))?;
            }
        }
        Ok(())
    }

    /// Columns that may be hidden.
    fn column(&mut self, tag: &Tag<'_>) -> Result<(), Fault> {
        let (mut first, mut last, mut is_hidden) = (0_u32, 0_u32, false);
        for attribute in tag.attributes() {
            let (key, value) = attribute?;
            match key {
                "min" => first = value.parse().unwrap_or_default(),
                "max" => last = value.parse().unwrap_or_default(),
                "hidden" => is_hidden |= is_true(&value),
                "width" => is_hidden |= value == "0",
                _ => {}
            }
        }
        if let (true, Some(first), Some(last)) = (is_hidden, first.checked_sub(1), last.checked_sub(1)) {
            self.growing.hide_columns(first, last);
        }
        Ok(())
    }

    /// Cells that are one.
    fn merge(&mut self, tag: &Tag<'_>) -> Result<(), Fault> {
        let written = tag.attribute("ref")?.unwrap_or_default();
        let Some(area) = area(&written) else {
            let written = written.escape_debug();
            let why = words!("里合并的区域 {written} 不是区域", "cells are merged over {written}, which is no area");
            return Err(Fault::Broken { part: self.part.to_owned(), why });
        };
        self.growing.merge(area);
        Ok(())
    }
}
