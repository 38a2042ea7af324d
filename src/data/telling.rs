//! What tells the form of a file: its first bytes, and its name where bytes do not tell.

use super::json;
use crate::book;
use crate::host::{Host, Input, Kind, read_all};

/// So many bytes tell what a file is.
const TELLING: usize = 4096;

/// The forms of text that are told by their names.
pub(super) const DELIMITED: &[(&str, u8)] = &[("csv", b','), ("tsv", b'\t'), ("txt", b'\t')];

/// The names of forms that are told by their bytes.
const TOLD: &[&str] = &["parquet", "xlsx", "xlsm", "xls", "et", "ods", "html", "htm", "zip"];

/// The names of Arrow IPC files.
pub(super) const ARROW: &[&str] = &["arrow", "feather", "ipc"];

/// The names of JSON files.
pub(super) const JSON: &[(&str, json::Layout)] =
    &[("json", json::Layout::List), ("ndjson", json::Layout::Lines), ("jsonl", json::Layout::Lines)];

/// Whether the name of a file is that of a table.
pub(super) fn is_table(name: &str) -> bool {
    let extension = extension(name);
    let delimited = DELIMITED.iter().map(|(form, _)| *form);
    let json = JSON.iter().map(|(form, _)| *form);
    let all = delimited.chain(json).chain(TOLD.iter().chain(ARROW).copied());
    all.into_iter().any(|form| extension.eq_ignore_ascii_case(form))
}

/// What stands behind the last point of a name.
pub(super) fn extension(name: &str) -> &str {
    name.rsplit_once('.').map_or("", |(_, extension)| extension)
}

/// Whether a path leads to a workbook, whose sheets are the tables.
pub(super) fn is_book(host: &dyn Host, path: &str) -> bool {
    if host.kind(path) != Kind::File {
        return false;
    }
    host.open(path).is_ok_and(|input| book::form(&start(input.as_ref())).is_some())
}

/// The bytes that tell what a file is.
pub(super) fn start(input: &dyn Input) -> Vec<u8> {
    let mut start = vec![0; TELLING];
    let read = read_all(input, 0, &mut start).unwrap_or(0);
    start.truncate(read);
    start
}
