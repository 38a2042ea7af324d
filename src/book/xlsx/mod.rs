//! xlsx and xlsm: a zip archive of XML parts (ECMA-376, also as its strict form).

mod cells;
mod parts;
mod strings;
mod styles;

use std::sync::OnceLock;

use self::parts::Contents;
use self::strings::Strings;
use super::fault::Fault;
use super::name::Name;
use super::sheet::Sheet;
use super::shown::Shown;
use super::zipped::Zip;
use crate::invariant::OrBroken;

/// A workbook.
#[derive(Debug)]
pub(super) struct Xlsx {
    zip: Zip,
    contents: Contents,
    /// What all sheets share is read when the first is.
    strings: OnceLock<Strings>,
    styles: OnceLock<Vec<Shown>>,
}

impl Xlsx {
    /// Reads what sheets there are.
    pub(super) fn open(zip: Zip) -> Result<Self, Fault> {
        let contents = parts::read(&zip)?;
        Ok(Self { zip, contents, strings: OnceLock::new(), styles: OnceLock::new() })
    }

    pub(super) fn names(&self) -> Vec<Name> {
        self.contents.sheets.iter().map(|sheet| sheet.name.clone()).collect()
    }

    /// Reads the sheet at a place.
    pub(super) fn sheet(&self, place: usize) -> Result<Sheet, Fault> {
        let part = &self.contents.sheets.get(place).or_broken("a sheet is asked for by its place").part;
        let strings = match (self.strings.get(), &self.contents.strings) {
            (Some(strings), _) => strings,
            (None, None) => self.strings.get_or_init(Strings::default),
            (None, Some(part)) => {
                let read = self.zip.read(part, |input| strings::read(input, part))?;
                self.strings.get_or_init(|| read)
            }
        };
        let styles = match (self.styles.get(), &self.contents.styles) {
            (Some(styles), _) => styles,
            (None, None) => self.styles.get_or_init(Vec::new),
            (None, Some(part)) => {
                let read = self.zip.read(part, |input| styles::read(input, part))?;
                self.styles.get_or_init(|| read)
            }
        };
        let about = cells::About { strings, styles, epoch: self.contents.epoch, is_stale: self.contents.is_stale };
        let sheet = self.zip.read(part, |input| cells::read(input, part, &about))?;
        Ok(Sheet { epoch: Some(self.contents.epoch), ..sheet })
    }
}
