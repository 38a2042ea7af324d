//! A host that reads nothing outside of some folders: what a rule set names is its author's, and not that of who runs it.

use std::fmt;
use std::io::{self, ErrorKind, Write};
use std::path::PathBuf;

use super::allowed::Allowed;
use super::credentials::{self, Access};
use super::server::Server;
use super::{Files, Host, Input, Kind};

/// A host behind a fence.
pub struct Fence<'h> {
    host: &'h dyn Host,
    allowed: Allowed,
    /// The folders within; without them everything may be read.
    within: Option<Vec<String>>,
}

/// Why something outside was not read.
#[derive(Debug)]
struct Outside {
    /// What to allow.
    folder: String,
}

impl fmt::Display for Outside {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("outside of the folders that may be read")
    }
}

impl std::error::Error for Outside {}

/// Of a file that was not read because it lies outside, the folder to allow.
#[must_use]
pub fn outside(error: &io::Error) -> Option<&str> {
    let outside = error.get_ref()?.downcast_ref::<Outside>()?;
    Some(&outside.folder)
}

impl<'h> Fence<'h> {
    /// A host of who runs a command: it reads every file that they name, and allows more to what these name.
    pub fn allowing(host: &'h dyn Host, allowed: Allowed) -> Self {
        Self { host, allowed, within: None }
    }

    /// A host for what rules name: it reads what lies in these folders, and what the host allows.
    pub fn within(host: &'h dyn Host, folders: impl IntoIterator<Item = String>) -> Self {
        Self { host, allowed: host.allowed().clone(), within: Some(folders.into_iter().collect()) }
    }

    fn check(&self, path: &str) -> io::Result<()> {
        let Some(folders) = &self.within else { return Ok(()) };
        let mut folders = folders.iter().map(String::as_str).chain(self.allowed.folders());
        if folders.any(|folder| self.host.leads_into(path, folder)) {
            return Ok(());
        }
        let folder = self.host.folder_behind(path);
        Err(io::Error::new(ErrorKind::PermissionDenied, Outside { folder }))
    }
}

impl Host for Fence<'_> {
    fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        self.check(path)?;
        self.host.read(path)
    }

    fn replace(&self, path: &str, fill: &mut dyn FnMut(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
        self.check(path)?;
        self.host.replace(path, fill)
    }

    fn make_folder(&self, path: &str) -> io::Result<()> {
        self.check(path)?;
        self.host.make_folder(path)
    }

    fn replace_folder(
        &self,
        path: &str,
        mark: &str,
        fill: &mut dyn FnMut(&mut dyn Files) -> io::Result<()>,
    ) -> io::Result<()> {
        self.check(path)?;
        self.host.replace_folder(path, mark, fill)
    }

    fn is_link(&self, path: &str) -> bool {
        self.host.is_link(path)
    }

    fn kept_rows(&self, table: &str) -> Option<io::Result<Vec<u8>>> {
        self.host.kept_rows(table)
    }

    fn keep_rows(&self, table: &str, rows: &dyn Input) {
        self.host.keep_rows(table, rows);
    }

    fn is_same(&self, one: &str, other: &str) -> bool {
        self.host.is_same(one, other)
    }

    fn open(&self, path: &str) -> io::Result<Box<dyn Input>> {
        self.check(path)?;
        self.host.open(path)
    }

    /// Of what lies outside nothing is told, not even whether it is there.
    fn kind(&self, path: &str) -> Kind {
        if self.check(path).is_ok() { self.host.kind(path) } else { Kind::Nothing }
    }

    fn names(&self, folder: &str) -> io::Result<Vec<String>> {
        self.check(folder)?;
        self.host.names(folder)
    }

    fn leads_into(&self, path: &str, folder: &str) -> bool {
        self.host.leads_into(path, folder)
    }

    fn folder_behind(&self, path: &str) -> String {
        self.host.folder_behind(path)
    }

    fn allowed(&self) -> &Allowed {
        &self.allowed
    }

    fn on_disk(&self, path: &str) -> Option<PathBuf> {
        self.check(path).ok().and_then(|()| self.host.on_disk(path))
    }

    fn access(&self, server: &Server) -> Option<Access> {
        self.allowed.server(server).then(|| credentials::of_environment(server))
    }
}
