//! Tables of PostgreSQL, read as the texts that the server writes: no value passes through a binary number.

use std::io::{self, BufRead};
use std::time::Duration;

use postgres::error::SqlState;
use postgres::types::{Kind, Type};
use postgres::{Client, Config, NoTls};

use super::refusal::{Refusal, said};
use super::rows::{Held, Taken, key};
use super::statement::{Quote, in_order, of_query, of_table};
use crate::cancel::looking;
use crate::core::{DatabaseRows, Table};
use crate::data::asked::Asked;
use crate::data::sheet::Sheet;
use crate::host::{Access, Server};

/// What the transaction is like: all tables are of one moment, and nothing can be changed.
const BEGIN: &str = "begin isolation level repeatable read, read only; \
    set local datestyle = 'ISO, YMD'; set local extra_float_digits = 1; set local lock_timeout = '60s'; \
    set local standard_conforming_strings = on";

/// A connection, with its transaction.
pub(super) struct Postgres(Client);

impl Postgres {
    pub(super) fn connect(server: &Server, access: &Access, patience: Duration) -> Result<Self, Refusal> {
        let mut config = Config::new();
        config.host(&server.host).port(server.port).user(&access.user).connect_timeout(patience);
        config.application_name("heng").keepalives_idle(Duration::from_secs(30)).keepalives_retries(3);
        config.keepalives_interval(Duration::from_secs(10)).tcp_user_timeout(Duration::from_mins(1));
        if let Some(database) = &server.database {
            config.dbname(database);
        }
        if let Some(password) = &access.password {
            config.password(password);
        }
        let entry = |error: postgres::Error| no_entry(&error, access);
        let mut client = config.connect(NoTls).map_err(entry)?;
        client.batch_execute(BEGIN).map_err(entry)?;
        Ok(Self(client))
    }

    /// All rows of a table. What fails leaves the transaction as it was.
    pub(super) fn read(&mut self, rows: &DatabaseRows, declared: &Table) -> Result<Sheet, Refusal> {
        self.0.batch_execute("savepoint heng").map_err(|error| failed(&error))?;
        let read = self.rows(rows, declared);
        let after = if read.is_err() { "rollback to savepoint heng" } else { "release savepoint heng" };
        match (read, self.0.batch_execute(after)) {
            (Ok(_), Err(error)) => Err(failed(&error)),
            (read, _) => read,
        }
    }

    fn rows(&mut self, rows: &DatabaseRows, declared: &Table) -> Result<Sheet, Refusal> {
        let mut statement = match rows {
            DatabaseRows::Table(table) => of_table(table, Quote::Double)?,
            DatabaseRows::Query(query) => of_query(query)?.to_owned(),
        };
        // A statement that is prepared is a single one, and complete: what stands around it below stays around it.
        let prepared = self.0.prepare(&statement).map_err(|error| failed(&error))?;
        let columns = prepared.columns();
        if columns.is_empty() {
            return Err(Refusal::Failed("no columns".to_owned()));
        }
        let mut taken = Taken::new(columns.iter().map(postgres::Column::name), declared);
        let mut held: Vec<Held> = Vec::with_capacity(columns.len());
        let mut lost = Vec::new();
        for (column, asked) in columns.iter().zip(&taken.asked) {
            match held_in(column.type_()) {
                Some(own) => held.push(own),
                None if *asked == Asked::Nothing => held.push(Held::Plain),
                None => lost.push((column.name().to_owned(), column.type_().name().to_owned())),
            }
        }
        if !lost.is_empty() {
            return Err(Refusal::Types(lost));
        }
        if matches!(rows, DatabaseRows::Table(_)) {
            let by = key(declared).into_iter().filter_map(|name| {
                let column = columns.iter().find(|column| column.name() == name)?;
                let collation = if is_collated(column.type_()) { " collate \"C\"" } else { "" };
                Some(format!("{}{collation}", Quote::Double.name(name)))
            });
            statement = in_order(&statement, &by.collect::<Vec<_>>());
        }
        let asked = taken.asked.clone();
        let mut reader = self.0.copy_out(&format!("copy ({statement}\n) to stdout")).map_err(|error| failed(&error))?;
        let mut line = Vec::new();
        let mut cell = Vec::new();
        for () in looking(std::iter::repeat(())) {
            line.clear();
            if reader.read_until(b'\n', &mut line).map_err(|error| lost_in(&error))? == 0 {
                break;
            }
            let line = line.strip_suffix(b"\n").unwrap_or(&line);
            let mut cells = line.split(|byte| *byte == b'\t');
            for (asked, held) in asked.iter().zip(&held) {
                let written = cells.next().ok_or_else(|| Refusal::Lost("a row is too short".to_owned()))?;
                if written == b"\\N" {
                    taken.cell(*asked, *held, None);
                    continue;
                }
                unescape(written, &mut cell);
                let text = str::from_utf8(&cell).map_err(|error| Refusal::Failed(error.to_string()))?;
                taken.cell(*asked, *held, Some(text));
            }
            taken.end()?;
        }
        Ok(taken.sheet)
    }
}

