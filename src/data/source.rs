//! What the file of a table is, told by its bytes first and by its name where bytes do not tell.

use super::findings::Findings;
use super::layout::{self, Chosen};
use super::reading::Form;
use super::rows::{Above, Rows};
use super::several::Named;
use super::telling::{ARROW, DELIMITED, JSON, extension, is_table, start};
use super::text::{self, Text};
use super::unread::{report_folder, report_unread};
use super::{ipc, json, parquet};
use crate::book::{self, Archive, Book, Fault, Sheet};
use crate::core::Table;
use crate::finding::{Code, Diagnostic, Language};
use crate::host::progress::Progress;
use crate::host::{Host, Input, Kind};
use crate::words;

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
        /// Whether the program does not show it.
        is_hidden: bool,
        /// Sheets beside it that the program does not show.
        hidden: Vec<String>,
    },
}

/// The rows of a table that a file holds, in one part or by sheets.
///
/// # Errors
/// Why there is no telling.
pub(super) fn open(named: &Named, declared: &Table, host: &dyn Host) -> Result<Vec<(Named, Source)>, Vec<Diagnostic>> {
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
        report_folder(&named.name, findings);
        return None;
    }
    let input = match host.open(&named.path) {
        Ok(input) => input,
        Err(error) => {
            report_unread(&error, host.kind(&named.path), &named.name, declared, findings);
            return None;
        }
    };
    told(named, &named.name, input, declared, findings)
}

/// By the bytes of a file first, and then by its own name, which may be one within an archive.
fn told(
    named: &Named,
    own: &str,
    input: Box<dyn Input>,
    declared: &Table,
    findings: &mut Findings<'_>,
) -> Option<Vec<(Named, Source)>> {
    let start = start(input.as_ref());
    let only = |source: Source| Some(vec![(named.clone(), source)]);
    if start.starts_with(b"PAR1") || extension(own).eq_ignore_ascii_case("parquet") {
        return only(Source::Parquet(input));
    }
    if ARROW.iter().any(|form| extension(own).eq_ignore_ascii_case(form)) {
        return only(Source::Arrow(input));
    }
    let json = JSON.iter().find(|(form, _)| extension(own).eq_ignore_ascii_case(form));
    if let Some((_, layout)) = json {
        return only(Source::Json(input, *layout));
    }
    if book::form(&start).is_some() {
        return match Book::open(input.as_ref()) {
            Ok(book) => sheets(named, &book, declared, findings),
            Err(Fault::Archive) if own == named.name => archive(named, input.as_ref(), declared, findings),
            Err(fault) => {
                layout::report(&fault, None, findings);
                None
            }
        };
    }
    let delimited = DELIMITED.iter().find(|(form, _)| extension(own).eq_ignore_ascii_case(form));
    match delimited {
        Some((_, sign)) => only(Source::Delimited(input, *sign)),
        None if is_table(own) => {
            let name = extension(own);
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
                    "能读的是 .csv、.tsv、.txt、.xlsx、.xls、.et、.ods、.json、.ndjson、.arrow、.parquet 和 .zip 文件",
                    "what can be read are .csv, .tsv, .txt, .xlsx, .xls, .et, .ods, .json, .ndjson, .arrow, .parquet and .zip files"
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

fn sheets(named: &Named, book: &Book, declared: &Table, findings: &mut Findings<'_>) -> Option<Vec<(Named, Source)>> {
    let Chosen { sheets, form, hidden } = layout::chosen(book, declared, findings)?;
    let part = |(name, sheet): (String, Sheet)| {
        let whole = Named { name: format!("{}[{name}]", named.name), path: named.path.clone() };
        let is_hidden = book.sheets().iter().any(|sheet| sheet.name == name && sheet.is_hidden);
        let form = Form::Sheet { book: form, sheet: name };
        (whole, Source::Sheet { sheet, form, is_hidden, hidden: hidden.clone() })
    };
    Some(sheets.into_iter().map(part).collect())
}

/// The files of an archive, all of which hold rows of the table, as those of a folder do.
fn archive(
    named: &Named,
    input: &dyn Input,
    declared: &Table,
    findings: &mut Findings<'_>,
) -> Option<Vec<(Named, Source)>> {
    let archive = match Archive::open(input) {
        Ok(archive) => archive,
        Err(fault) => {
            layout::report(&fault, None, findings);
            return None;
        }
    };
    let mut members: Vec<(usize, &str)> =
        archive.members().iter().enumerate().map(|(place, member)| (place, member.name.as_str())).collect();
    members.sort_by_key(|(_, name)| *name);
    let mut all = Vec::with_capacity(members.len());
    for (place, name) in members {
        if !is_table(name) {
            findings.add_file(
                Code::H0508,
                words!("压缩包里的「{name}」不是数据文件", "`{name}` in the archive is no file of data"),
                Some(words!(
                    "请从压缩包里删去；压缩包里有几张表的，用 --data 写这个压缩包，表的文件名写里面的",
                    "remove it; if the archive holds several tables, give it with --data and name the files within it in the rules"
                )),
            );
            continue;
        }
        let bytes = match archive.member(place) {
            Ok(bytes) => bytes,
            Err(fault) => {
                layout::report(&fault, None, findings);
                continue;
            }
        };
        let member = Named { name: format!("{}[{name}]", named.name), path: named.path.clone() };
        all.extend(told(&member, name, Box::new(bytes), declared, findings).unwrap_or_default());
    }
    if all.is_empty() && findings.is_empty() {
        let (message, help) =
            (words!("压缩包是空的", "the archive is empty"), words!("请核对压缩包", "check the archive"));
        findings.add_file(Code::H0508, message, Some(help));
    }
    findings.is_empty().then_some(all)
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
            Self::Sheet { sheet, form, is_hidden, hidden } => {
                let mut rows = layout::read(&sheet, form, declared, above.as_deref(), findings, progress)?;
                let all = rows.lines.len();
                for reading in &mut rows.readings {
                    reading.hidden_sheets.clone_from(&hidden);
                    reading.hidden_rows = if is_hidden { all } else { reading.hidden_rows };
                }
                Some(rows)
            }
        }
    }
}
