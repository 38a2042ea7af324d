//! The files of a table: one, those of a folder, or those whose names fit a pattern.

use std::io::ErrorKind;

use super::complaint::listed;
use super::telling::is_table;
use crate::core::Table as Declared;
use crate::finding::{Code, Diagnostic, Words, outside};
use crate::host::{self, Host, Kind};
use crate::words;

/// The files of a folder of data that hold corrections, unless a table is declared to be one of them.
pub const CORRECTIONS: [&str; 2] = ["更正.csv", "corrections.csv"];

/// A file of a table, or a sheet of it.
#[derive(Clone)]
pub(super) struct Named {
    /// As named to the user: from the folder of the data.
    pub(super) name: String,
    /// For the host.
    pub(super) path: String,
}

impl Named {
    /// A file by its path alone.
    pub(super) fn of(path: &str) -> Self {
        Self { name: path.rsplit('/').next().unwrap_or(path).to_owned(), path: path.to_owned() }
    }
}

/// The files that a table is read from, in the order of the bytes of their names.
///
/// # Errors
/// That there is none, or what stands beside them and is none.
pub(super) fn files(declared: &Declared, host: &dyn Host, folder: &str) -> Result<Vec<Named>, Vec<Diagnostic>> {
    let file = declared.file.as_str();
    let named = |name: String| Named { path: joined(folder, &name), name };
    let (inside, pattern) = file.rsplit_once('/').unwrap_or(("", file));
    if file.is_empty() || (!pattern.is_empty() && !is_pattern(file)) {
        return Ok(vec![named(file.to_owned())]);
    }
    let path = joined(folder, file);
    if is_pattern(inside) {
        let message = words!(
            "「{file}」的文件夹里写了 * 或 ?，只有最后的文件名里可以写",
            "`{file}` has * or ? in the name of a folder; only the name of the file may"
        );
        return Err(vec![Diagnostic::file(Code::H0501, path, message)]);
    }
    let present = match host.names(&joined(folder, inside)) {
        Ok(present) => present,
        Err(error) => return Err(vec![unlisted(&error, declared, inside, path)]),
    };
    // Corrections are no rows of a table.
    let is_other = |name: &str| is_hidden(name) || (inside.is_empty() && CORRECTIONS.contains(&name));
    let seen: Vec<&str> = present.iter().map(String::as_str).filter(|name| !is_other(name)).collect();
    let wanted: Vec<&str> =
        seen.iter().copied().filter(|name| pattern.is_empty() || fits(name.as_bytes(), pattern.as_bytes())).collect();
    if wanted.is_empty() {
        return Err(vec![nothing_fits(declared, &seen, path)]);
    }
    let within = |name: &&str| if inside.is_empty() { (*name).to_owned() } else { format!("{inside}/{name}") };
    let files: Vec<Named> = wanted.iter().map(within).map(named).collect();
    let folders = files.iter().filter(|file| host.kind(&file.path) == Kind::Folder).map(folder_within);
    // What a folder has beside tables may be a table that nobody reads.
    let others = files
        .iter()
        .filter(|file| pattern.is_empty() && !is_table(&file.name) && host.kind(&file.path) != Kind::Folder);
    let odd: Vec<Diagnostic> = folders.chain(others.map(|file| no_table(declared, file))).collect();
    if odd.is_empty() { Ok(files) } else { Err(odd) }
}

/// The path of a file in a folder.
pub(super) fn joined(folder: &str, file: &str) -> String {
    if folder.is_empty() || folder.ends_with('/') || file.is_empty() {
        format!("{folder}{file}")
    } else {
        format!("{folder}/{file}")
    }
}

fn is_pattern(name: &str) -> bool {
    name.contains(['*', '?'])
}

/// Files that programs leave for themselves: `.DS_Store`, `~$parks.xlsx`, `_SUCCESS`.
fn is_hidden(name: &str) -> bool {
    name.starts_with(['.', '_']) || name.starts_with("~$")
}

