//! Tables of MySQL and MariaDB, read as the texts that the server writes: no value passes through a binary number.

use std::time::Duration;

use mysql::consts::{ColumnFlags, ColumnType};
use mysql::prelude::Queryable;
use mysql::{Column, Conn, Error, OptsBuilder, Value};

use super::refusal::{Refusal, said};
use super::rows::{Held, Taken, key};
use super::statement::{Quote, in_order, of_query, of_table};
use crate::cancel::looking;
use crate::core::{DatabaseRows, Table};
use crate::data::asked::Asked;
use crate::data::sheet::Sheet;
use crate::host::{Access, Server};

/// What the transaction is like: all tables are of one moment, and nothing can be changed.
const BEGIN: &[&str] = &[
    "set session transaction isolation level repeatable read",
    "set session lock_wait_timeout = 60",
    "start transaction with consistent snapshot, read only",
];

/// The character set of what is no text.
const BINARY: u16 = 63;

/// Codes of a server that lets nobody in: wrong user or password, wrong host, no right to the database.
const NO_ENTRY: &[u16] = &[1044, 1045, 1130, 1698];

/// A connection, with its transaction.
pub(super) struct Mysql(Conn);

impl Mysql {
    pub(super) fn connect(server: &Server, access: &Access, patience: Duration) -> Result<Self, Refusal> {
        let options = OptsBuilder::new()
            .ip_or_hostname(Some(server.host.clone()))
            .tcp_port(server.port)
            .user(Some(access.user.clone()))
            .pass(access.password.clone())
            .db_name(server.database.clone())
            .prefer_socket(false)
            .tcp_keepalive_time_ms(Some(30_000))
            .tcp_connect_timeout(Some(patience));
        let entry = |error: Error| no_entry(&error, access);
        let mut conn = Conn::new(options).map_err(entry)?;
        for statement in BEGIN {
            conn.query_drop(statement).map_err(entry)?;
        }
        Ok(Self(conn))
    }

    /// All rows of a table.
    pub(super) fn read(&mut self, rows: &DatabaseRows, declared: &Table) -> Result<Sheet, Refusal> {
        let mut statement = match rows {
            DatabaseRows::Table(table) => of_table(table, Quote::Back)?,
            DatabaseRows::Query(query) => of_query(query)?.to_owned(),
        };
        // A statement that can be prepared is a single one, whatever else the server would take.
        let prepared = self.0.prep(&statement).map_err(|error| failed(&error))?;
        if matches!(rows, DatabaseRows::Table(_)) {
            let names: Vec<String> = prepared.columns().iter().map(|column| column.name_str().into_owned()).collect();
            let by = key(declared).into_iter().filter(|name| names.iter().any(|known| known == name));
            // Each sign for itself, not as a dictionary has it.
            let by: Vec<String> = by.map(|name| format!("binary {}", Quote::Back.name(name))).collect();
            statement = in_order(&statement, &by);
        }
        let _ = self.0.close(prepared);
        let mut found = self.0.query_iter(&statement).map_err(|error| failed(&error))?;
        let columns: Vec<Column> = found.columns().as_ref().to_vec();
        if columns.is_empty() {
            return Err(Refusal::Failed("no columns".to_owned()));
        }
        let names: Vec<String> = columns.iter().map(|column| column.name_str().into_owned()).collect();
        let mut taken = Taken::new(names.iter().map(String::as_str), declared);
        let mut held: Vec<Held> = Vec::with_capacity(columns.len());
        let mut lost = Vec::new();
        for ((column, name), asked) in columns.iter().zip(&names).zip(&taken.asked) {
            match held_in(column) {
                Ok(own) => held.push(own),
                Err(_) if *asked == Asked::Nothing => held.push(Held::Plain),
                Err(ty) => lost.push((name.clone(), ty)),
            }
        }
        if !lost.is_empty() {
            return Err(Refusal::Types(lost));
        }
        let asked = taken.asked.clone();
        for row in looking(found.by_ref()) {
            let row = row.map_err(|error| failed(&error))?;
            for ((value, asked), held) in row.unwrap_raw().into_iter().zip(&asked).zip(&held) {
                match value {
                    None | Some(Value::NULL) => taken.cell(*asked, *held, None),
                    // What is not read need be no text.
                    Some(_) if *asked == Asked::Nothing => taken.cell(*asked, *held, Some("")),
                    Some(Value::Bytes(bytes)) => {
                        let text = str::from_utf8(&bytes).map_err(|error| Refusal::Failed(error.to_string()))?;
                        taken.cell(*asked, *held, Some(text));
                    }
                    Some(_) => return Err(Refusal::Failed("a value that is no text".to_owned())),
                }
            }
            taken.end()?;
        }
        Ok(taken.sheet)
    }
}

