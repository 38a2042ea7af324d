//! A workbook: the names of its sheets at once, the cells of each when asked for.

use std::sync::Arc;

use super::fault::Fault;
use super::form::{Form, form};
use super::name::Name;
use super::sheet::Sheet;
use super::xlsx::Xlsx;
use super::zipped::{Bytes, Zip};
use crate::host::{Input, read_all};
use crate::invariant::fit;
use crate::words;

/// A workbook.
#[derive(Debug)]
pub struct Book {
    sheets: Vec<Name>,
    inside: Inside,
}

/// By its form.
#[derive(Debug)]
enum Inside {
    Xlsx(Xlsx),
}

/// A workbook is in memory while it is read, packed as it is.
const MOST: u64 = 1 << 29;

impl Book {
    /// Reads what sheets there are. The file is in memory from then on, packed as it is.
    ///
    /// # Errors
    /// [`Fault`]
    pub fn open(input: &dyn Input) -> Result<Self, Fault> {
        let bytes = whole(input)?;
        let zip = Zip::open(Bytes(Arc::new(bytes)))?;
        let inside = Inside::Xlsx(Xlsx::open(zip)?);
        let sheets = match &inside {
            Inside::Xlsx(xlsx) => xlsx.names(),
        };
        Ok(Self { sheets, inside })
    }

    /// What form the file is of.
    #[must_use]
    pub fn form(&self) -> Form {
        match self.inside {
            Inside::Xlsx(_) => Form::Xlsx,
        }
    }

    /// The sheets, in the order in which they are shown.
    #[must_use]
    pub fn sheets(&self) -> &[Name] {
        &self.sheets
    }

    /// Reads the cells of the sheet at a place among [`Self::sheets`].
    ///
    /// # Errors
    /// [`Fault`]
    pub fn sheet(&self, place: usize) -> Result<Sheet, Fault> {
        self.sheets.get(place).ok_or(Fault::Absent)?;
        match &self.inside {
            Inside::Xlsx(xlsx) => xlsx.sheet(place),
        }
    }
}

/// The bytes of a file.
fn whole(input: &dyn Input) -> Result<Vec<u8>, Fault> {
    if input.length() > MOST {
        let why = words!("超过 512 MiB", "it has more than 512 MiB");
        return Err(Fault::TooLarge { part: String::new(), why });
    }
    let mut bytes = vec![0; fit(input.length())];
    let read = read_all(input, 0, &mut bytes).map_err(Fault::Unread)?;
    bytes.truncate(read);
    Ok(bytes)
}
