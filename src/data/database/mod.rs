//! Tables of databases: of PostgreSQL, MySQL and MariaDB over the network, where leave was given, and of SQLite in files
//! of the data folder.
//!
//! All tables of a run are read from a database in one transaction that only reads, over one connection: they are of one
//! moment. Their values come as texts and are read as the cells of a text file are.

mod mysql;
mod postgres;
mod refusal;
mod rows;
mod sqlite;
mod statement;

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use self::mysql::Mysql;
use self::postgres::Postgres;
use self::refusal::Refusal;
use self::sqlite::Sqlite;
use super::findings::Findings;
use super::parquet::guard::guarded;
use super::reading::Form;
use super::rows::{Above, Rows};
use super::several::joined;
use super::sheet::Sheet;
use crate::core::{DatabaseRows, InDatabase, Table};
use crate::host::progress::Progress;
use crate::host::{Host, Server, ServerKind};

/// How long a server has to let in.
const PATIENCE: Duration = Duration::from_secs(10);

/// The beginning of the name of a file that is a database whatever its end.
const FILE: &str = "sqlite:";

/// Ends of the names of files that are databases.
const ENDS: &[&str] = &["db", "db3", "sqlite", "sqlite3"];

/// The databases of a run, each opened when it is first read.
pub(super) struct Databases<'h> {
    host: &'h dyn Host,
    folder: &'h str,
    /// By how the rules name them once they are understood; none that could not be opened or went away.
    open: RefCell<BTreeMap<String, Option<Open>>>,
}

enum Open {
    Postgres(Box<Postgres>),
    Mysql(Box<Mysql>),
    Sqlite(Sqlite),
}

/// Where a database is.
enum Place {
    Server(Server),
    File(String),
}

/// Whether a table stands in a database, or is said to.
pub(super) fn is_of_database(declared: &Table) -> bool {
    declared.in_database.is_some() || is_database(&declared.file)
}

fn is_database(place: &str) -> bool {
    Server::is_url(place) || place.starts_with(FILE) || is_file(place)
}

fn is_file(name: &str) -> bool {
    let end = name.rsplit_once('.').map_or("", |(_, end)| end);
    ENDS.iter().any(|known| end.eq_ignore_ascii_case(known))
}

impl<'h> Databases<'h> {
    pub(super) fn new(host: &'h dyn Host, folder: &'h str) -> Self {
        Self { host, folder, open: RefCell::new(BTreeMap::new()) }
    }

    /// Reads the rows of a table; `None` when it cannot be told what they are. Of a database that is closed this is said
    /// once.
    pub(super) fn read(
        &self,
        declared: &Table,
        above: Option<&Above<'_>>,
        findings: &mut Findings<'_>,
        progress: &Progress,
    ) -> Option<Rows> {
        let kept = self.host.kept_rows(&declared.name);
        let rows = match kept {
            Some(kept) => kept.ok().and_then(|text| Sheet::of_text(&text)).map(Some).ok_or(Refusal::Unsound),
            None => self.rows(declared).inspect(|sheet| {
                if let Some(sheet) = sheet {
                    self.host.keep_rows(&declared.name, sheet);
                }
            }),
        };
        match rows {
            Ok(Some(sheet)) => sheet.read(&Form::Database, declared, above, findings, progress),
            Ok(None) => None,
            Err(refusal) => {
                refusal.report(findings);
                None
            }
        }
    }

    fn rows(&self, declared: &Table) -> Result<Option<Sheet>, Refusal> {
        let InDatabase { place, rows } = declared.in_database.as_ref().ok_or(Refusal::NoRows)?;
        let place = self.place(place)?;
        let name = match &place {
            Place::Server(server) => server.to_string(),
            Place::File(path) => path.clone(),
        };
        let mut open = self.open.borrow_mut();
        if !open.contains_key(&name) {
            match self.open(&place) {
                Ok(opened) => open.insert(name.clone(), Some(opened)),
                Err(refusal) => {
                    open.insert(name, None);
                    return Err(refusal);
                }
            };
        }
        let Some(Some(database)) = open.get_mut(&name) else { return Ok(None) };
        let read = sound(|| database.read(rows, declared));
        if read.as_ref().is_err_and(Refusal::is_final) {
            open.insert(name, None);
        }
        read.map(Some)
    }

    fn place(&self, place: &str) -> Result<Place, Refusal> {
        if Server::is_url(place) {
            return Server::parse(place).map(Place::Server).map_err(Refusal::Url);
        }
        let file = match place.strip_prefix(FILE) {
            Some(file) => file,
            None if is_file(place) => place,
            None => return Err(Refusal::NoDatabase),
        };
        Ok(Place::File(joined(self.folder, file)))
    }

    fn open(&self, place: &Place) -> Result<Open, Refusal> {
        match place {
            Place::Server(server) => self.connect(server),
            Place::File(path) => sound(|| Sqlite::open(self.host, path).map(Open::Sqlite)),
        }
    }

    /// Connects on another thread, which is left when the server keeps silent.
    fn connect(&self, server: &Server) -> Result<Open, Refusal> {
        let access = self.host.access(server).ok_or_else(|| Refusal::NotAllowed(server.clone()))?;
        let (sender, receiver) = mpsc::channel();
        let to = server.clone();
        let connect = move || {
            let opened = sound(|| match to.kind {
                ServerKind::Postgres => {
                    Postgres::connect(&to, &access, PATIENCE).map(|server| Open::Postgres(Box::new(server)))
                }
                ServerKind::Mysql => Mysql::connect(&to, &access, PATIENCE).map(|server| Open::Mysql(Box::new(server))),
            });
            // Whoever has waited long enough listens no more.
            let _ = sender.send(opened);
        };
        let unreachable = |why: String| Refusal::Unreachable(why);
        thread::Builder::new().spawn(connect).map_err(|error| unreachable(error.to_string()))?;
        let longer = PATIENCE.saturating_add(Duration::from_secs(1));
        receiver.recv_timeout(longer).unwrap_or_else(|_| Err(unreachable("connection timed out".to_owned())))
    }
}

/// Calls a library, which goes by what the database says; where it panics, that is what is wrong.
fn sound<T>(call: impl FnOnce() -> Result<T, Refusal>) -> Result<T, Refusal> {
    guarded(|| Ok(call())).unwrap_or(Err(Refusal::Unsound))
}

impl Open {
    fn read(&mut self, rows: &DatabaseRows, declared: &Table) -> Result<Sheet, Refusal> {
        match self {
            Self::Postgres(server) => server.read(rows, declared),
            Self::Mysql(server) => server.read(rows, declared),
            Self::Sqlite(file) => file.read(rows, declared),
        }
    }
}
