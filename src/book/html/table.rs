//! One table of a page.

use super::entities::replaced;
use super::grid::Grid;
use super::tokens::{PART, Tag, Token, Tokens};
use super::value::{Beside, beside, of};
use crate::book::fault::Fault;
use crate::book::growing::Growing;
use crate::book::sheet::{Area, Sheet};
use crate::words;

/// A table.
pub(super) struct Table {
    pub(super) sheet: Sheet,
    pub(super) caption: String,
    /// Where the page goes on behind it.
    pub(super) end: usize,
}

/// Browsers let a cell reach no further.
const MOST_COLUMNS: u32 = 1000;
const MOST_ROWS: u32 = 65_534;

struct Reading {
    growing: Growing<'static>,
    grid: Grid,
    /// The cell at hand: its place, and the number beside it.
    cell: Option<(Area, Option<Beside>)>,
    shown: String,
    text: String,
    caption: String,
    is_caption: bool,
    /// Columns that were described.
    described: u32,
}

/// Reads the table that begins at a place.
pub(super) fn read(page: &str, start: usize) -> Result<Table, Fault> {
    let mut tokens = Tokens::from(page, start);
    let mut reading = Reading {
        growing: Growing::new(PART),
        grid: Grid::default(),
        cell: None,
        shown: String::new(),
        text: String::new(),
        caption: String::new(),
        is_caption: false,
        described: 0,
    };
    tokens.next();
    while let Some(token) = tokens.next() {
        match token {
            Token::Text(text) => reading.say(&replaced(text)),
            Token::Start(tag) => match tag.name.as_ref() {
                "table" => {
                    let why = words!("的表格里另有表格", "there is a table within a table");
                    return Err(Fault::Broken { part: PART.to_owned(), why });
                }
                "tr" => reading.row(&tag)?,
                "td" | "th" => reading.begin(&tag)?,
                "br" => reading.shown.push('\n'),
                "p" | "div" | "li" | "h1" | "h2" | "h3" => reading.part(),
                "caption" => {
                    reading.end()?;
                    reading.is_caption = true;
                }
                "col" => reading.column(&tag),
                _ => {}
            },
            Token::End(name) => match name.as_ref() {
                "table" => break,
                "td" | "th" | "tr" | "thead" | "tbody" | "tfoot" => reading.end()?,
                "p" | "div" | "li" | "h1" | "h2" | "h3" => reading.part(),
                "caption" => {
                    reading.is_caption = false;
                    std::mem::take(&mut reading.shown).trim().clone_into(&mut reading.caption);
                }
                _ => {}
            },
        }
    }
    reading.end()?;
    Ok(Table { sheet: reading.growing.finish()?, caption: reading.caption, end: tokens.at })
}

impl Reading {
    fn row(&mut self, tag: &Tag<'_>) -> Result<(), Fault> {
        self.end()?;
        let number = self.grid.next_row();
        self.growing.row(number, is_hidden(tag))
    }

    fn begin(&mut self, tag: &Tag<'_>) -> Result<(), Fault> {
        self.end()?;
        if !self.grid.has_row() {
            let number = self.grid.next_row();
            self.growing.row(number, false)?;
        }
        let over = |name: &str, most: u32| {
            let number = tag.attribute(name).and_then(|value| value.trim().parse::<u32>().ok());
            number.unwrap_or(1).clamp(1, most)
        };
        let area = self.grid.next_cell(over("colspan", MOST_COLUMNS), over("rowspan", MOST_ROWS))?;
        self.growing.column(area.columns.start)?;
        self.cell = Some((area, beside(tag)));
        Ok(())
    }

    /// Adds a text. Blanks beside one another are one, and none at the start of a line.
    fn say(&mut self, text: &str) {
        if self.cell.is_none() && !self.is_caption {
            return;
        }
        for letter in text.chars() {
            match letter {
                ' ' | '\t' | '\r' | '\n' if self.shown.is_empty() || self.shown.ends_with([' ', '\n']) => {}
                ' ' | '\t' | '\r' | '\n' => self.shown.push(' '),
                _ => self.shown.push(letter),
            }
        }
    }

    /// A line of its own begins or ends.
    fn part(&mut self) {
        if !self.shown.is_empty() && !self.shown.ends_with('\n') {
            self.shown.push('\n');
        }
    }

    /// The cell at hand ends, if there is one.
    fn end(&mut self) -> Result<(), Fault> {
        let shown = std::mem::take(&mut self.shown);
        let Some((area, beside)) = self.cell.take() else { return Ok(()) };
        // A blank before a line break is not seen.
        let shown = shown.trim_matches([' ', '\n']).replace(" \n", "\n");
        let column = area.columns.start;
        self.growing.merge(area);
        if shown.is_empty() {
            return Ok(());
        }
        let kind = of(&shown, beside.as_ref(), &mut self.text);
        let raw = beside.as_ref().map(Beside::written);
        self.growing.put(column, kind, &self.text, raw).map(drop)
    }

    fn column(&mut self, tag: &Tag<'_>) {
        let span = tag.attribute("span").and_then(|span| span.trim().parse::<u32>().ok());
        let next = self.described.saturating_add(span.unwrap_or(1).clamp(1, MOST_COLUMNS));
        if is_hidden(tag) {
            self.growing.hide_columns(self.described, next.saturating_sub(1));
        }
        self.described = next;
    }
}

/// Whether the page does not show an element.
fn is_hidden(tag: &Tag<'_>) -> bool {
    let style = tag.attribute("style").unwrap_or_default().to_ascii_lowercase();
    let style: String = style.chars().filter(|letter| !letter.is_ascii_whitespace()).collect();
    style.contains("display:none") || style.contains("visibility:hidden") || tag.attribute("hidden").is_some()
}
