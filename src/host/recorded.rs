//! A host that keeps the names of what was read through it.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};
use std::path::PathBuf;

use super::allowed::Allowed;
use super::credentials::Access;
use super::input::whole;
use super::server::Server;
use super::{Files, Host, Input, Kind};

/// A host, and the files that were opened.
pub struct Recorded<'h> {
    host: &'h dyn Host,
    opened: RefCell<BTreeSet<String>>,
    /// Files that a library opens itself.
    databases: RefCell<BTreeSet<String>>,
    kept: RefCell<BTreeMap<String, Vec<u8>>>,
}

impl<'h> Recorded<'h> {
    /// Nothing was read so far.
    #[must_use]
    pub fn new(host: &'h dyn Host) -> Self {
        Self { host, opened: RefCell::default(), databases: RefCell::default(), kept: RefCell::default() }
    }

    /// The paths of the files that were opened, as they were asked for; a database in a file is none of them.
    #[must_use]
    pub fn opened(&self) -> Vec<String> {
        self.opened.borrow().difference(&self.databases.borrow()).cloned().collect()
    }

    /// The rows that were read from databases, by table, as CSV.
    #[must_use]
    pub fn kept(&self) -> BTreeMap<String, Vec<u8>> {
        self.kept.borrow().clone()
    }

    fn note<T>(&self, path: &str, read: io::Result<T>) -> io::Result<T> {
        if read.is_ok() {
            self.opened.borrow_mut().insert(path.to_owned());
        }
        read
    }
}

impl Host for Recorded<'_> {
    fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        self.note(path, self.host.read(path))
    }

    fn replace(&self, path: &str, fill: &mut dyn FnMut(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
        self.host.replace(path, fill)
    }

    fn make_folder(&self, path: &str) -> io::Result<()> {
        self.host.make_folder(path)
    }

    fn replace_folder(
        &self,
        path: &str,
        mark: &str,
        fill: &mut dyn FnMut(&mut dyn Files) -> io::Result<()>,
    ) -> io::Result<()> {
        self.host.replace_folder(path, mark, fill)
    }

    fn is_link(&self, path: &str) -> bool {
        self.host.is_link(path)
    }

    fn kept_rows(&self, table: &str) -> Option<io::Result<Vec<u8>>> {
        let rows = self.host.kept_rows(table)?;
        if let Ok(rows) = &rows {
            self.kept.borrow_mut().insert(table.to_owned(), rows.clone());
        }
        Some(rows)
    }

    fn keep_rows(&self, table: &str, rows: &dyn Input) {
        if let Ok(rows) = whole(rows, usize::MAX) {
            self.kept.borrow_mut().insert(table.to_owned(), rows);
        }
    }

    fn is_same(&self, one: &str, other: &str) -> bool {
        self.host.is_same(one, other)
    }

    fn open(&self, path: &str) -> io::Result<Box<dyn Input>> {
        self.note(path, self.host.open(path))
    }

    fn kind(&self, path: &str) -> Kind {
        self.host.kind(path)
    }

    fn names(&self, folder: &str) -> io::Result<Vec<String>> {
        self.host.names(folder)
    }

    fn on_disk(&self, path: &str) -> Option<PathBuf> {
        // Of a database the rows are kept, and not the file.
        self.databases.borrow_mut().insert(path.to_owned());
        self.host.on_disk(path)
    }

    fn access(&self, server: &Server) -> Option<Access> {
        self.host.access(server)
    }

    fn leads_into(&self, path: &str, folder: &str) -> bool {
        self.host.leads_into(path, folder)
    }

    fn folder_behind(&self, path: &str) -> String {
        self.host.folder_behind(path)
    }

    fn allowed(&self) -> &Allowed {
        self.host.allowed()
    }
}
