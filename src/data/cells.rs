//! The cells of a small file as they are written: rows of a 示例 that stand beside the rules.

use super::encoding::{Encoding, Verdict, verdict};
use super::layout::lines_of;
use super::telling::{DELIMITED, extension};
use crate::book::{Book, Kind, form};
use crate::finding::Words;
use crate::invariant::fit;
use crate::words;

/// The number of a line and its cells from the first column on.
type Line = (u64, Vec<String>);

/// The lines of a text or of the first sheet of a workbook, each with its number in the file, from 1.
///
/// # Errors
/// Why the file cannot be read.
pub fn cells(bytes: Vec<u8>, name: &str) -> Result<Vec<Line>, Words> {
    if form(bytes.get(..bytes.len().min(4096)).unwrap_or_default()).is_some() {
        let fault = |fault: crate::book::Fault| fault.words().0;
        let sheet = Book::open(&bytes).and_then(|book| book.sheet(0)).map_err(fault)?;
        return sheet.rows().map(|row| in_sheet(&row)).collect();
    }
    let text = match String::from_utf8(bytes) {
        Ok(text) => text,
        Err(other) => decoded(&other.into_bytes())?,
    };
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    let form = extension(name);
    let delimiter =
        DELIMITED.iter().find(|(known, _)| form.eq_ignore_ascii_case(known)).map_or(b',', |(_, sign)| *sign);
    lines_of(text, delimiter).ok_or_else(|| words!("引号没有成对", "its quotation marks do not pair"))
}

fn decoded(bytes: &Vec<u8>) -> Result<String, Words> {
    let unread = || words!("文件不是 UTF-8 编码", "the file is not UTF-8");
    let bytes = match verdict(bytes).map_err(|_| unread())? {
        Verdict::In(encoding) => return encoding.text(bytes).map(std::borrow::Cow::into_owned).ok_or_else(unread),
        Verdict::Converted(bytes) => bytes,
        Verdict::Refused(why, _) => return Err(why),
    };
    Encoding::Utf8.text(&bytes).map(std::borrow::Cow::into_owned).ok_or_else(unread)
}

fn in_sheet(row: &crate::book::Row<'_>) -> Result<Line, Words> {
    let number = row.number;
    let mut cells: Vec<String> = Vec::new();
    for cell in row.cells() {
        if matches!(cell.kind, Kind::Error | Kind::Unvalued | Kind::Lost) {
            let (address, text) = (crate::book::address(cell.column, number), cell.text);
            return Err(words!("{address} 的值读不出：{text}", "the value of {address} cannot be read: {text}"));
        }
        cells.resize(fit(cell.column), String::new());
        cells.push(cell.text.to_owned());
    }
    Ok((u64::from(number), cells))
}
