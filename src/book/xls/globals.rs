//! What the sheets of a workbook share, and where each begins.

use std::collections::{BTreeMap, BTreeSet};

use super::bytes::Run;
use super::records::{broken, kind, record};
use super::strings::{Page, text};
use crate::book::dates::Epoch;
use crate::book::fault::Fault;
use crate::book::name::Name;
use crate::book::shown::Shown;
use crate::cancel::look;
use crate::invariant::fit;

/// What sheets share.
#[derive(Debug)]
pub(super) struct Globals {
    pub(super) sheets: Vec<Start>,
    /// How cells of each style show numbers.
    pub(super) styles: Vec<Shown>,
    pub(super) epoch: Epoch,
    /// What texts are written in, in a file of before 1997.
    pub(super) page: Option<Page>,
    /// Where the texts begin that cells share.
    pub(super) strings: Option<usize>,
}

/// A sheet and where it begins.
#[derive(Debug)]
pub(super) struct Start {
    pub(super) name: Name,
    pub(super) start: usize,
}

/// Reads what sheets share.
pub(super) fn read(stream: &[u8]) -> Result<Globals, Fault> {
    let mut globals =
        Globals { sheets: Vec::new(), styles: Vec::new(), epoch: Epoch::default(), page: None, strings: None };
    let mut page = Page::of(0);
    let (mut own, mut styles) = (BTreeMap::new(), Vec::new());
    let mut rest = stream;
    loop {
        look();
        let record = record(rest).ok_or_else(broken)?;
        let at = stream.len().saturating_sub(rest.len());
        rest = record.rest;
        let mut run = Run(record.data);
        let whole = match record.kind {
            kind::BEGIN => run.u16().map(|version| {
                globals.page = (version != 0x0600).then_some(page);
            }),
            kind::PASSWORD => return Err(Fault::Encrypted),
            kind::PAGE => run.u16().map(|number| {
                page = Page::of(number);
                globals.page = globals.page.map(|_| page);
            }),
            kind::EPOCH => run.u16().map(|is_1904| {
                if is_1904 == 1 {
                    globals.epoch = Epoch::Of1904;
                }
            }),
            kind::FORMAT => format(&mut run, globals.page).map(|(id, code)| {
                own.insert(id, Shown::by_code(&code));
            }),
            kind::STYLE => run.take(2).and_then(|_| run.u16()).map(|id| styles.push(id)),
            kind::SHEET => sheet(&mut run, globals.page).map(|(sheet, has_cells)| {
                if has_cells {
                    globals.sheets.push(sheet);
                }
            }),
            kind::STRINGS => {
                globals.strings = Some(at);
                Some(())
            }
            kind::END => break,
            _ => Some(()),
        };
        whole.ok_or_else(broken)?;
    }
    let starts: BTreeSet<usize> = globals.sheets.iter().map(|sheet| sheet.start).collect();
    if starts.len() < globals.sheets.len() {
        return Err(broken());
    }
    let shown = |id: u16| own.get(&id).copied().unwrap_or_else(|| Shown::built_in(id.into()));
    globals.styles = styles.into_iter().map(shown).collect();
    Ok(globals)
}

fn format(run: &mut Run<'_>, page: Option<Page>) -> Option<(u16, String)> {
    let id = run.u16()?;
    Some((id, text(run, page.is_some(), page)?))
}

/// A sheet, and whether it has cells; charts and macros have none.
fn sheet(run: &mut Run<'_>, page: Option<Page>) -> Option<(Start, bool)> {
    let start = fit(run.u32()?);
    let (state, form) = (run.u8()?, run.u8()?);
    let name = text(run, true, page)?;
    let is_hidden = state & 3 != 0;
    Some((Start { name: Name { name, is_hidden }, start }, form == 0))
}
