//! A folder of files to tables.

use std::io::ErrorKind;

use polars_core::prelude::{StringChunked, UInt32Chunked};

use super::duplicates;
use super::encoding;
use super::findings::Findings;
use super::header::Header;
use super::keys::{Keys, parts_of};
use super::link::{Link, Loose, ParentKeys};
use super::parquet;
use super::records::Records;
use super::rows::{self, Above, Rows};
use super::separator;
use super::table::{Column, Lines, Table, Tables};
use crate::core::{KeyPart, Schema, Table as Declared, TableId};
use crate::finding::{Code, Diagnostic, Language};
use crate::host::Host;
use crate::host::progress::{Progress, Stage};
use crate::words;

/// Reads the file of every declared table from `folder`.
///
/// Post-conditions: every table has all declared columns with their types; keys are unique and not
/// empty; every row of a child table has its parent row; the subject table has a row.
///
/// # Errors
/// Everything that is wrong with any of the files, table by table.
pub fn load(schema: &Schema, host: &dyn Host, folder: &str, progress: &Progress) -> Result<Tables, Vec<Diagnostic>> {
    let mut loaded: Vec<Loaded> = Vec::with_capacity(schema.tables.len());
    let mut all: Vec<Diagnostic> = Vec::new();
    for (id, declared) in schema.tables.iter().enumerate() {
        let path = joined(folder, &declared.file);
        progress.begin(Stage::Table(declared.file.clone()));
        let mut findings = Findings::new(&declared.file, &path);
        let mut above = declared.parent.as_ref().map(|parent| Above {
            columns: &parent.columns,
            file: schema.table(parent.table).map_or("", |parent| &parent.file),
            link: match loaded.get(parent.table.0).and_then(|parent| parent.keys.as_ref()) {
                Some(keys) => Link::To(keys),
                None => Link::Loose(Loose::default()),
            },
        });
        let read = file((declared, schema.language), host, &path, above.as_mut(), &mut findings, progress);
        if let Some(rows) = &read {
            duplicates::report(rows, declared, above.as_ref(), &mut findings);
        }
        let is_empty = read.as_ref().is_some_and(|rows| rows.lines.is_empty());
        if id == Schema::SUBJECTS.0 && is_empty && findings.is_empty() {
            findings.add_file(
                Code::H0508,
                words!("没有一行数据", "there is not one row of data"),
                Some(words!("请在表头下面填写数据", "fill in the rows below the header")),
            );
        }
        // A parent that could not be read has its own findings; this is for a declaration without a key.
        if all.is_empty() && findings.is_empty() && above.is_some_and(|above| is_loose(&above)) {
            findings.add_file(Code::H0508, words!("上级数据没有主键", "the table above has no key"), None);
        }
        all.extend(findings.into_list());
        let is_parent =
            schema.tables.iter().any(|table| table.parent.as_ref().is_some_and(|parent| parent.table == TableId(id)));
        loaded.push(Loaded::of(declared, read, is_parent, &loaded));
    }
    if all.is_empty() {
        return Ok(Tables(loaded.into_iter().map(|loaded| loaded.table).collect()));
    }
    // Every file is missing when the folder is.
    Err(if host.read(folder).is_ok() {
        vec![file_for_folder(folder)]
    } else if host.has_folder(folder) {
        all
    } else {
        vec![no_folder(folder)]
    })
}

fn no_folder(path: &str) -> Diagnostic {
    Diagnostic::file(Code::H0501, path, words!("没有「{path}」这个文件夹", "there is no folder `{path}`"))
        .help(words!("核对 --data 后面写的数据文件夹", "check the folder of the data behind --data"))
}

fn file_for_folder(path: &str) -> Diagnostic {
    let above = path.rsplit_once('/').map_or(".", |(above, _)| if above.is_empty() { "/" } else { above });
    Diagnostic::file(
        Code::H0501,
        path,
        words!("「{path}」是文件，不是数据文件夹", "`{path}` is a file, not the folder of the data"),
    )
    .help(words!("写它所在的文件夹：--data {above}", "give the folder that it is in: --data {above}"))
}

/// A table and what its children need of it.
struct Loaded {
    table: Table,
    /// The keys, if the table has children, is complete and each row has its key.
    keys: Option<ParentKeys>,
}