/// What the values of a column are, or the type that is not read.
fn held_in(column: &Column) -> Result<Held, String> {
    let ty = column.column_type();
    let is_text = column.character_set() != BINARY;
    Ok(match ty {
        ColumnType::MYSQL_TYPE_TINY
        | ColumnType::MYSQL_TYPE_SHORT
        | ColumnType::MYSQL_TYPE_INT24
        | ColumnType::MYSQL_TYPE_LONG
        | ColumnType::MYSQL_TYPE_LONGLONG
        | ColumnType::MYSQL_TYPE_YEAR => Held::Whole,
        ColumnType::MYSQL_TYPE_DOUBLE => Held::Float,
        ColumnType::MYSQL_TYPE_DATE | ColumnType::MYSQL_TYPE_NEWDATE | ColumnType::MYSQL_TYPE_DATETIME => Held::Moment,
        ColumnType::MYSQL_TYPE_DECIMAL | ColumnType::MYSQL_TYPE_NEWDECIMAL | ColumnType::MYSQL_TYPE_NULL => Held::Plain,
        ColumnType::MYSQL_TYPE_VARCHAR
        | ColumnType::MYSQL_TYPE_VAR_STRING
        | ColumnType::MYSQL_TYPE_STRING
        | ColumnType::MYSQL_TYPE_ENUM
        | ColumnType::MYSQL_TYPE_SET
        | ColumnType::MYSQL_TYPE_TINY_BLOB
        | ColumnType::MYSQL_TYPE_MEDIUM_BLOB
        | ColumnType::MYSQL_TYPE_LONG_BLOB
        | ColumnType::MYSQL_TYPE_BLOB
            if is_text || column.flags().contains(ColumnFlags::ENUM_FLAG) =>
        {
            Held::Plain
        }
        // The server writes no more than six digits of a float.
        other => return Err(name_of(other)),
    })
}

/// The name of a type as it is declared.
fn name_of(ty: ColumnType) -> String {
    let name = format!("{ty:?}").replace("MYSQL_TYPE_", "").to_lowercase();
    match name.as_str() {
        "var_string" | "string" => "binary".to_owned(),
        _ => name,
    }
}

fn no_entry(error: &Error, access: &Access) -> Refusal {
    match error {
        Error::MySqlError(known) if NO_ENTRY.contains(&known.code) => Refusal::NoEntry {
            user: access.user.clone(),
            why: said(&known.message),
            has_password: access.password.is_some(),
        },
        Error::MySqlError(known) => Refusal::Unreachable(said(&known.message)),
        other => Refusal::Unreachable(said(&other.to_string())),
    }
}

fn failed(error: &Error) -> Refusal {
    match error {
        // 1053: the server is shut down; 1927: somebody ended the connection.
        Error::MySqlError(known) if !matches!(known.code, 1053 | 1927) => Refusal::Failed(said(&known.message)),
        Error::MySqlError(known) => Refusal::Lost(said(&known.message)),
        other => Refusal::Lost(said(&other.to_string())),
    }
}