/// Whether a name fits a pattern, in which * stands for any signs and ? for one.
fn fits(name: &[u8], pattern: &[u8]) -> bool {
    let (mut at, mut in_pattern) = (0_usize, 0_usize);
    // Where the last * stands, and what of the name it stands for ends.
    let mut star: Option<(usize, usize)> = None;
    while let Some(byte) = name.get(at) {
        match (pattern.get(in_pattern), star) {
            (Some(b'*'), _) => {
                star = Some((in_pattern, at));
                in_pattern = in_pattern.saturating_add(1);
            }
            (Some(b'?'), _) => {
                at = at.saturating_add(letter(*byte));
                in_pattern = in_pattern.saturating_add(1);
            }
            (Some(wanted), _) if wanted == byte => {
                (at, in_pattern) = (at.saturating_add(1), in_pattern.saturating_add(1));
            }
            (_, Some((place, end))) => {
                let end = end.saturating_add(1);
                star = Some((place, end));
                (at, in_pattern) = (end, place.saturating_add(1));
            }
            (_, None) => return false,
        }
    }
    pattern.get(in_pattern..).unwrap_or_default().iter().all(|byte| *byte == b'*')
}

/// How many bytes the letter has that begins with one.
fn letter(first: u8) -> usize {
    match first {
        0xF0.. => 4,
        0xE0.. => 3,
        0xC0.. => 2,
        _ => 1,
    }
}

fn nothing_fits(declared: &Declared, seen: &[&str], path: String) -> Diagnostic {
    let (file, table) = (&declared.file, &declared.name);
    let message = words!(
        "没有符合「{file}」的数据文件，数据「{table}」要用它们",
        "no data file fits `{file}`, from which `{table}` is read"
    );
    let found = Diagnostic::file(Code::H0501, path, message);
    if seen.is_empty() {
        return found
            .help(words!("文件夹是空的；请核对数据文件夹", "the folder is empty; check the folder of the data"));
    }
    let Words { zh, en } = listed(seen.iter().copied());
    found.help(words!("文件夹里有：{zh}", "the folder has {en}"))
}

fn unlisted(error: &std::io::Error, declared: &Declared, inside: &str, path: String) -> Diagnostic {
    let (file, table) = (&declared.file, &declared.name);
    if let Some(folder) = host::outside(error) {
        return outside(&path, folder);
    }
    match error.kind() {
        ErrorKind::NotFound => Diagnostic::file(
            Code::H0501,
            path,
            words!("找不到数据文件夹 {inside}", "the data folder {inside} does not exist"),
        )
        .help(words!(
            "数据「{table}」要用它；请核对数据文件夹和文件名",
            "`{table}` is read from it; check the data folder and the file name"
        )),
        ErrorKind::Unsupported => Diagnostic::file(
            Code::H0501,
            path,
            words!(
                "「{file}」是几个文件，这里的数据不能按文件夹列出",
                "`{file}` names several files, and the data at hand cannot be listed by folder"
            ),
        )
        .help(words!("在 数据 中写一个文件名", "name one file in the `table` item")),
        ErrorKind::NotADirectory => Diagnostic::file(
            Code::H0501,
            path,
            words!("「{inside}」是文件，不是文件夹", "`{inside}` is a file, not a folder"),
        )
        .help(words!("读一个文件的，末尾不写 /", "to read one file, leave the / at the end out")),
        _ => Diagnostic::file(
            Code::H0508,
            path,
            words!("数据文件夹 {inside} 打不开：{error}", "the data folder {inside} cannot be opened: {error}"),
        ),
    }
}

fn folder_within(file: &Named) -> Diagnostic {
    let name = &file.name;
    Diagnostic::file(
        Code::H0508,
        file.path.clone(),
        words!("{name} 是文件夹，里面的文件不会读到", "{name} is a folder, and the files in it would not be read"),
    )
    .help(words!(
        "把里面的文件移到上一层，或把这个文件夹移走",
        "move the files in it one folder up, or move the folder away"
    ))
}

fn no_table(declared: &Declared, file: &Named) -> Diagnostic {
    let (name, folder) = (&file.name, &declared.file);
    Diagnostic::file(
        Code::H0508,
        file.path.clone(),
        words!("{name} 不是能读的表（.csv、.xlsx、.parquet 等）", "{name} is no table that can be read (.csv, .xlsx, .parquet …)"),
    )
    .help(words!(
        "是数据的，在表格软件中打开，另存为“CSV UTF-8（逗号分隔）”；不是的，移出这个文件夹，或在 数据 中写 \"{folder}*.csv\"",
        "if it is data, save it as “CSV UTF-8”; if not, move it away, or name \"{folder}*.csv\" in the `table` item"
    ))
}
