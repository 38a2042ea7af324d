//! xls and et: records (BIFF8 and BIFF5, [MS-XLS]) in a stream of a compound file ([MS-CFB]).
//!
//! Read here and not by `calamine`: that gives floats without the percentages and hidden rows of the file, and takes as
//! much memory as a record claims that a sheet has cells, which ends the process.

mod bytes;
mod cells;
mod compound;
mod globals;
mod records;
mod strings;

use std::sync::OnceLock;

use self::compound::Compound;
use self::globals::Globals;
use self::strings::Strings;
use super::fault::Fault;
use super::name::Name;
use super::sheet::Sheet;
use super::zipped::Bytes;
use crate::invariant::OrBroken;
use crate::words;

/// A workbook.
#[derive(Debug)]
pub(super) struct Xls {
    stream: Vec<u8>,
    globals: Globals,
    strings: OnceLock<Strings>,
}

impl Xls {
    /// Reads what sheets there are.
    pub(super) fn open(bytes: &Bytes) -> Result<Self, Fault> {
        let compound = Compound::open(bytes.as_ref())?;
        if compound.has("EncryptedPackage") {
            return Err(Fault::Encrypted);
        }
        let Some(stream) = compound.stream("Workbook").or_else(|| compound.stream("Book")) else {
            let what = match () {
                () if compound.has("WordDocument") => {
                    words!("这是 Word 文档，不是表格", "this is a document of Word, not a workbook")
                }
                () if compound.has("PowerPoint Document") => {
                    words!("这是演示文稿，不是表格", "this is a presentation, not a workbook")
                }
                () => words!("这个文件里没有工作簿", "there is no workbook in this file"),
            };
            return Err(Fault::Foreign { what });
        };
        let stream = stream?;
        let globals = globals::read(&stream)?;
        Ok(Self { stream, globals, strings: OnceLock::new() })
    }

    pub(super) fn names(&self) -> Vec<Name> {
        self.globals.sheets.iter().map(|sheet| sheet.name.clone()).collect()
    }

    /// Reads the sheet at a place.
    pub(super) fn sheet(&self, place: usize) -> Result<Sheet, Fault> {
        let strings = if let Some(strings) = self.strings.get() {
            strings
        } else {
            let read = strings::read(&self.stream, self.globals.strings)?;
            self.strings.get_or_init(|| read)
        };
        let sheet = self.globals.sheets.get(place).or_broken("a sheet is asked for by its place");
        let read = cells::read(&self.stream, sheet.start, &self.globals, strings)?;
        Ok(Sheet { epoch: Some(self.globals.epoch), ..read })
    }
}
