//! ods: a zip archive whose `content.xml` holds all sheets (ODF 1.3).

mod cell;
mod cells;
mod names;

use super::fault::Fault;
use super::name::Name;
use super::sheet::Sheet;
use super::xml::{Next, Xml};
use super::zipped::Zip;

/// A workbook.
#[derive(Debug)]
pub(super) struct Ods {
    zip: Zip,
    names: Vec<Name>,
}

/// The part with all sheets.
const CONTENT: &str = "content.xml";

impl Ods {
    /// Reads what sheets there are.
    pub(super) fn open(zip: Zip) -> Result<Self, Fault> {
        if is_encrypted(&zip)? {
            return Err(Fault::Encrypted);
        }
        let names = zip.read(CONTENT, |input| names::read(input, CONTENT))?;
        Ok(Self { zip, names })
    }

    pub(super) fn names(&self) -> Vec<Name> {
        self.names.clone()
    }

    /// Reads the sheet at a place.
    pub(super) fn sheet(&self, place: usize) -> Result<Sheet, Fault> {
        self.zip.read(CONTENT, |input| cells::read(input, CONTENT, place))
    }
}

/// Whether the list of parts says that some are encrypted.
fn is_encrypted(zip: &Zip) -> Result<bool, Fault> {
    const LIST: &str = "META-INF/manifest.xml";
    if !zip.has(LIST) {
        return Ok(false);
    }
    zip.read(LIST, |input| {
        let mut xml = Xml::new(input, LIST);
        let mut is_encrypted = false;
        loop {
            match xml.next()? {
                Next::Start(_, tag) => is_encrypted |= tag.local_name() == "encryption-data",
                Next::Over => return Ok(is_encrypted),
                _ => {}
            }
        }
    })
}
