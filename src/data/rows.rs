//! The records of a file to columns.

use super::aside::Aside;
use super::blank::trim;
use super::cell::{self, Said};
use super::column::Builder;
use super::complaint::{self, Fault, shortened};
use super::decimal::Decimal;
use super::findings::Findings;
use super::header::Header;
use super::left_out::{LeftOut, Sieve, Told, What};
use super::lines::Lines;
use super::link::Link;
use super::parents::{self, NO_ROW, Parents, Run};
use super::reading::Reading;
use super::records::{Record, Source, Stray};
use super::serial;
use super::stretches::Stretches;
use super::table::Column;
use crate::book::Epoch;
use crate::core::{Field, FieldId, KeyPart, Layout, Table, Type, key_text};
use crate::finding::{Code, Diagnostic};
use crate::host::progress::Progress;
use crate::invariant::fit;
use crate::number::Unit;
use crate::words;

/// The table above, as its children see it.
pub(super) struct Above<'a> {
    /// Headers of the child's columns that hold the parent's key.
    pub(super) columns: &'a [String],
    /// The parent's file.
    pub(super) file: &'a str,
    /// The parent's keys.
    pub(super) link: Link<'a>,
}

/// The rows of one file.
pub(super) struct Rows {
    pub(super) columns: Vec<Column>,
    pub(super) parents: Parents,
    pub(super) lines: Lines,
    /// Whether every record became a row.
    pub(super) whole: bool,
    /// How each file was read.
    pub(super) readings: Vec<Reading>,
}

/// The rows of a part of a file.
pub(super) struct Part<'f> {
    /// The values of each field.
    pub(super) builders: Vec<Builder>,
    /// The rows above, run by run.
    pub(super) parents: Vec<Run>,
    /// From the start of the part, as in the findings.
    pub(super) lines: Stretches,
    /// Rows that are no data, and what the fields of totals say.
    pub(super) left_out: Vec<Told>,
    /// How many lines end in the part.
    pub(super) ended: u64,
    /// Whether every record became a row.
    pub(super) whole: bool,
    pub(super) findings: Findings<'f>,
}

/// Reads all records; the columns have one value for each row whatever was found.
pub(super) fn read<'f, 't>(
    records: &mut impl Source<'t>,
    header: &Header,
    declared: &Table,
    above: Option<&Above<'_>>,
    mut findings: Findings<'f>,
    progress: &Progress,
) -> Part<'f> {
    let fields = declared.fields.iter().enumerate();
    let mut builders: Vec<Builder> =
        fields.map(|(id, field)| Builder::new(field).under(header.shown(id, field))).collect();
    let mut parents: Vec<Run> = Vec::new();
    let mut last = None;
    let mut lines = Stretches::default();
    let mut left_out = Vec::new();
    let sieve = Sieve::new(header, declared);
    let epoch = records.epoch();
    let mut whole = true;
    let mut tally = progress.tally();
    let in_key = |id: usize| declared.key.contains(&KeyPart::Field(FieldId(id)));
    let keyed: Vec<bool> =
        header.fields.iter().enumerate().map(|(id, position)| position.is_some() && in_key(id)).collect();
    while let Some(line) = records.advance() {
        tally.one();
        let record = records.record();
        if record.is_open {
            report_open_quote(Some(line), &mut findings);
            whole = false;
            break;
        }
        if let Some(stray) = &record.stray {
            let column = header.names.get(stray.cell).map(String::as_str).filter(|name| !name.is_empty());
            report_stray(stray, Some(line), column, &mut findings);
            whole = false;
            continue;
        }
        if let Some(what) = sieve.what(record) {
            let cell = |position: &Option<usize>| position.map_or_else(String::new, |at| record.cell(at).to_owned());
            let cells = if what == What::Total { header.fields.iter().map(cell).collect() } else { Vec::new() };
            left_out.push((LeftOut { line, what }, cells));
            continue;
        }
        if record.width != header.width {
            report_ragged(record, line, header.width, &mut findings);
            whole = false;
            continue;
        }
        report_unnamed(record, line, header, &mut findings);
        lines.push(line);
        if let Some(above) = above.filter(|_| !header.parent.is_empty()) {
            let near = match header.parent.as_slice() {
                [only] => above.link.find_near(record.cell(*only), last),
                _ => None,
            };
            let parent = near.unwrap_or_else(|| {
                let key: Vec<&str> = header.parent.iter().map(|position| record.cell(*position)).collect();
                parent_row(&key, line, above, &mut findings)
            });
            last = near.or(last);
            parents::add(&mut parents, parent, 1);
        }
        let columns = declared.fields.iter().zip(&header.fields).zip(&header.given);
        for (((field, position), given), (builder, in_key)) in columns.zip(builders.iter_mut().zip(&keyed)) {
            let text = position.map_or("", |position| record.cell(position));
            if let Some(fault) = position.and_then(|position| record.fault(position)) {
                builder.push(None, Some(text).filter(|text| !text.is_empty()));
                complaint::add(&mut findings, line, field, text, fault);
                continue;
            }
            // A row of statistics is told once, at the cell that says so.
            let is_told = *in_key && text.is_empty() && is_aside(declared, header, record);
            let in_key = *in_key && !is_told;
            let read = Reads { field, given: given.as_ref(), layout: &declared.layout, epoch, in_key };
            read.cell(text, line, builder, &mut findings);
        }
    }
    let ended = records.line().saturating_sub(1);
    Part { builders, parents, lines, left_out, ended, whole, findings }
}

