//! Tables of a file of SQLite.

use std::fmt::Write;
use std::io;
use std::path::Path;
use std::time::Duration;

use rusqlite::ffi::ErrorCode;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, Error, OpenFlags};

use super::refusal::{Refusal, said};
use super::rows::{Held, Taken, key};
use super::statement::{Quote, in_order, of_query, of_table};
use crate::cancel::look;
use crate::core::{DatabaseRows, Table};
use crate::data::asked::Asked;
use crate::data::sheet::Sheet;
use crate::host::{Host, read_all};

/// What each such file begins with.
const MARK: &[u8] = b"SQLite format 3\0";

/// Where the file says how changes come into it, and what it says of a log beside it.
const WAY: usize = 18;
const BY_LOG: u8 = 2;

/// An open file, with its transaction.
pub(super) struct Sqlite(Connection);

impl Sqlite {
    /// Opens a file that the host has. It is only read: where a log would be begun beside it, there is none to be read.
    pub(super) fn open(host: &dyn Host, path: &str) -> Result<Self, Refusal> {
        let mut head = [0; WAY + 1];
        let unopened = |error: io::Error| match error.kind() {
            io::ErrorKind::NotFound => Refusal::Missing,
            _ => Refusal::Unopened(error.to_string()),
        };
        let input = host.open(path).map_err(unopened)?;
        let read = read_all(input.as_ref(), 0, &mut head).map_err(unopened)?;
        if read < head.len() || !head.starts_with(MARK) {
            return Err(Refusal::NoFile);
        }
        let has_log = host.open(&format!("{path}-wal")).is_ok_and(|log| log.length() > 0);
        let is_closed = head.last() == Some(&BY_LOG) && !has_log;
        let file = host.on_disk(path).ok_or(Refusal::Elsewhere)?;
        let url = url(&file, is_closed).ok_or(Refusal::Elsewhere)?;
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_URI;
        let opened = Connection::open_with_flags(url, flags).and_then(|connection| {
            connection.busy_timeout(Duration::from_secs(10))?;
            // Nothing in the file is trusted: neither functions in its views nor lengths in its pages.
            connection.execute_batch(
                "pragma query_only = on; pragma trusted_schema = off; pragma cell_size_check = on; \
                 pragma mmap_size = 0; begin",
            )?;
            Ok(connection)
        });
        opened.map(Self).map_err(|error| failed(&error))
    }

    /// All rows of a table.
    pub(super) fn read(&mut self, rows: &DatabaseRows, declared: &Table) -> Result<Sheet, Refusal> {
        let mut sql = match rows {
            DatabaseRows::Table(table) => of_table(table, Quote::Double)?,
            DatabaseRows::Query(query) => of_query(query)?.to_owned(),
        };
        if matches!(rows, DatabaseRows::Table(_)) {
            let statement = self.0.prepare(&sql).map_err(|error| failed(&error))?;
            let names: Vec<&str> = statement.column_names().collect();
            let by = key(declared).into_iter().filter(|name| names.contains(name));
            // Each sign for itself, whatever order the column declares.
            let by: Vec<String> = by.map(|name| format!("{} collate binary", Quote::Double.name(name))).collect();
            sql = in_order(&sql, &by);
        }
        let mut statement = self.0.prepare(&sql).map_err(|error| failed(&error))?;
        if !statement.readonly() || statement.column_count() == 0 {
            return Err(Refusal::Failed("this does not only read".to_owned()));
        }
        let names: Vec<String> = statement.column_names().map(str::to_owned).collect();
        let mut taken = Taken::new(names.iter().map(String::as_str), declared);
        let asked = taken.asked.clone();
        let mut number = String::new();
        let mut found = statement.query([]).map_err(|error| failed(&error))?;
        while let Some(row) = found.next().map_err(|error| failed(&error))? {
            if taken.number().is_multiple_of(1024) {
                look();
            }
            for (place, (asked, name)) in asked.iter().zip(&names).enumerate() {
                let value = row.get_ref(place).map_err(|error| failed(&error))?;
                number.clear();
                let told = match value {
                    ValueRef::Integer(whole) => write!(number, "{whole}").map(|()| (Held::Whole, number.as_str())),
                    // The shortest decimal that reads back, as in parquet files.
                    ValueRef::Real(real) => write!(number, "{real}").map(|()| (Held::Float, number.as_str())),
                    ValueRef::Null => {
                        taken.cell(*asked, Held::Plain, None);
                        continue;
                    }
                    _ if *asked == Asked::Nothing => Ok((Held::Plain, "")),
                    ValueRef::Text(bytes) => match str::from_utf8(bytes) {
                        Ok(text) => Ok((Held::Plain, text)),
                        Err(_) => return Err(Refusal::Value(taken.number(), name.clone(), "text that is no UTF-8")),
                    },
                    ValueRef::Blob(_) => return Err(Refusal::Value(taken.number(), name.clone(), "blob")),
                };
                let (held, text) = told.map_err(|error| Refusal::Failed(error.to_string()))?;
                taken.cell(*asked, held, Some(text));
            }
            taken.end()?;
        }
        Ok(taken.sheet)
    }
}

/// The file as a URL; `closed` says that nobody changes it any more.
fn url(file: &Path, closed: bool) -> Option<String> {
    let mut url = "file:".to_owned();
    for byte in file.to_str()?.bytes() {
        match byte {
            b'/' | b'.' | b'-' | b'_' | b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' => url.push(char::from(byte)),
            _ => write!(url, "%{byte:02X}").ok()?,
        }
    }
    url.push_str(if closed { "?mode=ro&immutable=1" } else { "?mode=ro" });
    Some(url)
}

fn failed(error: &Error) -> Refusal {
    match error.sqlite_error_code() {
        Some(ErrorCode::NotADatabase) => Refusal::NoFile,
        Some(ErrorCode::ReadOnly | ErrorCode::CannotOpen) => Refusal::Unclosed,
        _ => Refusal::Failed(said(&error.to_string())),
    }
}
