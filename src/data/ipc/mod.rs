//! Arrow IPC to rows: files (Feather, version 2) and streams.
//!
//! A file is a stream between two marks, with a list of its pieces at the end; it is read as the stream that it is.

mod cells;
mod sound;

use polars_arrow::array::Array;
use polars_arrow::io::ipc::read::{StreamReader, StreamState, read_stream_metadata};
use polars_core::prelude::PolarsResult;

use self::cells::{Cells, cells, is_told};
use super::asked::Asked;
use super::findings::Findings;
use super::parquet::guard::guarded;
use super::reading::Form;
use super::rows::{Above, Rows};
use super::sheet::{self, Sheet};
use super::stream::Stream;
use crate::cancel::looking;
use crate::core::Table;
use crate::finding::{Code, Diagnostic};
use crate::host::progress::Progress;
use crate::host::{Input, read_all};
use crate::invariant::fit;
use crate::words;

/// What a file begins with, and what it ends with.
const MARK: &[u8; 6] = b"ARROW1";

/// The mark, filled up to eight bytes.
const BEHIND_MARK: u64 = 8;

/// The mark of the first version of Feather.
const OLD_MARK: &[u8] = b"FEA1";

/// Reads all rows of a file; `None` when there is no telling what they are.
pub(super) fn read(
    input: &dyn Input,
    declared: &Table,
    above: Option<&Above<'_>>,
    findings: &mut Findings<'_>,
    progress: &Progress,
) -> Option<Rows> {
    let mut first = [0; MARK.len()];
    let begun = read_all(input, 0, &mut first).unwrap_or_default();
    if begun >= OLD_MARK.len() && first.starts_with(OLD_MARK) {
        report_old(findings);
        return None;
    }
    let is_file = &first == MARK;
    let start = if is_file { BEHIND_MARK } else { 0 };
    if (is_file && !is_closed(input)) || sound::check(input, start).is_err() {
        report_unreadable("", findings);
        return None;
    }
    let (sheet, whole) = match rows(input, start, declared, findings) {
        Ok(Some(read)) => read,
        Ok(None) => return None,
        Err(error) => {
            report_unreadable(&error.to_string(), findings);
            return None;
        }
    };
    sheet.read(&Form::Arrow, declared, above, findings, progress).map(|mut rows| {
        rows.whole &= whole;
        rows
    })
}

fn is_closed(input: &dyn Input) -> bool {
    let mut last = [0; MARK.len()];
    let at = input.length().saturating_sub(fit(MARK.len()));
    read_all(input, at, &mut last).is_ok_and(|read| read == MARK.len()) && &last == MARK
}

/// The rows as text cells, and whether each column that is read could be.
fn rows(
    input: &dyn Input,
    start: u64,
    declared: &Table,
    findings: &mut Findings<'_>,
) -> PolarsResult<Option<(Sheet, bool)>> {
    let stream = || {
        let mut stream = Stream::new(input);
        std::io::Seek::seek(&mut stream, std::io::SeekFrom::Start(start))?;
        PolarsResult::Ok(stream)
    };
    let (metadata, stream) = guarded(|| {
        let mut stream = stream()?;
        Ok((read_stream_metadata(&mut stream)?, stream))
    })?;
    let fields: Vec<_> = metadata.schema.iter_values().cloned().collect();
    let mut whole = true;
    let mut asked: Vec<Asked> = Vec::with_capacity(fields.len());
    for field in &fields {
        let own = Asked::of(&field.name, declared);
        let is_lost = own != Asked::Nothing && !is_told(&field.dtype);
        if is_lost {
            whole = false;
            report_type(&field.name, &format!("{:?}", field.dtype), findings);
        }
        asked.push(if is_lost { Asked::Nothing } else { own });
    }
    let read: Vec<usize> =
        asked.iter().enumerate().filter(|(_, asked)| **asked != Asked::Nothing).map(|(place, _)| place).collect();
    let mut sheet = Sheet::new(fields.iter().map(|field| field.name.as_str()));
    // Where nothing is read the header says so, and of a column that cannot be read it has been said.
    if read.is_empty() || !whole {
        return Ok(Some((sheet, whole)));
    }
    let mut reader = guarded(|| Ok(StreamReader::new(stream, metadata, Some(read))))?;
    let mut number = 0_u64;
    loop {
        let batch = match guarded(|| reader.next().transpose())? {
            Some(StreamState::Some(batch)) => batch,
            Some(StreamState::Waiting) | None => return Ok(Some((sheet, whole))),
        };
        let is_written = guarded(|| Ok(write(&mut sheet, batch.arrays(), batch.len(), &asked, &mut number)))?;
        if is_written.is_none() {
            sheet::report_too_much(findings);
            return Ok(None);
        }
    }
}

/// Writes the rows of a batch, in which only columns that are read stand.
fn write(sheet: &mut Sheet, arrays: &[Box<dyn Array>], rows: usize, asked: &[Asked], number: &mut u64) -> Option<()> {
    let mut held = arrays.iter();
    let columns: Vec<Option<Cells<'_>>> = asked
        .iter()
        .map(|asked| if *asked == Asked::Nothing { None } else { cells(held.next()?.as_ref(), *asked) })
        .collect();
    for row in looking(0..rows) {
        for column in &columns {
            match column {
                Some(cells) => sheet.cell(cells(row).as_deref()),
                None => sheet.unread(true),
            }
        }
        *number = number.saturating_add(1);
        sheet.end(*number).ok()?;
    }
    Some(())
}

fn report_unreadable(why: &str, findings: &mut Findings<'_>) {
    let why = why.lines().next().unwrap_or_default();
    let (zh, en) =
        if why.is_empty() { (String::new(), String::new()) } else { (format!("：{why}"), format!(": {why}")) };
    findings.add_file(
        Code::H0508,
        words!("这不是完好的 Arrow 文件{zh}", "this is not a sound Arrow file{en}"),
        Some(words!("请重新导出，再核对文件是否传完整", "export it again, and check that it was copied whole")),
    );
}

fn report_old(findings: &mut Findings<'_>) {
    findings.add_file(
        Code::H0508,
        words!("这是第一版的 Feather 文件，不能读", "this is a Feather file of the first version, which is not read"),
        Some(words!("请存成第二版（Arrow IPC）或 parquet", "save it as version 2 (Arrow IPC) or as parquet")),
    );
}

fn report_type(column: &str, ty: &str, findings: &mut Findings<'_>) {
    findings.add(Code::H0503, |at| {
        let message = words!(
            "「{column}」列在文件里是 {ty} 类型，不能读",
            "the column `{column}` of the file holds {ty}, which is not read"
        );
        let help = words!(
            "导出时把这一列存成声明的类型，或者存成文本",
            "export the column in the type that is declared, or as text"
        );
        Diagnostic::data(Code::H0503, at.place(None, Some(column), None), message).help(help)
    });
}
