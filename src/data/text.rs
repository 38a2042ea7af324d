//! A delimited text to rows: its blocks go to whichever core is free.

use std::sync::{Mutex, PoisonError};

use super::blocks::{Blocks, Broken, LONGEST};
use super::column::Builder;
use super::crowded;
use super::encoding;
use super::findings::Findings;
use super::header::{Header, MOST_COLUMNS, report_too_wide};
use super::parents::{NO_ROW, Parents, Run};
use super::plain;
use super::records::Records;
use super::rows::{self, Above, Part, Rows};
use super::separator;
use super::stretches::Stretches;
use super::table::Lines;
use crate::cancel::look;
use crate::core::Table;
use crate::cores::on_all_cores;
use crate::finding::{Code, Diagnostic};
use crate::host::Input;
use crate::host::progress::Progress;
use crate::invariant::{OrBroken, fit};
use crate::words;

/// More cores than these find nothing to do while one of them cuts the next block off.
const MOST_CORES: usize = 64;

/// No header has names of more bytes than these together.
const LONGEST_HEADER: usize = 1 << 20;

/// A row keeps so many cells more than the header has names, for what is said of it.
const BEYOND: usize = 64;

/// A text that is read.
#[derive(Clone, Copy)]
pub(super) struct Text<'a> {
    pub(super) input: &'a dyn Input,
    /// What stands between cells.
    pub(super) delimiter: u8,
}

/// What comes of a block.
enum Outcome<'f> {
    Read(Box<Part<'f>>),
    /// It is not UTF-8.
    Foreign,
    Broken(Broken),
}

/// Reads all rows; `None` when there is no telling what they are.
pub(super) fn read(
    text: Text<'_>,
    declared: &Table,
    above: Option<&Above<'_>>,
    findings: &mut Findings<'_>,
    progress: &Progress,
) -> Option<Rows> {
    let mut own = findings.part();
    let read = begun(text, declared, &mut own).and_then(|(blocks, header)| {
        rest(text, blocks, &header, declared, above, &mut own, progress).map(|mut rows| {
            rows.whole &= declared.parent.is_none() || !header.parent.is_empty();
            rows
        })
    });
    match read {
        Ok(rows) => {
            findings.append(own, 0);
            Some(rows)
        }
        Err(Stopped::Told) => {
            findings.append(own, 0);
            None
        }
        // Of a file in another encoding nothing else is said.
        Err(Stopped::Foreign) => {
            report_foreign(text.input, findings);
            None
        }
    }
}

/// Why a text is not read to its end.
enum Stopped {
    /// It has been said.
    Told,
    /// It is not UTF-8.
    Foreign,
}

/// The blocks of a text, each taken once.
struct Queue<'i> {
    blocks: Blocks<'i>,
    /// The block that the header is in, and what stands behind it: the place and the line.
    first: Option<(Vec<u8>, usize, u64)>,
    number: usize,
    is_over: bool,
}

/// A block of the queue.
struct Taken {
    number: usize,
    bytes: Vec<u8>,
    from: usize,
    line: u64,
}

impl Queue<'_> {
    fn take(&mut self, used: Vec<u8>) -> Option<Result<Taken, (usize, Broken)>> {
        let number = self.number;
        self.number = number.saturating_add(1);
        if let Some((bytes, from, line)) = self.first.take() {
            return Some(Ok(Taken { number, bytes, from, line }));
        }
        if self.is_over {
            return None;
        }
        match self.blocks.next(used) {
            Ok(bytes) => bytes.map(|bytes| Ok(Taken { number, bytes, from: 0, line: 1 })),
            Err(broken) => {
                self.is_over = true;
                Some(Err((number, broken)))
            }
        }
    }
}

