//! JSON to rows: a list of objects, or objects in lines (NDJSON). A member of an object is a cell, its name the column.
//!
//! The file is gone through twice: for the names of all columns, which may come late, and for the cells.

mod object;
mod pieces;

use std::borrow::Cow;
use std::collections::BTreeMap;

use self::object::{Value, Wrong, members};
pub(super) use self::pieces::Layout;
use self::pieces::{Broken, Pieces};
use super::asked::Asked;
use super::complaint::shortened;
use super::findings::Findings;
use super::header::{MOST_COLUMNS, report_too_wide, wanted};
use super::reading::Form;
use super::rows::{Above, Rows};
use super::sheet::{self, Sheet};
use crate::core::Table;
use crate::finding::{Code, Diagnostic};
use crate::host::Input;
use crate::host::progress::Progress;
use crate::number::without_exponent;
use crate::words;

/// Reads all objects of a file; `None` when there is no telling what they are.
pub(super) fn read(
    (input, layout): (&dyn Input, Layout),
    declared: &Table,
    above: Option<&Above<'_>>,
    findings: &mut Findings<'_>,
    progress: &Progress,
) -> Option<Rows> {
    let columns = Columns::of((input, layout), declared, findings)?;
    let mut sheet = Sheet::new(columns.names.iter().map(String::as_str));
    let mut pieces = Pieces::new(input, layout);
    // What was read once may have changed meanwhile; then there is no telling what the file is.
    loop {
        let piece = match pieces.next() {
            Ok(Some(piece)) => piece,
            Ok(None) => break,
            Err(broken) => return stopped(&broken, 0, layout, findings),
        };
        let text = str::from_utf8(piece).ok()?;
        let mut found = Vec::new();
        members(text, &mut found).ok()?;
        let mut cells = vec![Value::Null; columns.names.len()];
        for (name, value) in found {
            if let Some(cell) = columns.places.get(name.as_ref()).and_then(|place| cells.get_mut(*place)) {
                *cell = value;
            }
        }
        for (value, asked) in cells.iter().zip(&columns.asked) {
            cell(&mut sheet, value, *asked);
        }
        if sheet.end(pieces.number()).is_err() {
            sheet::report_too_much(findings);
            return None;
        }
    }
    sheet.read(&Form::Json, declared, above, findings, progress).map(|mut rows| {
        rows.whole &= columns.whole;
        rows
    })
}

fn cell(sheet: &mut Sheet, value: &Value<'_>, asked: Asked) {
    match (value, asked) {
        (value, Asked::Nothing) => sheet.unread(*value != Value::Null),
        // One within which others stand has been refused.
        (Value::Null | Value::Nested, _) => sheet.cell(None),
        (Value::Truth(truth), _) => sheet.cell(Some(asked.truth(*truth))),
        (Value::Number(number), Asked::Text) => sheet.cell(Some(number)),
        (Value::Number(number), _) => sheet.cell(Some(&without_exponent(number))),
        (Value::Text(text), _) => sheet.cell(Some(text)),
    }
}

/// The columns of all objects, in the order in which they first appear.
struct Columns {
    names: Vec<String>,
    places: BTreeMap<String, usize>,
    asked: Vec<Asked>,
    /// Whether each object has become a row as it is.
    whole: bool,
}

impl Columns {
    fn of((input, layout): (&dyn Input, Layout), declared: &Table, findings: &mut Findings<'_>) -> Option<Self> {
        let mut columns = Self { names: Vec::new(), places: BTreeMap::new(), asked: Vec::new(), whole: true };
        // The object in which each column was met last.
        let mut met: Vec<u64> = Vec::new();
        let mut pieces = Pieces::new(input, layout);
        let mut is_readable = true;
        let mut rows = 0_u64;
        loop {
            let piece = match pieces.next() {
                Ok(Some(piece)) => piece.to_owned(),
                Ok(None) => break,
                Err(broken) => return stopped(&broken, pieces.number(), layout, findings),
            };
            let number = pieces.number();
            rows = rows.saturating_add(1);
            let Ok(text) = str::from_utf8(&piece) else {
                report_foreign(number, findings);
                return None;
            };
            let mut found = Vec::new();
            if let Err(wrong) = members(text, &mut found) {
                report_wrong(wrong, text, number, layout, findings);
                is_readable = false;
                // Where one object of a list ends is not known any more.
                if layout == Layout::List {
                    return None;
                }
                continue;
            }
            for (name, value) in found {
                let place = columns.place(name, declared);
                if place >= met.len() {
                    met.push(number);
                } else if let Some(last) = met.get_mut(place)
                    && std::mem::replace(last, number) == number
                {
                    columns.whole = false;
                    report_twice(columns.names.get(place).map_or("", String::as_str), number, findings);
                }
                if value == Value::Nested && columns.asked.get(place) != Some(&Asked::Nothing) {
                    columns.whole = false;
                    report_nested(columns.names.get(place).map_or("", String::as_str), number, findings);
                }
            }
            if columns.names.len() > MOST_COLUMNS {
                report_too_wide(columns.names.len(), findings);
                return None;
            }
        }
        if let Err(broken) = pieces.is_closed() {
            return stopped(&broken, pieces.number(), layout, findings);
        }
        if rows == 0 && layout == Layout::List {
            // A list without objects is a table without rows, whatever its columns.
            for name in wanted(declared) {
                columns.place(name.into(), declared);
            }
        } else if columns.names.is_empty() && is_readable {
            report_nothing(findings);
            return None;
        }
        is_readable.then_some(columns)
    }

