//! A folder of files to tables.

use std::sync::Arc;

use polars_core::prelude::StringChunked;

use super::corrections;
use super::database::{Databases, is_of_database};
use super::duplicates;
use super::findings::{self, Findings};
use super::keys::{Keys, parts_of};
use super::lines::Lines;
use super::link::{Link, Loose, ParentKeys};
use super::packed::Packed;
use super::parents::Parents;
use super::rows::{Above, Rows};
use super::several::{self, Named, joined};
use super::source::{self, Source};
use super::spread;
use super::table::{Column, Table, Tables};
use super::telling;
use crate::book::Fault;
use crate::core::{KeyPart, Schema, Table as Declared, TableId};
use crate::finding::{Code, Diagnostic, Language};
use crate::host::progress::{Progress, Stage};
use crate::host::{Host, Kind, Server};
use crate::invariant::OrBroken;
use crate::words;

/// So many findings of one kind are kept of a file where some cells are corrected.
const MOST_CORRECTED: u64 = 100_000;

/// Reads the file of every declared table from `folder`.
///
/// Post-conditions: every table has all declared columns with their types; keys are unique and not
/// empty; every row of a child table has its parent row; the subject table has a row.
///
/// # Errors
/// Everything that is wrong with any of the files, table by table.
pub fn load(schema: &Schema, host: &dyn Host, folder: &str, progress: &Progress) -> Result<Tables, Vec<Diagnostic>> {
    load_corrected(schema, host, folder, None, progress)
}

/// As [`load`], with the corrections of a file beside those that the folder has.
///
/// # Errors
/// As [`load`], and what is wrong with a correction.
pub fn load_corrected(
    schema: &Schema,
    host: &dyn Host,
    folder: &str,
    own: Option<&str>,
    progress: &Progress,
) -> Result<Tables, Vec<Diagnostic>> {
    match Packed::of(host, folder) {
        Ok(None) => {}
        Ok(Some(packed)) => return load_corrected(schema, &packed, folder, own, progress),
        Err(fault) => return Err(vec![of_archive(&fault, folder)]),
    }
    let read =
        |declared: &Declared, named: &Named, findings: &mut Findings<'_>| match source::open(named, declared, host) {
            Ok(parts) => {
                let (_, source) = parts.into_iter().next()?;
                source.rows((declared, schema.language), None, findings, progress)
            }
            Err(found) => {
                findings.take_in(found);
                None
            }
        };
    let (entries, wrong) = corrections::read((schema, folder, own), host, &read);
    // A cell that cannot be read may be corrected.
    let listed = if entries.is_empty() { None } else { Some(MOST_CORRECTED) };
    let mut loaded: Vec<Loaded> = Vec::with_capacity(schema.tables.len());
    let mut all: Vec<Diagnostic> = Vec::new();
    let is_book = telling::is_book(host, folder);
    let databases = Databases::new(host, folder);
    for (id, declared) in schema.tables.iter().enumerate() {
        progress.begin(Stage::Table(declared.file.clone()));
        let mut above = declared.parent.as_ref().map(|parent| Above {
            columns: &parent.headers,
            file: file_of(
                schema.table(parent.table).or_broken("a table above is declared"),
                loaded.get(parent.table.0),
            ),
            link: match loaded.get(parent.table.0).and_then(|parent| parent.keys.as_ref()) {
                Some(keys) => Link::To(keys),
                None => Link::Loose(Loose::default()),
            },
        });
        let files = if is_book { Ok(vec![Named::of(folder)]) } else { several::files(declared, host, folder) };
        let is_typed = |files: &Vec<Named>| files.iter().all(|named| named.name.ends_with(".parquet"));
        let typed = files.as_ref().is_ok_and(is_typed);
        let long = declared.spread.as_ref().map(|spread| spread::long(declared, spread, typed));
        let as_written = long.as_ref().unwrap_or(declared);
        let (read, mut found) = match files {
            _ if is_of_database(declared) => of_database(as_written, &databases, above.as_ref(), progress),
            Ok(files) => table((as_written, schema.language), host, &files, (above.as_mut(), listed), progress),
            Err(found) => (None, found),
        };
        let mut origins = None;
        let read = match (read, &declared.spread) {
            (Some(rows), Some(spread)) => {
                let above = above.as_ref().map_or(0, |above| above.link.rows());
                let (rows, own, more) = spread::wide(declared, spread, rows, above);
                found.extend(more);
                origins = Some(Arc::new(own));
                Some(rows)
            }
            (read, _) => read,
        };
        let path = match is_book {
            _ if is_of_database(declared) => declared.file.clone(),
            true => folder.to_owned(),
            false => joined(folder, &declared.file),
        };
        let mut whole = Findings::new(&declared.file, &path);
        let is_empty = read.as_ref().is_some_and(|rows| rows.lines.is_empty());
        if id == Schema::SUBJECTS.0 && is_empty && found.is_empty() {
            whole.add_file(
                Code::H0508,
                words!("没有一行数据", "there is not one row of data"),
                Some(words!("请在表头下面填写数据", "fill in the rows below the header")),
            );
        }
        // A parent that could not be read has its own findings; this is for a declaration without a key.
        if all.is_empty() && found.is_empty() && whole.is_empty() && above.is_some_and(|above| is_loose(&above)) {
            whole.add_file(Code::H0508, words!("上级数据没有主键", "the table above has no key"), None);
        }
        found.extend(whole.into_list());
        all.extend(found);
        let is_parent =
            schema.tables.iter().any(|table| table.parent.as_ref().is_some_and(|parent| parent.table == TableId(id)));
        let mut own = Loaded::of(declared, read, is_parent, &loaded);
        own.table.origins = origins;
        loaded.push(own);
    }
    let mut tables = Tables(loaded.into_iter().map(|loaded| loaded.table).collect());
    if !entries.is_empty() {
        all = findings::cut(corrections::carry_out(&entries, schema, &mut tables, all));
    }
    all.extend(wrong);
    if all.is_empty() {
        return Ok(tables);
    }
    // Every file is missing when the folder is; servers have none.
    if schema.tables.iter().all(|table| Server::is_url(&table.file)) {
        return Err(all);
    }
    Err(match host.kind(folder) {
        Kind::File | Kind::Stream if !is_book => vec![file_for_folder(folder)],
        Kind::File | Kind::Stream | Kind::Folder => all,
        Kind::Nothing => vec![no_folder(folder)],
    })
}

