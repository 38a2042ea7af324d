//! Which sheets of a workbook hold the rows of a table.

use super::heading::Found;
use super::turned::header_of;
use crate::book::{Book, Fault, Form, Name, Sheet};
use crate::core::Table;
use crate::data::complaint::listed;
use crate::data::findings::Findings;
use crate::finding::{Code, Words};
use crate::words;

/// The sheets that hold the rows of a table.
pub(in crate::data) struct Chosen {
    /// With their names.
    pub(in crate::data) sheets: Vec<(String, Sheet)>,
    /// What the form of the workbook is called.
    pub(in crate::data) form: &'static str,
    /// Hidden sheets, which nobody asked for.
    pub(in crate::data) hidden: Vec<String>,
}

/// By what the rules say; or else that which is named as the table or its file is; or else all that have its header.
pub(in crate::data) fn chosen(book: &Book, declared: &Table, findings: &mut Findings<'_>) -> Option<Chosen> {
    let mut sheets = Vec::new();
    for place in places(book, declared, findings)? {
        let name = book.sheets().get(place).map_or("", |sheet| &sheet.name);
        match book.sheet(place) {
            Ok(sheet) => sheets.push((name.to_owned(), sheet)),
            Err(fault) => {
                report(&fault, Some(name), findings);
                return None;
            }
        }
    }
    if sheets.len() > 1 && declared.layout.sheets.is_empty() {
        let found: Vec<Option<Found>> = sheets.iter().map(|(_, sheet)| header_of(sheet, declared)).collect();
        let is_whole = |found: &Option<Found>| found.as_ref().is_some_and(|found| found.is_whole);
        if found.iter().any(is_whole) {
            // A sheet that has most of the columns is one of the table too, and is told what it lacks.
            let is_of_it =
                |found: &Option<Found>| found.as_ref().is_some_and(|found| found.is_whole || found.has_most(declared));
            sheets =
                sheets.into_iter().zip(&found).filter(|(_, found)| is_of_it(found)).map(|(sheet, _)| sheet).collect();
        } else {
            // What comes nearest tells what is missing.
            let best = found
                .iter()
                .enumerate()
                .max_by_key(|(place, found)| (found.as_ref().map_or(0, Found::columns), std::cmp::Reverse(*place)));
            let best = best.map_or(0, |(place, _)| place);
            sheets = sheets.into_iter().skip(best).take(1).collect();
        }
    }
    let hidden = book.sheets().iter().filter(|sheet| sheet.is_hidden).map(|sheet| sheet.name.clone());
    let hidden = hidden.filter(|name| !sheets.iter().any(|(sheet, _)| sheet == name)).collect();
    let form = match book.form() {
        Form::Xlsx => "xlsx",
        Form::Xls => "xls",
        Form::Ods => "ods",
        Form::Html => "html",
        Form::Archive => "zip",
    };
    Some(Chosen { sheets, form, hidden })
}

/// Where the sheets stand that may hold the rows.
fn places(book: &Book, declared: &Table, findings: &mut Findings<'_>) -> Option<Vec<usize>> {
    let sheets = book.sheets();
    let named = |wanted: &str| {
        let exact = sheets.iter().position(|sheet| sheet.name == wanted);
        exact.or_else(|| sheets.iter().position(|sheet| super::trim(&sheet.name) == super::trim(wanted)))
    };
    let wanted = &declared.layout.sheets;
    if !wanted.is_empty() {
        let places: Vec<Option<usize>> = wanted.iter().map(|wanted| named(wanted)).collect();
        for (wanted, _) in wanted.iter().zip(&places).filter(|(_, place)| place.is_none()) {
            report_absent(wanted, sheets, findings);
        }
        return places.into_iter().collect();
    }
    let file = declared.file.rsplit('/').next().unwrap_or_default();
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    if let Some(place) =
        [declared.name.as_str(), file, stem].into_iter().filter(|name| !name.is_empty()).find_map(named)
    {
        return Some(vec![place]);
    }
    let shown: Vec<usize> =
        sheets.iter().enumerate().filter(|(_, sheet)| !sheet.is_hidden).map(|(place, _)| place).collect();
    if shown.is_empty() {
        findings.add_file(
            Code::H0508,
            words!("工作簿里没有可见的工作表", "the workbook has no sheet that is shown"),
            Some(words!("请取消隐藏有数据的工作表，再保存", "unhide the sheet with the data and save")),
        );
        return None;
    }
    Some(shown)
}

fn report_absent(wanted: &str, sheets: &[Name], findings: &mut Findings<'_>) {
    let Words { zh, en } = listed(sheets.iter().map(|sheet| sheet.name.as_str()));
    findings.add_file(
        Code::H0501,
        words!("没有名为「{wanted}」的工作表", "there is no sheet named `{wanted}`"),
        Some(words!("文件里的工作表：{zh}", "the file has {en}")),
    );
}

/// Says why a workbook, or a sheet of it, cannot be read.
pub(in crate::data) fn report(fault: &Fault, sheet: Option<&str>, findings: &mut Findings<'_>) {
    let (message, help) = fault.words();
    let message = match sheet {
        Some(sheet) => {
            let Words { zh, en } = message;
            words!("工作表「{sheet}」：{zh}", "sheet `{sheet}`: {en}")
        }
        None => message,
    };
    findings.add_file(Code::H0508, message, Some(help));
}
