//! What the file of a table is, told by its bytes first and by its name where bytes do not tell.

use super::findings::Findings;
use super::reading::Form;
use super::rows::{Above, Rows};
use super::several::Named;
use super::layout::{self, Chosen};
use super::text::{self, Text};
use super::{ipc, json, parquet};
use crate::book::{self, Book, Sheet};
use crate::core::Table;
use crate::finding::{Code, Diagnostic, Language};
use crate::host::progress::Progress;
use crate::host::{Host, Input, Kind, read_all};
use crate::words;

/// So many bytes tell what a file is.
const TELLING: usize = 4096;

/// A file, or a sheet of it, that holds rows of a table.
pub(super) enum Source {
    /// Text with this between cells.
    Delimited(Box<dyn Input>, u8),
    Parquet(Box<dyn Input>),
    /// Arrow IPC, as a file or as a stream.
    Arrow(Box<dyn Input>),
    Json(Box<dyn Input>, json::Layout),
    Sheet {
        sheet: Sheet,
        form: Form,
        /// Sheets beside it that the program does not show.
        hidden: Vec<String>,
    },
}

/// The forms of text that are told by their names.
const DELIMITED: &[(&str, u8)] = &[("csv", b','), ("tsv", b'\t'), ("txt", b'\t')];

/// The names of forms that are told by their bytes.
const TOLD: &[&str] = &["parquet", "xlsx", "xlsm", "xls", "et", "ods", "html", "htm"];

/// The names of Arrow IPC files.
const ARROW: &[&str] = &["arrow", "feather", "ipc"];

/// The names of JSON files.
const JSON: &[(&str, json::Layout)] =
    &[("json", json::Layout::List), ("ndjson", json::Layout::Lines), ("jsonl", json::Layout::Lines)];

/// Whether the name of a file is that of a table.
pub(super) fn is_table(name: &str) -> bool {
    let extension = extension(name);
    let delimited = DELIMITED.iter().map(|(form, _)| *form);
    let json = JSON.iter().map(|(form, _)| *form);
    let all = delimited.chain(json).chain(TOLD.iter().chain(ARROW).copied());
    all.into_iter().any(|form| extension.eq_ignore_ascii_case(form))
}

fn extension(name: &str) -> &str {
    name.rsplit_once('.').map_or("", |(_, extension)| extension)
}

/// Whether a path leads to a workbook, whose sheets are the tables.
pub(super) fn is_book(host: &dyn Host, path: &str) -> bool {
    if host.kind(path) != Kind::File {
        return false;
    }
    let mut start = vec![0; TELLING];
    let read = host.open(path).and_then(|input| read_all(input.as_ref(), 0, &mut start));
    read.is_ok_and(|read| book::form(start.get(..read).unwrap_or_default()).is_some())
}

/// The rows of a table that a file holds, in one part or by sheets.
///
/// # Errors
/// Why there is no telling.
pub(super) fn open(
    named: &Named,
    declared: &Table,
    host: &dyn Host,
) -> Result<Vec<(Named, Source)>, Vec<Diagnostic>> {
    let mut findings = Findings::new(&named.name, &named.path);
    match parts(named, declared, host, &mut findings) {
        Some(parts) => Ok(parts),
        None => Err(findings.into_list()),
    }
}