/// Reads up to the header.
fn begun<'i>(text: Text<'i>, declared: &Table, findings: &mut Findings<'_>) -> Result<(Queue<'i>, Header), Stopped> {
    let mut blocks = Blocks::new(text.input, text.delimiter);
    let mut line = 1;
    let mut is_start = true;
    loop {
        let block = match blocks.next(Vec::new()) {
            Ok(Some(block)) => block,
            Ok(None) => {
                report_empty(findings);
                return Err(Stopped::Told);
            }
            Err(broken) => {
                report_broken(&broken, None, findings);
                return Err(Stopped::Told);
            }
        };
        if is_start && encoding::foreign(&block).is_some() {
            return Err(Stopped::Foreign);
        }
        is_start = false;
        let rows = str::from_utf8(&block).map_err(|_| Stopped::Foreign)?;
        let mut records = Records::new(rows, text.delimiter, line, MOST_COLUMNS.saturating_add(1));
        if records.advance().is_none() {
            line = records.line();
            continue;
        }
        let header = header(&records, text.delimiter, declared, findings).ok_or(Stopped::Told)?;
        let (from, line) = (records.place(), records.line());
        return Ok((Queue { blocks, first: Some((block, from, line)), number: 0, is_over: false }, header));
    }
}

fn header(records: &Records<'_>, delimiter: u8, declared: &Table, findings: &mut Findings<'_>) -> Option<Header> {
    let record = &records.record;
    if record.width > MOST_COLUMNS {
        report_too_wide(record.width, findings);
        return None;
    }
    let names: Vec<&str> = record.cells().collect();
    if names.iter().map(|name| name.len()).sum::<usize>() > LONGEST_HEADER {
        report_long_header(findings);
        return None;
    }
    if let Some(separator) = separator::instead(&names, declared) {
        separator.report(delimiter, findings);
        return None;
    }
    if record.is_open {
        rows::report_open_quote(None, findings);
        return None;
    }
    if let Some(stray) = &record.stray {
        rows::report_stray(stray, None, None, findings);
        return None;
    }
    let header = Header::read(names, declared, findings);
    (!header.is_foreign()).then_some(header)
}

