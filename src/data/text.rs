//! A delimited text to rows: its blocks go to whichever core is free.

use std::sync::{Mutex, PoisonError};

use super::blocks::{Blocks, Broken};
use super::column::Builder;
use super::crowded;
use super::encoding::{self, Encoding, Verdict};
use super::findings::Findings;
use super::header::{Header, MOST_COLUMNS, report_too_wide};
use super::layout;
use super::left_out::Told;
use super::lines::Lines;
use super::parents::{NO_ROW, Parents, Run};
use super::plain;
use super::reading::{self, Form};
use super::records::Records;
use super::rows::{self, Above, Part, Rows};
use super::separator;
use super::stretches::Stretches;
use super::totals;
use super::unreadable::{LONGEST_HEADER, report_broken, report_empty, report_long_header};
use crate::cancel::look;
use crate::core::Table;
use crate::cores::on_all_cores;
use crate::finding::Code;
use crate::host::progress::Progress;
use crate::host::{Input, read_all};
use crate::invariant::{OrBroken, fit};

/// More cores than these find nothing to do while one of them cuts the next block off.
const MOST_CORES: usize = 64;

/// A row keeps so many cells more than the header has names, for what is said of it.
const BEYOND: usize = 64;

/// A text that is read.
#[derive(Clone, Copy)]
pub(super) struct Text<'a> {
    pub(super) input: &'a dyn Input,
    /// What stands between cells.
    pub(super) delimiter: u8,
    pub(super) encoding: Encoding,
    /// What the encoding of the file is called.
    name: &'static str,
    /// Whether the header told what stands between cells.
    is_told: bool,
    /// Whether the header was looked for further down, in vain.
    is_searched: bool,
}

impl<'a> Text<'a> {
    /// By the name of the file; the bytes may tell otherwise.
    pub(super) fn new(input: &'a dyn Input, delimiter: u8) -> Self {
        Self { input, delimiter, encoding: Encoding::Utf8, name: "UTF-8", is_told: false, is_searched: false }
    }
}

/// What comes of a block.
enum Outcome<'f> {
    Read(Box<Part<'f>>),
    /// It is not in the encoding of the text.
    Foreign,
    Broken(Broken),
}

/// Reads all rows; `None` when there is no telling what they are.
pub(super) fn read(
    mut text: Text<'_>,
    declared: &Table,
    above: Option<&Above<'_>>,
    findings: &mut Findings<'_>,
    progress: &Progress,
) -> Option<Rows> {
    // A file is read again as what it turns out to be, which each kind of turn can do once.
    loop {
        let mut own = findings.part();
        let read = begun(text, declared, &mut own).and_then(|(queue, header, line)| {
            let (mut rows, left_out) = rest(text, queue, &header, declared, above, &mut own, progress)?;
            rows.whole &= declared.parent.is_none() || !header.parent.is_empty();
            // Rows with a cell that could not be read add up to less.
            if own.is_empty() {
                totals::check(&left_out, &header, (declared, &rows.columns, &rows.lines), &mut own);
            }
            let form = Form::Text { encoding: text.name, separator: char::from(text.delimiter) };
            rows.readings = vec![reading::of_file(findings, form, (&header, line), declared, left_out)];
            Ok(rows)
        });
        match read {
            Ok(rows) => {
                findings.append(own, 0);
                return Some(rows);
            }
            Err(Stopped::Elsewhere) => match searched(text, declared, above, findings, progress) {
                Some(rows) => return Some(rows),
                None => text.is_searched = true,
            },
            Err(Stopped::Told) => {
                findings.append(own, 0);
                return None;
            }
            Err(Stopped::Separated(delimiter)) => text = Text { delimiter, is_told: true, ..text },
            // Of a file in another encoding nothing else is said.
            Err(Stopped::Foreign) if text.encoding == Encoding::Gb18030 => {
                let (message, help) = encoding::broken_gbk();
                findings.add_file(Code::H0508, message, Some(help));
                return None;
            }
            Err(Stopped::Foreign) => match encoding::verdict(text.input) {
                Ok(Verdict::In(encoding)) => text = Text { encoding, name: "GB18030", ..text },
                Ok(Verdict::Converted(converted)) => {
                    let text = Text { input: &converted, name: "UTF-16", ..text };
                    return self::read(text, declared, above, findings, progress);
                }
                Ok(Verdict::Refused(message, help)) => {
                    findings.add_file(Code::H0508, message, Some(help));
                    return None;
                }
                Err(error) => {
                    report_broken(&Broken::Unread(error), None, findings);
                    return None;
                }
            },
        }
    }
}

/// Why a text is not read to its end.
enum Stopped {
    /// It has been said.
    Told,
    /// It is in another encoding.
    Foreign,
    /// Another sign stands between its cells.
    Separated(u8),
    /// Its first line is not the whole header, which may stand further down; what was found is said otherwise.
    Elsewhere,
}