/// Whether another cell of the key says that the row is no row of data.
fn is_aside(declared: &Table, header: &Header, record: &Record<'_>) -> bool {
    declared.key.iter().any(|part| {
        let KeyPart::Field(field) = part else { return false };
        let position = header.fields.get(field.0).copied().flatten();
        Aside::of(position.map_or("", |position| record.cell(position))).is_some()
    })
}

/// How the cells of a column are read.
pub(super) struct Reads<'a> {
    pub(super) field: &'a Field,
    /// The unit of bare numbers where it is not that of the field.
    pub(super) given: Option<&'a Unit>,
    pub(super) layout: &'a Layout,
    pub(super) epoch: Option<Epoch>,
    pub(super) in_key: bool,
}

impl Reads<'_> {
    fn value<'t>(&self, text: &'t str) -> Result<Said, Fault<'t>> {
        let ty = &self.field.ty;
        cell::read(text, ty, self.given).or_else(|fault| {
            let epoch = self.epoch.filter(|_| *ty == Type::Date);
            let day = epoch.and_then(|epoch| serial::day(text, epoch));
            day.map(|day| Said::Date(day.days_since_epoch())).ok_or(fault)
        })
    }

    pub(super) fn cell(&self, text: &str, line: u64, builder: &mut Builder, findings: &mut Findings<'_>) {
        let field = self.field;
        if text.is_empty() {
            builder.push(None, None);
            if self.in_key {
                report_empty(&field.column, line, findings);
            }
            return;
        }
        if self.in_key
            && let Some(aside) = Aside::of(text)
        {
            aside.report(Some(&field.column), line, text, findings);
        }
        if !self.in_key
            && let Some(mark) = marked(self.layout, text)
        {
            let zero = Said::Number(Decimal { value: 0, places: 0 });
            let is_zero = mark == Mark::Zero && matches!(field.ty, Type::Number(_));
            builder.push(is_zero.then_some(zero), Some(text));
            if is_zero && !builder.is_within(&zero, field) {
                complaint::add(findings, line, field, text, Fault::Outside);
            }
            return;
        }
        // Most cells say their value in the one plain way.
        let plain = match &field.ty {
            Type::Number(_) if self.given.is_none() => Decimal::plain(text).map(Said::Number),
            Type::Choice(choices) => choices.plain(text).map(|place| Said::Choice(fit(place))),
            Type::Number(_) | Type::YesNo | Type::Text | Type::Date => None,
        };
        let value = match plain.map_or_else(|| self.value(text), Ok) {
            Ok(value) => value,
            Err(fault) => {
                builder.push(None, Some(text));
                complaint::add(findings, line, field, text, fault);
                return;
            }
        };
        match plain {
            Some(value) => builder.push_plain(value),
            None => builder.push(Some(value), Some(text)),
        }
        if !builder.is_within(&value, field) {
            complaint::add(findings, line, field, text, Fault::Outside);
        }
    }
}

/// What a declared mark stands for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    Missing,
    Inapplicable,
    Zero,
}

fn marked(layout: &Layout, text: &str) -> Option<Mark> {
    let is_in = |marks: &[String]| marks.iter().any(|mark| mark == text);
    if is_in(&layout.missing) {
        Some(Mark::Missing)
    } else if is_in(&layout.inapplicable) {
        Some(Mark::Inapplicable)
    } else {
        is_in(&layout.zero).then_some(Mark::Zero)
    }
}