/// Reads what stands behind the header.
fn rest(
    text: Text<'_>,
    queue: Queue<'_>,
    header: &Header,
    declared: &Table,
    above: Option<&Above<'_>>,
    findings: &mut Findings<'_>,
    progress: &Progress,
) -> Result<Rows, Stopped> {
    let most = header.width.saturating_add(BEYOND);
    expect(&queue, text.input.length(), progress);
    // Where there is but one block, there is nothing to share.
    let cores = if queue.blocks.is_at_end() { 1 } else { MOST_CORES };
    let queue = Mutex::new(queue);
    let part = findings.part();
    let work = |_| {
        let mut used = Vec::new();
        let mut done = Vec::new();
        loop {
            look();
            let taken = queue.lock().unwrap_or_else(PoisonError::into_inner).take(std::mem::take(&mut used));
            let taken = match taken {
                None => return done,
                Some(Err((number, broken))) => {
                    done.push((number, Outcome::Broken(broken)));
                    return done;
                }
                Some(Ok(taken)) => taken,
            };
            let rows = taken.bytes.get(taken.from..).or_broken("rows begin in their block");
            let Ok(rows) = simdutf8::basic::from_utf8(rows) else {
                queue.lock().unwrap_or_else(PoisonError::into_inner).is_over = true;
                done.push((taken.number, Outcome::Foreign));
                return done;
            };
            let plain = plain::read((rows, taken.line), text.delimiter, header, declared, above, &part, progress);
            if let Some(read) = plain {
                done.push((taken.number, Outcome::Read(Box::new(read))));
                used = taken.bytes;
                continue;
            }
            let mut records = Records::new(rows, text.delimiter, taken.line, most);
            let read = rows::read(&mut records, header, declared, above, part.part(), progress);
            done.push((taken.number, Outcome::Read(Box::new(read))));
            used = taken.bytes;
        }
    };
    let outcomes = on_all_cores((0..cores).collect(), work);
    let mut outcomes: Vec<(usize, Outcome<'_>)> = outcomes.into_iter().flatten().collect();
    outcomes.sort_unstable_by_key(|(number, _)| *number);
    joined(outcomes.into_iter().map(|(_, outcome)| outcome), (declared, above), findings)
}

/// Tells about how many rows there are, by those of the first block.
fn expect(queue: &Queue<'_>, length: u64, progress: &Progress) {
    let block = queue.first.as_ref().and_then(|(bytes, from, _)| bytes.get(*from..)).unwrap_or_default();
    let rows = block.iter().map(|byte| usize::from(*byte == b'\n')).sum::<usize>();
    let length: usize = usize::try_from(length).unwrap_or(usize::MAX);
    let rest = length.saturating_sub(queue.first.as_ref().map_or(0, |(_, from, _)| *from));
    let all = rows.saturating_mul(rest).checked_div(block.len()).unwrap_or(0);
    progress.expect(if queue.blocks.is_at_end() { rows } else { all });
}

/// The parts of a text put together in their order.
fn joined<'f>(
    outcomes: impl Iterator<Item = Outcome<'f>>,
    (declared, above): (&Table, Option<&Above<'_>>),
    findings: &mut Findings<'_>,
) -> Result<Rows, Stopped> {
    let mut lines = Stretches::default();
    let mut before = 0_u64;
    let mut parents: Vec<Run> = Vec::new();
    let mut whole = true;
    let mut columns: Vec<Vec<Builder>> = declared.fields.iter().map(|_| Vec::new()).collect();
    for outcome in outcomes {
        let part = match outcome {
            Outcome::Read(part) => part,
            Outcome::Foreign => return Err(Stopped::Foreign),
            Outcome::Broken(broken) => {
                report_broken(&broken, Some(before.saturating_add(1)), findings);
                whole = false;
                break;
            }
        };
        findings.append(part.findings, before);
        lines.append(&part.lines, before);
        parents.extend(part.parents);
        whole &= part.whole;
        before = before.saturating_add(part.ended);
        for (column, builder) in columns.iter_mut().zip(part.builders) {
            column.push(builder);
        }
    }
    if lines.len() > fit::<usize>(NO_ROW) {
        rows::report_too_many(findings);
        return Err(Stopped::Told);
    }
    let columns = on_all_cores(columns, |parts| Builder::joined(parts).or_broken("a text has a part"));
    let mut typed = Vec::with_capacity(columns.len());
    for ((column, crowded), field) in columns.into_iter().zip(&declared.fields) {
        let line = |row: usize| lines.get(row).or_broken("each row has its line");
        crowded::report(findings, line, field, &column, &crowded);
        typed.push(column);
    }
    let parents = Parents::of_runs(&parents, above.map_or(0, |above| above.link.rows()));
    Ok(Rows { columns: typed, parents, lines: Lines::Stretched(lines), whole })
}

fn report_long_header(findings: &mut Findings<'_>) {
    findings.add(Code::H0508, |at| {
        let most = LONGEST_HEADER >> 20;
        let message = words!("表头超过 {most} MiB，不是一张表的表头", "the header has more than {most} MiB");
        let help = words!("第一行须是列名", "the first line holds the names of the columns");
        Diagnostic::data(Code::H0508, at.place(None, None, None), message).help(help)
    });
}

fn report_empty(findings: &mut Findings<'_>) {
    findings.add(Code::H0502, |at| {
        let message = words!("文件是空的，没有表头", "the file is empty and has no header");
        let help = words!("第一行须是列名", "the first line holds the names of the columns");
        Diagnostic::data(Code::H0502, at.place(None, None, None), message).help(help)
    });
}

fn report_foreign(input: &dyn Input, findings: &mut Findings<'_>) {
    match encoding::what(input) {
        Ok((message, help)) => findings.add_file(Code::H0508, message, Some(help)),
        Err(error) => report_broken(&Broken::Unread(error), None, findings),
    }
}

/// The line is that of a row; the header has none.
fn report_broken(broken: &Broken, line: Option<u64>, findings: &mut Findings<'_>) {
    match broken {
        Broken::Unread(error) => findings.add_file(
            Code::H0508,
            words!("数据文件读到一半读不下去：{error}", "the data file cannot be read to its end: {error}"),
            None,
        ),
        Broken::Long { is_open } => findings.add(Code::H0508, |at| {
            let most = LONGEST >> 20;
            let message = words!("这一行超过 {most} MiB，不是一张表的一行", "this row has more than {most} MiB");
            let found = Diagnostic::data(Code::H0508, at.place(line, None, None), message);
            found.help(if *is_open {
                words!(
                    "这一行的引号可能没有配对，把后面的行也并了进来",
                    "a quotation mark may be unpaired, so that later lines became part of this row"
                )
            } else {
                words!(
                    "请核对这是不是一张表，再重新导出；一行一条，行末换行",
                    "check that this is a table and export it again: one row in a line, and a line end behind each"
                )
            })
        }),
    }
}
