//! A page with tables, as many systems export under the name of an xls: each table is a sheet.
//!
//! Read as browsers show it, as far as tables go; no script is run.

mod entities;
mod grid;
mod letters;
mod table;
mod tokens;
mod value;

use super::fault::Fault;
use super::form::other_text;
use super::name::Name;
use super::sheet::Sheet;
use crate::invariant::OrBroken;
use crate::words;

/// A page.
#[derive(Debug)]
pub(super) struct Html {
    text: String,
    tables: Vec<Start>,
}

/// A table and where it begins.
#[derive(Debug)]
struct Start {
    name: Name,
    start: usize,
}

impl Html {
    /// Reads what tables there are.
    pub(super) fn open(bytes: &[u8]) -> Result<Self, Fault> {
        let text = letters::decoded(bytes)?;
        if let Some(what) = other_text(&text) {
            return Err(Fault::Foreign { what });
        }
        let mut tables: Vec<Start> = Vec::new();
        let mut from = 0;
        while let Some(start) = tokens::next_table(&text, from) {
            let found = table::read(&text, start)?;
            // A table without a cell is for the looks of the page.
            if found.sheet.cells() > 0 {
                let number = tables.len().saturating_add(1);
                let name = if found.caption.is_empty() { number.to_string() } else { found.caption };
                tables.push(Start { name: Name { name, is_hidden: false }, start });
            }
            from = found.end;
        }
        if tables.is_empty() {
            let what = words!("这是网页，里面没有表格", "this is a page without a table");
            return Err(Fault::Foreign { what });
        }
        Ok(Self { text, tables })
    }

    pub(super) fn names(&self) -> Vec<Name> {
        self.tables.iter().map(|table| table.name.clone()).collect()
    }

    /// Reads the table at a place.
    pub(super) fn sheet(&self, place: usize) -> Result<Sheet, Fault> {
        let table = self.tables.get(place).or_broken("a sheet is asked for by its place");
        table::read(&self.text, table.start).map(|table| table.sheet)
    }
}