fn parts(
    named: &Named,
    declared: &Table,
    host: &dyn Host,
    findings: &mut Findings<'_>,
) -> Option<Vec<(Named, Source)>> {
    let is_folder =
        || host.kind(&named.path) == Kind::Folder && host.names(&named.path).is_ok_and(|names| !names.is_empty());
    if !is_table(&named.name) && is_folder() {
        super::load::report_folder(&named.name, findings);
        return None;
    }
    let input = match host.open(&named.path) {
        Ok(input) => input,
        Err(error) => {
            super::load::report_unread(&error, host.kind(&named.path), &named.name, declared, findings);
            return None;
        }
    };
    let mut start = vec![0; TELLING];
    let read = read_all(input.as_ref(), 0, &mut start).unwrap_or(0);
    start.truncate(read);
    let only = |source: Source| Some(vec![(named.clone(), source)]);
    if start.starts_with(b"PAR1") || extension(&named.name).eq_ignore_ascii_case("parquet") {
        return only(Source::Parquet(input));
    }
    if ARROW.iter().any(|form| extension(&named.name).eq_ignore_ascii_case(form)) {
        return only(Source::Arrow(input));
    }
    let json = JSON.iter().find(|(form, _)| extension(&named.name).eq_ignore_ascii_case(form));
    if let Some((_, layout)) = json {
        return only(Source::Json(input, *layout));
    }
    if book::form(&start).is_some() {
        return sheets(named, input.as_ref(), declared, findings);
    }
    let delimited = DELIMITED.iter().find(|(form, _)| extension(&named.name).eq_ignore_ascii_case(form));
    match delimited {
        Some((_, delimiter)) => only(Source::Delimited(input, *delimiter)),
        None if is_table(&named.name) => {
            let name = extension(&named.name);
            findings.add_file(
                Code::H0508,
                words!("文件名是 .{name}，内容却不是", "the file is named .{name} and is none"),
                Some(words!(
                    "请在表格软件中打开，另存为 xlsx；是文本的，把文件名的结尾改成 .csv",
                    "open it in the spreadsheet program and save it as xlsx; if it is text, let its name end in .csv"
                )),
            );
            None
        }
        None => {
            findings.add_file(
                Code::H0508,
                words!(
                    "能读的是 .csv、.tsv、.txt、.xlsx、.xls、.et、.ods、.json、.ndjson、.arrow 和 .parquet 文件",
                    "what can be read are .csv, .tsv, .txt, .xlsx, .xls, .et, .ods, .json, .ndjson, .arrow and .parquet files"
                ),
                Some(words!(
                    "请在表格软件中打开，另存为 xlsx 或“CSV UTF-8（逗号分隔）”，并在 数据 中写新的文件名",
                    "open it in the spreadsheet program, save it as xlsx or “CSV UTF-8”, and name that file in the `table` item"
                )),
            );
            None
        }
    }
}

fn sheets(
    named: &Named,
    input: &dyn Input,
    declared: &Table,
    findings: &mut Findings<'_>,
) -> Option<Vec<(Named, Source)>> {
    let book = match Book::open(input) {
        Ok(book) => book,
        Err(fault) => {
            layout::report(&fault, None, findings);
            return None;
        }
    };
    let Chosen { sheets, form, hidden } = layout::chosen(&book, declared, findings)?;
    let part = |(name, sheet): (String, Sheet)| {
        let whole = Named { name: format!("{}[{name}]", named.name), path: named.path.clone() };
        (whole, Source::Sheet { sheet, form: Form::Sheet { book: form, sheet: name }, hidden: hidden.clone() })
    };
    Some(sheets.into_iter().map(part).collect())
}

impl Source {
    /// The rows; `None` when there is no telling what they are.
    pub(super) fn rows(
        self,
        (declared, language): (&Table, Language),
        above: Option<&mut Above<'_>>,
        findings: &mut Findings<'_>,
        progress: &Progress,
    ) -> Option<Rows> {
        match self {
            Self::Parquet(input) => parquet::read(input.as_ref(), (declared, language), above, findings),
            Self::Delimited(input, delimiter) => {
                text::read(Text::new(input.as_ref(), delimiter), declared, above.as_deref(), findings, progress)
            }
            Self::Arrow(input) => ipc::read(input.as_ref(), declared, above.as_deref(), findings, progress),
            Self::Json(input, layout) => {
                json::read((input.as_ref(), layout), declared, above.as_deref(), findings, progress)
            }
            Self::Sheet { sheet, form, hidden } => {
                let mut rows = layout::read(&sheet, form, declared, above.as_deref(), findings, progress)?;
                rows.readings.iter_mut().for_each(|reading| reading.hidden_sheets.clone_from(&hidden));
                Some(rows)
            }
        }
    }
}