/// Reads a text whose first line is not its header.
fn searched(
    text: Text<'_>,
    declared: &Table,
    above: Option<&Above<'_>>,
    findings: &mut Findings<'_>,
    progress: &Progress,
) -> Option<Rows> {
    let length = text.input.length();
    if !layout::may_be_searched(length) {
        return None;
    }
    let mut bytes = vec![0; fit(length)];
    let read = read_all(text.input, 0, &mut bytes).ok()?;
    bytes.truncate(read);
    let whole = text.encoding.text(bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&bytes))?;
    [text.delimiter, b',', b'\t', b';', b'|'].into_iter().find_map(|delimiter| {
        let form = Form::Text { encoding: text.name, separator: char::from(delimiter) };
        layout::read_text(&whole, (delimiter, form), declared, above, findings, progress)
    })
}

/// The blocks of a text, each taken once.
struct Queue<'i> {
    blocks: Blocks<'i>,
    encoding: Encoding,
    /// The block that the header is in, as a text, and what stands behind it: the place and the line.
    first: Option<(String, usize, u64)>,
    number: usize,
    is_over: bool,
}

/// A block of the queue.
struct Taken {
    number: usize,
    bytes: Vec<u8>,
    encoding: Encoding,
    from: usize,
    line: u64,
}

impl Queue<'_> {
    fn take(&mut self, used: Vec<u8>) -> Option<Result<Taken, (usize, Broken)>> {
        let number = self.number;
        self.number = number.saturating_add(1);
        if let Some((text, from, line)) = self.first.take() {
            return Some(Ok(Taken { number, bytes: text.into_bytes(), encoding: Encoding::Utf8, from, line }));
        }
        if self.is_over {
            return None;
        }
        match self.blocks.next(used) {
            Ok(bytes) => bytes.map(|bytes| Ok(Taken { number, bytes, encoding: self.encoding, from: 0, line: 1 })),
            Err(broken) => {
                self.is_over = true;
                Some(Err((number, broken)))
            }
        }
    }
}

/// Reads up to the header.
fn begun<'i>(
    text: Text<'i>,
    declared: &Table,
    findings: &mut Findings<'_>,
) -> Result<(Queue<'i>, Header, u64), Stopped> {
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
        if is_start && encoding::is_foreign(&block) {
            return Err(Stopped::Foreign);
        }
        is_start = false;
        let rows = text.encoding.text(&block).ok_or(Stopped::Foreign)?;
        let mut records = Records::new(&rows, text.delimiter, line, MOST_COLUMNS.saturating_add(1));
        let Some(at) = records.advance() else {
            line = records.line();
            continue;
        };
        let header = header(&records, text, declared, findings)?;
        let first = Some((rows.clone().into_owned(), records.place(), records.line()));
        return Ok((Queue { blocks, encoding: text.encoding, first, number: 0, is_over: false }, header, at));
    }
}

fn header(
    records: &Records<'_>,
    text: Text<'_>,
    declared: &Table,
    findings: &mut Findings<'_>,
) -> Result<Header, Stopped> {
    let record = &records.record;
    if record.width > MOST_COLUMNS {
        report_too_wide(record.width, findings);
        return Err(Stopped::Told);
    }
    let names: Vec<&str> = record.cells().collect();
    if names.iter().map(|name| name.len()).sum::<usize>() > LONGEST_HEADER {
        report_long_header(findings);
        return Err(Stopped::Told);
    }
    if let Some(separator) = separator::instead(&names, declared) {
        if let Some(other) = separator.byte().filter(|_| !text.is_told) {
            return Err(Stopped::Separated(other));
        }
        separator.report(text.delimiter, findings);
        return Err(Stopped::Told);
    }
    if record.is_open {
        rows::report_open_quote(None, findings);
        return Err(Stopped::Told);
    }
    if let Some(stray) = &record.stray {
        rows::report_stray(stray, None, None, findings);
        return Err(Stopped::Told);
    }
    let header = Header::read(names, declared, findings);
    match (header.is_whole(declared), text.is_searched) {
        (false, false) => Err(Stopped::Elsewhere),
        (false, true) if header.is_foreign() => Err(Stopped::Told),
        _ => Ok(header),
    }
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
) -> Result<(Rows, Vec<Told>), Stopped> {
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
            let Some(rows) = taken.encoding.text(rows) else {
                queue.lock().unwrap_or_else(PoisonError::into_inner).is_over = true;
                done.push((taken.number, Outcome::Foreign));
                return done;
            };
            let plain = plain::read((&rows, taken.line), text.delimiter, header, declared, above, &part, progress);
            if let Some(read) = plain {
                done.push((taken.number, Outcome::Read(Box::new(read))));
                used = taken.bytes;
                continue;
            }
            let mut records = Records::new(&rows, text.delimiter, taken.line, most);
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
    let block = queue.first.as_ref().and_then(|(text, from, _)| text.as_bytes().get(*from..)).unwrap_or_default();
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
) -> Result<(Rows, Vec<Told>), Stopped> {
    let mut left_out = Vec::new();
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
        left_out.extend(part.left_out.into_iter().map(|(row, cells)| (row.behind(before), cells)));
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
    let rows = Rows { columns: typed, parents, lines: Lines::Stretched(lines), whole, readings: Vec::new() };
    Ok((rows, left_out))
}