/// The rows of all files of a table, if there is telling what they are, and what was found.
fn table(
    declared: (&Declared, Language),
    host: &dyn Host,
    files: &[Named],
    (mut above, listed): (Option<&mut Above<'_>>, Option<u64>),
    progress: &Progress,
) -> (Option<Rows>, Vec<Diagnostic>) {
    let mut found = Vec::new();
    let mut sources = Vec::with_capacity(files.len());
    for named in files {
        match source::open(named, declared.0, host) {
            Ok(parts) => sources.extend(parts),
            Err(own) => found.extend(own),
        }
    }
    let mut is_whole = found.is_empty();
    let (files, sources): (Vec<Named>, Vec<Source>) = sources.into_iter().unzip();
    let mut findings: Vec<Findings<'_>> = files
        .iter()
        .map(|named| Findings::new(&named.name, &named.path))
        .map(|own| if let Some(listed) = listed { own.listing(listed) } else { own })
        .collect();
    let mut parts = Vec::with_capacity(files.len());
    for (source, own) in sources.into_iter().zip(&mut findings) {
        match source.rows(declared, above.as_deref_mut(), own, progress) {
            Some(rows) => parts.push(rows),
            None => is_whole = false,
        }
    }
    let (declared, language) = declared;
    let is_turned = |rows: &Rows| rows.readings.iter().any(|reading| reading.is_turned);
    let read = match files.as_slice() {
        _ if !is_whole => None,
        [only] if only.name == declared.file && !parts.iter().any(is_turned) => parts.pop(),
        _ => {
            // A row of a turned file is one once it is turned back.
            let name = |(named, rows): (&Named, &Rows)| {
                let turned = language.either("（转置后）", " (transposed)");
                if is_turned(rows) { format!("{}{turned}", named.name) } else { named.name.clone() }
            };
            let names = files.iter().zip(&parts).map(name).collect();
            super::joined::rows(parts, names, (declared, above.as_deref()), &mut findings)
        }
    };
    if let Some(rows) = &read {
        duplicates::report(rows, declared, above.as_deref(), &mut findings);
    }
    found.extend(findings.into_iter().flat_map(Findings::into_list));
    (read, found)
}

/// The rows of a table of a database, and what was found.
fn of_database(
    declared: &Declared,
    databases: &Databases<'_>,
    above: Option<&Above<'_>>,
    progress: &Progress,
) -> (Option<Rows>, Vec<Diagnostic>) {
    let mut findings = Findings::new(&declared.file, &declared.file);
    let read = databases.read(declared, above, &mut findings, progress);
    let mut findings = [findings];
    if let Some(rows) = &read {
        duplicates::report(rows, declared, above, &mut findings);
    }
    (read, findings.into_iter().flat_map(Findings::into_list).collect())
}

fn of_archive(fault: &Fault, path: &str) -> Diagnostic {
    let (message, help) = fault.words();
    Diagnostic::file(Code::H0508, path, message).help(help)
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
        let rows = read.unwrap_or(Rows {
            columns: Vec::new(),
            parents: Parents::default(),
            lines: Lines::Numbered(0),
            whole: false,
            readings: Vec::new(),
        });
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
            parents: declared.parent.as_ref().map(|_| rows.parents),
            lines: rows.lines,
            known: true,
            readings: rows.readings,
            origins: None,
        };
        Self { table, keys }
    }
}

/// The file of a table as named to the user: where it lies in one, that one, such as a sheet of a workbook.
fn file_of<'t>(declared: &'t Declared, loaded: Option<&'t Loaded>) -> &'t str {
    let mut files = loaded.iter().flat_map(|loaded| loaded.table.files());
    match (files.next(), files.next()) {
        (Some(only), None) => only,
        _ => &declared.file,
    }
}

fn is_loose(above: &Above<'_>) -> bool {
    match above.link {
        Link::To(_) => false,
        Link::Loose(_) => true,
    }
}