/// What a cell says, of how it is written between tabs.
fn unescape(written: &[u8], cell: &mut Vec<u8>) {
    cell.clear();
    let mut bytes = written.iter();
    while let Some(byte) = bytes.next() {
        if *byte != b'\\' {
            cell.push(*byte);
            continue;
        }
        cell.push(match bytes.next() {
            Some(b'b') => 0x08,
            Some(b'f') => 0x0C,
            Some(b'n') => b'\n',
            Some(b'r') => b'\r',
            Some(b't') => b'\t',
            Some(b'v') => 0x0B,
            Some(other) => *other,
            None => b'\\',
        });
    }
}

/// What the values of a type are; `None` of one that is not read.
fn held_in(ty: &Type) -> Option<Held> {
    match ty.kind() {
        Kind::Domain(inner) => return held_in(inner),
        Kind::Enum(_) => return Some(Held::Plain),
        _ => {}
    }
    Some(match *ty {
        Type::INT2 | Type::INT4 | Type::INT8 => Held::Whole,
        Type::BOOL => Held::Truth,
        Type::FLOAT4 | Type::FLOAT8 => Held::Float,
        Type::DATE | Type::TIMESTAMP => Held::Moment,
        Type::NUMERIC
        | Type::TEXT
        | Type::VARCHAR
        | Type::BPCHAR
        | Type::NAME
        | Type::CHAR
        | Type::UNKNOWN
        | Type::UUID => Held::Plain,
        _ if ty.name() == "citext" => Held::Plain,
        _ => return None,
    })
}

fn is_collated(ty: &Type) -> bool {
    match ty.kind() {
        Kind::Domain(inner) => is_collated(inner),
        _ => matches!(*ty, Type::TEXT | Type::VARCHAR | Type::BPCHAR) || ty.name() == "citext",
    }
}

fn no_entry(error: &postgres::Error, access: &Access) -> Refusal {
    let why = told(error);
    let refused = [SqlState::INVALID_PASSWORD, SqlState::INVALID_AUTHORIZATION_SPECIFICATION];
    let is_refused = error.code().is_some_and(|code| refused.contains(code));
    let has_password = access.password.is_some();
    // Without a password the library does not go on when it is asked for one.
    if is_refused || (!has_password && why.contains("password")) {
        return Refusal::NoEntry { user: access.user.clone(), why, has_password };
    }
    Refusal::Unreachable(why)
}

fn failed(error: &postgres::Error) -> Refusal {
    let why = told(error);
    match error.as_db_error() {
        // Of class 57 are shutdowns; of all else the connection lives on.
        Some(known) if !known.code().code().starts_with("57P") => Refusal::Failed(why),
        _ => Refusal::Lost(why),
    }
}

fn lost_in(error: &io::Error) -> Refusal {
    match error.get_ref().and_then(|inner| inner.downcast_ref::<postgres::Error>()) {
        Some(error) => failed(error),
        None => Refusal::Lost(said(&error.to_string())),
    }
}

/// What went wrong, as the server or the system says it.
fn told(error: &postgres::Error) -> String {
    if let Some(known) = error.as_db_error() {
        return said(known.message());
    }
    let source = std::error::Error::source(error).map(ToString::to_string);
    said(&source.unwrap_or_else(|| error.to_string()))
}