    fn place(&mut self, name: Cow<'_, str>, declared: &Table) -> usize {
        if let Some(place) = self.places.get(name.as_ref()) {
            return *place;
        }
        let place = self.names.len();
        self.asked.push(Asked::of(&name, declared));
        self.names.push(name.clone().into_owned());
        self.places.insert(name.into_owned(), place);
        place
    }
}

fn stopped<T>(broken: &Broken, number: u64, layout: Layout, findings: &mut Findings<'_>) -> Option<T> {
    let next = number.max(1);
    let (row, message, help) = match broken {
        Broken::Unread(error) => (
            None,
            words!("数据文件读到一半读不下去：{error}", "the data file cannot be read to its end: {error}"),
            words!("请重新导出，再核对文件是否传完整", "export it again, and check that it was copied whole"),
        ),
        Broken::Long => (
            Some(if layout == Layout::Lines { number.saturating_add(1) } else { next }),
            words!("这一条太长，不是一张表的一行", "this object is too long to be a row of a table"),
            words!("请核对这是不是一张表，再重新导出", "check that this is a table and export it again"),
        ),
        Broken::Ended => (
            Some(next),
            words!(
                "文件在这一条里就完了，没有到列表的末尾",
                "the file ends in this object, before the end of the list"
            ),
            words!("请重新导出，再核对文件是否传完整", "export it again, and check that it was copied whole"),
        ),
        Broken::NoList(b'{') => (
            None,
            words!("最外面不是列表 […]，而是 {{…}}", "the outermost is no list […] but {{…}}"),
            words!(
                "一行一条的，文件名以 .ndjson 结尾；否则只导出各条所在的那个列表",
                "if each line is an object, end the name of the file with .ndjson; otherwise export only the list of the objects"
            ),
        ),
        Broken::NoList(_) => (
            None,
            words!("这不是 JSON 文件", "this is no JSON file"),
            words!("请重新导出成 JSON，编码 UTF-8", "export it again as JSON in UTF-8"),
        ),
        Broken::Behind => (
            None,
            words!("列表后面还有别的内容", "something stands behind the list"),
            words!("一个文件只放一个列表", "a file holds one list"),
        ),
        Broken::Empty => (
            None,
            words!("文件是空的", "the file is empty"),
            words!("请重新导出，再核对文件是否传完整", "export it again, and check that it was copied whole"),
        ),
    };
    findings.add(Code::H0508, |at| Diagnostic::data(Code::H0508, at.place(row, None, None), message).help(help));
    None
}

fn report_foreign(number: u64, findings: &mut Findings<'_>) {
    findings.add(Code::H0508, |at| {
        let message = words!("文件不是 UTF-8 编码", "the file is not UTF-8");
        let help = words!("请重新导出成 JSON，编码 UTF-8", "export it again as JSON in UTF-8");
        Diagnostic::data(Code::H0508, at.place(Some(number), None, None), message).help(help)
    });
}

fn report_wrong(wrong: Wrong, text: &str, number: u64, layout: Layout, findings: &mut Findings<'_>) {
    const SHOWN: usize = 24;
    findings.add(Code::H0508, |at| {
        let message = match wrong {
            Wrong::NoObject if layout == Layout::Lines && text.trim_start().starts_with('[') => {
                words!("这一行是列表 […]，不是一条 {{…}}", "this line is a list […] and no object {{…}}")
            }
            Wrong::NoObject => words!("这一条不是 {{…}}", "this is no object {{…}}"),
            Wrong::Ended => words!("这一条没有写完", "this object is not complete"),
            Wrong::Odd(place) => {
                let near: String = text.get(place..).unwrap_or_default().chars().take(SHOWN).collect();
                words!("这一条从「{near}」起不是 JSON", "from `{near}` on this object is no JSON")
            }
            Wrong::Deep => words!("这一条里套了太多层", "there are too many brackets within one another in this object"),
        };
        let help = match layout {
            Layout::Lines => words!(
                "一行一条 {{\"列名\": 值, …}}；整个文件是一个列表 […] 的，文件名以 .json 结尾",
                "each line is an object {{\"column\": value, …}}; if the whole file is one list […], end its name with .json"
            ),
            Layout::List => words!(
                "各条写成 {{\"列名\": 值, …}}，中间用逗号；请重新导出",
                "each object is {{\"column\": value, …}} with commas between them; export the file again"
            ),
        };
        Diagnostic::data(Code::H0508, at.place(Some(number), None, None), message).help(help)
    });
}

fn report_twice(name: &str, number: u64, findings: &mut Findings<'_>) {
    findings.add(Code::H0502, |at| {
        let shown = shortened(name);
        let message = words!("这一条里「{shown}」写了两次", "`{shown}` stands twice in this object");
        let help = words!("只留一个", "keep one of them");
        Diagnostic::data(Code::H0502, at.place(Some(number), Some(name), None), message).help(help)
    });
}

fn report_nested(name: &str, number: u64, findings: &mut Findings<'_>) {
    findings.add(Code::H0503, |at| {
        let shown = shortened(name);
        let message = words!(
            "「{shown}」里还套着列表或 {{…}}，不是一格的内容",
            "`{shown}` holds a list or an object, which is not the content of a cell"
        );
        let help =
            words!("导出时把它拆成几列，或另存一张下级的表", "export it as columns of their own, or as a table below");
        Diagnostic::data(Code::H0503, at.place(Some(number), Some(name), None), message).help(help)
    });
}

fn report_nothing(findings: &mut Findings<'_>) {
    findings.add_file(
        Code::H0508,
        words!("没有一行数据", "there is not one row of data"),
        Some(words!("请核对导出时选的是不是这张表", "check that this table was exported")),
    );
}