impl Loaded {
    fn of(declared: &Declared, read: Option<Rows>, is_parent: bool, above: &[Loaded]) -> Self {
        let rows =
            read.unwrap_or(Rows { columns: Vec::new(), parents: Vec::new(), lines: Lines::Numbered(0), whole: false });
        let parent = declared.parent.as_ref();
        let above = parent.and_then(|parent| above.get(parent.table.0)?.keys.as_ref());
        let texts = is_parent.then(|| match declared.key.as_slice() {
            [KeyPart::Field(field)] => rows.columns.get(field.0).map(Column::texts),
            [] => None,
            several => {
                let above =
                    |row: u32| Some(parts_of(above?.text(row)?, parent.map_or(1, |parent| parent.columns.len())));
                let keys = Keys::new(&rows.columns, several, &rows.parents);
                Some((0..rows.lines.len()).map(|row| keys.whole(row, above)).collect())
            }
        });
        let texts: Option<StringChunked> = texts.flatten();
        let keys = texts.filter(|texts| rows.whole && texts.null_count() == 0).as_ref().map(ParentKeys::new);
        let table = Table {
            file: declared.file.clone(),
            rows: rows.lines.len(),
            columns: rows.columns,
            parents: declared.parent.as_ref().map(|_| UInt32Chunked::from_vec("".into(), rows.parents)),
            lines: rows.lines,
            known: true,
        };
        Self { table, keys }
    }
}

fn is_loose(above: &Above<'_>) -> bool {
    match above.link {
        Link::To(_) => false,
        Link::Loose(_) => true,
    }
}

/// The rows of one file; `None` when there is no telling what its rows are.
fn file(
    (declared, language): (&Declared, Language),
    host: &dyn Host,
    path: &str,
    above: Option<&mut Above<'_>>,
    findings: &mut Findings<'_>,
    progress: &Progress,
) -> Option<Rows> {
    let form = form(&declared.file, findings)?;
    let bytes = match host.read(path) {
        Ok(bytes) => bytes,
        Err(error) => {
            report_unread(&error, declared, findings);
            return None;
        }
    };
    let delimiter = match form {
        Form::Parquet => return parquet::read(bytes, (declared, language), above, findings),
        Form::Delimited(delimiter) => delimiter,
    };
    let bytes = match encoding::utf8(&bytes) {
        Ok(bytes) => bytes,
        Err((message, help)) => {
            findings.add_file(Code::H0508, message, Some(help));
            return None;
        }
    };
    let mut records = Records::new(bytes, delimiter);
    progress.expect(records.about());
    if records.advance().is_none() {
        findings.add(Code::H0502, |at| {
            let message = words!("文件是空的，没有表头", "the file is empty and has no header");
            let help = words!("第一行须是列名", "the first line holds the names of the columns");
            Diagnostic::data(Code::H0502, at.place(None, None, None), message).help(help)
        });
        return None;
    }
    if let Some(separator) = separator::instead(&records.record, declared) {
        separator.report(delimiter, findings);
        return None;
    }
    let marks = records.marks();
    if marks.is_open {
        rows::report_open_quote(None, findings);
        return None;
    }
    if let Some(stray) = marks.stray {
        rows::report_stray(&stray, None, None, findings);
        return None;
    }
    let header = Header::read(&records.record, declared, findings);
    if header.is_foreign() {
        return None;
    }
    let mut rows = rows::read(&mut records, &header, declared, above, findings, progress);
    rows.whole &= declared.parent.is_none() || !header.parent.is_empty();
    Some(rows)
}

/// The form of a file, by its name.
enum Form {
    /// Text with this between cells.
    Delimited(u8),
    Parquet,
}

fn form(file: &str, findings: &mut Findings<'_>) -> Option<Form> {
    let extension = file.rsplit_once('.').map_or("", |(_, extension)| extension);
    let forms = [("csv", Form::Delimited(b',')), ("tsv", Form::Delimited(b'\t')), ("parquet", Form::Parquet)];
    let form = forms.into_iter().find(|(name, _)| extension.eq_ignore_ascii_case(name)).map(|(_, form)| form);
    if form.is_none() {
        findings.add_file(
            Code::H0508,
            words!("现在只能读 .csv、.tsv 和 .parquet 文件", "only .csv, .tsv and .parquet files are read now"),
            Some(words!(
                "请在表格软件中打开，另存为“CSV UTF-8（逗号分隔）”，并在 数据 中写新的文件名",
                "open it in the spreadsheet program, save it as “CSV UTF-8”, and name that file in the `table` item"
            )),
        );
    }
    form
}

fn report_unread(error: &std::io::Error, declared: &Declared, findings: &mut Findings<'_>) {
    let (file, table) = (&declared.file, &declared.name);
    if error.kind() == ErrorKind::NotFound {
        findings.add_file(
            Code::H0501,
            words!("找不到数据文件 {file}", "the data file {file} does not exist"),
            Some(words!(
                "数据「{table}」要用它；请核对数据文件夹和文件名",
                "`{table}` is read from it; check the data folder and the file name"
            )),
        );
    } else {
        findings.add_file(
            Code::H0508,
            words!("数据文件 {file} 打不开：{error}", "the data file {file} cannot be opened: {error}"),
            None,
        );
    }
}

fn joined(folder: &str, file: &str) -> String {
    if folder.is_empty() || folder.ends_with('/') { format!("{folder}{file}") } else { format!("{folder}/{file}") }
}
