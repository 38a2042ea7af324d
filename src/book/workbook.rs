//! A workbook: the names of its sheets at once, the cells of each when asked for.

use std::sync::Arc;

use super::fault::Fault;
use super::form::{Form, form};
use super::html::Html;
use super::name::Name;
use super::ods::Ods;
use super::sheet::Sheet;
use super::whole::whole;
use super::xls::Xls;
use super::xlsx::Xlsx;
use super::zipped::{Bytes, Zip};
use crate::host::Input;
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
    Xlsx(Box<Xlsx>),
    Xls(Xls),
    Ods(Ods),
    Html(Html),
}

impl Book {
    /// Reads what sheets there are. The file is in memory from then on, packed as it is.
    ///
    /// # Errors
    /// [`Fault`]
    pub fn open(input: &dyn Input) -> Result<Self, Fault> {
        let bytes = Bytes(Arc::new(whole(input)?));
        let (inside, sheets) = match form(bytes.start()) {
            Some(Form::Xls) => {
                let xls = Xls::open(&bytes)?;
                let names = xls.names();
                (Inside::Xls(xls), names)
            }
            Some(Form::Html) => {
                let html = Html::open(bytes.as_ref())?;
                let names = html.names();
                (Inside::Html(html), names)
            }
            Some(Form::Xlsx | Form::Ods | Form::Archive) => zipped(Zip::open(bytes)?)?,
            None => {
                let what = words!("这不是工作簿", "this is not a workbook");
                return Err(Fault::Foreign { what });
            }
        };
        if sheets.is_empty() {
            let what = words!("这个文件里没有工作表", "there is no sheet in this file");
            return Err(Fault::Foreign { what });
        }
        Ok(Self { sheets, inside })
    }

    /// What form the file is of.
    #[must_use]
    pub fn form(&self) -> Form {
        match self.inside {
            Inside::Xlsx(_) => Form::Xlsx,
            Inside::Xls(_) => Form::Xls,
            Inside::Ods(_) => Form::Ods,
            Inside::Html(_) => Form::Html,
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
            Inside::Xls(xls) => xls.sheet(place),
            Inside::Ods(ods) => ods.sheet(place),
            Inside::Html(html) => html.sheet(place),
        }
    }
}

/// What a zip archive is by its parts.
fn zipped(zip: Zip) -> Result<(Inside, Vec<Name>), Fault> {
    if zip.has("content.xml") && zip.has("mimetype") {
        let ods = Ods::open(zip)?;
        let names = ods.names();
        return Ok((Inside::Ods(ods), names));
    }
    if zip.has("[Content_Types].xml") || zip.has("xl/workbook.xml") {
        let xlsx = Xlsx::open(zip)?;
        let names = xlsx.names();
        return Ok((Inside::Xlsx(Box::new(xlsx)), names));
    }
    Err(Fault::Archive)
}