/// The row above that the cells of a key name.
pub(super) fn parent_row<T: AsRef<str>>(key: &[T], line: u64, above: &Above<'_>, findings: &mut Findings<'_>) -> u32 {
    let mut is_empty = false;
    for (_, column) in key.iter().zip(above.columns).filter(|(part, _)| part.as_ref().is_empty()) {
        report_empty(column, line, findings);
        is_empty = true;
    }
    if is_empty {
        return NO_ROW;
    }
    let text = key_text(key);
    if let Some(row) = above.link.find(&text) {
        return row;
    }
    let (columns, file) = (above.columns, above.file);
    if let Some(aside) = Aside::of(&text) {
        aside.report(columns.first().map(String::as_str), line, &text, findings);
        return NO_ROW;
    }
    findings.add(Code::H0505, |at| {
        let (shown, column) = (shortened(&text), columns.join("、"));
        let text = text.as_str();
        let only = columns.first().map(String::as_str).filter(|_| columns.len() == 1);
        let found = Diagnostic::data(
            Code::H0505,
            at.place(Some(line), only, Some(text)),
            words!(
                "「{column}」为「{shown}」的行在 {file} 中找不到",
                "{file} has no row with the key `{shown}` that `{column}` names"
            ),
        );
        let found = match &above.link {
            Link::To(keys) => found.suggest(text, keys.some()),
            Link::Loose(_) => found,
        };
        if found.help.is_some() {
            return found;
        }
        found.help(words!("请在 {file} 中补上这一行，或改正此处", "add the row to {file} or correct this cell"))
    });
    NO_ROW
}

pub(super) fn report_empty(column: &str, line: u64, findings: &mut Findings<'_>) {
    findings.add(Code::H0506, |at| {
        let found = Diagnostic::data(
            Code::H0506,
            at.place(Some(line), Some(column), None),
            words!("「{column}」不能为空", "`{column}` may not be empty"),
        );
        found.help(words!(
            "请填写；合计、备注等不是数据的行请删去",
            "fill it in; remove rows that are no data, such as totals and notes"
        ))
    });
}

fn report_ragged(record: &Record<'_>, line: u64, width: usize, findings: &mut Findings<'_>) {
    let first = record.cells().map(trim).find(|text| !text.is_empty()).unwrap_or_default();
    if let Some(aside) = Aside::of(first) {
        aside.report(None, line, first, findings);
        return;
    }
    findings.add(Code::H0508, |at| {
        let cells = record.width;
        let found = Diagnostic::data(
            Code::H0508,
            at.place(Some(line), None, None),
            words!("这一行有 {cells} 格，表头有 {width} 格", "this row has {cells} cells and the header has {width}"),
        );
        found.help(if record.is_broken() {
            words!(
                "这一行的引号可能没有配对，把后面的行也并了进来",
                "a quotation mark may be unpaired, so that later lines became part of this row"
            )
        } else {
            words!(
                "含逗号或制表符的内容须放在英文双引号内",
                "put a cell that contains the separator between double quotation marks"
            )
        })
    });
}

fn report_unnamed(record: &Record<'_>, line: u64, header: &Header, findings: &mut Findings<'_>) {
    for position in &header.unnamed {
        let text = record.cell(*position);
        if !text.is_empty() {
            findings.add(Code::H0502, |at| {
                let place = at.place(Some(line), None, Some(text));
                let number = position.saturating_add(1);
                let message = words!("第 {number} 列有内容而没有列名", "column {number} has content but no name");
                let help = words!("请补上列名，或清空该列", "name the column or clear it");
                Diagnostic::data(Code::H0502, place, message).help(help)
            });
        }
    }
}

pub(super) fn report_open_quote(line: Option<u64>, findings: &mut Findings<'_>) {
    findings.add(Code::H0508, |at| {
        let place = at.place(line, None, None);
        let message = words!(
            "这一行的双引号没有配对，直到文件末尾都被读成了一格",
            "a double quotation mark in this row is unpaired, so that the rest of the file became one cell"
        );
        let help = words!("请补上或删去这个双引号", "close or remove the quotation mark");
        Diagnostic::data(Code::H0508, place, message).help(help)
    });
}

/// The header has neither a line nor a column.
pub(super) fn report_stray(stray: &Stray<'_>, line: Option<u64>, column: Option<&str>, findings: &mut Findings<'_>) {
    findings.add(Code::H0508, |at| {
        let behind = shortened(trim(stray.behind));
        let message = words!(
            "双引号已经合上，后面还有「{behind}」",
            "`{behind}` stands behind the closing double quotation mark"
        );
        let found = Diagnostic::data(Code::H0508, at.place(line, column, Some(trim(stray.written))), message);
        found.help(if stray.written.contains(['\n', '\r']) {
            words!(
                "这一行的引号可能没有配对，把后面的行也并了进来",
                "a quotation mark may be unpaired, so that later lines became part of this row"
            )
        } else {
            words!(
                "双引号放在一格的头和尾，格里的双引号写两个；也可以都不写",
                "double quotation marks stand at both ends of a cell and are doubled within it; or leave them all out"
            )
        })
    });
}

pub(super) fn report_too_many(findings: &mut Findings<'_>) {
    findings.add_file(Code::H0508, words!("文件的行数太多", "the file has too many rows"), None);
}
